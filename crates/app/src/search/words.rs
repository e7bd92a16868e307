//! How words find records: folded, so that ｶﾌﾞｼｷ finds かぶしき; in Latin letters also by their sound, so that `yamada`
//! finds ヤマダ; and anywhere in the text.

use db::Sql;

/// Narrows a query to rows whose folded `column` contains every word of `text`. A word of signs alone matches nothing.
pub fn push_words(sql: &mut Sql, column: &str, text: &str) {
    push_words_in(sql, &[column], text);
}

/// The same where each word may stand in any of several columns: a person's name in one, their company's in another.
///
/// Folding keeps letters and digits only, so that no `%` or `_` of the reader's is ever a wildcard.
pub fn push_words_in(sql: &mut Sql, columns: &[&str], text: &str) {
    for word in text.split_whitespace() {
        let folded = japan::fold(word);
        if folded.is_empty() {
            sql.push(" AND 1 = 0");
            continue;
        }
        // As written, and by how it sounds if it can be read as Japanese in Latin letters.
        let key = japan::romaji_key(word).filter(|key| *key != folded);
        let patterns: Vec<String> = [Some(folded), key]
            .into_iter()
            .flatten()
            .map(|text| format!("%{text}%"))
            .collect();
        let mut join = " AND (";
        for column in columns {
            for pattern in &patterns {
                sql.push(&format!("{join}{column} LIKE ")).bind(pattern.as_str());
                join = " OR ";
            }
        }
        sql.push(")");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(sql: Sql) -> Vec<String> {
        let statement = sql.statement(db::Dialect::Sqlite);
        statement.values.unwrap().0.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn signs_of_the_reader_are_never_wildcards() {
        let mut sql = Sql::new("SELECT 1 WHERE 1 = 1");
        push_words(&mut sql, "d.search_fold", "山田　50%_off");
        assert_eq!(values(sql), ["'%山田%'", "'%50off%'"]);
    }

    #[test]
    fn latin_letters_are_also_read_as_japanese() {
        let mut sql = Sql::new("");
        push_words(&mut sql, "a", "Shouji GTX yamada");
        assert_eq!(
            sql.text(),
            " AND (a LIKE $1 OR a LIKE $2) AND (a LIKE $3) AND (a LIKE $4)"
        );
        assert_eq!(values(sql), ["'%shouji%'", "'%syozi%'", "'%gtx%'", "'%yamada%'"]);
    }

    #[test]
    fn each_word_may_stand_in_another_column() {
        let mut sql = Sql::new("");
        push_words_in(&mut sql, &["a", "b"], "山 川");
        assert_eq!(sql.text(), " AND (a LIKE $1 OR b LIKE $2) AND (a LIKE $3 OR b LIKE $4)");
    }

    #[test]
    fn a_word_of_signs_alone_matches_nothing() {
        let mut sql = Sql::new("");
        push_words(&mut sql, "c", "%");
        assert_eq!(sql.text(), " AND 1 = 0");
    }
}
