//! Cells that say when an activity is, how people meet, and how it stands.

use chrono::NaiveTime;

use super::{cells::Cells, columns::Field};
use crate::{
    activities::{self, State, Way, When},
    t,
    text::{Locale, Texts},
};

/// The day, and the time behind it or in a column of its own.
pub(super) fn when(cells: &mut Cells<'_>) -> Option<When> {
    let day = cells.date(Field::Day)?;
    let written = cells.raw(Field::Day).map_or("", |cell| cell.text);
    let behind = written.split_once(['T', ' ']).map_or("", |(_, time)| time);
    let cell = cells.raw(Field::Time);
    let Some(text) = cell
        .map(|cell| cell.text)
        .or(Some(behind))
        .filter(|text| !text.is_empty())
    else {
        return Some(When { day, time: None });
    };
    let time = time(text);
    if time.is_none() {
        let words = cells.words();
        let cell = cell.or(cells.raw(Field::Day));
        cells.problem(cell, t!(words, "import-no-time"), t!(words, "import-no-time-remedy"));
    }
    Some(When { day, time: Some(time?) })
}

/// `14:30` as people type it, and `14:30:00+09:00` as programs write it.
fn time(text: &str) -> Option<NaiveTime> {
    let bare = text.split(['+', 'Z']).next().unwrap_or("").trim();
    let minutes = bare.splitn(3, ':').take(2).collect::<Vec<_>>().join(":");
    activities::parse_time(text).or_else(|| activities::parse_time(&minutes))
}

/// Whatever has a name in both languages and a code.
fn named<T: Copy>(
    all: &[T],
    typed: &str,
    code: impl Fn(T) -> &'static str,
    name: impl Fn(T, Texts) -> String,
) -> Option<T> {
    let typed = japan::fold(typed);
    let is_called = |one: &T| {
        let names = [Locale::Ja, Locale::En].map(|locale| name(*one, locale.texts()));
        japan::fold(code(*one)) == typed || names.iter().any(|name| japan::fold(name) == typed)
    };
    all.iter().copied().find(is_called)
}

pub(super) fn way(cells: &mut Cells<'_>) -> Option<Way> {
    let cell = cells.raw(Field::Way)?;
    let way = named(&Way::ALL, cell.text, Way::code, |way, words| way.label(&words));
    if way.is_none() {
        let words = cells.words();
        let names = Way::ALL.map(|way| way.label(&words)).join(" / ");
        let remedy = t!(words, "import-no-name-remedy", names = names);
        cells.problem(Some(cell), t!(words, "import-nothing"), remedy);
    }
    way
}

/// How it stands, if the row says so.
pub(super) fn state(cells: &mut Cells<'_>, when: When) -> Option<State> {
    let is_ahead = when.day > cells.today();
    let cell = cells.raw(Field::Outcome)?;
    // The list says of a planned one whose day is over that it is overdue.
    let names = |state: State, words: Texts| activities::state_name(state, words);
    let overdue = [Locale::Ja, Locale::En].map(|locale| japan::fold(&t!(locale.texts(), "activities-overdue-short")));
    let state = match named(&State::ALL, cell.text, State::code, names) {
        None if overdue.contains(&japan::fold(cell.text)) => Some(State::Planned),
        state => state,
    };
    let words = cells.words();
    match state {
        None => {
            let names = State::ALL.map(|state| activities::state_name(state, words)).join(" / ");
            let remedy = t!(words, "import-no-name-remedy", names = names);
            cells.problem(Some(cell), t!(words, "import-nothing"), remedy);
        }
        Some(State::Done) if is_ahead => {
            let cell = cells.raw(Field::Day);
            cells.problem(
                cell,
                t!(words, "import-day-ahead"),
                t!(words, "import-day-ahead-remedy"),
            );
        }
        Some(_) => {}
    }
    state
}

pub(super) fn yes_or_no(cells: &mut Cells<'_>, field: Field) -> Option<bool> {
    let cell = cells.raw(field)?;
    let said = match japan::fold(cell.text).as_str() {
        "あり" | "はい" | "有" | "○" | "yes" | "true" | "1" => Some(true),
        "なし" | "いいえ" | "無" | "×" | "no" | "false" | "0" => Some(false),
        _ => None,
    };
    if said.is_none() {
        let words = cells.words();
        cells.problem(
            Some(cell),
            t!(words, "import-no-yes"),
            t!(words, "import-no-yes-remedy"),
        );
    }
    said
}
