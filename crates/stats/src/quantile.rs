//! Median and quartiles. Durations of deals are skewed, often with two humps; a mean alone misleads.

/// The quartiles of whole numbers, such as durations in days or milliseconds; in the unit of those numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quartiles {
    /// A quarter of the numbers lie below.
    pub q1: f64,
    pub median: f64,
    /// A quarter of the numbers lie above.
    pub q3: f64,
    /// How many numbers there are, at least 1.
    pub n: usize,
}

impl Quartiles {
    /// The quartiles of some numbers in any order; `None` of none.
    ///
    /// Between two numbers they are interpolated: definition 7 of R. J. Hyndman and Y. Fan, "Sample quantiles in
    /// statistical packages", The American Statistician 50 (1996), 361–365. It is what R, NumPy, PostgreSQL's
    /// `percentile_cont` and Excel's `QUARTILE.INC` give, so the numbers can be checked there.
    #[must_use]
    pub fn of(numbers: impl IntoIterator<Item = i64>) -> Option<Self> {
        let mut sorted: Vec<i64> = numbers.into_iter().collect();
        if sorted.is_empty() {
            return None;
        }
        sorted.sort_unstable();
        let [q1, median, q3] = [1, 2, 3].map(|quarters| quantile(&sorted, quarters));
        Some(Self {
            q1,
            median,
            q3,
            n: sorted.len(),
        })
    }
}

/// The number below which so many quarters of sorted numbers lie.
fn quantile(sorted: &[i64], quarters: usize) -> f64 {
    // Position (n − 1)·p, kept in quarters so that no rounding decides between two numbers.
    let position = (sorted.len() - 1) * quarters;
    let (index, part) = (position / 4, position % 4);
    let below = sorted[index];
    match sorted.get(index + 1) {
        Some(&above) if part > 0 => {
            let gap = (i128::from(above) - i128::from(below)) as f64;
            (below as f64 + gap * (part as f64 / 4.0)).clamp(below as f64, above as f64)
        }
        _ => below as f64,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn quartiles(numbers: &[i64]) -> (f64, f64, f64) {
        let quartiles = Quartiles::of(numbers.iter().copied()).unwrap();
        assert_eq!(quartiles.n, numbers.len());
        (quartiles.q1, quartiles.median, quartiles.q3)
    }

    /// As `quantile(x, c(.25, .5, .75))` in R and `numpy.quantile` give them.
    #[test]
    fn quartiles_are_those_of_other_programs() {
        assert_eq!(quartiles(&[7]), (7.0, 7.0, 7.0));
        assert_eq!(quartiles(&[1, 2]), (1.25, 1.5, 1.75));
        assert_eq!(quartiles(&[4, 1, 3, 2]), (1.75, 2.5, 3.25));
        assert_eq!(quartiles(&[1, 2, 3, 4, 5]), (2.0, 3.0, 4.0));
        assert_eq!(
            quartiles(&[6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49]),
            (25.5, 40.0, 42.5)
        );
        assert_eq!(quartiles(&[-10, 0, 5, 138]), (-2.5, 2.5, 38.25));
    }

    #[test]
    fn no_numbers_have_no_quartiles() {
        assert_eq!(Quartiles::of([]), None);
    }

    #[test]
    fn the_widest_gap_does_not_overflow() {
        assert_eq!(quartiles(&[i64::MIN, i64::MAX]).1, 0.0);
    }

    proptest! {
        #[test]
        fn quartiles_are_in_order_and_within_the_numbers(numbers in proptest::collection::vec(any::<i64>(), 1..50)) {
            let (q1, median, q3) = quartiles(&numbers);
            let (min, max) = (*numbers.iter().min().unwrap() as f64, *numbers.iter().max().unwrap() as f64);
            prop_assert!(min <= q1 && q1 <= median && median <= q3 && q3 <= max);
        }

        #[test]
        fn order_does_not_matter((numbers, shuffled) in proptest::collection::vec(any::<i64>(), 1..50).prop_flat_map(|numbers| (Just(numbers.clone()), Just(numbers).prop_shuffle()))) {
            prop_assert_eq!(quartiles(&numbers), quartiles(&shuffled));
        }

        #[test]
        fn at_most_half_the_numbers_lie_on_either_side_of_the_median(numbers in proptest::collection::vec(-1000i64..1000, 1..50)) {
            let (_, median, _) = quartiles(&numbers);
            let below = numbers.iter().filter(|&&number| (number as f64) < median).count();
            let above = numbers.iter().filter(|&&number| (number as f64) > median).count();
            prop_assert!(below * 2 <= numbers.len() && above * 2 <= numbers.len());
        }
    }
}
