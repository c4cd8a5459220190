//! One SQLite file with one owner: the lock beside it, how it is opened, and how
//! a consistent copy of it is taken while its owner runs.
//! Knows nothing of what the file holds.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, ErrorCode, OpenFlags};

/// How long a busy file is waited for before it is reported as in use.
const BUSY_TIMEOUT_MS: u64 = 2_000;

/// Pages copied under one read lock. All of them: a copy in several steps starts
/// again whenever the owner writes between two of them.
const SNAPSHOT_PAGES_ALL: i32 = -1;

/// Why a data file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataFileError {
    /// Another process, or another part of this one, has the file open.
    #[error("{} is in use by another process", .0.display())]
    InUse(PathBuf),
    /// There is no such file.
    #[error("{} does not exist", .0.display())]
    Missing(PathBuf),
    /// A copy never replaces a file that is already there.
    #[error("{} already exists", .0.display())]
    AlreadyExists(PathBuf),
    /// The file is something else than a database, or is damaged.
    #[error("{} is not a database or is damaged: {detail}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says about it.
        detail: String,
    },
    /// A later release wrote the file; this one must not touch it.
    #[error("{} was written by a newer release (format {found}, this one knows up to {known})", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// The format in the file.
        found: i64,
        /// The newest format that this release knows.
        known: i64,
    },
    /// The file or its lock cannot be read or written.
    #[error("cannot use {}", path.display())]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// SQLite refuses for another reason.
    #[error("cannot use {}", path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
}

/// Exclusive ownership of a data file, by a lock that the system releases when
/// the process ends in whatever way.
#[derive(Debug)]
pub(crate) struct Ownership {
    _lock: File,
}

impl Ownership {
    /// Takes the lock `<path>.lock`, and creates the folder where needed.
    pub(crate) fn take(path: &Path) -> Result<Ownership, DataFileError> {
        let unusable = |source| DataFileError::Unusable {
            path: path.to_path_buf(),
            source,
        };
        if let Some(folder) = path.parent().filter(|it| !it.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(unusable)?;
        }
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(lock_path(path))
            .map_err(unusable)?;
        match lock.try_lock() {
            Ok(()) => Ok(Ownership { _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(DataFileError::InUse(path.to_path_buf())),
            Err(TryLockError::Error(source)) => Err(unusable(source)),
        }
    }
}

/// Opens the file for reading and writing, and proves that it is a database that
/// can be written now.
pub(crate) fn open(path: &Path) -> Result<Connection, DataFileError> {
    let attempt = || {
        let connection = Connection::open(path)?;
        connection.busy_timeout(Duration::from_millis(BUSY_TIMEOUT_MS))?;
        connection
            .execute_batch("BEGIN IMMEDIATE; SELECT count(*) FROM sqlite_schema; ROLLBACK;")?;
        Ok(connection)
    };
    attempt().map_err(|source| explained(path, source))
}

/// Writes a consistent copy of the database `path` to the new file `into`. Its
/// owner may be running and writing: the copy holds every commit up to one
/// moment. The source is only read. Blocks while it copies.
pub(crate) fn snapshot(path: &Path, into: &Path) -> Result<(), DataFileError> {
    if !path.exists() {
        return Err(DataFileError::Missing(path.to_path_buf()));
    }
    if into.exists() {
        return Err(DataFileError::AlreadyExists(into.to_path_buf()));
    }
    let partial = with_suffix(into, ".partial");
    let unusable = |source| DataFileError::Unusable {
        path: into.to_path_buf(),
        source,
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let copied = Connection::open_with_flags(path, flags)
        .map_err(|source| explained(path, source))
        .and_then(|source| copy(&source, path, &partial));
    if copied.is_err() {
        remove_if_there(&partial);
        return copied;
    }
    File::open(&partial)
        .and_then(|file| file.sync_all())
        .and_then(|()| std::fs::hard_link(&partial, into))
        .map_err(unusable)?;
    remove_if_there(&partial);
    Ok(())
}

fn copy(source: &Connection, path: &Path, partial: &Path) -> Result<(), DataFileError> {
    remove_if_there(partial);
    source
        .busy_timeout(Duration::from_millis(BUSY_TIMEOUT_MS))
        .map_err(|error| explained(path, error))?;
    let mut target = Connection::open(partial).map_err(|error| explained(partial, error))?;
    let step = Backup::new(source, &mut target)
        .and_then(|backup| backup.step(SNAPSHOT_PAGES_ALL))
        .map_err(|error| explained(path, error))?;
    if step != StepResult::Done {
        return Err(DataFileError::InUse(path.to_path_buf()));
    }
    let verdict: String = target
        .pragma_update(None, "journal_mode", "DELETE")
        .and_then(|()| target.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)))
        .map_err(|error| explained(path, error))?;
    if verdict == "ok" {
        Ok(())
    } else {
        Err(DataFileError::Damaged {
            path: path.to_path_buf(),
            detail: verdict,
        })
    }
}

/// Names the file and the reason that a person can act upon.
pub(crate) fn explained(path: &Path, source: rusqlite::Error) -> DataFileError {
    let path = path.to_path_buf();
    match source.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => DataFileError::InUse(path),
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => DataFileError::Damaged {
            path,
            detail: source.to_string(),
        },
        _ => DataFileError::Sqlite { path, source },
    }
}

fn lock_path(path: &Path) -> PathBuf {
    with_suffix(path, ".lock")
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// What cannot be removed shows itself when the same name is written next.
fn remove_if_there(path: &Path) {
    if let Err(error) = std::fs::remove_file(path)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(path = %path.display(), %error, "could not remove a partial copy");
    }
}
