//! What the page of a deal or a lead shows: what waits for a decision, and how many links are in which state.

use std::collections::BTreeMap;

use askama::Template;

use super::{about::AboutId, edition::sendable, link, pages::state_name, proposal};
use crate::{cx::Cx, error::Result, page::Page, t};

/// What the page of a deal or a lead shows.
#[derive(Template)]
#[template(path = "questionnaires/views/panel.html")]
pub struct Panel {
    page: Page,
    path: String,
    open: i64,
    /// Answers that came without a link, from a published form.
    unasked: i64,
    states: Vec<(String, usize)>,
    may_send: bool,
}

impl askama::filters::HtmlSafe for Panel {}

impl Panel {
    /// Of a deal or lead that the reader sees.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read(cx: &Cx, about: AboutId) -> Result<Self> {
        let page = cx.page(String::new());
        let mut states: BTreeMap<String, usize> = BTreeMap::new();
        for link in link::links_of(cx.db(), about).await? {
            *states.entry(state_name(&page, &link)).or_default() += 1;
        }
        Ok(Self {
            path: super::about::path(about),
            open: proposal::open_count(cx.db(), about).await?,
            unasked: proposal::unasked_count(cx.db(), about).await?,
            states: states.into_iter().collect(),
            may_send: cx.actor.may_write() && !sendable(cx.db()).await?.is_empty(),
            page,
        })
    }

    /// Nothing to show for a team that sends none.
    fn is_there(&self) -> bool {
        self.may_send || !self.states.is_empty() || self.unasked > 0
    }
}
