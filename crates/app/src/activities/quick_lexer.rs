//! Cuts a line into pieces that mean something: names, days, times, kinds, and the words between them. Every letter of
//! the line lies in exactly one piece.

use std::{collections::HashMap, ops::Range};

use chrono::{NaiveDate, NaiveTime};

use super::{
    about::About,
    quick_entry::Vocabulary,
    quick_line::{Line, is_stop},
    quick_words::{
        AFTER_DAY, AFTER_KIND, AFTER_NAME, AFTER_SPAN, BEFORE_DAY, NEXT_MARKS, STRONG_DAYS, WAYS, parse_span,
        parse_time,
    },
};

// Letters that a name, a day, a kind and a time have at most.
const LONGEST_NAME: usize = 60;
const LONGEST_DAY: usize = 24;
const LONGEST_KIND: usize = 20;
const LONGEST_TIME: usize = 12;
/// What lies further on in a line stays words: nobody says that much in one line.
const LOOKED_AT: usize = 400;
/// Shorter names are only taken where they clearly end: 山田 in 山田商事 is not 山田.
const CLEAR_NAME: usize = 4;

/// What a piece means.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Lex {
    /// Spaces.
    Gap,
    /// The end of a clause.
    Stop,
    /// A particle that joins what is understood.
    Glue,
    /// Deals or companies of that name.
    Name(Vec<About>),
    /// A day.
    Day(NaiveDate),
    /// A time of a day.
    Time(NaiveTime),
    /// How long, in minutes.
    Span(i64),
    /// A kind, by its place in the vocabulary.
    Kind(usize),
    /// From here on it is about the next action.
    Next,
    /// Words that stay as they are, and the kind they end in (`再電話`).
    Words(Option<usize>),
}

/// A piece of the line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub range: Range<usize>,
    pub what: Lex,
}

/// Cuts the line. Where no whole name stands in it, it may begin with the beginning of one: 山田 for 山田製作所.
pub(super) fn cut(text: &str, today: NaiveDate, vocabulary: &Vocabulary) -> Vec<Piece> {
    let whole = cut_with(text, today, vocabulary, false);
    if whole.iter().any(|piece| matches!(piece.what, Lex::Name(_))) {
        return whole;
    }
    cut_with(text, today, vocabulary, true)
}

fn cut_with(text: &str, today: NaiveDate, vocabulary: &Vocabulary, takes_beginnings: bool) -> Vec<Piece> {
    let mut lexer = Lexer {
        line: Line::new(text),
        today,
        names: names(vocabulary),
        kinds: kind_words(vocabulary),
        takes_beginnings,
        pieces: Vec::new(),
    };
    let mut at = 0;
    while at < lexer.line.len() {
        let (end, what) = lexer.recognise(at).unwrap_or((at + 1, Lex::Words(None)));
        lexer.push(at, end, what);
        at = end;
    }
    lexer.hint_kinds(text);
    lexer.pieces
}

fn names(vocabulary: &Vocabulary) -> HashMap<&str, Vec<About>> {
    let mut names: HashMap<&str, Vec<About>> = HashMap::new();
    for name in vocabulary.names.iter().filter(|name| name.fold.chars().count() > 1) {
        let abouts = names.entry(&name.fold).or_default();
        if !abouts.contains(&name.about) {
            abouts.push(name.about);
        }
    }
    names
}

/// What names a kind, folded: what the team calls it, and what everybody calls the way people meet in it. The first kind
/// of a way has that way's words.
fn kind_words(vocabulary: &Vocabulary) -> Vec<(String, usize)> {
    let mut words: Vec<(String, usize)> = Vec::new();
    for (index, kind) in vocabulary.kinds.iter().enumerate() {
        words.push((japan::fold(&kind.name), index));
    }
    for (way, synonyms) in WAYS {
        if let Some(index) = vocabulary.kinds.iter().position(|kind| kind.way == way) {
            words.extend(synonyms.iter().map(|word| ((*word).to_owned(), index)));
        }
    }
    words.retain(|(word, _)| !word.is_empty());
    words
}

struct Lexer<'l> {
    line: Line<'l>,
    today: NaiveDate,
    names: HashMap<&'l str, Vec<About>>,
    kinds: Vec<(String, usize)>,
    takes_beginnings: bool,
    pieces: Vec<Piece>,
}

impl Lexer<'_> {
    fn push(&mut self, at: usize, end: usize, what: Lex) {
        let range = self.line.offset(at)..self.line.offset(end);
        match (&what, self.pieces.last_mut()) {
            (Lex::Words(_), Some(last)) if matches!(last.what, Lex::Words(_)) => last.range.end = range.end,
            _ => self.pieces.push(Piece { range, what }),
        }
    }

    /// What begins here and where it ends; nothing if that is not understood.
    fn recognise(&self, at: usize) -> Option<(usize, Lex)> {
        let c = self.line.letter(at)?;
        if c.is_whitespace() {
            return Some((at + self.line.run(at, char::is_whitespace), Lex::Gap));
        }
        if is_stop(c) {
            return Some((at + self.line.run(at, is_stop), Lex::Stop));
        }
        if at >= LOOKED_AT || self.line.is_within_latin(at) {
            return None;
        }
        if self.is_within_words() {
            return self.name(at).or_else(|| self.day(at));
        }
        self.glue(at)
            .or_else(|| self.name(at))
            .or_else(|| self.span(at))
            .or_else(|| self.time(at))
            .or_else(|| self.day(at))
            .or_else(|| self.line.word(at, NEXT_MARKS).map(|letters| (at + letters, Lex::Next)))
            .or_else(|| {
                self.kind(at, self.is_joined())
                    .map(|(end, kind)| (end, Lex::Kind(kind)))
            })
            .or_else(|| self.beginning_of_name(at))
    }

    fn is_within_words(&self) -> bool {
        matches!(self.pieces.last().map(|piece| &piece.what), Some(Lex::Words(_)))
    }

    /// Whether something understood ends right here, as in 山田商事訪問見積提出, spoken without gaps.
    fn is_joined(&self) -> bool {
        let last = self.pieces.last().map(|piece| &piece.what);
        matches!(last, Some(Lex::Name(_) | Lex::Day(_) | Lex::Time(_) | Lex::Glue))
    }

    fn glue(&self, at: usize) -> Option<(usize, Lex)> {
        let joined = self.pieces.iter().rev().find(|piece| piece.what != Lex::Glue)?;
        let words = match joined.what {
            Lex::Name(_) => AFTER_NAME,
            Lex::Day(_) | Lex::Time(_) => AFTER_DAY,
            Lex::Kind(_) => AFTER_KIND,
            Lex::Span(_) => AFTER_SPAN,
            Lex::Gap | Lex::Stop | Lex::Glue | Lex::Next | Lex::Words(_) => return None,
        };
        self.line.word(at, words).map(|letters| (at + letters, Lex::Glue))
    }

    fn name(&self, at: usize) -> Option<(usize, Lex)> {
        let found = self.line.longest(at, LONGEST_NAME, |text, end| {
            let fold = japan::fold_company(text);
            let abouts = self.names.get(fold.as_str())?;
            // What folding drops at the end is not part of the name, but that of （株） and Ltd. is.
            let last = text.chars().last()?;
            let ends = last.is_alphanumeric() || matches!(last, '）' | ')' | '.' | 'ー');
            let is_clear = fold.chars().count() >= CLEAR_NAME || (!self.is_within_words() && self.ends_clearly(end));
            (ends && is_clear).then(|| abouts.clone())
        });
        found.map(|(end, abouts)| (end, Lex::Name(abouts)))
    }

    /// The beginning of names, as the first word of the line.
    fn beginning_of_name(&self, at: usize) -> Option<(usize, Lex)> {
        if !self.takes_beginnings || self.pieces.iter().any(|piece| piece.what != Lex::Gap) {
            return None;
        }
        let found = self.line.longest(at, LONGEST_NAME, |text, end| {
            let fold = japan::fold_company(text);
            let ends = self.line.is_end(end) || self.line.word(end, AFTER_NAME).is_some();
            if !ends || fold.chars().count() < 2 {
                return None;
            }
            let begun = self.names.iter().filter(|(name, _)| name.starts_with(&fold));
            let mut abouts: Vec<About> = begun.flat_map(|(_, abouts)| abouts).copied().collect();
            abouts.sort_unstable();
            Some(abouts).filter(|abouts| !abouts.is_empty())
        });
        found.map(|(end, abouts)| (end, Lex::Name(abouts)))
    }

    fn ends_clearly(&self, end: usize) -> bool {
        self.line.is_end(end) || self.line.word(end, AFTER_NAME).is_some() || self.kind(end, true).is_some()
    }

    /// `30分`, but not `30分後`.
    fn span(&self, at: usize) -> Option<(usize, Lex)> {
        let found = self.line.longest(at, LONGEST_TIME, |text, end| {
            let is_ahead = matches!(self.line.letter(end), Some('後' | '前'));
            parse_span(text).filter(|_| !is_ahead)
        });
        found.map(|(end, minutes)| (end, Lex::Span(minutes)))
    }

    fn time(&self, at: usize) -> Option<(usize, Lex)> {
        let at = at + self.line.word(at, BEFORE_DAY).unwrap_or(0);
        let found = self.line.longest(at, LONGEST_TIME, |text, _| parse_time(text));
        found.map(|(end, time)| (end, Lex::Time(time)))
    }

    /// A day; within words only what is hardly anything else.
    fn day(&self, at: usize) -> Option<(usize, Lex)> {
        if self.is_within_words() && self.line.word(at, STRONG_DAYS).is_none() && !self.is_number(at) {
            return None;
        }
        let at = at + self.line.word(at, BEFORE_DAY).unwrap_or(0);
        let found = self.line.longest(at, LONGEST_DAY, |text, end| {
            (is_like_a_day(text) && !self.goes_on(text, end)).then(|| japan::parse_date(text, self.today).ok())?
        });
        found.map(|(end, day)| (end, Lex::Day(day)))
    }

    fn is_number(&self, at: usize) -> bool {
        let digit = |at: usize| self.line.letter(at).is_some_and(char::is_numeric);
        digit(at) && !(at > 0 && digit(at - 1))
    }

    /// Whether what looks like a day is the beginning of something else: あす of あすか商事, 1/2 of 1/2件.
    fn goes_on(&self, text: &str, end: usize) -> bool {
        let next = self.line.letter(end);
        match text.chars().last() {
            Some(last) if last.is_numeric() => {
                next.is_some_and(|c| c.is_numeric() || "/.-:：時分件個%％万円年月".contains(c))
            }
            Some('ぁ'..='ん') => !self.line.is_end(end) && self.line.word(end, AFTER_DAY).is_none(),
            _ => false,
        }
    }

    /// The kind whose word stands here and does not go on as another word (電話番号).
    fn kind(&self, at: usize, is_joined: bool) -> Option<(usize, usize)> {
        self.line.longest(at, LONGEST_KIND, |text, end| {
            let is_whole = is_joined || self.line.is_end(end) || self.line.word(end, AFTER_KIND).is_some();
            let fold = japan::fold(text);
            let found = self.kinds.iter().find(|(word, _)| *word == fold);
            found.filter(|_| is_whole).map(|(_, kind)| *kind)
        })
    }

    /// Words that end in a kind are of that kind: 再電話, 見積の電話した.
    fn hint_kinds(&mut self, text: &str) {
        for piece in &mut self.pieces {
            let Lex::Words(hint) = &mut piece.what else { continue };
            let words = &text[piece.range.clone()];
            let bare = AFTER_KIND
                .iter()
                .find_map(|ending| words.strip_suffix(ending))
                .unwrap_or(words);
            let fold = japan::fold(bare);
            // A Latin word is a kind only as a whole: "recall" is no call.
            let ends = |(word, _): &&(String, usize)| !word.is_ascii() && fold.ends_with(word.as_str());
            *hint = self.kinds.iter().find(ends).map(|(_, kind)| *kind);
        }
    }
}

/// Many numbers could be read as a day: 3-4, 1.5, 20261122. Only those with a slash, a word, or a full date are meant so.
fn is_like_a_day(text: &str) -> bool {
    let signs = text.chars().filter(|c| !c.is_numeric());
    let only_dashes = signs
        .clone()
        .all(|c| matches!(c, '.' | '-' | '．' | '−' | 'ー' | '‐' | '–'));
    !only_dashes || signs.count() == 2
}
