//! Who has how much, and every payment: the money itself.
//! They must not know how a payment came about, nor who is told.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use fastrand::Rng;

use crate::mpesa::{SimulatedShortCode, identifiers};

/// A short code with its money, and what it registered.
pub(super) struct Account {
    pub terms: SimulatedShortCode,
    pub balance_shillings: i64,
    pub urls: Option<Urls>,
    pub validates: bool,
    pub pulls: bool,
}

/// Where a short code is told about payments.
#[derive(Debug, Clone)]
pub(super) struct Urls {
    pub hashed: bool,
    pub pays_unanswered: bool,
    pub confirmation: String,
    pub validation: String,
}

/// What is paid, and by whom.
#[derive(Debug, Clone)]
pub(super) struct Payment {
    pub short_code: String,
    pub to_till: bool,
    pub amount_shillings: u32,
    pub msisdn: String,
    pub name: String,
    pub bill_ref: String,
    pub third_party: String,
    pub checkout_request: Option<String>,
}

/// A payment that was made.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub receipt: String,
    pub payment: Payment,
    pub at: DateTime<Utc>,
    pub balance_shillings: i64,
    pub reversed_by: Option<String>,
}

/// A reversal that was made.
#[derive(Debug, Clone)]
pub(super) struct Reversal {
    pub receipt: String,
    pub collector: String,
    pub balance_shillings: i64,
    pub original: Entry,
}

/// All money.
pub(super) struct Books {
    accounts: BTreeMap<String, Account>,
    entries: Vec<Entry>,
    by_receipt: BTreeMap<String, usize>,
    /// Every receipt that was given out, to reversals and for payments to come, too.
    receipts: BTreeSet<String>,
    moved_at: DateTime<Utc>,
}

impl Books {
    /// Books with opening balances.
    pub fn new(short_codes: Vec<SimulatedShortCode>) -> Self {
        let accounts = short_codes.into_iter().map(|terms| {
            let account = Account {
                balance_shillings: terms.opening_balance_shillings,
                terms,
                urls: None,
                validates: false,
                pulls: false,
            };
            (account.terms.short_code.clone(), account)
        });
        Self {
            accounts: accounts.collect(),
            entries: Vec::new(),
            by_receipt: BTreeMap::new(),
            receipts: BTreeSet::new(),
            moved_at: DateTime::UNIX_EPOCH,
        }
    }

    /// A short code.
    pub fn account(&self, short_code: &str) -> Option<&Account> {
        self.accounts.get(short_code)
    }

    /// A short code, to change what it registered.
    pub fn account_mut(&mut self, short_code: &str) -> Option<&mut Account> {
        self.accounts.get_mut(short_code)
    }

    /// The head office of a till.
    pub fn head_office(&self, till: &str) -> Option<&Account> {
        let mut accounts = self.accounts.values();
        accounts.find(|it| it.terms.party_b.iter().any(|it| it == till))
    }

    /// Every payment, oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The payment with a receipt.
    pub fn entry(&self, receipt: &str) -> Option<&Entry> {
        self.entries.get(*self.by_receipt.get(receipt)?)
    }

    /// A receipt that nothing has or will have.
    pub fn new_receipt(&mut self, lots: &mut Rng) -> String {
        loop {
            let receipt = identifiers::receipt(lots);
            if self.receipts.insert(receipt.clone()) {
                return receipt;
            }
        }
    }

    /// Moves money in, never at an earlier time than the payment before. Nothing where there is no such short code.
    pub fn pay(&mut self, receipt: String, payment: Payment, at: DateTime<Utc>) -> Option<&Entry> {
        let account = self.accounts.get_mut(&payment.short_code)?;
        account.balance_shillings += i64::from(payment.amount_shillings);
        self.moved_at = self.moved_at.max(at);
        self.by_receipt.insert(receipt.clone(), self.entries.len());
        self.entries.push(Entry {
            receipt,
            payment,
            at: self.moved_at,
            balance_shillings: account.balance_shillings,
            reversed_by: None,
        });
        self.entries.last()
    }

    /// Moves money out, and answers with what is left; nothing where that is too little, or nobody's.
    pub fn withdraw(&mut self, short_code: &str, shillings: u32) -> Option<i64> {
        let account = self.accounts.get_mut(short_code)?;
        let left = account.balance_shillings - i64::from(shillings);
        if left < 0 {
            return None;
        }
        account.balance_shillings = left;
        Some(left)
    }

    /// Moves the money of a payment back; the error is the result code.
    pub fn reverse(
        &mut self,
        short_code: &str,
        original: &str,
        shillings: u32,
        lots: &mut Rng,
    ) -> Result<Reversal, &'static str> {
        let receipt = self.new_receipt(lots);
        let position = self.by_receipt.get(original).copied();
        let entry = position.and_then(|it| self.entries.get_mut(it));
        let entry = entry.filter(|it| it.payment.short_code == short_code);
        let entry = entry.ok_or(NOTHING_TO_REVERSE)?;
        if entry.reversed_by.is_some() {
            return Err(REVERSED_ALREADY);
        }
        if entry.payment.amount_shillings != shillings {
            return Err(AGAINST_THE_RULES);
        }
        let account = self.accounts.get_mut(short_code);
        let account = account.filter(|it| it.balance_shillings >= i64::from(shillings));
        let account = account.ok_or(NO_FUNDS)?;
        account.balance_shillings -= i64::from(shillings);
        entry.reversed_by = Some(receipt.clone());
        Ok(Reversal {
            receipt,
            collector: account.terms.name.clone(),
            balance_shillings: account.balance_shillings,
            original: entry.clone(),
        })
    }
}

/// The payment was reversed before.
pub(super) const REVERSED_ALREADY: &str = "R000001";

/// There is no such payment.
pub(super) const NOTHING_TO_REVERSE: &str = "R000002";

/// A part of a payment is not reversed here.
const AGAINST_THE_RULES: &str = "2006";

/// The money is gone.
const NO_FUNDS: &str = "1";
