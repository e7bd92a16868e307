//! Pages of deals, asked as a browser would, on both databases.

mod close;
mod edit;
mod guards;
mod new;
mod people;
mod products;
mod show;

use scraper::{Html, Selector};

use crate::testing::Answer;

/// What Turbo says it takes.
const STREAMS: &str = "text/vnd.turbo-stream.html, text/html";

/// The texts of all elements that a selector finds, each in one line.
fn texts(answer: &Answer, selector: &str) -> Vec<String> {
    let page = Html::parse_document(&answer.body);
    let selector = Selector::parse(selector).unwrap();
    let found = page.select(&selector);
    let text = found.map(|element| element.text().collect::<String>());
    text.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

/// An attribute of the first element that a selector finds.
fn attribute(answer: &Answer, selector: &str, name: &str) -> String {
    let page = Html::parse_document(&answer.body);
    let selector = Selector::parse(selector).unwrap();
    let found = page.select(&selector).next();
    found.and_then(|element| element.attr(name)).unwrap_or("").to_owned()
}

/// What a field holds.
fn value(answer: &Answer, name: &str) -> String {
    attribute(answer, &format!("input[name={name}]"), "value")
}
