//! Search: how words somebody types find records, and the page that shows what they found.

mod words;

pub use words::push_words;
