//! The fields of a form or a query, as they were typed.
//!
//! Handlers parse them one by one, so that a wrong one gets a message of its own and all of them
//! can be shown again. A field that is absent is not the same as one that is empty: absent means
//! "leave it", empty means "clear it".

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};

/// Names and values in the order in which they came; a name may come several times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Parses `a=1&b=2`.
    #[must_use]
    pub fn parse(text: &[u8]) -> Self {
        Self(form_urlencoded::parse(text).into_owned().collect())
    }

    /// The value as typed, trimmed (also of wide spaces); "" when absent.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or("")
    }

    /// The last value of that name, trimmed; `None` when absent.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .rev()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.trim())
    }

    /// Whether the form had this field at all.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// All values of that name that are not empty.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.0
            .iter()
            .filter(move |(key, value)| key == name && !value.trim().is_empty())
            .map(|(_, value)| value.trim())
    }

    /// A check box: on when it came with any value but `0`, `false` or nothing.
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        !matches!(self.text(name), "" | "0" | "false")
    }

    /// The number in a field; `None` when it is absent or not a number. For ids and versions, which nobody types.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<i64> {
        self.text(name).parse().ok()
    }

    /// Sets a field, replacing all of that name; an empty value removes it.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(key, _)| key != name);
        let value = value.into();
        if !value.is_empty() {
            self.0.push((name.to_owned(), value));
        }
    }

    /// A copy with one field set, for links that change one thing about a list.
    #[must_use]
    pub fn with(&self, name: &str, value: impl Into<String>) -> Self {
        let mut copy = self.clone();
        copy.set(name, value);
        copy
    }

    /// Adds a value to a name that may come several times.
    pub fn add(&mut self, name: &str, value: impl Into<String>) {
        self.0.push((name.to_owned(), value.into()));
    }

    /// All pairs in order.
    #[must_use]
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// Back to `a=1&b=2`.
    #[must_use]
    pub fn encode(&self) -> String {
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(self.0.iter().filter(|(_, value)| !value.is_empty()))
            .finish()
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let body = Bytes::from_request(request, state)
            .await
            .map_err(IntoResponse::into_response)?;
        if std::str::from_utf8(&body).is_err() {
            return Err((StatusCode::BAD_REQUEST, "the form is not UTF-8").into_response());
        }
        Ok(Self::parse(&body))
    }
}

/// The query of the URL, as [`Fields`].
#[derive(Clone, Debug, Default)]
pub struct QueryFields(pub Fields);

impl<S: Sync> FromRequestParts<S> for QueryFields {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(Fields::parse(parts.uri.query().unwrap_or("").as_bytes())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_is_not_empty() {
        let fields = Fields::parse(b"title=&note=%E3%80%80hi%20");
        assert!(fields.has("title") && !fields.has("amount"));
        assert_eq!(fields.text("note"), "hi");
    }

    #[test]
    fn one_name_may_come_several_times() {
        let fields = Fields::parse(b"owner=1&owner=&owner=3");
        assert_eq!(fields.all("owner").collect::<Vec<_>>(), ["1", "3"]);
        assert_eq!(fields.with("owner", "4").encode(), "owner=4");
    }
}
