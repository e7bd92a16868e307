//! What a contact, or people of a company, said when they were asked: the answers of hearing sheets, each under its deal.

use chrono::NaiveDate;
use db::Sql;
use sea_orm::FromQueryResult;

use super::{About, Happened, push_newest};
use crate::{cx::Cx, deals, error::Result, ids::DealId, t, time::At};

#[derive(FromQueryResult)]
struct Said {
    heard_on: NaiveDate,
    asked: String,
    value_text: String,
    contact: String,
    deal_id: DealId,
    who: Option<String>,
}

/// The newest answers that name who gave them; not those that were withdrawn.
///
/// # Errors
/// When the database is away.
pub(super) async fn said(cx: &Cx, about: About, most: i64) -> Result<Vec<Happened>> {
    let mut sql = Sql::new(
        "SELECT a.heard_on, w.text AS asked, a.value_text, p.name AS contact, a.deal_id, u.name AS who
         FROM hearing_answers a JOIN hearing_wordings w ON w.id = a.wording_id JOIN contacts p ON p.id = a.contact_id
         JOIN deals d ON d.id = a.deal_id LEFT JOIN users u ON u.id = a.by_user_id
         WHERE a.withdrawn_at IS NULL AND ",
    );
    match about {
        About::Company(id) => sql.push("p.company_id = ").bind(id.0),
        About::Contact(id) => sql.push("a.contact_id = ").bind(id.0),
    };
    deals::push_visible(&cx.actor, &mut sql, "d");
    push_newest(&mut sql, "a.heard_on", "a.id", most);
    let told = |said: Said| Happened {
        at: At::day_start(said.heard_on, cx.zone()),
        day: said.heard_on,
        icon: None,
        text: t!(
            cx,
            "history-said",
            name = said.contact.as_str(),
            question = said.asked.as_str(),
            answer = said.value_text.lines().collect::<Vec<_>>().join(" ")
        ),
        deal: Some(said.deal_id),
        note: said.who.unwrap_or_else(|| t!(cx, "history-by-itself")),
        merge: None,
    };
    Ok(cx.app.all::<Said>(sql).await?.into_iter().map(told).collect())
}
