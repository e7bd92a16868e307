//! The questions of a questionnaire in the settings: add, change, reorder, retire.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::{fields::Fields, flash::Toast};

use super::{
    Asked, Question, Questionnaire, Target, Wording,
    question::{self, NewQuestion},
    questionnaire::questionnaire,
    settings_pages::read_text,
    targets::Targets,
};
use crate::{
    cx::Cx,
    error::{Error, Result},
    form::Form,
    ids::{QuestionnaireId, QuestionnaireQuestionId},
    page::Page,
    questions::{AskFields, Asks, ask_fields, read_asks},
    shared::{
        entries,
        order::{self, Step},
    },
    t,
};

/// A question is a sentence or two.
const TEXT: usize = 300;

#[derive(Template)]
#[template(path = "questionnaires/views/question.html")]
struct QuestionPage {
    page: Page,
    of: Questionnaire,
    question: Option<Question>,
    asks: AskFields,
    targets: Vec<(String, Vec<(String, String)>)>,
    form: Form,
}

impl QuestionPage {
    fn action(&self) -> String {
        match &self.question {
            Some(question) => format!("/settings/questionnaires/questions/{}", question.asked.id),
            None => format!("{}/questions", path(self.of.id)),
        }
    }

    fn draft(&self) -> String {
        let key = match &self.question {
            Some(question) => format!("questionnaire-question/{}", question.asked.id),
            None => format!("questionnaire-question/of/{}", self.of.id),
        };
        self.page.draft(&key)
    }

    fn version(&self) -> i64 {
        self.question.as_ref().map_or(0, |question| question.version)
    }
}

fn path(id: QuestionnaireId) -> String {
    format!("/settings/questionnaires/{id}")
}

/// `GET /settings/questionnaires/{id}/questions/new`.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn new(cx: Cx, Path(id): Path<QuestionnaireId>) -> Result<Response> {
    let mut fields = Fields::default();
    fields.set("once", kit::random::token());
    draw(&cx, id, None, Form::new(cx.texts(), fields)).await
}

async fn draw(cx: &Cx, id: QuestionnaireId, question: Option<Question>, form: Form) -> Result<Response> {
    let of = questionnaire(cx.db(), id).await?;
    let title = match &question {
        Some(question) => t!(cx, "master-edit", name = question.asked.text.ja.as_str()),
        None => t!(cx, "questionnaire-question-add"),
    };
    let page = cx.page(title).narrow();
    let view = QuestionPage {
        asks: AskFields::new(&page, &form),
        targets: Targets::read(cx).await?.groups(),
        page,
        of,
        question,
        form,
    };
    cx.html_with(view.form.status(), &view)
}

/// `POST /settings/questionnaires/{id}/questions`.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn add(cx: Cx, Path(id): Path<QuestionnaireId>, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    if let Some(new) = read(&mut form, &cx, None).await? {
        let mut tx = cx.begin().await?;
        if tx.is_first_time(form.fields()).await? {
            question::add(&mut tx, id, &new).await?;
            tx.commit().await?;
        }
        let toast = Toast::new(t!(cx, "questionnaire-question-added"));
        return Ok(cx.see(&path(id), Some(toast)));
    }
    draw(&cx, id, None, form).await
}

async fn read(form: &mut Form, cx: &Cx, now: Option<&Question>) -> Result<Option<NewQuestion>> {
    let label = t!(cx, "questionnaire-question-text");
    let text = read_text(form, "text", label.clone(), TEXT);
    if text.as_deref() == Some("") {
        form.wrong("text", t!(cx, "form-empty", label = label));
    }
    let text_en = read_text(form, "text_en", t!(cx, "questionnaire-question-text-en"), TEXT);
    let help = read_text(form, "help", t!(cx, "questionnaire-question-help"), TEXT);
    let help_en = read_text(form, "help_en", t!(cx, "questionnaire-question-help-en"), TEXT);
    let asks = read_asks(form);
    let choices_en = asks.as_ref().and_then(|asks| read_english(form, cx, asks));
    let target = Target::from_code(form.value("target")).unwrap_or_default();
    let stays = now.is_some_and(|now| now.asked.target == target);
    let targets = Targets::read(cx).await?;
    if !stays && !targets.offers(target) {
        form.wrong("target", t!(cx, "questionnaire-target-gone"));
    }
    if let Some(misfit) = asks.as_ref().and_then(|asks| targets.misfit(cx.texts(), target, asks)) {
        form.wrong("target", misfit);
    }
    if !form.is_good() {
        return Ok(None);
    }
    let wording = |ja: Option<String>, en: Option<String>| Some(Wording { ja: ja?, en: en? });
    let read = || {
        Some(NewQuestion {
            text: wording(text, text_en)?,
            help: wording(help, help_en)?,
            asks: asks?,
            choices_en: choices_en?,
            required: form.fields().flag("required"),
            target,
        })
    };
    Ok(read())
}

/// The English of choices, unit or ends of a scale: as many lines as there are in Japanese, or none.
fn read_english(form: &mut Form, cx: &Cx, asks: &Asks) -> Option<Vec<String>> {
    let typed = form.value("choices_en").to_owned();
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<String> = lines.map(str::to_owned).collect();
    let wanted = match asks {
        Asks::Choice { choices } | Asks::Several { choices } => choices.len(),
        Asks::Number { unit } => usize::from(!unit.is_empty()),
        Asks::Scale(_) => 2,
        Asks::Text | Asks::Date => 0,
    };
    if lines.is_empty() || lines.len() == wanted {
        return Some(lines);
    }
    form.wrong(
        "choices_en",
        t!(
            cx,
            "questionnaire-choices-en-count",
            wanted = wanted,
            count = lines.len()
        ),
    );
    None
}

/// `GET /settings/questionnaires/questions/{id}/edit`.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn edit(cx: Cx, Path(id): Path<QuestionnaireQuestionId>) -> Result<Response> {
    let found = question::question(cx.db(), id).await?;
    let form = Form::new(cx.texts(), fields_of(&found));
    draw(&cx, found.questionnaire_id, Some(found), form).await
}

fn fields_of(question: &Question) -> Fields {
    let Asked {
        text,
        help,
        asks,
        choices_en,
        required,
        target,
        ..
    } = &question.asked;
    let mut fields = Fields::default();
    fields.set("text", text.ja.as_str());
    fields.set("text_en", text.en.as_str());
    fields.set("help", help.ja.as_str());
    fields.set("help_en", help.en.as_str());
    ask_fields(asks, &mut fields);
    fields.set("choices_en", choices_en.join("\n"));
    fields.set("required", if *required { "1" } else { "" });
    fields.set("target", target.code());
    fields.set("version", question.version.to_string());
    fields
}

/// `POST /settings/questionnaires/questions/{id}`.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn change(cx: Cx, Path(id): Path<QuestionnaireQuestionId>, fields: Fields) -> Result<Response> {
    let now = question::question(cx.db(), id).await?;
    let mut form = Form::new(cx.texts(), fields);
    if let Some(new) = read(&mut form, &cx, Some(&now)).await? {
        let version = form.fields().number("version").unwrap_or(0);
        let mut tx = cx.begin().await?;
        match question::change(&mut tx, id, version, &new).await {
            Ok(()) => {
                tx.commit().await?;
                let toast = Toast::new(t!(cx, "settings-saved"));
                return Ok(cx.see(&path(now.questionnaire_id), Some(toast)));
            }
            Err(Error::Stale) => tell_conflict(&mut form, &now),
            Err(error) => return Err(error),
        }
    }
    draw(&cx, now.questionnaire_id, Some(now), form).await
}

fn tell_conflict(form: &mut Form, now: &Question) {
    let theirs = fields_of(now);
    for name in ["text", "text_en", "help", "help_en", "choices", "choices_en", "target"] {
        if form.value(name) != theirs.text(name) {
            form.theirs(name, theirs.text(name));
        }
    }
    form.stale(now.version);
}

/// `POST /settings/questionnaires/questions/{id}/retire`.
///
/// # Errors
/// [`Error::Stale`] when somebody was quicker.
pub async fn retire(cx: Cx, Path(id): Path<QuestionnaireQuestionId>, fields: Fields) -> Result<Response> {
    set_retired(cx, id, &fields, true).await
}

/// `POST /settings/questionnaires/questions/{id}/restore`.
///
/// # Errors
/// [`Error::Stale`] when somebody was quicker.
pub async fn restore(cx: Cx, Path(id): Path<QuestionnaireQuestionId>, fields: Fields) -> Result<Response> {
    set_retired(cx, id, &fields, false).await
}

async fn set_retired(cx: Cx, id: QuestionnaireQuestionId, fields: &Fields, retired: bool) -> Result<Response> {
    let version = fields.number("version").unwrap_or(0);
    let mut tx = cx.begin().await?;
    let found = question::set_retired(&mut tx, id, version, retired).await?;
    tx.commit().await?;
    let toast = entries::use_toast(
        cx.texts(),
        &found.asked.text.ja,
        retired,
        version,
        format!("/settings/questionnaires/questions/{id}/restore"),
    );
    Ok(cx.see(&path(found.questionnaire_id), Some(toast)))
}

/// `POST /settings/questionnaires/{id}/questions/order`.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn reorder(cx: Cx, Path(id): Path<QuestionnaireId>, fields: Fields) -> Result<Response> {
    let wish: Vec<i64> = fields.all("id").filter_map(|id| id.parse().ok()).collect();
    put_in_order(cx, id, |now| order::asked(now, wish)).await
}

/// `POST /settings/questionnaires/questions/{id}/up`.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn up(cx: Cx, Path(id): Path<QuestionnaireQuestionId>) -> Result<Response> {
    step(cx, id, Step::Up).await
}

/// `POST /settings/questionnaires/questions/{id}/down`.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn down(cx: Cx, Path(id): Path<QuestionnaireQuestionId>) -> Result<Response> {
    step(cx, id, Step::Down).await
}

async fn step(cx: Cx, id: QuestionnaireQuestionId, step: Step) -> Result<Response> {
    let of = question::question(cx.db(), id).await?.questionnaire_id;
    put_in_order(cx, of, |now| order::stepped(now.to_vec(), id.0, step)).await
}

async fn put_in_order(cx: Cx, id: QuestionnaireId, wish: impl FnOnce(&[i64]) -> Vec<i64>) -> Result<Response> {
    let mut tx = cx.begin().await?;
    question::put_in_order(&mut tx, id, wish).await?;
    tx.commit().await?;
    Ok(cx.in_order(&path(id)))
}
