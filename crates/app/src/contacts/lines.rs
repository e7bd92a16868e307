//! The contacts of a company, a line each.

use db::Sql;
use sea_orm::FromQueryResult;

use super::scope;
use crate::{
    cx::Cx,
    error::Result,
    ids::{CompanyId, ContactId},
};

/// At most so many of one company.
const MOST: i64 = 50;

/// A contact in a line.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Line {
    /// Their number.
    pub id: ContactId,
    /// Their name.
    pub name: String,
    department: String,
    job_title: String,
    phone: String,
    mobile: String,
}

impl Line {
    /// 「経理部 部長」, or nothing.
    #[must_use]
    pub fn position(&self) -> String {
        format!("{} {}", self.department, self.job_title).trim().to_owned()
    }

    /// Where they are reached soonest.
    #[must_use]
    pub fn any_phone(&self) -> &str {
        if self.mobile.is_empty() {
            &self.phone
        } else {
            &self.mobile
        }
    }
}

/// The contacts of a company that the reader sees, in the order in which names are read.
///
/// # Errors
/// When the database is away.
pub async fn of_company(cx: &Cx, company: CompanyId) -> Result<Vec<Line>> {
    let mut sql = Sql::new(
        "SELECT p.id, p.name, p.department, p.job_title, p.phone, p.mobile FROM contacts p WHERE p.company_id = ",
    );
    sql.bind(company.0);
    scope::push_visible(&cx.actor, &mut sql, "p");
    sql.push(" ORDER BY CASE WHEN p.kana = '' THEN p.name ELSE p.kana END, p.id LIMIT ")
        .bind(MOST);
    cx.app.all(sql).await
}
