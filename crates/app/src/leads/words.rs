//! What the states and the clock of leads are called.

use super::{
    clock::{colour, days_untouched},
    table::State,
};
use crate::{deals::Colour, shared::Reader, t, text::Texts, time::At};

impl State {
    /// What it is called.
    #[must_use]
    pub fn name(self, words: Texts) -> String {
        match self {
            Self::New => t!(words, "lead-state-new"),
            Self::Contacted => t!(words, "lead-state-contacted"),
            Self::Unqualified => t!(words, "lead-state-unqualified"),
            Self::Converted => t!(words, "lead-state-converted"),
        }
    }
}

/// What a lead's clock says: its colour, and why in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// The colour.
    pub colour: Colour,
    /// 「5日未対応」.
    pub text: String,
}

/// What the clock of a lead says to a reader; nothing when nothing is left to be done.
#[must_use]
pub fn sign(state: State, touched_at: At, yellow_at: At, red_at: At, reader: &Reader) -> Option<Sign> {
    let colour = colour(state, yellow_at, red_at, reader.now)?;
    let days = days_untouched(touched_at, reader.now, reader.zone);
    let text = match (colour, state) {
        (Colour::Blue | Colour::Grey, _) => t!(reader, "colour-blue"),
        (_, State::New) => t!(reader, "lead-days-new", days = days),
        (_, _) => t!(reader, "lead-days-contacted", days = days),
    };
    Some(Sign { colour, text })
}
