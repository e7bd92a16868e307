//! A CSV file as rows: its encoding, its header, and where each row stands. Broken quoting costs one row, not the rest.

use japan::Encoding;

use super::columns::{Columns, Field, Kind};

/// The largest file that is taken, in bytes. A file is held in memory once, as text; its rows are not.
const LARGEST: usize = 256 * 1024 * 1024;

/// So many lines may stand before the header: titles, dates of extraction.
const LINES_BEFORE_HEADER: usize = 10;

/// Why a file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// Larger than is taken.
    TooLarge,
    /// Neither UTF-8 nor CP932, from this line on.
    Encoding {
        /// From 1.
        line: usize,
    },
    /// No line among the first looks like a header of this kind.
    NoHeader,
}

/// A file of one kind.
#[derive(Debug)]
pub struct Table {
    /// What its rows are.
    pub kind: Kind,
    /// What it is called.
    pub file: String,
    /// How it was written.
    pub encoding: Encoding,
    /// Its header.
    pub columns: Columns,
    text: String,
    /// Where the rows begin: the byte and the line.
    start: (usize, u64),
}

impl Table {
    /// Reads a file's header.
    ///
    /// # Errors
    /// See [`FileError`].
    pub fn open(kind: Kind, file: &str, bytes: &[u8]) -> Result<Self, FileError> {
        if bytes.len() > LARGEST {
            return Err(FileError::TooLarge);
        }
        let decoded = japan::decode(bytes).map_err(|error| FileError::Encoding { line: error.line })?;
        let encoding = decoded.encoding;
        let text = decoded.text.into_owned();
        let mut records = Records::new(&text, (0, 1), usize::MAX);
        for _ in 0..=LINES_BEFORE_HEADER {
            let Some(Record::Cells { cells, .. }) = records.next() else {
                break;
            };
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            if let Some(columns) = Columns::read(kind, &cells) {
                return Ok(Self {
                    kind,
                    file: file.to_owned(),
                    encoding,
                    columns,
                    start: records.at,
                    text,
                });
            }
        }
        Err(FileError::NoHeader)
    }

    /// Its rows, from the first.
    pub fn rows(&self) -> Rows<'_> {
        Rows {
            table: self,
            records: Records::new(&self.text, self.start, self.columns.names.len()),
        }
    }

    /// How it was written, as people call it.
    #[must_use]
    pub const fn encoding_name(&self) -> &'static str {
        match self.encoding {
            Encoding::Utf8 => "UTF-8",
            Encoding::Cp932 => "CP932",
        }
    }

    /// How many bytes it has, to tell how far the work is.
    #[must_use]
    pub fn size(&self) -> usize {
        self.text.len()
    }
}

/// The rows of a file.
pub struct Rows<'t> {
    table: &'t Table,
    records: Records<'t>,
}

impl Rows<'_> {
    /// How many bytes were read.
    #[must_use]
    pub fn position(&self) -> usize {
        self.records.at.0
    }
}

impl<'t> Iterator for Rows<'t> {
    type Item = Row<'t>;

    fn next(&mut self) -> Option<Row<'t>> {
        loop {
            let (line, cells) = match self.records.next()? {
                Record::Cells { line, cells } => (line, Ok(cells)),
                Record::Broken { line, why } => (line, Err(why)),
            };
            // A line of commas alone is the rest of a form, not a record.
            if cells
                .as_ref()
                .is_ok_and(|cells| cells.iter().all(|cell| cell.trim().is_empty()))
            {
                continue;
            }
            return Some(Row {
                line,
                columns: &self.table.columns,
                cells,
            });
        }
    }
}

/// A row of a file.
#[derive(Clone, Debug)]
pub struct Row<'t> {
    /// Where it begins, from 1.
    pub line: u64,
    columns: &'t Columns,
    cells: Result<Vec<String>, Broken>,
}

/// How a row is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It has this many cells, more than the header.
    TooManyCells(usize),
    /// A quotation mark is opened and not closed.
    OpenQuote,
}

/// A cell that is not blank.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'r> {
    /// As the header calls it.
    pub column: &'r str,
    /// Trimmed.
    pub text: &'r str,
}

impl Row<'_> {
    /// How it is broken, if it is.
    #[must_use]
    pub fn broken(&self) -> Option<Broken> {
        self.cells.as_ref().err().copied()
    }

    /// How many cells the header has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.columns.names.len()
    }

    /// The first cell of a field that is not blank.
    #[must_use]
    pub fn cell(&self, field: Field) -> Option<Cell<'_>> {
        let cells = self.cells.as_ref().ok()?;
        let places = self.columns.places(field).iter();
        places.copied().find_map(|place| self.cell_at(cells, place))
    }

    /// The cell of a column, unless it is blank.
    #[must_use]
    pub fn at(&self, place: usize) -> Option<Cell<'_>> {
        self.cell_at(self.cells.as_ref().ok()?, place)
    }

    fn cell_at<'c>(&'c self, cells: &'c [String], place: usize) -> Option<Cell<'c>> {
        let text = plain(cells.get(place)?);
        (!text.is_empty()).then_some(Cell {
            column: &self.columns.names[place],
            text,
        })
    }

    /// What the header calls a field, for messages about blank cells; "" when it has none.
    #[must_use]
    pub fn column(&self, field: Field) -> &str {
        let place = self.columns.places(field).first();
        place.map_or("", |&place| self.columns.names[place].as_str())
    }
}

/// A cell without the spaces around it, without the apostrophe by which our files keep text from being computed, and without
/// the formula `="0012"` by which spreadsheets keep leading zeros.
fn plain(cell: &str) -> &str {
    let text = cell.trim();
    let quoted = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    kit::csv::original(quoted.map_or(text, str::trim))
}

enum Record {
    Cells { line: u64, cells: Vec<String> },
    Broken { line: u64, why: Broken },
}

struct Records<'t> {
    text: &'t str,
    /// The byte and the line at which the next record begins.
    at: (usize, u64),
    width: usize,
    core: csv_core::Reader,
}

impl<'t> Records<'t> {
    fn new(text: &'t str, at: (usize, u64), width: usize) -> Self {
        let core = csv_core::Reader::new();
        Self { text, at, width, core }
    }

    /// Steps over a record that was read and ends before `end`.
    fn step(&mut self, end: usize) {
        let lines = self.text.as_bytes()[self.at.0..end]
            .iter()
            .filter(|&&byte| byte == b'\n');
        self.at = (end, self.at.1 + lines.count() as u64);
    }

    /// The record that begins here: its cells and where it ends.
    fn read(&mut self) -> Option<(Vec<String>, usize)> {
        let rest = &self.text[self.at.0..];
        self.core.reset();
        let mut output = vec![0; 256];
        let mut ends = vec![0; 16];
        let (mut read, mut written, mut ended) = (0, 0, 0);
        loop {
            let input = &rest.as_bytes()[read..];
            let (result, consumed, wrote, fields) =
                self.core.read_record(input, &mut output[written..], &mut ends[ended..]);
            (read, written, ended) = (read + consumed, written + wrote, ended + fields);
            match result {
                csv_core::ReadRecordResult::InputEmpty => {}
                csv_core::ReadRecordResult::OutputFull => output.resize(output.len() * 2, 0),
                csv_core::ReadRecordResult::OutputEndsFull => ends.resize(ends.len() * 2, 0),
                csv_core::ReadRecordResult::Record => break,
                csv_core::ReadRecordResult::End => return None,
            }
        }
        let mut begin = 0;
        let cells = ends[..ended].iter().map(|&end| {
            let cell = String::from_utf8_lossy(&output[begin..end]).into_owned();
            begin = end;
            cell
        });
        Some((cells.collect(), self.at.0 + read))
    }

    /// A quotation mark too many swallows the rows behind it: what was read is given up and reading goes on behind the
    /// line it began in.
    fn next_line(&self) -> usize {
        let rest = &self.text[self.at.0..];
        self.at.0 + rest.find('\n').map_or(rest.len(), |newline| newline + 1)
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        // Blank lines belong to nobody; the reader would pass over them, but not count them to the right record.
        while let Some(rest) = self.text[self.at.0..].strip_prefix(['\r', '\n']) {
            self.step(self.text.len() - rest.len());
        }
        let (cells, end) = self.read()?;
        let line = self.at.1;
        let raw = self.text.as_bytes()[self.at.0..end].trim_ascii_end();
        let broken = if raw.contains(&b'\n') && !is_well_quoted(raw) || ends_in_quotes(raw) {
            Some(Broken::OpenQuote)
        } else if cells.len() > self.width && cells[self.width..].iter().any(|cell| !cell.trim().is_empty()) {
            Some(Broken::TooManyCells(cells.len()))
        } else {
            None
        };
        match broken {
            None => {
                self.step(end);
                Some(Record::Cells { line, cells })
            }
            Some(why) => {
                self.step(end.min(self.next_line()));
                Some(Record::Broken { line, why })
            }
        }
    }
}

/// Whether every cell that begins with a quotation mark ends with one. One that was forgotten lets the cell end at the
/// mark with which a later cell begins, so that text follows the mark instead of a comma.
fn is_well_quoted(record: &[u8]) -> bool {
    let mut state = Quoting::Outside;
    for &byte in record {
        state = match state.then(byte) {
            Some(state) => state,
            None => return false,
        };
    }
    state != Quoting::Inside
}

fn ends_in_quotes(record: &[u8]) -> bool {
    let read = |state: Quoting, &byte: &u8| state.then(byte).unwrap_or(Quoting::Plain);
    record.iter().fold(Quoting::Outside, read) == Quoting::Inside
}

/// Where in a record a byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoting {
    /// Where a cell begins.
    Outside,
    /// In a cell without quotation marks around it.
    Plain,
    /// In a cell within quotation marks.
    Inside,
    /// Behind a quotation mark in such a cell: its end, or the first of two that mean one.
    Mark,
}

impl Quoting {
    /// Where the next byte stands; `None` when it has no business behind the end of a cell.
    fn then(self, byte: u8) -> Option<Self> {
        match (self, byte) {
            (Self::Outside, b'"') | (Self::Mark, b'"') => Some(Self::Inside),
            (Self::Inside, b'"') => Some(Self::Mark),
            (Self::Inside, _) => Some(Self::Inside),
            (_, b',' | b'\r' | b'\n') => Some(Self::Outside),
            (Self::Outside | Self::Plain, _) => Some(Self::Plain),
            (Self::Mark, _) => None,
        }
    }
}
