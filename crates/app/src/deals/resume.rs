//! Deals on hold come back by themselves: on their day they are opened again, with a next action for their owner.

use chrono::NaiveDate;
use db::Sql;
use sea_orm::{ColumnTrait as _, ConnectionTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};

use super::{
    outcomes::reopen,
    scope,
    table::{Column, Model, Outcome},
};
use crate::{
    activities::{self, NewActivity, When},
    app::App,
    error::Result,
    ids::ActivityKindId,
    t,
    tx::Tx,
};

/// Deals opened again in one transaction: few enough that people who write meanwhile do not notice.
const AT_ONCE: u64 = 50;

/// Opens all deals again whose hold ends today or ended before, and plans a next action for today. Running it twice
/// does nothing more.
///
/// # Errors
/// When the database is away; what was opened until then stays so.
pub async fn resume_all(app: &App, today: NaiveDate) -> Result<()> {
    let system = app.system().await?;
    loop {
        let mut tx = app.begin(&system).await?;
        let due = due(&tx, today).await?;
        let kind = kind_of_resumption(&tx).await?;
        for deal in &due {
            resume(&mut tx, deal, kind, today).await?;
        }
        tx.commit().await?;
        if due.is_empty() {
            return Ok(());
        }
    }
}

async fn due(tx: &Tx, today: NaiveDate) -> Result<Vec<Model>> {
    let due = scope::visible_to(tx.actor())
        .filter(Column::Outcome.eq(Outcome::OnHold))
        .filter(Column::HoldUntil.lte(today))
        .order_by_asc(Column::Id)
        .limit(AT_ONCE);
    Ok(due.all(tx.db()).await?)
}

async fn resume(tx: &mut Tx, deal: &Model, kind: Option<ActivityKindId>, today: NaiveDate) -> Result<()> {
    let deal = reopen(tx, deal.id, None).await?;
    let Some(kind) = kind else { return Ok(()) };
    let next = NewActivity {
        deal: Some(deal.id),
        company: None,
        lead: None,
        owner: deal.owner_id,
        kind,
        way: None,
        subject: t!(tx.actor().texts(), "deal-back-from-hold"),
        when: When { day: today, time: None },
        minutes: None,
        contacts: Vec::new(),
        done: None,
        external_id: None,
    };
    activities::create(tx, next).await?;
    Ok(())
}

/// A call, if the team makes any; else its first kind. `None` when it has retired them all.
async fn kind_of_resumption(tx: &Tx) -> Result<Option<ActivityKindId>> {
    let sql = Sql::new(
        "SELECT id FROM activity_kinds WHERE retired_at IS NULL
         ORDER BY CASE WHEN way = 'phone' THEN 0 ELSE 1 END, position, id LIMIT 1",
    );
    let row = tx.db().query_one_raw(sql.statement(tx.dialect())).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.map(ActivityKindId))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use db::db_test;

    use super::*;
    use crate::{deals, ids::DealId, testing::*, time::At};

    async fn hold(app: &TestApp, days: i64) -> DealId {
        let deal = app.deal(REP).await;
        let mut tx = app.app.begin(&app.actor(REP).await).await.unwrap();
        let until = TODAY + TimeDelta::days(days);
        deals::hold(&mut tx, deal.id, None, deals::Hold { until })
            .await
            .unwrap();
        tx.commit().await.unwrap();
        deal.id
    }

    #[db_test]
    async fn a_held_deal_comes_back_on_its_day_with_a_next_action(app: TestApp) {
        let (soon, later) = (hold(&app, 3).await, hold(&app, 4).await);
        resume_all(&app.app, TODAY + TimeDelta::days(2)).await.unwrap();
        assert_eq!(app.read_deal(soon).await.outcome, Outcome::OnHold);

        app.app.clock().advance(3 * At::DAY);
        resume_all(&app.app, TODAY + TimeDelta::days(3)).await.unwrap();
        let deal = app.read_deal(soon).await;
        assert_eq!((deal.outcome, deal.hold_until), (Outcome::Open, None));
        let zone = chrono_tz::Asia::Tokyo;
        assert_eq!(deal.next_due_at, Some(At::day_end(TODAY + TimeDelta::days(3), zone)));
        assert_eq!(app.read_deal(later).await.outcome, Outcome::OnHold);
        assert_eq!(deals::disagreements(app.app.db().read()).await.unwrap(), []);
    }

    #[db_test]
    async fn what_came_back_does_not_come_back_again(app: TestApp) {
        hold(&app, 1).await;
        for days in [5, 6] {
            resume_all(&app.app, TODAY + TimeDelta::days(days)).await.unwrap();
        }
        assert_eq!(app.number("SELECT COUNT(*) FROM activities").await, 1);
        let resumed = "SELECT COUNT(*) FROM events WHERE kind = 'deal.resumed'";
        assert_eq!(app.number(resumed).await, 1);
    }

    #[db_test]
    async fn more_than_one_batch_comes_back(app: TestApp) {
        for _ in 0..=AT_ONCE {
            hold(&app, 1).await;
        }
        resume_all(&app.app, TODAY + TimeDelta::days(1)).await.unwrap();
        let held = "SELECT COUNT(*) FROM deals WHERE outcome = 'on_hold'";
        assert_eq!(app.number(held).await, 0);
    }

    #[db_test]
    async fn the_worker_reopens_it_when_the_clock_says_so(app: TestApp) {
        let deal = hold(&app, 1).await;
        let run = async || {
            let failures = ::jobs::run_due(app.app.db(), &app.app, app.app.now().0).await;
            assert_eq!(failures.unwrap(), []);
        };
        run().await;
        assert_eq!(app.read_deal(deal).await.outcome, Outcome::OnHold);
        // From 10:00 to 0:04 and 0:05 of the next day.
        app.app.clock().advance((14 * 60 + 4) * 60_000);
        run().await;
        assert_eq!(app.read_deal(deal).await.outcome, Outcome::OnHold);
        app.app.clock().advance(60_000);
        run().await;
        assert_eq!(app.read_deal(deal).await.outcome, Outcome::Open);
    }

    #[db_test]
    async fn a_start_catches_up_with_what_was_missed(app: TestApp) {
        let deal = hold(&app, 1).await;
        app.app.clock().advance(2 * At::DAY);
        crate::jobs::catch_up(&app.app).await.unwrap();
        let failures = ::jobs::run_due(app.app.db(), &app.app, app.app.now().0).await;
        assert_eq!(failures.unwrap(), []);
        assert_eq!(app.read_deal(deal).await.outcome, Outcome::Open);
    }
}
