//! The page of candidates: who sees which pairs, and what they decide.

use axum::http::StatusCode;
use db::{Sql, db_test};

use super::{
    compute,
    tests::{enter, pair_up},
};
use crate::{testing::*, workspace::RepSees};

/// 山田製作所 twice, once of nobody and once of the rep.
async fn twice(app: &TestApp) {
    enter(app, REP, &[("name", "㈱山田製作所"), ("phone", "03-1111-2222")]).await;
    pair_up(app).await;
}

const TWO: [(&str, &str); 3] = [("kind", "company"), ("one", "1"), ("other", "2")];

#[db_test]
async fn candidates_are_shown_side_by_side_with_why(app: TestApp) {
    let browser = app.browser(REP).await;
    assert!(browser.get("/matching").await.says("初めて調べています"));
    twice(&app).await;
    let page = browser.get("/matching").await;
    for text in [
        "おそらく同じ",
        "社名が同じ",
        "href=\"/companies/1\"",
        "href=\"/companies/2\"",
        "03-1111-2222",
        "/companies/1/merge?with=2&#38;next=matching",
    ] {
        assert!(page.says(text), "{text}: {}", page.body);
    }
    assert!(browser.get("/matching?certainty=likely").await.says("社名が同じ"));
    assert!(
        browser
            .get("/matching?certainty=sure")
            .await
            .says("ほかの候補が表示されます")
    );
    assert!(
        browser
            .get("/matching?kind=contact")
            .await
            .says("同じものかもしれない組はありません")
    );
    let file = browser.get("/matching.csv?kind=company").await;
    assert!(
        file.body.contains("おそらく同じ,社名が同じ,1,株式会社山田製作所"),
        "{}",
        file.body
    );
    assert_eq!(
        browser.get("/matching.csv?certainty=sure").await.body.lines().count(),
        1
    );
    assert!(browser.get("/companies").await.says("href=\"/matching\""));
    assert!(browser.get("/contacts").await.says("/matching?kind=contact"));
}

#[db_test]
async fn what_somebody_told_apart_is_not_proposed_again_until_taken_back(app: TestApp) {
    twice(&app).await;
    let browser = app.browser(REP).await;
    let told = browser.post("/matching/dismissals", &TWO).await;
    assert_eq!(
        (told.status, told.location.as_str()),
        (StatusCode::SEE_OTHER, "/matching?kind=company")
    );
    assert!(!browser.get("/matching").await.says("pair_1_2"));
    // Told twice, it is told once.
    let events = "SELECT COUNT(*) FROM events WHERE kind = 'company.told_apart'";
    browser.post("/matching/dismissals", &TWO).await;
    assert_eq!(app.number(events).await, 2);
    let apart = browser.get("/matching?dismissed=1").await;
    assert!(apart.says("佐藤 美咲") && apart.says("11/22"), "{}", apart.body);
    assert!(browser.get("/companies/1").await.says("別のもの"));
    // Nor after the company changed, nor after all pairs are computed anew.
    let change = [
        ("version", "1"),
        ("name", "㈱山田製作所"),
        ("phone", "03-3333-4444"),
        ("anyway", "1"),
    ];
    browser.post("/companies/2", &change).await;
    pair_up(&app).await;
    compute(&app.app).await.unwrap();
    assert!(!browser.get("/matching").await.says("pair_1_2"));
    let back = browser
        .post("/matching/dismissals/1/delete", &[("back", "https://example.com")])
        .await;
    assert_eq!(back.location, "/matching?kind=company");
    assert!(browser.get("/matching").await.says("pair_1_2"));
    assert_eq!(
        browser.post("/matching/dismissals/1/delete", &[]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[db_test]
async fn only_who_sees_both_sees_the_pair_and_only_who_may_write_decides(app: TestApp) {
    twice(&app).await;
    app.reps_see(RepSees::Team).await;
    let before = app.traces().await;
    let apart = app.number("SELECT COUNT(*) FROM matching_dismissals").await;
    let stranger = app.browser(STRANGER).await;
    let page = stranger.get("/matching").await;
    assert!(!page.says("㈱山田製作所") && page.says("同じものかもしれない組はありません"));
    assert_eq!(
        stranger.post("/matching/dismissals", &TWO).await.status,
        StatusCode::NOT_FOUND
    );
    let viewer = app.browser(VIEWER).await;
    let page = viewer.get("/matching").await;
    assert!(page.says("pair_1_2") && !page.says("/merge") && !page.says("別のものとする"));
    assert_eq!(
        viewer.post("/matching/dismissals", &TWO).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(app.guest().get("/matching").await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        app.guest().post("/matching/dismissals", &TWO).await.status,
        StatusCode::UNAUTHORIZED
    );
    let browser = app.browser(REP).await;
    for fields in [
        [("kind", "company"), ("one", "1"), ("other", "1")],
        [("kind", "company"), ("one", "1"), ("other", "99")],
        [("kind", "company"), ("one", "x"), ("other", "2")],
        [("kind", "contact"), ("one", "1"), ("other", "2")],
    ] {
        assert_eq!(
            browser.post("/matching/dismissals", &fields).await.status,
            StatusCode::NOT_FOUND,
            "{fields:?}"
        );
    }
    assert_eq!(app.traces().await, before);
    assert_eq!(app.number("SELECT COUNT(*) FROM matching_dismissals").await, apart);
    browser.post("/matching/dismissals", &TWO).await;
    assert_eq!(
        stranger.post("/matching/dismissals/1/delete", &[]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        viewer.post("/matching/dismissals/1/delete", &[]).await.status,
        StatusCode::FORBIDDEN
    );
}

#[db_test]
async fn contacts_are_proposed_by_mail_and_by_name_within_a_company(app: TestApp) {
    let browser = app.browser(REP).await;
    for fields in [
        [
            ("company", "1"),
            ("name", "諏訪 健一"),
            ("email", "suwa@yamada.example"),
        ],
        [("company", "1"), ("name", "諏訪健一"), ("email", "")],
        [("company", "1"), ("name", "Suwa"), ("email", "SUWA@yamada.example")],
    ] {
        browser.post("/contacts", &fields).await;
    }
    pair_up(&app).await;
    let page = browser.get("/matching?kind=contact").await;
    assert!(
        page.says("メールアドレスが同じ") && page.says("氏名が同じ"),
        "{}",
        page.body
    );
    assert!(page.says("/contacts/1/merge?with=3"));
    let told = browser
        .post(
            "/matching/dismissals",
            &[("kind", "contact"), ("one", "2"), ("other", "1")],
        )
        .await;
    assert_eq!(told.location, "/matching?kind=contact");
    assert!(!browser.get("/matching?kind=contact").await.says("pair_1_2"));
}

#[db_test]
async fn a_hundred_pairs_have_pages_and_are_counted(app: TestApp) {
    app.execute(Sql::new(
        "INSERT INTO companies (name, name_fold, near_fold, search_fold, created_at, updated_at)
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
         SELECT 'x' || (i / 2), 'x' || (i / 2), 'x' || (i / 2), 'x', 0, 0 FROM n",
    ))
    .await;
    compute(&app.app).await.unwrap();
    let browser = app.browser(REP).await;
    let first = browser.get("/matching").await;
    assert_eq!(first.body.matches("<li class=\"pair panel\"").count(), 50);
    assert!(first.says("<small>99</small>"), "{}", first.body);
    let last = browser.get("/matching?page=9").await;
    assert_eq!(last.body.matches("<li class=\"pair panel\"").count(), 49);
}
