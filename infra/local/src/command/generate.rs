//! `malipo generate`

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use crate::console;
use crate::generate;

/// Payments between two words about how far it is.
const TELL_EVERY: usize = 100;

/// Fill a new data folder with made-up customers and payments, always the same for the same seed.
///
/// For checks and measurements: `malipo check --with hledger --data DIR` afterwards.
#[derive(Debug, clap::Args)]
pub(crate) struct Generate {
    /// The folder; it must not hold data.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// How many payments.
    #[arg(long, default_value_t = 20_000)]
    payments: usize,
    /// Another seed makes another store.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl Generate {
    pub(crate) async fn run(self) -> Result<ExitCode, Box<dyn Error>> {
        let began = Instant::now();
        let all = self.payments;
        generate::fill(&self.data, all, self.seed, move |count| {
            if count % TELL_EVERY == 0 || count == all {
                console::progress(format!("{count} of {all} payments"));
            }
        })
        .await?;
        console::progress("");
        let took_s = began.elapsed().as_secs();
        console::line(format!(
            "{all} payments are in {} after {took_s} s.",
            self.data.display()
        ));
        Ok(ExitCode::SUCCESS)
    }
}
