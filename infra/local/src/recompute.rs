//! Lets `hledger` or `ledger` add up an exported journal, and compares every balance with ours.
//! They know nothing of us, so they make none of our mistakes.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use billing::money::{Currency, Money};
use tokio::process::Command;

use crate::export::PlainText;

/// Balances in cents, debits positive, by account and currency.
pub type Sums = BTreeMap<(String, Currency), i64>;

/// A program that reads plain-text journals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Tool {
    /// <https://hledger.org>
    Hledger,
    /// <https://ledger-cli.org>
    Ledger,
}

/// Why nothing was compared.
#[derive(Debug, thiserror::Error)]
pub enum RecomputeError {
    /// The program is not installed, or does not start.
    #[error("{0} does not start; install it, on Debian with: apt install {0}")]
    NotThere(&'static str, #[source] std::io::Error),
    /// The program refuses the journal.
    #[error("{0} refuses the journal: {1}")]
    Refused(&'static str, String),
    /// The program's answer has another form than expected.
    #[error("{0} answered something unexpected: {1}")]
    Unexpected(&'static str, String),
    /// The journal cannot be handed over.
    #[error("the journal cannot be handed over")]
    Handover(#[from] std::io::Error),
}

/// An account on which the two do not agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The account's name.
    pub account: String,
    /// In which currency.
    pub currency: Currency,
    /// What we say, in cents.
    pub ours: i64,
    /// What the program says, in cents.
    pub theirs: i64,
}

impl Tool {
    /// The name of the program.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hledger => "hledger",
            Self::Ledger => "ledger",
        }
    }

    /// Has the journal added up, strictly: every account and commodity declared, every entry balanced.
    ///
    /// # Errors
    /// [`RecomputeError`]
    pub async fn add_up(self, journal: &PlainText) -> Result<Sums, RecomputeError> {
        let mut file = tempfile::NamedTempFile::new()?;
        file.write_all(journal.text.as_bytes())?;
        file.flush()?;
        let output = self.run(file.path()).await?;
        output
            .lines()
            .filter(|line| !self.is_heading(line))
            .map(|line| self.balance(line))
            .collect()
    }

    async fn run(self, journal: &Path) -> Result<String, RecomputeError> {
        let mut command = Command::new(self.name());
        match self {
            Self::Hledger => command.arg("--file").arg(journal).args([
                "balance", "--strict", "--flat", "--no-total", "--layout=bare", "--output-format=csv",
            ]),
            Self::Ledger => command.arg("--file").arg(journal).args([
                "balance", "--strict", "--flat", "--no-total",
                "--balance-format=%(account)\t%(commodity(scrub(display_total)))\t%(quantity(scrub(display_total)))\n",
            ]),
        };
        let output = command.stdin(Stdio::null()).output().await;
        let output = output.map_err(|source| RecomputeError::NotThere(self.name(), source))?;
        if !output.status.success() {
            let words = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            return Err(RecomputeError::Refused(self.name(), words));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn is_heading(self, line: &str) -> bool {
        line.trim().is_empty() || line == r#""account","commodity","balance""#
    }

    /// One line: account, currency, amount. Our accounts hold no quotes.
    fn balance(self, line: &str) -> Result<((String, Currency), i64), RecomputeError> {
        let unexpected = || RecomputeError::Unexpected(self.name(), line.to_owned());
        let fields: Vec<&str> = match self {
            Self::Hledger => line.trim_matches('"').split("\",\"").collect(),
            Self::Ledger => line.split('\t').collect(),
        };
        let [account, currency, amount] = fields.as_slice() else {
            return Err(unexpected());
        };
        let currency = Currency::parse(currency).map_err(|_| unexpected())?;
        let (sign, digits) = match amount.strip_prefix('-') {
            Some(digits) => (-1, digits),
            None => (1, *amount),
        };
        let money = Money::parse_provider(digits, currency).map_err(|_| unexpected())?;
        Ok((((*account).to_owned(), currency), sign * money.cents()))
    }
}

/// Every account on which the two do not agree; one that is not named has nothing on it.
pub fn differences(ours: &Sums, theirs: &Sums) -> Vec<Difference> {
    let accounts: BTreeSet<_> = ours.keys().chain(theirs.keys()).collect();
    let difference = |place: &(String, Currency)| {
        let at = |sums: &Sums| sums.get(place).copied().unwrap_or_default();
        let (ours, theirs) = (at(ours), at(theirs));
        (ours != theirs).then(|| Difference {
            account: place.0.clone(),
            currency: place.1,
            ours,
            theirs,
        })
    };
    accounts.into_iter().filter_map(difference).collect()
}
