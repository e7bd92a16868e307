//! The page a customer sees: the questions, what was typed so far, and what is wrong about it. It stands by itself, light
//! enough for an old phone, and works without JavaScript.

use askama::Template;
use i18n_embed::fluent::FluentLanguageLoader;

use super::{Asked, Content, Field, Target};
use crate::{
    app::App,
    form::Form,
    questions::{Asks, Scale},
    t,
    text::{Locale, Texts},
};

/// What is said above the questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// Nothing.
    None,
    /// The draft was saved.
    Saved,
    /// Nothing can be sent from here.
    Preview,
    /// It could not be told that a person sent it.
    Again,
}

/// The questions of a questionnaire as a form.
#[derive(Template)]
#[template(path = "questionnaires/views/sheet.html")]
pub struct Sheet {
    words: Texts,
    frame: Frame,
    workspace: String,
    content: Content,
    form: Form,
    started: String,
    once: Option<String>,
    note: Note,
}

/// The files the pages of customers load.
#[derive(Clone, Debug)]
struct Frame {
    css: String,
    script: String,
    icon: String,
}

impl Frame {
    fn new(app: &App) -> Self {
        let url = |name| app.assets().url(name);
        Self {
            css: url("public.css"),
            script: url("public.js"),
            icon: url("favicon.svg"),
        }
    }
}

impl Sheet {
    /// For somebody who answers. `started` is the signed moment at which they began.
    #[must_use]
    pub fn new(app: &App, workspace: String, content: Content, form: Form, started: String) -> Self {
        Self {
            words: form.words(),
            frame: Frame::new(app),
            workspace,
            content,
            form,
            started,
            once: None,
            note: Note::None,
        }
    }

    /// For the admin who wrote it.
    #[must_use]
    pub fn preview(app: &App, locale: Locale, workspace: String, content: Content) -> Self {
        let form = Form::new(locale.texts(), kit::fields::Fields::default());
        Self::new(app, workspace, content, form, String::new()).with_note(Note::Preview)
    }

    /// With something to say.
    #[must_use]
    pub const fn with_note(mut self, note: Note) -> Self {
        self.note = note;
        self
    }

    /// For a form that everybody may send: what tells one sent twice from two. No draft of it is kept, for nobody knows whose.
    #[must_use]
    pub fn with_once(mut self, once: String) -> Self {
        self.once = Some(once);
        self
    }

    fn may_save(&self) -> bool {
        self.once.is_none() && !self.is_preview()
    }

    /// Of a question that asks for a line such as a name or an address: what the keyboard and the browser need to know.
    const fn line(&self, asked: &Asked) -> Option<(&'static str, &'static str)> {
        let Target::Field(field) = asked.target else {
            return None;
        };
        Some(match field {
            Field::CompanyName => ("text", "organization"),
            Field::ContactName => ("text", "name"),
            Field::ContactDepartment => ("text", "off"),
            Field::ContactJobTitle => ("text", "organization-title"),
            Field::ContactPhone => ("tel", "tel"),
            Field::ContactEmail => ("email", "email"),
            _ => return None,
        })
    }

    const fn loader(&self) -> &'static FluentLanguageLoader {
        self.words.loader()
    }

    const fn locale(&self) -> Locale {
        self.words.locale
    }

    /// The other language and what it calls itself.
    const fn other(&self) -> (&'static str, &'static str) {
        match self.words.locale {
            Locale::Ja => ("en", "English"),
            Locale::En => ("ja", "日本語"),
        }
    }

    fn is_preview(&self) -> bool {
        self.note == Note::Preview
    }

    fn text<'q>(&self, asked: &'q Asked) -> &'q str {
        asked.text.for_reader(self.locale())
    }

    fn help<'q>(&self, asked: &'q Asked) -> &'q str {
        asked.help.for_reader(self.locale())
    }

    fn typed(&self, asked: &Asked) -> &str {
        self.form.value(&field(asked))
    }

    fn is_chosen(&self, asked: &Asked, value: &str) -> bool {
        self.form.fields().all(&field(asked)).any(|chosen| chosen == value)
    }

    fn choices(&self, asked: &Asked) -> Vec<(String, String)> {
        asked.choices(self.locale())
    }

    fn scale(&self, asked: &Asked) -> Option<Scale> {
        asked.scale(self.locale())
    }

    fn problem(&self, asked: &Asked) -> Option<&str> {
        self.form.problem(&field(asked))
    }

    /// A browser's calendar shows nothing but a whole day, so anything else stays a text.
    fn is_day(&self, asked: &Asked) -> bool {
        let typed = self.typed(asked);
        typed.is_empty() || crate::deals::is_iso_day(typed)
    }

    /// What describes the field of a question to those who do not see the page.
    fn aria(&self, asked: &Asked) -> String {
        let name = field(asked);
        let help = (!self.help(asked).is_empty()).then(|| format!("{name}_help"));
        let problem = self.problem(asked).map(|_| format!("{name}_problem"));
        let ids: Vec<String> = help.into_iter().chain(problem).collect();
        if ids.is_empty() {
            return String::new();
        }
        let invalid = if self.problem(asked).is_some() {
            " aria-invalid=\"true\""
        } else {
            ""
        };
        format!("{invalid} aria-describedby=\"{}\"", ids.join(" "))
    }
}

/// The name of the field of a question.
#[must_use]
pub fn field(asked: &Asked) -> String {
    format!("a{}", asked.id)
}

/// A page without a form: thanks, or that there is nothing here.
#[derive(Template)]
#[template(path = "questionnaires/views/plain.html")]
pub struct Plain {
    words: Texts,
    frame: Frame,
    title: String,
    lines: Vec<String>,
}

impl Plain {
    /// After the answers were sent.
    #[must_use]
    pub fn thanks(app: &App, words: Texts, receiver: &str) -> Self {
        Self::new(
            app,
            words,
            t!(words, "public-thanks"),
            vec![t!(words, "public-thanks-text"), receiver.to_owned()],
        )
    }

    /// For a link that is unknown, over, or was taken back: which of them is not told.
    #[must_use]
    pub fn gone(app: &App, words: Texts) -> Self {
        Self::new(
            app,
            words,
            t!(words, "public-gone"),
            vec![t!(words, "public-gone-text")],
        )
    }

    /// For a form that is unknown or closed: which of them is not told.
    #[must_use]
    pub fn closed(app: &App, words: Texts) -> Self {
        Self::new(
            app,
            words,
            t!(words, "public-closed"),
            vec![t!(words, "public-closed-text")],
        )
    }

    /// For more answers than anybody types.
    #[must_use]
    pub fn too_large(app: &App, words: Texts) -> Self {
        Self::new(
            app,
            words,
            t!(words, "public-too-large"),
            vec![t!(words, "public-too-large-text")],
        )
    }

    /// For more requests than anybody makes.
    #[must_use]
    pub fn too_many(app: &App, words: Texts) -> Self {
        Self::new(
            app,
            words,
            t!(words, "public-too-many"),
            vec![t!(words, "public-too-many-text")],
        )
    }

    fn new(app: &App, words: Texts, title: String, lines: Vec<String>) -> Self {
        Self {
            words,
            frame: Frame::new(app),
            title,
            lines,
        }
    }
}
