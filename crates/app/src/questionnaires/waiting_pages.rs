//! The list of what customers answered and nobody has decided about, and all answers as a file.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::response::Response;
use kit::{csv::Csv, fields::QueryFields};

use super::{
    AboutId, Content, Target,
    about::{path, whose},
    edition,
    proposal::Decision,
    targets::Targets,
    waiting::{self, Row, SHOWN, Waiting},
};
use crate::{cx::Cx, error::Result, leads, page::Page, questions::Answer, t, time::At};

#[derive(Template)]
#[template(path = "questionnaires/views/waiting.html")]
struct WaitingPage {
    page: Page,
    is_mine: bool,
    responses: Vec<(String, Waiting)>,
    is_cut: bool,
}

impl WaitingPage {
    fn day(&self, at: &At) -> String {
        self.page.day(self.page.day_of(*at))
    }

    fn about(waiting: &Waiting) -> String {
        named(
            waiting.title.as_deref(),
            waiting.lead_company.as_deref(),
            waiting.lead_contact.as_deref(),
        )
    }

    fn below(&self, waiting: &Waiting) -> String {
        let owner = waiting.owner.clone().filter(|_| !self.is_mine);
        let parts = [Some(waiting.name.clone()), waiting.contact.clone(), owner];
        self.page.words.beside(parts.into_iter().flatten())
    }
}

fn named(title: Option<&str>, company: Option<&str>, contact: Option<&str>) -> String {
    match title {
        Some(title) => title.to_owned(),
        None => leads::name_of(company.unwrap_or(""), contact.unwrap_or("")),
    }
}

/// `GET /questionnaires`: about one's own deals and leads; `whose=all` about all that one sees.
///
/// # Errors
/// When the database is away.
pub async fn list(cx: Cx, QueryFields(query): QueryFields) -> Result<Response> {
    let is_mine = query.text("whose") != "all";
    let owner = if is_mine { Some(cx.user()?) } else { None };
    let mut found = waiting::waiting(&cx.app, &cx.actor, owner).await?;
    let is_cut = found.len() > SHOWN;
    found.truncate(SHOWN);
    let mut responses = Vec::new();
    for one in found {
        responses.push((path(whose(one.deal_id, one.lead_id)?), one));
    }
    let page = cx.page(t!(cx, "questionnaire-waiting")).under(t!(cx, "activity"));
    cx.html(&WaitingPage {
        page,
        is_mine,
        responses,
        is_cut,
    })
}

/// `GET /questionnaires.csv`: every answer about a deal or lead that this person sees.
///
/// # Errors
/// When the database is away.
pub async fn file(cx: Cx) -> Result<Response> {
    let rows = waiting::rows(&cx.app, &cx.actor).await?;
    let editions: BTreeSet<i64> = rows.iter().map(|row| row.edition_id).collect();
    let mut contents = BTreeMap::new();
    for (id, content) in waiting::contents(&cx.app, editions).await? {
        contents.insert(id, edition::read(&content)?);
    }
    let targets = Targets::read(&cx).await?;
    let mut csv = Csv::new(header(&cx));
    for row in &rows {
        csv.row(cells(&cx, row, contents.get(&row.edition_id), &targets));
    }
    Ok(csv.download("questionnaires.csv"))
}

fn header(cx: &Cx) -> [String; 12] {
    [
        t!(cx, "questionnaire-column-at"),
        t!(cx, "questionnaire"),
        t!(cx, "questionnaire-column-about"),
        t!(cx, "questionnaire-column-number"),
        t!(cx, "owner"),
        t!(cx, "questionnaire-for"),
        t!(cx, "questionnaire-question-text"),
        t!(cx, "questionnaire-column-answer"),
        t!(cx, "questionnaire-target"),
        t!(cx, "questionnaire-column-decision"),
        t!(cx, "questionnaire-column-decider"),
        t!(cx, "questionnaire-column-decided"),
    ]
}

fn cells(cx: &Cx, row: &Row, content: Option<&Content>, targets: &Targets) -> [String; 12] {
    let asked = content.and_then(|content| content.questions.iter().find(|asked| asked.id.0 == row.question_id));
    let answer = asked.and_then(|asked| {
        let answer = Answer::from_columns(asked.asks.kind(), &row.value_text, row.value_number, row.value_day)?;
        Some(match answer {
            // As they are typed, so that a spreadsheet can compute with them.
            Answer::Number(_) | Answer::Date(_) | Answer::Scale(_) => answer.text(),
            _ => answer.said(&asked.asks, cx.texts()),
        })
    });
    let when = |at: At| format!("{} {}", at.day(cx.zone()), at.clock_time(cx.zone()));
    let decision = row.decision.as_deref().and_then(Decision::from_code);
    let about = match (row.deal_id, row.lead_id) {
        (Some(id), _) => AboutId::Deal(id).code(),
        (None, Some(id)) => AboutId::Lead(id).code(),
        (None, None) => String::new(),
    };
    [
        when(row.at),
        row.name.clone(),
        named(
            row.title.as_deref(),
            row.lead_company.as_deref(),
            row.lead_contact.as_deref(),
        ),
        about,
        row.owner.clone().unwrap_or_default(),
        row.contact.clone().unwrap_or_default(),
        asked
            .map(|asked| asked.text.for_reader(cx.texts().locale).to_owned())
            .unwrap_or_default(),
        answer.unwrap_or_else(|| row.value_text.clone()),
        targets
            .filled_by(Target::from(row.target.clone()))
            .unwrap_or_default()
            .to_owned(),
        decision.map(|decision| decision.name(cx.texts())).unwrap_or_default(),
        row.decider.clone().unwrap_or_default(),
        row.decided_at.map(when).unwrap_or_default(),
    ]
}
