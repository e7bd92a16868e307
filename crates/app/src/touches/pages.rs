//! Entering, changing and deleting touches, in a dialog over the page of a deal or lead.

use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse as _, Response},
};
use kit::{
    fields::{Fields, QueryFields},
    flash::Toast,
    turbo::Streams,
};
use sea_orm::{ColumnTrait as _, QueryFilter as _};

pub use super::introductions_page::show as introductions;
use super::{
    about::{self, About, Named},
    form::{self, FIELDS, Offer},
    introducer::{self, Choice},
    scope,
    table::{Column, Model},
    touch,
};
use crate::{
    cx::Cx,
    deals::FormReading,
    error::{Error, Result},
    form::Form,
    ids::TouchId,
    page::Page,
    t,
};

#[derive(Template)]
#[template(path = "touches/views/edit.html")]
struct EditPage {
    page: Page,
    form: Form,
    offer: Offer,
    named: Named,
    /// The touch that is being changed.
    id: Option<TouchId>,
    /// Those who may have introduced them, when what was typed fits several: a code and a name.
    introducers: Vec<(String, String)>,
    suggestions: Vec<String>,
}

impl EditPage {
    fn back(&self) -> String {
        self.named.about.path()
    }

    /// A lead's page is drawn anew as a whole; a deal's has a frame of its own, which may stand in the drawer.
    const fn is_of_lead(&self) -> bool {
        matches!(self.named.about, About::Lead(_))
    }

    fn action(&self) -> String {
        self.id
            .map_or_else(|| "/touches".to_owned(), |id| format!("/touches/{id}"))
    }

    /// Where a draft of this form is kept.
    fn draft(&self) -> String {
        self.page.draft(&match self.id {
            Some(id) => format!("touch/{id}/edit"),
            None => format!("touch/new/{}", self.named.about.code()),
        })
    }
}

/// `GET /touches/new?about=deal-7`.
///
/// # Errors
/// [`Error::NotFound`] for a deal or lead that is not there for this person.
pub async fn new(cx: Cx, QueryFields(query): QueryFields) -> Result<Response> {
    let named = named(&cx, query.text("about")).await?;
    let offer = Offer::read(&cx, &named, None).await?;
    let fields = form::blank(&cx, &named.about.code(), None);
    draw(
        &cx,
        Form::new(cx.texts(), fields),
        offer,
        named,
        None,
        Choice::default(),
    )
    .await
}

/// `POST /touches`.
///
/// # Errors
/// As [`touch::create`].
pub async fn create(cx: Cx, fields: Fields) -> Result<Response> {
    let named = named(&cx, fields.text("about")).await?;
    let offer = Offer::read(&cx, &named, None).await?;
    let mut reading = FormReading::new(&cx, fields);
    let (facts, choice) = form::read(&mut reading, &offer).await?;
    let Some(facts) = facts else {
        return draw(&cx, reading.form, offer, named, None, choice).await;
    };
    let mut tx = cx.begin().await?;
    if !tx.is_first_time(reading.form.fields()).await? {
        return answer(&cx, named.about, Toast::new(t!(cx, "touch-created")));
    }
    let touch = touch::create(&mut tx, named.about, facts).await?;
    tx.commit().await?;
    let version = vec![("version".to_owned(), touch.version.to_string())];
    let toast = Toast::new(t!(cx, "touch-created")).with_undo(format!("/touches/{}/delete", touch.id), version);
    answer(&cx, named.about, toast)
}

/// `GET /touches/{id}/edit`.
///
/// # Errors
/// [`Error::NotFound`] when it is not there for this person.
pub async fn edit(cx: Cx, Path(id): Path<TouchId>) -> Result<Response> {
    let touch = seen(&cx, id).await?;
    let named = about::named(&cx, of(&cx, &touch).await?).await?;
    let offer = Offer::read(&cx, &named, Some(&touch)).await?;
    let form = Form::new(cx.texts(), form::written(&cx, &touch, &offer));
    draw(&cx, form, offer, named, Some(id), Choice::default()).await
}

/// `POST /touches/{id}`.
///
/// # Errors
/// As [`touch::change`]; a version that is no longer the newest shows what others wrote instead.
pub async fn change(cx: Cx, Path(id): Path<TouchId>, fields: Fields) -> Result<Response> {
    let touch = seen(&cx, id).await?;
    let named = about::named(&cx, of(&cx, &touch).await?).await?;
    let offer = Offer::read(&cx, &named, Some(&touch)).await?;
    let mut reading = FormReading::new(&cx, fields);
    let (facts, choice) = form::read(&mut reading, &offer).await?;
    let Some(facts) = facts else {
        return draw(&cx, reading.form, offer, named, Some(id), choice).await;
    };
    let version = reading.version();
    let mut tx = cx.begin().await?;
    match touch::change(&mut tx, id, Some(version), facts).await {
        Err(Error::Stale) => {
            tx.rollback().await?;
            let newest = seen(&cx, id).await?;
            let offer = Offer::read(&cx, &named, Some(&newest)).await?;
            let mut form = reading.form;
            tell_theirs(&cx, &mut form, &newest, &offer);
            draw(&cx, form, offer, named, Some(id), Choice::default()).await
        }
        Err(error) => Err(error),
        Ok(_) => {
            tx.commit().await?;
            answer(&cx, named.about, Toast::new(t!(cx, "touch-changed")))
        }
    }
}

/// `POST /touches/{id}/delete`.
///
/// # Errors
/// As [`touch::delete`].
pub async fn delete(cx: Cx, Path(id): Path<TouchId>, fields: Fields) -> Result<Response> {
    let about = of(&cx, &seen(&cx, id).await?).await?;
    let version = fields.number("version").unwrap_or(0);
    let mut tx = cx.begin().await?;
    touch::delete(&mut tx, id, Some(version)).await?;
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "touch-deleted")).with_undo(format!("/touches/{id}/restore"), Vec::new());
    answer(&cx, about, toast)
}

/// `POST /touches/{id}/restore`.
///
/// # Errors
/// As [`touch::restore`].
pub async fn restore(cx: Cx, Path(id): Path<TouchId>) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let touch = touch::restore(&mut tx, id).await?;
    tx.commit().await?;
    let about = of(&cx, &touch).await?;
    answer(&cx, about, Toast::new(t!(cx, "touch-restored")))
}

/// After a success: a dialog over a deal has its frame drawn anew, wherever that stands; everybody else gets the page.
fn answer(cx: &Cx, about: About, toast: Toast) -> Result<Response> {
    match about {
        About::Deal(id) if cx.wants.streams && cx.wants.frame.is_some() => {
            let streams = Streams::new().reload([format!("deal_{id}")]);
            Ok(cx.toast_stream(streams, toast)?.into_response())
        }
        About::Deal(_) | About::Lead(_) => Ok(cx.see(&about.path(), Some(toast))),
    }
}

async fn named(cx: &Cx, code: &str) -> Result<Named> {
    let about = About::from_code(code).ok_or(Error::NotFound)?;
    about::named(cx, about).await
}

async fn seen(cx: &Cx, id: TouchId) -> Result<Model> {
    let found = scope::visible_to(&cx.actor).filter(Column::Id.eq(id));
    found.one(cx.db()).await?.ok_or(Error::NotFound)
}

/// Whose page it is on: the deal's, if this person sees that, else the lead's it came from.
async fn of(cx: &Cx, touch: &Model) -> Result<About> {
    if let Some(deal) = touch.deal_id.map(About::Deal) {
        match (about::named(cx, deal).await, touch.lead_id) {
            (Err(Error::NotFound), Some(lead)) => return Ok(About::Lead(lead)),
            (Err(error), _) => return Err(error),
            (Ok(_), _) => return Ok(deal),
        }
    }
    touch.lead_id.map(About::Lead).ok_or(Error::NotFound)
}

fn tell_theirs(cx: &Cx, form: &mut Form, newest: &Model, offer: &Offer) {
    let theirs = form::written(cx, newest, offer);
    let mut differs = false;
    for name in FIELDS {
        let (typed, value) = (form.value(name).to_owned(), theirs.text(name).to_owned());
        if form.fields().has(name) && typed != value {
            form.theirs(name, form::shown(offer, name, &value));
            differs = true;
        }
    }
    if !differs {
        form.theirs("version", "");
    }
    form.set("version", newest.version);
}

async fn draw(
    cx: &Cx,
    form: Form,
    offer: Offer,
    named: Named,
    id: Option<TouchId>,
    choice: Choice,
) -> Result<Response> {
    let title = match id {
        Some(_) => t!(cx, "touch-edit"),
        None => t!(cx, "touch-new"),
    };
    let status = form.status();
    let shown = EditPage {
        page: cx.page(title).narrow(),
        introducers: choice
            .offered
            .iter()
            .map(|offered| (offered.code(), offered.label(cx)))
            .collect(),
        suggestions: introducer::suggestions(cx).await?,
        form,
        offer,
        named,
        id,
    };
    cx.html_with(status, &shown)
}
