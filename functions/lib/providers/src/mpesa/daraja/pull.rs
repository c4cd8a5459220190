//! Pulling transactions: the payments of the last 48 hours, among which are those whose confirmation was lost.
//! It owns what a row means; it must not know which of them we have.

pub mod row;

use chrono::{DateTime, Utc};
use chrono_tz::Africa::Nairobi;
use reqwest::Method;
use serde::Serialize;
use serde_json::value::RawValue;

use self::row::{PulledRow, UnreadableRow};
use super::answer::{self, Heard, Verdict};
use super::outcome::{Doubt, NoInformation};
use super::settings::Collector;
use super::token::Token;
use super::{Daraja, heard};
use crate::call::{self, Lost, Reply};
use crate::mpesa::facts;
use crate::mpesa::stk::CODE_CHARACTERS_MAX;
use crate::mpesa::unreadable::Unreadable;
use crate::mpesa::wire::{Fields, Value};

const SERVICE: &str = "pulltransactions/v1/query";

/// Bytes that an answer has at most: a thousand rows of 250 bytes eight times over.
const ANSWER_BYTES_MAX: usize = 2 * 1024 * 1024;

/// How an error says that there are no payments. The first is the documentation's.
const WORDS_FOR_NONE: [&str; 2] = ["does not have any available transactions", "no transaction"];

/// How far back M-PESA answers, in hours.
pub const WINDOW_HOURS_MAX: i64 = 48;

/// Which payments to ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PullWindow {
    /// From when on; at most [`WINDOW_HOURS_MAX`] ago.
    pub from: DateTime<Utc>,
    /// Until when.
    pub to: DateTime<Utc>,
    /// How many rows to pass over: rows, not pages. The next page begins at this plus [`Pulled::rows_seen`].
    pub offset: u32,
    /// How to ask.
    pub verb: PullVerb,
}

/// How a pull is asked for. The documentation says GET and shows a body; integrations use POST.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PullVerb {
    /// GET, with the same body.
    Get,
    /// POST.
    #[default]
    Post,
}

/// What a pull brought.
#[derive(Debug, Clone, PartialEq)]
pub enum PullAnswer {
    /// The rows, or none because there are none.
    Pulled(Pulled),
    /// The access token is not valid.
    TokenRejected,
    /// Nothing: neither that there are payments nor that there are none.
    NoInformation {
        /// Why.
        why: NoInformation,
    },
}

/// The rows of one answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pulled {
    /// Those that are payments.
    pub rows: Vec<PulledRow>,
    /// Those that a person has to look at.
    pub unreadable: Vec<UnreadableRow>,
}

impl Pulled {
    /// How many rows there were; none means that the window is at its end.
    #[must_use]
    pub fn rows_seen(&self) -> usize {
        self.rows.len() + self.unreadable.len()
    }
}

/// The request as the documentation shows it, in its order.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Body<'a> {
    short_code: &'a str,
    start_date: String,
    end_date: String,
    #[serde(rename = "OffSetValue")]
    offset: String,
}

impl Daraja {
    /// Asks for the payments of a window. Where a row's time cannot be read, the end of the window stands in for it.
    pub async fn pull(
        &self,
        token: &Token,
        collector: &Collector,
        window: &PullWindow,
    ) -> PullAnswer {
        let body = Body {
            short_code: &collector.short_code,
            start_date: local(window.from),
            end_date: local(window.to),
            offset: window.offset.to_string(),
        };
        let method = match window.verb {
            PullVerb::Get => Method::GET,
            PullVerb::Post => Method::POST,
        };
        let request = self.request(method, token, SERVICE, &body);
        let reply = heard(SERVICE, call::send(request, ANSWER_BYTES_MAX).await);
        answer(&reply, &collector.short_code, window.to)
    }
}

/// `YYYY-MM-DD HH:MM:SS` by the clocks of Nairobi; the documentation names no zone.
fn local(at: DateTime<Utc>) -> String {
    at.with_timezone(&Nairobi)
        .format("%Y-%m-%d %H:%M:%S")
        .to_string()
}

fn answer(reply: &Result<Reply, Lost>, holder: &str, at: DateTime<Utc>) -> PullAnswer {
    let reply = match reply {
        Ok(reply) => reply,
        Err(lost) => {
            let why = answer::nothing_of_loss(lost);
            return PullAnswer::NoInformation { why };
        }
    };
    let heard = Heard::of(reply);
    if heard.fields().is_some_and(says_none) {
        return PullAnswer::Pulled(Pulled::default());
    }
    match heard.verdict() {
        Verdict::Fields(fields) => pulled(fields, holder, at).map_or_else(
            |doubt| nothing(NoInformation::Unknown(doubt)),
            PullAnswer::Pulled,
        ),
        Verdict::Refused(refused) => nothing(NoInformation::Refused(refused)),
        Verdict::TokenRejected => PullAnswer::TokenRejected,
        Verdict::Unknown(doubt) => nothing(NoInformation::Unknown(doubt)),
    }
}

/// M-PESA's other word for "none": an error of the family 500, in the body and perhaps as status, of whose shape nothing
/// is documented. The words have to say so too: a failure that is taken for an empty list would hide lost payments.
fn says_none(fields: &Fields<'_>) -> bool {
    let is_500 = |name| {
        let code = fields.get(name);
        let code = code.text().unwrap_or_default().trim();
        code == "500" || code.starts_with("500.")
    };
    let says = |name| {
        let text = fields.get(name);
        let text = text.text().unwrap_or_default().to_ascii_lowercase();
        WORDS_FOR_NONE.iter().any(|words| text.contains(words))
    };
    ["ResponseCode", "errorCode"].into_iter().any(is_500)
        && ["ResponseMessage", "ResponseDescription", "errorMessage"]
            .into_iter()
            .any(says)
}

fn pulled(fields: &Fields<'_>, holder: &str, at: DateTime<Utc>) -> Result<Pulled, Doubt> {
    const CODE: &str = "ResponseCode";
    let code = facts::bounded(CODE, &fields.get(CODE), CODE_CHARACTERS_MAX);
    let code = code.map_err(Doubt::NotUnderstood)?;
    if code != "1000" && code != "1001" {
        return Err(Doubt::OddCode(code));
    }
    let mut pulled = Pulled::default();
    match fields.get("Response") {
        // An empty list also comes as the text `[[]]`.
        Value::Text(text) => {
            let raw: &RawValue = serde_json::from_str(&text)
                .map_err(|_| Doubt::NotUnderstood(Unreadable::NotJson))?;
            pulled.add(rows(raw), holder, at);
        }
        Value::Number(_) => {
            return Err(Doubt::NotUnderstood(Unreadable::WrongShape("Response")));
        }
        Value::Other => {
            for raw in fields.list("Response") {
                if !raw.get().starts_with(['[', '{']) {
                    return Err(Doubt::NotUnderstood(Unreadable::WrongShape("Response")));
                }
                pulled.add(rows(raw), holder, at);
            }
        }
        Value::Absent if code == "1000" => {
            return Err(Doubt::NotUnderstood(Unreadable::Missing("Response")));
        }
        Value::Absent => {}
    }
    // "None", with payments in it: one of the two is wrong.
    match code.as_str() {
        "1001" if pulled.rows_seen() > 0 => Err(Doubt::Contradictory),
        _ => Ok(pulled),
    }
}

impl Pulled {
    fn add(&mut self, rows: Vec<&RawValue>, holder: &str, at: DateTime<Utc>) {
        for raw in rows {
            match row::read(raw, holder, at) {
                Ok(row) => self.rows.push(row),
                Err(unreadable) => self.unreadable.push(unreadable),
            }
        }
    }
}

/// The rows in lists within lists. M-PESA nests them twice; nobody knows why, so once will do, and no more than three
/// times is looked for.
fn rows(raw: &RawValue) -> Vec<&RawValue> {
    let inner = |raw: &RawValue| raw.get().starts_with('[');
    let mut found = vec![raw];
    for _ in 0..3 {
        let opened = found.into_iter().flat_map(|raw| match inner(raw) {
            true => serde_json::from_str(raw.get()).unwrap_or_else(|_| vec![raw]),
            false => vec![raw],
        });
        found = opened.collect();
    }
    found
}

fn nothing(why: NoInformation) -> PullAnswer {
    PullAnswer::NoInformation { why }
}
