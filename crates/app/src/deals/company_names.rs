//! Deals are found by the names of their company too, so a new name of a company reaches its deals, and so does another
//! folding.

use db::Sql;
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use crate::{
    error::Result,
    ids::{CompanyId, DealId},
    tx::Tx,
};

/// Lets the deals of a company be found by its new names. All of them, whoever sees them: this is nobody's change of a
/// deal, so neither its version nor its history moves.
///
/// # Errors
/// When the database is away.
pub async fn company_renamed(tx: &Tx, company: CompanyId, names: &str) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Titled {
        id: DealId,
        title: String,
    }
    let mut sql = Sql::new("SELECT id, title FROM deals WHERE company_id = ");
    sql.bind(company.0);
    let deals = Titled::find_by_statement(sql.statement(tx.dialect()))
        .all(tx.db())
        .await?;
    for deal in deals {
        let mut sql = Sql::new("UPDATE deals SET search_fold = ");
        sql.bind(japan::search_fold(&[&deal.title, names]));
        sql.push(" WHERE id = ").bind(deal.id.0);
        tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    }
    Ok(())
}

/// Folds at most `most` deals behind a number anew; answers the last one's number, `None` when there are no more. Nobody's
/// change: neither version nor history moves.
///
/// # Errors
/// When the database is away.
pub async fn refold(tx: &Tx, after: DealId, most: i64) -> Result<Option<DealId>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: DealId,
        title: String,
        names: String,
        search_fold: String,
    }
    let mut sql = Sql::new(
        "SELECT d.id, d.title, COALESCE(c.name || c.kana, '') AS names, d.search_fold
         FROM deals d LEFT JOIN companies c ON c.id = d.company_id WHERE d.id > ",
    );
    sql.bind(after.0).push(" ORDER BY d.id LIMIT ").bind(most);
    let rows = Row::find_by_statement(sql.statement(tx.dialect())).all(tx.db()).await?;
    let last = rows.last().map(|row| row.id);
    for row in rows {
        let fold = japan::search_fold(&[&row.title, &row.names]);
        if fold != row.search_fold {
            let mut sql = Sql::new("UPDATE deals SET search_fold = ");
            sql.bind(fold).push(" WHERE id = ").bind(row.id.0);
            tx.db().execute_raw(sql.statement(tx.dialect())).await?;
        }
    }
    Ok(last)
}
