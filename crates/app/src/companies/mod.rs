//! Companies (取引先): whom deals are with. Rules and acts: `company.rs`. Who sees which: `scope.rs`. Which may be one and
//! the same: `alike.rs`.

mod alike;
mod company;
mod folds;
mod form;
mod list;
pub mod pages;
mod scope;
mod show;
mod table;

#[cfg(test)]
mod tests;

pub use alike::{Alike, alike};
pub use company::{Deleted, Facts, change, create, delete, open_for_change, restore};
pub use folds::refold;
pub use form::{FIELDS, is_website, label_of};
pub use scope::{names, push_visible, searched_names, searched_names_of, visible_to};
pub use table::{Column, Entity, Model as Company};
