//! Wrong passwords are counted per account and per address; too many, and both have to wait.
//!
//! An attempt is counted before the password is looked at: guesses sent side by side would otherwise all be let through
//! before the first one is counted. The keys are hashes: people type their passwords into the wrong field.

use std::net::IpAddr;

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::sessions;
use crate::{app::App, error::Result, time::At};

/// How long wrong passwords are remembered, in milliseconds: fifteen minutes.
const WINDOW: i64 = 15 * 60 * 1000;
/// Wrong passwords for one account within the window.
const PER_ACCOUNT: i64 = 5;
/// From one address, behind which a whole office may sit.
const PER_ADDRESS: i64 = 50;

/// Whether a password may be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Yes; should it be wrong, so many more may be tried.
    Go {
        /// How many.
        left: i64,
    },
    /// Not before so many seconds have passed.
    Wait {
        /// How long.
        seconds: i64,
    },
}

/// Whose attempts are counted together.
#[derive(Clone, Debug)]
pub(super) struct Keys {
    account: String,
    address: String,
}

impl Keys {
    pub(super) fn new(email: &str, address: &str) -> Self {
        Self {
            account: sessions::hash(&format!("account {email}")),
            address: sessions::hash(&format!("address {}", network(address))),
        }
    }
}

/// Counts an attempt, unless there were too many already.
pub(super) async fn count(app: &App, keys: &Keys) -> Result<Turn> {
    let now = app.now();
    let transaction = app.db().begin().await?;
    forget_old(&transaction, now).await?;
    // Always in this order, so that two attempts never wait for each other.
    let address = add(&transaction, &keys.address, now).await?;
    let account = add(&transaction, &keys.account, now).await?;
    for (counter, limit) in [(&address, PER_ADDRESS), (&account, PER_ACCOUNT)] {
        if counter.failures > limit {
            // Dropping the transaction leaves the counters where they were: whoever waits need not wait longer.
            let seconds = (counter.window_start.0 + WINDOW - now.0 + 999) / 1000;
            return Ok(Turn::Wait { seconds });
        }
    }
    transaction.commit().await?;
    Ok(Turn::Go {
        left: PER_ACCOUNT - account.failures,
    })
}

/// After the right password: the account starts anew, and the address did nothing wrong.
pub(super) async fn forgive<C: ConnectionTrait>(db: &C, keys: &Keys) -> Result<()> {
    let dialect = Dialect::of(db);
    let mut sql = Sql::new("UPDATE sign_in_failures SET failures = failures - 1 WHERE failures > 0 AND key = ");
    sql.bind(keys.address.as_str());
    db.execute_raw(sql.statement(dialect)).await?;
    let mut sql = Sql::new("DELETE FROM sign_in_failures WHERE key = ");
    sql.bind(keys.account.as_str());
    db.execute_raw(sql.statement(dialect)).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Counter {
    window_start: At,
    failures: i64,
}

async fn add<C: ConnectionTrait>(db: &C, key: &str, now: At) -> Result<Counter> {
    let mut sql = Sql::new("INSERT INTO sign_in_failures (key, window_start, failures) VALUES (");
    sql.bind(key).push(", ").bind(now.0);
    sql.push(", 1) ON CONFLICT (key) DO UPDATE SET failures = sign_in_failures.failures + 1");
    sql.push(" RETURNING window_start, failures");
    let counter = Counter::find_by_statement(sql.statement(Dialect::of(db)));
    let counter = counter.one(db).await?;
    Ok(counter.unwrap_or(Counter {
        window_start: now,
        failures: 1,
    }))
}

async fn forget_old<C: ConnectionTrait>(db: &C, now: At) -> Result<()> {
    let mut sql = Sql::new("DELETE FROM sign_in_failures WHERE window_start <= ");
    sql.bind(now.0 - WINDOW);
    db.execute_raw(sql.statement(Dialect::of(db))).await?;
    Ok(())
}

/// One customer's IPv6 network counts as one address: it holds more addresses than anybody can try.
fn network(address: &str) -> String {
    match address.parse() {
        Ok(IpAddr::V6(v6)) => match v6.to_ipv4_mapped() {
            Some(v4) => v4.to_string(),
            None => format!("{:x?}", &v6.segments()[..4]),
        },
        _ => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn one_network_is_one_address() {
        assert_eq!(network("2001:db8:1:2::7"), network("2001:db8:1:2:ffff::1"));
        assert_ne!(network("2001:db8:1:2::7"), network("2001:db8:1:3::7"));
        assert_eq!(network("::ffff:192.0.2.7"), "192.0.2.7");
    }
}
