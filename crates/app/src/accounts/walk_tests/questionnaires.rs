//! Questionnaires, their links and answers, for the walk.

use super::{
    SECRET,
    made::{deal, insert},
};
use crate::{ids::UserId, testing::*};

pub(super) async fn questionnaire(app: &TestApp, retired_at: &str) -> i64 {
    let number = app.number("SELECT COALESCE(MAX(id), 0) FROM questionnaires").await;
    let values = format!("VALUES ('ご確認 {number}', '営業担当が受け取ります', 'secret', 1, {retired_at})");
    insert(
        app,
        "questionnaires (name, receiver, secret, position, retired_at)",
        &values,
    )
    .await
}

pub(super) async fn questionnaire_question(app: &TestApp, retired_at: &str) -> i64 {
    let of = questionnaire(app, "NULL").await;
    let values = format!(r#"VALUES ({of}, '{SECRET}の時期', '{{"kind":"text"}}', 'interest', 1, {retired_at})"#);
    let columns = "questionnaire_questions (questionnaire_id, text, asks, target, position, retired_at)";
    insert(app, columns, &values).await
}

/// Made as a page would, so that its edition says what the questionnaire says.
pub(super) async fn questionnaire_link(app: &TestApp, owner: UserId) -> i64 {
    questionnaire_question(app, "NULL").await;
    let deal = deal(app, owner).await;
    let of = app.number("SELECT MAX(id) FROM questionnaires").await.to_string();
    let path = format!("/deals/{deal}/questionnaires");
    let form = [("questionnaire", of.as_str()), ("days", "14")];
    app.browser(owner).await.post(&path, &form).await;
    app.number("SELECT MAX(id) FROM questionnaire_links").await
}

pub(super) async fn questionnaire_answer(app: &TestApp, owner: UserId) -> i64 {
    let link = questionnaire_link(app, owner).await;
    let values =
        format!("SELECT l.edition_id, l.id, l.deal_id, 'ja', 0 FROM questionnaire_links l WHERE l.id = {link}");
    let columns = "questionnaire_responses (edition_id, link_id, deal_id, locale, at)";
    let response = insert(app, columns, &values).await;
    let question = app.number("SELECT MAX(id) FROM questionnaire_questions").await;
    let values = format!("VALUES ({response}, {question}, 'interest', '{SECRET}')");
    let columns = "questionnaire_answers (response_id, question_id, target, value_text)";
    insert(app, columns, &values).await
}

pub(super) async fn questionnaire_for_leads(app: &TestApp) -> i64 {
    let of = questionnaire(app, "NULL").await;
    for target in ["company.name", "contact.email"] {
        let values = format!(r#"VALUES ({of}, '{target}', '{{"kind":"text"}}', '{target}', TRUE, 1)"#);
        let columns = "questionnaire_questions (questionnaire_id, text, asks, target, required, position)";
        insert(app, columns, &values).await;
    }
    of
}

pub(super) async fn published_questionnaire(app: &TestApp) -> i64 {
    let of = questionnaire_for_leads(app).await;
    let path = format!("/settings/questionnaires/{of}/form");
    app.browser(ADMIN)
        .await
        .post(&path, &[("kind", "1"), ("version", "0")])
        .await;
    of
}
