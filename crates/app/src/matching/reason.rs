//! In what two records are alike, and what speaks against their being one.

use crate::{t, text::Texts};

/// In what two records are alike, or what speaks against their being one. In the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Companies: the same corporate number.
    Number,
    /// Companies: the same name, but for spelling and legal form.
    Name,
    /// Companies: a name that is written by ear or mistyped by a letter.
    NearName,
    /// Contacts: the same name, but for spelling.
    PersonName,
    /// The same reading of another name.
    Reading,
    /// Contacts: the same mail address.
    Mail,
    /// Contacts: the same mail address, but one of an office such as `info@`.
    OfficeMail,
    /// Companies: the same mail domain, and not everybody's.
    MailDomain,
    /// The same telephone number.
    Phone,
    /// Contacts: the same mobile number.
    Mobile,
    /// Against it: both have a corporate number, and not the same.
    OtherNumber,
    /// Against it: several companies with corporate numbers of their own have this name.
    SharedName,
    /// Against it: both have a mail address at the same company, and not the same.
    OtherMail,
}

impl Reason {
    const ALL: [(Self, &'static str); 13] = [
        (Self::Number, "number"),
        (Self::Name, "name"),
        (Self::NearName, "near_name"),
        (Self::PersonName, "person_name"),
        (Self::Reading, "reading"),
        (Self::Mail, "mail"),
        (Self::OfficeMail, "office_mail"),
        (Self::MailDomain, "mail_domain"),
        (Self::Phone, "phone"),
        (Self::Mobile, "mobile"),
        (Self::OtherNumber, "other_number"),
        (Self::SharedName, "shared_name"),
        (Self::OtherMail, "other_mail"),
    ];

    /// 「社名が同じ」.
    #[must_use]
    pub fn text(self, words: &Texts) -> String {
        match self {
            Self::Number => t!(words, "matching-number"),
            Self::Name => t!(words, "matching-name"),
            Self::NearName => t!(words, "matching-near-name"),
            Self::PersonName => t!(words, "matching-person-name"),
            Self::Reading => t!(words, "matching-reading"),
            Self::Mail => t!(words, "matching-mail"),
            Self::OfficeMail => t!(words, "matching-office-mail"),
            Self::MailDomain => t!(words, "matching-domain"),
            Self::Phone => t!(words, "matching-phone"),
            Self::Mobile => t!(words, "matching-mobile"),
            Self::OtherNumber => t!(words, "matching-other-number"),
            Self::SharedName => t!(words, "matching-shared-name"),
            Self::OtherMail => t!(words, "matching-other-mail"),
        }
    }

    /// Whether it speaks against their being one.
    #[must_use]
    pub fn is_against(self) -> bool {
        matches!(self, Self::OtherNumber | Self::SharedName | Self::OtherMail)
    }

    /// Several as they are kept.
    pub(super) fn codes(reasons: &[Self]) -> String {
        let code = |reason: &Self| {
            Self::ALL
                .iter()
                .find(|(one, _)| one == reason)
                .map_or("", |(_, code)| *code)
        };
        reasons.iter().map(code).collect::<Vec<_>>().join(" ")
    }

    /// Several from how they are kept; what a newer program wrote is left out.
    pub(super) fn from_codes(codes: &str) -> Vec<Self> {
        let reason = |code: &str| {
            Self::ALL
                .iter()
                .find(|(_, one)| *one == code)
                .map(|(reason, _)| *reason)
        };
        codes.split(' ').filter_map(reason).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_kept_as_they_are() {
        let all: Vec<Reason> = Reason::ALL.iter().map(|(reason, _)| *reason).collect();
        assert_eq!(Reason::from_codes(&Reason::codes(&all)), all);
        assert!(all.is_sorted(), "in the order in which they are told");
        assert_eq!(Reason::from_codes("name unheard_of"), [Reason::Name]);
        assert_eq!(Reason::from_codes(""), []);
    }
}
