//! The page of a deal.

use axum::http::StatusCode;
use db::{Sql, db_test};

use super::{attribute, texts};
use crate::{
    activities::{self, Done, NewActivity, When},
    deals::{self, Change, DecisionPart, Move, People},
    ids::ContactId,
    testing::*,
    time::At,
};

async fn contact(app: &TestApp, name: &str) -> ContactId {
    let mut sql = Sql::new("INSERT INTO contacts (company_id, name, search_fold, created_at, updated_at) VALUES (");
    sql.bind(COMPANY.0).push(", ").bind(name).push(", '', 0, 0)");
    app.execute(sql).await;
    ContactId(app.number("SELECT MAX(id) FROM contacts").await)
}

fn planned(deal: &deals::Deal) -> NewActivity {
    NewActivity {
        deal: Some(deal.id),
        company: None,
        lead: None,
        owner: REP,
        kind: PHONE,
        way: None,
        subject: "役員会の結果を確認".into(),
        when: When { day: TODAY, time: None },
        minutes: None,
        contacts: Vec::new(),
        done: None,
        external_id: None,
    }
}

#[db_test]
async fn a_deal_that_went_wrong_says_so_on_top(app: TestApp) {
    let deal = app.deal(REP).await;
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    activities::create(&mut tx, planned(&deal)).await.unwrap();
    tx.commit().await.unwrap();
    app.app.clock().advance(15 * At::DAY);
    let page = app.browser(REP).await.get(&format!("/deals/{}", deal.id)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(attribute(&page, ".signs", "data-clock"), "red");
    assert_eq!(
        texts(&page, ".signs li"),
        [
            "始めてから15日間、お客様の反応がありません（7日で注意、14日で要対応）",
            "次の予定「11/22（日） 電話」を15日過ぎています",
            "このフェーズに15日とどまっています（通常14日）",
        ]
    );
    assert_eq!(
        texts(&page, ".clocks dd"),
        [
            "15日7日で注意、14日で要対応",
            "15日通常14日",
            "15日超過3日超過で要対応",
            "0回計0日。2回か60日で要対応"
        ]
    );
    assert_eq!(texts(&page, ".next-action__what"), ["役員会の結果を確認"]);
}

#[db_test]
async fn the_way_names_what_was_passed_skipped_and_is_ahead(app: TestApp) {
    let deal = app.deal(REP).await;
    app.app.clock().advance(3 * At::DAY);
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    let wish = Move {
        to: PHASES[2],
        version: None,
        override_reason: None,
    };
    deals::move_to(&mut tx, deal.id, wish).await.unwrap();
    tx.commit().await.unwrap();
    app.app.clock().advance(2 * At::DAY);
    let page = app.browser(REP).await.get(&format!("/deals/{}", deal.id)).await;
    assert_eq!(
        texts(&page, ".path__phase"),
        [
            "アプローチ11/22",
            "提案飛ばした",
            "クロージング11/25から2日",
            "フォローアップ"
        ]
    );
    assert_eq!(texts(&page, ".path__phase--skipped"), ["提案飛ばした"]);
    assert_eq!(texts(&page, ".path__phase[aria-current]"), ["クロージング11/25から2日"]);
}

#[db_test]
async fn everything_that_happened_is_told_in_words(app: TestApp) {
    let deal = app.deal(REP).await;
    let suwa = contact(&app, "諏訪 健一").await;
    let mut tx = app.app.begin(&app.actor(MANAGER).await).await.unwrap();
    let change = Change {
        owner: Some(COLLEAGUE),
        amount: Some(Some(2_500_000)),
        ..Change::default()
    };
    deals::change(&mut tx, deal.id, None, change).await.unwrap();
    let people = People {
        contacts: vec![(suwa, DecisionPart::Decides)],
        members: [REP].into(),
    };
    deals::set_people(&mut tx, deal.id, None, people).await.unwrap();
    tx.commit().await.unwrap();
    app.app.clock().advance(At::DAY);
    let mut tx = app.app.begin(&app.actor(COLLEAGUE).await).await.unwrap();
    let visit = NewActivity {
        kind: VISIT,
        subject: "見積を説明".into(),
        contacts: vec![suwa],
        done: Some(Done {
            result: "「検討します」".into(),
            customer_took_part: true,
        }),
        ..planned(&deal)
    };
    activities::create(&mut tx, visit).await.unwrap();
    let wish = Move {
        to: PHASES[1],
        version: None,
        override_reason: None,
    };
    let moved = deals::move_to(&mut tx, deal.id, wish).await.unwrap();
    tx.commit().await.unwrap();
    let deals::Moved::Done { deal: moved, .. } = moved else {
        panic!()
    };
    let mut tx = app.app.begin(&app.actor(COLLEAGUE).await).await.unwrap();
    deals::undo_move(&mut tx, deal.id, moved.version).await.unwrap();
    tx.commit().await.unwrap();
    let page = app.browser(REP).await.get(&format!("/deals/{}", deal.id)).await;
    let told = texts(&page, ".timeline__what");
    assert!(
        told.contains(&"取り消し：提案 → アプローチ 鈴木 大輔".to_owned()),
        "{told:?}"
    );
    assert!(
        told.contains(&"フェーズ：アプローチ → 提案 鈴木 大輔".to_owned()),
        "{told:?}"
    );
    assert!(
        told.contains(&"訪問：見積を説明。「検討します」 佐藤 美咲・諏訪 健一".to_owned()),
        "{told:?}"
    );
    let changed = "担当：佐藤 美咲 → 鈴木 大輔契約金額：¥1,000,000 → ¥2,500,000 部長 花子";
    assert!(told.contains(&changed.to_owned()), "{told:?}");
    let people = "関係者：諏訪 健一（決裁者）を追加メンバー：佐藤 美咲を追加 部長 花子";
    assert!(told.contains(&people.to_owned()), "{told:?}");
    assert_eq!(told.last().unwrap(), "案件を登録 佐藤 美咲");
}

#[db_test]
async fn a_title_is_text_and_never_markup(app: TestApp) {
    let deal = app.deal(REP).await;
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    let change = Change {
        title: Some("<script>alert(1)</script>".into()),
        note: Some("<b>x</b>".into()),
        ..Change::default()
    };
    deals::change(&mut tx, deal.id, None, change).await.unwrap();
    tx.commit().await.unwrap();
    let page = app.browser(REP).await.get(&format!("/deals/{}", deal.id)).await;
    assert!(!page.says("<script>alert") && !page.says("<b>x"));
    assert_eq!(texts(&page, "h1"), ["<script>alert(1)</script>"]);
}

#[db_test]
async fn the_drawer_and_the_deals_own_frame_get_that_alone(app: TestApp) {
    let deal = app.deal(REP).await;
    let (browser, path) = (app.browser(REP).await, format!("/deals/{}", deal.id));
    let drawer = browser.in_frame("drawer").get(&path).await;
    assert!(drawer.body.trim_start().starts_with("<turbo-frame id=\"drawer\""));
    let own = format!("deal_{}", deal.id);
    assert_eq!(
        attribute(&drawer, &format!("#{own}"), "data-src"),
        format!("{path}?in=drawer")
    );
    let frame = browser.in_frame(&own).get(&format!("{path}?in=drawer")).await;
    assert!(
        frame
            .body
            .trim_start()
            .starts_with(&format!("<turbo-frame id=\"{own}\""))
    );
    assert_eq!(
        frame.body.matches("<turbo-frame id=\"deal_").count(),
        6,
        "its own and those of five facts"
    );
    let full = browser.in_frame("dialog").get(&path).await;
    assert!(full.says("<html"), "a dialog is closed by the page that follows");
}

#[db_test]
async fn a_viewer_is_offered_no_act(app: TestApp) {
    let deal = app.deal(REP).await;
    let page = app.browser(VIEWER).await.get(&format!("/deals/{}", deal.id)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(texts(&page, "main form, main .button"), Vec::<String>::new());
    assert!(!page.says("/edit"));
}

#[db_test]
async fn a_free_item_is_ticked_where_it_stands_and_the_tick_taken_back(app: TestApp) {
    let deal = app.deal(REP).await;
    app.execute(Sql::new(
        "INSERT INTO criteria (phase_id, kind, label, position) VALUES (1, 'check', '提案書を提出した', 1)",
    ))
    .await;
    let rep = app.browser(REP).await;
    let own = format!("/deals/{}", deal.id);
    let path = attribute(&rep.get(&own).await, ".criterion form", "action");
    let criterion = attribute(&rep.get(&own).await, "input[name=criterion]", "value");
    let tick = [("version", "1"), ("criterion", &criterion), ("checked", "1")];
    assert_eq!(rep.post(&path, &tick).await.location, own);
    let ticked = rep.get(&own).await;
    assert_eq!(attribute(&ticked, "[role=checkbox]", "aria-checked"), "true");
    // The page that was drawn before is out of date; nothing changes.
    assert_eq!(rep.post(&path, &tick).await.status, StatusCode::CONFLICT);
    let back = [("version", "2"), ("criterion", criterion.as_str())];
    assert_eq!(rep.post(&path, &back).await.location, own);
    assert_eq!(app.number("SELECT COUNT(*) FROM deal_checks").await, 0);
}

#[db_test]
async fn what_the_next_phase_needs_is_named_with_its_state(app: TestApp) {
    let deal = app.deal(REP).await;
    app.execute(Sql::new(
        "INSERT INTO criteria (phase_id, kind, field, activity_kind_id, label, position) VALUES
            (1, 'check', NULL, NULL, '提案書を提出した', 1), (1, 'field', 'amount', NULL, '', 2),
            (1, 'field', 'deciding_contact', NULL, '', 3), (1, 'activity', NULL, 2, '', 4)",
    ))
    .await;
    let page = app.browser(REP).await.get(&format!("/deals/{}", deal.id)).await;
    assert_eq!(texts(&page, "#criteria_title"), ["提案へ進むには"]);
    assert_eq!(
        texts(&page, ".criterion"),
        [
            "提案書を提出した 未",
            "契約金額の入力 済 ¥1,000,000",
            "決裁者の登録 未",
            "訪問の実施 未"
        ]
    );
    assert_eq!(
        texts(&page, ".criterion[data-met] .criterion__name"),
        ["契約金額の入力"]
    );
}
