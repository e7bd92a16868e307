//! How sure it is that two companies are one: the rules, apart from how candidates are found.

use super::reason::Reason;
use crate::{t, text::Texts};

/// How sure it is that two records are of one company or person. In this order: the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// The same corporate number, or the same name with the same phone or domain; of contacts, the same mail address.
    Sure,
    /// What people would take for one: the same name, or several weaker signs together.
    Likely,
    /// One weak sign, or something speaks against it.
    Perhaps,
}

impl Certainty {
    /// All of them, the surest first.
    pub const ALL: [Self; 3] = [Self::Sure, Self::Likely, Self::Perhaps];

    /// 「確実」.
    #[must_use]
    pub fn text(self, words: &Texts) -> String {
        match self {
            Self::Sure => t!(words, "matching-sure"),
            Self::Likely => t!(words, "matching-likely"),
            Self::Perhaps => t!(words, "matching-perhaps"),
        }
    }

    /// As in URLs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sure => "sure",
            Self::Likely => "likely",
            Self::Perhaps => "perhaps",
        }
    }

    /// As in the database.
    pub(super) const fn rank(self) -> i64 {
        match self {
            Self::Sure => 1,
            Self::Likely => 2,
            Self::Perhaps => 3,
        }
    }

    pub(super) fn from_rank(rank: i64) -> Self {
        Self::ALL
            .into_iter()
            .find(|one| one.rank() == rank)
            .unwrap_or(Self::Perhaps)
    }
}

/// How sure it is, and why.
pub(super) type Judged = (Certainty, Vec<Reason>);

/// Readings of fewer characters are shared by chance.
const READING_CHARS: usize = 3;

/// What of a company is compared, each already in the one spelling by which it is; "" is unknown and like nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Compared {
    /// By [`japan::fold_company`].
    pub name: String,
    /// By [`japan::near_key`].
    pub near: String,
    /// Its reading, by [`japan::fold_company`].
    pub reading: String,
    /// Thirteen digits.
    pub number: String,
    /// In lower case; "" for everybody's.
    pub domain: String,
    /// By [`japan::phone_digits`].
    pub phone: String,
}

impl Compared {
    /// Whether the number is one that a company can have.
    pub(super) fn has_number(&self) -> bool {
        japan::corporate_number(&self.number).is_ok()
    }

    /// Under what its reading is looked for: the reading, and the name where that is kana itself.
    pub(super) fn readings(&self) -> impl Iterator<Item = &str> {
        let kana = Some(self.name.as_str()).filter(|name| name.chars().all(|c| matches!(c, 'ぁ'..='ゖ')));
        let reading = Some(self.reading.as_str()).filter(|reading| Some(*reading) != kana);
        let readings = reading.into_iter().chain(kana);
        readings.filter(|reading| reading.chars().count() >= READING_CHARS)
    }
}

/// Whether two companies may be one, how sure that is, and why.
///
/// Two corporate numbers are two companies, whatever else they share: a holding and its operating company have one name,
/// one phone and one domain. Only a number that was mistyped could make them one, so that is perhaps at most. Among the
/// companies of the EDINET code list 36 names belong to two numbers.
pub(super) fn judge(one: &Compared, other: &Compared) -> Option<Judged> {
    let same = |one: &str, other: &str| !one.is_empty() && one == other;
    let same_number = same(&one.number, &other.number);
    let differ = !same_number && one.has_number() && other.has_number();
    let name = same(&one.name, &other.name);
    let near = !name && !differ && japan::is_near(&one.near, &other.near);
    let reading = !name
        && !near
        && !differ
        && one
            .readings()
            .any(|reading| other.readings().any(|same| same == reading));
    let found = [
        (same_number, Reason::Number),
        (name, Reason::Name),
        (near, Reason::NearName),
        (reading, Reason::Reading),
        (same(&one.domain, &other.domain), Reason::MailDomain),
        (same(&one.phone, &other.phone), Reason::Phone),
    ];
    let mut reasons: Vec<Reason> = found
        .into_iter()
        .filter_map(|(same, reason)| same.then_some(reason))
        .collect();
    if reasons.is_empty() {
        return None;
    }
    let certainty = match reasons.len() {
        _ if differ => Certainty::Perhaps,
        _ if same_number && one.has_number() => Certainty::Sure,
        // Name and phone, name and domain, or something of the kind with a number that nobody checked.
        2.. if name => Certainty::Sure,
        2.. => Certainty::Likely,
        _ if name || same_number => Certainty::Likely,
        _ => Certainty::Perhaps,
    };
    if differ {
        reasons.push(Reason::OtherNumber);
    }
    Some((certainty, reasons))
}

/// The same for a name that several companies with numbers of their own have: it does not say which of them is meant.
pub(super) fn doubt(judged: &mut Judged) {
    let (certainty, reasons) = judged;
    if !reasons.contains(&Reason::Name) || reasons.contains(&Reason::Number) || reasons.contains(&Reason::OtherNumber) {
        return;
    }
    *certainty = match reasons.len() {
        1 => Certainty::Perhaps,
        _ => Certainty::Likely,
    };
    reasons.push(Reason::SharedName);
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "7000012050002";
    const OTHER: &str = "5070001000715";
    const WRONG: &str = "1234567890123";

    fn company(name: &str, number: &str, domain: &str, phone: &str) -> Compared {
        Compared {
            name: name.into(),
            near: japan::near_key(name),
            reading: String::new(),
            number: number.into(),
            domain: domain.into(),
            phone: phone.into(),
        }
    }

    #[test]
    fn how_sure_it_is_depends_on_what_they_share() {
        use Certainty::{Likely, Perhaps, Sure};
        let known = company("あさひさいえんす", ONE, "a.example", "03");
        for (other, certainty) in [
            (company("b", ONE, "", ""), Some(Sure)),
            (company("あさひさいえんす", "", "a.example", ""), Some(Sure)),
            (company("あさひさいえんす", "", "", "03"), Some(Sure)),
            (company("あさひさいえんす", "", "", ""), Some(Likely)),
            (company("あさひさいえす", "", "", "03"), Some(Likely)),
            (company("あさひさいえす", "", "", ""), Some(Perhaps)),
            (company("b", "", "a.example", "03"), Some(Likely)),
            (company("b", "", "a.example", ""), Some(Perhaps)),
            (company("b", "", "", "03"), Some(Perhaps)),
            (company("あさひさいえんす", WRONG, "", ""), Some(Likely)),
            (company("あさひさいえんす", OTHER, "a.example", "03"), Some(Perhaps)),
            (company("あさひさいえす", OTHER, "", ""), None),
            (company("b", "", "", ""), None),
            (company("b", OTHER, "b.example", "06"), None),
            (company("", "", "", ""), None),
        ] {
            let judged = judge(&known, &other);
            assert_eq!(judged.as_ref().map(|judged| judged.0), certainty, "{other:?}");
            assert_eq!(judge(&other, &known), judged, "the other way round");
        }
    }

    #[test]
    fn a_reading_is_a_weak_sign() {
        let mut one = company("山田製作所", "", "", "");
        one.reading = "やまだせいさくしよ".into();
        let kana = company("やまだせいさくしよ", "", "", "");
        assert_eq!(judge(&one, &kana), Some((Certainty::Perhaps, vec![Reason::Reading])));
        let mut short = company("亜", "", "", "");
        short.reading = "あ".into();
        assert_eq!(judge(&short, &company("あ", "", "", "")), None);
    }

    #[test]
    fn a_number_that_cannot_be_one_proves_nothing() {
        let wrong = company("a", WRONG, "", "");
        let judged = judge(&wrong, &company("b", WRONG, "", ""));
        assert_eq!(judged, Some((Certainty::Likely, vec![Reason::Number])));
    }

    #[test]
    fn two_numbers_are_told_as_what_speaks_against_it() {
        let judged = judge(&company("a", ONE, "", ""), &company("a", OTHER, "", ""));
        assert_eq!(
            judged,
            Some((Certainty::Perhaps, vec![Reason::Name, Reason::OtherNumber]))
        );
    }

    #[test]
    fn unknown_is_like_nothing() {
        assert_eq!(judge(&Compared::default(), &Compared::default()), None);
    }
}
