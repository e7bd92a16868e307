//! The page of a contact: how to reach them, the deals they take part in, what happened with them.

use askama::Template;
use axum::{extract::Path, response::Response};
use db::Sql;
use kit::fields::QueryFields;
use sea_orm::FromQueryResult;

use super::{
    Contact,
    form::{FIELDS, label_of, written},
    pages::{its_company, seen},
};
use crate::{
    companies::Company,
    cx::Cx,
    deals::{self, DecisionPart, Outcome},
    error::{Error, Result},
    history::{self, About, History},
    ids::{ContactId, DealId},
    merges,
    page::Page,
    questionnaires, t,
    touches::{BroughtPanel, By},
};

#[derive(Template)]
#[template(path = "contacts/views/show.html")]
struct ShowPage {
    page: Page,
    contact: Contact,
    company: Company,
    facts: Vec<Fact>,
    deals: Vec<DealLine>,
    /// Whether there is a questionnaire that could be sent about one of the deals.
    may_ask: bool,
    brought: BroughtPanel,
    merged: Vec<merges::Merged>,
    history: History,
}

struct Fact {
    label: String,
    text: String,
    href: Option<String>,
}

#[derive(Clone, Debug, FromQueryResult)]
struct DealLine {
    id: DealId,
    title: String,
    outcome: Outcome,
    part: DecisionPart,
    phase: String,
    owner: String,
}

impl ShowPage {
    fn part(&self, deal: &DealLine) -> String {
        deal.part.name(self.page.words)
    }

    fn outcome(&self, deal: &DealLine) -> String {
        deals::outcome_name(deal.outcome, self.page.words)
    }

    fn is_open(deal: &DealLine) -> bool {
        deal.outcome == Outcome::Open
    }
}

/// `GET /contacts/{id}`; one that was merged into another leads there.
///
/// # Errors
/// [`Error::NotFound`] for what one may not see.
pub async fn show(cx: Cx, Path(id): Path<ContactId>, QueryFields(query): QueryFields) -> Result<Response> {
    let contact = match seen(&cx, id).await {
        Err(Error::NotFound) => return merges::led_on(&cx, merges::Kind::Contact, id.0).await,
        found => found?,
    };
    let company = its_company(&cx, &contact).await?;
    let limit = (!query.flag("all")).then_some(history::FIRST);
    let page = cx.page(contact.name.as_str()).under(t!(cx, "contacts"));
    cx.html(&ShowPage {
        brought: BroughtPanel::read(&cx, &page, By::Contact(id)).await?,
        page,
        facts: facts(&cx, &contact),
        deals: deal_lines(&cx, id).await?,
        may_ask: cx.actor.may_write() && questionnaires::is_sendable(cx.db()).await?,
        merged: merges::merged_into(&cx, merges::Kind::Contact, id.0).await?,
        history: history::happened(&cx, About::Contact(id), limit).await?,
        company,
        contact,
    })
}

fn facts(cx: &Cx, contact: &Contact) -> Vec<Fact> {
    let fields = written(contact);
    let fact = |name: &str| {
        let value = fields.text(name);
        let href = match name {
            "email" => Some(format!("mailto:{value}")),
            "phone" | "mobile" => Some(format!("tel:{}", value.replace(' ', ""))),
            _ => None,
        };
        Fact {
            label: label_of(name, cx.texts()).unwrap_or_default(),
            text: value.to_owned(),
            href: href.filter(|_| !value.is_empty()),
        }
    };
    // The name stands above.
    FIELDS.into_iter().skip(1).map(fact).collect()
}

async fn deal_lines(cx: &Cx, id: ContactId) -> Result<Vec<DealLine>> {
    let mut sql = Sql::new(
        "SELECT d.id, d.title, d.outcome, dc.part, p.name AS phase, u.name AS owner
         FROM deal_contacts dc JOIN deals d ON d.id = dc.deal_id
         JOIN phases p ON p.id = d.phase_id JOIN users u ON u.id = d.owner_id
         WHERE dc.contact_id = ",
    );
    sql.bind(id.0);
    deals::push_visible(&cx.actor, &mut sql, "d");
    sql.push(" ORDER BY CASE WHEN d.outcome = 'open' THEN 0 ELSE 1 END, d.opened_at DESC, d.id DESC");
    cx.app.all(sql).await
}
