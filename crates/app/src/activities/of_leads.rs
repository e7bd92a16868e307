//! Activities of a lead that becomes a deal: they go along, and back again.

use db::Sql;
use sea_orm::ConnectionTrait as _;

use crate::{
    deals,
    error::Result,
    ids::{ContactId, DealId, LeadId},
    tx::Tx,
};

/// After a lead became a deal: its activities belong to both, with the contact that its person became. Those that were deleted
/// go along, so that taking a deletion back finds the deal.
///
/// # Errors
/// When the database refuses.
pub async fn move_along(tx: &mut Tx, lead: LeadId, deal: &deals::Deal, contact: Option<ContactId>) -> Result<()> {
    let mut sql = Sql::new("UPDATE activities SET version = version + 1, deal_id = ");
    sql.bind(deal.id.0)
        .push(", company_id = ")
        .bind(deal.company_id.map(|id| id.0));
    sql.push(", updated_at = ").bind(tx.now().0);
    sql.push(" WHERE deal_id IS NULL AND lead_id = ").bind(lead.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    if let Some(contact) = contact {
        let mut sql = Sql::new(
            "INSERT INTO activity_contacts (activity_id, contact_id) SELECT a.id, p.id FROM activities a JOIN contacts p ON p.id = ",
        );
        sql.bind(contact.0).push(" WHERE a.lead_id = ").bind(lead.0);
        sql.push(" AND a.deal_id = ")
            .bind(deal.id.0)
            .push(" ON CONFLICT DO NOTHING");
        tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    }
    deals::refresh(tx, deal.id).await?;
    Ok(())
}

/// The way back: what came along from a lead is the lead's alone again.
///
/// # Errors
/// When the database refuses.
pub async fn move_back(tx: &Tx, lead: LeadId, deal: DealId) -> Result<()> {
    let mut contacts = Sql::new(
        "DELETE FROM activity_contacts WHERE activity_id IN (SELECT a.id FROM activities a WHERE a.lead_id = ",
    );
    contacts.bind(lead.0).push(" AND a.deal_id = ").bind(deal.0).push(")");
    tx.db().execute_raw(contacts.statement(tx.dialect())).await?;
    let mut sql =
        Sql::new("UPDATE activities SET version = version + 1, deal_id = NULL, company_id = NULL, updated_at = ");
    sql.bind(tx.now().0).push(" WHERE lead_id = ").bind(lead.0);
    sql.push(" AND deal_id = ").bind(deal.0);
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    Ok(())
}
