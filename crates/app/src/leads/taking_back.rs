//! A conversion is taken back: the deal is deleted with what was entered for it, and the lead is as it was, with its touches and
//! activities. Only while nothing came since: what somebody did with the deal is nobody's to take back.

use db::Sql;
use sea_orm::{ConnectionTrait as _, FromQueryResult};
use serde_json::Value;

use super::{
    clock::refresh,
    lead::{open_for_change, save, tell_changes},
    table::{Model, State},
};
use crate::{
    activities, companies, contacts, deals,
    error::{Error, Result},
    ids::{CompanyId, ContactId, DealId, EventId, LeadId},
    questionnaires, t,
    time::At,
    touches,
    tx::Tx,
};

/// What became of the wish to take a conversion back.
#[derive(Clone, Debug)]
pub enum TakenBack {
    /// The lead as it was.
    Now(Box<Model>),
    /// So much came since, so it stays.
    Since(i64),
    /// It went into a deal that was there before.
    WasThere,
}

/// Takes a conversion back.
///
/// # Errors
/// As [`open_for_change`]; [`Error::NotFound`] for a deal they may not see; [`Error::Invalid`] for a lead that is no deal.
pub async fn take_back(tx: &mut Tx, id: LeadId) -> Result<TakenBack> {
    let before = open_for_change(tx, id, None).await?;
    let Some(deal) = before.deal_id else {
        return Err(Error::Invalid(t!(tx.actor().texts(), "lead-not-converted")));
    };
    deals::open_for_change(tx, deal, None).await?;
    let Some((event, data)) = conversion_of(tx, id).await? else {
        return Ok(TakenBack::WasThere);
    };
    if !data["made"].is_object() {
        return Ok(TakenBack::WasThere);
    }
    let company = data["made"]["company"].as_i64().map(CompanyId);
    let contact = data["made"]["contact"].as_i64().map(ContactId);
    let since = count_since(tx, event, id, deal, company, contact).await?;
    if since > 0 {
        return Ok(TakenBack::Since(since));
    }
    touches::move_back(tx, id, deal, contact).await?;
    questionnaires::carry_back(tx, id, deal, contact).await?;
    activities::move_back(tx, id, deal).await?;
    let mut lead = before.clone();
    lead.state = data["was"]["state"]
        .as_str()
        .and_then(State::from_code)
        .unwrap_or(State::Contacted);
    lead.state_since = data["was"]["since"].as_i64().map_or(before.state_since, At);
    lead.reason = data["was"]["reason"].as_str().unwrap_or_default().to_owned();
    lead.deal_id = None;
    lead.converted_at = None;
    let lead = save(tx, lead).await?;
    refresh(tx, id).await?;
    tell_changes(tx, &before, &lead);
    deals::delete(tx, deal, None).await?;
    if let Some(contact) = contact {
        contacts::delete(tx, contact, None).await?;
    }
    if let Some(company) = company {
        companies::delete(tx, company, None).await?;
    }
    Ok(TakenBack::Now(Box::new(lead)))
}

/// The event of the conversion, and what it says.
async fn conversion_of(tx: &Tx, id: LeadId) -> Result<Option<(EventId, Value)>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: EventId,
        data: String,
    }
    let mut sql = Sql::new("SELECT id, data FROM events WHERE kind = 'lead.converted' AND lead_id = ");
    sql.bind(id.0).push(" ORDER BY id DESC LIMIT 1");
    let row = Row::find_by_statement(sql.statement(tx.dialect())).one(tx.db()).await?;
    Ok(row.map(|row| (row.id, serde_json::from_str(&row.data).unwrap_or_default())))
}

/// How much happened since with the lead, the deal, and what was entered for it.
async fn count_since(
    tx: &Tx,
    event: EventId,
    lead: LeadId,
    deal: DealId,
    company: Option<CompanyId>,
    contact: Option<ContactId>,
) -> Result<i64> {
    let mut sql = Sql::new("SELECT CAST(COUNT(*) AS BIGINT) FROM events WHERE id > ");
    sql.bind(event.0).push(" AND (lead_id = ").bind(lead.0);
    sql.push(" OR deal_id = ").bind(deal.0);
    sql.push(" OR company_id = ").bind(company.map_or(0, |id| id.0));
    sql.push(" OR contact_id = ")
        .bind(contact.map_or(0, |id| id.0))
        .push(")");
    let row = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    Ok(row.map_or(Ok(0), |row| row.try_get_by_index(0))?)
}
