//! A form as its reader typed it, with what is wrong about it: bad fields, and what somebody else changed meanwhile.
//!
//! ```html
//! {{ form.summary() }}
//! <input id="name" name="name" value="{{ form.value("name") }}"{{ form.marks("name") }}>{{ form.notes(page, "name") }}
//! ```

use std::{borrow::Cow, fmt};

use askama::{FastWritable, Template, filters::HtmlSafe};
use axum::http::StatusCode;
use kit::fields::Fields;

use crate::{page::Page, t, text::Texts};

/// Characters that a name or another line of text has at most.
const LINE: usize = 200;

/// What was typed, and what to say about it.
#[derive(Clone, Debug)]
pub struct Form {
    words: Texts,
    fields: Fields,
    problems: Vec<(Cow<'static, str>, String)>,
    theirs: Vec<(Cow<'static, str>, String)>,
    is_stale: bool,
}

impl Form {
    /// What was typed, nothing wrong so far; or what a record says, to be changed.
    #[must_use]
    pub const fn new(words: Texts, fields: Fields) -> Self {
        Self {
            words,
            fields,
            problems: Vec::new(),
            theirs: Vec::new(),
            is_stale: false,
        }
    }

    /// For `t!`.
    #[must_use]
    pub const fn loader(&self) -> &'static i18n_embed::fluent::FluentLanguageLoader {
        self.words.loader()
    }

    /// The reader's words, for messages.
    #[must_use]
    pub const fn words(&self) -> Texts {
        self.words
    }

    /// The value of a field as typed.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.fields.text(name)
    }

    /// Whether a choice is the chosen one.
    #[must_use]
    pub fn is(&self, name: &str, value: impl fmt::Display) -> bool {
        self.fields.text(name) == value.to_string()
    }

    /// All fields.
    #[must_use]
    pub const fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Sets a field, such as the version after somebody else's change.
    pub fn set(&mut self, name: &str, value: impl fmt::Display) {
        self.fields.set(name, value.to_string());
    }

    /// Adds a value to a field that may have several, such as ticked boxes.
    pub fn add(&mut self, name: &str, value: &str) {
        self.fields.add(name, value);
    }

    /// Says what is wrong about a field: its name, the value and the remedy.
    pub fn wrong(&mut self, name: impl Into<Cow<'static, str>>, message: impl Into<String>) {
        self.problems.push((name.into(), message.into()));
    }

    /// A text that must not be empty nor longer than a line; says so, calling the field by its `label`, when it is.
    pub fn required(&mut self, name: &'static str, label: impl Into<String>) -> Option<String> {
        let (label, value) = (label.into(), self.value(name).to_owned());
        let words = self.words;
        if value.is_empty() {
            self.wrong(name, t!(words, "form-empty", label = label));
        } else if value.chars().count() > LINE {
            self.wrong(name, t!(words, "form-too-long", label = label, most = LINE));
        } else if value.contains(char::is_control) {
            self.wrong(name, t!(words, "form-control", label = label));
        } else {
            return Some(value);
        }
        None
    }

    /// A mail address, in small letters; says what is wrong when it is none.
    pub fn email(&mut self, name: &'static str) -> Option<String> {
        let words = self.words;
        let email = self.required(name, t!(words, "email"))?.to_lowercase();
        if is_email(&email) {
            return Some(email);
        }
        let value = self.value(name).to_owned();
        self.wrong(name, t!(words, "form-email", value = value));
        None
    }

    /// Says what somebody else wrote into a field meanwhile; what was typed stays.
    pub fn theirs(&mut self, name: &'static str, value: impl Into<String>) {
        self.theirs.push((name.into(), value.into()));
        self.is_stale = true;
    }

    /// Takes over the version of somebody else's change, so that saving again overwrites it knowingly.
    pub fn stale(&mut self, version: i64) {
        self.set("version", version);
        self.is_stale = true;
    }

    /// Whether it can be saved.
    #[must_use]
    pub const fn is_good(&self) -> bool {
        self.problems.is_empty() && !self.is_stale
    }

    /// 409 when somebody else was quicker, 422 when something is wrong, 200 otherwise.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match (self.is_stale, self.problems.is_empty()) {
            (true, _) => StatusCode::CONFLICT,
            (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
            (false, true) => StatusCode::OK,
        }
    }

    /// What is wrong about a field, for pages that draw it in their own way.
    #[must_use]
    pub fn problem(&self, name: &str) -> Option<&str> {
        let mut named = self.problems.iter().filter(|(field, _)| *field == name);
        named.next().map(|(_, problem)| problem.as_str())
    }

    /// Everything that is wrong: field and message.
    #[must_use]
    pub fn all_problems(&self) -> &[(Cow<'static, str>, String)] {
        &self.problems
    }

    /// The box above the fields that counts and names what is wrong; nothing when all is well.
    #[must_use]
    pub fn summary(&self) -> SummaryView<'_> {
        SummaryView { form: self }
    }

    fn summary_title(&self) -> String {
        match self.problems.len() {
            0 => t!(self.words, "form-conflict"),
            count => t!(self.words, "form-problems", count = count),
        }
    }

    /// What is wrong, message by message.
    pub fn problems(&self) -> impl Iterator<Item = &str> {
        self.problems.iter().map(|(_, message)| message.as_str())
    }

    /// Attributes of a field that has something wrong.
    #[must_use]
    pub fn marks(&self, name: &str) -> Marks {
        Marks(self.has_notes(name).then(|| name.to_owned()))
    }

    /// What stands below a field: its problem, or what somebody else wrote.
    #[must_use]
    pub fn notes<'f>(&'f self, page: &Page, name: &'f str) -> NotesView<'f> {
        let find = |list: &'f [(Cow<'static, str>, String)]| {
            list.iter()
                .find(|(field, _)| *field == name)
                .map(|(_, text)| text.as_str())
        };
        NotesView {
            words: self.words,
            icon: page.icon("warning"),
            name,
            problem: find(&self.problems),
            theirs: find(&self.theirs),
        }
    }

    pub(crate) fn has_notes(&self, name: &str) -> bool {
        let named = |list: &[(Cow<'static, str>, String)]| list.iter().any(|(field, _)| *field == name);
        named(&self.problems) || named(&self.theirs)
    }
}

/// Whether it can be a mail address: only a mail that arrives would prove it.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let plain = text
        .chars()
        .all(|c| c.is_ascii_graphic() && !"<>()[],;:\\\"".contains(c));
    match text.split_once('@') {
        Some((local, domain)) => {
            let labels = domain
                .split('.')
                .all(|label| !label.is_empty() && !label.starts_with('-'));
            plain && !local.is_empty() && labels && !domain.contains('@')
        }
        None => false,
    }
}

/// ` aria-invalid="true" aria-describedby="…"`, or nothing.
#[derive(Debug)]
pub struct Marks(Option<String>);

impl fmt::Display for Marks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            None => Ok(()),
            Some(name) => write!(f, r#" aria-invalid="true" aria-describedby="{name}_notes""#),
        }
    }
}

impl FastWritable for Marks {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        Ok(write!(dest, "{self}")?)
    }
}

impl HtmlSafe for Marks {}

/// See [`Form::summary`].
#[derive(Debug, Template)]
#[template(path = "shared/form_summary.html")]
pub struct SummaryView<'f> {
    form: &'f Form,
}

impl HtmlSafe for SummaryView<'_> {}

/// See [`Form::notes`].
#[derive(Debug, Template)]
#[template(path = "shared/form_notes.html")]
pub struct NotesView<'f> {
    words: Texts,
    icon: String,
    name: &'f str,
    problem: Option<&'f str>,
    theirs: Option<&'f str>,
}

impl HtmlSafe for NotesView<'_> {}

#[cfg(test)]
mod tests {
    use super::is_email;

    #[test]
    fn an_address_has_one_at_sign_between_two_halves() {
        for (text, good) in [
            ("sato@example.co.jp", true),
            ("sato+kizashi@localhost", true),
            ("sato", false),
            ("sato@", false),
            ("@example.jp", false),
            ("a@b@c", false),
            ("佐藤@example.jp", false),
            ("a b@example.jp", false),
            ("a@example..jp", false),
        ] {
            assert_eq!(is_email(text), good, "{text}");
        }
    }
}
