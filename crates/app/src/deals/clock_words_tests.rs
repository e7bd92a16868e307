//! The clocks in words.

use chrono_tz::Asia::Tokyo;

use super::{ClockWords, Colour, Facts, Norms, Outcome, Rules};
use crate::{text::Locale, time::At, workspace::ClockSettings};

/// 2026-11-22 10:00 in Tokyo.
const NOW: At = At(1_795_309_200_000);

fn rules() -> Rules {
    Rules {
        norms: Norms {
            normal_days: Some(14),
            watch_days: Some(7),
            danger_days: Some(12),
        },
        settings: ClockSettings {
            overdue_danger_days: 3,
            age_watch_percent: 100,
            age_danger_percent: 200,
            slips_watch: 1,
            slips_danger: 2,
            slip_days_watch: 30,
            slip_days_danger: 60,
        },
        zone: Tokyo,
    }
}

/// In good order: the customer answered yesterday, the next call is tomorrow.
fn calm() -> Facts {
    Facts {
        outcome: Outcome::Open,
        opened_at: NOW.plus_days(-30),
        phase_since: NOW.plus_days(-3),
        last_customer_at: Some(NOW.plus_days(-1)),
        last_touch_at: Some(NOW.plus_days(-1)),
        next_due_at: Some(NOW.plus_days(1)),
        slips: 0,
        slip_days: 0,
        slipped_at: None,
    }
}

fn chip(facts: &Facts, locale: Locale) -> Option<(Colour, String)> {
    let rules = rules();
    let chip = ClockWords::new(&rules, facts, NOW, locale.texts()).chip();
    chip.map(|chip| (chip.colour, chip.text))
}

fn japanese(facts: &Facts) -> String {
    chip(facts, Locale::Ja).unwrap().1
}

#[test]
fn a_calm_deal_says_nothing() {
    assert_eq!(chip(&calm(), Locale::Ja), None);
    let rules = rules();
    let facts = calm();
    let readings = ClockWords::new(&rules, &facts, NOW, Locale::Ja.texts()).readings(None);
    assert!(readings.iter().all(|reading| reading.sentence.is_empty()));
    assert_eq!(readings[2].value, "あと1日");
}

#[test]
fn every_clock_says_why() {
    let silent = Facts {
        last_customer_at: Some(NOW.plus_days(-12)),
        ..calm()
    };
    assert_eq!(chip(&silent, Locale::Ja), Some((Colour::Red, "12日反応なし".into())));
    assert_eq!(chip(&silent, Locale::En), Some((Colour::Red, "12 days silent".into())));
    let aged = Facts {
        phase_since: NOW.plus_days(-21),
        ..calm()
    };
    assert_eq!(japanese(&aged), "このフェーズ21日（通常14日）");
    let unplanned = Facts {
        next_due_at: None,
        ..calm()
    };
    assert_eq!(japanese(&unplanned), "次の予定なし");
    let slipped = Facts {
        slips: 2,
        slip_days: 25,
        ..calm()
    };
    assert_eq!(japanese(&slipped), "予定日を2回延期");
    let far = Facts {
        slips: 1,
        slip_days: 65,
        ..calm()
    };
    assert_eq!(japanese(&far), "予定日を65日延期");
}

#[test]
fn an_overdue_day_is_counted_from_the_day_it_was_due() {
    let zone_day = |days: i64| At::day_end(NOW.plus_days(days).day(Tokyo), Tokyo);
    let two = Facts {
        next_due_at: Some(zone_day(-2)),
        ..calm()
    };
    assert_eq!(chip(&two, Locale::Ja), Some((Colour::Yellow, "期限を2日超過".into())));
    let three = Facts {
        next_due_at: Some(zone_day(-3)),
        ..calm()
    };
    assert_eq!(chip(&three, Locale::Ja), Some((Colour::Red, "期限を3日超過".into())));
    let this_morning = Facts {
        next_due_at: Some(At(NOW.0 - 3_600_000)),
        ..calm()
    };
    assert_eq!(japanese(&this_morning), "今日の期限を超過");
}

#[test]
fn two_reasons_at_most_and_the_first_that_turned_first() {
    let all = Facts {
        last_customer_at: Some(NOW.plus_days(-20)),
        next_due_at: Some(NOW.plus_days(-4)),
        slips: 3,
        slipped_at: Some(NOW.plus_days(-2)),
        ..calm()
    };
    assert_eq!(japanese(&all), "20日反応なし・予定日を3回延期");
}

#[test]
fn nothing_yet_is_grey_and_a_closed_deal_has_no_clocks() {
    let new = Facts {
        opened_at: NOW,
        phase_since: NOW,
        last_customer_at: None,
        last_touch_at: None,
        next_due_at: None,
        ..calm()
    };
    assert_eq!(
        chip(&new, Locale::Ja),
        Some((Colour::Grey, "まだ何もしていません".into()))
    );
    let won = Facts {
        outcome: Outcome::Won,
        ..new
    };
    assert_eq!(chip(&won, Locale::Ja), None);
}

#[test]
fn a_sentence_names_the_next_action() {
    let rules = rules();
    let late = Facts {
        next_due_at: Some(NOW.plus_days(-2)),
        ..calm()
    };
    let readings = ClockWords::new(&rules, &late, NOW, Locale::Ja.texts()).readings(Some("11/20（金） 電話"));
    assert_eq!(readings[2].sentence, "次の予定「11/20（金） 電話」を2日過ぎています");
    assert_eq!(
        (readings[2].value.as_str(), readings[2].colour),
        ("2日超過", Colour::Yellow)
    );
}
