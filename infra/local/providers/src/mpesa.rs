//! An M-PESA that answers as Daraja does, prompts phones that exist in its memory only, and moves no money.
//! It must not know the client: both are written from the same facts, and neither from the other.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::loopback::{Loopback, LoopbackError};
use crate::mpesa::exchange::Exchange;
use crate::mpesa::handle::Handle;

pub mod handle;
pub mod oddities;
pub mod phone;
pub mod truth;

pub mod callback;

mod ack;
mod bodies;
mod books;
mod exchange;
mod identifiers;
mod lots;
mod protocol;
mod pushes;
mod reading;
mod refusal;
mod result_code;
mod state;
mod timetable;
mod tokens;

/// The least that a push or a payment may be, in shillings.
pub const AMOUNT_MIN_SHILLINGS: u32 = 1;

/// The most that a push or a payment may be, in shillings.
pub const AMOUNT_MAX_SHILLINGS: u32 = 250_000;

/// How long a prompt stays on a phone before it ends as 1037, in seconds.
pub const PROMPT_OPEN_S: i64 = 60;

/// Within this time the same amount from the same phone to the same short code ends as 17, in seconds.
pub const SAME_AMOUNT_WITHIN_S: i64 = 120;

/// How long an access token is good for, in seconds.
pub const TOKEN_LIFE_S: i64 = 3599;

/// How far back the pull service looks, in hours.
pub const PULL_WINDOW_HOURS: i64 = 48;

/// Rows in one answer of the pull service where nothing else is asked for.
pub const PULL_PAGE_ROWS: usize = 100;

/// How long a validation may take before the response type decides, in seconds.
pub const VALIDATION_PATIENCE_S: u64 = 8;

/// How long anything else that is called back may take, in seconds.
pub const CALLBACK_PATIENCE_S: u64 = 5;

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// A short code that collects money.
#[derive(Clone)]
pub struct SimulatedShortCode {
    /// Its number: a pay bill, or the head office of tills.
    pub short_code: String,
    /// What the prompt calls the business.
    pub name: String,
    /// What passwords are made with; where it is `None`, any password does.
    pub passkey: Option<String>,
    /// The tills that collect for it. A pay bill of its own needs none.
    pub party_b: Vec<String>,
    /// What is in its utility account at the start, in shillings.
    pub opening_balance_shillings: i64,
}

impl SimulatedShortCode {
    /// A pay bill without money that takes any password.
    #[must_use]
    pub fn pay_bill(short_code: &str, name: &str) -> Self {
        Self {
            short_code: short_code.to_owned(),
            name: name.to_owned(),
            passkey: None,
            party_b: Vec::new(),
            opening_balance_shillings: 0,
        }
    }
}

impl fmt::Debug for SimulatedShortCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SimulatedShortCode")
            .field("short_code", &self.short_code)
            .field("party_b", &self.party_b)
            .finish_non_exhaustive()
    }
}

/// How an M-PESA starts.
#[derive(Clone)]
pub struct Settings {
    /// From which everything follows that is drawn by lot.
    pub seed: u64,
    /// The only key that gets a token; any does where it is `None`.
    pub consumer_key: Option<String>,
    /// The only secret that gets a token; any does where it is `None`.
    pub consumer_secret: Option<String>,
    /// Who collects money.
    pub short_codes: Vec<SimulatedShortCode>,
    /// What time it is.
    pub clock: Clock,
    /// Rows in one answer of the pull service.
    pub pull_page_rows: usize,
    /// How long a validation may take, in real time.
    pub validation_patience: Duration,
    /// How long anything else that is called back may take, in real time.
    pub callback_patience: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 0,
            consumer_key: None,
            consumer_secret: None,
            short_codes: Vec::new(),
            clock: Arc::new(Utc::now),
            pull_page_rows: PULL_PAGE_ROWS,
            validation_patience: Duration::from_secs(VALIDATION_PATIENCE_S),
            callback_patience: Duration::from_secs(CALLBACK_PATIENCE_S),
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Settings")
            .field("seed", &self.seed)
            .field("short_codes", &self.short_codes)
            .field("pull_page_rows", &self.pull_page_rows)
            .finish_non_exhaustive()
    }
}

/// A running M-PESA. Stops when dropped.
pub struct Mpesa {
    exchange: Arc<Exchange>,
    server: Loopback,
}

impl Mpesa {
    /// Serves a well-behaved M-PESA on a free loopback port, on the caller's runtime.
    ///
    /// # Errors
    /// There is no free port.
    pub async fn start(settings: Settings) -> Result<Self, LoopbackError> {
        let exchange = Arc::new(Exchange::new(settings));
        let server = Loopback::start(protocol::router(exchange.clone())).await?;
        Ok(Self { exchange, server })
    }

    /// The base address of its services, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.server.address())
    }

    /// What holds the phones, changes and observes it, while it runs and after.
    #[must_use]
    pub fn handle(&self) -> Handle {
        Handle::new(self.exchange.clone())
    }

    /// Refuses connections from now on; requests that run are cut.
    pub async fn unplug(&self) {
        self.server.unplug().await;
    }

    /// Takes connections again, at the same address.
    ///
    /// # Errors
    /// Somebody else took the port meanwhile.
    pub async fn plug_in(&self) -> Result<(), LoopbackError> {
        self.server.plug_in().await
    }

    /// Cuts what runs, and returns when the port is free. Prompts stay on their phones.
    pub async fn stop(self) {
        self.server.unplug().await;
    }
}
