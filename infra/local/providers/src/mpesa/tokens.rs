//! The access token: there is one at a time.

use chrono::{DateTime, TimeDelta, Utc};
use fastrand::Rng;

use crate::mpesa::{TOKEN_LIFE_S, identifiers};

/// Who may have a token, and which one is good.
pub(super) struct Tokens {
    key: Option<String>,
    secret: Option<String>,
    current: Option<(String, DateTime<Utc>)>,
    requests: u64,
}

impl Tokens {
    /// Tokens for a pair of key and secret; for any where one is `None`.
    pub fn new(key: Option<String>, secret: Option<String>) -> Self {
        Self {
            key,
            secret,
            current: None,
            requests: 0,
        }
    }

    /// Counts a request for a token.
    pub fn count_request(&mut self) {
        self.requests += 1;
    }

    /// How many requests were counted.
    pub fn requests(&self) -> u64 {
        self.requests
    }

    /// Whether a pair may have a token.
    pub fn knows(&self, key: &str, secret: &str) -> bool {
        let is = |wanted: &Option<String>, given: &str| match wanted {
            Some(wanted) => wanted == given,
            None => !given.is_empty(),
        };
        is(&self.key, key) && is(&self.secret, secret)
    }

    /// A new token. The one before is good no more.
    pub fn grant(&mut self, at: DateTime<Utc>, lots: &mut Rng) -> String {
        let token = identifiers::access_token(lots);
        let until = at + TimeDelta::seconds(TOKEN_LIFE_S);
        self.current = Some((token.clone(), until));
        token
    }

    /// No token is good from now on.
    pub fn lose(&mut self) {
        self.current = None;
    }

    /// Whether a token is good.
    pub fn is_good(&self, token: &str, at: DateTime<Utc>) -> bool {
        let current = self.current.as_ref();
        current.is_some_and(|(good, until)| good == token && at < *until)
    }
}
