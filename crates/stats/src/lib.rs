//! Figures that do not claim more than the data says: rates with their interval, durations by their quartiles.
//!
//! Formulas name their source and are tested against published values. What the figures are of is not known here.

mod quantile;
mod wilson;

pub use quantile::Quartiles;
pub use wilson::{Interval, Rate};
