//! The phase report as its table, its chart and its CSV show it.

use kit::fields::Fields;
use serde_json::{Value, json};
use stats::{Quartiles, Rate};

use super::{
    phases::{Fate, MIN_N, PhaseProgress},
    phases_sentence::{is_weakest, percent},
};
use crate::{cx::Cx, money::Money, pipelines::PhaseKind, t, text::Texts};

/// What a rate looks like in a cell.
#[derive(Clone, Debug)]
pub struct RateView {
    /// `54%`, or that there is too little data.
    pub value: String,
    /// `42–66%`, empty with too little data.
    pub interval: String,
    /// `n=61`.
    pub n: String,
}

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
    /// To won.
    pub to_won: RateView,
    /// The median of the days; empty without any.
    pub days: String,
    /// Their quartiles.
    pub quartiles: String,
    /// Amounts entered, by currency.
    pub entered_amounts: Vec<String>,
    /// Amounts still there, by currency.
    pub staying: Vec<String>,
}

/// The column headings: entered, then every fate.
#[must_use]
pub fn count_labels(words: Texts) -> Vec<String> {
    let fates = Fate::ALL.into_iter().map(|fate| fate_label(words, fate));
    std::iter::once(t!(words, "report-entered")).chain(fates).collect()
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
    let entered = CountView {
        label: t!(words, "report-entered"),
        count: row.entered(),
        href: stays_href(fields, row, None),
    };
    let fates = Fate::ALL.into_iter().map(|fate| CountView {
        label: fate_label(words, fate),
        count: row.count(fate),
        href: stays_href(fields, row, Some(fate)),
    });
    RowView {
        name: row.phase.name.clone(),
        weak: is_weakest(all, row.phase.id),
        counts: std::iter::once(entered).chain(fates).collect(),
        conversion: rate(words, row.conversion),
        to_won: rate(words, row.to_won),
        days: row
            .days
            .as_ref()
            .map(|days| t!(words, "report-days-value", days = whole(days.median)))
            .unwrap_or_default(),
        quartiles: row.days.as_ref().map(quartiles).unwrap_or_default(),
        entered_amounts: row.entered_amounts.iter().map(ToString::to_string).collect(),
        staying: row.staying.iter().map(ToString::to_string).collect(),
    }
}

/// Where the deals behind a number are listed: the same question, with the phase and the fate.
#[must_use]
pub fn stays_href(fields: &Fields, row: &PhaseProgress, fate: Option<Fate>) -> String {
    let query = fields
        .with("format", "")
        .with("page", "")
        .with("phase", row.phase.id.to_string());
    let query = query.with("fate", fate.map_or("", Fate::code));
    format!("/reports/phases/stays?{}", query.encode())
}

fn rate(words: Texts, rate: Rate) -> RateView {
    let n = t!(words, "report-n", n = rate.n());
    match (rate.enough(MIN_N), rate.value(), rate.interval()) {
        (true, Some(value), Some(interval)) => RateView {
            value: format!("{}%", percent(value)),
            interval: format!("{}–{}%", percent(interval.low), percent(interval.high)),
            n,
        },
        _ => RateView {
            value: t!(words, "report-too-few"),
            interval: String::new(),
            n,
        },
    }
}

fn quartiles(days: &Quartiles) -> String {
    format!("{}–{}", whole(days.q1), whole(days.q3))
}

/// Half days are shown as such; the median of 3 and 4 days is 3.5.
fn whole(days: f64) -> String {
    let text = format!("{days:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// What the chart draws: selling phases, then won.
#[must_use]
pub fn chart(cx: &Cx, fields: &Fields, progress: &[PhaseProgress]) -> Value {
    let words = cx.texts();
    let selling = progress.iter().filter(|row| row.phase.kind == PhaseKind::Selling);
    let phases: Vec<Value> = selling
        .map(|row| {
            let rate = rate(words, row.conversion);
            json!({
                "name": row.phase.name, "entered": row.entered(), "stayed": row.count(Fate::Stays),
                "rate": if rate.interval.is_empty() { Value::Null } else { Value::String(rate.value) },
                "weak": is_weakest(progress, row.phase.id), "href": stays_href(fields, row, None),
            })
        })
        .collect();
    json!({
        "kind": "flow", "unit": if words.is_ja() { "件" } else { "" },
        "stayedText": t!(words, "report-stays"), "enteredText": t!(words, "report-entered"), "phases": phases,
    })
}

/// The report as data.
#[must_use]
pub fn data(progress: &[PhaseProgress]) -> Value {
    let rate = |rate: Rate| {
        let interval = rate.interval().filter(|_| rate.enough(MIN_N));
        json!({
            "k": rate.k(), "n": rate.n(), "value": rate.value().filter(|_| rate.enough(MIN_N)),
            "interval": interval.map(|interval| [interval.low, interval.high]),
        })
    };
    let money = |list: &[Money]| -> Vec<Value> {
        list.iter()
            .map(|one| json!({ "amount": one.amount, "currency": one.currency.code() }))
            .collect()
    };
    let rows = progress.iter().map(|row| {
        let fates: serde_json::Map<String, Value> =
            row.fates.iter().map(|(fate, count)| (fate.code().to_owned(), json!(count))).collect();
        json!({
            "phase": { "id": row.phase.id, "name": row.phase.name, "kind": row.phase.kind.code() },
            "entered": row.entered(), "fates": fates, "conversion": rate(row.conversion), "to_won": rate(row.to_won),
            "days": row.days.as_ref().map(|days| json!({ "q1": days.q1, "median": days.median, "q3": days.q3, "n": days.n })),
            "entered_amounts": money(&row.entered_amounts), "staying_amounts": money(&row.staying),
        })
    });
    Value::Array(rows.collect())
}
