//! Search: companies, deals and people by any spelling, and only those one sees.

use axum::http::StatusCode;
use db::{Sql, db_test};

use crate::{testing::*, workspace::RepSees};

const SUWA: [(&str, &str); 3] = [("company", "1"), ("name", "諏訪 健一"), ("kana", "スワ ケンイチ")];

#[db_test]
async fn any_spelling_finds_company_deal_and_person(app: TestApp) {
    app.deal(REP).await;
    let browser = app.browser(REP).await;
    browser.post("/contacts", &SUWA).await;
    for (text, company, deal, person) in [
        ("山田", true, true, true),
        ("ﾔﾏﾀﾞ", true, true, true),
        ("原価+やまだ", false, true, false),
        ("諏訪", false, false, true),
        ("すわ　山田", false, false, true),
        ("存在しない", false, false, false),
    ] {
        let answer = browser.get(&format!("/search?q={text}")).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.says("href=\"/companies/1\""), company, "{text}");
        assert_eq!(answer.says("href=\"/deals/1\""), deal, "{text}");
        assert_eq!(answer.says("href=\"/contacts/1\""), person, "{text}");
        assert_eq!(
            answer.says("見つかりませんでした"),
            !(company || deal || person),
            "{text}"
        );
    }
}

#[db_test]
async fn digits_find_a_company_by_its_phone_and_number(app: TestApp) {
    let browser = app.browser(REP).await;
    let fields = [
        ("version", "1"),
        ("phone", "03-1234-5678"),
        ("corporate_number", "7000012050002"),
    ];
    browser.post("/companies/1", &fields).await;
    for text in ["03-1234-5678", "0312345678", "1234-5678", "7000012050002"] {
        assert!(
            browser
                .get(&format!("/search?q={text}"))
                .await
                .says("href=\"/companies/1\""),
            "{text}"
        );
    }
    assert!(!browser.get("/search?q=9999").await.says("href=\"/companies/1\""));
}

#[db_test]
async fn what_one_may_not_see_is_neither_found_nor_counted(app: TestApp) {
    app.reps_see(RepSees::Team).await;
    app.browser(STRANGER).await.post("/contacts", &SUWA).await;
    app.deal(STRANGER).await;
    app.execute(Sql::new("UPDATE companies SET owner_id = 6")).await;
    let answer = app.browser(REP).await.get("/search?q=山田").await;
    assert!(answer.says("見つかりませんでした"));
    assert!(
        app.browser(STRANGER)
            .await
            .get("/search?q=山田")
            .await
            .says("href=\"/contacts/1\"")
    );
    assert!(
        app.browser(VIEWER)
            .await
            .get("/search?q=山田")
            .await
            .says("見つかりませんでした")
    );
    assert_eq!(app.guest().get("/search?q=山田").await.status, StatusCode::SEE_OTHER);
}

#[db_test]
async fn nothing_typed_and_signs_alone_say_what_can_be_searched(app: TestApp) {
    app.deal(REP).await;
    let browser = app.browser(REP).await;
    for text in ["", "%25", "!!"] {
        let answer = browser.get(&format!("/search?q={text}")).await;
        assert!(answer.says("名前の一部") && !answer.says("href=\"/deals/1\""), "{text}");
    }
    // What was typed is shown, never run.
    let script = browser.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(!script.says("<script>alert"));
}

#[db_test]
async fn many_are_counted_and_listed_elsewhere(app: TestApp) {
    for _ in 0..12 {
        app.deal(REP).await;
    }
    let answer = app.browser(REP).await.get("/search?q=原価").await;
    assert_eq!(
        answer
            .body
            .matches("data-turbo-frame=\"drawer\">原価管理パッケージ")
            .count(),
        10
    );
    assert!(answer.says("12件") && answer.says("/deals?text="));
}
