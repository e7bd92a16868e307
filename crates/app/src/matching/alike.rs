//! Companies, and leads of companies, that may be the one of which a few things are known: asked when somebody enters one,
//! whoever's the others are.

use std::collections::BTreeMap;

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{
    certainty::{Certainty, Compared, Judged, doubt, judge},
    company_pairs::are_several,
    mail_providers::is_of_everybody,
    reason::Reason,
};
use crate::{
    error::Result,
    ids::{CompanyId, LeadId},
};

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
    let found = like(db, "companies", clues, but.map_or(0, |id| id.0)).await?;
    let alike = |(id, (certainty, reasons)): (i64, Judged)| Alike {
        company: CompanyId(id),
        certainty,
        reasons,
    };
    Ok(found.into_iter().map(alike).collect())
}

/// The leads whose company may be the one of the clues, the surest first, each with how sure that is and why; `but` is the
/// one that is being changed. **All of them**, as with [`companies_like`].
///
/// # Errors
/// When the database is away.
pub async fn leads_like<C: ConnectionTrait>(
    db: &C,
    clues: &Clues,
    but: Option<LeadId>,
) -> Result<Vec<(LeadId, Certainty, Vec<Reason>)>> {
    let found = like(db, "leads", clues, but.map_or(0, |id| id.0)).await?;
    let alike = |(id, (certainty, reasons))| (LeadId(id), certainty, reasons);
    Ok(found.into_iter().map(alike).collect())
}

async fn like<C: ConnectionTrait>(db: &C, table: &str, clues: &Clues, but: i64) -> Result<Vec<(i64, Judged)>> {
    let compared = Compared::from(clues);
    let others = rows(db, table, &compared, but).await?;
    let named = others
        .iter()
        .map(|row| &row.1)
        .filter(|other| other.name == compared.name);
    let is_shared = !compared.name.is_empty() && are_several(named);
    let mut found = Vec::new();
    for (id, other) in &others {
        let Some(mut judged) = judge(&compared, other) else {
            continue;
        };
        if is_shared {
            doubt(&mut judged);
        }
        found.push((*id, judged));
    }
    found.sort_by_key(|(id, (certainty, _))| (*certainty, *id));
    Ok(found)
}

impl From<&Clues> for Compared {
    fn from(clues: &Clues) -> Self {
        // A number is compared even when its check digit is wrong: both may have it from one file.
        let number = japan::corporate_number(&clues.corporate_number);
        let name = japan::fold_company(&clues.name);
        Self {
            near: japan::near_key(&name),
            name,
            reading: String::new(),
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

/// A company's row as far as it is compared.
#[derive(FromQueryResult)]
pub(super) struct Row {
    pub id: CompanyId,
    name_fold: String,
    near_fold: String,
    kana_fold: String,
    corporate_number: String,
    mail_domain: String,
    phone_digits: String,
}

impl Row {
    /// The columns of `companies c`.
    pub(super) const COLUMNS: &str =
        "c.id, c.name_fold, c.near_fold, c.kana_fold, c.corporate_number, c.mail_domain, c.phone_digits";
}

impl From<Row> for Compared {
    fn from(row: Row) -> Self {
        Self {
            name: row.name_fold,
            near: row.near_fold,
            reading: row.kana_fold,
            number: row.corporate_number,
            domain: domain(&row.mail_domain),
            phone: row.phone_digits,
        }
    }
}

/// The records of a table that share a clue with it: one query per clue, each from its own index. `companies` and `leads`
/// have the columns that are compared under the same names.
pub(super) async fn rows<C: ConnectionTrait>(
    db: &C,
    table: &str,
    compared: &Compared,
    but: i64,
) -> Result<Vec<(i64, Compared)>> {
    let others = |condition: &str| {
        let mut sql = Sql::new(&format!(
            "SELECT {} FROM {table} c WHERE c.deleted_at IS NULL AND c.id <> ",
            Row::COLUMNS
        ));
        sql.bind(but).push(condition);
        sql
    };
    let mut queries = Vec::new();
    for (column, value) in [
        ("corporate_number", &compared.number),
        ("name_fold", &compared.name),
        ("mail_domain", &compared.domain),
        ("phone_digits", &compared.phone),
        ("near_fold", &compared.near),
    ] {
        if !value.is_empty() {
            // That it is not empty is written out, so that the indexes that leave the empty ones out can be used.
            let mut sql = others(&format!(" AND c.{column} <> '' AND c.{column} = "));
            sql.bind(value.as_str());
            queries.push(sql);
        }
    }
    for reading in compared.readings() {
        for column in ["kana_fold", "name_fold"] {
            let mut sql = others(&format!(" AND c.{column} <> '' AND c.{column} = "));
            sql.bind(reading);
            queries.push(sql);
        }
    }
    for block in japan::near_probes(&compared.near) {
        let half = if block.is_head { HEAD } else { TAIL };
        let mut sql = others(" AND c.near_fold <> '' AND length(c.near_fold) = ");
        sql.bind(i64::try_from(block.length).unwrap_or(i64::MAX));
        sql.push(&format!(" AND {half} = ")).bind(block.part);
        queries.push(sql);
    }
    let mut found = BTreeMap::new();
    for mut sql in queries {
        sql.push(" ORDER BY c.id LIMIT ").bind(MOST);
        let rows = Row::find_by_statement(sql.statement(Dialect::of(db))).all(db).await?;
        found.extend(rows.into_iter().map(|row| (row.id.0, Compared::from(row))));
    }
    Ok(found.into_iter().collect())
}

/// The two halves of a name by which near ones are found, as their indexes have them.
const HEAD: &str = "substr(c.near_fold, 1, length(c.near_fold) / 2)";
const TAIL: &str = "substr(c.near_fold, length(c.near_fold) / 2 + 1)";
