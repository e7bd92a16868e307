//! Which plans of the sample are appointments, and what they have more: where, why, what to bring, who comes along.

use chrono::NaiveTime;

use crate::{
    activities::NewActivity,
    appointments::Details,
    ids::{DealId, UserId},
};

const PLACES: [&str; 5] = [
    "先方本社 3階 応接室",
    "先方本社 会議室A",
    "工場事務所",
    "先方支店 1階 打ち合わせ室",
    "当社 来客会議室2",
];
const PURPOSES: [&str; 5] = [
    "現在の進め方と困りごとを聞く",
    "決裁の流れと予算の時期を確かめる",
    "提案の骨子に合意をもらう",
    "見積の内訳を説明し、条件を詰める",
    "導入後の体制と日程を決める",
];
const THINGS: [&str; 4] = [
    "会社案内、事例集",
    "見積書2部、製品カタログ",
    "デモ用ノートPC、HDMIケーブル",
    "提案書3部、議事メモ",
];

/// Places of kinds in the default list: a meeting, a visit, online, a call, and more.
const PHONE: usize = 3;
const ONLINE: usize = 2;

/// What a plan of that kind has more, when it is an appointment; a call then gets a time of day too.
pub fn of(new: &mut NewActivity, kind: usize, deal: DealId, helper: Option<UserId>) -> Option<Details> {
    let turn = usize::try_from(deal.0).unwrap_or(0);
    if kind == PHONE && turn.is_multiple_of(3) {
        new.when.time = NaiveTime::from_hms_opt(if turn.is_multiple_of(2) { 10 } else { 16 }, 30, 0);
    }
    new.when.time?;
    let pick = |words: &[&str]| words[turn % words.len()].to_owned();
    let mut details = Details {
        purpose: pick(&PURPOSES),
        ..Details::default()
    };
    match kind {
        PHONE => details.phone = format!("03-0000-{:04}", turn % 10_000),
        ONLINE => details.link = format!("https://meet.example.jp/{turn:06}"),
        _ => {
            details.place = pick(&PLACES);
            details.bring = pick(&THINGS);
            details.members.extend(helper.filter(|helper| *helper != new.owner));
        }
    }
    Some(details)
}
