//! Questionnaires of a deal: links that are out, a new one, and the answers that came back beside what is known.

use std::collections::BTreeMap;

use askama::Template;
use axum::{extract::Path, http::StatusCode, response::Response};
use kit::{
    fields::{Fields, QueryFields},
    flash::Toast,
};
use sea_orm::{ColumnTrait as _, QueryFilter as _};

use super::{
    decide,
    edition::sendable,
    link::{self, DEFAULT_DAYS, Link, MOST_DAYS, NewLink, State},
    proposal::{self, Decision, Proposal, open_count, responses_of},
    submit,
};
use crate::{
    cx::Cx,
    deals::{self, Deal},
    error::{Error, Result},
    form::Form,
    ids::{ContactId, DealId, QuestionnaireAnswerId, QuestionnaireId, QuestionnaireLinkId},
    page::Page,
    t,
    text::Locale,
    time::At,
};

async fn seen(cx: &Cx, id: DealId) -> Result<Deal> {
    let found = deals::visible_to(&cx.actor).filter(deals::Column::Id.eq(id));
    found.one(cx.db()).await?.ok_or(Error::NotFound)
}

fn path(deal: DealId) -> String {
    format!("/deals/{deal}/questionnaires")
}

#[derive(Template)]
#[template(path = "questionnaires/views/deal.html")]
struct DealPage {
    page: Page,
    deal: Deal,
    responses: Vec<proposal::Response>,
    links: Vec<Link>,
    handed: Option<Handed>,
    /// Something else became known while somebody decided.
    is_stale: bool,
    may_send: bool,
}

/// A link, shown this once.
struct Handed {
    url: String,
    until: String,
}

impl DealPage {
    fn day(&self, at: &At) -> String {
        self.page.day(self.page.day_of(*at))
    }

    fn state(&self, link: &Link) -> String {
        state_name(&self.page, link)
    }

    fn is_out(&self, link: &Link) -> bool {
        link.is_out(self.page.now) && self.page.may_write()
    }

    fn is_held_back(&self, link: &Link) -> bool {
        link.suspect_at.is_some() && link.answered_at.is_none()
    }

    fn decided(&self, proposal: &Proposal) -> Option<String> {
        let (decision, who, at) = proposal.decided.as_ref()?;
        Some(t!(
            self.page,
            "questionnaire-decided",
            decision = decision.name(self.page.words),
            who = who.as_str(),
            day = self.day(at)
        ))
    }

    fn is_open(&self, proposal: &Proposal) -> bool {
        proposal.decided.is_none() && proposal.fills.is_some()
    }

    fn is_accented(&self, link: &Link) -> bool {
        link.state(self.page.now) == State::Answered
    }
}

fn state_name(page: &Page, link: &Link) -> String {
    match link.state(page.now) {
        State::Sent => t!(page, "questionnaire-state-sent"),
        State::Opened => t!(page, "questionnaire-state-opened"),
        State::Draft => t!(page, "questionnaire-state-draft"),
        State::Answered => t!(page, "questionnaire-state-answered"),
        State::Expired => t!(page, "questionnaire-state-expired"),
        State::Revoked => t!(page, "questionnaire-state-revoked"),
    }
}

/// `GET /deals/{id}/questionnaires`.
///
/// # Errors
/// [`Error::NotFound`] for what this person may not see.
pub async fn show(cx: Cx, Path(id): Path<DealId>) -> Result<Response> {
    let deal = seen(&cx, id).await?;
    draw(&cx, deal, StatusCode::OK, None, false).await
}

async fn draw(cx: &Cx, deal: Deal, status: StatusCode, handed: Option<Handed>, is_stale: bool) -> Result<Response> {
    let mut page = cx.page(t!(cx, "questionnaires-of", deal = deal.title.as_str()));
    page.frame = None;
    let view = DealPage {
        page: page.under(t!(cx, "deals")),
        responses: responses_of(cx.db(), &cx.actor, &deal, cx.today()).await?,
        links: link::links_of(cx.db(), deal.id).await?,
        may_send: !sendable(cx.db()).await?.is_empty(),
        deal,
        handed,
        is_stale,
    };
    cx.html_with(status, &view)
}

#[derive(Template)]
#[template(path = "questionnaires/views/new_link.html")]
struct NewLinkPage {
    page: Page,
    deal: Deal,
    form: Form,
    questionnaires: Vec<(QuestionnaireId, String)>,
    contacts: Vec<(ContactId, String)>,
}

/// `GET /deals/{id}/questionnaires/new`.
///
/// # Errors
/// [`Error::NotFound`] for what this person may not see.
pub async fn new(cx: Cx, Path(id): Path<DealId>, QueryFields(query): QueryFields) -> Result<Response> {
    let deal = seen(&cx, id).await?;
    let mut fields = Fields::default();
    fields.set("once", kit::random::token());
    fields.set("days", DEFAULT_DAYS.to_string());
    fields.set("contact", query.text("contact"));
    let form = Form::new(cx.texts(), fields);
    draw_form(&cx, deal, form).await
}

async fn draw_form(cx: &Cx, deal: Deal, form: Form) -> Result<Response> {
    let mut page = cx.page(t!(cx, "questionnaire-link-new")).narrow();
    page.frame = page.frame.filter(|frame| frame == "dialog");
    let contacts = deals::offered_contacts(cx.db(), &cx.actor, &deal).await?;
    let view = NewLinkPage {
        page,
        questionnaires: sendable(cx.db()).await?,
        contacts: contacts.into_iter().map(|contact| (contact.id, contact.name)).collect(),
        deal,
        form,
    };
    cx.html_with(view.form.status(), &view)
}

/// `POST /deals/{id}/questionnaires`: makes a link, and shows it this once.
///
/// # Errors
/// [`Error::NotFound`] for what this person may not see.
pub async fn create(cx: Cx, Path(id): Path<DealId>, fields: Fields) -> Result<Response> {
    let deal = seen(&cx, id).await?;
    let mut form = Form::new(cx.texts(), fields);
    let Some(new) = read(&cx, &deal, &mut form).await? else {
        return draw_form(&cx, deal, form).await;
    };
    let mut tx = cx.begin().await?;
    if !tx.is_first_time(form.fields()).await? {
        return Ok(cx.see(&path(id), None));
    }
    let made = link::make(&mut tx, new).await?;
    tx.commit().await?;
    let day = japan::short_date(made.expires_at.day(cx.zone()), cx.today(), cx.texts().lang());
    let handed = Handed {
        url: made.url(&cx.app.config().public_url),
        until: format!("{day} {}", made.expires_at.clock_time(cx.zone())),
    };
    draw(&cx, deal, StatusCode::CREATED, Some(handed), false).await
}

async fn read(cx: &Cx, deal: &Deal, form: &mut Form) -> Result<Option<NewLink>> {
    let questionnaire = form.fields().number("questionnaire").map(QuestionnaireId);
    let offered = sendable(cx.db()).await?;
    let questionnaire = questionnaire.filter(|id| offered.iter().any(|(one, _)| one == id));
    if questionnaire.is_none() {
        form.wrong("questionnaire", t!(cx, "questionnaire-missing"));
    }
    let contact = form.fields().number("contact").map(ContactId);
    let contacts = deals::offered_contacts(cx.db(), &cx.actor, deal).await?;
    if contact.is_some_and(|id| !contacts.iter().any(|one| one.id == id)) {
        form.wrong("contact", t!(cx, "questionnaire-contact-gone"));
    }
    let typed = form.value("days").to_owned();
    let days = japan::parse_amount(typed.trim_end_matches('日')).ok();
    let days = days.filter(|days| (1..=MOST_DAYS).contains(days));
    if days.is_none() {
        form.wrong(
            "days",
            t!(cx, "questionnaire-days-wrong", value = typed, most = MOST_DAYS),
        );
    }
    Ok(match (questionnaire, days) {
        (Some(questionnaire), Some(days)) if form.is_good() => Some(NewLink {
            questionnaire,
            deal: deal.id,
            contact,
            days,
        }),
        _ => None,
    })
}

/// `POST /questionnaire-links/{id}/revoke`.
///
/// # Errors
/// [`Error::NotFound`] for what this person may not see.
pub async fn revoke(cx: Cx, Path(id): Path<QuestionnaireLinkId>) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let link = link::revoke(&mut tx, id).await?;
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "questionnaire-revoked"));
    Ok(cx.see(&path(link.deal_id), Some(toast)))
}

/// `POST /questionnaire-links/{id}/accept`: takes what was held back for the answers of a person after all.
///
/// # Errors
/// [`Error::NotFound`] for what this person may not see.
pub async fn accept(cx: Cx, Path(id): Path<QuestionnaireLinkId>) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let (_, deal) = link::open_for_change(&tx, id).await?;
    let held = link::by_id(&tx, id).await?;
    let locale = cx.actor.workspace.locale;
    let mut form = Form::new(locale.texts(), Fields::parse(held.suspect.as_bytes()));
    let answers = submit::read(&mut form, &held.content()?, cx.today());
    if let (Some(answers), false) = (answers, held.suspect.is_empty())
        && submit::submit(&mut tx, &held, Locale::code(locale), &answers).await?
    {
        tx.commit().await?;
    }
    Ok(cx.see(&path(deal.id), Some(Toast::new(t!(cx, "questionnaire-accepted")))))
}

/// `POST /questionnaire-answers/{id}`: decides about an answer.
///
/// # Errors
/// [`Error::NotFound`] for what this person may not see.
pub async fn decide(cx: Cx, Path(id): Path<QuestionnaireAnswerId>, fields: Fields) -> Result<Response> {
    let decision = Decision::from_code(fields.text("decision"));
    let decision = decision.ok_or_else(|| Error::Invalid(t!(cx, "questionnaire-decision-missing")))?;
    let mut tx = cx.begin().await?;
    match decide::decide(&mut tx, id, decision, fields.text("seen")).await {
        Ok(deal) => {
            tx.commit().await?;
            let toast = Toast::new(match decision {
                Decision::Taken => t!(cx, "questionnaire-toast-taken"),
                Decision::Kept => t!(cx, "questionnaire-toast-kept"),
                Decision::Both => t!(cx, "questionnaire-toast-both"),
            });
            Ok(cx.see(&path(deal), Some(toast)))
        }
        Err(Error::Stale) => {
            tx.rollback().await?;
            let row = proposal::answer(cx.db(), id).await?;
            let deal = seen(&cx, row.deal_id).await?;
            draw(&cx, deal, StatusCode::CONFLICT, None, true).await
        }
        Err(error) => Err(error),
    }
}

/// What the page of a deal shows: what waits for a decision, and how many links are in which state.
#[derive(Template)]
#[template(path = "questionnaires/views/panel.html")]
pub struct Panel {
    page: Page,
    deal: DealId,
    open: i64,
    states: Vec<(String, usize)>,
    may_send: bool,
}

impl askama::filters::HtmlSafe for Panel {}

impl Panel {
    /// Of a deal that the reader sees.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read(cx: &Cx, deal: &Deal) -> Result<Self> {
        let page = cx.page(String::new());
        let mut states: BTreeMap<String, usize> = BTreeMap::new();
        for link in link::links_of(cx.db(), deal.id).await? {
            *states.entry(state_name(&page, &link)).or_default() += 1;
        }
        Ok(Self {
            deal: deal.id,
            open: open_count(cx.db(), deal.id).await?,
            states: states.into_iter().collect(),
            may_send: cx.actor.may_write() && !sendable(cx.db()).await?.is_empty(),
            page,
        })
    }

    /// Nothing to show for a team that sends none.
    fn is_there(&self) -> bool {
        self.may_send || !self.states.is_empty()
    }
}
