//! The Query protocol's request: names with dots, lists numbered from one.

use std::collections::HashMap;

use super::protocol::Refusal;

/// Members that one list may have.
const MEMBERS_MAX: usize = 100;

/// The fields of one request.
pub(super) struct Form(HashMap<String, String>);

impl Form {
    /// Reads a form-encoded body.
    pub(super) fn parse(body: &[u8]) -> Result<Form, Refusal> {
        serde_urlencoded::from_bytes(body)
            .map(Form)
            .map_err(|error| Refusal::RequestMalformed(error.to_string()))
    }

    /// A field that is there and not empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// The members of a list, in their order.
    pub(super) fn list(&self, name: &str) -> Vec<String> {
        (1..=MEMBERS_MAX)
            .map_while(|number| self.get(&format!("{name}.member.{number}")))
            .map(str::to_owned)
            .collect()
    }
}
