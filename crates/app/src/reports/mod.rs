//! Reports: numbers that say their definition, their n and their interval, and open the deals behind them.

pub mod channels;
mod figures;
mod filters;
pub mod outcomes;
mod outcomes_csv;
mod outcomes_deals;
pub mod outcomes_deals_pages;
pub mod outcomes_pages;
mod outcomes_query;
mod outcomes_sentence;
mod outcomes_view;
mod period;
pub mod phases;
mod phases_csv;
mod phases_next;
pub mod phases_pages;
mod phases_query;
mod phases_sentence;
mod phases_stays;
mod phases_view;
mod question;
pub mod stays_pages;

#[cfg(test)]
mod outcomes_tests;
#[cfg(test)]
mod tests;

pub use figures::{MIN_N, RateView};
