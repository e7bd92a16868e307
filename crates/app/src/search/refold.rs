//! What is kept folded was folded by the program of its day. A newer one that folds otherwise makes it anew, once, as a
//! job: searching goes on meanwhile and finds by the old folding what was not reached yet.

use db::Sql;
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use crate::{
    app::App,
    companies, contacts, deals,
    error::Result,
    ids::{CompanyId, ContactId, DealId, LeadId},
    leads,
};

/// So many records are written at a time, so that nobody waits long for the database.
const ROWS: i64 = 500;

/// Whether everything is folded as this program folds.
///
/// # Errors
/// When the database is away.
pub async fn is_folded(app: &App) -> Result<bool> {
    #[derive(FromQueryResult)]
    struct Folding {
        version: i64,
    }
    let folding = app.one::<Folding>(Sql::new("SELECT version FROM folding")).await?;
    Ok(folding.is_some_and(|folding| folding.version >= japan::FOLDING))
}

/// Folds everything anew. Begun again from the start when it was interrupted; what is folded already is not written.
///
/// # Errors
/// When the database is away.
pub async fn refold(app: &App) -> Result<()> {
    let system = app.system().await?;
    let (mut company, mut contact, mut deal) = (Some(CompanyId(0)), Some(ContactId(0)), Some(DealId(0)));
    while let Some(after) = company {
        let tx = app.begin(&system).await?;
        company = companies::refold(&tx, after, ROWS).await?;
        tx.commit().await?;
    }
    while let Some(after) = contact {
        let tx = app.begin(&system).await?;
        contact = contacts::refold(&tx, after, ROWS).await?;
        tx.commit().await?;
    }
    while let Some(after) = deal {
        let tx = app.begin(&system).await?;
        deal = deals::refold(&tx, after, ROWS).await?;
        tx.commit().await?;
    }
    let mut lead = Some(LeadId(0));
    while let Some(after) = lead {
        let tx = app.begin(&system).await?;
        lead = leads::refold(&tx, after, ROWS).await?;
        tx.commit().await?;
    }
    let tx = app.begin(&system).await?;
    let mut sql = Sql::new("UPDATE folding SET version = ");
    sql.bind(japan::FOLDING);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    tx.commit().await
}
