//! Reads what a row says of an item, and the interest.

use super::{
    About, Columned,
    columns::{InterestColumn, ItemColumns},
    contact, listed, not_asked,
};
use crate::{
    deals::DecisionPart,
    error::Result,
    ids::{InterestId, ItemId},
    imports::{cells::Cells, reading::Cell, references::References},
    masters::{self, Master},
    money::Currency,
    qualification::{self, Fact, Said, Source, State, Stated, Value, ValueKind, file::FactColumn},
    t,
    text::Texts,
    tx::Tx,
};

/// What a row says of an item; nothing when its cells are blank, or when it is known already.
pub(super) async fn read(
    columned: &Columned,
    tx: &Tx,
    cells: &mut Cells<'_>,
    about: &About<'_>,
    people: &References,
    columns: &ItemColumns,
) -> Result<Option<(ItemId, Said)>> {
    let at = |column: FactColumn| columns.places.get(&column).copied();
    let filled = FactColumn::of(columns.item.value_kind);
    let first = filled.into_iter().filter_map(at).find_map(|place| cells.at(place));
    if first.is_none() {
        return Ok(None);
    }
    let known = match about.deal {
        Some(deal) => qualification::newest(tx.db(), deal.id, columns.item.id).await?,
        None => None,
    };
    let was = known.as_ref().map(Fact::said).unwrap_or_default();
    let mut said = was.clone();
    if let Some(value) = value(cells, about, people, columns, known.as_ref(), tx) {
        said.value = value;
    }
    if let Some(cell) = at(FactColumn::State).and_then(|place| cells.at(place)) {
        said.state = listed(cells, cell, &State::ALL, State::name, State::code).unwrap_or_default();
    }
    if let Some(cell) = at(FactColumn::Source).and_then(|place| cells.at(place)) {
        said.source = listed(cells, cell, &Source::ALL, Source::name, Source::code);
    }
    if let Some(cell) = at(FactColumn::SaidOn).and_then(|place| cells.at(place)) {
        said.said_on = cells.past_date_in(cell);
    }
    let teller = known.as_ref().and_then(|fact| fact.told_by.zip(fact.teller.as_deref()));
    said.told_by = contact(cells, at(FactColumn::ToldBy), people, teller);
    if let Some(cell) = at(FactColumn::Note).and_then(|place| cells.at(place)) {
        said.note = cells.long_text_in(cell).unwrap_or_default();
    }
    if said == was {
        return Ok(None);
    }
    if !columned.asked.asks(about.pipeline, columns.item.id) {
        not_asked(cells, first);
        return Ok(None);
    }
    Ok(Some((columns.item.id, said)))
}

/// `None` leaves what is known.
fn value(
    cells: &mut Cells<'_>,
    about: &About<'_>,
    people: &References,
    columns: &ItemColumns,
    known: Option<&Fact>,
    tx: &Tx,
) -> Option<Value> {
    let place = columns.places.get(&FactColumn::Value).copied();
    let cell = place.and_then(|place| cells.at(place));
    match columns.item.value_kind {
        ValueKind::Amount => {
            let currency = match known.map(Fact::value) {
                Some(Value::Amount { currency, .. }) => currency,
                _ => about.currency,
            };
            let said = columns
                .places
                .get(&FactColumn::Currency)
                .and_then(|place| cells.at(*place));
            let currency = said.map_or(currency, |cell| cells.currency_in(cell, currency));
            amount(cells, cell?, currency)
        }
        ValueKind::Person => {
            let before = known.map(Fact::value);
            let (is, was) = match before {
                Some(Value::Person { contact, part }) => (Some(contact), part),
                _ => (None, None),
            };
            let name = known.and_then(|fact| fact.contact.as_deref());
            let found = contact(cells, place, people, is.zip(name))?;
            let part = columns.places.get(&FactColumn::Part).and_then(|place| cells.at(*place));
            let part = match part {
                Some(cell) => listed(cells, cell, &DecisionPart::ALL, DecisionPart::name, DecisionPart::code),
                None => was.filter(|_| is == Some(found)),
            };
            Some(Value::Person { contact: found, part })
        }
        ValueKind::Text => cells.long_text_in(cell?).map(Value::Words),
        ValueKind::Day => days(cells, cell?, tx),
    }
}

/// 「300万」, 「3000000〜5000000」.
fn amount<'r>(cells: &mut Cells<'r>, cell: Cell<'r>, currency: Currency) -> Option<Value> {
    let Some((low, high)) = cell.text.split_once(RANGE) else {
        let low = cells.amount_in(cell, cell.text, currency)?;
        return Some(Value::Amount {
            low,
            high: None,
            currency,
        });
    };
    let low = cells.amount_in(cell, low, currency)?;
    let high = cells.amount_in(cell, high, currency)?;
    if high < low {
        backwards(cells, cell);
        return None;
    }
    let high = (high != low).then_some(high);
    Some(Value::Amount { low, high, currency })
}

/// What stands between the ends of a range, however it is typed.
const RANGE: [char; 4] = ['〜', '～', '~', '–'];

fn backwards<'r>(cells: &mut Cells<'r>, cell: Cell<'r>) {
    let words = cells.words();
    cells.problem(
        Some(cell),
        t!(words, "import-backwards"),
        t!(words, "import-backwards-remedy"),
    );
}

/// 「2026-Q4」, 「2026-12-01〜2027-01-15」, or a day.
fn days<'r>(cells: &mut Cells<'r>, cell: Cell<'r>, tx: &Tx) -> Option<Value> {
    if let Ok(period) = cell.text.parse::<japan::Period>() {
        let calendar = tx.workspace().calendar();
        return Some(Value::Days(period.first_day(calendar), period.last_day(calendar)));
    }
    if let Some((from, to)) = cell.text.split_once(RANGE) {
        let from = cells.date_in(Cell {
            text: from.trim(),
            ..cell
        })?;
        let to = cells.date_in(Cell {
            text: to.trim(),
            ..cell
        })?;
        if to < from {
            backwards(cells, cell);
            return None;
        }
        return Some(Value::Days(from, to));
    }
    let day = cells.date_in(cell)?;
    Some(Value::Days(day, day))
}

/// The interest a row states. Without a day it was stated when it was known before, else today.
pub(super) async fn interest(
    columned: &Columned,
    tx: &Tx,
    cells: &mut Cells<'_>,
    about: &About<'_>,
    people: &References,
) -> Result<Option<Stated>> {
    let places = &columned.columns.interest;
    let at = |column: InterestColumn| places.get(&column).copied();
    let Some(cell) = at(InterestColumn::Interest).and_then(|place| cells.at(place)) else {
        return Ok(None);
    };
    let known = match about.deal {
        Some(deal) => qualification::interests_of(tx.db(), deal.id).await?.into_iter().next(),
        None => None,
    };
    let in_settings = |words: Texts| t!(words, "import-no-choice-remedy");
    let Some(id) = cells.reference_in(cell, &columned.interests, in_settings) else {
        return Ok(None);
    };
    let current = known.as_ref().map(|interest| interest.interest_id.0);
    if !masters::is_offered(tx.db(), Master::Interest, id, current).await? {
        let words = cells.words();
        cells.problem(
            Some(cell),
            t!(words, "import-retired"),
            t!(words, "import-no-choice-remedy"),
        );
        return Ok(None);
    }
    let same = known.as_ref().filter(|interest| interest.interest_id.0 == id);
    let said_on = match at(InterestColumn::SaidOn).and_then(|place| cells.at(place)) {
        Some(cell) => cells.past_date_in(cell),
        None => Some(same.map_or(cells.today(), |interest| interest.said_on)),
    };
    let teller = same.and_then(|interest| interest.told_by.zip(interest.teller.as_deref()));
    let told_by = contact(cells, at(InterestColumn::ToldBy), people, teller);
    Ok(said_on.map(|said_on| Stated {
        interest: InterestId(id),
        said_on,
        told_by,
    }))
}
