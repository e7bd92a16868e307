//! Plan, log, change, finish, cancel: the forms.

use axum::http::StatusCode;
use db::db_test;

use super::*;
use crate::time::At;

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
