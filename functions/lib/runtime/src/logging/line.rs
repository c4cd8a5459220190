//! One line of the log as JSON, in the form from which Lambda takes its level and time.
//! Whatever is logged passes the redaction here once more, also what another crate says.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

use chrono::SecondsFormat;
use serde::Serialize;
use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields, FormattedFields};
use tracing_subscriber::registry::LookupSpan;

use super::chain;
use crate::clock::Clock;
use crate::redaction;

/// A whole number of as many digits as a telephone number has is taken out like one. Ours are counts and sizes.
const NUMBER_MAX: u128 = 99_999_999;

/// What stands in a line that is taken out of a number.
const NUMBER: &str = "[number]";

/// The field of a span of ours, and that of Lambda's runtime, which hold the id of a request.
const REQUEST: &str = "request";
const INVOCATION: &str = "requestId";

/// What a line says of itself, which no event may contradict.
const OWN_NAMES: [&str; 5] = ["timestamp", "level", "target", REQUEST, "invocation"];

/// Writes lines as JSON.
pub(super) struct JsonLines {
    pub(super) clock: Clock,
}

/// `timestamp` and `level` are the names that Lambda looks for in a function whose log format is JSON.
#[derive(Serialize)]
struct Line<'a> {
    timestamp: String,
    level: &'static str,
    #[serde(flatten)]
    fields: BTreeMap<&'static str, Value>,
    target: &'a str,
    /// The request that the line goes back to.
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<String>,
    /// The invocation of the function, where that is another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    invocation: Option<String>,
}

impl<S, N> FormatEvent<S, N> for JsonLines
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let (request, invocation) = ids(context);
        let now = self.clock.now();
        let line = Line {
            timestamp: now.to_rfc3339_opts(SecondsFormat::Millis, true),
            level: event.metadata().level().as_str(),
            fields: fields.0,
            target: event.metadata().target(),
            invocation: invocation.filter(|it| request.as_ref() != Some(it)),
            request,
        };
        let line = serde_json::to_string(&line).map_err(|_| fmt::Error)?;
        writeln!(writer, "{line}")
    }
}

/// The innermost request, and the outermost id there is.
fn ids<S, N>(context: &FmtContext<'_, S, N>) -> (Option<String>, Option<String>)
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    let (mut request, mut outermost) = (None, None);
    for span in context.event_scope().into_iter().flatten() {
        let extensions = span.extensions();
        let Some(fields) = extensions.get::<FormattedFields<N>>() else {
            continue;
        };
        let fields: Map<String, Value> = serde_json::from_str(&fields.fields).unwrap_or_default();
        let text = |name: &str| fields.get(name).and_then(Value::as_str).map(str::to_owned);
        if let Some(id) = text(REQUEST).or_else(|| text(INVOCATION)) {
            request.get_or_insert_with(|| id.clone());
            outermost = Some(id);
        }
    }
    (request, outermost)
}

/// The fields of an event, made clean.
#[derive(Default)]
struct Fields(BTreeMap<&'static str, Value>);

impl Fields {
    fn put(&mut self, field: &Field, value: impl Into<Value>) {
        if !OWN_NAMES.contains(&field.name()) {
            self.0.insert(field.name(), value.into());
        }
    }

    fn put_number(&mut self, field: &Field, magnitude: u128, value: impl Into<Value>) {
        if magnitude > NUMBER_MAX {
            self.put(field, NUMBER);
        } else {
            self.put(field, value);
        }
    }
}

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, redaction::text(value));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.put(field, redaction::text(&format!("{value:?}")));
    }

    fn record_error(&mut self, field: &Field, value: &(dyn Error + 'static)) {
        self.put(field, chain(value));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put_number(field, value.unsigned_abs().into(), value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put_number(field, value.into(), value);
    }
}
