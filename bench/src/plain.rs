//! The same work as plain SQL on the same data: what a hand-written program without pages, sessions, scopes and words would
//! spend. The ratio to it is what Kizashi adds.

use std::time::{Duration, Instant};

use anyhow::Result;
use db::Sql;
use kizashi::app::App;
use sea_orm::{ConnectionTrait, DatabaseConnection};

use crate::{
    client::{Kind, take},
    data::Movable,
};

/// Runs the statements of one kind as often as the server was asked; how long each took.
#[expect(clippy::disallowed_methods, reason = "a stopwatch")]
pub async fn run(app: &App, kind: Kind, requests: usize, moves: &mut Vec<Movable>) -> Result<Vec<Duration>> {
    let moves = if kind == Kind::Move {
        take(moves, requests)?
    } else {
        vec![]
    };
    let mut times = Vec::with_capacity(requests);
    for number in 0..=requests {
        let begin = Instant::now();
        match kind {
            Kind::Board => board(app).await?,
            Kind::Column => column(app, 3).await?,
            Kind::List => list(app, "").await?,
            Kind::Concerns => list(app, &format!("AND EXISTS ({KNOWN} AND q.state = 'concern')")).await?,
            Kind::Unconfirmed => list(app, &format!("AND NOT EXISTS ({KNOWN} AND q.state <> 'unknown')")).await?,
            Kind::Guard => colleagues(app, 1 + number % 90).await?,
            Kind::Report => report(app).await?,
            Kind::Move => match moves.get(number) {
                Some(wish) => move_on(app, wish).await?,
                None => continue,
            },
            Kind::Create => create(app).await?,
        }
        // The first one warms the caches, as with the server.
        if number > 0 || kind == Kind::Move {
            times.push(begin.elapsed());
        }
    }
    Ok(times)
}

async fn rows(db: &DatabaseConnection, sql: Sql, app: &App) -> Result<()> {
    db.query_all_raw(sql.statement(app.db().dialect())).await?;
    Ok(())
}

async fn board(app: &App) -> Result<()> {
    let now = app.now().0;
    let mut sql = Sql::new(
        "SELECT phase_id, currency, COUNT(*), CAST(SUM(amount) AS BIGINT), CAST(SUM(amount * probability) AS BIGINT), SUM(CASE WHEN red_at <= ",
    );
    sql.bind(now)
        .push(" THEN 1 ELSE 0 END), SUM(CASE WHEN yellow_at <= ")
        .bind(now);
    sql.push(" THEN 1 ELSE 0 END) FROM deals WHERE deleted_at IS NULL AND pipeline_id = 1 AND outcome IN ('open', 'won') GROUP BY 1, 2");
    rows(app.db().read(), sql, app).await?;
    for phase in 1..=7 {
        column(app, phase).await?;
    }
    Ok(())
}

async fn column(app: &App, phase: i64) -> Result<()> {
    let outcome = if phase == 7 { "won" } else { "open" };
    let mut sql = Sql::new(
        "SELECT d.id, d.title, d.amount, d.currency, d.expected_close_on, d.version, c.name, u.name, a.subject, a.starts_at
         FROM deals d LEFT JOIN companies c ON c.id = d.company_id JOIN users u ON u.id = d.owner_id
         LEFT JOIN activities a ON a.id = d.next_activity_id
         WHERE d.deleted_at IS NULL AND d.phase_id = ",
    );
    sql.bind(phase)
        .push(" AND d.outcome = ")
        .bind(outcome)
        .push(" ORDER BY d.red_at, d.id LIMIT 50");
    rows(app.db().read(), sql, app).await
}

/// What stands of the first item.
const KNOWN: &str =
    "SELECT 1 FROM qualification_facts q WHERE q.deal_id = d.id AND q.item_id = 1 AND q.replaced_at IS NULL";

async fn list(app: &App, filter: &str) -> Result<()> {
    let sql = Sql::new(&format!(
        "SELECT COUNT(*), CAST(SUM(amount) AS BIGINT) FROM deals d WHERE deleted_at IS NULL {filter} GROUP BY currency"
    ));
    rows(app.db().read(), sql, app).await?;
    let sql = Sql::new(&format!(
        "SELECT d.*, c.name, u.name, p.name FROM deals d LEFT JOIN companies c ON c.id = d.company_id JOIN users u ON u.id = d.owner_id
         JOIN phases p ON p.id = d.phase_id WHERE d.deleted_at IS NULL {filter} ORDER BY d.id DESC LIMIT 50",
    ));
    rows(app.db().read(), sql, app).await
}

/// Who works with the company of a name.
async fn colleagues(app: &App, company: usize) -> Result<()> {
    let mut sql = Sql::new(
        "SELECT d.id, d.title, d.opened_at, d.last_customer_at, u.name FROM companies c JOIN deals d ON d.company_id = c.id
         JOIN users u ON u.id = d.owner_id WHERE d.deleted_at IS NULL AND d.owner_id <> 1 AND c.name_fold = ",
    );
    sql.bind(format!("べんち{company}"));
    rows(app.db().read(), sql, app).await
}

/// The year and the one before it, as the page compares them. FY2026 began on 1 April in Tokyo.
async fn report(app: &App) -> Result<()> {
    const YEAR: i64 = 365 * 86_400_000;
    let begin = 1_774_969_200_000_i64;
    for from in [begin, begin - YEAR] {
        let mut sql = Sql::new(
            "SELECT s.phase_id, CASE WHEN s.left_at IS NOT NULL THEN 'left' ELSE d.outcome END, COUNT(*), CAST(SUM(d.amount) AS BIGINT),
                    (COALESCE(s.left_at, d.outcome_since) - s.valid_from) / 86400000
             FROM deal_versions s JOIN deals d ON d.id = s.deal_id
             WHERE s.entered AND s.pipeline_id = 1 AND d.deleted_at IS NULL AND s.valid_from >= ",
        );
        sql.bind(from)
            .push(" AND s.valid_from < ")
            .bind(from + YEAR)
            .push(" GROUP BY 1, 2, 5");
        rows(app.db().read(), sql, app).await?;
    }
    Ok(())
}

async fn move_on(app: &App, wish: &Movable) -> Result<()> {
    let (now, dialect) = (app.now().0, app.db().dialect());
    let transaction = app.db().begin().await?;
    let mut update = Sql::new("UPDATE deals SET phase_id = ");
    update
        .bind(wish.to)
        .push(", phase_since = ")
        .bind(now)
        .push(", version = version + 1 WHERE id = ")
        .bind(wish.deal.0);
    let mut end = Sql::new("UPDATE deal_versions SET valid_to = ");
    end.bind(now)
        .push(", left_at = ")
        .bind(now)
        .push(", left_to = ")
        .bind(wish.to);
    end.push(" WHERE valid_to IS NULL AND deal_id = ").bind(wish.deal.0);
    let mut follow = Sql::new(
        "INSERT INTO deal_versions (deal_id, valid_from, pipeline_id, phase_id, outcome, owner_id, amount, currency, probability,
             phase_since, outcome_since, entered)
         SELECT id, phase_since, pipeline_id, phase_id, outcome, owner_id, amount, currency, probability, phase_since, outcome_since, 1 = 1
         FROM deals WHERE id = ",
    );
    follow.bind(wish.deal.0);
    let mut event = Sql::new("INSERT INTO events (at, kind, deal_id, data) VALUES (");
    event
        .bind(now)
        .push(", 'deal.moved', ")
        .bind(wish.deal.0)
        .push(", '{}')");
    for sql in [update, end, follow, event] {
        transaction.execute_raw(sql.statement(dialect)).await?;
    }
    Ok(transaction.commit().await?)
}

async fn create(app: &App) -> Result<()> {
    let (now, dialect) = (app.now().0, app.db().dialect());
    let transaction = app.db().begin().await?;
    let mut insert = Sql::new(
        "INSERT INTO deals (pipeline_id, phase_id, outcome, title, owner_id, amount, currency, probability, opened_at, phase_since,
             outcome_since, yellow_at, red_at, search_fold, created_at, updated_at)
         VALUES (1, 1, 'open', 'Bench', 1, 1000000, 'JPY', 15, ",
    );
    for _ in 0..5 {
        insert.bind(now).push(", ");
    }
    insert
        .push("'bench', ")
        .bind(now)
        .push(", ")
        .bind(now)
        .push(") RETURNING id");
    let row = transaction.query_one_raw(insert.statement(dialect)).await?;
    let id: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);
    let mut version = Sql::new(
        "INSERT INTO deal_versions (deal_id, valid_from, pipeline_id, phase_id, outcome, owner_id, currency, probability, phase_since,
             outcome_since, entered) VALUES (",
    );
    version
        .bind(id)
        .push(", ")
        .bind(now)
        .push(", 1, 1, 'open', 1, 'JPY', 15, ")
        .bind(now)
        .push(", ")
        .bind(now)
        .push(", 1 = 1)");
    let mut event = Sql::new("INSERT INTO events (at, kind, deal_id, data) VALUES (");
    event.bind(now).push(", 'deal.created', ").bind(id).push(", '{}')");
    for sql in [version, event] {
        transaction.execute_raw(sql.statement(dialect)).await?;
    }
    Ok(transaction.commit().await?)
}
