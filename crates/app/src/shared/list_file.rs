//! A list as a file: the chosen columns of all its rows, read and sent piece by piece.

use std::{future::Future, sync::Arc};

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use futures_util::stream;
use kit::csv::Csv;

use super::{Added, Asked, Column, Kind, Reader};
use crate::{
    error::{Error, Result},
    t,
};

/// Rows read and sent at a time: what a download holds in memory beside the numbers of its rows.
const ROWS: usize = 500;

/// Answers with the chosen columns of these rows. `read` reads rows by their numbers and keeps the order.
///
/// A database that goes away midway breaks the transfer off, so that half a file is never taken for a whole one.
pub fn download<R, F, Reading>(asked: &Asked<R>, reader: Reader, ids: Vec<i64>, read: F) -> Response
where
    R: Send + Sync,
    F: Fn(Vec<i64>) -> Reading + Send + 'static,
    Reading: Future<Output = Result<Vec<R>>> + Send + 'static,
{
    let columns = Arc::new((asked.columns.clone(), asked.added.clone()));
    let name = asked.list.path.rsplit('/').next().unwrap_or("list");
    let headers = kit::csv::headers(&format!("{name}-{}.csv", reader.today));
    let mut pieces: Vec<Vec<i64>> = ids.chunks(ROWS).map(<[i64]>::to_vec).collect();
    if pieces.is_empty() {
        // The heads go out even when there is no row.
        pieces.push(Vec::new());
    }
    let pieces = stream::try_unfold((pieces.into_iter(), true), move |(mut pieces, first)| {
        let columns = Arc::clone(&columns);
        let reading = pieces.next().map(&read);
        async move {
            let Some(reading) = reading else { return Ok(None) };
            let rows = reading.await?;
            let (columns, added) = &*columns;
            let mut csv = if first {
                Csv::new(heads(columns, added, &reader))
            } else {
                Csv::piece()
            };
            for row in &rows {
                csv.row(line(columns, added, &reader, row));
            }
            Ok::<_, Error>(Some((csv.finish(), (pieces, false))))
        }
    });
    (headers, Body::from_stream(pieces)).into_response()
}

fn heads<R>(columns: &[&'static Column<R>], added: &[Added<R>], reader: &Reader) -> Vec<String> {
    let mut line = Vec::new();
    for (column, with_currency) in with_currency(columns) {
        line.push((column.label)(reader.words));
        if with_currency {
            line.push(t!(reader, "list-currency"));
        }
    }
    line.extend(added.iter().flat_map(|column| column.heads.clone()));
    line
}

fn line<R>(columns: &[&'static Column<R>], added: &[Added<R>], reader: &Reader, row: &R) -> Vec<String> {
    let mut line = Vec::new();
    for (column, with_currency) in with_currency(columns) {
        let cell = (column.cell)(row, reader);
        line.push(cell.in_file());
        if with_currency {
            line.push(cell.currency());
        }
    }
    line.extend(added.iter().flat_map(|column| (column.line)(row)));
    line
}

/// Each column, and whether the currency stands after it: once, after the first amount.
fn with_currency<R>(columns: &[&'static Column<R>]) -> impl Iterator<Item = (&'static Column<R>, bool)> {
    let first = columns.iter().position(|column| column.kind == Kind::Money);
    columns
        .iter()
        .enumerate()
        .map(move |(index, column)| (*column, Some(index) == first))
}
