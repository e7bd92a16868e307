//! Companies (取引先).

mod scope;

pub use scope::{names, push_visible, searched_names, searched_names_of};
