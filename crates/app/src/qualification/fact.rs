//! What is known of an item of a deal: each row is what somebody said or found out, and stays when more becomes known.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, DeriveActiveEnum, EnumIter, FromQueryResult};
use serde_json::json;

use super::{Item, State, item, value::Value};
use crate::{
    deals::{self, Deal, DecisionPart},
    error::{Error, Result},
    events::{Event, EventKind},
    ids::{ContactId, DealId, ItemId, PipelineId},
    t,
    text::Texts,
    time::At,
    tx::Tx,
};

/// Where something is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Source {
    /// 聞いた: the customer said it.
    #[sea_orm(string_value = "heard")]
    Heard,
    /// 推測: nobody said it.
    #[sea_orm(string_value = "guess")]
    Guess,
    /// 資料: it stands in a document.
    #[sea_orm(string_value = "document")]
    Document,
    /// アンケート: it was answered in a questionnaire.
    #[sea_orm(string_value = "questionnaire")]
    Questionnaire,
}

impl Source {
    /// All of them, the best first.
    pub const ALL: [Self; 4] = [Self::Heard, Self::Document, Self::Questionnaire, Self::Guess];

    /// As in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Heard => "heard",
            Self::Guess => "guess",
            Self::Document => "document",
            Self::Questionnaire => "questionnaire",
        }
    }

    /// From a form.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.code() == code)
    }

    /// What it is called.
    #[must_use]
    pub fn name(self, words: Texts) -> String {
        match self {
            Self::Heard => t!(words, "source-heard"),
            Self::Guess => t!(words, "source-guess"),
            Self::Document => t!(words, "source-document"),
            Self::Questionnaire => t!(words, "source-questionnaire"),
        }
    }
}

/// What somebody says of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// How far it is known.
    pub state: State,
    /// What is known.
    pub value: Value,
    /// Where from.
    pub source: Option<Source>,
    /// Who of the customer's said it.
    pub told_by: Option<ContactId>,
    /// On which day.
    pub said_on: Option<NaiveDate>,
    /// Anything else.
    pub note: String,
}

/// What was known of an item, and since when.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Fact {
    /// Its number.
    pub id: i64,
    /// Of which deal.
    pub deal_id: DealId,
    /// Of which item.
    pub item_id: ItemId,
    /// How far it was known.
    pub state: State,
    amount_low: Option<i64>,
    amount_high: Option<i64>,
    currency: Option<String>,
    contact_id: Option<ContactId>,
    part: Option<DecisionPart>,
    words: String,
    day_from: Option<NaiveDate>,
    day_to: Option<NaiveDate>,
    /// Where from.
    pub source: Option<Source>,
    /// Who of the customer's said it.
    pub told_by: Option<ContactId>,
    /// On which day.
    pub said_on: Option<NaiveDate>,
    /// Anything else.
    pub note: String,
    /// When it was written down.
    pub at: At,
    /// Since when something else is known.
    pub replaced_at: Option<At>,
    /// The name of the contact it is about.
    pub contact: Option<String>,
    /// The name of the contact who said it.
    pub teller: Option<String>,
    /// The name of whoever wrote it down.
    pub author: Option<String>,
}

impl Fact {
    /// What was known.
    #[must_use]
    pub fn value(&self) -> Value {
        let currency = self.currency.as_deref().and_then(|code| code.parse().ok());
        if let (Some(low), Some(currency)) = (self.amount_low, currency) {
            let high = self.amount_high;
            return Value::Amount { low, high, currency };
        }
        if let Some(contact) = self.contact_id {
            let part = self.part;
            return Value::Person { contact, part };
        }
        if let (Some(from), Some(to)) = (self.day_from, self.day_to) {
            return Value::Days(from, to);
        }
        if self.words.is_empty() {
            Value::Nothing
        } else {
            Value::Words(self.words.clone())
        }
    }

    /// The same as it would be said again.
    #[must_use]
    pub fn said(&self) -> Said {
        Said {
            state: self.state,
            value: self.value(),
            source: self.source,
            told_by: self.told_by,
            said_on: self.said_on,
            note: self.note.clone(),
        }
    }
}

pub(super) const SELECT: &str =
    "SELECT q.id, q.deal_id, q.item_id, q.state, q.amount_low, q.amount_high, q.currency, q.contact_id, q.part, q.words,
        q.day_from, q.day_to, q.source, q.told_by, q.said_on, q.note, q.at, q.replaced_at,
        c.name AS contact, t.name AS teller, u.name AS author
    FROM qualification_facts q LEFT JOIN contacts c ON c.id = q.contact_id LEFT JOIN contacts t ON t.id = q.told_by
    LEFT JOIN users u ON u.id = q.by_user_id WHERE q.deal_id ";

/// Everything that was ever known of the items of a deal, the newest first. Who asks has looked whether the reader sees the
/// deal.
///
/// # Errors
/// When the database is away.
pub async fn facts_of<C: ConnectionTrait>(db: &C, deal: DealId) -> Result<BTreeMap<ItemId, Vec<Fact>>> {
    let mut sql = Sql::new(SELECT);
    sql.push("= ").bind(deal.0).push(" ORDER BY q.id DESC");
    let rows = Fact::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?;
    let mut facts: BTreeMap<ItemId, Vec<Fact>> = BTreeMap::new();
    for fact in rows {
        facts.entry(fact.item_id).or_default().push(fact);
    }
    Ok(facts)
}

/// What is known of an item now.
///
/// # Errors
/// When the database is away.
pub async fn newest<C: ConnectionTrait>(db: &C, deal: DealId, item: ItemId) -> Result<Option<Fact>> {
    let mut sql = Sql::new(SELECT);
    sql.push("= ")
        .bind(deal.0)
        .push(" AND q.replaced_at IS NULL AND q.item_id = ")
        .bind(item.0);
    Ok(Fact::find_by_statement(sql.statement(Dialect::of(db))).one(db).await?)
}

/// The items that are asked of a deal, in their order; none when its pipeline has no framework.
///
/// # Errors
/// When the database is away.
pub async fn items_of<C: ConnectionTrait>(db: &C, deal: &Deal) -> Result<Vec<Item>> {
    items_in(db, deal.pipeline_id).await
}

/// The same by the number of the pipeline.
///
/// # Errors
/// When the database is away.
pub async fn items_in<C: ConnectionTrait>(db: &C, pipeline: PipelineId) -> Result<Vec<Item>> {
    let mut sql = Sql::new(
        "SELECT i.* FROM framework_items i JOIN pipelines p ON p.framework_id = i.framework_id
         WHERE i.retired_at IS NULL AND p.id = ",
    );
    sql.bind(pipeline.0).push(" ORDER BY i.position, i.id");
    Ok(Item::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?)
}

/// One of the items that are asked of a deal.
///
/// # Errors
/// [`Error::NotFound`] for any other.
pub async fn asked<C: ConnectionTrait>(db: &C, deal: &Deal, id: ItemId) -> Result<Item> {
    let found = items_of(db, deal).await?.into_iter().find(|item| item.id == id);
    found.ok_or(Error::NotFound)
}

/// Writes down what somebody says of an item; `seen` is the number of the fact they saw, 0 for none. What was known stays
/// as history. Saying the same again writes nothing. Answers whether something was written.
///
/// # Errors
/// As [`open_for_change`](deals::open_for_change); [`Error::NotFound`] for an item that the deal is not asked, or a contact
/// that is not offered; [`Error::Stale`] when somebody else wrote something since.
pub async fn say(tx: &mut Tx, id: DealId, item: ItemId, seen: Option<i64>, said: Said) -> Result<bool> {
    let deal = deals::open_for_change(tx, id, None).await?;
    let item = asked(tx.db(), &deal, item).await?;
    let before = newest(tx.db(), id, item.id).await?;
    let is = before.as_ref().map_or(0, |fact| fact.id);
    let was = before.as_ref().map(Fact::said).unwrap_or_default();
    if was == said {
        return Ok(false);
    }
    if seen.is_some_and(|seen| seen != is) {
        return Err(Error::Stale);
    }
    if !said.value.fits(item.value_kind) {
        return Err(Error::internal("a value is not of the kind of its item"));
    }
    check_people(tx, &deal, &was, &said).await?;
    write(tx, &deal, &item, is, &said).await?;
    let after = newest(tx.db(), id, item.id).await?;
    let called = |fact: &Option<Fact>| fact.as_ref().and_then(|fact| fact.contact.clone());
    let data = json!({
        "item": item.id, "name": item.name, "state": [was.state.code(), said.state.code()],
        "value": [was.value.told(called(&before).as_deref()), said.value.told(called(&after).as_deref())],
        "note": said.note,
    });
    tx.record(
        Event::new(EventKind::QualificationChanged)
            .deal(id)
            .company(deal.company_id)
            .phases([deal.phase_id])
            .data(data),
    );
    Ok(true)
}

/// Whom a form offers, or who stands there already.
async fn check_people(tx: &Tx, deal: &Deal, was: &Said, said: &Said) -> Result<()> {
    let person = |value: &Value| match value {
        Value::Person { contact, .. } => Some(*contact),
        _ => None,
    };
    let new = |now: Option<ContactId>, before: Option<ContactId>| now.filter(|_| now != before);
    let wanted: Vec<ContactId> = [
        new(person(&said.value), person(&was.value)),
        new(said.told_by, was.told_by),
    ]
    .into_iter()
    .flatten()
    .collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let offered = deals::offered_contacts(tx.db(), tx.actor(), deal).await?;
    let is_offered = |id: &ContactId| offered.iter().any(|contact| contact.id == *id);
    if wanted.iter().all(is_offered) {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

async fn write(tx: &Tx, deal: &Deal, item: &Item, before: i64, said: &Said) -> Result<()> {
    let mut sql = Sql::new("UPDATE qualification_facts SET replaced_at = ");
    sql.bind(tx.now().0).push(" WHERE id = ").bind(before);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    let mut row = Row::default();
    match &said.value {
        Value::Nothing => {}
        Value::Amount { low, high, currency } => {
            row.low = Some(*low);
            row.high = *high;
            row.currency = Some(currency.to_string());
        }
        Value::Person { contact, part } => {
            row.contact = Some(contact.0);
            row.part = part.map(DecisionPart::code);
        }
        Value::Words(words) => row.words.clone_from(words),
        Value::Days(from, to) => {
            row.from = Some(*from);
            row.to = Some(*to);
        }
    }
    let mut sql = Sql::new(
        "INSERT INTO qualification_facts (deal_id, item_id, state, amount_low, amount_high, currency, contact_id, part,
             words, day_from, day_to, source, told_by, said_on, note, by_user_id, at) VALUES (",
    );
    sql.bind(deal.id.0).push(", ").bind(item.id.0);
    sql.push(", ").bind(said.state.code());
    sql.push(", ").bind(row.low).push(", ").bind(row.high);
    sql.push(", ").bind(row.currency);
    sql.push(", ").bind(row.contact).push(", ").bind(row.part);
    sql.push(", ").bind(row.words);
    sql.push(", ").bind(row.from).push(", ").bind(row.to);
    sql.push(", ").bind(said.source.map(Source::code));
    sql.push(", ").bind(said.told_by.map(|id| id.0));
    sql.push(", ").bind(said.said_on);
    sql.push(", ").bind(said.note.as_str());
    sql.push(", ").bind(tx.user().map(|id| id.0));
    sql.push(", ").bind(tx.now().0).push(")");
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}

/// The columns of a value.
#[derive(Default)]
struct Row {
    low: Option<i64>,
    high: Option<i64>,
    currency: Option<String>,
    contact: Option<i64>,
    part: Option<&'static str>,
    words: String,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

/// The items of which something is known although the deal is no longer asked for them.
///
/// # Errors
/// When the database is away.
pub(super) async fn former_items<C: ConnectionTrait>(db: &C, known: &[ItemId], asked: &[Item]) -> Result<Vec<Item>> {
    let mut former = Vec::new();
    for id in known {
        if !asked.iter().any(|item| item.id == *id) {
            former.push(item::item(db, *id).await?);
        }
    }
    Ok(former)
}
