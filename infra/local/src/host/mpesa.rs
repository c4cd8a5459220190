//! M-PESA as this machine calls it: one that is simulated in this process, unless the environment names another.
//! It must not know what M-PESA is asked.

pub mod simulator;

use std::time::Duration;

use operations::mpesa::Mpesa;
use providers::mpesa::daraja::Patience;
use reqwest::Url;
use runtime::clock::Clock;
use runtime::config::ConfigError;
use runtime::config::mpesa::{self, MpesaConfigError};
use store::client::Store;

use crate::host::HostError;
use crate::host::machine::short_code;
use crate::host::mpesa::simulator::{Simulated, Simulator};
use crate::settings::{Environment, Secrets, set};

/// What stands for a secret where M-PESA is somewhere else on this machine, and so needs none.
const PLACEHOLDER: &str = "sandbox";

/// How long the simulator is waited for. What is in the same process answers at once, or on purpose not at all.
const PATIENCE_WITH_SIMULATOR: Duration = Duration::from_secs(3);

/// Whom M-PESA knows, and where it answers to.
pub(super) struct Site<'a> {
    /// Settings from outside.
    pub(super) environment: &'a Environment,
    /// The callback token.
    pub(super) secrets: &'a Secrets,
    /// What the prompts call us.
    pub(super) name: &'a str,
    /// Where the host is reached on this machine.
    pub(super) address: &'a str,
}

/// M-PESA, with its simulator where there is one.
pub(super) struct Connection {
    pub(super) mpesa: Mpesa,
    simulated: Option<Simulated>,
}

impl Connection {
    /// Finds the M-PESA of the environment, or starts one.
    ///
    /// # Errors
    /// [`HostError::Mpesa`] for a setting that is missing or wrong, [`HostError::Simulator`] where no port is to be
    /// had.
    pub(super) async fn open(site: &Site<'_>, clock: &Clock) -> Result<Self, HostError> {
        if let Some(url) = site.environment.mpesa.value("MALIPO_MPESA_URL") {
            let mpesa = site.given(url)?;
            return Ok(Self {
                mpesa,
                simulated: None,
            });
        }
        // An account without its address is a real one, and must not look as if it were in use.
        if site
            .environment
            .mpesa
            .value("MALIPO_MPESA_CONSUMER_KEY")
            .is_some()
        {
            return Err(MpesaConfigError::from(ConfigError::Missing("MALIPO_MPESA_URL")).into());
        }
        let (simulated, mpesa) = Simulated::start(site, clock).await?;
        Ok(Self {
            mpesa,
            simulated: Some(simulated),
        })
    }

    /// The simulator, where M-PESA is simulated.
    pub(super) fn simulator(&self) -> Option<&Simulator> {
        self.simulated.as_ref().map(Simulated::simulator)
    }

    /// Makes our addresses known to the simulator, which forgets them whenever it ends. With any other M-PESA that is
    /// what a person does once, by a command.
    pub(super) async fn introduce(&self, store: &Store, clock: &Clock) {
        if let Some(simulated) = &self.simulated {
            simulated.introduce(&self.mpesa, store, clock.now()).await;
        }
    }

    /// Ends the simulator. Its phones, and what they paid, are gone.
    pub(super) async fn stop(self) {
        if let Some(simulated) = self.simulated {
            simulated.stop().await;
        }
    }
}

impl Site<'_> {
    /// The M-PESA at an address from outside. One on this machine needs no secrets.
    fn given(&self, url: &str) -> Result<Mpesa, MpesaConfigError> {
        let placeholder = is_this_machine(url).then_some(PLACEHOLDER);
        let public = set(&self.environment.public_url).unwrap_or(self.address);
        let setting = |name: &str| {
            let given = self.environment.mpesa.value(name);
            let value = match name {
                "MALIPO_MPESA_CONSUMER_KEY"
                | "MALIPO_MPESA_CONSUMER_SECRET"
                | "MALIPO_MPESA_PASSKEY" => given.or(placeholder),
                _ => given.or_else(|| self.ours(name, public)),
            };
            value.map(str::to_owned)
        };
        let mpesa = mpesa::read(setting, Patience::default())?;
        Ok(mpesa.ok_or(ConfigError::Missing("MALIPO_MPESA_CONSUMER_KEY"))?)
    }

    /// What does not depend on which M-PESA it is.
    fn ours<'s>(&'s self, name: &str, public: &'s str) -> Option<&'s str> {
        match name {
            "MALIPO_SHORTCODE" => Some(short_code(self.environment)),
            "MALIPO_HOOK_TOKEN" => Some(&self.secrets.hook_token),
            "MALIPO_PUBLIC_URL" => Some(public),
            _ => None,
        }
    }
}

fn is_this_machine(url: &str) -> bool {
    let url = Url::parse(url).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
    let address = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(environment: &Environment) -> Result<Mpesa, MpesaConfigError> {
        let secrets = Secrets {
            api_key: "key".to_owned(),
            hook_token: "token".to_owned(),
            portal_key: "0".repeat(64),
        };
        let site = Site {
            environment,
            secrets: &secrets,
            name: "Malipo",
            address: "http://127.0.0.1:3000",
        };
        site.given(environment.mpesa.value("MALIPO_MPESA_URL").unwrap())
    }

    #[test]
    fn an_m_pesa_on_this_machine_needs_no_secrets_and_any_other_does() {
        let mut environment = Environment::default();
        environment.mpesa.mpesa_url = Some("http://127.0.0.1:9".to_owned());
        let mpesa = given(&environment).unwrap();
        let line = mpesa.line(None).unwrap();
        assert_eq!(line.hooks, "http://127.0.0.1:3000/hooks/token");
        assert_eq!(line.collector.passkey.expose(), PLACEHOLDER);

        environment.mpesa.mpesa_url = Some("https://sandbox.safaricom.co.ke".to_owned());
        let refused = given(&environment).unwrap_err().to_string();
        assert_eq!(refused, "MALIPO_MPESA_CONSUMER_KEY is not set");
    }

    #[test]
    fn answers_of_an_m_pesa_elsewhere_come_to_the_public_address() {
        let mut environment = Environment {
            public_url: Some("https://pay.example.co.ke".to_owned()),
            shortcode: Some("174379".to_owned()),
            ..Environment::default()
        };
        environment.mpesa.mpesa_url = Some("http://localhost:9".to_owned());
        let mpesa = given(&environment).unwrap();
        let line = mpesa.line(Some("174379")).unwrap();
        assert_eq!(line.hooks, "https://pay.example.co.ke/hooks/token");
    }
}
