//! Questionnaires in the settings: list, add, what stands around the questions, retire, preview.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::{
    fields::{Fields, QueryFields},
    flash::Toast,
};

use super::{
    Question, Questionnaire, Wording, edition,
    publication_pages::Panel,
    question::all_of,
    questionnaire::{self, Heading},
    sheet::Sheet,
    targets::Targets,
};
use crate::{
    cx::Cx,
    error::{Error, Result},
    form::Form,
    ids::QuestionnaireId,
    page::Page,
    shared::{
        entries::{self, refuse_name},
        order::{self, OrderButtons, Step},
    },
    t,
    text::Locale,
};

const LIST: &str = "/settings/questionnaires";
/// What stands above the questions: a few sentences.
const INTRO: usize = 1000;
/// A sentence, or a name.
const LINE: usize = 200;

#[derive(Template)]
#[template(path = "questionnaires/views/questionnaires.html")]
struct ListPage {
    page: Page,
    questionnaires: Vec<(Questionnaire, String)>,
    form: Form,
}

/// `GET /settings/questionnaires`.
///
/// # Errors
/// When the database is away.
pub async fn list(cx: Cx) -> Result<Response> {
    let form = Form::new(cx.texts(), Fields::default());
    show_list(&cx, form).await
}

async fn show_list(cx: &Cx, form: Form) -> Result<Response> {
    let mut questionnaires = Vec::new();
    for one in questionnaire::all(cx.db()).await? {
        let asked = edition::content(cx.db(), &one).await?.questions.len();
        let mut about = vec![t!(cx, "questionnaire-count", count = asked)];
        if one.retired_at.is_some() {
            about.push(t!(cx, "master-retired"));
        }
        questionnaires.push((one, cx.texts().beside(about)));
    }
    let page = cx.page(t!(cx, "questionnaires"));
    cx.html_with(
        form.status(),
        &ListPage {
            page,
            questionnaires,
            form,
        },
    )
}

/// `POST /settings/questionnaires`.
///
/// # Errors
/// When the database is away.
pub async fn add(cx: Cx, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    if let Some(name) = form.required("name", t!(cx, "master-name")) {
        let mut tx = cx.begin().await?;
        match questionnaire::taken(tx.db(), &name, None).await? {
            Some(same) => refuse_name(&mut form, "name", &same.name.ja, same.retired_at.is_some()),
            None => {
                let id = questionnaire::add(&mut tx, &first_heading(&cx, name)).await?;
                tx.commit().await?;
                let toast = Toast::new(t!(cx, "questionnaire-added"));
                return Ok(cx.see(&format!("{LIST}/{id}"), Some(toast)));
            }
        }
    }
    show_list(&cx, form).await
}

/// Until somebody says otherwise, the sales team of the workspace receives the answers.
fn first_heading(cx: &Cx, name: String) -> Heading {
    let workspace = cx.actor.workspace.name.as_str();
    let receiver = |locale: Locale| t!(locale.texts(), "questionnaire-receiver-first", workspace = workspace);
    Heading {
        name: Wording {
            ja: name,
            en: String::new(),
        },
        intro: Wording::default(),
        receiver: Wording {
            ja: receiver(Locale::Ja),
            en: receiver(Locale::En),
        },
    }
}

#[derive(Template)]
#[template(path = "questionnaires/views/questionnaire.html")]
struct ShowPage {
    page: Page,
    questionnaire: Questionnaire,
    questions: Vec<(Question, String)>,
    form: Form,
    publication: Panel,
}

/// `GET /settings/questionnaires/{id}`.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn show(cx: Cx, Path(id): Path<QuestionnaireId>) -> Result<Response> {
    let found = questionnaire::questionnaire(cx.db(), id).await?;
    let form = Form::new(cx.texts(), fields_of(&found));
    show_one(&cx, found, form, None).await
}

/// The same with what was typed about publishing it.
pub(super) async fn show_with(cx: &Cx, found: Questionnaire, publication: Option<Form>) -> Result<Response> {
    let form = Form::new(cx.texts(), fields_of(&found));
    show_one(cx, found, form, publication).await
}

fn fields_of(one: &Questionnaire) -> Fields {
    let mut fields = Fields::default();
    for (name, wording) in [("name", &one.name), ("intro", &one.intro), ("receiver", &one.receiver)] {
        fields.set(name, wording.ja.as_str());
        fields.set(&format!("{name}_en"), wording.en.as_str());
    }
    fields.set("version", one.version.to_string());
    fields
}

async fn show_one(cx: &Cx, questionnaire: Questionnaire, form: Form, publication: Option<Form>) -> Result<Response> {
    let status = publication.as_ref().map_or(form.status(), Form::status);
    let targets = Targets::read(cx).await?;
    let mut questions = Vec::new();
    for question in all_of(cx.db(), questionnaire.id).await? {
        let asked = &question.asked;
        let mut about = vec![asked.asks.describe(cx.texts())];
        about.extend(
            targets
                .filled_by(asked.target)
                .map(|name| t!(cx, "questionnaire-fills", name = name)),
        );
        if question.retired_at.is_some() {
            about.push(t!(cx, "master-retired"));
        }
        questions.push((question, cx.texts().beside(about)));
    }
    cx.html_with(
        status,
        &ShowPage {
            page: cx.page(questionnaire.name.ja.clone()),
            publication: Panel::read(cx, &questionnaire, publication).await?,
            questionnaire,
            questions,
            form,
        },
    )
}

/// `POST /settings/questionnaires/{id}`.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn change(cx: Cx, Path(id): Path<QuestionnaireId>, fields: Fields) -> Result<Response> {
    let now = questionnaire::questionnaire(cx.db(), id).await?;
    let mut form = Form::new(cx.texts(), fields);
    if let Some(heading) = read(&mut form, &cx) {
        let version = form.fields().number("version").unwrap_or(0);
        let mut tx = cx.begin().await?;
        if let Some(same) = questionnaire::taken(tx.db(), &heading.name.ja, Some(id)).await? {
            refuse_name(&mut form, "name", &same.name.ja, same.retired_at.is_some());
        } else {
            match questionnaire::change(&mut tx, id, version, &heading).await {
                Ok(()) => {
                    tx.commit().await?;
                    let toast = Toast::new(t!(cx, "settings-saved"));
                    return Ok(cx.see(&format!("{LIST}/{id}"), Some(toast)));
                }
                Err(Error::Stale) => tell_conflict(&mut form, &now),
                Err(error) => return Err(error),
            }
        }
    }
    show_one(&cx, now, form, None).await
}

fn tell_conflict(form: &mut Form, now: &Questionnaire) {
    let theirs = fields_of(now);
    for name in ["name", "name_en", "intro", "intro_en", "receiver", "receiver_en"] {
        if form.value(name) != theirs.text(name) {
            form.theirs(name, theirs.text(name));
        }
    }
    form.stale(now.version);
}

fn read(form: &mut Form, cx: &Cx) -> Option<Heading> {
    let name = form.required("name", t!(cx, "master-name"));
    let name_en = read_text(form, "name_en", t!(cx, "questionnaire-name-en"), LINE);
    let intro = read_text(form, "intro", t!(cx, "questionnaire-intro"), INTRO);
    let intro_en = read_text(form, "intro_en", t!(cx, "questionnaire-intro-en"), INTRO);
    let receiver = form.required("receiver", t!(cx, "questionnaire-receiver"));
    let receiver_en = read_text(form, "receiver_en", t!(cx, "questionnaire-receiver-en"), LINE);
    let wording = |ja, en| Wording { ja, en };
    Some(Heading {
        name: wording(name?, name_en?),
        intro: wording(intro?, intro_en?),
        receiver: wording(receiver?, receiver_en?),
    })
}

/// A text of several lines that may be empty.
pub(super) fn read_text(form: &mut Form, name: &'static str, label: String, most: usize) -> Option<String> {
    let value = form.value(name).replace("\r\n", "\n");
    let words = form.words();
    if value.chars().count() > most {
        form.wrong(name, t!(words, "form-too-long", label = label, most = most));
        return None;
    }
    if value.contains(|c: char| c.is_control() && c != '\n') {
        form.wrong(name, t!(words, "form-control", label = label));
        return None;
    }
    Some(value)
}

/// `GET /settings/questionnaires/{id}/preview`: as a customer sees it, in both languages; nothing can be sent.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn preview(cx: Cx, Path(id): Path<QuestionnaireId>, QueryFields(query): QueryFields) -> Result<Response> {
    let found = questionnaire::questionnaire(cx.db(), id).await?;
    let content = edition::content(cx.db(), &found).await?;
    let locale = Locale::from_code(query.text("lang")).unwrap_or(cx.actor.locale);
    let sheet = Sheet::preview(&cx.app, locale, cx.actor.workspace.name.clone(), content);
    cx.html(&sheet)
}

/// `POST /settings/questionnaires/{id}/retire`.
///
/// # Errors
/// [`Error::Stale`] when somebody was quicker.
pub async fn retire(cx: Cx, Path(id): Path<QuestionnaireId>, fields: Fields) -> Result<Response> {
    set_retired(cx, id, &fields, true).await
}

/// `POST /settings/questionnaires/{id}/restore`.
///
/// # Errors
/// [`Error::Stale`] when somebody was quicker.
pub async fn restore(cx: Cx, Path(id): Path<QuestionnaireId>, fields: Fields) -> Result<Response> {
    set_retired(cx, id, &fields, false).await
}

async fn set_retired(cx: Cx, id: QuestionnaireId, fields: &Fields, retired: bool) -> Result<Response> {
    let version = fields.number("version").unwrap_or(0);
    let mut tx = cx.begin().await?;
    let found = questionnaire::set_retired(&mut tx, id, version, retired).await?;
    tx.commit().await?;
    let toast = entries::use_toast(
        cx.texts(),
        &found.name.ja,
        retired,
        version,
        format!("{LIST}/{id}/restore"),
    );
    Ok(cx.see(LIST, Some(toast)))
}

/// `POST /settings/questionnaires/order`.
///
/// # Errors
/// When the database is away.
pub async fn reorder(cx: Cx, fields: Fields) -> Result<Response> {
    let wish: Vec<i64> = fields.all("id").filter_map(|id| id.parse().ok()).collect();
    put_in_order(cx, |now| order::asked(now, wish)).await
}

/// `POST /settings/questionnaires/{id}/up`.
///
/// # Errors
/// When the database is away.
pub async fn up(cx: Cx, Path(id): Path<i64>) -> Result<Response> {
    put_in_order(cx, |now| order::stepped(now.to_vec(), id, Step::Up)).await
}

/// `POST /settings/questionnaires/{id}/down`.
///
/// # Errors
/// When the database is away.
pub async fn down(cx: Cx, Path(id): Path<i64>) -> Result<Response> {
    put_in_order(cx, |now| order::stepped(now.to_vec(), id, Step::Down)).await
}

async fn put_in_order(cx: Cx, wish: impl FnOnce(&[i64]) -> Vec<i64>) -> Result<Response> {
    let mut tx = cx.begin().await?;
    questionnaire::put_in_order(&mut tx, wish).await?;
    tx.commit().await?;
    Ok(cx.in_order(LIST))
}
