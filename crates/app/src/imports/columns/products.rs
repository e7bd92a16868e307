//! The columns of files of products.

use super::{CURRENCY, Field, Names};

/// What a file can hold; one without the first is refused.
pub(super) const FIELDS: &[Names] = &[
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
