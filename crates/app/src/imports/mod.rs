//! Imports (取り込み): CSV files of users, products, companies, deals, leads, activities, touches and proposal ideas become
//! records, with a report by row.
//!
//! A file is read by `reading.rs`, its columns are known by name (`columns/`), its cells by what they should be
//! (`cells.rs`). Names of other records are looked up by `references.rs`. What a row of one kind does stands in the file
//! of that kind, what a row about a deal says of its qualification and hearing in `said/`; `run.rs` goes through the rows in batches,
//! and `report.rs` keeps what became of each.
//!
//! Rules for every kind: a broken row never stops the others; a blank cell leaves what is there; a row whose record says
//! the same already changes nothing, so that running twice is safe.

mod activities;
mod activity_cells;
mod cells;
mod columns;
mod companies;
mod company_names;
mod contacts;
mod deal_changes;
mod deal_phases;
mod deals;
mod ideas;
mod leads;
mod people;
mod products;
mod reading;
mod references;
mod report;
mod run;
mod said;
mod subjects;
mod touches;
mod users;

#[cfg(test)]
mod course_tests;
#[cfg(test)]
mod idea_tests;
#[cfg(test)]
mod lead_tests;
#[cfg(test)]
mod maven_tests;
#[cfg(test)]
mod said_tests;
#[cfg(test)]
mod tests;

pub use columns::{Field, Kind};
pub use reading::{FileError, Table};
pub use report::{Fate, Hint, Note, Report, RowReport, Tone, kind_words};
pub use run::{Ended, Import, Options, Progress};
