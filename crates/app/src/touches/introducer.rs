//! Who introduced somebody, in a form, by typing: a company or one of its people, however they are spelled; several that fit
//! are offered. Needs no JavaScript.

use db::Sql;
use sea_orm::FromQueryResult;

use super::touch::Introducer;
use crate::{
    companies, contacts,
    cx::Cx,
    deals::{FormReading, LINE},
    error::Result,
    ids::{CompanyId, ContactId},
    search, t,
};

/// So many names are suggested while typing; what is not among them is found when the form is sent.
const SUGGESTED: i64 = 100;
/// So many of each kind that fit are offered.
const OFFERED: i64 = 6;

/// Somebody who may have introduced them.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub(super) struct Offered {
    company_id: CompanyId,
    company: String,
    contact_id: Option<ContactId>,
    contact: Option<String>,
}

impl Offered {
    /// As in forms: `3-7`, a company and who there, or `3-`.
    pub fn code(&self) -> String {
        let contact = self.contact_id.map_or_else(String::new, |id| id.to_string());
        format!("{}-{contact}", self.company_id)
    }

    /// 「諏訪 健一（株式会社山田製作所）」.
    pub fn label(&self, cx: &Cx) -> String {
        match &self.contact {
            None => self.company.clone(),
            Some(contact) => t!(
                cx,
                "touch-introducer-person",
                name = contact.as_str(),
                company = self.company.as_str()
            ),
        }
    }

    const fn introducer(&self) -> Introducer {
        Introducer {
            company: self.company_id,
            contact: self.contact_id,
        }
    }
}

/// Who was picked, or whom to ask about.
#[derive(Clone, Debug, Default)]
pub(super) struct Choice {
    /// Who it is, once that is clear.
    pub picked: Option<Introducer>,
    /// Those who may be meant.
    pub offered: Vec<Offered>,
}

/// Reads the field `introducer`, with `introducer_id` where several were offered. `current` is the one the touch has, and
/// how the form called it.
pub(super) async fn read(reading: &mut FormReading<'_>, current: Option<(Introducer, String)>) -> Result<Choice> {
    let cx = reading.cx;
    let typed = reading.form.value("introducer").to_owned();
    let chosen = |picked| Choice {
        picked: Some(picked),
        offered: Vec::new(),
    };
    if typed.is_empty() {
        // One this person does not see was not shown to them, so they have not taken it away.
        let hidden = current.filter(|(_, label)| label.is_empty());
        return Ok(hidden.map(|(introducer, _)| chosen(introducer)).unwrap_or_default());
    }
    if reading.text("introducer", t!(cx, "touch-introducer"), LINE).is_none() {
        return Ok(Choice::default());
    }
    if let Some((introducer, label)) = current
        && label == typed
    {
        return Ok(chosen(introducer));
    }
    let found = found(cx, &typed).await?;
    let code = reading.form.value("introducer_id").to_owned();
    if let Some(offered) = found.iter().find(|offered| offered.code() == code) {
        return Ok(chosen(offered.introducer()));
    }
    let fold = japan::fold_company(&typed);
    let exact = |offered: &&Offered| {
        offered.label(cx) == typed
            || match &offered.contact {
                None => japan::fold_company(&offered.company) == fold,
                Some(contact) => japan::fold(contact) == japan::fold(&typed),
            }
    };
    let same: Vec<&Offered> = found.iter().filter(exact).collect();
    let all: Vec<&Offered> = found.iter().collect();
    match (same.as_slice(), all.as_slice()) {
        ([only], _) | ([], [only]) => return Ok(chosen(only.introducer())),
        (_, []) => {
            let message = t!(cx, "touch-introducer-unknown", value = typed);
            reading.form.wrong("introducer", message);
        }
        _ => {
            let message = t!(cx, "touch-introducer-several", value = typed);
            reading.form.wrong("introducer", message);
        }
    }
    Ok(Choice {
        picked: None,
        offered: found,
    })
}

/// The companies and people this person sees whose name fits what was typed.
async fn found(cx: &Cx, typed: &str) -> Result<Vec<Offered>> {
    // As it is suggested, the company stands in brackets behind the person.
    let words = typed.replace(['（', '）', '(', ')'], " ");
    let mut sql = Sql::new(
        "SELECT c.id AS company_id, c.name AS company, p.id AS contact_id, p.name AS contact
         FROM contacts p JOIN companies c ON c.id = p.company_id WHERE 1 = 1",
    );
    contacts::push_visible(&cx.actor, &mut sql, "p");
    search::push_words_in(&mut sql, &["p.search_fold", "c.search_fold"], &words);
    search::push_words_in(
        &mut sql,
        &["p.search_fold"],
        words.split_whitespace().next().unwrap_or(""),
    );
    sql.push(" ORDER BY p.kana, p.name, p.id LIMIT ").bind(OFFERED);
    let people: Vec<Offered> = cx.app.all(sql).await?;
    let fold = japan::fold_company(typed);
    let mut sql = Sql::new(
        "SELECT c.id AS company_id, c.name AS company, CAST(NULL AS BIGINT) AS contact_id, CAST(NULL AS TEXT) AS contact
         FROM companies c WHERE (c.name_fold = ",
    );
    sql.bind(fold.as_str()).push(" OR (1 = 1");
    search::push_words(&mut sql, "c.search_fold", typed);
    sql.push("))");
    companies::push_visible(&cx.actor, &mut sql, "c");
    sql.push(" ORDER BY CASE WHEN c.name_fold = ").bind(fold.as_str());
    sql.push(" THEN 0 ELSE 1 END, c.kana, c.name, c.id LIMIT ")
        .bind(OFFERED);
    let mut found: Vec<Offered> = cx.app.all(sql).await?;
    found.extend(people);
    Ok(found)
}

/// What the form calls an introducer; nothing for one this person does not see.
pub(super) async fn label(cx: &Cx, introducer: Introducer) -> Result<String> {
    let mut sql = Sql::new(
        "SELECT c.id AS company_id, c.name AS company, p.id AS contact_id, p.name AS contact
         FROM companies c LEFT JOIN contacts p ON p.company_id = c.id AND p.id = ",
    );
    sql.bind(introducer.contact.map_or(0, |id| id.0));
    sql.push(" WHERE c.id = ").bind(introducer.company.0);
    companies::push_visible(&cx.actor, &mut sql, "c");
    let found: Option<Offered> = cx.app.one(sql).await?;
    Ok(found.map(|offered| offered.label(cx)).unwrap_or_default())
}

/// The names to suggest while typing: the people and companies that changed last.
pub(super) async fn suggestions(cx: &Cx) -> Result<Vec<String>> {
    let mut sql = Sql::new(
        "SELECT c.id AS company_id, c.name AS company, p.id AS contact_id, p.name AS contact
         FROM contacts p JOIN companies c ON c.id = p.company_id WHERE 1 = 1",
    );
    contacts::push_visible(&cx.actor, &mut sql, "p");
    sql.push(" ORDER BY p.updated_at DESC, p.id DESC LIMIT ")
        .bind(SUGGESTED);
    let people: Vec<Offered> = cx.app.all(sql).await?;
    let mut sql = Sql::new(
        "SELECT c.id AS company_id, c.name AS company, CAST(NULL AS BIGINT) AS contact_id, CAST(NULL AS TEXT) AS contact
         FROM companies c WHERE 1 = 1",
    );
    companies::push_visible(&cx.actor, &mut sql, "c");
    sql.push(" ORDER BY c.updated_at DESC, c.id DESC LIMIT ")
        .bind(SUGGESTED);
    let companies: Vec<Offered> = cx.app.all(sql).await?;
    Ok(people.iter().chain(&companies).map(|one| one.label(cx)).collect())
}
