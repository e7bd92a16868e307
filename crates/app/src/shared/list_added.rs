//! Columns that the team's own settings make, such as one for each item it asks of a deal. They stand behind those that every
//! team has; lists are not ordered by them.

use std::{fmt, sync::Arc};

use super::{Cell, Reader};

/// What stands in such a column of a list.
type InList<R> = Arc<dyn Fn(&R, &Reader) -> Cell + Send + Sync>;
/// What stands in its columns of a file.
type InFile<R> = Arc<dyn Fn(&R) -> Vec<String> + Send + Sync>;

/// One column in a list, one or several beside each other in a file.
pub struct Added<R> {
    /// As in the URL: `item-3`.
    pub code: String,
    /// Its head in a list.
    pub label: String,
    /// What stands in it.
    pub cell: InList<R>,
    /// The heads in a file.
    pub heads: Vec<String>,
    /// What stands below them, as many.
    pub line: InFile<R>,
}

impl<R> Clone for Added<R> {
    fn clone(&self) -> Self {
        Self {
            code: self.code.clone(),
            label: self.label.clone(),
            cell: Arc::clone(&self.cell),
            heads: self.heads.clone(),
            line: Arc::clone(&self.line),
        }
    }
}

impl<R> fmt::Debug for Added<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Added")
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}
