//! What the answers to one question come to, by outcome: as a table, with how many they are.

use std::collections::HashMap;

use stats::{Quartiles, Rate};

use super::across::{self, AcrossQuestion, AnswerFilter};
use crate::{
    cx::Cx,
    deals::{Outcome, outcome_name},
    error::Result,
    questions::{Answer, Asks},
    reports::{MIN_N, RateView},
    t,
    text::Texts,
};

/// The table.
pub(super) struct Summary {
    pub columns: Vec<Head>,
    pub rows: Vec<Line>,
}

/// An outcome, and how many answers there are of it.
pub(super) struct Head {
    pub name: String,
    pub n: String,
    pub href: Option<String>,
    code: Option<&'static str>,
    count: u64,
}

/// A line: a choice, a step, the median.
pub(super) struct Line {
    pub name: String,
    pub cells: Vec<Figure>,
}

/// What stands in it: the figure, and what qualifies it.
#[derive(Default)]
pub(super) struct Figure {
    pub main: String,
    pub sub: String,
}

/// Won and lost first: what they differ in is what one looks for.
const ORDER: [Outcome; 4] = [Outcome::Won, Outcome::Lost, Outcome::Open, Outcome::OnHold];

impl Summary {
    /// Reads it.
    pub async fn read(cx: &Cx, question: &AcrossQuestion, filter: &AnswerFilter) -> Result<Self> {
        let words = cx.texts();
        let counts = across::counts(&cx.app, &cx.actor, filter).await?;
        let columns = heads(words, filter, &counts);
        let rows = match &question.asks {
            Asks::Text | Asks::Date => Vec::new(),
            Asks::Choice { choices } | Asks::Several { choices } => {
                let made = across::choices(&cx.app, &cx.actor, filter).await?;
                shares(words, choices, &columns, &made)
            }
            Asks::Number { .. } => {
                let numbers = across::numbers(&cx.app, &cx.actor, filter).await?;
                quartiles(words, &question.asks, &columns, &numbers)
            }
            Asks::Scale(scale) => {
                let numbers = across::numbers(&cx.app, &cx.actor, filter).await?;
                let mut rows = quartiles(words, &question.asks, &columns, &numbers);
                let steps: Vec<String> = scale.steps().into_iter().map(|step| step.to_string()).collect();
                rows.extend(shares(words, &steps, &columns, &by_step(&numbers)));
                rows
            }
        };
        Ok(Self { columns, rows })
    }
}

fn heads(words: Texts, filter: &AnswerFilter, counts: &HashMap<&'static str, u64>) -> Vec<Head> {
    let question = filter.question.map_or(0, |question| question.0);
    let source = filter
        .source
        .map_or_else(String::new, |source| format!("&source={}", source.code()));
    let head = |outcome: Outcome| {
        let count = counts.get(outcome.code()).copied().unwrap_or(0);
        let code = outcome.code();
        Head {
            name: outcome_name(outcome, words),
            n: t!(words, "report-n", n = count),
            href: (count > 0).then(|| format!("/hearing/answers?question={question}&outcome={code}{source}")),
            code: Some(code),
            count,
        }
    };
    let mut heads: Vec<Head> = ORDER.map(head).into();
    let all: u64 = counts.values().sum();
    heads.push(Head {
        name: t!(words, "hearing-all-outcomes"),
        n: t!(words, "report-n", n = all),
        href: Some(format!("/hearing/answers?question={question}{source}")),
        code: None,
        count: all,
    });
    heads
}

/// How often each of these was answered, of all answers of an outcome; then what is no longer offered.
fn shares(words: Texts, offered: &[String], heads: &[Head], made: &HashMap<(String, &'static str), u64>) -> Vec<Line> {
    let mut names = offered.to_vec();
    let mut gone: Vec<String> = made.keys().map(|(choice, _)| choice.clone()).collect();
    gone.sort();
    gone.dedup();
    names.extend(gone.into_iter().filter(|choice| !offered.contains(choice)));
    let line = |name: String| {
        let of = |head: &Head| {
            let here = |(choice, outcome): &(String, &'static str)| {
                *choice == name && head.code.is_none_or(|code| code == *outcome)
            };
            let k = made.iter().filter(|(key, _)| here(key)).map(|(_, n)| n).sum();
            share(words, k, head.count)
        };
        Line {
            cells: heads.iter().map(of).collect(),
            name,
        }
    };
    names.into_iter().map(line).collect()
}

fn share(words: Texts, k: u64, n: u64) -> Figure {
    if n == 0 {
        return Figure::default();
    }
    let rate = RateView::new(words, Rate::new(k.min(n), n));
    Figure {
        main: k.to_string(),
        sub: if rate.is_known() {
            t!(
                words,
                "hearing-share",
                share = rate.value.as_str(),
                interval = rate.interval.as_str()
            )
        } else {
            rate.value
        },
    }
}

fn by_step(numbers: &HashMap<&'static str, Vec<i64>>) -> HashMap<(String, &'static str), u64> {
    let mut made = HashMap::new();
    for (outcome, numbers) in numbers {
        for number in numbers {
            *made.entry(((number / 1000).to_string(), *outcome)).or_insert(0) += 1;
        }
    }
    made
}

fn quartiles(words: Texts, asks: &Asks, heads: &[Head], numbers: &HashMap<&'static str, Vec<i64>>) -> Vec<Line> {
    let of = |head: &Head| {
        let numbers = numbers
            .iter()
            .filter(|(outcome, _)| head.code.is_none_or(|code| code == **outcome))
            .flat_map(|(_, numbers)| numbers.iter().copied());
        Quartiles::of(numbers)
    };
    let figure = |quartiles: Option<Quartiles>| match quartiles {
        None => Figure::default(),
        Some(found) if (found.n as u64) < MIN_N => Figure {
            main: String::new(),
            sub: t!(words, "report-too-few"),
        },
        Some(found) => Figure {
            main: said(words, asks, found.median),
            sub: format!("{}–{}", said(words, asks, found.q1), said(words, asks, found.q3)),
        },
    };
    vec![Line {
        name: t!(words, "hearing-median"),
        cells: heads.iter().map(|head| figure(of(head))).collect(),
    }]
}

/// A number of thousandths as the question's answers are said; between two steps with a digit behind the point.
#[expect(
    clippy::cast_possible_truncation,
    reason = "quartiles lie between the numbers, which are whole thousandths"
)]
fn said(words: Texts, asks: &Asks, thousandths: f64) -> String {
    let number = Answer::Number(thousandths.round() as i64);
    match asks {
        Asks::Number { .. } => number.said(asks, words),
        _ => number.text(),
    }
}
