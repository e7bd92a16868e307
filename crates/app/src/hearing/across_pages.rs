//! `GET /hearing/answers` and its file: the answers of all deals that the reader sees, of one question or of all.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use db::Sql;
use kit::fields::QueryFields;

use super::{
    across::{self, AcrossQuestion, AnswerFilter},
    across_columns::ANSWERS,
    across_view::Summary,
    source::Source,
};
use crate::{
    cx::Cx,
    deals::{Outcome, outcome_name},
    error::{Error, Result},
    page::Page,
    shared::{Empty, ListView, Reader, download},
    t,
};

#[derive(Template)]
#[template(path = "hearing/views/across.html")]
struct AcrossPage {
    page: Page,
    filter: AnswerFilter,
    questions: Vec<AcrossQuestion>,
    outcomes: Vec<(&'static str, String)>,
    sources: Vec<(&'static str, String)>,
    kept: Vec<(String, String)>,
    chosen: Option<AcrossQuestion>,
    summary: Option<Summary>,
    list: ListView,
}

impl AcrossPage {
    fn is_question(&self, question: &AcrossQuestion) -> bool {
        self.filter.question == Some(question.id)
    }

    fn is_outcome(&self, code: &str) -> bool {
        self.filter.outcome.is_some_and(|outcome| outcome.code() == code)
    }

    fn is_source(&self, code: &str) -> bool {
        self.filter.source.is_some_and(|source| source.code() == code)
    }

    fn is_narrowed(&self) -> bool {
        self.filter.outcome.is_some() || self.filter.source.is_some() || !self.filter.text.is_empty()
    }

    fn cleared(&self) -> String {
        match &self.chosen {
            Some(question) => format!("{}?question={}", ANSWERS.path, question.id),
            None => ANSWERS.path.to_owned(),
        }
    }
}

/// `GET /hearing/answers`: `question`, `outcome`, `source`, `text`.
///
/// # Errors
/// [`Error::NotFound`] for a question that never was.
pub async fn list(cx: Cx, QueryFields(mut fields): QueryFields) -> Result<Response> {
    let filter = AnswerFilter::parse(&fields, &cx.actor);
    let questions = across::questions(&cx.app).await?;
    let chosen = match filter.question {
        None => None,
        Some(id) => {
            let found = questions.iter().find(|question| question.id == id);
            Some(found.cloned().ok_or(Error::NotFound)?)
        }
    };
    let kept = ANSWERS.asked(&fields).kept(&AnswerFilter::NAMES);
    if chosen.is_none() && !fields.has("columns") {
        for column in ANSWERS
            .columns
            .iter()
            .filter(|column| column.shown || column.code == "question")
        {
            fields.add("columns", column.code);
        }
    }
    let asked = ANSWERS.asked(&fields);
    let narrow = |sql: &mut Sql| filter.push(&cx.actor, sql);
    let (paging, ids) = asked.page(&cx.app, &narrow).await?;
    let rows = across::rows(&cx.app, &cx.actor, &ids).await?;
    let page = cx.page(t!(cx, "hearing-answers"));
    let list = ListView::new(
        &page,
        t!(cx, "hearing-answers"),
        &asked,
        &Reader::from(&cx),
        paging,
        &rows,
    );
    let list = list.or_empty(|| empty(&cx, &filter));
    let summary = match &chosen {
        Some(question) => Some(Summary::read(&cx, question, &filter).await?),
        None => None,
    };
    let words = cx.texts();
    let status = if filter.refused.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let view = AcrossPage {
        outcomes: Outcome::ALL
            .map(|outcome| (outcome.code(), outcome_name(outcome, words)))
            .into(),
        sources: Source::ALL.map(|source| (source.code(), source.name(words))).into(),
        page,
        filter,
        questions,
        kept,
        chosen,
        summary,
        list,
    };
    cx.html_with(status, &view)
}

/// Nothing at all yet, or nothing that matches.
fn empty(cx: &Cx, filter: &AnswerFilter) -> Empty {
    let narrowed = filter.outcome.is_some() || filter.source.is_some() || !filter.text.is_empty();
    Empty {
        icon: "log",
        title: if narrowed {
            t!(cx, "hearing-answers-none-match")
        } else {
            t!(cx, "hearing-answers-none")
        },
        text: if narrowed {
            t!(cx, "list-none-match-text")
        } else {
            t!(cx, "hearing-answers-none-text")
        },
        ways: vec![("/board".to_owned(), t!(cx, "report-to-board"))],
    }
}

/// `GET /hearing/answers.csv`: the same rows and columns as a file.
///
/// # Errors
/// [`Error::Invalid`] for filters that are not understood.
pub async fn list_file(cx: Cx, QueryFields(fields): QueryFields) -> Result<Response> {
    let filter = AnswerFilter::parse(&fields, &cx.actor);
    if !filter.refused.is_empty() {
        return Err(Error::Invalid(filter.refused.join(" ")));
    }
    let asked = ANSWERS.asked(&fields);
    let narrow = |sql: &mut Sql| filter.push(&cx.actor, sql);
    let ids = asked.all(&cx.app, &narrow).await?;
    let (app, actor) = (cx.app.clone(), cx.actor.clone());
    let read = move |ids: Vec<i64>| {
        let (app, actor) = (app.clone(), actor.clone());
        async move { across::rows(&app, &actor, &ids).await }
    };
    Ok(download(&asked, Reader::from(&cx), ids, read))
}
