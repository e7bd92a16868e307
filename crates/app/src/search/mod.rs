//! Search: how words somebody types find records, and the page that shows what they found.

mod found;
pub mod pages;
mod refold;
mod words;

#[cfg(test)]
mod tests;

pub use refold::{is_folded, refold};
pub use words::{push_words, push_words_in};
