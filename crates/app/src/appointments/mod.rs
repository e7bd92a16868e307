//! Appointments (アポイント): when, who of ours, with whom, how and where, why, and what to bring.
//!
//! An appointment is no second kind of activity: it *is* an activity at a time of day, and `appointments` holds in one
//! row what it has more (place, link or number, purpose, what to bring; who of ours comes along). So the next action,
//! the clocks, timelines, lists and quick entry know it already, it is finished by the form that finishes every
//! activity, its version and its deletion are the activity's, and nothing has to be kept in step. An activity that was
//! only given a time, by quick entry say, lies in the calendar all the same; its row comes when it is first edited here.
//!
//! Rules and acts: `appointment.rs`. Who is busy when: `overlaps.rs`. The form: `form.rs`, `pages.rs`; moves in the
//! calendar: `moves.rs`.

mod appointment;
mod approach;
mod facts;
mod form;
#[cfg(test)]
mod guard_tests;
mod moves;
mod overlaps;
pub mod pages;
#[cfg(test)]
mod tests;

pub use appointment::{Details, change, create, details, members_of, move_to};
pub use facts::AppointmentFacts;
pub use moves::create_move;
pub use overlaps::Span;
pub use pages::edit_path;
