//! Deals by the thousand, written as plain SQL: a workspace of 20 people whose 7-phase pipeline has run for two years.
//!
//! Of a hundred deals 40 are open, 25 won and 35 lost. Each spends ten days in a phase. Of four items of qualification, three
//! are known of each deal, one in eight of them with a concern. Everything follows from the deal's number, so two runs measure
//! the same.

use std::path::Path;

use anyhow::{Context, Result};
use db::{DbUrl, Sql};
use kit::clock::Clock;
use kizashi::{app::App, config::Settings, ids::DealId};
use sea_orm::{ConnectionTrait, FromQueryResult};

const DAY: i64 = 86_400_000;

/// An open deal and where it goes next.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Movable {
    /// Which deal.
    pub deal: DealId,
    /// The phase it goes to.
    pub to: i64,
    /// The version it has.
    pub version: i64,
}

/// A database of its own: a file in `folder`, or a new database in the cluster.
pub async fn url(database: &str, folder: &Path, deals: u64) -> Result<DbUrl> {
    if database == "sqlite" {
        return Ok(DbUrl::Sqlite(folder.join("bench.db")));
    }
    let cluster = std::env::var("KIZASHI_TEST_POSTGRES").context("KIZASHI_TEST_POSTGRES names the cluster")?;
    Ok(DbUrl::Postgres(
        db::testing::create_database(&cluster, &format!("bench_{deals}")).await,
    ))
}

/// Fills an empty database; the application stays open for plain SQL and for sessions.
pub async fn fill(url: &DbUrl, deals: u64) -> Result<App> {
    let app = App::open(url, Settings::default().complete()?, Clock::System).await?;
    let now = app.now().0;
    let transaction = app.db().begin().await?;
    for statement in statements(deals.cast_signed(), now) {
        transaction
            .execute_unprepared(&statement)
            .await
            .with_context(|| statement.clone())?;
    }
    transaction.commit().await?;
    let transaction = app.db().begin().await?;
    transaction.execute_unprepared("ANALYZE").await?;
    transaction.commit().await?;
    let broken = kizashi::deals::disagreements(app.db().read()).await?;
    anyhow::ensure!(
        broken.is_empty(),
        "the generated history contradicts itself: {broken:?}"
    );
    Ok(app)
}

/// The open deals that can go one phase on, in an order that does not cluster.
pub async fn movable(app: &App) -> Result<Vec<Movable>> {
    let sql = Sql::new(
        "SELECT id AS deal, phase_id + 1 AS to, version FROM deals WHERE outcome = 'open' AND phase_id < 6
         ORDER BY (id * 7919) % 10007, id LIMIT 5000",
    );
    let text = sql.text().replace(" AS to,", " AS \"to\",");
    Ok(app.all(Sql::new(&text)).await?)
}

fn numbers(count: i64) -> String {
    format!("WITH RECURSIVE n(id) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT id + 1 FROM n WHERE id < {count})")
}

fn statements(deals: i64, now: i64) -> Vec<String> {
    let companies = (deals / 10).max(10);
    let phases = [
        "アポイント獲得",
        "商談見極め",
        "初回訪問",
        "ヒアリング",
        "提案",
        "クロージング",
        "フォローアップ",
    ];
    let phase = |(name, position): (&&str, i64)| {
        let kind = if position == 7 { "follow_up" } else { "selling" };
        format!(
            "(1, '{name}', {position}, '{kind}', {}, 14, 7, 14)",
            (position * 15).min(100)
        )
    };
    let phases: Vec<String> = phases.iter().zip(1..).map(phase).collect();
    let mut all = vec![
        format!(
            "INSERT INTO workspace (id, name, locale, time_zone, fiscal_start_month, currency, created_at)
             VALUES (1, 'Bench', 'ja', 'Asia/Tokyo', 4, 'JPY', {now})"
        ),
        "INSERT INTO teams (name, position) VALUES ('第一営業部', 1), ('第二営業部', 2), ('第三営業部', 3), ('第四営業部', 4)".into(),
        format!(
            "{} INSERT INTO users (team_id, email, name, role, created_at)
             SELECT CASE WHEN id = 1 THEN NULL ELSE 1 + id % 4 END, 'user' || id || '@example.jp', '担当 ' || id,
                    CASE WHEN id = 1 THEN 'admin' ELSE 'rep' END, {now} FROM n",
            numbers(20)
        ),
        "INSERT INTO frameworks (name, position) VALUES ('BANT', 1)".into(),
        "INSERT INTO framework_items (framework_id, name, mark, value_kind, position) VALUES (1, '予算', 'B', 'text', 1),
            (1, '決裁権', 'A', 'text', 2), (1, '必要性', 'N', 'text', 3), (1, '導入時期', 'T', 'text', 4)"
            .into(),
        "INSERT INTO pipelines (name, position, framework_id) VALUES ('新規開拓', 1, 1)".into(),
        format!(
            "INSERT INTO phases (pipeline_id, name, position, kind, probability, normal_days, watch_days, danger_days) VALUES {}",
            phases.join(", ")
        ),
        "INSERT INTO activity_kinds (name, way, position) VALUES ('電話', 'phone', 1), ('訪問', 'visit', 2)".into(),
        "INSERT INTO channels (name, position) VALUES ('展示会', 1), ('紹介', 2), ('Web広告', 3)".into(),
        "INSERT INTO loss_reasons (name, position) VALUES ('他社に決定', 1), ('予算', 2)".into(),
        format!(
            "{} INSERT INTO companies (name, name_fold, search_fold, created_at, updated_at)
             SELECT '株式会社ベンチ' || id, 'べんち' || id, '株式会社べんち' || id, {now}, {now} FROM n",
            numbers(companies)
        ),
    ];
    all.extend(deal_statements(deals, companies, now));
    all
}

/// `d`: every deal with its outcome, the number `k` of phases it has been in, and the moment it began.
fn deal_numbers(deals: i64, now: i64) -> String {
    format!(
        "{}, d AS (SELECT id,
            CASE WHEN id * 7919 % 100 < 40 THEN 'open' WHEN id * 7919 % 100 < 65 THEN 'won' ELSE 'lost' END AS outcome,
            CASE WHEN id * 7919 % 100 >= 40 AND id * 7919 % 100 < 65 THEN 6 ELSE 1 + id * 31 % 6 END AS k FROM n),
         b AS (SELECT id, outcome, k, CASE WHEN outcome = 'open' THEN {now} - ((k - 1) * 10 + id % 10) * {DAY}
            ELSE {now} - (70 + id * 104729 % 660) * {DAY} - id END AS began FROM d)",
        numbers(deals)
    )
}

fn deal_statements(deals: i64, companies: i64, now: i64) -> Vec<String> {
    let numbers = deal_numbers(deals, now);
    let never = 253_402_300_799_999_i64;
    let ten = 10 * DAY;
    let probability = "CASE WHEN outcome = 'won' THEN 100 WHEN outcome = 'lost' THEN 0 ELSE k * 15 END";
    let amount = "100000 + id * 7919 % 5000 * 1000";
    let since = format!("began + CASE WHEN outcome = 'won' THEN 6 ELSE k - 1 END * {ten}");
    let ended = format!("CASE WHEN outcome = 'open' THEN began ELSE began + k * {ten} END");
    let now_phase = "CASE WHEN outcome = 'won' THEN 7 ELSE k END";
    vec![
        // In order, so that the database gives each its number, and knows which ones are taken.
        format!(
            "{numbers} INSERT INTO deals (pipeline_id, phase_id, outcome, title, company_id, owner_id, amount, currency,
                expected_close_on, probability, channel_id, opened_at, closed_at, loss_reason_id, phase_since, outcome_since,
                last_customer_at, last_touch_at, yellow_at, yellow_clock, red_at, red_clock, search_fold, created_at, updated_at)
             SELECT 1, {now_phase}, outcome, '案件 ' || id, 1 + id * 31 % {companies}, 2 + id % 19, {amount}, 'JPY',
                '2026-12-25', {probability}, 1 + id % 3, began, CASE WHEN outcome <> 'open' THEN {ended} END,
                CASE WHEN outcome = 'lost' THEN 1 + id % 2 END,
                {since}, {ended}, began, began,
                CASE WHEN outcome = 'open' THEN {now} + (id * 29 % 30 - 10) * {DAY} ELSE {never} END,
                CASE WHEN outcome = 'open' THEN 'silence' END,
                CASE WHEN outcome = 'open' THEN {now} + (id * 29 % 30 - 3) * {DAY} ELSE {never} END,
                CASE WHEN outcome = 'open' THEN 'silence' END, '案件' || id, began, began FROM b ORDER BY id"
        ),
        // By itself: PostgreSQL takes a day for one only where nothing is chosen between.
        "UPDATE deals SET won_on = '2026-08-01' WHERE outcome = 'won'".into(),
        // The stays: one version for every phase a deal has been in.
        format!(
            "{numbers}, j(step) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT step + 1 FROM j WHERE step < 6)
             INSERT INTO deal_versions (deal_id, valid_from, valid_to, pipeline_id, phase_id, outcome, owner_id, team_id, amount,
                currency, expected_close_on, probability, phase_since, phase_before, outcome_since, entered, left_at, left_to)
             SELECT id, began + (step - 1) * {ten}, CASE WHEN step = k AND outcome = 'open' THEN NULL ELSE began + step * {ten} END,
                1, step, 'open', 2 + id % 19, 1 + (2 + id % 19) % 4, {amount}, 'JPY', '2026-12-25', step * 15,
                began + (step - 1) * {ten}, CASE WHEN step > 1 THEN step - 1 END, began, {yes},
                CASE WHEN step < k OR outcome = 'won' THEN began + step * {ten} END,
                CASE WHEN step < k THEN step + 1 WHEN outcome = 'won' THEN 7 END
             FROM b JOIN j ON step <= k",
            yes = "1 = 1"
        ),
        format!(
            "{numbers} INSERT INTO deal_versions (deal_id, valid_from, pipeline_id, phase_id, outcome, owner_id, team_id, amount,
                currency, expected_close_on, probability, phase_since, phase_before, outcome_since, outcome_before, entered)
             SELECT id, {ended}, 1, {now_phase}, outcome, 2 + id % 19, 1 + (2 + id % 19) % 4, {amount}, 'JPY', '2026-12-25', {probability},
                {since}, CASE WHEN outcome = 'won' THEN 6 WHEN k > 1 THEN k - 1 END, {ended}, 'open', outcome = 'won'
             FROM b WHERE outcome <> 'open'"
        ),
        format!(
            "{numbers} INSERT INTO activities (deal_id, company_id, owner_id, kind_id, way, state, subject, starts_at, due_at, done_at,
                customer_took_part, created_at, updated_at)
             SELECT id, 1 + id * 31 % {companies}, 2 + id % 19, 1 + id % 2, CASE WHEN id % 2 = 0 THEN 'phone' ELSE 'visit' END, 'done',
                '状況の確認', began, began, began, 1 = 1, began, began FROM b"
        ),
        format!(
            "{numbers} INSERT INTO activities (deal_id, company_id, owner_id, kind_id, way, state, subject, starts_at, due_at, created_at, updated_at)
             SELECT id, 1 + id * 31 % {companies}, 2 + id % 19, 1 + id % 2, CASE WHEN id % 2 = 0 THEN 'phone' ELSE 'visit' END, 'planned',
                '見積の提出', {now} + (id % 20 - 2) * {DAY}, {now} + (id % 20 - 1) * {DAY}, began, began FROM b WHERE outcome = 'open' AND id % 5 > 0"
        ),
        format!(
            "{numbers}, i(item) AS (SELECT id FROM framework_items)
             INSERT INTO qualification_facts (deal_id, item_id, state, words, source, at)
             SELECT id, item, CASE WHEN (id + item) % 8 = 1 THEN 'concern' ELSE 'confirmed' END, '聞いたこと', 'heard', began
             FROM b, i WHERE (id + item) % 4 > 0"
        ),
        "UPDATE deals SET (next_activity_id, next_due_at) = (SELECT a.id, a.due_at FROM activities a
             WHERE a.deal_id = deals.id AND a.state = 'planned') WHERE outcome = 'open'"
            .into(),
        format!("INSERT INTO events (at, kind, data) VALUES ({now}, 'deal.imported', '{{}}')"),
    ]
}
