//! The form of a touch: what it offers, what its fields say, read one by one, and what a touch says in its fields.

use chrono::NaiveDate;
use kit::fields::Fields;

use super::{
    about::Named,
    introducer,
    table::Model,
    touch::{Facts, Introducer},
};
use crate::{
    contacts,
    cx::Cx,
    deals::{FormReading, LINE},
    error::Result,
    ids::{ChannelId, ContactId, TouchKindId},
    masters::{self, Master},
    money::{Currency, Money},
    t,
};

/// The fields, in the order of the form.
pub(super) const FIELDS: [&str; 8] = [
    "on_day",
    "kind",
    "what",
    "channel",
    "contact",
    "introducer",
    "cost",
    "currency",
];

/// A choice: its number and what it is called.
type Choice = (i64, String);

/// What the form offers.
#[derive(Debug)]
pub(super) struct Offer {
    /// The kinds.
    pub kinds: Vec<Choice>,
    /// The channels.
    pub channels: Vec<Choice>,
    /// The contacts of the deal's company.
    pub contacts: Vec<Choice>,
    /// The codes of currencies.
    pub currencies: Vec<String>,
    /// The introducer the touch has, and how the form calls them.
    pub introducer: Option<(Introducer, String)>,
}

impl Offer {
    /// Reads it; `current` is the touch that is being changed.
    pub async fn read(cx: &Cx, named: &Named, current: Option<&Model>) -> Result<Self> {
        let kind = current.map(|touch| touch.kind_id.0);
        let channel = current.and_then(|touch| touch.channel_id).map(|id| id.0);
        let mut people = match named.company {
            Some(company) => contacts::of_company(cx, company).await?,
            None => Vec::new(),
        };
        let mut contacts: Vec<Choice> = people.drain(..).map(|line| (line.id.0, line.name)).collect();
        if let Some(id) = current.and_then(|touch| touch.contact_id)
            && !contacts.iter().any(|(contact, _)| *contact == id.0)
        {
            contacts.push((id.0, contact_name(cx, id).await?));
        }
        Ok(Self {
            kinds: of_master(cx, Master::TouchKind, kind).await?,
            channels: of_master(cx, Master::Channel, channel).await?,
            contacts,
            currencies: Currency::all().map(|currency| currency.to_string()).collect(),
            introducer: match current.and_then(introducer_of) {
                Some(introducer) => Some((introducer, introducer::label(cx, introducer).await?)),
                None => None,
            },
        })
    }
}

async fn of_master(cx: &Cx, master: Master, current: Option<i64>) -> Result<Vec<Choice>> {
    let choices = masters::choices(cx.db(), master, current).await?;
    Ok(choices.into_iter().map(|choice| (choice.id, choice.name)).collect())
}

/// The name of a contact who has left the company of the deal since; a dash for one this person does not see.
async fn contact_name(cx: &Cx, id: ContactId) -> Result<String> {
    use sea_orm::{ColumnTrait as _, QueryFilter as _};
    let found = contacts::visible_to(&cx.actor).filter(contacts::Column::Id.eq(id));
    let found = found.one(cx.db()).await?;
    Ok(found.map_or_else(|| "—".to_owned(), |contact| contact.name))
}

fn introducer_of(touch: &Model) -> Option<Introducer> {
    Some(Introducer {
        company: touch.introducer_company_id?,
        contact: touch.introducer_contact_id,
    })
}

/// What a new form says.
pub(super) fn blank(cx: &Cx, about: &str, channel: Option<ChannelId>) -> Fields {
    let mut fields = Fields::default();
    fields.set("about", about);
    fields.set("once", kit::random::token());
    fields.set("on_day", cx.today().to_string());
    fields.set("channel", channel.map(|id| id.to_string()).unwrap_or_default());
    fields.set("currency", cx.actor.workspace.currency.to_string());
    fields
}

/// What a touch says in its fields.
pub(super) fn written(cx: &Cx, touch: &Model, offer: &Offer) -> Fields {
    let mut fields = Fields::default();
    let introducer = offer.introducer.as_ref().map(|(_, label)| label.clone());
    let money = touch.money();
    fields.set("version", touch.version.to_string());
    fields.set("on_day", touch.on_day.to_string());
    fields.set("kind", touch.kind_id.to_string());
    fields.set("what", touch.what.as_str());
    fields.set("channel", touch.channel_id.map(|id| id.to_string()).unwrap_or_default());
    fields.set("contact", touch.contact_id.map(|id| id.to_string()).unwrap_or_default());
    fields.set("introducer", introducer.unwrap_or_default());
    fields.set("cost", money.map(Money::plain).unwrap_or_default());
    let currency = money.map_or(cx.actor.workspace.currency, |money| money.currency);
    fields.set("currency", currency.to_string());
    fields
}

/// Reads the form; what is wrong is said on it, and then there is nothing.
pub(super) async fn read(reading: &mut FormReading<'_>, offer: &Offer) -> Result<(Option<Facts>, introducer::Choice)> {
    let cx = reading.cx;
    let on_day = day(reading);
    let kind = reading.needed_choice("kind", t!(cx, "touch-kind"), &offer.kinds);
    let what = reading.text("what", t!(cx, "touch-what"), LINE);
    let channel = reading.chosen("channel", t!(cx, "channel"), &offer.channels);
    let contact = reading.chosen("contact", t!(cx, "contact"), &offer.contacts);
    let cost = cost(reading);
    let choice = introducer::read(reading, offer.introducer.clone()).await?;
    let (Some(on_day), Some(kind), Some(what), true) = (on_day, kind, what, reading.form.is_good()) else {
        return Ok((None, choice));
    };
    let facts = Facts {
        kind: TouchKindId(kind),
        channel: channel.flatten().map(ChannelId),
        on_day,
        what,
        contact: contact.flatten().map(ContactId),
        cost,
        introducer: choice.picked,
    };
    Ok((Some(facts), choice))
}

/// A touch has taken place, so its day is not to come.
fn day(reading: &mut FormReading<'_>) -> Option<NaiveDate> {
    let cx = reading.cx;
    let day = reading.needed_day("on_day", t!(cx, "touch-day"))?;
    if day > cx.today() {
        let value = reading.form.value("on_day").to_owned();
        let message = t!(cx, "deal-form-not-later", label = t!(cx, "touch-day"), value = value);
        reading.form.wrong("on_day", message);
        return None;
    }
    Some(day)
}

fn cost(reading: &mut FormReading<'_>) -> Option<Money> {
    let cx = reading.cx;
    let typed = reading.form.value("currency").to_owned();
    let currency = if typed.is_empty() {
        cx.actor.workspace.currency
    } else if let Ok(currency) = typed.parse() {
        currency
    } else {
        let label = t!(cx, "deal-currency");
        reading
            .form
            .wrong("currency", t!(cx, "deal-form-not-offered", label = label));
        return None;
    };
    let amount = reading.amount("cost", t!(cx, "touch-cost"), currency).flatten()?;
    Some(Money::new(amount, currency))
}

/// What the value of a field is called, for telling what somebody else wrote.
pub(super) fn shown(offer: &Offer, name: &str, value: &str) -> String {
    let choices = match name {
        "kind" => &offer.kinds,
        "channel" => &offer.channels,
        "contact" => &offer.contacts,
        _ => return value.to_owned(),
    };
    let found = choices.iter().find(|(id, _)| id.to_string() == value);
    found.map_or_else(|| value.to_owned(), |(_, name)| name.clone())
}
