//! The cells of one row, each read as what it should be. What cannot be read becomes a note; all of them are told, not
//! only the first.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{
    columns::Field,
    reading::{Broken, Cell, Row},
    references::{Found, References},
    report::{Fate, Note, RowReport, Tone},
};
use crate::{money::Currency, t, text::Texts};

/// Longest text of one line, in characters. Longer ones come from a quotation mark too few or from the wrong column.
const LONGEST_LINE: usize = 500;
/// Longest text of several lines.
const LONGEST_TEXT: usize = 20_000;

/// Reads the cells of one row and remembers what is to be said about them.
pub struct Cells<'r> {
    row: &'r Row<'r>,
    words: Texts,
    today: NaiveDate,
    notes: Vec<Note>,
}

impl<'r> Cells<'r> {
    /// Of a row; dates without a year are near today.
    #[must_use]
    pub fn new(row: &'r Row<'r>, words: Texts, today: NaiveDate) -> Self {
        let mut cells = Self {
            row,
            words,
            today,
            notes: Vec::new(),
        };
        match row.broken() {
            None => {}
            Some(Broken::OpenQuote) => {
                let (what, remedy) = (t!(words, "import-open-quote"), t!(words, "import-open-quote-remedy"));
                cells.problem(None, what, remedy);
            }
            Some(Broken::TooManyCells(count)) => {
                let what = t!(words, "import-too-many-cells", cells = count, header = row.width());
                cells.problem(None, what, t!(words, "import-too-many-cells-remedy"));
            }
        }
        cells
    }

    /// Where the row begins.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.row.line
    }

    /// The reader's words.
    #[must_use]
    pub fn words(&self) -> Texts {
        self.words
    }

    /// The day of the import.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// Whether the row can be imported as far as it was read.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.notes.iter().all(|note| note.tone == Tone::Hint)
    }

    /// What became of the row, which is about `record`.
    #[must_use]
    pub fn report(self, fate: Fate, record: &str) -> RowReport {
        RowReport {
            line: self.row.line,
            fate,
            record: record.to_owned(),
            notes: self.notes,
        }
    }

    /// The row is refused for a cell, or for itself.
    pub fn problem(&mut self, cell: Option<Cell<'_>>, what: String, remedy: String) {
        self.note(Tone::Problem, cell, what, remedy);
    }

    /// Something is said about a cell, or about the row.
    pub fn hint(&mut self, cell: Option<Cell<'_>>, what: String) {
        self.note(Tone::Hint, cell, what, String::new());
    }

    /// Something is said about a value that no cell says.
    pub fn hint_about(&mut self, value: &str, what: String) {
        self.note(
            Tone::Hint,
            Some(Cell {
                column: "",
                text: value,
            }),
            what,
            String::new(),
        );
    }

    fn note(&mut self, tone: Tone, cell: Option<Cell<'_>>, what: String, remedy: String) {
        self.notes.push(Note {
            tone,
            column: cell.map_or("", |cell| cell.column).to_owned(),
            value: cell.map_or("", |cell| cell.text).chars().take(LONGEST_LINE).collect(),
            what,
            remedy,
        });
    }

    /// The cell of a field as it stands; `None` when it is blank or there is no such column.
    #[must_use]
    pub fn raw(&self, field: Field) -> Option<Cell<'r>> {
        self.row.cell(field)
    }

    /// The cell of a column that is known by its place; `None` when it is blank.
    #[must_use]
    pub fn at(&self, place: usize) -> Option<Cell<'r>> {
        self.row.at(place)
    }

    /// A text of one line.
    pub fn text(&mut self, field: Field) -> Option<String> {
        let text = self.checked(self.raw(field)?, LONGEST_LINE)?;
        Some(text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
    }

    /// A text of several lines.
    pub fn long_text(&mut self, field: Field) -> Option<String> {
        self.long_text_in(self.raw(field)?)
    }

    /// The same of one cell.
    pub fn long_text_in(&mut self, cell: Cell<'r>) -> Option<String> {
        Some(self.checked(cell, LONGEST_TEXT)?.replace("\r\n", "\n"))
    }

    /// A text of one line that must be there.
    pub fn required(&mut self, field: Field) -> Option<String> {
        self.must_be_there(field);
        self.text(field)
    }

    /// A text of several lines that must be there, of at most so many characters.
    pub fn required_long(&mut self, field: Field, longest: usize) -> Option<String> {
        self.must_be_there(field);
        Some(self.checked(self.raw(field)?, longest)?.replace("\r\n", "\n"))
    }

    fn must_be_there(&mut self, field: Field) {
        if self.row.broken().is_none() && self.raw(field).is_none() {
            let blank = Cell {
                column: self.row.column(field),
                text: "",
            };
            let (what, remedy) = (t!(self.words, "import-blank"), t!(self.words, "import-blank-remedy"));
            self.problem(Some(blank), what, remedy);
        }
    }

    fn checked(&mut self, cell: Cell<'r>, longest: usize) -> Option<&'r str> {
        if cell.text.chars().count() > longest {
            let what = t!(self.words, "import-too-long", longest = longest);
            self.problem(Some(cell), what, t!(self.words, "import-too-long-remedy"));
            return None;
        }
        // PostgreSQL cannot keep it, and no text has it on purpose.
        if cell.text.contains('\0') {
            let what = t!(self.words, "import-control");
            self.problem(Some(cell), what, t!(self.words, "import-control-remedy"));
            return None;
        }
        if cell.text.starts_with('=') {
            self.hint(Some(cell), t!(self.words, "import-formula"));
        }
        Some(cell.text)
    }

    /// A day. A time behind it, as spreadsheets write, is left out.
    pub fn date(&mut self, field: Field) -> Option<NaiveDate> {
        self.date_in(self.raw(field)?)
    }

    /// The same of one cell.
    pub fn date_in(&mut self, cell: Cell<'r>) -> Option<NaiveDate> {
        let day_alone = cell.text.split(['T', ' ']).next().unwrap_or("");
        let date = japan::parse_date(cell.text, self.today).or_else(|_| japan::parse_date(day_alone, self.today));
        if date.is_err() {
            let (what, remedy) = (
                t!(self.words, "import-no-date"),
                t!(self.words, "import-no-date-remedy"),
            );
            self.problem(Some(cell), what, remedy);
        }
        date.ok()
    }

    /// A day up to today.
    pub fn past_date(&mut self, field: Field) -> Option<NaiveDate> {
        self.past_date_in(self.raw(field)?)
    }

    /// The same of one cell.
    pub fn past_date_in(&mut self, cell: Cell<'r>) -> Option<NaiveDate> {
        let day = self.date_in(cell)?;
        if day > self.today {
            let (what, remedy) = (
                t!(self.words, "import-day-ahead"),
                t!(self.words, "import-day-ahead-remedy"),
            );
            self.problem(Some(cell), what, remedy);
        }
        Some(day)
    }

    /// An amount, in minor units of its currency.
    pub fn amount(&mut self, field: Field, currency: Currency) -> Option<i64> {
        let cell = self.raw(field)?;
        self.amount_in(cell, cell.text, currency)
    }

    /// The same of some text in one cell.
    pub fn amount_in(&mut self, cell: Cell<'r>, text: &str, currency: Currency) -> Option<i64> {
        let amount = japan::parse_scaled(text, currency.digits());
        if amount.is_err() {
            let (what, remedy) = (
                t!(self.words, "import-no-amount"),
                t!(self.words, "import-no-amount-remedy"),
            );
            self.problem(Some(cell), what, remedy);
        }
        amount.ok()
    }

    /// A whole number that is not negative.
    pub fn number(&mut self, field: Field) -> Option<i64> {
        let cell = self.raw(field)?;
        let number = japan::parse_amount(cell.text.trim_end_matches(['人', '名'])).ok();
        let number = number.filter(|number| *number >= 0);
        if number.is_none() {
            let (what, remedy) = (
                t!(self.words, "import-no-number"),
                t!(self.words, "import-no-number-remedy"),
            );
            self.problem(Some(cell), what, remedy);
        }
        number
    }

    /// A currency; `otherwise` when the cell is blank.
    pub fn currency(&mut self, otherwise: Currency) -> Currency {
        match self.raw(Field::Currency) {
            Some(cell) => self.currency_in(cell, otherwise),
            None => otherwise,
        }
    }

    /// The same of one cell.
    pub fn currency_in(&mut self, cell: Cell<'r>, otherwise: Currency) -> Currency {
        cell.text.parse().unwrap_or_else(|_| {
            let known = Currency::all().map(|currency| currency.to_string()).collect::<Vec<_>>();
            let remedy = t!(self.words, "import-no-currency-remedy", known = known.join(", "));
            self.problem(Some(cell), t!(self.words, "import-no-currency"), remedy);
            otherwise
        })
    }

    /// Another record by its name. What was found only after folding is said.
    pub fn reference(
        &mut self,
        field: Field,
        references: &References,
        remedy: impl Fn(Texts) -> String,
    ) -> Option<i64> {
        self.reference_in(self.raw(field)?, references, remedy)
    }

    /// Several records by their names, separated by commas or line breaks; `None` when the cell is blank.
    pub fn references(
        &mut self,
        field: Field,
        references: &References,
        remedy: impl Fn(Texts) -> String,
    ) -> Option<Vec<i64>> {
        let cell = self.raw(field)?;
        let names = cell.text.split(['、', '，', ',', ';', '；', '\n']).map(str::trim);
        let mut found = Vec::new();
        for text in names.filter(|name| !name.is_empty()) {
            let column = cell.column;
            found.extend(self.reference_in(Cell { column, text }, references, &remedy));
        }
        Some(found)
    }

    /// A record by the name in one cell.
    pub fn reference_in(
        &mut self,
        cell: Cell<'r>,
        references: &References,
        remedy: impl Fn(Texts) -> String,
    ) -> Option<i64> {
        match references.find(cell.text) {
            Found::Exact(id) => return Some(id),
            Found::Folded(id, name) => {
                self.hint(Some(cell), t!(self.words, "import-taken-for", name = name));
                return Some(id);
            }
            Found::Several(names) => {
                let what = t!(self.words, "import-several", names = names.join(" / "));
                self.problem(Some(cell), what, t!(self.words, "import-several-remedy"));
            }
            Found::Nothing => self.problem(Some(cell), t!(self.words, "import-nothing"), remedy(self.words)),
        }
        None
    }
}

/// Which records rows of this file were about, and in which line: a second row about the same one is refused. Else the
/// two would undo each other every time the file is imported.
#[derive(Clone, Debug, Default)]
pub struct Seen(HashMap<String, u64>);

impl Seen {
    /// Refuses a row whose record had a row before; the cell says which record.
    pub fn once(&mut self, cells: &mut Cells<'_>, cell: Option<Cell<'_>>, key: String) {
        if let Some(line) = self.0.get(&key) {
            let (what, remedy) = (
                t!(cells.words, "import-twice", line = line.to_string()),
                t!(cells.words, "import-twice-remedy"),
            );
            cells.problem(cell, what, remedy);
        } else if cells.is_sound() {
            self.0.insert(key, cells.line());
        }
    }

    /// Forgets rows from a line on: they were not written.
    pub fn forget_from(&mut self, line: u64) {
        self.0.retain(|_, seen| *seen < line);
    }
}
