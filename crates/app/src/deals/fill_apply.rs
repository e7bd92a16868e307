//! Writes what the sheet of a move read, by the acts that any page uses.

use chrono::NaiveDate;

use super::{
    Change, DecisionPart, NewLine, People, change, company_choice, contacts_of, fill::Fill, fill_facts, lines_of,
    members_of, offered_products, set_check, set_lines, set_people, table::Model,
};
use crate::{
    activities::{self, Done, NewActivity, When},
    error::Result,
    hearing::{self, Given, Seen, Source},
    ids::{ActivityKindId, ContactId, ProductId},
    tx::Tx,
};

/// Writes what was filled in.
///
/// # Errors
/// As the acts of each.
pub(super) async fn apply(tx: &mut Tx, deal: &Model, fill: Fill) -> Result<()> {
    let company = match fill.company {
        Some(picked) => company_choice::entered(tx, picked, deal.owner_id).await?,
        None => None,
    };
    let facts = Change {
        amount: fill.amount.map(Some),
        expected_close_on: fill.close.map(Some),
        company: company.map(Some),
        channel: fill.channel.map(Some),
        ..Change::default()
    };
    change(tx, deal.id, None, facts).await?;
    if fill.contact.is_some() || fill.decider.is_some() {
        add_contacts(tx, deal, fill.contact, fill.decider).await?;
    }
    if let Some((product, quantity)) = fill.product {
        add_product(tx, deal, product, quantity).await?;
    }
    fill_facts::apply(tx, deal, fill.facts, fill.interest).await?;
    for criterion in fill.checks {
        set_check(tx, deal.id, None, criterion, true).await?;
    }
    for (question, answer) in fill.answers {
        let given = Given {
            answer: Some(answer),
            source: Source::Heard,
            contact: None,
            heard_on: tx.now().day(tx.workspace().zone),
        };
        hearing::give(tx, deal.id, question, Seen::default(), given).await?;
    }
    for (kind, day, done) in fill.done {
        activity(tx, deal, kind, day, Some(done)).await?;
    }
    if let Some((kind, day)) = fill.next {
        activity(tx, deal, kind, day, None).await?;
    }
    Ok(())
}

async fn add_contacts(tx: &mut Tx, deal: &Model, contact: Option<ContactId>, decider: Option<ContactId>) -> Result<()> {
    let mut people = People {
        contacts: contacts_of(tx.db(), deal.id)
            .await?
            .into_iter()
            .map(|contact| (contact.id, contact.part))
            .collect(),
        members: members_of(tx.db(), deal.id)
            .await?
            .into_iter()
            .map(|member| member.id)
            .collect(),
    };
    if let Some(contact) = contact.filter(|contact| people.contacts.iter().all(|(known, _)| known != contact)) {
        people.contacts.push((contact, DecisionPart::Other));
    }
    if let Some(decider) = decider {
        people.contacts.retain(|(known, _)| *known != decider);
        people.contacts.push((decider, DecisionPart::Decides));
    }
    set_people(tx, deal.id, None, people).await?;
    Ok(())
}

/// At the price of the list, if that is in the deal's currency.
async fn add_product(tx: &mut Tx, deal: &Model, product: ProductId, quantity: i64) -> Result<()> {
    let as_typed = |line: super::Line| NewLine {
        product: line.product_id,
        name: line.name,
        quantity: line.quantity,
        unit_price: line.unit_price,
    };
    let mut lines: Vec<NewLine> = lines_of(tx.db(), deal.id).await?.into_iter().map(as_typed).collect();
    let offered = offered_products(tx.db(), deal.id).await?;
    let listed = offered.into_iter().find(|offered| offered.id == product);
    let price = listed.filter(|listed| listed.currency.as_deref() == Some(deal.currency.as_str()));
    lines.push(NewLine {
        product: Some(product),
        name: String::new(),
        quantity,
        unit_price: price.and_then(|listed| listed.price).unwrap_or(0),
    });
    set_lines(tx, deal.id, None, lines, false).await?;
    Ok(())
}

async fn activity(tx: &mut Tx, deal: &Model, kind: ActivityKindId, day: NaiveDate, done: Option<Done>) -> Result<()> {
    let new = NewActivity {
        deal: Some(deal.id),
        lead: None,
        company: None,
        owner: tx.user().unwrap_or(deal.owner_id),
        kind,
        way: None,
        subject: String::new(),
        when: When { day, time: None },
        minutes: None,
        contacts: Vec::new(),
        done,
        external_id: None,
    };
    activities::create(tx, new).await?;
    Ok(())
}
