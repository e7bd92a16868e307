//! What somebody is to know because a colleague works with the same customer: counted in the frame of every page until they
//! have read it, and kept afterwards.

use db::Sql;
use sea_orm::{ActiveEnum as _, ConnectionTrait as _, DeriveActiveEnum, EnumIter, FromQueryResult};

use super::start::EntryKind;
use crate::{
    activities,
    actor::Actor,
    app::App,
    companies,
    cx::Cx,
    deals,
    error::{Error, Result},
    ids::{ActivityId, CompanyId, DealId, LeadId, NoticeId, UserId},
    leads, t,
    time::At,
    tx::Tx,
};

/// The newest ones are shown: nobody reads further.
const MOST: i64 = 100;

/// What a colleague did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum NoticeKind {
    /// They entered something in the reader's name.
    #[sea_orm(string_value = "handed_over")]
    HandedOver,
    /// They entered something and work on it together with the reader.
    #[sea_orm(string_value = "together")]
    Together,
    /// They entered something of their own, for a reason.
    #[sea_orm(string_value = "went_on")]
    WentOn,
    /// They want to work with a customer and do not see who does already.
    #[sea_orm(string_value = "asked")]
    Asked,
}

/// What is told to whom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Telling<'t> {
    pub user: UserId,
    pub kind: NoticeKind,
    pub entry: EntryKind,
    pub about: &'t str,
    pub reason: &'t str,
    pub company: Option<CompanyId>,
    pub deal: Option<DealId>,
    pub lead: Option<LeadId>,
    pub activity: Option<ActivityId>,
}

/// Tells somebody something. Who asks again before the last time was read, asks nobody twice.
///
/// # Errors
/// When the database refuses.
pub(super) async fn tell(tx: &Tx, telling: &Telling<'_>) -> Result<()> {
    let me = tx.user().ok_or(Error::SignIn)?;
    if telling.user == me || (telling.kind == NoticeKind::Asked && was_asked(tx, telling, me).await?) {
        return Ok(());
    }
    let mut sql = Sql::new(
        "INSERT INTO notices (user_id, at, by_user_id, kind, entry, about, reason, company_id, deal_id, lead_id, activity_id)
         VALUES (",
    );
    sql.bind(telling.user.0).push(", ").bind(tx.now().0);
    sql.push(", ").bind(me.0).push(", ").bind(telling.kind.to_value());
    sql.push(", ").bind(telling.entry.code());
    sql.push(", ").bind(telling.about).push(", ").bind(telling.reason);
    for id in [
        telling.company.map(|id| id.0),
        telling.deal.map(|id| id.0),
        telling.lead.map(|id| id.0),
        telling.activity.map(|id| id.0),
    ] {
        sql.push(", ").bind(id);
    }
    sql.push(")");
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}

async fn was_asked(tx: &Tx, telling: &Telling<'_>, me: UserId) -> Result<bool> {
    let mut sql = Sql::new("SELECT id FROM notices WHERE read_at IS NULL AND user_id = ");
    sql.bind(telling.user.0).push(" AND by_user_id = ").bind(me.0);
    sql.push(" AND kind = ").bind(telling.kind.to_value());
    sql.push(" AND about = ").bind(telling.about);
    sql.push(" AND reason = ").bind(telling.reason);
    Ok(tx.db().query_one_raw(sql.statement(tx.dialect())).await?.is_some())
}

/// A notice as its reader sees it.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Its number.
    pub id: NoticeId,
    /// When it was told.
    pub at: At,
    /// What it says.
    pub text: String,
    /// What the button that marks it as read says to those who hear it alone.
    pub mark: String,
    /// Whether it was read.
    pub is_read: bool,
    /// Where it leads to, as far as the reader sees that, and what that is called.
    pub link: Option<(String, String)>,
}

#[derive(FromQueryResult)]
struct Row {
    id: NoticeId,
    at: At,
    kind: NoticeKind,
    entry: String,
    about: String,
    reason: String,
    who: String,
    read_at: Option<At>,
    activity_id: Option<ActivityId>,
    subject: Option<String>,
    deal_id: Option<DealId>,
    title: Option<String>,
    lead_id: Option<LeadId>,
    lead: Option<String>,
    contact: Option<String>,
    company_id: Option<CompanyId>,
    company: Option<String>,
}

/// What this person has not read yet, the newest first.
///
/// # Errors
/// When the database is away.
pub async fn unread(cx: &Cx) -> Result<Vec<Notice>> {
    read(cx, " AND n.read_at IS NULL").await
}

/// The newest ones, read or not, those that were not first.
pub(super) async fn newest(cx: &Cx) -> Result<Vec<Notice>> {
    read(cx, "").await
}

async fn read(cx: &Cx, which: &str) -> Result<Vec<Notice>> {
    let mut sql = Sql::new(
        "SELECT n.id, n.at, n.kind, n.entry, n.about, n.reason, u.name AS who, n.read_at, a.id AS activity_id,
                CASE WHEN a.subject = '' THEN k.name ELSE a.subject END AS subject, d.id AS deal_id, d.title,
                l.id AS lead_id, l.company AS lead, l.contact, c.id AS company_id, c.name AS company
         FROM notices n JOIN users u ON u.id = n.by_user_id LEFT JOIN deals d ON d.id = n.deal_id",
    );
    deals::push_visible(&cx.actor, &mut sql, "d");
    sql.push(" LEFT JOIN activities a ON a.id = n.activity_id");
    activities::push_visible(&cx.actor, &mut sql, "a");
    sql.push(" LEFT JOIN activity_kinds k ON k.id = a.kind_id LEFT JOIN leads l ON l.id = n.lead_id");
    leads::push_visible(&cx.actor, &mut sql, "l");
    sql.push(" LEFT JOIN companies c ON c.id = n.company_id");
    companies::push_visible(&cx.actor, &mut sql, "c");
    sql.push(" WHERE n.user_id = ").bind(cx.user()?.0).push(which);
    sql.push(" ORDER BY CASE WHEN n.read_at IS NULL THEN 0 ELSE 1 END, n.id DESC LIMIT ")
        .bind(MOST);
    let rows: Vec<Row> = cx.app.all(sql).await?;
    Ok(rows.into_iter().map(|row| told(cx, row)).collect())
}

fn told(cx: &Cx, row: Row) -> Notice {
    let (who, about, reason) = (row.who.as_str(), row.about.as_str(), row.reason.as_str());
    let what = EntryKind::from_code(&row.entry).one(cx.texts());
    let text = match (row.kind, reason.is_empty()) {
        (NoticeKind::HandedOver, _) => t!(cx, "notice-handed-over", who = who, about = about, what = what),
        (NoticeKind::Together, _) => t!(cx, "notice-together", who = who, about = about, what = what),
        (NoticeKind::WentOn, _) => t!(
            cx,
            "notice-went-on",
            who = who,
            about = about,
            what = what,
            reason = reason
        ),
        (NoticeKind::Asked, true) => t!(cx, "notice-asked", who = who, about = about, what = what),
        (NoticeKind::Asked, false) => {
            t!(
                cx,
                "notice-asked-because",
                who = who,
                about = about,
                what = what,
                reason = reason
            )
        }
    };
    Notice {
        id: row.id,
        at: row.at,
        mark: t!(cx, "notice-mark-this", who = who, about = about),
        text,
        is_read: row.read_at.is_some(),
        link: link(row),
    }
}

/// To what was entered, if the reader sees it, else to their own company or lead.
fn link(row: Row) -> Option<(String, String)> {
    if let Some((id, subject)) = row.activity_id.zip(row.subject) {
        return Some((format!("/activities/{id}"), subject));
    }
    if let Some((id, title)) = row.deal_id.zip(row.title) {
        return Some((format!("/deals/{id}"), title));
    }
    if let Some(id) = row.lead_id {
        let name = leads::name_of(&row.lead.unwrap_or_default(), &row.contact.unwrap_or_default());
        return Some((format!("/leads/{id}"), name));
    }
    let (id, name) = row.company_id.zip(row.company)?;
    Some((format!("/companies/{id}"), name))
}

/// How many this person has not read, for the frame of every page. Reads `notices_unread`.
///
/// # Errors
/// When the database is away.
pub async fn unread_count(app: &App, actor: &Actor) -> Result<i64> {
    #[derive(FromQueryResult)]
    struct Row {
        count: i64,
    }
    let Some(user) = actor.user else { return Ok(0) };
    let mut sql =
        Sql::new("SELECT CAST(COUNT(*) AS BIGINT) AS count FROM notices WHERE read_at IS NULL AND user_id = ");
    sql.bind(user.0);
    Ok(app.one::<Row>(sql).await?.map_or(0, |row| row.count))
}

/// Marks a notice as read; once more does nothing.
///
/// # Errors
/// [`Error::NotFound`] for what is not this person's.
pub(super) async fn mark(tx: &Tx, id: NoticeId) -> Result<()> {
    let me = tx.user().ok_or(Error::SignIn)?;
    let mut sql = Sql::new("UPDATE notices SET read_at = COALESCE(read_at, ");
    sql.bind(tx.now().0).push(") WHERE id = ").bind(id.0);
    sql.push(" AND user_id = ").bind(me.0);
    let done = tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    if done.rows_affected() == 1 {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

/// Marks all as read that were told up to `last`: what came since the page was drawn stays.
///
/// # Errors
/// When the database refuses.
pub(super) async fn mark_all(tx: &Tx, last: NoticeId) -> Result<()> {
    let me = tx.user().ok_or(Error::SignIn)?;
    let mut sql = Sql::new("UPDATE notices SET read_at = ");
    sql.bind(tx.now().0)
        .push(" WHERE read_at IS NULL AND user_id = ")
        .bind(me.0);
    sql.push(" AND id <= ").bind(last.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}
