//! `GET` and `POST /deals/{id}/qualification/{item}`: what is known of one item, and the help against a concern.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::{fields::Fields, flash::Toast};

use super::{
    Fact, Item, Said, State,
    fact::{self, asked},
    fact_form::{self, ValueFields, ValueOffer, saying},
    help::{self, NewHelp},
};
use crate::{
    accounts,
    activities::{self, Way},
    cx::Cx,
    deals::{
        Deal, FormReading as Reading,
        pages::{form_page, saved, seen_to_change},
    },
    error::{Error, Result},
    form::Form,
    ids::{ActivityKindId, DealId, ItemId, UserId},
    page::Page,
    t,
};

/// What a help says at most, in characters.
const LINE: usize = 200;

#[derive(Template)]
#[template(path = "qualification/views/fact.html")]
struct FactPage {
    page: Page,
    form: Form,
    deal: Deal,
    item: Item,
    fields: ValueFields,
    offer: ValueOffer,
    owners: Vec<(i64, String)>,
    kinds: Vec<(i64, String)>,
}

impl FactPage {
    fn back(&self) -> String {
        format!("/deals/{}", self.deal.id)
    }
}

/// `GET /deals/{id}/qualification/{item}`.
///
/// # Errors
/// [`Error::NotFound`] for what this person may not see or the deal is not asked.
pub async fn edit(cx: Cx, Path((id, item)): Path<(DealId, ItemId)>) -> Result<Response> {
    let deal = seen_to_change(&cx, id).await?;
    let item = asked(cx.db(), &deal, item).await?;
    let now = fact::newest(cx.db(), id, item.id).await?;
    let form = written(&cx, &deal, &item, now.as_ref());
    draw(&cx, form, deal, item, now).await
}

/// The form as it begins: what is known, or that it was heard today.
fn written(cx: &Cx, deal: &Deal, item: &Item, now: Option<&Fact>) -> Form {
    let mut form = Form::new(cx.texts(), Fields::default());
    form.set("once", kit::random::token());
    form.set("seen", now.map_or(0, |fact| fact.id));
    form.set("help_owner", cx.actor.user.map_or(0, |user| user.0));
    let (names, said) = (ValueFields::new(cx, item, deal, ""), now.map(Fact::said));
    fact_form::write_said(&mut form, &names, said.as_ref(), saying(cx));
    form
}

async fn offer(cx: &Cx, deal: &Deal, now: Option<&Fact>) -> Result<ValueOffer> {
    let mut offer = ValueOffer::read(cx, deal).await?;
    if let Some(fact) = now {
        let names = [fact.contact.as_deref(), fact.teller.as_deref()];
        offer.keep(&fact.said(), names, saying(cx));
    }
    Ok(offer)
}

async fn draw(cx: &Cx, mut form: Form, deal: Deal, item: Item, now: Option<Fact>) -> Result<Response> {
    let kinds = activities::kinds(cx.db(), &[]).await?;
    if form.value("help_kind").is_empty() {
        let internal = kinds.iter().find(|kind| kind.way == Way::Internal).or(kinds.first());
        form.set("help_kind", internal.map_or(0, |kind| kind.id.0));
    }
    let status = form.status();
    let offer = offer(cx, &deal, now.as_ref()).await?;
    let page = FactPage {
        page: form_page(cx, item.name.clone()),
        fields: ValueFields::new(cx, &item, &deal, ""),
        offer,
        owners: owners(cx).await?,
        kinds: kinds.into_iter().map(|kind| (kind.id.0, kind.name)).collect(),
        form,
        deal,
        item,
    };
    cx.html_with(status, &page)
}

async fn owners(cx: &Cx) -> Result<Vec<(i64, String)>> {
    let people = accounts::owners(cx.db()).await?;
    Ok(people.into_iter().map(|person| (person.id.0, person.name)).collect())
}

/// `POST /deals/{id}/qualification/{item}`: `state`, the fields of the value, `source`, `told_by`, `said_on`, `note`;
/// for a concern also `help`, `help_on`, `help_owner` and `help_kind`.
///
/// # Errors
/// As [`edit`].
pub async fn change(cx: Cx, Path((id, item)): Path<(DealId, ItemId)>, fields: Fields) -> Result<Response> {
    let deal = seen_to_change(&cx, id).await?;
    let item = asked(cx.db(), &deal, item).await?;
    let now = fact::newest(cx.db(), id, item.id).await?;
    let offered = offer(&cx, &deal, now.as_ref()).await?;
    let mut reading = Reading::new(&cx, fields);
    let names = ValueFields::new(&cx, &item, &deal, "");
    let said = fact_form::read_said(&mut reading, &names, &offered);
    let help = read_help(&mut reading, said.as_ref()).await?;
    let seen = reading.form.fields().number("seen").unwrap_or(0);
    let (Some(said), true) = (said, reading.form.is_good()) else {
        return draw(&cx, reading.form, deal, item, now).await;
    };
    let mut tx = cx.begin().await?;
    // A second click on a form that was sent finds what it said written, and plans no second help.
    if !tx.is_first_time(reading.form.fields()).await? {
        return saved(&cx, &deal, [deal.phase_id], Toast::new(t!(cx, "deal-saved"))).await;
    }
    match fact::say(&mut tx, id, item.id, Some(seen), said).await {
        Ok(_) => {}
        Err(Error::Stale) => {
            tx.rollback().await?;
            let now = fact::newest(cx.db(), id, item.id).await?;
            tell_conflict(&mut reading.form, &cx, now.as_ref());
            return draw(&cx, reading.form, deal, item, now).await;
        }
        Err(error) => return Err(error),
    }
    if let Some(help) = help {
        help::plan(&mut tx, id, item.id, help).await?;
    }
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "fact-saved", item = item.name.as_str()));
    saved(&cx, &deal, [deal.phase_id], toast).await
}

/// What somebody else wrote down meanwhile; saving again adds to it knowingly.
fn tell_conflict(form: &mut Form, cx: &Cx, now: Option<&Fact>) {
    form.set("seen", now.map_or(0, |fact| fact.id));
    let told = now.map_or_else(
        || State::Unknown.name(cx.texts()),
        |fact| {
            let state = fact.state.name(cx.texts());
            let value = saying(cx).value(&fact.value(), fact.contact.as_deref());
            [state, value, fact.note.clone()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("　")
        },
    );
    form.theirs("state", told);
}

async fn read_help(reading: &mut Reading<'_>, said: Option<&Said>) -> Result<Option<NewHelp>> {
    let cx = reading.cx;
    if reading.form.value("help").is_empty() {
        return Ok(None);
    }
    if said.is_some_and(|said| said.state != State::Concern) {
        reading.form.wrong("help", t!(cx, "fact-help-without-concern"));
        return Ok(None);
    }
    let what = reading.text("help", t!(cx, "fact-help"), LINE);
    let on = reading.needed_day("help_on", t!(cx, "fact-help-on"));
    let on = on.filter(|day| {
        let past = *day < cx.today();
        if past {
            let value = reading.form.value("help_on").to_owned();
            let message = t!(cx, "deal-form-not-past", label = t!(cx, "fact-help-on"), value = value);
            reading.form.wrong("help_on", message);
        }
        !past
    });
    let owners = owners(cx).await?;
    let owner = reading.needed_choice("help_owner", t!(cx, "owner"), &owners);
    let kinds = activities::kinds(cx.db(), &[]).await?;
    let kinds: Vec<(i64, String)> = kinds.into_iter().map(|kind| (kind.id.0, kind.name)).collect();
    let kind = reading.needed_choice("help_kind", t!(cx, "activity-kind"), &kinds);
    let (Some(what), Some(on), Some(owner), Some(kind)) = (what, on, owner, kind) else {
        return Ok(None);
    };
    Ok(Some(NewHelp {
        what,
        kind: ActivityKindId(kind),
        owner: UserId(owner),
        on,
    }))
}
