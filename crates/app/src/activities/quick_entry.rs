//! Quick entry: one line in a rep's own words becomes an activity and, perhaps, the next action.
//!
//! 「山田商事 訪問 見積提出 来週火曜に電話」 is a visit to 山田商事 today about 見積提出, and a call next Tuesday. It is cut
//! into pieces (`quick_lexer.rs`), and the pieces are given to what was done and to what comes next. What is not
//! understood stays as words of a subject: nothing that somebody said is lost. Pure: it reads neither clock nor database.

use chrono::{NaiveDate, NaiveTime};

use super::{
    about::About,
    choices::Kind,
    quick_lexer::{Lex, Piece, cut},
    quick_line::is_stop,
    quick_words::{NOT_REACHED, PREPOSITIONS},
};
use crate::ids::ActivityKindId;

pub(super) use super::quick_words::parse_time;

/// The words of the team: what can be named in a line.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// The kinds in use, in the team's order.
    pub kinds: Vec<Kind>,
    /// Companies and deals by their folded names.
    pub names: Vec<Name>,
}

/// A name of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Folded, as [`japan::fold_company`] does.
    pub fold: String,
    /// Of what.
    pub about: About,
}

/// What was understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// What it may be about: those of the first name in the line.
    pub about: Vec<About>,
    /// Whether it is done; else it is a plan.
    pub is_done: bool,
    /// What was done, or what is planned when nothing was done.
    pub activity: Said,
    /// Whether the customer seems to have taken part.
    pub customer_took_part: bool,
    /// What comes after something done.
    pub next: Option<Said>,
}

/// What was said of an activity.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// Its kind.
    pub kind: Option<ActivityKindId>,
    /// On which day; today, if what was done says none.
    pub day: Option<NaiveDate>,
    /// When on that day.
    pub time: Option<NaiveTime>,
    /// How long, in minutes.
    pub minutes: Option<i64>,
    /// All words that mean none of these.
    pub subject: String,
}

/// Understands a line as of a day. Never fails: at worst everything is the subject.
#[must_use]
pub fn understand(text: &str, today: NaiveDate, vocabulary: &Vocabulary) -> Entry {
    let pieces = cut(text, today, vocabulary);
    let start = start_of_next(&pieces, text, today);
    let (done, next) = pieces.split_at(start.unwrap_or(pieces.len()));
    let mut about = Vec::new();
    let done = said(done, text, vocabulary, &mut about);
    let mut next = start.map(|_| said(next, text, vocabulary, &mut about));
    if let Some(plan) = next.take_if(|next| done.is_only_when_of(next)) {
        return Entry {
            about,
            is_done: false,
            activity: Said {
                time: plan.time.or(done.time),
                ..plan
            },
            customer_took_part: false,
            next: None,
        };
    }
    Entry {
        about,
        is_done: true,
        customer_took_part: took_part(&done, text, vocabulary),
        activity: done,
        next,
    }
}

/// They take part in a call, a visit or a meeting, unless they were not there.
fn took_part(activity: &Said, text: &str, vocabulary: &Vocabulary) -> bool {
    let kind = vocabulary.kinds.iter().find(|kind| Some(kind.id) == activity.kind);
    let fold = japan::fold(text);
    kind.is_none_or(|kind| kind.way.is_with_customer()) && !NOT_REACHED.iter().any(|word| fold.contains(word))
}

impl Said {
    /// Whether this says nothing but perhaps at what time the other one is: then nothing was done.
    fn is_only_when_of(&self, next: &Self) -> bool {
        let is_time_free = self.time.is_none() || next.time.is_none();
        self.kind.is_none() && self.day.is_none() && self.minutes.is_none() && self.subject.is_empty() && is_time_free
    }
}

/// Where the next action begins: with the first day ahead, or with a word that says so. Where that day stands at the
/// end of its clause (`call next Tuesday`), with the kind before it.
fn start_of_next(pieces: &[Piece], text: &str, today: NaiveDate) -> Option<usize> {
    let start = pieces.iter().position(|piece| match piece.what {
        Lex::Day(day) => day > today,
        ref what => *what == Lex::Next,
    })?;
    Some(kind_before(pieces, text, start).unwrap_or_else(|| time_before(pieces, start)))
}

/// Puts together what pieces say. What comes a second time stays words.
fn said(pieces: &[Piece], text: &str, vocabulary: &Vocabulary, about: &mut Vec<About>) -> Said {
    let mut said = Said::default();
    let mut hint = None;
    for piece in pieces {
        let words = &text[piece.range.clone()];
        match &piece.what {
            Lex::Name(abouts) if about.is_empty() => about.clone_from(abouts),
            Lex::Day(day) if said.day.is_none() => said.day = Some(*day),
            Lex::Time(time) if said.time.is_none() => said.time = Some(*time),
            Lex::Span(minutes) if said.minutes.is_none() => said.minutes = Some(*minutes),
            Lex::Kind(kind) if said.kind.is_none() => said.kind = Some(vocabulary.kinds[*kind].id),
            Lex::Gap => push_gap(&mut said.subject, " "),
            Lex::Stop => push_gap(&mut said.subject, words),
            Lex::Glue | Lex::Next => {}
            Lex::Words(kind) => {
                hint = hint.or(*kind);
                said.subject.push_str(words);
            }
            Lex::Name(_) | Lex::Day(_) | Lex::Time(_) | Lex::Span(_) | Lex::Kind(_) => said.subject.push_str(words),
        }
    }
    said.kind = said.kind.or(hint.map(|kind| vocabulary.kinds[kind].id));
    let length = said.subject.trim_end_matches(is_between_words).len();
    said.subject.truncate(length);
    said
}

/// Gaps and stops stand between words only, and one of them is enough.
fn push_gap(subject: &mut String, gap: &str) {
    if !subject.is_empty() && !subject.ends_with(is_between_words) {
        subject.push_str(gap);
    }
}

fn is_between_words(c: char) -> bool {
    c.is_whitespace() || is_stop(c)
}

/// The kind in the same clause before a day, when the rest of the clause has nothing to do on that day.
fn kind_before(pieces: &[Piece], text: &str, start: usize) -> Option<usize> {
    if !matches!(pieces[start].what, Lex::Day(_)) {
        return None;
    }
    let mut ahead = pieces[start + 1..].iter().filter(|piece| !is_filler(piece));
    let does_nothing = match ahead.next().map(|piece| (&piece.what, &text[piece.range.clone()])) {
        None => true,
        Some((Lex::Stop, _)) => !ahead.any(|piece| matches!(piece.what, Lex::Kind(_) | Lex::Words(_))),
        Some((Lex::Words(_), words)) => PREPOSITIONS.iter().any(|word| words.eq_ignore_ascii_case(word)),
        Some(_) => false,
    };
    let clause = pieces[..start]
        .iter()
        .rposition(|piece| piece.what == Lex::Stop)
        .map_or(0, |stop| stop + 1);
    let kind = pieces[clause..start]
        .iter()
        .rposition(|piece| matches!(piece.what, Lex::Kind(_)))?;
    does_nothing.then_some(clause + kind)
}

/// A time that stands right before the day belongs to it: `at 3pm next Tuesday`.
fn time_before(pieces: &[Piece], start: usize) -> usize {
    let is_between = |piece: &Piece| matches!(piece.what, Lex::Gap | Lex::Glue);
    let before = pieces[..start].iter().rposition(|piece| !is_between(piece));
    before
        .filter(|at| matches!(pieces[*at].what, Lex::Time(_)))
        .unwrap_or(start)
}

/// What is nothing to do by itself.
fn is_filler(piece: &Piece) -> bool {
    matches!(piece.what, Lex::Gap | Lex::Glue | Lex::Span(_) | Lex::Time(_))
}

#[cfg(test)]
#[path = "quick_entry_tests.rs"]
mod tests;
