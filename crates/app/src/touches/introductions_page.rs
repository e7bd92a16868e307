//! `GET /deals/{id}/introductions`: the chain of introductions, walked; and the panel of what somebody brought.

use askama::Template;
use axum::{extract::Path, response::Response};

use super::introductions::{self, Brought, By, ChainDeal, Introduced, Link};
use crate::{
    cx::Cx,
    deals::{self, Outcome},
    error::{Error, Result},
    ids::DealId,
    page::Page,
    t,
};

#[derive(Template)]
#[template(path = "touches/views/introductions.html")]
struct ChainPage {
    page: Page,
    id: DealId,
    links: Vec<Link>,
}

/// `GET /deals/{id}/introductions`.
///
/// # Errors
/// [`Error::NotFound`] for what one may not see.
pub async fn show(cx: Cx, Path(id): Path<DealId>) -> Result<Response> {
    let links = introductions::chain(&cx, id).await?;
    if links.is_empty() {
        return Err(Error::NotFound);
    }
    let page = cx.page(t!(cx, "introductions"));
    cx.html(&ChainPage { page, id, links })
}

impl ChainPage {
    fn outcome(&self, deal: &ChainDeal) -> String {
        deals::outcome_name(deal.outcome, self.page.words)
    }

    fn introducer(&self, introduced: &Introduced) -> String {
        match (&introduced.contact, &introduced.company) {
            (Some(contact), Some(company)) => t!(
                self.page,
                "touch-introducer-person",
                name = contact.as_str(),
                company = company.as_str()
            ),
            (None, Some(company)) => company.clone(),
            (_, None) => t!(self.page, "touch-introducer-hidden"),
        }
    }

    fn path(introduced: &Introduced) -> Option<String> {
        match (introduced.contact_id, &introduced.contact, &introduced.company) {
            (Some(id), Some(_), _) => Some(format!("/contacts/{id}")),
            (_, _, Some(_)) => Some(format!("/companies/{}", introduced.company_id)),
            _ => None,
        }
    }

    fn has_introducer(&self) -> bool {
        self.links.first().is_some_and(|link| link.introduced.is_some())
    }
}

/// Whom a company or a contact introduced, as a panel of their page.
#[derive(Debug, Template)]
#[template(path = "touches/views/brought.html")]
pub struct BroughtPanel {
    page: Page,
    brought: Brought,
}

impl askama::filters::HtmlSafe for BroughtPanel {}

impl BroughtPanel {
    /// Reads it.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read(cx: &Cx, page: &Page, by: By) -> Result<Self> {
        Ok(Self {
            page: page.clone(),
            brought: introductions::brought(cx, by).await?,
        })
    }

    fn outcome(&self, deal: &ChainDeal) -> String {
        deals::outcome_name(deal.outcome, self.page.words)
    }

    fn is_open(deal: &ChainDeal) -> bool {
        deal.outcome == Outcome::Open
    }
}
