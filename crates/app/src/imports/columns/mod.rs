//! Which column of a file is which: by the name in its header, in Japanese or English, however it is spelled. The names
//! stand in a file for each kind.

mod activities;
mod companies;
mod deals;
mod ideas;
mod leads;
mod products;
mod touches;
mod users;

use std::collections::HashMap;

/// What a column holds, and the names it goes by.
type Names = (Field, &'static [&'static str]);

/// What a file's rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// People, and with them teams.
    Users,
    /// Products.
    Products,
    /// Companies.
    Companies,
    /// Deals.
    Deals,
    /// Leads.
    Leads,
    /// Activities, and with them appointments.
    Activities,
    /// Touches.
    Touches,
    /// Proposal ideas.
    Ideas,
}

impl Kind {
    /// In the order in which they are imported: each may name records of those before it.
    pub const ALL: [Self; 8] = [
        Self::Users,
        Self::Products,
        Self::Companies,
        Self::Deals,
        Self::Leads,
        Self::Activities,
        Self::Touches,
        Self::Ideas,
    ];

    /// As on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Products => "products",
            Self::Companies => "companies",
            Self::Deals => "deals",
            Self::Leads => "leads",
            Self::Activities => "activities",
            Self::Touches => "touches",
            Self::Ideas => "ideas",
        }
    }

    /// What a file of this kind can hold, each with the names it goes by; a file without the first is refused.
    const fn fields(self) -> &'static [Names] {
        match self {
            Self::Users => users::FIELDS,
            Self::Products => products::FIELDS,
            Self::Companies => companies::FIELDS,
            Self::Deals => deals::FIELDS,
            Self::Leads => leads::FIELDS,
            Self::Activities => activities::FIELDS,
            Self::Touches => touches::FIELDS,
            Self::Ideas => ideas::FIELDS,
        }
    }

    /// The names by which the column is known that a file of this kind must have.
    #[must_use]
    pub fn required(self) -> &'static [&'static str] {
        let (_, names) = self.fields()[0];
        names
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names of the columns say it")]
pub enum Field {
    Key,
    Name,
    Email,
    Role,
    Team,
    Manager,
    Office,
    Family,
    Price,
    Currency,
    Kana,
    CorporateNumber,
    Industry,
    Employees,
    Address,
    Phone,
    Website,
    MailDomain,
    Owner,
    Note,
    Founded,
    Revenue,
    Parent,
    Title,
    Company,
    Product,
    Stage,
    Outcome,
    Opened,
    Closed,
    ExpectedClose,
    Amount,
    Channel,
    LossReason,
    Department,
    JobTitle,
    Reason,
    Day,
    Time,
    Kind,
    Way,
    Deal,
    DealKey,
    Lead,
    LeadKey,
    Minutes,
    Contacts,
    TookPart,
    Result,
    Whereabouts,
    Members,
    Purpose,
    Bring,
    Cost,
    Introducer,
    IntroducerCompany,
}

const OWNER: &[&str] = &[
    "sales_agent",
    "owner",
    "担当",
    "担当者",
    "営業担当",
    "営業担当者",
    "所有者",
];
const NOTE: &[&str] = &["note", "notes", "description", "備考", "メモ", "摘要"];
const CURRENCY: &[&str] = &["currency", "通貨"];

const COMPANY: &[&str] = &[
    "company",
    "company name",
    "account",
    "account name",
    "取引先",
    "取引先名",
    "会社名",
    "会社",
];
const DEAL: &[&str] = &["deal", "deal name", "opportunity name", "案件", "案件名", "商談名"];
const DEAL_KEY: &[&str] = &["deal_id", "opportunity_id", "案件ID", "案件番号", "案件コード"];
const LEAD: &[&str] = &["lead", "lead name", "リード", "リード名"];
const LEAD_KEY: &[&str] = &["lead_id", "リードID", "リード番号", "リードコード"];
const CONTACTS: &[&str] = &[
    "contacts",
    "contact",
    "contact name",
    "who on their side",
    "お客様側の担当者",
    "お客様側の参加者",
    "先方担当者",
    "先方の参加者",
    "コンタクト",
];

/// Where a header's columns stand.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// As the file calls them.
    pub names: Vec<String>,
    /// Where each field stands; several columns may hold one field, as 受注日 and 失注日 do.
    places: HashMap<Field, Vec<usize>>,
    /// Columns that were not recognised: their places.
    pub unknown: Vec<usize>,
}

impl Columns {
    /// Reads a line as the header of a file of some kind; `None` when it lacks the one column that must be there.
    #[must_use]
    pub fn read(kind: Kind, cells: &[&str]) -> Option<Self> {
        let mut columns = Self::default();
        for (place, cell) in cells.iter().enumerate() {
            let name = cell.trim();
            columns.names.push(name.to_owned());
            match field_named(kind, name) {
                Some(field) => columns.places.entry(field).or_default().push(place),
                None if name.is_empty() => {}
                None => columns.unknown.push(place),
            }
        }
        let (required, _) = kind.fields()[0];
        columns.has(required).then_some(columns)
    }

    /// Whether there is a column for a field.
    #[must_use]
    pub fn has(&self, field: Field) -> bool {
        self.places.contains_key(&field)
    }

    /// The places at which a field stands.
    pub fn places(&self, field: Field) -> &[usize] {
        self.places.get(&field).map_or(&[], Vec::as_slice)
    }
}

fn field_named(kind: Kind, name: &str) -> Option<Field> {
    let folded = japan::fold(name);
    // A remark behind the name says how cells are written, not what they are.
    let bare = ["円", "税抜", "税込", "人", "名", "必須", "jpy", "yen"]
        .iter()
        .find_map(|remark| {
            folded
                .strip_suffix(remark)
                .filter(|_| name.ends_with([')', '）', '】', ']']))
        });
    let find = |wanted: &str| {
        let mut fields = kind.fields().iter();
        fields.find(|(_, names)| !wanted.is_empty() && names.iter().any(|name| japan::fold(name) == wanted))
    };
    find(&folded).or_else(|| find(bare?)).map(|(field, _)| *field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_known_however_it_is_spelled() {
        let columns = Columns::read(
            Kind::Deals,
            &["案件ＩＤ", "担当者", "契約金額（円）", "受注日", "失注日", "天気"],
        )
        .unwrap();
        assert_eq!(columns.places(Field::Key), [0]);
        assert_eq!(columns.places(Field::Amount), [2]);
        assert_eq!(columns.places(Field::Closed), [3, 4]);
        assert_eq!(columns.unknown, [5]);
    }

    #[test]
    fn thousands_of_yen_are_not_taken_for_yen() {
        let columns = Columns::read(Kind::Deals, &["担当者", "契約金額（千円）"]).unwrap();
        assert!(!columns.has(Field::Amount));
    }

    #[test]
    fn no_name_stands_for_two_fields_of_one_kind() {
        for kind in Kind::ALL {
            let mut seen = HashMap::new();
            for (field, names) in kind.fields() {
                for name in *names {
                    let other = seen.insert(japan::fold(name), *field);
                    assert!(other.is_none_or(|other| other == *field), "{kind:?}: {name}");
                }
            }
        }
    }
}
