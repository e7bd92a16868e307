//! Answers to a deal's questions: given, corrected, withdrawn; and which of two holds when two people answered at once.
//!
//! Nothing is overwritten. A new answer takes the place of the current one, which stays in the history. What its own author
//! types on shortly after is the same answer, so that saving while typing makes one and not ten.

use chrono::NaiveDate;
use db::Sql;
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use serde_json::{Value, json};

use super::{
    asked::{self, AnswerRow},
    sheet::inserted,
    source::Source,
};
use crate::{
    deals::{self, Deal},
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{AnswerId, ContactId, DealId, QuestionId, UserId},
    questions::{Answer, Asks},
    time::At,
    tx::Tx,
};

/// So long after an answer was given, in milliseconds, its author corrects it; later it is another answer.
const SAME_ANSWER: i64 = 30 * 60_000;

/// What somebody says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Nothing takes the current answer back.
    pub answer: Option<Answer>,
    /// Where it comes from.
    pub source: Source,
    /// Who of the customer said so.
    pub contact: Option<ContactId>,
    /// When that was.
    pub heard_on: NaiveDate,
}

/// The current answer that somebody saw when they answered: `12.3` is the third version of answer 12, `0` none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen(Option<(AnswerId, i64)>);

impl Seen {
    /// This answer.
    #[must_use]
    pub const fn of(answer: &AnswerRow) -> Self {
        Self(Some((answer.id, answer.version)))
    }

    /// From a form; what cannot be read was never seen.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let parts = text.split_once('.');
        Self(parts.and_then(|(id, version)| Some((id.parse().ok()?, version.parse().ok()?))))
    }
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It says what is said already.
    Unchanged,
    /// It is the current answer now.
    Added(AnswerId),
    /// Its author went on typing.
    Corrected(AnswerId),
    /// It is the current answer now, and stands beside another that its author had not seen.
    Beside(AnswerId),
    /// There is no current answer any more.
    Withdrawn(AnswerId),
}

#[derive(FromQueryResult)]
struct Current {
    id: AnswerId,
    source: Source,
    contact_id: Option<ContactId>,
    heard_on: NaiveDate,
    by_user_id: Option<UserId>,
    at: At,
    value_text: String,
    wording_id: i64,
    version: i64,
}

impl Current {
    fn says(&self, given: &Given) -> bool {
        let said = given.answer.as_ref().map(Answer::text);
        said.as_deref() == Some(self.value_text.as_str())
            && self.source == given.source
            && self.contact_id == given.contact
            && self.heard_on == given.heard_on
    }
}

/// Answers a question of a deal.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer, [`Error::NotFound`] for a deal they may not see, a question its sheets do not ask,
/// or a contact it does not offer; [`Error::Stale`] for taking back an answer that was not seen.
pub async fn give(tx: &mut Tx, deal: DealId, question: QuestionId, seen: Seen, given: Given) -> Result<Kept> {
    let deal = deals::open_for_change(tx, deal, None).await?;
    let asked = asked::question(tx.db(), &deal, question).await?;
    let asks = asked.asks.clone().ok_or(Error::NotFound)?;
    let current = current(tx, deal.id, question).await?;
    if current.as_ref().is_some_and(|current| current.says(&given)) {
        return Ok(Kept::Unchanged);
    }
    check_contact(tx, &deal, &given, current.as_ref()).await?;
    // Nobody overlooks what they said themselves: a form that saves while its author types on is always a step behind.
    let is_own = current
        .as_ref()
        .is_some_and(|current| current.by_user_id.is_some() && current.by_user_id == tx.user());
    let was_seen = is_own || seen.0 == current.as_ref().map(|current| (current.id, current.version));
    let Some(answer) = given.answer.clone() else {
        return match current {
            None => Ok(Kept::Unchanged),
            Some(_) if !was_seen => Err(Error::Stale),
            Some(current) => withdraw(tx, &deal, &asked.text, question, &current).await,
        };
    };
    let kept = match current {
        Some(current) if was_seen && is_same_answer(tx, &current, asked.wording) => {
            correct(tx, &current, &given, &answer).await?;
            Kept::Corrected(current.id)
        }
        current => {
            let others = current.as_ref().filter(|_| !was_seen).map(|current| current.id);
            if let Some(current) = &current {
                set_current(tx, current.id, false).await?;
            }
            let id = insert(tx, &deal, question, asked.wording, &given, &answer, others).await?;
            match others {
                Some(_) => Kept::Beside(id),
                None => Kept::Added(id),
            }
        }
    };
    let (Kept::Added(id) | Kept::Beside(id) | Kept::Corrected(id)) = kept else {
        return Ok(kept);
    };
    let data = json!({
        "answer": id, "question": question, "text": asked.text, "said": said(tx, &answer, &asks),
        "source": given.source.code(), "corrected": matches!(kept, Kept::Corrected(_)),
    });
    record(tx, EventKind::HearingAnswered, &deal, given.contact, data);
    Ok(kept)
}

fn said(tx: &Tx, answer: &Answer, asks: &Asks) -> String {
    answer.said(asks, tx.workspace().locale.texts())
}

/// Of the same author, given a moment ago, and to the same words.
fn is_same_answer(tx: &Tx, current: &Current, wording: i64) -> bool {
    current.by_user_id == tx.user()
        && current.wording_id == wording
        && (0..=SAME_ANSWER).contains(&(tx.now().0 - current.at.0))
}

async fn check_contact(tx: &Tx, deal: &Deal, given: &Given, current: Option<&Current>) -> Result<()> {
    let Some(contact) = given.contact else { return Ok(()) };
    if current.and_then(|current| current.contact_id) == Some(contact) {
        return Ok(());
    }
    let offered = deals::offered_contacts(tx.db(), tx.actor(), deal).await?;
    if offered.iter().any(|offered| offered.id == contact) {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

async fn current(tx: &Tx, deal: DealId, question: QuestionId) -> Result<Option<Current>> {
    let mut sql = Sql::new(
        "SELECT id, source, contact_id, heard_on, by_user_id, at, value_text, wording_id, version FROM hearing_answers
         WHERE is_current AND deal_id = ",
    );
    sql.bind(deal.0).push(" AND question_id = ").bind(question.0);
    Ok(Current::find_by_statement(sql.statement(tx.dialect()))
        .one(tx.db())
        .await?)
}

async fn insert(
    tx: &Tx,
    deal: &Deal,
    question: QuestionId,
    wording: i64,
    given: &Given,
    answer: &Answer,
    beside: Option<AnswerId>,
) -> Result<AnswerId> {
    let mut sql = Sql::new(
        "INSERT INTO hearing_answers (deal_id, question_id, wording_id, source, contact_id, heard_on, by_user_id, at,
                                      value_text, value_number, value_day, search_fold, is_current, beside_id) VALUES (",
    );
    sql.bind(deal.id.0).push(", ").bind(question.0);
    sql.push(", ").bind(wording);
    sql.push(", ").bind(given.source.code());
    sql.push(", ").bind(given.contact.map(|contact| contact.0));
    sql.push(", ").bind(given.heard_on);
    sql.push(", ").bind(tx.user().map(|user| user.0));
    sql.push(", ").bind(tx.now().0);
    sql.push(", ").bind(answer.text());
    sql.push(", ").bind(answer.number());
    sql.push(", ").bind(answer.day());
    sql.push(", ").bind(japan::fold(&answer.text()));
    sql.push(", TRUE, ")
        .bind(beside.map(|answer| answer.0))
        .push(") RETURNING id");
    let id = AnswerId(inserted(tx, sql).await?);
    write_choices(tx, id, answer).await?;
    Ok(id)
}

async fn correct(tx: &Tx, current: &Current, given: &Given, answer: &Answer) -> Result<()> {
    let mut sql = Sql::new("UPDATE hearing_answers SET source = ");
    sql.bind(given.source.code());
    sql.push(", contact_id = ").bind(given.contact.map(|contact| contact.0));
    sql.push(", heard_on = ").bind(given.heard_on);
    sql.push(", value_text = ").bind(answer.text());
    sql.push(", value_number = ").bind(answer.number());
    sql.push(", value_day = ").bind(answer.day());
    sql.push(", search_fold = ").bind(japan::fold(&answer.text()));
    sql.push(", version = version + 1 WHERE id = ").bind(current.id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    let mut sql = Sql::new("DELETE FROM hearing_answer_choices WHERE answer_id = ");
    sql.bind(current.id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    write_choices(tx, current.id, answer).await
}

async fn write_choices(tx: &Tx, id: AnswerId, answer: &Answer) -> Result<()> {
    for choice in answer.choices() {
        let mut sql = Sql::new("INSERT INTO hearing_answer_choices (answer_id, choice) VALUES (");
        sql.bind(id.0).push(", ").bind(choice.as_str()).push(")");
        tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    }
    Ok(())
}

async fn set_current(tx: &Tx, id: AnswerId, current: bool) -> Result<()> {
    let mut sql = Sql::new("UPDATE hearing_answers SET is_current = ");
    sql.bind(current).push(", version = version + 1 WHERE id = ").bind(id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}

async fn withdraw(tx: &mut Tx, deal: &Deal, text: &str, question: QuestionId, current: &Current) -> Result<Kept> {
    let mut sql = Sql::new("UPDATE hearing_answers SET is_current = FALSE, version = version + 1, withdrawn_at = ");
    sql.bind(tx.now().0).push(" WHERE id = ").bind(current.id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    let data = json!({ "answer": current.id, "question": question, "text": text });
    record(tx, EventKind::HearingWithdrawn, deal, None, data);
    Ok(Kept::Withdrawn(current.id))
}

fn record(tx: &mut Tx, kind: EventKind, deal: &Deal, contact: Option<ContactId>, data: Value) {
    let event = Event::new(kind)
        .deal(deal.id)
        .company(deal.company_id)
        .phases([deal.phase_id])
        .data(data);
    tx.record(match contact {
        Some(contact) => event.contact(contact),
        None => event,
    });
}

/// Of two answers that were given at once, says which one holds; the other stays in the history. Answers whose deal it is.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer, [`Error::NotFound`] for an answer about a deal they may not see, [`Error::Stale`]
/// when neither stands beside another any more.
pub async fn keep(tx: &mut Tx, answer: AnswerId) -> Result<(DealId, QuestionId)> {
    #[derive(FromQueryResult)]
    struct Row {
        deal_id: DealId,
        question_id: QuestionId,
        text: String,
    }
    let mut sql = Sql::new(
        "SELECT a.deal_id, a.question_id, w.text FROM hearing_answers a JOIN hearing_wordings w ON w.id = a.wording_id
         WHERE a.id = ",
    );
    sql.bind(answer.0);
    let found = Row::find_by_statement(sql.statement(tx.dialect())).one(tx.db());
    let row = found.await?.ok_or(Error::NotFound)?;
    let deal = deals::open_for_change(tx, row.deal_id, None).await?;
    let Some(standing) = standing(tx, row.deal_id, row.question_id).await? else {
        return Err(Error::Stale);
    };
    if answer != standing.id && answer != standing.beside {
        return Err(Error::Stale);
    }
    let mut sql = Sql::new("UPDATE hearing_answers SET beside_id = NULL WHERE id = ");
    sql.bind(standing.id.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    if answer == standing.beside {
        set_current(tx, standing.id, false).await?;
        set_current(tx, answer, true).await?;
    }
    let data = json!({ "answer": answer, "question": row.question_id, "text": row.text, "kept": true });
    record(tx, EventKind::HearingAnswered, &deal, None, data);
    Ok((row.deal_id, row.question_id))
}

struct Standing {
    id: AnswerId,
    beside: AnswerId,
}

/// The current answer, if it stands beside another.
async fn standing(tx: &Tx, deal: DealId, question: QuestionId) -> Result<Option<Standing>> {
    let mut sql =
        Sql::new("SELECT id, beside_id FROM hearing_answers WHERE is_current AND beside_id IS NOT NULL AND deal_id = ");
    sql.bind(deal.0).push(" AND question_id = ").bind(question.0);
    let row = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    row.map(|row| {
        Ok(Standing {
            id: AnswerId(row.try_get_by_index(0)?),
            beside: AnswerId(row.try_get_by_index(1)?),
        })
    })
    .transpose()
}
