//! Companies that may be the one somebody is about to enter, of those they see. A hint, never a proof: people decide.

use super::{company::Facts, scope};
use crate::{
    actor::Actor,
    app::App,
    error::Result,
    ids::CompanyId,
    matching::{self, Clues, Reason},
    t,
    text::Texts,
};

/// At most so many are named.
const MOST: usize = 5;

/// A company that is alike, and in what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// Its number.
    pub id: CompanyId,
    /// Its name.
    pub name: String,
    reasons: Vec<Reason>,
}

impl Alike {
    /// 「社名が同じ・電話が同じ」.
    #[must_use]
    pub fn reasons(&self, words: &Texts) -> String {
        let reasons: Vec<String> = self.reasons.iter().map(|reason| reason.text(words)).collect();
        reasons.join(&t!(words, "filter-or"))
    }
}

impl From<&Facts> for Clues {
    fn from(facts: &Facts) -> Self {
        Self {
            name: facts.name.clone(),
            corporate_number: facts.corporate_number.clone(),
            mail_domain: facts.mail_domain.clone(),
            phone: facts.phone.clone(),
        }
    }
}

/// The companies this person sees that are alike, the surest first; `but` is the one that is being changed.
///
/// # Errors
/// When the database is away.
pub async fn alike(app: &App, actor: &Actor, facts: &Facts, but: Option<CompanyId>) -> Result<Vec<Alike>> {
    let db = app.db().read();
    let found = matching::companies_like(db, &Clues::from(facts), but).await?;
    let mut names = scope::names(db, actor, found.iter().map(|alike| alike.company)).await?;
    let named = found.into_iter().filter_map(|alike| {
        let name = names.remove(&alike.company)?;
        Some(Alike {
            id: alike.company,
            name,
            reasons: alike.reasons,
        })
    });
    Ok(named.take(MOST).collect())
}
