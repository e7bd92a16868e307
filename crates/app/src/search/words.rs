//! How words find records: folded, so that ｶﾌﾞｼｷ finds かぶしき, and anywhere in the text.

use db::Sql;

/// Narrows a query to rows whose folded `column` contains every word of `text`. A word of signs alone matches nothing.
///
/// Folding keeps letters and digits only, so that no `%` or `_` of the reader's is ever a wildcard.
pub fn push_words(sql: &mut Sql, column: &str, text: &str) {
    for word in text.split_whitespace() {
        let folded = japan::fold(word);
        if folded.is_empty() {
            sql.push(" AND 1 = 0");
        } else {
            sql.push(&format!(" AND {column} LIKE ")).bind(format!("%{folded}%"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_the_reader_are_never_wildcards() {
        let mut sql = Sql::new("SELECT 1 WHERE 1 = 1");
        push_words(&mut sql, "d.search_fold", "山田　50%_off");
        let statement = sql.statement(db::Dialect::Sqlite);
        let values: Vec<String> = statement.values.unwrap().0.iter().map(ToString::to_string).collect();
        assert_eq!(values, ["'%山田%'", "'%50off%'"]);
    }

    #[test]
    fn a_word_of_signs_alone_matches_nothing() {
        let mut sql = Sql::new("");
        push_words(&mut sql, "c", "%");
        assert_eq!(sql.text(), " AND 1 = 0");
    }
}
