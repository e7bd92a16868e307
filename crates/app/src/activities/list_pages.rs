//! The list of all activities somebody sees, and its file.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use db::Sql;
use kit::fields::{Fields, QueryFields};

use super::{
    choices::{self, Kind},
    filter::{ActivityFilter, STATES},
    list::{ACTIVITIES, rows},
    scope,
};
use crate::{
    accounts::{self, Person},
    cx::Cx,
    error::{Error, Result},
    page::Page,
    saved_views::SavedViews,
    shared::{Empty, ListView, Reader, download},
    t,
};

#[derive(Template)]
#[template(path = "activities/views/list.html")]
struct ListPage {
    page: Page,
    fields: Fields,
    filter: ActivityFilter,
    kinds: Vec<Kind>,
    people: Vec<Person>,
    list: ListView,
    kept: Vec<(String, String)>,
}

impl ListPage {
    fn is(&self, name: &str, value: impl std::fmt::Display) -> bool {
        self.fields.text(name) == value.to_string()
    }

    fn states(&self) -> Vec<(&'static str, String)> {
        let name = |state: &str| match state {
            "planned" => t!(self.page, "activity-is-planned"),
            "overdue" => t!(self.page, "activities-overdue-short"),
            "done" => t!(self.page, "activity-is-done"),
            _ => t!(self.page, "activity-is-cancelled"),
        };
        STATES.into_iter().map(|state| (state, name(state))).collect()
    }

    fn has_days(&self) -> bool {
        !self.fields.text("from").is_empty() || !self.fields.text("to").is_empty()
    }
}

/// `GET /activities/all`.
///
/// # Errors
/// When the database is away.
pub async fn list(cx: Cx, QueryFields(fields): QueryFields) -> Result<Response> {
    let filter = ActivityFilter::parse(&fields, &cx.actor, cx.now);
    let asked = ACTIVITIES.asked(&fields);
    let (paging, ids) = asked.page(&cx.app, &narrowed(&cx, &filter)).await?;
    let shown = rows(&cx.app, &cx.actor, &ids).await?;
    let page = cx.page(t!(cx, "activity"));
    let label = t!(cx, "activities-all");
    let mut list = ListView::new(&page, label, &asked, &Reader::from(&cx), paging, &shown)
        .with_saved(SavedViews::load(&cx, ACTIVITIES.path, &fields).await?)
        .or_empty(|| empty(&cx, &filter));
    if cx.actor.may_write() {
        list = list.with_create("/activities/new", t!(cx, "activity-new"));
    }
    let status = if filter.refused.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = ListPage {
        page,
        kinds: choices::kinds(cx.db(), &filter.kinds).await?,
        people: accounts::seen_people(cx.db(), &cx.actor).await?,
        kept: asked.kept(&["owner", "kind", "state", "from", "to", "text"]),
        fields,
        filter,
        list,
    };
    cx.html_with(status, &page)
}

/// `GET /activities/all.csv`: the same rows and columns as a file.
///
/// # Errors
/// [`Error::Invalid`] for filters that are not understood: half-understood ones would make another file than asked for.
pub async fn list_file(cx: Cx, QueryFields(fields): QueryFields) -> Result<Response> {
    let filter = ActivityFilter::parse(&fields, &cx.actor, cx.now);
    if !filter.refused.is_empty() {
        return Err(Error::Invalid(filter.refused.join(" ")));
    }
    let asked = ACTIVITIES.asked(&fields);
    let ids = asked.all(&cx.app, &narrowed(&cx, &filter)).await?;
    let (app, actor) = (cx.app.clone(), cx.actor.clone());
    let read = move |ids: Vec<i64>| {
        let (app, actor) = (app.clone(), actor.clone());
        async move { rows(&app, &actor, &ids).await }
    };
    Ok(download(&asked, Reader::from(&cx), ids, read))
}

fn narrowed(cx: &Cx, filter: &ActivityFilter) -> impl Fn(&mut Sql) + Sync {
    |sql| {
        scope::push_visible(&cx.actor, sql, "a");
        filter.push(sql, "a", &cx.actor, cx.now);
    }
}

fn empty(cx: &Cx, filter: &ActivityFilter) -> Empty {
    if filter.is_empty() {
        let create = ("/activities/new".to_owned(), t!(cx, "activity-new"));
        return Empty {
            icon: "activities",
            title: t!(cx, "activities-none-yet"),
            text: t!(cx, "activities-none-yet-text"),
            ways: if cx.actor.may_write() { vec![create] } else { Vec::new() },
        };
    }
    Empty {
        icon: "activities",
        title: t!(cx, "activities-none-match"),
        text: String::new(),
        ways: vec![(ACTIVITIES.path.to_owned(), t!(cx, "list-clear"))],
    }
}
