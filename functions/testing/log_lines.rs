//! The log and the metric lines of a test's process, as a deployment writes them, kept in memory. Included by
//! path, as `bench.rs` is.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::io::Write;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use runtime::logging::json;
use runtime::metrics::Metrics;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::util::SubscriberInitExt;

static LINES: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static STARTED: Once = Once::new();

struct Kept;

impl Kept {
    fn lines() -> MutexGuard<'static, Vec<u8>> {
        LINES.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        Self::lines().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Starts the log of the process, without what stands in for AWS and for outside parties: it is in no deployment.
pub fn start(told: &str) {
    STARTED.call_once(|| {
        let filter = format!("{told},dynoxide=off,local_aws=off,local_providers=off");
        json(EnvFilter::new(filter), || Kept).init();
    });
}

/// Metrics whose lines stand among those of the log.
pub fn metrics(stack: &str) -> Metrics {
    Metrics::into_sink(stack, |line| {
        Kept.write_all(format!("{line}\n").as_bytes()).unwrap();
    })
}

/// Everything that was written until now.
pub fn text() -> String {
    String::from_utf8(Kept::lines().clone()).unwrap()
}

/// What was written since the last time.
pub fn take() -> String {
    String::from_utf8(std::mem::take(&mut *Kept::lines())).unwrap()
}
