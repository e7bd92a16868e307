//! With whom somebody is about to work, and which records are that customer's.

use db::Sql;
use sea_orm::{ColumnTrait as _, FromQueryResult, QueryFilter as _};

use crate::{
    activities::{About, Named},
    companies::{self, Company},
    cx::Cx,
    error::Result,
    ids::{CompanyId, LeadId, UserId},
    matching::{self, Certainty, Clues, Reason},
};

/// With whom somebody is about to work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Customer {
    /// A company that is here already.
    Known(CompanyId),
    /// One of which only this is known.
    New(Clues),
}

/// How sure it is that a record is the customer's, and why; `None` is the very one.
pub(super) type Likeness = Option<(Certainty, Vec<Reason>)>;

/// The records that may be the customer's, the surest first, whoever may see them.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub companies: Vec<(CompanyId, Likeness)>,
    pub leads: Vec<(LeadId, Likeness)>,
}

impl Records {
    /// Reads them: one query per clue, each from an index.
    pub(super) async fn of(cx: &Cx, customer: &Customer) -> Result<Self> {
        let mut records = Self::default();
        let (clues, but) = match customer {
            Customer::New(clues) => (clues.clone(), None),
            Customer::Known(id) => {
                records.companies.push((*id, None));
                let company = companies::visible_to(&cx.actor).filter(companies::Column::Id.eq(*id));
                let company: Option<Company> = company.one(cx.db()).await?;
                let facts = company.as_ref().map(companies::Facts::from).unwrap_or_default();
                (Clues::from(&facts), Some(*id))
            }
        };
        for alike in matching::companies_like(cx.db(), &clues, but).await? {
            let likeness = Some((alike.certainty, alike.reasons));
            records.companies.push((alike.company, likeness));
        }
        for (lead, certainty, reasons) in matching::leads_like(cx.db(), &clues, None).await? {
            records.leads.push((lead, Some((certainty, reasons))));
        }
        Ok(records)
    }
}

/// Whether one of these people works with what an appointment is about already: it is their deal, lead or company, or they
/// have an open deal with it. A further appointment of theirs is no second approach.
///
/// # Errors
/// When the database is away.
pub async fn works_with(cx: &Cx, named: &Named, people: &[UserId]) -> Result<bool> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
    }
    let people = || people.iter().map(|user| user.0);
    let mut sql = Sql::new("SELECT d.id FROM deals d WHERE d.deleted_at IS NULL AND ");
    match named.about {
        About::Deal(id) => sql.push("d.id = ").bind(id.0),
        About::Lead(id) => sql
            .push("d.id IN (SELECT wl.deal_id FROM leads wl WHERE wl.id = ")
            .bind(id.0)
            .push(")"),
        About::Company(id) => sql
            .push("d.outcome IN ('open', 'on_hold') AND d.company_id = ")
            .bind(id.0),
    };
    sql.push(" AND (d.owner_id IN ").bind_list(people());
    sql.push(" OR d.id IN (SELECT m.deal_id FROM deal_members m WHERE m.user_id IN ")
        .bind_list(people());
    sql.push("))");
    if let About::Company(id) = named.about {
        sql.push(" UNION ALL SELECT c.id FROM companies c WHERE c.id = ")
            .bind(id.0);
        sql.push(" AND c.owner_id IN ").bind_list(people());
    }
    if let About::Lead(id) = named.about {
        sql.push(" UNION ALL SELECT l.id FROM leads l WHERE l.id = ").bind(id.0);
        sql.push(" AND l.owner_id IN ").bind_list(people());
    }
    sql.push(" LIMIT 1");
    Ok(cx.app.one::<Row>(sql).await?.is_some_and(|row| row.id > 0))
}
