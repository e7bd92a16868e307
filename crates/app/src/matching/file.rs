//! The candidates as a file.

use axum::response::Response;
use kit::{csv::Csv, fields::QueryFields, paging::Paging};

use super::{
    Kind,
    list::{self, Candidate, Side},
    pages::asked,
};
use crate::{cx::Cx, error::Result, t};

/// Pairs read at a time.
const ROWS: u64 = 250;
/// Pairs in one file: more than anybody decides on.
const MOST: u64 = 10_000;

/// `GET /matching.csv`: the pairs that the page asked in the same way shows, at most 10,000.
///
/// # Errors
/// When the database is away.
pub async fn download(cx: Cx, QueryFields(query): QueryFields) -> Result<Response> {
    let asked = asked(&query);
    let mut csv = Csv::new(heads(&cx, asked.kind));
    let mut paging = Paging {
        page: 1,
        per_page: ROWS,
        total: MOST,
    };
    while paging.page <= paging.pages() {
        let candidates = list::candidates(&cx.app, &cx.actor, asked, paging).await?;
        for candidate in &candidates {
            csv.row(line(&cx, candidate));
        }
        if candidates.is_empty() {
            break;
        }
        paging.page += 1;
    }
    Ok(csv.download(&format!("matching-{}.csv", cx.today())))
}

fn heads(cx: &Cx, kind: Kind) -> Vec<String> {
    let (key, place) = match kind {
        Kind::Company => (t!(cx, "company-corporate-number"), t!(cx, "company-address")),
        Kind::Contact => (t!(cx, "email"), t!(cx, "company")),
    };
    let mut heads = vec![t!(cx, "matching-certainty"), t!(cx, "matching-why")];
    for number in [1, 2] {
        for head in [
            "ID",
            &t!(cx, "matching-record-name"),
            &t!(cx, "company-kana"),
            &key,
            &place,
            &t!(cx, "company-phone"),
            &t!(cx, "owner"),
            &t!(cx, "deals"),
        ] {
            heads.push(format!("{head} {number}"));
        }
    }
    heads
}

fn line(cx: &Cx, candidate: &Candidate) -> Vec<String> {
    let reasons: Vec<String> = candidate
        .reasons
        .iter()
        .map(|reason| reason.text(&cx.texts()))
        .collect();
    let mut cells = vec![
        candidate.certainty.text(&cx.texts()),
        reasons.join(&t!(cx, "filter-or")),
    ];
    for side in [&candidate.one, &candidate.other] {
        cells.extend(side_cells(side));
    }
    cells
}

fn side_cells(side: &Side) -> [String; 8] {
    [
        side.id.to_string(),
        side.name.clone(),
        side.kana.clone(),
        side.key.clone(),
        side.place.clone(),
        side.phone.clone(),
        side.owner.clone(),
        side.deals.to_string(),
    ]
}
