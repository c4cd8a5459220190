//! Everything that answers HTTP on the host's one port.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use axum::serve::ListenerExt;
use runtime::config::payee::Payee;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::host::machine::Machine;
use crate::host::schedules::Schedules;
use crate::host::{HostError, authenticator, development, nearby, pages, phone, switchboard};

/// Every address of the host: the functions, the development pages, and the portal for all the rest.
pub fn router(machine: &Machine, schedules: Schedules, payee: Payee) -> Router {
    let context = machine.context.clone();
    let mpesa = Some(machine.mpesa().clone());
    let payee = portal_app::payee::Payee {
        name: payee.name.into(),
        short_code: payee.short_code.into(),
    };
    let portal = portal_server::router(context.clone(), mpesa.clone(), payee);
    let for_development = development::router(machine.mailbox.clone(), schedules)
        .merge(authenticator::router(machine))
        .merge(phone::router(machine))
        .merge(switchboard::router(machine))
        .route("/dev", get(pages::home))
        .layer(axum::middleware::from_fn(nearby::only));
    callbacks::router(context.clone())
        .merge(api::router(context, mpesa))
        .merge(for_development)
        .fallback_service(portal)
}

/// Takes the port; 0 takes any that is free.
pub async fn listen(port: u16) -> Result<(TcpListener, u16), HostError> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = TcpListener::bind(address)
        .await
        .map_err(|source| match source.kind() {
            std::io::ErrorKind::AddrInUse => HostError::PortInUse(port),
            _ => HostError::Listen(source),
        })?;
    let port = listener.local_addr().map_err(HostError::Listen)?.port();
    Ok((listener, port))
}

/// A server that is running.
pub struct Server {
    task: JoinHandle<std::io::Result<()>>,
    stopping: watch::Sender<bool>,
}

impl Server {
    /// Serves `router` from now on.
    pub fn start(listener: TcpListener, router: Router) -> Self {
        let (stopping, mut observed) = watch::channel(false);
        let listener = listener.tap_io(|connection| {
            if let Err(error) = connection.set_nodelay(true) {
                tracing::debug!(%error, "a connection keeps its delay");
            }
        });
        let stop = async move {
            let _ = observed.wait_for(|stop| *stop).await;
        };
        // Callbacks are judged by where they come from.
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let served = axum::serve(listener, service).with_graceful_shutdown(stop);
        let task = tokio::spawn(served.into_future());
        Self { task, stopping }
    }

    /// Accepts nobody any more and lets running requests end, for at most `grace`.
    pub async fn stop(mut self, grace: Duration) {
        self.stopping.send_replace(true);
        match tokio::time::timeout(grace, &mut self.task).await {
            Ok(Ok(Ok(()))) => {}
            Ok(Ok(Err(error))) => tracing::error!(%error, "the HTTP server failed"),
            Ok(Err(panic)) => tracing::error!(%panic, "the HTTP server failed"),
            Err(_) => {
                tracing::warn!("some requests were cut off");
                self.task.abort();
            }
        }
    }
}
