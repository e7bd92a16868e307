//! Activities (アクション): what was done with a customer and what is planned. The earliest open planned one of a
//! deal is its next action.

mod activity;
mod scope;
mod table;
#[cfg(test)]
mod tests;

pub use activity::{Change, Done, NewActivity, When, cancel, change, create, delete, done, open_for_change, restore};
pub use scope::{push_visible, visible_to};
pub use table::{Column, Entity, Model as Activity, State, Way};
