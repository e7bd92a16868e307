//! Keeping, renaming and forgetting a view.

use axum::{extract::Path, response::Response};
use kit::{fields::Fields, flash::Toast};

use super::saved_view::{self, NAME_CHARS, PAGES};
use crate::{
    cx::Cx,
    error::{Error, Result},
    t,
};

/// `POST /saved-views`: keeps what a page shows under a name.
///
/// # Errors
/// [`Error::Invalid`] without a name, or with one that is too long; [`Error::NotFound`] for a page without views.
pub async fn create(cx: Cx, form: Fields) -> Result<Response> {
    let page = form.text("page").to_owned();
    if !PAGES.contains(&page.as_str()) {
        return Err(Error::NotFound);
    }
    let name = name(&cx, &form)?;
    let query = saved_view::kept(&Fields::parse(form.text("query").as_bytes()));
    let tx = cx.begin().await?;
    saved_view::save(&tx, cx.user()?, &page, &name, &query).await?;
    tx.commit().await?;
    let toast = Toast::new(t!(cx, "view-saved", name = name));
    Ok(cx.see(&format!("{page}?{query}"), Some(toast)))
}

/// `POST /saved-views/{id}`: gives a view another name.
///
/// # Errors
/// [`Error::Invalid`] without a name, or when another view has it; [`Error::NotFound`] for somebody else's.
pub async fn rename(cx: Cx, Path(id): Path<i64>, form: Fields) -> Result<Response> {
    let user = cx.user()?;
    let view = saved_view::own(cx.db(), user, id).await?;
    let name = name(&cx, &form)?;
    let tx = cx.begin().await?;
    if !saved_view::rename(&tx, user, id, &name).await? {
        return Err(Error::Invalid(t!(cx, "view-name-taken", name = name)));
    }
    tx.commit().await?;
    Ok(cx.see(&view.href(), Some(Toast::new(t!(cx, "view-renamed", name = name)))))
}

/// `POST /saved-views/{id}/delete`: forgets a view; the toast takes it back.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's.
pub async fn delete(cx: Cx, Path(id): Path<i64>) -> Result<Response> {
    let tx = cx.begin().await?;
    let view = saved_view::delete(&tx, cx.user()?, id).await?;
    tx.commit().await?;
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let again = vec![
        pair("page", &view.page),
        pair("name", &view.name),
        pair("query", &view.query),
    ];
    let toast = Toast::new(t!(cx, "view-deleted", name = view.name.as_str())).with_undo("/saved-views", again);
    Ok(cx.see(&view.href(), Some(toast)))
}

fn name(cx: &Cx, form: &Fields) -> Result<String> {
    let name = form.text("name");
    match name.chars().count() {
        0 => Err(Error::Invalid(t!(cx, "view-name-missing"))),
        count if count > NAME_CHARS => Err(Error::Invalid(t!(
            cx,
            "view-name-too-long",
            name = name,
            most = NAME_CHARS,
            count = count
        ))),
        _ => Ok(name.to_owned()),
    }
}
