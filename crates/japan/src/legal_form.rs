//! Folding of company names: as [`fold`](crate::fold()), and without the legal form, which people write in five ways or
//! leave out.

use crate::fold::{is_kept, plain};

/// Folds a company name for search and matching: as [`fold`](crate::fold()), and legal forms in front and behind are
/// stripped, be they spelled out (`株式会社`, `Co., Ltd.`), abbreviated (`㈱`, `（株）`, `(有)`), or read (`カブシキガイシャ`).
///
/// A legal form in the middle stays (`山田商事株式会社 東京支店` is a branch, not 山田商事), and a name that consists of
/// legal forms alone keeps one of them. Folding twice changes nothing. Like names are a hint that two companies are one,
/// never a proof.
///
/// ```
/// use japan::fold_company;
/// assert_eq!(fold_company("㈱ヤマダ商事"), fold_company("やまだ商事 株式会社"));
/// assert_eq!(fold_company("Yamada Trading Co., Ltd."), fold_company("YAMADA TRADING"));
/// ```
#[must_use]
pub fn fold_company(name: &str) -> String {
    let mut folded = strip(name);
    // What was apart in the name stands together once folded, and may now read as a legal form.
    loop {
        let again = strip(&folded);
        if again == folded {
            return folded;
        }
        folded = again;
    }
}

/// Legal forms spelled out, as they look folded; those that contain another one first.
const SPELLED_OUT: &[&str] = &[
    "株式会社",
    "有限会社",
    "合同会社",
    "合名会社",
    "合資会社",
    "相互会社",
    "特定目的会社",
    "一般社団法人",
    "公益社団法人",
    "一般財団法人",
    "公益財団法人",
    "特定非営利活動法人",
    "社会医療法人",
    "医療法人社団",
    "医療法人財団",
    "医療法人",
    "社会福祉法人",
    "学校法人",
    "宗教法人",
    "地方独立行政法人",
    "独立行政法人",
    "国立大学法人",
    "公立大学法人",
    "特例有限会社",
    "中間法人",
    "かぶしきがいしや",
    "かぶしきかいしや",
    "ゆうげんがいしや",
    "ゆうげんかいしや",
    "ごうどうがいしや",
    "ごうどうかいしや",
    "ごうめいがいしや",
    "ごうめいかいしや",
    "ごうしがいしや",
    "ごうしかいしや",
    "いつぱんしやだんほうじん",
    "いつぱんざいだんほうじん",
    "いりようほうじんしやだん",
    "いりようほうじん",
    "しやかいふくしほうじん",
    "がつこうほうじん",
];

/// What stands in brackets for a legal form: （株）, (有) …, and as banks write it: （カ）, （ユ） …
const IN_BRACKETS: &[&str] = &[
    "株", "有", "同", "合", "名", "資", "相", "一社", "公社", "一財", "公財", "社", "財", "特非", "医", "福", "学",
    "宗", "独", "か", "ゆ", "ど", "め", "し", "い", "しや", "ざい", "ふく", "がく",
];

/// Banks open the bracket only behind a name and close it only in front of one: ｶ)ﾔﾏﾀﾞｼﾖｳｼﾞ, ﾔﾏﾀﾞｼﾖｳｼﾞ(ｶ (全国銀行協会
/// 「法人略語」). The longer ones first.
const OF_BANKS: &[&str] = &["しや", "ざい", "ふく", "がく", "か", "ゆ", "ど", "め", "し", "い"];

/// Legal forms in Latin letters, the words of each written together. Only those that are no ordinary word at the end of a
/// name.
const LATIN: &[&str] = &[
    "inc",
    "incorporated",
    "co",
    "company",
    "coltd",
    "companylimited",
    "ltd",
    "limited",
    "corp",
    "corporation",
    "llc",
    "llp",
    "plc",
    "gmbh",
    "ag",
    "sa",
    "sas",
    "bv",
    "nv",
    "pte",
    "pty",
    "kk",
    "gk",
    "yk",
    "yugenkaisha",
    "yugengaisha",
    "kabushikikaisha",
    "kabushikigaisha",
    "godokaisha",
    "godogaisha",
];

/// One piece of a name. Latin words stay apart, because `co` is a legal form and the end of `Morocco` is not; Japanese is
/// one piece up to the next Latin word, because people put spaces where they like.
#[derive(Debug, PartialEq)]
enum Piece {
    Latin(String),
    Japanese(String),
    /// A legal form in brackets, by what stands between them.
    Bracketed(String),
}

impl Piece {
    fn text(&self) -> &str {
        match self {
            Self::Latin(text) | Self::Japanese(text) | Self::Bracketed(text) => text,
        }
    }
}

fn strip(name: &str) -> String {
    let mut pieces = pieces(name);
    while strip_front(&mut pieces) || strip_back(&mut pieces) {}
    pieces.iter().map(Piece::text).collect()
}

fn pieces(name: &str) -> Vec<Piece> {
    let chars: Vec<char> = plain(name).collect();
    let mut pieces = Vec::new();
    let mut apart = true;
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        if let Some((form, end)) = bracketed(&chars, at).or_else(|| half_bracketed(&chars, at)) {
            pieces.push(Piece::Bracketed(form));
            at = end;
            continue;
        }
        if is_kept(c) {
            push(&mut pieces, c, apart);
        }
        apart = !c.is_alphanumeric();
        at += 1;
    }
    pieces
}

fn push(pieces: &mut Vec<Piece>, c: char, apart: bool) {
    match (pieces.last_mut(), is_japanese(c)) {
        (Some(Piece::Japanese(text)), true) => text.push(c),
        (Some(Piece::Latin(text)), false) if !apart => text.push(c),
        (_, true) => pieces.push(Piece::Japanese(c.into())),
        (_, false) => pieces.push(Piece::Latin(c.into())),
    }
}

/// A legal form in brackets that begins at `at`, and where it ends.
fn bracketed(chars: &[char], at: usize) -> Option<(String, usize)> {
    if !"([〔【".contains(*chars.get(at)?) {
        return None;
    }
    let rest = &chars[at + 1..];
    let length = rest.iter().take(5).position(|&c| ")]〕】".contains(c))?;
    let form: String = rest[..length].iter().filter(|c| !c.is_whitespace()).collect();
    IN_BRACKETS.contains(&form.as_str()).then_some((form, at + length + 2))
}

/// A legal form as banks write it, with half a bracket, in front of the whole name or behind it.
fn half_bracketed(chars: &[char], at: usize) -> Option<(String, usize)> {
    let stands = |from: usize, form: &str| {
        chars[from..]
            .iter()
            .copied()
            .zip(form.chars())
            .filter(|(a, b)| a == b)
            .count()
    };
    let form = OF_BANKS.iter().find(|form| {
        let length = form.chars().count();
        let front = at == 0 && stands(0, form) == length && chars.get(length) == Some(&')');
        let back = chars[at] == '(' && stands(at + 1, form) == length && chars.len() == at + 1 + length;
        front || back
    })?;
    Some(((*form).to_owned(), at + 1 + form.chars().count()))
}

fn is_japanese(c: char) -> bool {
    matches!(c, '々' | '〆' | '〇' | 'ぁ'..='ヿ' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Takes one legal form off the front, unless nothing else would be left.
fn strip_front(pieces: &mut Vec<Piece>) -> bool {
    if pieces.len() > 1 && matches!(pieces[0], Piece::Bracketed(_)) {
        pieces.remove(0);
        return true;
    }
    // `Co., Ltd. Yamada` and `K.K. Yamada`, but not the initials of `KK Wind` or `SA Works`.
    let latin = (2..pieces.len()).find(|&count| is_latin_form(&pieces[..count]));
    if let Some(count) = latin {
        pieces.drain(..count);
        return true;
    }
    strip_spelled_out(pieces, 0, |text, form| text.strip_prefix(form))
}

/// Takes one legal form off the end, unless nothing else would be left.
fn strip_back(pieces: &mut Vec<Piece>) -> bool {
    let Some(last) = pieces.len().checked_sub(1) else {
        return false;
    };
    if last > 0 && matches!(pieces[last], Piece::Bracketed(_)) {
        pieces.pop();
        return true;
    }
    let latin = (1..pieces.len()).rev().find(|&from| is_latin_form(&pieces[from..]));
    if let Some(from) = latin {
        pieces.truncate(from);
        return true;
    }
    strip_spelled_out(pieces, last, |text, form| text.strip_suffix(form))
}

fn is_latin_form(pieces: &[Piece]) -> bool {
    let words = pieces.iter().map(|piece| {
        if let Piece::Latin(word) = piece {
            word.as_str()
        } else {
            "-"
        }
    });
    LATIN.contains(&words.collect::<String>().as_str())
}

fn strip_spelled_out(pieces: &mut Vec<Piece>, at: usize, cut: for<'a> fn(&'a str, &str) -> Option<&'a str>) -> bool {
    let alone = pieces.len() == 1;
    let Some(Piece::Japanese(text)) = pieces.get_mut(at) else {
        return false;
    };
    let Some(rest) = SPELLED_OUT.iter().find_map(|form| cut(text, form)) else {
        return false;
    };
    if rest.is_empty() {
        if !alone {
            pieces.remove(at);
        }
        return !alone;
    }
    *text = rest.into();
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn legal_forms_in_front_and_behind_do_not_matter() {
        for name in [
            "山田商事",
            "株式会社山田商事",
            "山田商事　株式会社",
            "株式 会社 山田商事",
            "㈱山田商事",
            "山田商事㈱",
            "（株）山田商事",
            "山田商事(株)",
            "( 株 )山田商事",
            "㍿山田商事",
            "株式會社山田商事",
            "有限会社山田商事",
            "㈲山田商事",
            "合同会社山田商事",
            "山田商事（同）",
            "山田商事 Co., Ltd.",
            "山田商事Inc.",
            "Co., Ltd. 山田商事",
            "㈱山田商事（株）",
            "山田商事（合）",
            "カ）山田商事",
            "山田商事（ｶ",
            "一般社団法人山田商事",
            "(一社)山田商事",
            "医療法人山田商事",
        ] {
            assert_eq!(fold_company(name), "山田商事", "{name}");
        }
    }

    #[test]
    fn latin_names_lose_theirs() {
        for name in [
            "Yamada",
            "Yamada Inc.",
            "YAMADA CO.,LTD.",
            "Yamada Company Limited",
            "Yamada K.K.",
            "K.K. Yamada",
            "Yamada L.L.C.",
        ] {
            assert_eq!(fold_company(name), "yamada", "{name}");
        }
    }

    #[test]
    fn readings_lose_theirs() {
        assert_eq!(
            fold_company("カブシキガイシャ　サカタノタネ"),
            fold_company("さかたのたね")
        );
        assert_eq!(fold_company("ﾎｸﾄｶﾌﾞｼｷｶﾞｲｼｬ"), fold_company("ホクト"));
    }

    #[test]
    fn what_only_looks_like_a_legal_form_stays() {
        for (name, folded) in [
            ("Morocco", "morocco"),
            ("KK Wind", "kkwind"),
            ("山田商事株式会社東京支店", "山田商事株式会社東京支店"),
            ("株式会社", "株式会社"),
            ("㈱", "株"),
            ("Co., Ltd.", "co"),
            ("Inc", "inc"),
            ("", ""),
            ("NTTデータ(株)", "nttでた"),
            ("株探", "株探"),
            ("カ）", "か"),
            ("山田(カブ)", "山田かぶ"),
        ] {
            assert_eq!(fold_company(name), folded, "{name}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(
            pieces in proptest::collection::vec(
                prop_oneof![
                    Just("株式会社"), Just("株式"), Just("会社"), Just("㈱"), Just("(株)"), Just("有限"), Just("Co"), Just("Ltd"), Just(".,"),
                    Just("Inc"), Just(" "), Just("k"), Just("山"), Just("l"), Just("c"), Just("カブシキ"), Just("ガイシャ"), Just("ー"), Just("("),
                ],
                0..8,
            ),
        ) {
            let once = fold_company(&pieces.concat());
            prop_assert_eq!(fold_company(&once), once);
        }

        #[test]
        fn any_text_folds_and_keeps_something_if_fold_does(text in any::<String>()) {
            prop_assert_eq!(fold_company(&text).is_empty(), crate::fold(&text).is_empty());
        }
    }
}
