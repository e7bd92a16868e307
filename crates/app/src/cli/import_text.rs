//! The report of an import as text for the terminal, in the workspace's language.

use std::fmt::Write as _;

use crate::{
    imports::{Fate, Report, Table, Tone, kind_words},
    t,
    text::Texts,
};

/// Different hints shown for each file.
const HINTS: usize = 8;

/// What became of the rows of a file: how many met which fate, and what there is to say.
pub(super) fn summary(report: &Report, table: &Table, words: Texts) -> String {
    let kind = table.kind;
    let counts = Fate::ALL.map(|fate| format!("{} {}", fate.words(words), report.count(kind, fate)));
    let mut text = format!(
        "{} ({}, {}): {}\n",
        kind_words(kind, words),
        table.file,
        table.encoding_name(),
        counts.join(", ")
    );
    for remark in report.remarks(kind) {
        let _ = writeln!(text, "  · {remark}");
    }
    let hints = report.hints(kind);
    for (what, hint) in hints.iter().take(HINTS) {
        let rows = t!(words, "import-rows", rows = hint.rows);
        let values = hint.shown();
        let colon = if values.is_empty() { "" } else { ": " };
        let _ = writeln!(text, "  · {what}{colon}{values} ({rows})");
    }
    if let Some(more) = hints.len().checked_sub(HINTS).filter(|more| *more > 0) {
        let _ = writeln!(text, "  · {}", t!(words, "import-more-hints", more = more));
    }
    text
}

/// The first rows that were not imported, with why and what to do.
pub(super) fn refused(report: &Report, words: Texts) -> String {
    let mut text = String::new();
    for (kind, row) in report.first_refused() {
        let place = t!(
            words,
            "import-place",
            kind = kind_words(*kind, words),
            line = row.line.to_string()
        );
        let _ = writeln!(text, "\n{place} {}", row.record);
        for note in row.notes.iter().filter(|note| note.tone == Tone::Problem) {
            let cell = match (note.column.as_str(), note.value.as_str()) {
                ("", _) => String::new(),
                (column, "") => format!("{column}: "),
                (column, value) => format!("{column} = {value}: "),
            };
            let _ = writeln!(text, "  {cell}{} {}", note.what, note.remedy);
        }
    }
    let shown = report.first_refused().len() as u64;
    if report.refused() > shown {
        let more = report.refused() - shown;
        let _ = writeln!(text, "\n{}", t!(words, "import-more-refused", more = more));
    }
    text
}
