//! The walk: every route of the router, asked for by a guest, by every role, and by people who may not see the record.
//!
//! It fails when a route has no line here, so whoever adds a route adds a line to [`WALK`]:
//!
//! - `get("/deals")` or `post("/deals")` for a route without a record;
//! - `.of(Record::Deal)` when `{id}` is a record of that kind; a fresh one, belonging to a rep of the first team, is made
//!   for every request. Other parameters are filled by [`parameter`];
//! - `.form(&[("title", "…")])`: a form that succeeds, so that "refused" means refused and not "bad input". A value may
//!   be a placeholder such as `{version}`, see [`Records::fill`];
//! - `.personal()` when everybody has their own (`/me`, a saved view): only a guest is refused by the walk.
//!
//! What is asserted follows from the router's own `Access`: a guest is led to the sign-in page (GET) or answered 401
//! (POST); a role that may not is answered 403; whoever may not see the record is answered 404; and after each of those
//! nothing has changed in the database. Whoever may is answered with success. Pages without a record are searched for
//! the names of records that their reader may not see.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use db::{Sql, db_test};
use kit::routes::Route;
use sea_orm::ConnectionTrait as _;

use crate::{
    access::Access,
    deals,
    ids::{DealId, PhaseId, UserId},
    router::routes,
    testing::*,
    workspace::RepSees,
};

/// Stands in the names of all records that strangers must not find anywhere.
const SECRET: &str = "極秘計画";

/// What `{id}` is the number of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Record {
    None,
    Deal,
    DealToCheck,
    MovedDeal,
    LostDeal,
    DeletedDeal,
    Company,
    DeletedCompany,
    Contact,
    DeletedContact,
    Activity,
    CancelledActivity,
    DeletedActivity,
    SavedView,
    Person,
    DisabledPerson,
    Team,
    RetiredTeam,
    Pipeline,
    RetiredPipeline,
    Phase,
    RetiredPhase,
    Criterion,
    Channel,
    RetiredChannel,
}

impl Record {
    /// Whether some people may not see it: the others are for admins, or one's own.
    fn has_owner(self) -> bool {
        matches!(
            self,
            Self::Deal
                | Self::DealToCheck
                | Self::MovedDeal
                | Self::LostDeal
                | Self::DeletedDeal
                | Self::Company
                | Self::DeletedCompany
                | Self::Contact
                | Self::DeletedContact
                | Self::Activity
                | Self::CancelledActivity
                | Self::DeletedActivity
        )
    }
}

struct Line {
    method: Method,
    path: &'static str,
    record: Record,
    form: &'static [(&'static str, &'static str)],
    query: &'static str,
    is_personal: bool,
    is_stream: bool,
}

const fn line(method: Method, path: &'static str) -> Line {
    Line {
        method,
        path,
        record: Record::None,
        form: &[],
        query: "",
        is_personal: false,
        is_stream: false,
    }
}

const fn get(path: &'static str) -> Line {
    line(Method::GET, path)
}

const fn post(path: &'static str) -> Line {
    line(Method::POST, path)
}

impl Line {
    const fn of(mut self, record: Record) -> Self {
        self.record = record;
        self
    }

    const fn form(mut self, form: &'static [(&'static str, &'static str)]) -> Self {
        self.form = form;
        self
    }

    /// What follows the path, such as `?q=…`.
    const fn query(mut self, query: &'static str) -> Self {
        self.query = query;
        self
    }

    const fn personal(mut self) -> Self {
        self.is_personal = true;
        self
    }

    /// Its answer never ends, so only its status is looked at.
    const fn stream(mut self) -> Self {
        self.is_stream = true;
        self
    }
}

const VERSION: &[(&str, &str)] = &[("version", "1")];

const PERSON: &[(&str, &str)] = &[
    ("name", "山田 葵"),
    ("email", "{email}"),
    ("role", "rep"),
    ("team", "1"),
    ("version", "1"),
];

const WALK: &[Line] = &[
    get("/healthz"),
    get("/readyz"),
    get("/assets/{file}"),
    get("/live").stream(),
    // The board, and moves on it.
    get("/"),
    get("/board"),
    get("/board/columns/{phase}"),
    get("/board/totals"),
    get("/deals/{id}/moves/new").of(Record::Deal),
    post("/deals/{id}/moves")
        .of(Record::Deal)
        .form(&[("phase_id", "2"), ("version", "1")]),
    post("/deals/{id}/moves/undo")
        .of(Record::MovedDeal)
        .form(&[("version", "{deal_version}")]),
    // Deals.
    get("/deals"),
    get("/deals.csv"),
    get("/deals/{id}").of(Record::Deal),
    get("/deals/new"),
    post("/deals").form(&[("title", "{name}")]),
    get("/deals/{id}/edit").of(Record::Deal),
    post("/deals/{id}")
        .of(Record::Deal)
        .form(&[("version", "1"), ("note", "変えた")]),
    get("/deals/{id}/people").of(Record::Deal),
    post("/deals/{id}/people").of(Record::Deal).form(VERSION),
    get("/deals/{id}/products").of(Record::Deal),
    post("/deals/{id}/products").of(Record::Deal).form(VERSION),
    get("/deals/{id}/win").of(Record::Deal),
    post("/deals/{id}/win").of(Record::Deal).form(&[
        ("version", "1"),
        ("won_on", "今日"),
        ("amount", "1200000"),
        ("start_on", "明日"),
    ]),
    get("/deals/{id}/lose").of(Record::Deal),
    post("/deals/{id}/lose")
        .of(Record::Deal)
        .form(&[("version", "1"), ("reason", "1")]),
    get("/deals/{id}/hold").of(Record::Deal),
    post("/deals/{id}/hold")
        .of(Record::Deal)
        .form(&[("version", "1"), ("until", "明日")]),
    post("/deals/{id}/reopen")
        .of(Record::LostDeal)
        .form(&[("version", "{deal_version}")]),
    post("/deals/{id}/checks").of(Record::DealToCheck).form(&[
        ("version", "1"),
        ("criterion", "{criterion}"),
        ("checked", "1"),
    ]),
    post("/deals/{id}/delete").of(Record::Deal).form(VERSION),
    post("/deals/{id}/restore")
        .of(Record::DeletedDeal)
        .form(&[("version", "{deal_version}")]),
    // Companies and contacts.
    get("/companies"),
    get("/companies.csv"),
    get("/companies/new"),
    get("/companies/{id}").of(Record::Company),
    get("/companies/{id}/edit").of(Record::Company),
    post("/companies").form(&[("name", "ナガノ精密工業"), ("anyway", "1")]),
    post("/companies/{id}")
        .of(Record::Company)
        .form(&[("version", "1"), ("phone", "0266-00-0000"), ("anyway", "1")]),
    post("/companies/{id}/delete").of(Record::Company).form(VERSION),
    post("/companies/{id}/restore").of(Record::DeletedCompany),
    get("/contacts"),
    get("/contacts.csv"),
    get("/contacts/new").query("?company=1"),
    get("/contacts/{id}").of(Record::Contact),
    get("/contacts/{id}/edit").of(Record::Contact),
    post("/contacts").form(&[("company", "1"), ("name", "諏訪 健一")]),
    post("/contacts/{id}")
        .of(Record::Contact)
        .form(&[("version", "1"), ("name", "諏訪 健一")]),
    post("/contacts/{id}/delete").of(Record::Contact).form(VERSION),
    post("/contacts/{id}/restore").of(Record::DeletedContact),
    // Activities.
    get("/activities"),
    get("/activities/all"),
    get("/activities/all.csv"),
    get("/activities/new"),
    get("/activities/{id}").of(Record::Activity),
    get("/activities/{id}/edit").of(Record::Activity),
    get("/activities/{id}/done").of(Record::Activity),
    post("/activities").form(&[("kind", "1"), ("way", "internal"), ("done", "0"), ("day", "明日")]),
    post("/activities/quick").form(&[("text", "山田製作所 訪問 見積提出")]),
    post("/activities/{id}").of(Record::Activity).form(&[
        ("version", "1"),
        ("kind", "1"),
        ("day", "2026-11-23"),
        ("subject", "変えた"),
        ("owner", "3"),
    ]),
    post("/activities/{id}/done").of(Record::Activity).form(&[
        ("version", "1"),
        ("result", "不在"),
        ("day", "2026-11-22"),
        ("next_kind", "1"),
        ("next_day", "金曜"),
    ]),
    post("/activities/{id}/cancel").of(Record::Activity).form(VERSION),
    post("/activities/{id}/resume")
        .of(Record::CancelledActivity)
        .form(VERSION),
    post("/activities/{id}/delete").of(Record::Activity).form(VERSION),
    post("/activities/{id}/restore")
        .of(Record::DeletedActivity)
        .form(VERSION),
    // Reports.
    get("/reports"),
    get("/reports/phases"),
    get("/reports/phases/stays"),
    get("/reports/outcomes"),
    get("/reports/outcomes/deals"),
    // Search and saved views.
    get("/search").query("?q=極秘"),
    post("/saved-views").form(&[("page", "/deals"), ("name", "私の案件"), ("query", "owner=3")]),
    post("/saved-views/{id}")
        .of(Record::SavedView)
        .personal()
        .form(&[("name", "別の名前")]),
    post("/saved-views/{id}/delete").of(Record::SavedView).personal(),
    // Settings of the process.
    get("/settings/pipelines"),
    post("/settings/pipelines").form(&[("name", "{name}"), ("template", "five")]),
    post("/settings/pipelines/order").form(&[("id", "1")]),
    get("/settings/pipelines/{id}").of(Record::Pipeline),
    post("/settings/pipelines/{id}")
        .of(Record::Pipeline)
        .form(&[("name", "{name}"), ("version", "1")]),
    post("/settings/pipelines/{id}/up").of(Record::Pipeline),
    post("/settings/pipelines/{id}/down").of(Record::Pipeline),
    get("/settings/pipelines/{id}/retire").of(Record::Pipeline),
    post("/settings/pipelines/{id}/retire")
        .of(Record::Pipeline)
        .form(VERSION),
    post("/settings/pipelines/{id}/restore")
        .of(Record::RetiredPipeline)
        .form(VERSION),
    post("/settings/pipelines/{id}/phases")
        .of(Record::Pipeline)
        .form(&[("new_name", "{name}"), ("kind", "selling")]),
    post("/settings/pipelines/{id}/phases/order").of(Record::Pipeline),
    get("/settings/phases/{id}/edit").of(Record::Phase),
    post("/settings/phases/{id}").of(Record::Phase).form(&[
        ("name", "{name}"),
        ("kind", "selling"),
        ("probability", "40"),
        ("version", "1"),
    ]),
    post("/settings/phases/{id}/up").of(Record::Phase),
    post("/settings/phases/{id}/down").of(Record::Phase),
    get("/settings/phases/{id}/retire").of(Record::Phase),
    post("/settings/phases/{id}/retire").of(Record::Phase).form(VERSION),
    post("/settings/phases/{id}/restore")
        .of(Record::RetiredPhase)
        .form(VERSION),
    post("/settings/phases/{id}/criteria")
        .of(Record::Phase)
        .form(&[("criterion_kind", "check"), ("criterion_label", "{name}")]),
    post("/settings/criteria/{id}")
        .of(Record::Criterion)
        .form(&[("label", "{name}")]),
    post("/settings/criteria/{id}/retire").of(Record::Criterion),
    post("/settings/criteria/{id}/up").of(Record::Criterion),
    post("/settings/criteria/{id}/down").of(Record::Criterion),
    get("/settings/clocks"),
    post("/settings/clocks").form(&[
        ("age_watch_percent", "100"),
        ("age_danger_percent", "200"),
        ("overdue_danger_days", "3"),
        ("slips_watch", "1"),
        ("slips_danger", "2"),
        ("slip_days_watch", "30"),
        ("slip_days_danger", "60"),
        ("version", "{workspace_version}"),
    ]),
    get("/settings/masters/{master}"),
    post("/settings/masters/{master}").form(&[("name", "{name}")]),
    post("/settings/masters/{master}/order").form(&[("id", "1")]),
    get("/settings/masters/{master}/{id}/edit").of(Record::Channel),
    post("/settings/masters/{master}/{id}")
        .of(Record::Channel)
        .form(&[("name", "{name}"), ("version", "1")]),
    post("/settings/masters/{master}/{id}/retire")
        .of(Record::Channel)
        .form(VERSION),
    post("/settings/masters/{master}/{id}/restore")
        .of(Record::RetiredChannel)
        .form(VERSION),
    post("/settings/masters/{master}/{id}/up").of(Record::Channel),
    post("/settings/masters/{master}/{id}/down").of(Record::Channel),
    // People, sign-in, setup.
    get("/setup"),
    get("/setup/{token}"),
    post("/setup/{token}"),
    get("/sign-in"),
    post("/sign-in"),
    get("/sign-in-links/{token}"),
    get("/invitations/{token}"),
    post("/invitations/{token}"),
    get("/resets/{token}"),
    post("/resets/{token}"),
    post("/sign-out"),
    post("/sign-out-everywhere"),
    get("/me"),
    post("/me")
        .personal()
        .form(&[("name", "新しい 名前"), ("version", "{my_version}")]),
    // Nobody of the small workspace has a password yet, so the current one is not asked for.
    post("/me/password")
        .personal()
        .form(&[("new_password", "三つの椅子と青い傘と古い地図")]),
    get("/settings"),
    get("/settings/workspace"),
    post("/settings/workspace").form(&[
        ("name", "みなと商事"),
        ("locale", "ja"),
        ("time_zone", "Asia/Tokyo"),
        ("fiscal_start_month", "4"),
        ("currency", "JPY"),
        ("rep_sees", "{rep_sees}"),
        ("version", "{workspace_version}"),
    ]),
    get("/settings/people"),
    post("/settings/people").form(PERSON),
    get("/settings/people/new"),
    get("/settings/people/{id}/edit").of(Record::Person),
    post("/settings/people/{id}").of(Record::Person).form(PERSON),
    get("/settings/people/{id}/links").of(Record::Person),
    post("/settings/people/{id}/links").of(Record::Person),
    get("/settings/people/{id}/disable").of(Record::Person),
    post("/settings/people/{id}/disable").of(Record::Person).form(VERSION),
    post("/settings/people/{id}/enable")
        .of(Record::DisabledPerson)
        .form(VERSION),
    get("/settings/teams"),
    post("/settings/teams").form(&[("name", "{email}")]),
    post("/settings/teams/order").form(&[("id", "2"), ("id", "1")]),
    get("/settings/teams/{id}/edit").of(Record::Team),
    post("/settings/teams/{id}")
        .of(Record::Team)
        .form(&[("name", "{email}"), ("version", "1")]),
    get("/settings/teams/{id}/retire").of(Record::Team),
    post("/settings/teams/{id}/retire").of(Record::Team).form(VERSION),
    post("/settings/teams/{id}/restore")
        .of(Record::RetiredTeam)
        .form(VERSION),
];

/// What a parameter of a path other than `{id}` is filled with.
fn parameter(name: &str) -> &'static str {
    match name {
        "file" => "app.css",
        "token" => "0000000000000000000000000000000000000000000000000000000000000000",
        "phase" => "1",
        "master" => "channels",
        _ => panic!("walk_tests.rs: say in `parameter` what fills {{{name}}}"),
    }
}

#[test]
fn every_route_is_walked() {
    let (_, routes) = routes();
    let name = |method: &Method, path: &str| format!("{method} {path}");
    let walked: BTreeSet<_> = WALK.iter().map(|line| name(&line.method, line.path)).collect();
    let routed: BTreeSet<_> = routes.iter().map(|route| name(&route.method, route.path)).collect();
    let missing: Vec<_> = routed.difference(&walked).collect();
    assert!(
        missing.is_empty(),
        "add a line to WALK in accounts/walk_tests.rs for: {missing:#?}"
    );
    let gone: Vec<_> = walked.difference(&routed).collect();
    assert!(
        gone.is_empty(),
        "WALK has lines for routes that do not exist: {gone:#?}"
    );
    assert_eq!(walked.len(), WALK.len(), "WALK has a line twice");
}

#[db_test]
async fn everybody_gets_what_they_may_when_reps_see_their_team(app: TestApp) {
    walk(&app, RepSees::Team, &[STRANGER]).await;
}

#[db_test]
async fn everybody_gets_what_they_may_when_reps_see_their_own(app: TestApp) {
    walk(&app, RepSees::Own, &[STRANGER, COLLEAGUE]).await;
}

/// Each line as a guest and as everybody; `strangers` may not see the records.
async fn walk(app: &TestApp, sees: RepSees, strangers: &[UserId]) {
    app.reps_see(sees).await;
    let (_, routes) = routes();
    for line in WALK {
        let found = routes
            .iter()
            .find(|route| route.method == line.method && route.path == line.path);
        let Some(route) = found else { continue };
        as_guest(app, line, route).await;
        for user in [VIEWER, STRANGER, COLLEAGUE, REP, MANAGER, ADMIN] {
            as_person(app, line, route, user, strangers.contains(&user)).await;
        }
    }
}

async fn as_guest(app: &TestApp, line: &Line, route: &Route<Access>) {
    let records = Records::make(app, line.record, REP, REP).await;
    let before = traces(app).await;
    let (status, location, _) = ask(app, line, &records, None).await;
    if route.access == Access::Anybody {
        assert!(
            !refuses(status) && !status.is_server_error(),
            "{} {}: {status}",
            line.method,
            line.path
        );
        return;
    }
    if line.method == Method::GET {
        assert_eq!(status, StatusCode::SEE_OTHER, "guest GET {}", line.path);
        assert!(
            location.starts_with("/sign-in?return_to="),
            "guest GET {}: {location}",
            line.path
        );
    } else {
        assert_eq!(status, StatusCode::UNAUTHORIZED, "guest POST {}", line.path);
    }
    assert_eq!(
        traces(app).await,
        before,
        "guest {} {} left a trace",
        line.method,
        line.path
    );
}

async fn as_person(app: &TestApp, line: &Line, route: &Route<Access>, user: UserId, is_stranger: bool) {
    let owner = if line.is_personal { user } else { REP };
    let actor = app.actor(user).await;
    // Only who moved a deal takes the move back; who may not move it finds it moved by its owner.
    let may_move = route.access.admit(Some(&actor)).is_ok() && !is_stranger;
    let records = Records::make(app, line.record, owner, if may_move { user } else { owner }).await;
    let before = traces(app).await;
    let (status, location, body) = ask(app, line, &records, Some(user)).await;
    let what = format!(
        "{:?} {user} {} {}: {status} {location}",
        actor.role, line.method, line.path
    );
    assert!(!status.is_server_error(), "{what}\n{body}");
    if route.access == Access::Anybody {
        assert!(!refuses(status), "{what}");
        return;
    }
    let is_admitted = route.access.admit(Some(&actor)).is_ok();
    if !is_admitted {
        assert_eq!(status, StatusCode::FORBIDDEN, "{what}");
    } else if is_stranger && line.record.has_owner() {
        assert_eq!(status, StatusCode::NOT_FOUND, "{what}");
    } else {
        assert!(
            status.as_u16() < 400,
            "{what}: whoever may gets a success; is the form complete?\n{body}"
        );
        if is_stranger {
            assert!(!body.contains(SECRET), "{what} shows what {user} may not see");
        }
        return;
    }
    assert!(!body.contains(SECRET), "{what} tells what it refuses");
    assert_eq!(traces(app).await, before, "{what} left a trace");
}

fn refuses(status: StatusCode) -> bool {
    matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
}

async fn ask(app: &TestApp, line: &Line, records: &Records, user: Option<UserId>) -> (StatusCode, String, String) {
    let browser = match user {
        Some(user) => app.browser(user).await,
        None => app.guest(),
    };
    let path = records.path(line.path) + line.query;
    let answer = if line.is_stream {
        browser.get_head(&path).await
    } else if line.method == Method::GET {
        browser.get(&path).await
    } else {
        let fields = records.fill(app, line.form, user).await;
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.post(&path, &fields).await
    };
    (answer.status, answer.location, answer.body)
}

/// Beside the records, everything that people and settings are made of.
async fn traces(app: &TestApp) -> Vec<i64> {
    let mut traces = app.traces().await;
    for query in [
        "SELECT COALESCE(CAST(SUM(version * 31 + id * 7 + position) AS BIGINT), 0) FROM teams",
        "SELECT COUNT(*) FROM links",
        "SELECT COUNT(*) FROM saved_views",
        "SELECT COALESCE(CAST(SUM(version * 31 + id) AS BIGINT), 0) FROM pipelines",
        "SELECT COUNT(*) FROM criteria",
        "SELECT COUNT(*) FROM channels",
        "SELECT COUNT(*) FROM products",
    ] {
        traces.push(app.number(query).await);
    }
    traces
}

/// The record of one request, and what forms say about it.
struct Records {
    id: i64,
    serial: i64,
}

impl Records {
    async fn make(app: &TestApp, record: Record, owner: UserId, mover: UserId) -> Self {
        let serial = app.number("SELECT COUNT(*) FROM users").await
            + app.number("SELECT COUNT(*) FROM teams").await
            + app.number("SELECT COUNT(*) FROM saved_views").await;
        let id = match record {
            Record::None => 0,
            Record::Deal => deal(app, owner).await,
            Record::DealToCheck => {
                let values = "VALUES (3, 'check', '競合を確認した', 1)";
                insert(app, "criteria (phase_id, kind, label, position)", values).await;
                deal(app, owner).await
            }
            Record::MovedDeal => {
                let id = deal(app, owner).await;
                move_to(app, mover, id, PHASES[1]).await;
                id
            }
            Record::LostDeal => {
                let id = deal(app, owner).await;
                lose(app, owner, id).await;
                id
            }
            Record::DeletedDeal => {
                let id = deal(app, owner).await;
                delete(app, owner, id).await;
                id
            }
            Record::Company => company(app, owner, "NULL").await,
            Record::DeletedCompany => company(app, owner, "1").await,
            Record::Contact => contact(app, owner, "NULL").await,
            Record::DeletedContact => contact(app, owner, "1").await,
            Record::Activity => activity(app, owner, "planned", "NULL").await,
            Record::CancelledActivity => activity(app, owner, "cancelled", "NULL").await,
            Record::DeletedActivity => activity(app, owner, "planned", "1").await,
            Record::SavedView => {
                let name = format!("ビュー{serial}");
                let values = format!("VALUES ({owner}, '/deals', '{name}', 'q=x')");
                insert(app, "saved_views (user_id, page, name, query)", &values).await
            }
            Record::Person => person(app, serial, "NULL").await,
            Record::DisabledPerson => person(app, serial, "1").await,
            Record::Team => team(app, serial, "NULL").await,
            Record::RetiredTeam => team(app, serial, "1").await,
            Record::Pipeline => pipeline(app, "NULL").await,
            Record::RetiredPipeline => pipeline(app, "1").await,
            Record::Phase => phase(app, "NULL").await,
            Record::RetiredPhase => phase(app, "1").await,
            Record::Criterion => {
                let values = "VALUES (1, 'check', '競合を確認した', 1)";
                insert(app, "criteria (phase_id, kind, label, position)", values).await
            }
            Record::Channel => channel(app, "NULL").await,
            Record::RetiredChannel => channel(app, "1").await,
        };
        Self { id, serial }
    }

    fn path(&self, pattern: &str) -> String {
        let filled =
            pattern.split('/').map(
                |part| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
                    None => part.to_owned(),
                    Some("id") => self.id.to_string(),
                    Some(name) => parameter(name).to_owned(),
                },
            );
        filled.collect::<Vec<_>>().join("/")
    }

    /// Placeholders: `{email}` is a name that nobody has yet, the others are what the form would have shown.
    async fn fill(
        &self,
        app: &TestApp,
        form: &[(&'static str, &str)],
        user: Option<UserId>,
    ) -> Vec<(&'static str, String)> {
        let mut filled = Vec::new();
        for (name, value) in form {
            let value = match *value {
                "{name}" => {
                    let made = app.number("SELECT COALESCE(MAX(id), 0) FROM events").await;
                    format!("新しい名前 {}-{made}", self.id)
                }
                "{email}" => format!("new{}.{}@example.jp", self.serial, self.id),
                "{my_version}" => {
                    let user = user.map_or(0, |user| user.0);
                    let query = format!("SELECT COALESCE(MAX(version), 0) FROM users WHERE id = {user}");
                    app.number(&query).await.to_string()
                }
                "{deal_version}" => {
                    let query = format!("SELECT version FROM deals WHERE id = {}", self.id);
                    app.number(&query).await.to_string()
                }
                "{criterion}" => app.number("SELECT MAX(id) FROM criteria").await.to_string(),
                "{workspace_version}" => app.number("SELECT version FROM workspace").await.to_string(),
                "{rep_sees}" => {
                    let workspace = app.app.workspace().await.unwrap().unwrap();
                    workspace.rep_sees.code().to_owned()
                }
                other => other.to_owned(),
            };
            filled.push((*name, value));
        }
        filled
    }
}

async fn pipeline(app: &TestApp, retired_at: &str) -> i64 {
    let values = format!("VALUES ('既存深耕', 2, {retired_at})");
    let id = insert(app, "pipelines (name, position, retired_at)", &values).await;
    let values = format!("VALUES ({id}, 'リード', 1, 'selling', 10)");
    insert(app, "phases (pipeline_id, name, position, kind, probability)", &values).await;
    id
}

async fn phase(app: &TestApp, retired_at: &str) -> i64 {
    let values = format!("VALUES (1, '見極め', 3, 'selling', 50, {retired_at})");
    insert(
        app,
        "phases (pipeline_id, name, position, kind, probability, retired_at)",
        &values,
    )
    .await
}

async fn channel(app: &TestApp, retired_at: &str) -> i64 {
    let number = app.number("SELECT COALESCE(MAX(id), 0) FROM channels").await;
    let values = format!("VALUES ('紹介 {number}', 2, {retired_at})");
    insert(app, "channels (name, position, retired_at)", &values).await
}

async fn deal(app: &TestApp, owner: UserId) -> i64 {
    let company = company(app, owner, "NULL").await;
    let mut tx = app.app.begin(&app.actor(owner).await).await.unwrap();
    let mut new = new_deal(owner);
    new.title = format!("{SECRET}の案件");
    new.company = Some(crate::ids::CompanyId(company));
    let deal = deals::create(&mut tx, new).await.unwrap();
    tx.commit().await.unwrap();
    deal.id.0
}

async fn move_to(app: &TestApp, mover: UserId, deal: i64, to: PhaseId) {
    let mut tx = app.app.begin(&app.actor(mover).await).await.unwrap();
    let wish = deals::Move {
        to,
        version: None,
        override_reason: None,
    };
    deals::move_to(&mut tx, DealId(deal), wish).await.unwrap();
    tx.commit().await.unwrap();
}

async fn lose(app: &TestApp, owner: UserId, deal: i64) {
    let mut tx = app.app.begin(&app.actor(owner).await).await.unwrap();
    let loss = deals::Loss {
        reason: LOSS_REASON,
        competitor: None,
        customer_words: String::new(),
        our_guess: String::new(),
        come_back_on: None,
    };
    deals::lose(&mut tx, DealId(deal), None, loss).await.unwrap();
    tx.commit().await.unwrap();
}

async fn delete(app: &TestApp, owner: UserId, deal: i64) {
    let mut tx = app.app.begin(&app.actor(owner).await).await.unwrap();
    deals::delete(&mut tx, DealId(deal), None).await.unwrap();
    tx.commit().await.unwrap();
}

async fn company(app: &TestApp, owner: UserId, deleted_at: &str) -> i64 {
    let values = format!("VALUES ({owner}, '{SECRET}株式会社', '{SECRET}', '{SECRET}', 0, 0, {deleted_at})");
    insert(
        app,
        "companies (owner_id, name, name_fold, search_fold, created_at, updated_at, deleted_at)",
        &values,
    )
    .await
}

async fn contact(app: &TestApp, owner: UserId, deleted_at: &str) -> i64 {
    let company = company(app, owner, "NULL").await;
    let values = format!("VALUES ({company}, '{SECRET} 太郎', '{SECRET}', 0, 0, {deleted_at})");
    insert(
        app,
        "contacts (company_id, name, search_fold, created_at, updated_at, deleted_at)",
        &values,
    )
    .await
}

async fn activity(app: &TestApp, owner: UserId, state: &str, deleted_at: &str) -> i64 {
    let deal = deal(app, owner).await;
    let times = format!("{NOW}, {NOW}, 0, 0, {deleted_at}");
    let values = format!("VALUES ({deal}, {owner}, 1, 'phone', '{state}', '{SECRET}の確認', {times})");
    let columns = "activities (deal_id, owner_id, kind_id, way, state, subject, starts_at, due_at, created_at, updated_at, deleted_at)";
    insert(app, columns, &values).await
}

async fn person(app: &TestApp, serial: i64, disabled_at: &str) -> i64 {
    let values = format!("VALUES (1, 'walk{serial}@example.jp', '歩く人', 'rep', 0, {disabled_at})");
    insert(
        app,
        "users (team_id, email, name, role, created_at, disabled_at)",
        &values,
    )
    .await
}

async fn team(app: &TestApp, serial: i64, retired_at: &str) -> i64 {
    let values = format!("VALUES ('チーム{serial}', 9, {retired_at})");
    insert(app, "teams (name, position, retired_at)", &values).await
}

async fn insert(app: &TestApp, columns: &str, values: &str) -> i64 {
    let transaction = app.app.db().begin().await.unwrap();
    let sql = Sql::new(&format!("INSERT INTO {columns} {values} RETURNING id"));
    let row = transaction
        .query_one_raw(sql.statement(app.app.db().dialect()))
        .await
        .unwrap();
    let id = row.unwrap().try_get_by_index(0).unwrap();
    transaction.commit().await.unwrap();
    id
}
