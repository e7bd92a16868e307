//! Questionnaires (アンケート): what customers are asked by a link that only they have, and what becomes of their answers.
//!
//! What is asked, and what each answer fills: `table.rs`, `target.rs`; acts of admins on it: `questionnaire.rs`,
//! `question.rs`; their pages: `settings_pages.rs`, `question_pages.rs`. Each link is made for an edition, which keeps the
//! wording: `edition.rs`. Links and their states: `link.rs`; the page a customer sees: `public_pages.rs`, `sheet.rs`,
//! what came of it: `submit.rs`. Answers are proposals beside what is known: `proposal.rs`, `decide.rs`, `deal_pages.rs`.

pub mod deal_pages;
mod decide;
mod edition;
mod example;
mod link;
mod proposal;
pub mod public_pages;
mod question;
pub mod question_pages;
mod questionnaire;
pub mod settings_pages;
mod sheet;
mod submit;
mod table;
mod target;
mod told;
mod worth;

#[cfg(test)]
mod proposal_tests;
#[cfg(test)]
mod public_tests;
#[cfg(test)]
mod settings_tests;

pub use deal_pages::Panel;
pub use example::ask as ask_example;
pub use table::{Asked, Content, Question, Questionnaire, Wording};
pub use target::{Field, Target};
pub use told::{told, told_notes};
