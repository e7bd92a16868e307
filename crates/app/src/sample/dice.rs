//! Chance that repeats: the same seed gives the same throws. Nothing else here may be random.

use fastrand::Rng;

/// Throws in the order in which they are asked for.
#[derive(Clone, Debug)]
pub struct Dice(Rng);

impl Dice {
    /// From a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Rng::with_seed(seed))
    }

    /// One of some things.
    pub fn pick<'t, T>(&mut self, things: &'t [T]) -> &'t T {
        &things[self.0.usize(..things.len())]
    }

    /// The place of one of some things, each as likely as its weight.
    pub fn weighted(&mut self, weights: &[u32]) -> usize {
        let mut throw = self.0.u32(..weights.iter().sum::<u32>());
        for (place, weight) in weights.iter().enumerate() {
            match throw.checked_sub(*weight) {
                Some(rest) => throw = rest,
                None => return place,
            }
        }
        0
    }

    /// From the first to the last, both included.
    pub fn between(&mut self, first: i64, last: i64) -> i64 {
        self.0.i64(first..=last.max(first))
    }

    /// Whether something happens that happens so many times of a hundred.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.0.i64(0..100) < percent
    }

    /// In any order.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        self.0.shuffle(things);
    }
}
