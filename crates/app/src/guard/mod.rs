//! The double-approach guard (重複アプローチの確認): before somebody enters a lead, a deal, an appointment or a company, they are
//! shown which colleagues work with the same customer already, and decide: hand over, work together, go on with a reason, or
//! ask.
//!
//! One mechanism for these forms and for a lead that becomes a deal: a handler says with [`Entry`] what is about to be
//! entered, [`start`] begins the write or stops with a [`Panel`] to show, and [`tell`] tells the colleagues once the record is
//! there.
//!
//! Which records are the customer's: `customer.rs`. Who works with them: `found.rs`. What the form shows and what it answers:
//! `panel.rs`. What colleagues are told, until they have read it: `notices.rs`, and its page, `pages.rs`.
//!
//! What the person may not see is told only as the name of a team: no name, deal, amount or day.

mod act;
mod customer;
mod found;
mod notices;
pub mod pages;
mod panel;
mod start;
#[cfg(test)]
mod tests;

pub use act::{Record, join_deal, tell, told, told_plainly};
pub use customer::{Customer, works_with};
pub use found::{Approach, Found, Hidden, Work, others};
pub use notices::{Notice, NoticeKind, unread, unread_count};
pub use panel::{Answer, Line, Panel};
pub use start::{Decision, Entry, EntryKind, Started, start};
