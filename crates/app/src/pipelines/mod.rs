//! Pipelines and their phases: how a team sells, as it defines it.

mod table;

pub use table::{Phase, PhaseKind, phase, phases};
