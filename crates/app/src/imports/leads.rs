//! Rows about leads: found by the key of their own system, else by mail address, else by the same company and person.
//! What has become a deal already is left as it is.

use std::collections::HashMap;

use chrono::NaiveDate;
use db::Sql;
use sea_orm::{ConnectionTrait as _, QueryOrder as _};

use super::{
    cells::{Cells, Seen},
    columns::Field,
    companies::no_owner,
    people,
    reading::Row,
    references::References,
    report::{Fate, RowReport},
};
use crate::{
    error::Result,
    form::is_email,
    ids::{ChannelId, LeadId, UserId},
    leads::{self, Facts, State},
    t,
    text::Texts,
    time::At,
    tx::Tx,
};

/// Which leads there are so far.
pub struct Leads {
    leads: HashMap<i64, Known>,
    by_key: HashMap<String, LeadId>,
    by_email: HashMap<String, LeadId>,
    by_name: HashMap<String, LeadId>,
    owners: References,
    channels: References,
    /// Which leads this file was about.
    pub seen: Seen,
}

/// A lead that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Known {
    key: Option<String>,
    facts: Facts,
    state: State,
    reason: String,
}

/// What a row wants.
struct Wanted {
    /// `None` while it is new.
    id: Option<LeadId>,
    lead: Known,
    /// When it came in, of a new one.
    came_on: Option<NaiveDate>,
}

impl Leads {
    /// Reads which there are.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn load(tx: &Tx) -> Result<Self> {
        let all = leads::visible_to(tx.actor()).order_by_asc(leads::Column::Id);
        let all = all.all(tx.db()).await?;
        let channels = Sql::new("SELECT id, name FROM channels ORDER BY id");
        let mut this = Self {
            leads: HashMap::new(),
            by_key: HashMap::new(),
            by_email: HashMap::new(),
            by_name: HashMap::new(),
            owners: people::by_name(tx).await?,
            channels: References::read(tx.db(), channels, japan::fold).await?,
            seen: Seen::default(),
        };
        for lead in all {
            let known = Known {
                facts: Facts::from(&lead),
                state: lead.state,
                reason: lead.reason,
                key: lead.external_id,
            };
            this.keep(lead.id, known);
        }
        Ok(this)
    }

    fn keep(&mut self, id: LeadId, lead: Known) {
        if let Some(key) = &lead.key {
            self.by_key.insert(key.clone(), id);
        }
        if !lead.facts.email.is_empty() {
            self.by_email.insert(lead.facts.email.to_lowercase(), id);
        }
        self.by_name
            .insert(leads::name_of(&lead.facts.company, &lead.facts.contact), id);
        self.leads.insert(id.0, lead);
    }

    /// Imports some rows.
    ///
    /// # Errors
    /// When the database refuses; then none of them.
    pub async fn rows(&mut self, tx: &mut Tx, rows: &[Row<'_>], reports: &mut Vec<RowReport>) -> Result<()> {
        for row in rows {
            let mut cells = Cells::new(row, tx.actor().texts(), tx.now().day(tx.workspace().zone));
            let wanted = self.read(&mut cells);
            let Some(wanted) = wanted.filter(|_| cells.is_sound()) else {
                let name = cells.raw(Field::Company).or(cells.raw(Field::Name));
                reports.push(cells.report(Fate::Refused, name.map_or("", |cell| cell.text)));
                continue;
            };
            let name = leads::name_of(&wanted.lead.facts.company, &wanted.lead.facts.contact);
            let fate = self.write(tx, wanted).await?;
            reports.push(cells.report(fate, &name));
        }
        Ok(())
    }

    /// The lead as it should be after the row: what is there, with the cells that are not blank.
    fn read(&mut self, cells: &mut Cells<'_>) -> Option<Wanted> {
        let company = cells.text(Field::Company);
        let contact = cells.text(Field::Name);
        if company.is_none() && contact.is_none() {
            // Says which cell is blank.
            cells.required(Field::Company);
            return None;
        }
        let key = cells.text(Field::Key);
        let email = email(cells);
        let name = leads::name_of(
            company.as_deref().unwrap_or_default(),
            contact.as_deref().unwrap_or_default(),
        );
        let cell = cells.raw(if key.is_some() { Field::Key } else { Field::Company });
        let once = match (&key, &email) {
            (Some(key), _) => format!("k {key}"),
            (None, Some(email)) => format!("@ {}", email.to_lowercase()),
            (None, None) => format!("n {name}"),
        };
        self.seen.once(cells, cell, once);
        let id = self.find(key.as_deref(), email.as_deref(), &name);
        let known = id.and_then(|id| self.leads.get(&id.0)).cloned();
        let mut lead = known.unwrap_or(Known {
            key: None,
            facts: Facts::default(),
            state: State::New,
            reason: String::new(),
        });
        lead.key = key.or(lead.key);
        self.read_facts(cells, &mut lead.facts, (company, contact, email));
        read_state(cells, &mut lead);
        let came_on = cells.past_date(Field::Opened);
        Some(Wanted { id, lead, came_on })
    }

    fn read_facts(
        &self,
        cells: &mut Cells<'_>,
        facts: &mut Facts,
        (company, contact, email): (Option<String>, Option<String>, Option<String>),
    ) {
        for (typed, fact) in [
            (company, &mut facts.company),
            (contact, &mut facts.contact),
            (email, &mut facts.email),
        ] {
            if let Some(text) = typed {
                *fact = text;
            }
        }
        for (field, fact) in [
            (Field::Kana, &mut facts.kana),
            (Field::Department, &mut facts.department),
            (Field::JobTitle, &mut facts.job_title),
            (Field::Phone, &mut facts.phone),
            (Field::Website, &mut facts.website),
        ] {
            if let Some(text) = cells.text(field) {
                *fact = text;
            }
        }
        if let Some(number) = super::companies::corporate_number(cells) {
            facts.corporate_number = number;
        }
        if let Some(owner) = cells.reference(Field::Owner, &self.owners, no_owner) {
            facts.owner = Some(UserId(owner));
        }
        let in_settings = |words: Texts| t!(words, "import-no-choice-remedy");
        if let Some(channel) = cells.reference(Field::Channel, &self.channels, in_settings) {
            facts.channel = Some(ChannelId(channel));
        }
        if let Some(note) = cells.long_text(Field::Note) {
            facts.note = note;
        }
    }

    /// Which lead a row means, if it is there already. Another key says that it is another lead.
    fn find(&self, key: Option<&str>, email: Option<&str>, name: &str) -> Option<LeadId> {
        if let Some(id) = key.and_then(|key| self.by_key.get(key)) {
            return Some(*id);
        }
        let by_email = email.and_then(|email| self.by_email.get(&email.to_lowercase()));
        let by_name = self.by_name.get(name).filter(|id| {
            let other = self.leads.get(&id.0).map_or("", |lead| lead.facts.email.as_str());
            email.is_none() || other.is_empty()
        });
        let fits = |id: &&LeadId| key.is_none() || self.leads.get(&id.0).is_some_and(|lead| lead.key.is_none());
        by_email.or(by_name).filter(fits).copied()
    }

    async fn write(&mut self, tx: &mut Tx, wanted: Wanted) -> Result<Fate> {
        let Wanted { id, lead, came_on } = wanted;
        let Some(id) = id else {
            let now = tx.now();
            if let Some(day) = came_on {
                tx.set_now(At::day_start(day, tx.workspace().zone).min(now));
            }
            let made = leads::create(tx, lead.facts.clone(), lead.key.clone()).await?;
            if lead.state != State::New {
                leads::set_state(tx, made.id, None, lead.state, lead.reason.clone()).await?;
            }
            tx.set_now(now);
            self.keep(made.id, lead);
            return Ok(Fate::Created);
        };
        let known = self.leads.get(&id.0).cloned();
        if known.as_ref() == Some(&lead) || known.as_ref().is_some_and(|known| known.state == State::Converted) {
            return Ok(Fate::Unchanged);
        }
        leads::change(tx, id, None, lead.facts.clone()).await?;
        leads::set_state(tx, id, None, lead.state, lead.reason.clone()).await?;
        if known.is_none_or(|known| known.key != lead.key) {
            let mut sql = Sql::new("UPDATE leads SET version = version + 1, external_id = ");
            sql.bind(lead.key.as_deref()).push(" WHERE id = ").bind(id.0);
            tx.db().execute_raw(sql.statement(tx.dialect())).await?;
        }
        self.keep(id, lead);
        Ok(Fate::Updated)
    }
}

fn email(cells: &mut Cells<'_>) -> Option<String> {
    let email = cells.text(Field::Email)?;
    if !is_email(&email) {
        let (cell, words) = (cells.raw(Field::Email), cells.words());
        let message = t!(words, "contact-email-wrong", value = email.as_str());
        cells.problem(cell, message, String::new());
        return None;
    }
    Some(email)
}

/// How far one has come, by the name of the state in either language. That a lead is a deal is not said by a file: then it
/// stays as it is, and a new one is not dealt with yet.
fn read_state(cells: &mut Cells<'_>, lead: &mut Known) {
    if let Some(reason) = cells.text(Field::Reason) {
        lead.reason = reason;
    }
    let Some(cell) = cells.raw(Field::Outcome) else {
        if lead.state != State::Unqualified {
            lead.reason = String::new();
        }
        return;
    };
    let typed = japan::fold(cell.text);
    let is_called = |state: &State| {
        let names = [crate::text::Locale::Ja, crate::text::Locale::En].map(|locale| state.name(locale.texts()));
        names.iter().any(|name| japan::fold(name) == typed) || japan::fold(state.code()) == typed
    };
    let words = cells.words();
    match State::ALL.into_iter().find(is_called) {
        Some(State::Converted) if lead.state != State::Converted => {
            cells.hint(Some(cell), t!(words, "import-lead-converted"));
        }
        Some(State::Unqualified) if lead.reason.is_empty() => {
            let remedy = t!(words, "import-lead-reason-remedy");
            cells.problem(Some(cell), t!(words, "import-lead-reason"), remedy);
        }
        Some(state) => lead.state = state,
        None => {
            let names = State::ALL.map(|state| state.name(words)).join(" / ");
            let remedy = t!(words, "import-lead-state-remedy", names = names);
            cells.problem(Some(cell), t!(words, "import-nothing"), remedy);
        }
    }
    if lead.state != State::Unqualified {
        lead.reason = String::new();
    }
}
