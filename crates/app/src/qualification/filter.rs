//! Deals by what is known of them: states of items, and interest. Pushed into the queries of lists, boards and reports.

use db::Sql;

use super::State;
use crate::ids::{InterestId, ItemId};

/// The states of items that are asked for: of each item one of these, of several items all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactFilter(Vec<(ItemId, Vec<State>)>);

impl FactFilter {
    /// Of pairs such as [`FactFilter::pair`] reads.
    #[must_use]
    pub fn new(pairs: Vec<(ItemId, State)>) -> Self {
        let mut filter: Vec<(ItemId, Vec<State>)> = Vec::new();
        for (item, state) in pairs {
            match filter.iter_mut().find(|(known, _)| *known == item) {
                Some((_, states)) if states.contains(&state) => {}
                Some((_, states)) => states.push(state),
                None => filter.push((item, vec![state])),
            }
        }
        Self(filter)
    }

    /// `12:concern`, as in URLs.
    #[must_use]
    pub fn pair(text: &str) -> Option<(ItemId, State)> {
        let (item, state) = text.split_once(':')?;
        Some((item.parse().ok()?, State::from_code(state)?))
    }

    /// Whether nothing is asked for.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Which items are asked for.
    pub fn items(&self) -> impl Iterator<Item = ItemId> {
        self.0.iter().map(|(item, _)| *item)
    }

    /// What is asked of one item, as in URLs.
    #[must_use]
    pub fn codes(&self, item: ItemId) -> Vec<String> {
        let found = self.0.iter().find(|(known, _)| *known == item);
        let states = found.map_or(&[][..], |(_, states)| states);
        states.iter().map(|state| format!("{item}:{}", state.code())).collect()
    }

    /// Pushes ` AND …` on the deals behind `alias`. What nobody has written anything about is not confirmed, if it is asked of
    /// the deal at all.
    pub fn push(&self, sql: &mut Sql, alias: &str) {
        for (item, states) in &self.0 {
            let codes = || states.iter().map(|state| state.code());
            if states.contains(&State::Unknown) {
                sql.push(&format!(
                    " AND {alias}.pipeline_id IN (SELECT qp.id FROM pipelines qp JOIN framework_items qi
                      ON qi.framework_id = qp.framework_id WHERE qi.id = "
                ));
                // One look into an index per deal; asking for each of the other states took SQLite 3.6 times as long.
                sql.bind(item.0).push(&format!(
                    ") AND NOT EXISTS (SELECT 1 FROM qualification_facts q
                      WHERE q.replaced_at IS NULL AND q.deal_id = {alias}.id AND q.item_id = "
                ));
                sql.bind(item.0)
                    .push(" AND q.state NOT IN ")
                    .bind_list(codes())
                    .push(")");
            } else {
                // The few that are so, from an index; asking deal by deal took SQLite 4 to 10 times as long.
                sql.push(&format!(
                    " AND {alias}.id IN (SELECT q.deal_id FROM qualification_facts q WHERE q.replaced_at IS NULL AND q.item_id = "
                ));
                sql.bind(item.0).push(" AND q.state IN ").bind_list(codes()).push(")");
            }
        }
    }
}

/// Pushes ` AND …` for deals of which one of these interests is stated; 0 is none at all.
pub fn push_interests(sql: &mut Sql, alias: &str, interests: &[InterestId]) {
    if interests.is_empty() {
        return;
    }
    let stated = format!(
        "EXISTS (SELECT 1 FROM deal_interests s WHERE s.replaced_at IS NULL AND s.kind = 'stated' AND s.deal_id = {alias}.id"
    );
    sql.push(" AND (").push(&stated).push(" AND s.interest_id IN ");
    sql.bind_list(interests.iter().map(|id| id.0)).push(")");
    if interests.iter().any(|id| id.0 == 0) {
        sql.push(" OR NOT ").push(&stated).push(")");
    }
    sql.push(")");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_of_one_item_are_alternatives() {
        let pairs = ["1:concern", "2:unknown", "1:unfit", "1:concern"];
        let filter = FactFilter::new(pairs.into_iter().filter_map(FactFilter::pair).collect());
        assert_eq!(filter.codes(ItemId(1)), ["1:concern", "1:unfit"]);
        assert_eq!(filter.codes(ItemId(2)), ["2:unknown"]);
        assert_eq!(filter.items().count(), 2);
        for nonsense in ["", "1", "x:concern", "1:maybe"] {
            assert_eq!(FactFilter::pair(nonsense), None, "{nonsense}");
        }
    }
}
