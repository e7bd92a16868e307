//! `GET /ideas.csv`: the proposal ideas of all deals the reader sees, each with the answers it was drawn
//! from. `kizashi import --ideas` takes it again.

use std::collections::HashMap;

use axum::response::Response;
use db::Sql;
use kit::csv::Csv;
use sea_orm::FromQueryResult;

use super::idea;
use crate::{
    cx::Cx,
    deals::{self, Outcome, outcome_name},
    error::Result,
    ids::IdeaId,
    t,
    time::At,
};

/// Ideas whose answers are read at once.
const AT_ONCE: usize = 500;

#[derive(FromQueryResult)]
struct Row {
    id: IdeaId,
    text: String,
    by_name: Option<String>,
    at: At,
    deal_key: Option<String>,
    deal: String,
    company: Option<String>,
    outcome: Outcome,
}

/// The newest first.
///
/// # Errors
/// When the database is away.
pub async fn download(cx: Cx) -> Result<Response> {
    let mut sql = Sql::new(
        "SELECT i.id, i.text, u.name AS by_name, i.at, d.external_id AS deal_key, d.title AS deal, c.name AS company, d.outcome
         FROM proposal_ideas i JOIN deals d ON d.id = i.deal_id LEFT JOIN companies c ON c.id = d.company_id
         LEFT JOIN users u ON u.id = i.by_user_id WHERE i.deleted_at IS NULL",
    );
    deals::push_visible(&cx.actor, &mut sql, "d");
    sql.push(" ORDER BY i.at DESC, i.id DESC");
    let rows: Vec<Row> = cx.app.all(sql).await?;
    let mut csv = Csv::new([
        t!(cx, "idea"),
        t!(cx, "idea-pick-label"),
        t!(cx, "touch-deal-key"),
        t!(cx, "deal"),
        t!(cx, "company"),
        t!(cx, "outcome"),
        t!(cx, "idea-by"),
        t!(cx, "idea-at"),
    ]);
    for some in rows.chunks(AT_ONCE) {
        let ids: Vec<i64> = some.iter().map(|row| row.id.0).collect();
        let mut origins = idea::origins(cx.db(), &ids).await?;
        for row in some {
            csv.row(cells(&cx, row, &mut origins));
        }
    }
    Ok(csv.download(&format!("ideas-{}.csv", cx.today())))
}

fn cells(cx: &Cx, row: &Row, origins: &mut HashMap<IdeaId, Vec<(String, String)>>) -> [String; 8] {
    let from = origins.remove(&row.id).unwrap_or_default();
    let from: Vec<String> = from.iter().map(|(asked, said)| format!("{asked}: {said}")).collect();
    [
        row.text.clone(),
        from.join("\n"),
        row.deal_key.clone().unwrap_or_default(),
        row.deal.clone(),
        row.company.clone().unwrap_or_default(),
        outcome_name(row.outcome, cx.texts()),
        row.by_name.clone().unwrap_or_default(),
        row.at.day(cx.zone()).to_string(),
    ]
}
