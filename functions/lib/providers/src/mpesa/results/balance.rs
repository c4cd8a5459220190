//! What lies on the accounts of a short code, in M-PESA's own notation:
//! `Working Account|KES|700000.00|700000.00|0.00|0.00&Charges Paid Account|KES|-1540.00|…`.

use billing::money::{Currency, Money};

use super::parameters::Parameters;
use crate::mpesa::facts;
use crate::mpesa::unreadable::Unreadable;

/// More accounts than any short code has.
const ACCOUNTS_MAX: usize = 64;

/// Characters of an account's name.
const NAME_CHARACTERS_MAX: usize = 100;

/// One account. A figure that is missing or unreadable is not known, which is not zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountBalance {
    /// M-PESA's name for it: `Utility Account` receives payments, `Charges Paid Account` collects fees and is negative.
    pub account: String,
    /// What there is.
    pub current: Option<Money>,
    /// What of it can be spent.
    pub available: Option<Money>,
    /// What is set aside.
    pub reserved: Option<Money>,
    /// What is still to be cleared.
    pub uncleared: Option<Money>,
}

impl AccountBalance {
    /// Reads one account; `None` where it has no name, or a currency that is not of Kenya.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut parts = text.split('|').map(str::trim);
        let account: String = parts
            .next()
            .filter(|name| !name.is_empty())?
            .chars()
            .filter(|character| !character.is_control())
            .take(NAME_CHARACTERS_MAX)
            .collect();
        if !parts.next()?.eq_ignore_ascii_case(Currency::Kes.code()) {
            return None;
        }
        let mut figure = || Money::parse_provider(parts.next()?, Currency::Kes).ok();
        Some(Self {
            account,
            current: figure(),
            available: figure(),
            reserved: figure(),
            uncleared: figure(),
        })
    }
}

/// Every account that can be read.
pub(super) fn read(parameters: &Parameters<'_>) -> Result<Vec<AccountBalance>, Unreadable> {
    const KEY: &str = "AccountBalance";
    let value = parameters.get(KEY)?;
    let text = facts::required(KEY, &value)?;
    let accounts: Vec<&str> = text.split('&').collect();
    if accounts.len() > ACCOUNTS_MAX {
        return Err(Unreadable::TooLong(KEY));
    }
    let read: Vec<AccountBalance> = accounts
        .into_iter()
        .filter_map(AccountBalance::of)
        .collect();
    match read.is_empty() {
        true => Err(Unreadable::WrongShape(KEY)),
        false => Ok(read),
    }
}
