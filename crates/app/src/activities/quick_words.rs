//! The words of quick entry that are the language's own and not the team's: ways of meeting, particles, times, spans.

use chrono::NaiveTime;

use super::table::Way;

/// What people call the ways of meeting, folded; beside the names that the team gave its kinds.
pub(super) const WAYS: [(Way, &[&str]); 5] = [
    (Way::Visit, &["訪問", "往訪", "visit", "visited"]),
    (
        Way::Online,
        &["おんらいん", "web会議", "zoom", "teams", "online", "videocall"],
    ),
    (
        Way::Phone,
        &[
            "電話",
            "架電",
            "でんわ",
            "tel",
            "phone",
            "phoned",
            "call",
            "called",
            "rang",
        ],
    ),
    (Way::Mail, &["める", "めいる", "mail", "mailed", "email", "emailed"]),
    (Way::Internal, &["社内", "internal"]),
];

/// Words that say that the customer was not reached, folded.
pub(super) const NOT_REACHED: &[&str] = &[
    "不在",
    "留守",
    "るす",
    "繋がら",
    "つながら",
    "返信なし",
    "応答なし",
    "noanswer",
    "noreply",
    "voicemail",
];

/// What begins the next action where no day does. Longer ones first, as in all these lists.
pub(super) const NEXT_MARKS: &[&str] = &["次の予定は", "次回は", "次回", "次は", "次に", "then ", "next: "];

/// What joins a name to what was done there.
pub(super) const AFTER_NAME: &[&str] = &[
    "の件で",
    "の件",
    "さん",
    "さま",
    "様",
    "御中",
    "から",
    "より",
    "に",
    "へ",
    "を",
    "と",
    "の",
    "で",
    "は",
    "が",
];

/// What joins a day or a time to what happens then.
pub(super) const AFTER_DAY: &[&str] = &[
    "までには",
    "までに",
    "まで",
    "頃に",
    "ごろに",
    "頃",
    "ごろ",
    "中に",
    "には",
    "から",
    "に",
    "は",
    "の",
];

/// What makes a deed of a kind.
pub(super) const AFTER_KIND: &[&str] = &[
    "しました",
    "します",
    "しよう",
    "した",
    "する",
    "して",
    "済みました",
    "済み",
    "済",
    "予定",
    "にて",
    "で",
    "を",
    "に",
];

/// What follows a span of time.
pub(super) const AFTER_SPAN: &[&str] = &["ほど", "くらい", "ぐらい"];

/// What stands before a day or a time in English.
pub(super) const BEFORE_DAY: &[&str] = &["on ", "at ", "by "];

/// What begins the rest of a sentence whose kind stands before its day: `call next Tuesday about the quote`.
pub(super) const PREPOSITIONS: &[&str] = &["about", "re", "for", "with", "to"];

/// Beginnings of days that are understood also within a word, as voice input leaves no gaps.
pub(super) const STRONG_DAYS: &[&str] = &[
    "再来週",
    "来週",
    "今週",
    "先週",
    "翌週",
    "来月",
    "再来月",
    "明日",
    "明後日",
    "昨日",
    "一昨日",
    "本日",
    "今日",
];

/// A time of the day as typed: `14:30`, `１４時半`, `午後2時`, `2pm`.
#[must_use]
pub(crate) fn parse_time(typed: &str) -> Option<NaiveTime> {
    let text = plain(typed);
    let text = text.trim();
    let halves = [("午前", false), ("午後", true)];
    let before = halves
        .iter()
        .find_map(|(word, pm)| Some((text.strip_prefix(word)?, *pm)));
    let after = [("am", false), ("pm", true)];
    let after = after
        .iter()
        .find_map(|(word, pm)| Some((text.strip_suffix(word)?.trim_end(), *pm)));
    match (before, after) {
        (Some(_), Some(_)) => None,
        (Some((clock, pm)), None) => half_day(written_time(clock)?, pm),
        (None, Some((clock, pm))) => half_day(written_time(clock).or_else(|| Some((digits(clock, 2)?, 0)))?, pm),
        (None, None) if text == "正午" => NaiveTime::from_hms_opt(12, 0, 0),
        (None, None) => written_time(text).and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0)),
    }
}

/// `14:30`, `14時30分`, `14時半`, `14時`.
fn written_time(text: &str) -> Option<(u32, u32)> {
    if let Some((hour, minute)) = text.split_once(':') {
        return (minute.len() == 2).then_some((digits(hour, 2)?, digits(minute, 2)?));
    }
    let (hour, rest) = text.split_once('時')?;
    let minute = match rest {
        "" => 0,
        "半" => 30,
        rest => digits(rest.strip_suffix('分').unwrap_or(rest), 2)?,
    };
    Some((digits(hour, 2)?, minute))
}

/// Noon is 12 pm, and so is 午後0時.
fn half_day((hour, minute): (u32, u32), pm: bool) -> Option<NaiveTime> {
    let hour = (hour <= 12).then_some(hour % 12)?;
    NaiveTime::from_hms_opt(if pm { hour + 12 } else { hour }, minute, 0)
}

/// A span of time as typed, in minutes: `30分`, `1時間`, `1.5時間`, `2時間半`, `45min`, `1 hour`.
#[must_use]
pub(crate) fn parse_span(typed: &str) -> Option<i64> {
    let text = plain(typed);
    let text = text.trim();
    if let Some(hours) = text.strip_suffix("時間半") {
        return Some(i64::from(digits(hours, 2)?) * 60 + 30);
    }
    let of = |units: &[&str]| units.iter().find_map(|unit| Some(text.strip_suffix(unit)?.trim_end()));
    if let Some(minutes) = of(&["分間", "分", "minutes", "mins", "min"]) {
        return digits(minutes, 3).map(i64::from).filter(|minutes| *minutes > 0);
    }
    let hours = of(&["時間", "hours", "hour", "h"])?;
    let (whole, half) = hours.strip_suffix(".5").map_or((hours, 0), |whole| (whole, 30));
    Some(i64::from(digits(whole, 2)?) * 60 + half).filter(|minutes| *minutes > 0)
}

/// Full-width letters and digits become plain, capitals small.
fn plain(text: &str) -> String {
    let plain = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '　' => ' ',
        _ => c,
    };
    text.chars().map(plain).flat_map(char::to_lowercase).collect()
}

fn digits(text: &str, most: usize) -> Option<u32> {
    let plain = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_people_type_them() {
        for (typed, time) in [
            ("14:30", Some((14, 30))),
            ("９：０５", Some((9, 5))),
            ("14時", Some((14, 0))),
            ("14時半", Some((14, 30))),
            ("14時05分", Some((14, 5))),
            ("午後2時", Some((14, 0))),
            ("午前0時", Some((0, 0))),
            ("午後12時半", Some((12, 30))),
            ("2pm", Some((14, 0))),
            ("2:30 PM", Some((14, 30))),
            ("12am", Some((0, 0))),
            ("正午", Some((12, 0))),
            ("25:00", None),
            ("14:60", None),
            ("14:3", None),
            ("13pm", None),
            ("午後2pm", None),
            ("14", None),
            ("時", None),
            ("", None),
        ] {
            let expected = time.and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0));
            assert_eq!(parse_time(typed), expected, "{typed}");
        }
    }

    #[test]
    fn spans_as_people_type_them() {
        for (typed, minutes) in [
            ("30分", Some(30)),
            ("１時間", Some(60)),
            ("1.5時間", Some(90)),
            ("2時間半", Some(150)),
            ("45min", Some(45)),
            ("1 hour", Some(60)),
            ("2h", Some(120)),
            ("0分", None),
            ("分", None),
            ("1.7時間", None),
            ("9999分", None),
        ] {
            assert_eq!(parse_span(typed), minutes, "{typed}");
        }
    }
}
