//! The four files of Maven Analytics' "CRM Sales Opportunities", as they are, and the numbers that are known of them.
//! They are no part of the repository: `KIZASHI_TEST_DATA` names the folder they are in.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use chrono::NaiveDate;
use db::{Sql, db_test};
use serde_json::json;

use super::{Ended, Fate, Import, Kind, Options, Report, Table};
use crate::{
    deals::{self, Outcome},
    ids::PipelineId,
    money::Currency,
    reports::outcomes::{self, Cycle, Group, GroupKey, Grouping, Outcomes, OutcomesQuery},
    testing::{ADMIN, TestApp},
};

/// The folder of the files, if it is there.
fn maven() -> Option<PathBuf> {
    let otherwise = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let data = std::env::var_os("KIZASHI_TEST_DATA").map_or(otherwise, PathBuf::from);
    let maven = data.join("maven");
    if maven.is_dir() {
        return Some(maven);
    }
    eprintln!(
        "SKIPPED: no Maven files in {}; KIZASHI_TEST_DATA names the folder",
        maven.display()
    );
    None
}

async fn import(app: &TestApp, tables: &[Table]) -> Report {
    let options = Options {
        pipeline: Some("Hardware".into()),
        phases: Vec::new(),
        create_phases: false,
        currency: Currency::JPY,
        dry_run: false,
    };
    let actor = app.app.system().await.unwrap();
    let mut progress = |_| {};
    let stop = Arc::default();
    let mut import = Import::new(&app.app, actor, options, Report::default(), stop, &mut progress).unwrap();
    assert_eq!(import.run(tables).await.unwrap(), Ended::Complete);
    import.report
}

#[db_test]
async fn the_known_numbers_come_out_and_a_second_import_changes_nothing(app: TestApp) {
    let Some(folder) = maven() else { return };
    // Its quarters are those of the calendar.
    app.execute(Sql::new("UPDATE workspace SET fiscal_start_month = 1"))
        .await;
    let tables = [
        (Kind::Users, "sales_teams.csv"),
        (Kind::Products, "products.csv"),
        (Kind::Companies, "accounts.csv"),
        (Kind::Deals, "sales_pipeline.csv"),
    ]
    .map(|(kind, file)| Table::open(kind, file, &std::fs::read(folder.join(file)).unwrap()).unwrap());

    let report = import(&app, &tables).await;
    assert_eq!(report.refused(), 0, "{:?}", report.first_refused());
    for (kind, rows) in [
        (Kind::Users, 35),
        (Kind::Products, 7),
        (Kind::Companies, 85),
        (Kind::Deals, 8800),
    ] {
        assert_eq!(report.count(kind, Fate::Created), rows, "{kind:?}");
    }
    says_what_it_took_for_what(&report);
    assert_eq!(deals::disagreements(app.app.db().read()).await.unwrap(), []);

    let pipeline = PipelineId(app.number("SELECT id FROM pipelines WHERE name = 'Hardware'").await);
    stages_are_known(&app, pipeline).await;
    rates_are_known(&app, pipeline).await;
    quarters_are_known(&app, pipeline).await;
    cycles_are_known(&app, pipeline).await;
    the_page_tells_the_same(&app, pipeline).await;
    history_lies_in_the_past(&app).await;

    let traces = app.traces().await;
    let again = import(&app, &tables).await;
    for kind in Kind::ALL {
        let rows = report.count(kind, Fate::Created);
        assert_eq!(
            again.count(kind, Fate::Unchanged),
            rows,
            "{kind:?}: {:?}",
            again.first_refused()
        );
    }
    assert_eq!(app.traces().await, traces);
}

fn says_what_it_took_for_what(report: &Report) {
    let hints = report.hints(Kind::Deals);
    let rows = |words: &str| {
        hints
            .iter()
            .find(|(what, _)| what.contains(words))
            .map(|(_, hint)| (hint.rows, hint.shown()))
    };
    assert_eq!(rows("「GTX Pro」として"), Some((1480, "GTXPro".to_owned())));
    assert_eq!(rows("取り込んだ日時を開始"), Some((500, String::new())));
}

async fn stages_are_known(app: &TestApp, pipeline: PipelineId) {
    let actor = app.app.system().await.unwrap();
    let query = OutcomesQuery {
        pipeline: Some(pipeline),
        ..OutcomesQuery::default()
    };
    let stages = outcomes::stages(&app.app, &actor, &query).await.unwrap();
    let stages: Vec<_> = stages
        .iter()
        .map(|stage| (stage.phase.as_str(), stage.outcome, stage.deals))
        .collect();
    let known = [
        ("Prospecting", Outcome::Open, 500),
        ("Engaging", Outcome::Lost, 2473),
        ("Engaging", Outcome::Open, 1589),
        ("Engaging", Outcome::Won, 4238),
    ];
    assert_eq!(stages, known);
}

async fn grouped(app: &TestApp, pipeline: PipelineId, by: Grouping) -> Outcomes {
    let actor = app.app.system().await.unwrap();
    let query = OutcomesQuery {
        pipeline: Some(pipeline),
        by,
        ..OutcomesQuery::default()
    };
    outcomes::read(&app.app, &actor, &query).await.unwrap()
}

/// In hundredths of a percent, as the known numbers are given.
fn hundredths(group: &Group) -> i64 {
    (group.win_rate.value().unwrap() * 10_000.0).round() as i64
}

fn name(group: &Group) -> String {
    match &group.key {
        GroupKey::Named(_, name) => name.clone(),
        GroupKey::Quarter(quarter) => quarter.to_string(),
        GroupKey::Without => String::new(),
    }
}

async fn rates_are_known(app: &TestApp, pipeline: PipelineId) {
    let by_product = grouped(app, pipeline, Grouping::Product).await;
    assert_eq!((by_product.total.win_rate.k(), by_product.total.lost()), (4238, 2473));
    assert_eq!(hundredths(&by_product.total), 6315);
    let products: BTreeMap<_, _> = by_product
        .groups
        .iter()
        .map(|group| (name(group), (hundredths(group), group.win_rate.k(), group.lost())))
        .collect();
    let known = [
        ("GTK 500", (6000, 15, 10)),
        ("GTX Basic", (6372, 915, 521)),
        ("GTX Plus Basic", (6213, 653, 398)),
        ("GTX Plus Pro", (6430, 479, 266)),
        ("GTX Pro", (6356, 729, 418)),
        ("MG Advanced", (6033, 654, 430)),
        ("MG Special", (6484, 793, 430)),
    ];
    assert_eq!(products, known.map(|(name, numbers)| (name.to_owned(), numbers)).into());

    let by_team = grouped(app, pipeline, Grouping::Team).await;
    let teams: BTreeMap<_, _> = by_team
        .groups
        .iter()
        .map(|group| (name(group), hundredths(group)))
        .collect();
    let known = [
        ("Cara Losch (East)", 6443),
        ("Celia Rouche (West)", 6341),
        ("Dustin Brinkmann (Central)", 6298),
        ("Melvin Marxen (Central)", 6220),
        ("Rocco Neubert (East)", 6208),
        ("Summer Sewald (West)", 6434),
    ];
    assert_eq!(teams, known.map(|(name, rate)| (name.to_owned(), rate)).into());
}

async fn quarters_are_known(app: &TestApp, pipeline: PipelineId) {
    let by_quarter = grouped(app, pipeline, Grouping::Quarter).await;
    let won = |group: &Group| group.won.iter().map(|money| money.amount).sum::<i64>();
    let quarters: Vec<_> = by_quarter
        .groups
        .iter()
        .map(|group| (name(group), won(group), group.win_rate.k()))
        .collect();
    let known = [
        ("2017-Q1", 1_134_672, 531),
        ("2017-Q2", 3_086_111, 1254),
        ("2017-Q3", 2_982_255, 1257),
        ("2017-Q4", 2_802_496, 1196),
    ];
    assert_eq!(quarters, known.map(|(name, won, count)| (name.to_owned(), won, count)));
    assert_eq!(won(&by_quarter.total), 10_005_534);

    let second = OutcomesQuery {
        pipeline: Some(pipeline),
        closed: NaiveDate::from_ymd_opt(2017, 4, 1).zip(NaiveDate::from_ymd_opt(2017, 6, 30)),
        ..OutcomesQuery::default()
    };
    let actor = app.app.system().await.unwrap();
    let total = outcomes::read(&app.app, &actor, &second).await.unwrap().total;
    assert_eq!((won(&total), total.win_rate.k()), (3_086_111, 1254));
}

async fn cycles_are_known(app: &TestApp, pipeline: PipelineId) {
    let total = grouped(app, pipeline, Grouping::Owner).await.total;
    let known = |cycle: Option<Cycle>| {
        let cycle = cycle.unwrap();
        (
            (cycle.mean * 100.0).round() as i64,
            cycle.quartiles.median,
            cycle.quartiles.n,
        )
    };
    assert_eq!(known(total.cycle_won), (5178, 57.0, 4238));
    assert_eq!(known(total.cycle_lost), (4148, 14.0, 2473));
}

/// What the page of won and lost deals answers as data.
async fn the_page_tells_the_same(app: &TestApp, pipeline: PipelineId) {
    let browser = app.browser(ADMIN).await.accepting("application/json");
    let path = format!("/reports/outcomes?pipeline={pipeline}&period=FY2017&by=");
    let by_quarter: serde_json::Value =
        serde_json::from_str(&browser.get(&(path.clone() + "quarter")).await.body).unwrap();
    let quarters = by_quarter["groups"].as_array().unwrap().iter();
    let quarters: Vec<_> = quarters
        .map(|group| (&group["won"], &group["won_amounts"][0]["amount"]))
        .collect();
    let known = [
        (531, 1_134_672),
        (1254, 3_086_111),
        (1257, 2_982_255),
        (1196, 2_802_496),
    ];
    let known = known.map(|(won, amount)| (json!(won), json!(amount)));
    assert_eq!(quarters, known.each_ref().map(|(won, amount)| (won, amount)));
    let total = &by_quarter["total"];
    assert_eq!((&total["won"], &total["lost"]), (&json!(4238), &json!(2473)));
    let rate = total["win_rate"]["value"].as_f64().unwrap();
    assert_eq!((rate * 10_000.0).round() as i64, 6315);
    assert_eq!(
        (&total["days_won"]["median"], &total["days_lost"]["median"]),
        (&json!(57.0), &json!(14.0))
    );
    let page = app.browser(ADMIN).await.get(&(path + "product")).await;
    assert!(page.says("受注率は63%です（n=6711）") && page.says("GTX Plus Basic"));
}

/// Deal 1C1I7A6R was engaged on 2016-10-20 and won on 2017-03-01, counted in the workspace's days.
async fn history_lies_in_the_past(app: &TestApp) {
    let day = |year, month, day| {
        let day = NaiveDate::from_ymd_opt(year, month, day).unwrap();
        crate::time::At::day_start(day, chrono_tz::Asia::Tokyo).0
    };
    let (opened, closed) = (day(2016, 10, 20), day(2017, 3, 1));
    let versions =
        "SELECT COUNT(*) FROM deal_versions v JOIN deals d ON d.id = v.deal_id WHERE d.external_id = '1C1I7A6R'";
    let open = format!("{versions} AND v.outcome = 'open' AND v.valid_from = {opened} AND v.valid_to = {closed}");
    let won = format!("{versions} AND v.outcome = 'won' AND v.valid_from = {closed} AND v.valid_to IS NULL");
    assert_eq!((app.number(&open).await, app.number(&won).await), (1, 1));
    let lost = "SELECT COUNT(*) FROM deals WHERE outcome = 'lost' AND amount = 0";
    assert_eq!(app.number(lost).await, 2473);
    let alone = "SELECT COUNT(*) FROM deals WHERE outcome = 'open' AND company_id IS NULL";
    assert_eq!(app.number(alone).await, 1425);
}
