//! `GET` and `POST` of `/deals/{id}/win`, `/lose`, `/hold`, and `POST /deals/{id}/reopen`: how a deal ends, pauses and
//! comes back.

use askama::Template;
use axum::{extract::Path, response::Response};
use chrono::Days;
use kit::{fields::Fields, flash::Toast};

use super::answer::{form_page, saved, seen_to_change};
use crate::{
    cx::Cx,
    deals::{
        self, Deal, Hold, Loss, Outcome, Win,
        choices::{self, Choice},
        edit_form,
        form::{Reading, TEXT},
    },
    error::{Error, Result},
    form::Form,
    ids::{CompetitorId, DealId, LossReasonId, PhaseId},
    masters::Master,
    page::Page,
    pipelines::{self, PhaseKind},
    t,
};

/// `GET /deals/{id}/win`.
///
/// # Errors
/// [`Error::NotFound`] for what this person may not see, [`Error::Forbidden`] for a viewer, [`Error::Invalid`] for a
/// deal that is closed.
pub async fn win_form(cx: Cx, Path(id): Path<DealId>) -> Result<Response> {
    let deal = undecided(&cx, id).await?;
    let mut form = asked(&cx, &deal);
    form.set("won_on", cx.today());
    form.set("amount", deal.money().map(edit_form::typed).unwrap_or_default());
    draw_win(&cx, form, deal).await
}

/// `POST /deals/{id}/win`.
///
/// # Errors
/// As [`win_form`].
pub async fn win(cx: Cx, Path(id): Path<DealId>, fields: Fields) -> Result<Response> {
    let deal = undecided(&cx, id).await?;
    let mut reading = Reading::new(&cx, fields);
    let won_on = reading.needed_day("won_on", t!(cx, "deal-won-on"));
    if won_on.is_some_and(|day| day > cx.today()) {
        let value = reading.form.value("won_on").to_owned();
        reading.form.wrong(
            "won_on",
            t!(cx, "deal-form-not-later", label = t!(cx, "deal-won-on"), value = value),
        );
    }
    let amount = reading.amount("amount", t!(cx, "amount"), deal.money_currency());
    if amount == Some(None) {
        reading
            .form
            .wrong("amount", t!(cx, "deal-form-empty", label = t!(cx, "amount")));
    }
    let start_on = reading.needed_day("start_on", t!(cx, "deal-starts-on"));
    if reading.version() != deal.version {
        let now = deal.money().map(|money| money.to_string()).unwrap_or_default();
        reading.form.theirs("amount", now);
    }
    let (Some(won_on), Some(Some(amount)), Some(start_on), true) = (won_on, amount, start_on, reading.form.is_good())
    else {
        return draw_win(&cx, refreshed(reading.form, &deal), deal).await;
    };
    let win = Win {
        won_on,
        amount,
        start_on: Some(start_on),
    };
    let mut tx = cx.begin().await?;
    let after = deals::win(&mut tx, id, Some(deal.version), win).await?;
    tx.commit().await?;
    closed(&cx, &deal, &after, t!(cx, "deal-was-won", title = after.title.as_str())).await
}

/// `GET /deals/{id}/lose`.
///
/// # Errors
/// As [`win_form`].
pub async fn lose_form(cx: Cx, Path(id): Path<DealId>) -> Result<Response> {
    let deal = undecided(&cx, id).await?;
    draw_lose(&cx, asked(&cx, &deal), deal).await
}

/// `POST /deals/{id}/lose`.
///
/// # Errors
/// As [`win_form`].
pub async fn lose(cx: Cx, Path(id): Path<DealId>, fields: Fields) -> Result<Response> {
    let deal = undecided(&cx, id).await?;
    let mut reading = Reading::new(&cx, fields);
    let reasons = choices::of_master(cx.db(), Master::LossReason, None).await?;
    let competitors = choices::of_master(cx.db(), Master::Competitor, None).await?;
    let reason = reading.needed_choice("reason", t!(cx, "loss-reason"), &reasons);
    let competitor = reading.chosen("competitor", t!(cx, "competitor"), &competitors);
    let customer_words = reading.text("customer_words", t!(cx, "deal-customer-words"), TEXT);
    let our_guess = reading.text("our_guess", t!(cx, "deal-our-guess"), TEXT);
    let come_back_on = reading.day("come_back_on", t!(cx, "deal-come-back"));
    must_be_ahead(
        &mut reading,
        "come_back_on",
        come_back_on.flatten(),
        t!(cx, "deal-come-back"),
    );
    say_stale(&mut reading, &deal, "reason");
    let (Some(reason), true) = (reason, reading.form.is_good()) else {
        return draw_lose(&cx, refreshed(reading.form, &deal), deal).await;
    };
    let loss = Loss {
        reason: LossReasonId(reason),
        competitor: competitor.flatten().map(CompetitorId),
        customer_words: customer_words.unwrap_or_default(),
        our_guess: our_guess.unwrap_or_default(),
        come_back_on: come_back_on.flatten(),
    };
    let mut tx = cx.begin().await?;
    let after = deals::lose(&mut tx, id, Some(deal.version), loss).await?;
    tx.commit().await?;
    closed(
        &cx,
        &deal,
        &after,
        t!(cx, "deal-was-lost", title = after.title.as_str()),
    )
    .await
}

/// `GET /deals/{id}/hold`.
///
/// # Errors
/// As [`win_form`].
pub async fn hold_form(cx: Cx, Path(id): Path<DealId>) -> Result<Response> {
    let deal = undecided(&cx, id).await?;
    let mut form = asked(&cx, &deal);
    let until = deal.hold_until.unwrap_or(cx.today() + Days::new(30));
    form.set("until", until);
    draw_hold(&cx, form, deal)
}

/// `POST /deals/{id}/hold`.
///
/// # Errors
/// As [`win_form`].
pub async fn hold(cx: Cx, Path(id): Path<DealId>, fields: Fields) -> Result<Response> {
    let deal = undecided(&cx, id).await?;
    let mut reading = Reading::new(&cx, fields);
    let until = reading.needed_day("until", t!(cx, "deal-hold-until"));
    must_be_ahead(&mut reading, "until", until, t!(cx, "deal-hold-until"));
    say_stale(&mut reading, &deal, "until");
    let (Some(until), true) = (until, reading.form.is_good()) else {
        return draw_hold(&cx, refreshed(reading.form, &deal), deal);
    };
    let mut tx = cx.begin().await?;
    let after = deals::hold(&mut tx, id, Some(deal.version), Hold { until }).await?;
    tx.commit().await?;
    let day = japan::short_date(until, cx.today(), cx.texts().lang());
    closed(
        &cx,
        &deal,
        &after,
        t!(cx, "deal-was-held", title = after.title.as_str(), day = day),
    )
    .await
}

/// `POST /deals/{id}/reopen`.
///
/// # Errors
/// As [`win_form`]; [`Error::Stale`] when somebody else was quicker, [`Error::Invalid`] when it is open already.
pub async fn reopen(cx: Cx, Path(id): Path<DealId>, fields: Fields) -> Result<Response> {
    let before = seen_to_change(&cx, id).await?;
    let version = fields.number("version").unwrap_or(0);
    let mut tx = cx.begin().await?;
    let after = deals::reopen(&mut tx, id, Some(version)).await?;
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "deal-was-reopened", title = after.title.as_str()));
    saved(&cx, &after, [before.phase_id, after.phase_id], toast).await
}

/// A deal that can still be won, lost or held.
async fn undecided(cx: &Cx, id: DealId) -> Result<Deal> {
    let deal = seen_to_change(cx, id).await?;
    match deal.outcome {
        Outcome::Open | Outcome::OnHold => Ok(deal),
        Outcome::Won | Outcome::Lost => Err(Error::Invalid(t!(cx, "deal-is-closed"))),
    }
}

fn asked(cx: &Cx, deal: &Deal) -> Form {
    refreshed(Form::new(cx.texts(), Fields::default()), deal)
}

fn refreshed(mut form: Form, deal: &Deal) -> Form {
    form.set("version", deal.version);
    form
}

fn must_be_ahead(reading: &mut Reading<'_>, name: &'static str, day: Option<chrono::NaiveDate>, label: String) {
    let cx = reading.cx;
    if day.is_some_and(|day| day <= cx.today()) {
        let value = reading.form.value(name).to_owned();
        reading
            .form
            .wrong(name, t!(cx, "deal-form-not-earlier", label = label, value = value));
    }
}

/// A deal that changed meanwhile may not be one to be closed any more: ask again, with what was typed.
fn say_stale(reading: &mut Reading<'_>, deal: &Deal, name: &'static str) {
    if reading.version() != deal.version {
        let message = t!(reading.cx, "deal-form-look-again");
        reading.form.theirs(name, message);
    }
}

/// What was open before can be taken back at once.
async fn closed(cx: &Cx, before: &Deal, after: &Deal, text: String) -> Result<Response> {
    let mut toast = Toast::new(text);
    if before.outcome == Outcome::Open {
        let version = vec![("version".to_owned(), after.version.to_string())];
        toast = toast.with_undo(format!("/deals/{}/moves/undo", after.id), version);
    }
    let phases: [PhaseId; 2] = [before.phase_id, after.phase_id];
    saved(cx, after, phases, toast).await
}

async fn draw_win(cx: &Cx, form: Form, deal: Deal) -> Result<Response> {
    let phases = pipelines::phases(cx.db(), deal.pipeline_id).await?;
    let follow_up = phases.into_iter().find(|phase| phase.kind == PhaseKind::FollowUp);
    let page = form_page(cx, t!(cx, "outcome-won"));
    cx.html_with(
        form.status(),
        &WinPage {
            page,
            form,
            deal,
            follow_up: follow_up.map(|phase| phase.name),
        },
    )
}

async fn draw_lose(cx: &Cx, form: Form, deal: Deal) -> Result<Response> {
    let page = form_page(cx, t!(cx, "outcome-lost"));
    let phase = pipelines::phase(cx.db(), deal.phase_id).await?.name;
    cx.html_with(
        form.status(),
        &LosePage {
            page,
            reasons: choices::of_master(cx.db(), Master::LossReason, None).await?,
            competitors: choices::of_master(cx.db(), Master::Competitor, None).await?,
            form,
            deal,
            phase,
        },
    )
}

fn draw_hold(cx: &Cx, form: Form, deal: Deal) -> Result<Response> {
    let page = form_page(cx, t!(cx, "outcome-on-hold"));
    cx.html_with(form.status(), &HoldPage { page, form, deal })
}

#[derive(Template)]
#[template(path = "deals/views/win.html")]
struct WinPage {
    page: Page,
    form: Form,
    deal: Deal,
    follow_up: Option<String>,
}

#[derive(Template)]
#[template(path = "deals/views/lose.html")]
struct LosePage {
    page: Page,
    form: Form,
    deal: Deal,
    reasons: Vec<Choice>,
    competitors: Vec<Choice>,
    phase: String,
}

#[derive(Template)]
#[template(path = "deals/views/hold.html")]
struct HoldPage {
    page: Page,
    form: Form,
    deal: Deal,
}

impl WinPage {
    fn back(&self) -> String {
        format!("/deals/{}", self.deal.id)
    }

    fn amount_label(&self) -> String {
        t!(self.page, "deal-form-amount-in", currency = self.deal.currency.as_str())
    }
}

impl LosePage {
    fn back(&self) -> String {
        format!("/deals/{}", self.deal.id)
    }
}

impl HoldPage {
    fn back(&self) -> String {
        format!("/deals/{}", self.deal.id)
    }
}
