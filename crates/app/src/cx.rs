//! The context of one request: who asks, when, in which language, and what they can make use of.

use askama::Template;
use axum::{
    extract::{FromRequestParts, Request},
    http::{HeaderMap, StatusCode, Uri, header, request::Parts},
    response::{Html, IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use chrono_tz::Tz;
use kit::{
    flash::Toast,
    turbo::{Streams, Wants},
};
use sea_orm::DatabaseConnection;

use crate::{
    activities,
    actor::Actor,
    app::App,
    error::{Error, Result},
    guard,
    ids::UserId,
    page::{Page, ToastView},
    text::{Locale, Texts},
    time::At,
    tx::{Tx, Written},
};

/// A request of somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Cx {
    /// The application.
    pub app: App,
    /// Who asks.
    pub actor: Actor,
    /// When.
    pub now: At,
    /// What they can make use of.
    pub wants: Wants,
    /// What they asked for.
    pub uri: Uri,
    toast: Option<Toast>,
    overdue: i64,
    notices: i64,
    written: Written,
}

impl FromRequestParts<App> for Cx {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let actor = parts.extensions.get::<Actor>().cloned().ok_or(Error::SignIn)?;
        let wants = Wants::from_headers(&parts.headers);
        let now = app.now();
        let (overdue, notices) = if draws_the_rail(&parts.headers, &wants) {
            let notices = guard::unread_count(app, &actor).await?;
            (activities::overdue(app, &actor, now).await?, notices)
        } else {
            (0, 0)
        };
        Ok(Self {
            app: app.clone(),
            actor,
            now,
            overdue,
            notices,
            wants,
            uri: parts.uri.clone(),
            toast: Toast::from_headers(&parts.headers),
            written: parts.extensions.get::<Written>().cloned().unwrap_or_default(),
        })
    }
}

/// Whether the answer can be a whole page: not a frame of one, a stream or data.
fn draws_the_rail(headers: &HeaderMap, wants: &Wants) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    wants.frame.is_none() && !wants.json && accept.is_some_and(|accept| accept.contains("text/html"))
}

impl Cx {
    /// For `t!`.
    #[must_use]
    pub fn loader(&self) -> &'static i18n_embed::fluent::FluentLanguageLoader {
        self.texts().loader()
    }

    /// The reader's words.
    #[must_use]
    pub fn texts(&self) -> Texts {
        self.actor.texts()
    }

    /// The person. Handlers are never called by the program itself.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn user(&self) -> Result<UserId> {
        self.actor.user.ok_or(Error::SignIn)
    }

    /// The workspace's time zone.
    #[must_use]
    pub fn zone(&self) -> Tz {
        self.actor.workspace.zone
    }

    /// Today in the workspace's time zone.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now.day(self.zone())
    }

    /// The connection for reads.
    #[must_use]
    pub fn db(&self) -> &DatabaseConnection {
        self.app.db().read()
    }

    /// Starts a write in this person's name.
    ///
    /// # Errors
    /// For a viewer, and when the database is away.
    pub async fn begin(&self) -> Result<Tx> {
        if !self.actor.may_write() {
            return Err(Error::Forbidden);
        }
        Ok(self.app.begin(&self.actor).await?.telling(self.written.clone()))
    }

    /// What the layout needs, for a page with this title.
    #[must_use]
    pub fn page(&self, title: impl Into<String>) -> Page {
        Page::new(&self.app, &self.actor, self.now, &self.uri, title.into())
            .in_frame(self.wants.frame.clone())
            .with_overdue(self.overdue)
            .with_notices(self.notices)
            .with_toast(self.toast.clone())
    }

    /// Answers that a list is in its new order: nothing to draw for a page that put it there itself, else the page.
    #[must_use]
    pub fn in_order(&self, path: &str) -> Response {
        if self.wants.streams {
            StatusCode::NO_CONTENT.into_response()
        } else {
            self.see(path, None)
        }
    }

    /// Answers with a page.
    ///
    /// # Errors
    /// When the template fails to render.
    pub fn html(&self, template: &impl Template) -> Result<Response> {
        self.html_with(StatusCode::OK, template)
    }

    /// Answers with a page and a status, such as 422 for a form with messages.
    ///
    /// # Errors
    /// When the template fails to render.
    pub fn html_with(&self, status: StatusCode, template: &impl Template) -> Result<Response> {
        let mut response = (status, Html(template.render()?)).into_response();
        if self.toast.is_some() {
            response.headers_mut().append(header::SET_COOKIE, Toast::clear_cookie());
        }
        Ok(response)
    }

    /// Goes on to another page after a success: 303, with something to say there.
    #[must_use]
    pub fn see(&self, path: &str, toast: Option<Toast>) -> Response {
        let mut response = Redirect::to(path).into_response();
        if let Some(toast) = toast {
            response.headers_mut().append(header::SET_COOKIE, toast.set_cookie());
        }
        response
    }

    /// A toast as a stream, for those who can take one.
    ///
    /// # Errors
    /// When the template fails to render.
    pub fn toast_stream(&self, streams: Streams, toast: Toast) -> Result<Streams> {
        let view = ToastView {
            words: self.texts(),
            toast,
        };
        Ok(streams.append("toasts", &view.render()?))
    }
}

/// A request of anybody, signed in or not: the sign-in page, the setup page, invitations.
#[derive(Clone, Debug)]
pub struct Guest {
    /// The application.
    pub app: App,
    /// Who asks, if they are signed in.
    pub actor: Option<Actor>,
    /// When.
    pub now: At,
    /// In the workspace's or the browser's language.
    pub locale: Locale,
    /// What they asked for.
    pub uri: Uri,
    /// Cookies and the like.
    pub headers: HeaderMap,
    /// Where the request came from, behind trusted proxies.
    pub address: String,
}

impl FromRequestParts<App> for Guest {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let actor = parts.extensions.get::<Actor>().cloned();
        let accept = parts
            .headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok());
        let locale = match (&actor, accept) {
            (Some(actor), _) => actor.locale,
            (None, Some(accept)) => Locale::from_accept_language(accept),
            (None, None) => app
                .workspace()
                .await?
                .map_or_else(Locale::default, |workspace| workspace.locale),
        };
        Ok(Self {
            app: app.clone(),
            actor,
            now: app.now(),
            locale,
            uri: parts.uri.clone(),
            headers: parts.headers.clone(),
            address: client_address(parts, app).await,
        })
    }
}

impl Guest {
    /// For `t!`.
    #[must_use]
    pub fn loader(&self) -> &'static i18n_embed::fluent::FluentLanguageLoader {
        self.locale.texts().loader()
    }

    /// What the layout needs, without anything for those who are signed in.
    #[must_use]
    pub fn page(&self, title: impl Into<String>) -> Page {
        Page::for_guest(&self.app, self.locale, &self.uri, title.into()).with_toast(Toast::from_headers(&self.headers))
    }
}

/// Where a request came from, behind trusted proxies; for handlers of people who are signed in.
#[derive(Clone, Debug)]
pub struct ClientAddress(pub String);

impl FromRequestParts<App> for ClientAddress {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        Ok(Self(client_address(parts, app).await))
    }
}

async fn client_address(parts: &mut Parts, app: &App) -> String {
    use axum::extract::ConnectInfo;
    use std::net::{IpAddr, SocketAddr};
    let peer = ConnectInfo::<SocketAddr>::from_request_parts(parts, app).await.ok();
    let Some(peer) = peer.map(|ConnectInfo(peer)| peer.ip()) else {
        return String::new();
    };
    let trusted = &app.config().trusted_proxies;
    let forwarded = parts
        .headers
        .get("x-forwarded-for")
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    // From the right: each proxy appends whom it heard from; the first we do not trust is the client.
    let hops = forwarded
        .rsplit(',')
        .filter_map(|hop| hop.trim().parse::<IpAddr>().ok());
    let mut client = peer;
    for hop in hops {
        if !trusted.contains(&client) {
            break;
        }
        client = hop;
    }
    client.to_string()
}

/// Where a request wanted to go, kept for after the sign-in.
#[must_use]
pub fn path_and_query(request: &Request) -> String {
    request
        .uri()
        .path_and_query()
        .map_or_else(|| "/".to_owned(), ToString::to_string)
}
