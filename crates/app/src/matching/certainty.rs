//! How sure it is that two companies are one: the rules, apart from how candidates are found.

use crate::{t, text::Texts};

/// How sure it is that two records are of one company or person. In this order: the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// The same corporate number, or the same name with the same phone or domain.
    Sure,
    /// What people would take for one: the same name, or several weaker signs together.
    Likely,
    /// One weak sign, or something speaks against it.
    Perhaps,
}

impl Certainty {
    /// 「確実」.
    #[must_use]
    pub fn text(self, words: &Texts) -> String {
        match self {
            Self::Sure => t!(words, "matching-sure"),
            Self::Likely => t!(words, "matching-likely"),
            Self::Perhaps => t!(words, "matching-perhaps"),
        }
    }
}

/// In what two records are alike, or what speaks against their being one. In the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The same corporate number.
    Number,
    /// The same name, but for spelling and legal form.
    Name,
    /// The same mail domain, and not everybody's.
    MailDomain,
    /// The same telephone number.
    Phone,
    /// Against it: both have a corporate number, and not the same.
    OtherNumber,
}

impl Reason {
    /// 「社名が同じ」.
    #[must_use]
    pub fn text(self, words: &Texts) -> String {
        match self {
            Self::Number => t!(words, "matching-number"),
            Self::Name => t!(words, "matching-name"),
            Self::MailDomain => t!(words, "matching-domain"),
            Self::Phone => t!(words, "matching-phone"),
            Self::OtherNumber => t!(words, "matching-other-number"),
        }
    }
}

/// What of a company is compared, each already in the one spelling by which it is; "" is unknown and like nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Compared {
    /// By [`japan::fold_company`].
    pub name: String,
    /// Thirteen digits.
    pub number: String,
    /// In lower case; "" for everybody's.
    pub domain: String,
    /// By [`japan::phone_digits`].
    pub phone: String,
}

/// Whether two companies may be one, how sure that is, and why.
///
/// Two corporate numbers are two companies, whatever else they share: a holding and its operating company have one name,
/// one phone and one domain. Only a number that was mistyped could make them one, so that is perhaps at most. Among the
/// companies of the EDINET code list 36 names belong to two numbers.
pub(super) fn judge(one: &Compared, other: &Compared) -> Option<(Certainty, Vec<Reason>)> {
    let same = |one: &str, other: &str| !one.is_empty() && one == other;
    let is_number = |number: &str| japan::corporate_number(number).is_ok();
    let same_number = same(&one.number, &other.number);
    let name = same(&one.name, &other.name);
    let domain = same(&one.domain, &other.domain);
    let phone = same(&one.phone, &other.phone);
    let differ = !same_number && is_number(&one.number) && is_number(&other.number);
    let found = [
        (same_number, Reason::Number),
        (name, Reason::Name),
        (domain, Reason::MailDomain),
        (phone, Reason::Phone),
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
        _ if same_number && is_number(&one.number) => Certainty::Sure,
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

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "7000012050002";
    const OTHER: &str = "5070001000715";
    const WRONG: &str = "1234567890123";

    fn company(name: &str, number: &str, domain: &str, phone: &str) -> Compared {
        Compared {
            name: name.into(),
            number: number.into(),
            domain: domain.into(),
            phone: phone.into(),
        }
    }

    #[test]
    fn how_sure_it_is_depends_on_what_they_share() {
        use Certainty::{Likely, Perhaps, Sure};
        let known = company("a", ONE, "a.example", "03");
        for (other, certainty) in [
            (company("b", ONE, "", ""), Some(Sure)),
            (company("a", "", "a.example", ""), Some(Sure)),
            (company("a", "", "", "03"), Some(Sure)),
            (company("a", "", "", ""), Some(Likely)),
            (company("b", "", "a.example", "03"), Some(Likely)),
            (company("b", "", "a.example", ""), Some(Perhaps)),
            (company("b", "", "", "03"), Some(Perhaps)),
            (company("a", WRONG, "", ""), Some(Likely)),
            (company("a", OTHER, "a.example", "03"), Some(Perhaps)),
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
