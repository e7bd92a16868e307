//! Masters: the lists people choose from. Channels, degrees of interest, loss reasons, products, activity kinds, competitors.
//!
//! They differ in a column or two and are otherwise alike, so one room serves all six.

mod choices;
mod line;
pub mod pages;

#[cfg(test)]
mod tests;

pub use choices::{Choice, Master, choices, is_offered, names};
