//! The exit criteria on the settings page of a phase: add, rename, reorder, retire.

use axum::{extract::Path, response::Response};
use kit::{fields::Fields, flash::Toast};

use super::{
    criterion::{self, NewCriterion},
    phase_pages::{edit_path, fields_of, show_edit},
    pipeline_pages::NAME_CHARS,
};
use crate::{
    cx::Cx,
    deals::{Field, Needs},
    error::{Error, Result},
    form::Form,
    ids::{ActivityKindId, CriterionId, PhaseId},
    masters::{self, Master},
    qualification,
    shared::{
        entries::read_name,
        order::{self, Step},
    },
    t,
};

/// `POST /settings/phases/{id}/criteria`: adds a criterion.
///
/// # Errors
/// [`Error::NotFound`] for a phase that does not exist.
pub async fn add(cx: Cx, Path(id): Path<PhaseId>, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    if let Some(new) = read(&mut form, &cx, id).await? {
        let mut tx = cx.begin().await?;
        criterion::add(&mut tx, id, &new).await?;
        tx.commit().await?;
        return Ok(cx.see(&edit_path(id), Some(Toast::new(t!(cx, "criterion-added")))));
    }
    let phase = super::phase(cx.db(), id).await?;
    let edit = Form::new(cx.texts(), fields_of(&phase));
    show_edit(&cx, phase, edit, form).await
}

async fn read(form: &mut Form, cx: &Cx, phase: PhaseId) -> Result<Option<NewCriterion>> {
    match form.value("criterion_kind") {
        "field" => {
            let field = Field::from_code(form.value("criterion_field"));
            if field.is_none() {
                form.wrong("criterion_field", t!(cx, "criterion-field-missing"));
            }
            Ok(field.map(NewCriterion::Field))
        }
        "activity" => {
            let kind = form.fields().number("criterion_activity").unwrap_or(0);
            if masters::is_offered(cx.db(), Master::ActivityKind, kind, None).await? {
                return Ok(Some(NewCriterion::Activity(ActivityKindId(kind))));
            }
            form.wrong("criterion_activity", t!(cx, "criterion-activity-missing"));
            Ok(None)
        }
        kind @ ("item" | "item_known") => {
            let needs = if kind == "item" { Needs::Confirmed } else { Needs::Known };
            let pipeline = super::phase(cx.db(), phase).await?.pipeline_id;
            let asked = qualification::items_in(cx.db(), pipeline).await?;
            let found = asked.into_iter().find(|item| form.is("criterion_item", item.id));
            if found.is_none() {
                form.wrong("criterion_item", t!(cx, "criterion-item-missing"));
            }
            Ok(found.map(|item| NewCriterion::Item(item.id, needs)))
        }
        _ => Ok(read_name(form, "criterion_label", NAME_CHARS).map(NewCriterion::Check)),
    }
}

/// `POST /settings/criteria/{id}`: renames a free item.
///
/// # Errors
/// [`Error::Invalid`] for a name that is empty or too long.
pub async fn rename(cx: Cx, Path(id): Path<CriterionId>, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    let Some(label) = read_name(&mut form, "label", NAME_CHARS) else {
        return Err(Error::Invalid(t!(cx, "master-name-empty")));
    };
    let mut tx = cx.begin().await?;
    let row = criterion::rename(&mut tx, id, &label).await?;
    tx.commit().await?;
    Ok(cx.see(&edit_path(row.phase_id), Some(Toast::new(t!(cx, "settings-saved")))))
}

/// `POST /settings/criteria/{id}/retire`.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn retire(cx: Cx, Path(id): Path<CriterionId>) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let row = criterion::retire(&mut tx, id).await?;
    tx.commit().await?;
    Ok(cx.see(&edit_path(row.phase_id), Some(Toast::new(t!(cx, "criterion-retired")))))
}

/// `POST /settings/criteria/{id}/up`.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn up(cx: Cx, Path(id): Path<CriterionId>) -> Result<Response> {
    step(cx, id, Step::Up).await
}

/// `POST /settings/criteria/{id}/down`.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn down(cx: Cx, Path(id): Path<CriterionId>) -> Result<Response> {
    step(cx, id, Step::Down).await
}

async fn step(cx: Cx, id: CriterionId, step: Step) -> Result<Response> {
    let phase = criterion::criterion(cx.db(), id).await?.phase_id;
    let mut tx = cx.begin().await?;
    criterion::put_in_order(&mut tx, phase, |now| order::stepped(now.to_vec(), id.0, step)).await?;
    tx.commit().await?;
    Ok(cx.see(&edit_path(phase), None))
}
