//! A deal's hearing as its page shows it: sheets, questions with their answers, what is missing.

use std::collections::HashMap;

use askama::Template;
use kit::fields::Fields;

use super::{
    asked::{self, AnswerRow, AskedSheet},
    line::Line,
    source::Source,
};
use crate::{
    cx::Cx,
    deals::{self, Deal},
    error::Result,
    form::Form,
    ids::{AnswerId, DealId, QuestionId},
    page::Page,
    pipelines,
    questions::FieldView,
    t,
};

/// A sheet.
pub(super) struct SheetView {
    pub id: String,
    pub name: String,
    pub about: String,
    pub is_here: bool,
    pub sections: Vec<SectionView>,
}

/// A section: its heading and its questions.
#[derive(Default)]
pub(super) struct SectionView {
    pub heading: String,
    pub questions: Vec<QuestionView>,
}

/// A question.
pub(super) struct QuestionView {
    pub id: QuestionId,
    pub text: String,
    pub help: String,
    pub required: bool,
    /// Whether it counts as not asked yet.
    pub missing: bool,
    pub current: Option<AnswerView>,
    /// Another answer that stands beside it.
    pub beside: Option<AnswerView>,
    pub history: Vec<AnswerView>,
    /// How it is answered, by whoever may.
    pub form: Option<QuestionForm>,
}

/// The form of a question.
#[derive(Template)]
#[template(path = "hearing/views/question_form.html")]
pub(super) struct QuestionForm {
    page: Page,
    form: Form,
    question: QuestionId,
    deal: DealId,
    field: FieldView,
    version: String,
    sources: Vec<(&'static str, String)>,
    contacts: Vec<(i64, String)>,
    draft: String,
}

impl askama::filters::HtmlSafe for QuestionForm {}

/// An answer.
pub(super) struct AnswerView {
    pub id: AnswerId,
    pub said: String,
    /// 「佐藤 美咲・11/20（金）・聞いた・田中 部長」.
    pub note: String,
    /// The words it was given to, where they were others.
    pub asked: Option<String>,
    pub withdrawn: bool,
}

/// Everything that is asked of a deal.
pub(super) struct HearingView {
    pub sheets: Vec<SheetView>,
    /// Answers to questions that are asked no more.
    pub others: Vec<QuestionView>,
    pub asked: usize,
    pub answered: usize,
    pub missing: usize,
    pub missing_required: usize,
    /// The answers an idea can be drawn from.
    pub current: Vec<(AnswerId, String, String)>,
}

/// The name of the field in which a question is answered.
pub(super) fn field_name(question: QuestionId) -> String {
    format!("q{question}")
}

/// Reads it. `typed` is a form about one question that could not be saved.
pub(super) async fn read(cx: &Cx, page: &Page, deal: &Deal, typed: Option<(QuestionId, &Form)>) -> Result<HearingView> {
    let sheets = asked::sheets(cx.db(), deal).await?;
    let mut answers = asked::answers_of(cx.db(), deal.id).await?;
    let here = pipelines::phase(cx.db(), deal.phase_id).await?;
    let due = due_phases(cx, deal, here.position).await?;
    let contacts = deals::offered_contacts(cx.db(), &cx.actor, deal).await?;
    let contacts: Vec<(i64, String)> = contacts
        .into_iter()
        .map(|contact| {
            let name = format!("{} {}", contact.name, contact.job_title);
            (contact.id.0, name.trim_end().to_owned())
        })
        .collect();
    let drawing = Drawing {
        cx,
        page,
        deal,
        contacts: &contacts,
        typed,
    };
    let mut view = HearingView {
        sheets: Vec::new(),
        others: Vec::new(),
        asked: 0,
        answered: 0,
        missing: 0,
        missing_required: 0,
        current: Vec::new(),
    };
    for sheet in sheets {
        let is_due = due.contains(&sheet.sheet.phase_id);
        let drawn = drawing.sheet(sheet, is_due, &mut answers);
        view.count(&drawn);
        view.sheets.push(drawn);
    }
    let mut others: Vec<Vec<AnswerRow>> = answers.into_values().collect();
    others.sort_by_key(|rows| rows.first().map(|row| row.question.0));
    view.others = others.into_iter().filter_map(|rows| drawing.other(rows)).collect();
    Ok(view)
}

/// The phases a deal is in or has behind it.
async fn due_phases(cx: &Cx, deal: &Deal, position: i64) -> Result<Vec<crate::ids::PhaseId>> {
    let phases = pipelines::all_phases(cx.db(), deal.pipeline_id).await?;
    let due = phases.into_iter().filter(|phase| phase.position <= position);
    Ok(due.map(|phase| phase.id).collect())
}

impl HearingView {
    fn count(&mut self, sheet: &SheetView) {
        for question in sheet.sections.iter().flat_map(|section| &section.questions) {
            self.asked += 1;
            self.answered += usize::from(question.current.is_some());
            self.missing += usize::from(question.missing);
            self.missing_required += usize::from(question.missing && question.required);
            if let Some(answer) = &question.current {
                self.current
                    .push((answer.id, question.text.clone(), answer.said.clone()));
            }
        }
    }
}

struct Drawing<'d> {
    cx: &'d Cx,
    page: &'d Page,
    deal: &'d Deal,
    contacts: &'d [(i64, String)],
    typed: Option<(QuestionId, &'d Form)>,
}

impl Drawing<'_> {
    fn sheet(&self, asked: AskedSheet, is_due: bool, answers: &mut HashMap<QuestionId, Vec<AnswerRow>>) -> SheetView {
        let mut sections = vec![SectionView::default()];
        for line in &asked.lines {
            if line.is_heading() {
                sections.push(SectionView {
                    heading: line.text.clone(),
                    questions: Vec::new(),
                });
            } else if let Some(section) = sections.last_mut() {
                let rows = answers.remove(&line.id).unwrap_or_default();
                section.questions.push(self.question(line, is_due, &rows));
            }
        }
        sections.retain(|section| !section.questions.is_empty());
        let sheet = asked.sheet;
        SheetView {
            id: format!("sheet_{}", sheet.id),
            about: t!(
                self.cx,
                "hearing-sheet-of",
                phase = sheet.phase.as_str(),
                edition = sheet.edition
            ),
            is_here: sheet.phase_id == self.deal.phase_id,
            name: sheet.name,
            sections,
        }
    }

    fn question(&self, line: &Line, is_due: bool, rows: &[AnswerRow]) -> QuestionView {
        let current = rows.iter().find(|row| row.is_current);
        let beside = current.and_then(|current| rows.iter().find(|row| Some(row.id) == current.beside));
        let earlier = rows.iter().filter(|row| !row.is_current);
        let is_open = self.deal.outcome == deals::Outcome::Open;
        QuestionView {
            id: line.id,
            text: line.text.clone(),
            help: line.help.clone(),
            required: line.required,
            missing: is_due && is_open && current.is_none(),
            current: current.map(|row| self.answer(row, &line.text)),
            beside: beside.map(|row| self.answer(row, &line.text)),
            history: earlier.map(|row| self.answer(row, &line.text)).collect(),
            form: self.form(line, current),
        }
    }

    /// Answers to a question that is asked no more.
    fn other(&self, rows: Vec<AnswerRow>) -> Option<QuestionView> {
        let newest = rows.first()?;
        let (current, earlier): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.is_current);
        Some(QuestionView {
            id: newest.question,
            text: newest.asked.clone(),
            help: String::new(),
            required: false,
            missing: false,
            current: current.first().map(|row| self.answer(row, &newest.asked)),
            beside: None,
            history: earlier.into_iter().map(|row| self.answer(row, &newest.asked)).collect(),
            form: None,
        })
    }

    fn answer(&self, row: &AnswerRow, asked_now: &str) -> AnswerView {
        let words = self.cx.texts();
        let day = self.page.day(row.heard_on);
        let by = row.by.as_ref().map(|(_, name)| name.clone());
        let contact = row
            .contact
            .as_ref()
            .map(|(_, name)| t!(words, "hearing-said-by", name = name.as_str()));
        let withdrawn = row.withdrawn_at.map(|at| {
            let day = self.page.day(self.page.day_of(at));
            t!(words, "hearing-withdrawn-on", day = day)
        });
        let notes = [by, Some(day), Some(row.source.name(words)), contact, withdrawn];
        let notes: Vec<String> = notes.into_iter().flatten().filter(|note| !note.is_empty()).collect();
        AnswerView {
            id: row.id,
            said: row.answer.said(&row.asks, words),
            note: notes.join(&t!(words, "told-and")),
            asked: (row.asked != asked_now).then(|| row.asked.clone()),
            withdrawn: row.withdrawn_at.is_some(),
        }
    }

    fn form(&self, line: &Line, current: Option<&AnswerRow>) -> Option<QuestionForm> {
        if !self.cx.actor.may_write() {
            return None;
        }
        let asks = line.asks.as_ref()?;
        let form = match self.typed {
            Some((question, form)) if question == line.id => form.clone(),
            _ => Form::new(self.cx.texts(), self.fields(line, current)),
        };
        let mut contacts = self.contacts.to_vec();
        if let Some((id, name)) = current.and_then(|row| row.contact.clone())
            && contacts.iter().all(|(offered, _)| *offered != id.0)
        {
            contacts.push((id.0, name));
        }
        let name = field_name(line.id);
        let field = FieldView::new(self.page, &form, name, line.text.as_str(), asks)
            .with_help(line.help.as_str())
            .required(line.required);
        Some(QuestionForm {
            page: self.page.clone(),
            version: form.value("version").to_owned(),
            draft: self.page.draft(&format!("deal/{}/hearing/{}", self.deal.id, line.id)),
            question: line.id,
            deal: self.deal.id,
            field,
            form,
            sources: Source::ALL
                .map(|source| (source.code(), source.name(self.cx.texts())))
                .into(),
            contacts,
        })
    }

    /// What the form says as long as nobody types.
    fn fields(&self, line: &Line, current: Option<&AnswerRow>) -> Fields {
        let mut fields = Fields::default();
        let Some(current) = current else {
            fields.set("version", "0");
            fields.set("source", Source::Heard.code());
            fields.set("heard_on", self.cx.today().to_string());
            return fields;
        };
        fields.set("version", format!("{}.{}", current.id, current.version));
        fields.set("source", current.source.code());
        let contact = current.contact.as_ref().map(|(id, _)| id.to_string());
        fields.set("contact", contact.unwrap_or_default());
        fields.set("heard_on", current.heard_on.to_string());
        for value in current.answer.typed() {
            fields.add(&field_name(line.id), value);
        }
        fields
    }
}

impl QuestionForm {
    fn id(&self, name: &str) -> String {
        format!("q{}_{name}", self.question)
    }
}
