//! The workspace: the one row of settings that hold for everybody.

pub mod clock_pages;
mod table;
#[expect(
    clippy::module_inception,
    reason = "the acts on a noun stand in the file of its name"
)]
mod workspace;

pub use table::{ClockSettings, LeadSettings, RepSees, Workspace, load};
pub use workspace::{WorkspaceChange, change, create};
