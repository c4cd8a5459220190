//! One SQLite connection on a thread of its own, which commits the work of all
//! callers that wait at that moment together: one disk sync for the group.
//! Knows nothing of queues or mail.

use std::path::Path;
use std::thread::JoinHandle;

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use crate::data_file::{self, DataFileError, Ownership};

/// Callers that may wait for the thread; the next one waits for a place.
const WAITING_JOBS: usize = 1_024;

/// Jobs that one commit may hold, so that nobody waits long for others.
const JOBS_PER_COMMIT: usize = 128;

/// Prepared statements kept for the next time.
const CACHED_STATEMENTS: usize = 128;

/// Why the thread did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// SQLite refused the work or the commit.
    #[error("the local database refused")]
    Sqlite(#[from] rusqlite::Error),
    /// The commit that the work belonged to failed; nothing of it is stored.
    #[error("the local database could not commit: {0}")]
    Commit(String),
    /// The owner closed the database.
    #[error("the local database is closed")]
    Closed,
}

/// The owner of the file and its thread. Closes both when dropped, after the jobs
/// that were handed in before.
pub(crate) struct Database {
    desk: Desk,
    thread: Option<JoinHandle<()>>,
}

/// Where jobs are handed in; as many of them as there are callers.
#[derive(Clone)]
pub(crate) struct Desk {
    jobs: mpsc::Sender<Message>,
}

enum Message {
    Work(Box<dyn Job>),
    Close,
}

/// A job: first its work within the group's transaction, then, after the commit,
/// its answer.
trait Job: Send {
    fn is_awaited(&self) -> bool;
    fn work(&mut self, connection: &Connection) -> bool;
    fn answer(self: Box<Self>, commit: Result<(), String>);
}

impl Database {
    /// Opens or creates the file with `schema`, which must bear being run again.
    pub(crate) fn open(path: &Path, schema: &str, version: i64) -> Result<Database, DataFileError> {
        let ownership = Ownership::take(path)?;
        let connection = data_file::open(path)?;
        let explained = |source| data_file::explained(path, source);
        let found: i64 = connection
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .map_err(explained)?;
        if found > version {
            return Err(DataFileError::Newer {
                path: path.to_path_buf(),
                found,
                known: version,
            });
        }
        prepare(&connection, schema, version).map_err(explained)?;
        Database::start(connection, Some(ownership), path)
    }

    /// A database that is gone when it is dropped.
    pub(crate) fn memory(schema: &str, version: i64) -> Result<Database, DataFileError> {
        let path = Path::new(":memory:");
        let explained = |source| data_file::explained(path, source);
        let connection = Connection::open_in_memory().map_err(explained)?;
        prepare(&connection, schema, version).map_err(explained)?;
        Database::start(connection, None, path)
    }

    /// A place to hand in jobs. It outlives the database, but then refuses them.
    pub(crate) fn desk(&self) -> Desk {
        self.desk.clone()
    }

    fn start(
        connection: Connection,
        ownership: Option<Ownership>,
        path: &Path,
    ) -> Result<Database, DataFileError> {
        connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
        let (jobs, waiting) = mpsc::channel(WAITING_JOBS);
        let thread = std::thread::Builder::new()
            .name("local-database".to_owned())
            .spawn(move || {
                serve(&connection, waiting);
                drop(connection);
                drop(ownership);
            })
            .map_err(|source| DataFileError::Unusable {
                path: path.to_path_buf(),
                source,
            })?;
        Ok(Database {
            desk: Desk { jobs },
            thread: Some(thread),
        })
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let mut message = Message::Close;
        while let Err(mpsc::error::TrySendError::Full(back)) = self.desk.jobs.try_send(message) {
            message = back;
            std::thread::yield_now();
        }
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("a local database ended in a panic");
        }
    }
}

impl Desk {
    /// Does `work` in a transaction and answers once that is on disk. Work whose
    /// caller has left before its turn is not done; work that fails leaves nothing.
    pub(crate) async fn run<T, E>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DatabaseError> + Send + 'static,
    {
        self.run_then(work, |_| ()).await
    }

    /// As [`Desk::run`], and calls `then` after the commit, also where the caller
    /// has left meanwhile.
    pub(crate) async fn run_then<T, E>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static,
        then: impl FnOnce(&T) + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DatabaseError> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let job = Task {
            work: Some(work),
            then,
            outcome: None,
            reply,
        };
        let handed_in = self.jobs.send(Message::Work(Box::new(job))).await;
        handed_in.map_err(|_| DatabaseError::Closed)?;
        answer.await.map_err(|_| DatabaseError::Closed)?
    }
}

struct Task<W, F, T, E> {
    work: Option<W>,
    then: F,
    outcome: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<W, F, T, E> Job for Task<W, F, T, E>
where
    W: FnOnce(&Connection) -> Result<T, E> + Send,
    F: FnOnce(&T) + Send,
    T: Send,
    E: From<DatabaseError> + Send,
{
    fn is_awaited(&self) -> bool {
        !self.reply.is_closed()
    }

    fn work(&mut self, connection: &Connection) -> bool {
        self.outcome = self.work.take().map(|work| work(connection));
        matches!(self.outcome, Some(Ok(_)))
    }

    fn answer(self: Box<Self>, commit: Result<(), String>) {
        let outcome = match (commit, self.outcome) {
            (Ok(()), Some(outcome)) => outcome,
            (Err(reason), Some(Ok(_)) | None) => Err(DatabaseError::Commit(reason).into()),
            (Err(_), Some(Err(error))) => Err(error),
            (Ok(()), None) => Err(DatabaseError::Closed.into()),
        };
        if let Ok(value) = &outcome {
            (self.then)(value);
        }
        // A caller that has left needs no answer.
        let _ = self.reply.send(outcome);
    }
}

fn prepare(connection: &Connection, schema: &str, version: i64) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.execute_batch(schema)?;
    connection.pragma_update(None, "user_version", version)
}

fn serve(connection: &Connection, mut waiting: mpsc::Receiver<Message>) {
    let mut open = true;
    while open && let Some(Message::Work(first)) = waiting.blocking_recv() {
        let mut group = vec![first];
        while group.len() < JOBS_PER_COMMIT {
            match waiting.try_recv() {
                Ok(Message::Work(job)) => group.push(job),
                Ok(Message::Close) => {
                    open = false;
                    break;
                }
                Err(_) => break,
            }
        }
        group.retain(|job| job.is_awaited());
        let commit = commit_together(connection, &mut group).map_err(|error| error.to_string());
        if let Err(reason) = &commit {
            tracing::error!(reason, "a local database could not commit");
        }
        for job in group {
            job.answer(commit.clone());
        }
    }
}

/// One transaction for all; a savepoint each where there is more than one, so
/// that the failure of one leaves the others alone.
fn commit_together(connection: &Connection, group: &mut [Box<dyn Job>]) -> rusqlite::Result<()> {
    let transaction = connection.unchecked_transaction()?;
    if let [only] = group {
        return if only.work(connection) {
            transaction.commit()
        } else {
            transaction.rollback()
        };
    }
    for job in group {
        connection.prepare_cached("SAVEPOINT job")?.execute([])?;
        if !job.work(connection) {
            connection.prepare_cached("ROLLBACK TO job")?.execute([])?;
        }
        connection.prepare_cached("RELEASE job")?.execute([])?;
    }
    transaction.commit()
}
