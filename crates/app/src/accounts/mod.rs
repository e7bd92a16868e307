//! People: who they are, how they sign in, how they are invited. Teams too.
//!
//! Signing in: `sign_in.rs`, counted by `attempts.rs`; `sessions.rs` keeps who is signed in, `carried.rs` what they were
//! typing. `links.rs`: what an admin hands over. `setup.rs`: the first start. `people.rs`, `teams.rs`: what admins
//! change; `me.rs`: what people change about themselves. Pages for admins stand in `settings/`.

mod attempts;
mod carried;
mod choices;
mod forget;
pub mod gate;
mod handover;
pub mod links;
mod me;
pub mod me_pages;
pub mod pages;
pub mod password_pages;
pub mod passwords;
pub mod people;
pub mod sessions;
mod setup;
pub mod setup_pages;
#[cfg(test)]
mod setup_tests;
mod sign_in;
#[cfg(test)]
mod sign_in_tests;
pub mod teams;
#[cfg(test)]
mod walk_tests;
mod weakness;

pub use choices::{Person, Team, name_of, owners, seen_people, seen_teams};
pub use forget::forget_expired;
pub use handover::{InHand, hand_over, in_hand};
pub use setup::{Setup, set_up, setup_link};
pub use weakness::{LONGEST, SHORTEST, Weakness, weakness};
