//! Phase progress (フェーズ進捗): what became of the deals that entered each phase in a period.
//!
//! The unit is a *stay*: the time from entering a phase to leaving it. A stay belongs to the period in which it began, and
//! as of a moment has exactly one fate, so that entered = passed + won + lost + held + back + other + stays. A deal that
//! comes back to a phase stays there twice. Filters by owner and team are taken as they were when the stay began.

use std::collections::BTreeMap;

use db::Sql;
use sea_orm::{DeriveActiveEnum, EnumIter, FromQueryResult};
use stats::{Quartiles, Rate};

use crate::{
    actor::Actor,
    app::App,
    deals::{self, Outcome},
    error::Result,
    ids::{ChannelId, PhaseId, PipelineId, ProductId, TeamId, UserId},
    money::{Currency, Money},
    pipelines::{self, Phase},
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

#[derive(FromQueryResult)]
struct Cell {
    phase_id: PhaseId,
    fate: Fate,
    outcome: Outcome,
    currency: String,
    days: i64,
    stays: i64,
    amount: i64,
}

/// The report: a row for every phase of the pipeline that is in use or has stays in the period.
///
/// # Errors
/// When the database is away.
pub async fn progress(app: &App, actor: &Actor, query: &PhaseQuery) -> Result<Vec<PhaseProgress>> {
    let mut sql = Sql::new("SELECT s.phase_id, ");
    push_fate(&mut sql, query, app.now());
    sql.push(" AS fate, v.outcome, v.currency, (");
    push_end(&mut sql, query, app.now());
    sql.push(
        " - s.valid_from) / 86400000 AS days, COUNT(*) AS stays, CAST(COALESCE(SUM(v.amount), 0) AS BIGINT) AS amount",
    );
    push_stays(&mut sql, "", actor, query, app.now());
    sql.push(" GROUP BY 1, 2, 3, 4, 5");
    let cells: Vec<Cell> = app.all(sql).await?;
    let mut phases = pipelines::phases(app.db().read(), query.pipeline).await?;
    for cell in &cells {
        if phases.iter().all(|phase| phase.id != cell.phase_id) {
            phases.push(pipelines::phase(app.db().read(), cell.phase_id).await?);
        }
    }
    phases.sort_by_key(|phase| (phase.position, phase.id));
    Ok(phases.into_iter().map(|phase| row(phase, &cells)).collect())
}

fn row(phase: Phase, cells: &[Cell]) -> PhaseProgress {
    let cells: Vec<&Cell> = cells.iter().filter(|cell| cell.phase_id == phase.id).collect();
    let count = |wanted: &dyn Fn(&Cell) -> bool| -> u64 {
        cells
            .iter()
            .filter(|cell| wanted(cell))
            .map(|cell| cell.stays.unsigned_abs())
            .sum()
    };
    let fates: BTreeMap<Fate, u64> = Fate::ALL
        .into_iter()
        .map(|fate| (fate, count(&|cell| cell.fate == fate)))
        .collect();
    let on = fates[&Fate::Passed] + fates[&Fate::Won];
    let won = count(&|cell| cell.outcome == Outcome::Won);
    let lost = count(&|cell| cell.outcome == Outcome::Lost);
    let over = cells.iter().filter(|cell| cell.fate != Fate::Stays);
    let days = over.flat_map(|cell| std::iter::repeat_n(cell.days, usize::try_from(cell.stays).unwrap_or(0)));
    PhaseProgress {
        conversion: Rate::new(on, on + fates[&Fate::Lost] + fates[&Fate::Held]),
        to_won: Rate::new(won, won + lost),
        days: Quartiles::of(days),
        staying: sums(cells.iter().filter(|cell| cell.fate == Fate::Stays)),
        entered_amounts: sums(cells.iter()),
        fates,
        phase,
    }
}

fn sums<'c>(cells: impl Iterator<Item = &'c &'c Cell>) -> Vec<Money> {
    let mut sums: BTreeMap<Currency, i64> = BTreeMap::new();
    for cell in cells.filter(|cell| cell.amount != 0) {
        *sums.entry(cell.currency.parse().unwrap_or(Currency::JPY)).or_default() += cell.amount;
    }
    sums.into_iter()
        .map(|(currency, amount)| Money::new(amount, currency))
        .collect()
}

/// ` FROM … JOIN … WHERE …`, with further `joins`: the stays `s` of the period, their deal `d`, how it stood at the moment as `v`, the phase `p`
/// and the phase `n` it left for. `v` is `deals` itself for now, and the version of that time for the past.
pub(super) fn push_stays(sql: &mut Sql, joins: &str, actor: &Actor, query: &PhaseQuery, now: At) {
    let moment = query.as_of.unwrap_or(now);
    sql.push(" FROM deal_versions s JOIN deals d ON d.id = s.deal_id JOIN ");
    if query.as_of.is_some() {
        sql.push("deal_versions v ON v.deal_id = s.deal_id AND v.valid_from <= ")
            .bind(moment.0);
        sql.push(" AND (v.valid_to IS NULL OR v.valid_to > ")
            .bind(moment.0)
            .push(")");
    } else {
        sql.push("deals v ON v.id = s.deal_id");
    }
    sql.push(" JOIN phases p ON p.id = s.phase_id LEFT JOIN phases n ON n.id = s.left_to")
        .push(joins);
    sql.push(" WHERE s.entered AND s.pipeline_id = ").bind(query.pipeline.0);
    sql.push(" AND s.valid_from >= ")
        .bind(query.from.0)
        .push(" AND s.valid_from < ")
        .bind(query.to.0);
    sql.push(" AND s.valid_from <= ").bind(moment.0);
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

/// The fate of stay `s`, as [`Fate`] in the database. Only a win takes a deal from selling to follow-up.
pub(super) fn push_fate(sql: &mut Sql, query: &PhaseQuery, now: At) {
    sql.push("CASE WHEN s.left_at <= ").bind(query.as_of.unwrap_or(now).0);
    sql.push(
        " THEN CASE WHEN n.pipeline_id <> s.pipeline_id THEN 'other'
                    WHEN n.kind = 'follow_up' AND p.kind = 'selling' THEN 'won'
                    WHEN n.position > p.position THEN 'passed' ELSE 'back' END
               WHEN v.outcome = 'open' OR (v.outcome = 'won' AND p.kind = 'follow_up') THEN 'stays'
               ELSE v.outcome END",
    );
}

/// When stay `s` ended, or the moment itself.
pub(super) fn push_end(sql: &mut Sql, query: &PhaseQuery, now: At) {
    let moment = query.as_of.unwrap_or(now);
    sql.push("CASE WHEN s.left_at <= ")
        .bind(moment.0)
        .push(" THEN s.left_at");
    sql.push(" WHEN v.outcome = 'open' OR (v.outcome = 'won' AND p.kind = 'follow_up') THEN ")
        .bind(moment.0);
    sql.push(" ELSE v.outcome_since END");
}
