//! Rates, `k` of `n`, with the interval in which the true rate is likely to lie.

/// `k` of `n`: deals won of deals won or lost, deals that passed of deals that entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    k: u64,
    n: u64,
}

/// Bounds of a rate, both between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

/// The 97.5 % point of the standard normal distribution: between minus and plus this lie 95 %.
const Z: f64 = 1.959_963_984_540_054;

impl Rate {
    /// # Panics
    /// If `k` is more than `n`: that is no rate but a wrong query.
    #[must_use]
    pub const fn new(k: u64, n: u64) -> Self {
        assert!(k <= n, "a rate counts k among the n");
        Self { k, n }
    }

    #[must_use]
    pub const fn k(self) -> u64 {
        self.k
    }

    #[must_use]
    pub const fn n(self) -> u64 {
        self.n
    }

    /// `k / n`, between 0 and 1; nothing of nothing has no rate.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        (self.n > 0).then(|| self.k as f64 / self.n as f64)
    }

    /// The 95 % Wilson score interval; `None` of nothing.
    ///
    /// Unlike p ± 1.96·√(p(1−p)/n) it stays between 0 and 1, and stays honest for small `n` and rates near 0 or 1: 0 of 20
    /// is 0 to 16 %, not 0 to 0 %.
    ///
    /// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
    /// American Statistical Association 22 (1927), 209–212; without continuity correction, as method 3 in R. G. Newcombe,
    /// "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), 857–872.
    #[must_use]
    pub fn interval(self) -> Option<Interval> {
        let p = self.value()?;
        let n = self.n as f64;
        let z2 = Z * Z;
        let centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
        let reach = Z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
        // At the ends the formula gives exactly 0 and 1, but for the last digits of the arithmetic.
        Some(Interval {
            low: if self.k == 0 { 0.0 } else { (centre - reach).max(0.0) },
            high: if self.k == self.n {
                1.0
            } else {
                (centre + reach).min(1.0)
            },
        })
    }

    /// The 95 % interval of this rate minus another one of other deals, between −1 and 1; `None` when either is of nothing.
    /// Where 0 lies within, the two may well be the same.
    ///
    /// Source: method 10 (hybrid of two Wilson intervals) in R. G. Newcombe, "Interval estimation for the difference between
    /// independent proportions: comparison of eleven methods", Statistics in Medicine 17 (1998), 873–890.
    #[must_use]
    pub fn difference(self, other: Self) -> Option<Interval> {
        let (here, there) = (self.value()?, other.value()?);
        let (ours, theirs) = (self.interval()?, other.interval()?);
        let difference = here - there;
        Some(Interval {
            low: difference - (here - ours.low).hypot(theirs.high - there),
            high: difference + (ours.high - here).hypot(there - theirs.low),
        })
    }

    /// Whether there is enough data to speak of a rate at all.
    #[must_use]
    pub const fn enough(self, min_n: u64) -> bool {
        self.n > 0 && self.n >= min_n
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Newcombe 1998, table I, method 3 (Wilson score interval without continuity correction), 95 %.
    #[test]
    fn intervals_are_those_published() {
        for (k, n, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0000, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let interval = Rate::new(k, n).interval().unwrap();
            assert!((interval.low - low).abs() < 0.000_05, "{k} of {n}: {interval:?}");
            assert!((interval.high - high).abs() < 0.000_05, "{k} of {n}: {interval:?}");
        }
    }

    #[test]
    fn nothing_of_nothing_has_neither_rate_nor_interval() {
        let nothing = Rate::new(0, 0);
        assert_eq!(nothing.value(), None);
        assert_eq!(nothing.interval(), None);
        assert!(!nothing.enough(0));
    }

    #[test]
    fn enough_is_at_least_the_minimum() {
        assert!(Rate::new(3, 5).enough(5));
        assert!(!Rate::new(3, 5).enough(6));
    }

    #[test]
    #[should_panic(expected = "among the n")]
    fn more_than_all_is_no_rate() {
        let _ = Rate::new(2, 1);
    }

    fn rates() -> impl Strategy<Value = Rate> {
        (1u64..1_000_000).prop_flat_map(|n| (0..=n).prop_map(move |k| Rate::new(k, n)))
    }

    proptest! {
        #[test]
        fn the_rate_lies_in_its_interval_and_that_between_0_and_1(rate in rates()) {
            let (value, interval) = (rate.value().unwrap(), rate.interval().unwrap());
            prop_assert!(0.0 <= interval.low && interval.low <= value && value <= interval.high && interval.high <= 1.0);
            prop_assert!(interval.low < interval.high);
        }

        #[test]
        fn successes_and_failures_mirror_each_other(rate in rates()) {
            let (interval, mirrored) = (rate.interval().unwrap(), Rate::new(rate.n() - rate.k(), rate.n()).interval().unwrap());
            prop_assert!((interval.low - (1.0 - mirrored.high)).abs() < 1e-12);
            prop_assert!((interval.high - (1.0 - mirrored.low)).abs() < 1e-12);
        }

        #[test]
        fn more_data_narrows_the_interval(rate in rates()) {
            let width = |rate: Rate| rate.interval().map(|interval| interval.high - interval.low).unwrap();
            prop_assert!(width(Rate::new(rate.k() * 4, rate.n() * 4)) < width(rate));
        }
    }

    #[test]
    fn differences_agree_with_newcombe() {
        // Table II of the paper, method 10: contrasts (a), (b) and (g).
        for (one, other, low, high) in [
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((10, 10), (0, 10), 0.6075, 1.0),
        ] {
            let found = Rate::new(one.0, one.1).difference(Rate::new(other.0, other.1)).unwrap();
            assert!(
                (found.low - low).abs() < 5e-5 && (found.high - high).abs() < 5e-5,
                "{one:?} − {other:?}: {found:?}"
            );
        }
        assert_eq!(Rate::new(1, 2).difference(Rate::new(0, 0)), None);
    }
}
