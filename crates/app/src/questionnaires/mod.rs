//! Questionnaires (アンケート): what customers are asked by a link that only they have, and what becomes of their answers.
//!
//! What is asked, and what each answer fills: `table.rs`, `target.rs`, offered by `targets.rs`; acts of admins on it:
//! `questionnaire.rs`, `question.rs`; their pages: `settings_pages.rs`, `question_pages.rs`. Each link is made for an edition,
//! which keeps the wording: `edition.rs`. Links of a deal or a lead (`about.rs`) and their states: `link.rs`, `link_pages.rs`;
//! the page a customer sees: `public_pages.rs`, `sheet.rs`, what came of it: `submit.rs`. Answers are proposals (`proposal.rs`)
//! beside what is known (`known.rs`): `decide.rs`, `pages.rs`, `panel.rs`; all that wait: `waiting.rs`.
//! Published as a form for new leads: `publication.rs`, `publication_pages.rs`; the form: `form_pages.rs`; what comes in: `intake.rs`.

mod about;
mod decide;
mod edition;
mod example;
mod form_example;
pub mod form_pages;
mod intake;
mod known;
mod link;
pub mod link_pages;
pub mod pages;
mod panel;
mod proposal;
pub mod public_pages;
mod publication;
pub mod publication_pages;
mod question;
pub mod question_pages;
mod questionnaire;
pub mod settings_pages;
mod sheet;
mod submit;
mod table;
mod target;
mod targets;
mod told;
mod waiting;
pub mod waiting_pages;
mod worth;

#[cfg(test)]
mod form_tests;
#[cfg(test)]
mod lead_tests;
#[cfg(test)]
mod proposal_tests;
#[cfg(test)]
mod public_tests;
#[cfg(test)]
mod settings_tests;

pub use about::{About, AboutId};
pub use edition::is_sendable;
pub use example::ask as ask_example;
pub use link::{carry_back, carry_over};
pub use panel::Panel;
pub use table::{Asked, Content, Question, Questionnaire, Wording};
pub use target::{Field, Target};
pub use told::{told, told_notes};
pub use waiting::mine as waiting_of_mine;
