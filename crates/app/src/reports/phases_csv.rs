//! The phase report as a file.

use axum::response::Response;
use kit::csv::Csv;

use super::{
    figures::{currencies, days_cells, days_columns, rate_cells, rate_columns, sum_in},
    phases::{Fate, PhaseProgress},
    phases_view::count_labels,
};
use crate::{t, text::Texts};

/// The table, with a column of amounts for every currency in it.
#[must_use]
pub fn csv(words: Texts, rows: &[PhaseProgress]) -> Response {
    let currencies = currencies(
        rows.iter()
            .flat_map(|row| row.entered_amounts.iter().chain(&row.staying)),
    );
    let mut header = vec![t!(words, "phase")];
    header.extend(count_labels(words, &Fate::ALL));
    header.extend(rate_columns(words, &t!(words, "report-conversion")));
    header.extend(rate_columns(words, &t!(words, "report-to-won")));
    header.extend(days_columns(words, &t!(words, "report-days")));
    for name in [t!(words, "report-entered-amount"), t!(words, "report-staying-amount")] {
        header.extend(currencies.iter().map(|currency| format!("{name} {currency}")));
    }
    let mut csv = Csv::new(header);
    for row in rows {
        let mut cells = vec![row.phase.name.clone(), row.entered().to_string()];
        cells.extend(Fate::ALL.into_iter().map(|fate| row.count(fate).to_string()));
        cells.extend(rate_cells(row.conversion));
        cells.extend(rate_cells(row.to_won));
        cells.extend(days_cells(row.days.as_ref()));
        for sums in [&row.entered_amounts, &row.staying] {
            cells.extend(currencies.iter().map(|currency| sum_in(sums, *currency)));
        }
        csv.row(cells);
    }
    csv.download("phases.csv")
}
