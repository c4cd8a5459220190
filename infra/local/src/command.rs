//! The command line: what there is to say to it, and what a failure looks like.

mod check;
mod generate;
mod holidays;
mod journal;
mod mpesa;
mod page;
mod parked;
mod post;
mod staff;
mod units;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::host::{self, Options};
use crate::settings::Environment;

/// Malipo on one machine: payments received once, given to their owners, put to what is due.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub struct Command {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Serve(Serve),
    Post(post::Post),
    Parked(parked::Parked),
    Check(check::Check),
    Journal(journal::Journal),
    Units(units::Units),
    Generate(generate::Generate),
    Page(page::Page),
    Holidays(holidays::Holidays),
    Mpesa(mpesa::Mpesa),
    Staff(staff::Staff),
}

/// Run everything in this process, until Ctrl-C or SIGTERM.
///
/// Prints where to go and, last, `ready` on a line of its own.
#[derive(Debug, Args)]
#[command(after_help = ENVIRONMENT)]
struct Serve {
    /// The port on 127.0.0.1; 0 takes any that is free.
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// The folder that holds everything; created where missing.
    #[arg(long, value_name = "DIR", default_value = ".malipo")]
    data: PathBuf,
    /// Start with an empty store instead of sample data.
    #[arg(long)]
    no_demo: bool,
    #[command(flatten)]
    environment: Environment,
}

const ENVIRONMENT: &str = "\
Environment:
  MALIPO_API_KEY      an administrator's API key; generated once where it is not set
  MALIPO_HOOK_TOKEN   the secret part of the callback addresses; likewise
  MALIPO_HOOK_TOKENS  more of them for other short codes, as in 174379:token,600000:token
  MALIPO_SHORTCODE    the short code that payments come to (600966)
  MALIPO_PROVIDER_NAME  the name that customers know the provider by (Malipo)
  MALIPO_PUBLIC_URL   what callback URLs and addresses in messages start with, where that is not this machine
  MALIPO_MPESA_URL    M-PESA, where it is not simulated in this process: https://sandbox.safaricom.co.ke to try,
                      https://api.safaricom.co.ke for real money, or another program on this machine. Its account is in
                      MALIPO_MPESA_CONSUMER_KEY, MALIPO_MPESA_CONSUMER_SECRET and MALIPO_MPESA_PASSKEY (on this
                      machine they may be left out). For a till, MALIPO_MPESA_STORE_NUMBER is its head office.
                      MALIPO_MPESA_INITIATOR and MALIPO_MPESA_SECURITY_CREDENTIAL let it ask for transaction status,
                      MALIPO_MPESA_PULL_NUMBER pull transactions; MALIPO_MPESA_LINES lists more short codes in JSON
  MALIPO_HOOK_SOURCES the addresses that M-PESA calls from, with commas between them (any)
  MALIPO_UNVERIFIED_ABOVE  up to how many shillings a callback from elsewhere is believed (10000)
  MALIPO_SMS_URL      the SMS gateway, where it is not the one of this process; its account is in
                      MALIPO_SMS_API_KEY, MALIPO_SMS_PARTNER_ID and MALIPO_SMS_SENDER_ID
  MALIPO_MAIL_FROM    who e-mails are from, as in Savanna Net <billing@example.co.ke>; answers go to
                      MALIPO_MAIL_REPLY_TO
  MALIPO_CLOCK        where the clock starts, as in 2026-12-07T09:00:00+03:00
  MALIPO_LOG          what is logged, as in warn,callbacks=debug";

impl Command {
    /// Does it, and tells failures in words on standard error.
    pub fn run(self) -> ExitCode {
        let runtime = match tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
        {
            Ok(runtime) => runtime,
            Err(error) => return failed(&error),
        };
        let done: Result<ExitCode, Box<dyn Error>> = runtime.block_on(async {
            match self.action {
                Action::Serve(serve) => serve.run().await,
                Action::Post(post) => post.run().await,
                Action::Parked(parked) => parked.run().await,
                Action::Check(check) => check.run().await,
                Action::Journal(journal) => journal.run().await,
                Action::Units(units) => units.run().await,
                Action::Generate(generate) => generate.run().await,
                Action::Page(page) => page.run().await,
                Action::Holidays(holidays) => holidays.run(),
                Action::Mpesa(mpesa) => mpesa.run().await,
                Action::Staff(staff) => staff.run().await,
            }
        });
        done.unwrap_or_else(|error| failed(error.as_ref()))
    }
}

impl Serve {
    async fn run(self) -> Result<ExitCode, Box<dyn Error>> {
        runtime::logging::start();
        let options = Options {
            port: self.port,
            data: self.data,
            demo: !self.no_demo,
            environment: self.environment,
        };
        host::serve(options).await?;
        Ok(ExitCode::SUCCESS)
    }
}

fn failed(error: &(dyn Error + 'static)) -> ExitCode {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        words.push_str(": ");
        words.push_str(&error.to_string());
        cause = error.source();
    }
    eprintln!("malipo: {words}");
    ExitCode::FAILURE
}
