//! Activities (アクション): what was done with a customer and what is planned. The earliest open planned one of a
//! deal is its next action.
//!
//! Rules and acts: `activity.rs`. Who sees what: `scope.rs`. The form to plan, log and change: `entry_form.rs`,
//! `entry_pages.rs`; to finish: `done_pages.rs`. One line in a rep's own words: `quick_entry.rs` and beside it.

mod about;
mod activity;
mod answer;
mod choices;
pub mod done_pages;
mod entry_form;
pub mod entry_pages;
mod filter;
mod list;
pub mod list_pages;
pub mod mine;
mod overdue;
#[cfg(test)]
mod page_tests;
mod quick_entry;
mod quick_lexer;
mod quick_line;
mod quick_log;
pub mod quick_pages;
mod quick_vocabulary;
mod quick_words;
pub mod record;
mod scope;
mod table;
#[cfg(test)]
mod tests;

pub use about::{About, Named};
pub use activity::{
    Change, Done, Finish, NewActivity, When, cancel, change, create, delete, done, finish, open_for_change, restore,
    resume,
};
pub use choices::{Contact, Kind, kinds};
pub use overdue::{Badge, overdue};
pub use quick_entry::{Entry, Said, Vocabulary, understand};
pub use quick_log::QuickLog;
pub use scope::{push_visible, visible_to};
pub use table::{Column, Entity, Model as Activity, State, Way};
