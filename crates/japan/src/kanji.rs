//! Old and variant kanji and the form in use today, for folding names. Each pair is written old form first.
//!
//! Only spellings of the same character are here, not characters that merely look or sound alike. CJK compatibility
//! ideographs (神, 福, 海 in their old form) are not listed: normalisation has made them plain before.

use std::{collections::HashMap, sync::LazyLock};

/// The form in use today of an old or variant kanji; any other character is returned as it is.
pub(crate) fn modern(c: char) -> char {
    static MODERN: LazyLock<HashMap<char, char>> = LazyLock::new(|| pairs().collect());
    if is_ideograph(c) {
        MODERN.get(&c).copied().unwrap_or(c)
    } else {
        c
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn pairs() -> impl Iterator<Item = (char, char)> {
    [JOYO, JINMEI, IN_NAMES]
        .into_iter()
        .flat_map(str::split_whitespace)
        .filter_map(|pair| {
            let mut forms = pair.chars();
            Some((forms.next()?, forms.next()?))
        })
}

/// The forms in brackets (いわゆる康熙字典体) of the table of kanji for general use: 常用漢字表, 平成22年内閣告示第2号.
const JOYO: &str = "\
    萬万 與与 兩両 竝並 乘乗 亂乱 豫予 爭争 亞亜 佛仏 假仮 會会 傳伝 體体 餘余 倂併 價価 儉倹 僞偽 兒児 黨党 圓円 寫写 處処 \
    劍剣 劑剤 剩剰 勵励 勞労 效効 敕勅 勸勧 勳勲 區区 醫医 單単 卽即 嚴厳 參参 雙双 收収 敍叙 臺台 號号 營営 囑嘱 團団 圍囲 \
    圖図 國国 圈圏 壓圧 墮堕 壘塁 鹽塩 增増 壞壊 壤壌 壯壮 聲声 壹壱 賣売 變変 奧奥 奬奨 孃嬢 學学 寶宝 實実 寬寛 寢寝 對対 \
    壽寿 專専 將将 盡尽 屆届 屬属 嶽岳 峽峡 巢巣 卷巻 帶帯 歸帰 廳庁 廣広 廢廃 瓣弁 辨弁 辯弁 貳弐 彌弥 彈弾 當当 徑径 從従 \
    德徳 徵徴 應応 戀恋 恆恒 惠恵 惱悩 惡悪 慘惨 愼慎 懷懐 戰戦 戲戯 戾戻 拂払 拔抜 擇択 擔担 拜拝 據拠 擴拡 擧挙 挾挟 插挿 \
    搜捜 揭掲 搖揺 攝摂 擊撃 數数 齊斉 齋斎 斷断 舊旧 晝昼 晚晩 曉暁 曆暦 曾曽 條条 來来 樞枢 榮栄 櫻桜 棧桟 檢検 樓楼 樂楽 \
    槪概 樣様 權権 橫横 缺欠 歐欧 歡歓 步歩 齒歯 歷歴 殘残 毆殴 殼殻 每毎 氣気 澤沢 淨浄 淺浅 濱浜 淚涙 渴渇 濟済 涉渉 澁渋 \
    溪渓 溫温 灣湾 濕湿 滿満 瀧滝 滯滞 潛潜 瀨瀬 燈灯 爐炉 點点 爲為 燒焼 犧犠 狀状 獨独 狹狭 獵猟 獻献 獸獣 甁瓶 畫画 疊畳 \
    瘦痩 癡痴 發発 盜盗 縣県 眞真 硏研 碎砕 禮礼 禪禅 祕秘 稱称 稻稲 穗穂 穩穏 竊窃 龍竜 粹粋 肅粛 絲糸 經経 繪絵 繼継 續続 \
    總総 綠緑 緖緒 緣縁 繩縄 縱縦 纖繊 罐缶 飜翻 聽聴 膽胆 腦脳 臟臓 舍舎 艷艶 藝芸 莖茎 莊荘 藏蔵 薰薫 藥薬 虛虚 蟲虫 蠶蚕 \
    螢蛍 蠻蛮 衞衛 裝装 襃褒 霸覇 覺覚 覽覧 觀観 觸触 譯訳 證証 譽誉 讀読 謠謡 讓譲 豐豊 贊賛 踐践 轉転 輕軽 辭辞 邊辺 遞逓 \
    遲遅 郞郎 鄕郷 醉酔 釀醸 釋釈 鐵鉄 鑛鉱 錢銭 鑄鋳 鍊錬 錄録 鎭鎮 關関 鬭闘 陷陥 險険 隨随 隱隠 雜雑 靈霊 靜静 賴頼 顯顕 \
    驛駅 驅駆 騷騒 驗験 髓髄 髮髪 鷄鶏 麥麦 麵麺 黃黄 黑黒 默黙 齡齢 龜亀";

/// Pairs that the table of kanji for personal names allows side by side: 戸籍法施行規則 別表第二.
const JINMEI: &str = "\
    亙亘 凜凛 堯尭 巖巌 晄晃 檜桧 槇槙 禰祢 禱祷 祿禄 穰穣 萠萌 遙遥";

/// Variants that families and companies keep in their names, and forms that CP932 and JIS X 0213 encode apart from the
/// usual one. Chosen by us; grow it when a real name is not found.
const IN_NAMES: &str = "\
    髙高 﨑崎 嵜崎 濵浜 邉辺 𠮷吉 嶋島 嶌島 冨富 峯峰 桒桑 栁柳 舘館 渕淵 薮藪 籔藪 槗橋 𣘺橋 曻昇 昻昂 劔剣 劒剣 穎頴 \
    俱倶 淸清 靑青 姬姫 內内 吳呉 戶戸 說説 稅税 敎教 產産 囊嚢 俠侠 頰頬 塡填 剝剥 繫繋 麴麹 鷗鴎 桝枡 諫諌 珎珍 亰京 圀国";

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn every_pair_is_an_old_and_a_modern_form() {
        for pair in [JOYO, JINMEI, IN_NAMES].into_iter().flat_map(str::split_whitespace) {
            let forms: Vec<char> = pair.chars().collect();
            assert_eq!(forms.len(), 2, "{pair}");
            assert!(forms.iter().all(|&c| is_ideograph(c)), "{pair}");
            assert_eq!(modern(forms[0]), forms[1], "{pair} stands against another pair");
            assert_eq!(modern(forms[1]), forms[1], "{pair} leads on to a third form");
        }
    }

    #[test]
    fn no_pair_is_one_that_normalisation_makes_needless() {
        for (old, _) in pairs() {
            assert_eq!(old.nfkc().collect::<String>(), old.to_string());
        }
    }

    #[test]
    fn kana_and_latin_stay() {
        assert_eq!(modern('あ'), 'あ');
        assert_eq!(modern('a'), 'a');
    }
}
