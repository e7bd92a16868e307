//! Pipelines and their phases: how a team sells, as it defines it.

mod criterion;
pub mod criterion_pages;
mod default_masters;
mod measure;
mod phase;
pub mod phase_pages;
mod pipeline;
pub mod pipeline_pages;
mod table;
mod template_phases;
mod templates;

#[cfg(test)]
mod template_tests;
#[cfg(test)]
mod tests;

pub use default_masters::fill_default_masters;
pub use measure::measure;
pub use table::{Phase, PhaseKind, Pipeline, all_phases, every_phase, every_pipeline, phase, phases, pipelines};
pub use templates::{Template, TemplateCriterion, TemplateDays, TemplateKind, TemplatePhase, start_from_template};
