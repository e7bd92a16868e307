//! What is said once on the next page: a toast, perhaps with a way to undo.

use axum::http::{HeaderMap, HeaderValue, header};
use serde::{Deserialize, Serialize};

const COOKIE: &str = "flash";

/// A message for the next page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Toast {
    /// In the reader's language.
    pub text: String,
    /// What takes the act back, if it can be taken back.
    #[serde(default)]
    pub undo: Option<Undo>,
    /// Whether it tells of something that did not work.
    #[serde(default)]
    pub failed: bool,
}

/// A form of one button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo {
    /// Where it posts to; a path of ours.
    pub action: String,
    /// Hidden fields.
    pub fields: Vec<(String, String)>,
}

impl Toast {
    /// A plain message.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            undo: None,
            failed: false,
        }
    }

    /// A message about something that did not work.
    #[must_use]
    pub fn failed(text: impl Into<String>) -> Self {
        Self {
            failed: true,
            ..Self::new(text)
        }
    }

    /// Adds a way back.
    #[must_use]
    pub fn with_undo(mut self, action: impl Into<String>, fields: Vec<(String, String)>) -> Self {
        self.undo = Some(Undo {
            action: action.into(),
            fields,
        });
        self
    }

    /// The header that carries it to the next page.
    ///
    /// The cookie is not signed: whoever can forge it can only show it to themselves, escaped.
    #[must_use]
    pub fn set_cookie(&self) -> HeaderValue {
        let json = serde_json::to_string(self).unwrap_or_default();
        let value: String = form_urlencoded::byte_serialize(json.as_bytes()).collect();
        cookie(&value, 60)
    }

    /// Reads the toast of a request, if it carries one.
    #[must_use]
    pub fn from_headers(headers: &HeaderMap) -> Option<Self> {
        let value = cookie_value(headers, COOKIE)?;
        let (json, _) = form_urlencoded::parse(value.as_bytes()).next()?;
        let toast: Self = serde_json::from_str(&json).ok()?;
        let ours = |undo: &Undo| undo.action.starts_with('/') && !undo.action.starts_with("//");
        toast.undo.as_ref().is_none_or(ours).then_some(toast)
    }

    /// The header that removes a toast that was shown.
    #[must_use]
    pub fn clear_cookie() -> HeaderValue {
        cookie("", 0)
    }
}

fn cookie(value: &str, seconds: u32) -> HeaderValue {
    HeaderValue::try_from(format!(
        "{COOKIE}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax"
    ))
    .unwrap_or(HeaderValue::from_static("flash=; Path=/; Max-Age=0"))
}

/// The value of one cookie.
#[must_use]
pub fn cookie_value<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(toast: &Toast) -> Option<Toast> {
        let cookie = toast.set_cookie();
        let pair = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, pair.parse().unwrap());
        Toast::from_headers(&headers)
    }

    #[test]
    fn a_toast_survives_the_redirect() {
        let toast =
            Toast::new("提案に移動しました").with_undo("/deals/7/moves/undo", vec![("version".into(), "3".into())]);
        assert_eq!(round_trip(&toast), Some(toast));
    }

    #[test]
    fn an_undo_to_another_site_is_dropped() {
        assert_eq!(round_trip(&Toast::new("x").with_undo("//evil.example/", vec![])), None);
    }
}
