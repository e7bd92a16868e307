//! What becomes of the sample's deals, decided first; and how long they stood in which phase until then.

use chrono::NaiveDate;

use super::{days::before, dice::Dice};

/// How many deals there are.
pub const DEALS: usize = 600;
/// Since how many days the team works with Kizashi: 15 months.
pub const DAYS: i64 = 456;

/// What a card that is open today looks like, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// On course.
    Blue,
    /// Entered, and nothing has happened yet.
    Gray,
    /// Yellow: the customer has been silent for a while.
    QuietYellow,
    /// Yellow: no next action.
    Unplanned,
    /// Yellow: longer in its phase than is normal.
    OldYellow,
    /// Yellow: the expected close was pushed back.
    SlippedYellow,
    /// Red: silent for long.
    QuietRed,
    /// Red: the next action is overdue by days.
    Overdue,
    /// Red: far longer in its phase than is normal.
    OldRed,
    /// Red: pushed back twice.
    SlippedRed,
}

/// What becomes of a deal.
#[derive(Clone, Debug)]
pub enum Fate {
    /// Won; some after they had been lost.
    Won {
        /// Whether it was lost before.
        reopened: bool,
    },
    /// Lost; some suddenly, after the customer had fallen silent.
    Lost {
        /// Whether nothing was heard any more.
        silently: bool,
    },
    /// On hold today.
    Held {
        /// Until that day.
        until: NaiveDate,
    },
    /// Open today.
    Open {
        /// What its card looks like.
        colour: Colour,
        /// In which phase, by its place.
        phase: usize,
    },
}

/// The fates of all deals, in any order.
pub fn draw(dice: &mut Dice, today: NaiveDate) -> Vec<Fate> {
    (0..DEALS)
        .map(|_| match dice.weighted(&[250, 345, 22, 383]) {
            0 => Fate::Won {
                reopened: dice.chance(4),
            },
            1 => Fate::Lost {
                silently: dice.chance(28),
            },
            2 => Fate::Held {
                until: super::days::after(today, dice.between(7, 80)),
            },
            _ => open(dice),
        })
        .collect()
}

fn open(dice: &mut Dice) -> Fate {
    let colours = [
        (63, Colour::Blue),
        (4, Colour::Gray),
        (8, Colour::QuietYellow),
        (6, Colour::Unplanned),
        (5, Colour::OldYellow),
        (5, Colour::SlippedYellow),
        (3, Colour::QuietRed),
        (3, Colour::Overdue),
        (2, Colour::OldRed),
        (2, Colour::SlippedRed),
    ];
    let (_, colour) = colours[dice.weighted(&colours.map(|(weight, _)| weight))];
    let phase = match colour {
        Colour::Gray => 0,
        // Only who was told a day can push it.
        Colour::SlippedYellow | Colour::SlippedRed => 3 + dice.weighted(&[3, 4, 4]),
        _ => dice.weighted(&[17, 15, 15, 20, 20, 13]),
    };
    Fate::Open { colour, phase }
}

/// The time from entering a phase to leaving it; both are working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// By its place.
    pub phase: usize,
    /// The day it was entered.
    pub from: NaiveDate,
    /// The day it was left, or today.
    pub to: NaiveDate,
}

/// Days that deals usually take in each phase.
const USUAL: [i64; 6] = [6, 7, 9, 14, 15, 11];
/// How normal is meant by the process: longer is conspicuous.
const NORMAL: [i64; 6] = [14, 14, 14, 21, 21, 14];

/// The way of a deal through the phases, from its first day to its last.
pub fn stays(dice: &mut Dice, fate: &Fate, today: NaiveDate, skips: i64) -> Vec<Stay> {
    let earliest = today - chrono::Days::new(DAYS.unsigned_abs());
    for _ in 0..200 {
        let (last, length, end) = last_stay(dice, fate, today);
        let path = path(dice, last, skips);
        let mut stays = Vec::with_capacity(path.len());
        let (mut to, mut length) = (end, length);
        for phase in path.into_iter().rev() {
            let from = before(to, length);
            stays.push(Stay { phase, from, to });
            to = from;
            length = if phase > 0 { usual(dice, phase - 1) } else { 0 };
        }
        stays.reverse();
        if stays[0].from >= earliest {
            return stays;
        }
    }
    // So late in the past that no way fits before it: the deal came in where it ended.
    let to = before(today, 3);
    let from = before(to, 5);
    vec![Stay { phase: 0, from, to }]
}

/// The last phase, how long the deal is or was there, and its last day.
fn last_stay(dice: &mut Dice, fate: &Fate, today: NaiveDate) -> (usize, i64, NaiveDate) {
    match fate {
        Fate::Open { colour, phase } => {
            let normal = NORMAL[*phase];
            let days = match colour {
                Colour::OldYellow => dice.between(normal + 3, normal * 2 - 4),
                Colour::OldRed => dice.between(normal * 2 + 3, normal * 3),
                Colour::QuietYellow => dice.between(9, normal - 2),
                Colour::Overdue => dice.between(9, normal + 2),
                Colour::QuietRed => dice.between(20, 36),
                Colour::SlippedRed => dice.between(26, 36),
                Colour::Gray => dice.between(0, 2),
                _ => dice.between(2, normal - 4),
            };
            (*phase, days, today)
        }
        Fate::Held { .. } => (
            1 + dice.weighted(&[2, 2, 4, 3]),
            dice.between(6, 20),
            before(today, dice.between(4, 40)),
        ),
        Fate::Won { reopened } => {
            let mut end = before(today, dice.between(1, DAYS - 50));
            if dice.chance(45) {
                end = last_days_of_month(dice, end, today);
            }
            let longer = if *reopened { 75 } else { 0 };
            (5, usual(dice, 5) + longer, end)
        }
        Fate::Lost { silently } => {
            let phase = dice.weighted(&[8, 17, 14, 20, 25, 16]);
            let days = if *silently {
                dice.between(32, 60)
            } else {
                usual(dice, phase)
            };
            (phase, days, before(today, dice.between(1, DAYS - 30)))
        }
    }
}

/// Most take about what is usual, some far longer.
fn usual(dice: &mut Dice, phase: usize) -> i64 {
    let tenths = *dice.pick(&[4, 5, 6, 7, 8, 9, 10, 10, 11, 12, 14, 17, 22, 30]);
    (USUAL[phase] * tenths / 10).max(1)
}

/// The phases up to the last, some passed over, some visited twice; some deals come in later than at the beginning.
fn path(dice: &mut Dice, last: usize, skips: i64) -> Vec<usize> {
    let first = if last > 1 && dice.chance(14) { 1 } else { 0 };
    let mut path: Vec<usize> = (first..=last).collect();
    path.retain(|phase| *phase == first || *phase == last || !dice.chance(skips));
    if last >= 3 && dice.chance(7) {
        // Back to listening after the first offer.
        let place = path.len() - 1;
        let again = path[place.saturating_sub(1)];
        path.extend([again, last]);
    }
    path
}

fn last_days_of_month(dice: &mut Dice, day: NaiveDate, today: NaiveDate) -> NaiveDate {
    use chrono::Datelike as _;
    let next = day
        .with_day(1)
        .and_then(|first| first.checked_add_months(chrono::Months::new(1)));
    let end = before(next.unwrap_or(day), dice.between(1, 4));
    if end < today { end } else { day }
}
