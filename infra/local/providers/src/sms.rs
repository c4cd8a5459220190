//! An SMS gateway that answers as Celcom Africa's platform does, and sends nothing.
//! It must not know the client: both are written from the same facts, and neither from the other.

use std::fmt;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use futures::FutureExt;
use futures::future::BoxFuture;

use crate::loopback::{Loopback, LoopbackError};
use crate::sms::desk::{Desk, SentSms};
use crate::sms::oddities::Oddities;

pub mod desk;
pub mod oddities;

mod account;
mod answer;
mod code;
mod protocol;

/// Where the services are below the port, as at the real one.
pub const BASE_PATH: &str = "/api/services/";

/// Messages that one bulk call may carry.
pub const MESSAGES_PER_CALL_MAX: usize = 20;

/// The first id that a message gets where nothing else is asked for.
pub const FIRST_MESSAGE_ID: u64 = 8_290_842;

/// Tells the time in milliseconds since 1970-01-01 UTC.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// Puts a message onto the phone, and answers what it is known by there.
pub type Sink =
    Arc<dyn Fn(Delivered) -> BoxFuture<'static, Result<String, SinkError>> + Send + Sync>;

/// Why a message could not be put onto a phone; the gateway then answers 1005.
pub type SinkError = Box<dyn std::error::Error + Send + Sync>;

/// A message as it reaches a phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    /// The number: `2547…` or `2541…`.
    pub to: String,
    /// The text.
    pub text: String,
}

/// How a gateway starts.
#[derive(Clone)]
pub struct Settings {
    /// From which everything follows that is drawn by lot.
    pub seed: u64,
    /// The id of the first message; they count up. A gateway that is started again should go on where it was.
    pub first_message_id: u64,
    /// What time it is.
    pub clock: Clock,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 0,
            first_message_id: FIRST_MESSAGE_ID,
            clock: Arc::new(system_time_ms),
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Settings")
            .field("seed", &self.seed)
            .field("first_message_id", &self.first_message_id)
            .finish_non_exhaustive()
    }
}

/// A running gateway. Stops when dropped.
pub struct SmsGateway {
    desk: Arc<Desk>,
    server: Loopback,
}

impl SmsGateway {
    /// Serves a well-behaved gateway on a free loopback port, on the caller's runtime.
    ///
    /// # Errors
    /// There is no free port.
    pub async fn start(settings: Settings, sink: Sink) -> Result<Self, LoopbackError> {
        let desk = Arc::new(Desk::new(&settings, sink));
        let server = Loopback::start(protocol::router(desk.clone())).await?;
        Ok(Self { desk, server })
    }

    /// The base address of its services, with a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}{BASE_PATH}", self.server.address())
    }

    /// What changes and observes it from elsewhere, while it runs and after.
    #[must_use]
    pub fn handle(&self) -> Handle {
        Handle {
            desk: self.desk.clone(),
        }
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

    /// Cuts what runs, and returns when the port is free. Messages that were taken are delivered all the same.
    pub async fn stop(self) {
        self.server.unplug().await;
    }
}

/// The switches of a gateway, and a look at what it did. All clones are the same gateway's.
#[derive(Clone)]
pub struct Handle {
    desk: Arc<Desk>,
}

impl Handle {
    /// Changes how it behaves, from the next request on.
    pub fn change(&self, change: impl FnOnce(&mut Oddities)) {
        self.desk.change(change);
    }

    /// How it behaves now, with counted switches as far as they have run down.
    #[must_use]
    pub fn oddities(&self) -> Oddities {
        self.desk.oddities()
    }

    /// The messages that reached a phone, oldest first: the latest [`desk::SENT_MAX`].
    #[must_use]
    pub fn sent(&self) -> Vec<SentSms> {
        self.desk.sent()
    }

    /// How many calls asked it to send something, whatever it answered.
    #[must_use]
    pub fn calls(&self) -> u64 {
        self.desk.calls()
    }
}

/// A sink for those who only look at [`Handle::sent`].
#[must_use]
pub fn nowhere() -> Sink {
    Arc::new(|_| async { Ok(String::new()) }.boxed())
}

fn system_time_ms() -> i64 {
    let since_epoch = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX)
}
