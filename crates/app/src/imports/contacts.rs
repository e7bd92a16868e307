//! Contacts of a company, by their names in cells.

use std::collections::HashMap;

use db::Sql;
use sea_orm::FromQueryResult;

use super::{cells::Cells, columns::Field, references::References};
use crate::{
    contacts,
    error::Result,
    ids::{CompanyId, ContactId},
    t,
    tx::Tx,
};

/// The contacts of all companies, each known within its own.
pub struct Contacts {
    of: HashMap<CompanyId, References>,
    nobody: References,
}

#[derive(FromQueryResult)]
struct ContactRow {
    id: i64,
    name: String,
    email: String,
    company_id: CompanyId,
}

impl Contacts {
    /// Reads who there is.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn load(tx: &Tx) -> Result<Self> {
        let mut sql = Sql::new("SELECT p.id, p.name, p.email, p.company_id FROM contacts p WHERE 1 = 1");
        contacts::push_visible(tx.actor(), &mut sql, "p");
        sql.push(" ORDER BY p.id");
        let mut of: HashMap<CompanyId, References> = HashMap::new();
        for row in ContactRow::find_by_statement(sql.statement(tx.dialect()))
            .all(tx.db())
            .await?
        {
            let references = of
                .entry(row.company_id)
                .or_insert_with(|| References::none(japan::fold));
            references.add(row.id, &row.name);
            if !row.email.is_empty() {
                references.add_alias(row.id, &row.email);
            }
        }
        Ok(Self {
            of,
            nobody: References::none(japan::fold),
        })
    }

    /// The people of a company that a cell names; `None` when it is blank.
    pub fn read(&self, cells: &mut Cells<'_>, field: Field, company: Option<CompanyId>) -> Option<Vec<ContactId>> {
        let references = company
            .and_then(|company| self.of.get(&company))
            .unwrap_or(&self.nobody);
        let found = cells.references(field, references, |words| t!(words, "import-no-contact-remedy"))?;
        Some(found.into_iter().map(ContactId).collect())
    }
}
