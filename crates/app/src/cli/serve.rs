//! `kizashi serve`: listens until it is told to stop, then ends what runs and closes the database.

use std::net::SocketAddr;

use clap::Args;
use tokio::{net::TcpListener, signal};

use super::Failure;
use crate::{app::App, config::Settings, jobs, live, router::router};

#[derive(Args)]
pub(super) struct Arguments {}

pub(super) async fn run(settings: &Settings, _arguments: Arguments) -> Result<(), Failure> {
    let app = super::open(settings).await?;
    let address = app.config().listen;
    let listener = TcpListener::bind(address).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            format!("{address} is in use by another program; choose another with --listen")
        }
        _ => format!("cannot listen on {address}: {error}"),
    })?;
    tracing::info!(url = app.config().public_url, "serving");
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
