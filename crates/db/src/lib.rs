//! The database: opening it, the one way to read and the one way to write, migrations, and what
//! differs between SQLite and PostgreSQL.
//!
//! Nothing here knows what a deal is. Tables belong to the application's migrations.

mod dialect;
mod migrate;
mod open;
mod sql;
#[cfg(feature = "testing")]
pub mod testing;

pub use db_test::db_test;
pub use dialect::Dialect;
pub use migrate::{Migrations, Migrator, migrator};
pub use open::{Db, DbUrl, OpenError};
pub use sql::Sql;
