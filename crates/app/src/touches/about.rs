//! What a touch is of: a deal, or a lead that is none yet.

use sea_orm::{ColumnTrait as _, QueryFilter as _};

use crate::{
    cx::Cx,
    deals,
    error::{Error, Result},
    ids::{CompanyId, DealId, LeadId},
    leads,
};

/// A deal or a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A deal.
    Deal(DealId),
    /// A lead.
    Lead(LeadId),
}

impl About {
    /// As in forms: `deal-7`, `lead-3`.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Deal(id) => format!("deal-{id}"),
            Self::Lead(id) => format!("lead-{id}"),
        }
    }

    /// From a form.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let (kind, id) = code.split_once('-')?;
        match kind {
            "deal" => id.parse().ok().map(Self::Deal),
            "lead" => id.parse().ok().map(Self::Lead),
            _ => None,
        }
    }

    /// Its page.
    #[must_use]
    pub fn path(self) -> String {
        match self {
            Self::Deal(id) => format!("/deals/{id}"),
            Self::Lead(id) => format!("/leads/{id}"),
        }
    }
}

/// A deal or lead as the form of a touch shows it.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// Which.
    pub about: About,
    /// What it is called.
    pub name: String,
    /// The company whose contacts can be chosen.
    pub company: Option<CompanyId>,
}

/// What it is called, for who sees it.
///
/// # Errors
/// [`Error::NotFound`] for what this person may not see.
pub(super) async fn named(cx: &Cx, about: About) -> Result<Named> {
    match about {
        About::Deal(id) => {
            let found = deals::visible_to(&cx.actor).filter(deals::Column::Id.eq(id));
            let deal = found.one(cx.db()).await?.ok_or(Error::NotFound)?;
            Ok(Named {
                about,
                name: deal.title,
                company: deal.company_id,
            })
        }
        About::Lead(id) => {
            let found = leads::visible_to(&cx.actor).filter(leads::Column::Id.eq(id));
            let lead = found.one(cx.db()).await?.ok_or(Error::NotFound)?;
            Ok(Named {
                about,
                name: lead.name(),
                company: None,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_leads_back_to_what_it_names() {
        for about in [About::Deal(DealId(7)), About::Lead(LeadId(3))] {
            assert_eq!(About::from_code(&about.code()), Some(about));
        }
        for nonsense in ["", "deal", "deal-", "deal-x", "phase-1", "7"] {
            assert_eq!(About::from_code(nonsense), None, "{nonsense}");
        }
    }
}
