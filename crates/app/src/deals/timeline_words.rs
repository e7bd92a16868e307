//! The timeline in words: a sentence for everything that can happen to a deal, from what to what, with names.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use serde_json::Value;

use super::{
    DecisionPart, Outcome,
    table::Model,
    timeline::{DoneRow, Entry, Names, Sentence},
};
use crate::{
    activities::{State, Way},
    events::EventRow,
    guard,
    money::{Currency, Money},
    qualification::{Saying, State as FactState},
    questionnaires, t,
    text::Texts,
};

/// Puts what happened into a reader's words.
pub(super) struct Teller<'n> {
    pub words: Texts,
    pub names: &'n Names,
    pub saying: Saying,
    pub today: NaiveDate,
}

impl Teller<'_> {
    /// Events, newest first. Amounts are in the currency the deal had then, so it is followed back from today's.
    pub fn changes(&self, events: &[EventRow], deal: &Model) -> Vec<Entry> {
        let mut currency: Currency = deal.currency.parse().unwrap_or(Currency::JPY);
        let mut entries = Vec::new();
        let mut answers = HashSet::new();
        for event in events {
            let data = event.data();
            // Of an answer that its author went on typing, the newest words tell.
            let is_answer = event.kind == "hearing.answered" && data["kept"] != true;
            if is_answer && !answers.insert(data["answer"].as_i64()) {
                continue;
            }
            let sentences = self.sentences(event, &data, currency);
            if let Some(was) = data["changes"]["currency"][0].as_str() {
                currency = was.parse().unwrap_or(currency);
            }
            if !sentences.is_empty() {
                entries.push(Entry {
                    at: event.at,
                    activity: None,
                    icon: None,
                    sentences,
                    note: self.note(event, &data),
                });
            }
        }
        entries
    }

    fn sentences(&self, event: &EventRow, data: &Value, currency: Currency) -> Vec<Sentence> {
        let words = self.words;
        let one = |text: String| vec![plain(text)];
        match event.kind.as_str() {
            "deal.created" => one(t!(words, "told-created")),
            "deal.imported" => one(t!(words, "told-imported")),
            "deal.deleted" => one(t!(words, "told-deleted")),
            "deal.restored" => one(t!(words, "told-restored")),
            "deal.moved" => vec![self.changed_from(
                &t!(words, "told-phase"),
                &text(&data["from_name"]),
                &text(&data["to_name"]),
            )],
            "deal.move_undone" => vec![self.undone(data)],
            "deal.won" => vec![self.won(data, currency)],
            "deal.lost" => vec![self.lost(data)],
            "deal.held" => one(t!(words, "told-held", until = self.day(&data["until"]))),
            "deal.resumed" => one(t!(words, "told-resumed")),
            "deal.reopened" => one(t!(words, "told-reopened", was = self.outcome(&data["was"]))),
            "deal.approached" => one(guard::told_plainly(words, data)),
            "deal.changed" if data["check"].is_object() => one(self.checked(&data["check"])),
            "deal.changed" => self.changed(&data["changes"], currency),
            "lead.converted" => one(t!(words, "told-from-lead", name = text(&data["name"]))),
            "touch.created" => one(t!(words, "told-touch-created", what = self.touch_named(data))),
            "touch.changed" => one(t!(words, "told-touch-changed", what = self.touch_named(data))),
            "touch.deleted" => one(t!(words, "told-touch-deleted", what = self.touch_named(data))),
            "touch.restored" => one(t!(words, "told-touch-restored", what = self.touch_named(data))),
            "qualification.changed" => vec![self.qualified(data)],
            "interest.changed" => vec![self.interested(data)],
            kind if kind.starts_with("questionnaire.") => questionnaires::told(words, kind, data).into_iter().collect(),
            "activity.deleted" => one(t!(words, "told-activity-deleted", what = self.activity_named(data))),
            "hearing.answered" if data["kept"] != true => vec![Sentence {
                text: t!(words, "hearing-told-answered", question = text(&data["text"])),
                strong: text(&data["said"]),
            }],
            "hearing.withdrawn" => one(t!(words, "hearing-told-withdrawn", question = text(&data["text"]))),
            "idea.noted" => vec![idea(t!(words, "idea-told-noted"), data)],
            "idea.deleted" => vec![idea(t!(words, "idea-told-deleted"), data)],
            "idea.restored" => vec![idea(t!(words, "idea-told-restored"), data)],
            _ => Vec::new(),
        }
    }

    /// Who, and how: 「鈴木・条件を満たさずに移動：至急のため」.
    fn note(&self, event: &EventRow, data: &Value) -> String {
        let mut notes = vec![match event.user_id {
            Some(user) => name(&self.names.users, user.0),
            None => t!(self.words, "told-by-itself"),
        }];
        if event.kind == "deal.moved" {
            match data["direction"].as_str() {
                Some("back") => notes.push(t!(self.words, "told-moved-back")),
                Some("skip") => notes.push(t!(self.words, "told-skipped")),
                Some("pipeline") => notes.push(t!(self.words, "told-other-pipeline")),
                _ => {}
            }
            if let Some(reason) = data["override"].as_str() {
                notes.push(t!(self.words, "told-override", reason = reason));
            }
        }
        if event.kind.starts_with("questionnaire.") {
            notes.extend(questionnaires::told_notes(self.words, data));
        }
        if event.kind == "deal.approached" {
            notes.push(text(&data["reason"]));
        }
        notes.retain(|note| !note.is_empty());
        notes.join(&t!(self.words, "told-and"))
    }

    fn checked(&self, check: &Value) -> String {
        let label = text(&check["label"]);
        if check["checked"] == true {
            t!(self.words, "told-checked", label = label)
        } else {
            t!(self.words, "told-unchecked", label = label)
        }
    }

    /// 「予算：未確認 → 確認済　¥3,000,000」.
    fn qualified(&self, data: &Value) -> Sentence {
        let state = |at: usize| {
            let state = data["state"][at].as_str().and_then(FactState::from_code);
            state.unwrap_or_default().name(self.words)
        };
        let value = self.saying.told(&data["value"][1]);
        let mut is = state(1);
        if !value.is_empty() {
            is = t!(self.words, "told-fact", state = is, value = value);
        }
        self.changed_from(&text(&data["name"]), &state(0), &is)
    }

    fn interested(&self, data: &Value) -> Sentence {
        let was = match data["interest"][0].as_str() {
            Some(was) => was.to_owned(),
            None => t!(self.words, "fact-unknown"),
        };
        let label = t!(self.words, "interest");
        self.changed_from(&label, &was, &text(&data["interest"][1]))
    }

    fn undone(&self, data: &Value) -> Sentence {
        let phase = |value: &Value| {
            value
                .as_i64()
                .map_or_else(String::new, |id| name(&self.names.phases, id))
        };
        if data["from"] == data["to"] {
            return plain(t!(self.words, "told-undone"));
        }
        self.changed_from(
            &t!(self.words, "told-undone"),
            &phase(&data["from"]),
            &phase(&data["to"]),
        )
    }

    fn won(&self, data: &Value, currency: Currency) -> Sentence {
        Sentence {
            text: t!(self.words, "told-won"),
            strong: match data["amount"].as_i64() {
                Some(amount) => t!(
                    self.words,
                    "told-won-terms",
                    amount = Money::new(amount, currency).to_string(),
                    day = self.day(&data["won_on"])
                ),
                None => String::new(),
            },
        }
    }

    fn lost(&self, data: &Value) -> Sentence {
        let reason = data["reason"].as_i64().map(|id| name(&self.names.reasons, id));
        let competitor = data["competitor"].as_i64().map(|id| name(&self.names.competitors, id));
        Sentence {
            text: t!(self.words, "told-lost"),
            strong: match (reason, competitor) {
                (Some(reason), Some(to)) => t!(self.words, "told-lost-to", reason = reason, competitor = to),
                (Some(reason), None) => reason,
                (None, _) => String::new(),
            },
        }
    }

    fn changed(&self, changes: &Value, currency: Currency) -> Vec<Sentence> {
        const ORDER: [&str; 12] = [
            "title",
            "company",
            "owner",
            "amount",
            "currency",
            "expected_close_on",
            "probability",
            "channel",
            "contacts",
            "members",
            "products",
            "note",
        ];
        let told = |field: &&str| {
            let change = changes.get(*field)?;
            Some(self.change(field, &change[0], &change[1], currency))
        };
        ORDER.iter().filter_map(told).collect()
    }

    fn change(&self, field: &str, was: &Value, is: &Value, currency: Currency) -> Sentence {
        let words = self.words;
        let label = self.label(field);
        match field {
            "note" => plain(t!(words, "told-note")),
            "contacts" | "members" => Sentence {
                text: t!(words, "told-label", label = label),
                strong: self.people(field, was, is),
            },
            _ => {
                let value = |value: &Value| self.value(field, value, currency);
                self.changed_from(&label, &value(was), &value(is))
            }
        }
    }

    fn label(&self, field: &str) -> String {
        let words = self.words;
        match field {
            "title" => t!(words, "deal-title"),
            "company" => t!(words, "company"),
            "owner" => t!(words, "owner"),
            "amount" => t!(words, "amount"),
            "currency" => t!(words, "deal-currency"),
            "expected_close_on" => t!(words, "expected-close"),
            "probability" => t!(words, "probability"),
            "channel" => t!(words, "channel"),
            "contacts" => t!(words, "deal-contacts"),
            "members" => t!(words, "deal-members"),
            "products" => t!(words, "product"),
            _ => field.to_owned(),
        }
    }

    fn value(&self, field: &str, value: &Value, currency: Currency) -> String {
        let words = self.words;
        if value.is_null() {
            return t!(words, "told-nothing");
        }
        let named = |names: &HashMap<i64, String>| name(names, value.as_i64().unwrap_or(0));
        match field {
            "company" => named(&self.names.companies),
            "owner" => named(&self.names.users),
            "channel" => named(&self.names.channels),
            "amount" => Money::new(value.as_i64().unwrap_or(0), currency).to_string(),
            "expected_close_on" => self.day(value),
            "probability" => format!("{value}%"),
            "products" => {
                let sum = Money::new(value["sum"].as_i64().unwrap_or(0), currency).to_string();
                t!(
                    words,
                    "told-products",
                    count = value["count"].as_i64().unwrap_or(0),
                    sum = sum
                )
            }
            _ => text(value),
        }
    }

    /// Who came, who went, whose part changed.
    fn people(&self, field: &str, was: &Value, is: &Value) -> String {
        let words = self.words;
        let (was, is) = (pairs(was), pairs(is));
        let names = if field == "contacts" {
            &self.names.contacts
        } else {
            &self.names.users
        };
        let with_part = |id: i64, part: &str| match DecisionPart::from_code(part) {
            Some(part) => t!(words, "told-with-part", name = name(names, id), part = part.name(words)),
            None => name(names, id),
        };
        let mut told = Vec::new();
        for (id, part) in &is {
            match was.iter().find(|(other, _)| other == id) {
                None => told.push(t!(words, "told-added", who = with_part(*id, part))),
                Some((_, before)) if before != part => {
                    let called =
                        |part: &str| DecisionPart::from_code(part).map_or_else(String::new, |part| part.name(words));
                    let (from, to) = (called(before), called(part));
                    told.push(t!(words, "told-part", name = name(names, *id), from = from, to = to));
                }
                Some(_) => {}
            }
        }
        for (id, part) in was.iter().filter(|(id, _)| !is.iter().any(|(other, _)| other == id)) {
            told.push(t!(words, "told-removed", who = with_part(*id, part)));
        }
        told.join(&t!(words, "told-list"))
    }

    fn changed_from(&self, label: &str, from: &str, to: &str) -> Sentence {
        Sentence {
            text: t!(self.words, "told-from", label = label, from = from),
            strong: to.to_owned(),
        }
    }

    fn day(&self, value: &Value) -> String {
        let day = value.as_str().and_then(|text| text.parse().ok());
        day.map_or_else(String::new, |day| japan::short_date(day, self.today, self.words.lang()))
    }

    fn outcome(&self, value: &Value) -> String {
        match value.as_str().and_then(Outcome::from_code) {
            Some(Outcome::Won) => t!(self.words, "outcome-won"),
            Some(Outcome::Lost) => t!(self.words, "outcome-lost"),
            Some(Outcome::OnHold) => t!(self.words, "outcome-on-hold"),
            _ => t!(self.words, "outcome-open"),
        }
    }

    fn activity_named(&self, data: &Value) -> String {
        let kind = data["kind"]
            .as_i64()
            .map_or_else(String::new, |id| name(&self.names.kinds, id));
        match text(&data["subject"]) {
            subject if subject.is_empty() => kind,
            subject => t!(self.words, "told-activity", kind = kind, what = subject),
        }
    }

    /// 「7/2（木） 展示会で名刺交換」.
    fn touch_named(&self, data: &Value) -> String {
        let kind = data["kind"]
            .as_i64()
            .map_or_else(String::new, |id| name(&self.names.touch_kinds, id));
        format!("{} {kind}", self.day(&data["day"]))
    }

    /// An activity that was done, or will not be.
    pub fn activity(&self, row: &DoneRow) -> Entry {
        let words = self.words;
        let said = [row.subject.as_str(), row.result.as_str()]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>();
        let said = said.join(&t!(words, "told-stop"));
        let text = match (row.state, said.is_empty()) {
            (State::Cancelled, true) => t!(words, "told-cancelled", what = row.kind.as_str()),
            (State::Cancelled, false) => {
                let what = t!(words, "told-activity", kind = row.kind.as_str(), what = said);
                t!(words, "told-cancelled", what = what)
            }
            (_, true) => row.kind.clone(),
            (_, false) => t!(words, "told-activity", kind = row.kind.as_str(), what = said),
        };
        let mut notes = vec![row.owner.clone()];
        notes.extend(row.contacts.clone());
        if row.state == State::Done && !row.customer_took_part && row.way != Way::Internal {
            notes.push(t!(words, "told-no-answer"));
        }
        Entry {
            at: row.at(),
            activity: Some(row.id),
            icon: Some(row.way.code()),
            sentences: vec![Sentence {
                text,
                strong: String::new(),
            }],
            note: notes.join(&t!(words, "told-and")),
        }
    }
}

fn idea(told: String, data: &Value) -> Sentence {
    Sentence {
        text: told,
        strong: text(&data["text"]),
    }
}

fn plain(text: String) -> Sentence {
    Sentence {
        text,
        strong: String::new(),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or("").to_owned()
}

/// What a number is called; a dash for what this person may not see or what is gone.
fn name(names: &HashMap<i64, String>, id: i64) -> String {
    names.get(&id).map_or_else(|| "—".to_owned(), Clone::clone)
}

/// `[[1, "decides"]]` or `[2, 3]`.
fn pairs(value: &Value) -> Vec<(i64, String)> {
    let items = value.as_array().map_or(&[][..], Vec::as_slice);
    let pair = |item: &Value| match item {
        Value::Array(pair) => Some((pair.first()?.as_i64()?, text(pair.get(1)?))),
        other => Some((other.as_i64()?, String::new())),
    };
    items.iter().filter_map(pair).collect()
}
