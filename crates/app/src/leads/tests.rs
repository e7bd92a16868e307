//! Leads: from coming in to becoming a deal.

use axum::http::StatusCode;
use chrono::NaiveDate;
use db::{Sql, db_test};

use super::*;
use crate::{
    ids::{LeadId, UserId},
    testing::*,
    time::At,
    workspace::{LeadSettings, RepSees},
};

pub(super) const NAGANO: [(&str, &str); 7] = [
    ("company", "ナガノ精密工業"),
    ("contact", "諏訪 健一"),
    ("job_title", "経理部長"),
    ("email", "suwa@nagano-seimitsu.example"),
    ("phone", "0266-00-1111"),
    ("channel", "1"),
    ("owner", "3"),
];

pub(super) fn with<'f>(fields: &[(&'f str, &'f str)], name: &'f str, value: &'f str) -> Vec<(&'f str, &'f str)> {
    let mut fields: Vec<_> = fields.iter().copied().filter(|(field, _)| *field != name).collect();
    fields.push((name, value));
    fields
}

async fn lead(app: &TestApp, owner: Option<UserId>, company: &str) -> Lead {
    let mut tx = app.app.begin(&app.actor(ADMIN).await).await.unwrap();
    let facts = Facts {
        owner,
        company: company.to_owned(),
        ..Facts::default()
    };
    let lead = create(&mut tx, facts, None).await.unwrap();
    tx.commit().await.unwrap();
    lead
}

/// The day after the tests' today by so many, as a moment: leads turn as if they came in so long ago.
async fn came_in_days_ago(app: &TestApp, id: LeadId, days: i64) {
    let at = At(NOW).plus_days(-days);
    let (yellow, red) = turns(State::New, at, LeadSettings::default(), chrono_tz::Asia::Tokyo);
    app.execute(Sql::new(&format!(
        "UPDATE leads SET created_at = {0}, state_since = {0}, touched_at = {0}, yellow_at = {1}, red_at = {2} WHERE id = {id}",
        at.0, yellow.0, red.0
    )))
    .await;
}

#[test]
fn a_lead_turns_at_midnight_after_the_days_of_the_settings() {
    let zone = chrono_tz::Asia::Tokyo;
    let touched = At(NOW); // 2026-11-22 10:00
    let (yellow, red) = turns(State::New, touched, LeadSettings::default(), zone);
    let day = |day| At::day_start(NaiveDate::from_ymd_opt(2026, 11, day).unwrap(), zone);
    assert_eq!((yellow, red), (day(25), day(29)));
    assert_eq!(
        colour(State::New, yellow, red, day(25).just_before()),
        Some(crate::deals::Colour::Blue)
    );
    assert_eq!(
        colour(State::New, yellow, red, day(25)),
        Some(crate::deals::Colour::Yellow)
    );
    assert_eq!(
        colour(State::Contacted, yellow, red, day(29)),
        Some(crate::deals::Colour::Red)
    );
    assert_eq!(
        turns(State::Unqualified, touched, LeadSettings::default(), zone),
        (At::NEVER, At::NEVER)
    );
    assert_eq!(colour(State::Converted, yellow, red, day(29)), None);
}

#[db_test]
async fn a_lead_is_entered_changed_deleted_and_comes_back(app: TestApp) {
    let browser = app.browser(REP).await;
    let created = browser.post("/leads", &NAGANO).await;
    assert_eq!(
        (created.status, created.location.as_str()),
        (StatusCode::SEE_OTHER, "/leads/1")
    );
    let page = browser.get("/leads/1").await;
    for text in [
        "ナガノ精密工業",
        "諏訪 健一",
        "未対応",
        "佐藤 美咲",
        "展示会",
        "mailto:suwa@nagano-seimitsu.example",
    ] {
        assert!(page.says(text), "{text}");
    }
    let mut change = with(&NAGANO, "note", "名刺交換のみ");
    change.push(("version", "1"));
    assert_eq!(browser.post("/leads/1", &change).await.location, "/leads/1");
    assert!(browser.get("/leads/1").await.says("名刺交換のみ"));
    assert_eq!(
        browser.post("/leads/1/delete", &[("version", "2")]).await.location,
        "/leads"
    );
    assert_eq!(browser.get("/leads/1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.post("/leads/1/restore", &[]).await.location, "/leads/1");
    let told = "SELECT COUNT(*) FROM events WHERE lead_id = 1
        AND kind IN ('lead.created', 'lead.changed', 'lead.deleted', 'lead.restored')";
    assert_eq!(app.number(told).await, 4);
}

#[db_test]
async fn a_wrong_field_is_named_and_nothing_is_written(app: TestApp) {
    let browser = app.browser(REP).await;
    let before = app.traces().await;
    for (field, wrong, message) in [
        (
            "email",
            "suwa＠nagano",
            "メールアドレス「suwa＠nagano」を読み取れません",
        ),
        ("website", "javascript:alert(1)", "javascript:alert(1)"),
        ("corporate_number", "123", "123"),
        ("channel", "99", "選んだチャネルは使えません"),
        ("owner", "5", "選んだ担当は使えません"),
    ] {
        let answer = browser.post("/leads", &with(&NAGANO, field, wrong)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(
            answer.says(message) && answer.says("value=\"諏訪 健一\""),
            "{field}: {}",
            answer.body
        );
    }
    let nobody = browser.post("/leads", &[("email", "a@b.example")]).await;
    assert!(nobody.status == StatusCode::UNPROCESSABLE_ENTITY && nobody.says("会社名とお名前がどちらも空欄です"));
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_form_sent_twice_enters_one_lead(app: TestApp) {
    let browser = app.browser(REP).await;
    let form = with(&NAGANO, "once", "secret");
    for _ in 0..2 {
        assert_eq!(browser.post("/leads", &form).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(app.number("SELECT COUNT(*) FROM leads").await, 1);
}

#[db_test]
async fn a_stale_form_keeps_what_was_typed_and_shows_what_changed(app: TestApp) {
    let browser = app.browser(REP).await;
    browser.post("/leads", &NAGANO).await;
    browser
        .post("/leads/1", &with(&with(&NAGANO, "phone", "03-1"), "version", "1"))
        .await;
    let before = app.traces().await;
    let stale = browser
        .post("/leads/1", &with(&with(&NAGANO, "phone", "03-2"), "version", "1"))
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(
        stale.says("value=\"03-2\"") && stale.says("</b> 03-1"),
        "{}",
        stale.body
    );
    for (path, fields) in [
        ("/leads/1/delete", vec![("version", "1")]),
        ("/leads/1/states", vec![("version", "1"), ("state", "contacted")]),
    ] {
        assert_eq!(browser.post(path, &fields).await.status, StatusCode::CONFLICT, "{path}");
    }
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_lead_of_another_team_is_not_there_and_one_of_nobody_is_everybodys_who_may_write(app: TestApp) {
    app.browser(REP).await.post("/leads", &NAGANO).await;
    lead(&app, None, "だれのものでもない商会").await;
    app.reps_see(RepSees::Team).await;
    let before = app.traces().await;
    let (stranger, viewer) = (app.browser(STRANGER).await, app.browser(VIEWER).await);
    for path in [
        "/leads/1",
        "/leads/1/edit",
        "/leads/1/states/new",
        "/leads/1/conversion",
    ] {
        assert_eq!(stranger.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in [
        "/leads/1",
        "/leads/1/states",
        "/leads/1/conversion",
        "/leads/1/delete",
        "/leads/1/restore",
    ] {
        let fields = [("version", "1"), ("state", "contacted")];
        assert_eq!(
            stranger.post(path, &fields).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
        assert_eq!(viewer.post(path, &fields).await.status, StatusCode::FORBIDDEN, "{path}");
        assert!(!app.guest().post(path, &fields).await.status.is_success(), "{path}");
    }
    let list = stranger.get("/leads").await;
    assert!(!list.says("ナガノ") && list.says("だれのものでもない商会"));
    assert!(!stranger.get("/leads.csv").await.says("ナガノ"));
    let list = viewer.get("/leads").await;
    assert!(
        list.says("ナガノ") && !list.says("だれのものでもない商会"),
        "{}",
        list.body
    );
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn states_follow_each_other_and_a_reason_is_asked_for(app: TestApp) {
    let browser = app.browser(REP).await;
    browser.post("/leads", &NAGANO).await;
    let contacted = browser
        .post("/leads/1/states", &[("version", "1"), ("state", "contacted")])
        .await;
    assert_eq!(contacted.location, "/leads/1");
    let asked = browser
        .post("/leads/1/states", &[("version", "2"), ("state", "unqualified")])
        .await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.says("見込みなしの理由を入力してください"), "{}", asked.body);
    let reason = [("version", "2"), ("state", "unqualified"), ("reason", "学生の方")];
    assert_eq!(
        browser.post("/leads/1/states", &reason).await.status,
        StatusCode::SEE_OTHER
    );
    let page = browser.get("/leads/1").await;
    assert!(
        page.says("見込みなし") && page.says("学生の方") && page.says("接触中 → 見込みなし"),
        "{}",
        page.body
    );
    assert_eq!(
        app.number(&format!("SELECT COUNT(*) FROM leads WHERE red_at = {}", At::NEVER.0))
            .await,
        1
    );
    let nonsense = browser
        .post("/leads/1/states", &[("version", "3"), ("state", "won")])
        .await;
    assert_eq!(nonsense.status, StatusCode::NOT_FOUND);
}

#[db_test]
async fn an_untouched_lead_turns_yellow_then_red_and_a_touch_turns_it_back(app: TestApp) {
    for (name, days) in [("青い会社", 1), ("黄色い会社", 5), ("赤い会社", 9)] {
        let lead = lead(&app, Some(REP), name).await;
        came_in_days_ago(&app, lead.id, days).await;
    }
    let browser = app.browser(REP).await;
    let list = browser.get("/leads").await;
    assert!(
        list.says("5日未対応") && list.says("9日未対応") && !list.says("1日未対応"),
        "{}",
        list.body
    );
    let place = |text: &str| list.body.find(text).unwrap();
    assert!(place("赤い会社") < place("黄色い会社") && place("黄色い会社") < place("青い会社"));
    for (colour, name) in [("red", "赤い会社"), ("yellow", "黄色い会社"), ("blue", "青い会社")] {
        let found = browser.get(&format!("/leads?colour={colour}")).await;
        assert!(found.says(name) && found.says("1件"), "{colour}: {}", found.body);
    }
    assert!(browser.get("/leads/3").await.says("9日未対応"));
    let touch = [
        ("about", "lead-3"),
        ("kind", "1"),
        ("on_day", "今日"),
        ("what", "電話で確認"),
    ];
    assert_eq!(browser.post("/touches", &touch).await.location, "/leads/3");
    let page = browser.get("/leads/3").await;
    assert!(page.says("電話で確認") && !page.says("9日未対応"), "{}", page.body);
    // Without the touch it is as red as before.
    browser.post("/touches/1/delete", &[("version", "1")]).await;
    assert!(browser.get("/leads/3").await.says("9日未対応"));
}

#[db_test]
async fn the_settings_say_when_leads_turn(app: TestApp) {
    let lead = lead(&app, Some(REP), "ナガノ").await;
    came_in_days_ago(&app, lead.id, 5).await;
    let admin = app.browser(ADMIN).await;
    let clocks = |watch: &'static str, danger: &'static str| {
        vec![
            ("age_watch_percent", "100"),
            ("age_danger_percent", "200"),
            ("overdue_danger_days", "3"),
            ("slips_watch", "1"),
            ("slips_danger", "2"),
            ("slip_days_watch", "30"),
            ("slip_days_danger", "60"),
            ("lead_watch_days", watch),
            ("lead_danger_days", danger),
            ("version", "1"),
        ]
    };
    let refused = admin.post("/settings/clocks", &clocks("6", "4")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        admin.post("/settings/clocks", &clocks("2", "5")).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(admin.get("/leads?colour=red").await.says("ナガノ"));
}

#[db_test]
async fn ticked_leads_are_given_to_somebody_all_or_none(app: TestApp) {
    let (one, two) = (lead(&app, None, "一社目").await, lead(&app, None, "二社目").await);
    let browser = app.browser(REP).await;
    let list = browser.get("/leads").await;
    assert!(
        list.says("form=\"bulk\"") && list.says("action=\"/leads/assignments\""),
        "{}",
        list.body
    );
    let ids = [one.id.to_string(), two.id.to_string()];
    let fields = [
        ("id", ids[0].as_str()),
        ("id", ids[1].as_str()),
        ("owner", "4"),
        ("back", "/leads?state=new"),
    ];
    let done = browser.post("/leads/assignments", &fields).await;
    assert_eq!(
        (done.status, done.location.as_str()),
        (StatusCode::SEE_OTHER, "/leads?state=new")
    );
    assert_eq!(app.number("SELECT COUNT(*) FROM leads WHERE owner_id = 4").await, 2);
    let away = browser
        .post("/leads/assignments", &[("id", "1"), ("back", "//example.com")])
        .await;
    assert_eq!(away.location, "/leads");
    // One that is not there for this person keeps all of them as they are.
    let foreign = lead(&app, Some(STRANGER), "よその会社").await.id.to_string();
    app.reps_see(RepSees::Team).await;
    let before = app.traces().await;
    let browser = app.browser(REP).await;
    let fields = [("id", ids[0].as_str()), ("id", foreign.as_str()), ("owner", "3")];
    assert_eq!(
        browser.post("/leads/assignments", &fields).await.status,
        StatusCode::NOT_FOUND
    );
    let fields = [("id", ids[0].as_str()), ("owner", "5")];
    assert_eq!(
        browser.post("/leads/assignments", &fields).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn the_list_finds_sorts_and_is_a_file(app: TestApp) {
    let browser = app.browser(REP).await;
    browser.post("/leads", &NAGANO).await;
    for query in [
        "text=諏訪",
        "text=ながの",
        "state=new",
        "state=open",
        "owner=me",
        "owner=3",
        "channel=1",
        "from=2026-11-22&to=2026-11-22",
    ] {
        assert!(
            browser.get(&format!("/leads?{query}")).await.says("ナガノ精密工業"),
            "{query}"
        );
    }
    for query in [
        "text=小林",
        "state=converted",
        "state=x",
        "owner=none",
        "owner=x",
        "channel=none",
        "colour=x",
        "from=2026-11-23",
        "from=x",
    ] {
        assert!(
            browser
                .get(&format!("/leads?{query}"))
                .await
                .says("条件に合うリードはありません"),
            "{query}"
        );
    }
    for code in [
        "name", "state", "colour", "owner", "channel", "email", "touched", "created", "reason", "key",
    ] {
        let answer = browser.get(&format!("/leads?sort=-{code}&columns={code}")).await;
        assert!(
            answer.status == StatusCode::OK && answer.says("ナガノ精密工業"),
            "{code}"
        );
    }
    let file = browser.get("/leads.csv?columns=job_title&columns=email").await;
    assert!(
        file.says("経理部長") && file.says("suwa@nagano-seimitsu.example"),
        "{}",
        file.body
    );
}

#[db_test]
async fn the_forms_over_a_lead_lead_on_to_its_whole_page(app: TestApp) {
    let browser = app.browser(REP).await;
    browser.post("/leads", &NAGANO).await;
    for path in ["/leads/1/states/new", "/touches/new?about=lead-1"] {
        let asked = browser.in_frame("dialog").get(path).await;
        assert!(
            asked.says("data-turbo-frame=\"_top\" novalidate"),
            "{path}: {}",
            asked.body
        );
    }
}
