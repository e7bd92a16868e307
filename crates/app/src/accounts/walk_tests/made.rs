//! What the records of the walk are made by.

use db::Sql;
use sea_orm::ConnectionTrait as _;

use super::SECRET;
use crate::{
    deals,
    ids::{DealId, PhaseId, UserId},
    merges,
    testing::*,
};

/// Two companies that are proposed as one; the number of the second, which follows that of the first.
pub(super) async fn candidates(app: &TestApp, owner: UserId) -> i64 {
    let one = company(app, owner, "NULL").await;
    let other = company(app, owner, "NULL").await;
    let mut sql =
        Sql::new("INSERT INTO matching_pairs (kind, one_id, other_id, certainty, reasons) VALUES ('company', ");
    sql.bind(one).push(", ").bind(other).push(", 2, 'name')");
    app.execute(sql).await;
    other
}

/// The number of the merge of two companies of somebody.
pub(super) async fn merged_company(app: &TestApp, owner: UserId) -> i64 {
    let (kept, gone) = (company(app, owner, "NULL").await, company(app, owner, "NULL").await);
    let mut tx = app.app.begin(&app.actor(owner).await).await.unwrap();
    let half = |id| merges::Half { id, version: 1 };
    let takes = merges::Takes::new();
    let id = merges::merge(&mut tx, merges::Kind::Company, half(kept), half(gone), &takes);
    let id = id.await.unwrap();
    tx.commit().await.unwrap();
    id.0
}

pub(super) async fn pipeline(app: &TestApp, retired_at: &str) -> i64 {
    let values = format!("VALUES ('既存深耕', 2, {retired_at})");
    let id = insert(app, "pipelines (name, position, retired_at)", &values).await;
    let values = format!("VALUES ({id}, 'リード', 1, 'selling', 10)");
    insert(app, "phases (pipeline_id, name, position, kind, probability)", &values).await;
    id
}

pub(super) async fn phase(app: &TestApp, retired_at: &str) -> i64 {
    let values = format!("VALUES (1, '見極め', 3, 'selling', 50, {retired_at})");
    insert(
        app,
        "phases (pipeline_id, name, position, kind, probability, retired_at)",
        &values,
    )
    .await
}

pub(super) async fn channel(app: &TestApp, retired_at: &str) -> i64 {
    let number = app.number("SELECT COALESCE(MAX(id), 0) FROM channels").await;
    let values = format!("VALUES ('紹介 {number}', 2, {retired_at})");
    insert(app, "channels (name, position, retired_at)", &values).await
}

pub(super) async fn framework(app: &TestApp, retired_at: &str) -> i64 {
    let number = app.number("SELECT COALESCE(MAX(id), 0) FROM frameworks").await;
    let values = format!("VALUES ('MEDDIC {number}', 2, {retired_at})");
    insert(app, "frameworks (name, position, retired_at)", &values).await
}

pub(super) async fn item(app: &TestApp, retired_at: &str) -> i64 {
    let number = app.number("SELECT COALESCE(MAX(id), 0) FROM framework_items").await;
    let values = format!("VALUES (1, '競合 {number}', 'K', 'text', 5, {retired_at})");
    let columns = "framework_items (framework_id, name, mark, value_kind, position, retired_at)";
    insert(app, columns, &values).await
}

pub(super) async fn deal(app: &TestApp, owner: UserId) -> i64 {
    let company = company(app, owner, "NULL").await;
    let mut tx = app.app.begin(&app.actor(owner).await).await.unwrap();
    let mut new = new_deal(owner);
    new.title = format!("{SECRET}の案件");
    new.company = Some(crate::ids::CompanyId(company));
    let deal = deals::create(&mut tx, new).await.unwrap();
    tx.commit().await.unwrap();
    deal.id.0
}

pub(super) async fn move_to(app: &TestApp, mover: UserId, deal: i64, to: PhaseId) {
    let mut tx = app.app.begin(&app.actor(mover).await).await.unwrap();
    let wish = deals::Move {
        to,
        version: None,
        override_reason: None,
    };
    deals::move_to(&mut tx, DealId(deal), wish).await.unwrap();
    tx.commit().await.unwrap();
}

pub(super) async fn lose(app: &TestApp, owner: UserId, deal: i64) {
    let mut tx = app.app.begin(&app.actor(owner).await).await.unwrap();
    let loss = deals::Loss {
        reason: LOSS_REASON,
        competitor: None,
        customer_words: String::new(),
        our_guess: String::new(),
        come_back_on: None,
    };
    deals::lose(&mut tx, DealId(deal), None, loss).await.unwrap();
    tx.commit().await.unwrap();
}

pub(super) async fn delete(app: &TestApp, owner: UserId, deal: i64) {
    let mut tx = app.app.begin(&app.actor(owner).await).await.unwrap();
    deals::delete(&mut tx, DealId(deal), None).await.unwrap();
    tx.commit().await.unwrap();
}

pub(super) async fn company(app: &TestApp, owner: UserId, deleted_at: &str) -> i64 {
    let values = format!("VALUES ({owner}, '{SECRET}株式会社', '{SECRET}', '{SECRET}', 0, 0, {deleted_at})");
    insert(
        app,
        "companies (owner_id, name, name_fold, search_fold, created_at, updated_at, deleted_at)",
        &values,
    )
    .await
}

pub(super) async fn contact(app: &TestApp, owner: UserId, deleted_at: &str) -> i64 {
    let company = company(app, owner, "NULL").await;
    let values = format!("VALUES ({company}, '{SECRET} 太郎', '{SECRET}', 0, 0, {deleted_at})");
    insert(
        app,
        "contacts (company_id, name, search_fold, created_at, updated_at, deleted_at)",
        &values,
    )
    .await
}

pub(super) async fn activity(app: &TestApp, owner: UserId, state: &str, deleted_at: &str) -> i64 {
    let deal = deal(app, owner).await;
    let times = format!("{NOW}, {NOW}, 0, 0, {deleted_at}");
    let values = format!("VALUES ({deal}, {owner}, 1, 'phone', '{state}', '{SECRET}の確認', {times})");
    let columns = "activities (deal_id, owner_id, kind_id, way, state, subject, starts_at, due_at, created_at, updated_at, deleted_at)";
    insert(app, columns, &values).await
}

pub(super) async fn lead(app: &TestApp, owner: UserId, deleted_at: &str) -> i64 {
    let values = format!(
        "VALUES ({owner}, 'new', '{SECRET}株式会社', '{SECRET} 太郎', '{SECRET}', 0, 0, 0, 0, 0, 0, {deleted_at})"
    );
    let columns = "leads (owner_id, state, company, contact, search_fold, state_since, touched_at, yellow_at, red_at,
         created_at, updated_at, deleted_at)";
    insert(app, columns, &values).await
}

pub(super) async fn touch(app: &TestApp, owner: UserId, deleted_at: &str) -> i64 {
    let deal = deal(app, owner).await;
    let values = format!("VALUES ({deal}, 1, '2026-11-01', '{SECRET}セミナー', 0, 0, {deleted_at})");
    let columns = "touches (deal_id, kind_id, on_day, what, created_at, updated_at, deleted_at)";
    insert(app, columns, &values).await
}

pub(super) async fn hearing_sheet(app: &TestApp, retired_at: &str) -> i64 {
    let values = format!("VALUES (1, 'ヒアリングシート', 1, {retired_at})");
    insert(app, "hearing_sheets (phase_id, name, position, retired_at)", &values).await
}

/// A question of a sheet of its own.
pub(super) async fn question(app: &TestApp, retired_at: &str) -> i64 {
    let sheet = hearing_sheet(app, "NULL").await;
    let question = insert(
        app,
        "hearing_questions (sheet_id, kind)",
        &format!("VALUES ({sheet}, 'text')"),
    )
    .await;
    let asks = r#"{"kind":"text"}"#;
    let values = format!("VALUES ({sheet}, 1, {question}, 1, '困りごと', '{asks}', {retired_at})");
    let columns = "hearing_wordings (sheet_id, edition, question_id, position, text, asks, retired_at)";
    insert(app, columns, &values).await;
    question
}

/// An answer that stands beside another one.
pub(super) async fn answer(app: &TestApp, owner: UserId) -> i64 {
    let question = question(app, "NULL").await;
    let wording = app.number("SELECT MAX(id) FROM hearing_wordings").await;
    let deal = deal(app, owner).await;
    let columns = "hearing_answers (deal_id, question_id, wording_id, source, heard_on, at, value_text, search_fold, is_current, beside_id)";
    let values = |current: &str, beside: &str| {
        format!("VALUES ({deal}, {question}, {wording}, 'heard', '{TODAY}', 0, '{SECRET}', '', {current}, {beside})")
    };
    let first = insert(app, columns, &values("FALSE", "NULL")).await;
    insert(app, columns, &values("TRUE", &first.to_string())).await
}

pub(super) async fn idea(app: &TestApp, owner: UserId, deleted_at: &str) -> i64 {
    let deal = deal(app, owner).await;
    let values = format!("VALUES ({deal}, '{SECRET}の提案', 0, {deleted_at})");
    insert(app, "proposal_ideas (deal_id, text, at, deleted_at)", &values).await
}

pub(super) async fn person(app: &TestApp, serial: i64, disabled_at: &str) -> i64 {
    let values = format!("VALUES (1, 'walk{serial}@example.jp', '歩く人', 'rep', 0, {disabled_at})");
    insert(
        app,
        "users (team_id, email, name, role, created_at, disabled_at)",
        &values,
    )
    .await
}

pub(super) async fn team(app: &TestApp, serial: i64, retired_at: &str) -> i64 {
    let values = format!("VALUES ('チーム{serial}', 9, {retired_at})");
    insert(app, "teams (name, position, retired_at)", &values).await
}

pub(super) async fn insert(app: &TestApp, columns: &str, values: &str) -> i64 {
    let transaction = app.app.db().begin().await.unwrap();
    let sql = Sql::new(&format!("INSERT INTO {columns} {values} RETURNING id"));
    let row = transaction
        .query_one_raw(sql.statement(app.app.db().dialect()))
        .await
        .unwrap();
    let id = row.unwrap().try_get_by_index(0).unwrap();
    transaction.commit().await.unwrap();
    id
}
