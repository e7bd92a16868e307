//! A believable workspace to look around in: three teams of a Japanese trading house, fifteen months of deals with their
//! histories, some of them in danger today. The same every time for one seed and one day.
//!
//! `fates.rs` decides what becomes of each deal, `plan.rs` draws its life, `play.rs` lives it through the acts that people
//! use, so that versions, events and clocks are what they would be. How each came to be, and the leads, tells
//! `course.rs`, what is done with leads `first_contact.rs`. What is said and written stands in `words/`.

mod appointments;
mod course;
mod customers;
mod days;
mod dice;
mod double;
mod endings;
mod fates;
mod first_contact;
mod founding;
mod hearing;
mod knowledge;
mod merged;
mod plan;
mod play;
mod steps;
mod words;

#[cfg(test)]
mod tests;

use self::{dice::Dice, plan::Planner, play::Planned};
use crate::{app::App, error::Result, pipelines, questionnaires, time::At};

/// What was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// Companies.
    pub companies: usize,
    /// Their people.
    pub contacts: usize,
    /// Deals.
    pub deals: usize,
    /// Steps played.
    pub steps: usize,
}

/// The seed of whoever gives none.
pub const SEED: u64 = 20_260_401;

/// Fills a database that has no workspace yet.
///
/// # Errors
/// [`Error::Invalid`](crate::error::Error::Invalid) when there is one; when the database is away.
pub async fn make(app: &App, seed: u64) -> Result<Made> {
    let mut dice = Dice::new(seed);
    let now = app.now();
    let zone = chrono_tz::Asia::Tokyo;
    let today = now.day(zone);
    let beginning = days::at(days::before(today, fates::DAYS + 3), 9 * 60, zone);
    let house = founding::found(app, beginning).await?;
    let mut tx = app.begin(house.admin()).await?;
    tx.set_now(At(beginning.0 + 3_600_000));
    let customers = customers::make(&mut tx, &house, &mut dice).await?;
    tx.commit().await?;

    let fates = fates::draw(&mut dice, today);
    let mut steps: Vec<Planned> = Vec::new();
    let mut planner = Planner {
        dice: &mut dice,
        customers: &customers,
        today,
        zone,
        overdue: false,
    };
    for (life, fate) in fates.iter().enumerate() {
        let planned = planner.life(fate).into_iter();
        // What would happen later today has not happened.
        steps.extend(planned.filter(|(at, _)| *at <= now).map(|(at, step)| (at, life, step)));
    }
    steps.sort_by_key(|(at, life, _)| (*at, *life));
    let made = Made {
        companies: customers.len(),
        contacts: customers.iter().map(|customer| customer.contacts.len()).sum(),
        deals: fates.len(),
        steps: steps.len(),
    };
    play::play(app, &house, &customers, steps).await?;
    hearing::hear(app, &house, beginning, seed).await?;
    course::tell(app, &house, &customers, seed).await?;
    merged::merge(app, &house, &customers).await?;
    questionnaires::ask_example(app, house.admin(), &house.people).await?;
    double::approach(app, &house).await?;
    pipelines::measure(app).await?;
    Ok(made)
}
