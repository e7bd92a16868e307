//! The columns of files of activities, and what an appointment has more.

use super::{COMPANY, CONTACTS, DEAL, DEAL_KEY, Field, LEAD, LEAD_KEY, Names, OWNER};

/// What a file can hold; one without the first is refused.
pub(super) const FIELDS: &[Names] = &[
    (
        Field::Day,
        &[
            "date",
            "day",
            "starts_at",
            "start",
            "日付",
            "日時",
            "開始日時",
            "予定日",
            "実施日",
            "活動日",
        ],
    ),
    (Field::Time, &["time", "start time", "時刻", "開始時刻"]),
    (
        Field::Key,
        &["activity_id", "external_id", "id", "アクションID", "活動ID", "予定ID"],
    ),
    (
        Field::Kind,
        &["kind", "type", "activity type", "種類", "種別", "活動種別"],
    ),
    (Field::Title, &["subject", "title", "内容", "件名", "用件"]),
    (Field::Outcome, &["state", "status", "状態", "ステータス"]),
    (Field::Company, COMPANY),
    (Field::Deal, DEAL),
    (Field::DealKey, DEAL_KEY),
    (Field::Lead, LEAD),
    (Field::LeadKey, LEAD_KEY),
    (Field::Owner, OWNER),
    (Field::Way, &["how", "way", "方法", "手段"]),
    (
        Field::Minutes,
        &["minutes", "duration", "時間（分）", "所要時間", "所要時間（分）"],
    ),
    (Field::Contacts, CONTACTS),
    (
        Field::TookPart,
        &[
            "the customer took part",
            "customer_took_part",
            "お客様の反応があった",
            "お客様の参加",
        ],
    ),
    (Field::Result, &["result", "outcome", "結果", "議事録"]),
    (
        Field::Whereabouts,
        &[
            "place",
            "place, link or number",
            "location",
            "場所",
            "場所・URL・電話番号",
        ],
    ),
    (
        Field::Members,
        &[
            "colleagues who come along",
            "members",
            "社内の同席者",
            "同席者",
            "同行者",
        ],
    ),
    (Field::Purpose, &["purpose", "目的"]),
    (Field::Bring, &["what to bring", "bring", "持ち物"]),
];
