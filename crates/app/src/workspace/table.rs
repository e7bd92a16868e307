//! The row `workspace`: what it holds and how it is read.

use chrono::Month;
use chrono_tz::Tz;
use japan::FiscalCalendar;
use sea_orm::{ConnectionTrait, DeriveActiveEnum, EnumIter, FromQueryResult, Statement};

use crate::{error::Result, money::Currency, text::Locale};

/// What a rep sees of other people's deals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum RepSees {
    /// Everything.
    #[sea_orm(string_value = "everything")]
    Everything,
    /// What belongs to the own team.
    #[sea_orm(string_value = "team")]
    Team,
    /// Only what is their own.
    #[sea_orm(string_value = "own")]
    Own,
}

impl RepSees {
    /// As in forms and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::Team => "team",
            Self::Own => "own",
        }
    }

    /// From a form.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Everything, Self::Team, Self::Own]
            .into_iter()
            .find(|sees| sees.code() == code)
    }
}

/// From when the clocks turn a card yellow and red. Days of silence are set by phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockSettings {
    /// Red so many days after a next action became overdue (yellow at once).
    pub overdue_danger_days: i64,
    /// Yellow when a deal is in its phase for more than this share of what is normal there.
    pub age_watch_percent: i64,
    /// Red likewise.
    pub age_danger_percent: i64,
    /// Yellow from so many pushes of the expected close.
    pub slips_watch: i64,
    /// Red from so many.
    pub slips_danger: i64,
    /// Yellow when it was pushed by so many days in all.
    pub slip_days_watch: i64,
    /// Red likewise.
    pub slip_days_danger: i64,
}

impl Default for ClockSettings {
    /// What a new workspace starts with.
    fn default() -> Self {
        Self {
            overdue_danger_days: 3,
            age_watch_percent: 100,
            age_danger_percent: 200,
            slips_watch: 1,
            slips_danger: 2,
            slip_days_watch: 30,
            slip_days_danger: 60,
        }
    }
}

/// From when a lead nobody does anything about turns yellow and red, in days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeadSettings {
    /// Yellow when it was untouched for so many days.
    pub watch_days: i64,
    /// Red likewise.
    pub danger_days: i64,
}

impl Default for LeadSettings {
    /// What a new workspace starts with.
    fn default() -> Self {
        Self {
            watch_days: 3,
            danger_days: 7,
        }
    }
}

/// The settings that hold for everybody.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// Its name.
    pub name: String,
    /// The language of whoever has chosen none.
    pub locale: Locale,
    /// In which days begin and end.
    pub zone: Tz,
    /// 1 to 12.
    pub fiscal_start_month: u32,
    /// Of new deals.
    pub currency: Currency,
    /// What a rep sees.
    pub rep_sees: RepSees,
    /// When cards turn.
    pub clocks: ClockSettings,
    /// When leads turn.
    pub leads: LeadSettings,
    /// For the settings form.
    pub version: i64,
}

impl Workspace {
    /// How fiscal years, halves and quarters lie.
    #[must_use]
    pub fn calendar(&self) -> FiscalCalendar {
        let month = u8::try_from(self.fiscal_start_month)
            .ok()
            .and_then(|month| Month::try_from(month).ok());
        FiscalCalendar::starting_in(month.unwrap_or(Month::April))
    }
}

#[derive(FromQueryResult)]
struct Row {
    name: String,
    locale: Locale,
    time_zone: String,
    fiscal_start_month: i64,
    currency: String,
    rep_sees: RepSees,
    overdue_danger_days: i64,
    age_watch_percent: i64,
    age_danger_percent: i64,
    slips_watch: i64,
    slips_danger: i64,
    slip_days_watch: i64,
    slip_days_danger: i64,
    lead_watch_days: i64,
    lead_danger_days: i64,
    version: i64,
}

impl From<Row> for Workspace {
    fn from(row: Row) -> Self {
        Self {
            name: row.name,
            locale: row.locale,
            // Both are checked when they are written; a restored file with an unknown one still opens.
            zone: row.time_zone.parse().unwrap_or(Tz::UTC),
            currency: row.currency.parse().unwrap_or(Currency::JPY),
            fiscal_start_month: u32::try_from(row.fiscal_start_month).unwrap_or(4),
            rep_sees: row.rep_sees,
            clocks: ClockSettings {
                overdue_danger_days: row.overdue_danger_days,
                age_watch_percent: row.age_watch_percent,
                age_danger_percent: row.age_danger_percent,
                slips_watch: row.slips_watch,
                slips_danger: row.slips_danger,
                slip_days_watch: row.slip_days_watch,
                slip_days_danger: row.slip_days_danger,
            },
            leads: LeadSettings {
                watch_days: row.lead_watch_days,
                danger_days: row.lead_danger_days,
            },
            version: row.version,
        }
    }
}

/// Reads the workspace; `None` before the setup page was used.
///
/// # Errors
/// When the database is away.
pub async fn load<C: ConnectionTrait>(db: &C) -> Result<Option<Workspace>> {
    let statement = Statement::from_string(db.get_database_backend(), "SELECT * FROM workspace WHERE id = 1");
    Ok(Row::find_by_statement(statement).one(db).await?.map(Workspace::from))
}
