//! A lead becomes a deal (案件化): its company and person are found or entered, the deal begins, and what was known and what
//! happened goes along. All of it in one transaction, and only once.

use db::Sql;
use sea_orm::FromQueryResult;
use serde_json::{Value, json};

use super::{
    lead::{open_for_change, save},
    table::{Model, State},
};
use crate::{
    activities, companies, contacts,
    cx::Cx,
    deals::{self, Deal, DecisionPart, NewDeal, People},
    error::{Error, Result},
    events::{Event, EventKind},
    guard::{self, Decision, Record},
    ids::{CompanyId, ContactId, DealId, LeadId},
    matching, questionnaires, t, touches,
    tx::Tx,
};

/// Whom the deal is with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForCompany {
    /// One that is there.
    Known(CompanyId),
    /// One entered now, by this name and with what is known of the lead.
    New(String),
}

/// Who takes part in the deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForContact {
    /// Nobody yet.
    Nobody,
    /// A contact of the company that is there.
    Known(ContactId),
    /// The person of the lead, entered now.
    New,
}

/// What becomes of a lead.
#[derive(Clone, Debug)]
pub struct Conversion {
    /// Whom the deal is with.
    pub company: ForCompany,
    /// Who takes part in it.
    pub contact: ForContact,
    /// What the deal starts with; its company is found here.
    pub deal: NewDeal,
    /// What was decided about colleagues who work with the customer.
    pub decision: Option<Box<Decision>>,
}

/// What became of a wish to convert.
#[derive(Clone, Debug)]
pub enum Converted {
    /// The deal it became.
    Now(Box<Deal>),
    /// It had become this deal already.
    Before(DealId),
}

/// What a lead says about its company.
pub(super) fn company_facts(lead: &Model, name: String) -> companies::Facts {
    let domain = lead.email.rsplit_once('@').map_or("", |(_, domain)| domain);
    let is_own = !domain.is_empty() && !matching::is_of_everybody(domain);
    companies::Facts {
        owner: lead.owner_id,
        name,
        kana: lead.kana.clone(),
        corporate_number: lead.corporate_number.clone(),
        phone: lead.phone.clone(),
        website: lead.website.clone(),
        mail_domain: if is_own { domain.to_lowercase() } else { String::new() },
        ..companies::Facts::default()
    }
}

/// Makes a deal of a lead.
///
/// # Errors
/// As [`open_for_change`]; [`Error::NotFound`] for a company or contact they may not see, and for a contact who works
/// elsewhere; [`Error::Invalid`] for a phase that takes no deals.
pub async fn convert(tx: &mut Tx, id: LeadId, version: Option<i64>, wish: Conversion) -> Result<Converted> {
    let lead = open_for_change(tx, id, None).await?;
    if let Some(deal) = lead.deal_id {
        return Ok(Converted::Before(deal));
    }
    if version.is_some_and(|version| version != lead.version) {
        return Err(Error::Stale);
    }
    let decision = wish.decision.as_deref();
    let owner = Decision::new_owner(decision).unwrap_or(wish.deal.owner);
    let is_new_company = matches!(wish.company, ForCompany::New(_));
    let company = match wish.company {
        ForCompany::Known(id) => id,
        ForCompany::New(name) => {
            let facts = companies::Facts {
                owner: Some(owner),
                ..company_facts(&lead, name)
            };
            companies::create(tx, facts, None).await?.id
        }
    };
    let contact = match wish.contact {
        ForContact::Nobody => None,
        ForContact::Known(id) => Some(id),
        ForContact::New => Some(contacts::create(tx, company, contact_facts(&lead)).await?.id),
    };
    let mut deal = deals::create(
        tx,
        NewDeal {
            company: Some(company),
            owner,
            ..wish.deal
        },
    )
    .await?;
    if let Some(contact) = contact {
        let people = People {
            contacts: vec![(contact, DecisionPart::Other)],
            ..People::default()
        };
        deal = deals::set_people(tx, deal.id, None, people).await?;
    }
    if let Some(decision) = decision {
        if let Some(companion) = Decision::companion(Some(decision)) {
            deal = guard::join_deal(tx, deal, companion).await?;
        }
        guard::tell(tx, decision, Record::Deal(deal.id, deal.company_id)).await?;
    }
    touches::move_along(tx, id, deal.id, contact).await?;
    questionnaires::carry_over(tx, id, deal.id, contact).await?;
    activities::move_along(tx, id, &deal, contact).await?;
    let made = json!({
        "company": is_new_company.then_some(company),
        "contact": contact.filter(|_| wish.contact == ForContact::New),
    });
    become_deal(tx, lead, &deal, made).await?;
    Ok(Converted::Now(Box::new(deal)))
}

/// Says of a lead that it went into a deal that is there already, with its touches.
///
/// # Errors
/// As [`open_for_change`]; [`Error::NotFound`] for a deal they may not see; [`Error::Invalid`] when it went into one
/// before.
pub async fn went_into(tx: &mut Tx, id: LeadId, deal: DealId) -> Result<()> {
    let lead = open_for_change(tx, id, None).await?;
    if lead.deal_id.is_some() {
        return Err(Error::Invalid(t!(tx.actor().texts(), "lead-is-converted")));
    }
    let deal = deals::open_for_change(tx, deal, None).await?;
    touches::move_along(tx, id, deal.id, None).await?;
    questionnaires::carry_over(tx, id, deal.id, None).await?;
    activities::move_along(tx, id, &deal, None).await?;
    become_deal(tx, lead, &deal, Value::Null).await
}

fn contact_facts(lead: &Model) -> contacts::Facts {
    contacts::Facts {
        name: lead.contact.clone(),
        department: lead.department.clone(),
        job_title: lead.job_title.clone(),
        email: lead.email.clone(),
        phone: lead.phone.clone(),
        ..contacts::Facts::default()
    }
}

/// `made` says what was entered for it, so that it can be taken back; nothing for a deal that was there before.
async fn become_deal(tx: &mut Tx, mut lead: Model, deal: &Deal, made: Value) -> Result<()> {
    let was = json!({ "state": lead.state.code(), "since": lead.state_since.0, "reason": lead.reason });
    lead.state = State::Converted;
    lead.state_since = tx.now();
    lead.touched_at = tx.now();
    lead.reason = String::new();
    lead.deal_id = Some(deal.id);
    lead.converted_at = Some(tx.now());
    let lead = save(tx, lead).await?;
    tx.record(
        Event::new(EventKind::LeadConverted)
            .lead(Some(lead.id))
            .deal(deal.id)
            .company(deal.company_id)
            .data(json!({ "name": lead.name(), "was": was, "made": made })),
    );
    Ok(())
}

/// A contact who may be the person of a lead.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub(super) struct LikePerson {
    pub id: ContactId,
    pub name: String,
    pub company_id: CompanyId,
    pub company: String,
    pub email: String,
    pub phone: String,
    pub mobile: String,
}

/// At most so many.
const MOST: i64 = 8;

/// The contacts this person sees with the same mail address or phone, and those of the same name at companies that
/// match.
///
/// # Errors
/// When the database is away.
pub(super) async fn people_like(cx: &Cx, lead: &Model, companies: &[CompanyId]) -> Result<Vec<LikePerson>> {
    let name = japan::fold(&lead.contact);
    let mut sql = Sql::new(
        "SELECT p.id, p.name, p.company_id, c.name AS company, p.email, p.phone, p.mobile
         FROM contacts p JOIN companies c ON c.id = p.company_id WHERE (1 = 0",
    );
    if !lead.email.is_empty() {
        sql.push(" OR LOWER(p.email) = ").bind(lead.email.to_lowercase());
    }
    if !lead.phone.is_empty() {
        for column in ["phone", "mobile"] {
            sql.push(&format!(" OR REPLACE(REPLACE(p.{column}, '-', ''), ' ', '') = "))
                .bind(japan::phone_digits(&lead.phone));
        }
    }
    if !name.is_empty() {
        sql.push(" OR (p.search_fold LIKE ").bind(format!("{name}%"));
        sql.push(" AND p.company_id IN ")
            .bind_list(companies.iter().map(|id| id.0))
            .push(")");
    }
    sql.push(")");
    contacts::push_visible(&cx.actor, &mut sql, "p");
    sql.push(" ORDER BY p.name, p.id LIMIT ").bind(MOST);
    cx.app.all(sql).await
}
