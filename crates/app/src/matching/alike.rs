//! Companies that may be the one of which a few things are known: asked when somebody enters one, whoever's the others are.

use std::collections::BTreeMap;

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{
    certainty::{Certainty, Compared, Reason, judge},
    mail_providers::is_of_everybody,
};
use crate::{error::Result, ids::CompanyId};

/// So many that share one clue are looked at. A thousand companies with one phone are a mistake of an import.
const MOST: i64 = 1000;

/// What is known of a company that may be here already, as typed; "" is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clues {
    /// Its name, in any spelling.
    pub name: String,
    /// 法人番号, with or without hyphens.
    pub corporate_number: String,
    /// What stands behind the @, or the whole address of somebody there.
    pub mail_domain: String,
    /// Its telephone, as written.
    pub phone: String,
}

/// A company that may be the one, how sure that is and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// Which.
    pub company: CompanyId,
    /// How sure.
    pub certainty: Certainty,
    /// In what they are alike, and what speaks against it.
    pub reasons: Vec<Reason>,
}

/// The companies that may be the one of the clues, the surest first; `but` is the one that is being changed. **All of
/// them**: what of it a reader may be shown is for the caller to decide.
///
/// # Errors
/// When the database is away.
pub async fn companies_like<C: ConnectionTrait>(db: &C, clues: &Clues, but: Option<CompanyId>) -> Result<Vec<Alike>> {
    let compared = Compared::from(clues);
    let mut found = Vec::new();
    for row in rows(db, &compared, but).await? {
        let company = row.id;
        if let Some((certainty, reasons)) = judge(&compared, &row.into()) {
            found.push(Alike {
                company,
                certainty,
                reasons,
            });
        }
    }
    found.sort_by_key(|alike| (alike.certainty, alike.company));
    Ok(found)
}

impl From<&Clues> for Compared {
    fn from(clues: &Clues) -> Self {
        // A number is compared even when its check digit is wrong: both may have it from one file.
        let number = japan::corporate_number(&clues.corporate_number);
        Self {
            name: japan::fold_company(&clues.name),
            number: number.unwrap_or_else(|_| clues.corporate_number.clone()),
            domain: domain(&clues.mail_domain),
            phone: japan::phone_digits(&clues.phone),
        }
    }
}

/// A domain to compare by, "" for everybody's.
fn domain(address: &str) -> String {
    let domain = address.rsplit('@').next().unwrap_or_default().trim().to_lowercase();
    if is_of_everybody(&domain) {
        String::new()
    } else {
        domain
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: CompanyId,
    name_fold: String,
    corporate_number: String,
    mail_domain: String,
    phone_digits: String,
}

impl From<Row> for Compared {
    fn from(row: Row) -> Self {
        Self {
            name: row.name_fold,
            number: row.corporate_number,
            domain: domain(&row.mail_domain),
            phone: row.phone_digits,
        }
    }
}

/// One query per clue, each from its own index.
async fn rows<C: ConnectionTrait>(db: &C, compared: &Compared, but: Option<CompanyId>) -> Result<Vec<Row>> {
    let clues = [
        ("corporate_number", &compared.number),
        ("name_fold", &compared.name),
        ("mail_domain", &compared.domain),
        ("phone_digits", &compared.phone),
    ];
    let mut rows = BTreeMap::new();
    for (column, value) in clues.into_iter().filter(|(_, value)| !value.is_empty()) {
        // That it is not empty is written out, so that the indexes that leave the empty ones out can be used.
        let mut sql = Sql::new(&format!(
            "SELECT c.id, c.name_fold, c.corporate_number, c.mail_domain, c.phone_digits
             FROM companies c WHERE c.deleted_at IS NULL AND c.{column} <> '' AND c.{column} = "
        ));
        sql.bind(value.as_str())
            .push(" AND c.id <> ")
            .bind(but.map_or(0, |id| id.0));
        sql.push(" ORDER BY c.id LIMIT ").bind(MOST);
        let found = Row::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?;
        rows.extend(found.into_iter().map(|row| (row.id, row)));
    }
    Ok(rows.into_values().collect())
}
