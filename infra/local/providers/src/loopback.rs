//! A service on a loopback port that can be unplugged, plugged in again, and stopped.
//! It must not know what the service does.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How long connections may take to end after their requests were cut, in milliseconds.
const STOP_GRACE_MS: u64 = 500;

/// Why a simulated party is not there.
#[derive(Debug, thiserror::Error)]
pub enum LoopbackError {
    /// The loopback port is not to be had.
    #[error("a simulated provider cannot listen")]
    Listen(#[source] io::Error),
}

/// A router that is served on one loopback port. Stops when dropped.
pub struct Loopback {
    address: SocketAddr,
    router: Router,
    running: Mutex<Option<Running>>,
}

struct Running {
    cut: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Loopback {
    /// Serves `router` on a free port, on the caller's runtime.
    ///
    /// # Errors
    /// There is no free port.
    pub async fn start(router: Router) -> Result<Self, LoopbackError> {
        let listener = listener(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await?;
        let address = listener.local_addr().map_err(LoopbackError::Listen)?;
        let running = Running::start(listener, router.clone());
        Ok(Self {
            address,
            router,
            running: Mutex::new(Some(running)),
        })
    }

    /// Where it listens, or did before it was unplugged.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Cuts every request and refuses connections from now on. Nothing to do where that is so already.
    pub async fn unplug(&self) {
        let running = self.running().take();
        if let Some(running) = running {
            running.end().await;
        }
    }

    /// Listens again, on the same port. Nothing to do where it does already.
    ///
    /// # Errors
    /// Somebody else took the port meanwhile.
    pub async fn plug_in(&self) -> Result<(), LoopbackError> {
        if self.running().is_some() {
            return Ok(());
        }
        let listener = listener(self.address).await?;
        let running = Running::start(listener, self.router.clone());
        *self.running() = Some(running);
        Ok(())
    }

    fn running(&self) -> MutexGuard<'_, Option<Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        if let Some(running) = self.running().take() {
            running.cut.send_replace(true);
            running.task.abort();
        }
    }
}

impl Running {
    fn start(listener: TcpListener, router: Router) -> Self {
        let (cut, observed) = watch::channel(false);
        let layer = middleware::from_fn_with_state(observed.clone(), until_cut);
        let task = tokio::spawn(serve(listener, router.layer(layer), observed));
        Self { cut, task }
    }

    async fn end(self) {
        self.cut.send_replace(true);
        let mut task = self.task;
        let grace = Duration::from_millis(STOP_GRACE_MS);
        if tokio::time::timeout(grace, &mut task).await.is_err() {
            task.abort();
            // Only once it has ended is its port free.
            let _ = task.await;
        }
    }
}

async fn listener(address: SocketAddr) -> Result<TcpListener, LoopbackError> {
    TcpListener::bind(address)
        .await
        .map_err(LoopbackError::Listen)
}

async fn serve(listener: TcpListener, router: Router, mut cut: watch::Receiver<bool>) {
    let shutdown = async move {
        let _ = cut.wait_for(|cut| *cut).await;
    };
    let served = axum::serve(listener, router).with_graceful_shutdown(shutdown);
    if let Err(error) = served.await {
        tracing::error!(%error, "a simulated provider failed");
    }
}

async fn until_cut(
    State(mut cut): State<watch::Receiver<bool>>,
    request: Request,
    next: Next,
) -> Response {
    tokio::select! {
        answer = next.run(request) => answer,
        _ = cut.wait_for(|cut| *cut) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}
