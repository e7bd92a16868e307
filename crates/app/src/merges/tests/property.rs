//! Random merges and undos: no record is ever lost, and undone merges restore what was, when nothing came between.

use std::collections::BTreeMap;

use db::{Sql, db_test};
use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use sea_orm::ConnectionTrait as _;

use super::{super::Take, *};
use crate::error::Error;

/// Companies and contacts of each run.
const RECORDS: i64 = 5;

#[derive(Clone, Copy, Debug)]
enum Step {
    Merge {
        contacts: bool,
        kept: i64,
        gone: i64,
        take: bool,
    },
    Undo {
        which: usize,
    },
    /// A deal gets another company.
    Reassign {
        deal: i64,
        company: i64,
    },
    /// Somebody takes a contact off a deal, or gives them another part.
    Part {
        deal: i64,
        contact: i64,
        part: Option<&'static str>,
    },
    Phone {
        company: i64,
        phone: i64,
    },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let record = 0..RECORDS;
    let part = prop::option::of(prop::sample::select(vec!["decides", "uses", "other"]));
    let step = prop_oneof![
        4 => (any::<bool>(), record.clone(), record.clone(), any::<bool>())
            .prop_map(|(contacts, kept, gone, take)| Step::Merge { contacts, kept, gone, take }),
        3 => (0..8_usize).prop_map(|which| Step::Undo { which }),
        1 => (record.clone(), record.clone()).prop_map(|(deal, company)| Step::Reassign { deal, company }),
        1 => (record.clone(), record.clone(), part)
            .prop_map(|(deal, contact, part)| Step::Part { deal, contact, part }),
        1 => (record, 0..3_i64).prop_map(|(company, phone)| Step::Phone { company, phone }),
    ];
    prop::collection::vec(step, 1..14)
}

/// A world of its own for each run: companies, a contact and a deal of each, everybody in some deals.
struct World {
    companies: Vec<i64>,
    contacts: Vec<i64>,
    deals: Vec<i64>,
    merges: Vec<MergeId>,
}

async fn world(app: &TestApp) -> World {
    let mut world = World {
        companies: Vec::new(),
        contacts: Vec::new(),
        deals: Vec::new(),
        merges: Vec::new(),
    };
    for number in 0..RECORDS {
        let id = company(app, &format!("会社{number}")).await;
        world.companies.push(id);
        world.contacts.push(contact(app, id, &format!("人{number}")).await);
        world.deals.push(deal_of(app, REP, id).await);
    }
    for (number, deal) in world.deals.iter().enumerate() {
        for (other, contact) in world.contacts.iter().enumerate() {
            if (number + other) % 2 == 0 {
                let part = ["decides", "champions", "uses", "opposes", "other"][(number * 2 + other) % 5];
                let values = format!("({deal}, {contact}, '{part}')");
                app.execute(Sql::new(&format!(
                    "INSERT INTO deal_contacts (deal_id, contact_id, part) VALUES {values}"
                )))
                .await;
            }
        }
    }
    world
}

/// All of it that a merge may change, versions and times apart.
async fn state(app: &TestApp) -> BTreeMap<&'static str, Vec<String>> {
    let mut state = BTreeMap::new();
    for (what, sql) in [
        (
            "companies",
            "SELECT id || '|' || name || '|' || phone || '|' || (deleted_at IS NULL) FROM companies ORDER BY id",
        ),
        (
            "contacts",
            "SELECT id || '|' || company_id || '|' || name || '|' || (deleted_at IS NULL) FROM contacts ORDER BY id",
        ),
        (
            "deals",
            "SELECT id || '|' || company_id || '|' || search_fold FROM deals ORDER BY id",
        ),
        (
            "parts",
            "SELECT deal_id || '|' || contact_id || '|' || part FROM deal_contacts ORDER BY deal_id, contact_id",
        ),
    ] {
        let statement = Sql::new(sql).statement(app.app.db().dialect());
        let rows = app.app.db().read().query_all_raw(statement).await.unwrap();
        state.insert(
            what,
            rows.iter()
                .map(|row| row.try_get_by_index::<String>(0).unwrap())
                .collect(),
        );
    }
    state
}

impl World {
    /// Answers whether something came between that no undo takes back.
    async fn take(&mut self, app: &TestApp, step: Step) -> bool {
        let pick = |list: &[i64], at: i64| list[usize::try_from(at).unwrap()];
        match step {
            Step::Merge {
                contacts,
                kept,
                gone,
                take,
            } => {
                let (kind, list) = if contacts {
                    (Kind::Contact, &self.contacts)
                } else {
                    (Kind::Company, &self.companies)
                };
                let side = if take { Take::Gone } else { Take::Kept };
                let takes = Takes::from([("name", side), ("phone", side)]);
                match join(app, REP, kind, pick(list, kept), pick(list, gone), &takes).await {
                    Ok(id) => self.merges.push(id),
                    Err(Error::NotFound) => {}
                    Err(error) => panic!("{error:?}"),
                }
                false
            }
            Step::Undo { which } => {
                if let Some(id) = self.merges.get(which).copied()
                    && is_back(&part(app, REP, id).await.unwrap())
                {
                    self.merges.retain(|merge| *merge != id);
                }
                false
            }
            Step::Reassign { deal, company } => {
                let company = pick(&self.companies, company);
                let sql = format!(
                    "UPDATE deals SET company_id = {company} WHERE id = {} AND EXISTS
                        (SELECT 1 FROM companies WHERE id = {company} AND deleted_at IS NULL)",
                    pick(&self.deals, deal)
                );
                app.execute(Sql::new(&sql)).await;
                true
            }
            Step::Part { deal, contact, part } => {
                let (deal, contact) = (pick(&self.deals, deal), pick(&self.contacts, contact));
                let pair = format!("WHERE deal_id = {deal} AND contact_id = {contact}");
                app.execute(Sql::new(&match part {
                    Some(part) => format!("UPDATE deal_contacts SET part = '{part}' {pair}"),
                    None => format!("DELETE FROM deal_contacts {pair}"),
                }))
                .await;
                true
            }
            Step::Phone { company, phone } => {
                let company = pick(&self.companies, company);
                let sql = format!("UPDATE companies SET phone = '{phone}' WHERE id = {company} AND deleted_at IS NULL");
                app.execute(Sql::new(&sql)).await;
                true
            }
        }
    }

    /// Undoes what is left, the newest first, which is never refused.
    async fn undo_all(&mut self, app: &TestApp) {
        while let Some(id) = self.merges.pop() {
            assert!(is_back(&part(app, REP, id).await.unwrap()));
        }
    }
}

#[db_test]
async fn merges_lose_nothing_and_undone_leave_no_trace(app: TestApp) {
    let config = Config::default();
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(config, rng);
    for _ in 0..24 {
        let steps = steps().new_tree(&mut runner).unwrap().current();
        let mut world = world(&app).await;
        let before = state(&app).await;
        let records = before.values().map(Vec::len).sum::<usize>();
        let mut disturbed = false;
        for step in &steps {
            disturbed |= world.take(&app, *step).await;
            let dangling = "SELECT (SELECT COUNT(*) FROM deals d JOIN companies c ON c.id = d.company_id WHERE c.deleted_at IS NOT NULL)
                + (SELECT COUNT(*) FROM deal_contacts p JOIN contacts c ON c.id = p.contact_id WHERE c.deleted_at IS NOT NULL)";
            assert_eq!(app.number(dangling).await, 0, "something hangs on what went: {steps:?}");
        }
        world.undo_all(&app).await;
        let after = state(&app).await;
        let gone = "SELECT (SELECT COUNT(*) FROM companies WHERE deleted_at IS NOT NULL)
            + (SELECT COUNT(*) FROM contacts WHERE deleted_at IS NOT NULL)";
        assert_eq!(app.number(gone).await, 0, "everything is back: {steps:?}");
        if disturbed {
            assert!(after.values().map(Vec::len).sum::<usize>() <= records);
        } else {
            // The states are long; the steps tell more.
            assert!(after == before, "{steps:?}");
        }
    }
}
