//! The items of a framework in the settings: add, change, reorder, retire.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::{fields::Fields, flash::Toast};

use super::{
    Item, ValueKind,
    framework::framework,
    framework_pages::{self, NAME_CHARS, path},
    item::{self, NewItem},
};
use crate::{
    cx::Cx,
    error::{Error, Result},
    form::Form,
    ids::{FrameworkId, ItemId},
    page::Page,
    shared::{
        entries::{self, read_name, refuse_name},
        order::{self, Step},
    },
    t,
};

/// More letters than this do not fit beside the others on a card.
const MARK_CHARS: usize = 2;
/// What to ask, in a sentence.
const HELP_CHARS: usize = 200;

#[derive(Template)]
#[template(path = "qualification/views/item.html")]
struct EditPage {
    page: Page,
    item: Item,
    form: Form,
}

impl EditPage {
    fn kind(&self) -> String {
        self.item.value_kind.name(self.page.words)
    }
}

/// `POST /settings/frameworks/{id}/items`.
///
/// # Errors
/// [`Error::NotFound`] for a framework that does not exist.
pub async fn add(cx: Cx, Path(id): Path<FrameworkId>, fields: Fields) -> Result<Response> {
    let framework = framework(cx.db(), id).await?;
    let mut form = Form::new(cx.texts(), fields);
    let value_kind = ValueKind::from_code(form.value("value_kind"));
    if value_kind.is_none() {
        form.wrong("value_kind", t!(cx, "item-kind-missing"));
    }
    let name = read_name(&mut form, "new_name", NAME_CHARS);
    let (mark, help) = (read_mark(&mut form, &cx, name.as_deref()), read_help(&mut form, &cx));
    if let (Some(name), Some(mark), Some(help), Some(value_kind)) = (name, mark, help, value_kind) {
        let new = NewItem {
            name,
            mark,
            help,
            value_kind,
        };
        let mut tx = cx.begin().await?;
        match item::taken(tx.db(), id, &new.name, None).await? {
            None => {
                item::add(&mut tx, id, &new).await?;
                tx.commit().await?;
                let toast = Toast::new(t!(cx, "master-added", name = new.name));
                return Ok(cx.see(&path(id), Some(toast)));
            }
            Some(same) => refuse_name(&mut form, "new_name", &same.name, same.retired_at.is_some()),
        }
    }
    framework_pages::show_one(&cx, framework, None, form).await
}

/// One or two letters; without any, the first one of the name.
fn read_mark(form: &mut Form, cx: &Cx, name: Option<&str>) -> Option<String> {
    let mark = form.value("mark").to_owned();
    if mark.is_empty() {
        return name.and_then(|name| name.chars().next()).map(String::from);
    }
    if mark.chars().count() > MARK_CHARS || mark.contains(char::is_control) {
        form.wrong("mark", t!(cx, "item-mark-long", value = mark));
        return None;
    }
    Some(mark)
}

fn read_help(form: &mut Form, cx: &Cx) -> Option<String> {
    let help = form.value("help").to_owned();
    let count = help.chars().count();
    if count > HELP_CHARS {
        form.wrong("help", t!(cx, "item-help-long", max = HELP_CHARS, count = count));
        return None;
    }
    Some(help)
}

/// `GET /settings/frameworks/items/{id}/edit`.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn edit(cx: Cx, Path(id): Path<ItemId>) -> Result<Response> {
    let item = item::item(cx.db(), id).await?;
    let form = Form::new(cx.texts(), fields_of(&item));
    show_edit(&cx, item, form)
}

fn fields_of(item: &Item) -> Fields {
    let mut fields = Fields::default();
    fields.set("name", item.name.as_str());
    fields.set("mark", item.mark.as_str());
    fields.set("help", item.help.as_str());
    fields.set("version", item.version.to_string());
    fields
}

fn show_edit(cx: &Cx, item: Item, form: Form) -> Result<Response> {
    let page = cx.page(t!(cx, "master-edit", name = item.name.as_str())).narrow();
    cx.html_with(form.status(), &EditPage { page, item, form })
}

/// `POST /settings/frameworks/items/{id}`.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn change(cx: Cx, Path(id): Path<ItemId>, fields: Fields) -> Result<Response> {
    let now = item::item(cx.db(), id).await?;
    let mut form = Form::new(cx.texts(), fields);
    let name = read_name(&mut form, "name", NAME_CHARS);
    let (mark, help) = (read_mark(&mut form, &cx, name.as_deref()), read_help(&mut form, &cx));
    if let (Some(name), Some(mark), Some(help)) = (name, mark, help) {
        let version = form.fields().number("version").unwrap_or(0);
        let mut tx = cx.begin().await?;
        if let Some(same) = item::taken(tx.db(), now.framework_id, &name, Some(id)).await? {
            refuse_name(&mut form, "name", &same.name, same.retired_at.is_some());
        } else {
            match item::change(&mut tx, id, version, &name, &mark, &help).await {
                Ok(_) => {
                    tx.commit().await?;
                    let toast = Toast::new(t!(cx, "settings-saved"));
                    return Ok(cx.see(&path(now.framework_id), Some(toast)));
                }
                Err(Error::Stale) => tell_conflict(&mut form, &now),
                Err(error) => return Err(error),
            }
        }
    }
    show_edit(&cx, now, form)
}

fn tell_conflict(form: &mut Form, now: &Item) {
    let theirs = fields_of(now);
    for name in ["name", "mark", "help"] {
        if form.value(name) != theirs.text(name) {
            form.theirs(name, theirs.text(name));
        }
    }
    form.stale(now.version);
}

/// `POST /settings/frameworks/items/{id}/retire`.
///
/// # Errors
/// [`Error::Stale`] when somebody was quicker.
pub async fn retire(cx: Cx, Path(id): Path<ItemId>, fields: Fields) -> Result<Response> {
    set_retired(cx, id, &fields, true).await
}

/// `POST /settings/frameworks/items/{id}/restore`.
///
/// # Errors
/// [`Error::Stale`] when somebody was quicker.
pub async fn restore(cx: Cx, Path(id): Path<ItemId>, fields: Fields) -> Result<Response> {
    set_retired(cx, id, &fields, false).await
}

async fn set_retired(cx: Cx, id: ItemId, fields: &Fields, retired: bool) -> Result<Response> {
    let version = fields.number("version").unwrap_or(0);
    let mut tx = cx.begin().await?;
    let item = item::set_retired(&mut tx, id, version, retired).await?;
    tx.commit().await?;
    let toast = entries::use_toast(
        cx.texts(),
        &item.name,
        retired,
        version,
        format!("/settings/frameworks/items/{id}/restore"),
    );
    Ok(cx.see(&path(item.framework_id), Some(toast)))
}

/// `POST /settings/frameworks/{id}/items/order`.
///
/// # Errors
/// When the database is away.
pub async fn reorder(cx: Cx, Path(id): Path<FrameworkId>, fields: Fields) -> Result<Response> {
    let wish: Vec<i64> = fields.all("id").filter_map(|id| id.parse().ok()).collect();
    put_in_order(cx, id, |now| order::asked(now, wish)).await
}

/// `POST /settings/frameworks/items/{id}/up`.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn up(cx: Cx, Path(id): Path<ItemId>) -> Result<Response> {
    let framework = item::item(cx.db(), id).await?.framework_id;
    put_in_order(cx, framework, |now| order::stepped(now.to_vec(), id.0, Step::Up)).await
}

/// `POST /settings/frameworks/items/{id}/down`.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn down(cx: Cx, Path(id): Path<ItemId>) -> Result<Response> {
    let framework = item::item(cx.db(), id).await?.framework_id;
    put_in_order(cx, framework, |now| order::stepped(now.to_vec(), id.0, Step::Down)).await
}

async fn put_in_order(cx: Cx, id: FrameworkId, wish: impl FnOnce(&[i64]) -> Vec<i64>) -> Result<Response> {
    let mut tx = cx.begin().await?;
    item::put_in_order(&mut tx, id, wish).await?;
    tx.commit().await?;
    Ok(cx.in_order(&path(id)))
}
