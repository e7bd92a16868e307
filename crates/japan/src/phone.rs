//! Telephone numbers, to match by: people write one number in many ways.

use crate::fold::plain;

/// The digits of a telephone number, with 0 for the country code of Japan: a key to compare by, never something to show.
///
/// ```
/// assert_eq!(japan::phone_digits("+81-3-1234-5678"), japan::phone_digits("０３（１２３４）５６７８"));
/// assert_eq!(japan::phone_digits("+1 650 555 0100"), "16505550100");
/// ```
#[must_use]
pub fn phone_digits(text: &str) -> String {
    let text: String = plain(text).collect();
    let international = text.trim_start().starts_with('+');
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("81") {
        // Some write +81-(0)3-…
        Some(rest) if international => format!("0{}", rest.strip_prefix('0').unwrap_or(rest)),
        _ => digits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_in_many_ways() {
        for text in [
            "03-1234-5678",
            "03 1234 5678",
            "(03)1234-5678",
            "＋81 3 1234 5678",
            "+81-(0)3-1234-5678",
        ] {
            assert_eq!(phone_digits(text), "0312345678", "{text}");
        }
        assert_eq!(phone_digits("なし"), "");
    }
}
