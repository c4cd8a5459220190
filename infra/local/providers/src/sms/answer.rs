//! How the gateway spells its answers, rightly and wrongly.
//! It must not know why it says what it says.

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use chrono::FixedOffset;
use futures::stream;
use serde_json::{Map, Value, json};

use crate::sms::code::Code;
use crate::sms::desk::{Desk, Report, Row};
use crate::sms::oddities::Dead;

/// East of Greenwich, in seconds: the gateway's clock shows Nairobi's time.
const NAIROBI_S: i32 = 3 * 3600;

/// How one answer is spelt.
pub(super) struct Spelling {
    code_key: &'static str,
    as_text: bool,
    unwrapped: bool,
    without_client_ids: bool,
}

impl Spelling {
    /// As the switches are for this answer.
    pub fn of(desk: &Desk) -> Self {
        Self {
            code_key: match desk.hit(|it| &mut it.misspelt) {
                true => "respose-code",
                false => "response-code",
            },
            as_text: desk.hit(|it| &mut it.codes_as_text),
            unwrapped: desk.hit(|it| &mut it.unwrapped),
            without_client_ids: desk.hit(|it| &mut it.without_client_ids),
        }
    }

    /// An answer that is one code, for a request as a whole.
    pub fn whole(&self, code: Code) -> Value {
        Value::Object(self.head(code))
    }

    /// The answer to a send.
    pub fn rows(&self, rows: &[Row], desk: &Desk) -> Value {
        let mut spelt = Vec::new();
        for row in rows {
            if desk.hit(|it| &mut it.rows_missing) {
                continue;
            }
            let row = self.row(row);
            if desk.hit(|it| &mut it.rows_repeated) {
                spelt.push(row.clone());
            }
            spelt.push(row);
        }
        match (self.unwrapped, spelt.len()) {
            (true, 1) => spelt.swap_remove(0),
            (true, _) => Value::Array(spelt),
            (false, _) => json!({ "responses": spelt }),
        }
    }

    /// The answer to a question about one message.
    pub fn report(&self, message_id: u64, report: &Report) -> Value {
        let nairobi = FixedOffset::east_opt(NAIROBI_S).expect("three hours is an offset");
        let (status, description) = match report.dead {
            None => (32, "DeliveredToTerminal"),
            Some(Dead::Absent) => (27, "AbsentSubscriber"),
            Some(Dead::Refused | Dead::Undeliverable) => (21, "DeliveryImpossible"),
        };
        let at = report.at.with_timezone(&nairobi);
        let mut answer = self.head(Code::Success);
        answer.insert("message-id".into(), self.number(message_id));
        answer.insert("delivery-status".into(), self.number(status));
        answer.insert("delivery-description".into(), description.into());
        answer.insert("delivery-tat".into(), "0.47 sec".into());
        answer.insert("delivery-networkid".into(), self.number(1));
        let time = at.format("%Y-%m-%d %H:%M:%S").to_string();
        answer.insert("delivery-time".into(), time.into());
        Value::Object(answer)
    }

    /// The answer to a question about the account.
    pub fn balance(&self, credit: u64) -> Value {
        let mut answer = self.head(Code::Success);
        answer.insert("credit".into(), format!("{credit}.00").into());
        Value::Object(answer)
    }

    fn row(&self, row: &Row) -> Value {
        let mut spelt = self.head(row.code);
        // What is no number comes back as it came.
        let mobile = row.mobile.parse().map(|it| self.number(it));
        spelt.insert(
            "mobile".into(),
            mobile.unwrap_or_else(|_| row.mobile.as_str().into()),
        );
        if let Some(message_id) = row.message_id {
            spelt.insert("messageid".into(), self.number(message_id));
            spelt.insert("networkid".into(), "1".into());
        }
        if let Some(client_id) = &row.client_id
            && !self.without_client_ids
        {
            spelt.insert("clientsmsid".into(), client_id.clone());
        }
        Value::Object(spelt)
    }

    fn head(&self, code: Code) -> Map<String, Value> {
        let mut head = Map::new();
        head.insert(self.code_key.into(), self.number(code.number().into()));
        head.insert("response-description".into(), code.description().into());
        head
    }

    fn number(&self, number: u64) -> Value {
        match self.as_text {
            true => number.to_string().into(),
            false => number.into(),
        }
    }
}

/// What a web server says where a service should.
pub(super) fn web_page() -> Response {
    Html("<!DOCTYPE html><html><body><h1>It works</h1></body></html>").into_response()
}

/// The answer up to its middle, and then the end of the connection.
pub(super) fn broken_off(answer: &Value) -> Response {
    let text = answer.to_string();
    let half = Bytes::copy_from_slice(&text.as_bytes()[..text.len() / 2]);
    let parts = stream::iter([
        Ok(half),
        Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset)),
    ]);
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (kind, Body::from_stream(parts)).into_response()
}
