//! What is told of colleagues one does not see, and what colleagues are told.

use super::*;

#[db_test]
async fn of_a_hidden_colleague_only_the_team_is_told(app: TestApp) {
    app.execute(Sql::new("UPDATE companies SET owner_id = 6")).await;
    app.deal(STRANGER).await;
    app.execute(Sql::new(
        "INSERT INTO users (team_id, email, name, role, created_at) VALUES (2, 'm2@example.jp', '次長', 'manager', 0)",
    ))
    .await;
    app.reps_see(RepSees::Team).await;
    let before = app.traces().await;
    let named = [("name", "山田製作所")];
    let new_deal = [("title", "在庫アプリ"), ("company", "山田製作所"), ("company_id", "0")];
    let forms: [(&str, &Form<'_>); 3] = [("/deals", &new_deal), ("/leads", &LEAD), ("/companies", &named)];
    for (path, form) in forms {
        let shown = send(&app, REP, path, form, &[]).await;
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(
            shown.says("第二営業部の担当者") && shown.says("value=\"ask\""),
            "{path}: {}",
            shown.body
        );
        let secrets = [
            "原価管理",
            "1,000,000",
            "1000000",
            "/deals/1",
            "/companies/1",
            "hand_over-",
            "together-",
            "株式会社山田製作所",
            "ヤマダ",
            "社名が同じ",
        ];
        for secret in secrets {
            assert!(!shown.says(secret), "{path} {secret}: {}", shown.body);
        }
        let panel = panel(&shown);
        assert!(!panel.contains("高橋") && !panel.contains("山田"), "{panel}");
        for guessed in ["hand_over-6", "together-6"] {
            let seal = seal(&shown);
            let guess = send(&app, REP, path, form, &[("guard", guessed), ("guard_seen", &seal)]).await;
            assert_eq!(guess.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {guessed}");
        }
    }
    let ask = [("guard", "ask"), ("guard_reason", "ご紹介の件")];
    for _ in 0..2 {
        let asked = decide(&app, REP, "/leads", &LEAD, &ask).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            asked.says("担当者と上長に知らせました") && !panel(&asked).contains("次長"),
            "{}",
            asked.body
        );
    }
    assert_eq!(
        (
            told(&app, STRANGER, "asked").await,
            told(&app, UserId(7), "asked").await
        ),
        (1, 1)
    );
    assert_eq!(app.traces().await, before);
    let read = app.browser(STRANGER).await.get("/activities").await;
    assert!(
        read.says("ご紹介の件") && read.says("href=\"/companies/1\""),
        "{}",
        read.body
    );
    // The colleague is told of a lead they may not see, without a link to it.
    let went_on = decide(&app, REP, "/leads", &LEAD, &GO_ON).await;
    assert_eq!(went_on.status, StatusCode::SEE_OTHER, "{}", went_on.body);
    let read = app.browser(STRANGER).await.get("/notices").await;
    assert!(
        read.says("別の工場の案件のため") && !read.says("/leads/1"),
        "{}",
        read.body
    );
    let own = app.browser(REP).await.get("/leads/1").await;
    assert!(own.says("別の工場の案件のため") && !own.says("高橋"), "{}", own.body);
}

#[db_test]
async fn a_notice_is_read_by_whoever_it_is_for(app: TestApp) {
    app.deal(COLLEAGUE).await;
    decide(&app, REP, "/deals", &DEAL, &GO_ON).await;
    decide(&app, REP, "/leads", &LEAD, &GO_ON).await;
    let colleague = app.browser(COLLEAGUE).await;
    for path in ["/activities", "/notices"] {
        let page = colleague.get(path).await;
        assert!(
            page.says("お知らせ（未読2件）") && page.says("佐藤 美咲さんも「㈱山田製作所」の案件を登録しました"),
            "{path}"
        );
        assert!(
            !app.browser(STRANGER).await.get(path).await.says("佐藤 美咲さんも"),
            "{path}"
        );
    }
    assert_eq!(
        app.browser(STRANGER).await.post("/notices/1/read", &[]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        app.browser(VIEWER).await.post("/notices/1/read", &[]).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        app.guest().post("/notices/1/read", &[]).await.status,
        StatusCode::UNAUTHORIZED
    );
    app.browser(STRANGER)
        .await
        .post("/notices/read", &[("last", "99")])
        .await;
    for _ in 0..2 {
        assert_eq!(
            colleague
                .post("/notices/1/read", &[("back", "/activities")])
                .await
                .location,
            "/activities"
        );
    }
    assert!(colleague.get("/notices").await.says("お知らせ（未読1件）"));
    // What came since the page was drawn is not marked along.
    colleague.post("/notices/read", &[("last", "1")]).await;
    assert!(colleague.get("/notices").await.says("お知らせ（未読1件）"));
    assert_eq!(
        colleague
            .post("/notices/read", &[("last", "2"), ("back", "//evil.example")])
            .await
            .location,
        "/notices"
    );
    let page = colleague.get("/notices").await;
    assert!(
        !page.says("未読") && page.says("佐藤 美咲さんも"),
        "what was read is kept"
    );
}

/// What is shown of colleagues; around it, the form offers everybody as the owner.
fn panel(shown: &Answer) -> &str {
    let from = shown.body.find("<section class=\"guard\"").unwrap();
    shown.body[from..].split("</section>").next().unwrap()
}
