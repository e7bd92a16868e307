//! The pages of merges, as a browser sees them.

use axum::http::StatusCode;
use db::{Sql, db_test};
use scraper::{Html, Selector};

use super::*;
use crate::workspace::RepSees;

/// Two spellings of one company: the number of the second.
async fn twins(app: &TestApp) -> i64 {
    let twin = company(app, "㈱山田製作所").await;
    app.execute(Sql::new(
        "UPDATE companies SET phone = '03-1', updated_at = 5 WHERE id = 1",
    ))
    .await;
    app.execute(Sql::new(
        "UPDATE companies SET phone = '03-2', address = '長野県' WHERE id = 2",
    ))
    .await;
    twin
}

fn checked(answer: &Answer, name: &str) -> String {
    let page = Html::parse_document(&answer.body);
    let selector = Selector::parse(&format!("[name={name}][checked]")).unwrap();
    let value = page.select(&selector).next().and_then(|input| input.attr("value"));
    value.unwrap_or("").to_owned()
}

fn toast(answer: &Answer) -> String {
    let cookie = answer.cookies.first().unwrap().replace("flash=", "");
    let (text, _) = form_urlencoded::parse(cookie.as_bytes()).next().unwrap();
    text.into_owned()
}

const FORM: [(&str, &str); 3] = [("with", "2"), ("version", "1"), ("with_version", "1")];

#[db_test]
async fn both_stand_side_by_side_with_what_is_proposed_and_why(app: TestApp) {
    twins(&app).await;
    deal_of(&app, REP, 2).await;
    let browser = app.browser(REP).await;
    let page = browser.get("/companies/1/merge?with=2").await;
    assert_eq!(page.status, StatusCode::OK);
    // Filled before empty, newer before older.
    assert_eq!(
        (checked(&page, "take_address"), checked(&page, "take_phone")),
        ("gone".into(), "kept".into())
    );
    assert!(
        page.says("もう一方は未入力のため") && page.says("更新が新しいため"),
        "{}",
        page.body
    );
    let counts = Html::parse_document(&page.body);
    let facts: String = counts
        .select(&Selector::parse(".panel .facts").unwrap())
        .flat_map(|facts| facts.text())
        .collect();
    assert!(facts.starts_with("案件1件コンタクト0件"), "{facts}");
    assert!(page.says("/companies/2/merge?with=1"));
    // The way there.
    assert!(browser.get("/companies/1").await.says("/companies/1/merge"));
    let find = browser.get("/companies/1/merge").await;
    assert!(
        find.says("/companies/1/merge?with=2") && find.says("社名が同じ"),
        "{}",
        find.body
    );
    let named = browser.get("/companies/1/merge?q=やまだ").await;
    assert!(named.says("「やまだ」に合うものはありません"));
}

#[db_test]
async fn a_pair_is_merged_once_and_parted_again(app: TestApp) {
    twins(&app).await;
    let browser = app.browser(REP).await;
    let form: Vec<_> = FORM.into_iter().chain([("take_phone", "gone")]).collect();
    let merged = browser.post("/companies/1/merge", &form).await;
    assert_eq!(
        (merged.status, merged.location.as_str()),
        (StatusCode::SEE_OTHER, "/companies/1")
    );
    assert!(toast(&merged).contains("/merges/1/undo"));
    let again = browser.post("/companies/1/merge", &form).await;
    assert_eq!(
        (again.status, again.location.as_str()),
        (StatusCode::SEE_OTHER, "/companies/1")
    );
    assert_eq!(app.number("SELECT COUNT(*) FROM merges").await, 1);
    assert_eq!(browser.get("/companies/1/merge?with=2").await.location, "/companies/1");
    let old = browser.get("/companies/2").await;
    assert_eq!(
        (old.status, old.location.as_str()),
        (StatusCode::SEE_OTHER, "/companies/1")
    );
    let list = browser.get("/companies").await;
    assert!(!list.says("/companies/2\""));
    let page = browser.get("/companies/1").await;
    assert!(
        page.says("03-2") && page.says("長野県") && page.says("「㈱山田製作所」を統合"),
        "{}",
        page.body
    );
    assert_eq!(
        page.body.matches("/merges/1/undo").count(),
        2,
        "on its panel and in its history"
    );
    let undone = browser.post("/merges/1/undo", &[]).await;
    assert_eq!(
        (undone.status, undone.location.as_str()),
        (StatusCode::SEE_OTHER, "/companies/1")
    );
    assert!(toast(&undone).contains("統合を元に戻しました"));
    assert_eq!(browser.get("/companies/2").await.status, StatusCode::OK);
    let page = browser.get("/companies/1").await;
    assert!(page.says("03-1") && page.says("「㈱山田製作所」の統合を元に戻す") && !page.says("/merges/1/undo"));
    assert!(toast(&browser.post("/merges/1/undo", &[]).await).contains("すでに元に戻されています"));
}

#[db_test]
async fn a_wrong_choice_and_an_old_version_change_nothing(app: TestApp) {
    twins(&app).await;
    let browser = app.browser(REP).await;
    let before = app.traces().await;
    let wrong: Vec<_> = FORM.into_iter().chain([("take_phone", "x")]).collect();
    let answer = browser.post("/companies/1/merge", &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.says("電話の選択「x」は選べません"));
    let joined: Vec<_> = FORM.into_iter().chain([("take_phone", "both")]).collect();
    assert_eq!(
        browser.post("/companies/1/merge", &joined).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    for (version, with_version) in [("7", "1"), ("1", "7"), ("", "")] {
        let form = [
            ("with", "2"),
            ("version", version),
            ("with_version", with_version),
            ("take_phone", "gone"),
        ];
        let stale = browser.post("/companies/1/merge", &form).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert_eq!(checked(&stale, "take_phone"), "gone", "what was chosen stays");
        assert!(stale.says(r#"name="with_version" value="1""#), "{}", stale.body);
    }
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn nobody_reaches_what_is_not_theirs(app: TestApp) {
    twins(&app).await;
    app.execute(Sql::new("UPDATE companies SET owner_id = 3 WHERE id = 2"))
        .await;
    app.reps_see(RepSees::Own).await;
    let before = app.traces().await;
    let (stranger, viewer) = (app.browser(STRANGER).await, app.browser(VIEWER).await);
    for path in [
        "/companies/1/merge?with=2",
        "/companies/2/merge?with=1",
        "/companies/2/merge",
        "/companies/1/merge?with=1",
    ] {
        assert_eq!(stranger.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(viewer.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(app.guest().get(path).await.status, StatusCode::SEE_OTHER, "{path}");
    }
    assert_eq!(
        stranger.post("/companies/1/merge", &FORM).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        stranger.post("/companies/1/merge", &[]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        viewer.post("/companies/1/merge", &FORM).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(viewer.post("/merges/1/undo", &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        app.guest().post("/merges/1/undo", &[]).await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(app.traces().await, before);
    // Merged by its owner, it leads nobody on who may not see where.
    join(&app, REP, Kind::Company, 2, 1, &Takes::new()).await.unwrap();
    assert_eq!(stranger.get("/companies/1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.post("/merges/1/undo", &[]).await.status, StatusCode::NOT_FOUND);
}

#[db_test]
async fn what_the_reader_may_not_see_moves_uncounted(app: TestApp) {
    twins(&app).await;
    deal_of(&app, STRANGER, 2).await;
    app.reps_see(RepSees::Team).await;
    let page = app.browser(REP).await.get("/companies/1/merge?with=2").await;
    assert!(page.says("このほかに、表示する権限のない記録も移ります"));
    assert!(
        !app.browser(ADMIN)
            .await
            .get("/companies/1/merge?with=2")
            .await
            .says("このほかに")
    );
}

#[db_test]
async fn contacts_are_merged_likewise(app: TestApp) {
    let (kept, gone) = (contact(&app, 1, "山田").await, contact(&app, 1, "山田 太郎").await);
    assert_eq!((kept, gone), (1, 2));
    let browser = app.browser(REP).await;
    assert!(browser.get("/contacts/1/merge").await.says("/contacts/1/merge?with=2"));
    assert!(browser.get("/contacts/1/merge?with=2").await.says("take_name"));
    let form: Vec<_> = FORM.into_iter().chain([("take_name", "gone")]).collect();
    assert_eq!(browser.post("/contacts/1/merge", &form).await.location, "/contacts/1");
    assert_eq!(browser.get("/contacts/2").await.location, "/contacts/1");
    let page = browser.get("/contacts/1").await;
    assert!(page.says("山田 太郎") && page.says("/merges/1/undo"));
    assert!(browser.get("/companies/1").await.says("「山田 太郎」を統合"));
    assert_eq!(browser.post("/merges/1/undo", &[]).await.location, "/contacts/1");
    assert_eq!(browser.get("/contacts/2").await.status, StatusCode::OK);
}

#[db_test]
async fn a_filter_that_was_kept_goes_on_to_find_what_it_found(app: TestApp) {
    twins(&app).await;
    deal_of(&app, REP, 2).await;
    let browser = app.browser(REP).await;
    let kept = "/deals?company=2";
    assert!(browser.get(kept).await.says("㈱山田製作所"));
    browser.post("/companies/1/merge", &FORM).await;
    let page = browser.get(kept).await;
    assert!(
        page.says("/deals/1") && page.says("株式会社山田製作所"),
        "{}",
        page.body
    );
    let strange = browser.get("/deals?company=99").await;
    assert!(!strange.says("/deals/1"), "{}", strange.body);
    browser.post("/merges/1/undo", &[]).await;
    assert!(browser.get(kept).await.says("㈱山田製作所"));
}
