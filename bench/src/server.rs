//! `kizashi serve` as a process of its own.

use std::{
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use db::DbUrl;
use hyper::StatusCode;
use kizashi::{accounts::sessions, app::App, ids::UserId};
use tokio::process::{Child, Command};

use crate::client::Connection;

/// A running server.
pub struct Server {
    child: Child,
    /// `127.0.0.1:port`.
    pub address: String,
    /// From starting the process to its first answer.
    pub started_in: Duration,
}

impl Server {
    /// Starts the program on a free port and waits for its first answer.
    #[expect(clippy::disallowed_methods, reason = "a stopwatch")]
    pub async fn start(program: &Path, url: &DbUrl) -> Result<Self> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let address = format!("127.0.0.1:{port}");
        let database = match url {
            DbUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
            DbUrl::Postgres(url) => url.clone(),
        };
        let begin = Instant::now();
        let child = Command::new(program)
            .args(["serve", "--listen", &address, "--log", "warn"])
            .env("DATABASE_URL", database)
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .context("the program does not start")?;
        while begin.elapsed() < Duration::from_secs(30) {
            if let Ok(mut connection) = Connection::open(&address).await
                && connection
                    .get("/readyz", "")
                    .await
                    .is_ok_and(|answer| answer.status == StatusCode::OK)
            {
                return Ok(Self {
                    child,
                    address,
                    started_in: begin.elapsed(),
                });
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        bail!("the server does not answer")
    }

    /// A session of the admin, as the value of a `Cookie` header.
    pub async fn session(&self, app: &App) -> Result<String> {
        let transaction = app.db().begin().await?;
        let cookie = sessions::open(&transaction, app, UserId(1)).await?;
        transaction.commit().await?;
        Ok(sessions::cookie_pair(&cookie))
    }

    /// Resident memory now.
    pub fn resident(&self) -> Result<String> {
        let id = self.child.id().context("the server has ended")?;
        let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .context("no VmRSS")?;
        let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(format!("{:.1} MB", kilobytes / 1024.0))
    }

    /// Ends the process.
    pub async fn stop(mut self) -> Result<()> {
        self.child.kill().await?;
        Ok(())
    }
}
