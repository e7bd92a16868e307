//! The columns of the list of deals.

use super::{deal_key, filter_form::outcome_name, list::Listed};
use crate::{
    shared::{Cell, Column, Kind, List, Reader},
    t,
};

/// Worst first: what turns red earliest stands on top, what is closed at the end.
pub static DEALS: List<Listed> = List {
    path: "/deals",
    from: "deals d",
    id: "d.id",
    columns: COLUMNS,
    order: "colour",
};

const COLUMNS: &[Column<Listed>] = &[
    Column {
        code: "title",
        label: |words| t!(words, "deals-title"),
        kind: Kind::Text,
        shown: true,
        sort: Some("d.title"),
        cell: |deal, _| {
            let link = format!("/deals/{}", deal.row.id);
            Cell::text(&deal.row.title).linked(link).in_frame("drawer")
        },
    },
    Column {
        code: "key",
        label: |words| t!(words, "deals-key"),
        kind: Kind::Text,
        shown: false,
        sort: Some("d.id"),
        cell: |deal, _| Cell::text(deal_key(deal.row.id, deal.row.external_id.as_deref())),
    },
    Column {
        code: "company",
        label: |words| t!(words, "company"),
        kind: Kind::Text,
        shown: true,
        sort: Some("(SELECT sc.name FROM companies sc WHERE sc.id = d.company_id)"),
        cell: |deal, _| match (&deal.row.company, deal.row.company_id) {
            (Some(name), Some(id)) => Cell::text(name).linked(format!("/companies/{id}")),
            _ => Cell::none(),
        },
    },
    Column {
        code: "pipeline",
        label: |words| t!(words, "pipeline"),
        kind: Kind::Text,
        shown: false,
        sort: Some("(SELECT sl.position FROM pipelines sl WHERE sl.id = d.pipeline_id)"),
        cell: |deal, _| Cell::text(&deal.row.pipeline),
    },
    Column {
        code: "phase",
        label: |words| t!(words, "deals-phase"),
        kind: Kind::Text,
        shown: true,
        sort: Some("(SELECT sp.position FROM phases sp WHERE sp.id = d.phase_id)"),
        cell: |deal, _| Cell::text(&deal.phase),
    },
    Column {
        code: "qualification",
        label: |words| t!(words, "qualification"),
        kind: Kind::Text,
        shown: true,
        sort: None,
        cell: |deal, _| Cell::marks(deal.marks.clone()),
    },
    Column {
        code: "outcome",
        label: |words| t!(words, "outcome"),
        kind: Kind::Text,
        shown: true,
        sort: Some("d.outcome"),
        cell: |deal, reader| Cell::text(outcome_name(deal.row.outcome, reader.words)),
    },
    Column {
        code: "colour",
        label: |words| t!(words, "filter-colour"),
        kind: Kind::Text,
        shown: true,
        sort: Some("CASE WHEN d.outcome = 'open' THEN d.red_at END"),
        cell: |deal, _| {
            let chip = deal.chip.as_ref();
            chip.map_or_else(Cell::none, |chip| Cell::chip(chip.colour.code(), &chip.text))
        },
    },
    Column {
        code: "amount",
        label: |words| t!(words, "amount"),
        kind: Kind::Money,
        shown: true,
        sort: Some("d.amount"),
        cell: |deal, _| Cell::money(deal.amount()),
    },
    Column {
        code: "probability",
        label: |words| t!(words, "probability"),
        kind: Kind::Number,
        shown: false,
        sort: Some("d.probability"),
        cell: |deal, _| {
            let percent = deal.row.probability;
            Cell::shown_as(format!("{percent}%"), percent.to_string())
        },
    },
    Column {
        code: "weighted",
        label: |words| t!(words, "deals-weighted"),
        kind: Kind::Money,
        shown: false,
        sort: Some("(d.amount * d.probability)"),
        cell: |deal, _| Cell::money(deal.weighted()),
    },
    Column {
        code: "expected_close",
        label: |words| t!(words, "expected-close"),
        kind: Kind::Date,
        shown: true,
        sort: Some("d.expected_close_on"),
        cell: |deal, reader| Cell::day(deal.row.expected_close_on, reader),
    },
    Column {
        code: "slips",
        label: |words| t!(words, "deals-slips"),
        kind: Kind::Number,
        shown: false,
        sort: Some("d.slips"),
        cell: |deal, reader| match deal.row.slips {
            0 => Cell::none(),
            times => Cell::shown_as(t!(reader, "deals-slipped-times", times = times), times.to_string()),
        },
    },
    Column {
        code: "next",
        label: |words| t!(words, "next-action"),
        kind: Kind::Text,
        shown: true,
        sort: Some("d.next_due_at"),
        cell: next,
    },
    Column {
        code: "last_customer",
        label: |words| t!(words, "deals-last-customer"),
        kind: Kind::Date,
        shown: false,
        sort: Some("d.last_customer_at"),
        cell: |deal, reader| Cell::day_of(deal.row.last_customer_at, reader),
    },
    Column {
        code: "owner",
        label: |words| t!(words, "owner"),
        kind: Kind::Text,
        shown: true,
        sort: Some("(SELECT su.name FROM users su WHERE su.id = d.owner_id)"),
        cell: |deal, _| Cell::text(&deal.row.owner),
    },
    Column {
        code: "team",
        label: |words| t!(words, "team"),
        kind: Kind::Text,
        shown: false,
        sort: Some("(SELECT st.position FROM teams st JOIN users su ON su.team_id = st.id WHERE su.id = d.owner_id)"),
        cell: |deal, _| deal.row.team.as_ref().map_or_else(Cell::none, Cell::text),
    },
    Column {
        code: "channel",
        label: |words| t!(words, "channel"),
        kind: Kind::Text,
        shown: false,
        sort: Some("(SELECT sc.position FROM channels sc WHERE sc.id = d.channel_id)"),
        cell: |deal, _| deal.row.channel.as_ref().map_or_else(Cell::none, Cell::text),
    },
    Column {
        code: "first_touch",
        label: |words| t!(words, "deals-first-touch"),
        kind: Kind::Date,
        shown: false,
        sort: Some("(SELECT MIN(st.on_day) FROM touches st WHERE st.deal_id = d.id AND st.deleted_at IS NULL)"),
        cell: |deal, reader| touch(deal.touches.as_ref().map(|[first, _]| first), reader),
    },
    Column {
        code: "last_touch",
        label: |words| t!(words, "deals-last-touch"),
        kind: Kind::Date,
        shown: false,
        sort: Some("(SELECT MAX(st.on_day) FROM touches st WHERE st.deal_id = d.id AND st.deleted_at IS NULL)"),
        cell: |deal, reader| touch(deal.touches.as_ref().map(|[_, last]| last), reader),
    },
    Column {
        code: "product",
        label: |words| t!(words, "product"),
        kind: Kind::Text,
        shown: false,
        sort: None,
        cell: |deal, reader| Cell::text(deal.products.join(&t!(reader, "filter-or"))),
    },
    Column {
        code: "hearing",
        label: |words| t!(words, "hearing-column"),
        kind: Kind::Number,
        shown: false,
        sort: None,
        cell: |deal, _| match deal.missing {
            0 => Cell::none(),
            missing => Cell::text(missing.to_string()).linked(format!("/deals/{}/hearing", deal.row.id)),
        },
    },
    Column {
        code: "interest",
        label: |words| t!(words, "interest"),
        kind: Kind::Text,
        shown: false,
        sort: Some(
            "(SELECT si.position FROM deal_interests s JOIN interests si ON si.id = s.interest_id
              WHERE s.deal_id = d.id AND s.replaced_at IS NULL AND s.kind = 'stated')",
        ),
        cell: |deal, _| deal.row.interest.as_ref().map_or_else(Cell::none, Cell::text),
    },
    Column {
        code: "interest_on",
        label: |words| {
            t!(
                words,
                "fact-says",
                item = t!(words, "interest"),
                value = t!(words, "fact-said-on")
            )
        },
        kind: Kind::Date,
        shown: false,
        sort: Some(
            "(SELECT s.said_on FROM deal_interests s
              WHERE s.deal_id = d.id AND s.replaced_at IS NULL AND s.kind = 'stated')",
        ),
        cell: |deal, reader| Cell::day(deal.row.interest_on, reader),
    },
    Column {
        code: "interest_by",
        label: |words| {
            t!(
                words,
                "fact-says",
                item = t!(words, "interest"),
                value = t!(words, "fact-told-by")
            )
        },
        kind: Kind::Text,
        shown: false,
        sort: None,
        cell: |deal, _| deal.row.interest_by.as_ref().map_or_else(Cell::none, Cell::text),
    },
    Column {
        code: "loss_reason",
        label: |words| t!(words, "loss-reason"),
        kind: Kind::Text,
        shown: false,
        sort: Some("(SELECT sr.position FROM loss_reasons sr WHERE sr.id = d.loss_reason_id)"),
        cell: |deal, _| deal.row.loss_reason.as_ref().map_or_else(Cell::none, Cell::text),
    },
    Column {
        code: "opened",
        label: |words| t!(words, "deals-opened"),
        kind: Kind::Date,
        shown: false,
        sort: Some("d.opened_at"),
        cell: |deal, reader| Cell::day_of(Some(deal.row.opened_at), reader),
    },
    Column {
        code: "closed",
        label: |words| t!(words, "deals-closed"),
        kind: Kind::Date,
        shown: false,
        sort: Some("d.closed_at"),
        cell: |deal, reader| Cell::day_of(deal.row.closed_at, reader),
    },
];

/// 「6/12（金） セミナー参加」.
fn touch(touch: Option<&(chrono::NaiveDate, String)>, reader: &Reader) -> Cell {
    touch.map_or_else(Cell::none, |(day, kind)| {
        Cell::shown_as(format!("{} {kind}", reader.day(*day)), format!("{day} {kind}"))
    })
}

/// 「11/20（金） 電話」.
fn next(deal: &Listed, reader: &Reader) -> Cell {
    match (deal.row.next_at, &deal.row.next_kind) {
        (Some(at), Some(kind)) => {
            let day = at.day(reader.zone);
            Cell::shown_as(format!("{} {kind}", reader.day(day)), format!("{day} {kind}"))
        }
        _ => Cell::none(),
    }
}
