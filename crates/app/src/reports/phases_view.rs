//! The phase report as its table, its chart and its CSV show it.

use kit::fields::Fields;
use serde_json::{Value, json};

use super::{
    figures::{self, RateView, money_data, rate_data},
    phases::{Fate, PhaseProgress},
    phases_sentence::is_weakest,
};
use crate::{cx::Cx, deals::Outcome, ids::PhaseId, pipelines::PhaseKind, t, text::Texts};

/// A number and the deals behind it.
#[derive(Clone, Debug)]
pub struct CountView {
    /// The heading of its column, for narrow screens.
    pub label: String,
    /// How many.
    pub count: u64,
    /// Where they are listed.
    pub href: String,
}

/// A row of the table.
#[derive(Clone, Debug)]
pub struct RowView {
    /// The phase's name.
    pub name: String,
    /// Whether it is the weakest.
    pub weak: bool,
    /// Entered, then every fate.
    pub counts: Vec<CountView>,
    /// To the next phase.
    pub conversion: RateView,
    /// The stays it counts.
    pub decided_href: String,
    /// To won; follow-up begins where a deal is won already.
    pub to_won: Option<RateView>,
    /// The stays it counts.
    pub closed_href: String,
    /// The median of the days; empty without any.
    pub days: String,
    /// Their quartiles.
    pub quartiles: String,
    /// The stays that are over.
    pub over_href: String,
    /// All stays.
    pub entered_href: String,
    /// Amounts entered, by currency.
    pub entered_amounts: Vec<String>,
    /// The stays still there.
    pub staying_href: String,
    /// Amounts still there, by currency.
    pub staying: Vec<String>,
}

/// The column headings: entered, then every fate.
#[must_use]
pub fn count_labels(words: Texts, fates: &[Fate]) -> Vec<String> {
    let fates = fates.iter().map(|fate| fate_label(words, *fate));
    std::iter::once(t!(words, "report-entered")).chain(fates).collect()
}

/// The fates that the page has a column for: few deals ever go over to another pipeline.
#[must_use]
pub fn shown_fates(progress: &[PhaseProgress]) -> Vec<Fate> {
    let happened = |fate: &Fate| *fate != Fate::Other || progress.iter().any(|row| row.count(*fate) > 0);
    Fate::ALL.into_iter().filter(happened).collect()
}

/// What a fate is called.
#[must_use]
pub fn fate_label(words: Texts, fate: Fate) -> String {
    match fate {
        Fate::Passed => t!(words, "report-passed"),
        Fate::Won => t!(words, "report-won"),
        Fate::Lost => t!(words, "report-lost"),
        Fate::Held => t!(words, "report-held"),
        Fate::Back => t!(words, "report-back"),
        Fate::Other => t!(words, "report-other"),
        Fate::Stays => t!(words, "report-stays"),
    }
}

/// The rows of the table.
#[must_use]
pub fn rows(cx: &Cx, fields: &Fields, progress: &[PhaseProgress]) -> Vec<RowView> {
    progress.iter().map(|row| row_view(cx, fields, progress, row)).collect()
}

fn row_view(cx: &Cx, fields: &Fields, all: &[PhaseProgress], row: &PhaseProgress) -> RowView {
    let words = cx.texts();
    let href = |fates: &[Fate], outcomes: &[Outcome]| stays_href(fields, Some(row.phase.id), fates, outcomes);
    let entered = CountView {
        label: t!(words, "report-entered"),
        count: row.entered(),
        href: href(&[], &[]),
    };
    let fates = shown_fates(all).into_iter().map(|fate| CountView {
        label: fate_label(words, fate),
        count: row.count(fate),
        href: href(&[fate], &[]),
    });
    RowView {
        name: row.phase.name.clone(),
        weak: is_weakest(all, row.phase.id),
        counts: std::iter::once(entered).chain(fates).collect(),
        conversion: RateView::new(words, row.conversion),
        decided_href: href(&DECIDED, &[]),
        to_won: (row.phase.kind == PhaseKind::Selling).then(|| RateView::new(words, row.to_won)),
        closed_href: href(&[], &[Outcome::Won, Outcome::Lost]),
        days: row
            .days
            .as_ref()
            .map(|days| t!(words, "report-days-value", days = figures::days(days.median)))
            .unwrap_or_default(),
        quartiles: row.days.as_ref().map(figures::spread).unwrap_or_default(),
        over_href: href(&OVER, &[]),
        entered_href: href(&[], &[]),
        staying_href: href(&[Fate::Stays], &[]),
        entered_amounts: row.entered_amounts.iter().map(ToString::to_string).collect(),
        staying: row.staying.iter().map(ToString::to_string).collect(),
    }
}

/// The fates that conversion counts.
const DECIDED: [Fate; 4] = [Fate::Passed, Fate::Won, Fate::Lost, Fate::Held];

/// The fates that end a stay: what the days are of.
const OVER: [Fate; 6] = [Fate::Passed, Fate::Won, Fate::Lost, Fate::Held, Fate::Back, Fate::Other];

/// Where the deals behind a number are listed: the same question, with the phase, the fates and the outcomes.
#[must_use]
pub fn stays_href(fields: &Fields, phase: Option<PhaseId>, fates: &[Fate], outcomes: &[Outcome]) -> String {
    let fates: Vec<_> = fates.iter().map(|fate| fate.code()).collect();
    let outcomes: Vec<_> = outcomes.iter().map(|outcome| outcome.code()).collect();
    let query = fields
        .with("format", "")
        .with("page", "")
        .with("phase", phase.map(|phase| phase.to_string()).unwrap_or_default())
        .with("fate", fates.join(","))
        .with("outcome", outcomes.join(","))
        .with("reason", "");
    format!("/reports/phases/stays?{}", query.encode())
}

/// What the chart draws: selling phases, then won.
#[must_use]
pub fn chart(cx: &Cx, fields: &Fields, progress: &[PhaseProgress]) -> Value {
    let words = cx.texts();
    let selling = progress.iter().filter(|row| row.phase.kind == PhaseKind::Selling);
    let won: u64 = selling.clone().map(|row| row.count(Fate::Won)).sum();
    let mut phases: Vec<Value> = selling
        .map(|row| {
            let rate = RateView::new(words, row.conversion);
            json!({
                "name": row.phase.name, "entered": row.entered(), "stayed": row.count(Fate::Stays),
                "rate": if rate.interval.is_empty() { Value::Null } else { Value::String(rate.value) },
                "weak": is_weakest(progress, row.phase.id), "href": stays_href(fields, Some(row.phase.id), &[], &[]),
                "stayedHref": stays_href(fields, Some(row.phase.id), &[Fate::Stays], &[]),
            })
        })
        .collect();
    phases.push(json!({
        "name": t!(words, "report-won"), "entered": won, "stayed": 0,
        "href": stays_href(fields, None, &[Fate::Won], &[]),
    }));
    json!({
        "kind": "flow", "unit": if words.is_ja() { "件" } else { "" },
        "stayedText": t!(words, "report-stays"), "enteredText": t!(words, "report-entered"), "phases": phases,
    })
}

/// The report as data.
#[must_use]
pub fn data(progress: &[PhaseProgress]) -> Value {
    let rows = progress.iter().map(|row| {
        let fates: serde_json::Map<String, Value> =
            row.fates.iter().map(|(fate, count)| (fate.code().to_owned(), json!(count))).collect();
        json!({
            "phase": { "id": row.phase.id, "name": row.phase.name, "kind": row.phase.kind.code() },
            "entered": row.entered(), "fates": fates, "conversion": rate_data(row.conversion), "to_won": rate_data(row.to_won),
            "days": row.days.as_ref().map(|days| json!({ "q1": days.q1, "median": days.median, "q3": days.q3, "n": days.n })),
            "entered_amounts": money_data(&row.entered_amounts), "staying_amounts": money_data(&row.staying),
        })
    });
    Value::Array(rows.collect())
}
