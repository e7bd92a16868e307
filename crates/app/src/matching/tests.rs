//! Matching: which companies are found for what is known of one.

use db::{Sql, db_test};

use super::*;
use crate::{ids::CompanyId, testing::*};

async fn company(app: &TestApp, name: &str, number: &str, domain: &str, phone: &str) {
    let mut sql = Sql::new(
        "INSERT INTO companies (owner_id, name, corporate_number, mail_domain, phone_digits, name_fold, search_fold,
            created_at, updated_at) VALUES (6, ",
    );
    sql.bind(name).push(", ").bind(number).push(", ").bind(domain);
    sql.push(", ").bind(japan::phone_digits(phone));
    sql.push(", ").bind(japan::fold_company(name)).push(", '', 0, 0)");
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
