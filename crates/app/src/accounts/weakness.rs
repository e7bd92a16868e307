//! Which passwords are too weak: by length, and by what guessers try first. Never by classes of characters.
//!
//! NIST SP 800-63B asks for a list of known-bad passwords. Lists of leaked ones run to megabytes, nearly all of it
//! shorter than our minimum; what is left beyond it is nearly always a common word, a run of keys or digits, or a
//! repetition, strung together. So the list holds the words, and a password is refused when few such pieces make it up.

use std::{collections::HashSet, sync::LazyLock};

use unicode_normalization::UnicodeNormalization as _;

/// Characters at least.
pub const SHORTEST: usize = 12;
/// Characters at most: hashing has to read them.
pub const LONGEST: usize = 128;
/// What so many guessable pieces make up is refused.
const PIECES: usize = 3;

/// The words guessers try first, in English and Japanese, one a line, folded.
static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("common_words.txt").lines().collect());

/// Neighbours on keyboards and in alphabets, in both directions.
const RUNS: [&str; 14] = [
    "abcdefghijklmnopqrstuvwxyz",
    "zyxwvutsrqponmlkjihgfedcba",
    "qwertyuiop",
    "poiuytrewq",
    "asdfghjkl",
    "lkjhgfdsa",
    "zxcvbnm",
    "mnbvcxz",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "!@#$%^&*()_+",
    "!\"#$%&'()=~|",
    "あいうえおかきくけこさしすせそたちつてと",
    "アイウエオカキクケコサシスセソタチツテト",
];

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// Fewer than [`SHORTEST`] characters.
    Short,
    /// More than [`LONGEST`] characters.
    Long,
    /// Guessers try it early.
    Common,
    /// It is little more than the person's own name, mail address or workspace.
    Personal,
}

/// What is hashed: trimmed, and in one form for the same characters, so that wide letters equal narrow ones.
pub(super) fn normal(password: &str) -> String {
    password.trim().nfkc().collect()
}

/// What is too weak about a password. `about` is what everybody knows of its owner: name, mail address, workspace.
#[must_use]
pub fn weakness(password: &str, about: &[&str]) -> Option<Weakness> {
    let password = normal(password).to_lowercase();
    let letters: Vec<char> = password.chars().collect();
    if letters.len() < SHORTEST {
        return Some(Weakness::Short);
    }
    if letters.len() > LONGEST {
        return Some(Weakness::Long);
    }
    let nothing = HashSet::new();
    if guessable(&letters, &nothing) {
        return Some(Weakness::Common);
    }
    guessable(&letters, &own_words(about)).then_some(Weakness::Personal)
}

/// The words about somebody: each whole, and its parts.
fn own_words(about: &[&str]) -> HashSet<String> {
    let mut words = HashSet::new();
    for text in about {
        let text = normal(text).to_lowercase();
        words.extend(text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned));
        words.insert(text.split_whitespace().collect());
        words.insert(text);
    }
    words.retain(|word| word.chars().count() >= 2);
    words
}

/// `p@ssw0rd` read as `password`.
fn plain(letters: &[char]) -> String {
    let read = |letter: &char| match letter {
        '@' | '4' => 'a',
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '5' | '$' => 's',
        '7' => 't',
        other => *other,
    };
    letters.iter().map(read).collect()
}

fn guessable(letters: &[char], own: &HashSet<String>) -> bool {
    let unit = repeated(letters);
    unit.len() < letters.len() && unit.len() < SHORTEST || fewest_pieces(letters, own) <= PIECES
}

/// The shortest beginning whose repetition is the whole: `abc` of `abcabcabc`.
fn repeated(letters: &[char]) -> &[char] {
    let lengths = 1..=letters.len() / 2;
    let unit = lengths.into_iter().find(|length| {
        letters.len().is_multiple_of(*length) && letters.chunks(*length).all(|chunk| chunk == &letters[..*length])
    });
    &letters[..unit.unwrap_or(letters.len())]
}

/// Into how few pieces it falls that are each tried early; a letter that belongs to none is a piece of its own.
fn fewest_pieces(letters: &[char], own: &HashSet<String>) -> usize {
    let mut fewest = vec![0; letters.len() + 1];
    for end in 1..=letters.len() {
        fewest[end] = fewest[end - 1] + 1;
        for start in 0..end {
            if fewest[start] + 1 < fewest[end] && is_tried_early(&letters[start..end], own) {
                fewest[end] = fewest[start] + 1;
            }
        }
    }
    fewest[letters.len()]
}

fn is_tried_early(piece: &[char], own: &HashSet<String>) -> bool {
    let text: String = piece.iter().collect();
    let alike = piece.windows(2).all(|pair| pair[0] == pair[1]);
    let punctuation = piece.len() <= 3 && piece.iter().all(char::is_ascii_punctuation);
    alike
        || punctuation
        || piece.iter().all(char::is_ascii_digit)
        || COMMON.contains(text.as_str())
        || COMMON.contains(plain(piece).as_str())
        || own.contains(&text)
        || (piece.len() >= 3 && RUNS.iter().any(|run| run.contains(&text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABOUT: [&str; 3] = ["田中 Kenta", "kenta.tanabe@minato.example", "みなと商事"];

    #[test]
    fn length_counts_characters_of_any_kind() {
        assert_eq!(weakness("短い合言葉", &ABOUT), Some(Weakness::Short));
        assert_eq!(weakness("朝は三階の窓から海を見る", &ABOUT), None);
        assert_eq!(weakness(&"海と山".repeat(43), &ABOUT), Some(Weakness::Long));
    }

    #[test]
    fn what_guessers_try_first_is_refused() {
        for bad in [
            "password1234",
            "P@ssw0rd2026!",
            "aaaaaaaaaaaa",
            "qwertyuiop123",
            "198505201234",
            "abcabcabcabc",
            "sakura-osaka",
            "kizashi2026!",
            "ｐａｓｓｗｏｒｄ１２３４",
            "パスワードパスワード12",
        ] {
            assert_eq!(weakness(bad, &ABOUT), Some(Weakness::Common), "{bad}");
        }
    }

    #[test]
    fn what_everybody_knows_of_its_owner_is_refused() {
        for bad in ["kenta.tanabe@minato.example", "tanabe-minato", "みなと商事20261122"] {
            assert_eq!(weakness(bad, &ABOUT), Some(Weakness::Personal), "{bad}");
        }
    }

    #[test]
    fn a_sentence_or_random_letters_are_taken() {
        for good in [
            "correct horse battery staple",
            "x7Kq-92mB-vTzr",
            "password of a quiet lighthouse keeper",
            "猫が三匹ベランダで寝ている",
        ] {
            assert_eq!(weakness(good, &ABOUT), None, "{good}");
        }
    }
}
