//! Questionnaires of leads and hearing questions as targets; what waits, and the file of answers; on both databases.

use axum::http::StatusCode;
use db::db_test;

use super::{
    proposal_tests::decide_at,
    public_tests::{field, send},
    settings_tests::questionnaire,
};
use crate::{
    hearing::{self, LineFacts, NewSheet},
    ids::{DealId, LeadId, PhaseId, QuestionId},
    leads,
    questions::{Answer, Asks},
    testing::*,
};

async fn lead(app: &TestApp, user: crate::ids::UserId) -> LeadId {
    let mut tx = app.app.begin(&app.actor(user).await).await.unwrap();
    let facts = leads::Facts {
        owner: Some(user),
        company: "ナガノ精密工業".into(),
        contact: "諏訪 健一".into(),
        phone: "0266-00-1111".into(),
        ..leads::Facts::default()
    };
    let lead = leads::create(&mut tx, facts, None).await.unwrap();
    tx.commit().await.unwrap();
    lead.id
}

/// A link about a lead with these questions, answered.
async fn answered(app: &TestApp, questions: &[(&str, &str, &str)], answers: &[&str]) -> LeadId {
    let lead = lead(app, REP).await;
    let id = questionnaire(app, questions).await.to_string();
    let path = format!("/leads/{lead}/questionnaires");
    let browser = app.browser(REP).await;
    let made = browser
        .post(&path, &[("questionnaire", id.as_str()), ("days", "14")])
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let (_, rest) = made.body.split_once("/q/").expect("the link is shown");
    let mut fields = Vec::new();
    for (place, answer) in answers.iter().enumerate() {
        let from_last = i64::try_from(answers.len() - 1 - place).unwrap();
        fields.push((field(app, from_last).await, *answer));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let sent = send(app, &format!("/q/{}", &rest[..64]), &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    lead
}

const PHONE_AND_NEED: &[(&str, &str, &str)] = &[
    ("お電話番号は？", "text", "contact.phone"),
    ("困りごとは？", "text", "item:3"),
];

#[db_test]
async fn a_lead_takes_what_it_has_and_the_rest_waits_for_the_deal(app: TestApp) {
    let lead = answered(&app, PHONE_AND_NEED, &["0266-99-9999", "属人化"]).await;
    let browser = app.browser(REP).await;
    let page = browser.get(&format!("/leads/{lead}")).await;
    assert!(
        page.says("1件が確認を待っています") && page.says("に回答"),
        "{}",
        page.body
    );
    let here = format!("/leads/{lead}/questionnaires");
    let proposals = browser.get(&here).await;
    assert!(
        proposals.says("いまは0266-00-1111") && proposals.says("案件化すると取り入れられます"),
        "{}",
        proposals.body
    );
    let need = app.number("SELECT MAX(id) FROM questionnaire_answers").await;
    assert_eq!(decide_at(&app, &here, need - 1, "taken").await, StatusCode::SEE_OTHER);
    assert_eq!(
        app.number("SELECT COUNT(*) FROM leads WHERE phone = '0266-99-9999'")
            .await,
        1
    );
    let deal = converted(&app, lead).await;
    let moved = browser.get(&here).await;
    assert_eq!(
        (moved.status, moved.location),
        (StatusCode::SEE_OTHER, format!("/deals/{deal}/questionnaires"))
    );
    let there = format!("/deals/{deal}/questionnaires");
    let proposals = browser.get(&there).await;
    assert!(
        proposals.says("属人化") && proposals.says("諏訪 健一"),
        "{}",
        proposals.body
    );
    assert_eq!(decide_at(&app, &there, need, "taken").await, StatusCode::SEE_OTHER);
    let fact = crate::qualification::newest(app.app.db().read(), deal, ITEMS[2]);
    let fact = fact.await.unwrap().unwrap();
    assert_eq!(fact.teller.as_deref(), Some("諏訪 健一"));
}

/// Makes a deal of a lead as its page does.
pub(super) async fn converted(app: &TestApp, lead: LeadId) -> DealId {
    let version = format!("SELECT version FROM leads WHERE id = {lead}");
    let version = app.number(&version).await.to_string();
    let fields = [
        ("version", version.as_str()),
        ("company", "new"),
        ("company_name", "ナガノ精密工業"),
        ("contact", "new"),
        ("title", "原価管理"),
        ("phase", "1"),
        ("owner", "3"),
    ];
    let browser = app.browser(REP).await;
    let done = browser.post(&format!("/leads/{lead}/conversion"), &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    DealId(app.number("SELECT MAX(id) FROM deals").await)
}

#[db_test]
async fn what_a_lead_says_stays_beside_the_answer(app: TestApp) {
    let lead = answered(&app, &[("お電話番号は？", "text", "contact.phone")], &["0266-99-9999"]).await;
    let id = app.number("SELECT MAX(id) FROM questionnaire_answers").await;
    let here = format!("/leads/{lead}/questionnaires");
    assert_eq!(decide_at(&app, &here, id, "both").await, StatusCode::SEE_OTHER);
    let page = app.browser(REP).await.get(&format!("/leads/{lead}")).await;
    assert!(page.says("0266-00-1111") && page.says("0266-99-9999"), "{}", page.body);
}

#[db_test]
async fn a_link_of_a_deleted_lead_tells_nothing(app: TestApp) {
    let lead = lead(&app, REP).await;
    let id = questionnaire(&app, &[("困りごとは？", "text", "none")])
        .await
        .to_string();
    let browser = app.browser(REP).await;
    let fields = [("questionnaire", id.as_str()), ("days", "14")];
    let made = browser.post(&format!("/leads/{lead}/questionnaires"), &fields).await;
    let (_, rest) = made.body.split_once("/q/").unwrap();
    let path = format!("/q/{}", &rest[..64]);
    assert_eq!(app.guest().get(&path).await.status, StatusCode::OK);
    browser
        .post(&format!("/leads/{lead}/delete"), &[("version", "1")])
        .await;
    assert_eq!(app.guest().get(&path).await.status, StatusCode::NOT_FOUND);
}

/// A question of a hearing sheet of the first phase.
async fn asked_in_hearing(app: &TestApp, asks: Asks) -> QuestionId {
    let mut tx = app.app.begin(&app.actor(ADMIN).await).await.unwrap();
    let line = LineFacts {
        text: "導入の時期".into(),
        help: String::new(),
        required: false,
        asks: Some(asks),
    };
    let sheet = NewSheet {
        phase: PhaseId(1),
        name: "ヒアリングシート".into(),
        lines: vec![line],
    };
    let id = hearing::add_sheet(&mut tx, &sheet).await.unwrap();
    tx.commit().await.unwrap();
    hearing::lines_of(app.app.db().read(), &[id]).await.unwrap()[0].id
}

fn choices() -> Asks {
    let choices = ["すぐに", "来年度", "未定"];
    Asks::Choice {
        choices: choices.map(str::to_owned).to_vec(),
    }
}

#[db_test]
async fn an_answer_fills_a_question_of_a_hearing_sheet_with_its_source(app: TestApp) {
    let question = asked_in_hearing(&app, choices()).await;
    let target = format!("hearing:{question}");
    let lead = answered(&app, &[("いつからですか", "choice", &target)], &["来年度"]).await;
    let deal = converted(&app, lead).await;
    let path = format!("/deals/{deal}/questionnaires");
    let id = app.number("SELECT MAX(id) FROM questionnaire_answers").await;
    assert!(app.browser(REP).await.get(&path).await.says("導入の時期：いまは未入力"));
    assert_eq!(decide_at(&app, &path, id, "taken").await, StatusCode::SEE_OTHER);
    let row = hearing::current(app.app.db().read(), deal, question).await;
    let row = row.unwrap().unwrap();
    assert_eq!(row.answer, Answer::Choice("来年度".into()));
    assert_eq!(row.source, hearing::Source::Questionnaire);
    assert_eq!(row.contact.map(|(_, name)| name).as_deref(), Some("諏訪 健一"));
}

#[db_test]
async fn both_answers_to_a_hearing_question_stand_below_each_other(app: TestApp) {
    let question = asked_in_hearing(&app, Asks::Text).await;
    let target = format!("hearing:{question}");
    let lead = answered(&app, &[("いつからですか", "text", &target)], &["春から"]).await;
    let deal = converted(&app, lead).await;
    let name = format!("q{question}");
    let path = format!("/deals/{deal}/hearing/{question}");
    let heard = app.browser(COLLEAGUE).await;
    let heard = heard.post(&path, &[(name.as_str(), "秋から"), ("version", "0")]).await;
    assert_eq!(heard.status, StatusCode::SEE_OTHER, "{}", heard.body);
    let id = app.number("SELECT MAX(id) FROM questionnaire_answers").await;
    let path = format!("/deals/{deal}/questionnaires");
    assert_eq!(decide_at(&app, &path, id, "both").await, StatusCode::SEE_OTHER);
    let row = hearing::current(app.app.db().read(), deal, question).await;
    assert_eq!(row.unwrap().unwrap().answer, Answer::Text("秋から\n春から".into()));
    assert_eq!(app.number("SELECT COUNT(*) FROM hearing_answers").await, 2);
}

#[db_test]
async fn a_question_that_cannot_fill_its_target_is_refused_with_what_can(app: TestApp) {
    let question = asked_in_hearing(&app, choices()).await;
    let hearing = format!("hearing:{question}");
    let id = questionnaire(&app, &[]).await;
    let browser = app.browser(ADMIN).await;
    let before = app.traces().await;
    for (kind, choices, target, says) in [
        ("text", "", "company.employees", "「取引先の従業員数」には"),
        ("several", "高い\n安い", "item:1", "「予算」には"),
        ("scale", "", "interest", "「関心度」には"),
        (
            "choice",
            "比較検討中\nまだ何とも",
            "interest",
            "ない選択肢があります：まだ何とも",
        ),
        ("date", "", hearing.as_str(), "「導入の時期」には"),
        (
            "choice",
            "すぐに\n再来年",
            hearing.as_str(),
            "ない選択肢があります：再来年",
        ),
    ] {
        let fields = [
            ("text", "質問"),
            ("kind", kind),
            ("choices", choices),
            ("from", "1"),
            ("to", "5"),
            ("target", target),
        ];
        let refused = browser
            .post(&format!("/settings/questionnaires/{id}/questions"), &fields)
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{kind} {target}");
        assert!(refused.says(says), "{says}: {}", refused.body);
    }
    assert_eq!(app.traces().await, before);
    assert_eq!(app.number("SELECT COUNT(*) FROM questionnaire_questions").await, 0);
}

#[db_test]
async fn what_waits_is_counted_where_people_work(app: TestApp) {
    let lead = answered(&app, PHONE_AND_NEED, &["0266-99-9999", "=1+1"]).await;
    let browser = app.browser(REP).await;
    let today = browser.get("/activities").await;
    assert!(
        today.says("1件が確認を待っています") && today.says("href=\"/questionnaires\""),
        "{}",
        today.body
    );
    let list = browser.get("/questionnaires").await;
    let link = format!("href=\"/leads/{lead}/questionnaires\"");
    assert!(list.says(&link) && list.says("ナガノ精密工業"), "{}", list.body);
    let other = app.browser(COLLEAGUE).await;
    assert!(!other.get("/activities").await.says("確認を待っています"));
    assert!(!other.get("/questionnaires").await.says(&link));
    assert!(other.get("/questionnaires?whose=all").await.says(&link));
    let stranger = app.browser(STRANGER).await;
    app.reps_see(crate::workspace::RepSees::Own).await;
    assert!(!stranger.get("/questionnaires?whose=all").await.says(&link));
    let file = stranger.get("/questionnaires.csv").await;
    assert!(!file.says("ナガノ"), "{}", file.body);
    let file = browser.get("/questionnaires.csv").await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.says("0266-99-9999") && file.says("回答者の電話"), "{}", file.body);
    // What a spreadsheet would compute is text.
    assert!(file.says("'=1+1"), "{}", file.body);
}

#[db_test]
async fn a_contact_can_be_sent_a_questionnaire_about_a_deal(app: TestApp) {
    let deal = app.deal(REP).await.id;
    app.execute(db::Sql::new(
        "INSERT INTO contacts (company_id, name, search_fold, created_at, updated_at) VALUES (1, '諏訪 健一', '', 0, 0)",
    ))
    .await;
    let contact = app.number("SELECT MAX(id) FROM contacts").await;
    let sql = format!("INSERT INTO deal_contacts (deal_id, contact_id, part) VALUES ({deal}, {contact}, 'other')");
    app.execute(db::Sql::new(&sql)).await;
    let browser = app.browser(REP).await;
    let path = format!("/contacts/{contact}");
    assert!(!browser.get(&path).await.says("アンケートを送る"));
    questionnaire(&app, &[("困りごとは？", "text", "none")]).await;
    let ask = format!("/deals/{deal}/questionnaires/new?contact={contact}");
    let page = browser.get(&path).await;
    assert!(page.says(&ask), "{}", page.body);
    let form = browser.get(&ask).await;
    assert!(form.says(&format!("value=\"{contact}\" selected")), "{}", form.body);
}
