//! The columns of files of touches.

use super::{COMPANY, CONTACTS, CURRENCY, DEAL, DEAL_KEY, Field, LEAD, LEAD_KEY, Names};

/// What a file can hold; one without the first is refused.
pub(super) const FIELDS: &[Names] = &[
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
