//! The columns of the list of leads: everything that is kept about one, so that a file can carry it all.

use sea_orm::FromQueryResult;

use super::{name_of, table::State, words::sign};
use crate::{
    ids::{DealId, LeadId},
    shared::{Cell, Column, Kind, List, Reader},
    t,
    time::At,
};

/// A row as it is read.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Row {
    pub id: LeadId,
    pub state: State,
    pub reason: String,
    pub company: String,
    pub kana: String,
    pub corporate_number: String,
    pub contact: String,
    pub department: String,
    pub job_title: String,
    pub email: String,
    pub phone: String,
    pub website: String,
    pub note: String,
    pub owner: Option<String>,
    pub channel: Option<String>,
    pub deal_id: Option<DealId>,
    pub deal: Option<String>,
    pub external_id: Option<String>,
    pub touched_at: At,
    pub yellow_at: At,
    pub red_at: At,
    pub created_at: At,
    pub updated_at: At,
}

/// What turns red earliest stands on top, what is closed at the end.
pub(super) static LEADS: List<Row> = List {
    path: "/leads",
    from: "leads l",
    id: "l.id",
    columns: COLUMNS,
    order: "colour",
};

const COLUMNS: &[Column<Row>] = &[
    Column {
        code: "name",
        label: |words| t!(words, "lead"),
        kind: Kind::Text,
        shown: true,
        sort: Some("CASE WHEN l.kana <> '' THEN l.kana WHEN l.company <> '' THEN l.company ELSE l.contact END"),
        cell: |lead, _| {
            let cell = if lead.company.is_empty() {
                Cell::text(&lead.contact)
            } else {
                let person = [lead.contact.as_str(), lead.job_title.as_str()].join(" ");
                Cell::shown_as(&lead.company, name_of(&lead.company, &lead.contact)).with_sub(person.trim())
            };
            cell.linked(format!("/leads/{}", lead.id))
        },
    },
    Column {
        code: "state",
        label: |words| t!(words, "lead-state"),
        kind: Kind::Text,
        shown: true,
        sort: Some("CASE l.state WHEN 'new' THEN 1 WHEN 'contacted' THEN 2 WHEN 'unqualified' THEN 3 ELSE 4 END"),
        cell: |lead, reader| Cell::text(lead.state.name(reader.words)),
    },
    Column {
        code: "colour",
        label: |words| t!(words, "filter-colour"),
        kind: Kind::Text,
        shown: true,
        sort: Some("CASE WHEN l.state IN ('new', 'contacted') THEN l.red_at END"),
        cell: |lead, reader| {
            let sign = sign(lead.state, lead.touched_at, lead.yellow_at, lead.red_at, reader);
            sign.map_or_else(Cell::none, |sign| Cell::chip(sign.colour.code(), sign.text))
        },
    },
    Column {
        code: "owner",
        label: |words| t!(words, "owner"),
        kind: Kind::Text,
        shown: true,
        sort: Some("(SELECT su.name FROM users su WHERE su.id = l.owner_id)"),
        cell: |lead, reader| match &lead.owner {
            Some(owner) => Cell::text(owner),
            None => Cell::shown_as(t!(reader, "lead-unassigned"), ""),
        },
    },
    Column {
        code: "channel",
        label: |words| t!(words, "channel"),
        kind: Kind::Text,
        shown: true,
        sort: Some("(SELECT sc.position FROM channels sc WHERE sc.id = l.channel_id)"),
        cell: |lead, _| lead.channel.as_ref().map_or_else(Cell::none, Cell::text),
    },
    Column {
        code: "email",
        label: |words| t!(words, "email"),
        kind: Kind::Text,
        shown: true,
        sort: Some("NULLIF(l.email, '')"),
        cell: |lead, _| match lead.email.as_str() {
            "" => Cell::none(),
            email => Cell::text(email).linked(format!("mailto:{email}")),
        },
    },
    Column {
        code: "phone",
        label: |words| t!(words, "company-phone"),
        kind: Kind::Text,
        shown: true,
        sort: None,
        cell: |lead, _| match lead.phone.as_str() {
            "" => Cell::none(),
            phone => Cell::text(phone).linked(format!("tel:{}", phone.replace(' ', ""))),
        },
    },
    Column {
        code: "touched",
        label: |words| t!(words, "lead-touched"),
        kind: Kind::Date,
        shown: false,
        sort: Some("l.touched_at"),
        cell: |lead, reader| Cell::day_of(Some(lead.touched_at), reader),
    },
    Column {
        code: "created",
        label: |words| t!(words, "list-created"),
        kind: Kind::Date,
        shown: true,
        sort: Some("l.created_at"),
        cell: |lead, reader| Cell::day_of(Some(lead.created_at), reader),
    },
    Column {
        code: "updated",
        label: |words| t!(words, "list-updated"),
        kind: Kind::Date,
        shown: false,
        sort: Some("l.updated_at"),
        cell: |lead, reader| Cell::day_of(Some(lead.updated_at), reader),
    },
    Column {
        code: "company",
        label: |words| t!(words, "company-name"),
        kind: Kind::Text,
        shown: false,
        sort: Some("NULLIF(l.company, '')"),
        cell: |lead, _| Cell::text(&lead.company),
    },
    Column {
        code: "kana",
        label: |words| t!(words, "company-kana"),
        kind: Kind::Text,
        shown: false,
        sort: Some("NULLIF(l.kana, '')"),
        cell: |lead, _| Cell::text(&lead.kana),
    },
    Column {
        code: "corporate_number",
        label: |words| t!(words, "company-corporate-number"),
        kind: Kind::Text,
        shown: false,
        sort: Some("NULLIF(l.corporate_number, '')"),
        cell: |lead, _| Cell::text(&lead.corporate_number),
    },
    Column {
        code: "contact",
        label: |words| t!(words, "lead-contact"),
        kind: Kind::Text,
        shown: false,
        sort: Some("NULLIF(l.contact, '')"),
        cell: |lead, _| Cell::text(&lead.contact),
    },
    Column {
        code: "department",
        label: |words| t!(words, "contact-department"),
        kind: Kind::Text,
        shown: false,
        sort: Some("NULLIF(l.department, '')"),
        cell: |lead, _| Cell::text(&lead.department),
    },
    Column {
        code: "job_title",
        label: |words| t!(words, "contact-job-title"),
        kind: Kind::Text,
        shown: false,
        sort: Some("NULLIF(l.job_title, '')"),
        cell: |lead, _| Cell::text(&lead.job_title),
    },
    Column {
        code: "website",
        label: |words| t!(words, "company-website"),
        kind: Kind::Text,
        shown: false,
        sort: Some("NULLIF(l.website, '')"),
        cell: |lead, _| Cell::text(&lead.website),
    },
    Column {
        code: "reason",
        label: |words| t!(words, "lead-reason"),
        kind: Kind::Text,
        shown: false,
        sort: Some("NULLIF(l.reason, '')"),
        cell: |lead, _| Cell::text(&lead.reason),
    },
    Column {
        code: "deal",
        label: |words| t!(words, "deal"),
        kind: Kind::Text,
        shown: false,
        sort: None,
        cell: deal,
    },
    Column {
        code: "note",
        label: |words| t!(words, "company-note"),
        kind: Kind::Text,
        shown: false,
        sort: None,
        cell: |lead, _| Cell::text(&lead.note),
    },
    Column {
        code: "key",
        label: |words| t!(words, "lead-key"),
        kind: Kind::Text,
        shown: false,
        sort: Some("l.external_id"),
        cell: |lead, _| lead.external_id.as_ref().map_or_else(Cell::none, Cell::text),
    },
];

fn deal(lead: &Row, _: &Reader) -> Cell {
    match (&lead.deal, lead.deal_id) {
        (Some(title), Some(id)) => Cell::text(title).linked(format!("/deals/{id}")).in_frame("drawer"),
        _ => Cell::none(),
    }
}
