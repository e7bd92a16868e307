//! The board's first view in a real browser: how many bytes and requests, and when cards are visible.

use std::process::Stdio;

use anyhow::{Context, Result};
use serde_json::Value;
use tokio::process::Command;

use crate::server::Server;

/// Opens the board in a browser with empty caches, where there is one.
pub async fn first_view(server: &Server, cookie: &str) -> Result<Vec<(String, String)>> {
    let chromium = std::env::var("KIZASHI_CHROMIUM").unwrap_or_default();
    if chromium.is_empty() {
        return Ok(vec![("first view".into(), "not measured: no Chromium".into())]);
    }
    let output = Command::new("node")
        .arg("bench/first_view.mjs")
        .args([&format!("http://{}", server.address), cookie, &chromium])
        .stderr(Stdio::inherit())
        .output()
        .await
        .context("node does not start")?;
    let view: Value = serde_json::from_slice(&output.stdout).context("first_view.mjs answers in JSON")?;
    let number = |name: &str| view[name].as_f64().unwrap_or(f64::NAN);
    Ok(vec![
        ("first view, requests".into(), format!("{}", number("requests"))),
        (
            "first view, transferred".into(),
            format!("{:.1} kB", number("bytes") / 1000.0),
        ),
        (
            "first view, document".into(),
            format!("{:.1} kB", number("document") / 1000.0),
        ),
        ("first view, cards".into(), format!("{}", number("cards"))),
        (
            "first view, cards visible after".into(),
            format!("{:.0} ms", number("visible")),
        ),
        ("first view, layout shift".into(), format!("{:.3}", number("shift"))),
    ])
}
