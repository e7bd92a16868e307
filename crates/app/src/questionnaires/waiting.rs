//! Everything that came back and waits for a decision, over all deals and leads somebody sees; and all answers as rows.

use db::Sql;
use sea_orm::FromQueryResult;

use super::proposal::push_open;
use crate::{
    actor::Actor,
    app::App,
    deals,
    error::Result,
    ids::{DealId, LeadId, UserId},
    leads,
    time::At,
};

/// More than this nobody reads on one page; deciding about the newest shows the others.
pub(super) const SHOWN: usize = 200;

const FROM: &str = " FROM questionnaire_responses r JOIN questionnaire_editions e ON e.id = r.edition_id
    JOIN questionnaires q ON q.id = e.questionnaire_id LEFT JOIN deals d ON d.id = r.deal_id
    LEFT JOIN leads n ON n.id = r.lead_id AND r.deal_id IS NULL LEFT JOIN contacts c ON c.id = r.contact_id
    LEFT JOIN users u ON u.id = COALESCE(d.owner_id, n.owner_id)";

/// Pushes a condition on the responses `r` about a deal `d` or a lead `n` that somebody sees.
fn push_visible(actor: &Actor, sql: &mut Sql) {
    sql.push("((d.id IS NOT NULL");
    deals::push_visible(actor, sql, "d");
    sql.push(") OR (n.id IS NOT NULL");
    leads::push_visible(actor, sql, "n");
    sql.push("))");
}

/// A response of which answers wait.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Waiting {
    pub deal_id: Option<DealId>,
    pub lead_id: Option<LeadId>,
    pub at: At,
    pub name: String,
    pub title: Option<String>,
    pub lead_company: Option<String>,
    pub lead_contact: Option<String>,
    pub contact: Option<String>,
    pub owner: Option<String>,
    pub open: i64,
}

/// The responses with open proposals that somebody sees, the newest first; only those of `owner`'s deals and leads, if given.
///
/// # Errors
/// When the database is away.
pub(super) async fn waiting(app: &App, actor: &Actor, owner: Option<UserId>) -> Result<Vec<Waiting>> {
    let mut sql = Sql::new(
        "SELECT r.deal_id, r.lead_id, r.at, q.name, d.title, n.company AS lead_company, n.contact AS lead_contact,
            c.name AS contact, u.name AS owner,
            (SELECT CAST(COUNT(*) AS BIGINT) FROM questionnaire_answers a WHERE a.response_id = r.id AND ",
    );
    push_open(&mut sql);
    sql.push(") AS open").push(FROM).push(" WHERE ");
    push_visible(actor, &mut sql);
    push_owner(&mut sql, owner);
    sql.push(" AND EXISTS (SELECT 1 FROM questionnaire_answers a WHERE a.response_id = r.id AND ");
    push_open(&mut sql);
    sql.push(") ORDER BY r.at DESC, r.id DESC LIMIT ")
        .bind(SHOWN as i64 + 1);
    app.all(sql).await
}

fn push_owner(sql: &mut Sql, owner: Option<UserId>) {
    if let Some(owner) = owner {
        sql.push(" AND COALESCE(d.owner_id, n.owner_id) = ").bind(owner.0);
    }
}

/// How many answers about one's own deals and leads wait for a decision.
///
/// # Errors
/// When the database is away.
pub async fn mine(app: &App, actor: &Actor) -> Result<i64> {
    #[derive(FromQueryResult)]
    struct Row {
        count: i64,
    }
    let Some(user) = actor.user.filter(|_| actor.may_write()) else {
        return Ok(0);
    };
    let mut sql = Sql::new("SELECT CAST(COUNT(*) AS BIGINT) AS count");
    sql.push(FROM)
        .push(" JOIN questionnaire_answers a ON a.response_id = r.id WHERE ");
    push_open(&mut sql);
    sql.push(" AND ");
    push_visible(actor, &mut sql);
    push_owner(&mut sql, Some(user));
    Ok(app.one::<Row>(sql).await?.map_or(0, |row| row.count))
}

/// An answer as a row of a file.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Row {
    pub edition_id: i64,
    pub question_id: i64,
    pub at: At,
    pub name: String,
    pub deal_id: Option<DealId>,
    pub title: Option<String>,
    pub lead_id: Option<LeadId>,
    pub lead_company: Option<String>,
    pub lead_contact: Option<String>,
    pub contact: Option<String>,
    pub owner: Option<String>,
    pub target: String,
    pub value_text: String,
    pub value_number: Option<i64>,
    pub value_day: Option<chrono::NaiveDate>,
    pub decision: Option<String>,
    pub decider: Option<String>,
    pub decided_at: Option<At>,
}

/// All answers about deals and leads that somebody sees, as they came.
///
/// # Errors
/// When the database is away.
pub(super) async fn rows(app: &App, actor: &Actor) -> Result<Vec<Row>> {
    let mut sql = Sql::new(
        "SELECT r.edition_id, a.question_id, r.at, q.name, r.deal_id, d.title, r.lead_id, n.company AS lead_company,
            n.contact AS lead_contact, c.name AS contact, u.name AS owner, a.target, a.value_text,
            a.value_number, a.value_day, a.decision, w.name AS decider, a.decided_at",
    );
    sql.push(FROM)
        .push(" JOIN questionnaire_answers a ON a.response_id = r.id LEFT JOIN users w ON w.id = a.decided_by WHERE ");
    push_visible(actor, &mut sql);
    sql.push(" ORDER BY r.at, r.id, a.id");
    app.all(sql).await
}

/// The contents of editions by their numbers.
///
/// # Errors
/// When the database is away.
pub(super) async fn contents(app: &App, editions: impl IntoIterator<Item = i64>) -> Result<Vec<(i64, String)>> {
    #[derive(FromQueryResult)]
    struct Edition {
        id: i64,
        content: String,
    }
    let mut sql = Sql::new("SELECT id, content FROM questionnaire_editions WHERE id IN ");
    sql.bind_list(editions);
    let editions: Vec<Edition> = app.all(sql).await?;
    Ok(editions.into_iter().map(|one| (one.id, one.content)).collect())
}
