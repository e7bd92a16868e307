//! Matching (名寄せ): which companies and contacts may be one and the same, how sure that is, and why.
//!
//! Finding does not look at who asks: a guard must know that a colleague works with a company that the reader may not
//! see. Whoever shows something narrows it to what its reader sees; the page of candidates does.
//!
//! - [`companies_like`]: what is here of a company about which a few things are known;
//! - [`pairs_among`]: all pairs of companies that may be one, kept in `matching_pairs` by `refresh.rs`;
//! - `dismissal.rs`: what people said are two.

mod alike;
mod certainty;
mod company_pairs;
mod contact_pairs;
mod dismissal;
pub mod file;
mod kept;
mod list;
mod mail_providers;
pub mod pages;
mod reason;
mod refresh;

#[cfg(test)]
mod page_tests;
#[cfg(test)]
mod tests;

pub use alike::{Alike, Clues, companies_like, leads_like};
pub use certainty::Certainty;
pub use company_pairs::{Known, Pair, pairs_among};
pub use dismissal::{dismiss, propose_again};
pub use mail_providers::is_of_everybody;
pub use reason::Reason;
pub use refresh::{COMPUTE, REFRESH, compute, is_concerned, is_fresh, refresh, refresh_job};

use crate::{t, text::Texts};

/// What is matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Companies with companies.
    Company,
    /// Contacts with contacts.
    Contact,
}

impl Kind {
    /// As in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Contact => "contact",
        }
    }

    /// Where records of it are.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Company => "/companies",
            Self::Contact => "/contacts",
        }
    }

    /// From a form or URL; companies unless it says contacts.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        if code == Self::Contact.code() {
            Self::Contact
        } else {
            Self::Company
        }
    }

    /// 「取引先」.
    #[must_use]
    pub fn text(self, words: &Texts) -> String {
        match self {
            Self::Company => t!(words, "companies"),
            Self::Contact => t!(words, "contacts"),
        }
    }
}
