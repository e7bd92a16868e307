//! Names in cells that mean other records: found as written, else after folding.

use std::collections::HashMap;

use db::{Dialect, Sql};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::error::Result;

/// The records of one table by their names.
#[derive(Clone, Debug)]
pub struct References {
    fold: fn(&str) -> String,
    exact: HashMap<String, Vec<i64>>,
    folded: HashMap<String, Vec<i64>>,
    names: HashMap<i64, String>,
}

/// What a name in a cell means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The record of exactly this name.
    Exact(i64),
    /// The only record whose name folds to the same, and its name.
    Folded(i64, String),
    /// Several records, by their names: nobody can say which.
    Several(Vec<String>),
    /// No record.
    Nothing,
}

#[derive(FromQueryResult)]
struct Named {
    id: i64,
    name: String,
}

impl References {
    /// None yet; names are folded so.
    #[must_use]
    pub fn none(fold: fn(&str) -> String) -> Self {
        Self {
            fold,
            exact: HashMap::new(),
            folded: HashMap::new(),
            names: HashMap::new(),
        }
    }

    /// Those that a query answers as `id` and `name`.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn read<C: ConnectionTrait>(db: &C, sql: Sql, fold: fn(&str) -> String) -> Result<Self> {
        let mut references = Self::none(fold);
        for row in Named::find_by_statement(sql.statement(Dialect::of(db))).all(db).await? {
            references.add(row.id, &row.name);
        }
        Ok(references)
    }

    /// One more.
    pub fn add(&mut self, id: i64, name: &str) {
        self.exact.entry(name.to_owned()).or_default().push(id);
        let folded = (self.fold)(name);
        if !folded.is_empty() {
            self.folded.entry(folded).or_default().push(id);
        }
        self.names.insert(id, name.to_owned());
    }

    /// Another name of a record, which is only taken as written.
    pub fn add_alias(&mut self, id: i64, alias: &str) {
        self.exact.entry(alias.to_owned()).or_default().push(id);
    }

    /// What a name means.
    #[must_use]
    pub fn find(&self, name: &str) -> Found {
        match self.exact.get(name).map(Vec::as_slice) {
            Some([id]) => return Found::Exact(*id),
            Some(several) => return Found::Several(self.names_of(several)),
            None => {}
        }
        let folded = (self.fold)(name);
        match self.folded.get(&folded).map(Vec::as_slice) {
            Some([id]) => Found::Folded(*id, self.name(*id).to_owned()),
            Some(several) => Found::Several(self.names_of(several)),
            None => Found::Nothing,
        }
    }

    /// What a record is called.
    #[must_use]
    pub fn name(&self, id: i64) -> &str {
        self.names.get(&id).map_or("", String::as_str)
    }

    fn names_of(&self, ids: &[i64]) -> Vec<String> {
        ids.iter().map(|id| self.name(*id).to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_as_written_before_it_is_folded() {
        let mut products = References::none(japan::fold);
        products.add(1, "Plan");
        products.add(2, "Plan+");
        products.add(3, "GTX Pro");
        assert_eq!(products.find("Plan+"), Found::Exact(2));
        assert_eq!(products.find("GTXPro"), Found::Folded(3, "GTX Pro".into()));
        assert_eq!(
            products.find("PLAN"),
            Found::Several(vec!["Plan".into(), "Plan+".into()])
        );
        assert_eq!(products.find("++"), Found::Nothing);
    }
}
