//! Hearing (ヒアリング): sheets of questions by phase, what customers answered to them, and what could be proposed from it.
//!
//! Sheets and their editions: `sheet.rs`, `line.rs`; one to start from: `template.rs`; their settings: `sheet_pages.rs`,
//! `line_pages.rs`. Answers: `answer.rs`; all of a deal: `asked.rs`, shown by `view.rs` and `pages.rs`; how many are
//! missing: `missing.rs`. Ideas: `idea.rs`. In files: `file.rs`. One question over all deals: `across.rs`. Kinds of questions are those of
//! `questions/`.

mod across;
mod across_columns;
pub mod across_pages;
mod across_view;
mod answer;
mod asked;
mod file;
mod idea;
pub mod idea_file;
pub mod idea_pages;
mod line;
pub mod line_pages;
mod missing;
pub mod pages;
mod panel;
mod sheet;
pub mod sheet_pages;
mod source;
mod template;
mod view;

#[cfg(test)]
mod across_tests;
#[cfg(test)]
pub(crate) mod answer_tests;
#[cfg(test)]
mod criteria_tests;
#[cfg(test)]
mod idea_tests;
#[cfg(test)]
mod sheet_tests;

pub use answer::{Given, Kept, Seen, give, keep};
pub use asked::{AnswerRow, current, current_answers, question};
pub use file::{AnswerColumn, NamedQuestion, asked_questions};
pub use idea::{NewIdea, TEXT as IDEA_TEXT, grounds, note, noted};
pub use line::{Line, LineFacts, add_line, line, lines_of};
pub use missing::{Required, missing_counts, push_missing, required_of};
pub use panel::Panel;
pub use sheet::{NewSheet, Sheet, add_sheet, sheets};
pub use source::Source;
pub use template::template_lines;
