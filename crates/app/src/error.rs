//! One error for every handler, shown as a page, a toast or JSON (RFC 9457) by one middleware.

use std::sync::Arc;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use sea_orm::DbErr;

/// What handlers return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request was not answered as asked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or not for this person, who is told no more.
    #[error("not found")]
    NotFound,
    /// The person may see it but not do it.
    #[error("not allowed")]
    Forbidden,
    /// Nobody is signed in.
    #[error("not signed in")]
    SignIn,
    /// Somebody else changed the record meanwhile, and the act has no form to show that in.
    #[error("changed meanwhile")]
    Stale,
    /// A message for the reader about what they sent, already in their language.
    #[error("{0}")]
    Invalid(String),
    /// Too many tries; how long to wait.
    #[error("too many requests")]
    TooMany {
        /// Seconds until the next try.
        retry_after: i64,
    },
    /// Something of ours broke; the log knows more than the reader is told.
    #[error("{0}")]
    Internal(Arc<str>),
}

impl Error {
    /// Wraps a failure of ours.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self::Internal(cause.to_string().into())
    }

    /// The status it is answered with.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Stale => StatusCode::CONFLICT,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        Self::internal(error)
    }
}

impl From<askama::Error> for Error {
    fn from(error: askama::Error) -> Self {
        Self::internal(error)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(error)
    }
}

impl IntoResponse for Error {
    /// Only the status and the error itself; [`crate::error_page`] knows the reader and writes the rest.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
