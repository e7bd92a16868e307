//! What is known of the items of a deal, the helps against concerns and the interest, on both databases.

use axum::http::StatusCode;
use db::{Sql, db_test};

use super::{Fact, State, fact, interests_of, newest};
use crate::{ids::DealId, testing::*};

fn path(deal: DealId, item: usize) -> String {
    format!("/deals/{deal}/qualification/{}", ITEMS[item])
}

async fn contact(app: &TestApp) {
    app.execute(Sql::new(
        "INSERT INTO contacts (company_id, name, search_fold, created_at, updated_at) VALUES (1, '諏訪 健一', '', 0, 0)",
    ))
    .await;
}

async fn known(app: &TestApp, deal: DealId, item: usize) -> Fact {
    newest(app.app.db().read(), deal, ITEMS[item]).await.unwrap().unwrap()
}

#[db_test]
async fn each_item_is_known_in_its_own_type(app: TestApp) {
    contact(&app).await;
    let deal = app.deal(REP).await.id;
    let browser = app.browser(REP).await;
    let cases: [(&[(&str, &str)], &str); 5] = [
        (
            &[("amount", "300万"), ("amount_high", "500万")],
            "¥3,000,000〜¥5,000,000",
        ),
        (&[("contact", "1"), ("part", "decides")], "諏訪 健一（決裁者）"),
        (&[("words", "工数を半分にしたい")], "工数を半分にしたい"),
        (&[("period", "2026-Q4")], "2026年度 第4四半期（1〜3月）"),
        (&[("day", "12/25"), ("period", "2026-Q4")], "12/25（金）"),
    ];
    for (index, (value, says)) in cases.into_iter().enumerate() {
        let item = index.min(3);
        let seen = newest(app.app.db().read(), deal, ITEMS[item]).await.unwrap();
        let seen = seen.map_or(0, |fact| fact.id).to_string();
        let mut fields = vec![
            ("seen", seen.as_str()),
            ("state", "confirmed"),
            ("source", "heard"),
            ("told_by", "1"),
            ("said_on", "2026-11-20"),
            ("note", ""),
        ];
        fields.extend(value);
        let answer = browser.post(&path(deal, item), &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let page = browser.get(&format!("/deals/{deal}")).await;
        assert!(page.says(says), "{says}: {}", page.body);
        assert!(page.says("聞いた・諏訪 健一・11/20（金）"));
        // The form shows what is known, and saving it again writes nothing.
        let before = app.traces().await;
        let seen = known(&app, deal, item).await.id.to_string();
        fields[0].1 = &seen;
        let again = browser.post(&path(deal, item), &fields).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
        assert_eq!(app.traces().await, before, "{says}");
        assert_eq!(browser.get(&path(deal, item)).await.status, StatusCode::OK);
    }
    let all = fact::facts_of(app.app.db().read(), deal).await.unwrap();
    assert_eq!(all[&ITEMS[3]].len(), 2, "what was known before is kept");
    let page = browser.get(&format!("/deals/{deal}")).await;
    assert!(page.says("以前の内容（1件）") && page.says("確認済　12/25（金）"));
}

#[db_test]
async fn bad_input_names_field_value_and_remedy_and_leaves_no_trace(app: TestApp) {
    contact(&app).await;
    let deal = app.deal(REP).await.id;
    let browser = app.browser(REP).await;
    let before = app.traces().await;
    for (item, bad, says) in [
        (0, ("amount", "たくさん"), "予算「たくさん」"),
        (0, ("amount_high", "50"), "予算の上限「50」は¥100以上"),
        (0, ("amount", "-5"), "0以上"),
        (1, ("contact", "99"), "選んだ決裁権は使えません"),
        (2, ("state", "maybe"), "状態を選んでください"),
        (2, ("source", "rumour"), "選んだ情報源"),
        (2, ("said_on", "2026-12-01"), "まだ来ていない日"),
        (3, ("day", "2月30日"), "「2月30日」はない日付"),
        (3, ("period", "2026-Q9"), "選んだ導入時期"),
        (2, ("help", "ひな形を渡す"), "「懸念あり」のとき"),
    ] {
        let mut fields = vec![("seen", "0"), ("state", "confirmed"), ("note", "消えてはいけない文")];
        if bad.0 == "amount_high" {
            fields.push(("amount", "100"));
        }
        fields.push(bad);
        let answer = browser.post(&path(deal, item), &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad:?}");
        assert!(
            answer.says(says) && answer.says("消えてはいけない文"),
            "{says}: {}",
            answer.body
        );
    }
    let concern = [
        ("seen", "0"),
        ("state", "concern"),
        ("help", "ひな形を渡す"),
        ("help_on", "2026-11-01"),
        ("help_owner", "3"),
        ("help_kind", "1"),
    ];
    let answer = browser.post(&path(deal, 1), &concern).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.says("過ぎた日です"), "{}", answer.body);
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_concern_is_helped_by_an_activity(app: TestApp) {
    let deal = app.deal(REP).await.id;
    let browser = app.browser(REP).await;
    let fields = [
        ("once", "geheim"),
        ("seen", "0"),
        ("state", "concern"),
        ("note", "決裁権なし"),
        ("help", "稟議書のひな形を渡す"),
        ("help_on", "2026-11-25"),
        ("help_owner", "4"),
        ("help_kind", "1"),
    ];
    for _ in 0..2 {
        let answer = browser.post(&path(deal, 1), &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }
    assert_eq!(
        app.number("SELECT COUNT(*) FROM activities").await,
        1,
        "a second click plans no second help"
    );
    let page = browser.get(&format!("/deals/{deal}")).await;
    assert!(
        page.says("稟議書のひな形を渡す") && page.says("11/25（水）・鈴木 大輔"),
        "{}",
        page.body
    );
    assert!(page.says("/activities/1/done") && page.says("決裁権：未確認 → "));
    let list = app.browser(COLLEAGUE).await.get("/activities").await;
    assert!(list.says("稟議書のひな形を渡す"));
    let done = [
        ("result", "渡した"),
        ("version", "1"),
        ("next", "none"),
        ("day", "2026-11-22"),
    ];
    let done = app.browser(COLLEAGUE).await.post("/activities/1/done", &done).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = browser.get(&format!("/deals/{deal}")).await;
    assert!(page.says("<span class=\"tag\">済み</span>"), "{}", page.body);
}

#[db_test]
async fn who_was_slower_sees_what_the_other_wrote(app: TestApp) {
    let deal = app.deal(REP).await.id;
    let (one, other) = (app.browser(REP).await, app.browser(COLLEAGUE).await);
    let first = [("seen", "0"), ("state", "confirmed"), ("words", "工数の削減")];
    assert_eq!(one.post(&path(deal, 2), &first).await.status, StatusCode::SEE_OTHER);
    let before = app.traces().await;
    let second = [("seen", "0"), ("state", "concern"), ("words", "急いでいない")];
    let refused = other.post(&path(deal, 2), &second).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(
        refused.says("確認済　工数の削減") && refused.says("急いでいない"),
        "{}",
        refused.body
    );
    assert_eq!(app.traces().await, before);
    let seen = known(&app, deal, 2).await.id.to_string();
    let again = [("seen", seen.as_str()), ("state", "concern"), ("words", "急いでいない")];
    assert_eq!(other.post(&path(deal, 2), &again).await.status, StatusCode::SEE_OTHER);
    assert_eq!(known(&app, deal, 2).await.state, State::Concern);
}

#[db_test]
async fn only_who_may_change_the_deal_says_anything_about_it(app: TestApp) {
    let deal = app.deal(REP).await.id;
    app.reps_see(crate::workspace::RepSees::Team).await;
    let before = app.traces().await;
    let fields = [("seen", "0"), ("state", "confirmed"), ("interest", "1")];
    for address in [path(deal, 2), format!("/deals/{deal}/interest")] {
        for (user, status) in [(VIEWER, StatusCode::FORBIDDEN), (STRANGER, StatusCode::NOT_FOUND)] {
            let browser = app.browser(user).await;
            assert_eq!(browser.get(&address).await.status, status);
            assert_eq!(browser.post(&address, &fields).await.status, status);
        }
        assert_eq!(
            app.guest().post(&address, &fields).await.status,
            StatusCode::UNAUTHORIZED
        );
    }
    let rep = app.browser(REP).await;
    let unknown = rep.post(&format!("/deals/{deal}/qualification/99"), &fields).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert_eq!(app.traces().await, before);
    assert!(
        app.browser(VIEWER)
            .await
            .get(&format!("/deals/{deal}"))
            .await
            .says("見極め")
    );
}

#[db_test]
async fn what_is_known_stays_when_the_item_is_asked_no_more(app: TestApp) {
    let deal = app.deal(REP).await.id;
    let browser = app.browser(REP).await;
    let fields = [("seen", "0"), ("state", "confirmed"), ("words", "工数の削減")];
    browser.post(&path(deal, 2), &fields).await;
    let admin = app.browser(ADMIN).await;
    admin
        .post("/settings/frameworks/items/3/retire", &[("version", "1")])
        .await;
    let page = browser.get(&format!("/deals/{deal}")).await;
    assert!(page.says("いまは確かめない項目（1件）") && page.says("工数の削減"));
    assert_eq!(browser.get(&path(deal, 2)).await.status, StatusCode::NOT_FOUND);
}

#[db_test]
async fn interest_is_stated_with_its_history(app: TestApp) {
    contact(&app).await;
    let deal = app.deal(REP).await.id;
    let (browser, address) = (app.browser(REP).await, format!("/deals/{deal}/interest"));
    let say = |seen: &'static str, interest: &'static str| {
        [
            ("seen", seen),
            ("interest", interest),
            ("said_on", "2026-11-20"),
            ("told_by", "1"),
        ]
    };
    assert_eq!(
        browser.post(&address, &say("0", "1")).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        browser.post(&address, &say("1", "2")).await.status,
        StatusCode::SEE_OTHER
    );
    let before = app.traces().await;
    assert_eq!(
        browser.post(&address, &say("2", "2")).await.status,
        StatusCode::SEE_OTHER
    );
    let stale = browser.post(&address, &say("1", "1")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.says("比較検討中"));
    for bad in [
        ("interest", ""),
        ("interest", "99"),
        ("said_on", "2026-12-01"),
        ("told_by", "9"),
    ] {
        let mut fields = say("2", "1");
        for field in &mut fields {
            if field.0 == bad.0 {
                *field = bad;
            }
        }
        let answer = browser.post(&address, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad:?}");
    }
    assert_eq!(app.traces().await, before);
    let all = interests_of(app.app.db().read(), deal).await.unwrap();
    let names: Vec<_> = all.iter().map(|interest| interest.name.as_str()).collect();
    assert_eq!(names, ["比較検討中", "情報収集中"]);
    assert!(all[0].replaced_at.is_none() && all[1].replaced_at.is_some());
    assert_eq!(all[0].interest_id, INTERESTS[1]);
    let page = browser.get(&format!("/deals/{deal}")).await;
    assert!(
        page.says("関心度：情報収集中 → ") && page.says("諏訪 健一・11/20（金）"),
        "{}",
        page.body
    );
}
