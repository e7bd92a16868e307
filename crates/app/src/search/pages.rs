//! The page of a search.

use askama::Template;
use axum::response::Response;
use kit::fields::{Fields, QueryFields};

use super::found::{self, FoundCompany, FoundContact, FoundDeal, FoundLead, Group};
use crate::{
    cx::Cx,
    deals::{self, Outcome},
    error::Result,
    page::Page,
    t,
};

#[derive(Template)]
#[template(path = "search/views/search.html")]
struct SearchPage {
    page: Page,
    text: String,
    found: Option<Found>,
}

struct Found {
    companies: Group<FoundCompany>,
    deals: Group<FoundDeal>,
    leads: Group<FoundLead>,
    contacts: Group<FoundContact>,
}

impl Found {
    fn total(&self) -> i64 {
        self.companies.total + self.deals.total + self.leads.total + self.contacts.total
    }
}

impl SearchPage {
    /// Where all of a kind are listed.
    fn all(&self, path: &str) -> String {
        let mut query = Fields::default();
        query.set("text", self.text.as_str());
        format!("{path}?{}", query.encode())
    }

    fn is_more<R>(group: &Group<R>) -> bool {
        group.total > i64::try_from(group.rows.len()).unwrap_or(i64::MAX)
    }

    fn is_open(deal: &FoundDeal) -> bool {
        deal.outcome == Outcome::Open
    }

    fn outcome(&self, deal: &FoundDeal) -> String {
        deals::outcome_name(deal.outcome, self.page.words)
    }

    /// How far one has come with it, and whose it is.
    fn lead(&self, lead: &FoundLead) -> String {
        let nobody = || t!(self.page, "lead-unassigned");
        let owner = lead.owner.clone().unwrap_or_else(nobody);
        self.page
            .words
            .beside([lead.state.name(self.page.words).as_str(), owner.as_str()])
    }

    fn beside(&self, one: &str, other: &str) -> String {
        self.page.words.beside([one, other])
    }
}

/// `GET /search?q=`: what the reader sees of what they are looking for.
///
/// # Errors
/// When the database is away.
pub async fn show(cx: Cx, QueryFields(query): QueryFields) -> Result<Response> {
    let text = query.text("q").to_owned();
    let found = if japan::fold(&text).is_empty() {
        None
    } else {
        Some(Found {
            companies: found::companies(&cx.app, &cx.actor, &text).await?,
            deals: found::deals(&cx.app, &cx.actor, &text).await?,
            leads: found::leads(&cx.app, &cx.actor, &text).await?,
            contacts: found::contacts(&cx.app, &cx.actor, &text).await?,
        })
    };
    cx.html(&SearchPage {
        page: cx.page(t!(cx, "search")).narrow(),
        text,
        found,
    })
}
