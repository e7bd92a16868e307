//! A statement in the making: text and its bound values side by side, so that no value is ever
//! written into the text.

use sea_orm::{Statement, Value};

use crate::Dialect;

/// SQL text with `$1`, `$2` … and the values they stand for.
///
/// ```
/// # use db::{Dialect, Sql};
/// let mut sql = Sql::new("SELECT id FROM deals WHERE owner_id = ");
/// sql.bind(7_i64).push(" AND amount > ").bind(1000_i64);
/// assert_eq!(sql.text(), "SELECT id FROM deals WHERE owner_id = $1 AND amount > $2");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    /// Starts with fixed text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            values: Vec::new(),
        }
    }

    /// Appends text that contains no values.
    pub fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Appends the next placeholder and remembers its value.
    pub fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        self.text.push('$');
        self.text.push_str(&self.values.len().to_string());
        self
    }

    /// Appends `($1, $2, …)`; an empty list becomes `(NULL)`, which `IN` never matches.
    pub fn bind_list<V: Into<Value>>(&mut self, values: impl IntoIterator<Item = V>) -> &mut Self {
        self.push("(");
        let before = self.values.len();
        for value in values {
            if self.values.len() > before {
                self.push(", ");
            }
            self.bind(value);
        }
        if self.values.len() == before {
            self.push("NULL");
        }
        self.push(")")
    }

    /// The text so far.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The finished statement for a database.
    #[must_use]
    pub fn statement(self, dialect: Dialect) -> Statement {
        Statement::from_sql_and_values(dialect.backend(), self.text, self.values)
    }
}
