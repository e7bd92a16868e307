//! Headers of every answer: what a browser may do with our pages, and the number of the request.

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use tracing::Instrument as _;

use crate::tx::Written;

/// No inline script, no inline style, nothing from elsewhere, never in a frame of another site.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The same policy for a page that these sites may show in a frame; nothing when there are none, or one of them is no origin
/// that can stand in a header.
#[must_use]
pub fn framed_by(origins: &[&str]) -> Option<HeaderValue> {
    if origins.is_empty() {
        return None;
    }
    let framed = format!("frame-ancestors 'self' {}", origins.join(" "));
    HeaderValue::try_from(CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", &framed)).ok()
}

/// Middleware: security headers, and pages that no shared cache keeps.
pub async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=()",
        ),
    ] {
        // A page for people outside says itself who may frame it and what it tells about where they come from.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Middleware: the number of the newest event a request wrote, so that its page does not fetch anew for its own news.
pub async fn tell_event(mut request: Request, next: Next) -> Response {
    let written = Written::default();
    request.extensions_mut().insert(written.clone());
    let mut response = next.run(request).await;
    if let Some(event) = written.newest() {
        response
            .headers_mut()
            .insert(HeaderName::from_static("kizashi-event"), HeaderValue::from(event.0));
    }
    response
}

/// Middleware: a line in the log for every request, with a number that the answer carries too.
pub async fn log(request: Request, next: Next) -> Response {
    let id = u64::from_be_bytes(kit::random::bytes());
    // The path only: a query may hold a single-use token or what somebody searched for.
    let span = tracing::info_span!("request", id = %format_args!("{id:016x}"), method = %request.method(), path = redacted(request.uri().path()));
    let mut response = next.run(request).instrument(span.clone()).await;
    span.in_scope(|| tracing::debug!(status = response.status().as_u16(), "answered"));
    if let Ok(value) = HeaderValue::try_from(format!("{id:016x}")) {
        response
            .headers_mut()
            .insert(HeaderName::from_static("x-request-id"), value);
    }
    response
}

/// Links carry their secret in the path; the log names only which kind it was.
fn redacted(path: &str) -> &str {
    const SECRET: [&str; 6] = [
        "/setup/",
        "/invitations/",
        "/resets/",
        "/sign-in-links/",
        "/calendars/",
        "/q/",
    ];
    SECRET
        .into_iter()
        .find(|prefix| path.starts_with(prefix))
        .unwrap_or(path)
}
