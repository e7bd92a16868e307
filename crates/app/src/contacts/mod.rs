//! Contacts (コンタクト): the people at a company. Rules and acts: `contact.rs`. Who sees which: `scope.rs`.

mod contact;
mod folds;
mod form;
mod lines;
mod list;
pub mod pages;
mod scope;
mod show;
mod table;

#[cfg(test)]
mod tests;

pub use contact::{Facts, change, create, delete, open_for_change, restore};
pub use folds::refold;
pub use form::{FIELDS, label_of};
pub use lines::{Line, of_company};
pub use scope::{push_visible, visible_to};
pub use table::{Column, Entity, Model as Contact};
