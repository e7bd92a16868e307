//! What an activity is about: a deal, a lead, a company, or none of them (an internal meeting).

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    actor::Actor,
    companies, deals,
    error::Result,
    ids::{CompanyId, DealId, LeadId},
    leads,
};

/// What an activity is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// A deal, and so its company.
    Deal(DealId),
    /// A company, with no deal yet.
    Company(CompanyId),
    /// A lead, that is no deal yet.
    Lead(LeadId),
}

impl About {
    /// As in forms: `deal-7`, `company-3`.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Deal(id) => format!("deal-{id}"),
            Self::Company(id) => format!("company-{id}"),
            Self::Lead(id) => format!("lead-{id}"),
        }
    }

    /// From a form.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let (kind, id) = code.split_once('-')?;
        match kind {
            "deal" => id.parse().ok().map(Self::Deal),
            "company" => id.parse().ok().map(Self::Company),
            "lead" => id.parse().ok().map(Self::Lead),
            _ => None,
        }
    }

    /// Its page.
    #[must_use]
    pub fn path(self) -> String {
        match self {
            Self::Deal(id) => format!("/deals/{id}"),
            Self::Company(id) => format!("/companies/{id}"),
            Self::Lead(id) => format!("/leads/{id}"),
        }
    }

    /// The deal.
    #[must_use]
    pub const fn deal(self) -> Option<DealId> {
        match self {
            Self::Deal(id) => Some(id),
            Self::Company(_) | Self::Lead(_) => None,
        }
    }

    /// The lead.
    #[must_use]
    pub const fn lead(self) -> Option<LeadId> {
        match self {
            Self::Lead(id) => Some(id),
            Self::Deal(_) | Self::Company(_) => None,
        }
    }
}

/// A deal, company or lead by its names, as a form shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Which.
    pub about: About,
    /// The company; of a deal, its company.
    pub company: Option<(CompanyId, String)>,
    /// The deal's title, or the lead's name.
    pub title: Option<String>,
}

impl Named {
    /// `株式会社山田製作所　原価管理パッケージ`.
    #[must_use]
    pub fn label(&self) -> String {
        let company = self.company.as_ref().map(|(_, name)| name.as_str());
        let parts: Vec<&str> = company.into_iter().chain(self.title.as_deref()).collect();
        parts.join("　")
    }

    /// The company's number.
    #[must_use]
    pub fn company_id(&self) -> Option<CompanyId> {
        self.company.as_ref().map(|(id, _)| *id)
    }
}

#[derive(FromQueryResult)]
struct DealRow {
    id: DealId,
    title: String,
    company_id: Option<CompanyId>,
    company: Option<String>,
}

impl From<DealRow> for Named {
    fn from(row: DealRow) -> Self {
        Self {
            about: About::Deal(row.id),
            company: row.company_id.zip(row.company),
            title: Some(row.title),
        }
    }
}

#[derive(FromQueryResult)]
struct CompanyRow {
    id: CompanyId,
    name: String,
}

impl From<CompanyRow> for Named {
    fn from(row: CompanyRow) -> Self {
        Self {
            about: About::Company(row.id),
            company: Some((row.id, row.name)),
            title: None,
        }
    }
}

const DEALS: &str = "SELECT d.id, d.title, d.company_id, c.name AS company
    FROM deals d LEFT JOIN companies c ON c.id = d.company_id";

#[derive(FromQueryResult)]
struct LeadRow {
    id: LeadId,
    company: String,
    contact: String,
}

impl From<LeadRow> for Named {
    fn from(row: LeadRow) -> Self {
        Self {
            about: About::Lead(row.id),
            company: None,
            title: Some(leads::name_of(&row.company, &row.contact)),
        }
    }
}

const LEADS: &str = "SELECT l.id, l.company, l.contact FROM leads l";

/// Reads the names of what somebody sees of this; `None` when they do not see it.
///
/// # Errors
/// When the database is away.
pub async fn named<C: ConnectionTrait>(db: &C, actor: &Actor, about: About) -> Result<Option<Named>> {
    match about {
        About::Deal(id) => {
            let mut sql = Sql::new(&format!("{DEALS} WHERE d.id = "));
            sql.bind(id.0);
            deals::push_visible(actor, &mut sql, "d");
            Ok(read_deals(db, sql).await?.pop())
        }
        About::Company(id) => {
            let mut sql = Sql::new("SELECT c.id, c.name FROM companies c WHERE c.id = ");
            sql.bind(id.0);
            companies::push_visible(actor, &mut sql, "c");
            Ok(read_companies(db, sql).await?.pop())
        }
        About::Lead(id) => {
            let mut sql = Sql::new(&format!("{LEADS} WHERE l.id = "));
            sql.bind(id.0);
            leads::push_visible(actor, &mut sql, "l");
            Ok(read_leads(db, sql).await?.pop())
        }
    }
}

/// The open deals of these companies that somebody sees, the one touched last first.
pub(super) async fn open_deals_of<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    companies: &[CompanyId],
) -> Result<Vec<Named>> {
    let mut sql = Sql::new(&format!("{DEALS} WHERE d.outcome = 'open' AND d.company_id IN "));
    sql.bind_list(companies.iter().map(|id| id.0));
    deals::push_visible(actor, &mut sql, "d");
    sql.push(" ORDER BY d.updated_at DESC, d.id DESC LIMIT 100");
    read_deals(db, sql).await
}

/// One's own open deals, the one touched last first.
pub(super) async fn own_open_deals<C: ConnectionTrait>(db: &C, actor: &Actor, limit: i64) -> Result<Vec<Named>> {
    let mut sql = Sql::new(&format!("{DEALS} WHERE d.outcome = 'open' AND d.owner_id = "));
    sql.bind(actor.user.map_or(0, |user| user.0));
    deals::push_visible(actor, &mut sql, "d");
    sql.push(" ORDER BY d.updated_at DESC, d.id DESC LIMIT ").bind(limit);
    read_deals(db, sql).await
}

/// The companies somebody sees whose name stands in a folded text, or begins as it does; the longest name first.
pub(super) async fn companies_in<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    text: &str,
    beginning: &str,
) -> Result<Vec<(Named, String)>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: CompanyId,
        name: String,
        name_fold: String,
    }
    // What is folded has letters and digits only, so nothing in it is a wildcard.
    let mut sql = Sql::new("SELECT c.id, c.name, c.name_fold FROM companies c WHERE LENGTH(c.name_fold) > 1 AND (");
    sql.bind(text).push(" LIKE '%' || c.name_fold || '%'");
    if !beginning.is_empty() {
        sql.push(" OR c.name_fold LIKE ").bind(format!("{beginning}%"));
    }
    sql.push(")");
    companies::push_visible(actor, &mut sql, "c");
    sql.push(" ORDER BY LENGTH(c.name_fold) DESC, c.id LIMIT 50");
    let rows = Row::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?;
    let named = |row: Row| {
        let company = CompanyRow {
            id: row.id,
            name: row.name,
        };
        (Named::from(company), row.name_fold)
    };
    Ok(rows.into_iter().map(named).collect())
}

async fn read_deals<C: ConnectionTrait>(db: &C, sql: Sql) -> Result<Vec<Named>> {
    let rows = DealRow::find_by_statement(sql.statement(Dialect::of(db)));
    Ok(rows.all(db).await?.into_iter().map(Named::from).collect())
}

/// The open leads somebody sees whose company stands in a folded text, or begins as it does; the longest name first.
pub(super) async fn leads_in<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    text: &str,
    beginning: &str,
) -> Result<Vec<(Named, String)>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: LeadId,
        company: String,
        contact: String,
        name_fold: String,
    }
    let mut sql = Sql::new(
        "SELECT l.id, l.company, l.contact, l.name_fold FROM leads l
         WHERE l.state IN ('new', 'contacted') AND LENGTH(l.name_fold) > 1 AND (",
    );
    sql.bind(text).push(" LIKE '%' || l.name_fold || '%'");
    if !beginning.is_empty() {
        sql.push(" OR l.name_fold LIKE ").bind(format!("{beginning}%"));
    }
    sql.push(")");
    leads::push_visible(actor, &mut sql, "l");
    sql.push(" ORDER BY LENGTH(l.name_fold) DESC, l.id LIMIT 50");
    let rows = Row::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?;
    let named = |row: Row| {
        let lead = LeadRow {
            id: row.id,
            company: row.company,
            contact: row.contact,
        };
        (Named::from(lead), row.name_fold)
    };
    Ok(rows.into_iter().map(named).collect())
}

async fn read_leads<C: ConnectionTrait>(db: &C, sql: Sql) -> Result<Vec<Named>> {
    let rows = LeadRow::find_by_statement(sql.statement(Dialect::of(db)));
    Ok(rows.all(db).await?.into_iter().map(Named::from).collect())
}

async fn read_companies<C: ConnectionTrait>(db: &C, sql: Sql) -> Result<Vec<Named>> {
    let rows = CompanyRow::find_by_statement(sql.statement(Dialect::of(db)));
    Ok(rows.all(db).await?.into_iter().map(Named::from).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_leads_back_to_what_it_names() {
        for about in [
            About::Deal(DealId(7)),
            About::Company(CompanyId(3)),
            About::Lead(LeadId(5)),
        ] {
            assert_eq!(About::from_code(&about.code()), Some(about));
        }
        for nonsense in ["", "deal", "deal-", "deal-x", "phase-1", "7"] {
            assert_eq!(About::from_code(nonsense), None, "{nonsense}");
        }
    }
}
