//! The outcomes as a file.

use axum::response::Response;
use kit::csv::Csv;

use super::{
    figures::{currencies, days_cells, days_columns, rate_cells, rate_columns, sum_in},
    outcomes::{Cycle, Group, Grouping, Outcomes},
    outcomes_query::grouping_name,
    outcomes_view::name,
};
use crate::{cx::Cx, money::Currency, t};

/// The table, with a column of amounts for every currency in it; the last row is the total.
#[must_use]
pub fn csv(cx: &Cx, by: Grouping, outcomes: &Outcomes) -> Response {
    let words = cx.texts();
    let currencies = currencies(&outcomes.total.won);
    let mut header = vec![grouping_name(cx, by), t!(words, "report-won"), t!(words, "report-lost")];
    header.extend(rate_columns(words, &t!(words, "report-win-rate")));
    let amount = t!(words, "report-won-amount");
    header.extend(currencies.iter().map(|currency| format!("{amount} {currency}")));
    for name in [t!(words, "report-days-won"), t!(words, "report-days-lost")] {
        header.extend(days_columns(words, &name));
        header.push(t!(words, "report-column-mean", name = name));
    }
    let mut csv = Csv::new(header);
    for group in &outcomes.groups {
        csv.row(cells(name(cx, by, &group.key), group, &currencies));
    }
    csv.row(cells(t!(words, "report-total"), &outcomes.total, &currencies));
    csv.download("outcomes.csv")
}

fn cells(name: String, group: &Group, currencies: &[Currency]) -> Vec<String> {
    let mut cells = vec![name, group.win_rate.k().to_string(), group.lost().to_string()];
    cells.extend(rate_cells(group.win_rate));
    cells.extend(currencies.iter().map(|currency| sum_in(&group.won, *currency)));
    for cycle in [&group.cycle_won, &group.cycle_lost] {
        cells.extend(days_cells(cycle.as_ref().map(|cycle| &cycle.quartiles)));
        cells.push(cycle.as_ref().map(mean).unwrap_or_default());
    }
    cells
}

fn mean(cycle: &Cycle) -> String {
    format!("{:.2}", cycle.mean)
}
