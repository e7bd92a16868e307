//! The pages of the board: who sees what, what they say, and what they answer to a frame.

use axum::http::StatusCode;
use db::{Sql, db_test};
use scraper::{Html, Selector};

use crate::{testing::*, workspace::RepSees};

fn texts(page: &str, selector: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let selector = Selector::parse(selector).unwrap();
    let found = page.select(&selector);
    found
        .map(|element| element.text().collect::<String>().trim().to_owned())
        .collect()
}

fn attributes(page: &str, selector: &str, name: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let selector = Selector::parse(selector).unwrap();
    let found = page.select(&selector);
    found
        .filter_map(|element| Some(element.attr(name)?.to_owned()))
        .collect()
}

#[db_test]
async fn a_guest_is_sent_to_sign_in_and_home_is_the_board(app: TestApp) {
    for path in ["/", "/board", "/board/totals", "/board/columns/1"] {
        let answer = app.guest().get(path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(answer.location.starts_with("/sign-in?"), "{}", answer.location);
    }
    let home = app.browser(REP).await.get("/").await;
    assert_eq!((home.status, home.location.as_str()), (StatusCode::SEE_OTHER, "/board"));
}

#[db_test]
async fn cards_stand_in_the_columns_of_their_phases(app: TestApp) {
    app.deal(REP).await;
    app.deal(COLLEAGUE).await;
    let board = app.browser(REP).await.get("/board").await;
    assert_eq!(board.status, StatusCode::OK);
    assert_eq!(
        texts(&board.body, ".column__name h2"),
        ["アプローチ", "提案", "クロージング", "フォローアップ"]
    );
    assert_eq!(texts(&board.body, ".column__count"), ["2件", "0件", "0件", "0件"]);
    assert_eq!(texts(&board.body, ".column__sum")[0], "¥200万");
    assert_eq!(texts(&board.body, ".column__weighted")[0], "見込 ¥20万");
    assert_eq!(
        texts(&board.body, "#column_1 .card__company"),
        ["株式会社山田製作所"; 2]
    );
    assert_eq!(texts(&board.body, ".card .tag"), ["佐藤", "鈴木"]);
    assert_eq!(attributes(&board.body, ".card", "data-clock"), ["gray", "gray"]);
    assert_eq!(texts(&board.body, ".legend a[data-clock=gray]"), ["未着手 2"]);
    assert!(board.says("data-live-after-value=\"2\""));
}

#[db_test]
async fn what_somebody_does_not_see_is_neither_shown_nor_counted(app: TestApp) {
    app.reps_see(RepSees::Own).await;
    app.deal(REP).await;
    app.deal(COLLEAGUE).await;
    app.deal(STRANGER).await;
    for (user, count) in [
        (REP, "1件"),
        (MANAGER, "2件"),
        (VIEWER, "2件"),
        (STRANGER, "1件"),
        (ADMIN, "3件"),
    ] {
        let board = app.browser(user).await.get("/board").await;
        assert_eq!(texts(&board.body, ".column__count")[0], count, "as {user}");
        assert_eq!(texts(&board.body, ".totals > span > b")[0], count);
    }
    let column = app
        .browser(REP)
        .await
        .in_frame("column_1")
        .get("/board/columns/1?pipeline=1&owner=6")
        .await;
    assert_eq!(texts(&column.body, ".column__count"), ["0件"]);
}

#[db_test]
async fn a_viewer_and_a_past_day_have_no_acts(app: TestApp) {
    app.deal(REP).await;
    let rep = app.browser(REP).await;
    assert_eq!(
        attributes(&rep.get("/board").await.body, ".card__acts a", "data-act"),
        ["log", "edit", "move"]
    );
    let viewer = app.browser(VIEWER).await.get("/board").await;
    assert!(!viewer.says("card__acts") && !viewer.says("outcomes__drop") && viewer.says("card__link"));
    app.app.clock().advance(2 * crate::time::At::DAY);
    let past = rep.get("/board?as_of=2026-11-22").await;
    assert!(past.says("2026年11月22日（日） 24:00 時点") && past.says("card__link"));
    for absent in ["card__acts", "data-clock", "data-live-url-value", "class=\"chip\""] {
        assert!(!past.says(absent), "{absent}");
    }
    assert_eq!(attributes(&past.body, ".as-of a", "href"), ["/board?pipeline=1"]);
}

#[db_test]
async fn a_long_column_comes_in_pages_of_fifty(app: TestApp) {
    app.deal(REP).await;
    app.execute(Sql::new(
        "INSERT INTO deals (pipeline_id, phase_id, outcome, title, owner_id, amount, currency, probability, opened_at,
         phase_since, outcome_since, yellow_at, red_at, search_fold, created_at, updated_at)
         SELECT d.pipeline_id, d.phase_id, d.outcome, d.title, d.owner_id, d.amount, d.currency, d.probability, d.opened_at,
         d.phase_since, d.outcome_since, d.yellow_at, d.red_at, d.search_fold, 0, 0
         FROM deals d CROSS JOIN phases a CROSS JOIN phases b CROSS JOIN phases c CROSS JOIN (SELECT 1 UNION ALL SELECT 2) e",
    ))
    .await;
    let rep = app.browser(REP).await;
    let board = rep.get("/board").await;
    assert_eq!(texts(&board.body, ".column__count")[0], "129件");
    let mut shown = attributes(&board.body, ".card", "id");
    assert_eq!(
        (shown.len(), texts(&board.body, ".column__more")),
        (50, vec!["残り79件".to_owned()])
    );
    let mut page = board.body;
    for (count, more) in [(50, Some("残り29件")), (29, None)] {
        let frame = attributes(&page, "#column_1 turbo-frame, turbo-frame turbo-frame", "id")
            .pop()
            .unwrap();
        let src = attributes(&page, &format!("#{frame}"), "src").pop().unwrap();
        page = rep.in_frame(&frame).get(&src).await.body;
        assert_eq!(attributes(&page, "turbo-frame", "id")[0], frame);
        let cards = attributes(&page, ".card", "id");
        assert_eq!(
            (cards.len(), texts(&page, ".column__more").pop().as_deref()),
            (count, more)
        );
        shown.extend(cards);
    }
    shown.sort();
    shown.dedup();
    assert_eq!(shown.len(), 129);
    // A column that is reloaded after it was scrolled comes as long as it was.
    let again = rep
        .in_frame("column_1")
        .get("/board/columns/1?pipeline=1&cards=101")
        .await;
    assert_eq!(attributes(&again.body, ".card", "id").len(), 129);
}

#[db_test]
async fn filters_stand_in_the_url_and_what_cannot_be_read_is_said(app: TestApp) {
    app.deal(REP).await;
    let rep = app.browser(REP).await;
    let none = rep.get("/board?owner=4&colour=red&order=amount").await;
    assert!(none.says("条件に合う案件はありません"));
    assert_eq!(
        attributes(&none.body, "select[name=owner] option[selected]", "value"),
        ["4"]
    );
    assert_eq!(
        attributes(&none.body, ".board__view select[name=order] option[selected]", "value"),
        ["amount"]
    );
    assert_eq!(attributes(&none.body, ".legend a[aria-current]", "data-clock"), ["red"]);
    assert_eq!(
        attributes(&none.body, "#column_1", "data-src"),
        ["/board/columns/1?pipeline=1&owner=4&colour=red&order=amount"]
    );
    let odd = rep.get("/board?owner=somebody").await;
    assert_eq!(odd.status, StatusCode::OK);
    assert!(odd.says("「担当」の値「somebody」は使えません"));
    assert_eq!(
        rep.get("/board?as_of=someday").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    for path in [
        "/board?pipeline=9",
        "/board?pipeline=x",
        "/board/columns/99",
        "/board/columns/1?after=x",
    ] {
        assert_eq!(
            rep.in_frame("column_1").get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let plain = rep.get("/board/columns/1?owner=3").await;
    assert_eq!(plain.location, "/board?pipeline=1&owner=3");
}

#[db_test]
async fn an_empty_board_says_what_to_do_first(app: TestApp) {
    let rep = app.browser(REP).await;
    assert_eq!(
        attributes(&rep.get("/board").await.body, ".empty a", "href"),
        ["/deals/new"]
    );
    assert_eq!(
        attributes(&app.browser(VIEWER).await.get("/board").await.body, ".empty a", "href"),
        [""; 0]
    );
    app.execute(Sql::new("UPDATE pipelines SET retired_at = 1")).await;
    let admin = app.browser(ADMIN).await.get("/board").await;
    assert_eq!(attributes(&admin.body, ".empty a", "href"), ["/settings/pipelines/new"]);
    assert!(rep.get("/board").await.says("管理者が設定すると表示されます"));
}
