//! The Runtime API of Lambda, for one process: it hands over one event after the other, and takes what is answered.
//! It must not know what is in an event.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::serve::ListenerExt;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::{Mutex as AsyncMutex, mpsc, oneshot, watch};
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::template::Fault;

/// What became of an invocation.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The function's answer.
    Response(Value),
    /// The function's error, with its type.
    Error(Value),
}

/// What became of an invocation, and when that was known.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What it is.
    pub outcome: Outcome,
    /// When its last byte had arrived.
    pub at: Instant,
}

/// One event on its way.
struct Invocation {
    id: String,
    event: Vec<u8>,
    deadline: SystemTime,
}

/// A Runtime API on a loopback port. Stops when dropped.
pub struct RuntimeApi {
    address: SocketAddr,
    shared: Arc<Shared>,
    invocations: mpsc::UnboundedSender<Invocation>,
    task: JoinHandle<()>,
}

struct Shared {
    function: String,
    waiting: AsyncMutex<mpsc::UnboundedReceiver<Invocation>>,
    answers: Mutex<HashMap<String, oneshot::Sender<Answer>>>,
    first_next: watch::Sender<Option<Instant>>,
    init_error: Mutex<Option<Value>>,
}

impl RuntimeApi {
    /// Listens for the process of this function.
    ///
    /// # Errors
    /// There is no free port.
    pub async fn start(function: &str) -> Result<Self, Fault> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (invocations, waiting) = mpsc::unbounded_channel();
        let shared = Arc::new(Shared {
            function: function.to_owned(),
            waiting: AsyncMutex::new(waiting),
            answers: Mutex::default(),
            first_next: watch::Sender::new(None),
            init_error: Mutex::default(),
        });
        let router = Router::new()
            .route("/2018-06-01/runtime/invocation/next", get(next))
            .route(
                "/2018-06-01/runtime/invocation/{id}/response",
                post(response),
            )
            .route("/2018-06-01/runtime/invocation/{id}/error", post(error))
            .route("/2018-06-01/runtime/init/error", post(init_error))
            .with_state(shared.clone());
        // Without this, each answer on a connection that is kept would wait for an acknowledgement.
        let listener = listener.tap_io(|connection| drop(connection.set_nodelay(true)));
        let task = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                eprintln!("the Runtime API ended: {error}");
            }
        });
        Ok(Self {
            address,
            shared,
            invocations,
            task,
        })
    }

    /// Where it listens, as in `AWS_LAMBDA_RUNTIME_API`.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// When the process first asked for an event: its start is over then.
    pub async fn first_next(&self) -> Instant {
        let mut observed = self.shared.first_next.subscribe();
        loop {
            if let Some(at) = *observed.borrow_and_update() {
                return at;
            }
            if observed.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }

    /// Hands an event over; what comes back is known later.
    pub fn hand_over(&self, event: &Value, within: Duration) -> oneshot::Receiver<Answer> {
        let (sender, receiver) = oneshot::channel();
        let id = Uuid::new_v4().to_string();
        locked(&self.shared.answers).insert(id.clone(), sender);
        let sent = self.invocations.send(Invocation {
            id,
            event: event.to_string().into_bytes(),
            deadline: SystemTime::now() + within,
        });
        // The other end lives as long as we do.
        drop(sent);
        receiver
    }

    /// What the process said about a start that failed.
    pub fn init_error(&self) -> Option<Value> {
        locked(&self.shared.init_error).clone()
    }
}

impl Drop for RuntimeApi {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn next(State(shared): State<Arc<Shared>>) -> Response {
    shared.first_next.send_if_modified(|at| {
        let is_first = at.is_none();
        at.get_or_insert_with(Instant::now);
        is_first
    });
    let Some(invocation) = shared.waiting.lock().await.recv().await else {
        return StatusCode::GONE.into_response();
    };
    let since_epoch = invocation.deadline.duration_since(UNIX_EPOCH);
    let deadline_ms = since_epoch.unwrap_or_default().as_millis().to_string();
    let region = local_aws::endpoint::REGION;
    let function = format!(
        "arn:aws:lambda:{region}:123456789012:function:{}",
        shared.function
    );
    let headers = [
        ("content-type", "application/json".to_owned()),
        ("lambda-runtime-aws-request-id", invocation.id),
        ("lambda-runtime-deadline-ms", deadline_ms),
        ("lambda-runtime-invoked-function-arn", function),
        (
            "lambda-runtime-trace-id",
            "Root=1-6921f2a0-3d1b6c4e5f7a8b9c0d1e2f3a;Parent=53995c3f42cd8ad8;Sampled=0".to_owned(),
        ),
    ];
    (headers.map(|(name, value)| (name, value)), invocation.event).into_response()
}

async fn response(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    body: Bytes,
) -> Response {
    shared.take(&id, Outcome::Response(json(&body)))
}

async fn error(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    shared.take(&id, Outcome::Error(with_type(&headers, json(&body))))
}

async fn init_error(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    *locked(&shared.init_error) = Some(with_type(&headers, json(&body)));
    accepted()
}

impl Shared {
    fn take(&self, id: &str, outcome: Outcome) -> Response {
        let at = Instant::now();
        let Some(sender) = locked(&self.answers).remove(id) else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        // Nobody waits any longer for what comes after the time-out.
        drop(sender.send(Answer { outcome, at }));
        accepted()
    }
}

fn accepted() -> Response {
    let body = r#"{"status":"OK"}"#;
    (
        StatusCode::ACCEPTED,
        [("content-type", "application/json")],
        body,
    )
        .into_response()
}

fn json(body: &Bytes) -> Value {
    let text = || Value::String(String::from_utf8_lossy(body).into_owned());
    serde_json::from_slice(body).unwrap_or_else(|_| text())
}

fn with_type(headers: &HeaderMap, mut error: Value) -> Value {
    let kind = headers.get("lambda-runtime-function-error-type");
    if let (Some(kind), Some(error)) = (kind.and_then(|it| it.to_str().ok()), error.as_object_mut())
    {
        error.insert("headerErrorType".to_owned(), kind.into());
    }
    error
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
