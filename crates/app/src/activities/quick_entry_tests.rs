use proptest::prelude::*;

use super::*;
use crate::{
    activities::Way,
    ids::{CompanyId, DealId},
};

/// A Sunday.
const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
const VISIT: ActivityKindId = ActivityKindId(1);
const MEETING: ActivityKindId = ActivityKindId(2);
const ONLINE: ActivityKindId = ActivityKindId(3);
const PHONE: ActivityKindId = ActivityKindId(4);
const MAIL: ActivityKindId = ActivityKindId(5);
const YAMADA: About = About::Company(CompanyId(1));
const ACME: About = About::Company(CompanyId(2));
const COSTS: About = About::Deal(DealId(3));

fn vocabulary() -> Vocabulary {
    let kind = |id, name: &str, way| Kind {
        id,
        name: name.into(),
        way,
    };
    let name = |name: &str, about| Name {
        fold: japan::fold_company(name),
        about,
    };
    Vocabulary {
        kinds: vec![
            kind(VISIT, "訪問", Way::Visit),
            kind(MEETING, "面談", Way::Visit),
            kind(ONLINE, "オンライン", Way::Online),
            kind(PHONE, "電話", Way::Phone),
            kind(MAIL, "メール", Way::Mail),
        ],
        names: vec![
            name("株式会社山田商事", YAMADA),
            name("Acme Trading Co., Ltd.", ACME),
            name("原価管理パッケージ", COSTS),
            name("伊藤", About::Company(CompanyId(4))),
        ],
    }
}

fn read(text: &str) -> Entry {
    understand(text, TODAY, &vocabulary())
}

fn day(month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2026, month, day)
}

fn at(hour: u32, minute: u32) -> Option<NaiveTime> {
    NaiveTime::from_hms_opt(hour, minute, 0)
}

#[test]
fn a_visit_its_subject_and_the_next_call() {
    let entry = read("山田商事 訪問 見積提出 来週火曜に電話");
    assert_eq!(entry.about, [YAMADA]);
    assert!(entry.is_done && entry.customer_took_part);
    assert_eq!(
        (entry.activity.kind, entry.activity.subject.as_str()),
        (Some(VISIT), "見積提出")
    );
    let next = entry.next.unwrap();
    assert_eq!(
        (next.kind, next.day, next.subject.as_str()),
        (Some(PHONE), day(11, 24), "")
    );
}

#[test]
fn the_same_however_it_is_spaced_and_joined() {
    let spaced = read("山田商事 訪問 見積提出 来週火曜に電話");
    for text in [
        "山田商事　訪問　見積提出　来週火曜に電話",
        "山田商事に訪問、見積提出。来週火曜に電話",
        "山田商事訪問見積提出来週火曜に電話",
        "山田商事に訪問して見積提出、来週 火曜に電話する",
        "㈱山田商事 訪問 見積提出 来週火曜日に電話します",
        "山田商事さん 訪問しました 見積提出 11/24に電話",
        "訪問 山田商事 見積提出 11月24日 電話",
    ] {
        assert_eq!(read(text), spaced, "{text}");
    }
}

#[test]
fn in_english_the_kind_may_stand_before_its_day() {
    for text in [
        "Acme Trading visit sent quote, call next Tuesday",
        "acme trading visited sent quote call next tuesday",
        "Visited Acme Trading Co., Ltd. sent quote; call on 24 Nov",
    ] {
        let entry = read(text);
        assert_eq!(entry.about, [ACME], "{text}");
        assert_eq!(
            (entry.activity.kind, entry.activity.subject.as_str()),
            (Some(VISIT), "sent quote"),
            "{text}"
        );
        let next = entry.next.unwrap();
        assert_eq!(
            (next.kind, next.day, next.subject.as_str()),
            (Some(PHONE), day(11, 24), ""),
            "{text}"
        );
    }
}

#[test]
fn what_lies_ahead_alone_is_a_plan() {
    for (text, kind, time, subject) in [
        ("山田商事 来週火曜に電話", Some(PHONE), None, ""),
        (
            "来週火曜14時 山田商事 訪問 要件の確認",
            Some(VISIT),
            at(14, 0),
            "要件の確認",
        ),
        ("山田商事 電話 来週火曜", Some(PHONE), None, ""),
        (
            "call Acme Trading next Tuesday about the quote",
            Some(PHONE),
            None,
            "about the quote",
        ),
        ("at 3pm next Tuesday visit Acme Trading", Some(VISIT), at(15, 0), ""),
        ("山田商事 来週火曜に見積を送る", None, None, "見積を送る"),
    ] {
        let entry = read(text);
        assert!(
            !entry.is_done && entry.next.is_none() && !entry.customer_took_part,
            "{text}: {entry:?}"
        );
        let said = &entry.activity;
        assert_eq!((said.kind, said.day, said.time), (kind, day(11, 24), time), "{text}");
        assert_eq!(said.subject, subject, "{text}");
    }
}

#[test]
fn what_was_done_on_another_day_and_for_how_long() {
    let entry = read("昨日 15:30 山田商事 面談 1時間半 予算の確認");
    let said = &entry.activity;
    assert!(entry.is_done);
    assert_eq!(
        (said.kind, said.day, said.time, said.minutes),
        (Some(MEETING), day(11, 21), at(15, 30), Some(90))
    );
    assert_eq!(said.subject, "予算の確認");
}

#[test]
fn the_example_of_the_deals_own_line() {
    let entry = read("電話 役員会は来週 金曜に再電話");
    assert_eq!(
        (entry.activity.kind, entry.activity.subject.as_str()),
        (Some(PHONE), "役員会は")
    );
    let next = entry.next.unwrap();
    assert_eq!(
        (next.kind, next.day, next.subject.as_str()),
        (Some(PHONE), day(11, 27), "再電話")
    );
}

#[test]
fn a_kind_within_another_word_is_no_kind() {
    let entry = read("山田商事 電話番号を確認");
    assert_eq!(
        (entry.activity.kind, entry.activity.subject.as_str()),
        (None, "電話番号を確認")
    );
    assert_eq!(read("recall the quote").activity.kind, None);
}

#[test]
fn words_that_end_in_a_kind_are_of_it_and_stay_words() {
    let entry = read("見積の電話した");
    assert_eq!(
        (entry.activity.kind, entry.activity.subject.as_str()),
        (Some(PHONE), "見積の電話した")
    );
}

#[test]
fn numbers_and_names_that_look_like_days_are_none() {
    for text in [
        "3-4名が参加",
        "値引き1.5%で合意",
        "あすか様の紹介",
        "1/2件は保留",
        "20261122",
    ] {
        let entry = read(text);
        assert_eq!(
            (entry.activity.day, entry.next.clone()),
            (None, None),
            "{text}: {entry:?}"
        );
        assert_eq!(entry.activity.subject, text);
    }
}

#[test]
fn a_short_name_is_not_taken_out_of_a_longer_one() {
    let entry = read("伊藤忠 訪問");
    assert_eq!(entry.activity.subject, "伊藤忠");
    assert_eq!(read("伊藤 訪問").about, [About::Company(CompanyId(4))]);
    assert_eq!(read("伊藤に訪問").about, [About::Company(CompanyId(4))]);
}

#[test]
fn the_beginning_of_a_name_suffices_at_the_beginning_of_a_line() {
    for text in [
        "山田 訪問 見積提出",
        "山田に訪問 見積提出",
        "原価管理 訪問 見積提出",
        "acme 訪問 見積提出",
    ] {
        let entry = read(text);
        assert_eq!(entry.about.len(), 1, "{text}");
        assert_eq!(entry.activity.subject, "見積提出", "{text}");
    }
}

#[test]
fn several_of_one_name_are_all_told() {
    let mut vocabulary = vocabulary();
    let twin = About::Company(CompanyId(9));
    vocabulary.names.push(Name {
        fold: "山田商事".into(),
        about: twin,
    });
    assert_eq!(understand("山田商事 訪問", TODAY, &vocabulary).about, [YAMADA, twin]);
}

#[test]
fn a_deal_is_found_by_its_title() {
    assert_eq!(read("原価管理パッケージの件で電話").about, [COSTS]);
    assert_eq!(read("原価管理パッケージの件で電話").activity.kind, Some(PHONE));
}

#[test]
fn mail_and_a_call_that_was_not_answered_are_without_the_customer() {
    for text in [
        "山田商事 メール 見積送付",
        "山田商事 電話 不在",
        "Acme Trading call, no answer",
    ] {
        assert!(!read(text).customer_took_part, "{text}");
    }
}

#[test]
fn the_next_may_be_said_without_a_day() {
    let entry = read("訪問 見積提出 次は電話");
    let next = entry.next.unwrap();
    assert_eq!((next.kind, next.day), (Some(PHONE), None));
    assert_eq!(entry.activity.subject, "見積提出");
}

#[test]
fn a_second_day_a_second_kind_and_a_second_name_stay_words() {
    let entry = read("山田商事 訪問 電話 来週火曜 オンライン 再来週月曜 Acme Trading");
    assert_eq!(entry.about, [YAMADA]);
    assert_eq!(entry.activity.subject, "電話");
    let next = entry.next.unwrap();
    assert_eq!((next.kind, next.day), (Some(ONLINE), day(11, 24)));
    assert_eq!(next.subject, "再来週月曜 Acme Trading");
}

#[test]
fn nothing_is_nothing() {
    for text in ["", " ", "　", "、。"] {
        let entry = read(text);
        assert_eq!(
            (entry.about.len(), entry.activity, entry.next),
            (0, Said::default(), None),
            "{text:?}"
        );
    }
}

/// Words of quick entries and others, joined in any way.
fn lines() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "山田商事",
        "山田",
        "Acme Trading",
        "acme",
        "原価管理パッケージ",
        "訪問",
        "電話",
        "再電話",
        "メール",
        "call",
        "visit",
        "来週火曜",
        "来週",
        "金曜",
        "明日",
        "あす",
        "昨日",
        "next Tuesday",
        "on Friday",
        "11/24",
        "2026-11-24",
        "14時半",
        "3pm",
        "30分",
        "1.5時間",
        "次は",
        "then",
        "に",
        "して",
        "の件で",
        "見積提出",
        "quote",
        "役員会",
        "①",
        "ｶﾌﾞ",
        "👍",
        "e\u{301}",
    ]);
    let gap = prop::sample::select(vec!["", " ", "　", "、", "。", ", "]);
    prop::collection::vec((word, gap), 0..12)
        .prop_map(|words| words.into_iter().flat_map(|(word, gap)| [word, gap]).collect())
}

/// Every letter lies in one piece, and every piece is either understood or stands in a subject.
fn assert_nothing_is_lost(text: &str) {
    let vocabulary = vocabulary();
    let pieces = cut(text, TODAY, &vocabulary);
    let joined: String = pieces.iter().map(|piece| &text[piece.range.clone()]).collect();
    assert_eq!(joined, text);
    let entry = understand(text, TODAY, &vocabulary);
    let next = entry.next.as_ref().map_or("", |next| next.subject.as_str());
    let kept = format!("{}\n{next}", entry.activity.subject);
    for piece in pieces.iter().filter(|piece| matches!(piece.what, Lex::Words(_))) {
        let words = &text[piece.range.clone()];
        assert!(kept.contains(words), "{words:?} of {text:?} is lost in {entry:?}");
    }
    let count = |is: fn(&Lex) -> bool| pieces.iter().filter(|piece| is(&piece.what)).count();
    let days = [Some(&entry.activity), entry.next.as_ref()].into_iter().flatten();
    let days = days.filter(|said| said.day.is_some()).count();
    assert!(
        days <= count(|what| matches!(what, Lex::Day(_))),
        "a day nobody said in {text:?}"
    );
    assert_eq!(
        entry.about.is_empty(),
        count(|what| matches!(what, Lex::Name(_))) == 0,
        "{text:?}"
    );
}

proptest! {
    #[test]
    fn no_line_makes_it_fail_and_nothing_is_lost(text in any::<String>()) {
        assert_nothing_is_lost(&text);
    }

    #[test]
    fn nothing_is_lost_of_lines_like_those_people_write(text in lines()) {
        assert_nothing_is_lost(&text);
    }

    #[test]
    fn a_plan_lies_ahead_and_what_is_done_does_not(text in lines()) {
        let entry = read(&text);
        if entry.is_done {
            prop_assert!(entry.activity.day.is_none_or(|day| day <= TODAY), "{entry:?}");
        } else {
            prop_assert!(entry.next.is_none());
        }
    }
}
