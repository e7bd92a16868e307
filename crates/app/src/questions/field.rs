//! A question as a field of a form, whatever it asks for.

use askama::Template;

use super::Asks;
use crate::{form::Form, page::Page, t};

/// The field of a question: its words, its help, and what was typed or answered so far.
#[derive(Template)]
#[template(path = "questions/views/field.html")]
pub struct FieldView {
    page: Page,
    form: Form,
    asks: Asks,
    name: String,
    label: String,
    help: String,
    required: bool,
}

impl askama::filters::HtmlSafe for FieldView {}

impl FieldView {
    /// Named `name`, which is also its id on the page, showing what the form says.
    #[must_use]
    pub fn new(page: &Page, form: &Form, name: impl Into<String>, label: impl Into<String>, asks: &Asks) -> Self {
        Self {
            page: page.clone(),
            form: form.clone(),
            asks: asks.clone(),
            name: name.into(),
            label: label.into(),
            help: String::new(),
            required: false,
        }
    }

    /// With help for whoever asks or answers.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Marked as required.
    #[must_use]
    pub const fn required(mut self, required: bool) -> Self {
        self.required = required;
        self
    }

    fn typed(&self) -> &str {
        self.form.value(&self.name)
    }

    fn is_chosen(&self, choice: &str) -> bool {
        self.form.fields().all(&self.name).any(|value| value == choice)
    }

    fn is_step(&self, step: i64) -> bool {
        self.is_chosen(&step.to_string())
    }

    /// `aria-invalid` and what describes it.
    fn aria(&self) -> String {
        let wrong = self.form.has_notes(&self.name);
        let help = (!self.help.is_empty()).then(|| format!("{}_help", self.name));
        let notes = wrong.then(|| format!("{}_notes", self.name));
        let ids: Vec<String> = help.into_iter().chain(notes).collect();
        let invalid = if wrong { " aria-invalid=\"true\"" } else { "" };
        if ids.is_empty() {
            invalid.to_owned()
        } else {
            format!("{invalid} aria-describedby=\"{}\"", ids.join(" "))
        }
    }
}
