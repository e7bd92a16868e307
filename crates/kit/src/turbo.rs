//! What the other side wants back, and Turbo's streams.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
    response::{IntoResponse, Response},
};

/// The media type of Turbo's streams.
pub const STREAM: &str = "text/vnd.turbo-stream.html";

/// What a request can make use of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wants {
    /// `Accept: application/json`: data instead of a page.
    pub json: bool,
    /// Turbo is there and can apply streams.
    pub streams: bool,
    /// The `<turbo-frame>` that asks; only its content is needed.
    pub frame: Option<String>,
}

impl Wants {
    /// Reads `Accept` and `Turbo-Frame`.
    #[must_use]
    pub fn from_headers(headers: &HeaderMap) -> Self {
        let accept = text(headers, header::ACCEPT.as_str());
        Self {
            json: accept.contains("application/json") && !accept.contains("text/html"),
            streams: accept.contains(STREAM),
            frame: Some(text(headers, "turbo-frame"))
                .filter(|frame| {
                    !frame.is_empty() && frame.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
                })
                .map(str::to_owned),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Wants {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self::from_headers(&parts.headers))
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
}

/// A response of Turbo streams. Contents are HTML that a template has already escaped.
#[derive(Debug, Default)]
pub struct Streams(String);

impl Streams {
    /// No streams yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends `html` to the element with the id `target`.
    #[must_use]
    pub fn append(self, target: &str, html: &str) -> Self {
        self.act("append", target, html)
    }

    /// Replaces the content of the element with the id `target`.
    #[must_use]
    pub fn update(self, target: &str, html: &str) -> Self {
        self.act("update", target, html)
    }

    /// Lets the frames with these ids fetch themselves anew and morph.
    #[must_use]
    pub fn reload<I: AsRef<str>>(mut self, frames: impl IntoIterator<Item = I>) -> Self {
        let targets: Vec<String> = frames.into_iter().map(|id| format!("#{}", id.as_ref())).collect();
        if !targets.is_empty() {
            self.0.push_str(&format!(
                r#"<turbo-stream action="reload" targets="{}"></turbo-stream>"#,
                targets.join(",")
            ));
        }
        self
    }

    fn act(mut self, action: &str, target: &str, html: &str) -> Self {
        self.0.push_str(&format!(
            r#"<turbo-stream action="{action}" target="{target}"><template>{html}</template></turbo-stream>"#
        ));
        self
    }

    /// The markup, for embedding in a page.
    #[must_use]
    pub fn into_html(self) -> String {
        self.0
    }
}

impl IntoResponse for Streams {
    fn into_response(self) -> Response {
        (
            [(header::CONTENT_TYPE, "text/vnd.turbo-stream.html; charset=utf-8")],
            self.0,
        )
            .into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wants(accept: &str, frame: &str) -> Wants {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, accept.parse().unwrap());
        headers.insert("turbo-frame", frame.parse().unwrap());
        Wants::from_headers(&headers)
    }

    #[test]
    fn a_browser_gets_a_page_and_a_program_gets_data() {
        assert!(!wants("text/html,application/xhtml+xml,application/json;q=0.9", "").json);
        assert!(wants("application/json", "").json);
        assert!(wants("text/vnd.turbo-stream.html, text/html", "").streams);
    }

    #[test]
    fn a_frame_is_named_by_a_plain_id_only() {
        assert_eq!(wants("text/html", "drawer").frame.as_deref(), Some("drawer"));
        assert_eq!(wants("text/html", "\"><script>").frame, None);
    }
}
