//! Answers in a file: columns that the list of deals writes and the import reads.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;

use super::{AnswerRow, Line, line, sheet};
use crate::{
    error::Result,
    ids::{HearingSheetId, PipelineId},
    t,
    text::Texts,
};

/// A column of a question in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnswerColumn {
    /// What was answered.
    Answer,
    /// Where from.
    Source,
    /// On which day.
    HeardOn,
    /// Who said it.
    Contact,
}

impl AnswerColumn {
    /// In the order of a file.
    pub const ALL: [Self; 4] = [Self::Answer, Self::Source, Self::HeardOn, Self::Contact];

    /// Its head for a question of this name: the question itself, 「課題：情報源」.
    #[must_use]
    pub fn head(self, question: &str, words: Texts) -> String {
        let part = match self {
            Self::Answer => return question.to_owned(),
            Self::Source => t!(words, "hearing-source"),
            Self::HeardOn => t!(words, "hearing-day"),
            Self::Contact => t!(words, "hearing-contact"),
        };
        t!(words, "fact-says", item = question, value = part)
    }

    /// What stands in it.
    #[must_use]
    pub fn cell(self, row: &AnswerRow, words: Texts) -> String {
        match self {
            Self::Answer => row.answer.text(),
            Self::Source => row.source.name(words),
            Self::HeardOn => row.heard_on.to_string(),
            Self::Contact => row.contact.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
        }
    }
}

/// A question with a name that no other one of a list or of a file has.
#[derive(Clone, Debug)]
pub struct NamedQuestion {
    /// The question.
    pub line: Line,
    /// The deals of which pipeline are asked it.
    pub pipeline: PipelineId,
    /// What it is called; with its phase where several questions are worded alike.
    pub name: String,
}

/// The questions that deals are asked in any pipeline, sheet by sheet: a column for each.
///
/// # Errors
/// When the database is away.
pub async fn asked_questions<C: ConnectionTrait>(db: &C) -> Result<Vec<NamedQuestion>> {
    let mut sheets = sheet::sheets(db).await?;
    sheets.retain(|sheet| sheet.retired_at.is_none());
    let ids: Vec<HearingSheetId> = sheets.iter().map(|sheet| sheet.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut lines: HashMap<HearingSheetId, Vec<Line>> = HashMap::new();
    for line in line::lines_of(db, &ids).await? {
        if line.retired_at.is_none() && !line.is_heading() {
            lines.entry(line.sheet).or_default().push(line);
        }
    }
    let texts = lines.values().flatten().map(|line| japan::fold(&line.text));
    let mut alike: HashMap<String, usize> = HashMap::new();
    for text in texts {
        *alike.entry(text).or_default() += 1;
    }
    let mut questions = Vec::new();
    for sheet in sheets {
        for line in lines.remove(&sheet.id).unwrap_or_default() {
            let is_one = alike.get(&japan::fold(&line.text)) == Some(&1);
            let name = if is_one {
                line.text.clone()
            } else {
                format!("{} {}", sheet.phase, line.text)
            };
            let pipeline = sheet.pipeline_id;
            questions.push(NamedQuestion { line, pipeline, name });
        }
    }
    Ok(questions)
}
