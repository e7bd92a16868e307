//! The one way to write.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use ::jobs::{Bell, NewJob};
use db::{Dialect, Sql};
use kit::{fields::Fields, live::Hub};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::{
    accounts::sessions,
    actor::Actor,
    app::App,
    error::{Error, Result},
    events::{self, Event},
    ids::{EventId, UserId},
    matching,
    time::At,
    workspace::Workspace,
};

/// The newest event a request has written, for the header by which a page knows its own news from others'.
#[derive(Clone, Debug, Default)]
pub struct Written(Arc<AtomicI64>);

impl Written {
    /// The newest event, if the request wrote any.
    #[must_use]
    pub fn newest(&self) -> Option<EventId> {
        Some(self.0.load(Ordering::Relaxed)).filter(|id| *id > 0).map(EventId)
    }
}

/// A write in progress: who writes, when, and what happened so far. Dropped without `commit`, it never was.
pub struct Tx {
    db: DatabaseTransaction,
    dialect: Dialect,
    actor: Actor,
    now: At,
    events: Vec<(At, Option<UserId>, Event)>,
    written: Written,
    live: Hub,
    /// Of the worker, and whether it is to be rung.
    bell: (Bell, bool),
}

impl Tx {
    pub(crate) fn new(db: DatabaseTransaction, dialect: Dialect, actor: Actor, now: At, live: Hub, bell: Bell) -> Self {
        Self {
            db,
            dialect,
            actor,
            now,
            events: Vec::new(),
            written: Written::default(),
            live,
            bell: (bell, false),
        }
    }

    /// Tells a request what it wrote.
    #[must_use]
    pub fn telling(mut self, written: Written) -> Self {
        self.written = written;
        self
    }

    /// The connection inside the transaction.
    #[must_use]
    pub const fn db(&self) -> &DatabaseTransaction {
        &self.db
    }

    /// Which database it is, for `Sql::statement`.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Who writes.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Refuses whoever is no admin: the first line of every act on settings and people.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn require_admin(&self) -> Result<()> {
        if self.actor.may_administer() {
            Ok(())
        } else {
            Err(Error::Forbidden)
        }
    }

    /// The person who writes; nobody for the program itself.
    #[must_use]
    pub const fn user(&self) -> Option<UserId> {
        self.actor.user
    }

    /// The settings that hold for everybody.
    #[must_use]
    pub fn workspace(&self) -> &Arc<Workspace> {
        &self.actor.workspace
    }

    /// One moment for the whole transaction.
    #[must_use]
    pub const fn now(&self) -> At {
        self.now
    }

    /// Writes as of a moment in the past; imports and the sample workspace tell history.
    pub const fn set_now(&mut self, now: At) {
        self.now = now;
    }

    /// Goes on in somebody else's name; the sample workspace tells what many people did.
    pub fn set_actor(&mut self, actor: Actor) {
        self.actor = actor;
    }

    /// Remembers what happened; written with its number at commit.
    pub fn record(&mut self, event: Event) {
        self.events.push((self.now, self.actor.user, event));
    }

    /// Whether a form is sent for the first time. A form carries a secret of its own in `once`; sent again as it was, by
    /// a second click or a reload, it has done its work already and must not do it twice. A form without one always
    /// counts as the first.
    ///
    /// Until this commits, the same form sent again waits here.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn is_first_time(&self, form: &Fields) -> Result<bool> {
        if form.text("once").is_empty() {
            return Ok(true);
        }
        let secret = sessions::hash(&form.encode());
        let mut sql = Sql::new("INSERT INTO sent_forms (secret, at) VALUES (");
        sql.bind(secret)
            .push(", ")
            .bind(self.now.0)
            .push(") ON CONFLICT DO NOTHING");
        let sent = self.db.execute_raw(sql.statement(self.dialect)).await?;
        Ok(sent.rows_affected() == 1)
    }

    /// Has something done later, if and only if this commits.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn enqueue(&mut self, job: NewJob) -> Result<()> {
        ::jobs::enqueue(&self.db, job).await?;
        self.bell.1 = true;
        Ok(())
    }

    /// Writes the events, makes everything durable and wakes the live viewers and the worker. Which records may be one is
    /// looked at again by a job if any of them changed.
    ///
    /// # Errors
    /// When the database refuses; then nothing was written.
    pub async fn commit(mut self) -> Result<()> {
        if self
            .events
            .iter()
            .any(|(.., event)| matching::is_concerned(event.kind()))
        {
            self.enqueue(matching::refresh_job(self.now.0)).await?;
        }
        if !self.events.is_empty()
            && let Some(lock) = self.dialect.lock_event_order()
        {
            self.db.execute_unprepared(lock).await?;
        }
        let newest = events::insert_all(&self.db, self.events).await?.unwrap_or(EventId(0));
        if newest.0 > 0
            && let Some(notify) = self.dialect.notify_events()
        {
            self.db.execute_unprepared(notify).await?;
        }
        self.db.commit().await?;
        self.written.0.fetch_max(newest.0, Ordering::Relaxed);
        self.live.publish(newest.0);
        if let (bell, true) = self.bell {
            bell.ring();
        }
        Ok(())
    }

    /// Takes everything back. Dropping does the same; this waits until it is done.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn rollback(self) -> Result<()> {
        Ok(self.db.rollback().await?)
    }
}

/// Forgets which forms were sent more than a day ago: nobody clicks twice that slowly.
///
/// # Errors
/// When the database is away.
pub async fn forget_sent_forms(app: &App) -> Result<()> {
    let transaction = app.db().begin().await?;
    let mut sql = Sql::new("DELETE FROM sent_forms WHERE at <= ");
    sql.bind(app.now().plus_days(-1).0);
    transaction.execute_raw(sql.statement(app.db().dialect())).await?;
    Ok(transaction.commit().await?)
}
