//! Names that are nearly one: written by ear, or mistyped by one letter. A hint for people, never more.

use std::ops::Range;

/// The shortest names, in characters without their last word if that is a common one, that one letter more, less or other
/// leaves near. Shorter ones are other names: among the 7,951 names of the EDINET code list, 45 pairs of five characters
/// differ by one letter, 4 of six, and all of them are different companies (`cargo run -p bench -- matching`).
const SHORTEST: usize = 6;

/// Words with which many names end, and which therefore make no name longer.
const COMMON: &[&str] = &[
    "ほるでいんぐす",
    "ほるでいんぐ",
    "こぽれしよん",
    "こんさるていんぐ",
    "えんじにありんぐ",
    "えんたていんめんと",
    "てくのろじず",
    "てくのろじ",
    "そりゆしよんず",
    "そりゆしよん",
    "いんたなしよなる",
    "ぱとなず",
    "ぷろぱていず",
    "きやぴたる",
    "さびす",
    "しすてむず",
    "しすてむ",
    "ぐるぷ",
    "じやぱん",
];

/// A folded name as it sounds, to compare with [`is_near`]: `ヴァイオリン` as `バイオリン`, ぢ as じ, 佐佐木 as 佐々木,
/// 第一 as 第1, HD as ホールディングス.
///
/// ```
/// use japan::{fold_company, near_key};
/// assert_eq!(near_key(&fold_company("㈱ヴィーナス")), near_key(&fold_company("ビーナス")));
/// ```
#[must_use]
pub fn near_key(folded: &str) -> String {
    let mut key = String::with_capacity(folded.len());
    let mut chars = folded.chars().peekable();
    while let Some(c) = chars.next() {
        let by_ear = match (c, chars.peek()) {
            ('ゔ', Some('あ')) => Some('ば'),
            ('ゔ', Some('い')) => Some('び'),
            ('ゔ', Some('え')) => Some('べ'),
            ('ゔ', Some('お')) => Some('ぼ'),
            _ => None,
        };
        if let Some(by_ear) = by_ear {
            chars.next();
            key.push(by_ear);
            continue;
        }
        key.push(match c {
            'ゔ' => 'ぶ',
            'ぢ' => 'じ',
            'づ' => 'ず',
            'ゐ' => 'い',
            'ゑ' => 'え',
            'を' => 'お',
            '々' => key.chars().last().unwrap_or(c),
            c => digit(c),
        });
    }
    for short in ["holdings", "hldgs", "hd"] {
        if let Some(name) = key.strip_suffix(short).filter(|name| !name.is_empty()) {
            return format!("{name}ほるでいんぐす");
        }
    }
    key
}

fn digit(c: char) -> char {
    match c {
        '〇' => '0',
        '一' => '1',
        '二' => '2',
        '三' => '3',
        '四' => '4',
        '五' => '5',
        '六' => '6',
        '七' => '7',
        '八' => '8',
        '九' => '9',
        c => c,
    }
}

/// Whether two keys by [`near_key`] are those of names that are nearly one: the same, or of at least six characters with
/// one letter more, less or other, or two neighbours exchanged. A last word that many names share (ホールディングス) is not
/// counted.
///
/// A kanji more or other is another name (山田工業, 山本工業, 東山田工業), and so is another number (第一, 第二) or a
/// letter that stands alone (A号, B号): only kana and letters of words are mistyped or misheard.
#[must_use]
pub fn is_near(one: &str, other: &str) -> bool {
    if one.is_empty() || other.is_empty() {
        return false;
    }
    if one == other {
        return true;
    }
    let (one, other): (Vec<char>, Vec<char>) = (own(one).chars().collect(), own(other).chars().collect());
    if one.len().min(other.len()) < SHORTEST || one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let front = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let rests = one[front..].iter().rev().zip(other[front..].iter().rev());
    let back = rests.take_while(|(a, b)| a == b).count();
    let differs = |name: &[char]| front..name.len() - back;
    let is_one_edit = match (&one[differs(&one)], &other[differs(&other)]) {
        ([] | [_], [] | [_]) => true,
        ([a, b], [c, d]) => (a, b) == (d, c),
        _ => false,
    };
    is_one_edit && is_sound(&one, differs(&one)) && is_sound(&other, differs(&other))
}

/// A name without its last word, if that is a common one.
fn own(key: &str) -> &str {
    let without = COMMON.iter().find_map(|word| key.strip_suffix(word));
    without.unwrap_or(key)
}

/// Whether these letters of a name are written by ear or slip on a keyboard: kana, and Latin letters of a word.
fn is_sound(name: &[char], differs: Range<usize>) -> bool {
    let is_latin = |at: Option<usize>| at.and_then(|at| name.get(at)).is_some_and(char::is_ascii_alphabetic);
    let mut letters = differs.clone();
    letters.all(|at| match name[at] {
        'ぁ'..='ゖ' => true,
        c => c.is_ascii_alphabetic() && (is_latin(at.checked_sub(1)) || is_latin(Some(at + 1))),
    })
}

/// One half of a filed name: where near ones are looked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NearBlock {
    /// Characters of the whole key that is filed.
    pub length: usize,
    /// Whether `part` is its first half, `length / 2` characters, or what remains.
    pub is_head: bool,
    /// That half.
    pub part: String,
}

/// Where a name by its [`near_key`] is filed so that near ones are found without comparing all with all: of two names that
/// differ by one letter, one half of either stands unchanged at that end of the other.
///
/// Whatever is near to a name is filed in one of its [`near_probes`]; only two neighbours that are exchanged across the
/// middle are missed.
#[must_use]
pub fn near_blocks(key: &str) -> [NearBlock; 2] {
    let chars: Vec<char> = key.chars().collect();
    halves(&chars, chars.len())
}

/// The blocks in which what is near to a name is filed: of names as long, one shorter and one longer. None where a name is
/// too short to have any but its own.
#[must_use]
pub fn near_probes(key: &str) -> Vec<NearBlock> {
    let chars: Vec<char> = key.chars().collect();
    let lengths = chars.len().saturating_sub(1).max(SHORTEST)..=chars.len() + 1;
    if chars.len() < SHORTEST {
        return Vec::new();
    }
    lengths.flat_map(|length| halves(&chars, length)).collect()
}

/// The halves that a name of `length` shares with this one, if they differ in the other half alone.
fn halves(chars: &[char], length: usize) -> [NearBlock; 2] {
    let (first, rest) = (length / 2, length - length / 2);
    let block = |is_head, part: &[char]| NearBlock {
        length,
        is_head,
        part: part.iter().collect(),
    };
    [
        block(true, &chars[..first.min(chars.len())]),
        block(false, &chars[chars.len().saturating_sub(rest)..]),
    ]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fold_company;

    fn near(one: &str, other: &str) -> bool {
        is_near(&near_key(&fold_company(one)), &near_key(&fold_company(other)))
    }

    #[test]
    fn what_is_misheard_or_mistyped_is_near() {
        for (one, other) in [
            ("ヴァイオリン工房", "バイオリン工房"),
            ("ビーナス", "㈱ヴィーナス"),
            ("佐々木商店", "佐佐木商店"),
            ("第一工業", "第1工業株式会社"),
            ("みなとホールディングス", "みなとHD"),
            ("アサヒサイエンス", "アサヒサイエス"),
            ("アサヒサイエンス工業", "アサヒサエインス工業"),
            ("アサヒサイエンスホールディングス", "アサヒサイエスHD"),
            ("Minato Trading", "Minato Tradng Co., Ltd."),
            ("Minato Trading", "Miunto Trading"),
            ("ナガノセイミツ", "ナガノセーミツ"),
            ("みづほ", "みずほ"),
        ] {
            let is_two_edits = other == "Miunto Trading";
            assert_eq!(near(one, other), !is_two_edits, "{one} {other}");
            assert_eq!(near(other, one), near(one, other));
        }
    }

    #[test]
    fn other_names_are_not_near() {
        for (one, other) in [
            ("山田工業製作所", "山本工業製作所"),
            ("山田工業製作所", "東山田工業製作所"),
            ("第一ソフトウェア", "第二ソフトウェア"),
            ("ベンチ12ソフト", "ベンチ13ソフト"),
            ("アルファ", "アルファー1"),
            ("ABC", "ABD"),
            ("サンテック", "コンテック"),
            ("JKホールディングス", "JPホールディングス"),
            ("高速興産A号合同会社", "高速興産B号合同会社"),
            ("", ""),
            ("♪", "♪"),
        ] {
            assert!(!near(one, other), "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_near_is_filed_where_it_is_looked_for(
            name in "[あ-んa-f山川1]{4,12}", at in 0usize..12, edit in 0u8..3, letter in prop::sample::select(vec!['あ', 'a', 'ん']),
        ) {
            let mut chars: Vec<char> = name.chars().collect();
            let at = at % chars.len();
            match edit {
                0 => chars[at] = letter,
                1 => chars.insert(at, letter),
                _ => { chars.remove(at); }
            }
            let (name, edited) = (near_key(&name), near_key(&chars.into_iter().collect::<String>()));
            if is_near(&name, &edited) && name != edited {
                let probes = near_probes(&name);
                prop_assert!(near_blocks(&edited).iter().any(|block| probes.contains(block)), "{} {}", name, edited);
            }
        }

        #[test]
        fn to_be_near_is_mutual(one in "[あい山ab1]{3,8}", other in "[あい山ab1]{3,8}") {
            prop_assert_eq!(is_near(&one, &other), is_near(&other, &one));
        }

        #[test]
        fn a_key_of_a_key_is_the_same(text in "[ぁ-ゖ一二々a-dH D山]{0,8}") {
            let once = near_key(&fold_company(&text));
            prop_assert_eq!(near_key(&once), once);
        }
    }
}
