//! `kizashi serve`: listens until it is told to stop, then ends what runs and closes the database.

use std::net::SocketAddr;

use clap::Args;
use tokio::{net::TcpListener, signal};

use super::{Failure, user};
use crate::{
    accounts::{self, people},
    app::App,
    config::Settings,
    jobs, live,
    router::router,
};

#[derive(Args)]
pub(super) struct Arguments {
    /// Print a link that signs its opener in as the first admin: once, within 15 minutes
    #[arg(long)]
    sign_in_link: bool,
}

pub(super) async fn run(settings: &Settings, arguments: Arguments) -> Result<(), Failure> {
    let app = super::open(settings).await?;
    let address = app.config().listen;
    let listener = TcpListener::bind(address).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            format!("{address} is in use by another program; choose another with --listen")
        }
        _ => format!("cannot listen on {address}: {error}"),
    })?;
    tracing::info!(url = app.config().public_url, "serving");
    print_links(&app, arguments.sign_in_link).await?;
    let others = tokio::spawn(live::follow_other_processes(app.clone()));
    jobs::catch_up(&app).await?;
    let worker = tokio::spawn(jobs::work(app.clone()));
    let service = router(app.clone()).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(told_to_stop(app.clone()))
        .await?;
    others.abort();
    worker.await?;
    app.db().clone().close().await?;
    tracing::info!("stopped");
    Ok(())
}

/// Links go to standard output and not into the log: whoever has one can use it.
async fn print_links(app: &App, sign_in_link: bool) -> Result<(), Failure> {
    let url = &app.config().public_url;
    if let Some(link) = accounts::setup_link(app).await? {
        user::say("Welcome to Kizashi. Open this link to set up your workspace; it works once, for seven days:")?;
        return user::say(&link.url(url));
    }
    if sign_in_link {
        let admin = people::first_admin(app.db().read()).await?;
        let admin = admin.ok_or("there is no admin who may sign in")?;
        user::say(&format!("Sign in as {}, once, within 15 minutes:", admin.name))?;
        user::print_sign_in_link(app, &admin, url).await?;
    }
    Ok(())
}

/// Waits for Ctrl-C or SIGTERM, then lets live streams end; running requests end by themselves.
async fn told_to_stop(app: App) {
    #[cfg(unix)]
    {
        let mut terminate = match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(terminate) => terminate,
            Err(error) => {
                tracing::warn!(%error, "SIGTERM will not be heard");
                let _ = signal::ctrl_c().await;
                app.live().close();
                return;
            }
        };
        tokio::select! {
            _ = signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = signal::ctrl_c().await;
    tracing::info!("stopping");
    app.live().close();
}
