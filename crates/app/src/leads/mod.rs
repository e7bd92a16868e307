//! Leads (リード): a person or company that is not yet a deal.
//!
//! Rules and acts: `lead.rs`; becoming a deal: `conversion.rs`, and the way back: `taking_back.rs`. When one turns yellow and
//! red: `clock.rs`. Who sees which: `scope.rs`. The list: `list.rs`; a lead's page: `show.rs`.

mod assignment_pages;
mod clock;
mod conversion;
mod conversion_pages;
mod folds;
mod form;
mod lead;
mod list;
mod list_columns;
pub mod pages;
mod scope;
mod show;
mod table;
mod taking_back;
mod words;

#[cfg(test)]
mod activity_tests;
#[cfg(test)]
mod conversion_tests;
#[cfg(test)]
mod tests;

pub use clock::{colour, days_untouched, refresh, refresh_all, turns};
pub use conversion::{Conversion, Converted, ForCompany, ForContact, convert, went_into};
pub use folds::refold;
pub use lead::{Facts, assign, change, create, delete, name_of, open_for_change, restore, set_state};
pub use pages::customer;
pub use scope::{push_visible, visible_to};
pub use table::{Column, Entity, Model as Lead, State};
pub use taking_back::{TakenBack, take_back};
