//! The folded columns of a company: what it is found and matched by.

use db::Sql;
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use crate::{error::Result, ids::CompanyId, tx::Tx};

/// A company's names, folded.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Folds {
    /// To match by: without the legal form.
    pub name: String,
    /// The same as it sounds.
    pub near: String,
    /// The reading without the legal form.
    pub kana: String,
    /// Everything a search looks at.
    pub search: String,
}

impl Folds {
    pub(super) fn of(name: &str, kana: &str) -> Self {
        let folded = japan::fold_company(name);
        Self {
            near: japan::near_key(&folded),
            name: folded,
            kana: japan::fold_company(kana),
            search: japan::search_fold(&[name, kana]),
        }
    }
}

/// Folds at most `most` companies behind a number anew; answers the last one's number, `None` when there are no more.
/// Nobody's change: neither version nor history moves.
///
/// # Errors
/// When the database is away.
pub async fn refold(tx: &Tx, after: CompanyId, most: i64) -> Result<Option<CompanyId>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: CompanyId,
        name: String,
        kana: String,
        name_fold: String,
        near_fold: String,
        kana_fold: String,
        search_fold: String,
    }
    let mut sql =
        Sql::new("SELECT id, name, kana, name_fold, near_fold, kana_fold, search_fold FROM companies WHERE id > ");
    sql.bind(after.0).push(" ORDER BY id LIMIT ").bind(most);
    let rows = Row::find_by_statement(sql.statement(tx.dialect())).all(tx.db()).await?;
    let last = rows.last().map(|row| row.id);
    for row in rows {
        let folds = Folds::of(&row.name, &row.kana);
        let were = Folds {
            name: row.name_fold,
            near: row.near_fold,
            kana: row.kana_fold,
            search: row.search_fold,
        };
        if folds == were {
            continue;
        }
        let mut sql = Sql::new("UPDATE companies SET name_fold = ");
        sql.bind(folds.name).push(", near_fold = ").bind(folds.near);
        sql.push(", kana_fold = ").bind(folds.kana);
        sql.push(", search_fold = ").bind(folds.search);
        sql.push(" WHERE id = ").bind(row.id.0);
        tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    }
    Ok(last)
}
