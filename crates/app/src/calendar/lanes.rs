//! What lies across something else is drawn beside it.

/// Rows of a day: quarters of an hour.
pub const ROWS: u32 = 96;

/// The rows that something takes, the last one excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rows {
    /// The first.
    pub from: u32,
    /// After the last.
    pub until: u32,
}

/// Where it lies among those beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Which one, from 0.
    pub place: usize,
    /// How many there are.
    pub of: usize,
}

/// The lanes of things that are in order of their first rows. Things that lie across each other, also through others,
/// share the width; each takes the first lane that is free, so that there are no more lanes than meet in some row.
#[must_use]
pub fn lanes(all: &[Rows]) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = Vec::with_capacity(all.len());
    // Of the group in hand: where it began, and when each of its lanes becomes free.
    let (mut begun, mut free): (usize, Vec<u32>) = (0, Vec::new());
    for rows in all {
        if free.iter().all(|until| *until <= rows.from) {
            close(&mut lanes, begun, free.len());
            begun = lanes.len();
            free.clear();
        }
        let place = free.iter().position(|until| *until <= rows.from).unwrap_or(free.len());
        match free.get_mut(place) {
            Some(until) => *until = rows.until,
            None => free.push(rows.until),
        }
        lanes.push(Lane { place, of: 1 });
    }
    close(&mut lanes, begun, free.len());
    lanes
}

fn close(lanes: &mut [Lane], begun: usize, of: usize) {
    for lane in &mut lanes[begun..] {
        lane.of = of;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(from: u32, until: u32) -> Rows {
        Rows { from, until }
    }

    #[test]
    fn what_meets_lies_side_by_side_and_what_follows_takes_the_whole_width() {
        let found = lanes(&[rows(36, 40), rows(38, 42), rows(40, 44), rows(44, 48)]);
        let found: Vec<(usize, usize)> = found.into_iter().map(|lane| (lane.place, lane.of)).collect();
        assert_eq!(found, [(0, 2), (1, 2), (0, 2), (0, 1)]);
        assert_eq!(lanes(&[]), []);
    }

    proptest! {
        #[test]
        fn nothing_is_drawn_over_anything_and_no_lane_is_wasted(
            mut all in prop::collection::vec((0..90_u32, 1..24_u32), 0..40)
        ) {
            all.sort_unstable();
            let all: Vec<Rows> = all.into_iter().map(|(from, long)| rows(from, (from + long).min(ROWS))).collect();
            let found = lanes(&all);
            prop_assert_eq!(found.len(), all.len());
            let meet = |a: &Rows, b: &Rows| a.from < b.until && b.from < a.until;
            for (at, (a, lane)) in all.iter().zip(&found).enumerate() {
                prop_assert!(lane.place < lane.of);
                for (b, other) in all.iter().zip(&found).skip(at + 1).filter(|(b, _)| meet(a, b)) {
                    prop_assert!(lane.place != other.place, "{a:?} {b:?}");
                    prop_assert_eq!(lane.of, other.of);
                }
            }
            let busiest = (0..ROWS).map(|row| all.iter().filter(|rows| (rows.from..rows.until).contains(&row)).count());
            prop_assert_eq!(found.iter().map(|lane| lane.of).max(), busiest.max().filter(|most| *most > 0));
        }
    }
}
