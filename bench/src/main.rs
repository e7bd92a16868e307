//! `make bench`: what a user waits for, measured through HTTP with a session, and the same work as plain SQL on the same
//! data beside it.
//!
//! For each database and size: fills a workspace, starts `kizashi serve` as a process of its own, and asks it what a browser
//! asks. Prints a table and leaves it in `bench/out/`. It proves nothing and fails nothing: figures are read by people.

mod browser;
mod client;
mod data;
mod duplicates;
mod edinet;
mod figures;
mod matching;
mod names;
mod plain;
mod server;
mod spellings;

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Parser, ValueEnum};
use figures::Figures;

#[derive(Parser)]
#[command(about = "Measures Kizashi through HTTP, with plain SQL beside it")]
struct Arguments {
    /// Only this part
    #[arg(value_enum)]
    part: Option<Part>,
    /// Numbers of deals
    #[arg(long, value_delimiter = ',', default_values_t = [1_000, 10_000, 100_000])]
    deals: Vec<u64>,
    /// Databases: sqlite, postgres
    #[arg(long, value_delimiter = ',', default_values_t = ["sqlite".to_owned(), "postgres".to_owned()])]
    databases: Vec<String>,
    /// Requests of each kind and number of connections
    #[arg(long, default_value_t = 200)]
    requests: usize,
}

/// A part that can be measured by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// What a user waits for, through HTTP, with plain SQL beside it
    Http,
    /// How well names are matched, and how long all candidates take
    Matching,
}

#[tokio::main]
#[expect(clippy::print_stdout, reason = "the figures are what this program is for")]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let mut report = String::new();
    if arguments.part != Some(Part::Matching) {
        report.push_str(&through_http(&arguments).await?);
    }
    if arguments.part != Some(Part::Http) {
        let table = matching::report(&arguments.databases).await?;
        println!("{table}");
        report.push_str(&table);
    }
    std::fs::create_dir_all("bench/out")?;
    std::fs::write("bench/out/figures.md", report)?;
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the figures are what this program is for")]
async fn through_http(arguments: &Arguments) -> Result<String> {
    let program: PathBuf = std::env::var_os("KIZASHI_BIN")
        .context("KIZASHI_BIN names the program to measure")?
        .into();
    let mut report = String::new();
    for database in &arguments.databases {
        for &deals in &arguments.deals {
            let folder = tempfile::tempdir()?;
            let url = data::url(database, folder.path(), deals).await?;
            let figures = measure(&program, &url, deals, arguments.requests).await?;
            let table = figures.table(&format!("{database}, {deals} deals"));
            println!("{table}");
            report.push_str(&table);
        }
    }
    Ok(report)
}

async fn measure(program: &std::path::Path, url: &db::DbUrl, deals: u64, requests: usize) -> Result<Figures> {
    let mut figures = Figures::default();
    let app = data::fill(url, deals).await?;
    let server = server::Server::start(program, url).await?;
    figures.fact(
        "start to first answer",
        format!("{:.0} ms", server.started_in.as_secs_f64() * 1000.0),
    );
    figures.fact("resident, idle", server.resident()?);
    let session = server.session(&app).await?;
    let mut moves = data::movable(&app).await?;
    for kind in client::Kind::ALL {
        for connections in [1, 8] {
            let times = client::run(&server, &session, kind, connections, requests, &mut moves).await?;
            figures.times(kind.name(), connections, times);
        }
        figures.plain(kind.name(), plain::run(&app, kind, requests, &mut moves).await?);
    }
    figures.fact("resident, after load", server.resident()?);
    for (name, value) in browser::first_view(&server, &session).await? {
        figures.fact(&name, value);
    }
    server.stop().await?;
    app.db().clone().close().await?;
    Ok(figures)
}
