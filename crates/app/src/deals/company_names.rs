//! Deals are found by the names of their company too, so a new name of a company reaches its deals.

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
        sql.bind(japan::fold(&format!("{}{names}", deal.title)));
        sql.push(" WHERE id = ").bind(deal.id.0);
        tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    }
    Ok(())
}
