//! A made-up store of any size, always the same for the same seed: customers, what they owe, payments,
//! and the mistakes and corrections that happen to some of them, all through the ordinary operations.
//!
//! Customers come in streets. Payments go astray only within a street, and a street is written in one
//! order, so streets can be written beside each other and the result is still the same.

mod random;
mod street;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::StreamExt;
use local_aws::engine::{Engine, EngineError};
use operations::error::OperationError;
use store::client::Store;
use store::error::StoreError;

use crate::data_folder::{DataFolder, FolderError};
use crate::generate::random::Random;
use crate::generate::street::Street;
use crate::host::machine::TABLE;
use crate::settings::{Sample, Settings};

/// Payments of one street, at most.
const PAYMENTS_PER_STREET: usize = 200;

/// Streets that are written beside each other; more would only wait for the engine.
const STREETS_AT_ONCE: usize = 6;

/// Why there is no store.
#[derive(Debug, thiserror::Error)]
pub enum GenerateError {
    /// The folder cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// There is something in the folder.
    #[error("{0} holds data already; choose a new folder with --data")]
    NotEmpty(String),
    /// The engine does not run.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The table does not answer.
    #[error("the table does not answer")]
    Store(#[from] StoreError),
    /// A record was refused.
    #[error("a record was refused")]
    Operation(#[from] OperationError),
    /// What was made up is not possible.
    #[error("what was made up is not possible: {0}")]
    Impossible(String),
}

/// Fills the new folder `data` with so many payments. `told` hears of the payments that are there.
///
/// # Errors
/// [`GenerateError`]; a folder that was begun stays as it is.
pub async fn fill(
    data: &Path,
    payments: usize,
    seed: u64,
    told: impl Fn(usize) + Send + Sync + 'static,
) -> Result<(), GenerateError> {
    let folder = DataFolder::at(data);
    folder.create()?;
    let _lock = folder.lock()?;
    if folder.table().exists() {
        return Err(GenerateError::NotEmpty(data.display().to_string()));
    }
    // A host that is started on it later adds no sample.
    let settings = Settings {
        sample: Sample::Complete,
        ..Settings::default()
    };
    settings.save(&folder)?;
    let engine = Engine::open(&folder.table()).await?;
    store::table::create(&engine.client(), TABLE).await?;
    let store = Store::new(engine.client(), TABLE.to_owned());
    write(&store, payments, seed, told).await?;
    engine.stop().await?;
    Ok(())
}

/// Writes so many payments into an empty store.
///
/// # Errors
/// [`GenerateError`]
pub async fn write(
    store: &Store,
    payments: usize,
    seed: u64,
    told: impl Fn(usize) + Send + Sync + 'static,
) -> Result<(), GenerateError> {
    let (written, told) = (Arc::new(AtomicUsize::new(0)), Arc::new(told));
    let streets = (0..payments.div_ceil(PAYMENTS_PER_STREET)).map(|number| {
        let count = PAYMENTS_PER_STREET.min(payments - number * PAYMENTS_PER_STREET);
        let (store, written, told) = (store.clone(), written.clone(), told.clone());
        async move {
            let tell = || told(written.fetch_add(1, Ordering::Relaxed) + 1);
            let street = Street::new(&store, number, Random::new(seed, number));
            street.write(count, tell).await
        }
    });
    let mut done = futures::stream::iter(streets)
        .map(tokio::spawn)
        .buffer_unordered(STREETS_AT_ONCE);
    while let Some(street) = done.next().await {
        street.map_err(|panic| GenerateError::Impossible(panic.to_string()))??;
    }
    Ok(())
}
