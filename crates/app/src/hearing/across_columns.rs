//! The columns of the list of answers.

use super::across::Found;
use crate::{
    deals::outcome_name,
    shared::{Cell, Column, Kind, List},
    t,
};

/// The newest first.
pub static ANSWERS: List<Found> = List {
    path: "/hearing/answers",
    from: "hearing_answers a JOIN deals d ON d.id = a.deal_id",
    id: "a.id",
    columns: COLUMNS,
    order: "-heard_on",
};

const COLUMNS: &[Column<Found>] = &[
    Column {
        code: "deal",
        label: |words| t!(words, "deals-title"),
        kind: Kind::Text,
        shown: true,
        sort: Some("d.title"),
        cell: |found, _| {
            let company = found.company.clone().unwrap_or_default();
            Cell::text(&found.title)
                .linked(format!("/deals/{}", found.deal))
                .in_frame("drawer")
                .with_sub(company)
        },
    },
    Column {
        code: "company",
        label: |words| t!(words, "company"),
        kind: Kind::Text,
        shown: false,
        sort: Some("(SELECT sc.name FROM companies sc WHERE sc.id = d.company_id)"),
        cell: |found, _| found.company.as_ref().map_or_else(Cell::none, Cell::text),
    },
    Column {
        code: "outcome",
        label: |words| t!(words, "outcome"),
        kind: Kind::Text,
        shown: true,
        sort: Some("d.outcome"),
        cell: |found, reader| Cell::text(outcome_name(found.outcome, reader.words)),
    },
    Column {
        code: "question",
        label: |words| t!(words, "hearing-question"),
        kind: Kind::Text,
        shown: false,
        sort: None,
        cell: |found, _| Cell::text(&found.answer.asked),
    },
    Column {
        code: "answer",
        label: |words| t!(words, "hearing-answer"),
        kind: Kind::Text,
        shown: true,
        sort: Some("a.value_number"),
        cell: |found, reader| {
            let row = &found.answer;
            Cell::shown_as(row.answer.said(&row.asks, reader.words), row.answer.text())
        },
    },
    Column {
        code: "source",
        label: |words| t!(words, "hearing-source"),
        kind: Kind::Text,
        shown: true,
        sort: Some("a.source"),
        cell: |found, reader| Cell::text(found.answer.source.name(reader.words)),
    },
    Column {
        code: "contact",
        label: |words| t!(words, "hearing-contact"),
        kind: Kind::Text,
        shown: true,
        sort: Some("(SELECT sp.name FROM contacts sp WHERE sp.id = a.contact_id)"),
        cell: |found, _| {
            let contact = found.answer.contact.as_ref();
            contact.map_or_else(Cell::none, |(id, name)| {
                Cell::text(name).linked(format!("/contacts/{id}"))
            })
        },
    },
    Column {
        code: "heard_on",
        label: |words| t!(words, "hearing-day"),
        kind: Kind::Date,
        shown: true,
        sort: Some("a.heard_on"),
        cell: |found, reader| Cell::day(Some(found.answer.heard_on), reader),
    },
    Column {
        code: "by",
        label: |words| t!(words, "hearing-by"),
        kind: Kind::Text,
        shown: true,
        sort: Some("(SELECT su.name FROM users su WHERE su.id = a.by_user_id)"),
        cell: |found, _| {
            let by = found.answer.by.as_ref();
            by.map_or_else(Cell::none, |(_, name)| Cell::text(name))
        },
    },
];
