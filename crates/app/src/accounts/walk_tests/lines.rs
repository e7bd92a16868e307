//! A route, and how it is asked for.

use axum::http::Method;

use super::records::Record;

/// A route, and how it is asked for.
pub(super) struct Line {
    pub(super) method: Method,
    pub(super) path: &'static str,
    pub(super) record: Record,
    pub(super) form: &'static [(&'static str, &'static str)],
    pub(super) query: &'static str,
    pub(super) is_personal: bool,
    pub(super) is_stream: bool,
}

const fn line(method: Method, path: &'static str) -> Line {
    Line {
        method,
        path,
        record: Record::None,
        form: &[],
        query: "",
        is_personal: false,
        is_stream: false,
    }
}

pub(super) const fn get(path: &'static str) -> Line {
    line(Method::GET, path)
}

pub(super) const fn post(path: &'static str) -> Line {
    line(Method::POST, path)
}

impl Line {
    pub(super) const fn of(mut self, record: Record) -> Self {
        self.record = record;
        self
    }

    pub(super) const fn form(mut self, form: &'static [(&'static str, &'static str)]) -> Self {
        self.form = form;
        self
    }

    /// What follows the path, such as `?q=…`.
    pub(super) const fn query(mut self, query: &'static str) -> Self {
        self.query = query;
        self
    }

    pub(super) const fn personal(mut self) -> Self {
        self.is_personal = true;
        self
    }

    /// Its answer never ends, so only its status is looked at.
    pub(super) const fn stream(mut self) -> Self {
        self.is_stream = true;
        self
    }
}

pub(super) const VERSION: &[(&str, &str)] = &[("version", "1")];
