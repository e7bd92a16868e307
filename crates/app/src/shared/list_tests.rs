//! Lists: what the URL asks for, in which order rows come, and what stands in the file.

use db::db_test;

use super::*;
use crate::{shared::download, testing::*};

#[derive(FromQueryResult, Debug)]
struct User {
    id: i64,
    name: String,
    team_id: Option<i64>,
}

static USERS: List<User> = List {
    path: "/people",
    from: "users u",
    id: "u.id",
    columns: &[
        Column {
            code: "name",
            label: |_| "名前".into(),
            kind: Kind::Text,
            shown: true,
            sort: Some("u.email"),
            cell: |user, _| Cell::text(&user.name),
        },
        Column {
            code: "team",
            label: |_| "チーム".into(),
            kind: Kind::Number,
            shown: true,
            sort: Some("u.team_id"),
            cell: |user, _| {
                user.team_id
                    .map_or_else(Cell::none, |team| Cell::text(team.to_string()))
            },
        },
        Column {
            code: "number",
            label: |_| "番号".into(),
            kind: Kind::Number,
            shown: false,
            sort: None,
            cell: |user, _| Cell::text(user.id.to_string()),
        },
    ],
    order: "name",
};

fn asked(query: &str) -> Asked<User> {
    USERS.asked(&Fields::parse(query.as_bytes()))
}

async fn found(app: &TestApp, query: &str) -> Vec<i64> {
    asked(query).all(&app.app, &|_| ()).await.unwrap()
}

#[db_test]
async fn rows_without_a_value_come_last_either_way(app: TestApp) {
    let none = ADMIN.0;
    assert_eq!(found(&app, "sort=team").await, [2, 3, 4, 5, 6, none]);
    assert_eq!(found(&app, "sort=-team").await, [6, 5, 4, 3, 2, none]);
}

#[db_test]
async fn an_order_nobody_knows_is_the_usual_one(app: TestApp) {
    let usual = found(&app, "").await;
    assert_eq!(found(&app, "sort=number").await, usual);
    assert_eq!(found(&app, "sort=name; DROP TABLE users").await, usual);
}

#[db_test]
async fn pages_hold_every_row_once(app: TestApp) {
    for number in 0..120 {
        let mut sql = Sql::new("INSERT INTO users (email, name, role, created_at) VALUES (");
        sql.bind(format!("x{number:03}@example.jp")).push(", 'x', 'rep', 0)");
        app.execute(sql).await;
    }
    let mut seen = Vec::new();
    for page in 1..=3 {
        let query = format!("page={page}");
        let (paging, ids) = asked(&query)
            .page(&app.app, &|sql| {
                sql.push(" AND u.id > ").bind(1);
            })
            .await
            .unwrap();
        assert_eq!((paging.total, paging.pages()), (125, 3));
        seen.extend(ids);
    }
    let all = asked("")
        .all(&app.app, &|sql| {
            sql.push(" AND u.id > ").bind(1);
        })
        .await
        .unwrap();
    assert_eq!(seen, all);
    assert_eq!(seen.len(), 125);
}

#[test]
fn the_first_column_is_always_shown_and_others_when_chosen() {
    let codes = |query: &str| {
        asked(query)
            .columns
            .iter()
            .map(|column| column.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(codes(""), ["name", "team"]);
    assert_eq!(codes("columns=number"), ["name", "number"]);
    assert_eq!(
        codes("columns=number&columns=team&columns=nonsense"),
        ["name", "team", "number"]
    );
}

#[test]
fn links_keep_the_rest_of_the_query() {
    let list = asked("owner=1&owner=2&sort=team&page=3");
    let (name, team) = (USERS.columns.first().unwrap(), USERS.columns.get(1).unwrap());
    assert_eq!(list.sort_link(team), "/people?owner=1&owner=2&sort=-team");
    assert_eq!(list.sort_link(name), "/people?owner=1&owner=2&sort=name");
    assert_eq!(list.page_link(4), "/people?owner=1&owner=2&sort=team&page=4");
    assert_eq!(list.csv_link(), "/people.csv?owner=1&owner=2&sort=team");
    assert_eq!(asked("").csv_link(), "/people.csv");
}

#[db_test]
async fn a_file_holds_all_rows_and_its_heads(app: TestApp) {
    let file = async |query: &str, ids: Vec<i64>| {
        let reader = Reader::of(&app.actor(REP).await, app.app.now());
        let response = download(&asked(query), reader, ids, async |ids: Vec<i64>| {
            Ok(ids
                .into_iter()
                .map(|id| User {
                    id,
                    name: format!("=x{id}"),
                    team_id: None,
                })
                .collect())
        });
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
        String::from_utf8(body.to_vec()).unwrap()
    };
    assert_eq!(file("columns=number", Vec::new()).await, "\u{feff}名前,番号\r\n");
    let long = file("columns=number", (1..=1201).collect()).await;
    assert_eq!(long.lines().count(), 1202);
    assert!(long.ends_with("'=x1201,1201\r\n"), "{long}");
}
