//! What to do next for deals that are still in a phase: the sign, and the next action or that one is missing.

use std::collections::HashMap;

use db::Sql;
use sea_orm::{ColumnTrait as _, FromQueryResult, QueryFilter as _};

use crate::{
    app::App,
    companies,
    cx::Cx,
    deals::{self, Chip, ClockWords, Deal, Facts},
    error::Result,
    ids::DealId,
    pipelines, t,
};

/// A deal and what to do about it.
#[derive(Clone, Debug)]
pub struct NextStep {
    /// Which deal.
    pub deal: DealId,
    /// Its page.
    pub href: String,
    /// Company and title.
    pub name: String,
    /// The sign, if there is one.
    pub chip: Option<Chip>,
    /// The next action, or that one has to be planned.
    pub next: String,
}

/// What to do about these deals, in this order.
///
/// # Errors
/// When the database is away.
pub async fn next_steps(cx: &Cx, ids: &[DealId]) -> Result<Vec<NextStep>> {
    let mut deals = deals::visible_to(&cx.actor)
        .filter(deals::Column::Id.is_in(ids.iter().copied()))
        .all(cx.db())
        .await?;
    deals.sort_by_key(|deal| ids.iter().position(|id| *id == deal.id));
    let phases = pipelines::every_phase(cx.db()).await?;
    let next = subjects(&cx.app, ids).await?;
    let names = companies::names(cx.db(), &cx.actor, deals.iter().filter_map(|deal| deal.company_id)).await?;
    let step = |deal: &Deal| {
        let company = deal.company_id.and_then(|id| names.get(&id)).map_or("", String::as_str);
        let phase = phases.iter().find(|phase| phase.id == deal.phase_id);
        let rules = phase.map(|phase| deals::rules_for(phase, &cx.actor.workspace));
        let facts = Facts::from(deal);
        NextStep {
            deal: deal.id,
            href: format!("/deals/{}", deal.id),
            name: format!("{company}　{}", deal.title).trim().to_owned(),
            chip: rules.and_then(|rules| ClockWords::new(&rules, &facts, cx.now, cx.texts()).chip()),
            next: next
                .get(&deal.id)
                .cloned()
                .unwrap_or_else(|| t!(cx, "report-no-next-action")),
        }
    };
    Ok(deals.iter().map(step).collect())
}

/// What the next action of each of these deals is about: its subject, or else its kind.
async fn subjects(app: &App, deals: &[DealId]) -> Result<HashMap<DealId, String>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: DealId,
        text: String,
    }
    if deals.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = Sql::new(
        "SELECT d.id, CASE WHEN a.subject = '' THEN k.name ELSE a.subject END AS text
         FROM deals d JOIN activities a ON a.id = d.next_activity_id JOIN activity_kinds k ON k.id = a.kind_id
         WHERE d.id IN ",
    );
    sql.bind_list(deals.iter().map(|id| id.0));
    let rows: Vec<Row> = app.all(sql).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.text)).collect())
}
