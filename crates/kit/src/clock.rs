//! The clock that is passed in. Everything else that tells the time is banned in `clippy.toml`.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// Milliseconds of UTC since 1970, from the machine or as a test sets them.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands until it is moved.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `millis`.
    #[must_use]
    pub fn fixed(millis: i64) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(millis)))
    }

    /// Now, in milliseconds of UTC since 1970.
    #[must_use]
    pub fn now_millis(&self) -> i64 {
        match self {
            Self::System => system_millis(),
            Self::Fixed(millis) => millis.load(Ordering::SeqCst),
        }
    }

    /// Moves a fixed clock on; the machine's clock does not listen.
    pub fn advance(&self, millis: i64) {
        if let Self::Fixed(now) = self {
            now.fetch_add(millis, Ordering::SeqCst);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
fn system_millis() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
