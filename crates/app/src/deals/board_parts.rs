//! The parts of the board as its templates show them, in the reader's words.

use crate::{
    ids::{DealId, PhaseId},
    qualification::Marks,
};

/// A column.
pub(super) struct ColumnView {
    pub phase: PhaseId,
    pub name: String,
    pub kind: &'static str,
    pub follow_up: bool,
    pub url: String,
    pub count: String,
    /// In each currency, and weighted by probability where a deal may still be lost.
    pub sums: Vec<(String, String)>,
    pub meter: Option<Meter>,
    pub cards: CardsView,
}

/// How many deals of a column have which colour, as a line.
pub(super) struct Meter {
    pub label: String,
    pub bars: Vec<Bar>,
}

/// One colour of it, in percent of the line.
pub(super) struct Bar {
    pub colour: &'static str,
    pub from: String,
    pub width: String,
}

/// A page of cards.
#[derive(Default)]
pub(super) struct CardsView {
    pub cards: Vec<CardView>,
    pub next: Option<NextView>,
}

/// Where the next page will be.
pub(super) struct NextView {
    pub frame: String,
    pub url: String,
    pub list: String,
    pub rest: String,
}

/// A card.
pub(super) struct CardView {
    pub id: DealId,
    pub version: i64,
    pub colour: Option<&'static str>,
    pub company: String,
    pub marks: Option<Marks>,
    pub title: String,
    pub amount: String,
    pub close: String,
    pub slips: Option<(i64, String)>,
    pub chip: Option<(String, String)>,
    pub next: String,
    pub overdue: bool,
    /// 「未聴取3」, and the same in full.
    pub missing: Option<(String, String)>,
    pub owner: String,
    pub owner_in_full: String,
}

/// The acts on a card, in words that stand before its title. Asked for once and not per card.
pub(super) struct Acts {
    pub log: String,
    pub log_short: String,
    pub log_icon: String,
    pub edit: String,
    pub edit_short: String,
    pub edit_icon: String,
    pub move_to: String,
    pub move_short: String,
    pub move_icon: String,
}

/// The colours and the sums of all columns.
pub(super) struct TotalsView {
    pub legend: Vec<LegendEntry>,
    pub count: String,
    pub sums: Vec<String>,
    pub weighted: Vec<String>,
}

/// A colour of the legend; a link that shows only it, or everything again.
pub(super) struct LegendEntry {
    pub colour: &'static str,
    pub icon: String,
    pub url: String,
    pub label: String,
    pub chosen: bool,
}

/// The order and the day, beside the filters.
pub(super) struct BarView {
    /// What else the URL says.
    pub kept: Vec<(String, String)>,
    pub orders: Vec<OrderChoice>,
    pub as_of: String,
    pub yesterday: String,
}

/// An order to choose.
pub(super) struct OrderChoice {
    pub value: &'static str,
    pub label: String,
    pub chosen: bool,
}
