//! Companies (取引先).

mod scope;

pub use scope::{push_visible, searched_names, searched_names_of};
