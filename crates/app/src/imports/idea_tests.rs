//! Files of proposal ideas.

use db::{Sql, db_test};

use super::{
    Kind,
    tests::{counts, import, why},
};
use crate::{
    hearing::answer_tests::{say, text_question},
    testing::*,
};

#[db_test]
async fn the_file_of_ideas_is_taken_again(app: TestApp) {
    let (question, deal) = (text_question(&app, false).await, app.deal(REP).await);
    say(&app, REP, deal.id, question, "棚卸しに3日").await;
    let form = [("idea", "=循環棚卸し\n毎日"), ("from", "1"), ("once", "x")];
    let browser = app.browser(REP).await;
    browser.post(&format!("/deals/{}/ideas", deal.id), &form).await;
    let file = browser.get("/ideas.csv").await.body;
    let file = file.trim_start_matches('\u{feff}');
    let before = app.traces().await;
    let report = import(&app, Kind::Ideas, file).await;
    assert_eq!(
        counts(&report, Kind::Ideas),
        [0, 0, 1, 0],
        "{:?}",
        report.first_refused()
    );
    assert_eq!(app.traces().await, before);
    // Into a workspace that does not have it, it comes with its answer, its day and whoever had it.
    app.execute(Sql::new("DELETE FROM proposal_idea_answers")).await;
    app.execute(Sql::new("DELETE FROM proposal_ideas")).await;
    let report = import(&app, Kind::Ideas, file).await;
    assert_eq!(
        counts(&report, Kind::Ideas),
        [1, 0, 0, 0],
        "{:?}",
        report.first_refused()
    );
    let whole = "SELECT COUNT(*) FROM proposal_ideas i JOIN proposal_idea_answers o ON o.idea_id = i.id
        WHERE i.by_user_id = 3 AND o.answer_id = 1 AND i.text = '=循環棚卸し
毎日'";
    assert_eq!(app.number(whole).await, 1);
    let path = format!("/deals/{}/hearing", deal.id);
    assert!(browser.get(&path).await.says("循環棚卸し"));
    app.execute(Sql::new("UPDATE proposal_ideas SET deleted_at = 1")).await;
    assert_eq!(
        counts(&import(&app, Kind::Ideas, file).await, Kind::Ideas),
        [0, 0, 1, 0]
    );
}

#[db_test]
async fn a_wrong_row_of_ideas_is_refused_with_its_column(app: TestApp) {
    app.deal(REP).await;
    let title = "原価管理パッケージ";
    let long = "あ".repeat(2_001);
    let file = format!(
        "提案のアイデア,もとになった回答,案件,残した人,残した日\n,,{title},,\n一,,,,\n二,,ない案件,,\n三,,{title},だれか,\n四,,{title},,2026-12-24\n{long},,{title},,\n五,人数: 5,{title},佐藤 美咲,2026-11-01\n"
    );
    let report = import(&app, Kind::Ideas, &file).await;
    let columns: Vec<_> = report.first_refused().iter().map(|(_, row)| why(row)).collect();
    assert_eq!(
        columns,
        [
            ["提案のアイデア"],
            [""],
            ["案件"],
            ["残した人"],
            ["残した日"],
            ["提案のアイデア"]
        ]
    );
    assert_eq!(app.number("SELECT COUNT(*) FROM proposal_ideas").await, 1);
    assert_eq!(app.number("SELECT COUNT(*) FROM proposal_idea_answers").await, 0);
}
