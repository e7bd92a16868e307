//! Words: every text is a key of `i18n/<language>/kizashi.ftl`, checked when the program is compiled.

use std::sync::LazyLock;

use i18n_embed::{LanguageLoader as _, fluent::FluentLanguageLoader};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "i18n/"]
struct Files;

/// A language of the reader.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    sea_orm::EnumIter,
    sea_orm::DeriveActiveEnum,
    serde::Serialize,
    serde::Deserialize,
)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// Japanese, the first.
    #[default]
    #[sea_orm(string_value = "ja")]
    Ja,
    /// English.
    #[sea_orm(string_value = "en")]
    En,
}

impl Locale {
    /// As in `<html lang>` and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// From a form or a setting.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "ja" => Some(Self::Ja),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// From `Accept-Language`: English only if it is asked for before Japanese.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Self {
        let first = header.split(',').find_map(|part| {
            let code = part.split([';', '-']).next().unwrap_or("").trim();
            Self::from_code(code)
        });
        first.unwrap_or_default()
    }

    /// The words of this language.
    #[must_use]
    pub fn texts(self) -> Texts {
        static JA: LazyLock<FluentLanguageLoader> = LazyLock::new(|| load("ja"));
        static EN: LazyLock<FluentLanguageLoader> = LazyLock::new(|| load("en"));
        match self {
            Self::Ja => Texts {
                locale: self,
                loader: &JA,
            },
            Self::En => Texts {
                locale: self,
                loader: &EN,
            },
        }
    }
}

#[expect(clippy::expect_used, reason = "the files are embedded, and a test loads both")]
fn load(code: &str) -> FluentLanguageLoader {
    let language: unic_langid::LanguageIdentifier = code.parse().expect("a literal language code");
    let loader = FluentLanguageLoader::new("kizashi", language.clone());
    loader
        .load_languages(&Files, &[language])
        .expect("the embedded words are well formed");
    // No invisible direction marks around values: all our languages run from left to right.
    loader.set_use_isolating(false);
    loader
}

/// The words of one language. Cheap to copy; asked through `t!`.
#[derive(Clone, Copy)]
pub struct Texts {
    /// Which language.
    pub locale: Locale,
    loader: &'static FluentLanguageLoader,
}

impl Texts {
    /// For `t!`.
    #[must_use]
    pub const fn loader(&self) -> &'static FluentLanguageLoader {
        self.loader
    }

    /// The same language for dates and amounts.
    #[must_use]
    pub const fn lang(&self) -> japan::Lang {
        match self.locale {
            Locale::Ja => japan::Lang::Ja,
            Locale::En => japan::Lang::En,
        }
    }

    /// Whether this is Japanese, for the few places where numbers and dates are written differently.
    #[must_use]
    pub fn is_ja(&self) -> bool {
        self.locale == Locale::Ja
    }

    /// Short things beside each other in one line, without those that are empty: 「提案・佐藤 美咲」, `Proposal · Misaki Sato`.
    pub fn beside<S: AsRef<str>>(&self, parts: impl IntoIterator<Item = S>) -> String {
        let mut line = String::new();
        for part in parts {
            let part = part.as_ref();
            if !part.is_empty() && !line.is_empty() {
                line.push_str(self.dot());
            }
            line.push_str(part);
        }
        line
    }

    /// What stands between short things beside each other.
    #[must_use]
    pub fn dot(&self) -> &'static str {
        if self.is_ja() { "・" } else { " · " }
    }

    /// What stands between a name and what is said of it: 「予算：いまは未入力」, `Budget: nothing known yet`.
    #[must_use]
    pub fn colon(&self) -> &'static str {
        if self.is_ja() { "：" } else { ": " }
    }
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Texts({})", self.locale.code())
    }
}

/// `t!(words, "key", name = value)`: a text in the reader's language. A wrong key does not compile.
///
/// `words` is anything with a `loader()`: [`Texts`], a page, a context. In templates: `t!(self.page, "key")`.
#[macro_export]
macro_rules! t {
    ($words:expr, $key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        ::i18n_embed_fl::fl!($words.loader(), $key $(, $name = $value)*)
    };
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(code: &str) -> BTreeSet<String> {
        let file = Files::get(&format!("{code}/kizashi.ftl")).unwrap();
        let text = String::from_utf8(file.data.into_owned()).unwrap();
        let key = |line: &str| line.split_once(" =").map(|(key, _)| key.to_owned());
        text.lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(key)
            .collect()
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        let (ja, en) = (keys("ja"), keys("en"));
        assert!(!ja.is_empty());
        assert_eq!(
            ja.difference(&en).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "missing in English"
        );
        assert_eq!(
            en.difference(&ja).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "missing in Japanese"
        );
    }

    #[test]
    fn no_key_stands_twice() {
        for code in ["ja", "en"] {
            let file = Files::get(&format!("{code}/kizashi.ftl")).unwrap();
            let text = String::from_utf8(file.data.into_owned()).unwrap();
            let all = text
                .lines()
                .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()) && line.contains(" ="));
            assert_eq!(all.count(), keys(code).len(), "{code}");
        }
    }

    #[test]
    fn japanese_unless_english_comes_first() {
        assert_eq!(Locale::from_accept_language("en-US,en;q=0.9,ja;q=0.8"), Locale::En);
        assert_eq!(Locale::from_accept_language("ja,en-US;q=0.7"), Locale::Ja);
        assert_eq!(Locale::from_accept_language("fr"), Locale::Ja);
    }
}
