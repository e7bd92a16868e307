//! Live updates: a stream of "this happened" (SSE). The page then fetches the frames concerned.
//!
//! A message is `{"id", "kind", "deal", "phases"}`; of an activity without a deal, `{"id", "kind"}`. Its id is the event's, so a browser that lost the
//! connection resumes after the last one it saw (`Last-Event-ID`) and misses nothing.

#[cfg(test)]
mod tests;

use std::{convert::Infallible, time::Duration};

use axum::{
    http::HeaderMap,
    response::sse::{Event, KeepAlive, Sse},
};
use db::Sql;
use futures_util::{Stream, StreamExt as _, stream};
use kit::fields::QueryFields;
use kit::live::News;
use serde_json::json;
use tokio::{
    sync::watch,
    time::{Instant, timeout_at},
};

use crate::{activities, app::App, cx::Cx, deals, error::Result, events::EventRow, ids::EventId};

/// A viewer that is further behind than this reloads instead of replaying.
const REPLAY: usize = 500;

/// After this the stream ends and the browser connects again by itself: whoever was signed out or lost a
/// right meanwhile is then asked anew.
const LIFE: Duration = Duration::from_secs(300);

/// Where a viewer starts: the newest event.
///
/// # Errors
/// When the database is away.
pub async fn newest(app: &App) -> Result<EventId> {
    #[derive(sea_orm::FromQueryResult)]
    struct Row {
        id: Option<i64>,
    }
    let row: Option<Row> = app.one(Sql::new("SELECT MAX(id) AS id FROM events")).await?;
    Ok(EventId(row.and_then(|row| row.id).unwrap_or(0)))
}

/// `GET /live`: the stream. `?after=` says from where on the first connection.
///
/// # Errors
/// When the database is away.
pub async fn stream(
    cx: Cx,
    headers: HeaderMap,
    QueryFields(query): QueryFields,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    let resumed = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok()?.parse().ok());
    let after = match resumed.or_else(|| query.number("after")) {
        Some(id) => EventId(id),
        None => newest(&cx.app).await?,
    };
    let viewer = Viewer {
        watch: cx.app.live().watch(),
        cx,
        after,
        until: Instant::now() + LIFE,
    };
    let messages = stream::unfold(viewer, |mut viewer| async {
        let messages = viewer.next().await?;
        Some((stream::iter(messages.into_iter().map(Ok)), viewer))
    });
    Ok(Sse::new(messages.flatten()).keep_alive(KeepAlive::new().interval(Duration::from_secs(20))))
}

struct Viewer {
    cx: Cx,
    watch: watch::Receiver<News>,
    after: EventId,
    until: Instant,
}

impl Viewer {
    /// The next messages; waits until there are some. Ends when the server shuts down or the database is away.
    async fn next(&mut self) -> Option<Vec<Event>> {
        loop {
            if self.watch.borrow_and_update().closing {
                return None;
            }
            let events = self.read().await.ok()?;
            if let Some(last) = events.last() {
                self.after = last.id;
                if events.len() > REPLAY {
                    return Some(vec![
                        Event::default()
                            .event("reset")
                            .id(newest(&self.cx.app).await.ok()?.to_string())
                            .data("{}"),
                    ]);
                }
                let messages = self.visible(&events).await.ok()?;
                if !messages.is_empty() {
                    return Some(messages);
                }
            } else {
                timeout_at(self.until, self.watch.changed()).await.ok()?.ok()?;
            }
        }
    }

    async fn read(&self) -> Result<Vec<EventRow>> {
        let mut sql = Sql::new("SELECT * FROM events WHERE id > ");
        sql.bind(self.after.0)
            .push(" ORDER BY id LIMIT ")
            .bind(REPLAY as i64 + 1);
        self.cx.app.all(sql).await
    }

    /// Only what this person may know: events of deals and activities they see.
    async fn visible(&self, events: &[EventRow]) -> Result<Vec<Event>> {
        let deals: Vec<_> = events.iter().filter_map(|event| event.deal_id).collect();
        let seen = deals::which_visible(&self.cx.app, &self.cx.actor, &deals).await?;
        let activities: Vec<_> = events.iter().filter_map(|event| event.activity_id).collect();
        let activities = activities::which_visible(&self.cx.app, &self.cx.actor, &activities).await?;
        let message = |event: &EventRow| {
            let data = match event.deal_id.filter(|deal| seen.contains(deal)) {
                Some(deal) => {
                    let phases = event.data().get("phases").cloned().unwrap_or_else(|| json!([]));
                    json!({ "id": event.id, "kind": event.kind, "deal": deal, "phases": phases })
                }
                // Of no deal, or of one that only somebody else sees: whoever comes along sees its time all the same.
                None => {
                    event.activity_id.filter(|id| activities.contains(id))?;
                    json!({ "id": event.id, "kind": event.kind })
                }
            };
            Some(Event::default().id(event.id.to_string()).data(data.to_string()))
        };
        Ok(events.iter().filter_map(message).collect())
    }
}

/// Hears of events that other processes on the same PostgreSQL wrote. On SQLite, where a second process may write
/// through the command line, looks every second.
pub async fn follow_other_processes(app: App) {
    let mut listener = None;
    loop {
        if listener.is_none() {
            listener = app.db().listen_for_events().await.ok().flatten();
        }
        match &mut listener {
            Some(connection) => {
                if connection.recv().await.is_err() {
                    listener = None;
                }
            }
            None => tokio::time::sleep(Duration::from_secs(1)).await,
        }
        if let Ok(id) = newest(&app).await {
            app.live().publish(id.0);
        }
    }
}
