//! A consistent copy of a folder's table to look at, also while its host runs and writes.

use local_aws::data_file::DataFileError;
use local_aws::engine::{self, Engine, EngineError};
use store::client::Store;
use store::error::StoreError;
use tempfile::TempDir;

use crate::data_folder::DataFolder;
use crate::host::machine::TABLE;

/// Why there is nothing to look at.
#[derive(Debug, thiserror::Error)]
pub enum BooksError {
    /// The table's file cannot be copied.
    #[error(transparent)]
    DataFile(#[from] DataFileError),
    /// The engine does not take the copy.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// There is no room for a copy.
    #[error("no temporary copy can be made")]
    Temporary(#[source] std::io::Error),
    /// The table does not answer, or holds something that is none of ours.
    #[error("the table cannot be read")]
    Store(#[from] StoreError),
}

/// The copy, and an engine on it. Gone when dropped.
pub struct Books {
    store: Store,
    // Before the folder, so that its files are closed when that goes.
    engine: Engine,
    copy: TempDir,
}

impl Books {
    /// Copies what is committed at this moment.
    pub async fn of(folder: &DataFolder) -> Result<Self, BooksError> {
        let copy = tempfile::tempdir().map_err(BooksError::Temporary)?;
        let (from, into) = (folder.table(), copy.path().join("table.db"));
        let copied = {
            let into = into.clone();
            tokio::task::spawn_blocking(move || engine::snapshot(&from, &into)).await
        };
        copied.map_err(|_| EngineError::Stopped)??;
        let engine = Engine::open(&into).await?;
        let store = Store::new(engine.client(), TABLE.to_owned());
        Ok(Self {
            store,
            engine,
            copy,
        })
    }

    /// The copy's store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Ends the engine and removes the copy.
    pub async fn close(self) -> Result<(), BooksError> {
        self.engine.stop().await?;
        self.copy.close().map_err(BooksError::Temporary)
    }
}
