//! Phase progress (フェーズ進捗): what became of the deals that entered each phase in a period.
//!
//! The unit is a *stay*: the time from entering a phase to leaving it. A stay belongs to the period in which it began, and
//! as of a moment has exactly one fate, so that entered = passed + won + lost + held + back + other + stays. A deal that
//! comes back to a phase stays there twice. Filters by owner and team are taken as they were when the stay began.

use std::collections::{BTreeMap, BTreeSet};

use db::Sql;
use sea_orm::{DeriveActiveEnum, EnumIter, FromQueryResult};
use stats::{Quartiles, Rate};

use crate::{
    actor::{Actor, Sees},
    app::App,
    deals::{self, Outcome},
    error::Result,
    ids::{ChannelId, PhaseId, PipelineId, ProductId, TeamId, UserId},
    money::{Currency, Money},
    pipelines::{self, Phase, PhaseKind},
    time::At,
};

/// What the report is about.
#[derive(Clone, Debug)]
pub struct PhaseQuery {
    /// Of which pipeline.
    pub pipeline: PipelineId,
    /// Stays that began from here …
    pub from: At,
    /// … to before here.
    pub to: At,
    /// As known at this moment; `None` for now.
    pub as_of: Option<At>,
    /// Whose they were when the stay began.
    pub owner: Option<UserId>,
    /// Of which team they were when the stay began.
    pub team: Option<TeamId>,
    /// How the appointment was won.
    pub channel: Option<ChannelId>,
    /// With this product.
    pub product: Option<ProductId>,
}

/// What became of a stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Fate {
    /// Went on to a later phase.
    #[sea_orm(string_value = "passed")]
    Passed,
    /// Was won from here.
    #[sea_orm(string_value = "won")]
    Won,
    /// Was lost here.
    #[sea_orm(string_value = "lost")]
    Lost,
    /// Was put on hold here, and is.
    #[sea_orm(string_value = "on_hold")]
    Held,
    /// Went back to an earlier phase.
    #[sea_orm(string_value = "back")]
    Back,
    /// Went over to another pipeline.
    #[sea_orm(string_value = "other")]
    Other,
    /// Is still here.
    #[sea_orm(string_value = "stays")]
    Stays,
}

impl Fate {
    /// In the order of the report's columns.
    pub const ALL: [Self; 7] = [
        Self::Passed,
        Self::Won,
        Self::Lost,
        Self::Held,
        Self::Back,
        Self::Other,
        Self::Stays,
    ];

    /// Whether the deal, however it stands, is still in the phase.
    pub(super) const fn is_in_phase(self) -> bool {
        matches!(self, Self::Lost | Self::Held | Self::Stays)
    }

    /// As in URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Held => "on_hold",
            Self::Back => "back",
            Self::Other => "other",
            Self::Stays => "stays",
        }
    }

    /// From a URL.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fate| fate.code() == code)
    }
}

/// One phase of the report.
#[derive(Clone, Debug)]
pub struct PhaseProgress {
    /// Which phase.
    pub phase: Phase,
    /// Stays by their fate.
    pub fates: BTreeMap<Fate, u64>,
    /// (passed + won) of (passed + won + lost + held): of those that were decided here, how many went on.
    pub conversion: Rate,
    /// won of (won + lost), of the deals of these stays as they stand.
    pub to_won: Rate,
    /// Days in this phase of the stays that are over; whole days of 24 hours.
    pub days: Option<Quartiles>,
    /// Amounts of the deals still here, by currency.
    pub staying: Vec<Money>,
    /// Amounts of all deals that entered, by currency.
    pub entered_amounts: Vec<Money>,
}

impl PhaseProgress {
    /// How many stays began: the sum of all fates.
    #[must_use]
    pub fn entered(&self) -> u64 {
        self.fates.values().sum()
    }

    /// How many stays had one fate.
    #[must_use]
    pub fn count(&self, fate: Fate) -> u64 {
        self.fates.get(&fate).copied().unwrap_or(0)
    }
}

/// Stays that have all of it in common.
#[derive(FromQueryResult)]
struct Cell {
    phase_id: PhaseId,
    left_to: Option<PhaseId>,
    outcome: Outcome,
    currency: String,
    days: Option<i64>,
    stays: i64,
    amount: i64,
}

/// A cell, and what became of its stays.
struct Fated {
    fate: Fate,
    cell: Cell,
}

/// The report: a row for every phase of the pipeline that is in use or has stays in the period.
///
/// # Errors
/// When the database is away.
pub async fn progress(app: &App, actor: &Actor, query: &PhaseQuery) -> Result<Vec<PhaseProgress>> {
    let cells: Vec<Cell> = app.all(cells_query(app, actor, query)).await?;
    let mut phases = pipelines::phases(app.db().read(), query.pipeline).await?;
    let mut known = phases.clone();
    let named = cells.iter().flat_map(|cell| [Some(cell.phase_id), cell.left_to]);
    let named: BTreeSet<PhaseId> = named.flatten().collect();
    for id in named {
        if known.iter().all(|phase| phase.id != id) {
            known.push(pipelines::phase(app.db().read(), id).await?);
        }
    }
    // A retired phase is shown where there are stays in it.
    let is_retired = |phase: &&Phase| phases.iter().all(|one| one.id != phase.id);
    let has_stays = |phase: &&Phase| cells.iter().any(|cell| cell.phase_id == phase.id);
    let retired: Vec<Phase> = known.iter().filter(is_retired).filter(has_stays).cloned().collect();
    phases.extend(retired);
    phases.sort_by_key(|phase| (phase.position, phase.id));
    let phase_of = |id: PhaseId| known.iter().find(|phase| phase.id == id);
    let fated = cells.into_iter().filter_map(|cell| {
        let fate = fate(phase_of(cell.phase_id)?, cell.left_to.and_then(phase_of), cell.outcome);
        Some(Fated { fate, cell })
    });
    let fated: Vec<Fated> = fated.collect();
    Ok(phases.into_iter().map(|phase| row(phase, &fated)).collect())
}

/// Grouped by facts and not by their fate: joining the phases to every stay doubled the time. What stays has no
/// days, which nobody asks for and which would only make more groups.
fn cells_query(app: &App, actor: &Actor, query: &PhaseQuery) -> Sql {
    let (moment, v) = (query.as_of.unwrap_or(app.now()).0, query.standing());
    let mut sql = Sql::new("SELECT s.phase_id, CASE WHEN s.left_at <= ");
    sql.bind(moment)
        .push(&format!(" THEN s.left_to END AS left_to, {v}.outcome, {v}.currency, "))
        .push("(CASE WHEN s.left_at <= ")
        .bind(moment)
        .push(&format!(
            " THEN s.left_at WHEN {v}.outcome <> 'open' THEN {v}.outcome_since END - s.valid_from) / 86400000 AS days,
             COUNT(*) AS stays, CAST(COALESCE(SUM({v}.amount), 0) AS BIGINT) AS amount"
        ));
    // Who sees everything and asks for nothing in particular needs no more of a deal than how it stands.
    let is_narrow = matches!(actor.sees, Sees::Everything) && query.channel.is_none() && query.product.is_none();
    let index = if is_narrow && query.as_of.is_none() {
        app.db().dialect().indexed_by("deals_standing")
    } else {
        String::new()
    };
    push_stays(&mut sql, &index, "", actor, query);
    sql.push(" GROUP BY 1, 2, 3, 4, 5");
    sql
}

/// What became of a stay in `phase`: as [`push_fate`] says it in SQL. Only a win takes a deal from selling to follow-up.
fn fate(phase: &Phase, left_to: Option<&Phase>, outcome: Outcome) -> Fate {
    let is_follow_up = phase.kind == PhaseKind::FollowUp;
    match (left_to, outcome) {
        (Some(next), _) if next.pipeline_id != phase.pipeline_id => Fate::Other,
        (Some(next), _) if next.kind == PhaseKind::FollowUp && !is_follow_up => Fate::Won,
        (Some(next), _) if next.position > phase.position => Fate::Passed,
        (Some(_), _) => Fate::Back,
        (None, Outcome::Open) => Fate::Stays,
        (None, Outcome::Won) if is_follow_up => Fate::Stays,
        (None, Outcome::Won) => Fate::Won,
        (None, Outcome::Lost) => Fate::Lost,
        (None, Outcome::OnHold) => Fate::Held,
    }
}

fn row(phase: Phase, cells: &[Fated]) -> PhaseProgress {
    let cells: Vec<&Fated> = cells.iter().filter(|one| one.cell.phase_id == phase.id).collect();
    let count = |wanted: &dyn Fn(&Fated) -> bool| -> u64 {
        cells
            .iter()
            .filter(|one| wanted(one))
            .map(|one| one.cell.stays.unsigned_abs())
            .sum()
    };
    let fates: BTreeMap<Fate, u64> = Fate::ALL
        .into_iter()
        .map(|fate| (fate, count(&|one| one.fate == fate)))
        .collect();
    let on = fates[&Fate::Passed] + fates[&Fate::Won];
    let won = count(&|one| one.cell.outcome == Outcome::Won);
    let lost = count(&|one| one.cell.outcome == Outcome::Lost);
    let over = cells.iter().filter(|one| one.fate != Fate::Stays);
    let days = over.filter_map(|one| Some((one.cell.days?, usize::try_from(one.cell.stays).ok()?)));
    let days = days.flat_map(|(days, stays)| std::iter::repeat_n(days, stays));
    PhaseProgress {
        conversion: Rate::new(on, on + fates[&Fate::Lost] + fates[&Fate::Held]),
        to_won: Rate::new(won, won + lost),
        days: Quartiles::of(days),
        staying: sums(cells.iter().filter(|one| one.fate == Fate::Stays)),
        entered_amounts: sums(cells.iter()),
        fates,
        phase,
    }
}

fn sums<'c>(cells: impl Iterator<Item = &'c &'c Fated>) -> Vec<Money> {
    let mut sums: BTreeMap<Currency, i64> = BTreeMap::new();
    for Fated { cell, .. } in cells.filter(|one| one.cell.amount != 0) {
        *sums.entry(cell.currency.parse().unwrap_or(Currency::JPY)).or_default() += cell.amount;
    }
    sums.into_iter()
        .map(|(currency, amount)| Money::new(amount, currency))
        .collect()
}

impl PhaseQuery {
    /// The table that says how a deal stood at the moment: the deal's own row for now, its version of then for the past.
    pub(super) const fn standing(&self) -> &'static str {
        if self.as_of.is_some() { "v" } else { "d" }
    }
}

/// The phase `p` of a stay, and the phase `n` it left for.
pub(super) const PHASES: &str = " JOIN phases p ON p.id = s.phase_id LEFT JOIN phases n ON n.id = s.left_to";

/// ` FROM … JOIN … WHERE …`, with further `joins`: the stays `s` of the period, their deal `d`, read by `index` if one is
/// named, and for the past its version `v` of then.
pub(super) fn push_stays(sql: &mut Sql, index: &str, joins: &str, actor: &Actor, query: &PhaseQuery) {
    sql.push(&format!(
        " FROM deal_versions s JOIN deals d{index} ON d.id = s.deal_id"
    ));
    if let Some(moment) = query.as_of {
        sql.push(" JOIN deal_versions v ON v.deal_id = s.deal_id AND v.valid_from <= ")
            .bind(moment.0);
        sql.push(" AND (v.valid_to IS NULL OR v.valid_to > ")
            .bind(moment.0)
            .push(")");
    }
    sql.push(joins);
    sql.push(" WHERE s.entered AND s.pipeline_id = ").bind(query.pipeline.0);
    sql.push(" AND s.valid_from >= ")
        .bind(query.from.0)
        .push(" AND s.valid_from < ")
        .bind(query.to.0);
    if let Some(moment) = query.as_of {
        sql.push(" AND s.valid_from <= ").bind(moment.0);
    }
    if let Some(owner) = query.owner {
        sql.push(" AND s.owner_id = ").bind(owner.0);
    }
    if let Some(team) = query.team {
        sql.push(" AND s.team_id = ").bind(team.0);
    }
    if let Some(channel) = query.channel {
        sql.push(" AND d.channel_id = ").bind(channel.0);
    }
    if let Some(product) = query.product {
        sql.push(" AND EXISTS (SELECT 1 FROM deal_products l WHERE l.deal_id = d.id AND l.product_id = ");
        sql.bind(product.0).push(")");
    }
    deals::push_visible(actor, sql, "d");
}

/// The fate of stay `s`, as [`Fate`] in the database; needs [`PHASES`].
pub(super) fn push_fate(sql: &mut Sql, query: &PhaseQuery, now: At) {
    let v = query.standing();
    sql.push("CASE WHEN s.left_at <= ").bind(query.as_of.unwrap_or(now).0);
    sql.push(&format!(
        " THEN CASE WHEN n.pipeline_id <> s.pipeline_id THEN 'other'
                    WHEN n.kind = 'follow_up' AND p.kind = 'selling' THEN 'won'
                    WHEN n.position > p.position THEN 'passed' ELSE 'back' END
               WHEN {v}.outcome = 'open' OR ({v}.outcome = 'won' AND p.kind = 'follow_up') THEN 'stays'
               ELSE {v}.outcome END"
    ));
}

/// When stay `s` ended, or the moment itself; needs [`PHASES`].
pub(super) fn push_end(sql: &mut Sql, query: &PhaseQuery, now: At) {
    let (moment, v) = (query.as_of.unwrap_or(now), query.standing());
    sql.push("CASE WHEN s.left_at <= ")
        .bind(moment.0)
        .push(" THEN s.left_at");
    sql.push(&format!(
        " WHEN {v}.outcome = 'open' OR ({v}.outcome = 'won' AND p.kind = 'follow_up') THEN "
    ))
    .bind(moment.0);
    sql.push(&format!(" ELSE {v}.outcome_since END"));
}
