//! Entering, changing and deleting contacts. Their list is in `list.rs`, a contact's own page in `show.rs`.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::{
    fields::{Fields, QueryFields},
    flash::Toast,
};
use sea_orm::{ColumnTrait as _, QueryFilter as _};

use super::{
    Column, Contact, contact,
    form::{FIELDS, read, written},
    scope,
};
pub use super::{
    list::{list, list_file},
    show::show,
};
use crate::{
    companies::{self, Company},
    cx::Cx,
    error::{Error, Result},
    form::Form,
    ids::{CompanyId, ContactId},
    page::Page,
    shared::conflict,
    t,
};

#[derive(Template)]
#[template(path = "contacts/views/edit.html")]
struct EditPage {
    page: Page,
    form: Form,
    id: Option<ContactId>,
    company: Company,
}

impl EditPage {
    /// Where a draft of this form is kept.
    fn draft(&self) -> String {
        self.page.draft(&match self.id {
            Some(id) => format!("contact/{id}/edit"),
            None => format!("contact/new/{}", self.company.id),
        })
    }
}

/// `GET /contacts/new?company=3`.
///
/// # Errors
/// [`Error::NotFound`] for a company one may not see.
pub async fn new(cx: Cx, QueryFields(query): QueryFields) -> Result<Response> {
    let company = company(&cx, &query).await?;
    show_form(&cx, Form::new(cx.texts(), Fields::default()), None, company)
}

/// `POST /contacts`.
///
/// # Errors
/// As [`contact::create`].
pub async fn create(cx: Cx, fields: Fields) -> Result<Response> {
    let company = company(&cx, &fields).await?;
    let mut form = Form::new(cx.texts(), fields);
    let Some(facts) = read(&mut form, cx.texts()) else {
        return show_form(&cx, form, None, company);
    };
    let mut tx = cx.begin().await?;
    let contact = contact::create(&mut tx, company.id, facts).await?;
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "contact-created", name = contact.name));
    Ok(cx.see(&format!("/companies/{}", company.id), Some(toast)))
}

/// `GET /contacts/{id}/edit`.
///
/// # Errors
/// [`Error::NotFound`] for what one may not see.
pub async fn edit(cx: Cx, Path(id): Path<ContactId>) -> Result<Response> {
    let contact = seen(&cx, id).await?;
    let company = its_company(&cx, &contact).await?;
    show_form(&cx, Form::new(cx.texts(), written(&contact)), Some(id), company)
}

/// `POST /contacts/{id}`.
///
/// # Errors
/// As [`contact::change`]; a version that is no longer the newest shows what others wrote instead.
pub async fn change(cx: Cx, Path(id): Path<ContactId>, fields: Fields) -> Result<Response> {
    let company = its_company(&cx, &seen(&cx, id).await?).await?;
    let mut form = Form::new(cx.texts(), fields);
    let Some(facts) = read(&mut form, cx.texts()) else {
        return show_form(&cx, form, Some(id), company);
    };
    let mut tx = cx.begin().await?;
    match contact::change(&mut tx, id, form.fields().number("version"), facts).await {
        Err(Error::Stale) => {
            tx.rollback().await?;
            let newest = seen(&cx, id).await?;
            tell_theirs(&cx, &mut form, &newest).await?;
            show_form(&cx, form, Some(id), company)
        }
        Err(error) => Err(error),
        Ok(contact) => {
            tx.commit().await?;
            let toast = Toast::new(t!(cx, "contact-changed", name = contact.name));
            Ok(cx.see(&format!("/contacts/{id}"), Some(toast)))
        }
    }
}

/// `POST /contacts/{id}/delete`.
///
/// # Errors
/// As [`contact::delete`].
pub async fn delete(cx: Cx, Path(id): Path<ContactId>, form: Fields) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let contact = contact::delete(&mut tx, id, form.number("version")).await?;
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "contact-deleted", name = contact.name));
    let toast = toast.with_undo(format!("/contacts/{id}/restore"), Vec::new());
    Ok(cx.see(&format!("/companies/{}", contact.company_id), Some(toast)))
}

/// `POST /contacts/{id}/restore`.
///
/// # Errors
/// As [`contact::restore`].
pub async fn restore(cx: Cx, Path(id): Path<ContactId>) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let contact = contact::restore(&mut tx, id).await?;
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "contact-restored", name = contact.name));
    Ok(cx.see(&format!("/contacts/{id}"), Some(toast)))
}

/// A contact, if this person sees it.
pub(super) async fn seen(cx: &Cx, id: ContactId) -> Result<Contact> {
    let found = scope::visible_to(&cx.actor).filter(Column::Id.eq(id));
    found.one(cx.db()).await?.ok_or(Error::NotFound)
}

/// The company of a contact that this person sees.
pub(super) async fn its_company(cx: &Cx, contact: &Contact) -> Result<Company> {
    seen_company(cx, contact.company_id).await
}

async fn company(cx: &Cx, fields: &Fields) -> Result<Company> {
    let id = fields.number("company").ok_or(Error::NotFound)?;
    seen_company(cx, CompanyId(id)).await
}

async fn seen_company(cx: &Cx, id: CompanyId) -> Result<Company> {
    let found = companies::visible_to(&cx.actor).filter(companies::Column::Id.eq(id));
    found.one(cx.db()).await?.ok_or(Error::NotFound)
}

async fn tell_theirs(cx: &Cx, form: &mut Form, newest: &Contact) -> Result<()> {
    let missed = newest.version - form.fields().number("version").unwrap_or(newest.version);
    let changes = conflict::changed_since(&cx.app, "contact_id", "contact", newest.id.0, missed.max(1)).await?;
    conflict::tell(form, &FIELDS, &changes, |_, value| value.to_owned());
    form.set("version", newest.version);
    if form.is_good() {
        form.theirs("version", t!(cx, "form-theirs-elsewhere"));
    }
    Ok(())
}

fn show_form(cx: &Cx, form: Form, id: Option<ContactId>, company: Company) -> Result<Response> {
    let title = match id {
        Some(_) => t!(cx, "contact-edit-title", name = form.value("name")),
        None => t!(cx, "contact-new-title", company = company.name.as_str()),
    };
    let status = form.status();
    let shown = EditPage {
        page: cx.page(title).narrow(),
        form,
        id,
        company,
    };
    cx.html_with(status, &shown)
}
