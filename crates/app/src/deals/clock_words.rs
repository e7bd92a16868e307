//! The four clocks in words: why a card has its colour. Colour never speaks alone.
//!
//! What they measure and when they turn stands in `clocks.rs`. Cards and lists show [`ClockWords::chip`]; the page of
//! a deal shows [`ClockWords::readings`], with a sentence for every clock that is not blue.

use super::{
    Outcome,
    clocks::{Clock, Colour, Facts, Rules},
};
use crate::{t, text::Texts, time::At};

/// A card says at most so many reasons; the page of the deal says them all.
const REASONS: usize = 2;

/// The clocks of one deal, ready to be put into a reader's words.
#[derive(Clone, Copy, Debug)]
pub struct ClockWords<'a> {
    rules: &'a Rules,
    facts: &'a Facts,
    now: At,
    words: Texts,
}

/// The colour of a card and the reason beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// Of the worst clock; [`Colour::Grey`] while nothing has happened yet.
    pub colour: Colour,
    /// The worst reasons, at most two: 「12日反応なし・次の予定なし」.
    pub text: String,
}

/// What one clock shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Which one.
    pub clock: Clock,
    /// Its own colour, not the card's.
    pub colour: Colour,
    /// What it is called: 「沈黙」.
    pub name: String,
    /// What it measured: 「12日」.
    pub value: String,
    /// What that is compared with: 「7日で注意、14日で要対応」.
    pub threshold: String,
    /// What is wrong, as a sentence; empty while it is blue.
    pub sentence: String,
}

impl<'a> ClockWords<'a> {
    /// For a deal with these facts, in a phase with these rules, at a moment.
    #[must_use]
    pub const fn new(rules: &'a Rules, facts: &'a Facts, now: At, words: Texts) -> Self {
        Self {
            rules,
            facts,
            now,
            words,
        }
    }

    /// The chip on a card: the clocks of the card's colour, the one that turned first before the others. `None` for a
    /// card that is blue, or whose deal is not open.
    #[must_use]
    pub fn chip(&self) -> Option<Chip> {
        if self.facts.outcome != Outcome::Open {
            return None;
        }
        let worst = Clock::ALL.map(|clock| self.colour(clock)).into_iter().max()?;
        if worst == Colour::Blue {
            return self.facts.last_touch_at.is_none().then(|| Chip {
                colour: Colour::Grey,
                text: t!(self.words, "clock-nothing-yet"),
            });
        }
        let mut turned: Vec<Clock> = Clock::ALL
            .into_iter()
            .filter(|clock| self.colour(*clock) == worst)
            .collect();
        turned.sort_by_key(|clock| {
            let turn = self.rules.turn(*clock, self.facts);
            if worst == Colour::Red {
                turn.red_at
            } else {
                turn.yellow_at
            }
        });
        let reasons: Vec<String> = turned
            .into_iter()
            .take(REASONS)
            .map(|clock| self.short(clock))
            .collect();
        Some(Chip {
            colour: worst,
            text: reasons.join(&t!(self.words, "clock-and")),
        })
    }

    /// All four clocks. `next` names the next action, such as 「11/20（金） 電話」. None when the deal is not open.
    #[must_use]
    pub fn readings(&self, next: Option<&str>) -> Vec<Reading> {
        if self.facts.outcome != Outcome::Open {
            return Vec::new();
        }
        let reading = |clock| {
            let colour = self.colour(clock);
            Reading {
                clock,
                colour,
                name: self.name(clock),
                value: self.value(clock),
                threshold: self.threshold(clock),
                sentence: if colour == Colour::Blue {
                    String::new()
                } else {
                    self.sentence(clock, next)
                },
            }
        };
        Clock::ALL.map(reading).into()
    }

    fn colour(&self, clock: Clock) -> Colour {
        self.rules.turn(clock, self.facts).colour(self.now)
    }

    /// For a chip.
    fn short(&self, clock: Clock) -> String {
        let words = self.words;
        match clock {
            Clock::Silence => t!(words, "clock-silent", days = self.days_silent()),
            Clock::Age => match self.rules.norms.normal_days {
                Some(normal) => t!(words, "clock-aged", days = self.days_in_phase(), normal = normal),
                None => t!(words, "clock-aged-unknown", days = self.days_in_phase()),
            },
            Clock::NextAction => match self.days_overdue() {
                None => t!(words, "clock-next-none"),
                Some(days) if days < 1 => t!(words, "clock-overdue-today"),
                Some(days) => t!(words, "clock-overdue", days = days),
            },
            Clock::Slips if self.slipped_by_days() => {
                t!(words, "clock-slipped-days", days = self.facts.slip_days)
            }
            Clock::Slips => t!(words, "clock-slipped", times = self.facts.slips),
        }
    }

    fn sentence(&self, clock: Clock, next: Option<&str>) -> String {
        let words = self.words;
        match clock {
            Clock::Silence => {
                let days = self.days_silent();
                let terms = self.threshold(Clock::Silence);
                match self.facts.last_customer_at {
                    Some(_) => t!(words, "clock-silent-long", days = days, terms = terms),
                    None => t!(words, "clock-silent-ever", days = days, terms = terms),
                }
            }
            Clock::Age => {
                let terms = self.threshold(Clock::Age);
                t!(words, "clock-aged-long", days = self.days_in_phase(), terms = terms)
            }
            Clock::NextAction => match (self.days_overdue(), next) {
                (None, _) => t!(words, "clock-next-none-long"),
                (Some(days), Some(next)) if days < 1 => t!(words, "clock-overdue-today-long", next = next),
                (Some(days), Some(next)) => t!(words, "clock-overdue-long", days = days, next = next),
                (Some(_), None) => self.short(Clock::NextAction),
            },
            Clock::Slips => t!(
                words,
                "clock-slipped-long",
                times = self.facts.slips,
                days = self.facts.slip_days
            ),
        }
    }

    fn name(&self, clock: Clock) -> String {
        match clock {
            Clock::Silence => t!(self.words, "clock-silence"),
            Clock::Age => t!(self.words, "clock-age"),
            Clock::NextAction => t!(self.words, "clock-next-action"),
            Clock::Slips => t!(self.words, "clock-slips"),
        }
    }

    fn value(&self, clock: Clock) -> String {
        let words = self.words;
        match clock {
            Clock::Silence => t!(words, "clock-days", days = self.days_silent()),
            Clock::Age => t!(words, "clock-days", days = self.days_in_phase()),
            Clock::NextAction => self.next_action_value(),
            Clock::Slips => t!(words, "clock-times", times = self.facts.slips),
        }
    }

    fn next_action_value(&self) -> String {
        let Some(due) = self.facts.next_due_at else {
            return t!(self.words, "clock-none");
        };
        let days = self.days_past(due);
        let left = days.abs();
        match (due <= self.now, days) {
            (true, 1..) => t!(self.words, "clock-days-over", days = days),
            (true, _) => t!(self.words, "clock-over"),
            (false, ..0) => t!(self.words, "clock-days-left", days = left),
            (false, _) => t!(self.words, "clock-today"),
        }
    }

    fn threshold(&self, clock: Clock) -> String {
        let (words, norms, settings) = (self.words, self.rules.norms, self.rules.settings);
        match clock {
            Clock::Silence => match (norms.watch_days, norms.danger_days) {
                (Some(watch), Some(danger)) => t!(words, "clock-watch-danger", watch = watch, danger = danger),
                (Some(watch), None) => t!(words, "clock-watch", watch = watch),
                (None, Some(danger)) => t!(words, "clock-danger", danger = danger),
                (None, None) => t!(words, "clock-no-terms"),
            },
            Clock::Age => match norms.normal_days {
                Some(normal) => t!(words, "clock-normal", days = normal),
                None => t!(words, "clock-no-terms"),
            },
            Clock::NextAction => t!(words, "clock-overdue-danger", days = settings.overdue_danger_days),
            Clock::Slips => t!(
                words,
                "clock-slips-danger",
                times = settings.slips_danger,
                days = settings.slip_days_danger,
                sum = self.facts.slip_days
            ),
        }
    }

    fn days_silent(&self) -> i64 {
        self.days_from(self.facts.last_customer_at.unwrap_or(self.facts.opened_at))
    }

    fn days_in_phase(&self) -> i64 {
        self.days_from(self.facts.phase_since)
    }

    /// Days beyond the day on which the next action was due; `None` while there is none or it is not overdue.
    fn days_overdue(&self) -> Option<i64> {
        let due = self.facts.next_due_at.filter(|due| *due <= self.now)?;
        Some(self.days_past(due).max(0))
    }

    fn days_past(&self, due: At) -> i64 {
        self.days_from(due.just_before())
    }

    fn days_from(&self, since: At) -> i64 {
        let zone = self.rules.zone;
        (self.now.day(zone) - since.day(zone)).num_days()
    }

    /// Whether the clock has its colour by days alone: so many times would not have turned it.
    fn slipped_by_days(&self) -> bool {
        let settings = self.rules.settings;
        let times = match self.colour(Clock::Slips) {
            Colour::Red => settings.slips_danger,
            _ => settings.slips_watch,
        };
        self.facts.slips < times
    }
}
