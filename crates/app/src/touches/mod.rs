//! Touches (接点): where they and we came across each other before and after a deal began. In the order of their days they
//! are the course (経緯) of a deal or lead.
//!
//! Rules and acts: `touch.rs`. Who sees which: `scope.rs`. The form: `form.rs`, with who introduced them in
//! `introducer.rs`. How the course is shown: `course.rs`. Who introduced whom: `introductions.rs`.

mod about;
mod course;
pub mod file;
mod form;
mod introducer;
mod introductions;
mod introductions_page;
pub mod pages;
mod scope;
mod table;
mod touch;

#[cfg(test)]
mod tests;

pub use about::About;
pub use course::Course;
pub use introductions::By;
pub use introductions_page::BroughtPanel;
pub use scope::{push_visible, visible_to};
pub use table::{Column, Entity, Model as Touch};
pub use touch::{Facts, Introducer, change, create, delete, move_along, move_back, open_for_change, restore};
