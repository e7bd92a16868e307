//! Amounts as people type them.

use crate::typed;

/// Why a text is not an amount.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    #[error("no amount")]
    Empty,
    /// From here on it was not understood.
    #[error("`{0}` is not understood as an amount")]
    NotUnderstood(String),
    /// Commas that do not stand before each three digits: `1,20` may be 120 or 1.20.
    #[error("the commas in `{0}` do not separate thousands")]
    Grouping(String),
    /// Finer than the smallest unit, as half a yen is.
    #[error("finer than the smallest unit")]
    TooFine,
    #[error("too large")]
    TooLarge,
}

/// Reads a whole amount as a Japanese user types it: `1,200`, `１２００円`, `¥1,200`, `1,200万`, `1.5億`, `300千円`,
/// `2百万円`, `1億2,000万`, `▲500`; and in English `61.2M`, `300K`.
///
/// Width, case and spaces around signs and units do not matter. `¥`, `￥` and `円` may stand there and mean nothing more.
/// Negative is what begins with a minus or with ▲ or △, as in Japanese accounts.
///
/// # Errors
/// Says what was not understood; never guesses.
pub fn parse_amount(text: &str) -> Result<i64, AmountError> {
    parse_scaled(text, 0)
}

/// As [`parse_amount`], in the smallest units of a currency with so many `decimals`: with 2, `1,200.50` is 120050.
///
/// # Errors
/// As [`parse_amount`].
pub fn parse_scaled(text: &str, decimals: u32) -> Result<i64, AmountError> {
    let typed = typed::plain(text);
    if typed.is_empty() {
        return Err(AmountError::Empty);
    }
    let (negative, unsigned) = sign_and_mark(&typed);
    let mut rest = unsigned.strip_suffix('円').unwrap_or(unsigned).trim_end();
    let mut total = 0;
    let mut larger = i128::MAX;
    loop {
        let (number, after) = number(rest)?;
        let (unit, after) = unit(after.trim_start());
        // 2千1億 is no number: the units of 1億2千 become smaller.
        if unit >= larger {
            return Err(AmountError::NotUnderstood(rest.into()));
        }
        total = number
            .times(unit, decimals)?
            .checked_add(total)
            .ok_or(AmountError::TooLarge)?;
        if after.is_empty() {
            break;
        }
        (rest, larger) = (after, unit);
    }
    i64::try_from(if negative { -total } else { total }).map_err(|_| AmountError::TooLarge)
}

/// Whether a text begins with a minus, and what follows it and the mark of the yen. A Japanese keyboard types that mark as
/// a backslash in some encodings.
fn sign_and_mark(text: &str) -> (bool, &str) {
    let unmarked = |text: &str| -> Option<usize> {
        text.strip_prefix(['¥', '\\'])
            .map(|rest| text.len() - rest.trim_start().len())
    };
    let before = unmarked(text).unwrap_or(0);
    let signed = &text[before..];
    let unsigned = signed.strip_prefix(['-', '▲', '△']);
    let rest = unsigned.unwrap_or(signed).trim_start();
    let after = if before == 0 { unmarked(rest).unwrap_or(0) } else { 0 };
    (unsigned.is_some(), &rest[after..])
}

/// A decimal number: `digits` divided by ten to the power of `scale`.
struct Number {
    digits: i128,
    scale: u32,
}

impl Number {
    fn times(&self, unit: i128, decimals: u32) -> Result<i128, AmountError> {
        let ten = |power| 10i128.checked_pow(power).ok_or(AmountError::TooLarge);
        let product = self
            .digits
            .checked_mul(unit)
            .and_then(|product| product.checked_mul(ten(decimals).ok()?));
        let product = product.ok_or(AmountError::TooLarge)?;
        let divisor = ten(self.scale)?;
        if product % divisor == 0 {
            Ok(product / divisor)
        } else {
            Err(AmountError::TooFine)
        }
    }
}

/// The number at the beginning of a text, and what follows it.
fn number(text: &str) -> Result<(Number, &str), AmountError> {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.')
        .unwrap_or(text.len());
    let (number, after) = text.split_at(end);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let digits_only = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !whole.starts_with(|c: char| c.is_ascii_digit()) || !digits_only(fraction) {
        return Err(AmountError::NotUnderstood(text.into()));
    }
    if !is_grouped(whole) {
        return Err(AmountError::Grouping(number.into()));
    }
    let fraction = fraction.trim_end_matches('0');
    let digits = (whole.replace(',', "") + fraction)
        .parse()
        .map_err(|_| AmountError::TooLarge)?;
    let scale = u32::try_from(fraction.len()).map_err(|_| AmountError::TooLarge)?;
    Ok((Number { digits, scale }, after))
}

/// Without commas, or with one before each three digits.
fn is_grouped(whole: &str) -> bool {
    match whole.split_once(',') {
        None => true,
        Some((first, rest)) => first.len() <= 3 && rest.split(',').all(|group| group.len() == 3),
    }
}

/// The value of the unit at the beginning of a text, 1 if there is none, and what follows it.
fn unit(text: &str) -> (i128, &str) {
    let take = |text: &'_ str, units: &[(char, i128)]| {
        let first = text.chars().next()?;
        let (_, value) = units.iter().find(|(unit, _)| *unit == first)?;
        Some((*value, text.len() - first.len_utf8()))
    };
    const ENGLISH: &[(char, i128)] = &[
        ('k', 1_000),
        ('m', 1_000_000),
        ('b', 1_000_000_000),
        ('t', 1_000_000_000_000),
    ];
    const SMALL: &[(char, i128)] = &[('百', 100), ('千', 1_000)];
    const LARGE: &[(char, i128)] = &[('万', 10_000), ('億', 100_000_000), ('兆', 1_000_000_000_000)];
    let mut value = 1;
    let mut rest = text;
    for units in [ENGLISH, SMALL, LARGE] {
        if let Some((unit, left)) = take(rest, units) {
            value *= unit;
            rest = rest[rest.len() - left..].trim_start();
        }
    }
    (value, rest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::group;

    #[test]
    fn amounts_as_people_type_them() {
        for (text, amount) in [
            ("0", 0),
            ("1200", 1_200),
            ("1,200", 1_200),
            ("１，２００", 1_200),
            (" 1,200 円 ", 1_200),
            ("¥1,200", 1_200),
            ("￥１２００", 1_200),
            ("\\1,200", 1_200),
            ("1,200万", 12_000_000),
            ("120万円", 1_200_000),
            ("1.5億", 150_000_000),
            ("１．５億円", 150_000_000),
            ("300千円", 300_000),
            ("2百万円", 2_000_000),
            ("5千万", 50_000_000),
            ("1億2,000万", 120_000_000),
            ("1億 2000万 500円", 120_000_500),
            ("1兆", 1_000_000_000_000),
            ("61.2M", 61_200_000),
            ("300k", 300_000),
            ("12.00", 12),
            ("-500", -500),
            ("−500", -500),
            ("▲500", -500),
            ("△1.2万円", -12_000),
            ("-¥500", -500),
            ("¥-500", -500),
            ("-9223372036854775808", i64::MIN),
        ] {
            assert_eq!(parse_amount(text), Ok(amount), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused_with_the_reason() {
        let not_understood = |text: &str| AmountError::NotUnderstood(text.into());
        for (text, error) in [
            ("", AmountError::Empty),
            ("　", AmountError::Empty),
            ("abc", not_understood("abc")),
            ("百万", not_understood("百万")),
            ("¥", not_understood("")),
            ("1200ドル", not_understood("ドル")),
            ("1200円（税込）", not_understood("円(税込)")),
            ("1 200", not_understood("200")),
            ("2千1億", not_understood("1億")),
            ("--5", not_understood("-5")),
            ("¥¥5", not_understood("¥5")),
            ("1.2.3", not_understood("1.2.3")),
            ("1.", not_understood("1.")),
            (".5", not_understood(".5")),
            ("1,20", AmountError::Grouping("1,20".into())),
            ("1200,000", AmountError::Grouping("1200,000".into())),
            ("1,,000", AmountError::Grouping("1,,000".into())),
            ("0.5", AmountError::TooFine),
            ("1.23456万", AmountError::TooFine),
            ("9223372036854775808", AmountError::TooLarge),
            ("99999999999兆", AmountError::TooLarge),
            ("99999999999999999999999999999999999999999999", AmountError::TooLarge),
        ] {
            assert_eq!(parse_amount(text), Err(error), "{text}");
        }
    }

    #[test]
    fn currencies_with_decimals_are_read_in_their_smallest_unit() {
        assert_eq!(parse_scaled("1,200.50", 2), Ok(120_050));
        assert_eq!(parse_scaled("1.2M", 2), Ok(120_000_000));
        assert_eq!(parse_scaled("0.005", 2), Err(AmountError::TooFine));
    }

    proptest! {
        #[test]
        fn a_grouped_amount_is_read_as_it_was(amount in any::<i64>()) {
            prop_assert_eq!(parse_amount(&group(amount)), Ok(amount));
            prop_assert_eq!(parse_amount(&format!("¥{}円", group(amount))), Ok(amount));
        }

        #[test]
        fn width_does_not_matter(amount in any::<i64>()) {
            let wide: String = group(amount).chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap()).collect();
            prop_assert_eq!(parse_amount(&wide), Ok(amount));
        }

        #[test]
        fn any_text_is_an_amount_or_not(text in "[0-9０-９,.，．万億兆千百円¥￥ー▲kKmM -]{0,14}|\\PC{0,40}", decimals in 0u32..4) {
            let _ = parse_scaled(&text, decimals);
        }
    }
}
