//! Files of leads.

use db::{Sql, db_test};

use super::{
    Kind,
    tests::{counts, import, why},
};
use crate::testing::*;

const LEADS: &str =
    "リードID,会社名,氏名,役職,メールアドレス,電話番号,状態,見込みなしの理由,担当者,チャネル,登録日,備考
L-1,ナガノ精密工業,諏訪 健一,経理部長,suwa@nagano.example,0266-00-1111,接触中,,佐藤 美咲,展示会,2026/11/2,名刺交換
L-2,,木曽 花子,,kiso@example.jp,,見込みなし,学生の方,,,,
L-3,伊那工業,,,,,,,,,,
";

#[db_test]
async fn leads_are_entered_with_what_their_rows_say(app: TestApp) {
    let report = import(&app, Kind::Leads, LEADS).await;
    assert_eq!(
        counts(&report, Kind::Leads),
        [3, 0, 0, 0],
        "{:?}",
        report.first_refused()
    );
    // 2026-11-02 in Tokyo.
    let contacted = "SELECT COUNT(*) FROM leads WHERE external_id = 'L-1' AND state = 'contacted' AND owner_id = 3
        AND channel_id = 1 AND job_title = '経理部長' AND created_at = 1793545200000 AND note = '名刺交換'";
    assert_eq!(app.number(contacted).await, 1);
    let unqualified =
        "SELECT COUNT(*) FROM leads WHERE external_id = 'L-2' AND state = 'unqualified' AND reason = '学生の方'
        AND owner_id IS NULL AND company = ''";
    assert_eq!(app.number(unqualified).await, 1);
    assert_eq!(
        app.number("SELECT COUNT(*) FROM leads WHERE external_id = 'L-3' AND state = 'new'")
            .await,
        1
    );
}

#[db_test]
async fn a_second_import_changes_nothing_and_blank_cells_leave_what_is_there(app: TestApp) {
    import(&app, Kind::Leads, LEADS).await;
    let traces = app.traces().await;
    assert_eq!(
        counts(&import(&app, Kind::Leads, LEADS).await, Kind::Leads),
        [0, 0, 3, 0]
    );
    let blank = "リードID,会社名,メールアドレス,電話番号\nL-1,ナガノ精密工業,,\n";
    assert_eq!(
        counts(&import(&app, Kind::Leads, blank).await, Kind::Leads),
        [0, 0, 1, 0]
    );
    assert_eq!(app.traces().await, traces);
    // Without a key the same address means the same lead.
    let by_mail = "会社名,メールアドレス,電話番号\nナガノ精密工業,SUWA@nagano.example,0266-22-2222\n";
    assert_eq!(
        counts(&import(&app, Kind::Leads, by_mail).await, Kind::Leads),
        [0, 1, 0, 0]
    );
    let changed = "SELECT COUNT(*) FROM leads WHERE phone = '0266-22-2222' AND state = 'contacted'";
    assert_eq!(app.number(changed).await, 1);
}

#[db_test]
async fn a_wrong_row_is_refused_with_its_column_and_the_others_go_on(app: TestApp) {
    let file = "会社名,氏名,メールアドレス,状態,理由,担当,チャネル,登録日,法人番号
,,x@example.jp,,,,,,
一社,,x＠example,,,,,,
二社,,,たぶん,,,,,
三社,,,見込みなし,,,,,
四社,,,,,だれか,,,
五社,,,,,,ラジオ,,
六社,,,,,,,2026-12-24,
七社,,,,,,,,123
八社,,,,,,,,
";
    let report = import(&app, Kind::Leads, file).await;
    assert_eq!(counts(&report, Kind::Leads), [1, 0, 0, 8]);
    let columns: Vec<_> = report.first_refused().iter().map(|(_, row)| why(row)).collect();
    assert_eq!(
        columns,
        [
            ["会社名"],
            ["メールアドレス"],
            ["状態"],
            ["状態"],
            ["担当"],
            ["チャネル"],
            ["登録日"],
            ["法人番号"]
        ]
    );
}

#[db_test]
async fn what_the_list_exports_is_taken_again(app: TestApp) {
    import(&app, Kind::Leads, LEADS).await;
    let columns = [
        "company",
        "contact",
        "key",
        "state",
        "reason",
        "owner",
        "channel",
        "email",
        "phone",
        "job_title",
        "note",
        "created",
    ];
    let columns = columns.map(|column| format!("columns={column}")).join("&");
    let file = app
        .browser(ADMIN)
        .await
        .get(&format!("/leads.csv?{columns}"))
        .await
        .body;
    let traces = app.traces().await;
    let report = import(&app, Kind::Leads, file.trim_start_matches('\u{feff}')).await;
    assert_eq!(
        counts(&report, Kind::Leads),
        [0, 0, 3, 0],
        "{file}\n{:?}",
        report.first_refused()
    );
    assert_eq!(app.traces().await, traces);
}

#[db_test]
async fn a_lead_that_became_a_deal_is_left_alone(app: TestApp) {
    app.deal(REP).await;
    import(&app, Kind::Leads, LEADS).await;
    app.execute(Sql::new(
        "UPDATE leads SET state = 'converted', deal_id = 1, converted_at = 0 WHERE external_id = 'L-1'",
    ))
    .await;
    assert_eq!(
        counts(&import(&app, Kind::Leads, LEADS).await, Kind::Leads),
        [0, 0, 3, 0]
    );
    assert_eq!(
        app.number("SELECT COUNT(*) FROM leads WHERE deal_id = 1 AND state = 'converted'")
            .await,
        1
    );
}
