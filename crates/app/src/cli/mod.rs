//! The command line: one file per command, and the settings they share.

mod import;
mod import_text;
mod sample;
mod serve;
mod user;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
use db::DbUrl;
use kit::clock::Clock;
use tracing_subscriber::EnvFilter;

use crate::{
    app::App,
    config::{LogFormat, Settings},
};

/// A failure of a command, already worded for its reader.
type Failure = Box<dyn std::error::Error + Send + Sync>;

const ABOUT: &str = "\
Kizashi (兆し) shows a sales team where every deal stands, what to do next, and the signs that one is
about to be lost.

One program, one data folder. The first `kizashi serve` prints a link to the setup page.";

const AFTER: &str = "\
Settings come from flags, then the environment, then the file given by --config.
Without any, the data is in sqlite:data/kizashi.db. `kizashi help COMMAND` tells more of one command.";

#[derive(Parser)]
#[command(name = "kizashi", version, about = ABOUT, after_help = AFTER, max_term_width = 100)]
struct Cli {
    /// A TOML file with any of these settings, by their long names with underscores
    #[arg(
        long,
        env = "KIZASHI_CONFIG",
        hide_env_values = true,
        value_name = "FILE",
        global = true
    )]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server until it is told to stop
    Serve(serve::Arguments),
    /// Take over people, companies, deals, leads and what was done with them from CSV files
    Import(import::Arguments),
    /// Add, list and disable people, reset passwords, print sign-in links
    User(user::Arguments),
    /// Make a sample workspace to look around in
    Sample(sample::Arguments),
}

/// Runs the command line.
pub async fn run() -> ExitCode {
    let cli = Cli::parse();
    match dispatch(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("kizashi: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn dispatch(cli: Cli) -> Result<(), Failure> {
    let settings = match &cli.config {
        Some(path) => cli.settings.or_file(path)?,
        None => cli.settings,
    };
    start_log(&settings)?;
    match cli.command {
        Command::Serve(arguments) => serve::run(&settings, arguments).await,
        Command::Import(arguments) => import::run(&settings, arguments).await,
        Command::User(arguments) => user::run(&settings, arguments).await,
        Command::Sample(arguments) => sample::run(&settings, arguments).await,
    }
}

/// Opens the database the settings name.
async fn open(settings: &Settings) -> Result<App, Failure> {
    let url: DbUrl = settings
        .database
        .as_deref()
        .unwrap_or("sqlite:data/kizashi.db")
        .parse()?;
    Ok(App::open(&url, settings.complete()?, Clock::System).await?)
}

fn start_log(settings: &Settings) -> Result<(), Failure> {
    // sqlx tells of slow statements with their text; the text holds no values, but nobody needs it by default.
    let filter = settings.log.as_deref().unwrap_or("info,sqlx=warn");
    let filter = EnvFilter::try_new(filter).map_err(|error| format!("log = {filter:?}: {error}"))?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false);
    match settings.log_format.unwrap_or_default() {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
    Ok(())
}
