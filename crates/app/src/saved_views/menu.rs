//! The menu of views beside a list or a board.

use askama::Template;
use kit::fields::Fields;

use super::saved_view::{self, SavedView};
use crate::{cx::Cx, error::Result, page::Page, t};

/// The views of one page, to choose from, to add to and to tidy up. Drawn by `{{ saved }}`, outside of any form.
#[derive(Template)]
#[template(path = "saved_views/views/menu.html")]
pub struct SavedViews {
    page: Page,
    path: &'static str,
    query: String,
    views: Vec<SavedView>,
}

impl askama::filters::HtmlSafe for SavedViews {}

impl SavedViews {
    /// Those of whoever asks, for the page `path`, which shows `fields` now.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn load(cx: &Cx, path: &'static str, fields: &Fields) -> Result<Self> {
        Ok(Self {
            page: cx.page(""),
            path,
            query: saved_view::kept(fields),
            views: saved_view::of_page(cx.db(), cx.user()?, path).await?,
        })
    }

    fn current(&self) -> Option<&SavedView> {
        self.views.iter().find(|view| view.query == self.query)
    }

    fn is_current(&self, view: &SavedView) -> bool {
        view.query == self.query
    }
}
