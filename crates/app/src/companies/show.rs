//! The page of a company: what is known, its deals, its contacts, what happened.

use askama::Template;
use axum::{extract::Path, response::Response};
use db::Sql;
use kit::fields::QueryFields;
use sea_orm::FromQueryResult;

use super::{
    Company,
    form::{FIELDS, label, written},
    pages::seen,
};
use crate::{
    accounts, contacts,
    cx::Cx,
    deals::{self, Outcome},
    error::{Error, Result},
    history::{self, About, History},
    ids::{CompanyId, DealId},
    merges,
    money::{Currency, Money},
    page::Page,
    shared::Reader,
    t,
    time::At,
    touches::{BroughtPanel, By},
};

/// So many of its deals and contacts are shown; the lists show all.
const MOST: usize = 20;

#[derive(Template)]
#[template(path = "companies/views/show.html")]
struct ShowPage {
    page: Page,
    reader: Reader,
    company: Company,
    facts: Vec<Fact>,
    sums: Sums,
    deals: Vec<DealLine>,
    contacts: Vec<contacts::Line>,
    brought: BroughtPanel,
    merged: Vec<merges::Merged>,
    history: History,
}

#[derive(Template)]
#[template(path = "companies/views/show_field.html")]
struct FieldPage {
    page: Page,
    company: Company,
    fact: Fact,
}

/// A fact as it is shown, and edited where it stands.
struct Fact {
    name: &'static str,
    label: String,
    /// What editing it is called.
    edit: String,
    text: String,
    /// Where a phone number or a website leads.
    href: Option<String>,
}

/// What its deals add up to, as far as the reader sees them; each currency on its own.
#[derive(Default)]
struct Sums {
    open: i64,
    open_amounts: Vec<Money>,
    won: i64,
    won_amounts: Vec<Money>,
    deals: i64,
    last_customer_at: Option<At>,
}

#[derive(Clone, Debug, FromQueryResult)]
struct DealLine {
    id: DealId,
    title: String,
    outcome: Outcome,
    phase: String,
    owner: String,
    amount: Option<i64>,
    currency: String,
}

impl DealLine {
    fn money(&self) -> Option<Money> {
        let currency = self.currency.parse().unwrap_or(Currency::JPY);
        self.amount.map(|amount| Money::new(amount, currency))
    }
}

/// `GET /companies/{id}`; one that was merged into another leads there. With `?field=phone` from within the frame of that field, the field alone.
///
/// # Errors
/// [`Error::NotFound`] for what one may not see.
pub async fn show(cx: Cx, Path(id): Path<CompanyId>, QueryFields(query): QueryFields) -> Result<Response> {
    let company = match seen(&cx, id).await {
        Err(Error::NotFound) => return merges::led_on(&cx, merges::Kind::Company, id.0).await,
        found => found?,
    };
    let page = cx.page(company.name.as_str());
    let facts = facts(&cx, &company).await?;
    if cx.wants.frame.as_deref() == Some(&format!("company_{id}_{}", query.text("field"))) {
        let fact = facts.into_iter().find(|fact| fact.name == query.text("field"));
        if let Some(fact) = fact {
            return cx.html(&FieldPage { page, company, fact });
        }
        return Err(Error::NotFound);
    }
    let limit = (!query.flag("all")).then_some(history::FIRST);
    cx.html(&ShowPage {
        brought: BroughtPanel::read(&cx, &page, By::Company(id)).await?,
        page,
        reader: Reader::from(&cx),
        facts,
        sums: sums(&cx, id).await?,
        deals: deal_lines(&cx, id).await?,
        contacts: contacts::of_company(&cx, id).await?,
        merged: merges::merged_into(&cx, merges::Kind::Company, id.0).await?,
        history: history::happened(&cx, About::Company(id), limit).await?,
        company,
    })
}

async fn facts(cx: &Cx, company: &Company) -> Result<Vec<Fact>> {
    let fields = written(company);
    let owner = match company.owner_id {
        None => t!(cx, "company-owner-none"),
        Some(owner) => accounts::name_of(cx.db(), owner).await?,
    };
    let fact = |name: &'static str| {
        let value = fields.text(name);
        Fact {
            name,
            label: label(name, cx.texts()),
            edit: t!(cx, "company-edit-field", field = label(name, cx.texts())),
            text: match name {
                "owner" => owner.clone(),
                "employees" if !value.is_empty() => {
                    t!(
                        cx,
                        "company-employees-shown",
                        count = japan::group(company.employees.unwrap_or(0))
                    )
                }
                _ => value.to_owned(),
            },
            href: href(name, value),
        }
    };
    Ok(FIELDS.into_iter().map(fact).collect())
}

fn href(name: &str, value: &str) -> Option<String> {
    match name {
        "phone" => Some(format!("tel:{}", value.replace(' ', ""))),
        "website" if value.starts_with("http://") || value.starts_with("https://") => Some(value.to_owned()),
        "website" => Some(format!("https://{value}")),
        _ => None,
    }
    .filter(|_| !value.is_empty())
}

async fn sums(cx: &Cx, id: CompanyId) -> Result<Sums> {
    #[derive(FromQueryResult)]
    struct Row {
        outcome: Outcome,
        currency: String,
        n: i64,
        amount: Option<i64>,
        last_customer_at: Option<At>,
    }
    let mut sql = Sql::new(
        "SELECT d.outcome, d.currency, CAST(COUNT(*) AS BIGINT) AS n, CAST(SUM(d.amount) AS BIGINT) AS amount,
                MAX(d.last_customer_at) AS last_customer_at
         FROM deals d WHERE d.company_id = ",
    );
    sql.bind(id.0);
    deals::push_visible(&cx.actor, &mut sql, "d");
    sql.push(" GROUP BY d.outcome, d.currency ORDER BY d.currency");
    let mut sums = Sums::default();
    for row in cx.app.all::<Row>(sql).await? {
        let currency = row.currency.parse().unwrap_or(Currency::JPY);
        let money = row.amount.map(|amount| Money::new(amount, currency));
        sums.deals += row.n;
        sums.last_customer_at = sums.last_customer_at.max(row.last_customer_at);
        match row.outcome {
            Outcome::Open => {
                sums.open += row.n;
                sums.open_amounts.extend(money);
            }
            Outcome::Won => {
                sums.won += row.n;
                sums.won_amounts.extend(money);
            }
            Outcome::Lost | Outcome::OnHold => {}
        }
    }
    Ok(sums)
}

/// Open ones first, the newest of each first.
async fn deal_lines(cx: &Cx, id: CompanyId) -> Result<Vec<DealLine>> {
    let mut sql = Sql::new(
        "SELECT d.id, d.title, d.outcome, p.name AS phase, u.name AS owner, d.amount, d.currency
         FROM deals d JOIN phases p ON p.id = d.phase_id JOIN users u ON u.id = d.owner_id WHERE d.company_id = ",
    );
    sql.bind(id.0);
    deals::push_visible(&cx.actor, &mut sql, "d");
    sql.push(" ORDER BY CASE WHEN d.outcome = 'open' THEN 0 ELSE 1 END, d.opened_at DESC, d.id DESC LIMIT ");
    sql.bind(i64::try_from(MOST).unwrap_or(i64::MAX));
    cx.app.all(sql).await
}

impl ShowPage {
    fn outcome(&self, deal: &DealLine) -> String {
        deals::outcome_name(deal.outcome, self.page.words)
    }

    fn is_open(deal: &DealLine) -> bool {
        deal.outcome == Outcome::Open
    }

    fn amounts(&self, amounts: &[Money]) -> String {
        self.page.words.beside(amounts.iter().map(ToString::to_string))
    }

    fn last_response(&self) -> Option<String> {
        self.sums
            .last_customer_at
            .map(|at| self.reader.day(at.day(self.reader.zone)))
    }

    fn has_more_deals(&self) -> bool {
        self.sums.deals > i64::try_from(self.deals.len()).unwrap_or(i64::MAX)
    }
}
