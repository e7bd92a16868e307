//! The folded column of a contact: what it is found by.

use db::Sql;
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use crate::{error::Result, ids::ContactId, tx::Tx};

/// Everything a search looks at: name, reading and mail address.
pub(super) fn search(name: &str, kana: &str, email: &str) -> String {
    japan::search_fold(&[name, kana, email])
}

/// Folds at most `most` contacts behind a number anew; answers the last one's number, `None` when there are no more.
/// Nobody's change: neither version nor history moves.
///
/// # Errors
/// When the database is away.
pub async fn refold(tx: &Tx, after: ContactId, most: i64) -> Result<Option<ContactId>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: ContactId,
        name: String,
        kana: String,
        email: String,
        search_fold: String,
    }
    let mut sql = Sql::new("SELECT id, name, kana, email, search_fold FROM contacts WHERE id > ");
    sql.bind(after.0).push(" ORDER BY id LIMIT ").bind(most);
    let rows = Row::find_by_statement(sql.statement(tx.dialect())).all(tx.db()).await?;
    let last = rows.last().map(|row| row.id);
    for row in rows {
        let fold = search(&row.name, &row.kana, &row.email);
        if fold != row.search_fold {
            let mut sql = Sql::new("UPDATE contacts SET search_fold = ");
            sql.bind(fold).push(" WHERE id = ").bind(row.id.0);
            tx.db().execute_raw(sql.statement(tx.dialect())).await?;
        }
    }
    Ok(last)
}
