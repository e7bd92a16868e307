//! The course (経緯) as the pages of a deal and a lead show it: its touches in the order of their days, and where among them
//! the deal began.

use std::collections::BTreeMap;

use askama::Template;
use chrono::NaiveDate;
use db::Sql;
use sea_orm::FromQueryResult;

use super::{about::About, scope};
use crate::{
    companies, contacts,
    cx::Cx,
    deals::Deal,
    error::Result,
    ids::{CompanyId, ContactId, DealId, LeadId, TouchId},
    leads,
    money::{Currency, Money},
    page::Page,
    t,
};

/// What `{{ course }}` draws.
#[derive(Debug, Template)]
#[template(path = "touches/views/course.html")]
pub struct Course {
    page: Page,
    about: About,
    before: Vec<Line>,
    after: Vec<Line>,
    opened: Option<NaiveDate>,
    costs: Vec<Money>,
    /// The lead a deal came from, for who sees it.
    lead: Option<(LeadId, String)>,
}

impl askama::filters::HtmlSafe for Course {}

#[derive(Clone, Debug, FromQueryResult)]
struct Line {
    id: TouchId,
    on_day: NaiveDate,
    kind: String,
    what: String,
    channel: Option<String>,
    contact: Option<String>,
    cost: Option<i64>,
    currency: Option<String>,
    introducer_company_id: Option<CompanyId>,
    introducer_contact_id: Option<ContactId>,
    introducer_company: Option<String>,
    introducer_contact: Option<String>,
    entered_by: Option<String>,
}

impl Line {
    fn money(&self) -> Option<Money> {
        let currency: Currency = self.currency.as_deref()?.parse().ok()?;
        self.cost.map(|cost| Money::new(cost, currency))
    }

    const fn is_introduced(&self) -> bool {
        self.introducer_company_id.is_some()
    }

    /// Where the introducer's page is, for who sees it.
    fn introducer_path(&self) -> Option<String> {
        let company = self.introducer_company_id.filter(|_| self.introducer_company.is_some());
        match (self.introducer_contact_id, &self.introducer_contact) {
            (Some(id), Some(_)) => Some(format!("/contacts/{id}")),
            _ => company.map(|id| format!("/companies/{id}")),
        }
    }
}

impl Course {
    /// Of a deal that this person sees. What happened up to the day it began stands before it.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn of_deal(cx: &Cx, page: &Page, deal: &Deal) -> Result<Self> {
        let lines = lines(cx, About::Deal(deal.id)).await?;
        let opened = deal.opened_at.day(cx.zone());
        let (before, after) = lines.into_iter().partition(|line| line.on_day <= opened);
        Ok(Self {
            lead: lead_of(cx, deal.id).await?,
            ..Self::new(page, About::Deal(deal.id), before, after, Some(opened))
        })
    }

    /// Of a lead that this person sees.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn of_lead(cx: &Cx, page: &Page, lead: LeadId) -> Result<Self> {
        let lines = lines(cx, About::Lead(lead)).await?;
        Ok(Self::new(page, About::Lead(lead), lines, Vec::new(), None))
    }

    fn new(page: &Page, about: About, before: Vec<Line>, after: Vec<Line>, opened: Option<NaiveDate>) -> Self {
        let mut costs: BTreeMap<Currency, i64> = BTreeMap::new();
        for money in before.iter().chain(&after).filter_map(Line::money) {
            *costs.entry(money.currency).or_default() += money.amount;
        }
        Self {
            page: page.clone(),
            about,
            before,
            after,
            opened,
            costs: costs
                .into_iter()
                .map(|(currency, amount)| Money::new(amount, currency))
                .collect(),
            lead: None,
        }
    }

    fn is_empty(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }

    fn is_of_deal(&self) -> bool {
        matches!(self.about, About::Deal(_))
    }

    fn has_introduction(&self) -> bool {
        self.before.iter().chain(&self.after).any(Line::is_introduced)
    }

    fn day(&self, line: &Line) -> String {
        self.page.day(line.on_day)
    }

    fn introducer(&self, line: &Line) -> String {
        match (&line.introducer_contact, &line.introducer_company) {
            (Some(contact), Some(company)) => t!(
                self.page,
                "touch-introducer-person",
                name = contact.as_str(),
                company = company.as_str()
            ),
            (None, Some(company)) => company.clone(),
            (_, None) => t!(self.page, "touch-introducer-hidden"),
        }
    }

    /// 「Web広告・諏訪 健一・¥30,000・佐藤」.
    fn note(&self, line: &Line) -> String {
        let cost = line.money().map(|money| money.to_string());
        let parts = [
            line.channel.clone(),
            line.contact.clone(),
            cost,
            line.entered_by.clone(),
        ];
        self.page.words.beside(parts.into_iter().flatten())
    }

    fn cost(&self) -> String {
        let costs: Vec<String> = self.costs.iter().map(ToString::to_string).collect();
        self.page.words.beside(costs)
    }
}

async fn lead_of(cx: &Cx, deal: DealId) -> Result<Option<(LeadId, String)>> {
    use sea_orm::{ColumnTrait as _, QueryFilter as _};
    let found = leads::visible_to(&cx.actor).filter(leads::Column::DealId.eq(deal));
    let lead = found.one(cx.db()).await?;
    Ok(lead.map(|lead| (lead.id, lead.name())))
}

async fn lines(cx: &Cx, about: About) -> Result<Vec<Line>> {
    let mut sql = Sql::new(
        "SELECT t.id, t.on_day, k.name AS kind, t.what, ch.name AS channel, p.name AS contact, t.cost, t.currency,
                t.introducer_company_id, t.introducer_contact_id, ic.name AS introducer_company,
                ip.name AS introducer_contact, u.name AS entered_by
         FROM touches t JOIN touch_kinds k ON k.id = t.kind_id
         LEFT JOIN channels ch ON ch.id = t.channel_id LEFT JOIN users u ON u.id = t.entered_by
         LEFT JOIN contacts p ON p.id = t.contact_id",
    );
    contacts::push_visible(&cx.actor, &mut sql, "p");
    sql.push(" LEFT JOIN companies ic ON ic.id = t.introducer_company_id");
    companies::push_visible(&cx.actor, &mut sql, "ic");
    sql.push(" LEFT JOIN contacts ip ON ip.id = t.introducer_contact_id");
    contacts::push_visible(&cx.actor, &mut sql, "ip");
    match about {
        About::Deal(id) => sql.push(" WHERE t.deal_id = ").bind(id.0),
        About::Lead(id) => sql.push(" WHERE t.lead_id = ").bind(id.0),
    };
    scope::push_visible(&cx.actor, &mut sql, "t");
    sql.push(" ORDER BY t.on_day, t.id");
    cx.app.all(sql).await
}
