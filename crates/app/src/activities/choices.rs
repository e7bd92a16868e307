//! What the forms of activities offer: kinds with the way people meet in each, and the contacts of a company.

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::table::Way;
use crate::{
    actor::Actor,
    companies,
    error::Result,
    ids::{ActivityId, ActivityKindId, CompanyId, ContactId},
    t,
    text::Texts,
};

/// A kind of activity.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Kind {
    /// Its number.
    pub id: ActivityKindId,
    /// What the team calls it.
    pub name: String,
    /// How people meet, unless another way is said.
    pub way: Way,
}

/// Somebody of the customer's.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Contact {
    /// Their number.
    pub id: ContactId,
    /// Their name.
    pub name: String,
    /// Department and job title, or what there is of them.
    pub position: String,
}

impl Way {
    /// In the reader's words.
    #[must_use]
    pub fn label(self, words: &Texts) -> String {
        match self {
            Self::Visit => t!(words, "way-visit"),
            Self::Online => t!(words, "way-online"),
            Self::Phone => t!(words, "way-phone"),
            Self::Mail => t!(words, "way-mail"),
            Self::Internal => t!(words, "way-internal"),
        }
    }

    /// Whether the customer usually takes part: not in a mail of ours, and not among ourselves.
    #[must_use]
    pub const fn is_with_customer(self) -> bool {
        matches!(self, Self::Visit | Self::Online | Self::Phone)
    }
}

/// The kinds in use, in the team's order, and those that a record has although they are retired.
///
/// # Errors
/// When the database is away.
pub async fn kinds<C: ConnectionTrait>(db: &C, current: &[ActivityKindId]) -> Result<Vec<Kind>> {
    let mut sql = Sql::new("SELECT id, name, way FROM activity_kinds WHERE retired_at IS NULL OR id IN ");
    sql.bind_list(current.iter().map(|id| id.0))
        .push(" ORDER BY position, id");
    Ok(Kind::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?)
}

/// The contacts of a company that somebody sees.
///
/// # Errors
/// When the database is away.
pub async fn contacts<C: ConnectionTrait>(db: &C, actor: &Actor, company: Option<CompanyId>) -> Result<Vec<Contact>> {
    let Some(company) = company else {
        return Ok(Vec::new());
    };
    let mut sql = Sql::new(
        "SELECT k.id, k.name, TRIM(k.department || ' ' || k.job_title) AS position
         FROM contacts k JOIN companies c ON c.id = k.company_id
         WHERE k.deleted_at IS NULL AND k.company_id = ",
    );
    sql.bind(company.0);
    companies::push_visible(actor, &mut sql, "c");
    sql.push(" ORDER BY k.kana, k.name, k.id");
    Ok(Contact::find_by_statement(sql.statement(Dialect::of(db)))
        .all(db)
        .await?)
}

/// With whom of theirs an activity is or was. Whoever sees the activity knows, also a colleague who comes along and does not see
/// the company: they will meet.
///
/// # Errors
/// When the database is away.
pub async fn contacts_of<C: ConnectionTrait>(db: &C, activity: ActivityId) -> Result<Vec<Contact>> {
    let mut sql = Sql::new(
        "SELECT k.id, k.name, TRIM(k.department || ' ' || k.job_title) AS position
         FROM contacts k JOIN activity_contacts ac ON ac.contact_id = k.id WHERE ac.activity_id = ",
    );
    sql.bind(activity.0).push(" ORDER BY k.kana, k.name, k.id");
    Ok(Contact::find_by_statement(sql.statement(Dialect::of(db)))
        .all(db)
        .await?)
}

/// The names of those of theirs at these activities, as far as somebody sees them, with the activity each belongs to.
///
/// # Errors
/// When the database is away.
pub(super) async fn contacts_at<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    activities: &[i64],
) -> Result<Vec<(ActivityId, String)>> {
    #[derive(FromQueryResult)]
    struct Row {
        activity_id: ActivityId,
        name: String,
    }
    let mut sql = Sql::new(
        "SELECT ac.activity_id, k.name FROM activity_contacts ac JOIN contacts k ON k.id = ac.contact_id
         WHERE ac.activity_id IN ",
    );
    sql.bind_list(activities.iter().copied());
    crate::contacts::push_visible(actor, &mut sql, "k");
    sql.push(" ORDER BY k.kana, k.name, k.id");
    let rows = Row::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.activity_id, row.name)).collect())
}
