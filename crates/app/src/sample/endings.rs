//! How a life of the sample ends: won, lost, on hold, or open today in one of the colours.

use chrono::NaiveDate;

use super::{
    days::{after, before},
    fates::{Colour, Fate, Stay},
    plan::Planner,
    steps::{Life, Loss, Step},
    words::{
        losses,
        talk::{DELAYS, LOST, NEXT, TALKS, Talk, UNANSWERED, WON},
        titles::COMPETITORS,
    },
};

impl Planner<'_> {
    /// The last stay, and how it ends.
    pub(super) fn end(&mut self, life: &mut Life, stay: Stay, fate: &Fate) {
        match fate {
            Fate::Won { reopened } => self.win(life, stay, *reopened),
            Fate::Lost { silently } => self.lose(life, stay, *silently),
            Fate::Held { until } => self.hold(life, stay, *until),
            Fate::Open { colour, .. } => self.stay_open(life, stay, *colour),
        }
    }

    fn win(&mut self, life: &mut Life, stay: Stay, reopened: bool) {
        let mut days = self.meetings(stay.from, stay.to);
        days.pop();
        let (lost, again) = (before(stay.to, 62), before(stay.to, 12));
        if reopened && lost > stay.from {
            let loss = self.loss(lost);
            life.add(lost, 20 * 60 + 30, Step::Lose(loss));
            life.add(again, 9 * 60, Step::Reopen);
            life.pauses.push((lost, again));
        } else if self.dice.chance(25) {
            self.slip(life, stay.from, stay.to);
        }
        for day in days {
            self.touch(life, stay.phase, day);
        }
        if stay.phase < 5 {
            life.add(stay.to, 9 * 60, Step::Offer);
        }
        if self.dice.chance(40) {
            life.add(stay.to, 9 * 60 + 30, Step::Discount(self.dice.between(88, 98)));
        }
        self.said(life, stay.to, &WON);
        let start = after(stay.to, self.dice.between(20, 60));
        life.add(stay.to, life.touched.1 + 20, Step::Win(start));
        self.follow_up(life, stay.to);
    }

    fn follow_up(&mut self, life: &mut Life, won: NaiveDate) {
        let mut day = after(won, 30);
        let mut planned = won;
        for _ in 0..self.dice.between(1, 3) {
            let talk = life.talk(self.dice, TALKS[6]);
            let touch = life.touch(talk, day, None);
            life.add(planned, 18 * 60, Step::Plan(touch));
            if day >= self.today {
                return;
            }
            life.add(
                day,
                self.dice.between(10 * 60, 16 * 60),
                Step::Done(life.words(talk.2), true),
            );
            (planned, day) = (day, after(day, self.dice.between(50, 100)));
        }
    }

    fn lose(&mut self, life: &mut Life, stay: Stay, silently: bool) {
        let mut days = self.meetings(stay.from, stay.to);
        days.pop();
        let silent_from = before(stay.to, self.dice.between(24, 45));
        for day in days {
            if !silently || day <= silent_from {
                self.touch(life, stay.phase, day);
            }
        }
        if self.dice.chance(30) {
            self.slip(life, stay.from, stay.to);
        }
        if silently {
            self.silence(life, silent_from.max(stay.from), stay.to);
        } else {
            self.said(life, stay.to, &LOST);
        }
        let minutes = life.minutes_on(stay.to) + 30;
        let loss = if silently {
            self.silent_loss(stay.to)
        } else {
            self.loss(stay.to)
        };
        life.add(stay.to, minutes.max(17 * 60), Step::Lose(loss));
    }

    /// Mails and calls that nobody answers.
    fn silence(&mut self, life: &mut Life, from: NaiveDate, to: NaiveDate) {
        let mut day = after(from, self.dice.between(5, 9));
        while day < to {
            let talk = life.talk(self.dice, &UNANSWERED);
            let touch = life.touch(talk, day, None);
            let minutes = self.dice.between(9 * 60 + 30, 17 * 60);
            life.add(day, minutes, Step::Log(touch, life.words(talk.2), false));
            life.touched = (day, minutes);
            day = after(day, self.dice.between(5, 11));
        }
    }

    fn hold(&mut self, life: &mut Life, stay: Stay, until: NaiveDate) {
        for day in self.meetings(stay.from, stay.to) {
            self.touch(life, stay.phase, day);
        }
        life.add(stay.to, life.minutes_on(stay.to) + 20, Step::Hold(until));
    }

    fn stay_open(&mut self, life: &mut Life, stay: Stay, colour: Colour) {
        let today = self.today;
        // How long ago the customer last took part, and in how many days the next action is due, if one is planned.
        let quick = i64::from(stay.phase == 5);
        let (ago, due) = match colour {
            Colour::Blue | Colour::OldYellow | Colour::OldRed | Colour::SlippedYellow | Colour::SlippedRed => {
                (self.dice.between(0, 3 - quick), Some(self.dice.between(1, 9)))
            }
            Colour::Unplanned => (self.dice.between(1, 3 - quick), None),
            Colour::QuietYellow => (
                self.dice.between(8 - 2 * quick, 11 - 3 * quick),
                Some(self.dice.between(1, 5)),
            ),
            Colour::QuietRed => (self.dice.between(15, 34), Some(self.dice.between(1, 6))),
            Colour::Overdue => (self.dice.between(8, 13), Some(-self.dice.between(4, 7))),
            Colour::Gray => return,
        };
        let last = before(today, ago).max(stay.from);
        let mut days: Vec<_> = self
            .meetings(stay.from, last)
            .into_iter()
            .filter(|day| *day < last)
            .collect();
        if last > stay.from || days.is_empty() {
            days.push(last);
        }
        for day in days {
            self.touch(life, stay.phase, day);
        }
        match colour {
            Colour::SlippedYellow => self.push(life, before(today, 3).max(stay.from), 25),
            Colour::SlippedRed => {
                self.push(life, before(today, 24).max(stay.from), 30);
                self.push(life, before(today, 4).max(stay.from), 35);
            }
            Colour::QuietRed => self.silence(life, last, today),
            _ => {}
        }
        if let Some(due) = due {
            let day = if due < 0 {
                before(today, -due)
            } else {
                after(today, due)
            };
            self.plan(life, stay.phase, day);
        }
    }

    /// The expected close moves because the customer asks for patience.
    fn slip(&mut self, life: &mut Life, from: NaiveDate, to: NaiveDate) {
        let days = (to - from).num_days();
        for part in 1..=self.dice.between(1, 2) {
            let day = after(from, days * part / 3);
            if day < to {
                let days = self.dice.between(14, 45);
                self.push(life, day, days);
            }
        }
    }

    fn push(&mut self, life: &mut Life, day: NaiveDate, days: i64) {
        let talk = life.talk(self.dice, &DELAYS);
        let touch = life.touch(talk, day, None);
        life.add(day, 16 * 60, Step::Log(touch, life.words(talk.2), true));
        let expected = life.expected.unwrap_or(day).max(day);
        let later = after(expected, days);
        life.expected = Some(later);
        life.add(day, 16 * 60 + 10, Step::Expect(later));
        life.touched = life.touched.max((day, 16 * 60));
    }

    /// What is planned next, of an open deal.
    fn plan(&mut self, life: &mut Life, phase: usize, day: NaiveDate) {
        let (kind, ..) = *self.dice.pick(TALKS[phase]);
        let subject = *self.dice.pick::<&str>(&NEXT);
        let minutes = (kind < 3).then(|| self.dice.between(19, 33) * 30);
        let touch = life.touch((kind, subject, ""), day, minutes);
        let (on, at) = life.touched;
        life.add(on, at + 4, Step::Plan(touch));
    }

    fn said(&mut self, life: &mut Life, day: NaiveDate, talks: &[Talk]) {
        let talk = life.talk(self.dice, talks);
        let minutes = self.dice.between(20, 32) * 30;
        let minutes = minutes.max(life.minutes_on(day) + 30);
        let touch = life.touch(talk, day, Some(minutes));
        life.add(day, minutes, Step::Log(touch, life.words(talk.2), true));
        life.touched = (day, minutes);
    }

    fn loss(&mut self, day: NaiveDate) -> Loss {
        let reason = self.dice.weighted(&[16, 14, 24, 9, 12, 10, 10, 0, 5]);
        self.because(reason, day)
    }

    fn silent_loss(&mut self, day: NaiveDate) -> Loss {
        let reason = if self.dice.chance(70) { 7 } else { 2 };
        self.because(reason, day)
    }

    fn because(&mut self, reason: usize, day: NaiveDate) -> Loss {
        let known = reason == 2 && self.dice.chance(75) || self.dice.chance(8);
        Loss {
            reason,
            competitor: known.then(|| self.dice.between(0, COMPETITORS.len() as i64 - 1) as usize),
            words: self.dice.pick::<&str>(losses::CUSTOMER[reason]),
            guess: self.dice.pick::<&str>(losses::OURS[reason]),
            come_back: self.dice.chance(30).then(|| after(day, self.dice.between(90, 200))),
        }
    }
}
