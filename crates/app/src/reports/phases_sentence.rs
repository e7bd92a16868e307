//! The sentence on top of the phase report: what the numbers say, and nothing they do not.

use super::{
    figures::{MIN_N, percent},
    phases::PhaseProgress,
};
use crate::{ids::PhaseId, pipelines::PhaseKind, t, text::Texts};

/// The phases with enough decided stays, the lowest conversion first; follow-up phases are not compared.
fn compared(rows: &[PhaseProgress]) -> Vec<&PhaseProgress> {
    let compared = rows
        .iter()
        .filter(|row| row.phase.kind == PhaseKind::Selling && row.conversion.enough(MIN_N));
    let mut sorted: Vec<_> = compared.collect();
    sorted.sort_by(|a, b| share(a).total_cmp(&share(b)));
    sorted
}

/// The phase where most do not go on. One phase alone is neither weak nor strong, and none is weak where all go on.
#[must_use]
pub fn weakest(rows: &[PhaseProgress]) -> Option<&PhaseProgress> {
    match compared(rows).as_slice() {
        [weak, _, ..] if weak.conversion.k() < weak.conversion.n() => Some(weak),
        _ => None,
    }
}

/// Says where deals are lost most, and how that was in the period before; a difference that may be chance is called that.
#[must_use]
pub fn sentence(words: Texts, rows: &[PhaseProgress], before: &[PhaseProgress]) -> String {
    let entered: u64 = rows.iter().map(PhaseProgress::entered).sum();
    if entered == 0 {
        return t!(words, "report-phases-none");
    }
    let Some(weak) = weakest(rows) else {
        return if compared(rows).len() < 2 {
            t!(words, "report-phases-too-few", min = MIN_N)
        } else {
            t!(words, "report-phases-all-passed", min = MIN_N)
        };
    };
    let (name, rate, n) = (weak.phase.name.as_str(), percent(share(weak)), weak.conversion.n());
    let earlier = before.iter().find(|row| row.phase.id == weak.phase.id);
    let Some(earlier) = earlier.filter(|row| row.conversion.enough(MIN_N)) else {
        return t!(words, "report-phases-lowest", phase = name, rate = rate, n = n);
    };
    let earlier_rate = percent(share(earlier));
    let points = (rate - earlier_rate).abs();
    match weak.conversion.difference(earlier.conversion) {
        Some(difference) if difference.high < 0.0 => t!(
            words,
            "report-phases-lowest-down",
            phase = name,
            rate = rate,
            n = n,
            points = points
        ),
        Some(difference) if difference.low > 0.0 => t!(
            words,
            "report-phases-lowest-up",
            phase = name,
            rate = rate,
            n = n,
            points = points
        ),
        _ => t!(
            words,
            "report-phases-lowest-same",
            phase = name,
            rate = rate,
            n = n,
            before = earlier_rate
        ),
    }
}

fn share(row: &PhaseProgress) -> f64 {
    row.conversion.value().unwrap_or(1.0)
}

/// Whether a phase is the weakest.
#[must_use]
pub fn is_weakest(rows: &[PhaseProgress], phase: PhaseId) -> bool {
    weakest(rows).is_some_and(|row| row.phase.id == phase)
}
