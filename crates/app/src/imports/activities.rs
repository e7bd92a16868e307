//! Rows about activities, with what an appointment has more: found by the key of their own system, else by what they are
//! about, their moment, their kind and their subject.

use db::Sql;
use sea_orm::{ColumnTrait as _, Condition, QueryFilter as _, QueryOrder as _};

use super::{
    activity_cells::{state, way, when, yes_or_no},
    cells::{Cells, Seen},
    columns::Field,
    companies::no_owner,
    contacts::Contacts,
    people,
    reading::Row,
    references::References,
    report::{Fate, RowReport},
    subjects::{Subject, Subjects},
};
use crate::{
    activities::{self, Activity, Change, Done, Finish, NewActivity, State, Way, When},
    appointments::{self, Details},
    error::Result,
    ids::{ActivityKindId, ContactId, UserId},
    t,
    tx::Tx,
};

/// What rows about activities refer to.
pub struct Activities {
    subjects: Subjects,
    contacts: Contacts,
    owners: References,
    kinds: References,
    /// Which activities this file was about.
    pub seen: Seen,
}

/// What a row says; `None` leaves what is there.
struct Wanted {
    key: Option<String>,
    subject: Subject,
    kind: ActivityKindId,
    when: When,
    title: String,
    owner: UserId,
    way: Option<Way>,
    state: Option<State>,
    minutes: Option<i64>,
    contacts: Option<Vec<ContactId>>,
    result: Option<String>,
    took_part: Option<bool>,
    appointment: Appointment,
}

/// What it has more, if any of it is said.
#[derive(Debug, Default)]
struct Appointment {
    whereabouts: Option<String>,
    purpose: Option<String>,
    bring: Option<String>,
    members: Option<Vec<UserId>>,
}

impl Appointment {
    fn is_said(&self) -> bool {
        self.whereabouts.is_some() || self.purpose.is_some() || self.bring.is_some() || self.members.is_some()
    }

    /// Over what is there.
    fn over(self, known: Details, way: Way) -> Details {
        let mut details = Details {
            purpose: self.purpose.unwrap_or(known.purpose),
            bring: self.bring.unwrap_or(known.bring),
            members: self.members.unwrap_or(known.members),
            ..known
        };
        if let Some(said) = self.whereabouts {
            match way {
                Way::Visit => details.place = said,
                Way::Online => details.link = said,
                Way::Phone => details.phone = said,
                Way::Mail | Way::Internal => {}
            }
        }
        details
    }
}

impl Activities {
    /// Reads what there is to refer to.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn load(tx: &Tx) -> Result<Self> {
        let kinds = Sql::new("SELECT id, name FROM activity_kinds ORDER BY id");
        Ok(Self {
            subjects: Subjects::load(tx).await?,
            contacts: Contacts::load(tx).await?,
            owners: people::by_name(tx).await?,
            kinds: References::read(tx.db(), kinds, japan::fold).await?,
            seen: Seen::default(),
        })
    }

    /// Imports some rows.
    ///
    /// # Errors
    /// When the database refuses; then none of them.
    pub async fn rows(&mut self, tx: &mut Tx, rows: &[Row<'_>], reports: &mut Vec<RowReport>) -> Result<()> {
        for row in rows {
            let mut cells = Cells::new(row, tx.actor().texts(), tx.now().day(tx.workspace().zone));
            let wanted = self.read(&mut cells).filter(|_| cells.is_sound());
            let name = cells.raw(Field::Title).or(cells.raw(Field::Kind));
            let name = name.map_or("", |cell| cell.text);
            let fate = match wanted {
                Some(wanted) => write(tx, &mut cells, wanted).await?,
                None => Fate::Refused,
            };
            reports.push(cells.report(fate, name));
        }
        Ok(())
    }

    fn read(&mut self, cells: &mut Cells<'_>) -> Option<Wanted> {
        if !cells.is_sound() {
            return None;
        }
        cells.required(Field::Day);
        cells.required(Field::Kind);
        cells.required(Field::Owner);
        let subject = self.subjects.read(cells);
        let kind = cells.reference(Field::Kind, &self.kinds, |words| t!(words, "import-no-choice-remedy"));
        let owner = cells.reference(Field::Owner, &self.owners, no_owner);
        let when = when(cells);
        let way = way(cells);
        let state = when.and_then(|when| state(cells, when));
        let wanted = Wanted {
            key: cells.text(Field::Key),
            subject,
            kind: ActivityKindId(kind?),
            when: when?,
            title: cells.text(Field::Title).unwrap_or_default(),
            owner: UserId(owner?),
            way,
            state,
            minutes: cells.number(Field::Minutes).filter(|minutes| *minutes > 0),
            contacts: self.contacts.read(cells, Field::Contacts, subject.company),
            result: cells.long_text(Field::Result),
            took_part: yes_or_no(cells, Field::TookPart),
            appointment: self.appointment(cells, way),
        };
        if subject == Subject::default() && cells.is_sound() {
            let words = cells.words();
            cells.problem(
                None,
                t!(words, "import-about-nothing"),
                t!(words, "import-about-remedy"),
            );
        }
        let once = wanted.key.clone().unwrap_or_else(|| {
            let Wanted {
                subject,
                when,
                kind,
                title,
                ..
            } = &wanted;
            format!("{subject:?} {when:?} {kind} {title}")
        });
        self.seen.once(cells, cells.raw(Field::Day), once);
        Some(wanted)
    }

    fn appointment(&self, cells: &mut Cells<'_>, way: Option<Way>) -> Appointment {
        let members = cells.references(Field::Members, &self.owners, no_owner);
        let whereabouts = cells.text(Field::Whereabouts);
        let is_link = whereabouts
            .as_deref()
            .is_none_or(|link| link.starts_with("http://") || link.starts_with("https://"));
        if way == Some(Way::Online) && !is_link {
            let (cell, words) = (cells.raw(Field::Whereabouts), cells.words());
            cells.problem(cell, t!(words, "import-no-link"), t!(words, "import-no-link-remedy"));
        }
        Appointment {
            whereabouts,
            purpose: cells.long_text(Field::Purpose),
            bring: cells.long_text(Field::Bring),
            members: members.map(|members| members.into_iter().map(UserId).collect()),
        }
    }
}

async fn write(tx: &mut Tx, cells: &mut Cells<'_>, wanted: Wanted) -> Result<Fate> {
    match known(tx, &wanted).await? {
        Some(known) if known.deleted_at.is_some() => {
            let words = cells.words();
            cells.hint(cells.raw(Field::Key), t!(words, "import-deleted"));
            Ok(Fate::Unchanged)
        }
        Some(known) => change(tx, cells, known, wanted).await,
        None => create(tx, wanted).await,
    }
}

async fn known(tx: &Tx, wanted: &Wanted) -> Result<Option<Activity>> {
    if let Some(key) = &wanted.key {
        let found = activities::all_visible_to(tx.actor()).filter(activities::Column::ExternalId.eq(key.as_str()));
        return Ok(found.one(tx.db()).await?);
    }
    let starts_at = wanted.when.starts_at(tx.workspace().zone);
    let found = activities::visible_to(tx.actor())
        .filter(activities::Column::StartsAt.eq(starts_at))
        .filter(activities::Column::AllDay.eq(wanted.when.time.is_none()))
        .filter(activities::Column::KindId.eq(wanted.kind))
        .filter(activities::Column::Subject.eq(wanted.title.as_str()))
        .filter(is_about(wanted.subject))
        .order_by_asc(activities::Column::Id);
    Ok(found.one(tx.db()).await?)
}

/// What is about the same. A lead that became a deal meanwhile took its activities along, so either of the two tells them.
fn is_about(subject: Subject) -> Condition {
    let same = |column: activities::Column, id: Option<i64>| match id {
        Some(id) => column.eq(id),
        None => column.is_null(),
    };
    let (deal, lead) = (subject.deal.map(|id| id.0), subject.lead.map(|id| id.0));
    let company = subject.company.map(|id| id.0);
    let deal_is = (deal.is_some() || lead.is_none()).then(|| same(activities::Column::DealId, deal));
    let lead_is = (lead.is_some() || deal.is_none()).then(|| same(activities::Column::LeadId, lead));
    let company_is = (company.is_some() || lead.is_none()).then(|| same(activities::Column::CompanyId, company));
    Condition::all()
        .add_option(deal_is)
        .add_option(lead_is)
        .add_option(company_is)
}

async fn create(tx: &mut Tx, wanted: Wanted) -> Result<Fate> {
    // Nothing said, what lies behind was done and what lies ahead is planned.
    let is_past = wanted.when.day < tx.now().day(tx.workspace().zone);
    let state = wanted
        .state
        .unwrap_or(if is_past { State::Done } else { State::Planned });
    let new = NewActivity {
        deal: wanted.subject.deal,
        lead: wanted.subject.lead,
        company: wanted.subject.company,
        owner: wanted.owner,
        kind: wanted.kind,
        way: wanted.way,
        subject: wanted.title,
        when: wanted.when,
        minutes: wanted.minutes,
        contacts: wanted.contacts.unwrap_or_default(),
        done: (state == State::Done).then(|| Done {
            result: wanted.result.clone().unwrap_or_default(),
            customer_took_part: wanted
                .took_part
                .unwrap_or(wanted.way.is_some_and(Way::is_with_customer)),
        }),
        external_id: wanted.key,
    };
    let mut made = activities::create(tx, new).await?;
    if wanted.appointment.is_said() {
        let details = wanted.appointment.over(Details::default(), made.way);
        made = appointments::change(tx, made.id, None, Change::default(), &details).await?;
    }
    if state == State::Cancelled {
        activities::cancel(tx, made.id, None).await?;
    }
    Ok(Fate::Created)
}

async fn change(tx: &mut Tx, cells: &mut Cells<'_>, known: Activity, wanted: Wanted) -> Result<Fate> {
    let is_done = known.state == State::Done;
    let change = Change {
        kind: Some(wanted.kind),
        way: wanted.way,
        owner: Some(wanted.owner),
        subject: Some(wanted.title).filter(|title| !title.is_empty()),
        when: Some(wanted.when),
        minutes: wanted.minutes.map(Some),
        contacts: wanted.contacts.map(sorted),
        result: wanted.result.clone().filter(|_| is_done),
        customer_took_part: wanted.took_part.filter(|_| is_done),
        more: false,
    };
    let mut now = if wanted.appointment.is_said() {
        let details = appointments::details(tx.db(), known.id).await?.unwrap_or_default();
        let details = wanted.appointment.over(details, wanted.way.unwrap_or(known.way));
        appointments::change(tx, known.id, None, change, &details).await?
    } else {
        activities::change(tx, known.id, None, change).await?
    };
    match (known.state, wanted.state.unwrap_or(known.state)) {
        (State::Planned | State::Cancelled, State::Done) => {
            if known.state == State::Cancelled {
                activities::resume(tx, known.id, None).await?;
            }
            let done = Done {
                result: wanted.result.unwrap_or_default(),
                customer_took_part: wanted.took_part.unwrap_or(now.way.is_with_customer()),
            };
            let finish = Finish {
                done,
                ..Finish::default()
            };
            now = activities::finish(tx, known.id, None, finish).await?;
        }
        (State::Planned, State::Cancelled) => now = activities::cancel(tx, known.id, None).await?,
        (State::Cancelled, State::Planned) => now = activities::resume(tx, known.id, None).await?,
        (State::Done, State::Planned | State::Cancelled) => {
            let words = cells.words();
            cells.hint(cells.raw(Field::Outcome), t!(words, "import-stays-done"));
        }
        (State::Planned, State::Planned) | (State::Done, State::Done) | (State::Cancelled, State::Cancelled) => {}
    }
    Ok(if now.version == known.version {
        Fate::Unchanged
    } else {
        Fate::Updated
    })
}

/// As they are kept: in the order of their numbers.
fn sorted(mut contacts: Vec<ContactId>) -> Vec<ContactId> {
    contacts.sort_unstable_by_key(|id| id.0);
    contacts.dedup();
    contacts
}
