//! Files of activities and touches.

use db::db_test;

use super::{
    Kind,
    tests::{counts, import, why},
};
use crate::testing::*;

const DEALS: &str = "案件ID,案件名,担当者,取引先,フェーズ,開始日
A-1,原価管理の導入,佐藤 美咲,株式会社山田製作所,提案,2026/10/1
A-2,原価管理の導入,佐藤 美咲,,提案,2026/10/1
";
const LEADS: &str = "リードID,会社名,担当\nL-1,ナガノ精密工業,佐藤 美咲\n";

const ACTIVITIES: &str = "日付,種類,内容,状態,取引先,案件,担当,方法,時間（分）,お客様の反応があった,結果,場所・URL・電話番号,社内の同席者,目的,持ち物
2026-10-08 14:00,訪問,初回訪問,済み,株式会社山田製作所,原価管理の導入,佐藤 美咲,訪問,60,あり,決裁の流れを確認,山田製作所 本社,鈴木 大輔,現状の把握,パンフレット
2026-12-01 10:00,電話,見積の確認,予定,株式会社山田製作所,原価管理の導入,佐藤 美咲,オンライン,30,,,https://meet.example.jp/1,,,
2026-10-09,電話,折り返し,取りやめ,株式会社山田製作所,,佐藤 美咲,,,,,,,,
";

const TOUCHES: &str = "日付,接点の種類,内容,チャネル,案件ID,リードID,費用,通貨,紹介元,紹介者
2026-09-01,広告,検索広告,展示会,A-1,,\"12,000\",JPY,,
2026-09-12,紹介,,,A-1,,,,株式会社山田製作所,
2026-11-02,広告,展示会,,,L-1,5000,,,
";

async fn world(app: &TestApp) {
    import(app, Kind::Deals, DEALS).await;
    import(app, Kind::Leads, LEADS).await;
}

#[db_test]
async fn activities_come_with_their_appointments(app: TestApp) {
    world(&app).await;
    let report = import(&app, Kind::Activities, ACTIVITIES).await;
    assert_eq!(
        counts(&report, Kind::Activities),
        [3, 0, 0, 0],
        "{:?}",
        report.first_refused()
    );
    // Of two deals of that name, the one of the company; 14:00 in Tokyo.
    let visited = "SELECT COUNT(*) FROM activities a JOIN deals d ON d.id = a.deal_id JOIN appointments p ON p.activity_id = a.id
        JOIN appointment_members m ON m.activity_id = a.id
        WHERE d.external_id = 'A-1' AND a.state = 'done' AND a.customer_took_part AND a.minutes = 60
        AND a.starts_at = 1791435600000 AND p.place = '山田製作所 本社' AND p.purpose = '現状の把握' AND p.bring = 'パンフレット'";
    assert_eq!(app.number(visited).await, 1);
    let online = "SELECT COUNT(*) FROM activities a JOIN appointments p ON p.activity_id = a.id
        WHERE a.state = 'planned' AND a.way = 'online' AND p.link = 'https://meet.example.jp/1'";
    assert_eq!(app.number(online).await, 1);
    let cancelled = "SELECT COUNT(*) FROM activities WHERE state = 'cancelled' AND all_day AND deal_id IS NULL";
    assert_eq!(app.number(cancelled).await, 1);
    let traces = app.traces().await;
    let again = import(&app, Kind::Activities, ACTIVITIES).await;
    assert_eq!(counts(&again, Kind::Activities), [0, 0, 3, 0]);
    assert_eq!(app.traces().await, traces);
}

#[db_test]
async fn activities_of_a_lead_come_and_go_with_it(app: TestApp) {
    world(&app).await;
    let file = "日付,種類,内容,リード,リードID,担当,方法\n2026-10-08 14:00,訪問,ご挨拶,ナガノ精密工業,,佐藤 美咲,訪問\n\
                2026-12-01,電話,日程の相談,,L-1,佐藤 美咲,\n2026-12-02,電話,だれのことか,,,佐藤 美咲,\n";
    let report = import(&app, Kind::Activities, file).await;
    assert_eq!(counts(&report, Kind::Activities), [2, 0, 0, 1]);
    let of_lead = "SELECT COUNT(*) FROM activities WHERE lead_id = 1 AND deal_id IS NULL AND company_id IS NULL";
    assert_eq!(app.number(of_lead).await, 2);
    let browser = app.browser(ADMIN).await;
    let columns = "columns=day&columns=kind&columns=subject&columns=state&columns=lead&columns=deal&columns=company&columns=owner&columns=way";
    let mut files = vec![file.lines().take(3).collect::<Vec<_>>().join("\n")];
    files.push(browser.get(&format!("/activities/all.csv?{columns}")).await.body);
    // Once it is a deal, its activities are the deal's too; either file still finds them.
    for is_converted in [false, true] {
        if is_converted {
            app.execute(db::Sql::new(
                "UPDATE activities SET deal_id = 1, company_id = 1 WHERE lead_id = 1",
            ))
            .await;
            files.push(browser.get(&format!("/activities/all.csv?{columns}")).await.body);
        }
        let traces = app.traces().await;
        for file in &files {
            let report = import(&app, Kind::Activities, file.trim_start_matches('\u{feff}')).await;
            assert_eq!(
                counts(&report, Kind::Activities),
                [0, 0, 2, 0],
                "{file}\n{:?}",
                report.first_refused()
            );
        }
        assert_eq!(app.traces().await, traces);
    }
}

#[db_test]
async fn an_activity_with_a_key_is_changed_and_finished_by_a_later_file(app: TestApp) {
    world(&app).await;
    let planned = "アクションID,日付,種類,内容,案件ID,担当\nX-1,2026-11-24 09:00,訪問,打ち合わせ,A-1,佐藤 美咲\n";
    import(&app, Kind::Activities, planned).await;
    let moved = "アクションID,日付,種類,内容,案件ID,担当,状態,結果\nX-1,2026-11-20 09:00,訪問,打ち合わせ,A-1,佐藤 美咲,済み,次回は見積\n";
    let report = import(&app, Kind::Activities, moved).await;
    assert_eq!(
        counts(&report, Kind::Activities),
        [0, 1, 0, 0],
        "{:?}",
        report.first_refused()
    );
    let done = "SELECT COUNT(*) FROM activities WHERE external_id = 'X-1' AND state = 'done' AND result = '次回は見積'
        AND starts_at = 1795132800000";
    assert_eq!(app.number(done).await, 1);
    let back =
        "アクションID,日付,種類,内容,案件ID,担当,状態\nX-1,2026-11-20 09:00,訪問,打ち合わせ,A-1,佐藤 美咲,予定\n";
    let report = import(&app, Kind::Activities, back).await;
    assert_eq!(counts(&report, Kind::Activities), [0, 0, 1, 0]);
}

#[db_test]
async fn a_wrong_row_is_refused_with_its_column_and_the_others_go_on(app: TestApp) {
    world(&app).await;
    let file = "日付,種類,内容,案件,案件ID,担当,方法,状態,場所,社内の同席者,お客様側の担当者,お客様の参加
,訪問,一,,A-1,佐藤 美咲,,,,,,
2026-10-08 25:00,訪問,二,,A-1,佐藤 美咲,,,,,,
2026-10-08,登山,三,,A-1,佐藤 美咲,,,,,,
2026-10-08,訪問,四,原価管理の導入,,佐藤 美咲,,,,,,
2026-10-08,訪問,五,,A-9,佐藤 美咲,,,,,,
2026-10-08,訪問,六,,A-1,,,,,,,
2026-10-08,訪問,七,,A-1,佐藤 美咲,徒歩,,,,,
2026-10-08,訪問,八,,A-1,佐藤 美咲,,たぶん,,,,
2026-12-24,訪問,九,,A-1,佐藤 美咲,,済み,,,,
2026-10-08,訪問,十,,A-1,佐藤 美咲,オンライン,,会議室,,,
2026-10-08,訪問,十一,,A-1,佐藤 美咲,,,,だれか,,
2026-10-08,訪問,十二,,A-1,佐藤 美咲,,,,,だれか,
2026-10-08,訪問,十三,,A-1,佐藤 美咲,,,,,,たぶん
2026-10-08,訪問,十四,,,佐藤 美咲,,,,,,
2026-10-08,訪問,十五,,A-1,佐藤 美咲,,,,,,
";
    let report = import(&app, Kind::Activities, file).await;
    let columns: Vec<_> = report.first_refused().iter().map(|(_, row)| why(row)).collect();
    assert_eq!(
        columns,
        [
            ["日付"],
            ["日付"],
            ["種類"],
            ["案件"],
            ["案件ID"],
            ["担当"],
            ["方法"],
            ["状態"],
            ["日付"],
            ["場所"],
            ["社内の同席者"],
            ["お客様側の担当者"],
            ["お客様の参加"],
            [""],
        ]
    );
    assert_eq!(counts(&report, Kind::Activities), [1, 0, 0, 14]);
    assert_eq!(app.number("SELECT COUNT(*) FROM activities").await, 1);
}

#[db_test]
async fn touches_are_kept_once_with_cost_and_introducer(app: TestApp) {
    world(&app).await;
    let report = import(&app, Kind::Touches, TOUCHES).await;
    assert_eq!(
        counts(&report, Kind::Touches),
        [3, 0, 0, 0],
        "{:?}",
        report.first_refused()
    );
    let ad = "SELECT COUNT(*) FROM touches t JOIN deals d ON d.id = t.deal_id
        WHERE d.external_id = 'A-1' AND t.cost = 12000 AND t.currency = 'JPY' AND t.channel_id = 1 AND t.what = '検索広告'";
    assert_eq!(app.number(ad).await, 1);
    let introduced = "SELECT COUNT(*) FROM touches WHERE introducer_company_id IS NOT NULL";
    assert_eq!(app.number(introduced).await, 1);
    let of_lead = "SELECT COUNT(*) FROM touches WHERE lead_id IS NOT NULL AND deal_id IS NULL AND cost = 5000";
    assert_eq!(app.number(of_lead).await, 1);
    let traces = app.traces().await;
    assert_eq!(
        counts(&import(&app, Kind::Touches, TOUCHES).await, Kind::Touches),
        [0, 0, 3, 0]
    );
    assert_eq!(app.traces().await, traces);
    let wrong = "日付,接点の種類,案件ID,費用\n2026-12-24,広告,A-1,\n2026-10-01,広告,A-1,-5\n2026-10-01,広告,,\n";
    let report = import(&app, Kind::Touches, wrong).await;
    let columns: Vec<_> = report.first_refused().iter().map(|(_, row)| why(row)).collect();
    assert_eq!(columns, [["日付"], ["費用"], [""]]);
}

#[db_test]
async fn what_is_exported_is_taken_again_and_changes_nothing(app: TestApp) {
    world(&app).await;
    import(&app, Kind::Activities, ACTIVITIES).await;
    import(&app, Kind::Touches, TOUCHES).await;
    let browser = app.browser(ADMIN).await;
    let columns = [
        "day", "kind", "subject", "state", "company", "deal", "owner", "way", "minutes", "customer", "result", "place",
        "members", "purpose", "bring", "contacts", "key",
    ];
    let columns = columns.map(|column| format!("columns={column}")).join("&");
    let activities = browser.get(&format!("/activities/all.csv?{columns}")).await.body;
    let touches = browser.get("/touches.csv?from=2026-09-01&to=2026-11-30").await.body;
    let traces = app.traces().await;
    for (kind, file) in [(Kind::Activities, activities), (Kind::Touches, touches)] {
        let report = import(&app, kind, file.trim_start_matches('\u{feff}')).await;
        assert_eq!(
            counts(&report, kind),
            [0, 0, 3, 0],
            "{file}\n{:?}",
            report.first_refused()
        );
    }
    assert_eq!(app.traces().await, traces);
}

#[db_test]
async fn the_file_of_touches_holds_what_one_sees(app: TestApp) {
    world(&app).await;
    import(&app, Kind::Touches, TOUCHES).await;
    assert!(app.guest().get("/touches.csv").await.location.starts_with("/sign-in"));
    let browser = app.browser(ADMIN).await;
    assert_eq!(browser.get("/touches.csv?from=x").await.status, 422);
    assert_eq!(
        browser.get("/touches.csv?from=2026-11-01").await.body.lines().count(),
        2
    );
    app.reps_see(crate::workspace::RepSees::Team).await;
    let seen = app.browser(STRANGER).await.get("/touches.csv").await.body;
    assert_eq!(seen.lines().count(), 1, "{seen}");
}
