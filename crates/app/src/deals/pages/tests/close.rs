//! Won, lost, on hold, reopened.

use axum::http::StatusCode;
use db::db_test;

use super::{STREAMS, texts, value};
use crate::{
    deals::{self, Change, Outcome},
    testing::*,
};

#[db_test]
async fn a_win_asks_for_its_day_amount_and_start(app: TestApp) {
    let deal = app.deal(REP).await;
    let (browser, path) = (app.browser(REP).await, format!("/deals/{}/win", deal.id));
    let form = browser.get(&path).await;
    assert_eq!(
        (value(&form, "won_on"), value(&form, "amount")),
        ("2026-11-22".into(), "1,000,000".into())
    );
    let before = app.traces().await;
    let bad = [
        ("version", "1"),
        ("won_on", "2026-11-23"),
        ("amount", ""),
        ("start_on", "まだ"),
    ];
    let answer = browser.post(&path, &bad).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        texts(&answer, ".error-summary li"),
        [
            "受注日「2026-11-23」はまだ来ていない日です。今日までの日付にしてください。",
            "契約金額を入力してください。",
            "利用開始日「まだ」を日付として読めません。例：1/22、来週金曜、月末",
        ]
    );
    assert_eq!(value(&answer, "start_on"), "まだ");
    assert_eq!(app.traces().await, before);
    let good = [
        ("version", "1"),
        ("won_on", "2026-11-20"),
        ("amount", "90万"),
        ("start_on", "2027-01-05"),
    ];
    let answer = browser.post(&path, &good).await;
    assert_eq!(
        (answer.status, answer.location),
        (StatusCode::SEE_OTHER, format!("/deals/{}", deal.id))
    );
    let after = app.read_deal(deal.id).await;
    assert_eq!(
        (after.outcome, after.amount, after.phase_id),
        (Outcome::Won, Some(900_000), PHASES[3])
    );
    assert_eq!(after.start_on.unwrap().to_string(), "2027-01-05");
    let once = app.traces().await;
    assert_eq!(
        browser.post(&path, &good).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "it is won already"
    );
    assert_eq!(app.traces().await, once);
}

#[db_test]
async fn a_win_of_a_deal_that_changed_meanwhile_asks_again(app: TestApp) {
    let deal = app.deal(REP).await;
    let mut tx = app.app.begin(&app.actor(COLLEAGUE).await).await.unwrap();
    let change = Change {
        amount: Some(Some(700_000)),
        ..Change::default()
    };
    deals::change(&mut tx, deal.id, None, change).await.unwrap();
    tx.commit().await.unwrap();
    let before = app.traces().await;
    let fields = [
        ("version", "1"),
        ("won_on", "2026-11-20"),
        ("amount", "900000"),
        ("start_on", "2027-01-05"),
    ];
    let answer = app
        .browser(REP)
        .await
        .post(&format!("/deals/{}/win", deal.id), &fields)
        .await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert_eq!(texts(&answer, ".conflict"), ["ほかの人が変えました： ¥700,000"]);
    assert_eq!(
        (value(&answer, "amount"), value(&answer, "version")),
        ("900000".into(), "2".into())
    );
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_loss_keeps_the_customers_words_apart_from_our_guess(app: TestApp) {
    let deal = app.deal(REP).await;
    let (browser, path) = (app.browser(REP).await, format!("/deals/{}/lose", deal.id));
    assert_eq!(browser.get(&path).await.status, StatusCode::OK);
    let before = app.traces().await;
    let bad = [
        ("version", "1"),
        ("reason", ""),
        ("competitor", "9"),
        ("come_back_on", "2026-11-22"),
        ("our_guess", "価格か"),
    ];
    let answer = browser.post(&path, &bad).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(texts(&answer, ".error-summary li").len(), 3);
    assert_eq!(texts(&answer, "#our_guess"), ["価格か"]);
    let stale = [("version", "5"), ("reason", "1")];
    assert_eq!(browser.post(&path, &stale).await.status, StatusCode::CONFLICT);
    assert_eq!(app.traces().await, before);
    let good = [
        ("version", "1"),
        ("reason", "1"),
        ("competitor", "1"),
        ("customer_words", "高い"),
        ("our_guess", "関係が浅かった"),
        ("come_back_on", "2027-04-01"),
    ];
    assert_eq!(browser.post(&path, &good).await.status, StatusCode::SEE_OTHER);
    let after = app.read_deal(deal.id).await;
    assert_eq!((after.outcome, after.phase_id), (Outcome::Lost, PHASES[0]));
    assert_eq!(
        (after.loss_customer_words.as_str(), after.loss_our_guess.as_str()),
        ("高い", "関係が浅かった")
    );
    let page = browser.get(&format!("/deals/{}", deal.id)).await;
    assert_eq!(
        texts(&page, ".next-action__what"),
        [
            "他社に決定（競合A）",
            "お客様の言葉：高い",
            "私たちの見立て：関係が浅かった",
            "また連絡する日：2027/4/1（木）"
        ]
    );
}

#[db_test]
async fn a_hold_needs_a_day_ahead_and_reopening_is_recorded(app: TestApp) {
    let deal = app.deal(REP).await;
    let (browser, path) = (app.browser(REP).await, format!("/deals/{}", deal.id));
    assert_eq!(browser.get(&format!("{path}/hold")).await.status, StatusCode::OK);
    let before = app.traces().await;
    let today = browser
        .post(&format!("{path}/hold"), &[("version", "1"), ("until", "今日")])
        .await;
    assert_eq!(today.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.traces().await, before);
    let answer = browser
        .post(&format!("{path}/hold"), &[("version", "1"), ("until", "来月末")])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let held = app.read_deal(deal.id).await;
    assert_eq!(
        (held.outcome, held.hold_until.unwrap().to_string()),
        (Outcome::OnHold, "2026-12-31".into())
    );
    let stale = browser.post(&format!("{path}/reopen"), &[("version", "1")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let answer = browser.post(&format!("{path}/reopen"), &[("version", "2")]).await;
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (StatusCode::SEE_OTHER, path.as_str())
    );
    assert_eq!(app.read_deal(deal.id).await.outcome, Outcome::Open);
    let again = browser.post(&format!("{path}/reopen"), &[("version", "3")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        app.number("SELECT COUNT(*) FROM events WHERE kind = 'deal.resumed'")
            .await,
        1
    );
}

#[db_test]
async fn from_a_dialog_only_what_changed_is_drawn_again(app: TestApp) {
    let deal = app.deal(REP).await;
    let browser = app.browser(REP).await.in_frame("dialog").accepting(STREAMS);
    let form = browser.get(&format!("/deals/{}/win", deal.id)).await;
    assert!(form.body.trim_start().starts_with("<turbo-frame id=\"dialog\""));
    let fields = [
        ("version", "1"),
        ("won_on", "2026-11-20"),
        ("amount", "900000"),
        ("start_on", "2027-01-05"),
    ];
    let answer = browser.post(&format!("/deals/{}/win", deal.id), &fields).await;
    assert_eq!(answer.status, StatusCode::OK);
    let frames = format!("#deal_{},#totals,#column_{},#column_{}", deal.id, PHASES[0], PHASES[3]);
    assert!(answer.says(&frames), "{}", answer.body);
    assert!(answer.says(&format!("/deals/{}/moves/undo", deal.id)));
}

#[db_test]
async fn an_undone_win_gives_the_amount_back(app: TestApp) {
    let deal = app.deal(REP).await;
    let fields = [
        ("version", "1"),
        ("won_on", "2026-11-20"),
        ("amount", "900000"),
        ("start_on", "2027-01-05"),
    ];
    app.browser(REP)
        .await
        .post(&format!("/deals/{}/win", deal.id), &fields)
        .await;
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    deals::undo_move(&mut tx, deal.id, 2).await.unwrap();
    tx.commit().await.unwrap();
    let back = app.read_deal(deal.id).await;
    assert_eq!(
        (back.outcome, back.amount, back.phase_id),
        (Outcome::Open, Some(1_000_000), PHASES[0])
    );
    assert_eq!(deals::disagreements(app.app.db().read()).await.unwrap(), []);
}

#[db_test]
async fn reopening_cannot_be_undone_since_it_forgot_how_it_ended(app: TestApp) {
    let deal = app.deal(REP).await;
    let browser = app.browser(REP).await;
    browser
        .post(
            &format!("/deals/{}/lose", deal.id),
            &[("version", "1"), ("reason", "1")],
        )
        .await;
    browser
        .post(&format!("/deals/{}/reopen", deal.id), &[("version", "2")])
        .await;
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    let undone = deals::undo_move(&mut tx, deal.id, 3).await;
    assert!(matches!(undone, Err(crate::error::Error::Stale)));
}
