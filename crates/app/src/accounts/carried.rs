//! A form that was sent after its sender's session had ended, carried through the sign-in page.

use kit::fields::Fields;

use crate::{t, text::Texts};

/// Where a form was going, and what was typed into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Carried {
    /// A path of ours.
    pub(super) to: String,
    /// Its fields in order.
    pub(super) fields: Vec<(String, String)>,
}

impl Carried {
    /// From `carry_to` and `carry.NAME` of the sign-in form; `None` when nothing is carried, or to another site.
    pub(super) fn from_form(form: &Fields) -> Option<Self> {
        let to = own_path(form.text("carry_to"))?.to_owned();
        let carried = |(name, value): &(String, String)| Some((name.strip_prefix("carry.")?.to_owned(), value.clone()));
        Some(Self {
            to,
            fields: form.pairs().iter().filter_map(carried).collect(),
        })
    }

    /// What a reader recognises of it: what they typed, not the numbers that forms carry along.
    pub(super) fn shown(&self, words: Texts) -> Vec<(String, String)> {
        let typed = |(name, value): &&(String, String)| {
            let number = name == "version" || name == "return_to" || name.ends_with("_id") || name.ends_with("_url");
            !number && !value.trim().is_empty()
        };
        self.fields
            .iter()
            .filter(typed)
            .map(|(name, value)| (label(words, name), value.trim().to_owned()))
            .collect()
    }
}

/// The path, if it is one of ours: a redirect to another site would lend it our good name.
#[must_use]
pub fn own_path(path: &str) -> Option<&str> {
    let ours = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(|c: char| c == '\\' || c.is_control() || c.is_whitespace())
        && !path.starts_with("/sign-");
    ours.then_some(path)
}

fn label(words: Texts, name: &str) -> String {
    match name {
        "title" => t!(words, "carried-title"),
        "name" => t!(words, "carried-name"),
        "amount" => t!(words, "amount"),
        "expected_close_on" => t!(words, "expected-close"),
        "probability" => t!(words, "probability"),
        "note" | "result" => t!(words, "carried-note"),
        "reason" => t!(words, "carried-reason"),
        "email" => t!(words, "email"),
        "phone" => t!(words, "carried-phone"),
        _ => t!(words, "carried-other"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_path_of_ours_is_gone_to() {
        for (path, ours) in [
            ("/deals/7?tab=1", true),
            ("/", true),
            ("//evil.example", false),
            ("/\\evil.example", false),
            ("https://evil.example", false),
            ("/a\nb", false),
            ("", false),
            ("/sign-out", false),
        ] {
            assert_eq!(own_path(path).is_some(), ours, "{path:?}");
        }
    }

    #[test]
    fn fields_come_back_under_their_own_names_and_in_order() {
        let form = Fields::parse(b"carry_to=/deals/7&carry.owner=1&carry.owner=2&email=a&carry.note=x");
        let carried = Carried::from_form(&form).unwrap();
        assert_eq!(carried.to, "/deals/7");
        let names: Vec<_> = carried
            .fields
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        assert_eq!(names, ["owner=1", "owner=2", "note=x"]);
    }
}
