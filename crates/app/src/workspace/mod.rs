//! The workspace: the one row of settings that hold for everybody.

mod table;

pub use table::{ClockSettings, RepSees, Workspace, load};
