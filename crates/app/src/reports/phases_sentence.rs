//! The sentence on top of the phase report: what the numbers say, and nothing they do not.

use super::phases::{MIN_N, PhaseProgress};
use crate::{ids::PhaseId, pipelines::PhaseKind, t, text::Texts};

/// The phase with the lowest conversion among those with enough decided stays; follow-up phases are not compared.
#[must_use]
pub fn weakest(rows: &[PhaseProgress]) -> Option<&PhaseProgress> {
    let compared = rows
        .iter()
        .filter(|row| row.phase.kind == PhaseKind::Selling && row.conversion.enough(MIN_N));
    let mut sorted: Vec<_> = compared.collect();
    sorted.sort_by(|a, b| share(a).total_cmp(&share(b)));
    // One phase alone is neither weak nor strong.
    if sorted.len() < 2 {
        None
    } else {
        sorted.first().copied()
    }
}

/// Says where deals are lost most, and how that was in the period before.
#[must_use]
pub fn sentence(words: Texts, rows: &[PhaseProgress], before: &[PhaseProgress]) -> String {
    let entered: u64 = rows.iter().map(PhaseProgress::entered).sum();
    if entered == 0 {
        return t!(words, "report-phases-none");
    }
    let Some(weak) = weakest(rows) else {
        return t!(words, "report-phases-too-few", min = MIN_N);
    };
    let (name, rate, n) = (weak.phase.name.as_str(), percent(share(weak)), weak.conversion.n());
    match points_since(weak, before) {
        None => t!(words, "report-phases-lowest", phase = name, rate = rate, n = n),
        Some(0) => t!(words, "report-phases-lowest-same", phase = name, rate = rate, n = n),
        Some(points) if points < 0 => {
            t!(
                words,
                "report-phases-lowest-down",
                phase = name,
                rate = rate,
                n = n,
                points = points.abs()
            )
        }
        Some(points) => t!(
            words,
            "report-phases-lowest-up",
            phase = name,
            rate = rate,
            n = n,
            points = points
        ),
    }
}

/// Percentage points since the period before, when that has enough to compare with.
fn points_since(row: &PhaseProgress, before: &[PhaseProgress]) -> Option<i64> {
    let earlier = before.iter().find(|other| other.phase.id == row.phase.id)?;
    earlier
        .conversion
        .enough(MIN_N)
        .then(|| percent(share(row)) - percent(share(earlier)))
}

fn share(row: &PhaseProgress) -> f64 {
    row.conversion.value().unwrap_or(1.0)
}

/// A share as whole percent, halves away from zero.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "a share lies between 0 and 1")]
pub fn percent(share: f64) -> i64 {
    (share * 100.0).round() as i64
}

/// Whether a phase is the weakest.
#[must_use]
pub fn is_weakest(rows: &[PhaseProgress], phase: PhaseId) -> bool {
    weakest(rows).is_some_and(|row| row.phase.id == phase)
}
