//! Money: a whole number of minor units together with its currency. Never added across currencies.

use std::{fmt, str::FromStr};

/// An ISO 4217 code that Kizashi knows the minor units of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// The currencies on offer: code, digits behind the point (ISO 4217), sign.
const KNOWN: [(&str, u32, &str); 14] = [
    ("JPY", 0, "¥"),
    ("USD", 2, "$"),
    ("EUR", 2, "€"),
    ("GBP", 2, "£"),
    ("CNY", 2, "CN¥"),
    ("KRW", 0, "₩"),
    ("TWD", 2, "NT$"),
    ("HKD", 2, "HK$"),
    ("SGD", 2, "S$"),
    ("THB", 2, "฿"),
    ("VND", 0, "₫"),
    ("INR", 2, "₹"),
    ("AUD", 2, "A$"),
    ("CHF", 2, "CHF "),
];

/// A currency Kizashi does not know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown currency {0}")]
pub struct UnknownCurrency(pub String);

impl Currency {
    /// The yen, which has no minor unit.
    pub const JPY: Self = Self(*b"JPY");

    /// All that can be chosen.
    pub fn all() -> impl Iterator<Item = Self> {
        KNOWN.iter().filter_map(|(code, ..)| code.parse().ok())
    }

    /// The three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }

    /// Digits behind the point: 0 for the yen, 2 for the dollar.
    #[must_use]
    pub fn digits(self) -> u32 {
        self.known().1
    }

    /// How many minor units make one unit.
    #[must_use]
    pub fn unit(self) -> i64 {
        10_i64.pow(self.digits())
    }

    /// The sign in front of an amount.
    #[must_use]
    pub fn sign(self) -> &'static str {
        self.known().2
    }

    fn known(self) -> &'static (&'static str, u32, &'static str) {
        KNOWN
            .iter()
            .find(|(code, ..)| code.as_bytes() == self.0)
            .unwrap_or(&KNOWN[0])
    }
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    fn from_str(text: &str) -> Result<Self, UnknownCurrency> {
        let code = text.trim().to_ascii_uppercase();
        let known = KNOWN.iter().find(|(known, ..)| *known == code);
        match known.and_then(|(known, ..)| known.as_bytes().try_into().ok()) {
            Some(bytes) => Ok(Self(bytes)),
            None => Err(UnknownCurrency(code)),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount in the minor units of its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    /// Minor units.
    pub amount: i64,
    /// Of this currency.
    pub currency: Currency,
}

impl Money {
    /// So many minor units.
    #[must_use]
    pub const fn new(amount: i64, currency: Currency) -> Self {
        Self { amount, currency }
    }

    /// `¥6,120万`, `¥1.02億`, `$1.2M`: for heads of columns and charts.
    #[must_use]
    pub fn short(self, lang: japan::Lang) -> String {
        let shortened = japan::shorten(self.amount / self.currency.unit(), lang);
        signed(self.amount < 0, self.currency, shortened.trim_start_matches('-'))
    }

    /// What stands in an input field: `1234000`, `12.50`.
    #[must_use]
    pub fn plain(self) -> String {
        decimal(self.amount, self.currency, &self.whole().to_string())
    }

    fn whole(self) -> u64 {
        self.amount.unsigned_abs() / self.currency.unit().unsigned_abs()
    }
}

impl fmt::Display for Money {
    /// `¥1,234,000`, `-$12.50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = japan::group(i64::try_from(self.whole()).unwrap_or(i64::MAX));
        let text = decimal(self.amount, self.currency, &whole);
        f.write_str(&signed(self.amount < 0, self.currency, text.trim_start_matches('-')))
    }
}

fn decimal(amount: i64, currency: Currency, whole: &str) -> String {
    let minus = if amount < 0 { "-" } else { "" };
    let unit = currency.unit().unsigned_abs();
    match currency.digits() {
        0 => format!("{minus}{whole}"),
        digits => format!(
            "{minus}{whole}.{:0width$}",
            amount.unsigned_abs() % unit,
            width = digits as usize
        ),
    }
}

fn signed(negative: bool, currency: Currency, text: &str) -> String {
    format!("{}{}{text}", if negative { "-" } else { "" }, currency.sign())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_yen_has_no_minor_unit_and_the_dollar_has_two_digits() {
        let usd: Currency = "usd".parse().unwrap();
        assert_eq!(Money::new(1_234_000, Currency::JPY).to_string(), "¥1,234,000");
        assert_eq!(Money::new(1250, usd).to_string(), "$12.50");
        assert_eq!(Money::new(-5, usd).to_string(), "-$0.05");
        assert_eq!(Money::new(-5, usd).plain(), "-0.05");
    }

    #[test]
    fn an_unknown_currency_is_refused() {
        assert_eq!("XXX".parse::<Currency>(), Err(UnknownCurrency("XXX".into())));
    }
}
