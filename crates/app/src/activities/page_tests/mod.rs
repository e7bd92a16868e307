//! The pages of activities as browsers ask for them, on both databases.

mod forms;
mod guards;
mod mine;
mod quick;

use db::Sql;

use super::*;
use crate::{deals::Deal, ids::UserId, testing::*};

const STREAMS: &str = "text/vnd.turbo-stream.html, text/html, application/xhtml+xml";

async fn plan(app: &TestApp, deal: &Deal, owner: UserId, days: i64) -> Activity {
    let new = NewActivity {
        deal: Some(deal.id),
        company: None,
        lead: None,
        owner,
        kind: PHONE,
        way: None,
        subject: "見積の件".into(),
        when: When {
            day: TODAY + chrono::TimeDelta::days(days),
            time: None,
        },
        minutes: None,
        contacts: vec![],
        done: None,
        external_id: None,
    };
    let mut tx = app.app.begin(&app.actor(owner).await).await.unwrap();
    let activity = create(&mut tx, new).await.unwrap();
    tx.commit().await.unwrap();
    activity
}

async fn count(app: &TestApp, condition: &str) -> i64 {
    app.number(&format!("SELECT COUNT(*) FROM activities WHERE {condition}"))
        .await
}

async fn contact(app: &TestApp, name: &str) {
    let mut sql = Sql::new("INSERT INTO contacts (company_id, name, search_fold, created_at, updated_at) VALUES (");
    sql.bind(COMPANY.0).push(", ").bind(name).push(", '', 0, 0)");
    app.execute(sql).await;
}
