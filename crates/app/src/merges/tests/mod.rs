//! Merges: the acts, the pages, and that no column is forgotten.

mod acts;
mod columns;
mod pages;
mod property;

use db::Sql;
use sea_orm::ConnectionTrait as _;

use super::{Half, Kind, Takes, Undone, merge, undo};
use crate::{
    deals::{self, NewDeal},
    error::Result,
    ids::{CompanyId, MergeId, UserId},
    testing::*,
};

/// Inserts a row, and answers its number.
async fn insert(app: &TestApp, columns: &str, values: &str) -> i64 {
    let transaction = app.app.db().begin().await.unwrap();
    let sql = Sql::new(&format!("INSERT INTO {columns} VALUES ({values}) RETURNING id"));
    let row = transaction.query_one_raw(sql.statement(app.app.db().dialect()));
    let id = row.await.unwrap().unwrap().try_get_by_index(0).unwrap();
    transaction.commit().await.unwrap();
    id
}

/// A company of nobody.
async fn company(app: &TestApp, name: &str) -> i64 {
    let values = format!(
        "'{name}', '{}', '{}', 0, 0",
        japan::fold_company(name),
        japan::fold(name)
    );
    insert(
        app,
        "companies (name, name_fold, search_fold, created_at, updated_at)",
        &values,
    )
    .await
}

/// A contact of a company.
async fn contact(app: &TestApp, company: i64, name: &str) -> i64 {
    let values = format!("{company}, '{name}', '{name}', 0, 0");
    insert(
        app,
        "contacts (company_id, name, search_fold, created_at, updated_at)",
        &values,
    )
    .await
}

/// A deal of a company.
async fn deal_of(app: &TestApp, owner: UserId, company: i64) -> i64 {
    let new = NewDeal {
        company: Some(CompanyId(company)),
        ..new_deal(owner)
    };
    let mut tx = app.app.begin(&app.actor(owner).await).await.unwrap();
    let deal = deals::create(&mut tx, new).await.unwrap();
    tx.commit().await.unwrap();
    deal.id.0
}

async fn version(app: &TestApp, kind: Kind, id: i64) -> i64 {
    app.number(&format!("SELECT version FROM {} WHERE id = {id}", kind.table()))
        .await
}

/// Merges the second into the first, as somebody, in the versions they have now.
async fn join(app: &TestApp, user: UserId, kind: Kind, kept: i64, gone: i64, takes: &Takes) -> Result<MergeId> {
    let kept = Half {
        id: kept,
        version: version(app, kind, kept).await,
    };
    let gone = Half {
        id: gone,
        version: version(app, kind, gone).await,
    };
    let mut tx = app.app.begin(&app.actor(user).await).await?;
    let id = merge(&mut tx, kind, kept, gone, takes).await?;
    tx.commit().await?;
    Ok(id)
}

async fn part(app: &TestApp, user: UserId, id: MergeId) -> Result<Undone> {
    let mut tx = app.app.begin(&app.actor(user).await).await?;
    let undone = undo(&mut tx, id).await?;
    tx.commit().await?;
    Ok(undone)
}

fn is_back(undone: &Undone) -> bool {
    matches!(undone, Undone::Back { .. })
}
