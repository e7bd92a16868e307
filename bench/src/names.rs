//! How well real companies are told apart and found again by their names: precision and recall over real-life spellings.

use std::collections::{HashMap, HashSet};

use kizashi::{
    ids::CompanyId,
    matching::{Certainty, Clues, Known, Pair, pairs_among},
};

use crate::{edinet::Registered, spellings::SPELLINGS};

/// What came out for one way of writing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Names written in that way.
    pub written: usize,
    /// Of these, found as the company they are of.
    pub right: usize,
    /// Found as another company.
    pub wrong: usize,
}

impl Found {
    /// Of what is said to be the same, so much is; all of it where nothing is said.
    pub fn precision(self) -> f64 {
        1.0 - share(self.wrong, self.right + self.wrong)
    }

    /// Of what is the same, so much is said to be.
    pub fn recall(self) -> f64 {
        share(self.right, self.written)
    }

    pub fn add(&mut self, other: Self) {
        self.written += other.written;
        self.right += other.right;
        self.wrong += other.wrong;
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of some ten thousand")]
pub fn share(some: usize, all: usize) -> f64 {
    some as f64 / all.max(1) as f64
}

/// For each way of writing: all companies as they are registered, and beside them all names written in that way, of which
/// nothing else is known. "Found" is whatever is sure or likely.
pub fn spellings(companies: &[Registered]) -> Vec<(&'static str, Found)> {
    let of_each = |(what, spelling): &(&'static str, crate::spellings::Spelling)| {
        let mut records: Vec<Known> = companies
            .iter()
            .zip(1..)
            .map(|(company, id)| company.known(id))
            .collect();
        let mut written = HashMap::new();
        for (at, company) in companies.iter().enumerate() {
            if let Some(name) = spelling(&company.name) {
                let id = number(companies.len() + 1 + at);
                written.insert(id, number(at + 1));
                records.push(named(id, &name));
            }
        }
        let mut found = Found {
            written: written.len(),
            ..Found::default()
        };
        for pair in pairs_among(&records)
            .iter()
            .filter(|pair| pair.certainty != Certainty::Perhaps)
        {
            match written.get(&pair.other) {
                Some(of) if *of == pair.one => found.right += 1,
                Some(_) if !written.contains_key(&pair.one) => found.wrong += 1,
                // Two registered ones, or two written ones of double names, which are looked at by themselves.
                _ => {}
            }
        }
        (*what, found)
    };
    SPELLINGS.iter().map(of_each).collect()
}

/// Names that belong to two corporate numbers, and the pairs of them that are said to be more than perhaps one.
pub fn double_names(companies: &[Registered]) -> (usize, Vec<Pair>) {
    let mut numbers: HashMap<String, HashSet<&str>> = HashMap::new();
    for company in companies {
        let name = japan::fold_company(&company.name);
        numbers.entry(name).or_default().insert(&company.number);
    }
    numbers.retain(|_, numbers| numbers.len() > 1);
    let doubled: Vec<&Registered> = companies
        .iter()
        .filter(|company| numbers.contains_key(&japan::fold_company(&company.name)))
        .collect();
    let mut records: Vec<Known> = doubled.iter().zip(1..).map(|(company, id)| company.known(id)).collect();
    for company in &doubled {
        records.push(named(number(records.len() + 1), &company.name));
    }
    let registered = number(doubled.len());
    let mut pairs = pairs_among(&records);
    // Two records of nothing but the same name are likely one; which of the companies that is stays open.
    pairs.retain(|pair| pair.one <= registered && pair.certainty != Certainty::Perhaps);
    (numbers.len(), pairs)
}

/// What is likely or perhaps one among the registered companies, each of which is another: how often people would be asked in
/// vain if nobody had entered a number.
pub fn asked_in_vain(companies: &[Registered]) -> (usize, usize) {
    let unnumbered: Vec<Known> = companies
        .iter()
        .zip(1..)
        .map(|(company, id)| {
            let clues = Clues {
                name: company.name.clone(),
                ..Clues::default()
            };
            Known::new(CompanyId(id), &clues, &company.kana)
        })
        .collect();
    let pairs = pairs_among(&unnumbered);
    let perhaps = pairs.iter().filter(|pair| pair.certainty == Certainty::Perhaps).count();
    (pairs.len() - perhaps, perhaps)
}

/// Every name of at least `letters` kana with one of them left out: how many, and how many are still found as perhaps.
pub fn mistyped(companies: &[Registered], letters: usize) -> (usize, usize) {
    let mut records: Vec<Known> = Vec::new();
    let mut written = HashMap::new();
    for (at, company) in companies.iter().enumerate() {
        records.push(company.known(number(at + 1)));
        let Some(name) = with_a_slip(&company.name, letters) else {
            continue;
        };
        let id = number(companies.len() + 1 + at);
        written.insert(id, number(at + 1));
        records.push(named(id, &name));
    }
    let pairs = pairs_among(&records);
    let found = pairs.iter().filter(|pair| written.get(&pair.other) == Some(&pair.one));
    (written.len(), found.count())
}

/// The name without a katakana from its middle, if it has that many.
fn with_a_slip(name: &str, letters: usize) -> Option<String> {
    let is_kana = |c: &char| matches!(c, 'ア'..='ヴ') && !"ァィゥェォャュョッ".contains(*c);
    let kana: Vec<usize> = name
        .chars()
        .enumerate()
        .filter(|(_, c)| is_kana(c))
        .map(|(at, _)| at)
        .collect();
    let dropped = *kana.get(kana.len() / 2).filter(|_| kana.len() >= letters)?;
    Some(
        name.chars()
            .enumerate()
            .filter(|(at, _)| *at != dropped)
            .map(|(_, c)| c)
            .collect(),
    )
}

fn named(id: i64, name: &str) -> Known {
    let clues = Clues {
        name: name.to_owned(),
        ..Clues::default()
    };
    Known::new(CompanyId(id), &clues, "")
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edinet;

    fn registered() -> Option<Vec<Registered>> {
        Some(edinet::read(&edinet::file()?).expect("the file can be read"))
    }

    /// On every sixth company, which is quick without optimisation; the bench measures all.
    #[test]
    fn real_spellings_are_found_and_other_companies_are_not() {
        let Some(companies) = registered() else { return };
        let some: Vec<Registered> = companies.into_iter().step_by(6).collect();
        let mut all = Found::default();
        for (what, found) in spellings(&some) {
            assert!(found.precision() >= 0.995, "{what}: precision {}", found.precision());
            all.add(found);
        }
        assert!(all.written > 5_000, "{all:?}");
        assert!(all.recall() >= 0.98, "recall {}", all.recall());
    }

    #[test]
    fn a_name_of_two_companies_is_perhaps_one_at_most() {
        let Some(companies) = registered() else { return };
        let (names, too_sure) = double_names(&companies);
        assert_eq!((names, too_sure), (36, vec![]));
    }
}
