//! The pages of activities as browsers ask for them, on both databases.

use axum::http::StatusCode;
use db::{Sql, db_test};

use super::*;
use crate::{
    deals::Deal,
    ids::{ActivityId, UserId},
    testing::*,
    time::At,
    workspace::RepSees,
};

const STREAMS: &str = "text/vnd.turbo-stream.html, text/html, application/xhtml+xml";

async fn plan(app: &TestApp, deal: &Deal, owner: UserId, days: i64) -> Activity {
    let new = NewActivity {
        deal: Some(deal.id),
        company: None,
        owner,
        kind: PHONE,
        way: None,
        subject: "見積の件".into(),
        when: When {
            day: TODAY + chrono::TimeDelta::days(days),
            time: None,
        },
        minutes: None,
        contacts: vec![],
        done: None,
        external_id: None,
    };
    let mut tx = app.app.begin(&app.actor(owner).await).await.unwrap();
    let activity = create(&mut tx, new).await.unwrap();
    tx.commit().await.unwrap();
    activity
}

async fn count(app: &TestApp, condition: &str) -> i64 {
    app.number(&format!("SELECT COUNT(*) FROM activities WHERE {condition}"))
        .await
}

async fn contact(app: &TestApp, name: &str) {
    let mut sql = Sql::new("INSERT INTO contacts (company_id, name, search_fold, created_at, updated_at) VALUES (");
    sql.bind(COMPANY.0).push(", ").bind(name).push(", '', 0, 0)");
    app.execute(sql).await;
}

#[db_test]
async fn a_visit_is_logged_with_its_next_action_in_one_form(app: TestApp) {
    let deal = app.deal(REP).await;
    contact(&app, "諏訪 健一").await;
    let about = format!("deal-{}", deal.id);
    let form = [
        ("about", about.as_str()),
        ("kind", "2"),
        ("done", "1"),
        ("day", "11/20"),
        ("time", "14:30"),
        ("minutes", "60"),
        ("contact", "1"),
        ("subject", "見積提出"),
        ("result", "前向き"),
        ("customer", "1"),
        ("next_kind", "1"),
        ("next_day", "来週火曜"),
        ("next_subject", "返事を聞く"),
    ];
    let answer = app.browser(REP).await.post("/activities", &form).await;
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (StatusCode::SEE_OTHER, "/deals/1")
    );
    let visit = "state = 'done' AND kind_id = 2 AND way = 'visit' AND minutes = 60 AND customer_took_part
                 AND subject = '見積提出' AND result = '前向き' AND owner_id = 3 AND company_id = 1";
    assert_eq!(count(&app, visit).await, 1);
    assert_eq!(
        count(&app, "state = 'planned' AND kind_id = 1 AND subject = '返事を聞く'").await,
        1
    );
    assert_eq!(app.number("SELECT COUNT(*) FROM activity_contacts").await, 2);
    let deal = app.read_deal(deal.id).await;
    let zone = chrono_tz::Asia::Tokyo;
    assert_eq!(deal.next_due_at, Some(At::day_end("2026-11-24".parse().unwrap(), zone)));
    assert_eq!(deal.last_customer_at.unwrap().clock_time(zone), "14:30");
}

#[db_test]
async fn the_same_form_sent_twice_logs_once(app: TestApp) {
    let deal = app.deal(REP).await;
    let about = format!("deal-{}", deal.id);
    let browser = app.browser(REP).await;
    let form = [
        ("about", about.as_str()),
        ("kind", "1"),
        ("done", "1"),
        ("day", "今日"),
        ("once", "abc"),
    ];
    for _ in 0..2 {
        assert_eq!(browser.post("/activities", &form).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(count(&app, "1 = 1").await, 1);
}

#[db_test]
async fn what_is_wrong_is_said_and_what_was_typed_stays(app: TestApp) {
    let deal = app.deal(REP).await;
    let about = format!("deal-{}", deal.id);
    let browser = app.browser(REP).await;
    let good = [
        ("about", about.as_str()),
        ("kind", "1"),
        ("done", "1"),
        ("day", "11/20"),
        ("subject", "残る言葉"),
    ];
    let before = app.traces().await;
    for (name, value, message) in [
        ("kind", "99", "種類を選んでください。"),
        ("day", "いつか", "日付「いつか」を読み取れません。"),
        ("day", "", "日付を入力してください。"),
        ("day", "12/1", "「12/1」はまだ来ていません。"),
        ("time", "25:00", "時刻「25:00」を読み取れません。"),
        ("minutes", "半日", "時間「半日」を"),
        ("minutes", "99999", "時間「99999」を"),
        ("owner", "5", "担当が見つかりません。"),
        ("about", "deal-99", "選ばれた案件・取引先が見つかりません。"),
        ("about", "", "案件か取引先を入力してください。"),
        (
            "about_text",
            "無名商店",
            "「無名商店」に合う案件・取引先が見つかりません。",
        ),
        ("next_subject", "電話する", "次の予定の日付を入力してください。"),
        ("next_day", "11/1", "「11/1」は過ぎています。"),
    ] {
        let mut form: Vec<(&str, &str)> = good.iter().copied().filter(|(field, _)| *field != name).collect();
        if name == "about_text" {
            form.retain(|(field, _)| *field != "about");
        }
        form.push((name, value));
        let answer = browser.post("/activities", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}={value}");
        assert!(answer.says(message), "{name}={value}: {}", answer.body);
        let field = match name {
            "about" => "about_text",
            "next_subject" => "next_day",
            name => name,
        };
        let anchor = format!("href=\"#{field}\"");
        assert!(answer.says("残る言葉") && answer.says(&anchor), "{name}");
    }
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_plan_lies_ahead_and_an_internal_one_is_about_nothing(app: TestApp) {
    let browser = app.browser(REP).await;
    let answer = browser
        .post(
            "/activities",
            &[
                ("kind", "1"),
                ("way", "internal"),
                ("done", "0"),
                ("day", "明日"),
                ("subject", "週次会議"),
            ],
        )
        .await;
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (StatusCode::SEE_OTHER, "/activities")
    );
    assert_eq!(
        count(&app, "deal_id IS NULL AND company_id IS NULL AND way = 'internal'").await,
        1
    );
    let answer = browser
        .post(
            "/activities",
            &[("kind", "1"), ("way", "internal"), ("done", "0"), ("day", "昨日")],
        )
        .await;
    assert!(answer.says("「昨日」は過ぎています。"));
}

#[db_test]
async fn finishing_asks_for_the_next_action_and_does_both_or_neither(app: TestApp) {
    let deal = app.deal(REP).await;
    let planned = plan(&app, &deal, REP, -1).await;
    let browser = app.browser(REP).await;
    let path = format!("/activities/{}/done", planned.id);
    let page = browser.get(&path).await;
    assert!(page.says("電話を完了") && page.says("見積の件・株式会社山田製作所　原価管理パッケージ"));
    assert!(page.says("name=\"day\" value=\"2026-11-22\""), "{}", page.body);
    let form = [
        ("version", "1"),
        ("result", "不在"),
        ("day", "2026-11-22"),
        ("next_kind", "1"),
        ("next_day", "金曜"),
    ];

    let before = app.traces().await;
    let mut bad = form.to_vec();
    bad[4] = ("next_day", "そのうち");
    assert_eq!(browser.post(&path, &bad).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.traces().await, before);

    let answer = browser.post(&path, &form).await;
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (StatusCode::SEE_OTHER, "/deals/1")
    );
    assert_eq!(
        count(&app, "state = 'done' AND result = '不在' AND NOT customer_took_part").await,
        1
    );
    assert_eq!(
        count(
            &app,
            "state = 'planned' AND subject = '' AND deal_id = 1 AND owner_id = 3"
        )
        .await,
        1
    );
    assert_eq!(
        app.number("SELECT COUNT(*) FROM events WHERE kind = 'activity.done'")
            .await,
        1
    );
}

#[db_test]
async fn who_was_quicker_is_shown_and_nothing_is_overwritten(app: TestApp) {
    let deal = app.deal(REP).await;
    let planned = plan(&app, &deal, REP, 1).await;
    let path = format!("/activities/{}", planned.id);
    let edit = |subject: &'static str, version: &'static str| {
        vec![
            ("version", version),
            ("kind", "1"),
            ("day", "2026-11-23"),
            ("subject", subject),
            ("owner", "3"),
        ]
    };
    let (one, other) = (app.browser(REP).await, app.browser(COLLEAGUE).await);
    assert_eq!(
        other.post(&path, &edit("先に直した", "1")).await.status,
        StatusCode::SEE_OTHER
    );
    let before = app.traces().await;
    let answer = one.post(&path, &edit("あとから直した", "1")).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.says("先に直した") && answer.says("value=\"あとから直した\""));
    assert!(answer.says("name=\"version\" value=\"2\""));
    assert_eq!(app.traces().await, before);
    assert_eq!(
        one.post(&path, &edit("あとから直した", "2")).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(count(&app, "subject = 'あとから直した' AND version = 3").await, 1);

    let done = one
        .post(
            &format!("{path}/done"),
            &[("version", "1"), ("result", "話した"), ("day", "今日")],
        )
        .await;
    assert_eq!(done.status, StatusCode::CONFLICT);
    assert!(done.says("話した") && count(&app, "state = 'done'").await == 0);
}

#[db_test]
async fn cancelling_and_deleting_are_taken_back_by_the_toast(app: TestApp) {
    let deal = app.deal(REP).await;
    let planned = plan(&app, &deal, REP, 1).await;
    let browser = app.browser(REP).await;
    let path = |act: &str| format!("/activities/{}/{act}", planned.id);
    for (act, undo, gone) in [
        ("cancel", "resume", "state = 'cancelled'"),
        ("delete", "restore", "deleted_at IS NOT NULL"),
    ] {
        let version = app.number("SELECT version FROM activities").await.to_string();
        let answer = browser.post(&path(act), &[("version", &version)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{act}");
        assert!(
            answer.cookies.iter().any(|cookie| cookie.contains(undo)),
            "{:?}",
            answer.cookies
        );
        assert_eq!(
            (count(&app, gone).await, app.read_deal(deal.id).await.next_activity_id),
            (1, None)
        );
        let stale = browser.post(&path(act), &[("version", &version)]).await;
        assert!(
            matches!(stale.status, StatusCode::CONFLICT | StatusCode::NOT_FOUND),
            "{act}"
        );
        let version = app.number("SELECT version FROM activities").await.to_string();
        assert_eq!(
            browser.post(&path(undo), &[("version", &version)]).await.status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(app.read_deal(deal.id).await.next_activity_id, Some(planned.id));
    }
    let finished = browser.post(&path("resume"), &[]).await;
    assert_eq!(finished.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[db_test]
async fn from_a_dialog_the_frames_that_show_it_fetch_themselves_anew(app: TestApp) {
    let deal = app.deal(REP).await;
    let planned = plan(&app, &deal, REP, 0).await;
    let browser = app.browser(REP).await.accepting(STREAMS).in_frame("dialog");
    let path = format!("/activities/{}/delete", planned.id);
    let answer = browser.post(&path, &[("version", "1")]).await;
    assert_eq!(answer.status, StatusCode::OK);
    for part in [
        "#column_1",
        "#deal_1",
        "#drawer",
        "#activities",
        "target=\"toasts\"",
        "name=\"stay\" value=\"1\"",
    ] {
        assert!(answer.says(part), "{part}: {}", answer.body);
    }
    // The toast stands on the page, in no frame.
    let toast = app.browser(REP).await.accepting(STREAMS);
    let undone = toast
        .post(&format!("/activities/{}/restore", planned.id), &[("stay", "1")])
        .await;
    assert_eq!((undone.status, undone.says("<turbo-stream")), (StatusCode::OK, true));
}

#[db_test]
async fn one_goes_back_to_pages_of_ours_only(app: TestApp) {
    let deal = app.deal(REP).await;
    let browser = app.browser(REP).await;
    for (back, location) in [
        ("/board?pipeline=1", "/board?pipeline=1"),
        ("//evil.example/", "/deals/1"),
        ("https://evil.example/", "/deals/1"),
        ("/\\evil.example", "/deals/1"),
    ] {
        let planned = plan(&app, &deal, REP, 1).await;
        let answer = browser
            .post(&format!("/activities/{}/delete", planned.id), &[("back", back)])
            .await;
        assert_eq!(answer.location, location, "{back}");
    }
}

#[db_test]
async fn a_line_is_understood_and_shown_before_it_is_saved(app: TestApp) {
    app.deal(REP).await;
    let browser = app.browser(REP).await;
    let before = app.traces().await;
    let answer = browser
        .post(
            "/activities/quick",
            &[("text", "山田製作所 訪問 見積提出 来週火曜に電話")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    for part in [
        "name=\"about\" value=\"deal-1\"",
        "name=\"kind\" value=\"2\" checked",
        "name=\"subject\" value=\"見積提出\"",
        "name=\"next_kind\" value=\"1\" checked",
        "name=\"next_day\" value=\"2026-11-24\"",
        "value=\"山田製作所 訪問 見積提出 来週火曜に電話\"",
    ] {
        assert!(answer.says(part), "{part} in {}", answer.body);
    }
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_name_that_fits_several_deals_is_to_be_chosen(app: TestApp) {
    app.deal(REP).await;
    app.deal(REP).await;
    let browser = app.browser(REP).await;
    let answer = browser
        .post("/activities/quick", &[("text", "山田 電話 値引きの相談")])
        .await;
    for part in [
        "value=\"deal-1\"",
        "value=\"deal-2\"",
        "value=\"company-1\"",
        "value=\"値引きの相談\"",
    ] {
        assert!(answer.says(part), "{part} in {}", answer.body);
    }
    // Nothing chosen: what there was to choose from stays.
    let offered = [
        ("candidate", "deal-2"),
        ("candidate", "company-1"),
        ("candidate", "deal-99"),
    ];
    let mut fields = vec![("kind", "1"), ("day", "今日")];
    fields.extend(offered);
    let asked = browser.post("/activities", &fields).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.says("どの案件・取引先か") && asked.says("name=\"about\" value=\"deal-2\""));
    assert!(!asked.says("deal-99"));
    let typed = browser
        .post(
            "/activities",
            &[("about_text", "山田製作所"), ("kind", "1"), ("day", "今日")],
        )
        .await;
    assert_eq!(typed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(typed.says("「山田製作所」に合うものが3件あります。") && typed.says("value=\"company-1\""));
}

#[db_test]
async fn names_of_what_one_may_not_see_are_words(app: TestApp) {
    app.reps_see(RepSees::Own).await;
    let mut sql = Sql::new("UPDATE companies SET owner_id = ");
    sql.bind(REP.0);
    app.execute(sql).await;
    app.deal(REP).await;
    let answer = app
        .browser(STRANGER)
        .await
        .post("/activities/quick", &[("text", "山田製作所 訪問")])
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer.says("name=\"subject\" value=\"山田製作所\"") && !answer.says("原価管理"),
        "{}",
        answer.body
    );
}

#[db_test]
async fn a_kind_clicked_on_the_deals_line_is_logged_at_once(app: TestApp) {
    let deal = app.deal(REP).await;
    let browser = app.browser(REP).await.accepting(STREAMS).in_frame("dialog");
    let form = [("about", "deal-1"), ("kind", "1"), ("text", ""), ("once", "x")];
    for _ in 0..2 {
        let answer = browser.post("/activities/quick", &form).await;
        assert!(
            answer.says("<turbo-stream") && answer.says("記録しました"),
            "{}",
            answer.body
        );
    }
    assert_eq!(
        count(&app, "state = 'done' AND customer_took_part AND owner_id = 3").await,
        1
    );
    assert_eq!(app.read_deal(deal.id).await.last_customer_at, Some(app.app.now()));
    let unseen = browser
        .post("/activities/quick", &[("about", "deal-99"), ("kind", "1")])
        .await;
    assert_eq!(unseen.status, StatusCode::NOT_FOUND);
}

#[db_test]
async fn plans_stand_by_when_they_are_due(app: TestApp) {
    let deal = app.deal(REP).await;
    for days in [-2, 0, 1, 30] {
        plan(&app, &deal, REP, days).await;
    }
    plan(&app, &deal, COLLEAGUE, -1).await;
    let page = app.browser(REP).await.get("/activities").await;
    let places: Vec<usize> = [
        "期限を過ぎています <small>1件",
        "今日 11/22（日） <small>1件",
        "その後 <small>2件",
    ]
    .iter()
    .map(|title| {
        page.body
            .find(title)
            .unwrap_or_else(|| panic!("{title}: {}", page.body))
    })
    .collect();
    assert!(places.is_sorted());
    assert!(page.says("<span class=\"badge\">1<"), "{}", page.body);
    let team = app.browser(REP).await.get("/activities?whose=team").await;
    assert!(team.says("期限を過ぎています <small>2件") && team.says("鈴木 大輔"));
    let of = app.browser(MANAGER).await.get("/activities?owner=4").await;
    assert!(of.says("期限を過ぎています <small>1件") && !of.says("その後"));
}

#[db_test]
async fn others_plans_are_shown_to_those_who_see_them(app: TestApp) {
    app.reps_see(RepSees::Own).await;
    let deal = app.deal(COLLEAGUE).await;
    plan(&app, &deal, COLLEAGUE, 0).await;
    let rep = app.browser(REP).await;
    assert_eq!(rep.get("/activities?owner=4").await.status, StatusCode::NOT_FOUND);
    let team = rep.get("/activities?whose=team").await;
    assert!(!team.says("見積の件") && !team.says("原価管理"));
    assert!(
        app.browser(MANAGER)
            .await
            .get("/activities?whose=team")
            .await
            .says("見積の件")
    );
}

#[db_test]
async fn whoever_has_nothing_planned_is_told_what_to_do(app: TestApp) {
    let browser = app.browser(REP).await;
    assert!(browser.get("/activities").await.says("予定を入れる"));
    app.deal(REP).await;
    assert!(
        browser
            .get("/activities")
            .await
            .says("次の予定がない案件が1件あります。")
    );
    assert!(!app.browser(VIEWER).await.get("/activities").await.says("予定を入れる"));
}

#[db_test]
async fn plans_of_a_deleted_deal_are_not_counted(app: TestApp) {
    let deal = app.deal(REP).await;
    plan(&app, &deal, REP, -1).await;
    let actor = app.actor(REP).await;
    assert_eq!(overdue(&app.app, &actor, app.app.now()).await.unwrap(), 1);
    let mut tx = app.app.begin(&actor).await.unwrap();
    crate::deals::delete(&mut tx, deal.id, None).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(overdue(&app.app, &actor, app.app.now()).await.unwrap(), 0);
    assert!(!app.browser(REP).await.get("/activities").await.says("見積の件"));
}

/// Every address of an activity, and what is sent to it.
fn addresses(id: ActivityId) -> Vec<(&'static str, String)> {
    let acts = ["", "/done", "/cancel", "/resume", "/delete", "/restore"];
    let pages = ["", "/edit", "/done"].map(|page| ("GET", format!("/activities/{id}{page}")));
    let acts = acts.map(|act| ("POST", format!("/activities/{id}{act}")));
    pages.into_iter().chain(acts).collect()
}

async fn ask(browser: &Browser, method: &str, path: &str) -> StatusCode {
    let form = [("version", "1"), ("kind", "1"), ("day", "明日"), ("about", "deal-1")];
    match method {
        "GET" => browser.get(path).await.status,
        _ => browser.post(path, &form).await.status,
    }
}

/// A guest is sent to sign in; what they sent is kept on a page of its own.
fn for_guest(method: &str) -> StatusCode {
    match method {
        "GET" => StatusCode::SEE_OTHER,
        _ => StatusCode::UNAUTHORIZED,
    }
}

#[db_test]
async fn nobody_reaches_what_is_not_theirs(app: TestApp) {
    app.reps_see(RepSees::Team).await;
    let deal = app.deal(REP).await;
    let planned = plan(&app, &deal, REP, 1).await;
    let before = app.traces().await;
    let (guest, stranger, viewer) = (app.guest(), app.browser(STRANGER).await, app.browser(VIEWER).await);
    for (method, path) in addresses(planned.id) {
        assert_eq!(ask(&guest, method, &path).await, for_guest(method), "{method} {path}");
        assert_eq!(
            ask(&stranger, method, &path).await,
            StatusCode::NOT_FOUND,
            "{method} {path}"
        );
        let for_viewer = if method == "GET" && !path.contains("edit") && !path.contains("done") {
            StatusCode::OK
        } else {
            StatusCode::FORBIDDEN
        };
        assert_eq!(ask(&viewer, method, &path).await, for_viewer, "{method} {path}");
    }
    for (method, path) in [
        ("GET", "/activities"),
        ("GET", "/activities/new"),
        ("POST", "/activities"),
        ("POST", "/activities/quick"),
    ] {
        assert_eq!(ask(&guest, method, path).await, for_guest(method), "{method} {path}");
        let for_viewer = if path == "/activities" && method == "GET" {
            StatusCode::OK
        } else {
            StatusCode::FORBIDDEN
        };
        assert_eq!(ask(&viewer, method, path).await, for_viewer, "{method} {path}");
    }
    assert_eq!(
        stranger.get("/activities/new?deal=1").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        ask(&stranger, "POST", "/activities").await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn pages_are_also_in_english(app: TestApp) {
    let deal = app.deal(REP).await;
    let planned = plan(&app, &deal, REP, -1).await;
    app.execute(Sql::new("UPDATE users SET locale = 'en'")).await;
    let browser = app.browser(REP).await;
    assert!(browser.get("/activities").await.says("Overdue <small>1<"));
    assert!(browser.get("/activities/new").await.says("Log an activity"));
    assert!(
        browser
            .get(&format!("/activities/{}/done", planned.id))
            .await
            .says("Mark as done")
    );
    assert!(
        browser
            .get(&format!("/activities/{}", planned.id))
            .await
            .says("Overdue")
    );
    assert!(
        browser
            .get(&format!("/activities/{}/edit", planned.id))
            .await
            .says("Edit activity")
    );
}
