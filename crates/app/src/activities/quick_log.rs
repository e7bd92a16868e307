//! The line on the page of a deal by which what was just done is logged in two clicks.

use super::{
    about::About,
    choices::{self, Kind},
};
use crate::{cx::Cx, error::Result};

/// What `views/quick_log.html` shows.
#[derive(Debug)]
pub struct QuickLog {
    /// The secret of the form.
    pub once: String,
    /// What it is about.
    pub about: About,
    /// The kinds to click.
    pub kinds: Vec<Kind>,
}

impl QuickLog {
    /// For the page of a deal or company.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn about(cx: &Cx, about: About) -> Result<Self> {
        Ok(Self {
            once: kit::random::token(),
            about,
            kinds: choices::kinds(cx.db(), &[]).await?,
        })
    }
}
