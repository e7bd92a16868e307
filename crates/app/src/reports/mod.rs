//! Reports: numbers that say their definition, their n and their interval, and open the deals behind them.

pub mod outcomes;
pub mod phases;
mod phases_filters;
pub mod phases_pages;
mod phases_query;
mod phases_sentence;
mod phases_stays;
mod phases_view;

#[cfg(test)]
mod tests;
