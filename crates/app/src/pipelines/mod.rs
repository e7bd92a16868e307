//! Pipelines and their phases: how a team sells, as it defines it.

mod default_masters;
mod measure;
mod table;
mod template_phases;
mod templates;

#[cfg(test)]
mod template_tests;

pub use default_masters::fill_default_masters;
pub use measure::measure;
pub use table::{Phase, PhaseKind, Pipeline, all_phases, every_phase, every_pipeline, phase, phases, pipelines};
pub use templates::{Template, TemplateCriterion, TemplateDays, TemplateKind, TemplatePhase, start_from_template};
