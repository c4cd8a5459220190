//! Counts the request units that the table says it consumed, by operation.
//!
//! Off unless asked for: a budget is asserted from these figures and the table of the README is
//! printed from them, instead of from what somebody believes a write costs.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::types::{ConsumedCapacity, ReturnConsumedCapacity};

/// Read and write request units of one kind of operation.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Units {
    /// Read request units; half a unit is an eventually consistent read of up to 4 KB.
    pub read: f64,
    /// Write request units, indexes included.
    pub write: f64,
    /// Calls made.
    pub calls: u32,
}

/// A shared tally of consumed capacity.
#[derive(Clone, Debug, Default)]
pub struct Meter(Arc<Mutex<BTreeMap<&'static str, Units>>>);

impl Meter {
    /// What was consumed since the last call, by operation; the tally starts again at zero.
    #[must_use]
    pub fn take(&self) -> BTreeMap<&'static str, Units> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The sum over all operations since the last [`take`](Self::take), which it ends.
    #[must_use]
    pub fn take_total(&self) -> Units {
        self.take()
            .values()
            .fold(Units::default(), |sum, one| Units {
                read: sum.read + one.read,
                write: sum.write + one.write,
                calls: sum.calls + one.calls,
            })
    }

    pub(crate) fn add(
        &self,
        operation: &'static str,
        is_write: bool,
        capacity: &[ConsumedCapacity],
    ) {
        let units: f64 = capacity
            .iter()
            .filter_map(ConsumedCapacity::capacity_units)
            .sum();
        let mut tally = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = tally.entry(operation).or_default();
        entry.calls += 1;
        if is_write {
            entry.write += units;
        } else {
            entry.read += units;
        }
    }

    /// A refused conditional write is charged by the size of the item it met, and the service does
    /// not report it with the error: at least one unit, one for each started kilobyte.
    pub(crate) fn add_refused_write(&self, operation: &'static str, item_bytes: usize) {
        let mut tally = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = tally.entry(operation).or_default();
        entry.calls += 1;
        entry.write +=
            f64::from(u32::try_from(item_bytes.div_ceil(1024).max(1)).unwrap_or(u32::MAX));
    }
}

pub(crate) fn requested(meter: Option<&Meter>) -> Option<ReturnConsumedCapacity> {
    meter.map(|_| ReturnConsumedCapacity::Indexes)
}
