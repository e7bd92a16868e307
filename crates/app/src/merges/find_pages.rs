//! The page on which the other one of two records is found: those that are alike, and any other by its name.

use askama::Template;
use axum::response::Response;
use db::Sql;
use kit::fields::Fields;
use sea_orm::FromQueryResult;

use super::{Kind, Record, pages::title};
use crate::{
    companies, contacts,
    cx::Cx,
    error::Result,
    ids::{CompanyId, ContactId},
    page::Page,
    t,
};

/// At most so many are shown; whoever misses one types more of its name.
const MOST: i64 = 20;

#[derive(Template)]
#[template(path = "merges/views/find.html")]
struct FindPage {
    page: Page,
    kind: Kind,
    record: Record,
    text: String,
    found: Vec<Found>,
}

#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
struct Found {
    id: i64,
    name: String,
    sub: String,
}

impl FindPage {
    fn action(&self) -> String {
        format!("{}/merge", self.kind.path(self.record.id))
    }

    fn compare_words(&self, found: &Found) -> String {
        t!(self.page, "merge-compare-with", name = found.name.as_str())
    }
}

pub(super) async fn find(cx: &Cx, kind: Kind, id: i64, query: &Fields) -> Result<Response> {
    let record = kind.seen(cx.db(), &cx.actor, id).await?;
    let text = query.text("q").to_owned();
    let found = match (kind, text.is_empty()) {
        (Kind::Company, true) => alike(cx, &record).await?,
        (Kind::Company, false) => companies_named(cx, &record, &text).await?,
        (Kind::Contact, _) => contacts_named(cx, &record, &text).await?,
    };
    cx.html(&FindPage {
        page: cx.page(title(cx, kind)),
        kind,
        record,
        text,
        found,
    })
}

async fn alike(cx: &Cx, record: &Record) -> Result<Vec<Found>> {
    let facts: companies::Facts = serde_json::from_value(record.facts.clone().into())?;
    let alike = companies::alike(&cx.app, &cx.actor, &facts, Some(CompanyId(record.id))).await?;
    let found = alike.into_iter().map(|one| Found {
        sub: one.reasons(&cx.texts()),
        id: one.id.0,
        name: one.name,
    });
    Ok(found.collect())
}

fn like(text: &str) -> String {
    let folded = japan::fold(text);
    let escaped = folded.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    format!("%{escaped}%")
}

async fn companies_named(cx: &Cx, record: &Record, text: &str) -> Result<Vec<Found>> {
    let mut sql = Sql::new("SELECT c.id, c.name, c.address AS sub FROM companies c WHERE c.id <> ");
    sql.bind(record.id).push(" AND c.search_fold LIKE ").bind(like(text));
    sql.push(" ESCAPE '\\'");
    companies::push_visible(&cx.actor, &mut sql, "c");
    sql.push(" ORDER BY c.kana, c.name, c.id LIMIT ").bind(MOST);
    cx.app.all(sql).await
}

/// The others of the same company; by a name, of any company.
async fn contacts_named(cx: &Cx, record: &Record, text: &str) -> Result<Vec<Found>> {
    let mut sql = Sql::new(
        "SELECT p.id, p.name, c.name AS sub FROM contacts p JOIN companies c ON c.id = p.company_id WHERE p.id <> ",
    );
    sql.bind(ContactId(record.id).0);
    if text.is_empty() {
        sql.push(" AND p.company_id = ")
            .bind(record.company.map_or(0, |company| company.0));
    } else {
        sql.push(" AND p.search_fold LIKE ")
            .bind(like(text))
            .push(" ESCAPE '\\'");
    }
    contacts::push_visible(&cx.actor, &mut sql, "p");
    sql.push(" ORDER BY CASE WHEN p.name = ").bind(record.name.as_str());
    sql.push(" THEN 0 ELSE 1 END, p.kana, p.name, p.id LIMIT ").bind(MOST);
    cx.app.all(sql).await
}
