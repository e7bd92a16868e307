//! Files as people have them: Excel's encoding, Japanese headers, broken rows, blank cells, formulas.

use std::sync::{Arc, atomic::AtomicBool};

use chrono::NaiveDate;
use db::{Sql, db_test};

use super::{Ended, Fate, FileError, Import, Kind, Options, Report, RowReport, Table, Tone};
use crate::{
    deals,
    error::Error,
    merges,
    money::Currency,
    testing::{REP, TestApp},
    time::At,
};

fn options() -> Options {
    Options {
        pipeline: None,
        phases: Vec::new(),
        create_phases: false,
        currency: Currency::JPY,
        dry_run: false,
    }
}

async fn import_with(app: &TestApp, options: Options, files: &[(Kind, &[u8])]) -> (Report, Ended) {
    let tables: Vec<_> = files
        .iter()
        .map(|(kind, bytes)| Table::open(*kind, "file.csv", bytes).unwrap())
        .collect();
    let actor = app.app.system().await.unwrap();
    let mut progress = |_| {};
    let mut import = Import::new(
        &app.app,
        actor,
        options,
        Report::default(),
        Arc::default(),
        &mut progress,
    )
    .unwrap();
    let ended = import.run(&tables).await.unwrap();
    assert_eq!(deals::disagreements(app.app.db().read()).await.unwrap(), []);
    (import.report, ended)
}

pub(super) async fn import(app: &TestApp, kind: Kind, text: &str) -> Report {
    import_with(app, options(), &[(kind, text.as_bytes())]).await.0
}

pub(super) fn counts(report: &Report, kind: Kind) -> [u64; 4] {
    Fate::ALL.map(|fate| report.count(kind, fate))
}

pub(super) fn why(row: &RowReport) -> Vec<&str> {
    let problems = row.notes.iter().filter(|note| note.tone == Tone::Problem);
    problems.map(|note| note.column.as_str()).collect()
}

const DEALS: &str = "案件ID,案件名,担当者,取引先,商品,フェーズ,開始日,クローズ日,契約金額（円）,備考
A-1,原価管理の導入,佐藤 美咲,㈱山田製作所,原価管理,提案,2026/10/1,,\"1,200,000\",
A-2,保守,rep@example.jp,,,受注,2026/9/1,2026/10/15,500000,年間契約
A-3,追加ライセンス,鈴木大輔,株式会社山田製作所,,失注,2026-09-01,2026-09-30,0,
";

#[db_test]
async fn deals_are_entered_with_what_their_rows_say(app: TestApp) {
    let report = import(&app, Kind::Deals, DEALS).await;
    assert_eq!(
        counts(&report, Kind::Deals),
        [3, 0, 0, 0],
        "{:?}",
        report.first_refused()
    );
    let count = |condition: &'static str| {
        let app = app.clone();
        async move {
            app.number(&format!("SELECT COUNT(*) FROM deals WHERE {condition}"))
                .await
        }
    };
    let open = "external_id = 'A-1' AND outcome = 'open' AND phase_id = 2 AND company_id = 1 AND amount = 1200000";
    assert_eq!(count(open).await, 1);
    let won = "external_id = 'A-2' AND outcome = 'won' AND phase_id = 4 AND owner_id = 3 AND amount = 500000";
    assert_eq!(count(won).await, 1);
    let lost = "external_id = 'A-3' AND outcome = 'lost' AND phase_id = 3 AND owner_id = 4 AND amount = 0";
    assert_eq!(count(lost).await, 1);
    let hints: Vec<_> = report
        .hints(Kind::Deals)
        .iter()
        .map(|(what, hint)| (*what, hint.shown()))
        .collect();
    assert!(
        hints.contains(&("「株式会社山田製作所」として取り込みました", "㈱山田製作所".into())),
        "{hints:?}"
    );
}

#[db_test]
async fn a_second_import_changes_nothing_and_blank_cells_leave_what_is_there(app: TestApp) {
    import(&app, Kind::Deals, DEALS).await;
    let traces = app.traces().await;
    assert_eq!(
        counts(&import(&app, Kind::Deals, DEALS).await, Kind::Deals),
        [0, 0, 3, 0]
    );
    let blank = "案件ID,案件名,担当,取引先,契約金額\nA-1,,佐藤 美咲,,\nA-2,,佐藤 美咲,,\n";
    assert_eq!(
        counts(&import(&app, Kind::Deals, blank).await, Kind::Deals),
        [0, 0, 2, 0]
    );
    assert_eq!(app.traces().await, traces);
}

#[db_test]
async fn a_deal_goes_on_where_the_file_says_so_but_what_happened_here_stays(app: TestApp) {
    import(&app, Kind::Deals, DEALS).await;
    let later = "案件ID,担当,フェーズ,クローズ日,契約金額,商品
A-1,佐藤 美咲,受注,2026/11/10,1300000,原価管理
A-2,佐藤 美咲,アプローチ,,,
A-3,佐藤 美咲,失注,,,
";
    let report = import(&app, Kind::Deals, later).await;
    assert_eq!(counts(&report, Kind::Deals), [0, 2, 1, 0]);
    let won = "SELECT COUNT(*) FROM deals WHERE external_id = 'A-1' AND outcome = 'won' AND amount = 1300000";
    assert_eq!(app.number(won).await, 1);
    let still = "SELECT COUNT(*) FROM deals WHERE external_id = 'A-2' AND outcome = 'won'";
    assert_eq!(app.number(still).await, 1);
    assert_eq!(
        report.hints(Kind::Deals)[0].0,
        "Kizashiですでに決着しているため、そのままにしました"
    );
    let since = "SELECT v.valid_from FROM deal_versions v JOIN deals d ON d.id = v.deal_id
                 WHERE d.external_id = 'A-1' AND v.outcome = 'won'";
    let closed = NaiveDate::from_ymd_opt(2026, 11, 10).unwrap();
    assert_eq!(app.number(since).await, At::day_start(closed, chrono_tz::Asia::Tokyo).0);
}

#[db_test]
async fn broken_rows_are_told_and_the_others_imported(app: TestApp) {
    let text = "案件ID,案件名,担当,取引先,フェーズ,開始日,契約金額
B-1,よい行,佐藤 美咲,,アプローチ,2026/10/1,100
B-2,いない人,田中 太郎,,アプローチ,2026/10/1,100
B-3,日付と金額,佐藤 美咲,,アプローチ,2026/13/1,百円くらい
B-4,多すぎる,佐藤 美咲,,アプローチ,2026/10/1,1,200,000
B-5,\"閉じない引用符,佐藤 美咲,,アプローチ,2026/10/1,100
B-6,ないフェーズ,佐藤 美咲,,検収,2026/10/1,100
B-1,同じID,佐藤 美咲,,アプローチ,2026/10/1,200
B-7,未来,佐藤 美咲,,アプローチ,2027/10/1,200
B-8,\"二行の
題名\",佐藤 美咲,,アプローチ,2026/10/1,100
,,,,,,
B-9,よい行,佐藤 美咲,,アプローチ,2026/10/1,100
";
    let report = import(&app, Kind::Deals, text).await;
    assert_eq!(counts(&report, Kind::Deals), [3, 0, 0, 7]);
    let refused: Vec<_> = report
        .first_refused()
        .iter()
        .map(|(_, row)| (row.line, why(row)))
        .collect();
    let known = [
        (3, vec!["担当"]),
        (4, vec!["開始日", "契約金額"]),
        (5, vec![""]),
        (6, vec![""]),
        (7, vec!["フェーズ"]),
        (8, vec!["案件ID"]),
        (9, vec!["開始日"]),
    ];
    assert_eq!(refused, known);
    let two_lines = "SELECT COUNT(*) FROM deals WHERE title = '二行の 題名'";
    assert_eq!(app.number(two_lines).await, 1);
}

#[db_test]
async fn an_ambiguous_name_is_an_error_of_its_row(app: TestApp) {
    app.execute(Sql::new(
        "INSERT INTO products (name, position) VALUES ('GTX Pro', 2), ('GTX-Pro', 3)",
    ))
    .await;
    let text = "案件ID,担当,商品,フェーズ\nC-1,佐藤 美咲,GTXPro,提案\nC-2,佐藤 美咲,GTX-Pro,提案\n";
    let report = import(&app, Kind::Deals, text).await;
    assert_eq!(counts(&report, Kind::Deals), [1, 0, 0, 1]);
    let (_, row) = &report.first_refused()[0];
    assert!(
        row.notes.iter().any(|note| note.what.contains("GTX Pro / GTX-Pro")),
        "{row:?}"
    );
}

#[db_test]
async fn excels_encoding_title_lines_and_carriage_returns_are_read(app: TestApp) {
    let text = "抽出日,2026/11/22\r\n取引先名,フリガナ,法人番号,従業員数,ＨＰ\r\n㈱髙島製作所①,ﾀｶｼﾏｾｲｻｸｼｮ,1234567890123,\"1,200人\",\r\n";
    let (bytes, _, unmappable) = encoding_rs::SHIFT_JIS.encode(text);
    assert!(!unmappable);
    let (report, _) = import_with(&app, options(), &[(Kind::Companies, &bytes)]).await;
    assert_eq!(
        counts(&report, Kind::Companies),
        [1, 0, 0, 0],
        "{:?}",
        report.first_refused()
    );
    let there = "SELECT COUNT(*) FROM companies WHERE name = '㈱髙島製作所①' AND employees = 1200 AND corporate_number = '1234567890123'";
    assert_eq!(app.number(there).await, 1);
}

#[db_test]
async fn a_company_is_known_by_its_number_and_never_by_a_name_that_is_only_alike(app: TestApp) {
    let text = "\u{feff}会社名,法人番号,備考\n山田製作所,,\n株式会社山田製作所,5070001000715,\n株式会社山田製作所,1010401000000,別の会社\n\"=HYPERLINK(\"\"x\"\")\",,\"一行目\n二行目\"\n";
    let report = import(&app, Kind::Companies, text).await;
    assert_eq!(
        counts(&report, Kind::Companies),
        [3, 1, 0, 0],
        "{:?}",
        report.first_refused()
    );
    let hints: Vec<_> = report.hints(Kind::Companies).iter().map(|(what, _)| *what).collect();
    assert!(hints.iter().any(|what| what.contains("よく似た名前")), "{hints:?}");
    assert!(hints.iter().any(|what| what.contains("文字として")), "{hints:?}");
    let traces = app.traces().await;
    assert_eq!(
        counts(&import(&app, Kind::Companies, text).await, Kind::Companies),
        [0, 0, 4, 0]
    );
    assert_eq!(app.traces().await, traces);
}

#[db_test]
async fn people_come_with_their_teams_and_managers(app: TestApp) {
    let text = "氏名,メールアドレス,役割,上長,拠点\n田中 太郎,tanaka@minato.example,営業,木村 直人,名古屋\n木村 直人,kimura@minato.example,,,\n佐藤 美咲,rep@example.jp,,,\n誰か,山田,社長,,\n";
    let report = import(&app, Kind::Users, text).await;
    assert_eq!(
        counts(&report, Kind::Users),
        [1, 1, 1, 1],
        "{:?}",
        report.first_refused()
    );
    assert_eq!(why(&report.first_refused()[0].1), ["メールアドレス", "役割"]);
    let kimura = "SELECT COUNT(*) FROM users u JOIN teams t ON t.id = u.team_id WHERE t.name = '木村 直人 (名古屋)'
                  AND u.role = 'manager' AND u.email = 'kimura@minato.example' AND u.password_hash IS NULL";
    assert_eq!(app.number(kimura).await, 1);
    let traces = app.traces().await;
    import(&app, Kind::Users, text).await;
    assert_eq!(app.traces().await, traces);
}

#[db_test]
async fn a_dry_run_tells_the_same_and_keeps_nothing(app: TestApp) {
    let traces = app.traces().await;
    let dry = Options {
        dry_run: true,
        pipeline: Some("新しい案件タイプ".into()),
        ..options()
    };
    let users = "氏名,メールアドレス\n田中 太郎,tanaka@minato.example\n".as_bytes();
    let deals = "案件ID,担当,フェーズ\nD-1,田中 太郎,検収\n".as_bytes();
    let (report, _) = import_with(&app, dry, &[(Kind::Users, users), (Kind::Deals, deals)]).await;
    assert_eq!(counts(&report, Kind::Users), [1, 0, 0, 0]);
    assert_eq!(
        counts(&report, Kind::Deals),
        [1, 0, 0, 0],
        "{:?}",
        report.first_refused()
    );
    assert_eq!(app.traces().await, traces);
    assert_eq!(app.number("SELECT COUNT(*) FROM pipelines").await, 1);
}

#[db_test]
async fn who_stops_it_is_told_from_where_to_go_on(app: TestApp) {
    let rows: String = (0..450).map(|row| format!("E-{row},佐藤 美咲\n")).collect();
    let table = Table::open(Kind::Deals, "file.csv", format!("案件ID,担当\n{rows}").as_bytes()).unwrap();
    let actor = app.app.system().await.unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&stop);
    let mut progress = move |_| told.store(true, std::sync::atomic::Ordering::Relaxed);
    let mut import = Import::new(&app.app, actor, options(), Report::default(), stop, &mut progress).unwrap();
    let ended = import.run(&[table]).await.unwrap();
    let stopped = Ended::Stopped {
        kind: Kind::Deals,
        line: 202,
    };
    assert_eq!(ended, stopped);
    assert_eq!(app.number("SELECT COUNT(*) FROM deals").await, 200);
}

#[db_test]
async fn only_admins_import(app: TestApp) {
    let mut progress = |_| {};
    let actor = app.actor(REP).await;
    let refused = Import::new(
        &app.app,
        actor,
        options(),
        Report::default(),
        Arc::default(),
        &mut progress,
    );
    assert!(matches!(refused, Err(Error::Forbidden)));
}

#[test]
fn a_file_that_cannot_be_read_is_refused_as_a_whole() {
    let open = |bytes: &[u8]| Table::open(Kind::Deals, "file.csv", bytes).err();
    assert_eq!(open("天気,気温\n晴れ,20\n".as_bytes()), Some(FileError::NoHeader));
    assert_eq!(open(b""), Some(FileError::NoHeader));
    assert_eq!(open(b"owner\nA\n\xff\xff\n"), Some(FileError::Encoding { line: 3 }));
}

#[test]
fn the_file_of_the_report_says_every_row_and_opens_in_a_spreadsheet() {
    let words = crate::text::Locale::En.texts();
    let path = tempfile::NamedTempFile::new().unwrap();
    let mut report = Report::to_file(Box::new(path.reopen().unwrap()), words).unwrap();
    let row = |line, notes| RowReport {
        line,
        fate: Fate::Refused,
        record: "=1+1".into(),
        notes,
    };
    let note = super::Note {
        tone: Tone::Problem,
        column: "amount".into(),
        value: "x".into(),
        what: "This is not an amount.".into(),
        remedy: "Write it in digits.".into(),
    };
    report
        .add(Kind::Deals, vec![row(2, Vec::new()), row(3, vec![note])], words)
        .unwrap();
    report.finish().unwrap();
    let text = std::fs::read_to_string(path.path()).unwrap();
    let lines: Vec<_> = text.trim_start_matches('\u{feff}').lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            "Deals,2,'=1+1,Not imported,,,,",
            "Deals,3,'=1+1,Not imported,amount,x,This is not an amount.,Write it in digits.",
        ]
    );
}

#[db_test]
async fn a_company_that_was_merged_is_found_as_the_one_that_took_it_over(app: TestApp) {
    let text = "取引先ID,会社名,法人番号,電話\nK-1,山田製作所（旧）,5070001000715,03-1\n";
    import(&app, Kind::Companies, text).await;
    let gone = app.number("SELECT MAX(id) FROM companies").await;
    let version = app.number("SELECT version FROM companies WHERE id = 1").await;
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    let half = |id, version| merges::Half { id, version };
    let takes = merges::Takes::from([("name", merges::Take::Kept)]);
    let merged = merges::merge(&mut tx, merges::Kind::Company, half(1, version), half(gone, 1), &takes);
    merged.await.unwrap();
    tx.commit().await.unwrap();
    let again = import(&app, Kind::Companies, text).await;
    assert_eq!(
        counts(&again, Kind::Companies),
        [0, 0, 1, 0],
        "{:?}",
        again.first_refused()
    );
    // What nobody said yet is taken; the name and the key stay as they are.
    let more = "取引先ID,会社名,所在地,電話\nK-1,山田製作所（旧）,長野県,03-9\n";
    assert_eq!(
        counts(&import(&app, Kind::Companies, more).await, Kind::Companies),
        [0, 1, 0, 0]
    );
    let kept = "SELECT COUNT(*) FROM companies WHERE id = 1 AND name = '株式会社山田製作所' AND address = '長野県'
        AND phone = '03-1' AND external_id IS NULL";
    assert_eq!(app.number(kept).await, 1);
    let deals = "案件ID,案件名,担当者,取引先,フェーズ\nB-1,棚卸の改善,佐藤 美咲,山田製作所（旧）,提案\n";
    assert_eq!(
        counts(&import(&app, Kind::Deals, deals).await, Kind::Deals),
        [1, 0, 0, 0]
    );
    let of_kept = "SELECT COUNT(*) FROM deals WHERE external_id = 'B-1' AND company_id = 1";
    assert_eq!(app.number(of_kept).await, 1);
}
