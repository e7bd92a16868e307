//! The folded columns of a lead: what it is found and compared by.

use db::Sql;
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use super::table::Model;
use crate::{error::Result, ids::LeadId, matching, tx::Tx};

/// What a lead says, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Folds {
    name: String,
    near: String,
    kana: String,
    domain: String,
    phone: String,
    search: String,
}

impl Folds {
    pub(super) fn of(lead: &Model) -> Self {
        Self::new(
            &lead.company,
            &lead.kana,
            &lead.contact,
            &lead.email,
            &lead.phone,
            &lead.corporate_number,
        )
    }

    fn new(company: &str, kana: &str, contact: &str, email: &str, phone: &str, number: &str) -> Self {
        let name = japan::fold_company(company);
        let domain = email
            .rsplit_once('@')
            .map_or("", |(_, domain)| domain)
            .trim()
            .to_lowercase();
        Self {
            near: japan::near_key(&name),
            name,
            kana: japan::fold_company(kana),
            domain: if matching::is_of_everybody(&domain) {
                String::new()
            } else {
                domain
            },
            phone: japan::phone_digits(phone),
            search: japan::search_fold(&[company, kana, contact, email, number]),
        }
    }

    pub(super) fn keep(self, lead: &mut Model) {
        lead.name_fold = self.name;
        lead.near_fold = self.near;
        lead.kana_fold = self.kana;
        lead.mail_domain = self.domain;
        lead.phone_digits = self.phone;
        lead.search_fold = self.search;
    }
}

/// Folds at most `most` leads behind a number anew; answers the last one's number, `None` when there are no more.
/// Nobody's change: neither version nor history moves.
///
/// # Errors
/// When the database is away.
pub async fn refold(tx: &Tx, after: LeadId, most: i64) -> Result<Option<LeadId>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: LeadId,
        company: String,
        kana: String,
        contact: String,
        email: String,
        phone: String,
        corporate_number: String,
        name_fold: String,
        near_fold: String,
        kana_fold: String,
        mail_domain: String,
        phone_digits: String,
        search_fold: String,
    }
    let mut sql = Sql::new(
        "SELECT id, company, kana, contact, email, phone, corporate_number, name_fold, near_fold, kana_fold, mail_domain,
                phone_digits, search_fold FROM leads WHERE id > ",
    );
    sql.bind(after.0).push(" ORDER BY id LIMIT ").bind(most);
    let rows = Row::find_by_statement(sql.statement(tx.dialect())).all(tx.db()).await?;
    let last = rows.last().map(|row| row.id);
    for row in rows {
        let folds = Folds::new(
            &row.company,
            &row.kana,
            &row.contact,
            &row.email,
            &row.phone,
            &row.corporate_number,
        );
        let were = Folds {
            name: row.name_fold,
            near: row.near_fold,
            kana: row.kana_fold,
            domain: row.mail_domain,
            phone: row.phone_digits,
            search: row.search_fold,
        };
        if folds == were {
            continue;
        }
        let mut sql = Sql::new("UPDATE leads SET name_fold = ");
        sql.bind(folds.name).push(", near_fold = ").bind(folds.near);
        sql.push(", kana_fold = ").bind(folds.kana);
        sql.push(", mail_domain = ").bind(folds.domain);
        sql.push(", phone_digits = ").bind(folds.phone);
        sql.push(", search_fold = ").bind(folds.search);
        sql.push(" WHERE id = ").bind(row.id.0);
        tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    }
    Ok(last)
}
