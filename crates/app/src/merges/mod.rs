//! Two records that are one (統合): the kept one takes over everything that hangs on the other, which is not shown any
//! more and leads to the kept one. Weeks later it can still be undone, without losing what came since.
//!
//! The act: `merge.rs`; the way back: `undo.rs`. Which tables hang on a company or a contact, a line each:
//! `references.rs`; how their rows change hands: `rows.rs`. Which value of a fact is taken: `choices.rs`. Where a record
//! went and which came to it: `whereabouts.rs`. Pages: `pages.rs`, `find_pages.rs`.

mod choices;
mod find_pages;
mod kind;
mod merge;
pub mod pages;
mod references;
mod rows;
#[cfg(test)]
mod tests;
mod undo;
mod whereabouts;

pub use choices::{Take, Takes};
pub use kind::{Kind, Record};
pub use merge::{Half, merge};
pub use pages::led_on;
pub use undo::{Undone, undo};
pub use whereabouts::{Merged, family, is_away, merged_into, push_survivors, survivor, whence};
