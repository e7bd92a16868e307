//! Matching (名寄せ): which companies and contacts may be one and the same, how sure that is, and why.
//!
//! Nothing here looks at who asks: a guard must know that a colleague works with a company that the reader may not see.
//! Whoever shows something narrows it to what its reader sees.

mod alike;
mod certainty;
mod mail_providers;

#[cfg(test)]
mod tests;

pub use alike::{Alike, Clues, companies_like};
pub use certainty::{Certainty, Reason};
pub use mail_providers::is_of_everybody;
