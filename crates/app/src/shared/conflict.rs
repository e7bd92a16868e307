//! Two people edit one record: what the other one changed meanwhile, and a form that overwrites none of it unasked.

use db::Sql;
use sea_orm::FromQueryResult;
use serde_json::Value;

use crate::{app::App, error::Result, form::Form};

/// A fact that somebody changed, as the form writes it: from what to what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The field of the form.
    pub field: String,
    /// What the reader of the form still saw.
    pub was: String,
    /// What it says now.
    pub is: String,
}

/// What happened to a record in its last `versions` versions, oldest first, read from its events. `column` is that of
/// the events which names the record, such as `company_id`; `kind` how their kinds begin, such as `company`.
///
/// # Errors
/// When the database is away.
pub async fn changed_since(app: &App, column: &str, kind: &str, id: i64, versions: i64) -> Result<Vec<Changed>> {
    #[derive(FromQueryResult)]
    struct Row {
        data: String,
    }
    let mut sql = Sql::new(&format!("SELECT data FROM events WHERE {column} = "));
    sql.bind(id).push(" AND kind LIKE ").bind(format!("{kind}.%"));
    sql.push(" ORDER BY id DESC LIMIT ").bind(versions);
    let mut changes: Vec<Changed> = Vec::new();
    for row in app.all::<Row>(sql).await?.into_iter().rev() {
        let data: Value = serde_json::from_str(&row.data)?;
        for (field, change) in data["changes"].as_object().into_iter().flatten() {
            let (was, is) = (text(&change[0]), text(&change[1]));
            match changes.iter_mut().find(|known| known.field == *field) {
                Some(known) => known.is = is,
                None => changes.push(Changed {
                    field: field.clone(),
                    was,
                    is,
                }),
            }
        }
    }
    Ok(changes)
}

/// Brings a form up to what others wrote: a field the reader has not touched takes the new value, one they have keeps
/// theirs, and both say what the other one wrote. `shown` puts a value into words, such as the name of an owner.
pub fn tell(form: &mut Form, fields: &[&'static str], changes: &[Changed], shown: impl Fn(&str, &str) -> String) {
    for field in fields {
        let Some(change) = changes.iter().find(|change| change.field == *field) else {
            continue;
        };
        let typed = form.value(field).to_owned();
        if typed == change.is || !form.fields().has(field) {
            continue;
        }
        if typed == change.was {
            form.set(field, &change.is);
        }
        form.theirs(field, shown(field, &change.is));
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
