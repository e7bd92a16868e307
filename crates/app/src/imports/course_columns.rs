//! The names of the columns of what happened with customers: activities and touches.

use super::columns::{CURRENCY, Field, OWNER};

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

/// Activities, and what an appointment has more.
pub(super) const ACTIVITIES: &[(Field, &[&str])] = &[
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

/// Touches.
pub(super) const TOUCHES: &[(Field, &[&str])] = &[
    (Field::Day, &["date", "day", "on_day", "日付", "接点日"]),
    (
        Field::Kind,
        &["kind", "kind of touch", "type", "種類", "接点の種類", "接点"],
    ),
    (
        Field::Title,
        &["what", "what exactly", "campaign", "内容", "キャンペーン", "施策"],
    ),
    (Field::Channel, &["channel", "チャネル", "流入経路", "経路"]),
    (Field::Company, COMPANY),
    (Field::Deal, DEAL),
    (Field::DealKey, DEAL_KEY),
    (Field::Lead, LEAD),
    (Field::LeadKey, LEAD_KEY),
    (Field::Contacts, CONTACTS),
    (Field::Cost, &["cost", "費用", "金額"]),
    (Field::Currency, CURRENCY),
    (
        Field::IntroducerCompany,
        &[
            "introduced by company",
            "introducer company",
            "紹介元",
            "紹介元の取引先",
        ],
    ),
    (Field::Introducer, &["introduced by", "introducer", "紹介者"]),
];
