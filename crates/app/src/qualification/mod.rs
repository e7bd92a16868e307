//! Qualification (見極め): what is known of each item of a framework such as BANT, who said it and how sure it is, the help
//! offered against a concern, and the interest a customer states.
//!
//! Frameworks and their items, which the team owns: `table.rs`, `framework.rs`, `item.rs`, ready-made `templates.rs`; their
//! settings pages: `framework_pages.rs`, `item_pages.rs`. What is known of a deal, row by row: `fact.rs` with its values in
//! `value.rs`, its form `fact_form.rs` and page `fact_pages.rs`; helps, `help.rs`; interest, `interest.rs` and
//! `interest_pages.rs`. Shown on the deal's page by `panel.rs`, with the small marks of `marks.rs`; of many deals at once:
//! `known.rs`, `filter.rs`; in files, `file.rs`.

mod fact;
mod fact_form;
pub mod fact_pages;
pub mod file;
mod filter;
mod framework;
pub mod framework_pages;
mod help;
mod interest;
pub mod interest_pages;
mod item;
pub mod item_pages;
mod known;
mod marks;
mod panel;
mod table;
mod templates;
mod value;

#[cfg(test)]
mod fact_tests;
#[cfg(test)]
mod list_tests;
#[cfg(test)]
mod settings_tests;

pub use fact::{Fact, Said, Source, items_in, items_of, newest, say};
pub use fact_form::{ValueFields, ValueOffer, saying};
pub(crate) use fact_form::{past_day, read_if_said, write_said};
pub use filter::{FactFilter, push_interests};
pub use framework::{FIRST, offered};
pub use help::{Help, NewHelp, plan as plan_help};
pub use interest::{Interest, Stated, interests_of, state as state_interest};
pub use known::{NamedItem, asked_items, known_facts};
pub use marks::{AskedItems, Mark, Marks, States, states_sql};
pub use panel::Panel;
pub use table::{Framework, Item, State, ValueKind, every_item};
pub use templates::{fill_default_frameworks, fill_if_older};
pub use value::{Saying, Value};
