//! The list of contacts: columns, filters, rows.

use std::collections::HashMap;

use askama::Template;
use axum::response::Response;
use db::Sql;
use kit::fields::{Fields, QueryFields};
use sea_orm::FromQueryResult;

use super::scope;
use crate::{
    actor::Actor,
    app::App,
    cx::Cx,
    error::Result,
    ids::{CompanyId, ContactId},
    page::Page,
    saved_views::SavedViews,
    search,
    shared::{Cell, Column, Empty, Kind, List, ListView, Reader, download},
    t,
    time::At,
};

static CONTACTS: List<Row> = List {
    path: "/contacts",
    from: "contacts p",
    id: "p.id",
    columns: COLUMNS,
    order: "name",
};

/// The names by which the list can be filtered.
const FILTERS: [&str; 2] = ["company", "text"];

#[derive(Clone, Debug, FromQueryResult)]
struct Row {
    id: ContactId,
    name: String,
    kana: String,
    company_id: CompanyId,
    company: String,
    department: String,
    job_title: String,
    email: String,
    phone: String,
    mobile: String,
    created_at: At,
    updated_at: At,
}

const COLUMNS: &[Column<Row>] = &[
    Column {
        code: "name",
        label: |words| t!(words, "contact"),
        kind: Kind::Text,
        shown: true,
        // In the order in which people read names, where the reading is known.
        sort: Some("CASE WHEN p.kana = '' THEN p.name ELSE p.kana END"),
        cell: |contact, _| Cell::text(&contact.name).linked(format!("/contacts/{}", contact.id)),
    },
    Column {
        code: "kana",
        label: |words| t!(words, "company-kana"),
        kind: Kind::Text,
        shown: false,
        sort: Some("NULLIF(p.kana, '')"),
        cell: |contact, _| Cell::text(&contact.kana),
    },
    Column {
        code: "company",
        label: |words| t!(words, "company"),
        kind: Kind::Text,
        shown: true,
        sort: Some(
            "(SELECT CASE WHEN sc.kana = '' THEN sc.name ELSE sc.kana END FROM companies sc WHERE sc.id = p.company_id)",
        ),
        cell: |contact, _| Cell::text(&contact.company).linked(format!("/companies/{}", contact.company_id)),
    },
    Column {
        code: "department",
        label: |words| t!(words, "contact-department"),
        kind: Kind::Text,
        shown: true,
        sort: Some("NULLIF(p.department, '')"),
        cell: |contact, _| Cell::text(&contact.department),
    },
    Column {
        code: "job_title",
        label: |words| t!(words, "contact-job-title"),
        kind: Kind::Text,
        shown: true,
        sort: Some("NULLIF(p.job_title, '')"),
        cell: |contact, _| Cell::text(&contact.job_title),
    },
    Column {
        code: "email",
        label: |words| t!(words, "email"),
        kind: Kind::Text,
        shown: true,
        sort: Some("NULLIF(p.email, '')"),
        cell: |contact, _| match contact.email.as_str() {
            "" => Cell::none(),
            email => Cell::text(email).linked(format!("mailto:{email}")),
        },
    },
    Column {
        code: "phone",
        label: |words| t!(words, "company-phone"),
        kind: Kind::Text,
        shown: true,
        sort: None,
        cell: |contact, _| phone(&contact.phone),
    },
    Column {
        code: "mobile",
        label: |words| t!(words, "contact-mobile"),
        kind: Kind::Text,
        shown: false,
        sort: None,
        cell: |contact, _| phone(&contact.mobile),
    },
    Column {
        code: "created",
        label: |words| t!(words, "list-created"),
        kind: Kind::Date,
        shown: false,
        sort: Some("p.created_at"),
        cell: |contact, reader| Cell::day_of(Some(contact.created_at), reader),
    },
    Column {
        code: "updated",
        label: |words| t!(words, "list-updated"),
        kind: Kind::Date,
        shown: false,
        sort: Some("p.updated_at"),
        cell: |contact, reader| Cell::day_of(Some(contact.updated_at), reader),
    },
];

fn phone(number: &str) -> Cell {
    match number {
        "" => Cell::none(),
        number => Cell::text(number).linked(format!("tel:{}", number.replace(' ', ""))),
    }
}

#[derive(Template)]
#[template(path = "contacts/views/list.html")]
struct ListPage {
    page: Page,
    fields: Fields,
    kept: Vec<(String, String)>,
    company: Option<String>,
    is_filtered: bool,
    list: ListView,
}

/// `GET /contacts`.
///
/// # Errors
/// When the database is away.
pub async fn list(cx: Cx, QueryFields(fields): QueryFields) -> Result<Response> {
    let asked = CONTACTS.asked(&fields);
    let narrow = narrowed(&cx, &fields);
    let (paging, ids) = asked.page(&cx.app, &narrow).await?;
    let found = rows(&cx.app, &cx.actor, &ids).await?;
    let page = cx.page(t!(cx, "contacts"));
    let is_filtered = FILTERS.iter().any(|name| !fields.text(name).is_empty());
    let saved = SavedViews::load(&cx, CONTACTS.path, &fields).await?;
    let view = ListView::new(
        &page,
        t!(cx, "contacts-list"),
        &asked,
        &Reader::from(&cx),
        paging,
        &found,
    )
    .with_saved(saved)
    .or_empty(|| empty(&cx, is_filtered));
    cx.html(&ListPage {
        page,
        kept: asked.kept(&FILTERS),
        company: company(&cx, &fields).await?,
        is_filtered,
        list: view,
        fields: fields.clone(),
    })
}

/// `GET /contacts.csv`: the same rows and columns as a file.
///
/// # Errors
/// When the database is away.
pub async fn list_file(cx: Cx, QueryFields(fields): QueryFields) -> Result<Response> {
    let asked = CONTACTS.asked(&fields);
    let ids = asked.all(&cx.app, &narrowed(&cx, &fields)).await?;
    let (app, actor) = (cx.app.clone(), cx.actor.clone());
    let read = move |ids: Vec<i64>| {
        let (app, actor) = (app.clone(), actor.clone());
        async move { rows(&app, &actor, &ids).await }
    };
    Ok(download(&asked, Reader::from(&cx), ids, read))
}

/// What the reader sees and asks for. A company that is no number matches nothing.
fn narrowed(cx: &Cx, fields: &Fields) -> impl Fn(&mut Sql) + Sync {
    |sql| {
        scope::push_visible(&cx.actor, sql, "p");
        if !fields.text("company").is_empty() {
            sql.push(" AND p.company_id = ")
                .bind(fields.number("company").unwrap_or(0));
        }
        search::push_words(sql, "p.search_fold", fields.text("text"));
    }
}

async fn company(cx: &Cx, fields: &Fields) -> Result<Option<String>> {
    let Some(id) = fields.number("company").map(CompanyId) else {
        return Ok(None);
    };
    Ok(crate::companies::names(cx.db(), &cx.actor, [id]).await?.remove(&id))
}

async fn rows(app: &App, actor: &Actor, ids: &[i64]) -> Result<Vec<Row>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new(
        "SELECT p.id, p.name, p.kana, p.company_id, c.name AS company, p.department, p.job_title, p.email, p.phone,
                p.mobile, p.created_at, p.updated_at
         FROM contacts p JOIN companies c ON c.id = p.company_id WHERE p.id IN ",
    );
    sql.bind_list(ids.iter().copied());
    scope::push_visible(actor, &mut sql, "p");
    let mut rows: HashMap<i64, Row> = app
        .all::<Row>(sql)
        .await?
        .into_iter()
        .map(|row| (row.id.0, row))
        .collect();
    Ok(ids.iter().filter_map(|id| rows.remove(id)).collect())
}

fn empty(cx: &Cx, is_filtered: bool) -> Empty {
    if is_filtered {
        return Empty {
            icon: "user",
            title: t!(cx, "contacts-none-match"),
            text: t!(cx, "list-none-match-text"),
            ways: vec![(CONTACTS.path.to_owned(), t!(cx, "list-clear"))],
        };
    }
    Empty {
        icon: "user",
        title: t!(cx, "contacts-none"),
        text: t!(cx, "contacts-none-text"),
        ways: vec![("/companies".to_owned(), t!(cx, "contacts-to-companies"))],
    }
}
