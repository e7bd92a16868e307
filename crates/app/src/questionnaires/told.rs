//! What the timeline of a deal tells of its questionnaires.

use serde_json::Value;

use super::proposal::Decision;
use crate::{deals::Sentence, t, text::Texts};

/// A sentence about an event.
#[must_use]
pub fn told(words: Texts, kind: &str, data: &Value) -> Option<Sentence> {
    let text = |key: &str| data[key].as_str().unwrap_or("").to_owned();
    let plain = |text: String| Sentence {
        text,
        strong: String::new(),
    };
    Some(match kind {
        "questionnaire.sent" => plain(t!(words, "told-questionnaire-sent", name = text("name"))),
        "questionnaire.revoked" => plain(t!(words, "told-questionnaire-revoked", name = text("name"))),
        "questionnaire.answered" => Sentence {
            text: t!(words, "told-questionnaire-answered", name = text("name")),
            strong: t!(
                words,
                "told-questionnaire-count",
                count = data["answers"].as_i64().unwrap_or(0)
            ),
        },
        "questionnaire.decided" => Sentence {
            text: t!(words, "told-questionnaire-decided", question = text("question")),
            strong: text("answer"),
        },
        _ => return None,
    })
}

/// For whom it was, or what was decided.
#[must_use]
pub fn told_notes(words: Texts, data: &Value) -> Vec<String> {
    let contact = data["contact"].as_str().map(str::to_owned);
    let decision = data["decision"].as_str().and_then(Decision::from_code);
    contact.into_iter().chain(decision.map(|one| one.name(words))).collect()
}
