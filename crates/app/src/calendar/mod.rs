//! The calendar: a day, a week or a month of one's own, one's team's or somebody's appointments.
//!
//! It keeps nothing of its own. What has a time of day lies in the hours, what is only planned for a day in a strip
//! above them. What somebody may not see of a colleague they do see is drawn as "busy" and nothing more.
//!
//! Other programs show it too: `ics.rs` writes it for them, `links.rs` keeps the secret links, `ics_pages.rs` answers.
//!
//! Which days: `range.rs`. What lies in them: `entries.rs`. Which lies beside which: `lanes.rs`.

mod columns;
mod entries;
mod ics;
pub mod ics_pages;
#[cfg(test)]
mod ics_tests;
mod lanes;
pub mod link_pages;
mod links;
pub mod pages;
mod range;
#[cfg(test)]
mod tests;

pub use link_pages::CalendarLink;
