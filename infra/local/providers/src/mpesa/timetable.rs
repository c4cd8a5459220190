//! What happens later, in the order of simulated time. Nothing sleeps: whoever ticks lets it happen.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::mpesa::callback::Callback;

/// Something that happens later.
#[derive(Debug)]
pub(super) enum Event {
    /// The prompt of this push ends by itself, if it is still there.
    TimeOut(String),
    /// The phone answers the prompt of this push, with this code.
    Answer(String, &'static str),
    /// The push that was said to have timed out is paid.
    LateSuccess(String),
    /// Something is called back.
    Post(Callback),
}

/// Events by the time at which they are due; among equals, first come first.
#[derive(Default)]
pub(super) struct Timetable {
    events: BTreeMap<(DateTime<Utc>, u64), Event>,
    written: u64,
}

impl Timetable {
    /// Lets something happen at a time.
    pub fn add(&mut self, at: DateTime<Utc>, event: Event) {
        self.written += 1;
        self.events.insert((at, self.written), event);
    }

    /// Takes out the first event that is due.
    pub fn next_due(&mut self, now: DateTime<Utc>) -> Option<(DateTime<Utc>, Event)> {
        let first = self.events.first_entry()?;
        if first.key().0 > now {
            return None;
        }
        let ((at, _), event) = first.remove_entry();
        Some((at, event))
    }
}
