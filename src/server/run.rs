//! Serving: connections with their limits, and a stop that loses nothing.

use super::address::PeerAddress;
use super::clock::Clock;
use super::config::Config;
use super::content::bank::{self, Bank};
use super::content::bundled;
use super::content::diagnostic::{Problem, Severity};
use super::curriculum::Curriculum;
use super::exam::Exam;
use super::password::Hasher;
use super::public_page::PublicPages;
use super::services::content::import::import;
use super::services::exam::close_overdue;
use super::session::Lookups;
use super::site::Site;
use super::state::{AppState, Service};
use super::storage::Db;
use super::{router, sweep};
use crate::domain::locale::Locale;
use anyhow::{Context as _, Result};
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt as _;

/// A request's head must arrive within this, or the connection closes. It also ends connections that wait idly.
const HEAD_PATIENCE: Duration = Duration::from_secs(15);
/// A request's head has at most so many fields and bytes.
const MOST_HEADERS: usize = 100;
const LARGEST_HEAD: usize = 64 * 1024;
/// Requests under way get so long to finish after the signal to stop.
const STOP_PATIENCE: Duration = Duration::from_secs(8);

/// Opens the data, and brings the schema up to date.
pub async fn open(config: Config, clock: Clock) -> Result<AppState> {
    tokio::fs::create_dir_all(&config.data_dir)
        .await
        .with_context(|| format!("the data folder {} cannot be made", config.data_dir.display()))?;
    // The content is read while the database is made ready.
    let content = tokio::task::spawn_blocking(bundled_bank);
    let db = Db::open(&config.database()).await.context("the database cannot be opened")?;
    db.migrate().await.context("the database cannot be brought up to date")?;
    let (bank, problems) = content.await.context("the content cannot be read")?;
    let seed = import(&db, &bank, clock.now()).await.context("the content cannot be imported")?;
    let curriculum = Curriculum::new(bank, seed).with_problems(problems);
    let hasher = Hasher::new()?;
    let (exam, sessions) = (Exam::default(), Lookups::new(db.clone(), clock.clone()));
    let public_pages = PublicPages::default();
    Ok(AppState::new(Service {
        db,
        clock,
        config,
        hasher,
        site: Site::load(),
        curriculum,
        exam,
        sessions,
        public_pages,
    }))
}

/// The content that the program brings along. What has an error is left out and named in the log: the rest can still be
/// learned. All that was found is for trainers.
fn bundled_bank() -> (Bank, Vec<Problem>) {
    let (bank, report) = bank::load(&bundled::sources(""));
    let problems = report.sorted();
    for problem in problems.iter().filter(|problem| problem.severity == Severity::Error) {
        tracing::error!(path = %problem.path, line = problem.place.line, problem = %problem.message.get(Locale::En), "content");
    }
    (bank, problems)
}

/// Takes the address. Connections wait until `serve`; a port of 0 becomes the free one that was found.
pub async fn listen(config: &mut Config) -> Result<TcpListener> {
    let listener = TcpListener::bind(config.addr).await.with_context(|| format!("cannot listen on {}", config.addr))?;
    config.addr = listener.local_addr()?;
    Ok(listener)
}

/// Prints the address, and below it what else people should know; then serves until SIGTERM or SIGINT, lets requests
/// finish and closes the database.
pub async fn serve(state: AppState, listener: TcpListener, locale: Locale, below: &str) -> Result<()> {
    let url = state.config.public_url();
    println!("{}", locale.operate_serving(&url));
    print!("{below}");
    tracing::info!(address = %state.config.addr, %url, "serving");
    let sweeper = tokio::spawn(sweep::regularly(state.clone()));
    let closer = tokio::spawn(close_overdue::regularly(state.clone()));
    let stop = stop_signal()?;
    serve_until(listener, router::router(state.clone()), stop).await;
    sweeper.abort();
    closer.abort();
    state.db.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// Serves connections until `stop`, then waits for the requests under way, but not for ever.
pub async fn serve_until(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => connect(&graceful, &router, stream, PeerAddress(peer.ip())),
                Err(error) => {
                    // Too many open files, most likely: give connections time to close.
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            },
        }
    }
    drop(listener);
    tracing::info!("stopping");
    if tokio::time::timeout(STOP_PATIENCE, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
}

fn connect(graceful: &GracefulShutdown, router: &Router, stream: TcpStream, peer: PeerAddress) {
    // Without this, an answer written in two pieces waits some 40 ms for the client's acknowledgement.
    let _ = stream.set_nodelay(true);
    let service = router.clone().map_request(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer);
        request.map(Body::new)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_PATIENCE)
        .max_headers(MOST_HEADERS)
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        // A client that goes away in the middle is no fault of ours.
        if let Err(error) = connection.await {
            tracing::debug!(%error, "connection");
        }
    });
}

fn stop_signal() -> Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
