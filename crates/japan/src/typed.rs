//! What a person typed, made plain before it is understood.

use unicode_normalization::UnicodeNormalization;

/// Full-width letters, digits and signs become plain ones, all is lower case, and what surrounds the text is gone. Each of
/// the dashes that a keyboard or an input method gives becomes `-`, the long mark too (`2026ー11ー22`).
pub(crate) fn plain(text: &str) -> String {
    let text: String = text
        .nfkc()
        .flat_map(char::to_lowercase)
        .map(|c| if is_dash(c) { '-' } else { c })
        .collect();
    text.trim().to_owned()
}

fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | 'ー')
}
