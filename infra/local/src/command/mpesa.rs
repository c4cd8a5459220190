//! `malipo mpesa`: what is told to a real M-PESA once, by a person. Nothing here needs a host or a data folder.

use std::error::Error;
use std::io::{BufRead, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use providers::mpesa::daraja::callback_url::Reach;
use providers::mpesa::daraja::credential::security_credential;
use providers::mpesa::daraja::register_c2b::{RegisterAnswer, ResponseType, Version};
use providers::mpesa::daraja::secret::Secret;
use providers::mpesa::daraja::{LIVE_URL, Patience};
use runtime::config::mpesa;

use crate::console;
use crate::registration;
use crate::settings::{Environment, set};

/// Tell M-PESA about a short code, with the account of the environment.
///
/// The account is in MALIPO_MPESA_CONSUMER_KEY, MALIPO_MPESA_CONSUMER_SECRET and MALIPO_MPESA_PASSKEY, the short code in
/// MALIPO_SHORTCODE, the callback token in MALIPO_HOOK_TOKEN, as the deployed functions have them. Without
/// MALIPO_MPESA_URL it is the real M-PESA. Asking takes a new access token, which ends the one in use: whoever uses that
/// gets a new one by itself.
#[derive(Debug, Args)]
pub(crate) struct Mpesa {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    RegisterUrls(RegisterUrls),
    RegisterPull(RegisterPull),
    Credential(Credential),
}

/// Register where payments are reported and asked about. Live, that is done once.
#[derive(Debug, Args)]
struct RegisterUrls {
    /// What the addresses start with, as in `https://pay.example.co.ke`; without mpesa, safaricom or query in it.
    #[arg(long, value_name = "HOST")]
    url: Option<String>,
    /// Have numbers reported as SHA-256 instead of masked.
    #[arg(long)]
    v1: bool,
    /// Have payments refused while validation does not answer, instead of made.
    #[arg(long)]
    cancelled: bool,
    #[command(flatten)]
    one: One,
}

/// Register the pulling of transactions, with the number in MALIPO_MPESA_PULL_NUMBER.
#[derive(Debug, Args)]
struct RegisterPull {
    /// What the address of the registration starts with, as in `https://pay.example.co.ke`.
    #[arg(long, value_name = "HOST")]
    url: Option<String>,
    #[command(flatten)]
    one: One,
}

/// Which short code, by whose account, and whether it is meant.
#[derive(Debug, Args)]
struct One {
    /// The short code, where MALIPO_MPESA_LINES lists more than one.
    #[arg(long, value_name = "NUMBER")]
    short_code: Option<String>,
    /// Do it; without this, what would be done is only told.
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    environment: Environment,
}

/// Encrypt an operator's password, which is read from standard input, for M-PESA.
///
/// Example: malipo mpesa credential --certificate ProductionCertificate.cer < password.txt
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
struct Credential {
    /// M-PESA's certificate, as Safaricom publishes it: one for the sandbox, one for live use.
    #[arg(long, value_name = "FILE")]
    certificate: PathBuf,
}

impl Mpesa {
    pub(crate) async fn run(self) -> Result<ExitCode, Box<dyn Error>> {
        match self.action {
            Action::RegisterUrls(action) => action.run().await,
            Action::RegisterPull(action) => action.run().await,
            Action::Credential(action) => action.run(),
        }
    }
}

impl RegisterUrls {
    async fn run(self) -> Result<ExitCode, Box<dyn Error>> {
        let account = self.one.account(self.url.as_deref())?;
        let line = account.line(self.one.short_code.as_deref())?;
        let version = if self.v1 { Version::V1 } else { Version::V2 };
        let response_type = if self.cancelled {
            ResponseType::Cancelled
        } else {
            ResponseType::Completed
        };
        let to = registration::of(line, version, response_type, Reach::ThisMachineToo)?;
        let what = [
            format!("payments of {} are reported to", line.collector.party_b),
            format!("  {}", without_token(to.confirmation_url.as_str())),
            format!(
                "with the payer's number {}; before a payment, where Safaricom has switched that on, is asked at",
                if self.v1 { "as SHA-256" } else { "masked" }
            ),
            format!("  {}", without_token(to.validation_url.as_str())),
            format!(
                "and while that does not answer, payments are {}.",
                if self.cancelled { "refused" } else { "made" }
            ),
            "Live, that can be said once; to change it, two people have to delete it in M-PESA's portal.".to_owned(),
        ];
        if !self.one.is_meant(&what) {
            return Ok(ExitCode::FAILURE);
        }
        let token = account.client().token().await?.token;
        let client = account.client();
        Ok(tell(
            &client.register_c2b(&token, &line.collector, &to).await,
        ))
    }
}

impl RegisterPull {
    async fn run(self) -> Result<ExitCode, Box<dyn Error>> {
        let account = self.one.account(self.url.as_deref())?;
        let line = account.line(self.one.short_code.as_deref())?;
        let number = line.collector.pull_number.as_deref();
        let number = number.ok_or("MALIPO_MPESA_PULL_NUMBER is not set")?;
        let back = registration::pull_address(line);
        let what = [
            format!(
                "transactions of {} may be pulled, with the nominated number {number} and the address",
                line.collector.short_code
            ),
            format!("  {}", without_token(&back)),
        ];
        if !self.one.is_meant(&what) {
            return Ok(ExitCode::FAILURE);
        }
        let token = account.client().token().await?.token;
        let client = account.client();
        Ok(tell(
            &client.pull_register(&token, &line.collector, &back).await,
        ))
    }
}

impl One {
    /// The account of the environment, with another public address where one is given.
    fn account(&self, url: Option<&str>) -> Result<operations::mpesa::Mpesa, Box<dyn Error>> {
        let environment = &self.environment;
        let setting = |name: &str| {
            let value = match name {
                "MALIPO_SHORTCODE" => set(&environment.shortcode),
                "MALIPO_HOOK_TOKEN" => set(&environment.hook_token),
                "MALIPO_PUBLIC_URL" => url.or_else(|| set(&environment.public_url)),
                _ => environment.mpesa.value(name),
            };
            value.map(str::to_owned)
        };
        let account = mpesa::read(setting, Patience::default())?;
        Ok(account
            .ok_or("MALIPO_MPESA_CONSUMER_KEY and MALIPO_MPESA_CONSUMER_SECRET are not set")?)
    }

    /// Tells what it is about, and whether it shall be done.
    fn is_meant(&self, what: &[String]) -> bool {
        let whom = self.environment.mpesa.value("MALIPO_MPESA_URL");
        console::line(format!(
            "M-PESA at {} is told that",
            whom.unwrap_or(LIVE_URL)
        ));
        for line in what {
            console::line(line);
        }
        if !self.yes {
            console::line("Nothing was done. Say --yes to do it.");
        }
        self.yes
    }
}

fn tell(answer: &RegisterAnswer) -> ExitCode {
    console::line(registration::words(answer));
    match answer {
        RegisterAnswer::Registered | RegisterAnswer::AlreadyRegistered => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// An address without the secret in it: what is printed is often pasted somewhere.
fn without_token(address: &str) -> String {
    let hidden = address.split_once("/hooks/").and_then(|(host, rest)| {
        let (_, hook) = rest.split_once('/')?;
        Some(format!("{host}/hooks/…/{hook}"))
    });
    hidden.unwrap_or_else(|| address.to_owned())
}

impl Credential {
    fn run(self) -> Result<ExitCode, Box<dyn Error>> {
        let certificate = std::fs::read(&self.certificate)
            .map_err(|error| format!("{}: {error}", self.certificate.display()))?;
        if std::io::stdin().is_terminal() {
            eprintln!("The operator's password, and Enter (it can be seen):");
        }
        let mut password = String::new();
        std::io::stdin().lock().read_line(&mut password)?;
        let credential = security_credential(&Secret::new(&password), &certificate)?;
        console::line(credential.expose());
        Ok(ExitCode::SUCCESS)
    }
}

#[cfg(test)]
mod tests {
    use operations::mpesa::Line;

    use super::*;

    #[test]
    fn no_callback_token_is_printed() {
        let line = Line {
            hooks: "https://pay.example.co.ke/hooks/5ec12e7".to_owned(),
            ..line()
        };
        let shown = without_token(&registration::pull_address(&line));
        assert_eq!(shown, "https://pay.example.co.ke/hooks/…/results");
    }

    fn line() -> Line {
        let setting = |name: &str| {
            let value = match name {
                "MALIPO_MPESA_CONSUMER_KEY" | "MALIPO_MPESA_CONSUMER_SECRET" => "key",
                "MALIPO_MPESA_PASSKEY" | "MALIPO_HOOK_TOKEN" => "token",
                "MALIPO_PUBLIC_URL" => "https://pay.example.co.ke",
                _ => return None,
            };
            Some(value.to_owned())
        };
        let account = mpesa::read(setting, Patience::default()).unwrap().unwrap();
        account.line(None).unwrap().clone()
    }
}
