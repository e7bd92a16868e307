//! Folding: one spelling for all spellings of the same word, so that `GTXPro` finds `GTX Pro` and ｶﾌﾞｼｷ finds かぶしき.
//!
//! The folded text is a key to compare and to search by, never something to show.

use unicode_normalization::UnicodeNormalization;

use crate::kanji::modern;

/// Folds a text for search and for matching references.
///
/// - compatibility forms become plain ones (NFKC): full-width Latin and digits, half-width kana, `㈱`, `①`;
/// - lower case, accents dropped (`Café` → `cafe`);
/// - katakana becomes hiragana, small kana large (`キヤノン` = `キャノン`, `フィルム` = `フイルム`);
/// - old and variant kanji become the modern ones (`髙澤` → `高沢`);
/// - everything that is neither letter nor digit is dropped, and with it hyphens and long marks, which people mix up and
///   leave out (`コンピューター` = `コンピュータ`, `GTX-Pro` = `GTXPro`).
///
/// Dropping long marks and the size of small kana makes not one more pair of different companies alike among the 7,951
/// of the EDINET code list.
///
/// Folding twice changes nothing. A text of symbols alone folds to the empty string, which must match nothing; and
/// `Plan` and `Plan+` fold alike, so an exact match goes first.
///
/// ```
/// assert_eq!(japan::fold("GTX Pro"), japan::fold("ＧＴＸ‐pro"));
/// assert_eq!(japan::fold("ｻｰﾊﾞｰ"), japan::fold("サーバ"));
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
    }
    plain(text).filter(|&c| is_kept(c)).collect()
}

/// The text in plain letters, but still with its spaces and punctuation.
pub(crate) fn plain(text: &str) -> impl Iterator<Item = char> {
    // Accents can only be taken off in decomposed text, but が must not become か: so decompose, drop the marks of Latin,
    // Greek and Cyrillic only, and compose again.
    text.nfkd()
        .flat_map(char::to_lowercase)
        .filter(|&c| !is_accent(c))
        .nfc()
        .map(|c| modern(hiragana(c)))
}

/// Whether folding keeps this character of a [`plain`] text.
pub(crate) fn is_kept(c: char) -> bool {
    c.is_alphanumeric() && !is_long_mark(c)
}

fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_long_mark(c: char) -> bool {
    c == 'ー'
}

/// Hiragana for katakana, large kana for small.
fn hiragana(c: char) -> char {
    let c = match c {
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        _ => c,
    };
    match c {
        'ぁ' => 'あ',
        'ぃ' => 'い',
        'ぅ' => 'う',
        'ぇ' => 'え',
        'ぉ' => 'お',
        'っ' => 'つ',
        'ゃ' => 'や',
        'ゅ' => 'ゆ',
        'ょ' => 'よ',
        'ゎ' => 'わ',
        'ゕ' => 'か',
        'ゖ' => 'け',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_word_fold_alike() {
        for spellings in [
            &["GTX Pro", "GTXPro", "gtx-pro", "ＧＴＸ　Ｐｒｏ", "GTX・Pro", "gtx_pro!"][..],
            &["サーバー", "サーバ", "ｻｰﾊﾞｰ", "さーばー", "サ－バ－"],
            &["キヤノン", "キャノン", "ｷﾔﾉﾝ", "きゃのん"],
            &["髙橋", "高橋"],
            &["山﨑", "山崎", "山嵜"],
            &["渡邊", "渡邉", "渡辺"],
            &["齋藤", "斎藤"],
            &["齊藤", "斉藤"],
            &["澤", "沢"],
            &["𠮷野家", "吉野家"],
            &["福\u{fa1b}", "福福"],
            &["Café", "CAFE", "cafe\u{301}"],
            &["ﾊﾟﾋﾟﾌﾟ", "ぱぴぷ", "ハ\u{309a}ヒ\u{309a}フ\u{309a}"],
            &["第①営業部", "第１営業部", "第1営業部"],
            &["霞ヶ関", "霞ケ関"],
        ] {
            let folded: Vec<_> = spellings.iter().map(|s| fold(s)).collect();
            assert!(
                folded.iter().all(|f| *f == folded[0] && !f.is_empty()),
                "{spellings:?} fold to {folded:?}"
            );
        }
    }

    #[test]
    fn different_words_stay_different() {
        for (one, other) in [
            ("か", "が"),
            ("は", "ぱ"),
            ("斎藤", "斉藤"),
            ("GTX Pro", "GTX Plus Pro"),
            ("第一", "第二"),
        ] {
            assert_ne!(fold(one), fold(other));
        }
    }

    #[test]
    fn symbols_alone_fold_to_nothing() {
        assert_eq!(fold(" ・ー—!"), "");
        assert_eq!(fold("&+"), "");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn folding_japanese_twice_changes_nothing(text in "[ -~ぁ-ヿ一-龥\u{3099}\u{309a}！-ﾟ豈-龎㈠-㏿]{0,12}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn the_short_way_of_ascii_gives_what_the_long_one_gives(text in "[ -~\t\n]{0,40}") {
            prop_assert_eq!(fold(&text), plain(&text).filter(|&c| is_kept(c)).collect::<String>());
        }

        #[test]
        fn what_stands_between_letters_does_not_matter(words in proptest::collection::vec("[a-z0-9ア-ンー漢字]{1,5}", 1..5), gap in "[ 　・\\-‐−/_.,]{0,2}") {
            prop_assert_eq!(fold(&words.join(&gap)), fold(&words.concat()));
        }
    }
}
