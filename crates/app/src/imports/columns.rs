//! Which column of a file is which: by the name in its header, in Japanese or English, however it is spelled.

use std::collections::HashMap;

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
}

impl Kind {
    /// In the order in which they are imported: each may name records of those before it.
    pub const ALL: [Self; 7] = [
        Self::Users,
        Self::Products,
        Self::Companies,
        Self::Deals,
        Self::Leads,
        Self::Activities,
        Self::Touches,
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
        }
    }

    /// What a file of this kind can hold, each with the names it goes by; a file without the first is refused.
    const fn fields(self) -> &'static [(Field, &'static [&'static str])] {
        match self {
            Self::Users => USERS,
            Self::Products => PRODUCTS,
            Self::Companies => COMPANIES,
            Self::Deals => DEALS,
            Self::Leads => LEADS,
            Self::Activities => super::course_columns::ACTIVITIES,
            Self::Touches => super::course_columns::TOUCHES,
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

pub(super) const OWNER: &[&str] = &[
    "sales_agent",
    "owner",
    "担当",
    "担当者",
    "営業担当",
    "営業担当者",
    "所有者",
];
const NOTE: &[&str] = &["note", "notes", "description", "備考", "メモ", "摘要"];
pub(super) const CURRENCY: &[&str] = &["currency", "通貨"];

const USERS: &[(Field, &[&str])] = &[
    (
        Field::Name,
        &[
            "sales_agent",
            "name",
            "full name",
            "user",
            "氏名",
            "名前",
            "担当者",
            "担当",
            "営業担当",
            "ユーザー名",
        ],
    ),
    (
        Field::Email,
        &["email", "mail", "mail address", "メール", "メールアドレス"],
    ),
    (Field::Role, &["role", "役割", "権限", "ロール"]),
    (Field::Team, &["team", "チーム", "部署", "所属", "部門"]),
    (Field::Manager, &["manager", "マネージャー", "上長", "上司", "責任者"]),
    (
        Field::Office,
        &["regional_office", "office", "拠点", "支社", "営業所", "地域"],
    ),
];

const PRODUCTS: &[(Field, &[&str])] = &[
    (
        Field::Name,
        &[
            "product",
            "product name",
            "name",
            "商品名",
            "商品",
            "製品名",
            "製品",
            "品名",
        ],
    ),
    (
        Field::Family,
        &[
            "series",
            "family",
            "category",
            "シリーズ",
            "分類",
            "カテゴリ",
            "商品分類",
        ],
    ),
    (
        Field::Price,
        &[
            "sales_price",
            "price",
            "unit price",
            "list price",
            "価格",
            "単価",
            "標準価格",
            "定価",
            "販売価格",
        ],
    ),
    (Field::Currency, CURRENCY),
];

const COMPANIES: &[(Field, &[&str])] = &[
    (
        Field::Name,
        &[
            "account",
            "account name",
            "company",
            "company name",
            "name",
            "取引先名",
            "取引先",
            "会社名",
            "会社",
            "顧客名",
            "企業名",
            "法人名",
            "提出者名",
            "submitter name",
        ],
    ),
    (
        Field::Key,
        &[
            "external_id",
            "account_id",
            "company_id",
            "取引先コード",
            "取引先ID",
            "会社コード",
            "顧客コード",
            "顧客ID",
            "EDINETコード",
            "EDINET code",
        ],
    ),
    (
        Field::Kana,
        &[
            "kana",
            "カナ",
            "フリガナ",
            "会社名カナ",
            "取引先名カナ",
            "提出者名ヨミ",
            "submitter name phonetic",
        ],
    ),
    (
        Field::CorporateNumber,
        &[
            "corporate_number",
            "法人番号",
            "提出者法人番号",
            "submitter's japan corporate number",
        ],
    ),
    (
        Field::Industry,
        &["sector", "industry", "業種", "提出者業種", "submitter's industry"],
    ),
    (Field::Employees, &["employees", "従業員数", "社員数"]),
    (
        Field::Address,
        &["address", "office_location", "住所", "所在地", "本社所在地", "province"],
    ),
    (
        Field::Phone,
        &["phone", "tel", "telephone", "電話", "電話番号", "代表電話"],
    ),
    (
        Field::Website,
        &["website", "url", "ウェブサイト", "ホームページ", "HP"],
    ),
    (
        Field::MailDomain,
        &["domain", "mail domain", "ドメイン", "メールドメイン"],
    ),
    (Field::Owner, OWNER),
    (Field::Note, NOTE),
    (Field::Founded, &["year_established", "founded", "設立", "設立年"]),
    (Field::Revenue, &["revenue", "sales", "売上", "売上高", "年商"]),
    (Field::Parent, &["subsidiary_of", "parent", "parent company", "親会社"]),
];

const DEALS: &[(Field, &[&str])] = &[
    (Field::Owner, OWNER),
    (
        Field::Key,
        &[
            "opportunity_id",
            "deal_id",
            "external_id",
            "id",
            "案件ID",
            "案件番号",
            "案件コード",
            "商談ID",
        ],
    ),
    (
        Field::Title,
        &[
            "title",
            "deal",
            "deal name",
            "opportunity name",
            "案件名",
            "案件",
            "商談名",
            "件名",
        ],
    ),
    (
        Field::Company,
        &[
            "account",
            "account name",
            "company",
            "company name",
            "取引先",
            "取引先名",
            "会社名",
            "会社",
            "顧客名",
        ],
    ),
    (
        Field::Product,
        &["product", "product name", "商品", "商品名", "製品", "製品名"],
    ),
    (
        Field::Stage,
        &[
            "deal_stage",
            "stage",
            "phase",
            "営業フェーズ",
            "フェーズ",
            "ステージ",
            "商談フェーズ",
            "段階",
        ],
    ),
    (
        Field::Outcome,
        &["outcome", "status", "結果", "状況", "状態", "ステータス"],
    ),
    (
        Field::Opened,
        &[
            "engage_date",
            "opened_on",
            "open date",
            "created date",
            "開始日",
            "登録日",
            "発生日",
            "作成日",
            "初回接触日",
        ],
    ),
    (
        Field::Closed,
        &[
            "close_date",
            "closed_on",
            "closed date",
            "クローズ日",
            "完了日",
            "決着日",
            "受注日",
            "失注日",
        ],
    ),
    (
        Field::ExpectedClose,
        &[
            "expected_close_on",
            "expected close",
            "expected close date",
            "契約予定日",
            "受注予定日",
            "クローズ予定日",
        ],
    ),
    (
        Field::Amount,
        &[
            "close_value",
            "amount",
            "value",
            "契約金額",
            "金額",
            "受注金額",
            "見込金額",
            "案件金額",
        ],
    ),
    (Field::Currency, CURRENCY),
    (
        Field::Channel,
        &["channel", "lead source", "チャネル", "流入経路", "経路", "きっかけ"],
    ),
    (Field::LossReason, &["loss_reason", "失注理由"]),
    (Field::Note, NOTE),
];

const LEADS: &[(Field, &[&str])] = &[
    (
        Field::Company,
        &[
            "company",
            "company name",
            "account",
            "account name",
            "社名",
            "会社名",
            "会社",
            "企業名",
            "法人名",
            "取引先",
            "取引先名",
        ],
    ),
    (
        Field::Name,
        &[
            "person",
            "name",
            "full name",
            "contact",
            "contact name",
            "お名前",
            "氏名",
            "名前",
            "担当者名",
            "ご担当者",
            "ご担当者名",
        ],
    ),
    (
        Field::Key,
        &["lead_id", "external_id", "id", "リードID", "リード番号", "リードコード"],
    ),
    (
        Field::Kana,
        &["kana", "reading", "カナ", "フリガナ", "読み", "会社名カナ"],
    ),
    (Field::CorporateNumber, &["corporate_number", "法人番号"]),
    (Field::Department, &["department", "部署", "所属", "部門"]),
    (Field::JobTitle, &["job_title", "title", "position", "役職", "肩書"]),
    (
        Field::Email,
        &["email", "mail", "mail address", "メール", "メールアドレス"],
    ),
    (
        Field::Phone,
        &["phone", "tel", "telephone", "電話", "電話番号", "携帯", "携帯電話"],
    ),
    (
        Field::Website,
        &[
            "website",
            "url",
            "domain",
            "ウェブサイト",
            "Webサイト",
            "ホームページ",
            "HP",
            "ドメイン",
        ],
    ),
    (Field::Owner, OWNER),
    (
        Field::Channel,
        &[
            "channel",
            "lead source",
            "source",
            "チャネル",
            "流入経路",
            "経路",
            "獲得経路",
            "きっかけ",
        ],
    ),
    (Field::Outcome, &["state", "status", "状態", "ステータス", "対応状況"]),
    (
        Field::Reason,
        &["reason", "why unqualified", "理由", "見込みなしの理由"],
    ),
    (
        Field::Opened,
        &[
            "created date",
            "created_on",
            "entered",
            "登録日",
            "獲得日",
            "作成日",
            "発生日",
            "問い合わせ日",
        ],
    ),
    (Field::Note, NOTE),
];

/// Where a header's columns stand.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// As the file calls them.
    pub names: Vec<String>,
    /// Where each field stands; several columns may hold one field, as 受注日 and 失注日 do.
    places: HashMap<Field, Vec<usize>>,
    /// Columns that were not recognised.
    pub unknown: Vec<String>,
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
                None => columns.unknown.push(name.to_owned()),
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
        assert_eq!(columns.unknown, ["天気"]);
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
