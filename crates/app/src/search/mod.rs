//! Search: how words somebody types find records, and the page that shows what they found.

mod found;
pub mod pages;
mod words;

#[cfg(test)]
mod tests;

pub use words::{push_words, push_words_in};
