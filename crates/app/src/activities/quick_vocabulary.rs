//! The vocabulary of a line: what of the team's records its words may name, read from the database.

use super::{
    about::{self, About, Named},
    choices,
    quick_entry::{Entry, Name, Vocabulary, understand},
};
use crate::{actor::Actor, app::App, error::Result};

/// Letters of a line that are looked at for names.
const LOOKED_AT: usize = 400;
/// One's own deals that can be named by their title alone.
const OWN_DEALS: i64 = 300;

/// What was understood of a line, and what it may be about.
#[derive(Debug)]
pub(super) struct Understood {
    pub entry: Entry,
    /// The deals, or companies without an open one, that its name fits.
    pub about: Vec<Named>,
}

/// Understands a line of somebody who sees these records. `context` is what it is about in any case.
pub(super) async fn read(
    app: &App,
    actor: &Actor,
    line: &str,
    today: chrono::NaiveDate,
    context: Option<Named>,
) -> Result<Understood> {
    let db = app.db().read();
    let (fold, beginning) = folded(line);
    let mut companies = about::companies_in(db, actor, &fold, &beginning).await?;
    let mut leads = about::leads_in(db, actor, &fold, &beginning).await?;
    let mut deals = match context {
        Some(_) => Vec::new(),
        None => about::own_open_deals(db, actor, OWN_DEALS).await?,
    };
    if let Some(context) = &context {
        // In the line of a deal only its own names are names; all others are words.
        companies.retain(|(named, _)| named.company_id().is_some() && named.company_id() == context.company_id());
        leads.retain(|(named, _)| named.about == context.about);
        deals.push(context.clone());
    }
    let company_ids: Vec<_> = companies.iter().filter_map(|(named, _)| named.company_id()).collect();
    let theirs = about::open_deals_of(db, actor, &company_ids).await?;
    let vocabulary = Vocabulary {
        kinds: choices::kinds(db, &[]).await?,
        names: names(companies.iter().chain(&leads), deals.iter().chain(&theirs)),
    };
    let entry = understand(line, today, &vocabulary);
    let about = match context {
        Some(context) => vec![context],
        None => meant(&entry, &companies, &leads, &deals, &theirs),
    };
    Ok(Understood { entry, about })
}

/// What words name: for a field in which nothing else is said.
pub(super) async fn named_by(app: &App, actor: &Actor, words: &str, today: chrono::NaiveDate) -> Result<Vec<Named>> {
    let understood = read(app, actor, words, today, None).await?;
    // 株式会社山田製作所　原価管理パッケージ, as it was offered.
    let whole = understood
        .about
        .iter()
        .find(|named| japan::fold(&named.label()) == japan::fold(words));
    match whole {
        Some(named) => Ok(vec![named.clone()]),
        None => Ok(understood.about),
    }
}

/// The whole line, and its first word, folded.
fn folded(line: &str) -> (String, String) {
    let looked_at: String = line.chars().take(LOOKED_AT).collect();
    let first = looked_at.split_whitespace().next().unwrap_or("");
    let first = first.trim_end_matches(['に', 'へ', 'を', 'と', 'の']);
    let beginning = japan::fold_company(first);
    let beginning = if beginning.chars().count() > 1 {
        beginning
    } else {
        String::new()
    };
    (japan::fold(&looked_at), beginning)
}

fn names<'n>(named: impl Iterator<Item = &'n (Named, String)>, deals: impl Iterator<Item = &'n Named>) -> Vec<Name> {
    let named = named.map(|(named, fold)| Name {
        fold: fold.clone(),
        about: named.about,
    });
    let deals = deals.map(|deal| Name {
        fold: japan::fold_company(deal.title.as_deref().unwrap_or("")),
        about: deal.about,
    });
    named.chain(deals).collect()
}

/// A company means its open deal, if it has one, and an open lead of that name means itself; several, and the company itself,
/// are to be chosen from. A title that stands in the line decides.
fn meant(
    entry: &Entry,
    companies: &[(Named, String)],
    leads: &[(Named, String)],
    own: &[Named],
    theirs: &[Named],
) -> Vec<Named> {
    let mut meant: Vec<Named> = Vec::new();
    for about in &entry.about {
        match about {
            About::Deal(_) => meant.extend(own.iter().chain(theirs).find(|deal| deal.about == *about).cloned()),
            About::Lead(_) => {
                let lead = leads.iter().map(|(named, _)| named).find(|lead| lead.about == *about);
                meant.extend(lead.cloned());
            }
            About::Company(id) => {
                let deals: Vec<&Named> = theirs.iter().filter(|deal| deal.company_id() == Some(*id)).collect();
                let titled = deals.iter().filter(|deal| is_titled(entry, deal)).copied();
                let titled: Vec<&Named> = titled.collect();
                let chosen = if titled.is_empty() { deals } else { titled };
                meant.extend(chosen.iter().map(|deal| (*deal).clone()));
                if chosen.len() != 1 {
                    meant.extend(
                        companies
                            .iter()
                            .map(|(named, _)| named)
                            .find(|named| named.about == *about)
                            .cloned(),
                    );
                }
            }
        }
    }
    meant.dedup();
    meant
}

/// Whether the words that are left name this deal.
fn is_titled(entry: &Entry, deal: &Named) -> bool {
    let title = japan::fold(deal.title.as_deref().unwrap_or(""));
    let words = japan::fold(&entry.activity.subject);
    !title.is_empty() && words.contains(&title)
}
