//! Secrets drawn from the operating system.

/// A secret of 256 bits as 64 hexadecimal digits, fit for a cookie or a link.
///
/// # Panics
/// When the operating system has no randomness; nothing safe could be done without it.
#[must_use]
pub fn token() -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(64);
    for byte in bytes::<32>() {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// `N` random bytes.
///
/// # Panics
/// As [`token`].
#[must_use]
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    getrandom::fill(&mut bytes).expect("the operating system gives randomness");
    bytes
}

#[cfg(test)]
mod tests {
    #[test]
    fn tokens_are_long_and_never_repeat() {
        let (one, two) = (super::token(), super::token());
        assert_eq!(one.len(), 64);
        assert_ne!(one, two);
    }
}
