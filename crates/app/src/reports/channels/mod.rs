//! Channels and course (チャネルと経緯): which ways of meeting customers lead to deals, and which of those are won.
//!
//! A lead belongs to the period in which it came in, a first appointment to the one in which it lies, a deal to the one in
//! which it began, and again to the one in which it was won or lost. A lead that became a deal has that deal's first appointment.
//! Win rate = won / (won + lost): an open deal is never in the denominator. What a touch cost belongs to
//! the day of the touch, whatever came of it, so that cost per won holds what was spent in vain too.
//!
//! Question: here, as its URL asks it: `asked.rs`. Reading: `facts.rs`. Counting: `count.rs`. What is behind a number:
//! `behind.rs`.

mod asked;
mod behind;
mod count;
mod csv;
mod facts;
pub mod pages;
mod view;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use crate::ids::TeamId;

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

    /// Whether a day lies in the period.
    #[must_use]
    fn holds(&self, day: NaiveDate) -> bool {
        (self.days.0..=self.days.1).contains(&day)
    }
}

/// What a group is the number of; `None` where there is no channel or no touch.
pub type Key = Option<i64>;

/// Which number of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Leads that came in.
    Leads,
    /// First appointments.
    Appointments,
    /// Deals that began.
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
    pub const ALL: [Self; 7] = [
        Self::Leads,
        Self::Appointments,
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
            Self::Appointments => "appointments",
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
