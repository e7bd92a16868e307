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
    let item = |mark: &str, kind, name, help| NewItem {
        name,
        mark: mark.to_owned(),
        help,
        value_kind: kind,
    };
    vec![
        item("B", ValueKind::Amount, t!(w, "bant-budget"), t!(w, "bant-budget-help")),
        item(
            "A",
            ValueKind::Person,
            t!(w, "bant-authority"),
            t!(w, "bant-authority-help"),
        ),
        item("N", ValueKind::Text, t!(w, "bant-needs"), t!(w, "bant-needs-help")),
        item(
            "T",
            ValueKind::Day,
            t!(w, "bant-timeframe"),
            t!(w, "bant-timeframe-help"),
        ),
    ]
}

fn meddic(w: Texts) -> Vec<NewItem> {
    let item = |mark: &str, kind, name, help| NewItem {
        name,
        mark: mark.to_owned(),
        help,
        value_kind: kind,
    };
    vec![
        item(
            "M",
            ValueKind::Text,
            t!(w, "meddic-metrics"),
            t!(w, "meddic-metrics-help"),
        ),
        item(
            "E",
            ValueKind::Person,
            t!(w, "meddic-buyer"),
            t!(w, "meddic-buyer-help"),
        ),
        item(
            "DC",
            ValueKind::Text,
            t!(w, "meddic-criteria"),
            t!(w, "meddic-criteria-help"),
        ),
        item(
            "DP",
            ValueKind::Text,
            t!(w, "meddic-process"),
            t!(w, "meddic-process-help"),
        ),
        item("I", ValueKind::Text, t!(w, "meddic-pain"), t!(w, "meddic-pain-help")),
        item(
            "C",
            ValueKind::Person,
            t!(w, "meddic-champion"),
            t!(w, "meddic-champion-help"),
        ),
    ]
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
