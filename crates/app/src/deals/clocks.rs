//! The four clocks of a deal: what they measure, when they turn, and the colour that follows.
//!
//! A clock is stored as the moment it will turn. So the colour is a comparison with now, "worst first" is an
//! index range, and nothing has to tick. Days are counted as people count them: by the dates of the
//! workspace's time zone, so that a card turns at midnight and not at the hour of the last call.

use chrono::TimeDelta;
use chrono_tz::Tz;
use sea_orm::{DeriveActiveEnum, EnumIter};

use super::table::{Model, Outcome};
use crate::{time::At, workspace::ClockSettings};

/// What a clock measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Clock {
    /// Days since the customer last took part.
    #[sea_orm(string_value = "silence")]
    Silence,
    /// Days in this phase against what is normal here.
    #[sea_orm(string_value = "age")]
    Age,
    /// Nothing planned, or overdue.
    #[sea_orm(string_value = "next_action")]
    NextAction,
    /// How often and how far the expected close was pushed back.
    #[sea_orm(string_value = "slips")]
    Slips,
}

impl Clock {
    /// In the order in which they are told.
    pub const ALL: [Self; 4] = [Self::Silence, Self::Age, Self::NextAction, Self::Slips];
}

/// The colour of a clock, and of a card by its worst clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Colour {
    /// 灰: nothing has happened yet.
    Grey,
    /// 青: on course.
    Blue,
    /// 黄: to be watched.
    Yellow,
    /// 赤: to be acted on now.
    Red,
}

impl Colour {
    /// The worst first.
    pub const ALL: [Self; 4] = [Self::Red, Self::Yellow, Self::Blue, Self::Grey];

    /// As in URLs and class names.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Grey => "gray",
            Self::Blue => "blue",
            Self::Yellow => "yellow",
            Self::Red => "red",
        }
    }

    /// The icon that goes with it: colour never speaks alone.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Grey => "clock-gray",
            Self::Blue => "clock-blue",
            Self::Yellow => "clock-yellow",
            Self::Red => "clock-red",
        }
    }

    /// From a URL.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colour| colour.code() == code)
    }
}

/// What is normal in a phase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Norms {
    /// Days that are normal in this phase, set or measured; `None` when nobody knows.
    pub normal_days: Option<i64>,
    /// Days of silence after which it is to be watched.
    pub watch_days: Option<i64>,
    /// Days of silence after which it is to be acted on.
    pub danger_days: Option<i64>,
}

/// What the clocks are computed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Only open deals have clocks.
    pub outcome: Outcome,
    /// When the deal began.
    pub opened_at: At,
    /// Since when it is in its phase.
    pub phase_since: At,
    /// When the customer last took part.
    pub last_customer_at: Option<At>,
    /// When anything was last done or moved; `None` while nothing has happened yet.
    pub last_touch_at: Option<At>,
    /// When the next action becomes overdue.
    pub next_due_at: Option<At>,
    /// How often the expected close was pushed back.
    pub slips: i64,
    /// By how many days in all.
    pub slip_days: i64,
    /// When it was last pushed back.
    pub slipped_at: Option<At>,
}

impl From<&Model> for Facts {
    fn from(deal: &Model) -> Self {
        Self {
            outcome: deal.outcome,
            opened_at: deal.opened_at,
            phase_since: deal.phase_since,
            last_customer_at: deal.last_customer_at,
            last_touch_at: deal.last_touch_at,
            next_due_at: deal.next_due_at,
            slips: deal.slips,
            slip_days: deal.slip_days,
            slipped_at: deal.slipped_at,
        }
    }
}

/// When one clock turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// From when it is yellow.
    pub yellow_at: At,
    /// From when it is red.
    pub red_at: At,
}

impl Turn {
    const NEVER: Self = Self {
        yellow_at: At::NEVER,
        red_at: At::NEVER,
    };

    /// The colour at a moment.
    #[must_use]
    pub fn colour(self, now: At) -> Colour {
        if self.red_at <= now {
            Colour::Red
        } else if self.yellow_at <= now {
            Colour::Yellow
        } else {
            Colour::Blue
        }
    }
}

/// When the card turns, and by which clock: the earliest of the four.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardTurn {
    /// From when the card is yellow.
    pub yellow_at: At,
    /// Which clock turns it yellow.
    pub yellow_clock: Option<Clock>,
    /// From when the card is red.
    pub red_at: At,
    /// Which clock turns it red.
    pub red_clock: Option<Clock>,
}

/// What decides when clocks turn.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Of the phase.
    pub norms: Norms,
    /// Of the workspace.
    pub settings: ClockSettings,
    /// In which days begin.
    pub zone: Tz,
}

impl Rules {
    /// When one clock turns.
    #[must_use]
    pub fn turn(&self, clock: Clock, facts: &Facts) -> Turn {
        if facts.outcome != Outcome::Open {
            return Turn::NEVER;
        }
        match clock {
            Clock::Silence => self.silence(facts),
            Clock::Age => self.age(facts),
            Clock::NextAction => self.next_action(facts),
            Clock::Slips => self.slips(facts),
        }
    }

    /// When the card turns.
    #[must_use]
    pub fn card(&self, facts: &Facts) -> CardTurn {
        let mut card = CardTurn {
            yellow_at: At::NEVER,
            yellow_clock: None,
            red_at: At::NEVER,
            red_clock: None,
        };
        for clock in Clock::ALL {
            let turn = self.turn(clock, facts);
            // A clock that is red at once was never only yellow.
            let yellow_at = turn.yellow_at.min(turn.red_at);
            if yellow_at < card.yellow_at {
                (card.yellow_at, card.yellow_clock) = (yellow_at, Some(clock));
            }
            if turn.red_at < card.red_at {
                (card.red_at, card.red_clock) = (turn.red_at, Some(clock));
            }
        }
        card
    }

    fn silence(&self, facts: &Facts) -> Turn {
        let since = facts.last_customer_at.unwrap_or(facts.opened_at);
        Turn {
            yellow_at: self.days_after(since, self.norms.watch_days),
            red_at: self.days_after(since, self.norms.danger_days),
        }
    }

    fn age(&self, facts: &Facts) -> Turn {
        // Normal is normal: it turns on the day after so many.
        let beyond = |percent: i64| self.norms.normal_days.map(|days| days * percent / 100 + 1);
        Turn {
            yellow_at: self.days_after(facts.phase_since, beyond(self.settings.age_watch_percent)),
            red_at: self.days_after(facts.phase_since, beyond(self.settings.age_danger_percent)),
        }
    }

    fn next_action(&self, facts: &Facts) -> Turn {
        match (facts.next_due_at, facts.last_touch_at) {
            (Some(due), _) => Turn {
                yellow_at: due,
                red_at: self.days_after(due.just_before(), Some(self.settings.overdue_danger_days)),
            },
            (None, Some(touched)) => Turn {
                yellow_at: touched,
                red_at: At::NEVER,
            },
            // Nothing has happened yet: grey until silence speaks.
            (None, None) => Turn::NEVER,
        }
    }

    fn slips(&self, facts: &Facts) -> Turn {
        let at = facts.slipped_at.unwrap_or(facts.opened_at);
        let reached = |times: i64, days: i64| facts.slips > 0 && (facts.slips >= times || facts.slip_days >= days);
        let when = |reached: bool| if reached { at } else { At::NEVER };
        Turn {
            yellow_at: when(reached(self.settings.slips_watch, self.settings.slip_days_watch)),
            red_at: when(reached(self.settings.slips_danger, self.settings.slip_days_danger)),
        }
    }

    fn days_after(&self, since: At, days: Option<i64>) -> At {
        let day = days.and_then(|days| since.day(self.zone).checked_add_signed(TimeDelta::try_days(days)?));
        day.map_or(At::NEVER, |day| At::day_start(day, self.zone))
    }
}

/// The colour of a card at a moment, from what its row keeps.
#[must_use]
pub fn colour(deal: &Model, now: At) -> Colour {
    if deal.red_at <= now {
        Colour::Red
    } else if deal.yellow_at <= now {
        Colour::Yellow
    } else if deal.last_touch_at.is_none() {
        Colour::Grey
    } else {
        Colour::Blue
    }
}
