//! Entering, changing and deleting companies. Their list is in `list.rs`, a company's own page in `show.rs`.

use askama::Template;
use axum::{extract::Path, response::Response};
use kit::{
    fields::{Fields, QueryFields},
    flash::Toast,
};
use sea_orm::{ColumnTrait as _, QueryFilter as _};

use super::{
    Column, Company,
    alike::{Alike, alike},
    company::{self, Deleted, Facts},
    form::{FIELDS, label, read, written},
    scope,
};
use crate::{
    accounts::{self, Person},
    cx::Cx,
    error::{Error, Result},
    form::Form,
    guard::{self, Customer, Decision, Entry, EntryKind, Panel, Record, Started},
    ids::CompanyId,
    matching::Clues,
    page::Page,
    shared::conflict,
    t,
};

pub use super::{
    list::{list, list_file},
    show::show,
};

#[derive(Template)]
#[template(path = "companies/views/edit.html")]
struct EditPage {
    page: Page,
    form: Form,
    id: Option<CompanyId>,
    people: Vec<Person>,
    alike: Vec<Alike>,
    guard: Panel,
}

impl EditPage {
    /// Where a draft of this form is kept.
    fn draft(&self) -> String {
        let id = self.id.map_or_else(|| "new".to_owned(), |id| id.to_string());
        self.page.draft(&format!("company/{id}/edit"))
    }
}

#[derive(Template)]
#[template(path = "companies/views/edit_field.html")]
struct FieldPage {
    page: Page,
    form: Form,
    id: CompanyId,
    name: &'static str,
    label: String,
    people: Vec<Person>,
    alike: Vec<Alike>,
}

/// `GET /companies/new`.
///
/// # Errors
/// When the database is away.
pub async fn new(cx: Cx, QueryFields(query): QueryFields) -> Result<Response> {
    let mut fields = Fields::default();
    fields.set("name", query.text("name"));
    fields.set("owner", cx.user()?.to_string());
    fields.set("once", kit::random::token());
    show_form(&cx, Form::new(cx.texts(), fields), None, Vec::new(), Panel::default()).await
}

/// `POST /companies`.
///
/// # Errors
/// As [`company::create`].
pub async fn create(cx: Cx, fields: Fields) -> Result<Response> {
    let mut form = Form::new(cx.texts(), fields);
    let people = accounts::owners(cx.db()).await?;
    let Some(facts) = read(&mut form, cx.texts(), &people, None) else {
        return show_form(&cx, form, None, Vec::new(), Panel::default()).await;
    };
    let alike = unless_meant(&cx, &form, &facts, None).await?;
    let (mut tx, decision) = match guard::start(&cx, &mut form, &entry(&facts)).await? {
        Started::Go(tx, decision) if alike.is_empty() || decision.is_some() => (tx, decision),
        Started::Go(tx, _) => {
            tx.rollback().await?;
            return show_form(&cx, form, None, alike, Panel::default()).await;
        }
        // Who decides what to do about colleagues has seen the companies that are alike beside them.
        Started::Stop(panel) => return show_form(&cx, form, None, alike, *panel).await,
        Started::Again => return Ok(cx.see("/companies", Some(Toast::new(t!(cx, "company-was-created"))))),
    };
    let new_owner = Decision::new_owner(decision.as_deref());
    let owner = new_owner.or(facts.owner);
    let company = company::create(&mut tx, Facts { owner, ..facts }, None).await?;
    if let Some(decision) = &decision {
        guard::tell(&mut tx, decision, Record::Company(company.id)).await?;
    }
    tx.commit().await?;
    let toast = Toast::new(match new_owner {
        Some(_) => t!(cx, "guard-handed-over"),
        None => t!(cx, "company-created", name = company.name.as_str()),
    });
    Ok(cx.see(&place(&cx, company.id).await?, Some(toast)))
}

/// What the guard is told of a company.
fn entry(facts: &Facts) -> Entry {
    Entry {
        kind: EntryKind::Company,
        customer: Some(Customer::New(Clues::from(facts))),
        about: facts.name.clone(),
        owners: facts.owner.into_iter().collect(),
    }
}

/// `GET /companies/{id}/edit`, or with `?field=phone` one field where it stands.
///
/// # Errors
/// [`Error::NotFound`] for what one may not see.
pub async fn edit(cx: Cx, Path(id): Path<CompanyId>, QueryFields(query): QueryFields) -> Result<Response> {
    let company = seen(&cx, id).await?;
    let form = Form::new(cx.texts(), written(&company));
    match one_field(&cx, &query) {
        Some(name) => show_field(&cx, form, &company, name, Vec::new()).await,
        None => show_form(&cx, form, Some(&company), Vec::new(), Panel::default()).await,
    }
}

/// `POST /companies/{id}`. Fields that are not sent stay as they are.
///
/// # Errors
/// As [`company::change`]; a version that is no longer the newest shows what others wrote instead.
pub async fn change(cx: Cx, Path(id): Path<CompanyId>, fields: Fields) -> Result<Response> {
    let company = seen(&cx, id).await?;
    let one = one_field(&cx, &fields);
    let mut form = Form::new(cx.texts(), complete(&company, fields));
    let people = people(&cx, Some(&company)).await?;
    let version = form.fields().number("version");
    let facts = read(&mut form, cx.texts(), &people, Some(&company));
    let alike = match &facts {
        Some(facts) => unless_meant(&cx, &form, facts, Some(&company)).await?,
        None => Vec::new(),
    };
    let Some(facts) = facts.filter(|_| alike.is_empty()) else {
        return again(&cx, form, &company, one, alike).await;
    };
    let mut tx = cx.begin().await?;
    match company::change(&mut tx, id, version, facts).await {
        Err(Error::Stale) => {
            tx.rollback().await?;
            let newest = seen(&cx, id).await?;
            tell_theirs(&cx, &mut form, &newest, &people).await?;
            again(&cx, form, &newest, one, Vec::new()).await
        }
        Err(error) => Err(error),
        Ok(company) => {
            tx.commit().await?;
            let path = match one {
                Some(name) => format!("/companies/{id}?field={name}"),
                None => place(&cx, company.id).await?,
            };
            let toast = one
                .is_none()
                .then(|| Toast::new(t!(cx, "company-changed", name = company.name)));
            Ok(cx.see(&path, toast))
        }
    }
}

/// `POST /companies/{id}/delete`.
///
/// # Errors
/// [`Error::Invalid`] while deals hang on it; else as [`company::delete`].
pub async fn delete(cx: Cx, Path(id): Path<CompanyId>, form: Fields) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let name = seen(&cx, id).await?.name;
    let deleted = company::delete(&mut tx, id, form.number("version")).await?;
    let refused = match deleted {
        Deleted::Gone => None,
        Deleted::HasDeals(count) => Some(t!(cx, "company-has-deals", name = name.as_str(), count = count)),
        Deleted::HasOthersDeals => Some(t!(cx, "company-has-others-deals", name = name.as_str())),
    };
    if let Some(refused) = refused {
        tx.rollback().await?;
        // Their links stand on the company's page.
        return Ok(cx.see(&format!("/companies/{id}"), Some(Toast::failed(refused))));
    }
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "company-deleted", name = name));
    let toast = toast.with_undo(format!("/companies/{id}/restore"), Vec::new());
    Ok(cx.see("/companies", Some(toast)))
}

/// `POST /companies/{id}/restore`.
///
/// # Errors
/// As [`company::restore`].
pub async fn restore(cx: Cx, Path(id): Path<CompanyId>) -> Result<Response> {
    let mut tx = cx.begin().await?;
    let company = company::restore(&mut tx, id).await?;
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "company-restored", name = company.name));
    Ok(cx.see(&place(&cx, id).await?, Some(toast)))
}

/// A company, if this person sees it.
pub(super) async fn seen(cx: &Cx, id: CompanyId) -> Result<Company> {
    let found = scope::visible_to(&cx.actor).filter(Column::Id.eq(id));
    found.one(cx.db()).await?.ok_or(Error::NotFound)
}

/// Its page; or the list, when it was just given to somebody whose companies this person does not see.
async fn place(cx: &Cx, id: CompanyId) -> Result<String> {
    match seen(cx, id).await {
        Ok(_) => Ok(format!("/companies/{id}")),
        Err(Error::NotFound) => Ok("/companies".to_owned()),
        Err(error) => Err(error),
    }
}

/// Companies that are alike, unless the reader has seen them and means it. A change that touches nothing by which
/// companies are compared asks nothing.
async fn unless_meant(cx: &Cx, form: &Form, facts: &Facts, before: Option<&Company>) -> Result<Vec<Alike>> {
    let compared = |facts: &Facts| {
        (
            japan::fold_company(&facts.name),
            facts.corporate_number.clone(),
            facts.mail_domain.clone(),
            japan::phone_digits(&facts.phone),
        )
    };
    let untouched = before.is_some_and(|before| compared(&Facts::from(before)) == compared(facts));
    if form.fields().flag("anyway") || untouched {
        return Ok(Vec::new());
    }
    alike(&cx.app, &cx.actor, facts, before.map(|company| company.id)).await
}

/// A form of one field sends that one; the others are what the company says.
fn complete(company: &Company, typed: Fields) -> Fields {
    let mut fields = written(company);
    for (name, value) in typed.pairs() {
        fields.set(name, value.as_str());
        if value.is_empty() {
            fields.add(name, "");
        }
    }
    fields
}

/// The field that is edited where it stands: asked for from within its own frame.
fn one_field(cx: &Cx, fields: &Fields) -> Option<&'static str> {
    let name = FIELDS.into_iter().find(|name| *name == fields.text("field"))?;
    cx.wants
        .frame
        .as_deref()
        .filter(|frame| frame.starts_with("company_"))?;
    Some(name)
}

/// Who may own it: those who work here, and whoever does now.
async fn people(cx: &Cx, company: Option<&Company>) -> Result<Vec<Person>> {
    let mut people = accounts::owners(cx.db()).await?;
    let owner = company.and_then(|company| company.owner_id);
    if let Some(owner) = owner.filter(|owner| people.iter().all(|person| person.id != *owner)) {
        let seen = accounts::seen_people(cx.db(), &cx.actor).await?;
        people.extend(seen.into_iter().filter(|person| person.id == owner));
    }
    Ok(people)
}

async fn tell_theirs(cx: &Cx, form: &mut Form, newest: &Company, people: &[Person]) -> Result<()> {
    let missed = newest.version - form.fields().number("version").unwrap_or(newest.version);
    let changes = conflict::changed_since(&cx.app, "company_id", "company", newest.id.0, missed.max(1)).await?;
    conflict::tell(form, &FIELDS, &changes, |field, value| {
        let person = people
            .iter()
            .find(|person| field == "owner" && person.id.to_string() == value);
        person.map_or_else(|| value.to_owned(), |person| person.name.clone())
    });
    form.set("version", newest.version);
    if form.is_good() {
        form.theirs("version", t!(cx, "form-theirs-elsewhere"));
    }
    Ok(())
}

async fn again(
    cx: &Cx,
    form: Form,
    company: &Company,
    one: Option<&'static str>,
    alike: Vec<Alike>,
) -> Result<Response> {
    match one {
        Some(name) => show_field(cx, form, company, name, alike).await,
        None => show_form(cx, form, Some(company), alike, Panel::default()).await,
    }
}

async fn show_form(
    cx: &Cx,
    form: Form,
    company: Option<&Company>,
    alike: Vec<Alike>,
    guard: Panel,
) -> Result<Response> {
    let title = match company {
        Some(company) => t!(cx, "company-edit-title", name = company.name.as_str()),
        None => t!(cx, "company-new"),
    };
    let status = if alike.is_empty() {
        guard.status(&form)
    } else {
        status(&form, &alike)
    };
    let shown = EditPage {
        guard,
        page: cx.page(title).narrow(),
        form,
        id: company.map(|company| company.id),
        people: people(cx, company).await?,
        alike,
    };
    cx.html_with(status, &shown)
}

async fn show_field(cx: &Cx, form: Form, company: &Company, name: &'static str, alike: Vec<Alike>) -> Result<Response> {
    let status = status(&form, &alike);
    let shown = FieldPage {
        page: cx.page(company.name.as_str()),
        form,
        id: company.id,
        name,
        label: label(name, cx.texts()),
        people: people(cx, Some(company)).await?,
        alike,
    };
    cx.html_with(status, &shown)
}

/// Nothing was saved while something alike is shown.
fn status(form: &Form, alike: &[Alike]) -> axum::http::StatusCode {
    if alike.is_empty() {
        form.status()
    } else {
        axum::http::StatusCode::UNPROCESSABLE_ENTITY
    }
}
