//! Leads (リード): a person or company that is not yet a deal.
//!
//! Rules and acts: `lead.rs`. When one turns yellow and red: `clock.rs`. Who sees which: `scope.rs`.

mod clock;
mod lead;
mod scope;
mod table;

pub use clock::{colour, days_untouched, refresh, refresh_all, turns};
pub use lead::{Facts, assign, change, create, delete, name_of, open_for_change, restore, set_state};
pub use scope::{push_visible, visible_to};
pub use table::{Column, Entity, Model as Lead, State};
