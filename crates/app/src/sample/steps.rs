//! The steps of which a life of the sample consists: what somebody does at which moment.

use std::collections::HashSet;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::{days::at, dice::Dice, words::talk::Talk};
use crate::time::At;

/// What somebody does.
#[derive(Clone, Debug)]
pub enum Step {
    /// Enters the deal.
    Open(Box<Opening>),
    /// Plans the next action.
    Plan(Touch),
    /// Finishes what was planned.
    Done(String, bool),
    /// Logs something that was not planned.
    Log(Touch, String, bool),
    /// Learns who decides.
    MeetDecider,
    /// Sets the amount and the products, when an offer is made.
    Offer,
    /// Ticks what the phase asks for.
    Tick,
    /// Moves the deal to a phase, by its place.
    Move(usize),
    /// Pushes the expected close.
    Expect(NaiveDate),
    /// Agrees on another amount, in percent of the one before.
    Discount(i64),
    /// Wins it; the contract starts on that day.
    Win(NaiveDate),
    /// Loses it.
    Lose(Loss),
    /// Puts it on hold.
    Hold(NaiveDate),
    /// Opens it again.
    Reopen,
    /// Gives it to a colleague.
    HandOver(usize),
}

/// How a deal begins. Everything is a place in its list.
#[derive(Clone, Debug)]
pub struct Opening {
    /// What it is about.
    pub title: String,
    /// With whom.
    pub customer: usize,
    /// Whose it is.
    pub owner: usize,
    /// A colleague who helps.
    pub helper: Option<usize>,
    /// In which phase it begins.
    pub phase: usize,
    /// How the appointment was won.
    pub channel: usize,
    /// In yen, if it is known so early.
    pub amount: Option<i64>,
    /// If it is known so early.
    pub expected: Option<NaiveDate>,
    /// What is to be offered: product, how many, price of one.
    pub products: Vec<(usize, i64, i64)>,
    /// Anything else.
    pub note: &'static str,
}

impl Opening {
    /// What the offer will come to.
    #[must_use]
    pub fn offer(&self) -> i64 {
        self.products.iter().map(|(_, quantity, price)| quantity * price).sum()
    }
}

/// An activity.
#[derive(Clone, Debug)]
pub struct Touch {
    /// Of which kind, by its place.
    pub kind: usize,
    /// What about.
    pub subject: String,
    /// On which day.
    pub day: NaiveDate,
    /// At which minute of the day, if it is an appointment.
    pub minutes: Option<i64>,
}

/// Why and to whom a deal was lost.
#[derive(Clone, Debug)]
pub struct Loss {
    /// By its place in the list.
    pub reason: usize,
    /// Likewise, if it is known.
    pub competitor: Option<usize>,
    /// What the customer said.
    pub words: &'static str,
    /// What the team thinks.
    pub guess: &'static str,
    /// When to knock again.
    pub come_back: Option<NaiveDate>,
}

/// The steps of a life so far.
pub struct Life {
    /// In any order.
    pub steps: Vec<(At, Step)>,
    contact: &'static str,
    product: &'static str,
    /// When it is expected to close, as far as it is known.
    pub expected: Option<NaiveDate>,
    /// The day and minute of what happened last.
    pub touched: (NaiveDate, i64),
    /// Whether what happens next is agreed already.
    pub must_plan: bool,
    /// Days on which nothing happens: on hold, or lost for a while.
    pub pauses: Vec<(NaiveDate, NaiveDate)>,
    /// What was talked about already.
    told: HashSet<&'static str>,
    zone: Tz,
}

impl Life {
    /// A life without steps, of a deal with somebody about a product.
    #[must_use]
    pub fn new((contact, product): (&'static str, &'static str), expected: Option<NaiveDate>, zone: Tz) -> Self {
        Self {
            steps: Vec::new(),
            contact,
            product,
            expected,
            touched: (NaiveDate::MIN, 0),
            must_plan: false,
            pauses: Vec::new(),
            told: HashSet::new(),
            zone,
        }
    }

    /// Adds a step, at a minute of a day.
    pub fn add(&mut self, day: NaiveDate, minutes: i64, step: Step) {
        let moment = at(day, minutes.clamp(0, 23 * 60), self.zone);
        self.steps.push((moment, step));
    }

    /// Whether nothing happens on a day.
    #[must_use]
    pub fn rests(&self, day: NaiveDate) -> bool {
        self.pauses.iter().any(|(from, to)| *from < day && day < *to)
    }

    /// One of some talks, if possible one that was not held yet.
    pub fn talk(&mut self, dice: &mut Dice, talks: &[Talk]) -> Talk {
        let fresh: Vec<Talk> = talks
            .iter()
            .filter(|talk| !self.told.contains(talk.1))
            .copied()
            .collect();
        let talk = *dice.pick(if fresh.is_empty() { talks } else { &fresh });
        self.told.insert(talk.1);
        talk
    }

    /// A text with the names of contact and product in it.
    #[must_use]
    pub fn words(&self, text: &str) -> String {
        text.replace("{c}", self.contact).replace("{p}", self.product)
    }

    /// An activity.
    #[must_use]
    pub fn touch(&self, (kind, subject, _): Talk, day: NaiveDate, minutes: Option<i64>) -> Touch {
        Touch {
            kind,
            subject: self.words(subject),
            day,
            minutes,
        }
    }

    /// The minute of a day at which the last thing happened on it; 9 o'clock when nothing did.
    #[must_use]
    pub fn minutes_on(&self, day: NaiveDate) -> i64 {
        let start = At::day_start(day, self.zone);
        let of_day = self.steps.iter().filter(|(at, _)| at.day(self.zone) == day);
        of_day.map(|(at, _)| (at.0 - start.0) / 60_000).max().unwrap_or(9 * 60)
    }
}
