//! What was measured, and how it is shown.

use std::{collections::BTreeMap, fmt::Write as _, time::Duration};

/// The figures of one database and size.
#[derive(Debug, Default)]
pub struct Figures {
    facts: Vec<(String, String)>,
    times: Vec<(String, usize, Vec<Duration>)>,
    plain: BTreeMap<String, Vec<Duration>>,
}

impl Figures {
    /// A single figure with its unit.
    pub fn fact(&mut self, name: &str, value: String) {
        self.facts.push((name.to_owned(), value));
    }

    /// Answers of the server to one kind of request, over so many connections.
    pub fn times(&mut self, kind: &str, connections: usize, times: Vec<Duration>) {
        self.times.push((kind.to_owned(), connections, times));
    }

    /// The same work as plain SQL, over one connection.
    pub fn plain(&mut self, kind: &str, times: Vec<Duration>) {
        self.plain.insert(kind.to_owned(), times);
    }

    /// A table in Markdown. Times are milliseconds; the ratio compares the medians of one connection.
    pub fn table(&self, title: &str) -> String {
        let mut text = format!(
            "\n## {title}\n\n| request | connections | p50 | p95 | plain SQL p50 | ratio |\n|---|---|---|---|---|---|\n"
        );
        for (kind, connections, times) in &self.times {
            let plain = self.plain.get(kind).map(|plain| quantile(plain, 0.5));
            let median = quantile(times, 0.5);
            let ratio = plain
                .filter(|plain| *connections == 1 && *plain > 0.0)
                .map(|plain| format!("{:.1}", median / plain));
            let plain = plain.filter(|_| *connections == 1).map(|plain| format!("{plain:.2}"));
            let _ = writeln!(
                text,
                "| {kind} | {connections} | {median:.2} | {:.2} | {} | {} |",
                quantile(times, 0.95),
                plain.unwrap_or_default(),
                ratio.unwrap_or_default()
            );
        }
        text.push('\n');
        for (name, value) in &self.facts {
            let _ = writeln!(text, "- {name}: {value}");
        }
        text
    }
}

fn quantile(times: &[Duration], share: f64) -> f64 {
    let mut millis: Vec<f64> = times.iter().map(|time| time.as_secs_f64() * 1000.0).collect();
    millis.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index"
    )]
    let at = ((millis.len().saturating_sub(1)) as f64 * share).round() as usize;
    millis.get(at).copied().unwrap_or(0.0)
}
