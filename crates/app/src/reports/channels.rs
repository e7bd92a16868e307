//! Channels and course (チャネルと経緯): which ways of meeting customers lead to deals, and which of those are won.
//!
//! A lead belongs to the period in which it came in, a deal to the one in which it began, and again to the one in which it
//! was won or lost. Win rate = won / (won + lost): an open deal is never in the denominator. What a touch cost belongs to
//! the day of the touch, whatever came of it, so that cost per won holds what was spent in vain too.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use chrono_tz::Tz;
use db::Sql;
use sea_orm::FromQueryResult;
use stats::{Quartiles, Rate};

use crate::{
    actor::Actor,
    app::App,
    deals::{self, Outcome},
    error::Result,
    ids::TeamId,
    leads,
    money::{Currency, Money},
    time::At,
    touches,
};

/// By what a lead or deal is put into a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// The channel it carries.
    #[default]
    Channel,
    /// The first touch up to the day it began.
    First,
    /// The last one up to that day.
    Last,
    /// Every touch up to the day it ended; a deal with several stands in several groups.
    Any,
}

impl By {
    /// In the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Channel, Self::First, Self::Last, Self::Any];

    /// As in URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::First => "first",
            Self::Last => "last",
            Self::Any => "any",
        }
    }

    /// From a URL.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.code() == code)
    }
}

/// What of a touch decides its group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Of {
    /// Its kind.
    #[default]
    Kind,
    /// Its channel.
    Channel,
}

impl Of {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Kind, Self::Channel];

    /// As in URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Channel => "channel",
        }
    }

    /// From a URL.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|of| of.code() == code)
    }
}

/// What the report is about.
#[derive(Clone, Copy, Debug)]
pub struct ChannelsQuery {
    /// Put into groups by this.
    pub by: By,
    /// For the groups by touches.
    pub of: Of,
    /// Of the owners who are in this team now.
    pub team: Option<TeamId>,
    /// From this day to that, both included.
    pub days: (NaiveDate, NaiveDate),
}

impl ChannelsQuery {
    /// Whether the groups are channels; else they are kinds of touches.
    #[must_use]
    pub fn is_by_channel(&self) -> bool {
        self.by == By::Channel || self.of == Of::Channel
    }

    fn holds(&self, day: NaiveDate) -> bool {
        (self.days.0..=self.days.1).contains(&day)
    }
}

/// What a group is the number of; `None` where there is no channel or no touch.
pub type Key = Option<i64>;

#[derive(Clone, Copy, Debug)]
struct Met {
    on_day: NaiveDate,
    kind: i64,
    channel: Key,
}

/// A deal that began or ended in the period.
#[derive(Clone, Debug)]
pub struct DealFact {
    /// Its number.
    pub id: i64,
    outcome: Outcome,
    opened_on: NaiveDate,
    closed_on: Option<NaiveDate>,
    amount: Option<Money>,
    channel: Key,
    touches: Vec<Met>,
}

/// A lead that came in in the period.
#[derive(Clone, Debug)]
pub struct LeadFact {
    /// Its number.
    pub id: i64,
    came_on: NaiveDate,
    channel: Key,
    touches: Vec<Met>,
}

/// A touch in the period that cost something.
#[derive(Clone, Copy, Debug)]
pub struct Spent {
    /// Its number.
    pub id: i64,
    met: Met,
    cost: Money,
}

/// Everything the report counts.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    deals: Vec<DealFact>,
    leads: Vec<LeadFact>,
    spent: Vec<Spent>,
}

/// Which number of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Leads that came in.
    Leads,
    /// Deals that began: appointments won.
    Opened,
    /// Deals won.
    Won,
    /// Deals lost.
    Lost,
    /// Both.
    Closed,
    /// Touches that cost something.
    Costs,
}

impl What {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Leads,
        Self::Opened,
        Self::Won,
        Self::Lost,
        Self::Closed,
        Self::Costs,
    ];

    /// As in URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Leads => "leads",
            Self::Opened => "opened",
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Closed => "closed",
            Self::Costs => "costs",
        }
    }

    /// From a URL.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.code() == code)
    }
}

/// The numbers of a group.
#[derive(Clone, Debug)]
pub struct Group {
    /// Which.
    pub key: Key,
    /// Leads that came in.
    pub leads: u64,
    /// Deals that began.
    pub opened: u64,
    /// How many were won, of those won or lost.
    pub win_rate: Rate,
    /// What was won, by currency.
    pub won: Vec<Money>,
    /// Days from the first touch to the day it was won, of the won deals that have a touch.
    pub days_to_won: Option<Quartiles>,
    /// What the touches cost, by currency.
    pub cost: Vec<Money>,
}

impl Group {
    /// How many were lost.
    #[must_use]
    pub const fn lost(&self) -> u64 {
        self.win_rate.n() - self.win_rate.k()
    }

    /// What was spent for each deal won, by currency, to the minor unit below; nothing while none was won.
    #[must_use]
    pub fn cost_per_won(&self) -> Vec<Money> {
        let Some(won) = i64::try_from(self.win_rate.k()).ok().filter(|won| *won > 0) else {
            return Vec::new();
        };
        let each = |cost: &Money| Money::new(cost.amount / won, cost.currency);
        self.cost.iter().map(each).collect()
    }
}

/// The report.
#[derive(Clone, Debug)]
pub struct Channels {
    /// Everything together, each once.
    pub total: Group,
    /// Those with most decided deals first, what has no channel or touch at the end.
    pub groups: Vec<Group>,
}

#[derive(FromQueryResult)]
struct DealRow {
    id: i64,
    outcome: Outcome,
    opened_at: At,
    closed_at: Option<At>,
    won_on: Option<NaiveDate>,
    amount: Option<i64>,
    currency: String,
    channel_id: Key,
}

#[derive(FromQueryResult)]
struct LeadRow {
    id: i64,
    created_at: At,
    channel_id: Key,
}

#[derive(FromQueryResult)]
struct TouchRow {
    record: i64,
    on_day: NaiveDate,
    kind_id: i64,
    channel_id: Key,
}

#[derive(FromQueryResult)]
struct SpentRow {
    id: i64,
    on_day: NaiveDate,
    kind_id: i64,
    channel_id: Key,
    cost: i64,
    currency: String,
}

/// Reads what somebody sees of a period.
///
/// # Errors
/// When the database is away.
pub async fn read(app: &App, actor: &Actor, query: &ChannelsQuery) -> Result<Facts> {
    let zone = actor.workspace.zone;
    let mut sql = Sql::new(
        "SELECT d.id, d.outcome, d.opened_at, d.closed_at, d.won_on, d.amount, d.currency, d.channel_id FROM deals d",
    );
    push_deals(&mut sql, actor, query);
    let deals: Vec<DealRow> = app.all(sql).await?;
    let mut sql = Sql::new(
        "SELECT t.deal_id AS record, t.on_day, t.kind_id, t.channel_id FROM touches t JOIN deals d ON d.id = t.deal_id",
    );
    push_deals(&mut sql, actor, query);
    sql.push(" AND t.deleted_at IS NULL ORDER BY t.on_day, t.id");
    let mut of_deals = by_record(app.all(sql).await?);
    let mut sql = Sql::new("SELECT l.id, l.created_at, l.channel_id FROM leads l");
    push_leads(&mut sql, actor, query);
    let leads: Vec<LeadRow> = app.all(sql).await?;
    let mut sql = Sql::new(
        "SELECT t.lead_id AS record, t.on_day, t.kind_id, t.channel_id FROM touches t JOIN leads l ON l.id = t.lead_id",
    );
    push_leads(&mut sql, actor, query);
    sql.push(" AND t.deleted_at IS NULL ORDER BY t.on_day, t.id");
    let mut of_leads = by_record(app.all(sql).await?);
    Ok(Facts {
        deals: deals
            .into_iter()
            .map(|row| deal_fact(row, &mut of_deals, zone))
            .collect(),
        leads: leads
            .into_iter()
            .map(|row| LeadFact {
                id: row.id,
                came_on: row.created_at.day(zone),
                channel: row.channel_id,
                touches: of_leads.remove(&row.id).unwrap_or_default(),
            })
            .collect(),
        spent: spent(app, actor, query).await?,
    })
}

fn deal_fact(row: DealRow, touches: &mut HashMap<i64, Vec<Met>>, zone: Tz) -> DealFact {
    let is_decided = matches!(row.outcome, Outcome::Won | Outcome::Lost);
    let closed_on = row.won_on.or_else(|| row.closed_at.map(|at| at.day(zone)));
    DealFact {
        id: row.id,
        outcome: row.outcome,
        opened_on: row.opened_at.day(zone),
        closed_on: closed_on.filter(|_| is_decided),
        amount: row.amount.map(|amount| money(amount, &row.currency)),
        channel: row.channel_id,
        touches: touches.remove(&row.id).unwrap_or_default(),
    }
}

fn money(amount: i64, currency: &str) -> Money {
    Money::new(amount, currency.parse().unwrap_or(Currency::JPY))
}

fn by_record(rows: Vec<TouchRow>) -> HashMap<i64, Vec<Met>> {
    let mut touches: HashMap<i64, Vec<Met>> = HashMap::new();
    for row in rows {
        touches.entry(row.record).or_default().push(Met {
            on_day: row.on_day,
            kind: row.kind_id,
            channel: row.channel_id,
        });
    }
    touches
}

/// The deals `d` that began or ended in the period.
fn push_deals(sql: &mut Sql, actor: &Actor, query: &ChannelsQuery) {
    let (first, last) = query.days;
    let zone = actor.workspace.zone;
    let (from, to) = (At::day_start(first, zone).0, At::day_end(last, zone).0);
    sql.push(" WHERE ((d.opened_at >= ").bind(from);
    sql.push(" AND d.opened_at < ").bind(to);
    sql.push(") OR d.won_on BETWEEN ").bind(first);
    sql.push(" AND ").bind(last);
    sql.push(" OR (d.outcome IN ('won', 'lost') AND d.won_on IS NULL AND d.closed_at >= ")
        .bind(from);
    sql.push(" AND d.closed_at < ").bind(to).push("))");
    deals::push_visible(actor, sql, "d");
    push_team(sql, query, "d");
}

fn push_leads(sql: &mut Sql, actor: &Actor, query: &ChannelsQuery) {
    let zone = actor.workspace.zone;
    sql.push(" WHERE l.created_at >= ")
        .bind(At::day_start(query.days.0, zone).0);
    sql.push(" AND l.created_at < ").bind(At::day_end(query.days.1, zone).0);
    leads::push_visible(actor, sql, "l");
    push_team(sql, query, "l");
}

fn push_team(sql: &mut Sql, query: &ChannelsQuery, alias: &str) {
    if let Some(team) = query.team {
        sql.push(&format!(
            " AND {alias}.owner_id IN (SELECT tu.id FROM users tu WHERE tu.team_id = "
        ));
        sql.bind(team.0).push(")");
    }
}

/// A touch without a channel cost something for the channel of its deal or lead.
async fn spent(app: &App, actor: &Actor, query: &ChannelsQuery) -> Result<Vec<Spent>> {
    let mut sql = Sql::new(
        "SELECT t.id, t.on_day, t.kind_id, COALESCE(t.channel_id, d.channel_id, l.channel_id) AS channel_id, t.cost, t.currency
         FROM touches t LEFT JOIN deals d ON d.id = t.deal_id LEFT JOIN leads l ON l.id = t.lead_id
         WHERE t.cost > 0 AND t.on_day BETWEEN ",
    );
    sql.bind(query.days.0).push(" AND ").bind(query.days.1);
    touches::push_visible(actor, &mut sql, "t");
    if let Some(team) = query.team {
        sql.push(" AND COALESCE(d.owner_id, l.owner_id) IN (SELECT tu.id FROM users tu WHERE tu.team_id = ");
        sql.bind(team.0).push(")");
    }
    sql.push(" ORDER BY t.on_day DESC, t.id DESC");
    let rows: Vec<SpentRow> = app.all(sql).await?;
    let spent = |row: SpentRow| Spent {
        id: row.id,
        met: Met {
            on_day: row.on_day,
            kind: row.kind_id,
            channel: row.channel_id,
        },
        cost: money(row.cost, &row.currency),
    };
    Ok(rows.into_iter().map(spent).collect())
}

/// The groups of something that carries a channel and was touched, up to the day it began and the day it ended.
fn groups(
    query: &ChannelsQuery,
    channel: Key,
    touches: &[Met],
    (began, ended): (NaiveDate, Option<NaiveDate>),
) -> BTreeSet<Key> {
    let key = |met: &Met| group_of(query, met);
    let mut before = touches.iter().filter(|met| met.on_day <= began);
    let found: BTreeSet<Key> = match query.by {
        By::Channel => return BTreeSet::from([channel]),
        By::First => before.take(1).map(key).collect(),
        By::Last => before.next_back().map(key).into_iter().collect(),
        By::Any => touches
            .iter()
            .filter(|met| ended.is_none_or(|ended| met.on_day <= ended))
            .map(key)
            .collect(),
    };
    if found.is_empty() {
        BTreeSet::from([None])
    } else {
        found
    }
}

fn group_of(query: &ChannelsQuery, met: &Met) -> Key {
    if query.is_by_channel() {
        met.channel
    } else {
        Some(met.kind)
    }
}

impl DealFact {
    fn groups(&self, query: &ChannelsQuery) -> BTreeSet<Key> {
        groups(query, self.channel, &self.touches, (self.opened_on, self.closed_on))
    }

    fn is(&self, query: &ChannelsQuery, what: What) -> bool {
        let is_closed = self.closed_on.is_some_and(|day| query.holds(day));
        match what {
            What::Opened => query.holds(self.opened_on),
            What::Won => is_closed && self.outcome == Outcome::Won,
            What::Lost => is_closed && self.outcome == Outcome::Lost,
            What::Closed => is_closed,
            What::Leads | What::Costs => false,
        }
    }

    /// Days from the first touch to the day it was won.
    fn days_to_won(&self) -> Option<i64> {
        let first = self.touches.first()?.on_day;
        Some((self.closed_on? - first).num_days().max(0))
    }
}

impl LeadFact {
    fn groups(&self, query: &ChannelsQuery) -> BTreeSet<Key> {
        // What led to a lead lies before it came in; a touch on a later day is our own following up.
        groups(query, self.channel, &self.touches, (self.came_on, Some(self.came_on)))
    }
}

#[derive(Default)]
struct Sums {
    leads: u64,
    opened: u64,
    won: u64,
    lost: u64,
    amounts: BTreeMap<Currency, i64>,
    days: Vec<i64>,
    cost: BTreeMap<Currency, i64>,
}

impl Sums {
    fn add(&mut self, deal: &DealFact, query: &ChannelsQuery) {
        self.opened += u64::from(deal.is(query, What::Opened));
        self.lost += u64::from(deal.is(query, What::Lost));
        if deal.is(query, What::Won) {
            self.won += 1;
            self.days.extend(deal.days_to_won());
            if let Some(money) = deal.amount {
                *self.amounts.entry(money.currency).or_default() += money.amount;
            }
        }
    }

    fn spend(&mut self, cost: Money) {
        *self.cost.entry(cost.currency).or_default() += cost.amount;
    }

    fn group(self, key: Key) -> Group {
        let sums = |sums: BTreeMap<Currency, i64>| {
            let money = |(currency, amount)| Money::new(amount, currency);
            sums.into_iter().map(money).collect()
        };
        Group {
            key,
            leads: self.leads,
            opened: self.opened,
            win_rate: Rate::new(self.won, self.won + self.lost),
            won: sums(self.amounts),
            days_to_won: Quartiles::of(self.days),
            cost: sums(self.cost),
        }
    }
}

/// Counts.
#[must_use]
pub fn count(facts: &Facts, query: &ChannelsQuery) -> Channels {
    let mut total = Sums::default();
    let mut groups: HashMap<Key, Sums> = HashMap::new();
    for deal in &facts.deals {
        total.add(deal, query);
        for key in deal.groups(query) {
            groups.entry(key).or_default().add(deal, query);
        }
    }
    for lead in facts.leads.iter().filter(|lead| query.holds(lead.came_on)) {
        total.leads += 1;
        for key in lead.groups(query) {
            groups.entry(key).or_default().leads += 1;
        }
    }
    for spent in facts.spent.iter().filter(|spent| query.holds(spent.met.on_day)) {
        total.spend(spent.cost);
        groups.entry(group_of(query, &spent.met)).or_default().spend(spent.cost);
    }
    let mut groups: Vec<Group> = groups.into_iter().map(|(key, sums)| sums.group(key)).collect();
    groups.sort_by_key(|group| {
        let decided = u64::MAX - group.win_rate.n();
        (group.key.is_none(), decided, u64::MAX - group.opened, group.key)
    });
    Channels {
        total: total.group(None),
        groups,
    }
}

/// The numbers of the records behind a number: of one group, or of all. The newest first.
#[must_use]
pub fn behind(facts: &Facts, query: &ChannelsQuery, what: What, group: Option<Key>) -> Vec<i64> {
    let in_group = |groups: BTreeSet<Key>| group.is_none_or(|key| groups.contains(&key));
    match what {
        What::Leads => {
            let mut leads: Vec<&LeadFact> = facts
                .leads
                .iter()
                .filter(|lead| query.holds(lead.came_on) && in_group(lead.groups(query)))
                .collect();
            leads.sort_by_key(|lead| std::cmp::Reverse((lead.came_on, lead.id)));
            leads.into_iter().map(|lead| lead.id).collect()
        }
        What::Costs => facts
            .spent
            .iter()
            .filter(|spent| group.is_none_or(|key| key == group_of(query, &spent.met)))
            .map(|spent| spent.id)
            .collect(),
        What::Opened | What::Won | What::Lost | What::Closed => {
            let mut deals: Vec<&DealFact> = facts
                .deals
                .iter()
                .filter(|deal| deal.is(query, what) && in_group(deal.groups(query)))
                .collect();
            deals.sort_by_key(|deal| std::cmp::Reverse((deal.closed_on, deal.opened_on, deal.id)));
            deals.into_iter().map(|deal| deal.id).collect()
        }
    }
}
