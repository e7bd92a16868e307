//! What two or more features show: the layout and its partials, lists, files to download.

mod cell;
pub mod conflict;
pub mod entries;
mod list;
mod list_added;
mod list_file;
mod list_view;
pub mod order;

pub use cell::{Cell, Reader};
pub use list::{Asked, Column, Kind, List};
pub use list_added::Added;
pub use list_file::download;
pub use list_view::{Empty, ListView, Totals};
