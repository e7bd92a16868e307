//! A list as it is shown: head with count and sums, table, pages; or why there is nothing.

use askama::Template;
use kit::paging::Paging;

use super::{Asked, Cell, Kind, Reader};
use crate::{money::Money, page::Page, saved_views::SavedViews, t, text::Texts};

/// How many rows there are in all and what they add up to, one sum per currency.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// Amounts; empty where nothing is added up.
    pub sums: Vec<Money>,
}

/// Why there is nothing, and what to do.
#[derive(Clone, Debug)]
pub struct Empty {
    /// Of the sprite.
    pub icon: &'static str,
    /// What is so.
    pub title: String,
    /// Why, or what this is for.
    pub text: String,
    /// Ways on: where to and what it is called; the first one stands out.
    pub ways: Vec<(String, String)>,
}

/// What `{{ list }}` draws.
#[derive(Template)]
#[template(path = "shared/list.html")]
pub struct ListView {
    page: Page,
    label: String,
    path: &'static str,
    heads: Vec<Head>,
    rows: Vec<Row>,
    paging: Paging,
    links: PageLinks,
    totals: Totals,
    choices: Vec<Choice>,
    kept: Vec<(String, String)>,
    csv: String,
    saved: Option<SavedViews>,
    create: Option<(String, String)>,
    bulk: Option<Bulk>,
    empty: Option<Empty>,
}

impl askama::filters::HtmlSafe for ListView {}

struct Head {
    label: String,
    class: &'static str,
    sort: Option<String>,
    sorted: Option<&'static str>,
}

/// What can be done with the rows that are ticked.
struct Bulk {
    action: &'static str,
    /// The rest of the form, drawn by the feature.
    form: String,
}

struct Row {
    /// The number and the name by which it is ticked.
    tick: Option<(i64, String)>,
    head: Cell,
    cells: Vec<(String, &'static str, Cell)>,
}

struct Choice {
    code: String,
    label: String,
    shown: bool,
}

struct PageLinks {
    previous: Option<String>,
    next: Option<String>,
}

impl ListView {
    /// The rows of a page of a list. `label` is what a screen reader calls it: 「案件の一覧」.
    pub fn new<R>(page: &Page, label: String, asked: &Asked<R>, reader: &Reader, paging: Paging, rows: &[R]) -> Self {
        let words = reader.words;
        let cells = |row: &R| {
            let rest = asked.columns.iter().skip(1);
            let rest = rest.map(|column| ((column.label)(words), class(column.kind), (column.cell)(row, reader)));
            let added = asked.added.iter();
            let added = added.map(|column| (column.label.clone(), "", (column.cell)(row, reader)));
            Row {
                tick: None,
                head: (asked.columns[0].cell)(row, reader),
                cells: rest.chain(added).collect(),
            }
        };
        Self {
            page: page.clone(),
            label,
            path: asked.list.path,
            heads: heads(asked, words),
            rows: rows.iter().map(cells).collect(),
            paging,
            links: PageLinks {
                previous: paging.previous().map(|page| asked.page_link(page)),
                next: paging.next().map(|page| asked.page_link(page)),
            },
            totals: Totals::default(),
            choices: choices(asked, words),
            kept: asked.kept(&["columns"]),
            csv: asked.csv_link(),
            saved: None,
            create: None,
            bulk: None,
            empty: None,
        }
    }

    /// With what the rows of all pages add up to.
    #[must_use]
    pub fn with_totals(mut self, totals: Totals) -> Self {
        self.totals = totals;
        self
    }

    /// With the views the reader has saved of it.
    #[must_use]
    pub fn with_saved(mut self, saved: SavedViews) -> Self {
        self.saved = Some(saved);
        self
    }

    /// With a button to enter one more: where to and what it is called.
    #[must_use]
    pub fn with_create(mut self, href: &str, label: String) -> Self {
        self.create = Some((href.to_owned(), label));
        self
    }

    /// With a box to tick on each row, and a form that posts the ticked ones' numbers as `id` to `action`. `ticks` are the
    /// number and the name of each row; `form` is the rest of the form as HTML, such as a choice and a button.
    #[must_use]
    pub fn with_bulk(mut self, action: &'static str, ticks: Vec<(i64, String)>, form: String) -> Self {
        for (row, tick) in self.rows.iter_mut().zip(ticks) {
            row.tick = Some(tick);
        }
        self.bulk = Some(Bulk { action, form });
        self
    }

    /// What to say if there is no row.
    #[must_use]
    pub fn or_empty(mut self, empty: impl FnOnce() -> Empty) -> Self {
        if self.paging.total == 0 {
            self.empty = Some(empty());
        }
        self
    }

    fn count(&self) -> String {
        let total = self.paging.total;
        t!(self.page, "list-count", count = total, shown = grouped(total))
    }

    fn place(&self) -> String {
        t!(
            self.page,
            "list-place",
            first = grouped(self.paging.first()),
            last = grouped(self.paging.last()),
            total = grouped(self.paging.total)
        )
    }
}

/// `10,000`.
fn grouped(count: u64) -> String {
    japan::group(i64::try_from(count).unwrap_or(i64::MAX))
}

fn heads<R>(asked: &Asked<R>, words: Texts) -> Vec<Head> {
    let head = |column: &&'static super::Column<R>| Head {
        label: (column.label)(words),
        class: class(column.kind),
        sort: column.sort.map(|_| asked.sort_link(column)),
        sorted: asked.sorted(column),
    };
    let added = asked.added.iter().map(|column| Head {
        label: column.label.clone(),
        class: "",
        sort: None,
        sorted: None,
    });
    asked.columns.iter().map(head).chain(added).collect()
}

/// All columns but the first, which is always there.
fn choices<R>(asked: &Asked<R>, words: Texts) -> Vec<Choice> {
    let shown = |code| asked.columns.iter().any(|column| column.code == code);
    let choice = |column: &super::Column<R>| Choice {
        code: column.code.to_owned(),
        label: (column.label)(words),
        shown: shown(column.code),
    };
    let added = asked.addable.iter().map(|(code, label)| Choice {
        shown: asked.added.iter().any(|column| column.code == *code),
        code: code.clone(),
        label: label.clone(),
    });
    asked.list.columns.iter().skip(1).map(choice).chain(added).collect()
}

const fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "",
        Kind::Date => "table__date",
        Kind::Number | Kind::Money => "table__number",
    }
}
