//! The list of leads: filters, rows, and what can be done with those that are ticked.

use std::collections::HashMap;

use askama::Template;
use axum::response::Response;
use db::Sql;
use kit::fields::{Fields, QueryFields};

use super::{
    list_columns::{LEADS, Row},
    scope,
    table::State,
};
use crate::{
    accounts::{self, Person},
    actor::Actor,
    app::App,
    cx::Cx,
    deals::{self, Colour, colour_name},
    error::Result,
    masters::{self, Master},
    page::Page,
    saved_views::SavedViews,
    search,
    shared::{Empty, ListView, Reader, download},
    t,
    time::At,
};

/// The names by which the list can be filtered.
const FILTERS: [&str; 7] = ["state", "colour", "owner", "channel", "from", "to", "text"];

#[derive(Template)]
#[template(path = "leads/views/list.html")]
struct ListPage {
    page: Page,
    fields: Fields,
    kept: Vec<(String, String)>,
    people: Vec<Person>,
    channels: Vec<(i64, String)>,
    is_filtered: bool,
    list: ListView,
}

/// What is done with the ticked rows: they are given to somebody.
#[derive(Template)]
#[template(path = "leads/views/assign.html")]
struct AssignBar {
    page: Page,
    owners: Vec<Person>,
    back: String,
}

impl ListPage {
    fn is(&self, name: &str, value: impl ToString) -> bool {
        self.fields.text(name) == value.to_string()
    }

    fn states(&self) -> Vec<(&'static str, String)> {
        let named = |state: State| (state.code(), state.name(self.page.words));
        let mut states = vec![("open", t!(self.page, "lead-state-open"))];
        states.extend(State::ALL.map(named));
        states
    }

    fn colours(&self) -> Vec<(&'static str, String)> {
        let named = |colour: Colour| (colour.code(), colour_name(colour, self.page.words));
        [Colour::Red, Colour::Yellow, Colour::Blue].map(named).into()
    }
}

/// `GET /leads`.
///
/// # Errors
/// When the database is away.
pub async fn list(cx: Cx, QueryFields(fields): QueryFields) -> Result<Response> {
    let asked = LEADS.asked(&fields);
    let narrow = narrowed(&cx, &fields);
    let (paging, ids) = asked.page(&cx.app, &narrow).await?;
    let found = rows(&cx.app, &cx.actor, &ids).await?;
    let page = cx.page(t!(cx, "leads"));
    let is_filtered = FILTERS.iter().any(|name| !fields.text(name).is_empty());
    let saved = SavedViews::load(&cx, LEADS.path, &fields).await?;
    let reader = Reader::from(&cx);
    let mut view = ListView::new(&page, t!(cx, "leads-list"), &asked, &reader, paging, &found)
        .with_saved(saved)
        .or_empty(|| empty(&cx, is_filtered));
    if cx.actor.may_write() {
        let bar = AssignBar {
            page: page.clone(),
            owners: accounts::owners(cx.db()).await?,
            back: cx.uri.path_and_query().map_or_else(String::new, ToString::to_string),
        };
        let ticks = found
            .iter()
            .map(|row| (row.id.0, super::name_of(&row.company, &row.contact)));
        view = view.with_create("/leads/new", t!(cx, "lead-new")).with_bulk(
            "/leads/assignments",
            ticks.collect(),
            bar.render()?,
        );
    }
    let channels = masters::names(cx.db(), Master::Channel).await?;
    let mut channels: Vec<_> = channels.into_iter().collect();
    channels.sort_by(|one, other| one.1.cmp(&other.1));
    cx.html(&ListPage {
        page,
        kept: asked.kept(&FILTERS),
        people: accounts::seen_people(cx.db(), &cx.actor).await?,
        channels,
        is_filtered,
        list: view,
        fields: fields.clone(),
    })
}

/// `GET /leads.csv`: the same rows and columns as a file.
///
/// # Errors
/// When the database is away.
pub async fn list_file(cx: Cx, QueryFields(fields): QueryFields) -> Result<Response> {
    let asked = LEADS.asked(&fields);
    let ids = asked.all(&cx.app, &narrowed(&cx, &fields)).await?;
    let (app, actor) = (cx.app.clone(), cx.actor.clone());
    let read = move |ids: Vec<i64>| {
        let (app, actor) = (app.clone(), actor.clone());
        async move { rows(&app, &actor, &ids).await }
    };
    Ok(download(&asked, Reader::from(&cx), ids, read))
}

/// What the reader sees and asks for. What is not understood matches nothing: showing more than was asked for would mislead.
fn narrowed(cx: &Cx, fields: &Fields) -> impl Fn(&mut Sql) + Sync {
    |sql| {
        scope::push_visible(&cx.actor, sql, "l");
        match fields.text("state") {
            "" => {}
            "open" => {
                sql.push(" AND l.state IN ('new', 'contacted')");
            }
            state => {
                sql.push(" AND l.state = ").bind(state);
            }
        }
        push_colour(sql, fields.text("colour"), cx.now);
        match fields.text("owner") {
            "" => {}
            "none" => {
                sql.push(" AND l.owner_id IS NULL");
            }
            "me" => {
                sql.push(" AND l.owner_id = ")
                    .bind(cx.actor.user.map_or(0, |user| user.0));
            }
            owner => {
                sql.push(" AND l.owner_id = ").bind(owner.parse().unwrap_or(0_i64));
            }
        }
        match fields.text("channel") {
            "" => {}
            "none" => {
                sql.push(" AND l.channel_id IS NULL");
            }
            channel => {
                sql.push(" AND l.channel_id = ").bind(channel.parse().unwrap_or(0_i64));
            }
        }
        push_days(cx, sql, fields);
        search::push_words(sql, "l.search_fold", fields.text("text"));
    }
}

/// When they came in, from one day to another.
fn push_days(cx: &Cx, sql: &mut Sql, fields: &Fields) {
    for (name, comparison) in [("from", ">="), ("to", "<")] {
        let typed = fields.text(name);
        if typed.is_empty() {
            continue;
        }
        let Ok(day) = japan::parse_date(typed, cx.today()) else {
            sql.push(" AND 1 = 0");
            continue;
        };
        let at = match name {
            "from" => At::day_start(day, cx.zone()),
            _ => At::day_end(day, cx.zone()),
        };
        sql.push(&format!(" AND l.created_at {comparison} ")).bind(at.0);
    }
}

/// As [`colour`](super::colour) decides, in SQL.
fn push_colour(sql: &mut Sql, colour: &str, now: At) {
    if colour.is_empty() {
        return;
    }
    sql.push(" AND l.state IN ('new', 'contacted')");
    match Colour::from_code(colour) {
        Some(Colour::Red) => {
            sql.push(" AND l.red_at <= ").bind(now.0);
        }
        Some(Colour::Yellow) => {
            sql.push(" AND l.red_at > ").bind(now.0);
            sql.push(" AND l.yellow_at <= ").bind(now.0);
        }
        Some(Colour::Blue) => {
            sql.push(" AND l.red_at > ").bind(now.0);
            sql.push(" AND l.yellow_at > ").bind(now.0);
        }
        Some(Colour::Grey) | None => {
            sql.push(" AND 1 = 0");
        }
    }
}

/// Reads these leads in this order. One that has gone out of sight since its number was read is left out.
async fn rows(app: &App, actor: &Actor, ids: &[i64]) -> Result<Vec<Row>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new(
        "SELECT l.id, l.state, l.reason, l.company, l.kana, l.corporate_number, l.contact, l.department, l.job_title,
                l.email, l.phone, l.website, l.note, u.name AS owner, ch.name AS channel, d.id AS deal_id, d.title AS deal,
                l.external_id, l.touched_at, l.yellow_at, l.red_at, l.created_at, l.updated_at
         FROM leads l LEFT JOIN users u ON u.id = l.owner_id LEFT JOIN channels ch ON ch.id = l.channel_id
         LEFT JOIN deals d ON d.id = l.deal_id",
    );
    deals::push_visible(actor, &mut sql, "d");
    sql.push(" WHERE l.id IN ").bind_list(ids.iter().copied());
    scope::push_visible(actor, &mut sql, "l");
    let mut rows: HashMap<i64, Row> = app
        .all::<Row>(sql)
        .await?
        .into_iter()
        .map(|row| (row.id.0, row))
        .collect();
    Ok(ids.iter().filter_map(|id| rows.remove(id)).collect())
}

fn empty(cx: &Cx, is_filtered: bool) -> Empty {
    if is_filtered {
        return Empty {
            icon: "user",
            title: t!(cx, "leads-none-match"),
            text: t!(cx, "list-none-match-text"),
            ways: vec![(LEADS.path.to_owned(), t!(cx, "list-clear"))],
        };
    }
    let create = ("/leads/new".to_owned(), t!(cx, "lead-new"));
    Empty {
        icon: "user",
        title: t!(cx, "leads-none"),
        text: t!(cx, "leads-none-text"),
        ways: if cx.actor.may_write() { vec![create] } else { Vec::new() },
    }
}
