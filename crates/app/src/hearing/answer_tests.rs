//! Answers: given, corrected, kept beside another, withdrawn; the page of a deal's hearing; who may.

use axum::http::StatusCode;
use db::{Sql, db_test};

use super::*;
use crate::{
    deals::Deal,
    error::Error,
    ids::*,
    questions::{Answer, Asks},
    testing::*,
    workspace::RepSees,
};

/// A sheet of a phase with these lines.
pub(super) async fn sheet_of(app: &TestApp, phase: i64, lines: &[LineFacts]) -> HearingSheetId {
    let mut tx = app.app.begin(&app.actor(ADMIN).await).await.unwrap();
    let new = NewSheet {
        phase: PhaseId(phase),
        name: "ヒアリングシート".into(),
        lines: lines.to_vec(),
    };
    let id = add_sheet(&mut tx, &new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

pub(super) fn facts(text: &str, required: bool, asks: Asks) -> LineFacts {
    LineFacts {
        text: text.into(),
        help: String::new(),
        required,
        asks: Some(asks),
    }
}

/// 「困っていること」 of the first phase.
pub(crate) async fn text_question(app: &TestApp, required: bool) -> QuestionId {
    let sheet = sheet_of(app, 1, &[facts("困っていること", required, Asks::Text)]).await;
    lines_of(app.app.db().read(), &[sheet]).await.unwrap()[0].id
}

pub(super) fn given(answer: Answer) -> Given {
    Given {
        answer: Some(answer),
        source: Source::Heard,
        contact: None,
        heard_on: TODAY,
    }
}

/// Answers with what is there now before one's eyes.
pub(crate) async fn say(app: &TestApp, user: UserId, deal: DealId, question: QuestionId, text: &str) -> Kept {
    let seen = seen(app, deal, question).await;
    let mut tx = app.app.begin(&app.actor(user).await).await.unwrap();
    let kept = give(
        &mut tx,
        deal,
        question,
        Seen::parse(&seen),
        given(Answer::Text(text.into())),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    kept
}

/// The current answer as a form knows it.
pub(super) async fn seen(app: &TestApp, deal: DealId, question: QuestionId) -> String {
    let of = format!("FROM hearing_answers WHERE is_current AND deal_id = {deal} AND question_id = {question}");
    let id = app.number(&format!("SELECT COALESCE(MAX(id), 0) {of}")).await;
    let version = app.number(&format!("SELECT COALESCE(MAX(version), 0) {of}")).await;
    if id == 0 { "0".into() } else { format!("{id}.{version}") }
}

fn path(deal: &Deal, question: QuestionId) -> String {
    format!("/deals/{}/hearing/{question}", deal.id)
}

#[db_test]
async fn an_answer_is_kept_with_source_contact_and_day(app: TestApp) {
    let (question, deal) = (text_question(&app, false).await, app.deal(REP).await);
    app.execute(Sql::new(
        "INSERT INTO contacts (company_id, name, search_fold, created_at, updated_at) VALUES (1, '田中 部長', '', 0, 0)",
    ))
    .await;
    let browser = app.browser(REP).await;
    let page = browser.get(&format!("/deals/{}/hearing", deal.id)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.says("困っていること") && page.says("未聴取1問") && page.says("田中 部長"),
        "{}",
        page.body
    );
    let form = [
        ("q1", "月末の棚卸しに3日かかる"),
        ("source", "press"),
        ("contact", "1"),
        ("heard_on", "11/20"),
        ("version", "0"),
    ];
    let saved = browser.post(&path(&deal, question), &form).await;
    assert_eq!(
        (saved.status, saved.location),
        (
            StatusCode::SEE_OTHER,
            format!("/deals/{}/hearing#question_{question}", deal.id)
        )
    );
    let page = browser.get(&format!("/deals/{}/hearing", deal.id)).await;
    for said in [
        "月末の棚卸しに3日かかる",
        "プレスリリース",
        "田中 部長より",
        "11/20",
        "1問中1問を聴取済み",
    ] {
        assert!(page.says(said), "{said}: {}", page.body);
    }
    assert!(!page.says("未聴取1問"));
    let page = browser.get(&format!("/deals/{}", deal.id)).await;
    assert!(
        page.says("ヒアリング「困っていること」：") && page.says("月末の棚卸しに3日かかる"),
        "{}",
        page.body
    );
}

#[db_test]
async fn several_answers_over_time_are_kept_and_typing_on_is_one_answer(app: TestApp) {
    let (question, deal) = (text_question(&app, false).await, app.deal(REP).await);
    assert!(matches!(
        say(&app, REP, deal.id, question, "在庫").await,
        Kept::Added(_)
    ));
    assert!(matches!(
        say(&app, REP, deal.id, question, "在庫が合わ").await,
        Kept::Corrected(_)
    ));
    assert!(matches!(
        say(&app, REP, deal.id, question, "在庫が合わない").await,
        Kept::Corrected(_)
    ));
    assert_eq!(
        say(&app, REP, deal.id, question, "在庫が合わない").await,
        Kept::Unchanged
    );
    assert_eq!(app.number("SELECT COUNT(*) FROM hearing_answers").await, 1);
    // Somebody else's answer, and one's own of another day, are answers of their own.
    assert!(matches!(
        say(&app, COLLEAGUE, deal.id, question, "人手").await,
        Kept::Added(_)
    ));
    app.app.clock().advance(31 * 60_000);
    assert!(matches!(
        say(&app, COLLEAGUE, deal.id, question, "人手と在庫").await,
        Kept::Added(_)
    ));
    assert_eq!(app.number("SELECT COUNT(*) FROM hearing_answers").await, 3);
    assert_eq!(
        app.number("SELECT COUNT(*) FROM hearing_answers WHERE is_current")
            .await,
        1
    );
    let page = app.browser(REP).await.get(&format!("/deals/{}/hearing", deal.id)).await;
    assert!(
        page.says("これまでの回答2件") && page.says("在庫が合わない"),
        "{}",
        page.body
    );
}

#[db_test]
async fn of_two_answers_at_once_both_are_kept_until_somebody_decides(app: TestApp) {
    let (question, deal) = (text_question(&app, false).await, app.deal(REP).await);
    let (rep, colleague) = (app.browser(REP).await, app.browser(COLLEAGUE).await);
    let path = path(&deal, question);
    rep.post(&path, &[("q1", "在庫"), ("version", "0")]).await;
    let second = colleague.post(&path, &[("q1", "人手"), ("version", "0")]).await;
    assert_eq!(second.status, StatusCode::SEE_OTHER);
    let page = rep.get(&format!("/deals/{}/hearing", deal.id)).await;
    assert!(page.says("ほかの人が同時に回答しました"), "{}", page.body);
    assert!(
        page.says("「在庫」にする") && page.says("「人手」のままにする"),
        "{}",
        page.body
    );
    let kept = rep.post("/hearing/answers/1/keep", &[]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    let page = rep.get(&format!("/deals/{}/hearing", deal.id)).await;
    assert!(!page.says("ほかの人が同時に回答しました") && page.says("これまでの回答1件"));
    assert_eq!(app.number("SELECT id FROM hearing_answers WHERE is_current").await, 1);
    // It is decided; a second click decides nothing more.
    let before = app.traces().await;
    assert_eq!(
        rep.post("/hearing/answers/2/keep", &[]).await.status,
        StatusCode::CONFLICT
    );
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn an_answer_is_withdrawn_only_by_who_saw_it(app: TestApp) {
    let (question, deal) = (text_question(&app, false).await, app.deal(REP).await);
    say(&app, REP, deal.id, question, "在庫").await;
    let browser = app.browser(COLLEAGUE).await;
    let before = app.traces().await;
    let stale = browser
        .post(&path(&deal, question), &[("q1", ""), ("version", "0")])
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(app.traces().await, before);
    let seen = seen(&app, deal.id, question).await;
    browser
        .post(&path(&deal, question), &[("q1", ""), ("version", &seen)])
        .await;
    assert_eq!(
        app.number("SELECT COUNT(*) FROM hearing_answers WHERE is_current")
            .await,
        0
    );
    let page = browser.get(&format!("/deals/{}/hearing", deal.id)).await;
    assert!(page.says("未聴取1問") && page.says("<s>在庫</s>"), "{}", page.body);
}

#[db_test]
async fn the_same_form_sent_twice_is_one_answer(app: TestApp) {
    let (question, deal) = (text_question(&app, false).await, app.deal(REP).await);
    let browser = app.browser(REP).await;
    for _ in 0..2 {
        browser
            .post(&path(&deal, question), &[("q1", "在庫"), ("version", "0")])
            .await;
    }
    assert_eq!(app.number("SELECT COUNT(*) FROM hearing_answers").await, 1);
    assert_eq!(
        app.number("SELECT COUNT(*) FROM events WHERE kind = 'hearing.answered'")
            .await,
        1
    );
}

#[db_test]
async fn bad_input_is_told_and_what_was_typed_stays(app: TestApp) {
    sheet_of(&app, 1, &[facts("利用人数", false, Asks::Number { unit: "名".into() })]).await;
    let deal = app.deal(REP).await;
    let browser = app.browser(REP).await;
    let before = app.traces().await;
    let path = path(&deal, QuestionId(1));
    let wrong = browser
        .post(
            &path,
            &[("q1", "たくさん"), ("heard_on", "2030-01-01"), ("version", "0")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for says in [
        "「利用人数」の答え「たくさん」を数字で",
        "聞いた日「2030-01-01」",
        "value=\"たくさん\"",
    ] {
        assert!(wrong.says(says), "{says}: {}", wrong.body);
    }
    let streamed = browser.clone().accepting("text/vnd.turbo-stream.html");
    let wrong = streamed.post(&path, &[("q1", "たくさん"), ("version", "0")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.says("target=\"question_1_problem\"") && wrong.says("「たくさん」"),
        "{}",
        wrong.body
    );
    let foreign = browser
        .post(&path, &[("q1", "3"), ("contact", "99"), ("version", "0")])
        .await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    assert_eq!(app.traces().await, before);
    let good = streamed.post(&path, &[("q1", "30"), ("version", "0")]).await;
    assert_eq!(good.status, StatusCode::OK);
    assert!(good.says(&format!("#deal_{}", deal.id)), "{}", good.body);
}

#[db_test]
async fn viewers_read_and_strangers_find_nothing(app: TestApp) {
    let (question, deal) = (text_question(&app, false).await, app.deal(REP).await);
    say(&app, REP, deal.id, question, "極秘の課題").await;
    app.reps_see(RepSees::Team).await;
    let show = format!("/deals/{}/hearing", deal.id);
    let before = app.traces().await;
    let viewer = app.browser(VIEWER).await;
    let page = viewer.get(&show).await;
    assert!(
        page.status == StatusCode::OK && page.says("極秘の課題") && !page.says("<textarea"),
        "{}",
        page.body
    );
    let form = [("q1", "x"), ("version", "0")];
    assert_eq!(
        viewer.post(&path(&deal, question), &form).await.status,
        StatusCode::FORBIDDEN
    );
    let stranger = app.browser(STRANGER).await;
    assert_eq!(stranger.get(&show).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        stranger.post(&path(&deal, question), &form).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(app.guest().get(&show).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        app.guest().post(&path(&deal, question), &form).await.status,
        StatusCode::UNAUTHORIZED
    );
    let mut tx = app.app.begin(&app.actor(VIEWER).await).await.unwrap();
    let refused = give(
        &mut tx,
        deal.id,
        question,
        Seen::default(),
        given(Answer::Text("x".into())),
    )
    .await;
    assert!(matches!(refused, Err(Error::Forbidden)));
    drop(tx);
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn what_a_contact_said_stands_in_their_history(app: TestApp) {
    let (question, deal) = (text_question(&app, false).await, app.deal(REP).await);
    let browser = app.browser(REP).await;
    browser
        .post("/contacts", &[("company", "1"), ("name", "諏訪 健一")])
        .await;
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    let said = Given {
        contact: Some(ContactId(1)),
        ..given(Answer::Text("棚卸しに3日".into()))
    };
    give(&mut tx, deal.id, question, Seen::parse("0"), said).await.unwrap();
    tx.commit().await.unwrap();
    for path in ["/contacts/1", "/companies/1"] {
        let page = browser.get(path).await;
        assert!(
            page.says("諏訪 健一さんの回答「困っていること」：棚卸しに3日"),
            "{}",
            page.body
        );
    }
    app.reps_see(RepSees::Own).await;
    assert!(
        !app.browser(STRANGER)
            .await
            .get("/companies/1")
            .await
            .says("棚卸しに3日")
    );
}
