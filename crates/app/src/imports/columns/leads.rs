//! The columns of files of leads.

use super::{Field, NOTE, Names, OWNER};

/// What a file can hold; one without the first is refused.
pub(super) const FIELDS: &[Names] = &[
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
