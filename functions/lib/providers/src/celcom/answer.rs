//! Which row of an answer is about which message, and what it says of it.
//! It must not know how the answer travelled. A row that is not certainly about a message is about none.

use billing::phone::Msisdn;

use super::gateway::Sms;
use super::outcome::{RefusalKind, SmsOutcome, SmsRefusal};
use super::wire::{self, Fields};

/// The names of the code; both of them occur, even together.
const CODE: &[&str] = &["respose-code", "response-code"];
const CLIENT_ID: &[&str] = &["clientsmsid"];
const MOBILE: &[&str] = &["mobile"];
const MESSAGE_ID: &[&str] = &["messageid", "message-id"];

/// The one code that means yes.
const ACCEPTED: u32 = 200;

/// Characters that a message id has at most; those seen have ten.
const MESSAGE_ID_CHARACTERS_MAX: usize = 64;

/// The answer is not what the gateway answers.
pub(super) const UNREADABLE: &str = "the answer cannot be understood";
/// The answer is about other messages only.
pub(super) const MISSING: &str = "the answer says nothing of this message";
/// The answer says this and that of one message.
pub(super) const CONTRADICTORY: &str = "the answer contradicts itself about this message";
/// The gateway says yes without naming what it took.
pub(super) const NAMELESS: &str = "the answer says yes without an id";

/// What the answer says of each message of `call`, in their order.
pub(super) fn outcomes(body: &str, call: &[&Sms]) -> Vec<SmsOutcome> {
    let Some(rows) = wire::rows(body) else {
        return everyone(call, &SmsOutcome::Unknown { cause: UNREADABLE });
    };
    let rows: Vec<Row> = rows.iter().filter_map(Row::of).collect();
    if rows.is_empty() {
        return everyone(call, &SmsOutcome::Unknown { cause: UNREADABLE });
    }
    if let [row] = rows.as_slice()
        && let Some(outcome) = row.about_the_whole_call(call)
    {
        return everyone(call, &outcome);
    }
    let mut said: Vec<Vec<SmsOutcome>> = vec![Vec::new(); call.len()];
    for row in &rows {
        if let Some(index) = row.about(call) {
            said[index].push(row.outcome());
        }
    }
    said.into_iter().map(|said| settled(&said)).collect()
}

/// The code of a lone answer's first row that has one, as far as it is not a yes.
pub(super) fn refusal(rows: &[Fields<'_>]) -> Option<SmsRefusal> {
    let code = rows.iter().find_map(code)?;
    (code != ACCEPTED).then(|| SmsRefusal::of_code(code))
}

/// The code of a row; `None` where it has none, or two, or something else in its place.
pub(super) fn code(row: &Fields<'_>) -> Option<u32> {
    row.text(CODE)?.parse().ok()
}

/// The gateway's id of a message, if it can be one.
pub(super) fn message_id(row: &Fields<'_>) -> Option<String> {
    let id = row.text(MESSAGE_ID)?;
    let plain = id.chars().all(|it| it.is_ascii_graphic());
    (plain && id.len() <= MESSAGE_ID_CHARACTERS_MAX).then_some(id)
}

/// One row of an answer, read as far as it can be.
struct Row {
    code: u32,
    client_id: Option<u64>,
    mobile: Option<Msisdn>,
    message_id: Option<String>,
    /// Whether it names any message at all, readably or not.
    names_a_message: bool,
}

impl Row {
    /// `None` for a row without a readable code, which says nothing.
    fn of(fields: &Fields<'_>) -> Option<Self> {
        Some(Self {
            code: code(fields)?,
            client_id: fields.text(CLIENT_ID).and_then(|text| text.parse().ok()),
            mobile: fields
                .text(MOBILE)
                .and_then(|text| Msisdn::parse(&text).ok()),
            message_id: message_id(fields),
            names_a_message: [CLIENT_ID, MOBILE, MESSAGE_ID]
                .iter()
                .any(|names| fields.has(names)),
        })
    }

    /// Where the message that it is about stands in `call`: by the sender's id, else by a number that occurs once.
    fn about(&self, call: &[&Sms]) -> Option<usize> {
        let by_number = |sms: &Sms| self.mobile.as_ref().is_none_or(|mobile| *mobile == sms.to);
        match (self.client_id, &self.mobile) {
            (Some(id), _) => only(call, |sms| sms.client_id == id && by_number(sms)),
            (None, Some(_)) => only(call, by_number),
            // One message, and one row that names none: what else could it be about?
            (None, None) => (call.len() == 1 && !self.names_a_message).then_some(0),
        }
    }

    /// What the only row of an answer says of all messages, if it names none and refuses them for a reason that they
    /// share. Trouble of the gateway's own may have come over it half way, so that is none.
    fn about_the_whole_call(&self, call: &[&Sms]) -> Option<SmsOutcome> {
        if self.names_a_message || call.len() == 1 || self.code == ACCEPTED {
            return None;
        }
        let outcome = self.outcome();
        outcome.stops_the_queue().then_some(outcome)
    }

    fn outcome(&self) -> SmsOutcome {
        if self.code != ACCEPTED {
            return SmsOutcome::Refused(SmsRefusal::of_code(self.code));
        }
        match &self.message_id {
            Some(message_id) => SmsOutcome::Accepted {
                message_id: message_id.clone(),
            },
            None => SmsOutcome::Unknown { cause: NAMELESS },
        }
    }
}

/// The index of the only message that fits.
fn only(call: &[&Sms], fits: impl Fn(&Sms) -> bool) -> Option<usize> {
    let mut fitting = (0..call.len()).filter(|index| fits(call[*index]));
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}

/// What all the rows about one message come down to. Once taken is taken, whatever else they say.
fn settled(said: &[SmsOutcome]) -> SmsOutcome {
    let Some(first) = said.first() else {
        return SmsOutcome::Unknown { cause: MISSING };
    };
    let accepted = said
        .iter()
        .find(|it| matches!(it, SmsOutcome::Accepted { .. }));
    match accepted {
        Some(accepted) => accepted.clone(),
        None if said.iter().all(|it| it == first) => first.clone(),
        None => SmsOutcome::Unknown {
            cause: CONTRADICTORY,
        },
    }
}

fn everyone(call: &[&Sms], outcome: &SmsOutcome) -> Vec<SmsOutcome> {
    vec![outcome.clone(); call.len()]
}

/// What an HTTP status alone says of every message of a call; `None` where the body has the word.
pub(super) fn outcome_of_status(status: u16) -> Option<SmsOutcome> {
    let refused = |why| Some(SmsOutcome::Refused(SmsRefusal { code: None, why }));
    match status {
        200..=299 => None,
        429 => Some(SmsOutcome::NotSent {
            cause: "the gateway wants fewer calls at once (HTTP 429)",
        }),
        // A redirect is not followed: the API key goes nowhere but to the address that it was given for.
        300..=399 | 401 | 403 | 404 | 405 => refused(RefusalKind::Misconfigured),
        ..=199 | 408 | 500.. => Some(SmsOutcome::Unknown {
            cause: "the gateway failed after it had the request (HTTP 408, 5xx)",
        }),
        _ => refused(RefusalKind::Other),
    }
}

#[cfg(test)]
mod tests;
