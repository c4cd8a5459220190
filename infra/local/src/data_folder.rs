//! The folder that holds everything of one host: who owns it, and what is where.
//! It must not know what the files mean to those who read them.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The lock of the host that runs; the number of its process stands in it.
const LOCK: &str = "host.lock";

/// What the command line needs to find the host that runs.
const RUNNING: &str = "running.json";

/// A process id has at most this many digits.
const PROCESS_ID_CHARS_MAX: u64 = 20;

/// Why a data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Another host has it.
    #[error("another Malipo{} uses the data folder {}; stop it, or choose another folder with --data", process(.by), .path.display())]
    InUse {
        /// The folder.
        path: PathBuf,
        /// The other's process id, where it can be told.
        by: Option<u32>,
    },
    /// A file in it was not written by us.
    #[error("{} cannot be understood", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Where.
        source: serde_json::Error,
    },
    /// The system refuses.
    #[error("{} cannot be used", path.display())]
    Refused {
        /// The file or folder.
        path: PathBuf,
        /// What it says.
        source: std::io::Error,
    },
}

/// A folder with the data of one host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFolder {
    path: PathBuf,
}

/// That this process is the one host of its folder. The system takes it back when the process ends,
/// in whatever way.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

/// How to reach the host that runs on a folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Running {
    /// Its process.
    pub pid: u32,
    /// Its port on the loopback address.
    pub port: u16,
    /// The short code of its callback address.
    pub short_code: String,
}

impl DataFolder {
    /// The folder at `path`, which need not exist yet.
    pub fn at(path: &Path) -> Self {
        Self {
            path: path.to_path_buf(),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The table of the engine.
    pub fn table(&self) -> PathBuf {
        self.path.join("table.db")
    }

    /// The queues.
    pub fn queues(&self) -> PathBuf {
        self.path.join("queues.db")
    }

    /// The mailbox.
    pub fn mail(&self) -> PathBuf {
        self.path.join("mail.db")
    }

    /// Creates the folder where it is missing, for this user only.
    pub fn create(&self) -> Result<(), FolderError> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder
            .create(&self.path)
            .map_err(|source| refused(&self.path, source))
    }

    /// Makes this process the one host of the folder.
    pub fn lock(&self) -> Result<FolderLock, FolderError> {
        let path = self.path.join(LOCK);
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(|source| refused(&path, source))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let by = read_process_id(&mut file);
                let path = self.path.clone();
                return Err(FolderError::InUse { path, by });
            }
            Err(TryLockError::Error(source)) => return Err(refused(&path, source)),
        }
        let id = format!("{}\n", std::process::id());
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| file.write_all(id.as_bytes()))
            .map_err(|source| refused(&path, source))?;
        Ok(FolderLock { _file: file })
    }

    /// Says where the host can be reached.
    pub fn write_running(&self, running: &Running) -> Result<(), FolderError> {
        self.write(RUNNING, running)
    }

    /// Where the host can be reached; one that was killed leaves this behind.
    pub fn running(&self) -> Result<Option<Running>, FolderError> {
        self.read(RUNNING)
    }

    /// Takes back what [`DataFolder::write_running`] said.
    pub fn remove_running(&self) -> Result<(), FolderError> {
        let path = self.path.join(RUNNING);
        match std::fs::remove_file(&path) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                Err(refused(&path, source))
            }
            _ => Ok(()),
        }
    }

    /// Reads a small JSON file, if it is there.
    pub(crate) fn read<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, FolderError> {
        let path = self.path.join(name);
        let text = match std::fs::read(&path) {
            Ok(text) => text,
            Err(source) if source.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(refused(&path, source)),
        };
        let read = serde_json::from_slice(&text);
        read.map(Some)
            .map_err(|source| FolderError::Unreadable { path, source })
    }

    /// Replaces a small JSON file as a whole; only this user may read it.
    pub(crate) fn write<T: Serialize>(&self, name: &str, content: &T) -> Result<(), FolderError> {
        let path = self.path.join(name);
        let text =
            serde_json::to_vec_pretty(content).map_err(|source| FolderError::Unreadable {
                path: path.clone(),
                source,
            })?;
        // A temporary file belongs to its user alone, and keeps that when it gets its name.
        let written = tempfile::NamedTempFile::new_in(&self.path).and_then(|mut file| {
            file.write_all(&text)?;
            file.as_file().sync_all()?;
            file.persist(&path).map_err(|error| error.error)
        });
        written.map(drop).map_err(|source| refused(&path, source))
    }
}

fn refused(path: &Path, source: std::io::Error) -> FolderError {
    let path = path.to_path_buf();
    FolderError::Refused { path, source }
}

fn read_process_id(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    let read = file.take(PROCESS_ID_CHARS_MAX).read_to_string(&mut text);
    read.ok()?;
    text.trim().parse().ok()
}

fn process(id: &Option<u32>) -> String {
    id.map_or_else(String::new, |id| format!(" (process {id})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_host_is_told_who_has_the_folder() {
        let parent = tempfile::tempdir().unwrap();
        let folder = DataFolder::at(&parent.path().join("data"));
        folder.create().unwrap();
        let lock = folder.lock().unwrap();
        let refused = folder.lock().unwrap_err().to_string();
        let own = format!("process {}", std::process::id());
        assert!(refused.contains(&own), "{refused}");
        drop(lock);
        folder.lock().unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_look_into_it() {
        use std::os::unix::fs::PermissionsExt;

        let parent = tempfile::tempdir().unwrap();
        let folder = DataFolder::at(&parent.path().join("data"));
        folder.create().unwrap();
        folder.write("some.json", &1).unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(folder.path()), 0o700);
        assert_eq!(mode(&folder.path().join("some.json")), 0o600);
    }
}
