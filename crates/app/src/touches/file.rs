//! `GET /touches.csv`: the touches of a period as a file, which `kizashi import --touches` takes again.

use axum::response::Response;
use chrono::NaiveDate;
use db::Sql;
use kit::{csv::Csv, fields::QueryFields};
use sea_orm::FromQueryResult;

use super::scope;
use crate::{
    companies, contacts,
    cx::Cx,
    deals,
    error::{Error, Result},
    leads,
    money::{Currency, Money},
    t,
};

#[derive(FromQueryResult)]
struct Row {
    on_day: NaiveDate,
    kind: String,
    what: String,
    channel: Option<String>,
    deal: Option<String>,
    deal_key: Option<String>,
    lead_company: Option<String>,
    lead_contact: Option<String>,
    lead_key: Option<String>,
    company: Option<String>,
    contact: Option<String>,
    cost: Option<i64>,
    currency: Option<String>,
    introducer_company: Option<String>,
    introducer: Option<String>,
}

/// Those of the days `from` to `to`, where they are said, that the reader sees; the earliest first.
///
/// # Errors
/// [`Error::Invalid`] for a day that is none.
pub async fn download(cx: Cx, QueryFields(fields): QueryFields) -> Result<Response> {
    let day = |name: &str| match fields.text(name) {
        "" => Ok(None),
        typed => match japan::parse_date(typed, cx.today()) {
            Ok(day) => Ok(Some(day)),
            Err(_) => Err(Error::Invalid(t!(cx, "filter-not-a-day", value = typed))),
        },
    };
    let (from, to) = (day("from")?, day("to")?);
    let mut csv = Csv::new([
        t!(cx, "touch-day"),
        t!(cx, "touch-kind"),
        t!(cx, "touch-what"),
        t!(cx, "channel"),
        t!(cx, "touch-deal-key"),
        t!(cx, "deal"),
        t!(cx, "lead-key"),
        t!(cx, "lead"),
        t!(cx, "company"),
        t!(cx, "touch-contact"),
        t!(cx, "touch-cost"),
        t!(cx, "report-currency"),
        t!(cx, "touch-introducer-company"),
        t!(cx, "touch-introducer"),
    ]);
    for row in rows(&cx, from, to).await? {
        let lead = row.lead_company.zip(row.lead_contact);
        let currency: Option<Currency> = row.currency.as_deref().and_then(|code| code.parse().ok());
        let cost = row.cost.zip(currency);
        csv.row([
            row.on_day.to_string(),
            row.kind,
            row.what,
            row.channel.unwrap_or_default(),
            row.deal_key.unwrap_or_default(),
            row.deal.unwrap_or_default(),
            row.lead_key.unwrap_or_default(),
            lead.map(|(company, contact)| leads::name_of(&company, &contact))
                .unwrap_or_default(),
            row.company.unwrap_or_default(),
            row.contact.unwrap_or_default(),
            cost.map(|(cost, currency)| Money::new(cost, currency).plain())
                .unwrap_or_default(),
            row.currency.unwrap_or_default(),
            row.introducer_company.unwrap_or_default(),
            row.introducer.unwrap_or_default(),
        ]);
    }
    Ok(csv.download(&format!("touches-{}.csv", cx.today())))
}

async fn rows(cx: &Cx, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<Vec<Row>> {
    let mut sql = Sql::new(
        "SELECT t.on_day, k.name AS kind, t.what, ch.name AS channel, d.title AS deal, d.external_id AS deal_key,
                l.company AS lead_company, l.contact AS lead_contact, l.external_id AS lead_key, c.name AS company,
                p.name AS contact, t.cost, t.currency, ic.name AS introducer_company, ip.name AS introducer
         FROM touches t JOIN touch_kinds k ON k.id = t.kind_id LEFT JOIN channels ch ON ch.id = t.channel_id
         LEFT JOIN deals d ON d.id = t.deal_id",
    );
    deals::push_visible(&cx.actor, &mut sql, "d");
    sql.push(" LEFT JOIN leads l ON l.id = t.lead_id");
    leads::push_visible(&cx.actor, &mut sql, "l");
    for (alias, column) in [("c", "d.company_id"), ("ic", "t.introducer_company_id")] {
        sql.push(&format!(" LEFT JOIN companies {alias} ON {alias}.id = {column}"));
        companies::push_visible(&cx.actor, &mut sql, alias);
    }
    for (alias, column) in [("p", "t.contact_id"), ("ip", "t.introducer_contact_id")] {
        sql.push(&format!(" LEFT JOIN contacts {alias} ON {alias}.id = {column}"));
        contacts::push_visible(&cx.actor, &mut sql, alias);
    }
    sql.push(" WHERE 1 = 1");
    scope::push_visible(&cx.actor, &mut sql, "t");
    if let Some(from) = from {
        sql.push(" AND t.on_day >= ").bind(from);
    }
    if let Some(to) = to {
        sql.push(" AND t.on_day <= ").bind(to);
    }
    sql.push(" ORDER BY t.on_day, t.id");
    cx.app.all(sql).await
}
