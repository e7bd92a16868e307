//! The settings of hearing sheets: `/settings/hearing`, and `/settings/hearing/{id}` for one of them.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::{fields::Fields, flash::Toast};

use super::{
    line::{self, Line},
    sheet::{self, NewSheet, Sheet},
    template::template_lines,
};
use crate::{
    cx::Cx,
    error::{Error, Result},
    form::Form,
    ids::{HearingSheetId, PhaseId},
    page::Page,
    pipelines,
    questions::AskFields,
    shared::{
        entries::{self, read_name},
        order::{self, OrderButtons, Step},
    },
    t,
    text::Texts,
};

/// A name longer than this fits no list.
pub(super) const NAME: usize = 60;

#[derive(Template)]
#[template(path = "hearing/views/sheets.html")]
struct SheetsPage {
    page: Page,
    sheets: Vec<SheetLine>,
    phases: Vec<(i64, String)>,
    form: Form,
}

struct SheetLine {
    sheet: Sheet,
    about: String,
}

#[derive(Template)]
#[template(path = "hearing/views/sheet.html")]
struct SheetPage {
    page: Page,
    sheet: Sheet,
    about: String,
    lines: Vec<LineView>,
    name: Form,
    add: Form,
    asks: AskFields,
    heading: Form,
}

struct LineView {
    line: Line,
    about: String,
    base: String,
}

/// The forms of a sheet's page, each as it was typed or fresh.
pub(super) struct Forms {
    pub name: Form,
    pub add: Form,
    pub heading: Form,
}

impl Forms {
    pub fn fresh(words: Texts, sheet: &Sheet) -> Self {
        let mut name = Form::new(words, Fields::default());
        name.set("name", sheet.name.as_str());
        name.set("version", sheet.version);
        let mut add = Form::new(words, Fields::default());
        add.set("once", kit::random::token());
        let mut heading = Form::new(words, Fields::default());
        heading.set("once", kit::random::token());
        Self { name, add, heading }
    }
}

pub(super) fn path(id: HearingSheetId) -> String {
    format!("/settings/hearing/{id}")
}

/// `GET /settings/hearing`.
///
/// # Errors
/// When the database is away.
pub async fn list(cx: Cx) -> Result<Response> {
    let form = Form::new(cx.texts(), Fields::default());
    show_list(&cx, form).await
}

async fn show_list(cx: &Cx, mut form: Form) -> Result<Response> {
    let words = cx.texts();
    let status = form.status();
    if form.value("once").is_empty() {
        form.set("once", kit::random::token());
    }
    let about = |sheet: &Sheet| {
        let place = t!(
            words,
            "hearing-place",
            pipeline = sheet.pipeline.as_str(),
            phase = sheet.phase.as_str()
        );
        let counts = t!(
            words,
            "hearing-counts",
            questions = sheet.questions,
            answers = sheet.answers
        );
        let retired = sheet.retired_at.map(|_| t!(words, "master-retired"));
        let parts = [Some(place), Some(counts), retired];
        words.beside(parts.into_iter().flatten())
    };
    let sheets = sheet::sheets(cx.db()).await?;
    let page = SheetsPage {
        page: cx.page(t!(cx, "hearing-sheets")),
        sheets: sheets
            .into_iter()
            .map(|sheet| SheetLine {
                about: about(&sheet),
                sheet,
            })
            .collect(),
        phases: phases(cx).await?,
        form,
    };
    cx.html_with(status, &page)
}

/// The phases that take deals, with the pipeline in front where there are several.
async fn phases(cx: &Cx) -> Result<Vec<(i64, String)>> {
    let pipelines = pipelines::pipelines(cx.db()).await?;
    let mut phases = Vec::new();
    for pipeline in &pipelines {
        for phase in pipelines::phases(cx.db(), pipeline.id).await? {
            let name = t!(
                cx,
                "hearing-place",
                pipeline = pipeline.name.as_str(),
                phase = phase.name.as_str()
            );
            phases.push((phase.id.0, name));
        }
    }
    Ok(phases)
}

/// `POST /settings/hearing`: adds a sheet, from the template or with nothing on it.
///
/// # Errors
/// When the database is away.
pub async fn add(cx: Cx, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    let name = read_name(&mut form, "name", NAME);
    let phase = form.fields().number("phase").map(PhaseId);
    let offered = phases(&cx).await?;
    let phase = phase.filter(|phase| offered.iter().any(|(id, _)| *id == phase.0));
    if phase.is_none() {
        form.wrong("phase", t!(cx, "hearing-phase-missing"));
    }
    let (Some(name), Some(phase)) = (name, phase) else {
        return show_list(&cx, form).await;
    };
    let lines = if form.value("start") == "template" {
        template_lines(cx.texts())
    } else {
        Vec::new()
    };
    let mut tx = cx.begin().await?;
    if !tx.is_first_time(form.fields()).await? {
        return Ok(cx.see("/settings/hearing", None));
    }
    let id = sheet::add_sheet(
        &mut tx,
        &NewSheet {
            phase,
            name: name.clone(),
            lines,
        },
    )
    .await?;
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "hearing-sheet-added", name = name));
    Ok(cx.see(&path(id), Some(toast)))
}

/// `GET /settings/hearing/{id}`.
///
/// # Errors
/// [`Error::NotFound`] for a sheet that does not exist.
pub async fn show(cx: Cx, Path(id): Path<HearingSheetId>) -> Result<Response> {
    let sheet = sheet::sheet(cx.db(), id).await?;
    let forms = Forms::fresh(cx.texts(), &sheet);
    show_sheet(&cx, sheet, forms).await
}

pub(super) async fn show_sheet(cx: &Cx, sheet: Sheet, forms: Forms) -> Result<Response> {
    let words = cx.texts();
    let status = [&forms.name, &forms.add, &forms.heading]
        .into_iter()
        .map(Form::status)
        .max_by_key(axum::http::StatusCode::as_u16)
        .unwrap_or_default();
    let page = cx.page(sheet.name.clone());
    let lines = line::lines_of(cx.db(), &[sheet.id]).await?.into_iter();
    let lines = lines.map(|line| LineView {
        about: about(words, &line),
        base: format!("/settings/hearing-questions/{}", line.id),
        line,
    });
    let made = sheet.made_at.map(|at| page.day(page.day_of(at)));
    let view = SheetPage {
        about: t!(
            cx,
            "hearing-edition",
            edition = sheet.edition,
            day = made.unwrap_or_default(),
            answers = sheet.answers
        ),
        asks: AskFields::new(&page, &forms.add),
        lines: lines.collect(),
        sheet,
        name: forms.name,
        add: forms.add,
        heading: forms.heading,
        page,
    };
    cx.html_with(status, &view)
}

/// 「選択（1つ）：はい／いいえ・必須・12件の回答」.
fn about(words: Texts, line: &Line) -> String {
    let Some(asks) = &line.asks else {
        return t!(words, "hearing-heading");
    };
    let required = line.required.then(|| t!(words, "hearing-required-short"));
    let answers = (line.answers > 0).then(|| t!(words, "hearing-answers-of", count = line.answers));
    let retired = line.retired_at.map(|_| t!(words, "master-retired"));
    let parts = [Some(asks.describe(words)), required, answers, retired];
    words.beside(parts.into_iter().flatten())
}

/// `POST /settings/hearing/{id}`: another name.
///
/// # Errors
/// [`Error::NotFound`] for a sheet that does not exist.
pub async fn rename(cx: Cx, Path(id): Path<HearingSheetId>, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    if let Some(name) = read_name(&mut form, "name", NAME) {
        let version = form.fields().number("version").unwrap_or(0);
        let mut tx = cx.begin().await?;
        match sheet::rename(&mut tx, id, version, &name).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(cx.see(&path(id), Some(Toast::new(t!(cx, "settings-saved")))));
            }
            Err(Error::Stale) => {
                tx.rollback().await?;
                let now = sheet::sheet(cx.db(), id).await?;
                form.theirs("name", now.name);
                form.stale(now.version);
            }
            Err(error) => return Err(error),
        }
    }
    let sheet = sheet::sheet(cx.db(), id).await?;
    let mut forms = Forms::fresh(cx.texts(), &sheet);
    forms.name = form;
    show_sheet(&cx, sheet, forms).await
}

/// `POST /settings/hearing/{id}/retire`.
///
/// # Errors
/// [`Error::Stale`] when somebody was quicker.
pub async fn retire(cx: Cx, Path(id): Path<HearingSheetId>, fields: Fields) -> Result<Response> {
    set_retired(cx, id, &fields, true).await
}

/// `POST /settings/hearing/{id}/restore`.
///
/// # Errors
/// [`Error::Stale`] when somebody was quicker.
pub async fn restore(cx: Cx, Path(id): Path<HearingSheetId>, fields: Fields) -> Result<Response> {
    set_retired(cx, id, &fields, false).await
}

async fn set_retired(cx: Cx, id: HearingSheetId, fields: &Fields, retired: bool) -> Result<Response> {
    let version = fields.number("version").unwrap_or(0);
    let mut tx = cx.begin().await?;
    let sheet = sheet::set_retired(&mut tx, id, version, retired).await?;
    tx.commit().await?;
    let toast = entries::use_toast(
        cx.texts(),
        &sheet.name,
        retired,
        version,
        format!("{}/restore", path(id)),
    );
    Ok(cx.see("/settings/hearing", Some(toast)))
}

/// `POST /settings/hearing/{id}/order`: all lines in their new order.
///
/// # Errors
/// [`Error::NotFound`] for a sheet that does not exist.
pub async fn reorder(cx: Cx, Path(id): Path<HearingSheetId>, fields: Fields) -> Result<Response> {
    let wish: Vec<i64> = fields.all("id").filter_map(|id| id.parse().ok()).collect();
    put_in_order(&cx, id, |now| order::asked(now, wish)).await
}

pub(super) async fn put_in_order(
    cx: &Cx,
    id: HearingSheetId,
    wish: impl FnOnce(&[i64]) -> Vec<i64>,
) -> Result<Response> {
    let mut tx = cx.begin().await?;
    sheet::put_in_order(&mut tx, id, wish).await?;
    tx.commit().await?;
    Ok(cx.in_order(&path(id)))
}

pub(super) fn stepped(now: &[i64], id: i64, step: Step) -> Vec<i64> {
    order::stepped(now.to_vec(), id, step)
}
