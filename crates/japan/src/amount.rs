//! Whole numbers for readers: grouped, or shortened where space is short.

use crate::Lang;

/// `1,234,000`. Negative numbers have a minus sign: `-1,234`.
#[must_use]
pub fn group(amount: i64) -> String {
    let digits = amount.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3 + 2);
    if amount < 0 {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number where space is short: `6,120万`, `1.02億`, `61.2M`, `102M`.
///
/// Units are 万, 億 and 兆 in Japanese, K, M, B and T in English; the largest is taken that leaves at least 1. Below 100
/// units three significant digits are shown without trailing zeros, from 100 on whole units, halves rounded away from
/// zero (四捨五入). Below the first unit the number is shown as it is.
#[must_use]
pub fn shorten(amount: i64, lang: Lang) -> String {
    let units: &[(u64, &str)] = match lang {
        Lang::Ja => &[(1_000_000_000_000, "兆"), (100_000_000, "億"), (10_000, "万")],
        Lang::En => &[
            (1_000_000_000_000, "T"),
            (1_000_000_000, "B"),
            (1_000_000, "M"),
            (1_000, "K"),
        ],
    };
    let size = amount.unsigned_abs();
    let short = units.iter().enumerate().find_map(|(index, &(unit, name))| {
        let larger = index.checked_sub(1).map(|index| units[index]);
        (size >= unit).then(|| in_units(size, unit, name, larger))
    });
    match short {
        Some(short) if amount < 0 => format!("-{short}"),
        Some(short) => short,
        None => group(amount),
    }
}

fn in_units(size: u64, unit: u64, name: &str, larger: Option<(u64, &str)>) -> String {
    let hundredths = match size / unit {
        0..10 => rounded(size, unit / 100),
        10..100 => rounded(size, unit / 10) * 10,
        _ => rounded(size, unit) * 100,
    };
    // 9,999.6万 rounds to 10,000万, which is 1億.
    if let Some((larger, name)) = larger
        && hundredths / 100 >= larger / unit
    {
        return format!("1{name}");
    }
    let whole = group((hundredths / 100).cast_signed());
    match hundredths % 100 {
        0 => format!("{whole}{name}"),
        part if part.is_multiple_of(10) => format!("{whole}.{}{name}", part / 10),
        part => format!("{whole}.{part:02}{name}"),
    }
}

/// How many steps a size has, halves rounded up.
fn rounded(size: u64, step: u64) -> u64 {
    size / step + u64::from(size % step >= step.div_ceil(2))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::parse_amount;

    #[test]
    fn thousands_are_grouped() {
        for (amount, text) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_000, "1,234,000"),
            (-1_234, "-1,234"),
            (-999, "-999"),
        ] {
            assert_eq!(group(amount), text);
        }
        assert_eq!(group(i64::MIN), "-9,223,372,036,854,775,808");
    }

    #[test]
    fn long_numbers_are_shortened() {
        for (amount, ja, en) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (9_999, "9,999", "10K"),
            (10_000, "1万", "10K"),
            (12_345, "1.23万", "12.3K"),
            (12_350, "1.24万", "12.4K"),
            (123_456, "12.3万", "123K"),
            (999_500, "100万", "1M"),
            (1_234_567, "123万", "1.23M"),
            (61_200_000, "6,120万", "61.2M"),
            (99_994_999, "9,999万", "100M"),
            (99_995_000, "1億", "100M"),
            (102_000_000, "1.02億", "102M"),
            (-102_000_000, "-1.02億", "-102M"),
            (150_000_000, "1.5億", "150M"),
            (1_000_000_000_000, "1兆", "1T"),
            (i64::MAX, "9,223,372兆", "9,223,372T"),
            (i64::MIN, "-9,223,372兆", "-9,223,372T"),
        ] {
            assert_eq!(shorten(amount, Lang::Ja), ja, "{amount}");
            assert_eq!(shorten(amount, Lang::En), en, "{amount}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shortened_is_near_what_it_was(amount in any::<i64>(), lang in prop::sample::select(vec![Lang::Ja, Lang::En])) {
            let read = parse_amount(&shorten(amount, lang));
            // The largest numbers may round up to more than fit.
            prop_assume!(amount.unsigned_abs() < 9_223_000_000_000_000_000);
            let off = i128::from(read.unwrap()) - i128::from(amount);
            prop_assert!(off.unsigned_abs() * 200 <= u128::from(amount.unsigned_abs()), "off by {off}");
        }

        #[test]
        fn shortening_keeps_the_order(one in -2_000_000_000_000i64..2_000_000_000_000, other in -2_000_000_000_000i64..2_000_000_000_000) {
            let read = |amount| parse_amount(&shorten(amount, Lang::Ja)).unwrap();
            prop_assert_eq!(read(one.min(other)) <= read(one.max(other)), true);
        }
    }
}
