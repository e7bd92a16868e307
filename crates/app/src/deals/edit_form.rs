//! What the form of a deal's facts says before anything is typed, and how what was typed stands to what somebody else
//! wrote meanwhile.

use db::Sql;
use kit::fields::Fields;
use sea_orm::FromQueryResult;
use serde_json::Value;

use super::{choices::Choice, facts::DealFacts, form::Reading, table::Model};
use crate::{cx::Cx, error::Result, form::Form, ids::DealId, t, text::Texts, time::At};

/// The fields of the form.
pub(super) const FIELDS: [&str; 9] = [
    "title",
    "company",
    "owner",
    "channel",
    "amount",
    "currency",
    "expected_close_on",
    "probability",
    "note",
];

/// What a field is called.
pub(super) fn label(field: &str, words: Texts) -> String {
    match field {
        "title" => t!(words, "deal-title"),
        "company" => t!(words, "company"),
        "owner" => t!(words, "owner"),
        "channel" => t!(words, "channel"),
        "amount" => t!(words, "amount"),
        "currency" => t!(words, "deal-currency"),
        "expected_close_on" => t!(words, "expected-close"),
        "probability" => t!(words, "probability"),
        _ => t!(words, "deal-note"),
    }
}

/// The fields as a deal says them.
pub(super) fn written(deal: &Model, facts: &DealFacts) -> Fields {
    let mut fields = Fields::default();
    for name in FIELDS {
        fields.add(name, value(name, deal, facts));
    }
    fields.set("version", deal.version.to_string());
    fields
}

/// Remembers in hidden fields what the deal said, so that later it can be told who changed what.
pub(super) fn remember(form: &mut Form, deal: &Model, facts: &DealFacts) {
    form.set("version", deal.version);
    for name in FIELDS {
        form.set(&format!("was_{name}"), value(name, deal, facts));
    }
}

fn value(name: &str, deal: &Model, facts: &DealFacts) -> String {
    match name {
        "title" => deal.title.clone(),
        "company" => facts.company.clone().unwrap_or_default(),
        "owner" => deal.owner_id.to_string(),
        "channel" => deal.channel_id.map(|id| id.to_string()).unwrap_or_default(),
        "amount" => deal.money().map(typed).unwrap_or_default(),
        "currency" => deal.currency.clone(),
        "expected_close_on" => deal.expected_close_on.map(|day| day.to_string()).unwrap_or_default(),
        "probability" if deal.probability_by_hand => deal.probability.to_string(),
        "probability" => String::new(),
        _ => deal.note.clone(),
    }
}

/// An amount as it stands in a field: grouped, without its sign.
pub(super) fn typed(money: crate::money::Money) -> String {
    money.to_string().replacen(money.currency.sign(), "", 1)
}

/// For a form of an older version: what somebody else changed is said at its field. A field that was not touched here
/// takes over what they wrote; one that was touched keeps what was typed.
pub(super) async fn compare(
    reading: &mut Reading<'_>,
    deal: &Model,
    facts: &DealFacts,
    owners: &[Choice],
    channels: &[Choice],
) -> Result<()> {
    let cx = reading.cx;
    let changes = recent_changes(cx, deal.id).await?;
    for name in FIELDS {
        if !reading.has(name) {
            continue;
        }
        let was_name = format!("was_{name}");
        let theirs = value(name, deal, facts);
        let mine = reading.form.value(name).replace("\r\n", "\n");
        let was = reading
            .has(&was_name)
            .then(|| reading.form.value(&was_name).replace("\r\n", "\n"));
        let unchanged = was.as_deref() == Some(theirs.as_str());
        if !unchanged && mine != theirs {
            let shown = shown(name, &theirs, deal, owners, channels);
            reading.form.theirs(name, said(cx, name, shown, &changes));
            if was.as_deref() == Some(mine.as_str()) {
                reading.form.set(name, &theirs);
            }
        }
    }
    remember(&mut reading.form, deal, facts);
    Ok(())
}

/// A value as people read it: the name of a number, the amount with its sign.
fn shown(name: &str, value: &str, deal: &Model, owners: &[Choice], channels: &[Choice]) -> String {
    let named = |choices: &[Choice]| {
        let found = choices.iter().find(|(id, _)| id.to_string() == value);
        found.map_or_else(|| value.to_owned(), |(_, name)| name.clone())
    };
    match name {
        "owner" => named(owners),
        "channel" => named(channels),
        "amount" => deal.money().map(|money| money.to_string()).unwrap_or_default(),
        _ => value.to_owned(),
    }
}

/// What they wrote, with who and when where the history knows it.
fn said(cx: &Cx, field: &str, value: String, changes: &[Recent]) -> String {
    let changed = |recent: &&Recent| {
        let data: Value = serde_json::from_str(&recent.data).unwrap_or_default();
        data["changes"].get(field).is_some()
    };
    let value = if value.is_empty() {
        t!(cx, "form-theirs-empty")
    } else {
        value
    };
    match changes.iter().find(changed) {
        None => value,
        Some(recent) => {
            let day = japan::brief_date(recent.at.day(cx.zone()), cx.today(), cx.texts().lang());
            let when = format!("{day} {}", recent.at.clock_time(cx.zone()));
            let who = recent.name.clone().unwrap_or_default();
            t!(cx, "deal-form-theirs", value = value, who = who, when = when)
        }
    }
}

#[derive(FromQueryResult)]
struct Recent {
    at: At,
    name: Option<String>,
    data: String,
}

async fn recent_changes(cx: &Cx, deal: DealId) -> Result<Vec<Recent>> {
    let mut sql = Sql::new(
        "SELECT e.at, u.name, e.data FROM events e LEFT JOIN users u ON u.id = e.user_id
         WHERE e.kind = 'deal.changed' AND e.deal_id = ",
    );
    sql.bind(deal.0).push(" ORDER BY e.id DESC LIMIT 20");
    cx.app.all(sql).await
}
