//! The fields of the workspace: on the setup page and in the settings.

use chrono_tz::{TZ_VARIANTS, Tz};

use crate::{
    form::Form,
    money::Currency,
    t,
    text::{Locale, Texts},
    workspace::{RepSees, Workspace, WorkspaceChange},
};

/// What the fields offer.
#[derive(Debug)]
pub struct Choices {
    /// Names of time zones: the continents' cities and UTC, without historical aliases.
    pub zones: Vec<&'static str>,
    /// Month and its name.
    pub months: Vec<(u32, String)>,
    /// Code, and code with sign.
    pub currencies: Vec<(String, String)>,
}

impl Choices {
    /// In somebody's language.
    #[must_use]
    pub fn new(words: Texts) -> Self {
        let zones = TZ_VARIANTS.iter().map(|zone| zone.name());
        let month = |month: u32| (month, t!(words, "month-name", month = month));
        let currency = |currency: Currency| (currency.to_string(), format!("{currency} {}", currency.sign().trim()));
        Self {
            zones: zones.filter(|zone| is_common(zone)).collect(),
            months: (1..=12).map(month).collect(),
            currencies: Currency::all().map(currency).collect(),
        }
    }
}

fn is_common(zone: &str) -> bool {
    const CONTINENTS: [&str; 9] = [
        "Africa/",
        "America/",
        "Antarctica/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    ];
    zone == "UTC" || CONTINENTS.iter().any(|continent| zone.starts_with(continent))
}

/// Fills the form of a workspace that is not there yet.
pub fn suggest(form: &mut Form) {
    let locale = form.words().locale;
    form.set("locale", locale.code());
    // What the browser asks for tells the language, not the place; most who read Japanese sell in Japan.
    form.set("time_zone", "Asia/Tokyo");
    let (month, currency) = match locale {
        Locale::Ja => (4, "JPY"),
        Locale::En => (1, "USD"),
    };
    form.set("fiscal_start_month", month);
    form.set("currency", currency);
}

/// Fills the form with a workspace's settings.
pub fn fill(form: &mut Form, workspace: &Workspace) {
    form.set("name", &workspace.name);
    form.set("locale", workspace.locale.code());
    form.set("time_zone", workspace.zone.name());
    form.set("fiscal_start_month", workspace.fiscal_start_month);
    form.set("currency", workspace.currency);
    form.set("rep_sees", workspace.rep_sees.code());
    form.set("version", workspace.version);
}

/// What was typed, or `None` with what is wrong said in the form. What reps see is everything unless said otherwise.
pub fn read(form: &mut Form) -> Option<WorkspaceChange> {
    let words = form.words();
    let name = form.required("name", t!(words, "workspace-name"));
    let locale = choice(form, "locale", t!(words, "language"), Locale::from_code);
    let zone = choice(form, "time_zone", t!(words, "time-zone"), |text| {
        text.parse::<Tz>().ok()
    });
    let month = choice(form, "fiscal_start_month", t!(words, "fiscal-start"), month);
    let currency = choice(form, "currency", t!(words, "currency"), |text| text.parse().ok());
    let rep_sees = match form.fields().has("rep_sees") {
        false => Some(RepSees::Everything),
        true => choice(form, "rep_sees", t!(words, "rep-sees"), RepSees::from_code),
    };
    Some(WorkspaceChange {
        name: name?,
        locale: locale?,
        zone: zone?,
        fiscal_start_month: month?,
        currency: currency?,
        rep_sees: rep_sees?,
    })
}

fn month(text: &str) -> Option<u32> {
    text.parse().ok().filter(|month| (1..=12).contains(month))
}

/// One of the values on offer. Nobody types these, but a program may send anything.
fn choice<T>(form: &mut Form, name: &'static str, label: String, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
    let value = form.value(name).to_owned();
    let parsed = parse(&value);
    if parsed.is_none() {
        let message = t!(form.words(), "form-choice", label = label, value = value);
        form.wrong(name, message);
    }
    parsed
}
