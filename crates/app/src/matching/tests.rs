//! Matching: which companies are found for what is known of one, and how the pairs follow what people enter.

use axum::http::StatusCode;
use db::{Sql, db_test};

use super::*;
use crate::{
    ids::{CompanyId, UserId},
    testing::*,
};

async fn company(app: &TestApp, name: &str, number: &str, domain: &str, phone: &str) {
    let mut sql = Sql::new(
        "INSERT INTO companies (owner_id, name, corporate_number, mail_domain, phone_digits, name_fold, near_fold,
            search_fold, created_at, updated_at) VALUES (6, ",
    );
    sql.bind(name).push(", ").bind(number).push(", ").bind(domain);
    sql.push(", ").bind(japan::phone_digits(phone));
    let fold = japan::fold_company(name);
    sql.push(", ").bind(fold.as_str());
    sql.push(", ").bind(japan::near_key(&fold)).push(", '', 0, 0)");
    app.execute(sql).await;
}

async fn like(app: &TestApp, clues: Clues, but: Option<CompanyId>) -> Vec<(i64, Certainty, Vec<Reason>)> {
    let found = companies_like(app.app.db().read(), &clues, but).await.unwrap();
    found
        .into_iter()
        .map(|alike| (alike.company.0, alike.certainty, alike.reasons))
        .collect()
}

#[db_test]
async fn companies_are_found_by_any_clue_the_surest_first(app: TestApp) {
    company(&app, "別の会社", "", "yamada.example", "").await;
    company(&app, "旧社名", "7000012050002", "", "").await;
    company(&app, "ヤマダ", "", "gmail.com", "03-1111-2222").await;
    let clues = Clues {
        name: "㈱山田製作所".into(),
        corporate_number: "7000-0120-50002".into(),
        mail_domain: "Taro@Yamada.example".into(),
        phone: "+81 3 1111 2222".into(),
    };
    let found = [
        (3, Certainty::Sure, vec![Reason::Number]),
        (1, Certainty::Likely, vec![Reason::Name]),
        (2, Certainty::Perhaps, vec![Reason::MailDomain]),
        (4, Certainty::Perhaps, vec![Reason::Phone]),
    ];
    assert_eq!(like(&app, clues.clone(), None).await, found);
    let others = like(&app, clues, Some(CompanyId(3))).await;
    assert_eq!(others, found[1..]);
}

#[db_test]
async fn what_everybody_has_or_nobody_says_finds_nothing(app: TestApp) {
    company(&app, "♪", "", "gmail.com", "").await;
    for clues in [
        Clues::default(),
        Clues {
            mail_domain: "gmail.com".into(),
            name: "♪♪".into(),
            phone: "なし".into(),
            ..Clues::default()
        },
    ] {
        assert_eq!(like(&app, clues, None).await, []);
    }
    app.execute(Sql::new("UPDATE companies SET deleted_at = 1")).await;
    let clues = Clues {
        name: "山田製作所".into(),
        ..Clues::default()
    };
    assert_eq!(like(&app, clues, None).await, []);
}

#[db_test]
async fn one_name_with_two_numbers_is_perhaps_one_at_most(app: TestApp) {
    company(&app, "みなと物産", "7000012050002", "minato.example", "03-1111-2222").await;
    let clues = Clues {
        name: "みなと物産㈱".into(),
        corporate_number: "5070001000715".into(),
        mail_domain: "minato.example".into(),
        phone: "03-1111-2222".into(),
    };
    let reasons = vec![Reason::Name, Reason::MailDomain, Reason::Phone, Reason::OtherNumber];
    assert_eq!(like(&app, clues, None).await, [(2, Certainty::Perhaps, reasons)]);
}

pub(super) async fn pair_up(app: &TestApp) {
    let failures = ::jobs::run_due(app.app.db(), &app.app, app.app.now().0).await.unwrap();
    assert_eq!(failures, []);
}

pub(super) async fn enter(app: &TestApp, user: UserId, fields: &[(&str, &str)]) -> i64 {
    let mut fields = fields.to_vec();
    let owner = user.to_string();
    fields.extend([("anyway", "1"), ("owner", owner.as_str())]);
    let answer = app.browser(user).await.post("/companies", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    app.number("SELECT MAX(id) FROM companies").await
}

async fn kept(app: &TestApp) -> Vec<(String, i64, i64, i64, String)> {
    #[derive(sea_orm::FromQueryResult)]
    struct Row {
        kind: String,
        one_id: i64,
        other_id: i64,
        certainty: i64,
        reasons: String,
    }
    let sql = "SELECT kind, one_id, other_id, certainty, reasons FROM matching_pairs ORDER BY kind, one_id, other_id";
    let rows = app.app.all::<Row>(Sql::new(sql)).await.unwrap();
    rows.into_iter()
        .map(|row| (row.kind, row.one_id, row.other_id, row.certainty, row.reasons))
        .collect()
}

#[db_test]
async fn pairs_follow_what_is_entered_changed_deleted_and_restored(app: TestApp) {
    let pair = |certainty, reasons: &str| ("company".to_owned(), 1, 2, certainty, reasons.to_owned());
    pair_up(&app).await;
    assert_eq!(kept(&app).await, []);
    let other = enter(&app, REP, &[("name", "㈱山田製作所")]).await;
    assert_eq!(other, 2);
    pair_up(&app).await;
    assert_eq!(kept(&app).await, [pair(2, "name")]);
    let browser = app.browser(REP).await;
    let number = [
        ("version", "1"),
        ("name", "株式会社山田製作所"),
        ("corporate_number", "7000012050002"),
        ("anyway", "1"),
    ];
    browser.post("/companies/1", &number).await;
    let number = [
        ("version", "1"),
        ("name", "㈱山田製作所"),
        ("corporate_number", "5070001000715"),
        ("anyway", "1"),
    ];
    browser.post("/companies/2", &number).await;
    pair_up(&app).await;
    assert_eq!(kept(&app).await, [pair(3, "name other_number")]);
    // A third of the name, of which nobody knows which of the two it is.
    enter(&app, REP, &[("name", "山田製作所")]).await;
    pair_up(&app).await;
    let reasons: Vec<_> = kept(&app).await.into_iter().map(|(.., reasons)| reasons).collect();
    assert_eq!(reasons, ["name other_number", "name shared_name", "name shared_name"]);
    browser.post("/companies/2/delete", &[]).await;
    pair_up(&app).await;
    let third = ("company".to_owned(), 1, 3, 2, "name".to_owned());
    assert_eq!(kept(&app).await, std::slice::from_ref(&third));
    browser.post("/companies/2/restore", &[]).await;
    pair_up(&app).await;
    assert_eq!(kept(&app).await.len(), 3);
    // Nothing is left to do, and computing all of them again changes nothing.
    let before = kept(&app).await;
    compute(&app.app).await.unwrap();
    assert_eq!(kept(&app).await, before);
}

#[db_test]
async fn looking_up_what_changed_finds_what_computing_all_finds(app: TestApp) {
    compute(&app.app).await.unwrap();
    let names = [
        "アサヒサイエンス",
        "アサヒサイエス㈱",
        "あさひさいえんす",
        "旭サイエンス",
        "みなと物産",
        "港物産",
        "みなと物産株式会社",
    ];
    for (index, name) in names.iter().enumerate() {
        let phone = if index % 3 == 0 { "03-1111-2222" } else { "" };
        let kana = if index == 3 { "アサヒサイエンス" } else { "" };
        enter(&app, REP, &[("name", name), ("phone", phone), ("kana", kana)]).await;
        for (person, mobile) in [("諏訪 健一", "090-1111-2222"), ("諏訪健一", "")] {
            let company = format!("{}", index / 2 + 1);
            let fields = [
                ("company", company.as_str()),
                ("name", person),
                ("mobile", mobile),
                ("email", "suwa@example.jp"),
            ];
            app.browser(REP).await.post("/contacts", &fields).await;
        }
        pair_up(&app).await;
    }
    let looked_up = kept(&app).await;
    assert!(looked_up.len() > 15, "{looked_up:?}");
    app.execute(Sql::new("DELETE FROM matching_pairs")).await;
    compute(&app.app).await.unwrap();
    assert_eq!(kept(&app).await, looked_up);
}
