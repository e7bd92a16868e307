//! Everything that happened to a deal, newest first: changes and activities together. In words: `timeline_words.rs`.

use std::collections::HashMap;

use db::Sql;
use sea_orm::FromQueryResult;
use serde_json::Value;

use super::{table::Model, timeline_words::Teller};
use crate::{
    activities::{self, State, Way},
    actor::Actor,
    app::App,
    companies,
    error::Result,
    events::EventRow,
    ids::{ActivityId, DealId},
    masters::{self, Master},
    qualification,
    text::Texts,
    time::At,
};

/// So many entries are shown at first; a deal of years has hundreds.
pub const FIRST: usize = 40;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: At,
    /// The activity, if it is one.
    pub activity: Option<ActivityId>,
    /// The icon of an activity.
    pub icon: Option<&'static str>,
    /// What happened, each sentence by itself.
    pub sentences: Vec<Sentence>,
    /// By whom, with whom, and how: said in small type.
    pub note: String,
}

/// A sentence; the end of it, such as the new value, stands out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// 「フェーズ：ヒアリング → 」.
    pub text: String,
    /// 「提案」.
    pub strong: String,
}

/// What numbers in events are called.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub users: HashMap<i64, String>,
    pub phases: HashMap<i64, String>,
    pub channels: HashMap<i64, String>,
    pub reasons: HashMap<i64, String>,
    pub competitors: HashMap<i64, String>,
    pub companies: HashMap<i64, String>,
    pub contacts: HashMap<i64, String>,
    pub kinds: HashMap<i64, String>,
    pub touch_kinds: HashMap<i64, String>,
}

/// What happened to a deal that this person sees, newest first: at most `limit` entries, and whether there are more.
///
/// # Errors
/// When the database is away.
pub async fn timeline(
    app: &App,
    actor: &Actor,
    deal: &Model,
    words: Texts,
    limit: Option<usize>,
) -> Result<(Vec<Entry>, bool)> {
    let most = limit.map_or(i64::MAX, |limit| i64::try_from(limit).unwrap_or(i64::MAX - 1) + 1);
    let events = events(app, deal.id, most).await?;
    let activities = done(app, actor, deal.id, most).await?;
    let names = Names::read(app, actor, &events).await?;
    let teller = Teller {
        words,
        names: &names,
        saying: qualification::Saying {
            words,
            calendar: actor.workspace.calendar(),
            today: app.now().day(actor.workspace.zone),
        },
        today: app.now().day(actor.workspace.zone),
    };
    let mut entries = teller.changes(&events, deal);
    entries.extend(activities.iter().map(|activity| teller.activity(activity)));
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
    let more = limit.is_some_and(|limit| entries.len() > limit);
    entries.truncate(limit.unwrap_or(usize::MAX));
    Ok((entries, more))
}

/// Activities tell of themselves, so of their events only the disappearance is told.
async fn events(app: &App, deal: DealId, most: i64) -> Result<Vec<EventRow>> {
    let mut sql = Sql::new("SELECT * FROM events WHERE deal_id = ");
    sql.bind(deal.0).push(
        " AND (kind LIKE 'deal.%' OR kind LIKE 'questionnaire.%' OR kind LIKE 'hearing.%' OR kind LIKE 'idea.%'
             OR kind LIKE 'touch.%'
             OR kind IN ('activity.deleted', 'lead.converted', 'qualification.changed', 'interest.changed'))
          ORDER BY at DESC, id DESC LIMIT ",
    );
    sql.bind(most);
    app.all(sql).await
}

/// A done or cancelled activity.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct DoneRow {
    pub id: ActivityId,
    pub state: State,
    pub way: Way,
    pub kind: String,
    pub subject: String,
    pub result: String,
    pub starts_at: At,
    pub all_day: bool,
    pub due_at: At,
    pub done_at: Option<At>,
    pub customer_took_part: bool,
    pub owner: String,
    /// Whom it was with, filled by a second query.
    pub contacts: Option<String>,
}

impl DoneRow {
    /// Where it stands among everything else. Of what has only a day, the moment it was written down, if that was on
    /// the same day; else the end of the day.
    pub fn at(&self) -> At {
        if !self.all_day {
            return self.starts_at;
        }
        let last = self.due_at.just_before();
        self.done_at
            .filter(|at| (self.starts_at..=last).contains(at))
            .unwrap_or(last)
    }
}

async fn done(app: &App, actor: &Actor, deal: DealId, most: i64) -> Result<Vec<DoneRow>> {
    let mut sql = Sql::new(
        "SELECT a.id, a.state, a.way, k.name AS kind, a.subject, a.result, a.starts_at, a.all_day, a.due_at,
                a.done_at, a.customer_took_part,
                u.name AS owner, NULL AS contacts
         FROM activities a JOIN activity_kinds k ON k.id = a.kind_id JOIN users u ON u.id = a.owner_id
         WHERE a.state <> 'planned' AND a.deal_id = ",
    );
    sql.bind(deal.0);
    activities::push_visible(actor, &mut sql, "a");
    sql.push(" ORDER BY a.starts_at DESC, a.id DESC LIMIT ").bind(most);
    let mut rows: Vec<DoneRow> = app.all(sql).await?;
    let mut with = contacts(app, &rows).await?;
    for row in &mut rows {
        row.contacts = with.remove(&row.id).map(|names| names.join("、"));
    }
    Ok(rows)
}

async fn contacts(app: &App, activities: &[DoneRow]) -> Result<HashMap<ActivityId, Vec<String>>> {
    #[derive(FromQueryResult)]
    struct Row {
        activity_id: ActivityId,
        name: String,
    }
    let mut sql = Sql::new(
        "SELECT p.activity_id, c.name FROM activity_contacts p JOIN contacts c ON c.id = p.contact_id
         WHERE p.activity_id IN ",
    );
    sql.bind_list(activities.iter().map(|activity| activity.id.0));
    sql.push(" ORDER BY c.id");
    let mut with: HashMap<ActivityId, Vec<String>> = HashMap::new();
    for row in app.all::<Row>(sql).await? {
        with.entry(row.activity_id).or_default().push(row.name);
    }
    Ok(with)
}

#[derive(FromQueryResult)]
struct Named {
    id: i64,
    name: String,
}

impl Names {
    async fn read(app: &App, actor: &Actor, events: &[EventRow]) -> Result<Self> {
        let db = app.db().read();
        let changes: Vec<Value> = events.iter().map(|event| event.data()["changes"].take()).collect();
        Ok(Self {
            users: named(app, Sql::new("SELECT id, name FROM users")).await?,
            phases: named(app, Sql::new("SELECT id, name FROM phases")).await?,
            channels: masters::names(db, Master::Channel).await?,
            reasons: masters::names(db, Master::LossReason).await?,
            competitors: masters::names(db, Master::Competitor).await?,
            kinds: masters::names(db, Master::ActivityKind).await?,
            touch_kinds: masters::names(db, Master::TouchKind).await?,
            companies: companies_named(app, actor, &changes).await?,
            contacts: contacts_named(app, actor, &changes).await?,
        })
    }
}

async fn named(app: &App, sql: Sql) -> Result<HashMap<i64, String>> {
    let rows: Vec<Named> = app.all(sql).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Of the companies a deal was with before, this person may not see every one.
async fn companies_named(app: &App, actor: &Actor, changes: &[Value]) -> Result<HashMap<i64, String>> {
    let ids = changes.iter().flat_map(|change| numbers(&change["company"]));
    let mut sql = Sql::new("SELECT f.id, f.name FROM companies f WHERE f.id IN ");
    sql.bind_list(ids);
    companies::push_visible(actor, &mut sql, "f");
    named(app, sql).await
}

async fn contacts_named(app: &App, actor: &Actor, changes: &[Value]) -> Result<HashMap<i64, String>> {
    let ids = changes.iter().flat_map(|change| numbers(&change["contacts"]));
    let mut sql = Sql::new(
        "SELECT c.id, c.name FROM contacts c JOIN companies f ON f.id = c.company_id
         WHERE c.deleted_at IS NULL AND c.id IN ",
    );
    sql.bind_list(ids);
    companies::push_visible(actor, &mut sql, "f");
    named(app, sql).await
}

/// All numbers in a value, however deep: `[[[1, "decides"]], []]` has 1.
fn numbers(value: &Value) -> Vec<i64> {
    match value {
        Value::Array(items) => items.iter().flat_map(numbers).collect(),
        other => other.as_i64().into_iter().collect(),
    }
}
