//! Answers of every kind: read, kept, said, and back.

use chrono::NaiveDate;
use kit::fields::Fields;
use proptest::prelude::*;

use super::*;
use crate::{form::Form, testing::TODAY, text::Locale};

fn choices() -> Vec<String> {
    ["今年度中", "来年度", "未定"].map(str::to_owned).into()
}

fn every_kind() -> [Asks; 6] {
    [
        Asks::Text,
        Asks::Choice { choices: choices() },
        Asks::Several { choices: choices() },
        Asks::Number { unit: "名".into() },
        Asks::Date,
        Asks::Scale(Scale {
            from: 1,
            to: 5,
            low: "低い".into(),
            high: "高い".into(),
        }),
    ]
}

fn read(asks: &Asks, typed: &[&str]) -> (Option<Option<Answer>>, String) {
    let mut fields = Fields::default();
    for value in typed {
        fields.add("q", *value);
    }
    let mut form = Form::new(Locale::Ja.texts(), fields);
    let answer = Answer::read(&mut form, asks, "q", "導入時期", TODAY);
    let summary = askama::Template::render(&form.summary()).unwrap();
    (answer, summary)
}

#[test]
fn nothing_typed_is_no_answer() {
    for asks in every_kind() {
        assert_eq!(read(&asks, &[]).0, Some(None), "{asks:?}");
        assert_eq!(read(&asks, &["　"]).0, Some(None), "{asks:?}");
    }
}

#[test]
fn what_people_type_is_understood() {
    let [text, choice, several, number, date, scale] = every_kind();
    let good = |asks: &Asks, typed: &[&str]| read(asks, typed).0.unwrap().unwrap();
    assert_eq!(
        good(&text, &["一行目\r\n二行目"]),
        Answer::Text("一行目\n二行目".into())
    );
    assert_eq!(good(&choice, &["来年度"]), Answer::Choice("来年度".into()));
    assert_eq!(
        good(&several, &["未定", "今年度中", "未定"]),
        Answer::Several(vec!["今年度中".into(), "未定".into()])
    );
    assert_eq!(good(&number, &["１，２００．５"]), Answer::Number(1_200_500));
    assert_eq!(good(&number, &["3万"]), Answer::Number(30_000_000));
    let day = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
    assert_eq!(good(&date, &["12/1"]), Answer::Date(day));
    assert_eq!(good(&scale, &["４"]), Answer::Scale(4));
}

#[test]
fn what_cannot_be_read_is_told_with_question_value_and_remedy() {
    let [text, choice, several, number, date, scale] = every_kind();
    let long = "あ".repeat(10_001);
    for (asks, typed, says) in [
        (&text, long.as_str(), "10,001文字"),
        (&text, "鐘\u{7}", "見えない文字"),
        (&choice, "再来年", "「再来年」"),
        (&several, "再来年", "「再来年」"),
        (&number, "多い", "「多い」"),
        (&number, "1.2345", "「1.2345」"),
        (&date, "2月30日", "「2月30日」"),
        (&date, "そのうち", "「そのうち」"),
        (&scale, "6", "1から5"),
        (&scale, "3.5", "「3.5」"),
    ] {
        let (answer, summary) = read(asks, &[typed]);
        assert_eq!(answer, None, "{typed}");
        assert!(summary.contains("導入時期"), "{summary}");
        assert!(summary.replace("10001", "10,001").contains(says), "{says}: {summary}");
    }
}

#[test]
fn answers_are_said_as_people_say_them() {
    let words = Locale::Ja.texts();
    let [_, _, several, number, date, scale] = every_kind();
    let day = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
    assert_eq!(
        Answer::Several(choices()).said(&several, words),
        "今年度中、来年度、未定"
    );
    assert_eq!(Answer::Number(1_200_500).said(&number, words), "1,200.5名");
    assert!(Answer::Date(day).said(&date, words).starts_with("2026年12月1日"));
    assert_eq!(Answer::Scale(4).said(&scale, words), "4／5");
}

fn ask(fields: &[(&str, &str)]) -> (Option<Asks>, String) {
    let mut typed = Fields::default();
    for (name, value) in fields {
        typed.add(name, *value);
    }
    let mut form = Form::new(Locale::Ja.texts(), typed);
    let asks = read_asks(&mut form);
    let summary = askama::Template::render(&form.summary()).unwrap();
    (asks, summary)
}

#[test]
fn a_question_is_kept_as_its_form_says() {
    for asks in every_kind() {
        let mut fields = Fields::default();
        ask_fields(&asks, &mut fields);
        let mut form = Form::new(Locale::Ja.texts(), fields);
        assert_eq!(read_asks(&mut form), Some(asks.clone()));
        let kept = serde_json::to_string(&asks).unwrap();
        assert_eq!(serde_json::from_str::<Asks>(&kept).unwrap(), asks);
    }
}

#[test]
fn a_question_nobody_could_answer_is_refused() {
    let many = (0..41).map(|n| format!("選択肢{n}\n")).collect::<String>();
    for (fields, says) in [
        (vec![("kind", "x")], "種類"),
        (vec![("kind", "choice"), ("choices", "一つだけ")], "2つ以上"),
        (vec![("kind", "choice"), ("choices", many.as_str())], "41"),
        (vec![("kind", "several"), ("choices", "Ａ\na")], "「a」"),
        (vec![("kind", "scale"), ("from", "5"), ("to", "1")], "5から1"),
        (vec![("kind", "scale"), ("from", "0"), ("to", "100")], "0から100"),
        (vec![("kind", "scale"), ("from", "低"), ("to", "5")], "「低」"),
    ] {
        let (asks, summary) = ask(&fields);
        assert_eq!(asks, None, "{fields:?}");
        assert!(summary.contains(says), "{says}: {summary}");
    }
}

proptest! {
    #[test]
    fn columns_give_back_what_was_answered(thousandths in -10_000_000_000i64..10_000_000_000, step in -10i64..=10, text in "[^\u{0}-\u{1f}\u{7f}-\u{9f}]{1,40}") {
        for (kind, answer) in [
            (Kind::Number, Answer::Number(thousandths)),
            (Kind::Scale, Answer::Scale(step)),
            (Kind::Text, Answer::Text(text.clone())),
            (Kind::Choice, Answer::Choice(text)),
            (Kind::Several, Answer::Several(choices())),
            (Kind::Date, Answer::Date(TODAY)),
        ] {
            let back = Answer::from_columns(kind, &answer.text(), answer.number(), answer.day());
            prop_assert_eq!(back, Some(answer));
        }
    }

    #[test]
    fn what_is_shown_of_a_number_is_read_back(thousandths in -10_000_000_000i64..10_000_000_000) {
        let asks = Asks::Number { unit: String::new() };
        let typed = Answer::Number(thousandths).typed();
        let (answer, _) = read(&asks, &[typed[0].as_str()]);
        prop_assert_eq!(answer, Some(Some(Answer::Number(thousandths))));
    }
}
