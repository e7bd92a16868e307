//! Activities (アクション): what was done with a customer and what is planned. The earliest open planned one of a
//! deal is its next action.
//!
//! Rules and acts: `activity.rs`. Who sees what: `scope.rs`. The form to plan, log and change: `entry_form.rs`,
//! `entry_pages.rs`; to finish: `done_pages.rs`. One line in a rep's own words: `quick_entry.rs` and beside it.
//! What an activity at a time of day has more than others stands in `appointments/`.

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
mod of_leads;
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
mod when;

pub use about::{About, Named};
pub use activity::{
    Change, Done, Finish, NewActivity, cancel, change, create, delete, done, finish, open_for_change, restore, resume,
};
pub(crate) use answer::{answer, undone_by};
pub use choices::{Contact, Kind, contacts_of, kinds};
pub(crate) use entry_form::{Offer, check_when, day, offer, say_about, ticked, time};
pub(crate) use entry_pages::about_of;
pub use list::state_name;
pub use of_leads::{move_along, move_back};
pub use overdue::{Badge, overdue};
pub use quick_entry::{Entry, Said, Vocabulary, understand};
pub use quick_log::QuickLog;
pub(crate) use quick_words::{parse_span, parse_time};
pub(crate) use record::find;
pub use scope::{CUSTOMER, all_visible_to, push_here, push_visible, visible_to, which_visible};
pub use table::{Column, Entity, Model as Activity, State, Way};
pub use when::When;
