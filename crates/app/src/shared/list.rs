//! Lists: columns to choose, order and page, all of it in the URL, so that a list can be shared and kept.
//!
//! A feature describes its list once ([`List`]); a request asks for a part of it ([`Asked`]). Which rows there are is
//! the feature's: it narrows the query to what the reader sees and asks for. How it looks stands in `list_view.rs`.
//!
//! In the URL: `columns=owner&columns=amount` in the order of the description, `sort=amount` or `sort=-amount` from the
//! greatest, `page=2`.

use db::Sql;
use kit::{fields::Fields, paging::Paging};
use sea_orm::FromQueryResult;

use super::{Added, Cell, Reader};
use crate::{app::App, error::Result, text::Texts};

/// Rows per page.
const PER_PAGE: u64 = 50;

/// What a list can show and how it can be ordered.
#[derive(Debug)]
pub struct List<R: 'static> {
    /// Where it is, such as `/deals`; its file is `/deals.csv`.
    pub path: &'static str,
    /// The table with its alias, such as `deals d`.
    pub from: &'static str,
    /// The number of a row, such as `d.id`. It also decides between rows that are alike.
    pub id: &'static str,
    /// The first one names the row and is always shown.
    pub columns: &'static [Column<R>],
    /// Unless the reader asks for another: as in the URL.
    pub order: &'static str,
}

/// What a column holds, which decides where it stands and in which order people want it first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words: from the first letter.
    Text,
    /// Days: the earliest first.
    Date,
    /// Numbers, on the right: the greatest first.
    Number,
    /// Amounts, on the right: the greatest first. In a file the currency stands beside the first of them.
    Money,
}

/// One column.
#[derive(Debug)]
pub struct Column<R: 'static> {
    /// As in the URL.
    pub code: &'static str,
    /// Its head.
    pub label: fn(Texts) -> String,
    /// What it holds.
    pub kind: Kind,
    /// Whether it is shown to a reader who has chosen nothing.
    pub shown: bool,
    /// The SQL it is ordered by, if it can be. Rows without a value come last either way.
    pub sort: Option<&'static str>,
    /// What stands in it.
    pub cell: fn(&R, &Reader) -> Cell,
}

/// What one request asks a list for.
#[derive(Clone, Debug)]
pub struct Asked<R: 'static> {
    /// The list.
    pub list: &'static List<R>,
    /// The whole query, filters included.
    pub fields: Fields,
    /// The columns to show, in the order of the description.
    pub columns: Vec<&'static Column<R>>,
    /// The columns that the team's settings make and that are shown, behind the others.
    pub added: Vec<Added<R>>,
    /// All of those, shown or not: code and label.
    pub addable: Vec<(String, String)>,
    sort: Sort<R>,
}

#[derive(Clone, Copy, Debug)]
struct Sort<R: 'static> {
    column: Option<&'static Column<R>>,
    descending: bool,
}

#[derive(FromQueryResult)]
struct Id {
    id: i64,
}

#[derive(FromQueryResult)]
struct Count {
    n: i64,
}

impl<R> List<R> {
    /// What a request asks for. Columns and orders that do not exist are passed over.
    #[must_use]
    pub fn asked(&'static self, fields: &Fields) -> Asked<R> {
        let chosen: Vec<&str> = fields.all("columns").collect();
        let is_shown = |(index, column): &(usize, &Column<R>)| {
            *index == 0
                || if chosen.is_empty() {
                    column.shown
                } else {
                    chosen.contains(&column.code)
                }
        };
        let columns = self
            .columns
            .iter()
            .enumerate()
            .filter(is_shown)
            .map(|(_, column)| column);
        let asked = self.sort(fields.text("sort"));
        Asked {
            list: self,
            fields: fields.clone(),
            columns: columns.collect(),
            added: Vec::new(),
            addable: Vec::new(),
            sort: asked.unwrap_or_else(|| {
                self.sort(self.order).unwrap_or(Sort {
                    column: None,
                    descending: false,
                })
            }),
        }
    }

    fn sort(&'static self, text: &str) -> Option<Sort<R>> {
        let (code, descending) = text.strip_prefix('-').map_or((text, false), |code| (code, true));
        let column = self.columns.iter().find(|column| column.code == code)?;
        column.sort.map(|_| Sort {
            column: Some(column),
            descending,
        })
    }
}

impl<R> Asked<R> {
    /// With columns that the team's own settings make; those that the reader chose are shown.
    #[must_use]
    pub fn with_added(mut self, added: Vec<Added<R>>) -> Self {
        let named = |column: &Added<R>| (column.code.clone(), column.label.clone());
        self.addable = added.iter().map(named).collect();
        let is_chosen = |column: &Added<R>| self.fields.all("columns").any(|code| code == column.code);
        self.added = added.into_iter().filter(is_chosen).collect();
        self
    }

    /// The numbers of the rows on the page asked for, in order. `narrow` pushes ` AND …` for what the reader sees and
    /// asks for.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn page(&self, app: &App, narrow: &(dyn Fn(&mut Sql) + Sync)) -> Result<(Paging, Vec<i64>)> {
        let mut count = Sql::new("SELECT CAST(COUNT(*) AS BIGINT) AS n");
        self.push_from(&mut count, narrow);
        let total = app.one::<Count>(count).await?.map_or(0, |count| count.n);
        let paging = Paging::new(self.fields.number("page"), PER_PAGE, u64::try_from(total).unwrap_or(0));
        let mut sql = self.ids_in_order(narrow);
        sql.push(" LIMIT ").bind(i64::try_from(PER_PAGE).unwrap_or(i64::MAX));
        sql.push(" OFFSET ")
            .bind(i64::try_from(paging.offset()).unwrap_or(i64::MAX));
        Ok((paging, ids(app, sql).await?))
    }

    /// The numbers of all rows, in order: for a file. Eight bytes a row, so that the file itself can be written piece
    /// by piece from a set that no longer changes.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn all(&self, app: &App, narrow: &(dyn Fn(&mut Sql) + Sync)) -> Result<Vec<i64>> {
        ids(app, self.ids_in_order(narrow)).await
    }

    fn ids_in_order(&self, narrow: &(dyn Fn(&mut Sql) + Sync)) -> Sql {
        let mut sql = Sql::new(&format!("SELECT {} AS id", self.list.id));
        self.push_from(&mut sql, narrow);
        let descending = if self.sort.descending { " DESC" } else { "" };
        sql.push(" ORDER BY ");
        if let Some(expression) = self.sort.column.and_then(|column| column.sort) {
            sql.push(&format!("{expression} IS NULL, {expression}{descending}, "));
        }
        sql.push(&format!("{}{descending}", self.list.id));
        sql
    }

    fn push_from(&self, sql: &mut Sql, narrow: &(dyn Fn(&mut Sql) + Sync)) {
        sql.push(&format!(" FROM {} WHERE 1 = 1", self.list.from));
        narrow(sql);
    }

    /// `ascending` or `descending` for the column the list is ordered by, as in `aria-sort`.
    #[must_use]
    pub fn sorted(&self, column: &Column<R>) -> Option<&'static str> {
        let by = self.sort.column.is_some_and(|by| by.code == column.code);
        by.then_some(if self.sort.descending {
            "descending"
        } else {
            "ascending"
        })
    }

    /// The same list ordered by a column: the other way round if it is so already.
    #[must_use]
    pub fn sort_link(&self, column: &Column<R>) -> String {
        let descending = match self.sorted(column) {
            Some(now) => now == "ascending",
            None => matches!(column.kind, Kind::Number | Kind::Money),
        };
        let sign = if descending { "-" } else { "" };
        self.link(
            &self
                .fields
                .with("sort", format!("{sign}{}", column.code))
                .with("page", ""),
        )
    }

    /// Another page of the same list.
    #[must_use]
    pub fn page_link(&self, page: u64) -> String {
        self.link(&self.fields.with("page", page.to_string()))
    }

    /// The same list as a file.
    #[must_use]
    pub fn csv_link(&self) -> String {
        let query = self.fields.with("page", "").encode();
        format!("{}.csv?{query}", self.list.path)
            .trim_end_matches('?')
            .to_owned()
    }

    /// The query but for these names and the page: hidden fields of a form that sets them anew.
    #[must_use]
    pub fn kept(&self, without: &[&str]) -> Vec<(String, String)> {
        let kept = |(name, value): &&(String, String)| {
            name != "page" && !value.is_empty() && !without.contains(&name.as_str())
        };
        self.fields.pairs().iter().filter(kept).cloned().collect()
    }

    fn link(&self, fields: &Fields) -> String {
        format!("{}?{}", self.list.path, fields.encode())
            .trim_end_matches('?')
            .to_owned()
    }
}

async fn ids(app: &App, sql: Sql) -> Result<Vec<i64>> {
    Ok(app.all::<Id>(sql).await?.into_iter().map(|row| row.id).collect())
}

#[cfg(test)]
#[path = "list_tests.rs"]
mod tests;
