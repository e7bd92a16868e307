//! The life of one deal of the sample, as a list of steps: what somebody does at which moment. It is drawn from its end
//! backwards, so that how deals stand today is what was intended and not what chance left over.

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::{
    customers::Customer,
    days::{after, before},
    dice::Dice,
    fates::{Colour, Fate, Stay, stays},
    founding::{MANAGERS, SELLERS},
    steps::{Life, Opening, Step},
    words::{
        talk::{TALKS, Talk},
        titles::{MAIN, NOTES, PROBLEMS, PRODUCTS, SCOPES, TITLES},
    },
};
use crate::time::At;

/// Draws lives.
pub struct Planner<'p> {
    /// Chance.
    pub dice: &'p mut Dice,
    /// With whom.
    pub customers: &'p [Customer],
    /// The day of the sample.
    pub today: NaiveDate,
    /// In which days begin.
    pub zone: Tz,
    /// Whether somebody let an action become overdue already. The first is 佐藤, as whom most people look around.
    pub overdue: bool,
}

/// Among the sellers.
const SATO: usize = 1;

/// How good somebody is at winning, in percent; and how readily they pass over phases.
const TRAITS: [(i64, i64); SELLERS] = [
    (8, 4),
    (9, 3),
    (2, 6),
    (-9, 22),
    (6, 4),
    (4, 5),
    (-3, 8),
    (1, 5),
    (3, 6),
    (7, 3),
    (-5, 10),
    (-2, 7),
];

/// How often deals come by which channel, and how much that helps to win them, in percent.
const CHANNELS: [(u32, i64); 7] = [(20, -10), (12, 2), (14, 5), (18, -4), (8, -2), (14, -12), (14, 20)];

impl Planner<'_> {
    /// The life of a deal with this fate.
    pub fn life(&mut self, fate: &Fate) -> Vec<(At, Step)> {
        let customer = self.dice.between(0, self.customers.len() as i64 - 1) as usize;
        let mut owner = if self.dice.chance(80) {
            self.customers[customer].owner
        } else {
            self.dice.between(0, SELLERS as i64 - 1) as usize
        };
        let is_overdue = matches!(
            fate,
            Fate::Open {
                colour: Colour::Overdue,
                ..
            }
        );
        if is_overdue && !self.overdue {
            self.overdue = true;
            owner = SATO;
        }
        let (_, skips) = TRAITS[owner];
        let stays = stays(self.dice, fate, self.today, skips);
        let contact = self.customers[customer].contacts[0].surname;
        let opening = self.opening(customer, owner, fate, &stays);
        let product = PRODUCTS[opening.products[0].0].0;
        let mut life = Life::new((contact, product), opening.expected, self.zone);
        let opened = stays[0].from;
        let minutes = self.dice.between(9 * 60, 9 * 60 + 50);
        life.add(opened, minutes, Step::Open(Box::new(opening)));
        life.touched = (opened, minutes);
        if !matches!(
            fate,
            Fate::Open {
                colour: Colour::Gray,
                ..
            }
        ) {
            self.go(&mut life, &stays, owner, fate);
        }
        life.steps
    }

    fn opening(&mut self, customer: usize, owner: usize, fate: &Fate, stays: &[Stay]) -> Opening {
        let main = self.dice.between(0, MAIN as i64 - 1) as usize;
        let product = PRODUCTS[main].0;
        let title = if self.dice.chance(45) {
            (*self.dice.pick(PROBLEMS[main])).to_owned()
        } else {
            self.dice.pick(&TITLES).replace("{p}", product)
        };
        let title = if self.dice.chance(35) {
            format!("{title}（{}）", self.dice.pick(&SCOPES))
        } else {
            title
        };
        let mut products = vec![(main, self.dice.between(1, 3), PRODUCTS[main].2)];
        for (extra, product) in PRODUCTS.iter().enumerate().skip(MAIN) {
            if self.dice.chance(28) {
                let most = if extra < MAIN + 2 { 20 } else { 1 };
                products.push((extra, self.dice.between(1, most), product.2));
            }
        }
        let channel = self.channel(owner, fate);
        let opened = stays[0].from;
        let rough: i64 = products.iter().map(|(_, quantity, price)| quantity * price).sum();
        let helper = self.dice.chance(12).then(|| MANAGERS[self.dice.between(0, 2) as usize]);
        Opening {
            title,
            customer,
            owner,
            helper: helper.filter(|helper| *helper != owner),
            phase: stays[0].phase,
            channel,
            amount: self
                .dice
                .chance(65)
                .then(|| (rough * self.dice.between(8, 13) / 10 + 25_000) / 50_000 * 50_000),
            expected: self.expected(opened, fate, stays),
            products,
            note: if self.dice.chance(35) {
                self.dice.pick::<&str>(&NOTES)
            } else {
                ""
            },
        }
    }

    /// Won deals came by good channels more often, to people who are good at winning.
    fn channel(&mut self, owner: usize, fate: &Fate) -> usize {
        let sign = match fate {
            Fate::Won { .. } => 1,
            Fate::Lost { .. } => -1,
            _ => 0,
        };
        let weights = CHANNELS.map(|(often, helps)| {
            let weight = i64::from(often) * (100 + sign * 3 * helps + sign * TRAITS[owner].0 / 2);
            u32::try_from(weight.max(50)).unwrap_or(50)
        });
        self.dice.weighted(&weights)
    }

    /// Reps expect a deal to close some time after it probably will, at the end of a month.
    fn expected(&mut self, opened: NaiveDate, fate: &Fate, stays: &[Stay]) -> Option<NaiveDate> {
        let last = stays.last()?;
        let end = match fate {
            Fate::Open { .. } | Fate::Held { .. } => {
                let ahead = [95, 85, 70, 55, 40, 24][last.phase.min(5)];
                after(self.today, self.dice.between(ahead / 2, ahead + 30))
            }
            _ => after(last.to, self.dice.between(2, 35)),
        };
        let end = if self.dice.chance(60) { month_end(end) } else { end };
        (last.phase >= 3 || self.dice.chance(70)).then(|| end.max(after(opened, 20)))
    }

    fn go(&mut self, life: &mut Life, stays: &[Stay], owner: usize, fate: &Fate) {
        for (index, stay) in stays.iter().enumerate() {
            if index == 2 && self.dice.chance(4) {
                // To a colleague of the same team, which has four members.
                let colleague = owner / 4 * 4 + (owner + 1) % 4;
                life.add(stay.from, 18 * 60 + 30, Step::HandOver(colleague));
            }
            match stays.get(index + 1) {
                Some(next) => self.pass(life, *stay, next.phase),
                None => self.end(life, *stay, fate),
            }
        }
    }

    /// A stay that ends with a move.
    fn pass(&mut self, life: &mut Life, stay: Stay, next: usize) {
        let mut days = self.meetings(stay.from, stay.to);
        let last = days.pop().unwrap_or(stay.to);
        if stay.phase >= 3 && (stay.to - stay.from).num_days() > 16 && self.dice.chance(14) {
            self.rest(life, stay);
        }
        for day in days {
            self.touch(life, stay.phase, day);
        }
        // The first visit is left after a meeting in person, with the next action agreed.
        if stay.phase == 2 {
            let meetings: Vec<Talk> = TALKS[2].iter().filter(|talk| talk.0 == 0).copied().collect();
            let talk = life.talk(self.dice, &meetings);
            self.happen(life, talk, last);
            life.must_plan = true;
        } else {
            self.touch(life, stay.phase, last);
        }
        self.ready(life, stay.phase, last);
        life.add(last, life.touched.1 + 20, Step::Move(next));
    }

    /// Some weeks on hold.
    fn rest(&mut self, life: &mut Life, stay: Stay) {
        let (from, to) = (after(stay.from, 2), before(stay.to, 4));
        if from < to {
            life.add(from, 17 * 60 + 30, Step::Hold(to));
            life.add(to, 9 * 60, Step::Reopen);
            life.pauses.push((from, to));
        }
    }

    /// What a phase asks for before a deal leaves it.
    fn ready(&mut self, life: &mut Life, phase: usize, day: NaiveDate) {
        let minutes = life.touched.1 + 10;
        match phase {
            3 => life.add(day, minutes, Step::MeetDecider),
            4 => life.add(day, minutes, Step::Offer),
            _ => {}
        }
        // Now and then somebody forgets to tick, and the manager lets it pass.
        if !self.dice.chance(4) {
            life.add(day, minutes, Step::Tick);
        }
    }

    /// The days of a stay on which something happens; the last one always.
    pub(super) fn meetings(&mut self, from: NaiveDate, to: NaiveDate) -> Vec<NaiveDate> {
        let mut days = vec![to];
        let mut day = to;
        loop {
            day = before(day, self.dice.between(4, 10));
            if day <= from {
                break;
            }
            days.push(day);
        }
        days.reverse();
        days
    }

    /// Something of the phase happens.
    pub(super) fn touch(&mut self, life: &mut Life, phase: usize, day: NaiveDate) {
        if life.rests(day) {
            return;
        }
        let talk = life.talk(self.dice, TALKS[phase]);
        self.happen(life, talk, day);
    }

    /// Something happens: planned the time before, or not at all.
    fn happen(&mut self, life: &mut Life, talk: Talk, day: NaiveDate) {
        let minutes = self.dice.between(18, 34) * 30;
        let minutes = minutes.max(life.minutes_on(day) + 30).min(20 * 60);
        let took_part = talk.0 != 5;
        let (planned_on, planned_at) = life.touched;
        let must_plan = std::mem::take(&mut life.must_plan);
        if (must_plan || self.dice.chance(82)) && planned_on < day {
            let touch = life.touch(talk, day, (talk.0 < 3).then_some(minutes));
            life.add(planned_on, planned_at + 3, Step::Plan(touch));
            life.add(day, minutes, Step::Done(life.words(talk.2), took_part));
        } else {
            let touch = life.touch(talk, day, Some(minutes));
            life.add(day, minutes, Step::Log(touch, life.words(talk.2), took_part));
        }
        life.touched = (day, minutes);
    }
}

/// The last working day of a month.
fn month_end(day: NaiveDate) -> NaiveDate {
    use chrono::Datelike as _;
    let first = day.with_day(1).unwrap_or(day);
    let next = first.checked_add_months(chrono::Months::new(1)).unwrap_or(day);
    before(next, 1)
}
