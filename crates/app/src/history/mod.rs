//! What happened with a company or a contact: activities, and what became of the record, its contacts and its deals.
//! Newest first, and only as far as the reader sees the deals concerned. A deal's own timeline tells more: `deals/timeline.rs`.

use chrono::NaiveDate;
use db::Sql;
use sea_orm::FromQueryResult;
use serde_json::Value;

use crate::{
    activities::{self, Way},
    companies, contacts,
    cx::Cx,
    deals,
    error::Result,
    guard,
    ids::{CompanyId, ContactId, DealId, MergeId},
    merges, t,
    time::At,
};

mod said;
#[cfg(test)]
mod tests;

/// So many are told at first; a company of years has hundreds.
pub const FIRST: usize = 30;

/// Whose history it is. Who asks has looked whether the reader sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A company, with its contacts and its deals.
    Company(CompanyId),
    /// A contact, with the deals they take part in.
    Contact(ContactId),
}

/// What happened, newest first.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Each of it.
    pub entries: Vec<Happened>,
    /// Whether there is more than was asked for.
    pub has_more: bool,
}

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct Happened {
    /// When.
    pub at: At,
    /// On which day.
    pub day: NaiveDate,
    /// Of an activity.
    pub icon: Option<&'static str>,
    /// What.
    pub text: String,
    /// With which deal.
    pub deal: Option<DealId>,
    /// By whom.
    pub note: String,
    /// A merge that can be undone.
    pub merge: Option<MergeId>,
}

/// The newest of it: at most `limit` entries.
///
/// # Errors
/// When the database is away.
pub async fn happened(cx: &Cx, about: About, limit: Option<usize>) -> Result<History> {
    let most = limit.map_or(i64::MAX, |limit| i64::try_from(limit).unwrap_or(i64::MAX - 1) + 1);
    let mut entries = met(cx, about, most).await?;
    entries.extend(changed(cx, about, most).await?);
    entries.extend(dealt(cx, about, most).await?);
    entries.extend(said::said(cx, about, most).await?);
    entries.sort_by_key(|one| std::cmp::Reverse(one.at));
    let has_more = limit.is_some_and(|limit| entries.len() > limit);
    entries.truncate(limit.unwrap_or(usize::MAX));
    Ok(History { entries, has_more })
}

#[derive(FromQueryResult)]
struct Met {
    starts_at: At,
    way: Way,
    kind: String,
    subject: String,
    result: String,
    owner: String,
    deal_id: Option<DealId>,
}

async fn met(cx: &Cx, about: About, most: i64) -> Result<Vec<Happened>> {
    let mut sql = Sql::new(
        "SELECT a.starts_at, a.way, k.name AS kind, a.subject, a.result, u.name AS owner, a.deal_id
         FROM activities a JOIN activity_kinds k ON k.id = a.kind_id JOIN users u ON u.id = a.owner_id
         WHERE a.state = 'done' AND ",
    );
    match about {
        About::Company(id) => {
            sql.push("(a.company_id = ").bind(id.0);
            sql.push(" OR a.deal_id IN (SELECT ad.id FROM deals ad WHERE ad.company_id = ")
                .bind(id.0);
            sql.push("))");
        }
        About::Contact(id) => {
            sql.push("a.id IN (SELECT ac.activity_id FROM activity_contacts ac WHERE ac.contact_id = ")
                .bind(id.0);
            sql.push(")");
        }
    }
    activities::push_visible(&cx.actor, &mut sql, "a");
    push_newest(&mut sql, "a.starts_at", "a.id", most);
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
            at: met.starts_at,
            day: met.starts_at.day(cx.zone()),
            icon: Some(met.way.code()),
            text,
            deal: met.deal_id,
            note: met.owner,
            merge: None,
        }
    };
    Ok(cx.app.all::<Met>(sql).await?.into_iter().map(told).collect())
}

#[derive(FromQueryResult)]
struct Changed {
    at: At,
    kind: String,
    data: String,
    who: Option<String>,
    contact: Option<String>,
    /// Whose it was, if it was a record that was merged into this one since.
    of: Option<String>,
}

/// What became of the record itself, of those that were merged into it and, of a company, of its contacts.
async fn changed(cx: &Cx, about: About, most: i64) -> Result<Vec<Happened>> {
    let mut sql = Sql::new(
        "SELECT e.at, e.kind, e.data, u.name AS who, p.name AS contact, o.name AS of
         FROM events e LEFT JOIN users u ON u.id = e.user_id LEFT JOIN contacts p ON p.id = e.contact_id
         LEFT JOIN ",
    );
    let (kind, id) = match about {
        About::Company(id) => (merges::Kind::Company, id.0),
        About::Contact(id) => (merges::Kind::Contact, id.0),
    };
    let column = format!("{}_id", kind.code());
    sql.push(&format!("{} o ON o.id = e.{column} AND o.id <> ", kind.table()))
        .bind(id);
    sql.push(" WHERE (e.kind LIKE 'contact.%'");
    if kind == merges::Kind::Company {
        sql.push(" OR e.kind LIKE 'company.%'");
    }
    sql.push(&format!(") AND e.{column} IN "))
        .bind_list(merges::family(cx.db(), kind, id).await?);
    let undoable = merges::merged_into(cx, kind, id).await?;
    push_newest(&mut sql, "e.at", "e.id", most);
    let told = |event: Changed| {
        let text = what_changed(cx, &event);
        let at = event.at;
        let merge = event
            .merge()
            .filter(|id| undoable.iter().any(|merged| merged.id == *id));
        text.map(|text| Happened {
            merge,
            at,
            day: at.day(cx.zone()),
            icon: None,
            text,
            deal: None,
            note: event.who.unwrap_or_else(|| t!(cx, "history-by-itself")),
        })
    };
    Ok(cx.app.all::<Changed>(sql).await?.into_iter().filter_map(told).collect())
}

impl Changed {
    fn data(&self) -> Value {
        serde_json::from_str(&self.data).unwrap_or_default()
    }

    /// Of which merge it tells.
    fn merge(&self) -> Option<MergeId> {
        self.data()["merge"].as_i64().map(MergeId)
    }
}

fn what_changed(cx: &Cx, event: &Changed) -> Option<String> {
    let text = what_became(cx, event)?;
    Some(match event.of.as_deref() {
        None => text,
        // The kept record tells of the merge itself.
        Some(_) if event.kind.ends_with(".merged_into") => return None,
        Some(of) => t!(cx, "history-of-merged", name = of, text = text),
    })
}

fn what_became(cx: &Cx, event: &Changed) -> Option<String> {
    let name = event.contact.as_deref().unwrap_or("");
    let data = event.data();
    let other = data["name"].as_str().unwrap_or("");
    Some(match event.kind.as_str() {
        "company.merged" | "contact.merged" => t!(cx, "history-merged", name = other),
        "company.merged_into" | "contact.merged_into" => t!(cx, "history-merged-into", name = other),
        "company.unmerged" | "contact.unmerged" => t!(cx, "history-unmerged", name = other),
        "company.came_back" | "contact.came_back" => t!(cx, "history-came-back", name = other),
        "company.created" => t!(cx, "history-company-created"),
        "company.changed" => t!(
            cx,
            "history-company-changed",
            fields = fields(cx, event, |name| companies::label_of(name, cx.texts()))
        ),
        "company.deleted" => t!(cx, "history-company-deleted"),
        "company.restored" => t!(cx, "history-company-restored"),
        "company.approached" => guard::told(cx.texts(), &data),
        "company.told_apart" => t!(cx, "history-company-told-apart"),
        "company.proposed" => t!(cx, "history-company-proposed"),
        "contact.created" => t!(cx, "history-contact-created", name = name),
        "contact.changed" => {
            let fields = fields(cx, event, |name| contacts::label_of(name, cx.texts()));
            t!(cx, "history-contact-changed", name = name, fields = fields)
        }
        "contact.deleted" => t!(cx, "history-contact-deleted", name = name),
        "contact.restored" => t!(cx, "history-contact-restored", name = name),
        "contact.told_apart" => t!(cx, "history-contact-told-apart", name = name),
        "contact.proposed" => t!(cx, "history-contact-proposed", name = name),
        _ => return None,
    })
}

/// 「電話、所在地」: what the values were is nobody's timeline, but in the event.
fn fields(cx: &Cx, event: &Changed, label: impl Fn(&str) -> Option<String>) -> String {
    let data = event.data();
    let names = data["changes"].as_object();
    let labels: Vec<String> = names
        .into_iter()
        .flatten()
        .filter_map(|(name, _)| label(name))
        .collect();
    if labels.is_empty() {
        return t!(cx, "history-something");
    }
    labels.join(&t!(cx, "filter-or"))
}

#[derive(FromQueryResult)]
struct Dealt {
    at: At,
    kind: String,
    deal_id: DealId,
    title: String,
    who: Option<String>,
}

/// How the deals began and ended; what happened in between is told on their pages.
async fn dealt(cx: &Cx, about: About, most: i64) -> Result<Vec<Happened>> {
    let mut sql = Sql::new(
        "SELECT e.at, e.kind, d.id AS deal_id, d.title, u.name AS who
         FROM events e JOIN deals d ON d.id = e.deal_id LEFT JOIN users u ON u.id = e.user_id
         WHERE e.kind IN ('deal.created', 'deal.imported', 'deal.won', 'deal.lost', 'deal.held', 'deal.reopened')
           AND ",
    );
    match about {
        About::Company(id) => {
            sql.push("d.company_id = ").bind(id.0);
        }
        About::Contact(id) => {
            sql.push("d.id IN (SELECT dc.deal_id FROM deal_contacts dc WHERE dc.contact_id = ")
                .bind(id.0);
            sql.push(")");
        }
    }
    deals::push_visible(&cx.actor, &mut sql, "d");
    push_newest(&mut sql, "e.at", "e.id", most);
    let told = |event: Dealt| {
        let title = event.title.as_str();
        Happened {
            at: event.at,
            day: event.at.day(cx.zone()),
            icon: None,
            text: match event.kind.as_str() {
                "deal.won" => t!(cx, "history-deal-won", title = title),
                "deal.lost" => t!(cx, "history-deal-lost", title = title),
                "deal.held" => t!(cx, "history-deal-held", title = title),
                "deal.reopened" => t!(cx, "history-deal-reopened", title = title),
                _ => t!(cx, "history-deal-created", title = title),
            },
            deal: Some(event.deal_id),
            note: event.who.unwrap_or_else(|| t!(cx, "history-by-itself")),
            merge: None,
        }
    };
    Ok(cx.app.all::<Dealt>(sql).await?.into_iter().map(told).collect())
}

fn push_newest(sql: &mut Sql, at: &str, id: &str, most: i64) {
    sql.push(&format!(" ORDER BY {at} DESC, {id} DESC LIMIT ")).bind(most);
}
