//! The settings pages of the masters: `/settings/channels`, `/settings/products` and so on, one room for all of them.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::{fields::Fields, flash::Toast};

use super::{
    Master,
    line::{self, Line, LineFacts, Taken},
};
use crate::{
    activities::Way,
    cx::Cx,
    error::{Error, Result},
    form::Form,
    money::{Currency, Money},
    page::Page,
    shared::{
        entries,
        order::{self, OrderButtons, Step},
    },
    t,
    text::Texts,
};

/// A name longer than this fits no list.
const NAME_CHARS: usize = 60;

#[derive(Template)]
#[template(path = "masters/views/list.html")]
struct ListPage {
    page: Page,
    master: Master,
    masters: Vec<(Master, String)>,
    heading: String,
    lines: Vec<LineView>,
    form: Form,
    currencies: Vec<String>,
}

#[derive(Template)]
#[template(path = "masters/views/edit.html")]
struct EditPage {
    page: Page,
    master: Master,
    line: Line,
    form: Form,
    currencies: Vec<String>,
}

struct LineView {
    line: Line,
    about: String,
}

/// What a master is called.
#[must_use]
pub fn heading(words: Texts, master: Master) -> String {
    match master {
        Master::Channel => t!(words, "channel"),
        Master::LossReason => t!(words, "loss-reason"),
        Master::Product => t!(words, "product"),
        Master::ActivityKind => t!(words, "master-activity-kinds"),
        Master::Competitor => t!(words, "competitor"),
        Master::TouchKind => t!(words, "touch-kinds"),
        Master::Interest => t!(words, "interest"),
    }
}

fn way_name(words: Texts, way: Way) -> String {
    match way {
        Way::Visit => t!(words, "master-way-visit"),
        Way::Online => t!(words, "master-way-online"),
        Way::Phone => t!(words, "master-way-phone"),
        Way::Mail => t!(words, "master-way-mail"),
        Way::Internal => t!(words, "master-way-internal"),
    }
}

fn master_of(table: &str) -> Result<Master> {
    Master::from_table(table).ok_or(Error::NotFound)
}

fn path(master: Master) -> String {
    format!("/settings/masters/{}", master.table())
}

/// `GET /settings/masters/{master}`.
///
/// # Errors
/// [`Error::NotFound`] for a master that does not exist.
pub async fn list(cx: Cx, Path(table): Path<String>) -> Result<Response> {
    show(&cx, master_of(&table)?, Form::new(cx.texts(), Fields::default())).await
}

async fn show(cx: &Cx, master: Master, form: Form) -> Result<Response> {
    let words = cx.texts();
    let lines = line::lines(cx.db(), master).await?.into_iter();
    let status = form.status();
    let page = ListPage {
        page: cx.page(t!(cx, "masters")),
        master,
        masters: Master::ALL.map(|master| (master, heading(words, master))).into(),
        heading: heading(words, master),
        lines: lines
            .map(|line| LineView {
                about: about(words, &line),
                line,
            })
            .collect(),
        form,
        currencies: Currency::all().map(|currency| currency.to_string()).collect(),
    };
    cx.html_with(status, &page)
}

/// 「訪問・32件・使用をやめました」.
fn about(words: Texts, line: &Line) -> String {
    let way = line.way.map(|way| way_name(words, way));
    let family = line.family.clone().filter(|family| !family.is_empty());
    let used = Some(t!(words, "master-used", count = line.used));
    let retired = line.retired_at.map(|_| t!(words, "master-retired"));
    let parts = [way, family, price(line).map(|price| price.to_string()), used, retired];
    words.beside(parts.into_iter().flatten())
}

fn price(line: &Line) -> Option<Money> {
    let currency = line.currency.as_deref()?.parse().ok()?;
    Some(Money::new(line.price?, currency))
}

/// `POST /settings/masters/{master}`: adds a line.
///
/// # Errors
/// When the database is away.
pub async fn add(cx: Cx, Path(table): Path<String>, fields: Fields) -> Result<Response> {
    let master = master_of(&table)?;
    let mut form = Form::new(cx.texts(), fields);
    if let Some(facts) = read(&mut form, &cx, master) {
        let mut tx = cx.begin().await?;
        match line::add(&mut tx, master, &facts).await? {
            Ok(_) => {
                tx.commit().await?;
                let toast = Toast::new(t!(cx, "master-added", name = facts.name.as_str()));
                return Ok(cx.see(&path(master), Some(toast)));
            }
            Err(taken) => refuse(&mut form, &taken),
        }
    }
    show(&cx, master, form).await
}

/// `GET /settings/masters/{master}/{id}/edit`.
///
/// # Errors
/// [`Error::NotFound`] for a line that does not exist.
pub async fn edit(cx: Cx, Path((table, id)): Path<(String, i64)>) -> Result<Response> {
    let master = master_of(&table)?;
    let line = line::line(cx.db(), master, id).await?;
    let form = Form::new(cx.texts(), fields_of(&line));
    show_edit(&cx, master, line, form)
}

fn show_edit(cx: &Cx, master: Master, line: Line, form: Form) -> Result<Response> {
    let status = form.status();
    let page = cx.page(t!(cx, "master-edit", name = line.name.as_str())).narrow();
    let currencies = Currency::all().map(|currency| currency.to_string()).collect();
    cx.html_with(
        status,
        &EditPage {
            page,
            master,
            line,
            form,
            currencies,
        },
    )
}

fn fields_of(line: &Line) -> Fields {
    let mut fields = Fields::default();
    fields.set("name", line.name.as_str());
    fields.set("version", line.version.to_string());
    fields.set("way", line.way.map_or("", Way::code));
    fields.set("family", line.family.clone().unwrap_or_default());
    fields.set("price", price(line).map(Money::plain).unwrap_or_default());
    fields.set("currency", line.currency.clone().unwrap_or_default());
    fields
}

/// `POST /settings/masters/{master}/{id}`: changes a line.
///
/// # Errors
/// [`Error::NotFound`] for a line that does not exist.
pub async fn change(cx: Cx, Path((table, id)): Path<(String, i64)>, fields: Fields) -> Result<Response> {
    let master = master_of(&table)?;
    let mut form = Form::new(cx.texts(), fields);
    if let Some(facts) = read(&mut form, &cx, master) {
        let version = form.fields().number("version").unwrap_or(0);
        let mut tx = cx.begin().await?;
        match line::change(&mut tx, master, id, version, &facts).await {
            Ok(Ok(())) => {
                tx.commit().await?;
                return Ok(cx.see(&path(master), Some(Toast::new(t!(cx, "settings-saved")))));
            }
            Ok(Err(taken)) => refuse(&mut form, &taken),
            Err(Error::Stale) => tell_conflict(&mut form, &line::line(cx.db(), master, id).await?),
            Err(error) => return Err(error),
        }
    }
    let line = line::line(cx.db(), master, id).await?;
    show_edit(&cx, master, line, form)
}

fn tell_conflict(form: &mut Form, line: &Line) {
    let theirs = fields_of(line);
    for name in ["name", "way", "family", "price", "currency"] {
        if form.value(name) != theirs.text(name) {
            form.theirs(name, theirs.text(name));
        }
    }
    form.set("version", line.version);
}

fn refuse(form: &mut Form, taken: &Taken) {
    match taken {
        Taken::ByOne(name) => entries::refuse_name(form, "name", name, false),
        Taken::ByRetired(name) => entries::refuse_name(form, "name", name, true),
    }
}

fn read(form: &mut Form, cx: &Cx, master: Master) -> Option<LineFacts> {
    let name = entries::read_name(form, "name", NAME_CHARS);
    let way = Way::from_code(form.value("way"));
    if master == Master::ActivityKind && way.is_none() {
        form.wrong("way", t!(cx, "master-way-missing"));
    }
    let price = if master == Master::Product {
        read_price(form, cx)
    } else {
        None
    };
    let family = form.value("family").to_owned();
    form.is_good().then_some(LineFacts {
        name: name.unwrap_or_default(),
        way,
        family,
        price,
    })
}

fn read_price(form: &mut Form, cx: &Cx) -> Option<Money> {
    let text = form.value("price").to_owned();
    if text.is_empty() {
        return None;
    }
    let currency = form.value("currency").parse().unwrap_or(cx.actor.workspace.currency);
    match japan::parse_scaled(&text, currency.digits()) {
        Ok(amount) if amount >= 0 => Some(Money::new(amount, currency)),
        _ => {
            form.wrong("price", t!(cx, "master-price-wrong", value = text));
            None
        }
    }
}

/// `POST /settings/masters/{master}/{id}/retire`.
///
/// # Errors
/// [`Error::Stale`] when somebody was quicker.
pub async fn retire(cx: Cx, Path((table, id)): Path<(String, i64)>, fields: Fields) -> Result<Response> {
    set_retired(cx, &table, id, &fields, true).await
}

/// `POST /settings/masters/{master}/{id}/restore`.
///
/// # Errors
/// [`Error::Stale`] when somebody was quicker.
pub async fn restore(cx: Cx, Path((table, id)): Path<(String, i64)>, fields: Fields) -> Result<Response> {
    set_retired(cx, &table, id, &fields, false).await
}

async fn set_retired(cx: Cx, table: &str, id: i64, fields: &Fields, retired: bool) -> Result<Response> {
    let master = master_of(table)?;
    let version = fields.number("version").unwrap_or(0);
    let mut tx = cx.begin().await?;
    let line = line::set_retired(&mut tx, master, id, version, retired).await?;
    tx.commit().await?;
    let toast = entries::use_toast(
        cx.texts(),
        &line.name,
        retired,
        version,
        format!("{}/{id}/restore", path(master)),
    );
    Ok(cx.see(&path(master), Some(toast)))
}

/// `POST /settings/masters/{master}/order`: all ids in their new order.
///
/// # Errors
/// When the database is away.
pub async fn reorder(cx: Cx, Path(table): Path<String>, fields: Fields) -> Result<Response> {
    let wish: Vec<i64> = fields.all("id").filter_map(|id| id.parse().ok()).collect();
    put_in_order(cx, &table, |now| order::asked(now, wish)).await
}

/// `POST /settings/masters/{master}/{id}/up`.
///
/// # Errors
/// When the database is away.
pub async fn up(cx: Cx, Path((table, id)): Path<(String, i64)>) -> Result<Response> {
    put_in_order(cx, &table, |now| order::stepped(now.to_vec(), id, Step::Up)).await
}

/// `POST /settings/masters/{master}/{id}/down`.
///
/// # Errors
/// When the database is away.
pub async fn down(cx: Cx, Path((table, id)): Path<(String, i64)>) -> Result<Response> {
    put_in_order(cx, &table, |now| order::stepped(now.to_vec(), id, Step::Down)).await
}

async fn put_in_order(cx: Cx, table: &str, wish: impl FnOnce(&[i64]) -> Vec<i64>) -> Result<Response> {
    let master = master_of(table)?;
    let mut tx = cx.begin().await?;
    line::put_in_order(&mut tx, master, wish).await?;
    tx.commit().await?;
    Ok(cx.in_order(&path(master)))
}
