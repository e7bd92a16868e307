//! What the layout needs: title, navigation, the reader, the toast.

use askama::Template;
use axum::http::Uri;
use i18n_embed::fluent::FluentLanguageLoader;
use kit::flash::Toast;

use crate::{
    actor::Actor,
    app::App,
    t,
    text::{Locale, Texts},
    time::At,
};

/// The part of every page's data that `shared/layout.html` reads.
#[derive(Clone, Debug)]
pub struct Page {
    /// The reader's words.
    pub words: Texts,
    /// Of the page.
    pub title: String,
    /// Who is signed in.
    pub actor: Option<Actor>,
    /// When it was drawn.
    pub now: At,
    /// The frame that asks; the layout then draws only the content.
    pub frame: Option<String>,
    /// What was said by the act before.
    pub toast: Option<Toast>,
    /// The path, to mark where one is.
    pub path: String,
    /// Path and query, to come back to.
    pub here: String,
    app: App,
}

impl Page {
    /// For somebody who is signed in.
    #[must_use]
    pub fn new(app: &App, actor: &Actor, now: At, uri: &Uri, title: String) -> Self {
        Self {
            actor: Some(actor.clone()),
            now,
            ..Self::for_guest(app, actor.locale, uri, title)
        }
    }

    /// For anybody.
    #[must_use]
    pub fn for_guest(app: &App, locale: Locale, uri: &Uri, title: String) -> Self {
        Self {
            words: locale.texts(),
            title,
            actor: None,
            now: app.now(),
            frame: None,
            toast: None,
            path: uri.path().to_owned(),
            here: uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
            app: app.clone(),
        }
    }

    /// Drawn for a frame.
    #[must_use]
    pub fn in_frame(mut self, frame: Option<String>) -> Self {
        self.frame = frame;
        self
    }

    /// With something to say.
    #[must_use]
    pub fn with_toast(mut self, toast: Option<Toast>) -> Self {
        self.toast = toast;
        self
    }

    /// For `t!`.
    #[must_use]
    pub const fn loader(&self) -> &'static FluentLanguageLoader {
        self.words.loader()
    }

    /// The URL of a front-end file.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        self.app.assets().url(name)
    }

    /// Whether this page lies below `section`, such as `/deals`.
    #[must_use]
    pub fn is_in(&self, section: &str) -> bool {
        self.path.strip_prefix(section).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The toast, to be drawn.
    #[must_use]
    pub fn toast_view(&self) -> Option<ToastView> {
        self.toast.clone().map(|toast| ToastView { words: self.words, toast })
    }
}

/// A toast.
#[derive(Template)]
#[template(path = "shared/toast.html")]
pub struct ToastView {
    /// The reader's words.
    pub words: Texts,
    /// What it says.
    pub toast: Toast,
}

impl ToastView {
    /// The label of the way back.
    fn undo_label(&self) -> String {
        t!(self.words, "undo")
    }
}

impl askama::filters::HtmlSafe for ToastView {}
