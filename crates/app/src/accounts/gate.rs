//! Before the workspace is there, every page leads to the one that says how to make it.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};

use crate::app::App;

/// What answers before the setup: its own pages, their files, and the probes of whoever runs the server.
const OPEN: [&str; 5] = ["/setup", "/setup/", "/assets/", "/healthz", "/readyz"];

/// Middleware: see the head of this file.
pub async fn before_setup(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_open = OPEN
        .iter()
        .any(|open| path == *open || (open.ends_with('/') && path.starts_with(open)));
    if is_open {
        return next.run(request).await;
    }
    match app.is_set_up().await {
        Ok(true) => next.run(request).await,
        Ok(false) => Redirect::to("/setup").into_response(),
        Err(error) => error.into_response(),
    }
}
