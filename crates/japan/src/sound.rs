//! How kana sound, in Latin letters, so that a name is found by its reading however that is typed: `shimbashi`, `sinbasi`
//! and `shinbashi` find シンバシ; `ohno`, `oono` and `ono` find オオノ.
//!
//! The Latin text is a key to search by, in no system of romanisation that anybody would write.

use unicode_normalization::UnicodeNormalization;
use wana_kana::ConvertJapanese as _;

use crate::fold;

/// Everything by which a record is found, from its texts (name, reading …): the texts folded, a space, and the key of how
/// their kana sound. What is searched for has no space, so nothing is found across the two.
///
/// ```
/// assert_eq!(japan::search_fold(&["山田商事", "ヤマダショウジ"]), "山田商事やまだしようじ yamadasyozi");
/// ```
#[must_use]
pub fn search_fold(texts: &[&str]) -> String {
    let folded = fold(&texts.concat());
    let sounds: Vec<String> = texts
        .iter()
        .map(|text| sound(text))
        .filter(|sound| !sound.is_empty())
        .collect();
    if sounds.is_empty() {
        return folded;
    }
    format!("{folded} {}", sounds.join(" "))
}

/// The key of how the kana in a text sound; runs of kana that other letters part stand apart. "" if there are none.
#[must_use]
pub fn sound(text: &str) -> String {
    let mut runs = vec![String::new()];
    for c in text.nfkc() {
        match (runs.last_mut(), c) {
            // Known to the library as no sound of its own.
            (Some(run), 'ゔ' | 'ヴ') => run.push('ブ'),
            (Some(run), 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー') => run.push(c),
            (Some(run), c) if c.is_alphanumeric() && !run.is_empty() => runs.push(String::new()),
            _ => {}
        }
    }
    let keys: Vec<String> = runs
        .iter()
        .map(|run| key(&run.to_romaji()))
        .filter(|key| !key.is_empty())
        .collect();
    keys.join(" ")
}

/// The key by which a word in Latin letters finds kana, when it can be read as Japanese, in the spelling of Hepburn, of
/// Kunrei, of passports, or as typed into a keyboard. The last syllable may be unfinished.
///
/// ```
/// assert_eq!(japan::romaji_key("Shouji"), japan::romaji_key("syozi"));
/// assert_eq!(japan::romaji_key("GTX"), None);
/// ```
#[must_use]
pub fn romaji_key(word: &str) -> Option<String> {
    let folded = fold(word);
    if folded.len() < 2 || !folded.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let key = key(&folded);
    is_syllables(&key).then_some(key)
}

/// Spellings of one sound, each with the one of the key; applied in this order.
const SPELLINGS: &[(&str, &str)] = &[
    // Hepburn, keyboards and older systems → Kunrei.
    ("cch", "tch"),
    ("shi", "si"),
    ("sh", "sy"),
    ("chi", "ti"),
    ("ch", "ty"),
    ("tsu", "tu"),
    ("dz", "z"),
    ("du", "zu"),
    ("dj", "j"),
    ("jy", "zy"),
    ("ji", "zi"),
    ("j", "zy"),
    ("fu", "hu"),
    ("wo", "o"),
    ("v", "b"),
    // シンバシ is shimbashi in Hepburn.
    ("mb", "nb"),
    ("mp", "np"),
    ("mm", "nm"),
    // フイルム and フィルム are one, and so are the other sounds that kana write with a small vowel.
    ("hua", "fa"),
    ("hui", "fi"),
    ("hue", "fe"),
    ("huo", "fo"),
    ("bua", "ba"),
    ("bui", "bi"),
    ("bue", "be"),
    ("buo", "bo"),
    ("tei", "ti"),
    ("dei", "di"),
    ("wi", "ui"),
    ("we", "ue"),
    ("kwa", "kua"),
    ("gwa", "gua"),
];

const VOWELS: &str = "aiueo";

fn key(romaji: &str) -> String {
    let mut key: String = romaji
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    for (spelling, of_the_key) in SPELLINGS {
        key = key.replace(spelling, of_the_key);
    }
    shortened(&large(&key))
}

/// キヤノン and キャノン are one: `kiyanon` → `kyanon`.
fn large(key: &str) -> String {
    let chars: Vec<char> = key.chars().collect();
    let is_between = |at: usize| {
        at > 0
            && !VOWELS.contains(chars[at - 1])
            && chars[at] == 'i'
            && chars.get(at + 1) == Some(&'y')
            && chars.get(at + 2).is_some_and(|&c| VOWELS.contains(c))
    };
    (0..chars.len())
        .filter(|&at| !is_between(at))
        .map(|at| chars[at])
        .collect()
}

/// Long vowels short: `oo`, `ou`, `uu` … and the `oh` of passports (Ohno, Satoh).
fn shortened(key: &str) -> String {
    let chars: Vec<char> = key.chars().collect();
    let mut short = String::with_capacity(key.len());
    for (at, &c) in chars.iter().enumerate() {
        let before = short.chars().last();
        let is_long = match c {
            'u' => matches!(before, Some('o' | 'u')),
            'h' => {
                before == Some('o')
                    && chars
                        .get(at + 1)
                        .is_none_or(|&next| !VOWELS.contains(next) && next != 'y')
            }
            c => VOWELS.contains(c) && before == Some(c),
        };
        if !is_long {
            short.push(c);
        }
    }
    short
}

/// Whether a key is made of syllables: before each vowel at most two consonants and a doubled one, an ん anywhere.
fn is_syllables(key: &str) -> bool {
    let mut consonants = String::new();
    for c in key.chars() {
        if VOWELS.contains(c) {
            if !is_onset(&consonants) {
                return false;
            }
            consonants.clear();
        } else {
            consonants.push(c);
        }
    }
    // The last syllable may still be typed.
    is_onset(&consonants) || is_onset(&format!("{consonants}y"))
}

/// Whether these may stand before a vowel: any number of ん, one doubled, and a consonant with or without a y.
fn is_onset(consonants: &str) -> bool {
    let onset = consonants.trim_start_matches('n');
    let mut chars = onset.chars();
    let is_doubled = matches!((chars.next(), chars.next()), (Some(one), Some(other)) if one == other);
    let single = if is_doubled { &onset[1..] } else { onset };
    let (consonant, glide) = match single.strip_suffix('y') {
        Some(consonant) => (consonant, true),
        None => (single, false),
    };
    match consonant {
        "" | "k" | "s" | "t" | "h" | "m" | "r" | "g" | "z" | "d" | "b" | "p" | "f" => true,
        "w" | "ts" => !glide,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn readings_are_found_in_every_spelling() {
        for (kana, spellings) in [
            (
                "ヤマダショウジ",
                &[
                    "yamada",
                    "Yamadashouji",
                    "yamadasyozi",
                    "yamadashoji",
                    "yamadash",
                    "yam",
                ][..],
            ),
            ("シンバシ", &["shimbashi", "shinbashi", "sinbasi", "shimb"]),
            ("オオノ", &["oono", "ohno", "ono", "Ōno"]),
            ("サトウ", &["satou", "sato", "satoh"]),
            ("トウキョウ", &["tokyo", "toukyou", "tôkyô", "Tokyoh"]),
            ("フジツウ", &["fujitsu", "huzitu", "fujitsuu"]),
            ("マッチ", &["matchi", "macchi", "matti"]),
            ("ジュンイチ", &["junichi", "jun'ichi", "zyuniti", "jyunichi"]),
            ("キヤノン", &["kyanon", "kiyanon"]),
            ("フイルム", &["firumu", "fuirumu", "huirumu"]),
            ("ヴァイオリン", &["vaiorin", "baiorin"]),
            ("スズキ", &["suzuki", "suduki"]),
            ("コンピューター", &["konpyuta", "kompyuutaa"]),
            ("ウィンティ", &["winti", "uinti"]),
            ("テイコク", &["teikoku"]),
            ("にっぽん", &["nippon", "nipp"]),
            ("ｶﾞｯｺｳ", &["gakko", "gakkou"]),
            ("ニイガタ", &["niigata", "nigata"]),
            ("スワ ケンイチ", &["suwakenichi", "suwa"]),
            ("キョウト", &["kyoto", "ky"]),
        ] {
            for spelling in spellings {
                let key = romaji_key(spelling).unwrap_or_else(|| panic!("{spelling} is not read"));
                assert!(
                    sound(kana).contains(&key),
                    "{kana} is {}, {spelling} is {key}",
                    sound(kana)
                );
            }
        }
    }

    #[test]
    fn what_is_no_japanese_has_no_key() {
        for word in ["GTX", "Smith", "a", "k2", "山田", "", "strong", "acme", "yk"] {
            assert_eq!(romaji_key(word), None, "{word}");
        }
    }

    #[test]
    fn kana_that_other_letters_part_stand_apart() {
        assert_eq!(sound("ヤマダ製作所ヤマダ"), "yamada yamada");
        assert_eq!(sound("山田 ABC"), "");
        assert_eq!(search_fold(&["ABC", ""]), "abc");
        assert_eq!(search_fold(&[]), "");
    }

    proptest! {
        #[test]
        fn hiragana_katakana_and_half_width_sound_alike(text in "[アイカガキクサシスタチツテトナニノハバパヒフマミヤユヨラリルロワヲン]{1,10}") {
            let hiragana: String = text.chars().map(|c| char::from_u32(c as u32 - 0x60).unwrap()).collect();
            prop_assert_eq!(sound(&text), sound(&hiragana));
            prop_assert!(!sound(&text).is_empty());
        }

        #[test]
        fn the_keyboards_spelling_of_any_kana_finds_it(text in "[アイウエオカガキギクグケゲコゴサザシジスズセゼソゾタダチツテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモヤユヨラリルレロワン]{2,8}") {
            let romaji = text.as_str().to_romaji();
            if let Some(key) = romaji_key(&romaji) {
                prop_assert_eq!(key, sound(&text));
            } else {
                prop_assert!(romaji.len() < 2, "{} is not read", romaji);
            }
        }

        #[test]
        fn any_text_has_a_key_of_small_letters(text in any::<String>()) {
            prop_assert!(sound(&text).chars().all(|c| c.is_ascii_lowercase() || c == ' '));
        }
    }
}
