//! One loopback port that answers SQS and SES, and the clients that talk to it.
//! Knows which protocol a request speaks, and nothing of its content.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_sqs::config::timeout::TimeoutConfig;
use aws_sdk_sqs::config::{Credentials, SharedCredentialsProvider};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tower::ServiceExt;

use crate::mailbox::Mailbox;
use crate::queues::Queues;

/// The region that every client on one machine names.
pub const REGION: &str = "eu-west-1";

/// How long a client waits for a connection to its own machine.
pub const CONNECT_TIMEOUT_S: u64 = 1;

/// The longest that one operation may take: a long poll of 20 s, and a margin.
const OPERATION_TIMEOUT_S: u64 = 30;

/// How long running requests may take to end after a stop; then, long polls
/// above all, they are cut.
const STOP_GRACE_MS: u64 = 500;

/// The header by which SQS names its operation, and SES does not.
const TARGET_HEADER: &str = "x-amz-target";

/// Why the endpoint does not start.
#[derive(Debug, thiserror::Error)]
pub enum EndpointError {
    /// No loopback port is to be had.
    #[error("the SQS and SES endpoint cannot listen")]
    Listen(#[from] std::io::Error),
}

/// A running endpoint for SQS and SES. Stops when dropped.
pub struct Endpoint {
    url: String,
    sqs: aws_sdk_sqs::Client,
    ses: aws_sdk_ses::Client,
    phase: watch::Sender<Phase>,
    task: Option<JoinHandle<()>>,
}

impl Endpoint {
    /// Serves both on a free loopback port, on the caller's runtime.
    pub async fn start(queues: &Queues, mailbox: &Mailbox) -> Result<Endpoint, EndpointError> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address: SocketAddr = listener.local_addr()?;
        let url = format!("http://{address}");
        let (phase, observed) = watch::channel(Phase::Serving);
        let router = Router::new().fallback(dispatch).with_state(Services {
            queues: queues.router(),
            mailbox: mailbox.router(),
            phase: observed.clone(),
        });
        let task = tokio::spawn(serve(listener, router, observed));
        let config = sdk_config(&url);
        Ok(Endpoint {
            sqs: aws_sdk_sqs::Client::new(&config),
            ses: aws_sdk_ses::Client::new(&config),
            url,
            phase,
            task: Some(task),
        })
    }

    /// Where the endpoint listens, for an SDK's endpoint override.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The ordinary SQS client, pointed at this endpoint.
    pub fn sqs_client(&self) -> aws_sdk_sqs::Client {
        self.sqs.clone()
    }

    /// The ordinary SES client, pointed at this endpoint.
    pub fn ses_client(&self) -> aws_sdk_ses::Client {
        self.ses.clone()
    }

    /// Lets running requests end, cuts long polls, and returns when that is done.
    pub async fn stop(mut self) {
        self.phase.send_replace(Phase::Draining);
        let Some(mut task) = self.task.take() else {
            return;
        };
        let grace = Duration::from_millis(STOP_GRACE_MS);
        let ended = match tokio::time::timeout(grace, &mut task).await {
            Ok(ended) => ended,
            Err(_) => {
                self.phase.send_replace(Phase::Cut);
                task.await
            }
        };
        if let Err(error) = ended {
            tracing::error!(%error, "the SQS and SES endpoint ended in a panic");
        }
    }
}

impl Drop for Endpoint {
    fn drop(&mut self) {
        self.phase.send_replace(Phase::Cut);
        if let Some(task) = self.task.take() {
            task.abort();
        }
    }
}

/// What every client on one machine shares: the endpoint, a region, and
/// credentials that open nothing anywhere.
pub fn sdk_config(endpoint_url: &str) -> SdkConfig {
    let credentials = Credentials::new("local", "local", None, None, "local-aws");
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(CONNECT_TIMEOUT_S))
        .operation_timeout(Duration::from_secs(OPERATION_TIMEOUT_S))
        .build();
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static(REGION))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .endpoint_url(endpoint_url)
        .timeout_config(timeouts)
        .retry_config(aws_config::retry::RetryConfig::standard())
        .build()
}

/// How far the endpoint is on its way to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    Serving,
    Draining,
    Cut,
}

#[derive(Clone)]
struct Services {
    queues: Router,
    mailbox: Router,
    phase: watch::Receiver<Phase>,
}

async fn dispatch(State(mut services): State<Services>, request: Request) -> Response {
    let router = if request.headers().contains_key(TARGET_HEADER) {
        services.queues
    } else {
        services.mailbox
    };
    tokio::select! {
        answer = router.oneshot(request) => answer.into_response(),
        _ = services.phase.wait_for(|phase| *phase == Phase::Cut) => {
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

async fn serve(listener: TcpListener, router: Router, mut phase: watch::Receiver<Phase>) {
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its delay");
        }
    });
    let shutdown = async move {
        let _ = phase.wait_for(|phase| *phase >= Phase::Draining).await;
    };
    let served = axum::serve(listener, router).with_graceful_shutdown(shutdown);
    if let Err(error) = served.await {
        tracing::error!(%error, "the SQS and SES endpoint failed");
    }
}
