//! `GET /deals/{id}/hearing`, `POST /deals/{id}/hearing/{question}`, `POST /hearing/answers/{id}/keep`.

use askama::Template;
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use japan::DateError;
use kit::{fields::Fields, flash::Toast, turbo::Streams};
use sea_orm::{ColumnTrait as _, QueryFilter as _};

use super::{
    answer::{self, Given, Kept, Seen},
    asked,
    idea::{self, Idea},
    source::Source,
    view::{self, HearingView, field_name},
};
use crate::{
    companies,
    cx::Cx,
    deals::{self, Deal},
    error::{Error, Result},
    form::Form,
    ids::{AnswerId, ContactId, DealId, QuestionId},
    live,
    page::Page,
    questions::Answer,
    t,
};

#[derive(Template)]
#[template(path = "hearing/views/show.html")]
struct ShowPage {
    page: Page,
    deal: Deal,
    company: String,
    own: bool,
    live_after: i64,
    hearing: HearingView,
    ideas: Vec<Idea>,
    idea: Form,
}

impl ShowPage {
    fn idea_note(&self, idea: &Idea) -> String {
        let day = self.page.day(self.page.day_of(idea.at));
        [idea.by.as_str(), day.as_str()].join(&t!(self.page, "told-and"))
    }

    fn is_from(&self, answer: &AnswerId) -> bool {
        let id = answer.to_string();
        self.idea.fields().all("from").any(|from| from == id)
    }
}

#[derive(Template)]
#[template(path = "hearing/views/problem.html")]
struct Problem {
    icon: String,
    problems: Vec<String>,
}

/// `GET /deals/{id}/hearing`.
///
/// # Errors
/// [`Error::NotFound`] for what this person may not see.
pub async fn show(cx: Cx, Path(id): Path<DealId>) -> Result<Response> {
    let form = empty_idea(&cx);
    show_with(&cx, id, None, form).await
}

fn empty_idea(cx: &Cx) -> Form {
    let mut form = Form::new(cx.texts(), Fields::default());
    form.set("once", kit::random::token());
    form
}

/// The page with a question's form, or the one of an idea, as it was typed.
pub(super) async fn show_with(cx: &Cx, id: DealId, typed: Option<(QuestionId, &Form)>, idea: Form) -> Result<Response> {
    let deal = seen(cx, id).await?;
    let own_frame = format!("deal_{id}");
    let title = t!(cx, "hearing-of", title = deal.title.as_str());
    let mut page = cx.page(title).under(t!(cx, "hearing"));
    page.frame = page.frame.filter(|frame| *frame == own_frame);
    let status = typed.map_or_else(|| idea.status(), |(_, form)| form.status());
    let company = match deal.company_id {
        Some(company) => companies::names(cx.db(), &cx.actor, [company]).await?.remove(&company),
        None => None,
    };
    let view = ShowPage {
        own: page.frame.is_some(),
        live_after: live::newest(&cx.app).await?.0,
        hearing: view::read(cx, &page, &deal, typed).await?,
        ideas: idea::ideas_of(cx.db(), id).await?,
        company: company.unwrap_or_default(),
        deal,
        idea,
        page,
    };
    cx.html_with(status, &view)
}

async fn seen(cx: &Cx, id: DealId) -> Result<Deal> {
    let found = deals::visible_to(&cx.actor).filter(deals::Column::Id.eq(id));
    found.one(cx.db()).await?.ok_or(Error::NotFound)
}

/// `POST /deals/{id}/hearing/{question}`: `q…`, `source`, `contact`, `heard_on`, and as `version` the answer that was seen.
///
/// # Errors
/// [`Error::NotFound`] for what this person may not see and for a question that is not asked, [`Error::Stale`] for taking
/// back an answer that was not seen.
pub async fn create(cx: Cx, Path((id, question)): Path<(DealId, QuestionId)>, fields: Fields) -> Result<Response> {
    let deal = seen(&cx, id).await?;
    let line = asked::question(cx.db(), &deal, question).await?;
    let asks = line.asks.clone().ok_or(Error::NotFound)?;
    let mut form = Form::new(cx.texts(), fields);
    let name = field_name(question);
    let given = Answer::read(&mut form, &asks, &name, &line.text, cx.today());
    let given = read(&cx, &mut form, question, given.flatten());
    let Some(given) = given.filter(|_| form.is_good()) else {
        return refuse(&cx, id, question, &form).await;
    };
    let version = Seen::parse(form.value("version"));
    let mut tx = cx.begin().await?;
    let kept = answer::give(&mut tx, id, question, version, given).await?;
    tx.commit().await?;
    if cx.wants.streams {
        let streams = Streams::new().reload([format!("deal_{id}")]);
        return Ok(streams.into_response());
    }
    let toast = match kept {
        Kept::Beside(_) => t!(cx, "hearing-kept-both"),
        Kept::Withdrawn(_) => t!(cx, "hearing-withdrawn"),
        _ => t!(cx, "hearing-saved"),
    };
    Ok(cx.see(
        &format!("/deals/{id}/hearing#question_{question}"),
        Some(Toast::new(toast)),
    ))
}

/// Everything but the answer itself.
fn read(cx: &Cx, form: &mut Form, question: QuestionId, answer: Option<Answer>) -> Option<Given> {
    let id = |name: &str| format!("q{question}_{name}");
    let source = match form.value("source") {
        "" => Some(Source::Heard),
        code => Source::from_code(code),
    };
    if source.is_none() {
        let value = form.value("source").to_owned();
        let label = t!(cx, "hearing-source");
        form.wrong(id("source"), t!(cx, "form-choice", label = label, value = value));
    }
    let contact = match form.value("contact") {
        "" => Some(None),
        contact => contact.parse().ok().map(|id| Some(ContactId(id))),
    };
    if contact.is_none() {
        let value = form.value("contact").to_owned();
        let label = t!(cx, "contact");
        form.wrong(id("contact"), t!(cx, "form-choice", label = label, value = value));
    }
    let heard_on = match japan::parse_date(form.value("heard_on"), cx.today()) {
        Err(DateError::Empty) => Some(cx.today()),
        day => day.ok(),
    };
    if heard_on.is_none_or(|day| day > cx.today()) {
        let value = form.value("heard_on").to_owned();
        form.wrong(id("heard_on"), t!(cx, "hearing-day-wrong", value = value));
    }
    Some(Given {
        answer,
        source: source?,
        contact: contact?,
        heard_on: heard_on?,
    })
}

/// What is wrong about the form of a question: beside it for a page that saves by itself, else on the page.
async fn refuse(cx: &Cx, id: DealId, question: QuestionId, form: &Form) -> Result<Response> {
    if cx.wants.streams {
        let problem = Problem {
            icon: cx.page("").icon("warning"),
            problems: form.problems().map(str::to_owned).collect(),
        };
        let streams = Streams::new().update(&format!("question_{question}_problem"), &problem.render()?);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, streams).into_response());
    }
    show_with(cx, id, Some((question, form)), empty_idea(cx)).await
}

/// `POST /hearing/answers/{id}/keep`: of two answers given at once, this one holds.
///
/// # Errors
/// [`Error::NotFound`] for what this person may not see, [`Error::Stale`] when somebody has decided already.
pub async fn keep(cx: Cx, Path(id): Path<AnswerId>) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let (deal, question) = answer::keep(&mut tx, id).await?;
    tx.commit().await?;
    Ok(cx.see(
        &format!("/deals/{deal}/hearing#question_{question}"),
        Some(Toast::new(t!(cx, "hearing-saved"))),
    ))
}
