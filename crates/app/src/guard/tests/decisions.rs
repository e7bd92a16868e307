//! What becomes of a decision.

use super::*;

#[db_test]
async fn going_on_needs_a_reason_which_is_kept_and_told(app: TestApp) {
    app.deal(COLLEAGUE).await;
    let entered = decide(&app, REP, "/deals", &DEAL, &GO_ON).await;
    assert_eq!(
        (entered.status, entered.location.as_str()),
        (StatusCode::SEE_OTHER, "/deals/2")
    );
    let lead = decide(&app, REP, "/leads", &LEAD, &GO_ON).await;
    assert_eq!(lead.location, "/leads/1");
    assert_eq!(told(&app, COLLEAGUE, "went_on").await, 2);
    for (path, kind) in [("/deals/2", "deal.approached"), ("/leads/1", "lead.approached")] {
        let kept = format!("SELECT COUNT(*) FROM events WHERE kind = '{kind}' AND data LIKE '%別の工場%'");
        assert_eq!(app.number(&kept).await, 1);
        let page = app.browser(REP).await.get(path).await;
        assert!(
            page.says("別の工場の案件のため") && page.says("ほかの担当者がいることを確認して登録"),
            "{path}"
        );
    }
    let company = decide(&app, MANAGER, "/companies", &[("name", "山田製作所")], &GO_ON).await;
    assert_eq!(company.location, "/companies/2", "{}", company.body);
    assert!(
        app.browser(MANAGER)
            .await
            .get("/companies/2")
            .await
            .says("別の工場の案件のため")
    );
}

#[db_test]
async fn it_is_handed_over(app: TestApp) {
    app.deal(COLLEAGUE).await;
    let company = [("name", "山田製作所")];
    let forms: [(&str, &Form<'_>, &str); 4] = [
        ("/deals", &DEAL, "SELECT owner_id FROM deals WHERE id = 2"),
        ("/leads", &LEAD, "SELECT owner_id FROM leads WHERE id = 1"),
        ("/companies", &company, "SELECT owner_id FROM companies WHERE id = 2"),
        (
            "/appointments",
            &APPOINTMENT,
            "SELECT owner_id FROM activities WHERE id = 1",
        ),
    ];
    for (path, form, owner) in forms {
        let given = decide(&app, STRANGER, path, form, &[("guard", "hand_over-4")]).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{path}: {}", given.body);
        assert_eq!(app.number(owner).await, COLLEAGUE.0, "{path}");
    }
    assert_eq!(told(&app, COLLEAGUE, "handed_over").await, 4);
    let read = app.browser(COLLEAGUE).await.get("/notices").await;
    assert!(
        read.says("高橋 由紀さんが「㈱山田製作所」の案件を登録し、あなたに任せました。"),
        "{}",
        read.body
    );
    assert!(read.says("href=\"/deals/2\"") && read.says("href=\"/leads/1\"") && read.says("href=\"/activities/1\""));
}

#[db_test]
async fn a_lead_becomes_a_deal_as_decided(app: TestApp) {
    app.deal(COLLEAGUE).await;
    let conversion = [
        ("company", "1"),
        ("contact", "none"),
        ("title", "在庫アプリ"),
        ("owner", "3"),
        ("phase", "1"),
        ("currency", "JPY"),
        ("version", "1"),
        ("note", "一行目"),
    ];
    let decisions: [&Form<'_>; 3] = [&GO_ON, &[("guard", "together-4")], &[("guard", "hand_over-4")]];
    for (lead, decision) in (1..).zip(decisions) {
        decide(&app, REP, "/leads", &LEAD, &GO_ON).await;
        let path = format!("/leads/{lead}/conversion");
        let before = app.traces().await;
        let shown = send(&app, REP, &path, &conversion, &[]).await;
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(shown.says("鈴木 大輔") && shown.says("一行目"), "{}", shown.body);
        assert_eq!(app.traces().await, before);
        let entered = decide(&app, REP, &path, &conversion, decision).await;
        assert_eq!(entered.location, format!("/deals/{}", lead + 1), "{}", entered.body);
    }
    let kept = "SELECT COUNT(*) FROM events WHERE kind = 'deal.approached' AND data LIKE '%別の工場%'";
    assert_eq!(app.number(kept).await, 1);
    assert_eq!(told(&app, COLLEAGUE, "went_on").await, 4);
    let joined = "SELECT user_id FROM deal_members WHERE deal_id = 3";
    assert_eq!(app.number(joined).await, COLLEAGUE.0);
    assert_eq!(app.number("SELECT owner_id FROM deals WHERE id = 4").await, COLLEAGUE.0);
    // What was decided came with it, and goes with it.
    let back = app.browser(REP).await.post("/leads/2/conversion/undo", &[]).await;
    assert_eq!(back.location, "/leads/2");
    assert_eq!(
        app.browser(REP).await.get("/deals/3").await.status,
        StatusCode::NOT_FOUND
    );
}

#[db_test]
async fn the_colleague_joins_in(app: TestApp) {
    app.deal(COLLEAGUE).await;
    let together = [("guard", "together-4")];
    let entered = decide(&app, REP, "/deals", &DEAL, &together).await;
    assert_eq!(entered.location, "/deals/2", "{}", entered.body);
    let members = deals::members_of(app.app.db().read(), crate::ids::DealId(2))
        .await
        .unwrap();
    assert_eq!(members.iter().map(|member| member.id).collect::<Vec<_>>(), [COLLEAGUE]);
    decide(&app, STRANGER, "/appointments", &APPOINTMENT, &together).await;
    let joined = "SELECT user_id FROM appointment_members WHERE activity_id = 1";
    assert_eq!(app.number(joined).await, COLLEAGUE.0);
    assert_eq!(told(&app, COLLEAGUE, "together").await, 2);
}

#[db_test]
async fn what_came_since_is_shown_before_anything_is_saved(app: TestApp) {
    app.deal(COLLEAGUE).await;
    let shown = send(&app, REP, "/deals", &DEAL, &[]).await;
    let seal = seal(&shown);
    app.deal(MANAGER).await;
    let before = app.traces().await;
    let more = [GO_ON[0], GO_ON[1], ("guard_seen", seal.as_str())];
    let again = send(&app, REP, "/deals", &DEAL, &more).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.says("部長 花子") && again.says("もう一度ご確認ください") && again.says("別の工場の案件のため"));
    assert_eq!(app.traces().await, before);
    // A decision without having seen anything decides nothing.
    assert_eq!(
        send(&app, REP, "/deals", &DEAL, &GO_ON).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[db_test]
async fn a_form_sent_twice_enters_one_record(app: TestApp) {
    app.deal(COLLEAGUE).await;
    let company = [("name", "山田製作所")];
    let forms: [(&str, &Form<'_>, &str); 4] = [
        ("/deals", &DEAL, "SELECT COUNT(*) FROM deals"),
        ("/leads", &LEAD, "SELECT COUNT(*) FROM leads"),
        ("/companies", &company, "SELECT COUNT(*) FROM companies"),
        ("/appointments", &APPOINTMENT, "SELECT COUNT(*) FROM activities"),
    ];
    for (path, form, count) in forms {
        let before = app.number(count).await;
        let once = [("once", "a-secret-of-its-own")];
        let shown = send(&app, REP, path, form, &once).await;
        let seal = seal(&shown);
        // Even when two of its buttons are pressed.
        for decision in ["hand_over-4", "hand_over-4", "together-4", "go_on"] {
            let more = [
                once[0],
                ("guard", decision),
                ("guard_reason", "急ぎ"),
                ("guard_seen", seal.as_str()),
            ];
            let sent = send(&app, REP, path, form, &more).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{path} {decision}: {}", sent.body);
        }
        assert_eq!(app.number(count).await, before + 1, "{path}");
    }
    assert_eq!(told(&app, COLLEAGUE, "handed_over").await, 4);
    assert_eq!(app.number("SELECT COUNT(*) FROM notices").await, 4);
}
