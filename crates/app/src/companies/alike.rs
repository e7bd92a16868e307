//! Companies that may be the one somebody is about to enter: of the same name, corporate number, mail domain or phone.
//! A hint, never a proof: people decide.

use db::Sql;
use sea_orm::FromQueryResult;

use super::{company::Facts, scope};
use crate::{actor::Actor, app::App, error::Result, ids::CompanyId, t, text::Texts};

/// Mail domains of everybody: that two companies use one says nothing.
const PUBLIC_DOMAINS: [&str; 12] = [
    "gmail.com",
    "googlemail.com",
    "yahoo.co.jp",
    "yahoo.com",
    "ymail.ne.jp",
    "outlook.com",
    "outlook.jp",
    "hotmail.com",
    "icloud.com",
    "docomo.ne.jp",
    "ezweb.ne.jp",
    "softbank.ne.jp",
];

/// At most so many are named.
const MOST: i64 = 5;

/// A company that is alike, and in what.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing in which two companies are alike"
)]
pub struct Alike {
    /// Its number.
    pub id: CompanyId,
    /// Its name.
    pub name: String,
    /// The same name, but for spelling and legal form.
    pub same_name: bool,
    /// The same corporate number.
    pub same_number: bool,
    /// The same mail domain.
    pub same_domain: bool,
    /// The same phone.
    pub same_phone: bool,
}

impl Alike {
    /// 「同じ社名・同じ電話」.
    #[must_use]
    pub fn reasons(&self, words: &Texts) -> String {
        let mut reasons = Vec::new();
        for (same, reason) in [
            (self.same_name, t!(words, "alike-name")),
            (self.same_number, t!(words, "alike-number")),
            (self.same_domain, t!(words, "alike-domain")),
            (self.same_phone, t!(words, "alike-phone")),
        ] {
            if same {
                reasons.push(reason);
            }
        }
        reasons.join(&t!(words, "filter-or"))
    }
}

/// The companies this person sees that are alike; `but` is the one that is being changed.
///
/// # Errors
/// When the database is away.
pub async fn alike(app: &App, actor: &Actor, facts: &Facts, but: Option<CompanyId>) -> Result<Vec<Alike>> {
    let domain = facts.mail_domain.as_str();
    let domain = if PUBLIC_DOMAINS.contains(&domain) { "" } else { domain };
    let phone = japan::phone_digits(&facts.phone);
    let compared = [
        ("name_fold", "same_name", japan::fold_company(&facts.name)),
        ("corporate_number", "same_number", facts.corporate_number.clone()),
        ("mail_domain", "same_domain", domain.to_owned()),
        ("phone_digits", "same_phone", phone),
    ];
    let mut sql = Sql::new("SELECT c.id, c.name");
    for (column, name, value) in &compared {
        sql.push(&format!(", (c.{column} <> '' AND c.{column} = "))
            .bind(value.as_str());
        sql.push(&format!(") AS {name}"));
    }
    sql.push(" FROM companies c WHERE c.id <> ")
        .bind(but.map_or(0, |id| id.0));
    scope::push_visible(actor, &mut sql, "c");
    sql.push(" AND (1 = 0");
    for (column, _, value) in compared.iter().filter(|(.., value)| !value.is_empty()) {
        sql.push(&format!(" OR c.{column} = ")).bind(value.as_str());
    }
    sql.push(") ORDER BY c.name, c.id LIMIT ").bind(MOST);
    app.all(sql).await
}
