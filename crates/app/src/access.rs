//! Who may use a route at all. Which records they see is another question, answered by `visible_to`.

use axum::{
    extract::Request,
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::MethodRouter,
};

use crate::{
    actor::{Actor, Role},
    app::App,
    error::Error,
};

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody, signed in or not.
    Anybody,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever may change records: everybody but viewers.
    Writers,
    /// Admins only.
    Admins,
}

impl Access {
    /// Whether somebody may pass.
    ///
    /// # Errors
    /// [`Error::SignIn`] for nobody, [`Error::Forbidden`] for the wrong role.
    pub fn admit(self, actor: Option<&Actor>) -> Result<(), Error> {
        let role = actor.map(|actor| actor.role);
        match (self, role) {
            (Self::Anybody, _) | (Self::SignedIn, Some(_)) => Ok(()),
            (_, None) => Err(Error::SignIn),
            (Self::Writers, Some(role)) if role != Role::Viewer => Ok(()),
            (Self::Admins, Some(Role::Admin)) => Ok(()),
            (Self::Writers | Self::Admins, Some(_)) => Err(Error::Forbidden),
        }
    }
}

/// Wraps a handler in the check of its access.
pub fn guard(access: Access, handler: MethodRouter<App>) -> MethodRouter<App> {
    handler.layer(from_fn(move |request: Request, next: Next| async move {
        check(access, request, next).await
    }))
}

async fn check(access: Access, request: Request, next: Next) -> Response {
    match access.admit(request.extensions().get::<Actor>()) {
        Ok(()) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}
