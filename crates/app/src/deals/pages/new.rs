//! `GET /deals/new`, `POST /deals`: a deal is entered, with its company and its first next action if need be.

use askama::Template;
use axum::response::Response;
use kit::{
    fields::{Fields, QueryFields},
    flash::Toast,
};

use super::answer::{form_page, saved};
use crate::{
    activities::{self, NewActivity, When},
    cx::Cx,
    deals::{
        self, Deal, NewDeal,
        choices::{self, Choice},
        company_choice::{self, CompanyChoice, Picked},
        form::{Reading, TEXT},
        twin,
    },
    error::{Error, Result},
    form::Form,
    guard::{self, Customer, Decision, Entry, EntryKind, Panel, Record, Started},
    ids::{ActivityKindId, ChannelId, CompanyId, UserId},
    masters::Master,
    matching::Clues,
    money::Currency,
    page::Page,
    pipelines::{self, Phase, PhaseKind},
    t,
    tx::Tx,
};

/// A pipeline with the phases in which a deal can begin.
#[derive(Debug)]
struct Begin {
    pipeline: pipelines::Pipeline,
    phases: Vec<Phase>,
}

#[derive(Debug)]
struct Offer {
    begins: Vec<Begin>,
    owners: Vec<Choice>,
    channels: Vec<Choice>,
    kinds: Vec<Choice>,
}

impl Offer {
    async fn read(cx: &Cx) -> Result<Self> {
        let mut begins = Vec::new();
        for pipeline in pipelines::pipelines(cx.db()).await? {
            let mut phases = pipelines::phases(cx.db(), pipeline.id).await?;
            phases.retain(|phase| phase.kind == PhaseKind::Selling);
            begins.push(Begin { pipeline, phases });
        }
        begins.retain(|begin| !begin.phases.is_empty());
        Ok(Self {
            begins,
            owners: choices::owners(cx.db(), None).await?,
            channels: choices::channels(cx.db(), None).await?,
            kinds: choices::of_master(cx.db(), Master::ActivityKind, None).await?,
        })
    }

    fn phase(&self, id: &str) -> Option<&Phase> {
        let mut phases = self.begins.iter().flat_map(|begin| &begin.phases);
        phases.find(|phase| phase.id.to_string() == id)
    }

    fn first_phase(&self, pipeline: &str) -> Option<&Phase> {
        let begin = self
            .begins
            .iter()
            .find(|begin| begin.pipeline.id.to_string() == pipeline);
        begin.or(self.begins.first())?.phases.first()
    }
}

/// `GET /deals/new`: `?pipeline=`, `?phase=` and `?company=` say what is known already.
///
/// # Errors
/// [`Error::Forbidden`] for a viewer.
pub async fn new(cx: Cx, QueryFields(query): QueryFields) -> Result<Response> {
    if !cx.actor.may_write() {
        return Err(Error::Forbidden);
    }
    let offer = Offer::read(&cx).await?;
    let mut form = Form::new(cx.texts(), Fields::default());
    let phase = offer
        .phase(query.text("phase"))
        .or_else(|| offer.first_phase(query.text("pipeline")));
    form.set("phase", phase.map(|phase| phase.id.to_string()).unwrap_or_default());
    form.set("once", kit::random::token());
    form.set("owner", cx.user()?);
    form.set("currency", cx.actor.workspace.currency);
    if let Some(company) = query.number("company") {
        form.set("company", company_choice::name(&cx, CompanyId(company)).await?);
    }
    draw(&cx, form, offer, CompanyChoice::default(), Panel::default()).await
}

/// What the form says, all of it good.
struct Entered {
    deal: NewDeal,
    company: Picked,
    next: Option<(ActivityKindId, When, String)>,
}

/// `POST /deals`.
///
/// # Errors
/// As [`new`].
pub async fn create(cx: Cx, fields: Fields) -> Result<Response> {
    if !cx.actor.may_write() {
        return Err(Error::Forbidden);
    }
    let offer = Offer::read(&cx).await?;
    let mut reading = Reading::new(&cx, fields);
    let company = company_choice::read(&mut reading, "company", None, None).await?;
    let entered = read(&mut reading, &offer, &company)?;
    let (Some(mut entered), true) = (entered, reading.form.is_good()) else {
        return draw(&cx, reading.form, offer, company, Panel::default()).await;
    };
    let entry = entry(&reading.form, &entered);
    let (mut tx, decision) = match guard::start(&cx, &mut reading.form, &entry).await? {
        Started::Go(tx, decision) => (tx, decision),
        Started::Stop(panel) => return draw(&cx, reading.form, offer, company, *panel).await,
        Started::Again => return again(&cx, &entered.deal).await,
    };
    let new_owner = Decision::new_owner(decision.as_deref());
    entered.deal.owner = new_owner.unwrap_or(entered.deal.owner);
    let (deal, text) = match twin::just_entered(&tx, &entered.deal).await? {
        Some(twin) => (twin, t!(cx, "deal-was-entered-already")),
        None => {
            let deal = enter(&mut tx, entered).await?;
            let text = match new_owner {
                Some(_) => t!(cx, "guard-handed-over"),
                None => t!(cx, "deal-was-entered"),
            };
            (decided(&mut tx, deal, decision.as_deref()).await?, text)
        }
    };
    tx.commit().await?;
    saved(&cx, &deal, [deal.phase_id], Toast::new(text)).await
}

/// The answer to a form that was sent before: the deal that it entered.
async fn again(cx: &Cx, new: &NewDeal) -> Result<Response> {
    let tx = cx.begin().await?;
    let twin = twin::just_entered(&tx, new).await?;
    tx.rollback().await?;
    let toast = Toast::new(t!(cx, "deal-was-entered-already"));
    match twin {
        Some(deal) => saved(cx, &deal, [deal.phase_id], toast).await,
        None => Ok(cx.see("/deals", Some(toast))),
    }
}

/// What the guard is told of a deal.
fn entry(form: &Form, entered: &Entered) -> Entry {
    let customer = match &entered.company {
        Picked::Nobody => None,
        Picked::Known(id) => Some(Customer::Known(*id)),
        Picked::New(name) => Some(Customer::New(Clues {
            name: name.clone(),
            ..Clues::default()
        })),
    };
    Entry {
        kind: EntryKind::Deal,
        customer,
        about: form.value("company").to_owned(),
        owners: vec![entered.deal.owner],
    }
}

/// Does what was decided about colleagues who work with the customer.
async fn decided(tx: &mut Tx, deal: Deal, decision: Option<&Decision>) -> Result<Deal> {
    let Some(decision) = decision else {
        return Ok(deal);
    };
    let deal = match Decision::companion(Some(decision)) {
        Some(companion) => guard::join_deal(tx, deal, companion).await?,
        None => deal,
    };
    guard::tell(tx, decision, Record::Deal(deal.id, deal.company_id)).await?;
    Ok(deal)
}

async fn enter(tx: &mut Tx, entered: Entered) -> Result<Deal> {
    let mut new = entered.deal;
    new.company = company_choice::entered(tx, entered.company, new.owner).await?;
    let owner = new.owner;
    let deal = deals::create(tx, new).await?;
    if let Some((kind, when, subject)) = entered.next {
        let planned = NewActivity {
            deal: Some(deal.id),
            company: deal.company_id,
            lead: None,
            owner,
            kind,
            way: None,
            subject,
            when,
            minutes: None,
            contacts: Vec::new(),
            done: None,
            external_id: None,
        };
        activities::create(tx, planned).await?;
    }
    Ok(deal)
}

fn read(reading: &mut Reading<'_>, offer: &Offer, company: &CompanyChoice) -> Result<Option<Entered>> {
    let cx = reading.cx;
    let title = reading.line("title", t!(cx, "deal-title"));
    let phase = phase(reading, offer);
    let owner = if reading.has("owner") {
        reading
            .needed_choice("owner", t!(cx, "owner"), &offer.owners)
            .map(UserId)
    } else {
        Some(cx.user()?)
    };
    let currency = currency(reading);
    let amount = reading.amount(
        "amount",
        t!(cx, "amount"),
        currency.unwrap_or(cx.actor.workspace.currency),
    );
    let expected_close_on = reading.day("expected_close_on", t!(cx, "expected-close"));
    let channel = reading.chosen("channel", t!(cx, "channel"), &offer.channels);
    let note = reading.text("note", t!(cx, "deal-note"), TEXT);
    let next = next(reading, offer);
    let (Some(title), Some(phase), Some(owner), Some(currency)) = (title, phase, owner, currency) else {
        return Ok(None);
    };
    let deal = NewDeal {
        title,
        pipeline: phase.pipeline_id,
        phase: Some(phase.id),
        company: None,
        owner,
        amount: amount.flatten(),
        currency,
        expected_close_on: expected_close_on.flatten(),
        probability: None,
        channel: channel.flatten().map(ChannelId),
        note: note.unwrap_or_default(),
        opened_at: None,
        external_id: None,
    };
    Ok(Some(Entered {
        deal,
        company: company.picked.clone().unwrap_or(Picked::Nobody),
        next,
    }))
}

fn phase<'o>(reading: &mut Reading<'_>, offer: &'o Offer) -> Option<&'o Phase> {
    let cx = reading.cx;
    let chosen = reading.form.value("phase").to_owned();
    let phase = if chosen.is_empty() {
        offer.first_phase(reading.form.value("pipeline"))
    } else {
        offer.phase(&chosen)
    };
    if phase.is_none() {
        reading.form.wrong("phase", t!(cx, "deal-phase-takes-none"));
    }
    phase
}

fn currency(reading: &mut Reading<'_>) -> Option<Currency> {
    let cx = reading.cx;
    let typed = reading.form.value("currency").to_owned();
    if typed.is_empty() {
        return Some(cx.actor.workspace.currency);
    }
    let currency = typed.parse().ok();
    if currency.is_none() {
        reading.form.wrong(
            "currency",
            t!(cx, "deal-form-not-offered", label = t!(cx, "deal-currency")),
        );
    }
    currency
}

/// The first next action, when its day is said.
fn next(reading: &mut Reading<'_>, offer: &Offer) -> Option<(ActivityKindId, When, String)> {
    let cx = reading.cx;
    let day = reading.day("next_day", t!(cx, "deal-next-day")).flatten();
    let subject = reading.text("next_subject", t!(cx, "deal-next-subject"), deals::form::LINE)?;
    if reading.form.value("next_day").is_empty() {
        if !subject.is_empty() {
            reading
                .form
                .wrong("next_day", t!(cx, "deal-form-empty", label = t!(cx, "deal-next-day")));
        }
        return None;
    }
    let kind = reading.needed_choice("next_kind", t!(cx, "deal-next-kind"), &offer.kinds);
    let (day, kind) = (day?, kind?);
    if day < cx.today() {
        let value = reading.form.value("next_day").to_owned();
        let message = t!(cx, "deal-form-not-past", label = t!(cx, "deal-next-day"), value = value);
        reading.form.wrong("next_day", message);
    }
    Some((ActivityKindId(kind), When { day, time: None }, subject))
}

async fn draw(cx: &Cx, form: Form, offer: Offer, company: CompanyChoice, guard: Panel) -> Result<Response> {
    let companies = company_choice::suggestions(cx).await?;
    let page = form_page(cx, t!(cx, "deal-new"));
    let status = guard.status(&form);
    cx.html_with(
        status,
        &NewPage {
            guard,
            page,
            form,
            offer,
            company,
            companies,
        },
    )
}

#[derive(Template)]
#[template(path = "deals/views/new.html")]
struct NewPage {
    page: Page,
    form: Form,
    offer: Offer,
    company: CompanyChoice,
    companies: Vec<String>,
    guard: Panel,
}

impl NewPage {
    /// The company that was chosen, kept while others who work with it are shown; 0 for a new one.
    fn picked(&self) -> Option<i64> {
        match &self.company.picked {
            _ if self.guard.is_empty() => None,
            Some(Picked::Known(id)) => Some(id.0),
            Some(Picked::New(_)) => Some(0),
            Some(Picked::Nobody) | None => None,
        }
    }

    fn currencies(&self) -> Vec<String> {
        Currency::all().map(|currency| currency.to_string()).collect()
    }

    fn is_phase(&self, phase: &Phase) -> bool {
        self.form.is("phase", phase.id)
    }
}
