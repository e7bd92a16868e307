//! The small marks of what is known of a deal: a letter for each item it is asked, in the shape of its state.

use askama::Template;

use super::State;
use crate::{t, text::Texts};

/// One mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// One or two of them.
    pub letters: String,
    /// Its shape.
    pub state: State,
    /// What the letters stand for.
    pub name: String,
}

/// The marks of a deal; drawn by `{{ marks }}`.
#[derive(Clone, Debug, Template)]
#[template(path = "qualification/views/marks.html")]
pub struct Marks {
    label: String,
    marks: Vec<Mark>,
}

impl askama::filters::HtmlSafe for Marks {}

impl Marks {
    /// Of these, which are at least one.
    #[must_use]
    pub fn new(marks: Vec<Mark>, words: Texts) -> Self {
        let told = marks.iter().map(|mark| {
            t!(
                words,
                "mark-says",
                item = mark.name.as_str(),
                state = mark.state.name(words)
            )
        });
        let told: Vec<String> = told.collect();
        Self {
            label: told.join(&t!(words, "told-list")),
            marks,
        }
    }
}
