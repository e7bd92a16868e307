//! A table that names a company or a contact must be known to merges.

use std::collections::BTreeSet;

use db::{Dialect, Sql, db_test};
use sea_orm::ConnectionTrait as _;

use super::super::{
    kind::Kind,
    references::{PARTS, REFERENCES},
};
use crate::{deals::DecisionPart, testing::*};

async fn pairs(app: &TestApp, sql: &str) -> Vec<(String, String)> {
    let db = app.app.db();
    let rows = db
        .read()
        .query_all_raw(Sql::new(sql).statement(db.dialect()))
        .await
        .unwrap();
    let text = |row: &sea_orm::QueryResult, at| row.try_get_by_index::<String>(at).unwrap();
    rows.iter().map(|row| (text(row, 0), text(row, 1))).collect()
}

fn known(kind: Kind) -> BTreeSet<(String, String)> {
    let of_kind = REFERENCES.iter().filter(|reference| reference.kind == kind);
    of_kind
        .map(|reference| (reference.table.to_owned(), reference.column.to_owned()))
        .collect()
}

#[db_test]
async fn every_column_that_names_a_company_or_a_contact_has_its_line(app: TestApp) {
    let columns = pairs(&app, app.app.db().dialect().list_columns()).await;
    for (kind, ending) in [(Kind::Company, "company_id"), (Kind::Contact, "contact_id")] {
        let there: BTreeSet<_> = columns
            .iter()
            .filter(|(_, column)| column.ends_with(ending))
            .cloned()
            .collect();
        let named: BTreeSet<_> = known(kind)
            .into_iter()
            .filter(|(_, column)| column.ends_with(ending))
            .collect();
        assert_eq!(
            there, named,
            "merges/references.rs: a line for each column that names a {kind:?}"
        );
    }
}

#[db_test]
async fn every_foreign_key_to_a_company_or_a_contact_has_its_line(app: TestApp) {
    // Whatever the column is called. SQLite alone lists the keys by one query; both schemas are the same.
    if app.app.db().dialect() == Dialect::Postgres {
        return;
    }
    for kind in [Kind::Company, Kind::Contact] {
        let keys = format!(
            "SELECT m.name, f.\"from\" FROM sqlite_master m, pragma_foreign_key_list(m.name) f
             WHERE m.type = 'table' AND f.\"table\" = '{}'",
            kind.table()
        );
        let known = known(kind);
        for key in pairs(&app, &keys).await {
            assert!(known.contains(&key), "merges/references.rs: add a line for {key:?}");
        }
    }
}

#[test]
fn the_stronger_part_is_the_one_that_stands_first() {
    assert_eq!(PARTS, DecisionPart::ALL.map(DecisionPart::code));
}
