//! A cell of a list: what a reader sees, and what stands in a file.

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::{actor::Actor, cx::Cx, money::Money, qualification::Marks, text::Texts, time::At};

/// Who reads, for whatever depends on language, time zone and today.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// Their words.
    pub words: Texts,
    /// The workspace's time zone.
    pub zone: Tz,
    /// Now.
    pub now: At,
    /// Today in that zone.
    pub today: NaiveDate,
}

impl From<&Cx> for Reader {
    fn from(cx: &Cx) -> Self {
        Self::of(&cx.actor, cx.now)
    }
}

impl Reader {
    /// Somebody at a moment.
    #[must_use]
    pub fn of(actor: &Actor, now: At) -> Self {
        let zone = actor.workspace.zone;
        Self {
            words: actor.texts(),
            zone,
            now,
            today: now.day(zone),
        }
    }

    /// For `t!`.
    #[must_use]
    pub fn loader(&self) -> &'static i18n_embed::fluent::FluentLanguageLoader {
        self.words.loader()
    }

    /// A day as people write it, the year only when it is not this one.
    #[must_use]
    pub fn day(&self, day: NaiveDate) -> String {
        japan::short_date(day, self.today, self.words.lang())
    }
}

/// What stands in one column of one row.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// What is shown; nothing when it is empty.
    pub text: String,
    /// A second, quieter line.
    pub sub: String,
    /// Where it leads, if anywhere.
    pub href: Option<String>,
    /// The frame that link opens in, such as `drawer`.
    pub frame: Option<&'static str>,
    /// Shown as these marks, which its text explains.
    pub marks: Option<Marks>,
    /// Shown as a chip of this colour: `red`, `yellow`, `blue`, `gray`.
    pub chip: Option<&'static str>,
    file: File,
}

#[derive(Clone, Debug, Default)]
enum File {
    /// What is shown.
    #[default]
    Shown,
    /// Something a program reads better: `2026-11-22` for 11/22（日）.
    Plain(String),
    Money(Money),
}

impl Cell {
    /// Nothing: a dash in the list, an empty field in a file.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Plain text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Shown in one way, written to files in another.
    #[must_use]
    pub fn shown_as(text: impl Into<String>, plain: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            file: File::Plain(plain.into()),
            ..Self::default()
        }
    }

    /// An amount. In a file: the number, and its currency in a column of its own.
    #[must_use]
    pub fn money(money: Option<Money>) -> Self {
        money.map_or_else(Self::none, |money| Self {
            text: money.to_string(),
            file: File::Money(money),
            ..Self::default()
        })
    }

    /// A day. In a file: `2026-11-22`.
    #[must_use]
    pub fn day(day: Option<NaiveDate>, reader: &Reader) -> Self {
        day.map_or_else(Self::none, |day| Self::shown_as(reader.day(day), day.to_string()))
    }

    /// The day of a moment.
    #[must_use]
    pub fn day_of(at: Option<At>, reader: &Reader) -> Self {
        Self::day(at.map(|at| at.day(reader.zone)), reader)
    }

    /// With a second, quieter line.
    #[must_use]
    pub fn with_sub(mut self, sub: impl Into<String>) -> Self {
        self.sub = sub.into();
        self
    }

    /// Leading somewhere.
    #[must_use]
    pub fn linked(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// Leading into a frame, such as the drawer.
    #[must_use]
    pub fn in_frame(mut self, frame: &'static str) -> Self {
        self.frame = Some(frame);
        self
    }

    /// As a chip of a clock's colour, which its text explains.
    #[must_use]
    pub fn chip(colour: &'static str, text: impl Into<String>) -> Self {
        Self {
            chip: Some(colour),
            ..Self::text(text)
        }
    }

    /// As the marks of a deal; in a file what they stand for.
    #[must_use]
    pub fn marks(marks: Option<Marks>) -> Self {
        let text = marks.as_ref().map(|marks| marks.label().to_owned());
        Self {
            marks,
            ..Self::text(text.unwrap_or_default())
        }
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The icon of its chip, named as its colour.
    #[must_use]
    pub fn chip_icon(&self) -> String {
        format!("clock-{}", self.chip.unwrap_or("gray"))
    }

    /// What stands in a file; for an amount only the number.
    #[must_use]
    pub fn in_file(&self) -> String {
        match &self.file {
            File::Shown => self.text.clone(),
            File::Plain(plain) => plain.clone(),
            File::Money(money) => money.plain(),
        }
    }

    /// The currency of an amount; "" for anything else.
    #[must_use]
    pub fn currency(&self) -> String {
        match self.file {
            File::Money(money) => money.currency.to_string(),
            _ => String::new(),
        }
    }
}
