//! The beginning of a write that the guard watches over.

use std::collections::BTreeSet;

use kit::fields::Fields;

use super::{
    act,
    customer::Customer,
    found::{Found, others},
    panel::{Answer, Panel, read, seal},
};
use crate::{cx::Cx, error::Result, form::Form, ids::UserId, t, text::Texts, tx::Tx};

/// What is about to be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// 案件.
    Deal,
    /// リード.
    Lead,
    /// 取引先.
    Company,
    /// アポイント.
    Appointment,
}

impl EntryKind {
    /// As in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Deal => "deal",
            Self::Lead => "lead",
            Self::Company => "company",
            Self::Appointment => "appointment",
        }
    }

    /// From the database; a deal for what a newer program wrote.
    pub(super) fn from_code(code: &str) -> Self {
        let all = [Self::Lead, Self::Company, Self::Appointment];
        all.into_iter().find(|kind| kind.code() == code).unwrap_or(Self::Deal)
    }

    /// 「案件」.
    #[must_use]
    pub fn text(self, words: Texts) -> String {
        match self {
            Self::Deal => t!(words, "guard-deal"),
            Self::Lead => t!(words, "guard-lead"),
            Self::Company => t!(words, "guard-company"),
            Self::Appointment => t!(words, "guard-appointment"),
        }
    }

    /// "an appointment"; in Japanese as [`EntryKind::text`].
    pub(super) fn one(self, words: Texts) -> String {
        match self {
            Self::Deal => t!(words, "guard-a-deal"),
            Self::Lead => t!(words, "guard-a-lead"),
            Self::Company => t!(words, "guard-a-company"),
            Self::Appointment => t!(words, "guard-an-appointment"),
        }
    }
}

/// What is about to be entered, and with whom.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What.
    pub kind: EntryKind,
    /// With whom; `None` when with nobody, or with those with whom one works already.
    pub customer: Option<Customer>,
    /// What the customer is called, in the words of whoever enters it.
    pub about: String,
    /// Whose it is to be.
    pub owners: Vec<UserId>,
}

/// What was decided, and before whom.
#[derive(Clone, Debug)]
pub struct Decision {
    /// What.
    pub answer: Answer,
    pub(super) found: Found,
    pub(super) kind: EntryKind,
    pub(super) about: String,
}

impl Decision {
    /// Of an answer before those who were found; `about` is the customer's name.
    #[must_use]
    pub const fn new(kind: EntryKind, answer: Answer, found: Found, about: String) -> Self {
        Self {
            answer,
            found,
            kind,
            about,
        }
    }

    /// To whom it is handed over.
    #[must_use]
    pub fn new_owner(decision: Option<&Self>) -> Option<UserId> {
        match decision?.answer {
            Answer::HandOver(owner) => Some(owner),
            Answer::Together(_) | Answer::GoOn(_) => None,
        }
    }

    /// Who joins in.
    #[must_use]
    pub fn companion(decision: Option<&Self>) -> Option<UserId> {
        match decision?.answer {
            Answer::Together(companion) => Some(companion),
            Answer::HandOver(_) | Answer::GoOn(_) => None,
        }
    }

    /// Whom it concerns of those who work with the customer.
    pub(super) fn concerned(&self) -> BTreeSet<UserId> {
        let seen = self.found.seen.iter().map(|approach| approach.owner);
        let hidden = self.found.hidden.iter().map(|hidden| hidden.owner);
        match self.answer {
            Answer::HandOver(user) | Answer::Together(user) => BTreeSet::from([user]),
            Answer::GoOn(_) => seen.chain(hidden).collect(),
        }
    }
}

/// Whether the write can go on.
pub enum Started {
    /// It can; as decided, if colleagues work with the customer.
    Go(Box<Tx>, Option<Box<Decision>>),
    /// Colleagues are to be shown first; nothing was written.
    Stop(Box<Panel>),
    /// The form did its work already.
    Again,
}

/// Begins a write, unless colleagues who work with the customer have to be shown first. A decision holds for just what was
/// shown: what came since is shown before anything is written. Whoever asks colleagues they do not see has them told at once,
/// and decides afterwards.
///
/// # Errors
/// [`Error::Forbidden`](crate::error::Error::Forbidden) for a viewer; when the database is away.
pub async fn start(cx: &Cx, form: &mut Form, entry: &Entry) -> Result<Started> {
    let tx = cx.begin().await?;
    if !tx.is_first_time(&undecided(form.fields())).await? {
        return Ok(Started::Again);
    }
    let Some(customer) = &entry.customer else {
        return Ok(Started::Go(Box::new(tx), None));
    };
    let found = others(cx, customer, &entry.owners).await?;
    if found.is_empty() {
        return Ok(Started::Go(Box::new(tx), None));
    }
    let was_shown = form.is("guard_seen", seal(&found));
    if was_shown && let Some(answer) = read(form, &found) {
        let decision = Decision::new(entry.kind, answer, found, entry.about.clone());
        return Ok(Started::Go(Box::new(tx), Some(Box::new(decision))));
    }
    tx.rollback().await?;
    let mut panel = Panel::new(cx, form, entry.kind, &found);
    panel.has_changed = !was_shown && !form.value("guard_seen").is_empty();
    if was_shown && form.is("guard", "ask") && form.is_good() && !found.hidden.is_empty() {
        let reason = form.value("guard_reason").to_owned();
        let mut tx = cx.begin().await?;
        act::ask(&mut tx, entry, &found, &reason).await?;
        tx.commit().await?;
        panel.was_asked = true;
    }
    Ok(Started::Stop(Box::new(panel)))
}

/// The form but for what was decided: pressed twice, or two of its buttons, it enters one record.
fn undecided(fields: &Fields) -> Fields {
    let mut rest = Fields::default();
    for (name, value) in fields.pairs().iter().filter(|(name, _)| !name.starts_with("guard")) {
        rest.add(name, value.as_str());
    }
    rest
}
