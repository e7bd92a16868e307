//! The groups and their numbers, and which records are behind each.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use stats::{Quartiles, Rate};

use super::{
    By, ChannelsQuery, Key, What,
    facts::{DealFact, Facts, FirstAppointment, LeadFact, Met},
};
use crate::{
    deals::Outcome,
    money::{Currency, Money},
};

/// The numbers of a group.
#[derive(Clone, Debug)]
pub struct Group {
    /// Which.
    pub key: Key,
    /// Leads that came in.
    pub leads: u64,
    /// Deals, and leads that are no deal, that were met for the first time.
    pub appointments: u64,
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
            What::Appointments => self.appointment.is_some_and(|first| query.holds(first.on_day)),
            What::Leads | What::Costs => false,
        }
    }

    /// Whether any of its numbers lies in the period; it was read because one of its appointments does, perhaps not the first.
    fn counts(&self, query: &ChannelsQuery) -> bool {
        let whats = [What::Appointments, What::Opened, What::Closed];
        whats.into_iter().any(|what| self.is(query, what))
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

    fn is(&self, query: &ChannelsQuery, what: What) -> bool {
        match what {
            What::Leads => query.holds(self.came_on),
            What::Appointments => self.appointment.is_some_and(|first| query.holds(first.on_day)),
            What::Opened | What::Won | What::Lost | What::Closed | What::Costs => false,
        }
    }

    /// Whether any of its numbers lies in the period.
    fn counts(&self, query: &ChannelsQuery) -> bool {
        self.is(query, What::Leads) || self.is(query, What::Appointments)
    }
}

#[derive(Default)]
struct Sums {
    leads: u64,
    appointments: u64,
    opened: u64,
    won: u64,
    lost: u64,
    amounts: BTreeMap<Currency, i64>,
    days: Vec<i64>,
    cost: BTreeMap<Currency, i64>,
}

impl Sums {
    fn add(&mut self, deal: &DealFact, query: &ChannelsQuery) {
        self.appointments += u64::from(deal.is(query, What::Appointments));
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

    fn add_lead(&mut self, lead: &LeadFact, query: &ChannelsQuery) {
        self.leads += u64::from(lead.is(query, What::Leads));
        self.appointments += u64::from(lead.is(query, What::Appointments));
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
            appointments: self.appointments,
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
    for deal in facts.deals.iter().filter(|deal| deal.counts(query)) {
        total.add(deal, query);
        for key in deal.groups(query) {
            groups.entry(key).or_default().add(deal, query);
        }
    }
    for lead in facts.leads.iter().filter(|lead| lead.counts(query)) {
        total.add_lead(lead, query);
        for key in lead.groups(query) {
            groups.entry(key).or_default().add_lead(lead, query);
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
                .filter(|lead| lead.is(query, what) && in_group(lead.groups(query)))
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
        What::Appointments => {
            let deals = facts.deals.iter();
            let deals = deals.filter(|deal| deal.is(query, what) && in_group(deal.groups(query)));
            let leads = facts.leads.iter();
            let leads = leads.filter(|lead| lead.is(query, what) && in_group(lead.groups(query)));
            let firsts = deals.filter_map(|deal| deal.appointment);
            let firsts = firsts.chain(leads.filter_map(|lead| lead.appointment));
            let mut firsts: Vec<FirstAppointment> = firsts.collect();
            firsts.sort_by_key(|first| std::cmp::Reverse((first.on_day, first.id)));
            firsts.into_iter().map(|first| first.id).collect()
        }
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
