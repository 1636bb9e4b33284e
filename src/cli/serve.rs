//! `front-door serve` and `front-door migrate`.

use std::net::SocketAddr;

use axum::Router;
use axum::routing::get;
use metrics_exporter_prometheus::PrometheusBuilder;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use super::Failure;
use crate::domain::Clock;
use crate::sandbox::Sandbox;
use crate::settings::Settings;
use crate::start;
use crate::store::{Database, Realm};
use crate::web::server::{self, Patience};

/// Serves until it is told to stop (Ctrl-C, or the signal to end), then lets requests under way finish.
///
/// # Errors
/// What keeps it from starting, in words.
pub(super) async fn serve(settings: Settings) -> Result<(), Failure> {
    let begun = std::time::Instant::now();
    log_to_standard_error();
    settings.check()?;
    // First of all: another portal on the same port is the commonest mistake, and the quickest to say.
    let listener = listen(settings.address).await?;
    if let Some(address) = settings.metrics_address {
        serve_figures(address).await?;
    }
    let portal = start::portal(&settings, Clock::System).await?;
    announce(&settings, portal.sandbox.as_deref());
    tracing::info!(address = %settings.address, millis = begun.elapsed().as_millis(), "ready");
    server::serve(listener, portal.router, Patience::default(), told_to_stop()).await?;
    if let Err(error) = portal.health_keeper.keep().await {
        tracing::warn!(%error, "how sources answered last could not be written down");
    }
    portal.database.close().await;
    Ok(())
}

/// # Errors
/// What keeps the database from being brought up to this version.
pub(super) async fn migrate(settings: Settings) -> Result<(), Failure> {
    let realm = if settings.practice { Realm::Practice } else { Realm::Real };
    let database = Database::open(&settings.database_url, realm).await?;
    database.close().await;
    println!("The database is up to date.");
    Ok(())
}

/// Takes the port.
pub(crate) async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|why| match why.kind() {
        std::io::ErrorKind::AddrInUse => Failure(format!(
            "{address} is in use: is Front Door running already? Stop it, or set FRONT_DOOR_ADDRESS to another port"
        )),
        _ => Failure(format!("{address} cannot be listened on: {why}")),
    })
}

/// Figures for monitoring, on an address of their own, so that no proxy passes them on by mistake.
async fn serve_figures(address: SocketAddr) -> Result<(), Failure> {
    let figures = PrometheusBuilder::new().install_recorder()?;
    let listener = listen(address).await?;
    let router = Router::new().route("/metrics", get(move || std::future::ready(figures.render())));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(())
}

fn log_to_standard_error() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    // A second start within one process keeps the first one's log.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

/// Prints the address, and in practice mode the log-ins.
fn announce(settings: &Settings, sandbox: Option<&Sandbox>) {
    println!("\nFront Door is open: {}", settings.public_url);
    let Some(sandbox) = sandbox else { return };
    println!(
        "Practice mode: everyone here is made up. The practice health service's switchboard: {}practice\n",
        settings.public_url
    );
    println!("{:<34} {:<26} what this person shows", "email", "password");
    for person in sandbox.people().iter() {
        println!("{:<34} {:<26} {}", person.email, person.password, person.note);
    }
    println!();
}

async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = interrupt => {}
        () = terminate => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_port_in_use_is_said_with_what_to_do() {
        let taken = listen("127.0.0.1:0".parse().expect("an address")).await.expect("a port");
        let address = taken.local_addr().expect("an address");
        let Failure(words) = listen(address).await.map(|_| ()).expect_err("a refusal");
        assert!(
            words.contains(&format!("{address} is in use")) && words.contains("FRONT_DOOR_ADDRESS"),
            "{words}"
        );
    }
}
