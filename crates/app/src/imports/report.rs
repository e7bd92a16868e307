//! What became of every row: counted, the first problems kept to show, all of it written to a file if there is one.

use std::{collections::BTreeMap, io::Write};

use kit::csv::Csv;

use super::columns::Kind;
use crate::{t, text::Texts};

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// A new record.
    Created,
    /// A record was changed.
    Updated,
    /// The record says the same already.
    Unchanged,
    /// Not imported.
    Refused,
}

impl Fate {
    /// In the order in which they are told.
    pub const ALL: [Self; 4] = [Self::Created, Self::Updated, Self::Unchanged, Self::Refused];

    /// In the reader's words.
    #[must_use]
    pub fn words(self, words: Texts) -> String {
        match self {
            Self::Created => t!(words, "import-created"),
            Self::Updated => t!(words, "import-updated"),
            Self::Unchanged => t!(words, "import-unchanged"),
            Self::Refused => t!(words, "import-refused"),
        }
    }
}

/// Whether a note is why a row was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Only said.
    Hint,
    /// The row was refused for it.
    Problem,
}

/// Something about one cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// How bad it is.
    pub tone: Tone,
    /// The column, as the file calls it; "" for the whole row.
    pub column: String,
    /// What the cell says.
    pub value: String,
    /// What was done with it, or why not.
    pub what: String,
    /// What to do about it; "" when nothing needs to be done.
    pub remedy: String,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowReport {
    /// Where it begins in its file, from 1.
    pub line: u64,
    /// What.
    pub fate: Fate,
    /// Which record it is about.
    pub record: String,
    /// What there is to say about its cells.
    pub notes: Vec<Note>,
}

impl RowReport {
    /// Whether it is worth showing among the first.
    fn is_refused(&self) -> bool {
        self.fate == Fate::Refused
    }
}

/// The same thing said about several rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// How many.
    pub rows: u64,
    /// The first different values it was said about.
    pub values: Vec<String>,
}

/// Values kept of a hint.
const VALUES: usize = 3;

impl Hint {
    fn add(&mut self, value: &str) {
        self.rows += 1;
        let is_new = !value.is_empty() && self.values.iter().all(|known| known != value);
        if is_new && self.values.len() <= VALUES {
            self.values.push(value.to_owned());
        }
    }

    /// The values as text; `…` stands for more.
    #[must_use]
    pub fn shown(&self) -> String {
        let mut shown = self.values.iter().take(VALUES).cloned().collect::<Vec<_>>().join(", ");
        if self.values.len() > VALUES {
            shown.push_str(" …");
        }
        shown
    }
}

/// Rows that are kept to show; all of them are in the file.
const SHOWN: usize = 20;
/// Different hints that are counted; a file has few, unless every row has its own.
const HINTS: usize = 1000;

/// What became of all rows of an import.
#[derive(Default)]
pub struct Report {
    counts: BTreeMap<(Kind, Fate), u64>,
    /// The same hints together: kind of rows, and what was done.
    hints: BTreeMap<(Kind, String), Hint>,
    /// What there is to say about a whole file.
    remarks: Vec<(Kind, String)>,
    refused: Vec<(Kind, RowReport)>,
    file: Option<Box<dyn Write + Send>>,
}

impl std::fmt::Debug for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Report")
            .field("counts", &self.counts)
            .finish_non_exhaustive()
    }
}

impl Report {
    /// One that also writes every row as CSV: UTF-8 with its mark, so that Excel shows it rightly.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn to_file(mut file: Box<dyn Write + Send>, words: Texts) -> std::io::Result<Self> {
        let header = Csv::new([
            t!(words, "import-report-kind"),
            t!(words, "import-report-line"),
            t!(words, "import-report-record"),
            t!(words, "import-report-fate"),
            t!(words, "import-report-column"),
            t!(words, "import-report-value"),
            t!(words, "import-report-what"),
            t!(words, "import-report-remedy"),
        ]);
        file.write_all(&header.finish())?;
        Ok(Self {
            file: Some(file),
            ..Self::default()
        })
    }

    /// Takes in what became of some rows.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add(&mut self, kind: Kind, rows: Vec<RowReport>, words: Texts) -> std::io::Result<()> {
        if let Some(file) = &mut self.file {
            file.write_all(&piece(kind, &rows, words))?;
        }
        for row in rows {
            *self.counts.entry((kind, row.fate)).or_default() += 1;
            for note in row.notes.iter().filter(|note| note.tone == Tone::Hint) {
                let what = (kind, note.what.clone());
                if self.hints.len() < HINTS || self.hints.contains_key(&what) {
                    self.hints.entry(what).or_default().add(&note.value);
                }
            }
            if row.is_refused() && self.refused.len() < SHOWN {
                self.refused.push((kind, row));
            }
        }
        Ok(())
    }

    /// Takes in something about a whole file.
    pub fn remark(&mut self, kind: Kind, what: String) {
        self.remarks.push((kind, what));
    }

    /// Ends the file.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn finish(&mut self) -> std::io::Result<()> {
        match &mut self.file {
            Some(file) => file.flush(),
            None => Ok(()),
        }
    }

    /// How many rows of a kind met a fate.
    #[must_use]
    pub fn count(&self, kind: Kind, fate: Fate) -> u64 {
        self.counts.get(&(kind, fate)).copied().unwrap_or(0)
    }

    /// How many rows were not imported.
    #[must_use]
    pub fn refused(&self) -> u64 {
        Kind::ALL.iter().map(|kind| self.count(*kind, Fate::Refused)).sum()
    }

    /// The first refused rows.
    #[must_use]
    pub fn first_refused(&self) -> &[(Kind, RowReport)] {
        &self.refused
    }

    /// The hints of all rows, the most frequent first.
    #[must_use]
    pub fn hints(&self, kind: Kind) -> Vec<(&str, &Hint)> {
        let all = self.hints.iter().filter(|((of, _), _)| *of == kind);
        let mut hints: Vec<_> = all.map(|((_, what), hint)| (what.as_str(), hint)).collect();
        hints.sort_by_key(|(_, hint)| std::cmp::Reverse(hint.rows));
        hints
    }

    /// What there is to say about the whole of a file.
    pub fn remarks(&self, kind: Kind) -> impl Iterator<Item = &str> {
        let of = self.remarks.iter().filter(move |(of, _)| *of == kind);
        of.map(|(_, what)| what.as_str())
    }
}

/// What rows of a kind are called.
#[must_use]
pub fn kind_words(kind: Kind, words: Texts) -> String {
    match kind {
        Kind::Users => t!(words, "import-users"),
        Kind::Products => t!(words, "product"),
        Kind::Companies => t!(words, "companies"),
        Kind::Deals => t!(words, "deals"),
        Kind::Leads => t!(words, "leads"),
        Kind::Activities => t!(words, "activity"),
        Kind::Touches => t!(words, "touch"),
        Kind::Ideas => t!(words, "ideas"),
    }
}

/// Rows of the file: a line for each note, or one for a row without.
fn piece(kind: Kind, rows: &[RowReport], words: Texts) -> Vec<u8> {
    let mut csv = Csv::piece();
    let kind = kind_words(kind, words);
    for row in rows {
        let (line, fate) = (row.line.to_string(), row.fate.words(words));
        let of_row = [kind.as_str(), &line, &row.record, &fate];
        if row.notes.is_empty() {
            csv.row(of_row.into_iter().chain([""; 4]));
        }
        for note in &row.notes {
            let of_note = [note.column.as_str(), &note.value, &note.what, &note.remedy];
            csv.row(of_row.into_iter().chain(of_note));
        }
    }
    csv.finish()
}
