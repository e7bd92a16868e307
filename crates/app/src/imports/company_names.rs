//! Companies by the names in cells: also by the names of those that were merged into them since.

use db::Sql;
use sea_orm::FromQueryResult;

use super::references::{Found, References};
use crate::{companies, error::Result, merges, tx::Tx};

#[derive(FromQueryResult)]
struct Gone {
    id: i64,
    name: String,
}

/// All of them.
///
/// # Errors
/// When the database is away.
pub async fn by_name(tx: &Tx) -> Result<References> {
    let mut sql = Sql::new("SELECT c.id, c.name FROM companies c WHERE 1 = 1");
    companies::push_visible(tx.actor(), &mut sql, "c");
    sql.push(" ORDER BY c.id");
    let mut references = References::read(tx.db(), sql, japan::fold_company).await?;
    let whence = merges::whence(tx.db(), merges::Kind::Company).await?;
    let sql = Sql::new(
        "SELECT c.id, c.name FROM companies c JOIN merges m ON m.gone_id = c.id
         WHERE m.kind = 'company' AND m.undone_at IS NULL ORDER BY c.id",
    );
    for gone in Gone::find_by_statement(sql.statement(tx.dialect()))
        .all(tx.db())
        .await?
    {
        // A name that is somebody's today is theirs.
        let is_taken = matches!(references.find(&gone.name), Found::Exact(_) | Found::Several(_));
        if let Some(kept) = whence.get(&gone.id).filter(|_| !is_taken) {
            references.add_alias(*kept, &gone.name);
        }
    }
    Ok(references)
}
