//! The running application: what every request can reach.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use ::jobs::Bell;
use db::{Db, DbUrl, Migrations, OpenError, Sql};
use kit::{assets::Assets, clock::Clock, live::Hub};
use rust_embed::RustEmbed;
use sea_orm::FromQueryResult;

use crate::{
    actor::Actor,
    config::Config,
    error::{Error, Result},
    limiter::Limiter,
    time::At,
    tx::Tx,
    workspace::{self, Workspace},
};

#[derive(RustEmbed)]
#[folder = "../../web/dist/"]
struct WebFiles;

#[derive(RustEmbed)]
#[folder = "migrations/sqlite/"]
struct SqliteMigrations;

#[derive(RustEmbed)]
#[folder = "migrations/postgres/"]
struct PostgresMigrations;

/// How long visits of people outside are remembered, in milliseconds: ten minutes.
const VISITS_WINDOW: i64 = 10 * 60 * 1000;

/// What every request can reach. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    db: Db,
    clock: Clock,
    config: Config,
    live: Hub,
    bell: Bell,
    assets: Assets,
    visits: Limiter,
    set_up: AtomicBool,
}

impl App {
    /// Opens the database, migrates it, and makes everything ready.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub async fn open(url: &DbUrl, config: Config, clock: Clock) -> Result<Self, OpenError> {
        let db = Db::open(url, &migrations()).await?;
        let assets = Assets::load::<WebFiles>().map_err(|error| OpenError::Io(error.into()))?;
        Ok(Self(Arc::new(Parts {
            db,
            clock,
            config,
            live: Hub::default(),
            bell: Bell::default(),
            assets,
            visits: Limiter::new(VISITS_WINDOW),
            set_up: AtomicBool::new(false),
        })))
    }

    /// The database.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The settings of this process.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// Who watches.
    #[must_use]
    pub fn live(&self) -> &Hub {
        &self.0.live
    }

    /// Wakes the worker of this process.
    #[must_use]
    pub fn bell(&self) -> &Bell {
        &self.0.bell
    }

    /// How often people outside open and send their pages.
    #[must_use]
    pub fn visits(&self) -> &Limiter {
        &self.0.visits
    }

    /// The front end's files.
    #[must_use]
    pub fn assets(&self) -> &Assets {
        &self.0.assets
    }

    /// The clock, for tests that move it.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> At {
        At(self.0.clock.now_millis())
    }

    /// The settings of the workspace; `None` before the setup page was used.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn workspace(&self) -> Result<Option<Workspace>> {
        workspace::load(self.db().read()).await
    }

    /// Whether the setup page was used. Asked by every request, so the database is asked only until it was.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn is_set_up(&self) -> Result<bool> {
        if self.0.set_up.load(Ordering::Relaxed) {
            return Ok(true);
        }
        let is_set_up = self.workspace().await?.is_some();
        self.0.set_up.store(is_set_up, Ordering::Relaxed);
        Ok(is_set_up)
    }

    /// The program itself as the one who asks.
    ///
    /// # Errors
    /// When there is no workspace yet.
    pub async fn system(&self) -> Result<Actor> {
        let workspace = self.workspace().await?;
        let workspace = workspace.ok_or_else(|| Error::internal("there is no workspace yet"))?;
        Ok(Actor::system(Arc::new(workspace)))
    }

    /// Starts a write. The only door.
    ///
    /// # Errors
    /// When the database is away or stays locked.
    pub async fn begin(&self, actor: &Actor) -> Result<Tx> {
        let transaction = self.db().begin().await?;
        Ok(Tx::new(
            transaction,
            self.db().dialect(),
            actor.clone(),
            self.now(),
            self.live().clone(),
            self.bell().clone(),
        ))
    }

    /// Runs a read written in SQL.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn all<R: FromQueryResult>(&self, sql: Sql) -> Result<Vec<R>> {
        Ok(R::find_by_statement(sql.statement(self.db().dialect()))
            .all(self.db().read())
            .await?)
    }

    /// As [`all`](Self::all), for at most one row.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn one<R: FromQueryResult>(&self, sql: Sql) -> Result<Option<R>> {
        Ok(R::find_by_statement(sql.statement(self.db().dialect()))
            .one(self.db().read())
            .await?)
    }
}

/// The schema, in both dialects.
#[must_use]
pub fn migrations() -> Migrations {
    Migrations {
        sqlite: migrator::<SqliteMigrations>(),
        postgres: migrator::<PostgresMigrations>(),
    }
}

fn migrator<E: RustEmbed>() -> db::Migrator {
    db::migrator(E::iter().filter_map(|name| {
        let file = E::get(&name)?;
        Some((name.into_owned(), String::from_utf8_lossy(&file.data).into_owned()))
    }))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use db::db_test;
    use sea_orm::ConnectionTrait as _;

    use super::*;
    use crate::testing::EmptyApp;

    /// One snapshot for both: so they are the same.
    #[db_test]
    async fn both_schemas_have_the_same_tables_and_columns(empty: EmptyApp) {
        let db = empty.app.db();
        let statement = Sql::new(db.dialect().list_columns()).statement(db.dialect());
        let rows = db.read().query_all_raw(statement).await.unwrap();
        let text = |row: &sea_orm::QueryResult, at| row.try_get_by_index::<String>(at).unwrap();
        let columns: BTreeSet<String> = rows
            .iter()
            .map(|row| format!("{}.{}", text(row, 0), text(row, 1)))
            .collect();
        let columns: Vec<_> = columns.into_iter().collect();
        insta::assert_snapshot!("schema", columns.join("\n"));
    }

    #[test]
    fn both_folders_have_the_same_migrations() {
        let names = |names: Box<dyn Iterator<Item = std::borrow::Cow<'static, str>>>| names.collect::<BTreeSet<_>>();
        assert_eq!(
            names(Box::new(SqliteMigrations::iter())),
            names(Box::new(PostgresMigrations::iter()))
        );
    }
}
