//! The columns of files of deals.

use super::{CURRENCY, Field, NOTE, Names, OWNER};

/// What a file can hold; one without the first is refused.
pub(super) const FIELDS: &[Names] = &[
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
