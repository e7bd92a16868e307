//! All pairs of companies that may be one, without comparing all with all: only those that share a clue are looked at.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    alike::Clues,
    certainty::{Certainty, Compared, Judged, doubt, judge},
    reason::Reason,
};
use crate::ids::CompanyId;

/// More than so many that share one clue are no longer paired each with each. Of one number or name, all are paired with
/// the first, so that they can be merged into it one after another; of one phone, domain or reading they say nothing.
const MOST_OF_ONE_CLUE: usize = 20;

/// A company to be matched.
#[derive(Clone, Debug)]
pub struct Known {
    pub(super) id: i64,
    pub(super) compared: Compared,
}

impl Known {
    /// From what is known of it, and its reading.
    #[must_use]
    pub fn new(id: CompanyId, clues: &Clues, kana: &str) -> Self {
        let compared = Compared {
            reading: japan::fold_company(kana),
            ..Compared::from(clues)
        };
        Self { id: id.0, compared }
    }
}

/// Two records that may be one, the lower number first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The one of the lower number.
    pub one: i64,
    /// The other.
    pub other: i64,
    /// How sure.
    pub certainty: Certainty,
    /// In what they are alike, and what speaks against it.
    pub reasons: Vec<Reason>,
}

/// All pairs among these companies that may be one, in the order of their numbers.
#[must_use]
pub fn pairs_among(companies: &[Known]) -> Vec<Pair> {
    let mut found = Found {
        companies,
        judged: BTreeMap::new(),
    };
    let names = groups(companies, |compared| Some(compared.name.as_str()));
    for group in groups(companies, |compared| Some(compared.number.as_str()))
        .values()
        .chain(names.values())
    {
        found.look_at_all(group);
    }
    for group in [
        groups(companies, |compared| Some(compared.domain.as_str())),
        groups(companies, |compared| Some(compared.phone.as_str())),
        groups(companies, |compared| Some(compared.near.as_str())),
        groups(companies, Compared::readings),
    ]
    .iter()
    .flat_map(HashMap::values)
    .filter(|group| group.len() <= MOST_OF_ONE_CLUE)
    {
        found.look_at_all(group);
    }
    found.look_at_near();
    let shared: HashSet<&str> = names
        .iter()
        .filter(|(_, group)| are_several(group.iter().map(|&at| &companies[at].compared)))
        .map(|(name, _)| *name)
        .collect();
    found.pairs(&shared)
}

/// Whether these companies of one name have more than one corporate number.
pub(super) fn are_several<'c>(companies: impl Iterator<Item = &'c Compared>) -> bool {
    let numbers: HashSet<&str> = companies
        .filter(|company| company.has_number())
        .map(|company| company.number.as_str())
        .collect();
    numbers.len() > 1
}

/// Places in `companies` by what they share; "" is nothing to share.
fn groups<'c, I: IntoIterator<Item = &'c str>>(
    companies: &'c [Known],
    clue: impl Fn(&'c Compared) -> I,
) -> HashMap<&'c str, Vec<usize>> {
    let mut groups: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, company) in companies.iter().enumerate() {
        for value in clue(&company.compared) {
            if !value.is_empty() {
                groups.entry(value).or_default().push(at);
            }
        }
    }
    groups
}

struct Found<'c> {
    companies: &'c [Known],
    /// By places, the lower one first; `None` for those that were looked at in vain.
    judged: BTreeMap<(usize, usize), Option<Judged>>,
}

impl Found<'_> {
    fn look_at_all(&mut self, group: &[usize]) {
        for (index, &one) in group.iter().enumerate() {
            if index > 0 && group.len() > MOST_OF_ONE_CLUE {
                return;
            }
            for &other in &group[index + 1..] {
                self.look_at(one, other);
            }
        }
    }

    fn look_at_near(&mut self) {
        let companies = self.companies;
        let mut blocks: HashMap<japan::NearBlock, Vec<usize>> = HashMap::new();
        for (at, company) in companies.iter().enumerate() {
            let near = &company.compared.near;
            for block in japan::near_blocks(near) {
                blocks.entry(block).or_default().push(at);
            }
        }
        for (at, company) in companies.iter().enumerate() {
            let near = &company.compared.near;
            let filed = japan::near_probes(near)
                .into_iter()
                .filter_map(|probe| blocks.get(&probe));
            let others = filed.flatten().filter(|&&other| at < other);
            let others: Vec<usize> = others
                .copied()
                .filter(|&other| japan::is_near(near, &companies[other].compared.near))
                .collect();
            for other in others {
                self.look_at(at, other);
            }
        }
    }

    fn look_at(&mut self, one: usize, other: usize) {
        let companies = self.companies;
        let judged = self.judged.entry((one.min(other), one.max(other)));
        judged.or_insert_with(|| {
            let judged = judge(&companies[one].compared, &companies[other].compared);
            judged.filter(|(_, reasons)| is_worth_asking(reasons))
        });
    }

    fn pairs(self, shared: &HashSet<&str>) -> Vec<Pair> {
        let mut pairs: Vec<Pair> = Vec::new();
        for ((one, other), judged) in self.judged {
            let Some(mut judged) = judged else { continue };
            let (one, other) = (&self.companies[one], &self.companies[other]);
            if shared.contains(one.compared.name.as_str()) {
                doubt(&mut judged);
            }
            pairs.push(Pair {
                one: one.id.min(other.id),
                other: one.id.max(other.id),
                certainty: judged.0,
                reasons: judged.1,
            });
        }
        pairs.sort_by_key(|pair| (pair.one, pair.other));
        pairs
    }
}

/// Companies of one group share phone and domain and have numbers of their own: nobody needs to be asked about them.
fn is_worth_asking(reasons: &[Reason]) -> bool {
    !reasons.contains(&Reason::OtherNumber) || reasons.contains(&Reason::Name)
}
