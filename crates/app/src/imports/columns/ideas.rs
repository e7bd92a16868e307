//! The columns of files of proposal ideas.

use super::{COMPANY, DEAL, DEAL_KEY, Field, Names};

/// What a file can hold; one without the first is refused.
pub(super) const FIELDS: &[Names] = &[
    (
        Field::Title,
        &["proposal idea", "idea", "提案のアイデア", "アイデア", "提案アイデア"],
    ),
    (
        Field::Result,
        &["answers it comes from", "answers", "もとになった回答", "根拠"],
    ),
    (Field::DealKey, DEAL_KEY),
    (Field::Deal, DEAL),
    (Field::Company, COMPANY),
    (Field::Owner, &["noted by", "by", "残した人", "記入者", "担当"]),
    (Field::Day, &["noted on", "date", "day", "残した日", "日付"]),
];
