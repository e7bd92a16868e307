//! The hub of live messages: who watches gets told that something happened, and looks for itself.

use tokio::sync::watch;

/// What watchers are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// There are events up to this id.
    pub newest: i64,
    /// The process is about to end: streams close, browsers connect elsewhere or later.
    pub closing: bool,
}

/// Carries "there are events up to this id" from writers to everybody who watches.
///
/// Only the newest id is kept: a slow watcher misses no event, because it reads the events after
/// the last one it has shown, and a burst costs it one read.
#[derive(Clone, Debug)]
pub struct Hub(watch::Sender<News>);

impl Default for Hub {
    fn default() -> Self {
        Self(watch::Sender::new(News::default()))
    }
}

impl Hub {
    /// Tells all watchers that events up to `id` are there. Never goes back.
    pub fn publish(&self, id: i64) {
        self.0.send_if_modified(|news| {
            let newer = id > news.newest;
            news.newest = news.newest.max(id);
            newer
        });
    }

    /// Tells all watchers to end.
    pub fn close(&self) {
        self.0.send_modify(|news| news.closing = true);
    }

    /// Starts to watch.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<News> {
        self.0.subscribe()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_one_piece_of_news_and_never_goes_back() {
        let hub = Hub::default();
        let mut watcher = hub.watch();
        hub.publish(7);
        hub.publish(6);
        assert!(watcher.has_changed().unwrap());
        assert_eq!(watcher.borrow_and_update().newest, 7);
        hub.publish(5);
        assert!(!watcher.has_changed().unwrap());
    }
}
