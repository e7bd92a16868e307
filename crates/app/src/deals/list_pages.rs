//! The list of deals and its file.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use db::Sql;
use kit::fields::QueryFields;

use super::{
    DealFilter, FilterChoices, FilterForm,
    list::{Listed, rows, sums},
    list_asked::asked_columns,
    list_columns::DEALS,
    scope,
};
use crate::{
    cx::Cx,
    error::{Error, Result},
    page::Page,
    saved_views::SavedViews,
    shared::{Asked, Empty, ListView, Reader, Totals, download},
    t,
};

#[derive(Template)]
#[template(path = "deals/views/list.html")]
struct ListPage {
    page: Page,
    filters: FilterForm,
    refused: Vec<String>,
    list: ListView,
}

/// `GET /deals`.
///
/// # Errors
/// When the database is away.
pub async fn list(cx: Cx, QueryFields(fields): QueryFields) -> Result<Response> {
    let filter = DealFilter::parse(&fields, &cx.actor, cx.now);
    let asked = DEALS.asked(&fields).with_added(asked_columns(&cx).await?);
    let choices = FilterChoices::load(&cx, &filter).await?;
    let narrow = narrowed(&cx, &filter);
    let page = cx.page(t!(cx, "deals"));
    let saved = SavedViews::load(&cx, DEALS.path, &fields).await?;
    let said = filter.describe(&cx, &choices);
    let mut view = view(&cx, &page, &asked, &narrow).await?.with_saved(saved);
    if cx.actor.may_write() {
        view = view.with_create("/deals/new", t!(cx, "deals-new"));
    }
    let view = view.or_empty(|| empty(&cx, &filter, &said));
    let status = status(&filter);
    let shown = ListPage {
        page,
        filters: FilterForm::new(&cx, DEALS.path, &fields, &filter, &choices),
        refused: filter.refused.clone(),
        list: view,
    };
    cx.html_with(status, &shown)
}

/// `GET /deals.csv`: the same rows and columns as a file.
///
/// # Errors
/// [`Error::Invalid`] for filters that are not understood: half-understood ones would make another file than asked for.
pub async fn list_file(cx: Cx, QueryFields(fields): QueryFields) -> Result<Response> {
    let filter = DealFilter::parse(&fields, &cx.actor, cx.now);
    if !filter.refused.is_empty() {
        return Err(Error::Invalid(filter.refused.join(" ")));
    }
    let asked = DEALS.asked(&fields).with_added(asked_columns(&cx).await?);
    file(&cx, &asked, &narrowed(&cx, &filter)).await
}

fn narrowed(cx: &Cx, filter: &DealFilter) -> impl Fn(&mut Sql) + Sync {
    |sql| {
        scope::push_visible(&cx.actor, sql, "d");
        filter.push(sql, "d", cx.now);
    }
}

async fn view(cx: &Cx, page: &Page, asked: &Asked<Listed>, narrow: &(dyn Fn(&mut Sql) + Sync)) -> Result<ListView> {
    let (paging, ids) = asked.page(&cx.app, narrow).await?;
    let shown = rows(&cx.app, &cx.actor, &ids, cx.now).await?;
    let totals = Totals {
        sums: sums(&cx.app, narrow).await?,
    };
    let view = ListView::new(page, t!(cx, "deals-list"), asked, &Reader::from(cx), paging, &shown);
    Ok(view.with_totals(totals))
}

async fn file(cx: &Cx, asked: &Asked<Listed>, narrow: &(dyn Fn(&mut Sql) + Sync)) -> Result<Response> {
    let ids = asked.all(&cx.app, narrow).await?;
    let (app, actor, now) = (cx.app.clone(), cx.actor.clone(), cx.now);
    let read = move |ids: Vec<i64>| {
        let (app, actor) = (app.clone(), actor.clone());
        async move { rows(&app, &actor, &ids, now).await }
    };
    Ok(download(asked, Reader::from(cx), ids, read))
}

fn status(filter: &DealFilter) -> StatusCode {
    if filter.refused.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

/// Nothing at all yet, or nothing that matches.
fn empty(cx: &Cx, filter: &DealFilter, said: &[String]) -> Empty {
    if filter.is_empty() {
        let create = ("/deals/new".to_owned(), t!(cx, "deals-new"));
        return Empty {
            icon: "deals",
            title: t!(cx, "deals-none"),
            text: t!(cx, "deals-none-text"),
            ways: if cx.actor.may_write() { vec![create] } else { Vec::new() },
        };
    }
    let quoted: Vec<String> = said.iter().map(|one| t!(cx, "quoted", text = one.as_str())).collect();
    Empty {
        icon: "deals",
        title: t!(cx, "deals-none-match"),
        text: if quoted.is_empty() {
            String::new()
        } else {
            t!(cx, "deals-none-match-text", filters = quoted.concat())
        },
        ways: vec![(DEALS.path.to_owned(), t!(cx, "list-clear"))],
    }
}
