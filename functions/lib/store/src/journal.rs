//! Journal entries that change a customer's balance, and the few that do not.
//!
//! A customer's entries are numbered without gaps and each carries the balance after it. The next
//! number is the optimistic lock of the whole account: two writers who saw the same balance cannot
//! both append.

mod of_payment;
mod pages;

use billing::ids::{CustomerId, EntryId, ObligationId, PaymentId};
use billing::journal::account::LedgerAccount;
use billing::journal::{Entry, EntryKind, Posting};
use billing::money::{Currency, Money};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use aws_sdk_dynamodb::types::AttributeValue;

use crate::client::{Item, Store, body_of, item_of, text};
use crate::error::StoreError;
use crate::keys::{self, Key, List};
use crate::meter;

/// Entries that one statement query reads at a time.
const STATEMENT_PAGE_ITEMS: i32 = 500;

/// The end of a customer's account: where the next entry goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tip {
    /// Number of the last entry, 0 before the first.
    pub seq: u64,
    /// Balance after it: credits minus debits.
    pub balance: Money,
    /// When it was written.
    pub at: Option<DateTime<Utc>>,
}

impl Tip {
    /// The time of the next entry: never before the last one, whatever the clocks of two machines say.
    #[must_use]
    pub fn next_at(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.at.map_or(now, |last| last.max(now))
    }

    /// The id of the next entry of a customer's account.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] if the id cannot be formed, which the charset of accounts prevents.
    pub fn next_id(&self, customer: &CustomerId) -> Result<EntryId, StoreError> {
        let id = format!(
            "jrn_{}_{}",
            customer.account().as_str().to_lowercase(),
            self.seq + 1
        );
        EntryId::parse(&id).map_err(|error| StoreError::corrupt(id, error))
    }
}

/// An entry of a customer's account with the balance after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountLine {
    /// Its number within the account.
    pub seq: u64,
    /// The entry.
    pub entry: Entry,
    /// Balance after it.
    pub balance: Money,
    /// The civil day on which the money was paid, where that differs from the day of the entry.
    pub value_on: Option<NaiveDate>,
}

#[derive(Serialize, Deserialize)]
struct EntryItem {
    id: EntryId,
    kind: EntryKind,
    at: DateTime<Utc>,
    by: String,
    description: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    payment: Option<PaymentId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    obligation: Option<ObligationId>,
    currency: Currency,
    postings: Vec<(LedgerAccount, i64)>,
    #[serde(default)]
    seq: u64,
    #[serde(default)]
    balance_cents: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value_on: Option<NaiveDate>,
}

impl Store {
    /// The end of a customer's account, consistent.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn account_tip(
        &self,
        customer: &CustomerId,
        currency: Currency,
    ) -> Result<Tip, StoreError> {
        let (items, _) = self.entries_page(customer, None, 1).await?;
        Ok(match items.into_iter().next() {
            None => Tip {
                seq: 0,
                balance: Money::zero(currency),
                at: None,
            },
            Some(item) => {
                let line = line_of(item)?;
                Tip {
                    seq: line.seq,
                    balance: line.balance,
                    at: Some(line.entry.at()),
                }
            }
        })
    }

    /// Entries of a customer from the newest backwards, down to and including the last one before
    /// `from`, which tells the opening balance. At most `limit` lines; the second value says whether
    /// there are older ones that were not read.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
    pub async fn account_lines(
        &self,
        customer: &CustomerId,
        from: Option<DateTime<Utc>>,
        limit: usize,
    ) -> Result<(Vec<AccountLine>, bool), StoreError> {
        let mut lines = Vec::new();
        let mut before = None;
        let page_items = i32::try_from(limit).unwrap_or(i32::MAX);
        let page_items = page_items.clamp(1, STATEMENT_PAGE_ITEMS);
        loop {
            let (items, more) = self.entries_page(customer, before, page_items).await?;
            for item in items {
                let line = line_of(item)?;
                before = Some(line.seq);
                let past = from.is_some_and(|from| line.entry.at() < from);
                lines.push(line);
                if past {
                    return Ok((lines, false));
                }
                if lines.len() >= limit {
                    return Ok((lines, before != Some(1)));
                }
            }
            if !more {
                return Ok((lines, false));
            }
        }
    }

    async fn entries_page(
        &self,
        customer: &CustomerId,
        before: Option<u64>,
        limit: i32,
    ) -> Result<(Vec<Item>, bool), StoreError> {
        // Nothing is before the first entry, and a range must not end before it begins.
        if before.is_some_and(|before| before <= 1) {
            return Ok((Vec::new(), false));
        }
        let last = before.map_or_else(
            || "J#~".to_owned(),
            |seq| keys::entry_sk(seq.saturating_sub(1)),
        );
        let answer = self
            .client
            .query()
            .table_name(&self.table)
            .consistent_read(true)
            .scan_index_forward(false)
            .limit(limit)
            .key_condition_expression("pk = :pk AND sk BETWEEN :first AND :last")
            .expression_attribute_values(":pk", AttributeValue::S(keys::customer(customer)))
            .expression_attribute_values(":first", AttributeValue::S(keys::entry_sk(1)))
            .expression_attribute_values(":last", AttributeValue::S(last))
            .set_return_consumed_capacity(meter::requested(self.meter.as_ref()))
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("Query", &error))?;
        self.count("Query", false, answer.consumed_capacity().cloned());
        let more = answer.last_evaluated_key.is_some();
        Ok((answer.items.unwrap_or_default(), more))
    }
}

/// The item of the next entry of a customer's account, and the end of the account after it.
pub(crate) fn account_entry_item(
    customer: &CustomerId,
    tip: &Tip,
    entry: &Entry,
    value_on: Option<NaiveDate>,
) -> Result<(Item, Tip), StoreError> {
    let key = Key::new(keys::customer(customer), keys::entry_sk(tip.seq + 1));
    let balance = tip
        .balance
        .checked_add(entry.customer_change(customer))
        .map_err(|error| StoreError::corrupt(&key.pk, error))?;
    let next = Tip {
        seq: tip.seq + 1,
        balance,
        at: Some(entry.at()),
    };
    Ok((
        entry_item(&key, entry, next.seq, balance.cents(), value_on)?,
        next,
    ))
}

/// The item of an entry that touches no customer, under `key`.
pub(crate) fn other_entry_item(key: &Key, entry: &Entry) -> Result<Item, StoreError> {
    entry_item(key, entry, 0, 0, None)
}

/// The item of an entry that touches no customer, kept with the payment it is about.
pub(crate) fn payment_entry_item(
    payment: &PaymentId,
    number: u32,
    entry: &Entry,
) -> Result<Item, StoreError> {
    let key = Key::new(keys::payment(payment), format!("J#{number:06}"));
    other_entry_item(&key, entry)
}

fn entry_item(
    key: &Key,
    entry: &Entry,
    seq: u64,
    balance_cents: i64,
    value_on: Option<NaiveDate>,
) -> Result<Item, StoreError> {
    let currency = entry
        .postings()
        .first()
        .map_or(Currency::Kes, |posting| posting.amount.currency());
    let body = EntryItem {
        id: entry.id().clone(),
        kind: entry.kind(),
        at: entry.at(),
        by: entry.actor().to_owned(),
        description: entry.description().to_owned(),
        payment: entry.payment().cloned(),
        obligation: entry.obligation().cloned(),
        currency,
        postings: entry
            .postings()
            .iter()
            .map(|posting| (posting.account.clone(), posting.amount.cents()))
            .collect(),
        seq,
        balance_cents,
        value_on,
    };
    let mut item = item_of(key, &body)?;
    item.extend(List::Entries.attributes(entry.at(), entry.id().as_str()));
    Ok(item)
}

pub(crate) fn line_of(item: Item) -> Result<AccountLine, StoreError> {
    let key = text(&item, keys::SK).to_owned();
    let body: EntryItem = body_of(item)?;
    let money = |cents| {
        Money::from_cents(cents, body.currency)
            .map_err(|error| StoreError::corrupt(body.id.as_str(), error))
    };
    let postings = body
        .postings
        .iter()
        .map(|(account, cents)| {
            Ok(Posting {
                account: account.clone(),
                amount: money(*cents)?,
            })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    let balance = money(body.balance_cents)?;
    let entry = Entry::new(
        body.id,
        body.kind,
        body.at,
        body.by,
        body.description,
        body.payment,
        body.obligation,
        postings,
    )
    .map_err(|error| StoreError::corrupt(key, error))?;
    Ok(AccountLine {
        seq: body.seq,
        entry,
        balance,
        value_on: body.value_on,
    })
}
