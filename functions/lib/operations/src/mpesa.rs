//! M-PESA as the use cases call it: the client, our short codes with the addresses where answers come to, and one
//! access token that all processes share.

use std::fmt;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use providers::mpesa::daraja::Daraja;
use providers::mpesa::daraja::secret::Secret;
use providers::mpesa::daraja::settings::Collector;
use providers::mpesa::daraja::token::{CallError, Token};
use store::access_tokens::AccessToken;
use store::client::Store;
use store::error::StoreError;

use crate::error::OperationError;

/// How long somebody may take to renew the token before another one does, in seconds: longer than the call's time-out.
const LEASE_S: i64 = 15;
/// A token is renewed this long before it ends, in seconds: after about fifty minutes of an hour.
const RENEWED_BEFORE_S: i64 = 540;
/// A token is used at least this long, in seconds, however short its life is said to be.
const USED_S_MIN: i64 = 60;
/// How often is looked whether somebody else has renewed it.
const LOOK_AGAIN: Duration = Duration::from_millis(50);
/// How long somebody else is waited for.
const PATIENCE: Duration = Duration::from_secs(20);
/// How many tokens one call may be refused with: somebody else's renewal can end a token that is on its way.
const TOKENS_MAX: u32 = 4;

/// One of our short codes, and where answers about it come to.
#[derive(Clone)]
pub struct Line {
    /// The paybill or till whose payments arrive at our addresses: what payments call their holder.
    pub holder: String,
    /// The same as M-PESA knows it.
    pub collector: Collector,
    /// `https://host/hooks/<secret>`, without a slash at its end.
    pub hooks: String,
}

impl fmt::Debug for Line {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Line")
            .field("holder", &self.holder)
            .field("collector", &self.collector)
            .finish_non_exhaustive()
    }
}

/// M-PESA, for one app of ours. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Mpesa {
    client: Daraja,
    app: Secret,
    lines: Vec<Line>,
}

/// Why there is no access token.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// M-PESA gave none.
    #[error("M-PESA gives no access token")]
    NotGranted(#[source] CallError),
    /// Somebody else has been renewing it for too long.
    #[error("the access token is being renewed for too long")]
    Busy,
    /// The table did not answer.
    #[error("the access token is not to be had")]
    Store(#[from] StoreError),
}

impl Mpesa {
    /// M-PESA over `client`; `app` is the consumer key, the first of `lines` is the usual one.
    #[must_use]
    pub fn new(client: Daraja, app: Secret, lines: Vec<Line>) -> Self {
        Self { client, app, lines }
    }

    /// The client.
    #[must_use]
    pub fn client(&self) -> &Daraja {
        &self.client
    }

    /// All short codes.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// A short code of ours, or the usual one.
    ///
    /// # Errors
    /// [`OperationError::MpesaNotSetUp`].
    pub fn line(&self, holder: Option<&str>) -> Result<&Line, OperationError> {
        let wanted = |line: &&Line| holder.is_none_or(|holder| line.holder == holder);
        self.lines
            .iter()
            .find(wanted)
            .ok_or(OperationError::MpesaNotSetUp)
    }

    /// Makes a call with the shared token, and again with a new one where M-PESA refuses it: a refused token is never
    /// the end of a call, and never makes two.
    ///
    /// # Errors
    /// [`TokenError`]: the call was not made, or not with a token that M-PESA takes.
    pub async fn call<A, F: Future<Output = A>>(
        &self,
        store: &Store,
        now: DateTime<Utc>,
        // Given away and not lent, since what borrows it could not be moved between threads.
        call: impl Fn(Token) -> F,
        refused: impl Fn(&A) -> bool,
    ) -> Result<A, TokenError> {
        let mut held = self.token(store, now, None).await?;
        for _ in 1..TOKENS_MAX {
            let answer = call(Token::new(&held.token)).await;
            if !refused(&answer) {
                return Ok(answer);
            }
            held = self.token(store, now, Some(held.version)).await?;
        }
        Ok(call(Token::new(&held.token)).await)
    }

    /// Asks for a new token, whether or not the one that is held is still good: to see whether M-PESA knows us. Calls
    /// with the one before it are refused, and made again with the new one.
    ///
    /// # Errors
    /// [`TokenError`].
    pub async fn try_credentials(
        &self,
        store: &Store,
        now: DateTime<Utc>,
    ) -> Result<(), TokenError> {
        let held = store.access_token(self.app.expose()).await?;
        self.token(store, now, Some(held.version)).await.map(drop)
    }

    /// The shared token, renewed by one of all who find it used up; never the one of the `refused` version.
    async fn token(
        &self,
        store: &Store,
        now: DateTime<Utc>,
        refused: Option<u32>,
    ) -> Result<AccessToken, TokenError> {
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            let elapsed = TimeDelta::from_std(started.elapsed()).unwrap_or_default();
            let at = now + elapsed;
            let standing = store.access_token(self.app.expose()).await?;
            let is_good = standing.good_until.is_some_and(|until| at < until);
            if is_good && refused != Some(standing.version) {
                return Ok(standing);
            }
            if standing.leased_until.is_some_and(|until| at < until) {
                tokio::time::sleep(LOOK_AGAIN).await;
                continue;
            }
            if let Some(renewed) = self.renew(store, &standing, at).await? {
                return Ok(renewed);
            }
        }
        Err(TokenError::Busy)
    }

    /// Takes the lease, asks for a token and shares it; nothing where somebody else was quicker.
    async fn renew(
        &self,
        store: &Store,
        standing: &AccessToken,
        at: DateTime<Utc>,
    ) -> Result<Option<AccessToken>, TokenError> {
        let lease = AccessToken {
            leased_until: Some(at + TimeDelta::seconds(LEASE_S)),
            version: standing.version + 1,
            ..AccessToken::default()
        };
        if !taken(
            store
                .save_access_token(self.app.expose(), standing, &lease)
                .await,
        )? {
            return Ok(None);
        }
        let granted = self.client.token().await;
        let renewed = match &granted {
            Ok(granted) => {
                let life_s = granted.expires_in_s.saturating_sub(RENEWED_BEFORE_S);
                AccessToken {
                    token: granted.token.expose().to_owned(),
                    good_until: Some(at + TimeDelta::seconds(life_s.max(USED_S_MIN))),
                    leased_until: None,
                    version: lease.version + 1,
                }
            }
            // Given back, so that the next one need not wait for its end.
            Err(_) => AccessToken {
                version: lease.version + 1,
                ..AccessToken::default()
            },
        };
        let shared = taken(
            store
                .save_access_token(self.app.expose(), &lease, &renewed)
                .await,
        )?;
        granted.map_err(TokenError::NotGranted)?;
        Ok(shared.then_some(renewed))
    }
}

fn taken(saved: Result<(), StoreError>) -> Result<bool, StoreError> {
    match saved {
        Ok(()) => Ok(true),
        Err(StoreError::Conflict) => Ok(false),
        Err(error) => Err(error),
    }
}
