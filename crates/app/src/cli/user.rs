//! `kizashi user`: people from the terminal, for the first hours and for emergencies.
//!
//! A password comes from standard input: an argument would stand in the list of processes and in the shell's history.

use std::io::{BufRead as _, IsTerminal as _, Write as _};

use clap::{Args, Subcommand};

use super::Failure;
use crate::{
    accounts::{
        self, SHORTEST, Weakness,
        links::{self, Purpose},
        people::{self, Account, Details, Refused},
        teams,
    },
    actor::Role,
    app::App,
    config::Settings,
    form::is_email,
    ids::TeamId,
};

#[derive(Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Add somebody; the password comes from standard input
    Add(Add),
    /// List everybody: mail address, role, team, state, name
    List,
    /// Keep somebody from signing in; what they did stays
    Disable {
        /// Their mail address
        email: String,
    },
    /// Give somebody a new password, from standard input; they are signed out everywhere
    ResetPassword {
        /// Their mail address
        email: String,
    },
    /// Print a link that signs its opener in once, within 15 minutes
    SignInLink {
        /// Their mail address
        email: String,
        /// The beginning of the link [default: the public URL]
        #[arg(long, value_name = "URL")]
        base_url: Option<String>,
    },
}

#[derive(Args)]
struct Add {
    /// Their mail address, to sign in with
    email: String,
    /// Their name, as colleagues see it
    #[arg(long)]
    name: String,
    /// admin, manager, rep or viewer
    #[arg(long, default_value = "rep", value_parser = role)]
    role: Role,
    /// The name of their team
    #[arg(long)]
    team: Option<String>,
    /// Print an invitation link instead of asking for a password
    #[arg(long)]
    invite: bool,
}

fn role(text: &str) -> Result<Role, String> {
    Role::from_code(text).ok_or_else(|| "choose admin, manager, rep or viewer".to_owned())
}

pub(super) async fn run(settings: &Settings, arguments: Arguments) -> Result<(), Failure> {
    let app = super::open(settings).await?;
    if !app.is_set_up().await? {
        return Err("there is no workspace yet: `kizashi serve` prints the link to the setup page".into());
    }
    let done = match arguments.command {
        Command::Add(new) => add(&app, new).await,
        Command::List => list(&app).await,
        Command::Disable { email } => disable(&app, &email).await,
        Command::ResetPassword { email } => reset_password(&app, &email).await,
        Command::SignInLink { email, base_url } => {
            let account = find(&app, &email).await?;
            let base = base_url.as_deref().unwrap_or(&app.config().public_url);
            print_sign_in_link(&app, &account, base).await
        }
    };
    app.db().clone().close().await?;
    done
}

async fn add(app: &App, new: Add) -> Result<(), Failure> {
    if !is_email(&new.email) {
        return Err(format!("{:?} is not a mail address", new.email).into());
    }
    let team = match &new.team {
        None => None,
        Some(name) => Some(team(app, name).await?),
    };
    let details = Details {
        name: new.name.trim().to_owned(),
        email: new.email,
        role: new.role,
        team,
    };
    if details.name.is_empty() {
        return Err("--name is empty".into());
    }
    let password = if new.invite {
        None
    } else {
        Some(read_password(app, &[&details.name, &details.email]).await?)
    };
    let mut tx = app.begin(&app.system().await?).await?;
    let id = match people::add(&mut tx, &details).await? {
        Ok(id) => id,
        Err(refused) => return Err(explain(refused, &details.email).into()),
    };
    let link = match &password {
        Some(hash) => {
            people::set_password(&mut tx, id, hash).await?;
            None
        }
        None => Some(people::password_link(&mut tx, id).await?.0),
    };
    tx.commit().await?;
    match link {
        Some(link) => say(&link.url(&app.config().public_url)),
        None => say(&format!("added {}", details.email)),
    }
}

async fn team(app: &App, name: &str) -> Result<TeamId, Failure> {
    let teams = teams::teams(app.db().read()).await?;
    let found = teams.iter().find(|team| team.name == name && team.retired_at.is_none());
    found.map(|team| team.id).ok_or_else(|| {
        let names: Vec<_> = teams.iter().map(|team| team.name.as_str()).collect();
        format!("there is no team {name:?}; the teams are: {}", names.join(", ")).into()
    })
}

async fn list(app: &App) -> Result<(), Failure> {
    for account in people::accounts(app.db().read()).await? {
        let state = match (account.disabled_at, account.has_password) {
            (Some(_), _) => "disabled",
            (None, true) => "active",
            (None, false) => "no-password",
        };
        let team = account.team.as_deref().unwrap_or("-");
        say(&format!(
            "{}\t{}\t{team}\t{state}\t{}",
            account.email,
            account.role.code(),
            account.name
        ))?;
    }
    Ok(())
}

async fn disable(app: &App, email: &str) -> Result<(), Failure> {
    let account = find(app, email).await?;
    let mut tx = app.begin(&app.system().await?).await?;
    if let Err(refused) = people::disable(&mut tx, account.id, account.version).await? {
        return Err(explain(refused, email).into());
    }
    tx.commit().await?;
    say(&format!("disabled {}", account.email))
}

async fn reset_password(app: &App, email: &str) -> Result<(), Failure> {
    let account = find(app, email).await?;
    let hash = read_password(app, &[&account.name, &account.email]).await?;
    let mut tx = app.begin(&app.system().await?).await?;
    people::set_password(&mut tx, account.id, &hash).await?;
    accounts::sessions::end_all(tx.db(), app, account.id, None).await?;
    tx.commit().await?;
    say(&format!("{} has a new password", account.email))
}

/// Prints a link on standard output: the log never holds it.
pub(super) async fn print_sign_in_link(app: &App, account: &Account, base: &str) -> Result<(), Failure> {
    if account.disabled_at.is_some() {
        return Err(format!("{} is disabled", account.email).into());
    }
    let transaction = app.db().begin().await?;
    let link = links::make(&transaction, Purpose::SignIn, Some(account.id), None, app.now()).await?;
    transaction.commit().await?;
    say(&link.url(base.trim_end_matches('/')))
}

async fn find(app: &App, email: &str) -> Result<Account, Failure> {
    let found = people::account_by_email(app.db().read(), email).await?;
    found.ok_or_else(|| format!("nobody has the mail address {email:?}; see `kizashi user list`").into())
}

/// Reads a line from standard input, checks its strength, and answers its hash.
async fn read_password(app: &App, about: &[&str]) -> Result<String, Failure> {
    let password = if std::io::stdin().is_terminal() {
        rpassword::prompt_password(format!("Password ({SHORTEST} characters or more, not shown): "))?
    } else {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line)?;
        line
    };
    let workspace = app.workspace().await?.map_or_else(String::new, |found| found.name);
    let about: Vec<&str> = about.iter().copied().chain([workspace.as_str()]).collect();
    match accounts::weakness(&password, &about) {
        None => Ok(accounts::passwords::hash(&password).await?),
        Some(Weakness::Short) => Err(format!("the password is too short: use at least {SHORTEST} characters").into()),
        Some(Weakness::Long) => Err(format!("the password is too long: use at most {}", accounts::LONGEST).into()),
        Some(Weakness::Common) => Err("the password is among the first that are guessed; add unrelated words".into()),
        Some(Weakness::Personal) => Err("the password is too close to the name, mail address or workspace".into()),
    }
}

fn explain(refused: Refused, email: &str) -> String {
    match refused {
        Refused::EmailTaken => format!("{email} is taken; see `kizashi user list`"),
        Refused::LastAdmin => format!("{email} is the last admin; make somebody else an admin first"),
    }
}

/// A line on standard output, for people and for scripts.
pub(super) fn say(line: &str) -> Result<(), Failure> {
    Ok(writeln!(std::io::stdout(), "{line}")?)
}
