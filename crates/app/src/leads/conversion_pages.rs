//! `GET` and `POST /leads/{id}/conversion`: first the companies and people that match, to choose from, then the deal.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::{fields::Fields, flash::Toast};
use sea_orm::{ColumnTrait as _, QueryFilter as _};

use super::{
    conversion::{self, Conversion, Converted, ForCompany, ForContact, LikePerson, company_facts, people_like},
    form::Choice,
    lead,
    pages::{offered, seen},
    table::Model,
    taking_back::{self, TakenBack},
};
use crate::{
    companies::{self, Alike},
    cx::Cx,
    deals::{self, FormReading, NewDeal, TEXT},
    error::{Error, Result},
    form::Form,
    guard::{self, Customer, Decision, Entry, EntryKind, Panel, Started},
    ids::{ChannelId, CompanyId, LeadId, UserId},
    matching::Clues,
    money::Currency,
    page::Page,
    pipelines::{self, Phase, PhaseKind},
    t,
};

#[derive(Template)]
#[template(path = "leads/views/conversion.html")]
struct ConversionPage {
    page: Page,
    lead: Model,
    form: Form,
    offer: Offer,
    guard: Panel,
}

/// What the form offers.
struct Offer {
    companies: Vec<Alike>,
    people: Vec<LikePerson>,
    begins: Vec<(String, Vec<Phase>)>,
    owners: Vec<Choice>,
    channels: Vec<Choice>,
    currencies: Vec<String>,
}

impl Offer {
    async fn read(cx: &Cx, lead: &Model) -> Result<Self> {
        let facts = company_facts(lead, lead.company.clone());
        let alike = companies::alike(&cx.app, &cx.actor, &facts, None).await?;
        let ids: Vec<CompanyId> = alike.iter().map(|one| one.id).collect();
        let people = people_like(cx, lead, &ids).await?;
        let mut begins = Vec::new();
        for pipeline in pipelines::pipelines(cx.db()).await? {
            let mut phases = pipelines::phases(cx.db(), pipeline.id).await?;
            phases.retain(|phase| phase.kind == PhaseKind::Selling);
            if !phases.is_empty() {
                begins.push((pipeline.name, phases));
            }
        }
        let (owners, channels) = offered(cx, Some(lead)).await?;
        Ok(Self {
            companies: alike,
            people,
            begins,
            owners,
            channels,
            currencies: Currency::all().map(|currency| currency.to_string()).collect(),
        })
    }

    fn phase(&self, id: &str) -> Option<&Phase> {
        let mut phases = self.begins.iter().flat_map(|(_, phases)| phases);
        phases.find(|phase| phase.id.to_string() == id)
    }
}

impl ConversionPage {
    fn back(&self) -> String {
        format!("/leads/{}", self.lead.id)
    }

    fn reasons(&self, alike: &Alike) -> String {
        alike.reasons(&self.page.words)
    }

    /// 「諏訪 健一（株式会社山田製作所） suwa@yamada.example」.
    fn reached(&self, person: &LikePerson) -> String {
        let words = &self.page.words;
        words.beside([person.email.as_str(), person.phone.as_str(), person.mobile.as_str()])
    }

    /// Companies at which people who match work, that do not match by themselves.
    fn companies_of_people(&self) -> Vec<(CompanyId, String)> {
        let mut companies: Vec<(CompanyId, String)> = Vec::new();
        for person in &self.offer.people {
            let known = self.offer.companies.iter().any(|one| one.id == person.company_id)
                || companies.iter().any(|(id, _)| *id == person.company_id);
            if !known {
                companies.push((person.company_id, person.company.clone()));
            }
        }
        companies
    }

    fn has_person(&self) -> bool {
        !self.lead.contact.is_empty()
    }
}

/// `GET /leads/{id}/conversion`.
///
/// # Errors
/// [`Error::NotFound`] for what one may not see.
pub async fn show(cx: Cx, Path(id): Path<LeadId>) -> Result<Response> {
    let lead = seen(&cx, id).await?;
    if lead.deal_id.is_some() {
        return Ok(already(&cx, id));
    }
    let offer = Offer::read(&cx, &lead).await?;
    let mut form = Form::new(cx.texts(), Fields::default());
    let number = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
    // One company that matches is most likely it; the reader sees why, and decides.
    let likely = offer.companies.first().map(|one| one.id);
    let person = offer.people.iter().find(|person| Some(person.company_id) == likely);
    form.set("company", likely.map_or_else(|| "new".to_owned(), |id| id.to_string()));
    form.set(
        "company_name",
        if lead.company.is_empty() {
            &lead.contact
        } else {
            &lead.company
        },
    );
    form.set(
        "contact",
        match person {
            Some(person) => person.id.to_string(),
            None if lead.contact.is_empty() => "none".to_owned(),
            None => "new".to_owned(),
        },
    );
    form.set("title", t!(cx, "lead-deal-title", name = lead.name()));
    form.set("owner", number(lead.owner_id.or(cx.actor.user).map(|id| id.0)));
    form.set("channel", number(lead.channel_id.map(|id| id.0)));
    form.set("currency", cx.actor.workspace.currency);
    form.set("note", &lead.note);
    form.set("version", lead.version);
    draw(&cx, form, offer, lead, Panel::default())
}

/// `POST /leads/{id}/conversion/undo`: takes it back, or says why not.
///
/// # Errors
/// As [`taking_back::take_back`].
pub async fn take_back(cx: Cx, Path(id): Path<LeadId>) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let toast = match taking_back::take_back(&mut tx, id).await? {
        TakenBack::Now(lead) => {
            tx.commit().await?;
            Toast::new(t!(cx, "lead-taken-back", name = lead.name()))
        }
        TakenBack::Since(count) => {
            tx.rollback().await?;
            Toast::failed(t!(cx, "lead-not-taken-back", count = count))
        }
        TakenBack::WasThere => {
            tx.rollback().await?;
            Toast::failed(t!(cx, "lead-not-taken-back-was-there"))
        }
    };
    Ok(cx.see(&format!("/leads/{id}"), Some(toast)))
}

/// `POST /leads/{id}/conversion`.
///
/// # Errors
/// As [`conversion::convert`].
pub async fn convert(cx: Cx, Path(id): Path<LeadId>, fields: Fields) -> Result<Response> {
    let lead = seen(&cx, id).await?;
    if lead.deal_id.is_some() {
        return Ok(already(&cx, id));
    }
    let offer = Offer::read(&cx, &lead).await?;
    let mut reading = FormReading::new(&cx, fields);
    let Some(mut wish) = read(&mut reading, &offer, &lead) else {
        return draw(&cx, reading.form, offer, lead, Panel::default());
    };
    let version = reading.version();
    let mut tx = match guard::start(&cx, &mut reading.form, &entry(&lead, &wish)).await? {
        Started::Go(tx, decision) => {
            wish.decision = decision;
            tx
        }
        Started::Stop(panel) => return draw(&cx, reading.form, offer, lead, *panel),
        Started::Again => return Ok(already(&cx, id)),
    };
    let is_handed_over = Decision::new_owner(wish.decision.as_deref()).is_some();
    match conversion::convert(&mut tx, id, Some(version), wish).await {
        Err(Error::Stale) => {
            tx.rollback().await?;
            let newest = seen(&cx, id).await?;
            let offer = Offer::read(&cx, &newest).await?;
            let mut form = reading.form;
            form.theirs("version", t!(cx, "form-theirs-elsewhere"));
            form.set("version", newest.version);
            draw(&cx, form, offer, newest, Panel::default())
        }
        Err(error) => Err(error),
        Ok(Converted::Before(_)) => {
            tx.rollback().await?;
            Ok(already(&cx, id))
        }
        Ok(Converted::Now(deal)) => {
            tx.commit().await?;
            let toast = Toast::new(if is_handed_over {
                t!(cx, "guard-handed-over")
            } else {
                t!(cx, "lead-was-converted", name = lead.name())
            });
            let found = deals::visible_to(&cx.actor).filter(deals::Column::Id.eq(deal.id));
            let (path, toast) = match found.one(cx.db()).await? {
                Some(deal) => {
                    let undo = format!("/leads/{id}/conversion/undo");
                    (format!("/deals/{}", deal.id), toast.with_undo(undo, Vec::new()))
                }
                // Given to somebody whose deals this person does not see: it is theirs now.
                None => ("/leads".to_owned(), toast),
            };
            Ok(cx.see(&path, Some(toast)))
        }
    }
}

fn already(cx: &Cx, id: LeadId) -> Response {
    cx.see(&format!("/leads/{id}"), Some(Toast::new(t!(cx, "lead-is-converted"))))
}

fn read(reading: &mut FormReading<'_>, offer: &Offer, lead: &Model) -> Option<Conversion> {
    let cx = reading.cx;
    let company = company(reading, offer);
    let contact = contact(reading, offer, lead, company.as_ref());
    let title = reading.line("title", t!(cx, "deal-title"));
    let phase = offer.phase(reading.form.value("phase"));
    if phase.is_none() {
        reading.form.wrong("phase", t!(cx, "deal-phase-takes-none"));
    }
    let owner = reading.needed_choice("owner", t!(cx, "owner"), &offer.owners);
    let channel = reading.chosen("channel", t!(cx, "channel"), &offer.channels);
    let currency = currency(reading);
    let amount = reading.amount("amount", t!(cx, "amount"), currency);
    let note = reading.text("note", t!(cx, "deal-note"), TEXT);
    let (Some(company), Some(contact), Some(title), Some(phase), Some(owner), true) =
        (company, contact, title, phase, owner, reading.form.is_good())
    else {
        return None;
    };
    Some(Conversion {
        company,
        contact,
        deal: NewDeal {
            title,
            pipeline: phase.pipeline_id,
            phase: Some(phase.id),
            company: None,
            owner: UserId(owner),
            amount: amount.flatten(),
            currency,
            expected_close_on: None,
            probability: None,
            channel: channel.flatten().map(ChannelId),
            note: note.unwrap_or_default(),
            opened_at: None,
            external_id: None,
        },
        decision: None,
    })
}

/// What the guard is told: a company that is chosen, or one of which the lead says something.
fn entry(lead: &Model, wish: &Conversion) -> Entry {
    let customer = match &wish.company {
        ForCompany::Known(id) => Customer::Known(*id),
        ForCompany::New(name) => Customer::New(Clues::from(&company_facts(lead, name.clone()))),
    };
    Entry {
        kind: EntryKind::Deal,
        customer: Some(customer),
        about: lead.company.clone(),
        owners: vec![wish.deal.owner],
    }
}

fn company(reading: &mut FormReading<'_>, offer: &Offer) -> Option<ForCompany> {
    let cx = reading.cx;
    let chosen = reading.form.value("company").to_owned();
    if chosen == "new" {
        return reading
            .line("company_name", t!(cx, "company-name"))
            .map(ForCompany::New);
    }
    let of_company = offer.companies.iter().map(|one| one.id);
    let of_person = offer.people.iter().map(|person| person.company_id);
    let found = of_company.chain(of_person).find(|id| id.to_string() == chosen);
    if found.is_none() {
        let label = t!(cx, "company");
        reading
            .form
            .wrong("company", t!(cx, "deal-form-not-offered", label = label));
    }
    found.map(ForCompany::Known)
}

fn contact(
    reading: &mut FormReading<'_>,
    offer: &Offer,
    lead: &Model,
    company: Option<&ForCompany>,
) -> Option<ForContact> {
    let cx = reading.cx;
    let chosen = reading.form.value("contact").to_owned();
    let found = match chosen.as_str() {
        "" | "none" => return Some(ForContact::Nobody),
        "new" if !lead.contact.is_empty() => return Some(ForContact::New),
        id => offer.people.iter().find(|person| person.id.to_string() == id),
    };
    let Some(person) = found else {
        let label = t!(cx, "contact");
        reading
            .form
            .wrong("contact", t!(cx, "deal-form-not-offered", label = label));
        return None;
    };
    if company.is_some_and(|company| *company != ForCompany::Known(person.company_id)) {
        let message = t!(
            cx,
            "lead-contact-elsewhere",
            name = person.name.as_str(),
            company = person.company.as_str()
        );
        reading.form.wrong("contact", message);
        return None;
    }
    Some(ForContact::Known(person.id))
}

fn currency(reading: &mut FormReading<'_>) -> Currency {
    let cx = reading.cx;
    let typed = reading.form.value("currency").to_owned();
    if typed.is_empty() {
        return cx.actor.workspace.currency;
    }
    typed.parse().unwrap_or_else(|_| {
        let label = t!(cx, "deal-currency");
        reading
            .form
            .wrong("currency", t!(cx, "deal-form-not-offered", label = label));
        cx.actor.workspace.currency
    })
}

fn draw(cx: &Cx, form: Form, offer: Offer, lead: Model, guard: Panel) -> Result<Response> {
    let title = t!(
        cx,
        "lead-convert-title",
        name = lead::name_of(&lead.company, &lead.contact)
    );
    let status = guard.status(&form);
    let shown = ConversionPage {
        page: cx.page(title).narrow(),
        lead,
        form,
        offer,
        guard,
    };
    cx.html_with(status, &shown)
}
