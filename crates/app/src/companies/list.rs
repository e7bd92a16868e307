//! The list of companies: columns, filters, rows.

use std::collections::HashMap;

use askama::Template;
use axum::response::Response;
use db::Sql;
use kit::fields::{Fields, QueryFields};
use sea_orm::FromQueryResult;

use super::scope;
use crate::{
    accounts::{self, Person},
    actor::Actor,
    app::App,
    cx::Cx,
    deals,
    error::Result,
    ids::CompanyId,
    money::{Currency, Money},
    page::Page,
    saved_views::SavedViews,
    search,
    shared::{Asked, Cell, Column, Empty, Kind, List, ListView, Reader, download},
    t,
    time::At,
};

static COMPANIES: List<Listed> = List {
    path: "/companies",
    from: "companies c",
    id: "c.id",
    columns: COLUMNS,
    order: "name",
};

/// The names by which the list can be filtered.
const FILTERS: [&str; 3] = ["owner", "deals", "text"];

#[derive(Clone, Debug, FromQueryResult)]
struct Row {
    id: CompanyId,
    name: String,
    kana: String,
    corporate_number: String,
    industry: String,
    employees: Option<i64>,
    address: String,
    phone: String,
    website: String,
    mail_domain: String,
    owner: Option<String>,
    created_at: At,
    updated_at: At,
}

/// A row with what its deals, as far as the reader sees them, say about it.
#[derive(Clone, Debug)]
struct Listed {
    row: Row,
    open: i64,
    open_amounts: Vec<Money>,
    last_customer_at: Option<At>,
}

const COLUMNS: &[Column<Listed>] = &[
    Column {
        code: "name",
        label: |words| t!(words, "company"),
        kind: Kind::Text,
        shown: true,
        // In the order in which people read names, where the reading is known.
        sort: Some("CASE WHEN c.kana = '' THEN c.name ELSE c.kana END"),
        cell: |company, _| Cell::text(&company.row.name).linked(format!("/companies/{}", company.row.id)),
    },
    Column {
        code: "kana",
        label: |words| t!(words, "company-kana"),
        kind: Kind::Text,
        shown: false,
        sort: Some("NULLIF(c.kana, '')"),
        cell: |company, _| Cell::text(&company.row.kana),
    },
    Column {
        code: "industry",
        label: |words| t!(words, "company-industry"),
        kind: Kind::Text,
        shown: true,
        sort: Some("NULLIF(c.industry, '')"),
        cell: |company, _| Cell::text(&company.row.industry),
    },
    Column {
        code: "open",
        label: |words| t!(words, "companies-open"),
        kind: Kind::Number,
        shown: true,
        sort: None,
        cell: |company, reader| match company.open {
            0 => Cell::none(),
            count => Cell::shown_as(t!(reader, "company-deals-count", count = count), count.to_string())
                .linked(format!("/deals?company={}&outcome=open", company.row.id)),
        },
    },
    Column {
        code: "open_amount",
        label: |words| t!(words, "companies-open-amount"),
        kind: Kind::Number,
        shown: true,
        sort: None,
        cell: |company, reader| {
            Cell::text(
                reader
                    .words
                    .beside(company.open_amounts.iter().map(ToString::to_string)),
            )
        },
    },
    Column {
        code: "last_customer",
        label: |words| t!(words, "deals-last-customer"),
        kind: Kind::Date,
        shown: true,
        sort: None,
        cell: |company, reader| Cell::day_of(company.last_customer_at, reader),
    },
    Column {
        code: "phone",
        label: |words| t!(words, "company-phone"),
        kind: Kind::Text,
        shown: true,
        sort: None,
        cell: |company, _| Cell::text(&company.row.phone),
    },
    Column {
        code: "owner",
        label: |words| t!(words, "owner"),
        kind: Kind::Text,
        shown: true,
        sort: Some("(SELECT su.name FROM users su WHERE su.id = c.owner_id)"),
        cell: |company, _| company.row.owner.as_ref().map_or_else(Cell::none, Cell::text),
    },
    Column {
        code: "corporate_number",
        label: |words| t!(words, "company-corporate-number"),
        kind: Kind::Text,
        shown: false,
        sort: Some("NULLIF(c.corporate_number, '')"),
        cell: |company, _| Cell::text(&company.row.corporate_number),
    },
    Column {
        code: "employees",
        label: |words| t!(words, "company-employees"),
        kind: Kind::Number,
        shown: false,
        sort: Some("c.employees"),
        cell: |company, _| {
            let employees = company.row.employees;
            employees.map_or_else(Cell::none, |count| {
                Cell::shown_as(japan::group(count), count.to_string())
            })
        },
    },
    Column {
        code: "address",
        label: |words| t!(words, "company-address"),
        kind: Kind::Text,
        shown: false,
        sort: Some("NULLIF(c.address, '')"),
        cell: |company, _| Cell::text(&company.row.address),
    },
    Column {
        code: "website",
        label: |words| t!(words, "company-website"),
        kind: Kind::Text,
        shown: false,
        sort: None,
        cell: |company, _| Cell::text(&company.row.website),
    },
    Column {
        code: "mail_domain",
        label: |words| t!(words, "company-mail-domain"),
        kind: Kind::Text,
        shown: false,
        sort: Some("NULLIF(c.mail_domain, '')"),
        cell: |company, _| Cell::text(&company.row.mail_domain),
    },
    Column {
        code: "created",
        label: |words| t!(words, "list-created"),
        kind: Kind::Date,
        shown: false,
        sort: Some("c.created_at"),
        cell: |company, reader| Cell::day_of(Some(company.row.created_at), reader),
    },
    Column {
        code: "updated",
        label: |words| t!(words, "list-updated"),
        kind: Kind::Date,
        shown: false,
        sort: Some("c.updated_at"),
        cell: |company, reader| Cell::day_of(Some(company.row.updated_at), reader),
    },
];

#[derive(Template)]
#[template(path = "companies/views/list.html")]
struct ListPage {
    page: Page,
    fields: Fields,
    kept: Vec<(String, String)>,
    people: Vec<Person>,
    is_filtered: bool,
    list: ListView,
}

impl ListPage {
    fn is(&self, name: &str, value: &str) -> bool {
        self.fields.text(name) == value
    }

    fn is_owner(&self, person: &Person) -> bool {
        self.is("owner", &person.id.to_string())
    }
}

/// `GET /companies`.
///
/// # Errors
/// When the database is away.
pub async fn list(cx: Cx, QueryFields(fields): QueryFields) -> Result<Response> {
    let asked = COMPANIES.asked(&fields);
    let narrow = narrowed(&cx, &fields);
    let (paging, ids) = asked.page(&cx.app, &narrow).await?;
    let found = rows(&cx.app, &cx.actor, &ids).await?;
    let page = cx.page(t!(cx, "companies"));
    let is_filtered = FILTERS.iter().any(|name| !fields.text(name).is_empty());
    let saved = SavedViews::load(&cx, COMPANIES.path, &fields).await?;
    let mut view = ListView::new(
        &page,
        t!(cx, "companies-list"),
        &asked,
        &Reader::from(&cx),
        paging,
        &found,
    )
    .with_saved(saved)
    .or_empty(|| empty(&cx, is_filtered));
    if cx.actor.may_write() {
        view = view.with_create("/companies/new", t!(cx, "company-new"));
    }
    cx.html(&ListPage {
        page,
        kept: asked.kept(&FILTERS),
        people: accounts::seen_people(cx.db(), &cx.actor).await?,
        is_filtered,
        list: view,
        fields: fields.clone(),
    })
}

/// `GET /companies.csv`: the same rows and columns as a file.
///
/// # Errors
/// When the database is away.
pub async fn list_file(cx: Cx, QueryFields(fields): QueryFields) -> Result<Response> {
    let asked: Asked<Listed> = COMPANIES.asked(&fields);
    let ids = asked.all(&cx.app, &narrowed(&cx, &fields)).await?;
    let (app, actor) = (cx.app.clone(), cx.actor.clone());
    let read = move |ids: Vec<i64>| {
        let (app, actor) = (app.clone(), actor.clone());
        async move { rows(&app, &actor, &ids).await }
    };
    Ok(download(&asked, Reader::from(&cx), ids, read))
}

/// What the reader sees and asks for. An owner that is no number matches nothing.
fn narrowed(cx: &Cx, fields: &Fields) -> impl Fn(&mut Sql) + Sync {
    |sql| {
        scope::push_visible(&cx.actor, sql, "c");
        match fields.text("owner") {
            "" => {}
            "none" => {
                sql.push(" AND c.owner_id IS NULL");
            }
            "me" => {
                sql.push(" AND c.owner_id = ")
                    .bind(cx.actor.user.map_or(0, |user| user.0));
            }
            owner => {
                sql.push(" AND c.owner_id = ").bind(owner.parse().unwrap_or(0_i64));
            }
        }
        if let Some(not) = match fields.text("deals") {
            "open" => Some(""),
            "none" => Some("NOT "),
            _ => None,
        } {
            sql.push(&format!(
                " AND {not}EXISTS (SELECT 1 FROM deals fd WHERE fd.company_id = c.id AND fd.outcome = 'open'"
            ));
            deals::push_visible(&cx.actor, sql, "fd");
            sql.push(")");
        }
        search::push_words(sql, "c.search_fold", fields.text("text"));
    }
}

async fn rows(app: &App, actor: &Actor, ids: &[i64]) -> Result<Vec<Listed>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new(
        "SELECT c.id, c.name, c.kana, c.corporate_number, c.industry, c.employees, c.address, c.phone, c.website,
                c.mail_domain, u.name AS owner, c.created_at, c.updated_at
         FROM companies c LEFT JOIN users u ON u.id = c.owner_id WHERE c.id IN ",
    );
    sql.bind_list(ids.iter().copied());
    scope::push_visible(actor, &mut sql, "c");
    let read = app.all::<Row>(sql).await?;
    let mut rows: HashMap<i64, Listed> = read
        .into_iter()
        .map(|row| {
            let listed = Listed {
                open: 0,
                open_amounts: Vec::new(),
                last_customer_at: None,
                row,
            };
            (listed.row.id.0, listed)
        })
        .collect();
    add_deals(app, actor, ids, &mut rows).await?;
    Ok(ids.iter().filter_map(|id| rows.remove(id)).collect())
}

async fn add_deals(app: &App, actor: &Actor, ids: &[i64], rows: &mut HashMap<i64, Listed>) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Sum {
        company_id: i64,
        currency: String,
        open: i64,
        amount: Option<i64>,
        last_customer_at: Option<At>,
    }
    let mut sql = Sql::new(
        "SELECT d.company_id, d.currency, CAST(SUM(CASE WHEN d.outcome = 'open' THEN 1 ELSE 0 END) AS BIGINT) AS open,
                CAST(SUM(CASE WHEN d.outcome = 'open' THEN d.amount END) AS BIGINT) AS amount,
                MAX(d.last_customer_at) AS last_customer_at
         FROM deals d WHERE d.company_id IN ",
    );
    sql.bind_list(ids.iter().copied());
    deals::push_visible(actor, &mut sql, "d");
    sql.push(" GROUP BY d.company_id, d.currency ORDER BY d.currency");
    for sum in app.all::<Sum>(sql).await? {
        let Some(listed) = rows.get_mut(&sum.company_id) else {
            continue;
        };
        let currency = sum.currency.parse().unwrap_or(Currency::JPY);
        listed.open += sum.open;
        listed
            .open_amounts
            .extend(sum.amount.map(|amount| Money::new(amount, currency)));
        listed.last_customer_at = listed.last_customer_at.max(sum.last_customer_at);
    }
    Ok(())
}

fn empty(cx: &Cx, is_filtered: bool) -> Empty {
    if is_filtered {
        return Empty {
            icon: "companies",
            title: t!(cx, "companies-none-match"),
            text: t!(cx, "list-none-match-text"),
            ways: vec![(COMPANIES.path.to_owned(), t!(cx, "list-clear"))],
        };
    }
    let create = ("/companies/new".to_owned(), t!(cx, "company-new"));
    Empty {
        icon: "companies",
        title: t!(cx, "companies-none"),
        text: t!(cx, "companies-none-text"),
        ways: if cx.actor.may_write() { vec![create] } else { Vec::new() },
    }
}
