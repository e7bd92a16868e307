//! Which activities somebody asks for: the filters of the list, read from the URL and told in SQL.

use chrono::NaiveDate;
use db::Sql;
use kit::fields::Fields;

use super::table::Way;
use crate::{
    actor::Actor,
    ids::{ActivityKindId, CompanyId, DealId, TeamId, UserId},
    t,
    time::At,
};

/// The states one can ask for: those of the table, and the planned ones whose day has passed.
pub(super) const STATES: [&str; 4] = ["planned", "overdue", "done", "cancelled"];

/// The filters of one request. Several values of one name mean "one of these".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActivityFilter {
    /// `owner`; `me` is whoever asks.
    pub owners: Vec<UserId>,
    /// `team`, that of the owner.
    pub teams: Vec<TeamId>,
    /// `kind`.
    pub kinds: Vec<ActivityKindId>,
    /// `way`.
    pub ways: Vec<Way>,
    /// `state`.
    pub state: Option<&'static str>,
    /// `deal`.
    pub deal: Option<DealId>,
    /// `company`, also by way of its deals.
    pub company: Option<CompanyId>,
    /// `from` and `to`, both included.
    pub days: (Option<NaiveDate>, Option<NaiveDate>),
    /// `text`: each word stands in the subject or the result.
    pub text: String,
    /// What could not be understood, as messages for the reader; while there is any, nothing matches.
    pub refused: Vec<String>,
}

impl ActivityFilter {
    /// Reads the query of a request.
    #[must_use]
    pub fn parse(fields: &Fields, actor: &Actor, now: At) -> Self {
        let mut filter = Self {
            text: fields.text("text").to_owned(),
            ..Self::default()
        };
        let me = |value: &str| if value == "me" { actor.user } else { value.parse().ok() };
        filter.owners = filter.read(fields, actor, "owner", me);
        filter.teams = filter.read(fields, actor, "team", |value| value.parse().ok());
        filter.kinds = filter.read(fields, actor, "kind", |value| value.parse().ok());
        filter.ways = filter.read(fields, actor, "way", Way::from_code);
        let known = |value: &str| STATES.into_iter().find(|state| *state == value);
        filter.state = filter.read(fields, actor, "state", known).pop();
        filter.deal = filter.read(fields, actor, "deal", |value| value.parse().ok()).pop();
        filter.company = filter.read(fields, actor, "company", |value| value.parse().ok()).pop();
        let today = now.day(actor.workspace.zone);
        filter.days.0 = filter.day(fields, actor, "from", today);
        filter.days.1 = filter.day(fields, actor, "to", today);
        if let (Some(from), Some(to)) = filter.days
            && to < from
        {
            let (from, to) = (from.to_string(), to.to_string());
            let message = t!(actor.texts(), "filter-ends-before-it-begins", from = from, to = to);
            filter.refused.push(message);
        }
        filter
    }

    fn read<T>(&mut self, fields: &Fields, actor: &Actor, name: &str, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let mut all = Vec::new();
        for value in fields.all(name) {
            match read(value) {
                Some(value) => all.push(value),
                None => {
                    let message = t!(actor.texts(), "filter-refused", field = name, value = value);
                    self.refused.push(message);
                }
            }
        }
        all
    }

    fn day(&mut self, fields: &Fields, actor: &Actor, name: &str, today: NaiveDate) -> Option<NaiveDate> {
        let typed = fields.text(name);
        if typed.is_empty() {
            return None;
        }
        let day = japan::parse_date(typed, today).ok();
        if day.is_none() {
            self.refused.push(t!(actor.texts(), "filter-not-a-day", value = typed));
        }
        day
    }

    /// Whether nothing is filtered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Narrows a query to the activities behind `alias` that match. What the reader sees is another question.
    pub fn push(&self, sql: &mut Sql, alias: &str, actor: &Actor, now: At) {
        let zone = actor.workspace.zone;
        if !self.refused.is_empty() {
            sql.push(" AND 1 = 0");
        }
        push_one_of(sql, &format!("{alias}.owner_id"), self.owners.iter().map(|id| id.0));
        push_one_of(sql, &format!("{alias}.kind_id"), self.kinds.iter().map(|id| id.0));
        push_one_of(sql, &format!("{alias}.way"), self.ways.iter().map(|way| way.code()));
        if !self.teams.is_empty() {
            sql.push(&format!(
                " AND {alias}.owner_id IN (SELECT fu.id FROM users fu WHERE fu.team_id IN "
            ));
            sql.bind_list(self.teams.iter().map(|id| id.0)).push(")");
        }
        match self.state {
            None => {}
            Some("overdue") => {
                sql.push(&format!(" AND {alias}.state = 'planned' AND {alias}.due_at <= "))
                    .bind(now.0);
            }
            Some(state) => {
                sql.push(&format!(" AND {alias}.state = ")).bind(state);
            }
        }
        if let Some(deal) = self.deal {
            sql.push(&format!(" AND {alias}.deal_id = ")).bind(deal.0);
        }
        if let Some(company) = self.company {
            sql.push(&format!(" AND ({alias}.company_id = ")).bind(company.0);
            sql.push(&format!(
                " OR {alias}.deal_id IN (SELECT fd.id FROM deals fd WHERE fd.company_id = "
            ));
            sql.bind(company.0).push("))");
        }
        if let Some(from) = self.days.0 {
            sql.push(&format!(" AND {alias}.starts_at >= "))
                .bind(At::day_start(from, zone).0);
        }
        if let Some(to) = self.days.1 {
            sql.push(&format!(" AND {alias}.starts_at < "))
                .bind(At::day_end(to, zone).0);
        }
        self.push_text(sql, alias);
    }

    /// Subject and result are not kept folded, so only capitals of Latin letters do not matter.
    fn push_text(&self, sql: &mut Sql, alias: &str) {
        for word in self.text.split_whitespace() {
            let pattern = word
                .to_lowercase()
                .replace('!', "!!")
                .replace('%', "!%")
                .replace('_', "!_");
            sql.push(&format!(" AND LOWER({alias}.subject || ' ' || {alias}.result) LIKE "));
            sql.bind(format!("%{pattern}%")).push(" ESCAPE '!'");
        }
    }
}

fn push_one_of<V: Into<sea_orm::Value>>(sql: &mut Sql, column: &str, values: impl ExactSizeIterator<Item = V>) {
    if values.len() > 0 {
        sql.push(&format!(" AND {column} IN ")).bind_list(values);
    }
}
