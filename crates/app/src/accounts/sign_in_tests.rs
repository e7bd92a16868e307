//! Signing in and out, links, and one's own settings.

use db::db_test;

use super::{
    links::{self, Purpose},
    passwords, people, sessions,
};
use crate::{ids::UserId, testing::*};

const PASSWORD: &str = "窓の外は一日中ずっと雨でした";
const OTHER: &str = "三つの椅子と青い傘と古い地図";

async fn give_password(app: &TestApp, user: UserId) {
    let hash = passwords::hash(PASSWORD).await.unwrap();
    let mut tx = app.app.begin(&app.app.system().await.unwrap()).await.unwrap();
    people::set_password(&mut tx, user, &hash).await.unwrap();
    tx.commit().await.unwrap();
}

async fn link(app: &TestApp, purpose: Purpose, user: UserId) -> String {
    let transaction = app.app.db().begin().await.unwrap();
    let link = links::make(&transaction, purpose, Some(user), None, app.app.now())
        .await
        .unwrap();
    transaction.commit().await.unwrap();
    link.url("")
}

fn session(answer: &Answer) -> Option<&String> {
    answer
        .cookies
        .iter()
        .find(|cookie| cookie.starts_with("session=") && !cookie.starts_with("session=;"))
}

#[db_test]
async fn the_right_password_leads_where_one_wanted_to_go(app: TestApp) {
    give_password(&app, REP).await;
    let form = [
        ("email", " REP@example.jp "),
        ("password", PASSWORD),
        ("return_to", "/deals?owner=3"),
    ];
    let answer = app.guest().post("/sign-in", &form).await;
    assert_eq!(
        (answer.status.as_u16(), answer.location.as_str()),
        (303, "/deals?owner=3")
    );
    assert!(session(&answer).unwrap().contains("HttpOnly; SameSite=Lax"));
    let elsewhere = [form[0], form[1], ("return_to", "//evil.example/")];
    assert_eq!(app.guest().post("/sign-in", &elsewhere).await.location, "/");
}

#[db_test]
async fn nobody_learns_which_accounts_exist(app: TestApp) {
    give_password(&app, REP).await;
    let mut bodies = Vec::new();
    // A wrong password, no account, an account without a password.
    for email in ["rep@example.jp", "nobody@example.jp", "manager@example.jp"] {
        let form = [("email", email), ("password", "まちがった合言葉です")];
        let answer = app.guest().post("/sign-in", &form).await;
        assert_eq!(answer.status, 422, "{email}");
        assert!(session(&answer).is_none());
        bodies.push(answer.body.replace(email, ""));
    }
    assert_eq!(bodies[0], bodies[1]);
    assert_eq!(bodies[1], bodies[2]);
}

#[db_test]
async fn too_many_wrong_passwords_make_everybody_wait_for_that_account(app: TestApp) {
    give_password(&app, REP).await;
    for email in ["rep@example.jp", "nobody@example.jp"] {
        let wrong = [
            ("email", email),
            ("password", "まちがった合言葉です"),
            ("carry_to", "/deals/7"),
            ("carry.note", "大事"),
        ];
        for _ in 0..5 {
            assert_eq!(app.guest().post("/sign-in", &wrong).await.status, 422);
        }
        let answer = app.guest().post("/sign-in", &wrong).await;
        assert_eq!(answer.status, 429);
        assert!(answer.says("約15分後") && answer.says(r#"name="carry.note" value="大事""#));
    }
    // Not even the right one, until the time is over; others may.
    let right = [("email", "rep@example.jp"), ("password", PASSWORD)];
    assert_eq!(app.guest().post("/sign-in", &right).await.status, 429);
    give_password(&app, MANAGER).await;
    let other = [("email", "manager@example.jp"), ("password", PASSWORD)];
    assert_eq!(app.guest().post("/sign-in", &other).await.status, 303);
    app.app.clock().advance(15 * 60 * 1000);
    assert_eq!(app.guest().post("/sign-in", &right).await.status, 303);
}

#[db_test]
async fn too_many_wrong_passwords_from_one_address_make_it_wait_for_every_account(app: TestApp) {
    give_password(&app, REP).await;
    let wrong = "まちがった合言葉です";
    for number in 0..50 {
        let email = format!("guess{number}@example.jp");
        let form = [("email", email.as_str()), ("password", wrong)];
        assert_eq!(app.guest().post("/sign-in", &form).await.status, 422, "{number}");
    }
    let right = [("email", "rep@example.jp"), ("password", PASSWORD)];
    assert_eq!(app.guest().post("/sign-in", &right).await.status, 429);
    app.app.clock().advance(15 * 60 * 1000);
    assert_eq!(app.guest().post("/sign-in", &right).await.status, 303);
}

#[db_test]
async fn guesses_side_by_side_are_all_counted(app: TestApp) {
    let mut guesses = Vec::new();
    for number in 0..12 {
        let browser = app.guest();
        guesses.push(tokio::spawn(async move {
            let password = format!("まちがった合言葉です{number}");
            let form = [("email", "rep@example.jp"), ("password", password.as_str())];
            browser.post("/sign-in", &form).await.status.as_u16()
        }));
    }
    let mut tried = 0;
    for guess in guesses {
        tried += i32::from(guess.await.unwrap() == 422);
    }
    assert_eq!(tried, 5);
}

#[db_test]
async fn what_was_typed_survives_an_expired_session_and_a_wrong_password(app: TestApp) {
    give_password(&app, REP).await;
    let expired = app
        .guest()
        .post("/me", &[("note", "<b>後で</b>"), ("owner", "1"), ("owner", "2")])
        .await;
    assert_eq!(expired.status, 401);
    assert!(
        expired.says(r#"name="carry.note" value="&#60;b&#62;後で&#60;/b&#62;""#),
        "{}",
        expired.body
    );
    let carried = [
        ("carry_to", "/deals/7"),
        ("carry.note", "後で"),
        ("carry.owner", "1"),
        ("carry.owner", "2"),
    ];
    let with = |password| {
        let mut form = vec![("email", "rep@example.jp"), ("password", password)];
        form.extend(carried);
        form
    };
    let wrong = app.guest().post("/sign-in", &with("まちがった合言葉です")).await;
    assert!(wrong.says(r#"name="carry.note" value="後で""#) && wrong.says(r#"name="carry_to" value="/deals/7""#));
    let right = app.guest().post("/sign-in", &with(PASSWORD)).await;
    assert_eq!(right.status, 200);
    assert!(session(&right).is_some());
    assert!(
        right.says("続きを保存する") && right.says(r#"action="/deals/7" method="post""#) && right.says("<dd>後で</dd>")
    );
    assert_eq!(right.body.matches(r#"name="owner""#).count(), 2);
    let mut elsewhere = with(PASSWORD);
    elsewhere.retain(|(name, _)| *name != "carry_to");
    elsewhere.push(("carry_to", "https://evil.example/"));
    let answer = app.guest().post("/sign-in", &elsewhere).await;
    assert_eq!(answer.location, "/");
}

#[db_test]
async fn a_sign_in_link_works_once_and_not_for_long(app: TestApp) {
    let path = link(&app, Purpose::SignIn, REP).await;
    assert!(session(&app.guest().get(&path).await).is_some());
    assert_eq!(app.guest().get(&path).await.status, 404);
    let path = link(&app, Purpose::SignIn, REP).await;
    app.app.clock().advance(15 * 60 * 1000);
    assert_eq!(app.guest().get(&path).await.status, 404);
    let token = path.rsplit('/').next().unwrap();
    let kept = format!("SELECT COUNT(*) FROM links WHERE token_hash = '{token}'");
    assert_eq!(app.number(&kept).await, 0, "only the hash is kept");
}

#[db_test]
async fn an_invitation_chooses_a_password_once(app: TestApp) {
    let path = link(&app, Purpose::Invitation, REP).await;
    assert!(app.guest().get(&path).await.says("rep@example.jp"));
    let weak = app.guest().post(&path, &[("password", "password1234")]).await;
    assert_eq!(weak.status, 422);
    let answer = app.guest().post(&path, &[("password", PASSWORD)]).await;
    assert_eq!(answer.location, "/");
    assert!(session(&answer).is_some());
    assert_eq!(app.guest().post(&path, &[("password", OTHER)]).await.status, 404);
    let form = [("email", "rep@example.jp"), ("password", PASSWORD)];
    assert_eq!(app.guest().post("/sign-in", &form).await.status, 303);
    // A link for one purpose does not serve another.
    let reset = link(&app, Purpose::Reset, REP).await;
    assert_eq!(
        app.guest().get(&reset.replace("resets", "invitations")).await.status,
        404
    );
}

#[db_test]
async fn a_reset_signs_out_everywhere_else(app: TestApp) {
    give_password(&app, REP).await;
    let old = app.browser(REP).await;
    let path = link(&app, Purpose::Reset, REP).await;
    assert_eq!(app.guest().post(&path, &[("password", OTHER)]).await.status, 303);
    assert_eq!(old.get("/me").await.status, 303);
    let form = [("email", "rep@example.jp"), ("password", PASSWORD)];
    assert_eq!(app.guest().post("/sign-in", &form).await.status, 422);
}

#[db_test]
async fn signing_out_ends_this_session_or_all_of_them(app: TestApp) {
    let (one, two) = (app.browser(REP).await, app.browser(REP).await);
    assert_eq!(one.post("/sign-out", &[]).await.location, "/sign-in");
    assert_eq!(one.get("/me").await.status, 303);
    assert_eq!(two.get("/me").await.status, 200);
    let three = app.browser(REP).await;
    two.post("/sign-out-everywhere", &[]).await;
    for ended in [two, three] {
        assert_eq!(ended.get("/me").await.status, 303);
    }
}

#[db_test]
async fn a_password_is_changed_by_whoever_knows_the_old_one(app: TestApp) {
    give_password(&app, REP).await;
    let (here, elsewhere) = (app.browser(REP).await, app.browser(REP).await);
    let wrong = [("current_password", "まちがった合言葉です"), ("new_password", OTHER)];
    assert_eq!(here.post("/me/password", &wrong).await.status, 422);
    let weak = [("current_password", PASSWORD), ("new_password", "rep@example.jp")];
    assert!(here.post("/me/password", &weak).await.says("関係のない言葉"));
    let right = [("current_password", PASSWORD), ("new_password", OTHER)];
    assert_eq!(here.post("/me/password", &right).await.status, 303);
    assert_eq!(here.get("/me").await.status, 200);
    assert_eq!(elsewhere.get("/me").await.status, 303);
}

#[db_test]
async fn everybody_chooses_language_and_light_for_themselves(app: TestApp) {
    let viewer = app.browser(VIEWER).await;
    let form = [
        ("name", "Ichiro"),
        ("locale", "en"),
        ("theme", "dark"),
        ("version", "1"),
    ];
    assert_eq!(viewer.post("/me", &form).await.status, 303);
    let page = viewer.get("/me").await;
    assert!(page.says(r#"lang="en" data-theme="dark""#) && page.says("My settings"));
    // The same form again is out of date.
    let stale = viewer.post("/me", &[("name", "Jiro"), ("version", "1")]).await;
    assert_eq!(stale.status, 409);
    assert!(stale.says("Jiro") && stale.says("Ichiro") && stale.says(r#"name="version" value="2""#));
    assert_eq!(viewer.post("/me", &[("name", ""), ("version", "2")]).await.status, 422);
}

#[db_test]
async fn a_disabled_account_signs_in_by_no_way(app: TestApp) {
    give_password(&app, REP).await;
    let browser = app.browser(REP).await;
    let path = link(&app, Purpose::SignIn, REP).await;
    let mut tx = app.app.begin(&app.actor(ADMIN).await).await.unwrap();
    let account = people::account(tx.db(), REP).await.unwrap();
    people::disable(&mut tx, REP, account.version).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    assert_eq!(browser.get("/me").await.status, 303);
    assert_eq!(app.guest().get(&path).await.status, 404);
    let form = [("email", "rep@example.jp"), ("password", PASSWORD)];
    assert_eq!(app.guest().post("/sign-in", &form).await.status, 422);
}

#[test]
fn the_cookie_of_a_session_is_not_what_is_kept() {
    assert_eq!(sessions::hash("x").len(), 64);
    assert_ne!(sessions::hash("x"), "x");
}
