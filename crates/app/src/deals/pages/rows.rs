//! Forms with rows that are added and removed by plain buttons: the form comes back with a row more or less, and
//! nothing is saved yet.

use axum::http::StatusCode;
use kit::fields::Fields;

/// What such a form is answered with: a browser that sent it draws it again where it stood.
pub(super) const AGAIN: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// All values of a name, the empty ones too: rows are told apart by their place.
pub(super) fn values(fields: &Fields, name: &str) -> Vec<String> {
    let named = fields.pairs().iter().filter(|(key, _)| key == name);
    named.map(|(_, value)| value.trim().to_owned()).collect()
}

/// The fields with a row more (`add`) or less (`remove`, its place from 0), when one of these buttons was pressed.
/// `columns` are the names that every row has.
pub(super) fn changed(fields: &Fields, columns: &[&str]) -> Option<Fields> {
    let removed = fields.number("remove").and_then(|row| usize::try_from(row).ok());
    if removed.is_none() && !fields.flag("add") {
        return None;
    }
    let mut changed = Fields::default();
    let mut seen: Vec<usize> = vec![0; columns.len()];
    for (name, value) in fields.pairs() {
        if let Some(column) = columns.iter().position(|column| column == name) {
            let row = seen[column];
            seen[column] += 1;
            if removed == Some(row) {
                continue;
            }
        } else if name == "add" || name == "remove" {
            continue;
        }
        changed.add(name, value.clone());
    }
    if removed.is_none() {
        for column in columns {
            changed.add(column, "");
        }
    }
    Some(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_added_below_and_removed_where_it_stands() {
        let fields = Fields::parse(b"contact=1&part=uses&contact=&part=other&contact=3&part=decides&add=1");
        let added = changed(&fields, &["contact", "part"]).unwrap();
        assert_eq!(values(&added, "contact"), ["1", "", "3", ""]);
        let mut fields = added;
        fields.add("remove", "1");
        let removed = changed(&fields, &["contact", "part"]).unwrap();
        assert_eq!(values(&removed, "contact"), ["1", "3", ""]);
        assert_eq!(values(&removed, "part"), ["uses", "decides", ""]);
        assert_eq!(changed(&removed, &["contact", "part"]), None);
    }
}
