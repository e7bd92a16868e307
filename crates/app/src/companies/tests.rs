//! Companies: entering, changing, deleting them, who sees which, and their list.

use axum::http::StatusCode;
use db::{Sql, db_test};
use scraper::{Html, Selector};

use crate::{testing::*, workspace::RepSees};

const NAGANO: [(&str, &str); 6] = [
    ("name", "ナガノ精密工業株式会社"),
    ("kana", "ナガノセイミツコウギョウ"),
    ("corporate_number", "７０００-0120-50002"),
    ("phone", "0266-00-0000"),
    ("mail_domain", "suwa@Nagano.Example"),
    ("employees", "1,240名"),
];

fn texts(answer: &Answer, selector: &str) -> Vec<String> {
    let page = Html::parse_document(&answer.body);
    let selector = Selector::parse(selector).unwrap();
    let text = |element: scraper::ElementRef<'_>| element.text().collect::<String>().trim().to_owned();
    page.select(&selector).map(text).collect()
}

fn value(answer: &Answer, field: &str) -> String {
    let page = Html::parse_document(&answer.body);
    let selector = Selector::parse(&format!("[name={field}]")).unwrap();
    let element = page.select(&selector).next().unwrap();
    element.attr("value").unwrap_or("").to_owned()
}

async fn owned_by(app: &TestApp, user: crate::ids::UserId) {
    let mut sql = Sql::new("UPDATE companies SET owner_id = ");
    sql.bind(user.0);
    app.execute(sql).await;
}

#[db_test]
async fn a_company_is_entered_as_typed_and_matched_as_meant(app: TestApp) {
    let browser = app.browser(REP).await;
    let answer = browser.post("/companies", &NAGANO).await;
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (StatusCode::SEE_OTHER, "/companies/2")
    );
    let kept = "SELECT COUNT(*) FROM companies WHERE id = 2 AND corporate_number = '7000012050002' AND employees = 1240
        AND mail_domain = 'nagano.example' AND phone = '0266-00-0000' AND phone_digits = '0266000000'
        AND name_fold = 'ながの精密工業' AND version = 1";
    assert_eq!(app.number(kept).await, 1);
    let told = "SELECT COUNT(*) FROM events WHERE kind = 'company.created' AND company_id = 2 AND user_id = 3";
    assert_eq!(app.number(told).await, 1);
    let page = browser.get("/companies/2").await;
    assert!(page.says("1,240名") && page.says("tel:0266-00-0000") && page.says("取引先を登録"));
}

#[db_test]
async fn each_wrong_field_is_named_with_its_value_and_everything_typed_stays(app: TestApp) {
    let browser = app.browser(REP).await;
    let before = app.traces().await;
    for (field, wrong, message) in [
        ("name", "　", "社名が空欄です"),
        ("corporate_number", "123", "法人番号「123」が13桁の数字ではありません"),
        (
            "corporate_number",
            "7000012050003",
            "法人番号「7000012050003」は検査用数字が合いません",
        ),
        ("employees", "たくさん", "従業員数「たくさん」を数字で入力してください"),
        (
            "website",
            "javascript:alert(1)",
            "Webサイト「javascript:alert(1)」を開けません",
        ),
        ("mail_domain", "nagano", "メールのドメイン「nagano」を読み取れません"),
        ("owner", "5", "担当「5」は選べません"),
    ] {
        let mut fields: Vec<(&str, &str)> = NAGANO.into_iter().filter(|(name, _)| *name != field).collect();
        fields.push((field, wrong));
        let answer = browser.post("/companies", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(answer.says(message), "{field}: {}", answer.body);
        assert_eq!(value(&answer, "kana"), "ナガノセイミツコウギョウ");
    }
    let long = "長".repeat(201);
    let answer = browser.post("/companies", &[("name", &long)]).await;
    assert!(answer.says("社名は201文字あります。200文字以内で入力してください。"));
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn what_may_be_the_same_company_is_shown_before_anything_is_saved(app: TestApp) {
    let browser = app.browser(REP).await;
    browser.post("/companies", &NAGANO).await;
    let before = app.traces().await;
    for (fields, reason) in [
        (vec![("name", "㈱山田製作所")], "社名が同じ"),
        (
            vec![("name", "x"), ("corporate_number", "7000012050002")],
            "法人番号が同じ",
        ),
        (
            vec![("name", "x"), ("mail_domain", "nagano.example")],
            "メールのドメインが同じ",
        ),
        (vec![("name", "x"), ("phone", "+81 266 00 0000")], "電話が同じ"),
    ] {
        let answer = browser.post("/companies", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{reason}");
        assert!(answer.says(reason) && answer.says("それでも登録する"), "{reason}");
    }
    // The double click of the same form, too.
    assert_eq!(
        browser.post("/companies", &NAGANO).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(app.traces().await, before);
    let meant = browser
        .post("/companies", &[("name", "㈱山田製作所"), ("anyway", "1")])
        .await;
    assert_eq!(meant.status, StatusCode::SEE_OTHER);
}

#[db_test]
async fn a_company_one_may_not_see_is_no_hint(app: TestApp) {
    app.reps_see(RepSees::Own).await;
    owned_by(&app, COLLEAGUE).await;
    let answer = app
        .browser(REP)
        .await
        .post("/companies", &[("name", "株式会社山田製作所"), ("owner", "3")])
        .await;
    // That somebody works with it is told by the guard, which names the team alone.
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.says("第一営業部の担当者") && !answer.says("/companies/1") && !answer.says("社名が同じ"));
}

#[db_test]
async fn public_mail_domains_say_nothing(app: TestApp) {
    let browser = app.browser(REP).await;
    for name in ["個人商店", "別の商店"] {
        let answer = browser
            .post("/companies", &[("name", name), ("mail_domain", "gmail.com")])
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
}

#[db_test]
async fn a_new_name_reaches_its_deals_and_is_told(app: TestApp) {
    let deal = app.deal(COLLEAGUE).await;
    let browser = app.browser(REP).await;
    let fields = [
        ("version", "1"),
        ("name", "ヤマダ精機株式会社"),
        ("kana", "ヤマダセイキ"),
    ];
    let answer = browser.post("/companies/1", &fields).await;
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (StatusCode::SEE_OTHER, "/companies/1")
    );
    assert!(browser.get("/deals?text=やまだ精機").await.says("/deals/1"));
    assert!(!browser.get("/deals?text=製作所").await.says("/deals/1"));
    assert_eq!(app.read_deal(deal.id).await.version, deal.version);
    let told = r#"SELECT COUNT(*) FROM events WHERE kind = 'company.changed'
        AND data LIKE '%"name":["株式会社山田製作所","ヤマダ精機株式会社"]%' AND data NOT LIKE '%phone%'"#;
    assert_eq!(app.number(told).await, 1);
    // Saving the same again is no change.
    let again = browser
        .post("/companies/1", &[("version", "2"), fields[1], fields[2]])
        .await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_eq!(app.number("SELECT version FROM companies WHERE id = 1").await, 2);
}

#[db_test]
async fn two_people_overwrite_nothing_of_each_other(app: TestApp) {
    let (one, other) = (app.browser(REP).await, app.browser(COLLEAGUE).await);
    let fields = [("version", "1"), ("phone", "03-1111-1111"), ("address", "長野県")];
    assert_eq!(other.post("/companies/1", &fields).await.status, StatusCode::SEE_OTHER);
    let before = app.traces().await;
    let typed = [
        ("version", "1"),
        ("name", "株式会社山田製作所"),
        ("phone", ""),
        ("address", "東京都"),
        ("industry", "機械"),
    ];
    let stale = one.post("/companies/1", &typed).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert_eq!(app.traces().await, before);
    // Untouched: theirs. Touched: mine, with theirs beside it.
    assert_eq!(
        (value(&stale, "phone").as_str(), value(&stale, "version").as_str()),
        ("03-1111-1111", "2")
    );
    assert_eq!(
        (value(&stale, "address").as_str(), value(&stale, "industry").as_str()),
        ("東京都", "機械")
    );
    assert_eq!(
        texts(&stale, ".conflict p"),
        ["ほかの人が変えました： 03-1111-1111", "ほかの人が変えました： 長野県"]
    );
    let saved = one
        .post(
            "/companies/1",
            &[
                ("version", "2"),
                ("phone", "03-1111-1111"),
                ("address", "東京都"),
                typed[4],
            ],
        )
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let both = "SELECT COUNT(*) FROM companies WHERE phone = '03-1111-1111' AND address = '東京都' AND version = 3";
    assert_eq!(app.number(both).await, 1);
}

#[db_test]
async fn one_field_is_edited_where_it_stands(app: TestApp) {
    let browser = app.browser(REP).await.in_frame("company_1_phone");
    let form = browser.get("/companies/1/edit?field=phone").await;
    assert!(form.says(r#"<turbo-frame id="company_1_phone">"#) && !form.says("name=\"kana\""));
    let wrong = browser
        .post(
            "/companies/1",
            &[("version", "1"), ("field", "phone"), ("phone", &"1".repeat(201))],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let saved = browser
        .post(
            "/companies/1",
            &[("version", "1"), ("field", "phone"), ("phone", "03-1")],
        )
        .await;
    assert_eq!(
        (saved.status, saved.location.as_str()),
        (StatusCode::SEE_OTHER, "/companies/1?field=phone")
    );
    let shown = browser.get("/companies/1?field=phone").await;
    assert!(shown.says("03-1") && !shown.says("panels"), "{}", shown.body);
    let kept = "SELECT COUNT(*) FROM companies WHERE phone = '03-1' AND name = '株式会社山田製作所' AND kana <> ''";
    assert_eq!(app.number(kept).await, 1);
    // Without scripts the link leads to the whole form, and the form back to the page.
    let plain = app.browser(REP).await;
    assert!(plain.get("/companies/1/edit?field=phone").await.says("name=\"kana\""));
}

#[db_test]
async fn what_a_file_brought_does_not_stand_in_the_way_of_another_change(app: TestApp) {
    app.execute(Sql::new(
        "UPDATE companies SET corporate_number = '1234567890123', website = 'なし', mail_domain = 'x', owner_id = 5",
    ))
    .await;
    let browser = app.browser(REP).await.in_frame("company_1_phone");
    let saved = browser
        .post(
            "/companies/1",
            &[("version", "1"), ("field", "phone"), ("phone", "03-1")],
        )
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let kept =
        "SELECT COUNT(*) FROM companies WHERE corporate_number = '1234567890123' AND owner_id = 5 AND website = 'なし'";
    assert_eq!(app.number(kept).await, 1);
}

#[db_test]
async fn a_company_is_deleted_and_comes_back(app: TestApp) {
    let browser = app.browser(REP).await;
    assert_eq!(
        browser.post("/companies/1/delete", &[("version", "7")]).await.status,
        StatusCode::CONFLICT
    );
    let deleted = browser.post("/companies/1/delete", &[("version", "1")]).await;
    assert_eq!(
        (deleted.status, deleted.location.as_str()),
        (StatusCode::SEE_OTHER, "/companies")
    );
    assert_eq!(browser.get("/companies/1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        browser.post("/companies/1/delete", &[]).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        browser.post("/companies/1/restore", &[]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(browser.get("/companies/1").await.status, StatusCode::OK);
    assert_eq!(
        browser.post("/companies/1/restore", &[]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[db_test]
async fn a_company_with_deals_stays_and_says_how_many(app: TestApp) {
    app.deal(REP).await;
    app.deal(STRANGER).await;
    let before = app.traces().await;
    let toast = |answer: &Answer| {
        let cookie = answer.cookies.first().unwrap().replace("flash=", "");
        let (text, _) = form_urlencoded::parse(cookie.as_bytes()).next().unwrap();
        text.into_owned()
    };
    let refused = app.browser(REP).await.post("/companies/1/delete", &[]).await;
    assert_eq!(refused.location, "/companies/1");
    assert!(toast(&refused).contains("案件が2件あるため"), "{}", toast(&refused));
    app.reps_see(RepSees::Team).await;
    assert!(toast(&app.browser(REP).await.post("/companies/1/delete", &[]).await).contains("案件が1件あるため"));
    app.execute(Sql::new(
        "UPDATE deals SET deleted_at = 1, version = version WHERE owner_id = 3",
    ))
    .await;
    let others = app.browser(REP).await.post("/companies/1/delete", &[]).await;
    assert!(toast(&others).contains("表示する権限のない案件"), "{}", toast(&others));
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn nobody_reaches_what_is_not_theirs(app: TestApp) {
    app.reps_see(RepSees::Team).await;
    owned_by(&app, REP).await;
    let before = app.traces().await;
    let (stranger, viewer) = (app.browser(STRANGER).await, app.browser(VIEWER).await);
    for path in ["/companies/1", "/companies/1/edit", "/contacts/new?company=1"] {
        assert_eq!(stranger.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(app.guest().get(path).await.status, StatusCode::SEE_OTHER, "{path}");
    }
    for path in ["/companies/1", "/companies/1/delete", "/companies/1/restore"] {
        assert_eq!(
            stranger.post(path, &[("name", "x")]).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
        assert_eq!(
            viewer.post(path, &[("name", "x")]).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
    }
    assert_eq!(viewer.post("/companies", &NAGANO).await.status, StatusCode::FORBIDDEN);
    assert_eq!(viewer.get("/companies/new").await.status, StatusCode::FORBIDDEN);
    assert_eq!(viewer.get("/companies/1").await.status, StatusCode::OK);
    assert!(!viewer.get("/companies/1").await.says("/companies/1/edit"));
    assert_eq!(
        texts(&stranger.get("/companies").await, "tbody th"),
        Vec::<String>::new()
    );
    assert_eq!(stranger.get("/companies.csv").await.body.lines().count(), 1);
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_page_and_a_list_count_only_the_deals_one_sees(app: TestApp) {
    app.deal(REP).await;
    app.deal(STRANGER).await;
    let dollars = app.deal(REP).await;
    app.execute(Sql::new(&format!(
        "UPDATE deals SET amount = 500, currency = 'USD' WHERE id = {}",
        dollars.id
    )))
    .await;
    let facts = |answer: &Answer| texts(answer, ".page__head dd").join(" ");
    assert!(facts(&app.browser(REP).await.get("/companies/1").await).starts_with("3件　¥2,000,000・$5.00"));
    app.reps_see(RepSees::Team).await;
    let browser = app.browser(REP).await;
    assert!(facts(&browser.get("/companies/1").await).starts_with("2件　¥1,000,000・$5.00"));
    let list = browser.get("/companies?columns=open&columns=open_amount").await;
    assert_eq!(texts(&list, "tbody td"), ["2件", "¥1,000,000・$5.00"]);
    assert_eq!(texts(&browser.get("/companies?deals=none").await, "tbody th").len(), 0);
    assert!(
        browser
            .get("/companies?deals=none")
            .await
            .says("条件に合う取引先はありません")
    );
}

#[db_test]
async fn every_column_can_be_shown_and_ordered_by(app: TestApp) {
    let browser = app.browser(REP).await;
    browser.post("/companies", &NAGANO).await;
    for code in [
        "name",
        "kana",
        "industry",
        "open",
        "open_amount",
        "last_customer",
        "phone",
        "owner",
        "corporate_number",
        "employees",
        "address",
        "website",
        "mail_domain",
        "created",
        "updated",
    ] {
        let answer = browser.get(&format!("/companies?columns={code}&sort={code}")).await;
        assert_eq!(
            (answer.status, texts(&answer, "tbody th").len()),
            (StatusCode::OK, 2),
            "{code}"
        );
    }
    assert_eq!(
        texts(&browser.get("/companies?sort=name").await, "tbody th"),
        ["ナガノ精密工業株式会社", "株式会社山田製作所"]
    );
    let file = browser.get("/companies.csv?columns=employees&text=ながの").await;
    assert_eq!(file.body, "\u{feff}取引先,従業員数\r\nナガノ精密工業株式会社,1240\r\n");
}

#[db_test]
async fn ten_thousand_companies_can_be_paged_through(app: TestApp) {
    app.execute(Sql::new(
        "INSERT INTO companies (name, name_fold, search_fold, created_at, updated_at)
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
         SELECT 'x', 'x', 'x', 0, 0 FROM n",
    ))
    .await;
    let browser = app.browser(REP).await;
    for page in [1, 100, 200] {
        let answer = browser.get(&format!("/companies?page={page}")).await;
        assert_eq!(texts(&answer, "tbody th").len(), 50, "page {page}");
        assert!(answer.says("10,000件"));
    }
    assert_eq!(browser.get("/companies.csv").await.body.lines().count(), 10_001);
}
