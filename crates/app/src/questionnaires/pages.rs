//! Questionnaires of a deal or a lead: links that are out, and the answers that came back beside what is known.

use askama::Template;
use axum::{extract::Path, http::StatusCode, response::Response};
use kit::{fields::Fields, flash::Toast};

use super::{
    About,
    about::AboutId,
    decide,
    edition::sendable,
    link::{self, Link, State},
    link_pages::Handed,
    proposal::{self, Decision, Proposal, responses_of},
    submit,
};
use crate::{
    cx::Cx,
    error::{Error, Result},
    form::Form,
    ids::{DealId, LeadId, QuestionnaireAnswerId, QuestionnaireLinkId},
    page::Page,
    t,
    text::Locale,
    time::At,
};

#[derive(Template)]
#[template(path = "questionnaires/views/about.html")]
struct AboutPage {
    page: Page,
    about: About,
    responses: Vec<proposal::Response>,
    links: Vec<Link>,
    handed: Option<Handed>,
    /// Something else became known while somebody decided.
    is_stale: bool,
    may_send: bool,
}

impl AboutPage {
    fn day(&self, at: &At) -> String {
        self.page.day(self.page.day_of(*at))
    }

    fn back(&self) -> String {
        self.about.id().path()
    }

    fn back_text(&self) -> String {
        match self.about {
            About::Deal(_) => t!(self.page, "questionnaire-back"),
            About::Lead(_) => t!(self.page, "questionnaire-back-lead"),
        }
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
        proposal.decided.is_none() && proposal.fills.is_some() && !proposal.is_later
    }

    fn is_accented(&self, link: &Link) -> bool {
        link.state(self.page.now) == State::Answered
    }
}

pub(super) fn state_name(page: &Page, link: &Link) -> String {
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
pub async fn of_deal(cx: Cx, Path(id): Path<DealId>) -> Result<Response> {
    let about = About::seen(cx.db(), &cx.actor, AboutId::Deal(id)).await?;
    draw(&cx, about, StatusCode::OK, None, false).await
}

/// `GET /leads/{id}/questionnaires`; of one that became a deal, what was answered about it is there.
///
/// # Errors
/// [`Error::NotFound`] for what this person may not see.
pub async fn of_lead(cx: Cx, Path(id): Path<LeadId>) -> Result<Response> {
    let about = About::seen(cx.db(), &cx.actor, AboutId::Lead(id)).await?;
    if let About::Lead(lead) = &about
        && let Some(deal) = lead.deal_id
    {
        return Ok(cx.see(&super::about::path(AboutId::Deal(deal)), None));
    }
    draw(&cx, about, StatusCode::OK, None, false).await
}

pub(super) async fn draw(
    cx: &Cx,
    about: About,
    status: StatusCode,
    handed: Option<Handed>,
    is_stale: bool,
) -> Result<Response> {
    let name = about.name();
    let mut page = cx.page(t!(cx, "questionnaires-of", deal = name.as_str()));
    page.frame = None;
    let under = match &about {
        About::Deal(_) => t!(cx, "deals"),
        About::Lead(_) => t!(cx, "leads"),
    };
    let view = AboutPage {
        page: page.under(under),
        responses: responses_of(cx.db(), &cx.actor, &about, cx.today()).await?,
        links: link::links_of(cx.db(), about.id()).await?,
        may_send: !sendable(cx.db()).await?.is_empty(),
        about,
        handed,
        is_stale,
    };
    cx.html_with(status, &view)
}

/// `POST /questionnaire-links/{id}/revoke`.
///
/// # Errors
/// [`Error::NotFound`] for what this person may not see.
pub async fn revoke(cx: Cx, Path(id): Path<QuestionnaireLinkId>) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let about = link::revoke(&mut tx, id).await?;
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "questionnaire-revoked"));
    Ok(cx.see(&about.path(), Some(toast)))
}

/// `POST /questionnaire-links/{id}/accept`: takes what was held back for the answers of a person after all.
///
/// # Errors
/// [`Error::NotFound`] for what this person may not see.
pub async fn accept(cx: Cx, Path(id): Path<QuestionnaireLinkId>) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let (_, about) = link::open_for_change(&tx, id).await?;
    let held = link::by_id(&tx, id).await?;
    let locale = cx.actor.workspace.locale;
    let mut form = Form::new(locale.texts(), Fields::parse(held.suspect.as_bytes()));
    let answers = submit::read(&mut form, &held.content()?, cx.today());
    if let (Some(answers), false) = (answers, held.suspect.is_empty())
        && submit::submit(&mut tx, &held, Locale::code(locale), &answers).await?
    {
        tx.commit().await?;
    }
    let toast = Toast::new(t!(cx, "questionnaire-accepted"));
    Ok(cx.see(&about.path(), Some(toast)))
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
        Ok(about) => {
            tx.commit().await?;
            let toast = Toast::new(match decision {
                Decision::Taken => t!(cx, "questionnaire-toast-taken"),
                Decision::Kept => t!(cx, "questionnaire-toast-kept"),
                Decision::Both => t!(cx, "questionnaire-toast-both"),
            });
            Ok(cx.see(&about.path(), Some(toast)))
        }
        Err(Error::Stale) => {
            tx.rollback().await?;
            let row = proposal::answer(cx.db(), id).await?;
            let about = About::seen(cx.db(), &cx.actor, row.whose()?).await?;
            draw(&cx, about, StatusCode::CONFLICT, None, true).await
        }
        Err(error) => Err(error),
    }
}
