//! Who takes part in a deal.

use axum::http::StatusCode;
use db::{Sql, db_test};

use super::{texts, value};
use crate::{
    deals::{self, DecisionPart},
    testing::*,
};

async fn contacts(app: &TestApp) {
    app.execute(Sql::new(
        "INSERT INTO companies (name, name_fold, search_fold, created_at, updated_at) VALUES ('別の会社', '別の会社', '', 0, 0)",
    ))
    .await;
    app.execute(Sql::new(
        "INSERT INTO contacts (company_id, name, search_fold, created_at, updated_at) VALUES
            (1, '諏訪 健一', '', 0, 0), (1, '小林 真理', '', 0, 0), (2, '別の 人', '', 0, 0)",
    ))
    .await;
}

#[db_test]
async fn contacts_have_their_part_and_members_are_ours(app: TestApp) {
    contacts(&app).await;
    let deal = app.deal(REP).await;
    let (browser, path) = (app.browser(REP).await, format!("/deals/{}/people", deal.id));
    let form = browser.get(&path).await;
    assert_eq!(texts(&form, "#contact_1 option"), ["選択", "小林 真理", "諏訪 健一"]);
    assert!(
        !texts(&form, ".choice").contains(&"佐藤 美咲".to_owned()),
        "the owner is a member anyway"
    );
    let fields = [
        ("version", "1"),
        ("contact", "2"),
        ("part", "champions"),
        ("contact", ""),
        ("part", "other"),
        ("contact", "1"),
        ("part", "decides"),
        ("member", "4"),
        ("member", "6"),
    ];
    assert_eq!(browser.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
    let now = deals::contacts_of(app.app.db().read(), deal.id).await.unwrap();
    let now: Vec<_> = now
        .iter()
        .map(|contact| (contact.name.as_str(), contact.part))
        .collect();
    assert_eq!(
        now,
        [
            ("諏訪 健一", DecisionPart::Decides),
            ("小林 真理", DecisionPart::Champions)
        ]
    );
    let members = deals::members_of(app.app.db().read(), deal.id).await.unwrap();
    assert_eq!(members.len(), 2);
    let once = app.traces().await;
    let mut again = fields;
    again[0] = ("version", "2");
    assert_eq!(browser.post(&path, &again).await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.traces().await, once, "the same again writes nothing");
}

#[db_test]
async fn who_is_not_offered_is_refused_without_a_trace(app: TestApp) {
    contacts(&app).await;
    let deal = app.deal(REP).await;
    let (browser, path) = (app.browser(REP).await, format!("/deals/{}/people", deal.id));
    let before = app.traces().await;
    for bad in [
        [("contact", "3"), ("part", "uses")],
        [("contact", "1"), ("part", "boss")],
        [("member", "5"), ("member", "5")],
        [("member", "3"), ("member", "99")],
    ] {
        let answer = browser.post(&path, &[("version", "1"), bad[0], bad[1]]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad:?}");
    }
    let twice = [
        ("version", "1"),
        ("contact", "1"),
        ("part", "uses"),
        ("contact", "1"),
        ("part", "decides"),
    ];
    let answer = browser.post(&path, &twice).await;
    assert!(answer.says("「諏訪 健一」が2回選ばれています。"));
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_row_is_added_and_removed_by_plain_buttons(app: TestApp) {
    contacts(&app).await;
    let deal = app.deal(REP).await;
    let (browser, path) = (app.browser(REP).await, format!("/deals/{}/people", deal.id));
    let before = app.traces().await;
    let typed = [
        ("version", "1"),
        ("contact", "1"),
        ("part", "decides"),
        ("member", "4"),
        ("add", "1"),
    ];
    let answer = browser.post(&path, &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(texts(&answer, ".rows__row").len(), 2);
    assert_eq!(texts(&answer, "#contact_1 option[selected]"), ["諏訪 健一"]);
    assert_eq!(texts(&answer, ".error-summary"), Vec::<String>::new());
    assert!(answer.says("value=\"4\" checked"));
    let two = [
        ("version", "1"),
        ("contact", "1"),
        ("part", "decides"),
        ("contact", "2"),
        ("part", "uses"),
        ("remove", "0"),
    ];
    let answer = browser.post(&path, &two).await;
    assert_eq!(texts(&answer, "#contact_1 option[selected]"), ["小林 真理"]);
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_stale_form_says_who_takes_part_now(app: TestApp) {
    contacts(&app).await;
    let deal = app.deal(REP).await;
    let path = format!("/deals/{}/people", deal.id);
    let theirs = [("version", "1"), ("contact", "1"), ("part", "decides")];
    app.browser(COLLEAGUE).await.post(&path, &theirs).await;
    let before = app.traces().await;
    let mine = [("version", "1"), ("contact", "2"), ("part", "uses")];
    let answer = app.browser(REP).await.post(&path, &mine).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.says("諏訪 健一（決裁者）"));
    assert_eq!(value(&answer, "version"), "2");
    assert_eq!(texts(&answer, "#contact_1 option[selected]"), ["小林 真理"]);
    assert_eq!(app.traces().await, before);
}
