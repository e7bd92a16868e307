//! People: who they are, how they sign in, how they are invited. Teams too.

mod choices;
mod forget;
pub mod passwords;
pub mod sessions;
mod weakness;

pub use choices::{Person, Team, name_of, owners, seen_people, seen_teams};
pub use forget::forget_expired;
pub use weakness::{LONGEST, SHORTEST, Weakness, weakness};
