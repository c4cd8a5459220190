//! The journal of a store as text, for people and for other programs.

use std::collections::BTreeMap;

use billing::civil::start_of_day;
use billing::journal::account::LedgerAccount;
use billing::journal::{Entry, plain_text};
use billing::money::Currency;
use chrono::{DateTime, NaiveDate, Utc};
use operations::journal::{self, JournalPosition};
use serde_json::{Value, json};
use store::client::Store;
use store::error::StoreError;

/// Which entries: those of these days in Nairobi, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// The first; nothing for the beginning.
    pub from: Option<NaiveDate>,
    /// The last; nothing for the end.
    pub to: Option<NaiveDate>,
}

/// The journal in the form that `hledger` and `ledger` read, and what it adds up to.
#[derive(Clone, Debug, Default)]
pub struct PlainText {
    /// The text.
    pub text: String,
    /// The sum of each account in cents, debits positive, by its name and currency.
    pub sums: BTreeMap<(String, Currency), i64>,
    /// How many entries there are.
    pub entries: usize,
}

/// Writes the journal down for `hledger` and `ledger`, every account declared before it is used.
///
/// # Errors
/// If the store does not answer.
pub async fn plain_text(store: &Store, days: Days) -> Result<PlainText, StoreError> {
    let mut journal = PlainText::default();
    let mut accounts: BTreeMap<LedgerAccount, ()> = BTreeMap::new();
    let mut entries = String::new();
    let mut walk = journal::walk(store, days.start(), days.end(), JournalPosition::default());
    while let Some(entry) = walk.next().await? {
        entries.push_str(&plain_text::to_plain_text(&entry));
        journal.entries += 1;
        for posting in entry.postings() {
            accounts.entry(posting.account.clone()).or_default();
            let place = (posting.account.to_string(), posting.amount.currency());
            *journal.sums.entry(place).or_default() += posting.amount.cents();
        }
    }
    journal.text = plain_text::header();
    journal
        .text
        .extend(accounts.keys().map(plain_text::account_line));
    journal.text.push('\n');
    journal.text.push_str(&entries);
    Ok(journal)
}

/// Writes the journal down as JSON.
///
/// # Errors
/// If the store does not answer.
pub async fn json(store: &Store, days: Days) -> Result<String, StoreError> {
    let mut walk = journal::walk(store, days.start(), days.end(), JournalPosition::default());
    let mut text = String::from("{\"items\": [");
    let mut separator = "\n";
    while let Some(entry) = walk.next().await? {
        text.push_str(separator);
        text.push_str(&value(&entry).to_string());
        separator = ",\n";
    }
    text.push_str("\n]}\n");
    Ok(text)
}

fn value(entry: &Entry) -> Value {
    let postings: Vec<Value> = entry
        .postings()
        .iter()
        .map(|posting| {
            json!({
                "account": posting.account.to_string(),
                "amount": posting.amount.amount_text(),
                "currency": posting.amount.currency().code(),
            })
        })
        .collect();
    json!({
        "id": entry.id(),
        "kind": entry.kind().name(),
        "at": entry.at(),
        "actor": entry.actor(),
        "description": entry.description(),
        "payment": entry.payment(),
        "obligation": entry.obligation(),
        "postings": postings,
    })
}

impl Days {
    fn start(self) -> Option<DateTime<Utc>> {
        self.from.map(start_of_day)
    }

    fn end(self) -> Option<DateTime<Utc>> {
        self.to.and_then(|day| day.succ_opt()).map(start_of_day)
    }
}
