//! The channels as a file.

use axum::response::Response;
use kit::csv::Csv;

use super::{
    ChannelsQuery,
    asked::groups_name,
    count::{Channels, Group},
    view::Names,
};
use crate::{
    cx::Cx,
    money::Currency,
    reports::figures::{currencies, days_cells, days_columns, rate_cells, rate_columns, sum_in},
    t,
};

/// The table, with a column of amounts for every currency in it; the last row is the total.
#[must_use]
pub fn csv(cx: &Cx, query: &ChannelsQuery, names: &Names, counted: &Channels) -> Response {
    let words = cx.texts();
    let (won, spent) = (currencies(&counted.total.won), currencies(&counted.total.cost));
    let mut header = vec![
        groups_name(cx, query),
        t!(words, "leads"),
        t!(words, "report-appointments"),
        t!(words, "report-opened"),
        t!(words, "report-won"),
        t!(words, "report-lost"),
    ];
    header.extend(rate_columns(words, &t!(words, "report-win-rate")));
    let amounts = |name: String, list: &[Currency]| -> Vec<String> {
        list.iter().map(|currency| format!("{name} {currency}")).collect()
    };
    header.extend(amounts(t!(words, "report-won-amount"), &won));
    header.extend(days_columns(words, &t!(words, "report-first-to-won")));
    header.extend(amounts(t!(words, "report-cost"), &spent));
    header.extend(amounts(t!(words, "report-cost-per-won"), &spent));
    let mut csv = Csv::new(header);
    for group in &counted.groups {
        csv.row(cells(names.of(group.key).to_owned(), group, (&won, &spent)));
    }
    csv.row(cells(t!(words, "report-total"), &counted.total, (&won, &spent)));
    csv.download("channels.csv")
}

fn cells(name: String, group: &Group, (won, spent): (&[Currency], &[Currency])) -> Vec<String> {
    let mut cells = vec![name];
    let numbers = [
        group.leads,
        group.appointments,
        group.opened,
        group.win_rate.k(),
        group.lost(),
    ];
    for number in numbers {
        cells.push(number.to_string());
    }
    cells.extend(rate_cells(group.win_rate));
    cells.extend(won.iter().map(|currency| sum_in(&group.won, *currency)));
    cells.extend(days_cells(group.days_to_won.as_ref()));
    cells.extend(spent.iter().map(|currency| sum_in(&group.cost, *currency)));
    let each = group.cost_per_won();
    let of_won = |currency: &Currency| {
        let is_known = each.iter().any(|money| money.currency == *currency);
        if is_known {
            sum_in(&each, *currency)
        } else {
            String::new()
        }
    };
    cells.extend(spent.iter().map(of_won));
    cells
}
