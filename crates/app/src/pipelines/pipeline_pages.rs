//! The settings pages of pipelines: the list, and one pipeline with its phases.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::{fields::Fields, flash::Toast};

use super::{
    Phase, PhaseKind, Pipeline, TemplateKind, phase as phases_acts,
    pipeline::{self, Refused},
    start_from_template,
};
use crate::{
    cx::Cx,
    deals,
    error::{Error, Result},
    form::Form,
    ids::{FrameworkId, PhaseId, PipelineId},
    page::Page,
    qualification::{self, Framework},
    shared::{
        entries::read_name,
        order::{self, OrderButtons, Step},
    },
    t,
};

/// A name longer than this fits no column of the board.
pub(super) const NAME_CHARS: usize = 40;

#[derive(Template)]
#[template(path = "pipelines/views/list.html")]
struct ListPage {
    page: Page,
    pipelines: Vec<PipelineView>,
    templates: Vec<super::Template>,
    form: Form,
}

struct PipelineView {
    pipeline: Pipeline,
    phases: String,
}

#[derive(Template)]
#[template(path = "pipelines/views/show.html")]
struct ShowPage {
    page: Page,
    pipeline: Pipeline,
    phases: Vec<PhaseView>,
    form: Form,
    add: Form,
    frameworks: Vec<Framework>,
}

struct PhaseView {
    phase: Phase,
    about: String,
}

/// Asks before a pipeline or a phase is retired, and where its deals go.
#[derive(Template)]
#[template(path = "pipelines/views/retire.html")]
pub(super) struct RetirePage {
    pub(super) page: Page,
    pub(super) action: String,
    pub(super) back: String,
    pub(super) lead: String,
    pub(super) version: i64,
    pub(super) living: u64,
    pub(super) targets: Vec<(PhaseId, String)>,
    pub(super) form: Form,
}

fn path(id: PipelineId) -> String {
    format!("/settings/pipelines/{id}")
}

/// `GET /settings/pipelines`.
///
/// # Errors
/// When the database is away.
pub async fn list(cx: Cx) -> Result<Response> {
    show_list(&cx, Form::new(cx.texts(), Fields::default())).await
}

async fn show_list(cx: &Cx, form: Form) -> Result<Response> {
    let mut views = Vec::new();
    for pipeline in pipeline::all(cx.db()).await? {
        let names: Vec<String> = super::phases(cx.db(), pipeline.id)
            .await?
            .into_iter()
            .map(|phase| phase.name)
            .collect();
        views.push(PipelineView {
            pipeline,
            phases: names.join(" → "),
        });
    }
    let status = form.status();
    let templates = TemplateKind::ALL.map(|kind| kind.template(cx.texts())).into();
    cx.html_with(
        status,
        &ListPage {
            page: cx.page(t!(cx, "pipelines")),
            pipelines: views,
            templates,
            form,
        },
    )
}

/// `POST /settings/pipelines`: from a template, or empty.
///
/// # Errors
/// When the database is away.
pub async fn add(cx: Cx, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    let Some(name) = read_name(&mut form, "name", NAME_CHARS) else {
        return show_list(&cx, form).await;
    };
    if let Some(same) = pipeline::all(cx.db()).await?.into_iter().find(|one| one.name == name) {
        form.wrong("name", t!(cx, "master-name-taken", name = same.name));
        return show_list(&cx, form).await;
    }
    let mut tx = cx.begin().await?;
    let id = match TemplateKind::from_code(form.value("template")) {
        Some(kind) => start_from_template(&mut tx, &kind.template(cx.texts()), &name).await?,
        None => pipeline::add_empty(&mut tx, &name).await?,
    };
    tx.commit().await?;
    Ok(cx.see(&path(id), Some(Toast::new(t!(cx, "master-added", name = name)))))
}

/// `GET /settings/pipelines/{id}`.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn show(cx: Cx, Path(id): Path<PipelineId>) -> Result<Response> {
    let pipeline = pipeline::pipeline(cx.db(), id).await?;
    let add = Form::new(cx.texts(), Fields::default());
    show_one(&cx, pipeline, None, add).await
}

pub(super) async fn show_one(cx: &Cx, pipeline: Pipeline, form: Option<Form>, add: Form) -> Result<Response> {
    let form = form.unwrap_or_else(|| {
        let mut fields = Fields::default();
        fields.set("name", pipeline.name.as_str());
        fields.set("version", pipeline.version.to_string());
        let framework = pipeline.framework_id.map_or_else(String::new, |id| id.to_string());
        fields.set("framework", framework);
        Form::new(cx.texts(), fields)
    });
    let mut phases = Vec::new();
    for phase in phases_acts::all(cx.db(), pipeline.id).await? {
        let criteria = super::criterion::of_phase(cx.db(), phase.id).await?.len();
        phases.push(PhaseView {
            about: about(cx, &phase, criteria),
            phase,
        });
    }
    let status = if form.is_good() { add.status() } else { form.status() };
    let page = cx.page(pipeline.name.clone());
    cx.html_with(
        status,
        &ShowPage {
            page,
            frameworks: qualification::offered(cx.db(), pipeline.framework_id).await?,
            pipeline,
            phases,
            form,
            add,
        },
    )
}

/// 「フォローアップ・確度10%・通常9日・条件1」.
fn about(cx: &Cx, phase: &Phase, criteria: usize) -> String {
    let kind = (phase.kind == PhaseKind::FollowUp).then(|| t!(cx, "phase-kind-follow-up"));
    let probability = Some(t!(cx, "phase-about-probability", percent = phase.probability));
    let normal = phase
        .norms()
        .normal_days
        .map(|days| t!(cx, "phase-about-normal", days = days));
    let criteria = (criteria > 0).then(|| t!(cx, "phase-about-criteria", count = criteria));
    let retired = phase.retired_at.map(|_| t!(cx, "master-retired"));
    cx.texts()
        .beside([kind, probability, normal, criteria, retired].into_iter().flatten())
}

/// `POST /settings/pipelines/{id}`: renames, and chooses the framework.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn change(cx: Cx, Path(id): Path<PipelineId>, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    let framework = read_framework(&mut form, &cx, id).await?;
    if let (Some(name), true) = (read_name(&mut form, "name", NAME_CHARS), form.is_good()) {
        let version = form.fields().number("version").unwrap_or(0);
        let mut tx = cx.begin().await?;
        match pipeline::change(&mut tx, id, version, &name, framework).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(cx.see(&path(id), Some(Toast::new(t!(cx, "settings-saved")))));
            }
            Err(Error::Stale) => {
                let theirs = pipeline::pipeline(cx.db(), id).await?;
                if name != theirs.name {
                    form.theirs("name", theirs.name);
                }
                if framework != theirs.framework_id {
                    let offered = qualification::offered(cx.db(), theirs.framework_id).await?;
                    let called = offered.into_iter().find(|one| Some(one.id) == theirs.framework_id);
                    form.theirs(
                        "framework",
                        called.map_or_else(|| t!(cx, "framework-none"), |one| one.name),
                    );
                }
                form.stale(theirs.version);
            }
            Err(error) => return Err(error),
        }
    }
    let pipeline = pipeline::pipeline(cx.db(), id).await?;
    show_one(&cx, pipeline, Some(form), Form::new(cx.texts(), Fields::default())).await
}

/// The framework that is chosen; what the pipeline has already when the form does not ask for it.
async fn read_framework(form: &mut Form, cx: &Cx, id: PipelineId) -> Result<Option<FrameworkId>> {
    let now = pipeline::pipeline(cx.db(), id).await?.framework_id;
    if !form.fields().has("framework") {
        return Ok(now);
    }
    let chosen = form.value("framework").to_owned();
    if chosen.is_empty() {
        return Ok(None);
    }
    let offered = qualification::offered(cx.db(), now).await?;
    let found = offered.into_iter().find(|one| one.id.to_string() == chosen);
    if found.is_none() {
        form.wrong("framework", t!(cx, "framework-not-offered"));
    }
    Ok(found.map(|one| one.id))
}

/// `POST /settings/pipelines/order`.
///
/// # Errors
/// When the database is away.
pub async fn reorder(cx: Cx, fields: Fields) -> Result<Response> {
    let wish: Vec<i64> = fields.all("id").filter_map(|id| id.parse().ok()).collect();
    put_in_order(cx, |now| order::asked(now, wish)).await
}

/// `POST /settings/pipelines/{id}/up`.
///
/// # Errors
/// When the database is away.
pub async fn up(cx: Cx, Path(id): Path<i64>) -> Result<Response> {
    put_in_order(cx, |now| order::stepped(now.to_vec(), id, Step::Up)).await
}

/// `POST /settings/pipelines/{id}/down`.
///
/// # Errors
/// When the database is away.
pub async fn down(cx: Cx, Path(id): Path<i64>) -> Result<Response> {
    put_in_order(cx, |now| order::stepped(now.to_vec(), id, Step::Down)).await
}

async fn put_in_order(cx: Cx, wish: impl FnOnce(&[i64]) -> Vec<i64>) -> Result<Response> {
    let mut tx = cx.begin().await?;
    pipeline::put_in_order(&mut tx, wish).await?;
    tx.commit().await?;
    Ok(cx.in_order("/settings/pipelines"))
}

/// `GET /settings/pipelines/{id}/retire`: asks where its deals go.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn ask_retire(cx: Cx, Path(id): Path<PipelineId>) -> Result<Response> {
    show_retire(&cx, id, Form::new(cx.texts(), Fields::default())).await
}

async fn show_retire(cx: &Cx, id: PipelineId, form: Form) -> Result<Response> {
    let pipeline = pipeline::pipeline(cx.db(), id).await?;
    let mut living = 0;
    for phase in super::phases(cx.db(), id).await? {
        if phase.kind == PhaseKind::Selling {
            living += deals::count_living_in(cx.db(), &cx.actor, &phase).await?;
        }
    }
    let mut targets = Vec::new();
    for other in super::pipelines(cx.db())
        .await?
        .into_iter()
        .filter(|other| other.id != id)
    {
        let phases = super::phases(cx.db(), other.id).await?.into_iter();
        let selling = phases.filter(|phase| phase.kind == PhaseKind::Selling);
        targets.extend(selling.map(|phase| (phase.id, format!("{} / {}", other.name, phase.name))));
    }
    let name = pipeline.name.as_str();
    let retire = RetirePage {
        page: cx.page(t!(cx, "retire-title", name = name)).narrow(),
        action: format!("{}/retire", path(id)),
        back: path(id),
        lead: retire_lead(cx, name, living),
        version: form.fields().number("version").unwrap_or(pipeline.version),
        living,
        targets,
        form,
    };
    cx.html_with(retire.form.status(), &retire)
}

pub(super) fn retire_lead(cx: &Cx, name: &str, living: u64) -> String {
    if living > 0 {
        t!(cx, "retire-lead-deals", name = name, count = living)
    } else {
        t!(cx, "retire-lead", name = name)
    }
}

/// `POST /settings/pipelines/{id}/retire`.
///
/// # Errors
/// [`Error::Stale`] when somebody was quicker.
pub async fn retire(cx: Cx, Path(id): Path<PipelineId>, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    let version = form.fields().number("version").unwrap_or(0);
    let target = form.fields().number("target").map(PhaseId);
    let mut tx = cx.begin().await?;
    match pipeline::retire(&mut tx, id, version, target, &t!(cx, "retire-reason")).await? {
        Ok(moved) => {
            tx.commit().await?;
            Ok(cx.see(
                "/settings/pipelines",
                Some(Toast::new(t!(cx, "retired-with", count = moved))),
            ))
        }
        Err(refused) => {
            drop(tx);
            form.wrong("target", words(&cx, &refused));
            show_retire(&cx, id, form).await
        }
    }
}

/// Why an act on the process was refused, in words.
pub(super) fn words(cx: &Cx, refused: &Refused) -> String {
    match refused {
        Refused::HasDeals(count) => {
            let count = *count;
            t!(cx, "process-has-deals", count = count)
        }
        Refused::NoTarget => t!(cx, "process-no-target"),
        Refused::LastSelling => t!(cx, "process-last-selling"),
        Refused::FollowUpFirst => t!(cx, "process-follow-up-first"),
    }
}

/// `POST /settings/pipelines/{id}/restore`.
///
/// # Errors
/// [`Error::Stale`] when somebody was quicker.
pub async fn restore(cx: Cx, Path(id): Path<PipelineId>, fields: Fields) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let pipeline = pipeline::restore(&mut tx, id, fields.number("version").unwrap_or(0)).await?;
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "master-restored", name = pipeline.name));
    Ok(cx.see("/settings/pipelines", Some(toast)))
}
