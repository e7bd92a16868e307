//! What the layout needs: title, navigation, the reader, the toast.

use askama::Template;
use axum::http::Uri;
use chrono::NaiveDate;
use chrono_tz::Tz;
use i18n_embed::fluent::FluentLanguageLoader;
use kit::flash::Toast;

use crate::{
    activities::Badge,
    actor::{Actor, Theme},
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
    /// What stands in the bar above it, where that is not the title: the name of the section.
    pub section: Option<String>,
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
    /// Whether the page's parts scroll by themselves, as the board's columns do.
    pub fixed: bool,
    /// Whether it holds a single form.
    pub narrow: bool,
    /// How many of the reader's own activities are overdue, for the rail.
    pub overdue: i64,
    /// How many notices the reader has not read, for the bar.
    pub notices: i64,
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
            section: None,
            actor: None,
            now: app.now(),
            frame: None,
            toast: None,
            path: uri.path().to_owned(),
            here: uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
            fixed: false,
            narrow: false,
            overdue: 0,
            notices: 0,
            app: app.clone(),
        }
    }

    /// Below the name of a section: a record shows its own title itself.
    #[must_use]
    pub fn under(mut self, section: String) -> Self {
        self.section = Some(section);
        self
    }

    /// Its parts scroll by themselves.
    #[must_use]
    pub fn fixed(mut self) -> Self {
        self.fixed = true;
        self
    }

    /// It holds a single form.
    #[must_use]
    pub fn narrow(mut self) -> Self {
        self.narrow = true;
        self
    }

    /// Drawn for a frame.
    #[must_use]
    pub fn in_frame(mut self, frame: Option<String>) -> Self {
        self.frame = frame;
        self
    }

    /// With the number of the reader's overdue activities.
    #[must_use]
    pub fn with_overdue(mut self, overdue: i64) -> Self {
        self.overdue = overdue;
        self
    }

    /// With the number of notices the reader has not read.
    #[must_use]
    pub fn with_notices(mut self, notices: i64) -> Self {
        self.notices = notices;
        self
    }

    /// What the bell says to those who hear it alone.
    #[must_use]
    pub fn notices_label(&self) -> String {
        match self.notices {
            0 => t!(self, "notice-page"),
            count => t!(self, "notice-unread", count = count),
        }
    }

    /// The number of overdue activities as it stands in the rail.
    #[must_use]
    pub fn overdue_badge(&self) -> Badge {
        Badge::new(self.words, self.overdue)
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

    /// The URL of an icon in the sprite.
    #[must_use]
    pub fn icon(&self, name: &str) -> String {
        format!("{}#{name}", self.asset("icons.svg"))
    }

    /// The frame that asks; only drawn when there is one.
    #[must_use]
    pub fn frame_id(&self) -> &str {
        self.frame.as_deref().unwrap_or("")
    }

    /// Whether the reader may change records.
    #[must_use]
    pub fn may_write(&self) -> bool {
        self.actor.as_ref().is_some_and(Actor::may_write)
    }

    /// Whether the reader may change settings.
    #[must_use]
    pub fn may_administer(&self) -> bool {
        self.actor.as_ref().is_some_and(Actor::may_administer)
    }

    /// The workspace's currency, for forms; empty for a guest.
    #[must_use]
    pub fn currency(&self) -> String {
        self.actor
            .as_ref()
            .map(|actor| actor.workspace.currency.to_string())
            .unwrap_or_default()
    }

    /// The reader's own name; empty for a guest.
    #[must_use]
    pub fn my_name(&self) -> &str {
        self.actor.as_ref().map_or("", |actor| actor.name.as_str())
    }

    /// Where the browser keeps a draft of the form `form`: apart for each person, since people share machines.
    #[must_use]
    pub fn draft(&self, form: &str) -> String {
        let user = self
            .actor
            .as_ref()
            .and_then(|actor| actor.user)
            .map_or(0, |user| user.0);
        format!("{user}/{form}")
    }

    /// The first letter of it, for the avatar.
    #[must_use]
    pub fn my_initial(&self) -> String {
        self.my_name().chars().take(1).collect()
    }

    /// Light or dark if the reader chose one; else the system decides.
    #[must_use]
    pub fn theme(&self) -> Option<&'static str> {
        self.actor.as_ref().and_then(|actor| actor.theme).map(Theme::code)
    }

    /// What stands in the bar.
    #[must_use]
    pub fn heading(&self) -> &str {
        self.section.as_deref().unwrap_or(&self.title)
    }

    /// A day as people write it, the year only when it is not this one.
    #[must_use]
    pub fn day(&self, day: NaiveDate) -> String {
        japan::short_date(day, self.now.day(self.zone()), self.words.lang())
    }

    /// The same without the weekday, where space is short.
    #[must_use]
    pub fn month_day(&self, day: NaiveDate) -> String {
        japan::brief_date(day, self.now.day(self.zone()), self.words.lang())
    }

    /// The day of a moment, where the workspace is.
    #[must_use]
    pub fn day_of(&self, at: At) -> NaiveDate {
        at.day(self.zone())
    }

    /// The hours and minutes of a moment, where the workspace is.
    #[must_use]
    pub fn clock_time(&self, at: At) -> String {
        at.clock_time(self.zone())
    }

    fn zone(&self) -> Tz {
        self.actor.as_ref().map_or(Tz::UTC, |actor| actor.workspace.zone)
    }

    /// Whether this page lies below `section`, such as `/deals`.
    #[must_use]
    pub fn is_in(&self, section: &str) -> bool {
        self.path
            .strip_prefix(section)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The toast, to be drawn.
    #[must_use]
    pub fn toast_view(&self) -> Option<ToastView> {
        self.toast.clone().map(|toast| ToastView {
            words: self.words,
            toast,
        })
    }
}

impl Page {
    /// What the front end shows when the network is away.
    #[must_use]
    pub fn offline_toast(&self) -> ToastView {
        ToastView {
            words: self.words,
            toast: Toast::failed(t!(self.words, "toast-offline")),
        }
    }

    /// What the front end shows when an answer cannot be used.
    #[must_use]
    pub fn failed_toast(&self) -> ToastView {
        ToastView {
            words: self.words,
            toast: Toast::failed(t!(self.words, "toast-failed")),
        }
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

impl askama::filters::HtmlSafe for ToastView {}
