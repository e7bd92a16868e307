//! Which deals somebody asks for: the filters of the list, the board and the reports, read from the URL and told in
//! SQL. Who may see a deal is another question, answered by `scope.rs`; every query asks both.

use chrono::NaiveDate;
use db::Sql;
use japan::{Period, PeriodKind};
use kit::fields::Fields;

use super::{Colour, Outcome, filter_reading::Reading};
use crate::{
    actor::Actor,
    hearing,
    ids::{ChannelId, CompanyId, InterestId, PhaseId, PipelineId, ProductId, TeamId, TouchKindId, UserId},
    merges::{self, Kind},
    qualification::{FactFilter, push_interests},
    search, t,
    time::At,
};

/// The filters of one request. Several values of one name (`owner=3,4` or `owner=3&owner=4`) mean "one of these";
/// several names mean "all of these".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DealFilter {
    /// `pipeline`.
    pub pipelines: Vec<PipelineId>,
    /// `phase`.
    pub phases: Vec<PhaseId>,
    /// `outcome`.
    pub outcomes: Vec<Outcome>,
    /// `owner`; `me` is whoever asks.
    pub owners: Vec<UserId>,
    /// `team`, that of the owner.
    pub teams: Vec<TeamId>,
    /// `close`, or `close_from` and `close_to`.
    pub close: Option<Close>,
    /// `channel`.
    pub channels: Vec<ChannelId>,
    /// `product`: at least one line of the deal is of it.
    pub products: Vec<ProductId>,
    /// `touch`: at least one touch of the deal is of this kind.
    pub touches: Vec<TouchKindId>,
    /// `colour`; only open deals have one.
    pub colours: Vec<Colour>,
    /// `company`.
    pub companies: Vec<CompanyId>,
    /// `interest`, as the customer states it now; 0 is none.
    pub interests: Vec<InterestId>,
    /// `fact`: an item and its state, such as `12:concern`.
    pub facts: FactFilter,
    /// `hearing`: `open` for deals with questions to ask, `done` for open deals without.
    pub hearing: Option<bool>,
    /// `text`: each word stands in the title or in the name of the company, however it is spelled.
    pub text: String,
    /// What could not be understood, as messages for the reader. While there is any, nothing matches: showing more
    /// than was asked for would make a sum a lie.
    pub refused: Vec<String>,
}

/// When deals are expected to close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Close {
    /// In a period that moves with the calendar; and which one that is today.
    Relative(RelativePeriod, NaiveDate, NaiveDate),
    /// In a period of its own, such as `2026-Q3`; and its first and last day.
    Period(Period, NaiveDate, NaiveDate),
    /// From one day to another, both included, one of them perhaps left open.
    Between(Option<NaiveDate>, Option<NaiveDate>),
    /// Before this day, which is today, and still open.
    Overdue(NaiveDate),
    /// On no day yet.
    Unset,
}

/// A period named by where it lies from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it; years are fiscal")]
pub enum RelativePeriod {
    ThisMonth,
    NextMonth,
    ThisQuarter,
    NextQuarter,
    ThisHalf,
    NextHalf,
    ThisYear,
    NextYear,
}

impl RelativePeriod {
    /// In the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::ThisMonth,
        Self::NextMonth,
        Self::ThisQuarter,
        Self::NextQuarter,
        Self::ThisHalf,
        Self::NextHalf,
        Self::ThisYear,
        Self::NextYear,
    ];

    /// As in URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ThisMonth => "this-month",
            Self::NextMonth => "next-month",
            Self::ThisQuarter => "this-quarter",
            Self::NextQuarter => "next-quarter",
            Self::ThisHalf => "this-half",
            Self::NextHalf => "next-half",
            Self::ThisYear => "this-year",
            Self::NextYear => "next-year",
        }
    }

    /// From a URL.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.code() == code)
    }

    pub(super) fn period(self, today: NaiveDate, calendar: japan::FiscalCalendar) -> Option<Period> {
        let (kind, next) = match self {
            Self::ThisMonth => (PeriodKind::Month, false),
            Self::NextMonth => (PeriodKind::Month, true),
            Self::ThisQuarter => (PeriodKind::Quarter, false),
            Self::NextQuarter => (PeriodKind::Quarter, true),
            Self::ThisHalf => (PeriodKind::Half, false),
            Self::NextHalf => (PeriodKind::Half, true),
            Self::ThisYear => (PeriodKind::FiscalYear, false),
            Self::NextYear => (PeriodKind::FiscalYear, true),
        };
        let this = Period::containing(today, kind, calendar);
        if next { this.next() } else { Some(this) }
    }
}

impl DealFilter {
    /// The names it reads from a URL.
    pub const NAMES: [&str; 17] = [
        "pipeline",
        "phase",
        "outcome",
        "owner",
        "team",
        "close",
        "close_from",
        "close_to",
        "channel",
        "product",
        "touch",
        "colour",
        "company",
        "hearing",
        "interest",
        "fact",
        "text",
    ];

    /// Reads the filters of a request. What is not understood goes to `refused`.
    #[must_use]
    pub fn parse(fields: &Fields, actor: &Actor, now: At) -> Self {
        let mut reading = Reading {
            fields,
            actor,
            today: now.day(actor.workspace.zone),
            refused: Vec::new(),
        };
        let me = actor.user.map(|user| user.0);
        Self {
            pipelines: reading.ids("pipeline", t!(actor.texts(), "pipeline"), PipelineId),
            phases: reading.ids("phase", t!(actor.texts(), "phase"), PhaseId),
            outcomes: reading.all("outcome", t!(actor.texts(), "outcome"), Outcome::from_code),
            owners: reading.all("owner", t!(actor.texts(), "owner"), |text| match text {
                "me" => me.map(UserId),
                id => id.parse().ok(),
            }),
            teams: reading.ids("team", t!(actor.texts(), "team"), TeamId),
            close: reading.close(),
            channels: reading.ids("channel", t!(actor.texts(), "channel"), ChannelId),
            products: reading.ids("product", t!(actor.texts(), "product"), ProductId),
            touches: reading.ids("touch", t!(actor.texts(), "touch-kind"), TouchKindId),
            colours: reading.all("colour", t!(actor.texts(), "filter-colour"), Colour::from_code),
            companies: reading.ids("company", t!(actor.texts(), "company"), CompanyId),
            interests: reading.ids("interest", t!(actor.texts(), "interest"), InterestId),
            facts: FactFilter::new(reading.all("fact", t!(actor.texts(), "qualification"), FactFilter::pair)),
            hearing: reading.hearing(),
            text: fields.text("text").to_owned(),
            refused: reading.refused,
        }
    }

    /// Whether nothing is filtered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Narrows a query to the deals behind `alias` that match now: pushes ` AND …`, or nothing.
    pub fn push(&self, sql: &mut Sql, alias: &str, now: At) {
        self.push_tracked(sql, alias);
        if !self.teams.is_empty() {
            sql.push(&format!(
                " AND {alias}.owner_id IN (SELECT id FROM users WHERE team_id IN "
            ));
            sql.bind_list(self.teams.iter().map(|id| id.0)).push(")");
        }
        self.push_untracked(sql, alias);
        self.push_colours(sql, alias, now);
        if let Some(missing) = self.hearing {
            hearing::push_missing(sql, alias, missing);
        }
    }

    /// Narrows a query over history: what `deal_versions` tracks is asked of `version`, as it was then (the team too);
    /// channel, product, touches, company and text of `deal`, as they are. A past colour and what was known of hearings are
    /// kept nowhere, so they narrow nothing.
    pub fn push_as_of(&self, sql: &mut Sql, version: &str, deal: &str) {
        self.push_tracked(sql, version);
        push_in(sql, version, "team_id", self.teams.iter().map(|id| id.0));
        self.push_untracked(sql, deal);
    }

    fn push_tracked(&self, sql: &mut Sql, alias: &str) {
        if !self.refused.is_empty() {
            sql.push(" AND 1 = 0");
        }
        push_in(sql, alias, "pipeline_id", self.pipelines.iter().map(|id| id.0));
        push_in(sql, alias, "phase_id", self.phases.iter().map(|id| id.0));
        push_in(
            sql,
            alias,
            "outcome",
            self.outcomes.iter().map(|outcome| outcome.code()),
        );
        push_in(sql, alias, "owner_id", self.owners.iter().map(|id| id.0));
        if let Some(close) = self.close {
            close.push(sql, alias);
        }
    }

    fn push_untracked(&self, sql: &mut Sql, alias: &str) {
        push_in(sql, alias, "channel_id", self.channels.iter().map(|id| id.0));
        if !self.companies.is_empty() {
            sql.push(&format!(" AND {alias}.company_id IN "));
            merges::push_survivors(sql, Kind::Company, self.companies.iter().map(|id| id.0));
        }
        if !self.products.is_empty() {
            sql.push(&format!(
                " AND EXISTS (SELECT 1 FROM deal_products fp WHERE fp.deal_id = {alias}.id AND fp.product_id IN "
            ));
            sql.bind_list(self.products.iter().map(|id| id.0)).push(")");
        }
        if !self.touches.is_empty() {
            sql.push(&format!(
                " AND EXISTS (SELECT 1 FROM touches ft WHERE ft.deal_id = {alias}.id AND ft.deleted_at IS NULL AND ft.kind_id IN "
            ));
            sql.bind_list(self.touches.iter().map(|id| id.0)).push(")");
        }
        self.facts.push(sql, alias);
        push_interests(sql, alias, &self.interests);
        search::push_words(sql, &format!("{alias}.search_fold"), &self.text);
    }

    /// As [`colour`](super::colour) decides, in SQL.
    fn push_colours(&self, sql: &mut Sql, alias: &str, now: At) {
        if self.colours.is_empty() {
            return;
        }
        sql.push(&format!(" AND {alias}.outcome = 'open' AND ("));
        for (index, colour) in self.colours.iter().enumerate() {
            sql.push(if index > 0 { " OR " } else { "" });
            let (red, yellow) = (format!("{alias}.red_at"), format!("{alias}.yellow_at"));
            match colour {
                Colour::Red => sql.push(&format!("{red} <= ")).bind(now.0),
                Colour::Yellow => {
                    sql.push(&format!("({red} > ")).bind(now.0);
                    sql.push(&format!(" AND {yellow} <= ")).bind(now.0).push(")")
                }
                Colour::Blue | Colour::Grey => {
                    sql.push(&format!("({red} > ")).bind(now.0);
                    sql.push(&format!(" AND {yellow} > ")).bind(now.0);
                    let not = if *colour == Colour::Blue { "NOT " } else { "" };
                    sql.push(&format!(" AND {alias}.last_touch_at IS {not}NULL)"))
                }
            };
        }
        sql.push(")");
    }
}

impl Close {
    fn push(self, sql: &mut Sql, alias: &str) {
        let column = format!("{alias}.expected_close_on");
        match self {
            Self::Relative(_, from, to) | Self::Period(_, from, to) => {
                sql.push(&format!(" AND {column} BETWEEN ")).bind(from);
                sql.push(" AND ").bind(to);
            }
            Self::Between(from, to) => {
                if let Some(from) = from {
                    sql.push(&format!(" AND {column} >= ")).bind(from);
                }
                if let Some(to) = to {
                    sql.push(&format!(" AND {column} <= ")).bind(to);
                }
            }
            Self::Overdue(today) => {
                sql.push(&format!(" AND {alias}.outcome = 'open' AND {column} < "))
                    .bind(today);
            }
            Self::Unset => {
                sql.push(&format!(" AND {column} IS NULL"));
            }
        }
    }
}

fn push_in<V: Into<sea_orm::Value>>(
    sql: &mut Sql,
    alias: &str,
    column: &str,
    values: impl ExactSizeIterator<Item = V>,
) {
    if values.len() > 0 {
        sql.push(&format!(" AND {alias}.{column} IN ")).bind_list(values);
    }
}

#[cfg(test)]
#[path = "filter_tests.rs"]
mod tests;
