//! What every operation needs: the database, the clock, and the bells that wake
//! long polls. Also drops what has outlived its queue's retention.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::Notify;

use super::error::QueueError;
use crate::clock::Clock;
use crate::database::Desk;

/// How often messages past their retention are looked for.
const RETENTION_SWEEP_MS: i64 = 60_000;

/// What one operation did.
pub(super) struct Done<T> {
    /// What the caller is told.
    pub(super) answer: T,
    /// Queues in which something may have become visible, or will.
    pub(super) rung: Vec<String>,
}

impl<T> Done<T> {
    /// An operation that makes nothing visible.
    pub(super) fn quietly(answer: T) -> Done<T> {
        Done {
            answer,
            rung: Vec::new(),
        }
    }
}

/// The queues of one database, for any number of requests at once.
#[derive(Clone)]
pub(super) struct Service {
    desk: Desk,
    clock: Clock,
    bells: Bells,
    swept_ms: Arc<AtomicI64>,
}

impl Service {
    pub(super) fn new(desk: Desk, clock: Clock) -> Service {
        Service {
            desk,
            clock,
            bells: Bells::default(),
            swept_ms: Arc::new(AtomicI64::new(i64::MIN)),
        }
    }

    /// Milliseconds since 1970.
    pub(super) fn now_ms(&self) -> i64 {
        (self.clock)()
    }

    /// The bell of one queue.
    pub(super) fn bell(&self, queue: &str) -> Arc<Notify> {
        self.bells.of(queue)
    }

    /// Does one operation, and rings the bells once it is on disk.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        operation: impl FnOnce(&Connection, i64) -> Result<Done<T>, QueueError> + Send + 'static,
    ) -> Result<T, QueueError> {
        let (service, bells) = (self.clone(), self.bells.clone());
        let done = self
            .desk
            .run_then(
                move |connection| {
                    let now_ms = service.now_ms();
                    service.sweep_if_due(connection, now_ms)?;
                    operation(connection, now_ms)
                },
                move |done: &Done<T>| bells.ring(&done.rung),
            )
            .await?;
        Ok(done.answer)
    }

    /// Runs on the database's thread only. Work that fails undoes the sweep, and
    /// the next one makes up for it.
    fn sweep_if_due(&self, connection: &Connection, now_ms: i64) -> Result<(), QueueError> {
        let next_ms = self
            .swept_ms
            .load(Ordering::Relaxed)
            .saturating_add(RETENTION_SWEEP_MS);
        if now_ms < next_ms {
            return Ok(());
        }
        self.swept_ms.store(now_ms, Ordering::Relaxed);
        connection
            .prepare_cached(
                "DELETE FROM messages WHERE sent_ms <= ?1 - 1000 *
                    (SELECT retention_s FROM queues WHERE id = messages.queue_id)",
            )?
            .execute([now_ms])?;
        Ok(())
    }
}

/// One bell for each queue that somebody has waited at.
#[derive(Clone, Default)]
struct Bells(Arc<Mutex<HashMap<String, Arc<Notify>>>>);

impl Bells {
    fn of(&self, queue: &str) -> Arc<Notify> {
        let mut bells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(bells.entry(queue.to_owned()).or_default())
    }

    fn ring(&self, queues: &[String]) {
        let bells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for bell in queues.iter().filter_map(|queue| bells.get(queue)) {
            bell.notify_waiters();
        }
    }
}
