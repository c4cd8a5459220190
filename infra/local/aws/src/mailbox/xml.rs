//! The Query protocol's answers.

use std::fmt::Write;

use super::protocol::Refusal;

const NAMESPACE: &str = "http://ses.amazonaws.com/doc/2010-12-01/";

/// The answer to an action: its result's fields.
pub(super) fn answer(action: &str, fields: &[(&str, String)], request_id: &str) -> String {
    let mut result = String::new();
    for (name, value) in fields {
        element(&mut result, name, value);
    }
    format!(
        "<{action}Response xmlns=\"{NAMESPACE}\"><{action}Result>{result}</{action}Result>\
         <ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata>\
         </{action}Response>"
    )
}

/// The answer to a request that was refused.
pub(super) fn refusal(refusal: &Refusal, request_id: &str) -> String {
    let mut error = String::new();
    element(&mut error, "Type", refusal.fault());
    element(&mut error, "Code", refusal.code());
    element(&mut error, "Message", &refusal.to_string());
    format!(
        "<ErrorResponse xmlns=\"{NAMESPACE}\"><Error>{error}</Error>\
         <RequestId>{request_id}</RequestId></ErrorResponse>"
    )
}

fn element(xml: &mut String, name: &str, value: &str) {
    let _ = write!(xml, "<{name}>");
    for character in value.chars() {
        match character {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            other if other.is_control() => xml.push(' '),
            other => xml.push(other),
        }
    }
    let _ = write!(xml, "</{name}>");
}
