//! Which colleagues are shown, and when nobody is.

use super::*;

#[db_test]
async fn colleagues_are_shown_in_all_four_forms_before_anything_is_saved(app: TestApp) {
    app.deal(COLLEAGUE).await;
    let company = [("name", "株式會社 山田製作所"), ("note", "一行目")];
    let forms: [(&str, &Form<'_>); 4] = [
        ("/deals", &DEAL),
        ("/leads", &LEAD),
        ("/companies", &company),
        ("/appointments", &APPOINTMENT),
    ];
    let before = app.traces().await;
    for (path, form) in forms {
        let shown = send(&app, REP, path, form, &[]).await;
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        let texts = [
            "鈴木 大輔（第一営業部）",
            "原価管理パッケージ",
            "アプローチ",
            "一行目",
            "接触の記録なし",
        ];
        for text in texts {
            assert!(shown.says(text), "{path} {text}: {}", shown.body);
        }
        assert!(shown.says("value=\"hand_over-4\"") && shown.says("value=\"together-4\""));
        assert!(!shown.says("value=\"ask\""), "{path}");
        let seal = seal(&shown);
        for (guard, reason, message) in [
            ("go_on", "", "理由が空欄です"),
            ("ask", "急ぎ", "「ask」は選べません"),
            ("hand_over-6", "", "「hand_over-6」は選べません"),
            ("together-x", "", "「together-x」は選べません"),
        ] {
            let more = [
                ("guard", guard),
                ("guard_reason", reason),
                ("guard_seen", seal.as_str()),
            ];
            let wrong = send(&app, REP, path, form, &more).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {guard}");
            assert!(wrong.says(message), "{path} {guard}: {}", wrong.body);
        }
        let long = "長".repeat(501);
        let more = [
            ("guard", "go_on"),
            ("guard_reason", long.as_str()),
            ("guard_seen", seal.as_str()),
        ];
        assert!(send(&app, REP, path, form, &more).await.says("501文字"), "{path}");
    }
    assert_eq!(app.traces().await, before);
    assert_eq!(app.number("SELECT COUNT(*) FROM notices").await, 0);
}

#[db_test]
async fn whoever_works_there_alone_is_asked_nothing(app: TestApp) {
    app.deal(REP).await;
    for (path, form) in [
        ("/deals", &DEAL[..]),
        ("/leads", &LEAD[..]),
        ("/appointments", &APPOINTMENT[..]),
    ] {
        assert_eq!(
            send(&app, REP, path, form, &[]).await.status,
            StatusCode::SEE_OTHER,
            "{path}"
        );
    }
}

#[db_test]
async fn work_of_long_ago_and_of_those_who_left_is_no_conflict(app: TestApp) {
    let old = app.deal(COLLEAGUE).await;
    app.execute(Sql::new(&format!(
        "UPDATE deals SET outcome = 'lost', loss_reason_id = 1, closed_at = 1, last_touch_at = 1 WHERE id = {}",
        old.id
    )))
    .await;
    assert_eq!(
        send(&app, REP, "/deals", &DEAL, &[]).await.status,
        StatusCode::SEE_OTHER
    );
    let mut recent = Sql::new("UPDATE deals SET last_touch_at = ");
    recent.bind(NOW - 1).push(" WHERE id = ").bind(old.id.0);
    app.execute(recent).await;
    let second = [("title", "二つ目")];
    assert_eq!(
        send(&app, REP, "/deals", &DEAL, &second).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    // The deal is entered for the very colleague who works with them.
    let for_them = [("title", "三つ目"), ("owner", "4")];
    assert_eq!(
        send(&app, REP, "/deals", &DEAL, &for_them).await.status,
        StatusCode::SEE_OTHER
    );
    app.execute(Sql::new("UPDATE users SET disabled_at = 1 WHERE id = 4"))
        .await;
    assert_eq!(
        send(&app, REP, "/deals", &DEAL, &second).await.status,
        StatusCode::SEE_OTHER
    );
}

#[db_test]
async fn a_further_appointment_of_ones_own_work_is_no_second_approach(app: TestApp) {
    app.deal(COLLEAGUE).await;
    let mine = app.deal(REP).await;
    for about in [format!("deal-{}", mine.id), "company-1".to_owned()] {
        let sent = send(
            &app,
            REP,
            "/appointments",
            &APPOINTMENT,
            &[("about", &about), ("day", "2026-11-26")],
        )
        .await;
        // The second lies across the first.
        assert!(!sent.says("guard_seen"), "{about}: {}", sent.body);
    }
    let theirs = send(&app, REP, "/appointments", &APPOINTMENT, &[("about", "deal-1")]).await;
    assert!(theirs.says("鈴木 大輔"), "a colleague's deal: {}", theirs.body);
}

#[db_test]
async fn each_kind_of_work_and_each_clue_is_found(app: TestApp) {
    let colleague = app.browser(COLLEAGUE).await;
    let company = [
        ("name", "株式会社青葉"),
        ("corporate_number", "7000012050002"),
        ("mail_domain", "aoba.example.jp"),
        ("phone", "03-1234-5678"),
        ("owner", "4"),
    ];
    assert_eq!(colleague.post("/companies", &company).await.location, "/companies/2");
    let lead = [
        ("company", "有限会社若葉"),
        ("email", "x@wakaba.example.jp"),
        ("owner", "4"),
    ];
    assert_eq!(colleague.post("/leads", &lead).await.location, "/leads/1");
    colleague
        .post("/leads/1/states", &[("version", "1"), ("state", "contacted")])
        .await;
    for (form, text) in [
        (
            [("company", "よその名"), ("corporate_number", "7000012050002")],
            "法人番号が同じ",
        ),
        (
            [("company", "よその名"), ("email", "y@AOBA.example.jp")],
            "取引先の担当",
        ),
        ([("company", "よその名"), ("phone", "03-1234-5678")], "電話が同じ"),
        ([("company", "アオバ㈱"), ("phone", "03-1234-5678")], "株式会社青葉"),
        ([("company", "よその名"), ("email", "y@wakaba.example.jp")], "接触中"),
        ([("company", "若葉"), ("email", "")], "有限会社若葉"),
    ] {
        let shown = send(&app, REP, "/leads", &form, &[]).await;
        assert!(
            shown.says("guard_seen") && shown.says(text),
            "{form:?} {text}: {}",
            shown.body
        );
    }
    // A domain of everybody's says nothing.
    app.execute(Sql::new(
        "UPDATE companies SET mail_domain = 'gmail.com' WHERE owner_id = 4",
    ))
    .await;
    let free = [("company", "よその名"), ("email", "z@gmail.com")];
    assert_eq!(
        send(&app, REP, "/leads", &free, &[]).await.status,
        StatusCode::SEE_OTHER
    );
}

#[db_test]
async fn a_near_name_is_shown_as_perhaps(app: TestApp) {
    let company = [("name", "アサヒサイエンス"), ("owner", "4")];
    app.browser(COLLEAGUE).await.post("/companies", &company).await;
    let shown = send(&app, REP, "/leads", &[("company", "アサヒサイエス")], &[]).await;
    assert!(
        shown.says("アサヒサイエンス") && shown.says("可能性あり（社名がよく似ている）"),
        "{}",
        shown.body
    );
}
