//! A line of text by its letters: what looking for words in it needs.

/// A line and where its letters begin.
pub(super) struct Line<'l> {
    text: &'l str,
    chars: Vec<(usize, char)>,
}

impl<'l> Line<'l> {
    pub(super) fn new(text: &'l str) -> Self {
        Self {
            text,
            chars: text.char_indices().collect(),
        }
    }

    /// How many letters it has.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// Where a letter begins, in bytes; the end of the text behind the last one.
    pub(super) fn offset(&self, at: usize) -> usize {
        self.chars.get(at).map_or(self.text.len(), |(offset, _)| *offset)
    }

    pub(super) fn letter(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|(_, c)| *c)
    }

    pub(super) fn rest(&self, at: usize) -> &'l str {
        &self.text[self.offset(at)..]
    }

    pub(super) fn between(&self, at: usize, end: usize) -> &'l str {
        &self.text[self.offset(at)..self.offset(end)]
    }

    /// How many letters from here on are such.
    pub(super) fn run(&self, at: usize, is_such: fn(char) -> bool) -> usize {
        self.chars[at..].iter().take_while(|(_, c)| is_such(*c)).count()
    }

    /// The first of these words that stands here, in letters. Capitals are as good as small letters.
    pub(super) fn word(&self, at: usize, words: &[&str]) -> Option<usize> {
        let rest = self.rest(at);
        let stands = |word: &&&str| {
            rest.get(..word.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(word))
        };
        words.iter().find(stands).map(|word| word.chars().count())
    }

    /// Whether a place is within a Latin word or a number.
    pub(super) fn is_within_latin(&self, at: usize) -> bool {
        let latin = |at: usize| self.letter(at).is_some_and(|c| c.is_ascii_alphanumeric());
        at > 0 && latin(at - 1) && latin(at)
    }

    /// Whether a gap, the end of a clause or nothing follows.
    pub(super) fn is_end(&self, at: usize) -> bool {
        self.letter(at).is_none_or(|c| c.is_whitespace() || is_stop(c))
    }

    /// The longest stretch from here on, of at most so many letters, that means something: where it ends, and what.
    /// It ends neither in a gap nor within a Latin word.
    pub(super) fn longest<T>(
        &self,
        at: usize,
        most: usize,
        meaning: impl Fn(&'l str, usize) -> Option<T>,
    ) -> Option<(usize, T)> {
        let furthest = self.len().min(at + most);
        (at + 1..=furthest).rev().find_map(|end| {
            let is_gap = self.letter(end - 1).is_some_and(char::is_whitespace);
            if is_gap || self.is_within_latin(end) {
                return None;
            }
            Some((end, meaning(self.between(at, end), end)?))
        })
    }
}

/// What ends a clause.
pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '、' | '。' | '，' | ',' | ';' | '；' | '!' | '！')
}
