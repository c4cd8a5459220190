//! What a request has to say before it is looked at: credentials, and a list of messages that the gateway reads.
//! It must not know what becomes of the messages.

use serde_json::Value;

use crate::sms::MESSAGES_PER_CALL_MAX;
use crate::sms::code::Code;

/// A message as somebody asks for it, with its credentials.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Asked {
    /// The number as written.
    pub mobile: String,
    /// The text.
    pub text: String,
    /// The sender's name.
    pub sender: String,
    /// The client's own id, to be given back as it came.
    pub client_id: Option<Value>,
    /// What is wrong with it before anything else is.
    pub fault: Option<Code>,
}

/// The object that a body is.
pub(super) fn object(body: &[u8]) -> Result<Value, Code> {
    let value: Value = serde_json::from_slice(body).map_err(|_| Code::UnsupportedData)?;
    if value.is_object() {
        return Ok(value);
    }
    Err(Code::UnsupportedData)
}

/// Whether the request names an account.
pub(super) fn credentials(request: &Value) -> Result<(), Code> {
    if text(request, "apikey").is_empty() {
        return Err(Code::NoApiKey);
    }
    if text(request, "partnerID").is_empty() {
        return Err(Code::NoPartner);
    }
    Ok(())
}

/// The messages of `sendsms/`: one text to one number or more, with commas between them.
pub(super) fn single(request: &Value) -> Result<Vec<Asked>, Code> {
    credentials(request)?;
    if !text(request, "timeToSend").is_empty() {
        return Err(Code::UnsupportedRequest);
    }
    let mobiles = text(request, "mobile");
    let asked = mobiles.split(',').map(|mobile| Asked {
        mobile: mobile.trim().to_owned(),
        ..Asked::of(request)
    });
    Ok(asked.collect())
}

/// The messages of `sendbulk/`.
pub(super) fn bulk(request: &Value) -> Result<Vec<Asked>, Code> {
    let list = request.get("smslist").and_then(Value::as_array);
    let list = list.ok_or(Code::UnsupportedData)?;
    let counted = text(request, "count").parse() == Ok(list.len());
    if list.is_empty() || list.len() > MESSAGES_PER_CALL_MAX || !counted {
        return Err(Code::UnsupportedRequest);
    }
    Ok(list.iter().map(Asked::of).collect())
}

impl Asked {
    fn of(request: &Value) -> Self {
        let sender = text(request, "shortcode");
        let message = text(request, "message");
        let plain = matches!(text(request, "pass_type").as_str(), "" | "plain");
        let fault = if sender.is_empty() {
            Some(Code::InvalidSender)
        } else if message.is_empty() || !plain {
            Some(Code::UnsupportedData)
        } else {
            None
        };
        Self {
            mobile: text(request, "mobile"),
            text: message,
            sender,
            client_id: request.get("clientsmsid").cloned(),
            fault: credentials(request).err().or(fault),
        }
    }

    /// What is wrong with it, the number last.
    pub fn fault(&self) -> Option<Code> {
        let mobile = (!is_mobile(&self.mobile)).then_some(Code::InvalidMobile);
        self.fault.or(mobile)
    }
}

/// A string or a number as text; empty for anything else.
pub(super) fn text(object: &Value, name: &str) -> String {
    match object.get(name) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// `2547…` or `2541…`, twelve digits, and no other way to write it.
fn is_mobile(text: &str) -> bool {
    let digits = text.len() == 12 && text.bytes().all(|it| it.is_ascii_digit());
    digits && (text.starts_with("2547") || text.starts_with("2541"))
}
