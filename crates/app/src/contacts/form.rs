//! The form of a contact: what its fields say, read one by one, and what a contact says in its fields.

use kit::fields::Fields;

use super::{contact::Facts, table::Model};
use crate::{form::Form, t, text::Texts};

/// The longest text of a field, in characters.
const CHARS: usize = 200;
/// The longest note.
const NOTE_CHARS: usize = 10_000;

/// The fields, in the order of the form.
pub const FIELDS: [&str; 8] = [
    "name",
    "kana",
    "department",
    "job_title",
    "email",
    "phone",
    "mobile",
    "note",
];

/// What a field is called; `None` for what is no field.
#[must_use]
pub fn label_of(name: &str, words: Texts) -> Option<String> {
    Some(match name {
        "name" => t!(words, "contact-name"),
        "kana" => t!(words, "company-kana"),
        "department" => t!(words, "contact-department"),
        "job_title" => t!(words, "contact-job-title"),
        "email" => t!(words, "email"),
        "phone" => t!(words, "company-phone"),
        "mobile" => t!(words, "contact-mobile"),
        "note" => t!(words, "company-note"),
        _ => return None,
    })
}

/// What a contact says in its fields.
#[must_use]
pub fn written(contact: &Model) -> Fields {
    let mut fields = Fields::default();
    for (name, value) in [
        ("name", contact.name.as_str()),
        ("kana", &contact.kana),
        ("department", &contact.department),
        ("job_title", &contact.job_title),
        ("email", &contact.email),
        ("phone", &contact.phone),
        ("mobile", &contact.mobile),
        ("note", &contact.note),
    ] {
        fields.set(name, value);
    }
    fields.set("version", contact.version.to_string());
    fields
}

/// Reads the form; `None` when something is wrong, which the form then says.
pub fn read(form: &mut Form, words: Texts) -> Option<Facts> {
    let name = short(form, words, "name");
    if name.is_empty() {
        form.wrong("name", t!(words, "contact-name-missing"));
    }
    let facts = Facts {
        name,
        kana: short(form, words, "kana"),
        department: short(form, words, "department"),
        job_title: short(form, words, "job_title"),
        email: email(form, words),
        phone: short(form, words, "phone"),
        mobile: short(form, words, "mobile"),
        note: at_most(form, words, "note", NOTE_CHARS),
    };
    form.is_good().then_some(facts)
}

fn short(form: &mut Form, words: Texts, name: &'static str) -> String {
    at_most(form, words, name, CHARS)
}

fn at_most(form: &mut Form, words: Texts, name: &'static str, most: usize) -> String {
    let value = form.value(name).to_owned();
    let count = value.chars().count();
    if count > most {
        let field = label_of(name, words).unwrap_or_default();
        form.wrong(
            name,
            t!(words, "field-too-long", field = field, count = count, most = most),
        );
    }
    value
}

/// Something, one @, a domain: more than that only a mail that arrives can tell.
fn email(form: &mut Form, words: Texts) -> String {
    let value = short(form, words, "email");
    let sound = value.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty()
            && domain.contains('.')
            && !domain.contains('@')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && !value.contains(char::is_whitespace)
    });
    if !value.is_empty() && !sound {
        form.wrong("email", t!(words, "contact-email-wrong", value = value.as_str()));
    }
    value
}
