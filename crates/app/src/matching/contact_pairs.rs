//! Pairs of contacts that may be one person: of one mail address anywhere, or of one name, reading or telephone within
//! their company.

use std::collections::{BTreeMap, HashMap};

use super::{certainty::Certainty, company_pairs::Pair, reason::Reason};

/// What stands before the @ of addresses that several people read. Chosen by us.
const OFFICES: &[&str] = &[
    "info",
    "contact",
    "sales",
    "support",
    "office",
    "admin",
    "mail",
    "post",
    "webmaster",
    "postmaster",
    "recruit",
    "hr",
    "pr",
    "press",
    "order",
    "soumu",
    "eigyo",
    "eigyou",
    "keiri",
    "jinji",
    "koho",
    "kouho",
    "inquiry",
    "toiawase",
    "customer",
    "help",
    "reception",
    "hello",
];

/// A telephone of more people than this is the company's.
const MOST_OF_ONE_PHONE: usize = 3;
/// More than so many of one name or address are paired with the first alone.
const MOST_OF_ONE_CLUE: usize = 20;

/// A contact to be matched.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    pub id: i64,
    pub company: i64,
    /// Folded.
    pub name: String,
    /// Folded.
    pub reading: String,
    /// In lower case.
    pub mail: String,
    /// Digits.
    pub phone: String,
    /// Digits.
    pub mobile: String,
}

/// All pairs among these people that may be one, in the order of their numbers.
pub(super) fn pairs_among(people: &[Person]) -> Vec<Pair> {
    let mut found = BTreeMap::new();
    let of_company = |value: &str, person: &Person| (person.company, value.to_owned());
    for (group, most) in [
        (groups(people, |person| (0, person.mail.clone())), usize::MAX),
        (groups(people, |person| of_company(&person.name, person)), usize::MAX),
        (groups(people, |person| of_company(&person.reading, person)), usize::MAX),
        (
            groups(people, |person| of_company(&person.mobile, person)),
            MOST_OF_ONE_PHONE,
        ),
        (
            groups(people, |person| of_company(&person.phone, person)),
            MOST_OF_ONE_PHONE,
        ),
    ]
    .iter()
    .flat_map(|(groups, most)| groups.values().map(move |group| (group, *most)))
    {
        if group.len() <= most {
            look_at_all(people, group, &mut found);
        }
    }
    found.into_values().flatten().collect()
}

fn groups(people: &[Person], clue: impl Fn(&Person) -> (i64, String)) -> HashMap<(i64, String), Vec<usize>> {
    let mut groups: HashMap<_, Vec<usize>> = HashMap::new();
    for (at, person) in people.iter().enumerate() {
        let clue = clue(person);
        if !clue.1.is_empty() {
            groups.entry(clue).or_default().push(at);
        }
    }
    groups
}

fn look_at_all(people: &[Person], group: &[usize], found: &mut BTreeMap<(i64, i64), Option<Pair>>) {
    for (index, &one) in group.iter().enumerate() {
        if index > 0 && group.len() > MOST_OF_ONE_CLUE {
            return;
        }
        for &other in &group[index + 1..] {
            let (one, other) = (&people[one], &people[other]);
            let (one, other) = if one.id < other.id { (one, other) } else { (other, one) };
            found.entry((one.id, other.id)).or_insert_with(|| {
                let (certainty, reasons) = judge(one, other)?;
                Some(Pair {
                    one: one.id,
                    other: other.id,
                    certainty,
                    reasons,
                })
            });
        }
    }
}

fn judge(one: &Person, other: &Person) -> Option<(Certainty, Vec<Reason>)> {
    let same = |one: &str, other: &str| !one.is_empty() && one == other;
    let within = one.company == other.company;
    let mail = same(&one.mail, &other.mail);
    let office = mail && is_of_office(&one.mail);
    let name = same(&one.name, &other.name) && (within || mail);
    let reading = !name && within && same(&one.reading, &other.reading);
    let mobile = within && same(&one.mobile, &other.mobile);
    let phone = within && same(&one.phone, &other.phone);
    let found = [
        (name, Reason::PersonName),
        (reading, Reason::Reading),
        (mail && !office, Reason::Mail),
        (office, Reason::OfficeMail),
        (phone, Reason::Phone),
        (mobile, Reason::Mobile),
    ];
    let mut reasons: Vec<Reason> = found
        .into_iter()
        .filter_map(|(same, reason)| same.then_some(reason))
        .collect();
    if reasons.is_empty() {
        return None;
    }
    let other_mail = !mail && !one.mail.is_empty() && domain(&one.mail) == domain(&other.mail);
    let certainty = match (name, mobile || phone || office) {
        _ if mail && !office => Certainty::Sure,
        (true, true) => Certainty::Sure,
        (true, false) if other_mail => Certainty::Perhaps,
        (true, false) => Certainty::Likely,
        (false, true) if (mobile || reading) && !other_mail => Certainty::Likely,
        _ => Certainty::Perhaps,
    };
    if other_mail {
        reasons.push(Reason::OtherMail);
    }
    Some((certainty, reasons))
}

fn is_of_office(mail: &str) -> bool {
    let before = mail.split('@').next().unwrap_or_default();
    OFFICES.contains(&before)
}

fn domain(mail: &str) -> &str {
    mail.rsplit('@').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(id: i64, company: i64, name: &str, mail: &str, phone: &str, mobile: &str) -> Person {
        Person {
            id,
            company,
            name: name.into(),
            reading: String::new(),
            mail: mail.into(),
            phone: phone.into(),
            mobile: mobile.into(),
        }
    }

    #[test]
    fn how_sure_it_is_depends_on_what_they_share() {
        use Certainty::{Likely, Perhaps, Sure};
        let suwa = person(1, 1, "諏訪健一", "suwa@a.example", "03", "090");
        for (other, certainty) in [
            (person(2, 2, "kenichisuwa", "suwa@a.example", "", ""), Some(Sure)),
            (person(2, 1, "諏訪健一", "", "03", ""), Some(Sure)),
            (person(2, 1, "諏訪健一", "", "", ""), Some(Likely)),
            (person(2, 1, "諏訪健一", "k.suwa@a.example", "", ""), Some(Perhaps)),
            (person(2, 1, "諏訪", "", "", "090"), Some(Likely)),
            (person(2, 1, "山田", "", "03", ""), Some(Perhaps)),
            (person(2, 2, "諏訪健一", "", "03", "090"), None),
            (person(2, 1, "山田", "yamada@a.example", "", ""), None),
        ] {
            let pairs = pairs_among(&[suwa.clone(), other.clone()]);
            assert_eq!(pairs.first().map(|pair| pair.certainty), certainty, "{other:?}");
            assert_eq!(pairs_among(&[other, suwa.clone()]), pairs, "the other way round");
        }
    }

    #[test]
    fn an_offices_mail_and_a_companys_phone_are_nobodys_own() {
        let office = |id, name| person(id, 1, name, "info@a.example", "03", "");
        let pairs = pairs_among(&[
            office(1, "諏訪"),
            office(2, "山田"),
            office(3, "佐藤"),
            office(4, "鈴木"),
        ]);
        assert_eq!(pairs.len(), 6);
        for pair in pairs {
            assert_eq!(pair.certainty, Certainty::Perhaps, "{pair:?}");
        }
        let desk = |id, name| person(id, 1, name, "", "03", "");
        assert_eq!(
            pairs_among(&[desk(1, "諏訪"), desk(2, "山田"), desk(3, "佐藤"), desk(4, "鈴木")]),
            []
        );
    }
}
