//! `GET /companies/{id}/merge?with={other}`, `POST /companies/{id}/merge`, `POST /merges/{id}/undo`; contacts likewise.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::{
    fields::{Fields, QueryFields},
    flash::Toast,
};

use super::{
    Half, Kind, Record, Undone,
    choices::{self, Take},
    find_pages,
    references::{self, Hanging},
    undo, whereabouts,
};
use crate::{
    accounts,
    cx::Cx,
    error::{Error, Result},
    form::Form,
    ids::{CompanyId, ContactId, MergeId, UserId},
    page::Page,
    t,
    tx::Tx,
};

/// Where to go on after a merge, as the form says it: the next pair to decide on.
const NEXT: &str = "matching";

#[derive(Template)]
#[template(path = "merges/views/merge.html")]
struct MergePage {
    page: Page,
    form: Form,
    kind: Kind,
    kept: Record,
    gone: Record,
    choices: Vec<Choice>,
    same: Vec<String>,
    hanging: Hanging,
}

/// A fact in which the two differ.
struct Choice {
    /// Of the form.
    name: String,
    label: String,
    kept: String,
    gone: String,
    take: Take,
    why: String,
    may_join: bool,
}

impl MergePage {
    fn action(&self) -> String {
        format!("{}/merge", self.kind.path(self.kept.id))
    }

    /// The same the other way round.
    fn swapped(&self) -> String {
        let next = match self.form.value("next") {
            NEXT => format!("&next={NEXT}"),
            _ => String::new(),
        };
        format!("{}/merge?with={}{next}", self.kind.path(self.gone.id), self.kept.id)
    }

    fn changed(&self, record: &Record) -> String {
        let zone = self
            .page
            .actor
            .as_ref()
            .map_or(chrono_tz::Tz::UTC, |actor| actor.workspace.zone);
        self.page.day(record.updated_at.day(zone))
    }

    fn both_words(&self) -> String {
        t!(self.page, "merge-take-both")
    }

    fn same_words(&self) -> String {
        self.same.join(&t!(self.page, "filter-or"))
    }

    fn back(&self) -> String {
        place(self.form.value("next"), self.kind, self.kept.id)
    }
}

/// `GET /companies/{id}/merge?with={other}`; without another one, a page to find it.
///
/// # Errors
/// [`Error::NotFound`] for what one may not see.
pub async fn company_form(cx: Cx, Path(id): Path<CompanyId>, QueryFields(query): QueryFields) -> Result<Response> {
    show(&cx, Kind::Company, id.0, query).await
}

/// `POST /companies/{id}/merge`.
///
/// # Errors
/// As [`super::merge`]; a version that is no longer the newest shows the page anew.
pub async fn merge_companies(cx: Cx, Path(id): Path<CompanyId>, fields: Fields) -> Result<Response> {
    create(&cx, Kind::Company, id.0, fields).await
}

/// `GET /contacts/{id}/merge?with={other}`; without another one, a page to find it.
///
/// # Errors
/// As [`company_form`].
pub async fn contact_form(cx: Cx, Path(id): Path<ContactId>, QueryFields(query): QueryFields) -> Result<Response> {
    show(&cx, Kind::Contact, id.0, query).await
}

/// `POST /contacts/{id}/merge`.
///
/// # Errors
/// As [`merge_companies`].
pub async fn merge_contacts(cx: Cx, Path(id): Path<ContactId>, fields: Fields) -> Result<Response> {
    create(&cx, Kind::Contact, id.0, fields).await
}

/// `POST /merges/{id}/undo`.
///
/// # Errors
/// As [`super::undo`].
pub async fn take_back(cx: Cx, Path(id): Path<MergeId>) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let undone = undo::undo(&mut tx, id).await?;
    let (kind, record, toast) = match undone {
        Undone::Back { kind, kept, name, left } => {
            tx.commit().await?;
            let labels: Vec<String> = left.iter().map(|field| kind.label(field, cx.texts())).collect();
            let toast = if labels.is_empty() {
                t!(cx, "merge-undone", name = name)
            } else {
                let fields = labels.join(&t!(cx, "filter-or"));
                t!(cx, "merge-undone-but", name = name, fields = fields)
            };
            (kind, kept, Toast::new(toast))
        }
        Undone::Already { kind, kept } => {
            tx.rollback().await?;
            (kind, kept, Toast::new(t!(cx, "merge-undone-already")))
        }
        Undone::First {
            kind,
            survivor,
            kept,
            gone,
        } => {
            tx.rollback().await?;
            let toast = t!(cx, "merge-undo-first", kept = kept, gone = gone);
            (kind, survivor, Toast::failed(toast))
        }
    };
    let path = match kind.seen(cx.db(), &cx.actor, record).await {
        Ok(_) => kind.path(record),
        // What this person saw of it went back with the other one.
        Err(Error::NotFound) => format!("/{}", kind.table()),
        Err(error) => return Err(error),
    };
    Ok(cx.see(&path, Some(toast)))
}

/// The answer to who asks for a record that is not there: on to the one that took it over, if there is one they see.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn led_on(cx: &Cx, kind: Kind, id: i64) -> Result<Response> {
    let survivor = whereabouts::survivor(cx.db(), kind, id).await?.ok_or(Error::NotFound)?;
    kind.seen(cx.db(), &cx.actor, survivor).await?;
    Ok(cx.see(&kind.path(survivor), None))
}

fn place(next: &str, kind: Kind, kept: i64) -> String {
    match next {
        NEXT => format!("/{NEXT}?kind={}", kind.code()),
        _ => kind.path(kept),
    }
}

async fn show(cx: &Cx, kind: Kind, id: i64, query: Fields) -> Result<Response> {
    let Some(with) = query.number("with") else {
        return find_pages::find(cx, kind, id, &query).await;
    };
    match both(cx, kind, id, with).await {
        Ok((kept, gone)) => {
            let form = Form::new(cx.texts(), query);
            draw(cx, kind, kept, gone, form).await
        }
        Err(Error::NotFound) => done_already(cx, kind, id, with, query.text("next")).await,
        Err(error) => Err(error),
    }
}

async fn create(cx: &Cx, kind: Kind, id: i64, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    let with = form.fields().number("with").ok_or(Error::NotFound)?;
    let (kept, gone) = match both(cx, kind, id, with).await {
        Err(Error::NotFound) => return done_already(cx, kind, id, with, form.value("next")).await,
        other => other?,
    };
    let takes = choices::read(&mut form, kind, &kept, &gone);
    if !form.is_good() {
        return draw(cx, kind, kept, gone, form).await;
    }
    let version = |name: &str| form.fields().number(name).unwrap_or(0);
    let half = |id, version| Half { id, version };
    let (one, other) = (half(id, version("version")), half(with, version("with_version")));
    let mut tx = cx.begin().await?;
    match super::merge(&mut tx, kind, one, other, &takes).await {
        Ok(merge) => {
            tx.commit().await?;
            let kept = kind.seen(cx.db(), &cx.actor, id).await?;
            let text = t!(cx, "merge-done", kept = kept.name, gone = gone.name);
            let toast = Toast::new(text).with_undo(format!("/merges/{merge}/undo"), Vec::new());
            Ok(cx.see(&place(form.value("next"), kind, id), Some(toast)))
        }
        Err(Error::Stale) => {
            Tx::rollback(tx).await?;
            let (kept, gone) = both(cx, kind, id, with).await?;
            form.stale(kept.version);
            draw(cx, kind, kept, gone, form).await
        }
        // A second click, which waited for the first.
        Err(Error::NotFound) => {
            Tx::rollback(tx).await?;
            done_already(cx, kind, id, with, form.value("next")).await
        }
        Err(error) => Err(error),
    }
}

async fn both(cx: &Cx, kind: Kind, kept: i64, gone: i64) -> Result<(Record, Record)> {
    if kept == gone {
        return Err(Error::NotFound);
    }
    let kept = kind.seen(cx.db(), &cx.actor, kept).await?;
    Ok((kept, kind.seen(cx.db(), &cx.actor, gone).await?))
}

/// Two that are one already, by a second click or by a colleague.
async fn done_already(cx: &Cx, kind: Kind, id: i64, with: i64, next: &str) -> Result<Response> {
    let end = |id| whereabouts::survivor(cx.db(), kind, id);
    let (kept, gone) = (end(id).await?.unwrap_or(id), end(with).await?.unwrap_or(with));
    if kept != gone || id == with {
        return Err(Error::NotFound);
    }
    let kept = kind.seen(cx.db(), &cx.actor, kept).await?;
    let toast = Toast::new(t!(cx, "merge-done-already", name = kept.name));
    Ok(cx.see(&place(next, kind, kept.id), Some(toast)))
}

async fn draw(cx: &Cx, kind: Kind, kept: Record, gone: Record, mut form: Form) -> Result<Response> {
    form.set("version", kept.version);
    form.set("with_version", gone.version);
    form.set("with", gone.id);
    let mut shown = Vec::new();
    for field in choices::differing(kind, &kept, &gone) {
        shown.push(choice(cx, kind, field, (&kept, &gone), &form).await?);
    }
    let same = kind.fields().iter().filter(|field| {
        let text = kept.text(field);
        !text.is_empty() && text == gone.text(field)
    });
    let status = form.status();
    let page = MergePage {
        page: cx.page(title(cx, kind)),
        hanging: references::hanging(&cx.app, &cx.actor, kind, gone.id).await?,
        same: same.map(|field| kind.label(field, cx.texts())).collect(),
        choices: shown,
        form,
        kind,
        kept,
        gone,
    };
    cx.html_with(status, &page)
}

pub(super) fn title(cx: &Cx, kind: Kind) -> String {
    match kind {
        Kind::Company => t!(cx, "merge-companies"),
        Kind::Contact => t!(cx, "merge-contacts"),
    }
}

async fn choice(cx: &Cx, kind: Kind, field: &str, both: (&Record, &Record), form: &Form) -> Result<Choice> {
    let (kept, gone) = both;
    let (proposed, why) = choices::proposed(field, kept, gone);
    let name = choices::name(field);
    let all = [Take::Kept, Take::Gone, Take::Both];
    let chosen = all.into_iter().find(|take| form.is(&name, take.code()));
    Ok(Choice {
        label: kind.label(field, cx.texts()),
        kept: said(cx, field, kept).await?,
        gone: said(cx, field, gone).await?,
        take: chosen.unwrap_or(proposed),
        why: why.text(cx.texts()),
        may_join: choices::may_join(field),
        name,
    })
}

async fn said(cx: &Cx, field: &str, record: &Record) -> Result<String> {
    let text = record.text(field);
    Ok(match (field, text.parse()) {
        ("owner", Ok(owner)) => accounts::name_of(cx.db(), UserId(owner)).await?,
        ("owner", _) => t!(cx, "company-owner-none"),
        _ => text,
    })
}
