//! `kizashi import`: CSV files into records, with a report by row.

use std::{
    fs::File,
    io::{IsTerminal as _, Write as _, stdout},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use clap::Args;

use super::Failure;
use crate::{
    config::Settings,
    imports::{Ended, FileError, Import, Kind, Options, Progress, Report, Table},
    money::Currency,
};

// Lines of at most 95 characters: longer ones would be wrapped once more.
const AFTER: &str = "\
Files are CSV, in UTF-8 or in the CP932 (Shift_JIS) of Excel. Columns are known by their names,
in Japanese or English. Each may be imported alone; when several are given, users, products,
companies, deals, leads, activities, touches and ideas follow in this order, since each may
name records of those before it. Rows that cannot be imported are told and skipped. A blank
cell leaves what is there. Importing the same file again changes nothing.

People without a mail address get a placeholder at import.invalid and cannot sign in until an
admin gives them a real one and an invitation. A manager named beside a person becomes a team.

  kizashi import --users people.csv --deals deals.csv --dry-run
  kizashi import --deals deals.csv --pipeline 既存深耕 --report report.csv";

#[derive(Args)]
#[command(after_help = AFTER)]
pub(super) struct Arguments {
    /// People: name, mail address, role, team, manager
    #[arg(long, value_name = "FILE")]
    users: Option<PathBuf>,
    /// Products: name, category, price
    #[arg(long, value_name = "FILE")]
    products: Option<PathBuf>,
    /// Companies: name, kana, corporate number, industry, address …
    #[arg(long, value_name = "FILE")]
    companies: Option<PathBuf>,
    /// Deals: id, title, owner, company, product, phase or outcome, dates, amount …
    #[arg(long, value_name = "FILE")]
    deals: Option<PathBuf>,
    /// Leads: company, person, mail address, phone, state, owner, channel …
    #[arg(long, value_name = "FILE")]
    leads: Option<PathBuf>,
    /// Activities and appointments: day and time, kind, subject, deal or company, owner, state …
    #[arg(long, value_name = "FILE")]
    activities: Option<PathBuf>,
    /// Touches before and after a deal began: day, kind, what, deal or lead, channel, cost …
    #[arg(long, value_name = "FILE")]
    touches: Option<PathBuf>,
    /// Proposal ideas: the idea, its deal, the answers it comes from, by whom and when
    #[arg(long, value_name = "FILE")]
    ideas: Option<PathBuf>,
    /// The pipeline deals go into; made with the file's phases when there is none of that name [default: the first one]
    #[arg(long, value_name = "NAME", requires = "deals")]
    pipeline: Option<String>,
    /// The phases of a pipeline that is made, in order [default: as the file names them]
    #[arg(long, value_name = "NAMES", value_delimiter = ',', requires = "pipeline")]
    phases: Vec<String>,
    /// Add phases that the pipeline lacks; else their rows are refused
    #[arg(long, requires = "deals")]
    create_phases: bool,
    /// The currency of amounts in files without a column for it [default: the workspace's]
    #[arg(long, value_name = "CODE")]
    currency: Option<Currency>,
    /// Do everything, tell what would happen, and keep nothing
    #[arg(long)]
    dry_run: bool,
    /// Write what became of every row to this CSV file
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

impl Arguments {
    fn files(&self) -> impl Iterator<Item = (Kind, &PathBuf)> {
        let files = [
            &self.users,
            &self.products,
            &self.companies,
            &self.deals,
            &self.leads,
            &self.activities,
            &self.touches,
            &self.ideas,
        ];
        Kind::ALL
            .into_iter()
            .zip(files)
            .filter_map(|(kind, file)| Some((kind, file.as_ref()?)))
    }
}

pub(super) async fn run(settings: &Settings, arguments: Arguments) -> Result<(), Failure> {
    let mut tables = Vec::new();
    for (kind, path) in arguments.files() {
        tables.push(open(kind, path)?);
    }
    if tables.is_empty() {
        return Err(
            "name at least one file: --users, --products, --companies, --deals, --leads, --activities, --touches or --ideas"
                .into(),
        );
    }
    let app = super::open(settings).await?;
    let Some(workspace) = app.workspace().await? else {
        return Err("there is no workspace yet: run `kizashi serve` and open the setup page first".into());
    };
    let actor = app.system().await?;
    let words = actor.texts();
    let options = Options {
        pipeline: arguments.pipeline.clone(),
        phases: arguments.phases.clone(),
        create_phases: arguments.create_phases,
        currency: arguments.currency.unwrap_or(workspace.currency),
        dry_run: arguments.dry_run,
    };
    let report = match &arguments.report {
        Some(path) => Report::to_file(Box::new(create(path)?), words)?,
        None => Report::default(),
    };
    let stop = stop_on_ctrl_c();
    let mut progress = show;
    let mut import = Import::new(&app, actor, options, report, stop, &mut progress)?;
    let ended = import.run(&tables).await?;
    let report = import.report;
    for table in &tables {
        write!(stdout(), "{}", super::import_text::summary(&report, table, words))?;
    }
    write!(stdout(), "{}", super::import_text::refused(&report, words))?;
    app.db().clone().close().await?;
    if let Some(path) = &arguments.report {
        writeln!(stdout(), "\nevery row: {}", path.display())?;
    }
    finish(ended, &report, arguments.dry_run)
}

fn finish(ended: Ended, report: &Report, dry_run: bool) -> Result<(), Failure> {
    if dry_run {
        writeln!(stdout(), "\ndry run: nothing was kept")?;
    }
    if let Ended::Stopped { kind, line } = ended {
        let kept = if dry_run {
            "nothing was kept"
        } else {
            "what came before is kept"
        };
        let code = kind.code();
        return Err(format!(
            "stopped before line {line} of the file of {code}; {kept}. Run the same command again to go on."
        )
        .into());
    }
    match report.refused() {
        0 => Ok(()),
        1 => Err("1 row was not imported".into()),
        refused => Err(format!("{refused} rows were not imported").into()),
    }
}

fn open(kind: Kind, path: &Path) -> Result<Table, Failure> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let bytes = std::fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    Table::open(kind, &name, &bytes).map_err(|error| {
        let why = match error {
            FileError::TooLarge => "it is larger than 256 MB; split it".to_owned(),
            FileError::Encoding { line } => {
                format!("line {line} is neither UTF-8 nor CP932; save it as CSV UTF-8 and try again")
            }
            FileError::NoHeader => format!(
                "none of its first lines names a column that a file of {} must have: {}",
                kind.code(),
                kind.required().join(", ")
            ),
        };
        format!("{}: {why}", path.display()).into()
    })
}

fn create(path: &Path) -> Result<File, Failure> {
    File::create(path).map_err(|error| format!("cannot write {}: {error}", path.display()).into())
}

/// The first Ctrl-C lets the batch that runs end; the second ends the program.
fn stop_on_ctrl_c() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&stop);
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            eprintln!("\nstopping after this batch; press Ctrl-C again to break it off");
            told.store(true, Ordering::Relaxed);
        }
        if tokio::signal::ctrl_c().await.is_ok() {
            std::process::exit(130);
        }
    });
    stop
}

fn show(progress: Progress) {
    let mut screen = std::io::stderr();
    if screen.is_terminal() {
        let Progress { kind, rows, percent } = progress;
        let end = if percent >= 100 { "\n" } else { "" };
        // A terminal that went away needs no progress.
        let _ = write!(screen, "\r{}: {rows} rows, {percent} %{end}", kind.code());
        let _ = screen.flush();
    }
}
