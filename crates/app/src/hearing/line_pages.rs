//! The settings of a sheet's lines: `/settings/hearing/{id}/questions`, `/settings/hearing-questions/{id}`.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::{fields::Fields, flash::Toast};

use super::{
    line::{self, Line, LineFacts},
    sheet::{self, Sheet},
    sheet_pages::{self, Forms, NAME, path, put_in_order, stepped},
};
use crate::{
    cx::Cx,
    error::{Error, Result},
    form::Form,
    ids::{HearingSheetId, QuestionId},
    page::Page,
    questions::{AskFields, ask_fields, read_asks},
    shared::{
        entries::{self, read_name},
        order::Step,
    },
    t,
};

/// The longest question, in characters.
const QUESTION: usize = 200;
/// The longest help.
const HELP: usize = 500;

#[derive(Template)]
#[template(path = "hearing/views/line.html")]
struct LinePage {
    page: Page,
    sheet: Sheet,
    line: Line,
    form: Form,
    asks: AskFields,
}

/// `POST /settings/hearing/{id}/headings`: a section.
///
/// # Errors
/// [`Error::NotFound`] for a sheet that does not exist.
pub async fn add_heading(cx: Cx, Path(id): Path<HearingSheetId>, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    let facts = read_name(&mut form, "heading", NAME).map(|text| LineFacts {
        text,
        help: String::new(),
        required: false,
        asks: None,
    });
    match facts {
        Some(facts) => add(&cx, id, &form, &facts).await,
        None => {
            let sheet = sheet::sheet(cx.db(), id).await?;
            let mut forms = Forms::fresh(cx.texts(), &sheet);
            forms.heading = form;
            sheet_pages::show_sheet(&cx, sheet, forms).await
        }
    }
}

/// `POST /settings/hearing/{id}/questions`.
///
/// # Errors
/// [`Error::NotFound`] for a sheet that does not exist.
pub async fn add_question(cx: Cx, Path(id): Path<HearingSheetId>, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    match read_question(&mut form, &cx) {
        Some(facts) => add(&cx, id, &form, &facts).await,
        None => {
            let sheet = sheet::sheet(cx.db(), id).await?;
            let mut forms = Forms::fresh(cx.texts(), &sheet);
            forms.add = form;
            sheet_pages::show_sheet(&cx, sheet, forms).await
        }
    }
}

async fn add(cx: &Cx, id: HearingSheetId, form: &Form, facts: &LineFacts) -> Result<Response> {
    let mut tx = cx.begin().await?;
    if tx.is_first_time(form.fields()).await? {
        line::add_line(&mut tx, id, facts).await?;
    }
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "master-added", name = facts.text.as_str()));
    Ok(cx.see(&path(id), Some(toast)))
}

fn read_question(form: &mut Form, cx: &Cx) -> Option<LineFacts> {
    let text = read_text(form, cx, "text", QUESTION);
    if text.as_deref() == Some("") {
        form.wrong("text", t!(cx, "hearing-question-empty"));
    }
    let help = read_text(form, cx, "help", HELP);
    let asks = read_asks(form);
    let facts = LineFacts {
        text: text?,
        help: help?,
        required: form.fields().flag("required"),
        asks: Some(asks?),
    };
    form.is_good().then_some(facts)
}

fn read_text(form: &mut Form, cx: &Cx, name: &'static str, most: usize) -> Option<String> {
    let text = form.value(name).to_owned();
    let length = text.chars().count();
    if length > most {
        let label = if name == "help" {
            t!(cx, "hearing-help")
        } else {
            t!(cx, "hearing-question")
        };
        form.wrong(
            name,
            t!(cx, "question-too-long", label = label, most = most, length = length),
        );
        return None;
    }
    Some(text)
}

/// `GET /settings/hearing-questions/{id}/edit`.
///
/// # Errors
/// [`Error::NotFound`] for a line that does not exist.
pub async fn edit(cx: Cx, Path(id): Path<QuestionId>) -> Result<Response> {
    let line = line::line(cx.db(), id).await?;
    let sheet = sheet::sheet(cx.db(), line.sheet).await?;
    let form = Form::new(cx.texts(), fields_of(&line, &sheet));
    show_edit(&cx, sheet, line, form)
}

fn fields_of(line: &Line, sheet: &Sheet) -> Fields {
    let mut fields = Fields::default();
    fields.set("version", sheet.version.to_string());
    fields.set(if line.is_heading() { "heading" } else { "text" }, line.text.as_str());
    fields.set("help", line.help.as_str());
    fields.set("required", if line.required { "1" } else { "" });
    if let Some(asks) = &line.asks {
        ask_fields(asks, &mut fields);
    }
    fields
}

fn show_edit(cx: &Cx, sheet: Sheet, line: Line, form: Form) -> Result<Response> {
    let status = form.status();
    let page = cx.page(t!(cx, "master-edit", name = line.text.as_str())).narrow();
    let asks = AskFields::new(&page, &form);
    cx.html_with(
        status,
        &LinePage {
            page,
            sheet,
            line,
            form,
            asks,
        },
    )
}

/// `POST /settings/hearing-questions/{id}`; with `anew` it becomes another question.
///
/// # Errors
/// [`Error::NotFound`] for a line that does not exist.
pub async fn change(cx: Cx, Path(id): Path<QuestionId>, fields: Fields) -> Result<Response> {
    let line = line::line(cx.db(), id).await?;
    let mut form = Form::new(cx.texts(), fields);
    let facts = if line.is_heading() {
        read_name(&mut form, "heading", NAME).map(|text| LineFacts {
            text,
            help: String::new(),
            required: false,
            asks: None,
        })
    } else {
        read_question(&mut form, &cx)
    };
    if let Some(facts) = facts {
        let version = form.fields().number("version").unwrap_or(0);
        let mut tx = cx.begin().await?;
        match line::change_line(&mut tx, id, version, &facts, form.fields().flag("anew")).await {
            Ok(_) => {
                tx.commit().await?;
                return Ok(cx.see(&path(line.sheet), Some(Toast::new(t!(cx, "settings-saved")))));
            }
            Err(Error::Stale) => {
                tx.rollback().await?;
                tell_conflict(&cx, &mut form, id).await?;
            }
            Err(error) => return Err(error),
        }
    }
    let line = line::line(cx.db(), id).await?;
    let sheet = sheet::sheet(cx.db(), line.sheet).await?;
    show_edit(&cx, sheet, line, form)
}

/// What somebody else wrote meanwhile.
async fn tell_conflict(cx: &Cx, form: &mut Form, id: QuestionId) -> Result<()> {
    let line = line::line(cx.db(), id).await?;
    let sheet = sheet::sheet(cx.db(), line.sheet).await?;
    let theirs = fields_of(&line, &sheet);
    for name in [
        "heading", "text", "help", "choices", "unit", "from", "to", "low", "high",
    ] {
        if form.fields().has(name) && form.value(name).replace("\r\n", "\n") != theirs.text(name) {
            form.theirs(name, theirs.text(name));
        }
    }
    form.stale(sheet.version);
    Ok(())
}

/// `POST /settings/hearing-questions/{id}/retire`.
///
/// # Errors
/// [`Error::Stale`] when somebody was quicker.
pub async fn retire(cx: Cx, Path(id): Path<QuestionId>, fields: Fields) -> Result<Response> {
    set_retired(cx, id, &fields, true).await
}

/// `POST /settings/hearing-questions/{id}/restore`.
///
/// # Errors
/// [`Error::Stale`] when somebody was quicker.
pub async fn restore(cx: Cx, Path(id): Path<QuestionId>, fields: Fields) -> Result<Response> {
    set_retired(cx, id, &fields, false).await
}

async fn set_retired(cx: Cx, id: QuestionId, fields: &Fields, retired: bool) -> Result<Response> {
    let version = fields.number("version").unwrap_or(0);
    let mut tx = cx.begin().await?;
    let line = line::set_line_retired(&mut tx, id, version, retired).await?;
    tx.commit().await?;
    let toast = entries::use_toast(
        cx.texts(),
        &line.text,
        retired,
        version,
        format!("/settings/hearing-questions/{id}/restore"),
    );
    Ok(cx.see(&path(line.sheet), Some(toast)))
}

/// `POST /settings/hearing-questions/{id}/up`.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn up(cx: Cx, Path(id): Path<QuestionId>) -> Result<Response> {
    step(&cx, id, Step::Up).await
}

/// `POST /settings/hearing-questions/{id}/down`.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn down(cx: Cx, Path(id): Path<QuestionId>) -> Result<Response> {
    step(&cx, id, Step::Down).await
}

async fn step(cx: &Cx, id: QuestionId, step: Step) -> Result<Response> {
    let sheet = line::line(cx.db(), id).await?.sheet;
    put_in_order(cx, sheet, |now| stepped(now, id.0, step)).await
}
