//! How often something may be asked within a while, counted in the memory of this process.
//!
//! For pages that anybody may open: a flood must cost less than what it asks for, so nothing is written down.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// Keys that are remembered at most; beyond it the oldest windows are forgotten, then everything.
const MOST_KEYS: usize = 50_000;

/// Counts turns per key in windows of the same length.
#[derive(Debug)]
pub struct Limiter {
    window_millis: i64,
    counts: Mutex<HashMap<String, (i64, u32)>>,
}

impl Limiter {
    /// With windows of so many milliseconds.
    #[must_use]
    pub fn new(window_millis: i64) -> Self {
        Self {
            window_millis,
            counts: Mutex::default(),
        }
    }

    /// Takes a turn, if there were fewer than `most` within the window.
    ///
    /// # Errors
    /// Seconds until the next one.
    pub fn take(&self, key: &str, most: u32, now_millis: i64) -> Result<(), i64> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= MOST_KEYS {
            counts.retain(|_, (start, _)| *start + self.window_millis > now_millis);
        }
        if counts.len() >= MOST_KEYS {
            counts.clear();
        }
        let (start, count) = counts.entry(key.to_owned()).or_insert((now_millis, 0));
        if *start + self.window_millis <= now_millis {
            (*start, *count) = (now_millis, 0);
        }
        if *count >= most {
            return Err((*start + self.window_millis - now_millis + 999) / 1000);
        }
        *count += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Limiter;

    #[test]
    fn turns_are_counted_per_key_and_come_back_after_the_window() {
        let limiter = Limiter::new(10_000);
        assert_eq!(limiter.take("a", 2, 0), Ok(()));
        assert_eq!(limiter.take("a", 2, 4000), Ok(()));
        assert_eq!(limiter.take("a", 2, 4001), Err(6));
        assert_eq!(limiter.take("b", 2, 4001), Ok(()));
        assert_eq!(limiter.take("a", 2, 10_000), Ok(()));
    }
}
