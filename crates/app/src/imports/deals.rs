//! Rows about deals: found by the key of their own system. New ones are entered with their past: open from the day they
//! began, won or lost on the day they closed.

use std::collections::HashMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
use db::Sql;
use sea_orm::{ColumnTrait as _, FromQueryResult, QueryFilter as _};
use serde_json::json;

use super::{
    cells::{Cells, Seen},
    columns::Field,
    companies::no_owner,
    company_names, deal_changes,
    deal_phases::Stages,
    people,
    reading::{Row, Table},
    references::References,
    report::{Fate, RowReport},
    run::Options,
    said::{About, Columned},
};
use crate::{
    deals::{self, Deal, Ended, Ending, NewDeal, Outcome, PastDeal, Win},
    error::Result,
    ids::{ChannelId, CompanyId, DealId, LossReasonId, PhaseId, ProductId, UserId},
    money::Currency,
    t,
    text::Texts,
    time::At,
    tx::Tx,
};

/// What rows about deals refer to.
pub struct Deals {
    file: String,
    stages: Stages,
    owners: References,
    companies: References,
    products: References,
    prices: HashMap<i64, i64>,
    channels: References,
    reasons: References,
    currency: Currency,
    /// What the file says of what is known of deals.
    pub said: Columned,
    /// Which deals this file was about.
    pub seen: Seen,
}

/// What a row says; `None` leaves what is there.
pub struct Wanted {
    /// Of its own system; made of title and company when the file has none.
    pub key: String,
    /// What it is about.
    pub title: Option<String>,
    /// With whom.
    pub company: Option<CompanyId>,
    /// Whose it is.
    pub owner: UserId,
    /// About which product: its number, name and list price.
    pub product: Option<(ProductId, String, i64)>,
    /// Where it stands; for a closed one, where it stood last.
    pub phase: PhaseId,
    /// Whether the row names that phase.
    pub phase_said: bool,
    /// How it stands.
    pub outcome: Outcome,
    /// When it began.
    pub opened: Option<NaiveDate>,
    /// When it closed.
    pub closed: Option<NaiveDate>,
    /// When it is expected to close.
    pub expected: Option<NaiveDate>,
    /// In minor units.
    pub amount: Option<i64>,
    /// Of the amount.
    pub currency: Currency,
    /// How the appointment was won.
    pub channel: Option<ChannelId>,
    /// Why it was lost.
    pub reason: Option<LossReasonId>,
    /// Anything else.
    pub note: Option<String>,
}

impl Deals {
    /// Reads what there is to refer to, and makes the pipeline ready.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn load(tx: &mut Tx, table: &Table, options: &Options, remarks: &mut Vec<String>) -> Result<Self> {
        let stages = Stages::load(tx, table, options, remarks).await?;
        let named = |table: &str| Sql::new(&format!("SELECT id, name FROM {table} ORDER BY id"));
        Ok(Self {
            file: table.file.clone(),
            stages,
            owners: people::by_name(tx).await?,
            companies: company_names::by_name(tx).await?,
            products: References::read(tx.db(), named("products"), japan::fold).await?,
            prices: prices(tx).await?,
            channels: References::read(tx.db(), named("channels"), japan::fold).await?,
            reasons: References::read(tx.db(), named("loss_reasons"), japan::fold).await?,
            currency: options.currency,
            said: Columned::load(tx, table).await?,
            seen: Seen::default(),
        })
    }

    /// Imports some rows.
    ///
    /// # Errors
    /// When the database refuses; then none of them.
    pub async fn rows(&mut self, tx: &mut Tx, rows: &[Row<'_>], reports: &mut Vec<RowReport>) -> Result<()> {
        let mut read = Vec::with_capacity(rows.len());
        for row in rows {
            let mut cells = Cells::new(row, tx.actor().texts(), tx.now().day(tx.workspace().zone));
            let wanted = self.read(&mut cells).filter(|_| cells.is_sound());
            read.push((cells, wanted));
        }
        let keys = read.iter().filter_map(|(_, wanted)| Some(wanted.as_ref()?.key.clone()));
        let known = self.known(tx, keys.collect()).await?;
        let products = products_of(tx, known.values().map(|deal| deal.id)).await?;
        let (mut new, mut told_of_new) = (Vec::new(), Vec::new());
        for (mut cells, wanted) in read {
            let key = cells.raw(Field::Key).or(cells.raw(Field::Title));
            let key = key.map_or("", |cell| cell.text);
            let Some(wanted) = wanted else {
                reports.push(cells.report(Fate::Refused, key));
                continue;
            };
            let deal = known.get(&wanted.key);
            let about = About {
                deal,
                pipeline: deal.map_or(self.stages.pipeline, |deal| deal.pipeline_id),
                company: wanted.company,
                currency: deal.map_or(wanted.currency, Deal::money_currency),
            };
            let told = self.said.read(tx, &mut cells, &about).await?;
            check_title(&mut cells, deal, &wanted);
            if !cells.is_sound() {
                reports.push(cells.report(Fate::Refused, key));
                continue;
            }
            let fate = match deal {
                Some(deal) => {
                    let has = products.get(&deal.id).map_or(&[][..], Vec::as_slice);
                    let fate = deal_changes::apply(tx, &mut cells, deal, has, &wanted).await?;
                    let is_new = deal.deleted_at.is_none() && told.write(tx, deal.id).await?;
                    if is_new { Fate::Updated } else { fate }
                }
                None => {
                    new.push(self.past(tx, &mut cells, &wanted));
                    told_of_new.push(told);
                    Fate::Created
                }
            };
            reports.push(cells.report(fate, &wanted.key));
        }
        let entered = deals::enter_past(tx, new).await?;
        for (deal, told) in entered.into_iter().zip(told_of_new) {
            told.write(tx, deal).await?;
        }
        Ok(())
    }

    fn read(&mut self, cells: &mut Cells<'_>) -> Option<Wanted> {
        if !cells.is_sound() {
            return None;
        }
        cells.required(Field::Owner);
        let owner = cells.reference(Field::Owner, &self.owners, no_owner);
        let stand = self.stages.read_stand(cells);
        let company = cells.reference(Field::Company, &self.companies, |words| {
            t!(words, "import-no-company-remedy")
        });
        let product = cells.reference(Field::Product, &self.products, |words| {
            t!(words, "import-no-product-remedy")
        });
        let in_settings = |words: Texts| t!(words, "import-no-choice-remedy");
        let channel = cells.reference(Field::Channel, &self.channels, in_settings);
        let reason = cells.reference(Field::LossReason, &self.reasons, in_settings);
        let currency = cells.currency(self.currency);
        let (opened, mut closed) = (cells.date(Field::Opened), cells.date(Field::Closed));
        let mut expected = cells.date(Field::ExpectedClose);
        let outcome = stand.as_ref().map_or(Outcome::Open, |stand| stand.outcome);
        if !matches!(outcome, Outcome::Won | Outcome::Lost) {
            // The date by which an open deal is to close has the same name in many systems.
            expected = expected.or(closed.take());
        }
        let amount = cells.amount(Field::Amount, currency);
        check(cells, outcome, (opened, closed), amount);
        let title = cells.text(Field::Title);
        let (key, cell) = self.key(cells, title.as_deref(), company)?;
        self.seen.once(cells, cell, key.clone());
        let stand = stand?;
        Some(Wanted {
            key,
            title,
            company: company.map(CompanyId),
            owner: UserId(owner?),
            product: product.map(|id| {
                let price = self.prices.get(&id).copied().unwrap_or(0);
                (ProductId(id), self.products.name(id).to_owned(), price)
            }),
            phase: stand.phase,
            phase_said: stand.phase_said,
            outcome,
            opened,
            closed,
            expected,
            amount,
            currency,
            channel: channel.map(ChannelId),
            reason: reason.map(LossReasonId),
            note: cells.long_text(Field::Note),
        })
    }

    /// The key a row gives; else title and company, which then tell it from the others.
    fn key<'r>(
        &self,
        cells: &mut Cells<'r>,
        title: Option<&str>,
        company: Option<i64>,
    ) -> Option<(String, Option<super::reading::Cell<'r>>)> {
        if let Some(key) = cells.text(Field::Key) {
            return Some((key, cells.raw(Field::Key)));
        }
        let Some(title) = title else {
            let words = cells.words();
            cells.problem(None, t!(words, "import-no-key"), t!(words, "import-no-key-remedy"));
            return None;
        };
        let company = company.map_or("", |company| self.companies.name(company));
        Some((format!("{title} / {company}"), cells.raw(Field::Title)))
    }

    /// Those that were imported by their keys, those that were entered here by their numbers.
    async fn known(&self, tx: &Tx, keys: Vec<String>) -> Result<HashMap<String, Deal>> {
        let numbers: Vec<DealId> = keys.iter().filter_map(|key| deals::numbered(key)).collect();
        let imported = deals::all_visible_to(tx.actor()).filter(deals::Column::ExternalId.is_in(keys));
        let mut known = imported.all(tx.db()).await?;
        if !numbers.is_empty() {
            let here = deals::all_visible_to(tx.actor())
                .filter(deals::Column::ExternalId.is_null())
                .filter(deals::Column::Id.is_in(numbers));
            known.extend(here.all(tx.db()).await?);
        }
        let keyed = |deal: Deal| (deals::deal_key(deal.id, deal.external_id.as_deref()), deal);
        Ok(known.into_iter().map(keyed).collect())
    }

    fn past(&self, tx: &Tx, cells: &mut Cells<'_>, wanted: &Wanted) -> PastDeal {
        let zone = tx.workspace().zone;
        let words = cells.words();
        let opened_at = match (wanted.opened, wanted.closed) {
            (Some(opened), _) => At::day_start(opened, zone),
            (None, Some(closed)) => {
                cells.hint(None, t!(words, "import-opened-when-closed"));
                At::day_start(closed, zone)
            }
            (None, None) => {
                cells.hint(None, t!(words, "import-opened-now"));
                tx.now()
            }
        };
        let ended = ended(wanted, cells, opened_at, tx.now(), zone);
        let about = wanted.product.as_ref().map(|(_, name, _)| name.clone());
        let price = wanted.amount.filter(|amount| *amount > 0);
        PastDeal {
            new: NewDeal {
                title: wanted.title.clone().or(about).unwrap_or_else(|| wanted.key.clone()),
                pipeline: self.stages.pipeline,
                phase: Some(wanted.phase),
                company: wanted.company,
                owner: wanted.owner,
                // What a closed deal was thought to be worth before it closed is not known.
                amount: wanted.amount.filter(|_| ended.is_none()),
                currency: wanted.currency,
                expected_close_on: wanted.expected,
                probability: None,
                channel: wanted.channel,
                note: wanted.note.clone().unwrap_or_default(),
                opened_at: Some(opened_at),
                external_id: Some(wanted.key.clone()),
            },
            ended,
            products: wanted
                .product
                .iter()
                .map(|(id, name, list)| (*id, name.clone(), price.unwrap_or(*list)))
                .collect(),
            origin: json!({ "file": self.file, "line": cells.line() }),
        }
    }
}

/// A number alone may come from another workspace, where it means another deal: the title has to agree.
fn check_title(cells: &mut Cells<'_>, deal: Option<&Deal>, wanted: &Wanted) {
    let Some(deal) = deal.filter(|deal| deal.external_id.is_none()) else {
        return;
    };
    let differs = |title: &String| japan::fold(title) != japan::fold(&deal.title);
    if wanted.title.as_ref().is_some_and(differs) {
        let words = cells.words();
        let what = t!(words, "import-other-deal", title = deal.title.as_str());
        cells.problem(cells.raw(Field::Key), what, t!(words, "import-other-deal-remedy"));
    }
}

/// How a row says that its deal ended: at the beginning of that day.
pub fn ended(wanted: &Wanted, cells: &mut Cells<'_>, opened_at: At, now: At, zone: Tz) -> Option<Ended> {
    if !matches!(wanted.outcome, Outcome::Won | Outcome::Lost) {
        return None;
    }
    let closed = wanted.closed.unwrap_or_else(|| {
        let words = cells.words();
        cells.hint(None, t!(words, "import-closed-now"));
        now.day(zone)
    });
    let how = match (wanted.outcome, wanted.amount) {
        (Outcome::Won, amount) => Ending::Won(Win {
            won_on: closed,
            amount: amount.unwrap_or(0),
            start_on: None,
        }),
        (_, amount) => Ending::Lost {
            amount,
            reason: wanted.reason,
        },
    };
    let at = At::day_start(closed, zone).max(opened_at);
    Some(Ended { at, how })
}

/// What must hold between the cells of a row.
fn check(
    cells: &mut Cells<'_>,
    outcome: Outcome,
    (opened, closed): (Option<NaiveDate>, Option<NaiveDate>),
    amount: Option<i64>,
) {
    let today = cells.today();
    let words = cells.words();
    for (field, day) in [(Field::Opened, opened), (Field::Closed, closed)] {
        if day.is_some_and(|day| day > today) {
            let cell = cells.raw(field);
            cells.problem(cell, t!(words, "import-future"), t!(words, "import-future-remedy"));
        }
    }
    if let (Some(opened), Some(closed)) = (opened, closed)
        && closed < opened
    {
        let cell = cells.raw(Field::Closed);
        let what = t!(words, "import-closed-before-opened", opened = opened.to_string());
        cells.problem(cell, what, t!(words, "import-closed-before-opened-remedy"));
    }
    if outcome == Outcome::Won && amount.is_none() && cells.raw(Field::Amount).is_none() {
        cells.problem(
            None,
            t!(words, "import-won-without-amount"),
            t!(words, "import-won-without-amount-remedy"),
        );
    }
}

async fn prices(tx: &Tx) -> Result<HashMap<i64, i64>> {
    #[derive(FromQueryResult)]
    struct Price {
        id: i64,
        price: i64,
    }
    let sql = Sql::new("SELECT id, price FROM products WHERE price IS NOT NULL");
    let rows = Price::find_by_statement(sql.statement(tx.dialect()))
        .all(tx.db())
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.price)).collect())
}

/// The products that deals have.
async fn products_of(tx: &Tx, deals: impl Iterator<Item = DealId>) -> Result<HashMap<DealId, Vec<ProductId>>> {
    #[derive(FromQueryResult)]
    struct Has {
        deal_id: DealId,
        product_id: ProductId,
    }
    let mut sql =
        Sql::new("SELECT deal_id, product_id FROM deal_products WHERE product_id IS NOT NULL AND deal_id IN ");
    sql.bind_list(deals.map(|deal| deal.0));
    let mut products: HashMap<DealId, Vec<ProductId>> = HashMap::new();
    for has in Has::find_by_statement(sql.statement(tx.dialect())).all(tx.db()).await? {
        products.entry(has.deal_id).or_default().push(has.product_id);
    }
    Ok(products)
}
