//! Ready-made frameworks to start from: BANT, which every new workspace has, and MEDDIC. A template is only a start: what it
//! wrote belongs to the team.

use db::Sql;
use sea_orm::ConnectionTrait as _;

use super::{ValueKind, framework, item::NewItem};
use crate::{error::Result, t, text::Texts, tx::Tx};

/// Which template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateKind {
    /// 予算, 決裁権, 必要性, 導入時期.
    Bant,
    /// Metrics, economic buyer, decision criteria, decision process, identified pain, champion.
    Meddic,
}

/// A framework to start from, in one language.
#[derive(Clone, Debug)]
pub struct Template {
    /// Which one.
    pub kind: TemplateKind,
    /// What the framework will be called unless somebody says otherwise.
    pub name: &'static str,
    /// In order.
    pub items: Vec<NewItem>,
}

impl TemplateKind {
    /// All of them, the simpler one first.
    pub const ALL: [Self; 2] = [Self::Bant, Self::Meddic];

    /// As in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Bant => "bant",
            Self::Meddic => "meddic",
        }
    }

    /// From a form.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The template in somebody's language.
    #[must_use]
    pub fn template(self, words: Texts) -> Template {
        let (name, items) = match self {
            Self::Bant => ("BANT", bant(words)),
            Self::Meddic => ("MEDDIC", meddic(words)),
        };
        Template {
            kind: self,
            name,
            items,
        }
    }
}

impl Template {
    /// 「予算、決裁権、必要性、導入時期」.
    #[must_use]
    pub fn about(&self, words: Texts) -> String {
        let names: Vec<&str> = self.items.iter().map(|item| item.name.as_str()).collect();
        names.join(&t!(words, "told-list"))
    }
}

fn bant(w: Texts) -> Vec<NewItem> {
    use ValueKind::{Amount, Day, Person, Text};
    items([
        ("B", Amount, t!(w, "bant-budget"), t!(w, "bant-budget-help")),
        ("A", Person, t!(w, "bant-authority"), t!(w, "bant-authority-help")),
        ("N", Text, t!(w, "bant-needs"), t!(w, "bant-needs-help")),
        ("T", Day, t!(w, "bant-timeframe"), t!(w, "bant-timeframe-help")),
    ])
}

fn meddic(w: Texts) -> Vec<NewItem> {
    use ValueKind::{Person, Text};
    items([
        ("M", Text, t!(w, "meddic-metrics"), t!(w, "meddic-metrics-help")),
        ("E", Person, t!(w, "meddic-buyer"), t!(w, "meddic-buyer-help")),
        ("DC", Text, t!(w, "meddic-criteria"), t!(w, "meddic-criteria-help")),
        ("DP", Text, t!(w, "meddic-process"), t!(w, "meddic-process-help")),
        ("I", Text, t!(w, "meddic-pain"), t!(w, "meddic-pain-help")),
        ("C", Person, t!(w, "meddic-champion"), t!(w, "meddic-champion-help")),
    ])
}

/// Each: the letters of its mark, what its value is, its name, and what to ask.
fn items<const N: usize>(rows: [(&str, ValueKind, String, String); N]) -> Vec<NewItem> {
    let item = |(mark, value_kind, name, help): (&str, ValueKind, String, String)| NewItem {
        name,
        mark: mark.to_owned(),
        help,
        value_kind,
    };
    rows.into_iter().map(item).collect()
}

/// Gives a new workspace BANT and its list of interests, in its language.
///
/// # Errors
/// [`Error::Forbidden`](crate::error::Error::Forbidden) for whoever is no admin.
pub async fn fill_default_frameworks(tx: &mut Tx) -> Result<()> {
    tx.require_admin()?;
    let w = tx.workspace().locale.texts();
    let template = TemplateKind::Bant.template(w);
    framework::add(tx, template.name, Some(&template)).await?;
    fill_interests(tx, w).await
}

async fn fill_interests(tx: &Tx, w: Texts) -> Result<()> {
    let interests = [
        t!(w, "default-interest-gathering"),
        t!(w, "default-interest-comparing"),
        t!(w, "default-interest-replacing"),
        t!(w, "default-interest-decided"),
    ];
    for (name, position) in interests.into_iter().zip(1_i64..) {
        let mut sql = Sql::new("INSERT INTO interests (name, position) VALUES (");
        sql.bind(name).push(", ").bind(position).push(")");
        tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    }
    Ok(())
}

/// Gives a workspace that is older than frameworks what a new one begins with: BANT, for all its pipelines, and interests.
///
/// Done at the start of the program rather than by a migration, which does not know the team's language. Once: frameworks
/// are retired and never deleted, so a workspace that has had one keeps what its admins made of it, also nothing.
///
/// # Errors
/// When the database is away.
pub async fn fill_if_older(tx: &mut Tx) -> Result<()> {
    // Of several processes that start together one goes first; the others then find what it did.
    let lock = Sql::new("UPDATE workspace SET version = version WHERE id = 1");
    tx.db().execute_raw(lock.statement(tx.dialect())).await?;
    if !framework::all(tx.db()).await?.is_empty() {
        return Ok(());
    }
    let w = tx.workspace().locale.texts();
    let template = TemplateKind::Bant.template(w);
    let bant = framework::add(tx, template.name, Some(&template)).await?;
    let mut sql = Sql::new("UPDATE pipelines SET version = version + 1, framework_id = ");
    sql.bind(bant.0).push(" WHERE framework_id IS NULL");
    tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    let none = Sql::new("SELECT id FROM interests").statement(tx.dialect());
    if tx.db().query_one_raw(none).await?.is_none() {
        fill_interests(tx, w).await?;
    }
    Ok(())
}
