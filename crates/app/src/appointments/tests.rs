//! The form and moves of appointments as browsers ask for them, on both databases.

use axum::http::StatusCode;
use db::{Sql, db_test};

use super::Details;
use crate::{
    activities::{Activity, NewActivity, When},
    ids::UserId,
    testing::*,
    workspace::RepSees,
};

/// A visit on Tuesday 24 November at 14:00, an hour long.
pub(super) async fn visit(app: &TestApp, owner: UserId, members: &[UserId]) -> Activity {
    let deal = app.deal(owner).await;
    let new = NewActivity {
        deal: Some(deal.id),
        company: None,
        lead: None,
        owner,
        kind: VISIT,
        way: None,
        subject: "初回訪問".into(),
        when: When {
            day: "2026-11-24".parse().unwrap(),
            time: chrono::NaiveTime::from_hms_opt(14, 0, 0),
        },
        minutes: Some(60),
        contacts: vec![],
        done: None,
        external_id: None,
    };
    let details = Details {
        place: "本社3階".into(),
        members: members.to_vec(),
        ..Details::default()
    };
    let mut tx = app.app.begin(&app.actor(owner).await).await.unwrap();
    let activity = super::create(&mut tx, new, &details).await.unwrap();
    tx.commit().await.unwrap();
    activity
}

pub(super) async fn count(app: &TestApp, condition: &str) -> i64 {
    let joined = "activities a LEFT JOIN appointments p ON p.activity_id = a.id";
    app.number(&format!("SELECT COUNT(*) FROM {joined} WHERE {condition}"))
        .await
}

pub(super) const GOOD: [(&str, &str); 8] = [
    ("about", "deal-1"),
    ("subject", "初回訪問"),
    ("day", "来週火曜"),
    ("time", "14時半"),
    ("until", "1時間半"),
    ("way", "visit"),
    ("place", "本社3階"),
    ("bring", "会社案内"),
];

fn with<'f>(name: &'f str, value: &'f str) -> Vec<(&'f str, &'f str)> {
    let mut form: Vec<_> = GOOD.into_iter().filter(|(field, _)| *field != name).collect();
    form.push((name, value));
    form
}

#[db_test]
async fn an_appointment_is_a_planned_activity_with_more(app: TestApp) {
    let deal = app.deal(REP).await;
    let browser = app.browser(REP).await;
    let page = browser.get("/appointments/new?deal=1").await;
    assert!(
        page.says("アポイントを入れる") && page.says("原価管理パッケージ"),
        "{}",
        page.body
    );
    let mut form = GOOD.to_vec();
    form.extend([("member", "4"), ("once", "abc"), ("purpose", "予算を\r\n確かめる")]);
    for _ in 0..2 {
        let answer = browser.post("/appointments", &form).await;
        assert_eq!(
            (answer.status, answer.location.as_str()),
            (StatusCode::SEE_OTHER, "/deals/1")
        );
    }
    let planned = "a.state = 'planned' AND a.way = 'visit' AND a.kind_id = 2 AND a.minutes = 90 AND NOT a.all_day
                   AND a.subject = '初回訪問' AND p.place = '本社3階' AND p.bring = '会社案内' AND p.purpose LIKE '予算を%'";
    assert_eq!((count(&app, planned).await, count(&app, "1 = 1").await), (1, 1));
    assert_eq!(app.number("SELECT user_id FROM appointment_members").await, 4);
    let deal = app.read_deal(deal.id).await;
    assert!(deal.next_activity_id.is_some());

    let page = browser.get("/activities/1").await;
    for fact in ["本社3階", "会社案内", "鈴木 大輔", "16:00"] {
        assert!(page.says(fact), "{fact}: {}", page.body);
    }
    // An appointment to come has its own form, and what came of it is told in the form of every activity.
    assert_eq!(
        browser.get("/activities/1/edit?back=/board").await.location,
        "/appointments/1/edit?back=%2Fboard"
    );
    assert!(browser.get("/activities/1/done").await.says("ネクストアクション"));
}

#[db_test]
async fn each_way_of_meeting_has_a_place_of_its_own(app: TestApp) {
    app.deal(REP).await;
    let browser = app.browser(REP).await;
    for (day, way, name, value, shown) in [
        (
            "12/1",
            "online",
            "link",
            "https://meet.example.jp/a?b=1",
            "href=\"https://meet.example.jp/a?b=1\" target=\"_blank\" rel=\"noopener noreferrer nofollow\"",
        ),
        ("12/2", "phone", "phone", "03-1234-5678", "href=\"tel:03-1234-5678\""),
    ] {
        let mut form: Vec<_> = GOOD
            .into_iter()
            .filter(|(field, _)| !["way", "day"].contains(field))
            .collect();
        form.extend([("way", way), ("day", day), (name, value)]);
        assert_eq!(
            browser.post("/appointments", &form).await.status,
            StatusCode::SEE_OTHER,
            "{way}"
        );
        let id = app.number("SELECT MAX(id) FROM activities").await;
        let page = browser.get(&format!("/activities/{id}")).await;
        assert!(page.says(shown) && !page.says("本社3階"), "{way}: {}", page.body);
    }
}

#[db_test]
async fn what_is_wrong_is_said_and_what_was_typed_stays(app: TestApp) {
    app.deal(REP).await;
    let browser = app.browser(REP).await;
    let before = app.traces().await;
    for (name, value, message) in [
        ("about", "", "案件か取引先を入力してください。"),
        ("about", "deal-99", "選ばれた案件・取引先が見つかりません。"),
        ("day", "", "日付を入力してください。"),
        ("day", "いつか", "日付「いつか」を読み取れません。"),
        ("day", "昨日", "「昨日」は過ぎています。"),
        ("time", "", "開始の時刻を入力してください。"),
        ("time", "25時", "時刻「25時」を読み取れません。"),
        (
            "until",
            "14:00",
            "終了「14:00」が開始「14時半」より後になっていません。",
        ),
        ("until", "半日", "終了「半日」を読み取れません。"),
        ("until", "25時間", "終了「25時間」を読み取れません。"),
        ("way", "mail", "方法を選んでください。"),
        ("way", "", "方法を選んでください。"),
        ("kind", "99", "種類を選んでください。"),
        ("owner", "5", "担当が見つかりません。"),
    ] {
        let answer = browser.post("/appointments", &with(name, value)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}={value}");
        assert!(answer.says(message), "{name}={value}: {}", answer.body);
        let field = if name == "about" { "about_text" } else { name };
        assert!(
            answer.says("value=\"初回訪問\"") && answer.says(&format!("href=\"#{field}\"")),
            "{name}"
        );
    }
    for (way, name, value, message) in [
        (
            "online",
            "link",
            "javascript:alert(1)",
            "会議のURL「javascript:alert(1)」はリンクにできません。",
        ),
        ("phone", "phone", "担当まで", "電話番号「担当まで」に数字がありません。"),
    ] {
        let mut form = with("way", way);
        form.push((name, value));
        let answer = browser.post("/appointments", &form).await;
        assert!(
            answer.says(message) && answer.status == StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            answer.body
        );
    }
    let long = "あ".repeat(201);
    assert!(browser.post("/appointments", &with("place", &long)).await.says("場所"));
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn what_lies_across_is_shown_before_it_is_saved_nevertheless(app: TestApp) {
    app.reps_see(RepSees::Own).await;
    visit(&app, REP, &[]).await;
    visit(&app, STRANGER, &[COLLEAGUE]).await;
    let browser = app.browser(REP).await;
    let before = app.traces().await;
    let mut form = with("until", "15:30");
    form.extend([("member", "4"), ("member", "6")]);
    let answer = browser.post("/appointments", &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for line in [
        "佐藤 美咲：11/24（火） 14:00～15:00　初回訪問・株式会社山田製作所",
        "鈴木 大輔：11/24（火） 14:00～15:00　予定あり",
        "高橋 由紀：11/24（火） 14:00～15:00　予定あり",
    ] {
        assert!(answer.says(line), "{line}: {}", answer.body);
    }
    assert!(answer.says("href=\"/activities/1\"") && !answer.says("href=\"/activities/2\""));
    assert_eq!(app.traces().await, before);

    let seal = answer.body.split("name=\"anyway\" value=\"").nth(1).unwrap();
    let seal = seal.split('"').next().unwrap().to_owned();
    // Seen was something else: what is new is shown first.
    let mut other = form.clone();
    other.push(("anyway", "1"));
    assert_eq!(
        browser.post("/appointments", &other).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    form.push(("anyway", &seal));
    assert_eq!(browser.post("/appointments", &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "a.minutes = 60").await, 3);
}

#[db_test]
async fn what_only_touches_or_was_cancelled_is_not_in_the_way(app: TestApp) {
    let visit = visit(&app, REP, &[]).await;
    let browser = app.browser(REP).await;
    let mut form = with("time", "15:00");
    form.push(("until", "16:00"));
    assert_eq!(browser.post("/appointments", &form).await.status, StatusCode::SEE_OTHER);
    let cancel = format!("/activities/{}/cancel", visit.id);
    assert_eq!(
        browser.post(&cancel, &[("version", "1")]).await.status,
        StatusCode::SEE_OTHER
    );
    let form = with("until", "14:59");
    assert_eq!(browser.post("/appointments", &form).await.status, StatusCode::SEE_OTHER);
}

#[db_test]
async fn changes_are_seen_by_both_and_overwrite_nothing(app: TestApp) {
    let visit = visit(&app, REP, &[COLLEAGUE]).await;
    let path = format!("/appointments/{}", visit.id);
    let (one, other) = (app.browser(REP).await, app.browser(COLLEAGUE).await);
    let page = one.get(&format!("{path}/edit")).await;
    assert!(page.says("value=\"2026-11-24\"") && page.says("value=\"15:00\"") && page.says("value=\"本社3階\""));
    let edit = |version: &'static str, place: &'static str| {
        let rest = [
            ("day", "2026-11-24"),
            ("time", "14:00"),
            ("until", "15:00"),
            ("subject", "初回訪問"),
            ("owner", "3"),
            ("member", "4"),
            ("way", "visit"),
        ];
        let mut form = rest.to_vec();
        form.extend([("version", version), ("place", place)]);
        form
    };
    // Nothing changed, nothing written.
    let before = app.traces().await;
    assert_eq!(
        one.post(&path, &edit("1", "本社3階")).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(app.traces().await, before);
    // Only what an appointment has more: a new version all the same.
    assert_eq!(
        other.post(&path, &edit("1", "別館")).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(count(&app, "p.place = '別館' AND a.version = 2").await, 1);
    let before = app.traces().await;
    let answer = one.post(&path, &edit("1", "支社")).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.says("別館") && answer.says("value=\"支社\"") && answer.says("name=\"version\" value=\"2\""));
    assert_eq!(app.traces().await, before);
    assert_eq!(one.post(&path, &edit("2", "支社")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(count(&app, "p.place = '支社' AND a.version = 3").await, 1);
}

#[db_test]
async fn the_form_is_also_in_english(app: TestApp) {
    visit(&app, REP, &[]).await;
    app.execute(Sql::new("UPDATE users SET locale = 'en'")).await;
    let browser = app.browser(REP).await;
    assert!(browser.get("/appointments/new").await.says("Make an appointment"));
    assert!(browser.get("/appointments/1/edit").await.says("Edit appointment"));
    let answer = browser.post("/appointments", &with("day", "2026-11-24")).await;
    assert!(answer.says("There are other plans at that time"), "{}", answer.body);
}

#[db_test]
async fn an_appointment_lies_among_the_plans_of_those_who_come_along(app: TestApp) {
    visit(&app, REP, &[COLLEAGUE]).await;
    let mine = app.browser(COLLEAGUE).await.get("/activities").await;
    assert!(
        mine.says("初回訪問") && mine.says("佐藤 美咲さんに同席"),
        "{}",
        mine.body
    );
    let own = app.browser(REP).await.get("/activities").await;
    assert!(own.says("初回訪問") && !own.says("さんに同席"), "{}", own.body);
    // Once its day is over, only its owner has to tell what came of it.
    app.execute(Sql::new(
        "UPDATE activities SET starts_at = starts_at - 604800000, due_at = due_at - 604800000",
    ))
    .await;
    assert!(!app.browser(COLLEAGUE).await.get("/activities").await.says("初回訪問"));
    assert!(app.browser(REP).await.get("/activities").await.says("初回訪問"));
}
