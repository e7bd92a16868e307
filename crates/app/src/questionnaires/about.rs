//! What somebody is asked about: a deal, or a lead until it becomes one.

use sea_orm::{ColumnTrait as _, ConnectionTrait, QueryFilter as _};

use crate::{
    actor::Actor,
    deals::{self, Deal},
    error::{Error, Result},
    ids::{DealId, LeadId},
    leads::{self, Lead},
    touches,
    tx::Tx,
};

/// The number of a deal or a lead.
pub use touches::About as AboutId;

/// A deal or a lead.
#[derive(Clone, Debug)]
pub enum About {
    /// A deal.
    Deal(Box<Deal>),
    /// A lead that is no deal yet.
    Lead(Box<Lead>),
}

/// Whose a row is: its deal's, and as long as there is none, its lead's.
pub(super) fn whose(deal: Option<DealId>, lead: Option<LeadId>) -> Result<AboutId> {
    let lead = lead.map(AboutId::Lead);
    deal.map(AboutId::Deal)
        .or(lead)
        .ok_or_else(|| Error::internal("asked about nothing"))
}

impl About {
    /// For whoever sees it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for what this person may not see.
    pub async fn seen<C: ConnectionTrait>(db: &C, actor: &Actor, id: AboutId) -> Result<Self> {
        Ok(match id {
            AboutId::Deal(id) => {
                let found = deals::visible_to(actor).filter(deals::Column::Id.eq(id));
                Self::Deal(Box::new(found.one(db).await?.ok_or(Error::NotFound)?))
            }
            AboutId::Lead(id) => {
                let found = leads::visible_to(actor).filter(leads::Column::Id.eq(id));
                Self::Lead(Box::new(found.one(db).await?.ok_or(Error::NotFound)?))
            }
        })
    }

    /// For whoever may change it.
    ///
    /// # Errors
    /// As [`open_for_change`](deals::open_for_change) of deals and of leads.
    pub async fn open_for_change(tx: &Tx, id: AboutId) -> Result<Self> {
        Ok(match id {
            AboutId::Deal(id) => Self::Deal(Box::new(deals::open_for_change(tx, id, None).await?)),
            AboutId::Lead(id) => Self::Lead(Box::new(leads::open_for_change(tx, id, None).await?)),
        })
    }

    /// Its number.
    #[must_use]
    pub fn id(&self) -> AboutId {
        match self {
            Self::Deal(deal) => AboutId::Deal(deal.id),
            Self::Lead(lead) => AboutId::Lead(lead.id),
        }
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Deal(deal) => deal.title.clone(),
            Self::Lead(lead) => lead.name(),
        }
    }

    /// The page of its questionnaires.
    #[must_use]
    pub fn path(&self) -> String {
        path(self.id())
    }

    /// The deal, if it is one.
    #[must_use]
    pub fn deal(&self) -> Option<&Deal> {
        match self {
            Self::Deal(deal) => Some(deal),
            Self::Lead(_) => None,
        }
    }

    /// The numbers for the columns of a row.
    pub(super) fn columns(&self) -> (Option<i64>, Option<i64>) {
        match self {
            Self::Deal(deal) => (Some(deal.id.0), None),
            Self::Lead(lead) => (lead.deal_id.map(|id| id.0), Some(lead.id.0)),
        }
    }
}

/// The page of the questionnaires of a deal or a lead.
pub(super) fn path(id: AboutId) -> String {
    format!("{}/questionnaires", id.path())
}
