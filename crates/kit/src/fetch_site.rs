//! State changes come from our own pages: the check that replaces CSRF tokens.
//!
//! Every browser since 2023 sends `Sec-Fetch-Site`; a page of another site cannot forge it. Older ones send
//! `Origin`, which is compared with `Host`. A program sends neither, and carries no cookies of a victim.

use axum::{
    extract::Request,
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Middleware: refuses a state change that another site started.
pub async fn check(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || from_here(request.headers()) {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, "cross-site request refused").into_response()
    }
}

fn from_here(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match text("origin") {
        None => true,
        Some(origin) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && host == text(header::HOST.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn only_our_own_pages_and_programs_change_state() {
        assert!(from_here(&headers(&[("sec-fetch-site", "same-origin")])));
        assert!(from_here(&headers(&[])));
        assert!(from_here(&headers(&[
            ("origin", "https://sfa.example"),
            ("host", "sfa.example")
        ])));
        assert!(!from_here(&headers(&[("sec-fetch-site", "same-site")])));
        assert!(!from_here(&headers(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://sfa.example"),
            ("host", "sfa.example")
        ])));
        assert!(!from_here(&headers(&[
            ("origin", "https://evil.example"),
            ("host", "sfa.example")
        ])));
        assert!(!from_here(&headers(&[("origin", "null"), ("host", "sfa.example")])));
    }
}
