//! What a merge moves, and what comes back.

use db::{Sql, db_test};

use super::{super::Take, *};
use crate::{error::Error, workspace::RepSees};

const OURS: i64 = COMPANY.0;

async fn phones(app: &TestApp, of: &[(i64, &str)]) {
    for (id, phone) in of {
        app.execute(Sql::new(&format!(
            "UPDATE companies SET phone = '{phone}' WHERE id = {id}"
        )))
        .await;
    }
}

async fn hangs(app: &TestApp, table: &str, id: i64) -> i64 {
    app.number(&format!("SELECT COUNT(*) FROM {table} WHERE company_id = {id}"))
        .await
}

#[db_test]
async fn everything_hangs_over_and_comes_back(app: TestApp) {
    let twin = company(&app, "㈱山田製作所").await;
    deal_of(&app, COLLEAGUE, twin).await;
    contact(&app, twin, "山田 太郎").await;
    let values = format!("{twin}, 3, 1, 'phone', 'planned', {NOW}, {NOW}, 0, 0");
    let columns = "activities (company_id, owner_id, kind_id, way, state, starts_at, due_at, created_at, updated_at)";
    insert(&app, columns, &values).await;
    phones(&app, &[(OURS, "03-1"), (twin, "03-2")]).await;
    let takes = Takes::from([("phone", Take::Gone), ("name", Take::Kept)]);
    let id = join(&app, REP, Kind::Company, OURS, twin, &takes).await.unwrap();
    for table in ["deals", "contacts", "activities"] {
        assert_eq!(
            (hangs(&app, table, OURS).await, hangs(&app, table, twin).await),
            (1, 0),
            "{table}"
        );
    }
    let taken = "SELECT COUNT(*) FROM companies WHERE id = 1 AND phone = '03-2' AND name = '株式会社山田製作所'";
    assert_eq!(app.number(taken).await, 1);
    let told = "SELECT COUNT(*) FROM events WHERE (kind = 'company.merged' AND company_id = 1)
        OR (kind = 'company.merged_into' AND company_id = 2)";
    assert_eq!(app.number(told).await, 2);
    // Deals are found by the name of the company they are with now.
    assert_eq!(
        app.number("SELECT COUNT(*) FROM deals WHERE search_fold LIKE '%やまだせいさくしよ%'")
            .await,
        1
    );
    assert!(is_back(&part(&app, COLLEAGUE, id).await.unwrap()));
    for table in ["deals", "contacts", "activities"] {
        assert_eq!(
            (hangs(&app, table, OURS).await, hangs(&app, table, twin).await),
            (0, 1),
            "{table}"
        );
    }
    let back = "SELECT COUNT(*) FROM companies WHERE deleted_at IS NULL AND ((id = 1 AND phone = '03-1') OR (id = 2 AND phone = '03-2'))";
    assert_eq!(app.number(back).await, 2);
    assert_eq!(
        app.number("SELECT COUNT(*) FROM deals WHERE search_fold LIKE '%やまだせいさくしよ%'")
            .await,
        0
    );
    assert!(matches!(part(&app, REP, id).await.unwrap(), Undone::Already { .. }));
}

#[db_test]
async fn what_came_since_stays_where_it_is(app: TestApp) {
    let twin = company(&app, "㈱山田製作所").await;
    let (moved, elsewhere) = (deal_of(&app, REP, twin).await, deal_of(&app, REP, twin).await);
    phones(&app, &[(OURS, "03-1"), (twin, "03-2")]).await;
    let takes = Takes::from([("phone", Take::Gone)]);
    let id = join(&app, REP, Kind::Company, OURS, twin, &takes).await.unwrap();
    let third = company(&app, "別の会社").await;
    app.execute(Sql::new(&format!(
        "UPDATE deals SET company_id = {third} WHERE id = {elsewhere}"
    )))
    .await;
    let since = deal_of(&app, REP, OURS).await;
    phones(&app, &[(OURS, "03-3")]).await;
    let undone = part(&app, REP, id).await.unwrap();
    assert!(matches!(undone, Undone::Back { left, .. } if left == ["phone"]));
    let company_of = async |deal: i64| {
        app.number(&format!("SELECT company_id FROM deals WHERE id = {deal}"))
            .await
    };
    assert_eq!(
        (
            company_of(moved).await,
            company_of(elsewhere).await,
            company_of(since).await
        ),
        (twin, third, OURS)
    );
    assert_eq!(
        app.number("SELECT COUNT(*) FROM companies WHERE id = 1 AND phone = '03-3'")
            .await,
        1
    );
}

#[db_test]
async fn a_chain_is_undone_from_its_end(app: TestApp) {
    let (one, two) = (company(&app, "甲").await, company(&app, "乙").await);
    let deal = deal_of(&app, REP, two).await;
    let takes = Takes::new();
    let first = join(&app, REP, Kind::Company, one, two, &takes).await.unwrap();
    let second = join(&app, REP, Kind::Company, OURS, one, &takes).await.unwrap();
    let refused = part(&app, REP, first).await.unwrap();
    assert!(
        matches!(&refused, Undone::First { survivor, gone, .. } if *survivor == OURS && gone == "甲"),
        "{refused:?}"
    );
    for path in [one, two] {
        let answer = app.browser(REP).await.get(&format!("/companies/{path}")).await;
        assert_eq!(answer.location, "/companies/1", "{path}");
    }
    assert!(is_back(&part(&app, REP, second).await.unwrap()));
    assert!(is_back(&part(&app, REP, first).await.unwrap()));
    assert_eq!(
        app.number(&format!("SELECT company_id FROM deals WHERE id = {deal}"))
            .await,
        two
    );
}

#[db_test]
async fn two_merges_into_one_are_undone_in_any_order_unless_they_touched_the_same(app: TestApp) {
    let (one, two) = (company(&app, "甲").await, company(&app, "乙").await);
    deal_of(&app, REP, one).await;
    deal_of(&app, REP, two).await;
    let plain = Takes::from([("name", Take::Kept), ("kana", Take::Kept)]);
    let first = join(&app, REP, Kind::Company, OURS, one, &plain).await.unwrap();
    let second = join(&app, REP, Kind::Company, OURS, two, &plain).await.unwrap();
    assert!(is_back(&part(&app, REP, first).await.unwrap()));
    assert!(is_back(&part(&app, REP, second).await.unwrap()));
    assert_eq!(
        (hangs(&app, "deals", one).await, hangs(&app, "deals", two).await),
        (1, 1)
    );
    let named = Takes::from([("name", Take::Gone), ("kana", Take::Kept)]);
    let first = join(&app, REP, Kind::Company, OURS, one, &named).await.unwrap();
    let second = join(&app, REP, Kind::Company, OURS, two, &named).await.unwrap();
    let refused = part(&app, REP, first).await.unwrap();
    assert!(
        matches!(&refused, Undone::First { gone, .. } if gone == "乙"),
        "{refused:?}"
    );
    assert!(is_back(&part(&app, REP, second).await.unwrap()));
    assert!(is_back(&part(&app, REP, first).await.unwrap()));
    assert_eq!(
        app.number("SELECT COUNT(*) FROM companies WHERE id = 1 AND name = '株式会社山田製作所'")
            .await,
        1
    );
}

#[db_test]
async fn of_two_contacts_in_one_deal_the_stronger_part_wins(app: TestApp) {
    let (kept, gone) = (
        contact(&app, OURS, "山田").await,
        contact(&app, OURS, "山田 太郎").await,
    );
    let (both, alone) = (app.deal(REP).await.id.0, app.deal(REP).await.id.0);
    let rows = format!("({both}, {kept}, 'uses'), ({both}, {gone}, 'decides'), ({alone}, {gone}, 'opposes')");
    app.execute(Sql::new(&format!(
        "INSERT INTO deal_contacts (deal_id, contact_id, part) VALUES {rows}"
    )))
    .await;
    let id = join(&app, REP, Kind::Contact, kept, gone, &Takes::new()).await.unwrap();
    let says = async |deal: i64, contact: i64, part: &str| {
        let sql = format!(
            "SELECT COUNT(*) FROM deal_contacts WHERE deal_id = {deal} AND contact_id = {contact} AND part = '{part}'"
        );
        app.number(&sql).await == 1
    };
    assert!(says(both, kept, "decides").await && says(alone, kept, "opposes").await);
    assert_eq!(app.number("SELECT COUNT(*) FROM deal_contacts").await, 2);
    assert!(is_back(&part(&app, REP, id).await.unwrap()));
    assert!(says(both, kept, "uses").await && says(both, gone, "decides").await);
    assert!(says(alone, gone, "opposes").await);
    assert_eq!(app.number("SELECT COUNT(*) FROM deal_contacts").await, 3);
}

#[db_test]
async fn who_was_taken_off_a_deal_since_does_not_come_back_to_it(app: TestApp) {
    let (kept, gone) = (
        contact(&app, OURS, "山田").await,
        contact(&app, OURS, "山田 太郎").await,
    );
    let deal = app.deal(REP).await.id.0;
    let rows = format!("({deal}, {kept}, 'uses'), ({deal}, {gone}, 'decides')");
    app.execute(Sql::new(&format!(
        "INSERT INTO deal_contacts (deal_id, contact_id, part) VALUES {rows}"
    )))
    .await;
    let id = join(&app, REP, Kind::Contact, kept, gone, &Takes::new()).await.unwrap();
    app.execute(Sql::new("DELETE FROM deal_contacts")).await;
    assert!(is_back(&part(&app, REP, id).await.unwrap()));
    assert_eq!(app.number("SELECT COUNT(*) FROM deal_contacts").await, 0);
    assert_eq!(
        app.number("SELECT COUNT(*) FROM contacts WHERE deleted_at IS NULL")
            .await,
        2
    );
}

#[db_test]
async fn nobody_merges_or_parts_what_is_not_theirs(app: TestApp) {
    let twin = company(&app, "㈱山田製作所").await;
    app.execute(Sql::new(&format!(
        "UPDATE companies SET owner_id = 3 WHERE id = {twin}"
    )))
    .await;
    app.reps_see(RepSees::Own).await;
    let before = app.traces().await;
    let takes = Takes::new();
    let refused = |result: Result<MergeId>| matches!(result, Err(Error::NotFound));
    assert!(refused(join(&app, STRANGER, Kind::Company, OURS, twin, &takes).await));
    assert!(refused(join(&app, STRANGER, Kind::Company, twin, OURS, &takes).await));
    assert!(refused(join(&app, REP, Kind::Company, twin, twin, &takes).await));
    let viewer = join(&app, VIEWER, Kind::Company, OURS, twin, &takes).await;
    assert!(matches!(viewer, Err(Error::Forbidden)));
    assert_eq!(app.traces().await, before);
    let id = join(&app, REP, Kind::Company, twin, OURS, &takes).await.unwrap();
    let before = app.traces().await;
    assert!(matches!(part(&app, STRANGER, id).await, Err(Error::NotFound)));
    assert!(matches!(part(&app, VIEWER, id).await, Err(Error::Forbidden)));
    assert!(matches!(part(&app, REP, MergeId(99)).await, Err(Error::NotFound)));
    assert_eq!(app.traces().await, before);
}

#[db_test]
async fn a_merged_company_is_not_restored_as_a_deleted_one(app: TestApp) {
    let twin = company(&app, "㈱山田製作所").await;
    join(&app, REP, Kind::Company, OURS, twin, &Takes::new()).await.unwrap();
    let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
    let restored = crate::companies::restore(&mut tx, CompanyId(twin)).await;
    assert!(matches!(restored, Err(Error::NotFound)));
}
