//! Puts the board into words: columns, cards and totals.

use std::collections::HashMap;

use chrono::{NaiveDate, TimeDelta};
use kit::fields::Fields;

use super::{
    Chip, ClockWords, Colour, Facts, Outcome, Rules,
    board::{Asked, Total},
    board_cards::{Card, CardPage},
    board_order::Order,
    board_parts::{
        Acts, Bar, BarView, CardView, CardsView, ColumnView, LegendEntry, Meter, NextView, OrderChoice, TotalsView,
    },
    rules_for,
};
use crate::{
    cx::Cx,
    ids::PhaseId,
    money::{Currency, Money},
    page::Page,
    pipelines::{Phase, PhaseKind},
    qualification::{AskedItems, Marks, States},
    t,
    text::Texts,
    time::At,
};

/// Puts a board into words.
pub(super) struct Drawing<'d> {
    cx: &'d Cx,
    asked: &'d Asked,
    page: &'d Page,
    words: Texts,
    /// The URL's own part, for the frames of columns.
    query: &'d Fields,
    rules: HashMap<PhaseId, Rules>,
    items: AskedItems,
    plan_next: String,
    icons: HashMap<&'static str, String>,
}

impl<'d> Drawing<'d> {
    pub fn new(cx: &'d Cx, asked: &'d Asked, page: &'d Page, query: &'d Fields, phases: &[Phase]) -> Self {
        let rules = |phase: &Phase| (phase.id, rules_for(phase, &cx.actor.workspace));
        Self {
            cx,
            asked,
            page,
            words: cx.texts(),
            query,
            rules: phases.iter().map(rules).collect(),
            items: AskedItems::default(),
            plan_next: t!(cx, "board-plan-next"),
            icons: Colour::ALL
                .map(|colour| (colour.code(), clock_icon(page, colour)))
                .into(),
        }
    }

    /// With the items whose marks the cards show.
    pub fn with_items(mut self, items: AskedItems) -> Self {
        self.items = items;
        self
    }

    /// The acts for those who may; a past day has none.
    pub fn acts(&self) -> Option<Acts> {
        (self.asked.as_of.is_none() && self.cx.actor.may_write()).then(|| Acts {
            log: t!(self.words, "board-log-of"),
            log_short: t!(self.words, "log-short"),
            log_icon: self.page.icon("log"),
            edit: t!(self.words, "board-edit-of"),
            edit_short: t!(self.words, "board-edit"),
            edit_icon: self.page.icon("edit"),
            move_to: t!(self.words, "board-move-of"),
            move_short: t!(self.words, "board-move"),
            move_icon: self.page.icon("arrow-right"),
        })
    }

    pub fn bar(&self) -> BarView {
        let default = self.asked.default_order();
        let is_offered = |order: &Order| self.asked.as_of.is_none() || *order != Order::Worst;
        let choice = |order: Order| OrderChoice {
            // The one that holds anyway stays out of the URL.
            value: if order == default { "" } else { order.code() },
            label: match order {
                Order::Worst => t!(self.words, "board-order-worst"),
                Order::Close => t!(self.words, "board-order-close"),
                Order::Amount => t!(self.words, "board-order-amount"),
            },
            chosen: order == self.asked.order,
        };
        let kept = |(name, _): &&(String, String)| !matches!(name.as_str(), "order" | "as_of");
        BarView {
            kept: self.query.pairs().iter().filter(kept).cloned().collect(),
            orders: Order::ALL.into_iter().filter(is_offered).map(choice).collect(),
            as_of: self.asked.as_of.map(|day| day.to_string()).unwrap_or_default(),
            yesterday: (self.cx.today() - TimeDelta::days(1)).to_string(),
        }
    }

    pub fn column(&self, phase: &Phase, totals: &[Total], cards: CardPage) -> ColumnView {
        let totals: Vec<&Total> = totals.iter().filter(|total| total.phase == phase.id).collect();
        let deals: i64 = totals.iter().map(|total| total.deals).sum();
        let follow_up = phase.kind == PhaseKind::FollowUp;
        let coloured = self.asked.as_of.is_none() && !follow_up;
        ColumnView {
            phase: phase.id,
            name: phase.name.clone(),
            kind: phase.kind.code(),
            follow_up,
            url: format!("/board/columns/{}?{}", phase.id, self.query.encode()),
            count: t!(self.words, "board-deals", count = deals),
            sums: self.sums(&totals, follow_up),
            meter: coloured.then(|| self.meter(&totals, deals)),
            cards: self.cards(phase, deals, 0, cards),
        }
    }

    /// Never nothing: an empty column holds ¥0.
    fn sums(&self, totals: &[&Total], follow_up: bool) -> Vec<(String, String)> {
        let nothing = Money::new(0, self.cx.actor.workspace.currency);
        let mut sums: Vec<_> = totals.iter().map(|total| (total.sum, total.weighted)).collect();
        if sums.is_empty() {
            sums.push((nothing, nothing));
        }
        sums.sort_by_key(|(sum, _)| sum.currency != nothing.currency);
        let lang = self.words.lang();
        let told = |(sum, weighted): (Money, Money)| {
            let weighted = match follow_up {
                true => String::new(),
                false => t!(self.words, "board-weighted-of", sum = weighted.short(lang)),
            };
            (sum.short(lang), weighted)
        };
        sums.into_iter().map(told).collect()
    }

    fn meter(&self, totals: &[&Total], deals: i64) -> Meter {
        let [red, yellow, blue, _] = counts(totals.iter().copied());
        let percent = |part: i64| format!("{:.2}", 100.0 * part as f64 / deals.max(1) as f64);
        let bars = [("red", 0, red), ("yellow", red, yellow), ("blue", red + yellow, blue)];
        let rest = deals - red - yellow;
        Meter {
            label: t!(self.words, "board-meter", red = red, yellow = yellow, rest = rest),
            bars: bars
                .into_iter()
                .filter(|(.., part)| *part > 0)
                .map(|(colour, from, part)| Bar {
                    colour,
                    from: percent(from),
                    width: percent(part),
                })
                .collect(),
        }
    }

    /// A page of cards, of which `before` came on earlier pages.
    pub fn cards(&self, phase: &Phase, deals: i64, before: usize, page: CardPage) -> CardsView {
        let shown = before + page.cards.len();
        let next = page.next.map(|cursor| {
            let mut query = self.query.clone();
            query.set("after", cursor.to_string());
            query.set("shown", shown.to_string());
            let list = self.query.with("phase", phase.id.to_string());
            let rest = (deals - i64::try_from(shown).unwrap_or(deals)).max(1);
            NextView {
                frame: format!("column_{}_after_{shown}", phase.id),
                url: format!("/board/columns/{}?{}", phase.id, query.encode()),
                list: format!("/deals?{}", list.encode()),
                rest: t!(self.words, "board-rest", count = rest),
            }
        });
        let rules = self.rules.get(&phase.id);
        let cards = page.cards.into_iter().map(|card| self.card(card, rules)).collect();
        CardsView { cards, next }
    }

    fn card(&self, card: Card, rules: Option<&Rules>) -> CardView {
        let now = self.asked.now;
        let (colour, chip) = if self.asked.as_of.is_some() {
            (None, None)
        } else {
            self.clocks(&card, rules)
        };
        let slips = (card.slips > 0 && card.outcome == Outcome::Open)
            .then(|| (card.slips, t!(self.words, "board-slipped", times = card.slips)));
        let missing = (card.missing > 0).then(|| {
            let short = t!(self.words, "hearing-missing-short", count = card.missing);
            (short, t!(self.words, "hearing-missing", count = card.missing))
        });
        CardView {
            missing,
            id: card.id,
            version: card.version,
            colour,
            amount: card.money().map(|money| money.to_string()).unwrap_or_default(),
            close: card.expected_close_on.map(|day| self.brief(day)).unwrap_or_default(),
            slips,
            chip,
            overdue: card.next_due_at.is_some_and(|due| due <= now),
            next: self.next(&card),
            marks: self.marks(&card),
            company: card.company.unwrap_or_default(),
            title: card.title,
            owner: called(&card.owner).to_owned(),
            owner_in_full: card.owner,
        }
    }

    /// Of a past day there are none: what was known then is told on the page of the deal.
    fn marks(&self, card: &Card) -> Option<Marks> {
        if self.asked.as_of.is_some() {
            return None;
        }
        let states = States::parse(card.fact_states.as_deref().unwrap_or(""));
        self.items.marks(self.asked.pipeline, &states, self.words)
    }

    /// The colour and the chip that says why. A won deal is on course: its clocks stand still.
    fn clocks(&self, card: &Card, rules: Option<&Rules>) -> (Option<&'static str>, Option<(String, String)>) {
        if card.outcome != Outcome::Open {
            return (Some(Colour::Blue.code()), None);
        }
        let facts: Facts = card.facts();
        let colour = card.colour(self.asked.now);
        let chip = rules.and_then(|rules| ClockWords::new(rules, &facts, self.asked.now, self.words).chip());
        let chip = chip.map(|Chip { colour, text }| (self.icons[colour.code()].clone(), text));
        (Some(colour.code()), chip)
    }

    fn next(&self, card: &Card) -> String {
        match (card.next_starts_at, &card.next_kind) {
            (Some(at), Some(kind)) => format!("{} {kind}", self.page.day(at.day(self.cx.zone()))),
            _ if self.asked.as_of.is_some() => String::new(),
            _ => self.plan_next.clone(),
        }
    }

    /// `12/25`; with its year when that is another.
    fn brief(&self, day: NaiveDate) -> String {
        japan::brief_date(day, self.cx.today(), self.words.lang())
    }

    /// The line above the columns. `any_colour`: the same deals without a filter by colour.
    pub fn totals(&self, phases: &[Phase], totals: &[Total], any_colour: &[Total]) -> TotalsView {
        let is_open = |total: &&Total| {
            let phase = phases.iter().find(|phase| phase.id == total.phase);
            phase.is_some_and(|phase| phase.kind == PhaseKind::Selling)
        };
        let open: Vec<&Total> = totals.iter().filter(is_open).collect();
        let sums = by_currency(&open, |total| total.sum);
        let weighted = by_currency(&open, |total| total.weighted);
        let or_nothing = |sums: Vec<Money>| {
            let nothing = sums.is_empty().then(|| Money::new(0, self.cx.actor.workspace.currency));
            sums.into_iter().chain(nothing).map(|sum| sum.to_string()).collect()
        };
        let deals: i64 = open.iter().map(|total| total.deals).sum();
        TotalsView {
            legend: if self.asked.as_of.is_some() {
                Vec::new()
            } else {
                self.legend(counts(any_colour.iter().filter(is_open)))
            },
            count: t!(self.words, "board-deals", count = deals),
            sums: or_nothing(sums),
            weighted: or_nothing(weighted),
        }
    }

    fn legend(&self, counts: [i64; 4]) -> Vec<LegendEntry> {
        let chosen = |colour| self.asked.filter.colours.contains(&colour);
        let entry = |(colour, count): (Colour, i64)| LegendEntry {
            colour: colour.code(),
            icon: self.icons[colour.code()].clone(),
            url: format!(
                "/board?{}",
                self.query
                    .with("colour", if chosen(colour) { "" } else { colour.code() })
                    .encode()
            ),
            label: match colour {
                Colour::Red => t!(self.words, "board-red", count = count),
                Colour::Yellow => t!(self.words, "board-yellow", count = count),
                Colour::Blue => t!(self.words, "board-blue", count = count),
                Colour::Grey => t!(self.words, "board-gray", count = count),
            },
            chosen: chosen(colour),
        };
        Colour::ALL.into_iter().zip(counts).map(entry).collect()
    }
}

/// Red, yellow, blue, gray.
fn counts<'t>(totals: impl Iterator<Item = &'t Total>) -> [i64; 4] {
    totals.fold([0; 4], |[red, yellow, blue, gray], total| {
        let rest = total.deals - total.red - total.yellow - total.gray;
        [red + total.red, yellow + total.yellow, blue + rest, gray + total.gray]
    })
}

/// A sum for each currency, in the order in which they come.
fn by_currency(totals: &[&Total], amount: impl Fn(&Total) -> Money) -> Vec<Money> {
    let mut sums: Vec<Money> = Vec::new();
    for money in totals.iter().map(|total| amount(total)) {
        match sums.iter_mut().find(|sum| sum.currency == money.currency) {
            Some(sum) => sum.amount += money.amount,
            None => sums.push(money),
        }
    }
    sums
}

/// The currencies of a column: the workspace's before the others.
pub(super) fn currencies(totals: &[Total], phase: PhaseId, first: Currency) -> Vec<Currency> {
    let mut all: Vec<Currency> = totals
        .iter()
        .filter(|total| total.phase == phase)
        .map(|total| total.sum.currency)
        .collect();
    all.sort_by_key(|currency| (*currency != first, *currency));
    all
}

/// What colleagues call somebody: the family name where it is written first and apart, as in 「佐藤 美咲」.
fn called(name: &str) -> &str {
    let family = name.split_whitespace().next().unwrap_or(name);
    if family.is_ascii() { name } else { family }
}

fn clock_icon(page: &Page, colour: Colour) -> String {
    page.icon(colour.icon())
}

impl Card {
    /// By its worst clock, as `clocks::colour` decides for a whole row.
    fn colour(&self, now: At) -> Colour {
        if self.red_at <= now {
            Colour::Red
        } else if self.yellow_at <= now {
            Colour::Yellow
        } else if self.last_touch_at.is_none() {
            Colour::Grey
        } else {
            Colour::Blue
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_japanese_name_is_called_by_its_family() {
        assert_eq!(called("佐藤 美咲"), "佐藤");
        assert_eq!(called("佐藤　美咲"), "佐藤");
        assert_eq!(called("Ann Lee"), "Ann Lee");
    }
}
