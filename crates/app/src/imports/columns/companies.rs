//! The columns of files of companies.

use super::{Field, NOTE, Names, OWNER};

/// What a file can hold; one without the first is refused.
pub(super) const FIELDS: &[Names] = &[
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
