//! People: who they are, how they sign in, how they are invited. Teams too.

mod choices;
pub mod sessions;

pub use choices::{Person, Team, owners, seen_people, seen_teams};
