//! `GET /deals/{id}/edit`, `POST /deals/{id}`: the facts of a deal, all of them or one where it stands.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::{
    fields::{Fields, QueryFields},
    flash::Toast,
};

use super::answer::{form_page, saved, seen, seen_to_change};
use crate::{
    cx::Cx,
    deals::{
        self, Change, Deal,
        choices::{self, Choice},
        company_choice::{self, CompanyChoice, Picked},
        edit_form::{self, FIELDS},
        facts::DealFacts,
        form::Reading,
    },
    error::{Error, Result},
    form::Form,
    ids::DealId,
    money::Currency,
    page::Page,
    t,
    tx::Tx,
};

/// How often a form is read anew when others write at the very same moment.
const TRIES: usize = 3;

/// What the form offers, and the deal it is about.
#[derive(Debug)]
pub(super) struct Offer {
    deal: Deal,
    facts: DealFacts,
    owners: Vec<Choice>,
    channels: Vec<Choice>,
}

impl Offer {
    async fn read(cx: &Cx, deal: Deal) -> Result<Self> {
        let facts = DealFacts::read(&cx.app, &deal).await?;
        Ok(Self {
            owners: choices::owners(cx.db(), Some((deal.owner_id, &facts.owner))).await?,
            channels: choices::channels(cx.db(), Some(&deal)).await?,
            facts,
            deal,
        })
    }
}

/// `GET /deals/{id}/edit`; `?field=amount` for that one alone, in its own frame.
///
/// # Errors
/// [`Error::NotFound`] for what this person may not see, [`Error::Forbidden`] for a viewer.
pub async fn edit(cx: Cx, Path(id): Path<DealId>, QueryFields(query): QueryFields) -> Result<Response> {
    let deal = seen_to_change(&cx, id).await?;
    let offer = Offer::read(&cx, deal).await?;
    let mut form = Form::new(cx.texts(), edit_form::written(&offer.deal, &offer.facts));
    edit_form::remember(&mut form, &offer.deal, &offer.facts);
    form.set("field", query.text("field"));
    draw(&cx, form, offer, CompanyChoice::default()).await
}

/// `POST /deals/{id}`: only the fields that the form has are changed.
///
/// # Errors
/// As [`edit`].
pub async fn change(cx: Cx, Path(id): Path<DealId>, fields: Fields) -> Result<Response> {
    for _ in 0..TRIES {
        let deal = seen_to_change(&cx, id).await?;
        let offer = Offer::read(&cx, deal).await?;
        let mut reading = Reading::new(&cx, fields.clone());
        if reading.version() != offer.deal.version {
            edit_form::compare(&mut reading, &offer.deal, &offer.facts, &offer.owners, &offer.channels).await?;
        }
        let company = company_choice::read(
            &mut reading,
            "company",
            offer.deal.company_id,
            offer.facts.company.as_deref(),
        );
        let company = company.await?;
        let change = read(&mut reading, &offer).await?;
        if !reading.form.is_good() {
            return draw(&cx, reading.form, offer, company).await;
        }
        let mut tx = cx.begin().await?;
        match write(&mut tx, &offer.deal, change, company.picked).await {
            Ok(after) => {
                tx.commit().await?;
                let toast = told(&cx, &offer, &after).await?;
                return saved(&cx, &after, [after.phase_id], toast).await;
            }
            // Written between our look and our lock: look again.
            Err(Error::Stale) => tx.rollback().await?,
            Err(error) => return Err(error),
        }
    }
    Err(Error::Stale)
}

async fn write(tx: &mut Tx, deal: &Deal, mut change: Change, company: Option<Picked>) -> Result<Deal> {
    if let Some(picked) = company {
        change.company = Some(company_choice::entered(tx, picked, change.owner.unwrap_or(deal.owner_id)).await?);
    }
    deals::change(tx, deal.id, Some(deal.version), change).await
}

async fn read(reading: &mut Reading<'_>, offer: &Offer) -> Result<Change> {
    let cx = reading.cx;
    let mut change = Change::default();
    if reading.has("title") {
        change.title = reading.line("title", t!(cx, "deal-title"));
    }
    if reading.has("owner") {
        let owner = reading.needed_choice("owner", t!(cx, "owner"), &offer.owners);
        change.owner = owner.map(crate::ids::UserId);
    }
    if reading.has("currency") {
        change.currency = currency(reading, &offer.deal).await?;
    }
    if reading.has("amount") {
        let currency = change.currency.unwrap_or_else(|| offer.deal.money_currency());
        change.amount = reading.amount("amount", t!(cx, "amount"), currency);
    }
    if reading.has("expected_close_on") {
        change.expected_close_on = reading.day("expected_close_on", t!(cx, "expected-close"));
    }
    if reading.has("probability") {
        change.probability = reading.percent("probability", t!(cx, "probability"));
    }
    if reading.has("channel") {
        let channel = reading.chosen("channel", t!(cx, "channel"), &offer.channels);
        change.channel = channel.map(|channel| channel.map(crate::ids::ChannelId));
    }
    if reading.has("note") {
        change.note = reading.text("note", t!(cx, "deal-note"), deals::form::TEXT);
    }
    Ok(change)
}

/// Another currency needs the amount anew, and no products priced in the one before.
async fn currency(reading: &mut Reading<'_>, deal: &Deal) -> Result<Option<Currency>> {
    let cx = reading.cx;
    let Ok(currency) = reading.form.value("currency").parse::<Currency>() else {
        let message = t!(cx, "deal-form-not-offered", label = t!(cx, "deal-currency"));
        reading.form.wrong("currency", message);
        return Ok(None);
    };
    if currency != deal.money_currency() {
        let lines = deals::lines_of(cx.db(), deal.id).await?;
        if !lines.is_empty() {
            reading.form.wrong(
                "currency",
                t!(cx, "deal-form-currency-of-lines", currency = deal.currency.as_str()),
            );
        } else if deal.amount.is_some() && !reading.has("amount") {
            reading.form.wrong("currency", t!(cx, "deal-form-currency-alone"));
        }
    }
    Ok(Some(currency))
}

/// 「保存しました」, or that the deal left one's sight.
async fn told(cx: &Cx, offer: &Offer, after: &Deal) -> Result<Toast> {
    if after.owner_id == offer.deal.owner_id {
        return Ok(Toast::new(t!(cx, "deal-saved")));
    }
    let owner = offer.owners.iter().find(|(id, _)| *id == after.owner_id.0);
    let owner = owner.map_or("", |(_, name)| name.as_str());
    Ok(Toast::new(match seen(cx, after.id).await {
        Ok(_) => t!(cx, "deal-handed-over", owner = owner),
        Err(Error::NotFound) => t!(cx, "deal-handed-over-out-of-sight", owner = owner),
        Err(error) => return Err(error),
    }))
}

async fn draw(cx: &Cx, form: Form, offer: Offer, company: CompanyChoice) -> Result<Response> {
    let field = FIELDS.into_iter().find(|field| form.is("field", field));
    let frame = field.map(|field| format!("deal_{}_{field}", offer.deal.id));
    let status = form.status();
    if let (Some(field), true) = (field, frame.is_some() && cx.wants.frame == frame) {
        let page = cx.page(t!(cx, "deal-edit-details"));
        return cx.html_with(
            status,
            &InlinePage {
                page,
                form,
                offer,
                field,
            },
        );
    }
    let companies = company_choice::suggestions(cx).await?;
    let page = form_page(cx, t!(cx, "deal-edit-details"));
    cx.html_with(
        status,
        &EditPage {
            page,
            form,
            offer,
            company,
            companies,
        },
    )
}

#[derive(Template)]
#[template(path = "deals/views/edit.html")]
struct EditPage {
    page: Page,
    form: Form,
    offer: Offer,
    company: CompanyChoice,
    companies: Vec<String>,
}

impl EditPage {
    fn back(&self) -> String {
        format!("/deals/{}", self.offer.deal.id)
    }

    fn remembered(&self) -> Vec<String> {
        FIELDS.iter().map(|name| format!("was_{name}")).collect()
    }

    fn currencies(&self) -> Vec<String> {
        Currency::all().map(|currency| currency.to_string()).collect()
    }
}

/// One field where it stands.
#[derive(Template)]
#[template(path = "deals/views/inline.html")]
struct InlinePage {
    page: Page,
    form: Form,
    offer: Offer,
    field: &'static str,
}

impl InlinePage {
    fn label(&self) -> String {
        edit_form::label(self.field, self.page.words)
    }

    fn was(&self) -> String {
        format!("was_{}", self.field)
    }
}
