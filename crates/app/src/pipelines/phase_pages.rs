//! The settings pages of phases. What is done to their exit criteria there: `criterion_pages.rs`.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::{fields::Fields, flash::Toast};

use super::{
    Phase, PhaseKind,
    criterion::{self, CriterionRow},
    phase as acts,
    phase::PhaseFacts,
    pipeline,
    pipeline_pages::{NAME_CHARS, RetirePage, retire_lead, show_one, words},
};
use crate::{
    cx::Cx,
    deals::{self, CriterionKind, Field, Needs},
    error::{Error, Result},
    form::Form,
    ids::{CriterionId, PhaseId, PipelineId},
    masters::{self, Choice, Master},
    page::Page,
    qualification::{self, Item},
    shared::{
        entries::read_name,
        order::{self, OrderButtons, Step},
    },
    t,
};

/// Longer than any phase lasts; ten years.
const MOST_DAYS: i64 = 3650;

#[derive(Template)]
#[template(path = "pipelines/views/phase.html")]
struct PhasePage {
    page: Page,
    phase: Phase,
    form: Form,
    criteria: Vec<CriterionView>,
    criterion: Form,
    fields: Vec<(Field, String)>,
    kinds: Vec<Choice>,
    items: Vec<Item>,
    living: u64,
}

struct CriterionView {
    id: CriterionId,
    name: String,
    about: String,
    is_check: bool,
}

fn pipeline_path(id: PipelineId) -> String {
    format!("/settings/pipelines/{id}")
}

pub(super) fn edit_path(id: PhaseId) -> String {
    format!("/settings/phases/{id}/edit")
}

/// `POST /settings/pipelines/{id}/phases`: adds a phase.
///
/// # Errors
/// [`Error::NotFound`] for a pipeline that does not exist.
pub async fn add(cx: Cx, Path(pipeline): Path<PipelineId>, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    let kind = if form.is("kind", "follow_up") {
        PhaseKind::FollowUp
    } else {
        PhaseKind::Selling
    };
    let taken = acts::all(cx.db(), pipeline)
        .await?
        .into_iter()
        .find(|one| form.is("new_name", &one.name));
    if let Some(taken) = taken {
        form.wrong("new_name", t!(cx, "master-name-taken", name = taken.name));
    }
    let Some(name) = read_name(&mut form, "new_name", NAME_CHARS) else {
        return show_one(&cx, pipeline::pipeline(cx.db(), pipeline).await?, None, form).await;
    };
    let mut tx = cx.begin().await?;
    let probability = if kind == PhaseKind::FollowUp { 100 } else { 0 };
    let id = acts::add(&mut tx, pipeline, &name, kind, probability).await?;
    tx.commit().await?;
    Ok(cx.see(&edit_path(id), Some(Toast::new(t!(cx, "phase-added", name = name)))))
}

/// `GET /settings/phases/{id}/edit`.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn edit(cx: Cx, Path(id): Path<PhaseId>) -> Result<Response> {
    let phase = super::phase(cx.db(), id).await?;
    let form = Form::new(cx.texts(), fields_of(&phase));
    show_edit(&cx, phase, form, Form::new(cx.texts(), Fields::default())).await
}

pub(super) async fn show_edit(cx: &Cx, phase: Phase, form: Form, criterion: Form) -> Result<Response> {
    let rows = criterion::of_phase(cx.db(), phase.id).await?;
    let status = if form.is_good() {
        criterion.status()
    } else {
        form.status()
    };
    let page = PhasePage {
        page: cx.page(t!(cx, "master-edit", name = phase.name.as_str())),
        living: deals::count_living_in(cx.db(), &cx.actor, &phase).await?,
        criteria: rows.into_iter().map(|row| view(cx, row)).collect(),
        fields: Field::ALL.map(|field| (field, field.name(cx.texts()))).into(),
        kinds: masters::choices(cx.db(), Master::ActivityKind, None).await?,
        items: qualification::items_in(cx.db(), phase.pipeline_id).await?,
        phase,
        form,
        criterion,
    };
    cx.html_with(status, &page)
}

fn view(cx: &Cx, row: CriterionRow) -> CriterionView {
    let (name, about) = match row.kind {
        CriterionKind::Field => {
            let field = row.field.map(|field| field.name(cx.texts())).unwrap_or_default();
            (field, t!(cx, "criterion-kind-field"))
        }
        CriterionKind::Activity => (row.activity_kind.unwrap_or_default(), t!(cx, "criterion-kind-activity")),
        CriterionKind::Check | CriterionKind::Answer => (row.label, t!(cx, "criterion-kind-check")),
        CriterionKind::Item => {
            let about = match row.item_needs {
                Needs::Confirmed => t!(cx, "criterion-kind-item"),
                Needs::Known => t!(cx, "criterion-kind-item-known"),
            };
            (row.item.unwrap_or_default(), about)
        }
    };
    CriterionView {
        id: row.id,
        name,
        about,
        is_check: row.kind == CriterionKind::Check,
    }
}

pub(super) fn fields_of(phase: &Phase) -> Fields {
    let mut fields = Fields::default();
    let number = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    fields.set("version", phase.version.to_string());
    fields.set("name", phase.name.as_str());
    fields.set("kind", phase.kind.code());
    fields.set("purpose", phase.purpose.as_str());
    fields.set("guidance", phase.guidance.as_str());
    fields.set("probability", phase.probability.to_string());
    fields.set("normal_days", number(phase.normal_days));
    fields.set("watch_days", number(phase.watch_days));
    fields.set("danger_days", number(phase.danger_days));
    fields
}

/// `POST /settings/phases/{id}`: changes a phase.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn change(cx: Cx, Path(id): Path<PhaseId>, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    if let Some(facts) = read(&mut form, &cx) {
        let version = form.fields().number("version").unwrap_or(0);
        let mut tx = cx.begin().await?;
        match acts::change(&mut tx, id, version, &facts).await {
            Ok(Ok(followed)) => {
                tx.commit().await?;
                let saved = if followed > 0 {
                    t!(cx, "phase-saved-with", count = followed)
                } else {
                    t!(cx, "settings-saved")
                };
                return Ok(cx.see(&edit_path(id), Some(Toast::new(saved))));
            }
            Ok(Err(refused)) => form.wrong("kind", words(&cx, &refused)),
            Err(Error::Stale) => tell_conflict(&mut form, &super::phase(cx.db(), id).await?),
            Err(error) => return Err(error),
        }
    }
    let phase = super::phase(cx.db(), id).await?;
    show_edit(&cx, phase, form, Form::new(cx.texts(), Fields::default())).await
}

fn tell_conflict(form: &mut Form, phase: &Phase) {
    let theirs = fields_of(phase);
    let names = [
        "name",
        "kind",
        "purpose",
        "guidance",
        "probability",
        "normal_days",
        "watch_days",
        "danger_days",
    ];
    for name in names {
        if form.value(name) != theirs.text(name) {
            form.theirs(name, theirs.text(name));
        }
    }
    form.set("version", phase.version);
}

fn read(form: &mut Form, cx: &Cx) -> Option<PhaseFacts> {
    let name = read_name(form, "name", NAME_CHARS).unwrap_or_default();
    let kind = if form.is("kind", "follow_up") {
        PhaseKind::FollowUp
    } else {
        PhaseKind::Selling
    };
    let probability = match japan::parse_amount(form.value("probability")) {
        Ok(percent @ 0..=100) => percent,
        _ => {
            let value = form.value("probability").to_owned();
            form.wrong("probability", t!(cx, "phase-probability-wrong", value = value));
            0
        }
    };
    let normal_days = days(form, cx, "normal_days", t!(cx, "phase-normal-days"));
    let watch_days = days(form, cx, "watch_days", t!(cx, "phase-watch-days"));
    let danger_days = days(form, cx, "danger_days", t!(cx, "phase-danger-days"));
    if let (Some(watch), Some(danger)) = (watch_days, danger_days)
        && danger < watch
    {
        form.wrong(
            "danger_days",
            t!(cx, "phase-danger-before-watch", watch = watch, danger = danger),
        );
    }
    let facts = PhaseFacts {
        name,
        kind,
        purpose: form.value("purpose").to_owned(),
        guidance: form.value("guidance").to_owned(),
        probability,
        normal_days,
        watch_days,
        danger_days,
    };
    form.is_good().then_some(facts)
}

fn days(form: &mut Form, cx: &Cx, name: &'static str, label: String) -> Option<i64> {
    let text = form.value(name).to_owned();
    if text.is_empty() {
        return None;
    }
    match japan::parse_amount(&text) {
        Ok(days @ 1..=MOST_DAYS) => Some(days),
        _ => {
            form.wrong(
                name,
                t!(cx, "phase-days-wrong", field = label, value = text, max = MOST_DAYS),
            );
            None
        }
    }
}

/// `POST /settings/pipelines/{id}/phases/order`.
///
/// # Errors
/// [`Error::Invalid`] when follow-up would stand before selling.
pub async fn reorder(cx: Cx, Path(pipeline): Path<PipelineId>, fields: Fields) -> Result<Response> {
    let wish: Vec<i64> = fields.all("id").filter_map(|id| id.parse().ok()).collect();
    put_in_order(cx, pipeline, |now| order::asked(now, wish)).await
}

/// `POST /settings/phases/{id}/up`.
///
/// # Errors
/// As [`reorder`].
pub async fn up(cx: Cx, Path(id): Path<PhaseId>) -> Result<Response> {
    let pipeline = super::phase(cx.db(), id).await?.pipeline_id;
    put_in_order(cx, pipeline, |now| order::stepped(now.to_vec(), id.0, Step::Up)).await
}

/// `POST /settings/phases/{id}/down`.
///
/// # Errors
/// As [`reorder`].
pub async fn down(cx: Cx, Path(id): Path<PhaseId>) -> Result<Response> {
    let pipeline = super::phase(cx.db(), id).await?.pipeline_id;
    put_in_order(cx, pipeline, |now| order::stepped(now.to_vec(), id.0, Step::Down)).await
}

async fn put_in_order(cx: Cx, pipeline: PipelineId, wish: impl FnOnce(&[i64]) -> Vec<i64>) -> Result<Response> {
    let mut tx = cx.begin().await?;
    match acts::put_in_order(&mut tx, pipeline, wish).await? {
        Ok(()) => {
            tx.commit().await?;
            Ok(cx.in_order(&pipeline_path(pipeline)))
        }
        Err(refused) => Err(Error::Invalid(words(&cx, &refused))),
    }
}

/// `GET /settings/phases/{id}/retire`: asks where its deals go.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn ask_retire(cx: Cx, Path(id): Path<PhaseId>) -> Result<Response> {
    show_retire(&cx, id, Form::new(cx.texts(), Fields::default())).await
}

async fn show_retire(cx: &Cx, id: PhaseId, form: Form) -> Result<Response> {
    let phase = super::phase(cx.db(), id).await?;
    let living = deals::count_living_in(cx.db(), &cx.actor, &phase).await?;
    let others = super::phases(cx.db(), phase.pipeline_id).await?.into_iter();
    let targets = others.filter(|other| other.id != id && other.kind == phase.kind);
    let retire = RetirePage {
        page: cx.page(t!(cx, "retire-title", name = phase.name.as_str())).narrow(),
        action: format!("/settings/phases/{id}/retire"),
        back: edit_path(id),
        lead: retire_lead(cx, &phase.name, living),
        version: form.fields().number("version").unwrap_or(phase.version),
        living,
        targets: targets.map(|other| (other.id, other.name)).collect(),
        form,
    };
    cx.html_with(retire.form.status(), &retire)
}

/// `POST /settings/phases/{id}/retire`.
///
/// # Errors
/// [`Error::Stale`] when somebody was quicker.
pub async fn retire(cx: Cx, Path(id): Path<PhaseId>, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    let version = form.fields().number("version").unwrap_or(0);
    let target = form.fields().number("target").map(PhaseId);
    let pipeline = super::phase(cx.db(), id).await?.pipeline_id;
    let mut tx = cx.begin().await?;
    match acts::retire(&mut tx, id, version, target, &t!(cx, "retire-reason")).await? {
        Ok(moved) => {
            tx.commit().await?;
            Ok(cx.see(
                &pipeline_path(pipeline),
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

/// `POST /settings/phases/{id}/restore`.
///
/// # Errors
/// [`Error::Stale`] when somebody was quicker.
pub async fn restore(cx: Cx, Path(id): Path<PhaseId>, fields: Fields) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let phase = acts::restore(&mut tx, id, fields.number("version").unwrap_or(0)).await?;
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "master-restored", name = phase.name));
    Ok(cx.see(&pipeline_path(phase.pipeline_id), Some(toast)))
}
