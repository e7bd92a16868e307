//! A sheet to start from: what the seven-phase process wants to know before it proposes. What it wrote belongs to the team.

use super::line::LineFacts;
use crate::{
    questions::{Asks, Scale},
    t,
    text::Texts,
};

/// Its lines, in somebody's language.
#[must_use]
pub fn template_lines(words: Texts) -> Vec<LineFacts> {
    vec![
        heading(t!(words, "hearing-template-now")),
        text(
            t!(words, "hearing-template-business"),
            t!(words, "hearing-template-business-help"),
        ),
        text(
            t!(words, "hearing-template-problem"),
            t!(words, "hearing-template-problem-help"),
        )
        .required(),
        question(
            t!(words, "hearing-template-pain"),
            t!(words, "hearing-template-pain-help"),
            Asks::Scale(Scale {
                from: 1,
                to: 5,
                low: t!(words, "hearing-template-pain-low"),
                high: t!(words, "hearing-template-pain-high"),
            }),
        ),
        question(
            t!(words, "hearing-template-loss"),
            t!(words, "hearing-template-loss-help"),
            Asks::Number {
                unit: t!(words, "hearing-template-loss-unit"),
            },
        ),
        heading(t!(words, "hearing-template-means")),
        text(
            t!(words, "hearing-template-tools"),
            t!(words, "hearing-template-tools-help"),
        ),
        question(
            t!(words, "hearing-template-users"),
            String::new(),
            Asks::Number {
                unit: t!(words, "hearing-template-users-unit"),
            },
        ),
        question(
            t!(words, "hearing-template-wants"),
            t!(words, "hearing-template-wants-help"),
            Asks::Several {
                choices: list(&t!(words, "hearing-template-wants-choices")),
            },
        ),
        heading(t!(words, "hearing-template-decision")),
        question(
            t!(words, "hearing-template-budget"),
            t!(words, "hearing-template-budget-help"),
            Asks::Choice {
                choices: list(&t!(words, "hearing-template-budget-choices")),
            },
        )
        .required(),
        text(
            t!(words, "hearing-template-approval"),
            t!(words, "hearing-template-approval-help"),
        )
        .required(),
        question(
            t!(words, "hearing-template-start"),
            t!(words, "hearing-template-start-help"),
            Asks::Date,
        ),
        text(
            t!(words, "hearing-template-rivals"),
            t!(words, "hearing-template-rivals-help"),
        ),
    ]
}

fn heading(text: String) -> LineFacts {
    LineFacts {
        text,
        help: String::new(),
        required: false,
        asks: None,
    }
}

fn text(text: String, help: String) -> LineFacts {
    question(text, help, Asks::Text)
}

const fn question(text: String, help: String, asks: Asks) -> LineFacts {
    LineFacts {
        text,
        help,
        required: false,
        asks: Some(asks),
    }
}

/// Choices stand in one text, so that a translator sees them together.
fn list(text: &str) -> Vec<String> {
    text.split('／').map(str::to_owned).collect()
}

impl LineFacts {
    const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}
