//! The columns of files of people.

use super::{Field, Names};

/// What a file can hold; one without the first is refused.
pub(super) const FIELDS: &[Names] = &[
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
