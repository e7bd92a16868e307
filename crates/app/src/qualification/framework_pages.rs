//! The settings pages of frameworks: the list, and one framework with its items.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::{fields::Fields, flash::Toast};

use super::{
    Framework, Item, ValueKind, framework, item,
    templates::{self, TemplateKind},
};
use crate::{
    cx::Cx,
    error::{Error, Result},
    form::Form,
    ids::FrameworkId,
    page::Page,
    shared::{
        entries::{self, read_name, refuse_name},
        order::{self, OrderButtons, Step},
    },
    t,
};

/// A name longer than this fits no form.
pub(super) const NAME_CHARS: usize = 40;

#[derive(Template)]
#[template(path = "qualification/views/frameworks.html")]
struct ListPage {
    page: Page,
    frameworks: Vec<(Framework, String)>,
    templates: Vec<templates::Template>,
    form: Form,
}

impl ListPage {
    fn about(&self, template: &templates::Template) -> String {
        template.about(self.page.words)
    }
}

#[derive(Template)]
#[template(path = "qualification/views/framework.html")]
struct ShowPage {
    page: Page,
    framework: Framework,
    items: Vec<(Item, String)>,
    form: Form,
    add: Form,
}

impl ShowPage {
    fn kinds(&self) -> Vec<(&'static str, String)> {
        ValueKind::ALL
            .map(|kind| (kind.code(), kind.name(self.page.words)))
            .into()
    }
}

pub(super) fn path(id: FrameworkId) -> String {
    format!("/settings/frameworks/{id}")
}

/// `GET /settings/frameworks`.
///
/// # Errors
/// When the database is away.
pub async fn list(cx: Cx) -> Result<Response> {
    show_list(&cx, Form::new(cx.texts(), Fields::default())).await
}

async fn show_list(cx: &Cx, form: Form) -> Result<Response> {
    let mut frameworks = Vec::new();
    for framework in framework::all(cx.db()).await? {
        let mut items = item::all_of(cx.db(), framework.id).await?;
        items.retain(|item| item.retired_at.is_none());
        let names: Vec<String> = items.into_iter().map(|item| item.name).collect();
        frameworks.push((framework, names.join(&t!(cx, "told-list"))));
    }
    let status = form.status();
    cx.html_with(
        status,
        &ListPage {
            page: cx.page(t!(cx, "qualification")),
            frameworks,
            templates: TemplateKind::ALL.map(|kind| kind.template(cx.texts())).into(),
            form,
        },
    )
}

/// `POST /settings/frameworks`: from a template, or empty.
///
/// # Errors
/// When the database is away.
pub async fn add(cx: Cx, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    let Some(name) = read_name(&mut form, "name", NAME_CHARS) else {
        return show_list(&cx, form).await;
    };
    let template = TemplateKind::from_code(form.value("template")).map(|kind| kind.template(cx.texts()));
    let mut tx = cx.begin().await?;
    if let Some(same) = framework::taken(tx.db(), &name, None).await? {
        drop(tx);
        refuse_name(&mut form, "name", &same.name, same.retired_at.is_some());
        return show_list(&cx, form).await;
    }
    let id = framework::add(&mut tx, &name, template.as_ref()).await?;
    tx.commit().await?;
    Ok(cx.see(&path(id), Some(Toast::new(t!(cx, "master-added", name = name)))))
}

/// `GET /settings/frameworks/{id}`.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn show(cx: Cx, Path(id): Path<FrameworkId>) -> Result<Response> {
    let framework = framework::framework(cx.db(), id).await?;
    show_one(&cx, framework, None, Form::new(cx.texts(), Fields::default())).await
}

pub(super) async fn show_one(cx: &Cx, framework: Framework, form: Option<Form>, add: Form) -> Result<Response> {
    let form = form.unwrap_or_else(|| {
        let mut fields = Fields::default();
        fields.set("name", framework.name.as_str());
        fields.set("version", framework.version.to_string());
        Form::new(cx.texts(), fields)
    });
    let items = item::all_of(cx.db(), framework.id).await?.into_iter();
    let about = |item: &Item| {
        let retired = item.retired_at.map(|_| t!(cx, "master-retired"));
        let help = Some(item.help.clone()).filter(|help| !help.is_empty());
        let parts = [Some(item.value_kind.name(cx.texts())), help, retired];
        cx.texts().beside(parts.into_iter().flatten())
    };
    let items: Vec<(Item, String)> = items.map(|item| (item.clone(), about(&item))).collect();
    let status = if form.is_good() { add.status() } else { form.status() };
    cx.html_with(
        status,
        &ShowPage {
            page: cx.page(framework.name.clone()),
            framework,
            items,
            form,
            add,
        },
    )
}

/// `POST /settings/frameworks/{id}`: renames.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn rename(cx: Cx, Path(id): Path<FrameworkId>, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    if let Some(name) = read_name(&mut form, "name", NAME_CHARS) {
        let version = form.fields().number("version").unwrap_or(0);
        let mut tx = cx.begin().await?;
        if let Some(same) = framework::taken(tx.db(), &name, Some(id)).await? {
            refuse_name(&mut form, "name", &same.name, same.retired_at.is_some());
        } else {
            match framework::rename(&mut tx, id, version, &name).await {
                Ok(()) => {
                    tx.commit().await?;
                    return Ok(cx.see(&path(id), Some(Toast::new(t!(cx, "settings-saved")))));
                }
                Err(Error::Stale) => {
                    let theirs = framework::framework(tx.db(), id).await?;
                    form.theirs("name", theirs.name);
                    form.set("version", theirs.version);
                }
                Err(error) => return Err(error),
            }
        }
    }
    let framework = framework::framework(cx.db(), id).await?;
    show_one(&cx, framework, Some(form), Form::new(cx.texts(), Fields::default())).await
}

/// `POST /settings/frameworks/{id}/retire`.
///
/// # Errors
/// [`Error::Stale`] when somebody was quicker.
pub async fn retire(cx: Cx, Path(id): Path<FrameworkId>, fields: Fields) -> Result<Response> {
    set_retired(cx, id, &fields, true).await
}

/// `POST /settings/frameworks/{id}/restore`.
///
/// # Errors
/// [`Error::Stale`] when somebody was quicker.
pub async fn restore(cx: Cx, Path(id): Path<FrameworkId>, fields: Fields) -> Result<Response> {
    set_retired(cx, id, &fields, false).await
}

async fn set_retired(cx: Cx, id: FrameworkId, fields: &Fields, retired: bool) -> Result<Response> {
    let version = fields.number("version").unwrap_or(0);
    let mut tx = cx.begin().await?;
    let framework = framework::set_retired(&mut tx, id, version, retired).await?;
    tx.commit().await?;
    let toast = entries::use_toast(
        cx.texts(),
        &framework.name,
        retired,
        version,
        format!("{}/restore", path(id)),
    );
    Ok(cx.see("/settings/frameworks", Some(toast)))
}

/// `POST /settings/frameworks/order`.
///
/// # Errors
/// When the database is away.
pub async fn reorder(cx: Cx, fields: Fields) -> Result<Response> {
    let wish: Vec<i64> = fields.all("id").filter_map(|id| id.parse().ok()).collect();
    put_in_order(cx, |now| order::asked(now, wish)).await
}

/// `POST /settings/frameworks/{id}/up`.
///
/// # Errors
/// When the database is away.
pub async fn up(cx: Cx, Path(id): Path<i64>) -> Result<Response> {
    put_in_order(cx, |now| order::stepped(now.to_vec(), id, Step::Up)).await
}

/// `POST /settings/frameworks/{id}/down`.
///
/// # Errors
/// When the database is away.
pub async fn down(cx: Cx, Path(id): Path<i64>) -> Result<Response> {
    put_in_order(cx, |now| order::stepped(now.to_vec(), id, Step::Down)).await
}

async fn put_in_order(cx: Cx, wish: impl FnOnce(&[i64]) -> Vec<i64>) -> Result<Response> {
    let mut tx = cx.begin().await?;
    framework::put_in_order(&mut tx, wish).await?;
    tx.commit().await?;
    Ok(cx.in_order("/settings/frameworks"))
}
