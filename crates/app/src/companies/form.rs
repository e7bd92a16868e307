//! The form of a company: what its fields say, read one by one, and what a company says in its fields.

use japan::CorporateNumberError;
use kit::fields::Fields;

use super::{company::Facts, table::Model};
use crate::{accounts::Person, form::Form, ids::UserId, t, text::Texts};

/// The longest text of a field, in characters.
const CHARS: usize = 200;
/// The longest note.
const NOTE_CHARS: usize = 10_000;

/// The fields, in the order of the form.
pub const FIELDS: [&str; 11] = [
    "name",
    "kana",
    "corporate_number",
    "industry",
    "employees",
    "address",
    "phone",
    "website",
    "mail_domain",
    "owner",
    "note",
];

/// What a field is called.
#[must_use]
pub fn label(name: &str, words: Texts) -> String {
    match name {
        "name" => t!(words, "company-name"),
        "kana" => t!(words, "company-kana"),
        "corporate_number" => t!(words, "company-corporate-number"),
        "industry" => t!(words, "company-industry"),
        "employees" => t!(words, "company-employees"),
        "address" => t!(words, "company-address"),
        "phone" => t!(words, "company-phone"),
        "website" => t!(words, "company-website"),
        "mail_domain" => t!(words, "company-mail-domain"),
        "owner" => t!(words, "owner"),
        _ => t!(words, "company-note"),
    }
}

/// As [`label`], for a name that may be of no field.
#[must_use]
pub fn label_of(name: &str, words: Texts) -> Option<String> {
    FIELDS.contains(&name).then(|| label(name, words))
}

/// What a company says in its fields.
#[must_use]
pub fn written(company: &Model) -> Fields {
    let mut fields = Fields::default();
    let number = |number: Option<i64>| number.map_or_else(String::new, |number| number.to_string());
    for (name, value) in [
        ("name", company.name.clone()),
        ("kana", company.kana.clone()),
        ("corporate_number", company.corporate_number.clone()),
        ("industry", company.industry.clone()),
        ("employees", number(company.employees)),
        ("address", company.address.clone()),
        ("phone", company.phone.clone()),
        ("website", company.website.clone()),
        ("mail_domain", company.mail_domain.clone()),
        ("owner", number(company.owner_id.map(|owner| owner.0))),
        ("note", company.note.clone()),
        ("version", company.version.to_string()),
    ] {
        fields.set(name, value);
    }
    fields
}

/// Reads the form; `None` when something is wrong, which the form then says. `people` are those who may own it.
///
/// What `before` says already is not judged again: a company may come from a file with less than this form demands, and
/// its phone must still be changeable.
pub fn read(form: &mut Form, words: Texts, people: &[Person], before: Option<&Model>) -> Option<Facts> {
    let known = before.map(written).unwrap_or_default();
    let mut reading = Reading { form, words, known };
    let facts = Facts {
        name: reading.name(),
        kana: reading.short("kana"),
        corporate_number: reading.corporate_number(),
        industry: reading.short("industry"),
        employees: reading.employees(),
        address: reading.short("address"),
        phone: reading.short("phone"),
        website: reading.website(),
        mail_domain: reading.mail_domain(),
        owner: reading.owner(people),
        note: reading.at_most("note", NOTE_CHARS),
    };
    form.is_good().then_some(facts)
}

/// Whether a browser may open it: a link that somebody entered must never run anything.
#[must_use]
pub fn is_website(value: &str) -> bool {
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| value.strip_prefix(scheme));
    let host = rest.unwrap_or(value);
    let has_scheme = rest.is_none() && host.contains(':');
    host.contains('.') && !has_scheme && !host.contains(char::is_whitespace) && value.chars().count() <= CHARS
}

struct Reading<'r> {
    form: &'r mut Form,
    words: Texts,
    known: Fields,
}

impl Reading<'_> {
    /// The value, and whether it is to be judged.
    fn typed(&self, name: &str) -> (String, bool) {
        let value = self.form.value(name).to_owned();
        let is_new = !value.is_empty() && value != self.known.text(name);
        (value, is_new)
    }

    fn name(&mut self) -> String {
        let name = self.short("name");
        if name.is_empty() {
            self.form.wrong("name", t!(self.words, "company-name-missing"));
        }
        name
    }

    fn short(&mut self, name: &'static str) -> String {
        self.at_most(name, CHARS)
    }

    fn at_most(&mut self, name: &'static str, most: usize) -> String {
        let (value, is_new) = self.typed(name);
        let count = value.chars().count();
        if is_new && count > most {
            let field = label(name, self.words);
            let message = t!(self.words, "field-too-long", field = field, count = count, most = most);
            self.form.wrong(name, message);
        }
        value
    }

    fn corporate_number(&mut self) -> String {
        let (value, is_new) = self.typed("corporate_number");
        if !is_new {
            return value;
        }
        let shown = value.as_str();
        let message = match japan::corporate_number(shown) {
            Ok(digits) => return digits,
            Err(CorporateNumberError::NotThirteenDigits) => t!(self.words, "company-number-length", value = shown),
            Err(CorporateNumberError::WrongCheckDigit) => t!(self.words, "company-number-check", value = shown),
        };
        self.form.wrong("corporate_number", message);
        value
    }

    fn employees(&mut self) -> Option<i64> {
        let (value, is_new) = self.typed("employees");
        let without_unit = value.trim_end_matches(['名', '人']);
        let number = japan::parse_amount(without_unit).ok().filter(|number| *number >= 0);
        if is_new && number.is_none() {
            let message = t!(self.words, "company-employees-wrong", value = value);
            self.form.wrong("employees", message);
        }
        number
    }

    fn website(&mut self) -> String {
        let (value, is_new) = self.typed("website");
        if is_new && !is_website(&value) {
            let message = t!(self.words, "company-website-wrong", value = value.as_str());
            self.form.wrong("website", message);
        }
        value
    }

    /// People enter an address of somebody there, or the domain alone.
    fn mail_domain(&mut self) -> String {
        let (value, is_new) = self.typed("mail_domain");
        let domain = value.rsplit('@').next().unwrap_or("").to_lowercase();
        let sound = domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && domain.chars().count() <= CHARS
            && domain.chars().all(|c| c.is_alphanumeric() || ".-".contains(c));
        if is_new && !sound {
            let message = t!(self.words, "company-domain-wrong", value = value);
            self.form.wrong("mail_domain", message);
        }
        domain
    }

    fn owner(&mut self, people: &[Person]) -> Option<UserId> {
        let (value, is_new) = self.typed("owner");
        let owner = value.parse().ok().map(UserId);
        let is_offered = people.iter().any(|person| Some(person.id) == owner);
        if is_new && !is_offered {
            let message = t!(self.words, "company-owner-wrong", value = value);
            self.form.wrong("owner", message);
        }
        owner
    }
}
