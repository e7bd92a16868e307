//! Kinds of questions and their answers, wherever somebody is asked: text, one choice, several, number, date, scale.
//!
//! What a question asks for: `asks.rs`, and how a form says so: `ask_form.rs`. What was answered: `answer.rs`. The field it
//! is typed into: `field.rs`. Which questions there are, and whose answers, is kept by those who ask.

mod answer;
mod ask_form;
mod asks;
mod field;

#[cfg(test)]
mod tests;

pub use answer::Answer;
pub use ask_form::{AskFields, ask_fields, read_asks};
pub use asks::{Asks, Kind, Scale};
pub use field::FieldView;
