//! The list of activities: its columns, and its rows read by their numbers.

use std::collections::HashMap;

use db::Sql;
use sea_orm::FromQueryResult;

use super::{
    choices, scope,
    table::{State, Way},
};
use crate::{
    actor::Actor,
    app::App,
    appointments, companies, deals,
    error::Result,
    ids::{ActivityId, CompanyId, DealId, LeadId},
    leads,
    shared::{Cell, Column, Kind, List, Reader},
    t,
    text::Texts,
    time::At,
};

/// A row as it is read.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Listed {
    id: ActivityId,
    state: State,
    way: Way,
    kind: String,
    subject: String,
    result: String,
    starts_at: At,
    all_day: bool,
    due_at: At,
    minutes: Option<i64>,
    customer_took_part: bool,
    deal_id: Option<DealId>,
    deal: Option<String>,
    company_id: Option<CompanyId>,
    company: Option<String>,
    lead_id: Option<LeadId>,
    lead: Option<String>,
    contact: Option<String>,
    owner: String,
    place: Option<String>,
    link: Option<String>,
    phone: Option<String>,
    purpose: Option<String>,
    bring: Option<String>,
    external_id: Option<String>,
    #[sea_orm(skip)]
    members: Vec<String>,
    #[sea_orm(skip)]
    contacts: Vec<String>,
}

/// The newest first.
pub static ACTIVITIES: List<Listed> = List {
    path: "/activities/all",
    from: "activities a",
    id: "a.id",
    columns: COLUMNS,
    order: "-day",
};

const COLUMNS: &[Column<Listed>] = &[
    Column {
        code: "subject",
        label: |words| t!(words, "activity-subject"),
        kind: Kind::Text,
        shown: true,
        sort: Some("a.subject"),
        cell: |row, _| {
            let text = if row.subject.is_empty() {
                &row.kind
            } else {
                &row.subject
            };
            Cell::text(text).linked(format!("/activities/{}", row.id))
        },
    },
    Column {
        code: "day",
        label: |words| t!(words, "activity-day"),
        kind: Kind::Date,
        shown: true,
        sort: Some("a.starts_at"),
        cell: day,
    },
    Column {
        code: "kind",
        label: |words| t!(words, "activity-kind"),
        kind: Kind::Text,
        shown: true,
        sort: Some("(SELECT sk.position FROM activity_kinds sk WHERE sk.id = a.kind_id)"),
        cell: |row, _| Cell::text(&row.kind),
    },
    Column {
        code: "state",
        label: |words| t!(words, "activity-state"),
        kind: Kind::Text,
        shown: true,
        sort: Some("a.state"),
        cell: state,
    },
    Column {
        code: "company",
        label: |words| t!(words, "company"),
        kind: Kind::Text,
        shown: true,
        sort: Some("(SELECT sc.name FROM companies sc WHERE sc.id = a.company_id)"),
        cell: |row, _| match (&row.company, row.company_id) {
            (Some(name), Some(id)) => Cell::text(name).linked(format!("/companies/{id}")),
            _ => Cell::none(),
        },
    },
    Column {
        code: "deal",
        label: |words| t!(words, "deal"),
        kind: Kind::Text,
        shown: true,
        sort: Some("(SELECT sd.title FROM deals sd WHERE sd.id = a.deal_id)"),
        cell: |row, _| match (&row.deal, row.deal_id) {
            (Some(title), Some(id)) => Cell::text(title).linked(format!("/deals/{id}")).in_frame("drawer"),
            _ => Cell::none(),
        },
    },
    Column {
        code: "lead",
        label: |words| t!(words, "lead"),
        kind: Kind::Text,
        shown: false,
        sort: Some("(SELECT sl.company FROM leads sl WHERE sl.id = a.lead_id)"),
        cell: |row, _| match (&row.lead, &row.contact, row.lead_id) {
            (Some(company), Some(contact), Some(id)) => {
                Cell::text(leads::name_of(company, contact)).linked(format!("/leads/{id}"))
            }
            _ => Cell::none(),
        },
    },
    Column {
        code: "owner",
        label: |words| t!(words, "owner"),
        kind: Kind::Text,
        shown: true,
        sort: Some("(SELECT su.name FROM users su WHERE su.id = a.owner_id)"),
        cell: |row, _| Cell::text(&row.owner),
    },
    Column {
        code: "way",
        label: |words| t!(words, "activity-way"),
        kind: Kind::Text,
        shown: false,
        sort: Some("a.way"),
        cell: |row, reader| Cell::text(row.way.label(&reader.words)),
    },
    Column {
        code: "minutes",
        label: |words| t!(words, "activity-minutes"),
        kind: Kind::Number,
        shown: false,
        sort: Some("a.minutes"),
        cell: |row, _| {
            row.minutes
                .map_or_else(Cell::none, |minutes| Cell::text(minutes.to_string()))
        },
    },
    Column {
        code: "customer",
        label: |words| t!(words, "activity-customer"),
        kind: Kind::Text,
        shown: false,
        sort: Some("CASE WHEN a.state = 'done' AND a.customer_took_part THEN 1 WHEN a.state = 'done' THEN 0 END"),
        cell: |row, reader| match (row.state, row.customer_took_part) {
            (State::Done, true) => Cell::text(t!(reader, "activity-customer-yes")),
            (State::Done, false) => Cell::text(t!(reader, "activity-customer-no")),
            (State::Planned | State::Cancelled, _) => Cell::none(),
        },
    },
    Column {
        code: "result",
        label: |words| t!(words, "activity-result"),
        kind: Kind::Text,
        shown: false,
        sort: None,
        cell: |row, _| Cell::text(&row.result),
    },
    Column {
        code: "place",
        label: |words| t!(words, "appointment-whereabouts"),
        kind: Kind::Text,
        shown: false,
        sort: None,
        cell: |row, _| {
            let place = match row.way {
                Way::Visit => &row.place,
                Way::Online => &row.link,
                Way::Phone => &row.phone,
                Way::Mail | Way::Internal => &None,
            };
            place.as_ref().map_or_else(Cell::none, Cell::text)
        },
    },
    Column {
        code: "members",
        label: |words| t!(words, "appointment-members"),
        kind: Kind::Text,
        shown: false,
        sort: None,
        cell: |row, reader| Cell::text(row.members.join(&t!(reader, "told-list"))),
    },
    Column {
        code: "purpose",
        label: |words| t!(words, "appointment-purpose"),
        kind: Kind::Text,
        shown: false,
        sort: None,
        cell: |row, _| row.purpose.as_ref().map_or_else(Cell::none, Cell::text),
    },
    Column {
        code: "bring",
        label: |words| t!(words, "appointment-bring"),
        kind: Kind::Text,
        shown: false,
        sort: None,
        cell: |row, _| row.bring.as_ref().map_or_else(Cell::none, Cell::text),
    },
    Column {
        code: "contacts",
        label: |words| t!(words, "touch-contact"),
        kind: Kind::Text,
        shown: false,
        sort: None,
        cell: |row, reader| Cell::text(row.contacts.join(&t!(reader, "told-list"))),
    },
    Column {
        code: "key",
        label: |words| t!(words, "activity-key"),
        kind: Kind::Text,
        shown: false,
        sort: Some("a.external_id"),
        cell: |row, _| row.external_id.as_ref().map_or_else(Cell::none, Cell::text),
    },
];

fn day(row: &Listed, reader: &Reader) -> Cell {
    let day = row.starts_at.day(reader.zone);
    if row.all_day {
        return Cell::day(Some(day), reader);
    }
    let time = row.starts_at.clock_time(reader.zone);
    Cell::shown_as(format!("{} {time}", reader.day(day)), format!("{day} {time}"))
}

fn state(row: &Listed, reader: &Reader) -> Cell {
    if row.state == State::Planned && row.due_at <= reader.now {
        return Cell::chip("red", t!(reader, "activities-overdue-short"));
    }
    Cell::text(state_name(row.state, reader.words))
}

/// What a state is called.
#[must_use]
pub fn state_name(state: State, words: Texts) -> String {
    match state {
        State::Planned => t!(words, "activity-is-planned"),
        State::Done => t!(words, "activity-is-done"),
        State::Cancelled => t!(words, "activity-is-cancelled"),
    }
}

/// Reads these activities in this order. One that has gone out of sight since its number was read is left out.
///
/// # Errors
/// When the database is away.
pub(super) async fn rows(app: &App, actor: &Actor, ids: &[i64]) -> Result<Vec<Listed>> {
    let mut sql = Sql::new(
        "SELECT a.id, a.state, a.way, k.name AS kind, a.subject, a.result, a.starts_at, a.all_day, a.due_at, a.minutes,
                a.customer_took_part, d.id AS deal_id, d.title AS deal, c.id AS company_id, c.name AS company,
                l.id AS lead_id, l.company AS lead, l.contact,
                u.name AS owner, p.place, p.link, p.phone, p.purpose, p.bring, a.external_id
         FROM activities a JOIN activity_kinds k ON k.id = a.kind_id JOIN users u ON u.id = a.owner_id
         LEFT JOIN appointments p ON p.activity_id = a.id
         LEFT JOIN deals d ON d.id = a.deal_id",
    );
    deals::push_visible(actor, &mut sql, "d");
    sql.push(" LEFT JOIN companies c ON c.id = a.company_id");
    companies::push_visible(actor, &mut sql, "c");
    sql.push(" LEFT JOIN leads l ON l.id = a.lead_id");
    leads::push_visible(actor, &mut sql, "l");
    sql.push(" WHERE a.id IN ").bind_list(ids.iter().copied());
    scope::push_visible(actor, &mut sql, "a");
    let rows = app.all::<Listed>(sql).await?;
    let mut rows: HashMap<i64, Listed> = rows.into_iter().map(|row| (row.id.0, row)).collect();
    for (id, name) in appointments::members_of(app.db().read(), ids).await? {
        if let Some(row) = rows.get_mut(&id.0) {
            row.members.push(name);
        }
    }
    for (id, name) in choices::contacts_at(app.db().read(), actor, ids).await? {
        if let Some(row) = rows.get_mut(&id.0) {
            row.contacts.push(name);
        }
    }
    Ok(ids.iter().filter_map(|id| rows.remove(id)).collect())
}
