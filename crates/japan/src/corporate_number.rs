//! The corporate number (法人番号) that the National Tax Agency gives to every company in Japan.

use crate::fold;

/// Why something is not a corporate number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CorporateNumberError {
    #[error("a corporate number has thirteen digits")]
    NotThirteenDigits,
    #[error("the check digit does not fit the other twelve")]
    WrongCheckDigit,
}

/// The thirteen digits of a corporate number as typed, full-width or with hyphens.
///
/// The first digit checks the other twelve (平成26年財務省令第70号「法人番号の指定等に関する省令」第2条):
/// 9 − (Σ Pₙ × Qₙ mod 9), where Pₙ is the nth of the twelve counted from the lowest, and Qₙ is 1 for odd n, 2 for even n.
///
/// ```
/// assert_eq!(japan::corporate_number("7000-0120-50002").unwrap(), "7000012050002");
/// assert!(japan::corporate_number("7000012050003").is_err());
/// ```
pub fn corporate_number(text: &str) -> Result<String, CorporateNumberError> {
    let folded = fold(text);
    let digits: Option<Vec<u32>> = folded.chars().map(|c| c.to_digit(10)).collect();
    let Some((check, others)) = digits
        .as_deref()
        .filter(|digits| digits.len() == 13)
        .and_then(<[u32]>::split_first)
    else {
        return Err(CorporateNumberError::NotThirteenDigits);
    };
    let from_lowest = others.iter().rev().enumerate();
    let sum: u32 = from_lowest
        .map(|(index, digit)| digit * if index % 2 == 0 { 1 } else { 2 })
        .sum();
    if *check == 9 - sum % 9 {
        Ok(folded)
    } else {
        Err(CorporateNumberError::WrongCheckDigit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 国税庁, デジタル庁, 財務省, 日本銀行: from the agency's own register.
    #[test]
    fn numbers_of_the_register_are_right() {
        for number in ["7000012050002", "8000012010038", "8000012050001", "3010005002599"] {
            assert_eq!(corporate_number(number).as_deref(), Ok(number));
        }
        assert_eq!(
            corporate_number("７０００－０１２０－５０００２").as_deref(),
            Ok("7000012050002")
        );
    }

    #[test]
    fn one_wrong_digit_is_noticed() {
        for wrong in ["7000012050003", "7000012050012", "8000012050002"] {
            assert_eq!(
                corporate_number(wrong),
                Err(CorporateNumberError::WrongCheckDigit),
                "{wrong}"
            );
        }
    }

    #[test]
    fn anything_but_thirteen_digits_is_refused() {
        for wrong in ["", "700001205000", "70000120500021", "700001205000A"] {
            assert_eq!(
                corporate_number(wrong),
                Err(CorporateNumberError::NotThirteenDigits),
                "{wrong}"
            );
        }
    }
}
