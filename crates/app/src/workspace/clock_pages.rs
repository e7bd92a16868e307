//! The settings page of the clocks: from when a deal or a lead is to be watched, and from when to be acted on.

use askama::Template;
use axum::response::Response;
use chrono::{NaiveDate, TimeDelta};
use db::Sql;
use kit::{fields::Fields, flash::Toast};
use sea_orm::ConnectionTrait as _;
use serde_json::json;

use super::{ClockSettings, LeadSettings, Workspace};
use crate::{
    cx::Cx,
    deals,
    error::{Error, Result},
    events::{Event, EventKind},
    form::Form,
    leads,
    page::Page,
    t,
    tx::Tx,
};

/// The fields in the order of the table, each with the least and the most it may be.
const FIELDS: [(&str, i64, i64); 9] = [
    ("age_watch_percent", 10, 1000),
    ("age_danger_percent", 10, 1000),
    ("overdue_danger_days", 0, 365),
    ("slips_watch", 1, 99),
    ("slips_danger", 1, 99),
    ("slip_days_watch", 1, 3650),
    ("slip_days_danger", 1, 3650),
    ("lead_watch_days", 1, 365),
    ("lead_danger_days", 1, 365),
];

#[derive(Template)]
#[template(path = "workspace/views/clocks.html")]
struct ClocksPage {
    page: Page,
    form: Form,
    age_example: String,
    overdue_example: String,
}

/// `GET /settings/clocks`.
///
/// # Errors
/// When the page cannot be drawn.
pub async fn show(cx: Cx) -> Result<Response> {
    let form = Form::new(cx.texts(), fields_of(&cx.actor.workspace));
    draw(&cx, form)
}

fn draw(cx: &Cx, form: Form) -> Result<Response> {
    let clocks = cx.actor.workspace.clocks;
    // The example of the overdue action is always told for the same week: any date shows the rule.
    let due = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap_or_default();
    let red = due + TimeDelta::days(1 + clocks.overdue_danger_days);
    let page = ClocksPage {
        age_example: t!(
            cx,
            "clocks-age-example",
            watch = first_day(clocks.age_watch_percent),
            danger = first_day(clocks.age_danger_percent)
        ),
        overdue_example: t!(
            cx,
            "clocks-overdue-example",
            danger = japan::short_date(red, due, cx.texts().lang())
        ),
        page: cx.page(t!(cx, "clocks-title")),
        form,
    };
    cx.html_with(page.form.status(), &page)
}

/// The first day beyond a share of fourteen days, as in `Rules::age`.
fn first_day(percent: i64) -> i64 {
    14 * percent / 100 + 1
}

fn value(workspace: &Workspace, name: &str) -> i64 {
    let (clocks, leads) = (&workspace.clocks, &workspace.leads);
    match name {
        "age_watch_percent" => clocks.age_watch_percent,
        "age_danger_percent" => clocks.age_danger_percent,
        "overdue_danger_days" => clocks.overdue_danger_days,
        "slips_watch" => clocks.slips_watch,
        "slips_danger" => clocks.slips_danger,
        "slip_days_watch" => clocks.slip_days_watch,
        "slip_days_danger" => clocks.slip_days_danger,
        "lead_watch_days" => leads.watch_days,
        _ => leads.danger_days,
    }
}

fn fields_of(workspace: &Workspace) -> Fields {
    let mut fields = Fields::default();
    fields.set("version", workspace.version.to_string());
    for (name, ..) in FIELDS {
        fields.set(name, value(workspace, name).to_string());
    }
    fields
}

fn label(cx: &Cx, name: &str) -> String {
    match name {
        "age_watch_percent" => t!(cx, "clocks-age-watch"),
        "age_danger_percent" => t!(cx, "clocks-age-danger"),
        "overdue_danger_days" => t!(cx, "clocks-overdue"),
        "slips_watch" => t!(cx, "clocks-slips-watch"),
        "slips_danger" => t!(cx, "clocks-slips-danger"),
        "slip_days_watch" => t!(cx, "clocks-slip-days-watch"),
        "slip_days_danger" => t!(cx, "clocks-slip-days-danger"),
        "lead_watch_days" => t!(cx, "clocks-leads-watch"),
        _ => t!(cx, "clocks-leads-danger"),
    }
}

/// `POST /settings/clocks`: saves, and sets the clocks of all open deals and leads anew.
///
/// # Errors
/// When the database is away.
pub async fn change(cx: Cx, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    if let Some((clocks, leads)) = read(&mut form, &cx) {
        let mut tx = cx.begin().await?;
        match save(&mut tx, form.fields().number("version").unwrap_or(0), clocks, leads).await {
            Ok(()) => {
                tx.commit().await?;
                return Ok(cx.see("/settings/clocks", Some(Toast::new(t!(cx, "settings-saved")))));
            }
            Err(Error::Stale) => tell_conflict(&mut form, &cx).await?,
            Err(error) => return Err(error),
        }
    }
    draw(&cx, form)
}

fn read(form: &mut Form, cx: &Cx) -> Option<(ClockSettings, LeadSettings)> {
    let mut numbers = [0; FIELDS.len()];
    for (number, (name, min, max)) in numbers.iter_mut().zip(FIELDS) {
        match japan::parse_amount(form.value(name)) {
            Ok(typed) if (min..=max).contains(&typed) => *number = typed,
            _ => {
                let typed = form.value(name).to_owned();
                let message = t!(
                    cx,
                    "clocks-number-wrong",
                    field = label(cx, name),
                    value = typed,
                    min = min,
                    max = max
                );
                form.wrong(name, message);
            }
        }
    }
    let [
        age_watch_percent,
        age_danger_percent,
        overdue_danger_days,
        slips_watch,
        slips_danger,
        slip_days_watch,
        slip_days_danger,
        lead_watch_days,
        lead_danger_days,
    ] = numbers;
    if form.is_good() {
        for (name, watch, danger) in [
            ("age_danger_percent", age_watch_percent, age_danger_percent),
            ("slips_danger", slips_watch, slips_danger),
            ("slip_days_danger", slip_days_watch, slip_days_danger),
            ("lead_danger_days", lead_watch_days, lead_danger_days),
        ] {
            if danger < watch {
                let field = label(cx, name);
                form.wrong(
                    name,
                    t!(
                        cx,
                        "clocks-danger-before-watch",
                        field = field,
                        watch = watch,
                        danger = danger
                    ),
                );
            }
        }
    }
    let clocks = ClockSettings {
        overdue_danger_days,
        age_watch_percent,
        age_danger_percent,
        slips_watch,
        slips_danger,
        slip_days_watch,
        slip_days_danger,
    };
    let leads = LeadSettings {
        watch_days: lead_watch_days,
        danger_days: lead_danger_days,
    };
    form.is_good().then_some((clocks, leads))
}

async fn tell_conflict(form: &mut Form, cx: &Cx) -> Result<()> {
    let Some(theirs) = cx.app.workspace().await? else {
        return Ok(());
    };
    let fields = fields_of(&theirs);
    for (name, ..) in FIELDS {
        if form.value(name) != fields.text(name) {
            form.theirs(name, fields.text(name));
        }
    }
    form.set("version", theirs.version);
    Ok(())
}

async fn save(tx: &mut Tx, version: i64, clocks: ClockSettings, leads: LeadSettings) -> Result<()> {
    if !tx.actor().may_administer() {
        return Err(Error::Forbidden);
    }
    let before = tx.workspace().clone();
    let workspace = Workspace {
        clocks,
        leads,
        ..(*before).clone()
    };
    let mut sql = Sql::new("UPDATE workspace SET version = version + 1");
    for (name, ..) in FIELDS {
        sql.push(&format!(", {name} = ")).bind(value(&workspace, name));
    }
    sql.push(" WHERE id = 1 AND version = ").bind(version);
    let written = tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    if written.rows_affected() == 0 {
        return Err(Error::Stale);
    }
    deals::refresh_all(tx, None, &workspace).await?;
    leads::refresh_all(tx, &workspace).await?;
    let changes = FIELDS
        .iter()
        .map(|(name, ..)| (*name, [value(&before, name), value(&workspace, name)]));
    let changes: serde_json::Map<_, _> = changes
        .filter(|(_, [was, is])| was != is)
        .map(|(name, pair)| (name.to_owned(), json!(pair)))
        .collect();
    tx.record(Event::new(EventKind::SettingsChanged).data(json!({ "clocks": changes })));
    Ok(())
}
