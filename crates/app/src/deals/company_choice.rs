//! A company in a form, by typing: a known name is taken, however it is spelled; several that fit are offered; a new
//! one is entered with the deal, once that was confirmed. Needs no JavaScript.

use db::Sql;
use sea_orm::FromQueryResult;

use super::form::Reading;
use crate::{
    companies,
    cx::Cx,
    error::Result,
    ids::{CompanyId, UserId},
    t,
    tx::Tx,
};

/// So many names are suggested while typing; what is not among them is found when the form is sent.
const SUGGESTED: i64 = 200;
/// So many that fit are offered.
const OFFERED: i64 = 8;

/// What the form says of the company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Picked {
    /// None.
    Nobody,
    /// One that is there.
    Known(CompanyId),
    /// One to be entered under this name.
    New(String),
}

/// What was picked, or what to ask.
#[derive(Clone, Debug, Default)]
pub(super) struct CompanyChoice {
    /// `None` while it is not clear, or when the form does not ask.
    pub picked: Option<Picked>,
    /// Those that may be meant.
    pub offered: Vec<Offered>,
    /// The name under which a new one would be entered.
    pub new_name: String,
}

/// A company that may be meant.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub(super) struct Offered {
    /// Which.
    pub id: CompanyId,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub address: String,
}

/// Reads the field `name`, with `company_id` where several were offered and `new_company` where a new one was confirmed.
/// `current` is the one the deal has.
pub(super) async fn read(
    reading: &mut Reading<'_>,
    name: &'static str,
    current: Option<CompanyId>,
    current_name: Option<&str>,
) -> Result<CompanyChoice> {
    let cx = reading.cx;
    let typed = reading.form.value(name).to_owned();
    if !reading.has(name) {
        return Ok(CompanyChoice::default());
    }
    let known = |id| CompanyChoice {
        picked: Some(Picked::Known(id)),
        ..CompanyChoice::default()
    };
    match current {
        _ if typed.is_empty() => {
            return Ok(CompanyChoice {
                picked: Some(Picked::Nobody),
                ..CompanyChoice::default()
            });
        }
        Some(current) if current_name == Some(typed.as_str()) => return Ok(known(current)),
        _ => {}
    }
    let found = found(cx, &typed).await?;
    if let Some(id) = reading.form.fields().number("company_id").filter(|id| *id > 0)
        && found.iter().any(|offered| offered.id.0 == id)
    {
        return Ok(known(CompanyId(id)));
    }
    if reading.text(name, t!(cx, "company"), super::form::LINE).is_none() {
        return Ok(CompanyChoice::default());
    }
    let fold = japan::fold_company(&typed);
    let same: Vec<&Offered> = found
        .iter()
        .filter(|offered| japan::fold_company(&offered.name) == fold)
        .collect();
    if let [only] = same.as_slice() {
        return Ok(known(only.id));
    }
    // Whoever was shown those that fit, and chose to enter a new one, knows better.
    if reading.form.is("company_id", 0) && same.is_empty() {
        return Ok(CompanyChoice {
            picked: Some(Picked::New(typed)),
            ..CompanyChoice::default()
        });
    }
    let message = if found.is_empty() {
        t!(cx, "deal-company-unknown", value = typed.as_str())
    } else {
        t!(cx, "deal-company-several", value = typed.as_str())
    };
    reading.form.wrong(name, message);
    Ok(CompanyChoice {
        picked: None,
        new_name: if same.is_empty() { typed } else { String::new() },
        offered: found,
    })
}

/// The companies this person sees whose name fits what was typed, the exact ones first.
async fn found(cx: &Cx, typed: &str) -> Result<Vec<Offered>> {
    let fold = japan::fold_company(typed);
    let mut sql = Sql::new("SELECT f.id, f.name, f.address FROM companies f WHERE (f.name_fold = ");
    sql.bind(fold.as_str());
    let sound = japan::romaji_key(typed);
    for text in [Some(japan::fold(typed)), sound].into_iter().flatten() {
        sql.push(" OR f.search_fold LIKE ");
        sql.bind(format!("%{}%", escaped(&text))).push(" ESCAPE '\\'");
    }
    sql.push(")");
    companies::push_visible(&cx.actor, &mut sql, "f");
    sql.push(" ORDER BY CASE WHEN f.name_fold = ").bind(fold.as_str());
    sql.push(" THEN 0 ELSE 1 END, f.kana, f.name, f.id LIMIT ")
        .bind(OFFERED);
    cx.app.all(sql).await
}

fn escaped(text: &str) -> String {
    text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_")
}

/// The names to suggest while typing: those this person's deals were last with, then the others.
pub(super) async fn suggestions(cx: &Cx) -> Result<Vec<String>> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
    }
    let mut sql = Sql::new(
        "SELECT f.name FROM companies f LEFT JOIN
            (SELECT company_id, MAX(updated_at) AS at FROM deals WHERE owner_id = ",
    );
    sql.bind(cx.user()?.0);
    sql.push(" GROUP BY company_id) d ON d.company_id = f.id WHERE TRUE");
    companies::push_visible(&cx.actor, &mut sql, "f");
    sql.push(" ORDER BY CASE WHEN d.at IS NULL THEN 1 ELSE 0 END, d.at DESC, f.updated_at DESC, f.id LIMIT ");
    sql.bind(SUGGESTED);
    let rows: Vec<Row> = cx.app.all(sql).await?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

/// The name of a company this person sees; empty for any other.
pub(super) async fn name(cx: &Cx, id: CompanyId) -> Result<String> {
    let mut sql = Sql::new("SELECT f.id, f.name, f.address FROM companies f WHERE f.id = ");
    sql.bind(id.0);
    companies::push_visible(&cx.actor, &mut sql, "f");
    let found: Option<Offered> = cx.app.one(sql).await?;
    Ok(found.map(|company| company.name).unwrap_or_default())
}

/// The company that was picked, entered now if it is new.
pub(super) async fn entered(tx: &mut Tx, picked: Picked, owner: UserId) -> Result<Option<CompanyId>> {
    match picked {
        Picked::Nobody => Ok(None),
        Picked::Known(id) => Ok(Some(id)),
        Picked::New(name) => Ok(Some(entered_new(tx, name, owner).await?)),
    }
}

async fn entered_new(tx: &mut Tx, name: String, owner: UserId) -> Result<CompanyId> {
    let facts = companies::Facts {
        owner: Some(owner),
        name,
        ..companies::Facts::default()
    };
    Ok(companies::create(tx, facts, None).await?.id)
}
