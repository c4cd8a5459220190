//! The embedded DynamoDB engine: one file or memory, a loopback port, and the
//! ordinary client that talks to it. Knows nothing of tables or of this product.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use dynoxide::Database;
use dynoxide::errors::DynoxideError;
use dynoxide::storage_backend::sql_builders::SCHEMA_VERSION;
use rusqlite::OptionalExtension;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

use crate::data_file::{self, DataFileError, Ownership};
use crate::endpoint::{CONNECT_TIMEOUT_S, sdk_config};

/// The longest that one operation may take, retries included.
const OPERATION_TIMEOUT_S: u64 = 10;

/// How long running requests may take to end after a stop.
const STOP_GRACE_S: u64 = 5;

/// Threads that read requests and write answers. The database itself serves one
/// request at a time.
const WORKER_THREADS: usize = 2;

/// Why the engine does not start or does not answer.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The data file cannot be used; the reason says what to do about it.
    #[error(transparent)]
    DataFile(#[from] DataFileError),
    /// The engine refuses its database.
    #[error("the DynamoDB engine refuses its database")]
    Database(#[from] DynoxideError),
    /// No loopback port or no thread is to be had.
    #[error("the DynamoDB engine cannot start")]
    Start(#[from] std::io::Error),
    /// The engine's thread ended before its time.
    #[error("the DynamoDB engine has stopped")]
    Stopped,
}

/// A running DynamoDB engine. Stops when dropped.
pub struct Engine {
    endpoint_url: String,
    client: Client,
    database: Option<Database>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Engine {
    /// Starts an engine that forgets everything when it stops.
    pub async fn memory() -> Result<Engine, EngineError> {
        Engine::start(Database::memory()?, None)
    }

    /// Starts an engine on the file `path`, which it creates where there is none.
    /// One process at a time owns the file.
    pub async fn open(path: &Path) -> Result<Engine, EngineError> {
        let path = path.to_path_buf();
        let opened = tokio::task::spawn_blocking(move || open_database(path)).await;
        let (database, ownership) = opened.map_err(|_| EngineError::Stopped)??;
        Engine::start(database, Some(ownership))
    }

    /// Where the engine listens, for an SDK's endpoint override.
    pub fn endpoint_url(&self) -> &str {
        &self.endpoint_url
    }

    /// The ordinary DynamoDB client, pointed at this engine.
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// Deletes the items whose time to live is over, and tells how many. DynamoDB
    /// does so by itself; here the host calls it now and then.
    pub async fn sweep_expired(&self) -> Result<usize, EngineError> {
        let database = self.database.clone().ok_or(EngineError::Stopped)?;
        let swept = tokio::task::spawn_blocking(move || database.sweep_ttl()).await;
        Ok(swept.map_err(|_| EngineError::Stopped)??)
    }

    /// Lets running requests end, closes the file and returns when that is done.
    pub async fn stop(mut self) -> Result<(), EngineError> {
        let Some(thread) = self.signal() else {
            return Ok(());
        };
        tokio::task::spawn_blocking(move || thread.join())
            .await
            .map_err(|_| EngineError::Stopped)?
            .map_err(|_| EngineError::Stopped)
    }

    fn start(database: Database, ownership: Option<Ownership>) -> Result<Engine, EngineError> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let endpoint_url = format!("http://{}", listener.local_addr()?);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(WORKER_THREADS)
            .thread_name("dynamodb-engine")
            .enable_all()
            .build()?;
        let (stop, stopped) = oneshot::channel();
        let served = database.clone();
        let thread = std::thread::Builder::new()
            .name("dynamodb-engine".to_owned())
            .spawn(move || {
                serve(runtime, listener, served, stopped);
                drop(ownership);
            })?;
        Ok(Engine {
            client: client(&endpoint_url),
            endpoint_url,
            database: Some(database),
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Tells the thread to end; the second time there is nothing to tell.
    fn signal(&mut self) -> Option<JoinHandle<()>> {
        self.database = None;
        self.stop = None;
        self.thread.take()
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if let Some(thread) = self.signal()
            && thread.join().is_err()
        {
            tracing::error!("the DynamoDB engine ended in a panic");
        }
    }
}

/// Writes a consistent copy of the database file `path` to the new file `into`,
/// also while another process runs on it. Reads the source only, checks the copy,
/// and never replaces a file. Blocks while it copies; works for the queues' and
/// the mailbox's files as well.
pub fn snapshot(path: &Path, into: &Path) -> Result<(), DataFileError> {
    data_file::snapshot(path, into)
}

/// Serves until the other half of `stopped` is dropped, then waits a bounded time
/// for requests that are still running.
fn serve(
    runtime: Runtime,
    listener: TcpListener,
    database: Database,
    stopped: oneshot::Receiver<()>,
) {
    let (draining, drained) = oneshot::channel::<()>();
    let shutdown = async move {
        let _ = stopped.await;
        drop(draining);
    };
    let grace = async move {
        let _ = drained.await;
        tokio::time::sleep(Duration::from_secs(STOP_GRACE_S)).await;
    };
    runtime.block_on(async move {
        let listener = match tokio::net::TcpListener::from_std(listener) {
            Ok(listener) => listener,
            Err(error) => return tracing::error!(%error, "the DynamoDB engine has no listener"),
        };
        tokio::select! {
            served = dynoxide::server::serve_with_shutdown(listener, database, shutdown) => {
                if let Err(error) = served {
                    tracing::error!(error, "the DynamoDB engine failed");
                }
            }
            () = grace => tracing::warn!("the DynamoDB engine gave up on a running request"),
        }
    });
    runtime.shutdown_timeout(Duration::from_secs(STOP_GRACE_S));
}

/// The ordinary DynamoDB client, pointed at an engine or at what stands before one.
pub fn client(endpoint_url: &str) -> Client {
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(Duration::from_secs(CONNECT_TIMEOUT_S))
        .operation_timeout(Duration::from_secs(OPERATION_TIMEOUT_S))
        .build();
    let config = aws_sdk_dynamodb::config::Builder::from(&sdk_config(endpoint_url))
        .timeout_config(timeouts)
        .build();
    Client::from_conf(config)
}

fn open_database(path: PathBuf) -> Result<(Database, Ownership), EngineError> {
    let ownership = Ownership::take(&path)?;
    refuse_newer(&path)?;
    let Some(text) = path.to_str() else {
        let source = std::io::Error::new(std::io::ErrorKind::InvalidInput, "the path is not UTF-8");
        return Err(DataFileError::Unusable { path, source }.into());
    };
    match Database::new(text) {
        Ok(database) => Ok((database, ownership)),
        Err(DynoxideError::SqliteError(source)) => Err(data_file::explained(&path, source).into()),
        Err(other) => Err(other.into()),
    }
}

/// Looks at the file before the engine does, so that each reason has its own name.
fn refuse_newer(path: &Path) -> Result<(), DataFileError> {
    let connection = data_file::open(path)?;
    let sqlite = |source| data_file::explained(path, source);
    if !connection.table_exists(None, "_config").map_err(sqlite)? {
        return Ok(());
    }
    let recorded: Option<String> = connection
        .query_row(
            "SELECT value FROM _config WHERE key = 'schema_version'",
            [],
            |row| row.get(0),
        )
        .optional()
        .map_err(sqlite)?;
    let found = recorded.and_then(|it| it.parse().ok()).unwrap_or_default();
    let known = i64::from(SCHEMA_VERSION);
    if found > known {
        return Err(DataFileError::Newer {
            path: path.to_path_buf(),
            found,
            known,
        });
    }
    Ok(())
}
