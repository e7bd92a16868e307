//! The page of a lead: what is known, its course, what happened, and what to do with it.

use askama::Template;
use axum::{extract::Path, response::Response};
use db::Sql;
use kit::fields::QueryFields;
use sea_orm::FromQueryResult;
use serde_json::Value;

use super::{
    form::{FIELDS, label_of, written},
    pages::{offered, seen},
    table::{Model, State},
    words::{Sign, sign},
};
use crate::{
    accounts,
    activities::{self, About, QuickLog, Way},
    cx::Cx,
    deals,
    error::Result,
    guard,
    ids::{ActivityId, DealId, LeadId},
    masters::{self, Master},
    page::Page,
    questionnaires::{self, AboutId},
    shared::Reader,
    t,
    time::At,
    touches::Course,
};

/// So much of what happened is told at first.
const FIRST: usize = 30;

#[derive(Template)]
#[template(path = "leads/views/show.html")]
struct ShowPage {
    page: Page,
    lead: Model,
    owner: String,
    sign: Option<Sign>,
    became: Option<Became>,
    facts: Vec<Fact>,
    course: Course,
    questionnaires: Option<questionnaires::Panel>,
    planned: Vec<Planned>,
    quick_log: QuickLog,
    happened: Vec<Happened>,
    has_more: bool,
}

struct Fact {
    label: String,
    text: String,
    href: Option<String>,
}

/// The deal it became, as far as the reader sees it.
enum Became {
    Deal(DealId, String),
    Deleted(String),
    Hidden,
}

struct Happened {
    at: At,
    text: String,
    who: String,
    /// Of an activity: its sign, and where it is.
    activity: Option<(&'static str, ActivityId)>,
}

/// What is to come.
#[derive(FromQueryResult)]
struct Planned {
    id: ActivityId,
    kind: String,
    subject: String,
    way: Way,
    starts_at: At,
    all_day: bool,
    due_at: At,
    owner: String,
}

impl Planned {
    fn what(&self) -> &str {
        if self.subject.is_empty() {
            &self.kind
        } else {
            &self.subject
        }
    }
}

/// `GET /leads/{id}`.
///
/// # Errors
/// [`Error::NotFound`](crate::error::Error::NotFound) for what one may not see.
pub async fn show(cx: Cx, Path(id): Path<LeadId>, QueryFields(query): QueryFields) -> Result<Response> {
    let lead = seen(&cx, id).await?;
    let page = cx.page(lead.name()).under(t!(cx, "leads"));
    let owner = match lead.owner_id {
        Some(owner) => accounts::name_of(cx.db(), owner).await?,
        None => t!(cx, "lead-unassigned"),
    };
    let limit = if query.flag("all") { usize::MAX } else { FIRST };
    let mut happened = happened(&cx, id).await?;
    happened.extend(met(&cx, id).await?);
    happened.sort_by_key(|one| std::cmp::Reverse(one.at));
    let has_more = happened.len() > limit;
    happened.truncate(limit);
    cx.html(&ShowPage {
        sign: sign(
            lead.state,
            lead.touched_at,
            lead.yellow_at,
            lead.red_at,
            &Reader::from(&cx),
        ),
        became: became(&cx, &lead).await?,
        facts: facts(&cx, &lead).await?,
        questionnaires: match lead.deal_id {
            // They are read with the deal.
            Some(_) => None,
            None => Some(questionnaires::Panel::read(&cx, AboutId::Lead(id)).await?),
        },
        course: Course::of_lead(&cx, &page, id).await?,
        planned: planned(&cx, id).await?,
        quick_log: QuickLog::about(&cx, About::Lead(id)).await?,
        happened,
        has_more,
        owner,
        page,
        lead,
    })
}

async fn facts(cx: &Cx, lead: &Model) -> Result<Vec<Fact>> {
    let fields = written(lead);
    let channels = masters::names(cx.db(), Master::Channel).await?;
    let fact = |name: &'static str| {
        let value = fields.text(name);
        let href = match name {
            "email" => Some(format!("mailto:{value}")),
            "phone" => Some(format!("tel:{}", value.replace(' ', ""))),
            "website" if value.starts_with("http://") || value.starts_with("https://") => Some(value.to_owned()),
            "website" => Some(format!("https://{value}")),
            _ => None,
        };
        let channel = lead.channel_id.and_then(|id| channels.get(&id.0));
        Fact {
            label: label_of(name, cx.texts()).unwrap_or_default(),
            text: match name {
                "channel" => channel.cloned().unwrap_or_default(),
                _ => value.to_owned(),
            },
            href: href.filter(|_| !value.is_empty()),
        }
    };
    // The owner stands above.
    Ok(FIELDS.into_iter().filter(|name| *name != "owner").map(fact).collect())
}

async fn became(cx: &Cx, lead: &Model) -> Result<Option<Became>> {
    use sea_orm::{ColumnTrait as _, QueryFilter as _};
    let Some(id) = lead.deal_id else { return Ok(None) };
    let found = deals::all_visible_to(&cx.actor).filter(deals::Column::Id.eq(id));
    Ok(Some(match found.one(cx.db()).await? {
        None => Became::Hidden,
        Some(deal) if deal.deleted_at.is_some() => Became::Deleted(deal.title),
        Some(deal) => Became::Deal(deal.id, deal.title),
    }))
}

#[derive(FromQueryResult)]
struct EventRow {
    at: At,
    kind: String,
    data: String,
    who: Option<String>,
}

async fn happened(cx: &Cx, id: LeadId) -> Result<Vec<Happened>> {
    let mut sql = Sql::new(
        "SELECT e.at, e.kind, e.data, u.name AS who FROM events e LEFT JOIN users u ON u.id = e.user_id WHERE e.lead_id = ",
    );
    sql.bind(id.0).push(" ORDER BY e.at DESC, e.id DESC");
    let (owners, _) = offered(cx, None).await?;
    let rows: Vec<EventRow> = cx.app.all(sql).await?;
    let told = |row: EventRow| {
        let text = what_happened(cx, &row, &owners)?;
        Some(Happened {
            at: row.at,
            text,
            who: row.who.unwrap_or_else(|| t!(cx, "history-by-itself")),
            activity: None,
        })
    };
    Ok(rows.into_iter().filter_map(told).collect())
}

/// What is planned for it, while it is no deal.
async fn planned(cx: &Cx, id: LeadId) -> Result<Vec<Planned>> {
    let mut sql = Sql::new(
        "SELECT a.id, k.name AS kind, a.subject, a.way, a.starts_at, a.all_day, a.due_at, u.name AS owner
         FROM activities a JOIN activity_kinds k ON k.id = a.kind_id JOIN users u ON u.id = a.owner_id
         WHERE a.state = 'planned' AND a.deal_id IS NULL AND a.lead_id = ",
    );
    sql.bind(id.0);
    activities::push_visible(&cx.actor, &mut sql, "a");
    sql.push(" ORDER BY a.starts_at, a.id LIMIT 100");
    cx.app.all(sql).await
}

/// What was done with it.
async fn met(cx: &Cx, id: LeadId) -> Result<Vec<Happened>> {
    #[derive(FromQueryResult)]
    struct Met {
        id: ActivityId,
        at: At,
        way: Way,
        kind: String,
        subject: String,
        result: String,
        owner: String,
    }
    let mut sql = Sql::new(
        "SELECT a.id, a.starts_at AS at, a.way, k.name AS kind, a.subject, a.result, u.name AS owner
         FROM activities a JOIN activity_kinds k ON k.id = a.kind_id JOIN users u ON u.id = a.owner_id
         WHERE a.state = 'done' AND a.lead_id = ",
    );
    sql.bind(id.0);
    activities::push_visible(&cx.actor, &mut sql, "a");
    let told = |met: Met| {
        let said = if met.subject.is_empty() {
            &met.result
        } else {
            &met.subject
        };
        let text = if said.is_empty() {
            met.kind.clone()
        } else {
            t!(
                cx,
                "history-activity",
                kind = met.kind.as_str(),
                subject = said.as_str()
            )
        };
        Happened {
            at: met.at,
            text,
            who: met.owner,
            activity: Some((met.way.code(), met.id)),
        }
    };
    Ok(cx.app.all::<Met>(sql).await?.into_iter().map(told).collect())
}

fn what_happened(cx: &Cx, row: &EventRow, owners: &[(i64, String)]) -> Option<String> {
    let data: Value = serde_json::from_str(&row.data).unwrap_or_default();
    Some(match row.kind.as_str() {
        "lead.created" => t!(cx, "told-lead-created"),
        "lead.approached" => guard::told(cx.texts(), &data),
        "lead.converted" => t!(cx, "told-lead-converted"),
        "lead.deleted" => t!(cx, "told-lead-deleted"),
        "lead.restored" => t!(cx, "told-lead-restored"),
        "lead.changed" => changed(cx, &data["changes"], owners),
        "touch.created" => t!(cx, "told-lead-touched"),
        "touch.changed" => t!(cx, "told-lead-touch-changed"),
        "touch.deleted" => t!(cx, "told-lead-touch-deleted"),
        "touch.restored" => t!(cx, "told-lead-touch-restored"),
        kind => {
            let told = questionnaires::told(cx.texts(), kind, &data)?;
            let notes = questionnaires::told_notes(cx.texts(), &data).into_iter();
            let parts = [told.text + &told.strong].into_iter().chain(notes);
            cx.texts().beside(parts)
        }
    })
}

/// The state and the owner from what to what; of other facts, which.
fn changed(cx: &Cx, changes: &Value, owners: &[(i64, String)]) -> String {
    let words = cx.texts();
    let state = |value: &Value| {
        let state = value.as_str().and_then(State::from_code);
        state.map_or_else(String::new, |state| state.name(words))
    };
    let owner = |value: &Value| {
        let found = owners.iter().find(|(id, _)| Some(*id) == value.as_i64());
        match (value.is_null(), found) {
            (true, _) => t!(cx, "lead-unassigned"),
            (false, Some((_, name))) => name.clone(),
            (false, None) => "—".to_owned(),
        }
    };
    let mut told = Vec::new();
    for (name, change) in changes.as_object().into_iter().flatten() {
        let from_to =
            |label: String, from: String, to: String| t!(cx, "told-lead-from-to", label = label, from = from, to = to);
        match name.as_str() {
            "state" => told.push(from_to(t!(cx, "lead-state"), state(&change[0]), state(&change[1]))),
            "owner" => told.push(from_to(t!(cx, "owner"), owner(&change[0]), owner(&change[1]))),
            "reason" => told.extend(
                change[1]
                    .as_str()
                    .filter(|reason| !reason.is_empty())
                    .map(|reason| t!(cx, "told-lead-reason", reason = reason)),
            ),
            other => {
                let label = label_of(other, words).unwrap_or_else(|| other.to_owned());
                told.push(t!(cx, "told-lead-changed", label = label));
            }
        }
    }
    told.join(&t!(cx, "told-list"))
}

impl ShowPage {
    fn state(&self) -> String {
        self.lead.state.name(self.page.words)
    }

    const fn is_open(&self) -> bool {
        self.lead.state.is_open()
    }

    fn is(&self, code: &str) -> bool {
        self.lead.state.code() == code
    }

    fn when(&self, planned: &Planned) -> String {
        let day = self.page.day(self.page.day_of(planned.starts_at));
        if planned.all_day {
            return day;
        }
        format!("{day} {}", self.page.clock_time(planned.starts_at))
    }

    fn is_overdue(&self, planned: &Planned) -> bool {
        planned.due_at <= self.page.now
    }

    /// Whether it became a deal that the reader sees, so that it can be taken back.
    const fn is_deal(&self) -> bool {
        matches!(self.became, Some(Became::Deal(..)))
    }

    fn day(&self, happened: &Happened) -> String {
        self.page.day(self.page.day_of(happened.at))
    }

    fn iso_day(&self, happened: &Happened) -> String {
        self.page.day_of(happened.at).to_string()
    }
}
