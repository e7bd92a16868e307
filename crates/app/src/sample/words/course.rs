//! What touches and leads of the sample say.

/// Articles and downloads.
pub const ARTICLES: [&str; 4] = [
    "原価管理の基礎（資料ダウンロード）",
    "導入事例：部品加工A社",
    "コラム「見積の属人化をなくす」",
    "製品カタログ請求",
];

/// Seminars.
pub const SEMINARS: [&str; 3] = [
    "原価管理セミナー（オンライン）",
    "生産管理セミナー（東京）",
    "中小製造業DXセミナー（大阪）",
];

/// Exhibitions.
pub const EXHIBITIONS: [&str; 3] = ["ものづくり展", "IT・業務改革展", "関西製造業展"];

/// What is noted about a lead.
pub const NOTES: [&str; 4] = [
    "名刺交換のみ。製品の説明を希望。",
    "現在はExcelで管理。来期に検討したいとのこと。",
    "見積の相場を知りたいとの問い合わせ。",
    "他社製品の更新時期が近い。",
];

/// Why a lead is not worth going on.
pub const REASONS: [&str; 5] = [
    "情報収集のみ",
    "対象外の業種",
    "学生・研究目的",
    "連絡がつかない",
    "予算がない",
];
