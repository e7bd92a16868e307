//! Rows about proposal ideas: each tells of which deal it is. The same words about the same deal are the same idea.

use super::{
    cells::{Cells, Seen},
    columns::Field,
    people,
    reading::Row,
    references::References,
    report::{Fate, RowReport},
    subjects::Subjects,
};
use crate::{
    error::Result,
    hearing::{self, IDEA_TEXT, NewIdea},
    ids::{AnswerId, DealId, UserId},
    t,
    time::At,
    tx::Tx,
};

/// What rows about ideas refer to.
pub struct Ideas {
    subjects: Subjects,
    owners: References,
    /// Which ideas this file was about.
    pub seen: Seen,
}

/// What a row says.
struct Wanted {
    deal: DealId,
    idea: NewIdea,
}

impl Ideas {
    /// Reads what there is to refer to.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn load(tx: &Tx) -> Result<Self> {
        Ok(Self {
            subjects: Subjects::load(tx).await?,
            owners: people::by_name(tx).await?,
            seen: Seen::default(),
        })
    }

    /// Imports some rows.
    ///
    /// # Errors
    /// When the database refuses; then none of them.
    pub async fn rows(&mut self, tx: &mut Tx, rows: &[Row<'_>], reports: &mut Vec<RowReport>) -> Result<()> {
        for row in rows {
            let mut cells = Cells::new(row, tx.actor().texts(), tx.now().day(tx.workspace().zone));
            let wanted = self.read(tx, &mut cells).filter(|_| cells.is_sound());
            let name = cells.raw(Field::Title).map_or("", |cell| cell.text);
            let fate = match wanted {
                Some(wanted) => write(tx, &mut cells, wanted).await?,
                None => Fate::Refused,
            };
            reports.push(cells.report(fate, name));
        }
        Ok(())
    }

    fn read(&mut self, tx: &Tx, cells: &mut Cells<'_>) -> Option<Wanted> {
        if !cells.is_sound() {
            return None;
        }
        let text = cells.required_long(Field::Title, IDEA_TEXT);
        let subject = self.subjects.read(cells);
        if subject.deal.is_none() && cells.is_sound() {
            let words = cells.words();
            let remedy = t!(words, "import-about-deal-remedy");
            cells.problem(None, t!(words, "import-about-no-deal"), remedy);
        }
        let by = cells.reference(Field::Owner, &self.owners, super::companies::no_owner);
        let day = cells.past_date(Field::Day);
        let (deal, text) = (subject.deal?, text?);
        self.seen.once(cells, cells.raw(Field::Title), format!("{deal} {text}"));
        let at = day.map(|day| At::day_start(day, tx.workspace().zone));
        let idea = NewIdea {
            text,
            answers: Vec::new(),
            by: by.map(UserId),
            at,
        };
        Some(Wanted { deal, idea })
    }
}

async fn write(tx: &mut Tx, cells: &mut Cells<'_>, wanted: Wanted) -> Result<Fate> {
    let Wanted { deal, mut idea } = wanted;
    let words = cells.words();
    if let Some(is_deleted) = hearing::noted(tx.db(), deal, &idea.text).await? {
        if is_deleted {
            cells.hint(cells.raw(Field::Title), t!(words, "import-deleted"));
        }
        return Ok(Fate::Unchanged);
    }
    let from = cells.long_text(Field::Result).unwrap_or_default();
    let (answers, rest) = drawn_from(&from, hearing::grounds(tx.db(), deal).await?);
    if !rest.is_empty() {
        cells.hint(cells.raw(Field::Result), t!(words, "import-idea-no-answer"));
    }
    idea.answers = answers;
    hearing::note(tx, deal, &idea).await?;
    Ok(Fate::Created)
}

/// The answers that are told, each as 「質問: 回答」 on lines of its own, and what none of them is.
fn drawn_from(told: &str, grounds: Vec<(AnswerId, String, String)>) -> (Vec<AnswerId>, String) {
    let mut rest = format!("\n{}\n", told.replace("\r\n", "\n").trim());
    let mut answers = Vec::new();
    for (answer, asked, said) in grounds {
        let line = format!("\n{asked}: {}\n", said.trim());
        if rest.contains(&line) {
            rest = rest.replacen(&line, "\n", 1);
            answers.push(answer);
        }
    }
    (answers, rest.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_found_on_lines_of_their_own() {
        let ground = |id, asked: &str, said: &str| (AnswerId(id), asked.to_owned(), said.to_owned());
        let grounds = || {
            vec![
                ground(3, "困りごと", "棚卸し"),
                ground(2, "困りごと", "棚卸し"),
                ground(1, "人数", "5\n名"),
            ]
        };
        assert_eq!(
            drawn_from("困りごと: 棚卸し\r\n人数: 5\n名", grounds()),
            (vec![AnswerId(3), AnswerId(1)], String::new())
        );
        assert_eq!(
            drawn_from("困りごと: 棚卸しなど", grounds()),
            (vec![], "困りごと: 棚卸しなど".to_owned())
        );
        assert_eq!(drawn_from("", grounds()), (vec![], String::new()));
    }
}
