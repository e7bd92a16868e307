//! Saved views: filters, columns and order of a list that somebody wants to find again. Each person has their own.

mod menu;
mod pages;
mod saved_view;

#[cfg(test)]
mod tests;

pub use menu::SavedViews;
pub use pages::{create, delete, rename};
