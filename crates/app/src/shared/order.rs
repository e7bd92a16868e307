//! Lists that people put in order: masters, pipelines, phases, criteria, teams.

use askama::Template;
use db::Sql;
use sea_orm::ConnectionTrait as _;

use crate::{error::Result, page::Page, t, text::Texts, tx::Tx};

/// The buttons "up" and "down" of a line: plain forms that post to `{base}/up` and `{base}/down`.
#[derive(Template)]
#[template(path = "shared/order_buttons.html")]
pub struct OrderButtons {
    words: Texts,
    up_icon: String,
    down_icon: String,
    base: String,
    name: String,
    first: bool,
    last: bool,
}

impl askama::filters::HtmlSafe for OrderButtons {}

impl OrderButtons {
    /// For a line of this name; the first has nowhere to go up, the last nowhere down.
    #[must_use]
    pub fn new(page: &Page, base: impl Into<String>, name: &str, first: &bool, last: &bool) -> Self {
        Self {
            words: page.words,
            up_icon: page.icon("arrow-up"),
            down_icon: page.icon("arrow-down"),
            base: base.into(),
            name: name.to_owned(),
            first: *first,
            last: *last,
        }
    }
}

/// One step up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Towards the first.
    Up,
    /// Towards the last.
    Down,
}

/// The order after one of them went a step; the same when there is nowhere to go.
#[must_use]
pub fn stepped(mut ids: Vec<i64>, id: i64, step: Step) -> Vec<i64> {
    let Some(at) = ids.iter().position(|other| *other == id) else {
        return ids;
    };
    match step {
        Step::Up if at > 0 => ids.swap(at, at - 1),
        Step::Down if at + 1 < ids.len() => ids.swap(at, at + 1),
        _ => {}
    }
    ids
}

/// The order that was asked for, for exactly the things there are: unknown numbers are passed over, and what was
/// not named (somebody added it meanwhile) keeps its place behind.
#[must_use]
pub fn asked(now: &[i64], wish: impl IntoIterator<Item = i64>) -> Vec<i64> {
    let mut order: Vec<i64> = Vec::with_capacity(now.len());
    for id in wish.into_iter().chain(now.iter().copied()) {
        if now.contains(&id) && !order.contains(&id) {
            order.push(id);
        }
    }
    order
}

/// Writes the positions 1, 2, … of a table's rows.
///
/// # Errors
/// When the database is away.
pub async fn write(tx: &Tx, table: &'static str, ids: &[i64]) -> Result<()> {
    for (id, position) in ids.iter().zip(1_i64..) {
        let mut sql = Sql::new(&format!("UPDATE {table} SET position = "));
        sql.bind(position).push(" WHERE id = ").bind(*id);
        tx.db().execute_raw(sql.statement(tx.dialect())).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_beyond_the_end_changes_nothing() {
        assert_eq!(stepped(vec![1, 2, 3], 1, Step::Up), [1, 2, 3]);
        assert_eq!(stepped(vec![1, 2, 3], 3, Step::Up), [1, 3, 2]);
        assert_eq!(stepped(vec![1, 2, 3], 9, Step::Down), [1, 2, 3]);
    }

    #[test]
    fn what_was_added_meanwhile_is_not_lost() {
        assert_eq!(asked(&[1, 2, 3, 4], [3, 9, 1, 3]), [3, 1, 2, 4]);
    }
}
