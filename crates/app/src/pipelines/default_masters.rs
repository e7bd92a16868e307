//! The lists a new workspace starts with: kinds of activities and touches, channels, loss reasons. No competitors and no products,
//! which nobody can know.

use db::Sql;
use sea_orm::ConnectionTrait as _;

use crate::{error::Result, t, tx::Tx};

/// Fills the lists of a new workspace, in its language.
///
/// # Errors
/// [`Error::Forbidden`] for whoever is no admin; when one of the lists has an entry of the same name.
pub async fn fill_default_masters(tx: &Tx) -> Result<()> {
    tx.require_admin()?;
    let w = tx.workspace().locale.texts();
    let kinds = [
        (t!(w, "default-kind-meeting"), "visit"),
        (t!(w, "default-kind-visit"), "visit"),
        (t!(w, "default-kind-online"), "online"),
        (t!(w, "default-kind-phone"), "phone"),
        (t!(w, "default-kind-mail"), "mail"),
        (t!(w, "default-kind-internal"), "internal"),
    ];
    let channels = [
        t!(w, "default-channel-web-ads"),
        t!(w, "default-channel-owned-media"),
        t!(w, "default-channel-seminar"),
        t!(w, "default-channel-exhibition"),
        t!(w, "default-channel-newsletter"),
        t!(w, "default-channel-calling"),
        t!(w, "default-channel-referral"),
    ];
    let touches = [
        t!(w, "default-touch-ad"),
        t!(w, "default-touch-article"),
        t!(w, "default-touch-seminar"),
        t!(w, "default-touch-exhibition"),
        t!(w, "default-touch-newsletter"),
        t!(w, "default-touch-call"),
        t!(w, "default-touch-introduction"),
    ];
    let reasons = [
        t!(w, "default-loss-reason-price"),
        t!(w, "default-loss-reason-budget"),
        t!(w, "default-loss-reason-competitor"),
        t!(w, "default-loss-reason-fit"),
        t!(w, "default-loss-reason-timing"),
        t!(w, "default-loss-reason-approval"),
        t!(w, "default-loss-reason-status-quo"),
        t!(w, "default-loss-reason-silent"),
        t!(w, "default-loss-reason-other"),
    ];
    for ((name, way), position) in kinds.into_iter().zip(1_i64..) {
        let mut sql = Sql::new("INSERT INTO activity_kinds (name, way, position) VALUES (");
        sql.bind(name).push(", ").bind(way).push(", ").bind(position).push(")");
        tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    }
    fill(tx, "channels", &channels).await?;
    fill(tx, "touch_kinds", &touches).await?;
    fill(tx, "loss_reasons", &reasons).await
}

async fn fill(tx: &Tx, table: &str, names: &[String]) -> Result<()> {
    for (name, position) in names.iter().zip(1_i64..) {
        let mut sql = Sql::new("INSERT INTO ");
        sql.push(table).push(" (name, position) VALUES (").bind(name.as_str());
        sql.push(", ").bind(position).push(")");
        tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    }
    Ok(())
}
