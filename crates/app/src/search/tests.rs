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

#[db_test]
async fn a_reading_is_found_in_hiragana_katakana_and_any_romaji(app: TestApp) {
    let browser = app.browser(REP).await;
    let fields = [
        ("version", "1"),
        ("name", "株式会社山田商事"),
        ("kana", "ヤマダショウジ"),
    ];
    browser.post("/companies/1", &fields).await;
    app.deal(REP).await;
    browser.post("/contacts", &SUWA).await;
    for text in [
        "やまだしょうじ",
        "ﾔﾏﾀﾞｼｮｳｼﾞ",
        "Yamada",
        "yamadashouji",
        "YAMADA SYOZI",
        "shoji",
    ] {
        let answer = browser.get(&format!("/search?q={}", text.replace(' ', "+"))).await;
        assert!(
            answer.says("href=\"/companies/1\"") && answer.says("href=\"/deals/1\""),
            "{text}"
        );
    }
    for path in [
        "/contacts?text=ken'ichi",
        "/contacts?text=suwa+ken",
        "/companies?text=yamadas",
        "/deals?text=yamadas",
    ] {
        assert!(browser.get(path).await.says("1件"), "{path}");
    }
    for path in ["/search?q=yamamoto", "/search?q=ziyamada"] {
        assert!(!browser.get(path).await.says("href=\"/companies/1\""), "{path}");
    }
}

#[db_test]
async fn what_was_folded_otherwise_is_folded_anew_at_the_next_start(app: TestApp) {
    let deal = app.deal(REP).await;
    let browser = app.browser(REP).await;
    browser.post("/contacts", &SUWA).await;
    let before = app.traces().await;
    let old = "UPDATE companies SET name_fold = 'x', near_fold = '', search_fold = 'x'";
    for sql in [
        old,
        "UPDATE contacts SET search_fold = 'x'",
        "UPDATE deals SET search_fold = 'x', version = version",
    ] {
        app.execute(Sql::new(sql)).await;
    }
    assert!(!browser.get("/deals?text=yamada").await.says("1件"));
    crate::jobs::catch_up(&app.app).await.unwrap();
    let failures = ::jobs::run_due(app.app.db(), &app.app, app.app.now().0).await.unwrap();
    assert_eq!(failures, []);
    for path in ["/deals?text=yamada", "/contacts?text=すわ", "/companies?text=yamada"] {
        assert!(browser.get(path).await.says("1件"), "{path}");
    }
    let folded = "SELECT COUNT(*) FROM companies WHERE name_fold = '山田製作所' AND near_fold = '山田製作所' AND kana_fold = 'やまだせいさくしよ'";
    assert_eq!(app.number(folded).await, 1);
    assert_eq!(app.read_deal(deal.id).await, deal);
    assert_eq!(app.traces().await, before);
    // And only then.
    crate::jobs::catch_up(&app.app).await.unwrap();
    assert_eq!(
        app.number("SELECT COUNT(*) FROM jobs WHERE kind = 'search.refold'")
            .await,
        0
    );
}

#[db_test]
async fn leads_are_found_by_any_spelling_and_by_those_who_see_them(app: TestApp) {
    let lead = [
        ("company", "若葉精工株式会社"),
        ("kana", "ワカバセイコウ"),
        ("contact", "天野 ひかり"),
        ("phone", "03-5555-0123"),
        ("owner", "6"),
    ];
    app.browser(STRANGER).await.post("/leads", &lead).await;
    let stranger = app.browser(STRANGER).await;
    for text in ["若葉", "ﾜｶﾊﾞ", "wakaba", "hikari", "天野+若葉", "5555-0123"] {
        let answer = stranger.get(&format!("/search?q={text}")).await;
        assert!(
            answer.says("href=\"/leads/1\"") && answer.says("未対応"),
            "{text}: {}",
            answer.body
        );
    }
    assert!(!stranger.get("/search?q=若菜").await.says("/leads/1"));
    app.reps_see(RepSees::Team).await;
    assert!(!app.browser(REP).await.get("/search?q=wakaba").await.says("/leads/1"));
}
