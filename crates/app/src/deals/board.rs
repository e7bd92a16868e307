//! What the board shows: per phase the totals of all its deals, and its cards page by page.
//!
//! Selling phases show open deals, follow-up phases the won ones. Totals count every deal somebody sees, never the
//! loaded cards. A past day is read from `deal_versions`; colours are not kept, so it has none.
//! The cards stand in `board_cards.rs`, their order in `board_order.rs`.

use chrono::NaiveDate;
use db::Sql;
use kit::fields::Fields;
use sea_orm::FromQueryResult;

use super::{DealFilter, Outcome, board_order::Order, scope};
use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    ids::{DealId, PhaseId, PipelineId},
    money::{Currency, Money},
    pipelines::{Phase, PhaseKind},
    t,
    time::At,
};

/// What somebody asks to see.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Of which pipeline.
    pub pipeline: PipelineId,
    /// Which deals of it.
    pub filter: DealFilter,
    /// In which order.
    pub order: Order,
    /// As it was at the end of this day; `None` for now.
    pub as_of: Option<NaiveDate>,
    /// Now.
    pub now: At,
}

impl Asked {
    /// Reads the URL of a board.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a day that cannot be read.
    pub fn parse(fields: &Fields, pipeline: PipelineId, actor: &Actor, now: At) -> Result<Self> {
        let mut filter = DealFilter::parse(fields, actor, now);
        // The columns say these three.
        filter.pipelines.clear();
        filter.phases.clear();
        filter.outcomes.clear();
        let as_of = past_day(fields.text("as_of"), actor, now)?;
        let mut asked = Self {
            pipeline,
            filter,
            order: Order::Worst,
            as_of,
            now,
        };
        let order = Order::from_code(fields.text("order")).unwrap_or_default();
        asked.order = if order == Order::Worst {
            asked.default_order()
        } else {
            order
        };
        Ok(asked)
    }

    /// The order when none is chosen. Colours of a past day are not known.
    #[must_use]
    pub const fn default_order(&self) -> Order {
        if self.as_of.is_some() {
            Order::Close
        } else {
            Order::Worst
        }
    }

    /// The same without colours: for the legend, which offers the other ones too.
    #[must_use]
    pub fn in_any_colour(&self) -> Self {
        let mut all = self.clone();
        all.filter.colours.clear();
        all
    }

    /// The table that says what is tracked.
    pub(super) fn tracked(&self) -> &'static str {
        if self.as_of.is_some() { "v" } else { "d" }
    }

    /// Pushes ` FROM … WHERE …`: the deals of the board with an outcome that this person sees and asks for.
    pub(super) fn push_from(&self, sql: &mut Sql, actor: &Actor, outcome: Outcome, phase: Option<PhaseId>) {
        let tracked = self.tracked();
        match self.as_of {
            None => sql.push(" FROM deals d WHERE "),
            Some(day) => {
                let end = At::day_end(day, actor.workspace.zone);
                sql.push(" FROM deal_versions v JOIN deals d ON d.id = v.deal_id WHERE v.valid_from < ")
                    .bind(end.0);
                sql.push(" AND (v.valid_to IS NULL OR v.valid_to >= ")
                    .bind(end.0)
                    .push(") AND ")
            }
        };
        // A column of today is found by its phase alone: that is how its indexes begin.
        if phase.is_none() || self.as_of.is_some() {
            sql.push(&format!("{tracked}.pipeline_id = ")).bind(self.pipeline.0);
        }
        if let Some(phase) = phase {
            let and = if self.as_of.is_some() { " AND " } else { "" };
            sql.push(&format!("{and}{tracked}.phase_id = ")).bind(phase.0);
        }
        sql.push(&format!(" AND {tracked}.outcome = ")).bind(outcome.code());
        scope::push_visible(actor, sql, "d");
        match self.as_of {
            None => self.filter.push(sql, "d", self.now),
            Some(_) => self.filter.push_as_of(sql, "v", "d"),
        }
    }
}

/// A day before today; today and later is now.
fn past_day(text: &str, actor: &Actor, now: At) -> Result<Option<NaiveDate>> {
    if text.is_empty() {
        return Ok(None);
    }
    let today = now.day(actor.workspace.zone);
    match japan::parse_date(text, today) {
        Ok(day) => Ok(Some(day).filter(|day| *day < today)),
        Err(_) => Err(Error::Invalid(t!(actor.texts(), "filter-not-a-day", value = text))),
    }
}

/// Whether somebody sees any deal at all, on whichever board.
///
/// # Errors
/// When the database is away.
pub async fn has_any(app: &App, actor: &Actor) -> Result<bool> {
    #[derive(FromQueryResult)]
    struct Row {
        #[expect(dead_code, reason = "that there is a row says it")]
        id: DealId,
    }
    let mut sql = Sql::new("SELECT d.id FROM deals d WHERE 1 = 1");
    scope::push_visible(actor, &mut sql, "d");
    sql.push(" LIMIT 1");
    Ok(app.one::<Row>(sql).await?.is_some())
}

/// Which deals a phase shows.
#[must_use]
pub const fn outcome_in(kind: PhaseKind) -> Outcome {
    match kind {
        PhaseKind::Selling => Outcome::Open,
        PhaseKind::FollowUp => Outcome::Won,
    }
}

/// The deals of one column in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// Of which phase.
    pub phase: PhaseId,
    /// How many.
    pub deals: i64,
    /// The sum of their amounts.
    pub sum: Money,
    /// The same, each by its probability; rounded once, at the end.
    pub weighted: Money,
    /// How many are red.
    pub red: i64,
    /// How many are yellow.
    pub yellow: i64,
    /// How many are gray.
    pub gray: i64,
}

#[derive(FromQueryResult)]
struct TotalRow {
    phase_id: PhaseId,
    outcome: Outcome,
    currency: String,
    deals: i64,
    amount: i64,
    weighted: i64,
    red: i64,
    yellow: i64,
    gray: i64,
}

/// The totals of a board, or of one column of it: of everything somebody sees and asks for, loaded or not. What a
/// phase does not show is not among them.
///
/// # Errors
/// When the database is away.
pub async fn totals(app: &App, actor: &Actor, asked: &Asked, phases: &[Phase]) -> Result<Vec<Total>> {
    let Some(sql) = totals_query(actor, asked, phases) else {
        return Ok(Vec::new());
    };
    // Nothing but what the columns show: a won deal that stayed in a selling phase is in none.
    let shows = |row: &TotalRow| {
        let phase = phases.iter().find(|phase| phase.id == row.phase_id);
        phase.is_some_and(|phase| outcome_in(phase.kind) == row.outcome)
    };
    let rows: Vec<TotalRow> = app.all(sql).await?;
    Ok(rows.into_iter().filter(shows).map(total).collect())
}

/// One aggregate per outcome, both in one query; `None` when there is no phase.
pub(super) fn totals_query(actor: &Actor, asked: &Asked, phases: &[Phase]) -> Option<Sql> {
    let only = match phases {
        [phase] => Some(phase.id),
        _ => None,
    };
    let mut sql = Sql::new("");
    for kind in [PhaseKind::Selling, PhaseKind::FollowUp] {
        if phases.iter().any(|phase| phase.kind == kind) {
            sql.push(if sql.text().is_empty() { "" } else { " UNION ALL " });
            push_totals(&mut sql, actor, asked, outcome_in(kind), only);
        }
    }
    (!sql.text().is_empty()).then_some(sql)
}

fn push_totals(sql: &mut Sql, actor: &Actor, asked: &Asked, outcome: Outcome, only: Option<PhaseId>) {
    let t = asked.tracked();
    let code = outcome.code();
    sql.push(&format!(
        "SELECT {t}.phase_id, '{code}' AS outcome, {t}.currency, COUNT(*) AS deals,
         CAST(COALESCE(SUM({t}.amount), 0) AS BIGINT) AS amount,
         CAST(COALESCE(SUM({t}.amount * {t}.probability), 0) AS BIGINT) AS weighted"
    ));
    if asked.as_of.is_none() && outcome == Outcome::Open {
        let now = asked.now.0;
        sql.push(", COUNT(CASE WHEN d.red_at <= ").bind(now);
        sql.push(" THEN 1 END) AS red, COUNT(CASE WHEN d.red_at > ").bind(now);
        sql.push(" AND d.yellow_at <= ").bind(now);
        sql.push(" THEN 1 END) AS yellow, COUNT(CASE WHEN d.yellow_at > ")
            .bind(now);
        sql.push(" AND d.red_at > ").bind(now);
        sql.push(" AND d.last_touch_at IS NULL THEN 1 END) AS gray");
    } else {
        sql.push(", CAST(0 AS BIGINT) AS red, CAST(0 AS BIGINT) AS yellow, CAST(0 AS BIGINT) AS gray");
    }
    asked.push_from(sql, actor, outcome, only);
    sql.push(&format!(" GROUP BY {t}.phase_id, {t}.currency"));
}

fn total(row: TotalRow) -> Total {
    let currency = row.currency.parse().unwrap_or(Currency::JPY);
    Total {
        phase: row.phase_id,
        deals: row.deals,
        sum: Money::new(row.amount, currency),
        weighted: Money::new(row.weighted / 100, currency),
        red: row.red,
        yellow: row.yellow,
        gray: row.gray,
    }
}
