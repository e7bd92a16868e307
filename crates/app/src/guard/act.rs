//! What follows from a decision: colleagues are told, and the timeline says why.

use std::collections::BTreeSet;

use db::Sql;
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use serde_json::{Value, json};

use super::{
    found::{Found, Hidden, Work},
    notices::{NoticeKind, Telling, tell as tell_one},
    panel::Answer,
    start::{Decision, Entry},
};
use crate::{
    deals::{self, Deal, People},
    error::Result,
    events::{Event, EventKind},
    ids::{ActivityId, CompanyId, DealId, LeadId, UserId},
    t,
    text::Texts,
    tx::Tx,
};

/// What was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Record {
    /// A deal, and its company.
    Deal(DealId, Option<CompanyId>),
    /// A lead.
    Lead(LeadId),
    /// A company.
    Company(CompanyId),
    /// An appointment, with its deal and its company.
    Appointment(ActivityId, Option<DealId>, Option<CompanyId>),
}

impl Record {
    const fn deal(self) -> Option<DealId> {
        match self {
            Self::Deal(id, _) => Some(id),
            Self::Appointment(_, deal, _) => deal,
            Self::Lead(_) | Self::Company(_) => None,
        }
    }

    const fn company(self) -> Option<CompanyId> {
        match self {
            Self::Company(id) => Some(id),
            Self::Deal(_, company) | Self::Appointment(_, _, company) => company,
            Self::Lead(_) => None,
        }
    }

    /// What its timeline says of the decision.
    fn event(self, answer: &Answer) -> Event {
        let kind = match self {
            Self::Lead(_) => EventKind::LeadApproached,
            _ if self.deal().is_some() => EventKind::DealApproached,
            _ => EventKind::CompanyApproached,
        };
        let data = match answer {
            Answer::HandOver(_) => json!({ "answer": "hand_over" }),
            Answer::Together(_) => json!({ "answer": "together" }),
            Answer::GoOn(reason) => json!({ "answer": "go_on", "reason": reason }),
        };
        let mut event = Event::new(kind).company(self.company()).data(data);
        if let Some(deal) = self.deal() {
            event = event.deal(deal);
        }
        match self {
            Self::Lead(id) => event.lead(Some(id)),
            Self::Appointment(id, ..) => event.activity(id),
            Self::Deal(..) | Self::Company(_) => event,
        }
    }
}

/// After something was entered as decided: those it concerns are told, and its timeline says why.
///
/// # Errors
/// When the database refuses.
pub async fn tell(tx: &mut Tx, decision: &Decision, record: Record) -> Result<()> {
    let (kind, reason) = match &decision.answer {
        Answer::HandOver(_) => (NoticeKind::HandedOver, ""),
        Answer::Together(_) => (NoticeKind::Together, ""),
        Answer::GoOn(reason) => (NoticeKind::WentOn, reason.as_str()),
    };
    for user in decision.concerned() {
        let hidden = decision.found.hidden.iter().find(|hidden| hidden.owner == user);
        let telling = Telling {
            user,
            kind,
            entry: decision.kind,
            about: &decision.about,
            reason,
            // Whose work is hidden to this person may not see theirs either, but knows their own.
            company: hidden.map_or(record.company(), |hidden| hidden.company),
            deal: record.deal(),
            lead: match record {
                Record::Lead(id) => Some(id),
                _ => None,
            },
            activity: match record {
                Record::Appointment(id, ..) => Some(id),
                _ => None,
            },
        };
        tell_one(tx, &telling).await?;
    }
    tx.record(record.event(&decision.answer));
    Ok(())
}

/// Adds a colleague to those who work on a deal.
///
/// # Errors
/// As [`deals::set_people`].
pub async fn join_deal(tx: &mut Tx, deal: Deal, companion: UserId) -> Result<Deal> {
    let contacts = deals::contacts_of(tx.db(), deal.id).await?;
    let members = deals::members_of(tx.db(), deal.id).await?;
    let mut members: BTreeSet<UserId> = members.iter().map(|member| member.id).collect();
    if companion == deal.owner_id || !members.insert(companion) {
        return Ok(deal);
    }
    let people = People {
        contacts: contacts.iter().map(|contact| (contact.id, contact.part)).collect(),
        members,
    };
    deals::set_people(tx, deal.id, None, people).await
}

/// Asks the colleagues whom the person does not see, and the managers of their teams, to get in touch.
///
/// # Errors
/// When the database refuses.
pub(super) async fn ask(tx: &mut Tx, entry: &Entry, found: &Found, reason: &str) -> Result<()> {
    for hidden in &found.hidden {
        let mut asked = managers(tx, hidden).await?;
        asked.insert(hidden.owner);
        for user in asked {
            let telling = Telling {
                user,
                kind: NoticeKind::Asked,
                entry: entry.kind,
                about: &entry.about,
                reason,
                company: hidden.company,
                deal: None,
                lead: match hidden.work {
                    Work::Lead(id) => Some(id),
                    _ => None,
                },
                activity: None,
            };
            tell_one(tx, &telling).await?;
        }
    }
    Ok(())
}

async fn managers(tx: &Tx, hidden: &Hidden) -> Result<BTreeSet<UserId>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: UserId,
    }
    let Some(team) = hidden.team else {
        return Ok(BTreeSet::new());
    };
    let mut sql = Sql::new("SELECT id FROM users WHERE role = 'manager' AND disabled_at IS NULL AND team_id = ");
    sql.bind(team.0);
    let rows = tx.db().query_all_raw(sql.statement(tx.dialect())).await?;
    let mut managers = BTreeSet::new();
    for row in &rows {
        managers.insert(Row::from_query_result(row, "")?.id);
    }
    Ok(managers)
}

/// What a timeline says of a decision; the reason stands beside it.
#[must_use]
pub fn told_plainly(words: Texts, data: &Value) -> String {
    match data["answer"].as_str() {
        Some("hand_over") => t!(words, "told-approached-handed-over"),
        Some("together") => t!(words, "told-approached-together"),
        _ => t!(words, "told-approached"),
    }
}

/// The same with its reason.
#[must_use]
pub fn told(words: Texts, data: &Value) -> String {
    let plain = told_plainly(words, data);
    match data["reason"].as_str() {
        Some(reason) => t!(words, "told-approached-because", what = plain, reason = reason),
        None => plain,
    }
}
