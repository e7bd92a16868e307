//! The form of a lead: what its fields say, read one by one, and what a lead says in its fields.

use japan::CorporateNumberError;
use kit::fields::Fields;

use super::{lead::Facts, table::Model};
use crate::{
    companies,
    deals::{FormReading, LINE, TEXT},
    form::is_email,
    ids::{ChannelId, UserId},
    t,
    text::Texts,
};

/// The fields, in the order of the form.
pub(super) const FIELDS: [&str; 12] = [
    "company",
    "kana",
    "corporate_number",
    "contact",
    "department",
    "job_title",
    "email",
    "phone",
    "website",
    "channel",
    "owner",
    "note",
];

/// What a field is called; `None` for what is no field.
#[must_use]
pub fn label_of(name: &str, words: Texts) -> Option<String> {
    Some(match name {
        "company" => t!(words, "company-name"),
        "kana" => t!(words, "company-kana"),
        "corporate_number" => t!(words, "company-corporate-number"),
        "contact" => t!(words, "lead-contact"),
        "department" => t!(words, "contact-department"),
        "job_title" => t!(words, "contact-job-title"),
        "email" => t!(words, "email"),
        "phone" => t!(words, "company-phone"),
        "website" => t!(words, "company-website"),
        "channel" => t!(words, "channel"),
        "owner" => t!(words, "owner"),
        "note" => t!(words, "company-note"),
        _ => return None,
    })
}

/// What a lead says in its fields.
pub(super) fn written(lead: &Model) -> Fields {
    let mut fields = Fields::default();
    let number = |number: Option<i64>| number.map_or_else(String::new, |number| number.to_string());
    for (name, value) in [
        ("company", lead.company.clone()),
        ("kana", lead.kana.clone()),
        ("corporate_number", lead.corporate_number.clone()),
        ("contact", lead.contact.clone()),
        ("department", lead.department.clone()),
        ("job_title", lead.job_title.clone()),
        ("email", lead.email.clone()),
        ("phone", lead.phone.clone()),
        ("website", lead.website.clone()),
        ("channel", number(lead.channel_id.map(|id| id.0))),
        ("owner", number(lead.owner_id.map(|id| id.0))),
        ("note", lead.note.clone()),
        ("version", lead.version.to_string()),
    ] {
        fields.set(name, value);
    }
    fields
}

/// A choice: its number and what it is called.
pub(super) type Choice = (i64, String);

/// Reads the form; what is wrong is said on it, and then there is nothing. What `before` says already is not judged again:
/// a lead may come from a file with less than this form demands.
pub(super) fn read(
    reading: &mut FormReading<'_>,
    owners: &[Choice],
    channels: &[Choice],
    before: Option<&Model>,
) -> Option<Facts> {
    let cx = reading.cx;
    let words = cx.texts();
    let known = before.map(written).unwrap_or_default();
    let line = |reading: &mut FormReading<'_>, name: &'static str| {
        let label = label_of(name, words).unwrap_or_default();
        reading.text(name, label, LINE).unwrap_or_default()
    };
    let facts = Facts {
        company: line(reading, "company"),
        kana: line(reading, "kana"),
        corporate_number: corporate_number(reading, &known),
        contact: line(reading, "contact"),
        department: line(reading, "department"),
        job_title: line(reading, "job_title"),
        email: line(reading, "email"),
        phone: line(reading, "phone"),
        website: line(reading, "website"),
        channel: reading
            .chosen("channel", t!(words, "channel"), channels)
            .flatten()
            .map(ChannelId),
        owner: reading
            .chosen("owner", t!(words, "owner"), owners)
            .flatten()
            .map(UserId),
        note: reading
            .text("note", t!(words, "company-note"), TEXT)
            .unwrap_or_default(),
    };
    if facts.company.is_empty() && facts.contact.is_empty() {
        reading.form.wrong("company", t!(words, "lead-nobody"));
    }
    if facts.email != known.text("email") && !facts.email.is_empty() && !is_email(&facts.email) {
        let message = t!(words, "contact-email-wrong", value = facts.email.as_str());
        reading.form.wrong("email", message);
    }
    let is_new = facts.website != known.text("website") && !facts.website.is_empty();
    if is_new && !companies::is_website(&facts.website) {
        let message = t!(words, "company-website-wrong", value = facts.website.as_str());
        reading.form.wrong("website", message);
    }
    reading.form.is_good().then_some(facts)
}

fn corporate_number(reading: &mut FormReading<'_>, known: &Fields) -> String {
    let value = reading.form.value("corporate_number").to_owned();
    if value.is_empty() || value == known.text("corporate_number") {
        return value;
    }
    let (words, shown) = (reading.cx.texts(), value.as_str());
    let message = match japan::corporate_number(shown) {
        Ok(digits) => return digits,
        Err(CorporateNumberError::NotThirteenDigits) => t!(words, "company-number-length", value = shown),
        Err(CorporateNumberError::WrongCheckDigit) => t!(words, "company-number-check", value = shown),
    };
    reading.form.wrong("corporate_number", message);
    value
}
