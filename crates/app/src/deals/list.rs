//! The list of deals: its rows, read by their numbers, and what they add up to.

use std::collections::HashMap;

use chrono::NaiveDate;
use db::Sql;
use sea_orm::FromQueryResult;

use super::{Chip, ClockWords, Colour, Facts, Outcome, filter_form::colour_name, rules_for, scope};
use crate::{
    actor::Actor,
    app::App,
    error::Result,
    hearing::{self, AnswerRow},
    ids::{DealId, PhaseId, PipelineId},
    money::{Currency, Money},
    pipelines::{self, Phase},
    qualification::{AskedItems, Fact, Marks, States, known_facts},
    time::At,
};

/// A row as it is read.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    pub id: DealId,
    pub external_id: Option<String>,
    pub title: String,
    pub company_id: Option<i64>,
    pub company: Option<String>,
    pub pipeline_id: PipelineId,
    pub pipeline: String,
    pub phase_id: PhaseId,
    pub outcome: Outcome,
    pub owner: String,
    pub team: Option<String>,
    pub amount: Option<i64>,
    pub currency: String,
    pub probability: i64,
    pub expected_close_on: Option<NaiveDate>,
    pub slips: i64,
    pub slip_days: i64,
    pub slipped_at: Option<At>,
    pub opened_at: At,
    pub closed_at: Option<At>,
    pub phase_since: At,
    pub last_customer_at: Option<At>,
    pub last_touch_at: Option<At>,
    pub next_due_at: Option<At>,
    pub next_at: Option<At>,
    pub next_kind: Option<String>,
    pub channel: Option<String>,
    pub loss_reason: Option<String>,
    pub interest: Option<String>,
    pub interest_on: Option<NaiveDate>,
    pub interest_by: Option<String>,
}

/// A row with what is worked out about it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// As read.
    pub row: Row,
    /// The phase, by name.
    pub phase: String,
    /// The sign, while the deal is open.
    pub chip: Option<Chip>,
    /// The names of its products.
    pub products: Vec<String>,
    /// What is known of its items, as marks; none when it is asked nothing.
    pub marks: Option<Marks>,
    /// What is known of them in full.
    pub facts: Vec<Fact>,
    /// The answers that hold now.
    pub answers: Vec<AnswerRow>,
    /// How many questions of its hearing have no answer yet.
    pub missing: i64,
    /// Its first and its last touch: when, and of which kind.
    pub touches: Option<[(NaiveDate, String); 2]>,
}

impl Listed {
    /// The amount, if one is known.
    #[must_use]
    pub fn amount(&self) -> Option<Money> {
        self.row.amount.map(|amount| Money::new(amount, self.currency()))
    }

    /// The amount by its probability, to the minor unit below.
    #[must_use]
    pub fn weighted(&self) -> Option<Money> {
        let amount = self.row.amount?.saturating_mul(self.row.probability) / 100;
        Some(Money::new(amount, self.currency()))
    }

    fn currency(&self) -> Currency {
        self.row.currency.parse().unwrap_or(Currency::JPY)
    }
}

const SELECT: &str = "SELECT d.id, d.external_id, d.title, d.company_id, c.name AS company, d.pipeline_id, l.name AS pipeline, d.phase_id, d.outcome,
        u.name AS owner, t.name AS team, d.amount, d.currency, d.probability, d.expected_close_on,
        d.slips, d.slip_days, d.slipped_at, d.opened_at, d.closed_at, d.phase_since, d.last_customer_at, d.last_touch_at,
        d.next_due_at, n.starts_at AS next_at, k.name AS next_kind, ch.name AS channel, lr.name AS loss_reason,
        si.name AS interest, s.said_on AS interest_on, sb.name AS interest_by
    FROM deals d
    JOIN pipelines l ON l.id = d.pipeline_id
    JOIN users u ON u.id = d.owner_id
    LEFT JOIN teams t ON t.id = u.team_id
    LEFT JOIN companies c ON c.id = d.company_id
    LEFT JOIN activities n ON n.id = d.next_activity_id
    LEFT JOIN activity_kinds k ON k.id = n.kind_id
    LEFT JOIN channels ch ON ch.id = d.channel_id
    LEFT JOIN loss_reasons lr ON lr.id = d.loss_reason_id
    LEFT JOIN deal_interests s ON s.deal_id = d.id AND s.replaced_at IS NULL AND s.kind = 'stated'
    LEFT JOIN interests si ON si.id = s.interest_id
    LEFT JOIN contacts sb ON sb.id = s.told_by
    WHERE d.id IN ";

/// Reads these deals in this order. One that has gone out of sight since its number was read is left out.
///
/// # Errors
/// When the database is away.
pub async fn rows(app: &App, actor: &Actor, ids: &[i64], now: At) -> Result<Vec<Listed>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new(SELECT);
    sql.bind_list(ids.iter().copied());
    scope::push_visible(actor, &mut sql, "d");
    let mut rows: HashMap<i64, Row> = app
        .all::<Row>(sql)
        .await?
        .into_iter()
        .map(|row| (row.id.0, row))
        .collect();
    let phases = pipelines::every_phase(app.db().read()).await?;
    let phases: HashMap<PhaseId, Phase> = phases.into_iter().map(|phase| (phase.id, phase)).collect();
    let mut products = products(app, ids).await?;
    let asked = AskedItems::read(app.db().read()).await?;
    let mut facts = known_facts(app.db().read(), ids).await?;
    let mut answers = hearing::current_answers(app.db().read(), ids).await?;
    let missing = hearing::missing_counts(app, ids).await?;
    let mut touches = touches(app, ids).await?;
    let listed = |id: &i64| {
        let row = rows.remove(id)?;
        let phase = phases.get(&row.phase_id)?;
        let facts = facts.remove(id).unwrap_or_default();
        Some(Listed {
            chip: chip(&row, phase, actor, now),
            phase: phase.name.clone(),
            products: products.remove(id).unwrap_or_default(),
            marks: asked.marks(row.pipeline_id, &States::of(&facts), actor.texts()),
            facts,
            answers: answers.remove(&DealId(*id)).unwrap_or_default(),
            missing: missing.get(id).copied().unwrap_or(0),
            touches: touches.remove(id),
            row,
        })
    };
    Ok(ids.iter().filter_map(listed).collect())
}

async fn products(app: &App, ids: &[i64]) -> Result<HashMap<i64, Vec<String>>> {
    #[derive(FromQueryResult)]
    struct Line {
        deal_id: i64,
        name: String,
    }
    let mut sql = Sql::new("SELECT deal_id, name FROM deal_products WHERE deal_id IN ");
    sql.bind_list(ids.iter().copied());
    sql.push(" ORDER BY deal_id, position, id");
    let mut products: HashMap<i64, Vec<String>> = HashMap::new();
    for line in app.all::<Line>(sql).await? {
        products.entry(line.deal_id).or_default().push(line.name);
    }
    Ok(products)
}

async fn touches(app: &App, ids: &[i64]) -> Result<HashMap<i64, [(NaiveDate, String); 2]>> {
    #[derive(FromQueryResult)]
    struct Line {
        deal_id: i64,
        on_day: NaiveDate,
        kind: String,
    }
    let mut sql = Sql::new(
        "SELECT t.deal_id, t.on_day, k.name AS kind FROM touches t JOIN touch_kinds k ON k.id = t.kind_id
         WHERE t.deleted_at IS NULL AND t.deal_id IN ",
    );
    sql.bind_list(ids.iter().copied());
    sql.push(" ORDER BY t.on_day, t.id");
    let mut touches: HashMap<i64, [(NaiveDate, String); 2]> = HashMap::new();
    for line in app.all::<Line>(sql).await? {
        let touch = (line.on_day, line.kind);
        let both = touches
            .entry(line.deal_id)
            .or_insert_with(|| [touch.clone(), touch.clone()]);
        both[1] = touch;
    }
    Ok(touches)
}

/// A card says nothing while all is well; a list has room to say so.
fn chip(row: &Row, phase: &Phase, actor: &Actor, now: At) -> Option<Chip> {
    let facts = Facts {
        outcome: row.outcome,
        opened_at: row.opened_at,
        phase_since: row.phase_since,
        last_customer_at: row.last_customer_at,
        last_touch_at: row.last_touch_at,
        next_due_at: row.next_due_at,
        slips: row.slips,
        slip_days: row.slip_days,
        slipped_at: row.slipped_at,
    };
    let rules = rules_for(phase, &actor.workspace);
    let chip = ClockWords::new(&rules, &facts, now, actor.texts()).chip();
    let calm = || Chip {
        colour: Colour::Blue,
        text: colour_name(Colour::Blue, actor.texts()),
    };
    chip.or_else(|| (row.outcome == Outcome::Open).then(calm))
}

/// What the deals that `narrow` leaves add up to, each currency on its own.
///
/// # Errors
/// When the database is away.
pub async fn sums(app: &App, narrow: &(dyn Fn(&mut Sql) + Sync)) -> Result<Vec<Money>> {
    #[derive(FromQueryResult)]
    struct Sum {
        currency: String,
        amount: i64,
    }
    let mut sql =
        Sql::new("SELECT d.currency, CAST(SUM(d.amount) AS BIGINT) AS amount FROM deals d WHERE d.amount IS NOT NULL");
    narrow(&mut sql);
    sql.push(" GROUP BY d.currency ORDER BY d.currency");
    let sums = app.all::<Sum>(sql).await?;
    let money = |sum: Sum| Money::new(sum.amount, sum.currency.parse().unwrap_or(Currency::JPY));
    Ok(sums.into_iter().map(money).collect())
}
