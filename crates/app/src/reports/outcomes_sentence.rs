//! The sentence on top of the outcomes: the win rate, and whether it really differs from the period before.

use stats::Rate;

use super::figures::{MIN_N, percent};
use crate::{t, text::Texts};

/// Says how many of the deals decided were won, and how that was in the period before.
#[must_use]
pub fn sentence(words: Texts, now: Rate, before: Rate) -> String {
    let (won, lost) = (now.k(), now.n() - now.k());
    if now.n() == 0 {
        return t!(words, "report-outcomes-none");
    }
    let (true, Some(share)) = (now.enough(MIN_N), now.value()) else {
        return t!(words, "report-outcomes-too-few", won = won, lost = lost, min = MIN_N);
    };
    let (rate, n) = (percent(share), now.n());
    let (Some(earlier), Some(difference)) = (before.value().filter(|_| before.enough(MIN_N)), now.difference(before))
    else {
        return t!(words, "report-outcomes-rate", rate = rate, n = n);
    };
    let points = (rate - percent(earlier)).abs();
    if difference.low > 0.0 {
        t!(words, "report-outcomes-up", rate = rate, n = n, points = points)
    } else if difference.high < 0.0 {
        t!(words, "report-outcomes-down", rate = rate, n = n, points = points)
    } else {
        t!(
            words,
            "report-outcomes-same",
            rate = rate,
            n = n,
            before = percent(earlier)
        )
    }
}
