//! Moves over HTTP: the sheet of what is missing, overrides, undo; and that what is refused leaves no trace.

use axum::http::StatusCode;
use db::{Sql, db_test};

use super::Deal;
use crate::{testing::*, time::At, workspace::RepSees};

const STREAM: &str = "text/vnd.turbo-stream.html";

/// The first phase asks for one of each: an amount, a contact who decides, a visit, a free item, a next action.
async fn ask_for_much(app: &TestApp) {
    app.execute(Sql::new(
        "INSERT INTO criteria (phase_id, kind, field, activity_kind_id, label, position) VALUES
         (1, 'field', 'amount', NULL, '', 1), (1, 'field', 'deciding_contact', NULL, '', 2),
         (1, 'activity', NULL, 2, '', 3), (1, 'check', NULL, NULL, '競合を確認した', 4),
         (1, 'field', 'next_action', NULL, '', 5), (1, 'field', 'company', NULL, '', 6)",
    ))
    .await;
    app.execute(Sql::new(
        "INSERT INTO contacts (company_id, name, search_fold, created_at, updated_at) VALUES (1, '諏訪 剛', 'x', 0, 0)",
    ))
    .await;
}

/// A deal that meets none of it but the company.
async fn bare_deal(app: &TestApp) -> Deal {
    let deal = app.deal(REP).await;
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    let change = super::Change {
        amount: Some(None),
        ..Default::default()
    };
    let deal = super::change(&mut tx, deal.id, None, change).await.unwrap();
    tx.commit().await.unwrap();
    app.app.clock().advance(At::DAY);
    deal
}

fn path(deal: &Deal) -> String {
    format!("/deals/{}/moves", deal.id)
}

fn plain<'f>(version: &'f str, phase: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![("version", version), ("phase_id", phase)]
}

/// Everything the sheet asks for.
fn filled(version: &str) -> Vec<(&str, &str)> {
    vec![
        ("version", version),
        ("phase_id", "2"),
        ("sheet", "1"),
        ("fill.amount", "１２０万"),
        ("fill.decider", "1"),
        ("fill.activity.2", "1"),
        ("fill.activity.2.on", "2026-11-20"),
        ("fill.activity.2.customer", "1"),
        ("fill.check.4", "1"),
        ("fill.next", "1"),
        ("fill.next.on", "2026-11-30"),
    ]
}

#[db_test]
async fn a_move_reloads_both_columns_and_can_be_undone(app: TestApp) {
    let deal = app.deal(REP).await;
    let rep = app.browser(REP).await.accepting(STREAM);
    let moved = rep.post(&path(&deal), &plain("1", "2")).await;
    assert_eq!(moved.status, StatusCode::OK);
    assert!(
        moved.says("targets=\"#column_1,#column_2,#totals,#deal_1\""),
        "{}",
        moved.body
    );
    assert!(moved.says("「原価管理パッケージ」を提案へ移しました。") && moved.says("/deals/1/moves/undo"));
    assert_eq!(app.read_deal(deal.id).await.phase_id, PHASES[1]);
    let undo = format!("{}/undo", path(&deal));
    let undone = rep.post(&undo, &[("version", "2")]).await;
    assert_eq!(undone.status, StatusCode::OK);
    assert!(undone.says("元に戻しました"));
    assert_eq!(app.read_deal(deal.id).await.phase_id, PHASES[0]);
    let before = app.traces().await;
    assert_eq!(rep.post(&undo, &[("version", "2")]).await.status, StatusCode::CONFLICT);
    assert_eq!(rep.post(&undo, &[("version", "3")]).await.status, StatusCode::CONFLICT);
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn without_turbo_a_move_leads_to_the_board(app: TestApp) {
    let deal = app.deal(REP).await;
    let moved = app.browser(REP).await.post(&path(&deal), &plain("1", "3")).await;
    assert_eq!(
        (moved.status, moved.location.as_str()),
        (StatusCode::SEE_OTHER, "/board?pipeline=1")
    );
    assert!(moved.cookies.iter().any(|cookie| cookie.starts_with("flash=")));
}

#[db_test]
async fn whoever_may_not_move_a_deal_leaves_no_trace(app: TestApp) {
    app.reps_see(RepSees::Team).await;
    let deal = app.deal(REP).await;
    let before = app.traces().await;
    for target in ["", "/undo"] {
        let path = path(&deal) + target;
        for (user, status) in [(VIEWER, StatusCode::FORBIDDEN), (STRANGER, StatusCode::NOT_FOUND)] {
            let answer = app
                .browser(user)
                .await
                .accepting(STREAM)
                .post(&path, &plain("1", "2"))
                .await;
            assert_eq!(answer.status, status, "{path} as {user}");
            assert!(answer.says("toast"));
        }
        let guest = app.guest().post(&path, &plain("1", "2")).await;
        assert_eq!(guest.status, StatusCode::UNAUTHORIZED);
    }
    let new = format!("{}/new", path(&deal));
    assert_eq!(app.browser(VIEWER).await.get(&new).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        app.browser(STRANGER).await.get(&new).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_second_click_and_a_stale_card_do_not_move_again(app: TestApp) {
    let deal = app.deal(REP).await;
    let rep = app.browser(REP).await.accepting(STREAM);
    assert_eq!(rep.post(&path(&deal), &plain("1", "2")).await.status, StatusCode::OK);
    let before = app.traces().await;
    let again = rep.post(&path(&deal), &plain("1", "3")).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.says("ほかの人が先に変更した"));
    for odd in [vec![("version", "2")], plain("2", "99"), plain("2", "x")] {
        assert_eq!(rep.post(&path(&deal), &odd).await.status, StatusCode::NOT_FOUND);
    }
    let follow_up = rep.post(&path(&deal), &plain("2", "4")).await;
    assert_eq!(follow_up.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(follow_up.says("先に受注にしてください"));
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn the_sheet_asks_for_just_what_is_missing(app: TestApp) {
    ask_for_much(&app).await;
    let deal = bare_deal(&app).await;
    let before = app.traces().await;
    let rep = app.browser(REP).await;
    let sheet = rep.clone().accepting(STREAM).post(&path(&deal), &plain("2", "2")).await;
    assert_eq!(sheet.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(sheet.says("<turbo-stream action=\"update\" target=\"dialog\">") && sheet.says("あと5つで進めます。"));
    assert!(!sheet.says("<turbo-frame") && !sheet.says("name=\"company\"") && !sheet.says("error-summary"));
    for name in [
        "fill.amount",
        "fill.decider",
        "fill.activity.2",
        "fill.check.4",
        "fill.next",
    ] {
        assert!(sheet.says(&format!("name=\"{name}\"")), "{name}");
    }
    // What a visit of today with the customer would be is there already; who may not override is not offered to.
    assert!(sheet.says("value=\"2026-11-23\"") && !sheet.says("override_reason"));
    let page = rep.post(&path(&deal), &plain("2", "2")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("<main class=\"page") && page.says("諏訪 剛"));
    let asked = rep
        .in_frame("dialog")
        .get(&format!("{}/new?phase_id=2", path(&deal)))
        .await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(asked.says("<turbo-frame id=\"dialog\">") && asked.says("fill.amount"));
    // Back, nothing is asked for.
    let missing = rep
        .accepting("application/json")
        .get(&format!("{}/new", path(&deal)))
        .await;
    assert_eq!(missing.status, StatusCode::OK);
    assert!(
        missing.says("{\"missing\":{\"2\":\"あと5つ：") && missing.says("\"3\":"),
        "{}",
        missing.body
    );
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn the_sheet_fills_in_and_moves_in_one_movement(app: TestApp) {
    ask_for_much(&app).await;
    let deal = bare_deal(&app).await;
    let rep = app.browser(REP).await.in_frame("dialog").accepting(STREAM);
    let moved = rep.post(&path(&deal), &filled("2")).await;
    assert_eq!(moved.status, StatusCode::OK, "{}", moved.body);
    let deal = app.read_deal(deal.id).await;
    assert_eq!((deal.phase_id, deal.amount), (PHASES[1], Some(1_200_000)));
    assert!(deal.next_due_at.is_some() && deal.last_customer_at.is_some());
    for (query, count) in [
        ("SELECT COUNT(*) FROM deal_contacts WHERE part = 'decides'", 1),
        ("SELECT COUNT(*) FROM deal_checks", 1),
        (
            "SELECT COUNT(*) FROM activities WHERE state = 'done' AND customer_took_part",
            1,
        ),
        ("SELECT COUNT(*) FROM activities WHERE state = 'planned'", 1),
        ("SELECT COUNT(*) FROM events WHERE kind = 'deal.moved'", 1),
    ] {
        assert_eq!(app.number(query).await, count, "{query}");
    }
    assert_eq!(super::disagreements(app.app.db().read()).await.unwrap(), []);
    // An undo takes the move back; what was filled in stays filled in.
    let undo = format!("/deals/{}/moves/undo", deal.id);
    let version = deal.version.to_string();
    assert_eq!(rep.post(&undo, &[("version", &version)]).await.status, StatusCode::OK);
    let back = app.read_deal(deal.id).await;
    assert_eq!((back.phase_id, back.amount), (PHASES[0], Some(1_200_000)));
    assert_eq!(super::disagreements(app.app.db().read()).await.unwrap(), []);
}

#[db_test]
async fn a_bad_value_in_the_sheet_leaves_nothing_half_written(app: TestApp) {
    ask_for_much(&app).await;
    let deal = bare_deal(&app).await;
    let before = app.traces().await;
    let rep = app.browser(REP).await;
    for (name, bad, message) in [
        ("fill.amount", "たくさん", "「たくさん」"),
        ("fill.decider", "99", "決裁者"),
        ("fill.next.on", "いつか", "「いつか」"),
        ("fill.activity.2.on", "2026-12-24", "「2026-12-24」"),
        ("fill.check.4", "", "「競合を確認した」がまだです"),
        ("fill.amount", "", "がまだです"),
    ] {
        let mut fields = filled("2");
        for field in &mut fields {
            if field.0 == name {
                field.1 = bad;
            }
        }
        let sheet = rep.post(&path(&deal), &fields).await;
        assert_eq!(sheet.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(
            sheet.says("error-summary") && sheet.says(message),
            "{name}: {}",
            sheet.body
        );
        // Everything else that was typed is still there.
        assert!(sheet.says("value=\"2026-11-20\"") || name == "fill.activity.2.on");
        assert_eq!(app.traces().await, before, "{name}");
        assert_eq!(app.number("SELECT COUNT(*) FROM deal_checks").await, 0);
    }
    // Somebody else was quicker: what was typed stays, and the version is the new one.
    let stale = rep.post(&path(&deal), &filled("1")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.says("name=\"version\" value=\"2\"") && stale.says("１２０万"));
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn an_override_needs_the_right_and_a_reason_and_is_recorded(app: TestApp) {
    ask_for_much(&app).await;
    let deal = bare_deal(&app).await;
    let before = app.traces().await;
    let mut fields = plain("2", "2");
    fields.extend([("sheet", "1"), ("override_reason", "年内に決めるため")]);
    let refused = app
        .browser(REP)
        .await
        .accepting(STREAM)
        .post(&path(&deal), &fields)
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(app.traces().await, before);
    let manager = app.browser(MANAGER).await.accepting(STREAM);
    let asked = manager.post(&path(&deal), &plain("2", "2")).await;
    assert!(asked.says("override_reason"));
    assert_eq!(manager.post(&path(&deal), &fields).await.status, StatusCode::OK);
    assert_eq!(app.read_deal(deal.id).await.phase_id, PHASES[1]);
    assert_eq!(
        app.number("SELECT COUNT(*) FROM events WHERE data LIKE '%年内に決めるため%'")
            .await,
        1
    );
}

#[db_test]
async fn a_company_and_a_product_are_filled_in_too(app: TestApp) {
    app.execute(Sql::new(
        "INSERT INTO criteria (phase_id, kind, field, position) VALUES (1, 'field', 'company', 1),
         (1, 'field', 'product', 2), (1, 'field', 'channel', 3), (1, 'field', 'expected_close_on', 4)",
    ))
    .await;
    let deal = app.deal(REP).await;
    app.execute(Sql::new("UPDATE deals SET company_id = NULL, expected_close_on = NULL"))
        .await;
    let mut fields = plain("1", "2");
    fields.extend([
        ("sheet", "1"),
        ("company", "㈱山田製作所"),
        ("fill.product", "1"),
        ("fill.quantity", "0"),
        ("fill.channel", "1"),
        ("fill.close", "12/25"),
    ]);
    let rep = app.browser(REP).await;
    let sheet = rep.post(&path(&deal), &fields).await;
    assert!(sheet.says("数量「0」を1以上の整数で入力してください"), "{}", sheet.body);
    fields[5].1 = "3";
    assert_eq!(rep.post(&path(&deal), &fields).await.status, StatusCode::SEE_OTHER);
    let deal = app.read_deal(deal.id).await;
    assert_eq!(
        (deal.company_id, deal.channel_id, deal.phase_id),
        (Some(COMPANY), Some(CHANNEL), PHASES[1])
    );
    assert_eq!(deal.expected_close_on.unwrap().to_string(), "2026-12-25");
    assert_eq!(
        app.number("SELECT unit_price * quantity FROM deal_products").await,
        3_600_000
    );
}
