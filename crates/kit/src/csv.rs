//! CSV that Excel opens as it is meant: UTF-8 with a byte order mark, CRLF, and no cell that becomes a formula.

use axum::{
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};

/// Excel takes a file without it for the machine's legacy encoding and shows 文字化け.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A table as CSV, row by row.
#[derive(Debug)]
pub struct Csv(csv::Writer<Vec<u8>>);

impl Csv {
    /// Starts with the header.
    pub fn new<C: AsRef<str>>(header: impl IntoIterator<Item = C>) -> Self {
        let mut csv = Self::after(BYTE_ORDER_MARK);
        csv.row(header);
        csv
    }

    /// A later piece of a file that is sent piece by piece: rows alone.
    #[must_use]
    pub fn piece() -> Self {
        Self::after(b"")
    }

    fn after(start: &[u8]) -> Self {
        let writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(start.to_vec());
        Self(writer)
    }

    /// Appends a row. Cells that a spreadsheet would compute are shown as text.
    pub fn row<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) {
        let cells = cells.into_iter().map(|cell| neutral(cell.as_ref()));
        // Writing to memory fails only for rows of unequal length, which is a mistake a test sees.
        let written = self.0.write_record(cells);
        debug_assert!(written.is_ok(), "rows of one table are equally long");
    }

    /// The bytes.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.0.into_inner().unwrap_or_default()
    }

    /// A download of this name, such as `phases.csv` (ASCII).
    #[must_use]
    pub fn download(self, name: &str) -> Response {
        (headers(name), self.finish()).into_response()
    }
}

/// What says that a response is a CSV file of this name (ASCII).
#[must_use]
pub fn headers(name: &str) -> [(HeaderName, HeaderValue); 2] {
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\""));
    let disposition = disposition.unwrap_or(HeaderValue::from_static("attachment"));
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition)]
}

/// What a cell said before [`neutral`] put its apostrophe before it.
#[must_use]
pub fn original(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if neutral(rest) == cell => rest,
        _ => cell,
    }
}

/// Puts an apostrophe before what a spreadsheet takes for a formula, also behind spaces (OWASP, "CSV Injection").
/// A plain number stays one, even a negative one.
#[must_use]
pub fn neutral(cell: &str) -> String {
    let starts_formula = cell
        .trim_start()
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    let is_number = !cell.is_empty() && cell.parse::<f64>().is_ok();
    if (starts_formula && !is_number) || cell.starts_with(['\t', '\r', '\n']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text_and_numbers_stay() {
        for (cell, kept) in [
            ("=1+1", false),
            (" @x", false),
            ("＝SUM(A1)", false),
            ("-12.5", true),
            ("山田", true),
            ("-株", false),
        ] {
            assert_eq!(neutral(cell) == cell, kept, "{cell}");
        }
    }

    #[test]
    fn excel_sees_utf8_and_quotes_survive() {
        let mut csv = Csv::new(["会社", "メモ"]);
        csv.row(["山田, \"本社\"", "一行目\n二行目"]);
        let bytes = csv.finish();
        assert!(bytes.starts_with(BYTE_ORDER_MARK));
        let text = String::from_utf8(bytes[3..].to_vec()).unwrap();
        assert_eq!(text, "会社,メモ\r\n\"山田, \"\"本社\"\"\",\"一行目\n二行目\"\r\n");
    }
}
