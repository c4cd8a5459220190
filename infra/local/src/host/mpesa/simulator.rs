//! The M-PESA of this process: it knows our short codes, goes by our clock, and calls back on loopback addresses.
//! What it does in detail is the simulator's own.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use local_providers::mpesa::handle::Handle;
use local_providers::mpesa::{Settings, SimulatedShortCode};
use operations::mpesa::{Line, Mpesa};
use providers::mpesa::daraja::Patience;
use providers::mpesa::daraja::callback_url::Reach;
use providers::mpesa::daraja::register_c2b::{RegisterAnswer, ResponseType, Version};
use providers::mpesa::daraja::settings::{Collector, CollectorKind};
use runtime::clock::Clock;
use runtime::config::ConfigError;
use runtime::config::mpesa::{self, MpesaConfigError};
use runtime::logging::chain;
use store::client::Store;

use crate::host::HostError;
use crate::host::mpesa::{PATIENCE_WITH_SIMULATOR, Site};
use crate::registration;
use crate::settings::{SettingsError, secret};

/// The application. Always the same one, so that its token is always under the same name in the table.
const CONSUMER_KEY: &str = "malipo-on-one-machine";

/// Who asks for transaction status and reversals. The simulator looks at neither of them.
const INITIATOR: &str = "malipo";
const SECURITY_CREDENTIAL: &str = "bm90aGluZyBpcyBlbmNyeXB0ZWQgaGVyZQ==";

/// The phone that pulling transactions is registered with.
const PULL_NUMBER: &str = "0722000000";

/// An address at which nothing is asked, until there is one.
const NOWHERE: &str = "http://127.0.0.1:9";

/// A hand on the simulator. Clones are the same one's.
#[derive(Clone)]
pub struct Simulator {
    /// Its phones, switches and truth.
    pub handle: Handle,
    /// What prompts call us.
    pub name: String,
    /// What can be paid to; the first is the usual one.
    pub short_codes: Vec<Collecting>,
}

/// A short code of ours at the simulator.
#[derive(Clone, Debug)]
pub struct Collecting {
    /// The number that people type: a paybill, or a till.
    pub number: String,
    /// Whose balance it is: the paybill again, or the head office of the till.
    pub account: String,
    /// Whether it is a till, which is paid without an account number.
    pub is_till: bool,
}

impl Collecting {
    fn of(line: &Line) -> Self {
        let Collector {
            short_code,
            party_b,
            kind,
            ..
        } = &line.collector;
        Self {
            number: party_b.clone(),
            account: short_code.clone(),
            is_till: *kind == CollectorKind::BuyGoods,
        }
    }
}

/// A simulator that runs.
pub(super) struct Simulated {
    server: local_providers::mpesa::Mpesa,
    simulator: Simulator,
}

impl Simulated {
    /// Starts one, and answers it with the client that calls it.
    pub(super) async fn start(site: &Site<'_>, clock: &Clock) -> Result<(Self, Mpesa), HostError> {
        let [consumer_secret, passkey] = [random()?, random()?];
        let client = |url: &str| {
            let setting = |name: &str| {
                let ours = match name {
                    "MALIPO_MPESA_URL" => Some(url),
                    "MALIPO_MPESA_CONSUMER_KEY" => Some(CONSUMER_KEY),
                    "MALIPO_MPESA_CONSUMER_SECRET" => Some(consumer_secret.as_str()),
                    "MALIPO_MPESA_PASSKEY" => Some(passkey.as_str()),
                    "MALIPO_MPESA_INITIATOR" => Some(INITIATOR),
                    "MALIPO_MPESA_SECURITY_CREDENTIAL" => Some(SECURITY_CREDENTIAL),
                    "MALIPO_MPESA_PULL_NUMBER" => Some(PULL_NUMBER),
                    // Always on this machine, since the simulator calls nothing beyond it.
                    _ => site.ours(name, site.address),
                };
                let ours = ours.or_else(|| site.environment.mpesa.value(name));
                ours.map(str::to_owned)
            };
            let patience = Patience {
                connect: PATIENCE_WITH_SIMULATOR,
                call: PATIENCE_WITH_SIMULATOR,
            };
            let mpesa = mpesa::read(setting, patience)?;
            Ok::<_, MpesaConfigError>(mpesa.ok_or(ConfigError::Missing("MALIPO_MPESA_URL"))?)
        };
        // Read twice: the simulator has to know our short codes before it has an address.
        let ours = client(NOWHERE)?;
        let settings = Settings {
            // Another one in each life, since the receipts of the last one are in the table.
            seed: getrandom::u64().map_err(SettingsError::from)?,
            consumer_key: Some(CONSUMER_KEY.to_owned()),
            consumer_secret: Some(consumer_secret.clone()),
            short_codes: ours
                .lines()
                .iter()
                .map(|line| known(line, site.name))
                .collect(),
            clock: now(clock),
            ..Settings::default()
        };
        let server = local_providers::mpesa::Mpesa::start(settings)
            .await
            .map_err(HostError::Simulator)?;
        let mpesa = client(&server.url())?;
        let simulator = Simulator {
            handle: server.handle(),
            name: site.name.to_owned(),
            short_codes: mpesa.lines().iter().map(Collecting::of).collect(),
        };
        Ok((Self { server, simulator }, mpesa))
    }

    pub(super) fn simulator(&self) -> &Simulator {
        &self.simulator
    }

    /// Registers our addresses for confirmations and validations, and the pulling of transactions. Without them the
    /// host runs all the same, and payments are found later or never: that is logged.
    pub(super) async fn introduce(&self, mpesa: &Mpesa, store: &Store, now: DateTime<Utc>) {
        for line in mpesa.lines() {
            if let Err(cause) = self.introduce_line(mpesa, line, store, now).await {
                let short_code = &line.holder;
                tracing::warn!(short_code, cause, "the simulated M-PESA does not know us");
            }
        }
    }

    async fn introduce_line(
        &self,
        mpesa: &Mpesa,
        line: &Line,
        store: &Store,
        now: DateTime<Utc>,
    ) -> Result<(), String> {
        let (client, collector) = (mpesa.client(), &line.collector);
        let to = registration::of(
            line,
            Version::V2,
            ResponseType::Completed,
            Reach::ThisMachineToo,
        );
        let to = to.map_err(|error| error.to_string())?;
        let refused = |answer: &RegisterAnswer| matches!(answer, RegisterAnswer::TokenRejected);
        let registered = mpesa
            .call(
                store,
                now,
                async |token| client.register_c2b(&token, collector, &to).await,
                refused,
            )
            .await;
        self.stands(registered.map_err(|error| chain(&error))?)?;
        let back = registration::pull_address(line);
        let registered = mpesa
            .call(
                store,
                now,
                async |token| client.pull_register(&token, collector, &back).await,
                refused,
            )
            .await;
        self.stands(registered.map_err(|error| chain(&error))?)?;
        let handle = &self.simulator.handle;
        handle
            .validate_payments(&collector.short_code, true)
            .map_err(|error| error.to_string())
    }

    fn stands(&self, answer: RegisterAnswer) -> Result<(), String> {
        match answer {
            RegisterAnswer::Registered | RegisterAnswer::AlreadyRegistered => Ok(()),
            other => Err(registration::words(&other)),
        }
    }

    pub(super) async fn stop(self) {
        self.server.stop().await;
    }
}

fn known(line: &Line, name: &str) -> SimulatedShortCode {
    let Collecting {
        number,
        account,
        is_till,
    } = Collecting::of(line);
    SimulatedShortCode {
        passkey: Some(line.collector.passkey.expose().to_owned()),
        party_b: if is_till { vec![number] } else { Vec::new() },
        ..SimulatedShortCode::pay_bill(&account, name)
    }
}

/// The functions' clock, as the simulator reads it.
fn now(clock: &Clock) -> local_providers::mpesa::Clock {
    let clock = clock.clone();
    Arc::new(move || clock.now())
}

fn random() -> Result<String, SettingsError> {
    Ok(secret()?)
}
