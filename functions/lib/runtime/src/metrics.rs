//! What a business wants to see of a deployment, as CloudWatch metrics: counts and amounts, never who or whose.
//! It owns the names and their units, and adding up between two lines; how a line is spelt, `emf` says.
//!
//! Figures are added up for the process and written once at the end of an invocation. On one machine nothing is
//! written, and nothing is added up.

mod emf;

use std::collections::BTreeMap;
use std::fmt;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use billing::money::{Currency, Money};
use billing::notification::Channel;
use chrono::{DateTime, Utc};
use operations::intake::{Outcome, TakenIn};
use rust_decimal::Decimal;
use store::pushes::PushRecord;

/// A figure. Counts and amounts are added up within an invocation, of a gauge the last one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Metric {
    /// Payments that a callback brought and that are new.
    PaymentsReceived,
    /// What they came to, in shillings; payments in another currency are not in it.
    AmountReceived,
    /// Callbacks about a payment that the same channel had reported before.
    PaymentsRepeated,
    /// Callbacks that wait for a person: nobody could read them, or they contradict what is known.
    CallbacksParked,
    /// Callbacks to an address with an unknown token.
    CallbacksRefused,
    /// Payments that a rule gave to a customer.
    PaymentsAssociated,
    /// Payments of which no rule was sure.
    PaymentsUnassociated,
    /// Payments that nothing has confirmed yet that can be trusted.
    PaymentsUnverified,
    /// Payments of which something was put to what their customer owes.
    PaymentsAllocated,
    /// What was put to that, in shillings.
    AmountAllocated,
    /// What of the payments that were to be allocated stays as credit, in shillings.
    AmountUnallocated,
    /// Messages that a carrier took.
    MessagesSent,
    /// Messages that will not arrive, as we know when handing them over or by a later report.
    MessagesFailed,
    /// Messages of which nobody knows whether they were sent.
    MessagesUnknown,
    /// Gauge: what is left on the account with the SMS gateway, in its own unit.
    SmsBalance,
    /// Prompts that M-PESA was asked for.
    PushesAsked,
    /// Gauge: how old the oldest payment is that association has not looked at; 0 where there is none.
    OldestUndispatchedSeconds,
    /// Gauge: how old the oldest payment is that waits for a person to say whose it is; 0 where there is none.
    OldestUnassociatedSeconds,
    /// Gaps in what M-PESA told us that staff are shown from now on.
    GapsDetected,
    /// Gauge: gaps that staff are shown and that are still open.
    GapsOpen,
}

impl Metric {
    /// Its name in CloudWatch, which alarms and the dashboard use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::PaymentsReceived => "PaymentsReceived",
            Self::AmountReceived => "AmountReceived",
            Self::PaymentsRepeated => "PaymentsRepeated",
            Self::CallbacksParked => "CallbacksParked",
            Self::CallbacksRefused => "CallbacksRefused",
            Self::PaymentsAssociated => "PaymentsAssociated",
            Self::PaymentsUnassociated => "PaymentsUnassociated",
            Self::PaymentsUnverified => "PaymentsUnverified",
            Self::PaymentsAllocated => "PaymentsAllocated",
            Self::AmountAllocated => "AmountAllocated",
            Self::AmountUnallocated => "AmountUnallocated",
            Self::MessagesSent => "MessagesSent",
            Self::MessagesFailed => "MessagesFailed",
            Self::MessagesUnknown => "MessagesUnknown",
            Self::SmsBalance => "SmsBalance",
            Self::PushesAsked => "PushesAsked",
            Self::OldestUndispatchedSeconds => "OldestUndispatchedSeconds",
            Self::OldestUnassociatedSeconds => "OldestUnassociatedSeconds",
            Self::GapsDetected => "GapsDetected",
            Self::GapsOpen => "GapsOpen",
        }
    }

    /// Its unit, as CloudWatch calls it.
    fn unit(self) -> &'static str {
        match self {
            Self::AmountReceived
            | Self::AmountAllocated
            | Self::AmountUnallocated
            | Self::SmsBalance => "None",
            Self::OldestUndispatchedSeconds | Self::OldestUnassociatedSeconds => "Seconds",
            _ => "Count",
        }
    }
}

/// Where figures are told. Cheap to clone; clones add up together.
#[derive(Clone, Default)]
pub struct Metrics(Option<Arc<Book>>);

struct Book {
    stack: String,
    /// What is to be written, by the channel that it is about.
    tallies: Mutex<BTreeMap<Option<&'static str>, Tally>>,
    sink: Box<dyn Fn(&str) + Send + Sync>,
}

type Tally = BTreeMap<Metric, Decimal>;

impl fmt::Debug for Metrics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stack = self.0.as_ref().map(|book| &book.stack);
        formatter.debug_tuple("Metrics").field(&stack).finish()
    }
}

impl Metrics {
    /// Figures of a stack, written to standard output, from where Lambda takes them to CloudWatch.
    #[must_use]
    pub fn of_stack(stack: &str) -> Self {
        Self::into_sink(stack, |line| {
            // Nobody is left to tell that nobody listens.
            let _ = std::io::stdout()
                .lock()
                .write_all(format!("{line}\n").as_bytes());
        })
    }

    /// Figures of a stack whose lines go to `sink`.
    #[must_use]
    pub fn into_sink(stack: &str, sink: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(Book {
            stack: stack.to_owned(),
            tallies: Mutex::default(),
            sink: Box::new(sink),
        })))
    }

    /// Whether anybody wants to know; what costs a request is only asked then.
    #[must_use]
    pub fn are_wanted(&self) -> bool {
        self.0.is_some()
    }

    /// One more.
    pub fn count(&self, metric: Metric) {
        self.add(None, metric, Decimal::ONE);
    }

    /// So many more; none are worth no line.
    pub fn count_all(&self, metric: Metric, count: usize) {
        if count > 0 {
            self.add(None, metric, Decimal::from(count));
        }
    }

    /// One more, of a channel.
    pub fn count_of(&self, channel: Channel, metric: Metric) {
        self.add(Some(channel.name()), metric, Decimal::ONE);
    }

    /// So much more money. Amounts of different currencies make no sum, so only shillings of Kenya are told.
    pub fn amount(&self, metric: Metric, amount: Money) {
        if amount.currency() == Currency::Kes {
            self.add(None, metric, amount.decimal());
        }
    }

    /// What became of a callback, whichever way it reached us.
    pub fn taken_in(&self, taken: &TakenIn) {
        match taken.outcome {
            Outcome::Recorded(_) => self.count(Metric::PaymentsReceived),
            Outcome::Replayed(_) => self.count(Metric::PaymentsRepeated),
            // A payment that is known with another amount waits for a person too.
            Outcome::Parked(_) | Outcome::Conflicting(_) => self.count(Metric::CallbacksParked),
            Outcome::Corroborated(_) | Outcome::NotPaid | Outcome::NothingHappened => {}
        }
        if let Some(amount) = taken.received {
            self.amount(Metric::AmountReceived, amount);
        }
    }

    /// A push that was requested at `now`, or that the same request had brought about before.
    pub fn asked(&self, push: &PushRecord, now: DateTime<Utc>) {
        if push.requested_at == now {
            self.count(Metric::PushesAsked);
        }
    }

    /// What a gauge shows now.
    pub fn gauge(&self, metric: Metric, value: impl Into<Decimal>) {
        self.change(None, metric, |standing| *standing = value.into());
    }

    /// Writes what there is to tell: one line, and one more for each channel that there is something about.
    pub fn write(&self, now: DateTime<Utc>) {
        let Some(book) = &self.0 else { return };
        let tallies = std::mem::take(&mut *book.tallies());
        for (channel, tally) in tallies {
            if let Some(line) = emf::line(&book.stack, channel, &tally, now) {
                (book.sink)(&line);
            }
        }
    }

    fn add(&self, channel: Option<&'static str>, metric: Metric, by: Decimal) {
        self.change(channel, metric, |standing| {
            *standing = standing.saturating_add(by);
        });
    }

    fn change(
        &self,
        channel: Option<&'static str>,
        metric: Metric,
        change: impl FnOnce(&mut Decimal),
    ) {
        let Some(book) = &self.0 else { return };
        let mut tallies = book.tallies();
        change(
            tallies
                .entry(channel)
                .or_default()
                .entry(metric)
                .or_default(),
        );
    }
}

impl Book {
    fn tallies(&self) -> std::sync::MutexGuard<'_, BTreeMap<Option<&'static str>, Tally>> {
        self.tallies.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metrics() -> (Metrics, Arc<Mutex<Vec<String>>>) {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let kept = lines.clone();
        let sink = move |line: &str| kept.lock().unwrap().push(line.to_owned());
        (Metrics::into_sink("malipo-test", sink), lines)
    }

    fn now() -> DateTime<Utc> {
        "2026-12-07T06:00:00.250Z".parse().unwrap()
    }

    fn kes(amount: &str) -> Money {
        Money::parse(amount, Currency::Kes).unwrap()
    }

    #[test]
    fn one_line_tells_exact_sums_with_their_units() {
        let (metrics, lines) = metrics();
        metrics.count(Metric::PaymentsReceived);
        metrics.clone().count(Metric::PaymentsReceived);
        // As floats they come to 0.30000000000000004.
        for _ in 0..3 {
            metrics.amount(Metric::AmountReceived, kes("0.10"));
        }
        let dollars = Money::parse("5.00", Currency::parse("USD").unwrap()).unwrap();
        metrics.amount(Metric::AmountReceived, dollars);
        metrics.gauge(Metric::OldestUndispatchedSeconds, 7);
        metrics.gauge(Metric::OldestUndispatchedSeconds, 0);
        metrics.write(now());
        let expected = concat!(
            r#"{"_aws":{"Timestamp":1796623200250,"CloudWatchMetrics":[{"Namespace":"Malipo","#,
            r#""Dimensions":[["Stack"]],"Metrics":[{"Name":"PaymentsReceived","Unit":"Count"},"#,
            r#"{"Name":"AmountReceived","Unit":"None"},"#,
            r#"{"Name":"OldestUndispatchedSeconds","Unit":"Seconds"}]}]},"Stack":"malipo-test","#,
            r#""AmountReceived":0.30,"OldestUndispatchedSeconds":0,"PaymentsReceived":2}"#,
        );
        assert_eq!(*lines.lock().unwrap(), [expected]);
    }

    #[test]
    fn what_is_about_a_channel_counts_for_it_and_for_all() {
        let (metrics, lines) = metrics();
        metrics.count_of(Channel::Sms, Metric::MessagesSent);
        metrics.count_of(Channel::Sms, Metric::MessagesSent);
        metrics.count_of(Channel::Email, Metric::MessagesFailed);
        metrics.write(now());
        let lines = lines.lock().unwrap();
        let read = |line: &String| serde_json::from_str::<serde_json::Value>(line).unwrap();
        let lines: Vec<_> = lines.iter().map(read).collect();
        assert_eq!(lines.len(), 2);
        for line in &lines {
            let dimensions = &line["_aws"]["CloudWatchMetrics"][0]["Dimensions"];
            assert_eq!(
                *dimensions,
                serde_json::json!([["Stack"], ["Stack", "Channel"]])
            );
        }
        let sent = lines.iter().find(|line| line["Channel"] == "sms").unwrap();
        assert_eq!(
            (&sent["MessagesSent"], &sent["Stack"]),
            (&2.into(), &"malipo-test".into())
        );
    }

    #[test]
    fn there_is_no_line_without_anything_to_tell() {
        let (metrics, lines) = metrics();
        metrics.count_all(Metric::GapsDetected, 0);
        metrics.write(now());
        metrics.count(Metric::PushesAsked);
        metrics.write(now());
        metrics.write(now());
        assert_eq!(lines.lock().unwrap().len(), 1);
        let off = Metrics::default();
        off.count(Metric::PushesAsked);
        off.write(now());
        assert!(!off.are_wanted() && metrics.are_wanted());
    }
}
