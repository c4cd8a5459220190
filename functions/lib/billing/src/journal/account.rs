//! The accounts of the journal and their names.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::ids::CustomerId;
use crate::obligation::Income;
use crate::receipt::Provider;
use crate::typed;

/// The most characters of a free part of an account's name.
pub const ACCOUNT_PART_CHARS_MAX: usize = 80;

/// What stands for a free part that has no visible character.
const UNNAMED: &str = "unnamed";

/// An account of the journal. Its text, in which it is also stored, is its name: `customer:cus_10000012`.
///
/// Free parts (a holder, an institution's name) are made safe for plain-text ledgers wherever they are written out.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum LedgerAccount {
    /// `customer:<id>`: what a customer has paid minus what they were charged, as a credit balance.
    Customer(CustomerId),
    /// `assets:<provider>:<holder>`: money at a provider.
    Asset {
        /// Who holds it.
        provider: Provider,
        /// The short code, till or account number there.
        holder: String,
    },
    /// `assets:cash`: money in our own hands.
    Cash,
    /// `liabilities:unassociated`: payments of which we do not know whose they are.
    Unassociated,
    /// `liabilities:institution:<name>`: money that we collect for somebody else.
    Institution(String),
    /// `liabilities:vat`: value added tax.
    Vat,
    /// `liabilities:excise`: excise duty.
    Excise,
    /// `income:…`: what we earned.
    Income(Income),
    /// `expenses:bad-debt`: what nobody will pay.
    BadDebt,
    /// `expenses:provider-fees`: what providers keep.
    ProviderFees,
}

/// A text is not the name of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("name an account of the journal, like assets:cash or customer:cus_10000012")]
pub struct UnknownLedgerAccount;

impl LedgerAccount {
    /// The same account as it is read back from its name.
    #[must_use]
    pub fn normalised(self) -> LedgerAccount {
        match self {
            LedgerAccount::Asset { provider, holder } => LedgerAccount::Asset {
                provider,
                holder: safe_part(&holder),
            },
            LedgerAccount::Institution(name) => LedgerAccount::Institution(safe_part(&name)),
            other => other,
        }
    }
}

impl fmt::Display for LedgerAccount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LedgerAccount::Customer(id) => write!(formatter, "customer:{id}"),
            LedgerAccount::Asset { provider, holder } => {
                write!(formatter, "assets:{provider}:{}", safe_part(holder))
            }
            LedgerAccount::Cash => formatter.write_str("assets:cash"),
            LedgerAccount::Unassociated => formatter.write_str("liabilities:unassociated"),
            LedgerAccount::Institution(name) => {
                write!(formatter, "liabilities:institution:{}", safe_part(name))
            }
            LedgerAccount::Vat => formatter.write_str("liabilities:vat"),
            LedgerAccount::Excise => formatter.write_str("liabilities:excise"),
            LedgerAccount::Income(income) => write!(formatter, "income:{}", income.name()),
            LedgerAccount::BadDebt => formatter.write_str("expenses:bad-debt"),
            LedgerAccount::ProviderFees => formatter.write_str("expenses:provider-fees"),
        }
    }
}

impl FromStr for LedgerAccount {
    type Err = UnknownLedgerAccount;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Vec<&str> = text.split(':').collect();
        let account = match parts.as_slice() {
            ["customer", id] => {
                LedgerAccount::Customer(CustomerId::parse(id).map_err(|_| UnknownLedgerAccount)?)
            }
            ["assets", "cash"] => LedgerAccount::Cash,
            ["assets", provider, holder] => LedgerAccount::Asset {
                provider: Provider::parse(provider).map_err(|_| UnknownLedgerAccount)?,
                holder: (*holder).to_owned(),
            },
            ["liabilities", "unassociated"] => LedgerAccount::Unassociated,
            ["liabilities", "institution", name] => LedgerAccount::Institution((*name).to_owned()),
            ["liabilities", "vat"] => LedgerAccount::Vat,
            ["liabilities", "excise"] => LedgerAccount::Excise,
            ["income", name] => Income::ALL
                .into_iter()
                .find(|income| income.name() == *name)
                .map(LedgerAccount::Income)
                .ok_or(UnknownLedgerAccount)?,
            ["expenses", "bad-debt"] => LedgerAccount::BadDebt,
            ["expenses", "provider-fees"] => LedgerAccount::ProviderFees,
            _ => return Err(UnknownLedgerAccount),
        };
        if account.to_string() == text {
            Ok(account)
        } else {
            Err(UnknownLedgerAccount)
        }
    }
}

impl TryFrom<String> for LedgerAccount {
    type Error = UnknownLedgerAccount;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<LedgerAccount> for String {
    fn from(account: LedgerAccount) -> Self {
        account.to_string()
    }
}

/// `text` as one part of an account's name: no separator, comment sign, quote, bracket or double space in it.
fn safe_part(text: &str) -> String {
    let separated: String = text
        .chars()
        .map(|character| match character {
            ':' => '-',
            ';' | '|' | '"' | '(' | ')' | '[' | ']' | '{' | '}' => ' ',
            other => other,
        })
        .collect();
    let visible = typed::visible(&separated);
    let cut: String = visible.chars().take(ACCOUNT_PART_CHARS_MAX).collect();
    match cut.trim_end() {
        "" => UNNAMED.to_owned(),
        part => part.to_owned(),
    }
}
