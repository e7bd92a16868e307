//! Keeping the pairs that may be one: computed by a job, all of them at first, then those of what changed.
//!
//! What changed is read from the events. A pair is stored whoever may see it, and also when somebody said that the two are
//! not one: those are left out where pairs are read.

use std::collections::BTreeSet;

use db::Sql;
use jobs::NewJob;
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use super::{
    Kind,
    alike::{self, Row},
    certainty::Compared,
    company_pairs::{self, Known, Pair},
    contact_pairs::{self, Person},
    kept::{keep, kept},
};
use crate::{
    app::App,
    error::{Error, Result},
    events::EventKind,
};

/// The job that brings the pairs up to date with the events.
pub const REFRESH: &str = "matching.refresh";
/// The job that computes all pairs anew.
pub const COMPUTE: &str = "matching.compute";

/// When more than so many records changed, all pairs are computed: that costs less than looking each up.
const MOST_CHANGED: usize = 300;
/// The job to enqueue when records changed.
#[must_use]
pub fn refresh_job(now: i64) -> NewJob {
    NewJob::new(REFRESH, &(), now).unique(REFRESH)
}

/// Whether an event of this kind may make or end a pair.
#[must_use]
pub fn is_concerned(kind: EventKind) -> bool {
    let code = kind.code();
    code.starts_with("company.") || code.starts_with("contact.")
}

#[derive(FromQueryResult)]
struct Seen {
    seen_event_id: Option<i64>,
    newest: i64,
}

async fn seen(app: &App) -> Result<Seen> {
    let sql = "SELECT s.seen_event_id, (SELECT COALESCE(MAX(e.id), 0) FROM events e) AS newest FROM matching_state s";
    let seen = app.one::<Seen>(Sql::new(sql)).await?;
    seen.ok_or_else(|| Error::internal("matching_state is empty"))
}

/// Whether nothing happened since the pairs were computed.
///
/// # Errors
/// When the database is away.
pub async fn is_fresh(app: &App) -> Result<bool> {
    let seen = seen(app).await?;
    Ok(seen.seen_event_id == Some(seen.newest))
}

/// Whether the pairs were computed at all.
///
/// # Errors
/// When the database is away.
pub(super) async fn is_computed(app: &App) -> Result<bool> {
    Ok(seen(app).await?.seen_event_id.is_some())
}

/// Brings the pairs up to date with the events.
///
/// # Errors
/// When the database is away.
pub async fn refresh(app: &App) -> Result<()> {
    let seen = seen(app).await?;
    let Some(since) = seen.seen_event_id else {
        return compute(app).await;
    };
    if since == seen.newest {
        return Ok(());
    }
    let companies = changed(app, "company", since, seen.newest).await?;
    match companies.len() {
        0 => {}
        1..=MOST_CHANGED => refresh_companies(app, companies).await?,
        _ => compute_companies(app).await?,
    }
    let mut contacts = changed(app, "contact", since, seen.newest).await?;
    contacts.extend(contacts_of_changed(app, since, seen.newest).await?);
    match contacts.len() {
        0 => {}
        1..=MOST_CHANGED => refresh_contacts(app, contacts).await?,
        _ => compute_contacts(app).await?,
    }
    remember(app, &seen).await
}

/// Computes all pairs anew.
///
/// # Errors
/// When the database is away.
pub async fn compute(app: &App) -> Result<()> {
    let seen = seen(app).await?;
    compute_companies(app).await?;
    compute_contacts(app).await?;
    remember(app, &seen).await
}

/// Another process that was quicker has written the same; what came after it is looked at again.
async fn remember(app: &App, seen: &Seen) -> Result<()> {
    let mut tx = app.begin(&app.system().await?).await?;
    let mut sql = Sql::new("UPDATE matching_state SET seen_event_id = ");
    sql.bind(seen.newest).push(" WHERE ");
    match seen.seen_event_id {
        Some(since) => sql.push("seen_event_id = ").bind(since),
        None => sql.push("seen_event_id IS NULL"),
    };
    let written = tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    if written.rows_affected() == 0 {
        let now = tx.now().0;
        tx.enqueue(NewJob::new(COMPUTE, &(), now).unique("matching.compute_again"))
            .await?;
    }
    tx.commit().await
}

/// The companies or contacts that something happened to.
async fn changed(app: &App, what: &str, since: i64, until: i64) -> Result<BTreeSet<i64>> {
    let mut sql = Sql::new(&format!(
        "SELECT DISTINCT e.{what}_id AS id FROM events e WHERE e.{what}_id IS NOT NULL AND e.kind LIKE '{what}.%' AND e.id > "
    ));
    sql.bind(since).push(" AND e.id <= ").bind(until);
    ids(app, sql).await
}

/// The contacts of companies that something happened to: a company that took over another has theirs.
async fn contacts_of_changed(app: &App, since: i64, until: i64) -> Result<BTreeSet<i64>> {
    let mut sql = Sql::new(
        "SELECT k.id FROM contacts k WHERE k.company_id IN
            (SELECT e.company_id FROM events e WHERE e.company_id IS NOT NULL AND e.kind LIKE 'company.%' AND e.id > ",
    );
    sql.bind(since).push(" AND e.id <= ").bind(until).push(")");
    ids(app, sql).await
}

async fn ids(app: &App, sql: Sql) -> Result<BTreeSet<i64>> {
    #[derive(FromQueryResult)]
    struct Id {
        id: i64,
    }
    Ok(app.all::<Id>(sql).await?.into_iter().map(|row| row.id).collect())
}

async fn compute_companies(app: &App) -> Result<()> {
    let sql = format!(
        "SELECT {} FROM companies c WHERE c.deleted_at IS NULL ORDER BY c.id",
        Row::COLUMNS
    );
    let rows = app.all::<Row>(Sql::new(&sql)).await?;
    let pairs = tokio::task::spawn_blocking(move || {
        let companies: Vec<Known> = rows.into_iter().map(Known::from).collect();
        company_pairs::pairs_among(&companies)
    });
    let pairs = pairs.await.map_err(Error::internal)?;
    let before = kept(app, Kind::Company, None).await?;
    keep(app, Kind::Company, before, pairs).await
}

async fn compute_contacts(app: &App) -> Result<()> {
    let people = people(app, Sql::new(PEOPLE)).await?;
    let pairs = tokio::task::spawn_blocking(move || contact_pairs::pairs_among(&people));
    let pairs = pairs.await.map_err(Error::internal)?;
    let before = kept(app, Kind::Contact, None).await?;
    keep(app, Kind::Contact, before, pairs).await
}

/// Looks up the pairs of the companies that changed, and of those they make or made one with: whether a name is shared by
/// several depends on all that have it.
async fn refresh_companies(app: &App, changed: BTreeSet<i64>) -> Result<()> {
    let mut before = kept(app, Kind::Company, Some(&changed)).await?;
    let mut after = Vec::new();
    for &id in &changed {
        after.extend(pairs_of(app, id).await?);
    }
    let touched = before
        .keys()
        .copied()
        .chain(after.iter().map(|pair| (pair.one, pair.other)));
    let others: BTreeSet<i64> = touched
        .flat_map(|(one, other)| [one, other])
        .filter(|id| !changed.contains(id))
        .collect();
    before.extend(kept(app, Kind::Company, Some(&others)).await?);
    for &id in &others {
        after.extend(pairs_of(app, id).await?);
    }
    keep(app, Kind::Company, before, after).await
}

async fn pairs_of(app: &App, id: i64) -> Result<Vec<Pair>> {
    let mut sql = Sql::new(&format!(
        "SELECT {} FROM companies c WHERE c.deleted_at IS NULL AND c.id = ",
        Row::COLUMNS
    ));
    sql.bind(id);
    let Some(row) = app.one::<Row>(sql).await? else {
        return Ok(Vec::new());
    };
    let company = Known::from(row);
    let others = alike::rows(app.db().read(), "companies", &company.compared, id).await?;
    let mut companies = vec![company];
    companies.extend(others.into_iter().map(|(id, compared)| Known { id, compared }));
    companies.sort_by_key(|company| company.id);
    let mut pairs = company_pairs::pairs_among(&companies);
    pairs.retain(|pair| pair.one == id || pair.other == id);
    Ok(pairs)
}

impl From<Row> for Known {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.0,
            compared: Compared::from(row),
        }
    }
}

/// Contacts are compared with those of their company and with those of their mail address.
async fn refresh_contacts(app: &App, changed: BTreeSet<i64>) -> Result<()> {
    let mut before = kept(app, Kind::Contact, Some(&changed)).await?;
    let partners = before.keys().flat_map(|(one, other)| [*one, *other]);
    let looked_at: BTreeSet<i64> = changed.iter().copied().chain(partners).collect();
    before.extend(kept(app, Kind::Contact, Some(&looked_at)).await?);
    let mut after = Vec::new();
    for &id in &looked_at {
        let mut colleagues = Sql::new(PEOPLE);
        colleagues.push(" AND k.company_id = (SELECT m.company_id FROM contacts m WHERE m.id = ");
        colleagues.bind(id).push(")");
        let mut of_mail = Sql::new(PEOPLE);
        of_mail.push(" AND k.email <> '' AND lower(k.email) = (SELECT lower(m.email) FROM contacts m WHERE m.id = ");
        of_mail.bind(id).push(")");
        let mut others = people(app, colleagues).await?;
        others.extend(people(app, of_mail).await?);
        others.sort_by_key(|person| person.id);
        others.dedup_by_key(|person| person.id);
        let mut pairs = contact_pairs::pairs_among(&others);
        pairs.retain(|pair| pair.one == id || pair.other == id);
        after.extend(pairs);
    }
    keep(app, Kind::Contact, before, after).await
}

const PEOPLE: &str = "SELECT k.id, k.company_id, k.name, k.kana, k.email, k.phone, k.mobile
    FROM contacts k JOIN companies c ON c.id = k.company_id WHERE k.deleted_at IS NULL AND c.deleted_at IS NULL";

async fn people(app: &App, sql: Sql) -> Result<Vec<Person>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        company_id: i64,
        name: String,
        kana: String,
        email: String,
        phone: String,
        mobile: String,
    }
    let person = |row: Row| Person {
        id: row.id,
        company: row.company_id,
        name: japan::fold(&row.name),
        reading: japan::fold(&row.kana),
        mail: row.email.trim().to_lowercase(),
        phone: japan::phone_digits(&row.phone),
        mobile: japan::phone_digits(&row.mobile),
    };
    Ok(app.all::<Row>(sql).await?.into_iter().map(person).collect())
}
