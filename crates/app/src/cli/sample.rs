//! `kizashi sample`: a workspace to look around in.

use std::io::{Write as _, stdout};

use clap::Args;

use super::Failure;
use crate::{
    config::Settings,
    sample::{self, Made},
};

const AFTER: &str = "\
Makes a Japanese sales team with its customers and fifteen months of deals, and refuses to touch a database that holds a
workspace already. The same seed on the same day makes the same workspace. Nobody in it has a password:

  kizashi sample --database sqlite:data/sample.db
  kizashi serve --database sqlite:data/sample.db --sign-in-link";

#[derive(Args)]
#[command(after_help = AFTER)]
pub(super) struct Arguments {
    /// Another number makes other deals
    #[arg(long, value_name = "N", default_value_t = sample::SEED)]
    seed: u64,
}

pub(super) async fn run(settings: &Settings, arguments: Arguments) -> Result<(), Failure> {
    let app = super::open(settings).await?;
    if let Some(workspace) = app.workspace().await? {
        return Err(format!(
            "this database already holds the workspace {}; name another with --database sqlite:data/sample.db",
            workspace.name
        )
        .into());
    }
    let made = sample::make(&app, arguments.seed).await?;
    app.db().clone().close().await?;
    let Made {
        companies,
        contacts,
        deals,
        steps,
    } = made;
    writeln!(
        stdout(),
        "{companies} companies, {contacts} contacts, {deals} deals, {steps} steps of their histories"
    )?;
    Ok(())
}
