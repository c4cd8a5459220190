//! One atomic change of several items, each under its own condition.
//!
//! Operations decide on what they loaded; the conditions prove at commit time that it still holds.

use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{AttributeValue, Delete, Put, TransactWriteItem};
use billing::ids::{CustomerId, ObligationId, PaymentId};
use billing::journal::Entry;
use chrono::{DateTime, NaiveDate, Utc};

use crate::audit;
use crate::client::{Item, Store};
use crate::error::StoreError;
use crate::journal::{self, Tip};
use crate::keys::{self, Key};
use crate::meter;
use crate::notifications::{self, NotificationRecord};
use crate::obligation_changes::{self, ObligationChange};
use crate::obligations::{self, InstalmentRecord, ObligationRecord};
use crate::payments::{self, PaymentFacts};
use crate::states::{self, HistoryRecord, PaymentState};

/// DynamoDB's limit of one transaction.
pub const WRITES_MAX: usize = 100;

enum Write {
    Put { item: Item, condition: Condition },
    Delete { key: Key },
}

enum Condition {
    None,
    New,
    Version(u32),
}

/// Writes that happen together or not at all.
#[derive(Default)]
pub struct Commit {
    writes: Vec<Write>,
    /// The first thing that could not be turned into an item; reported when the commit is made.
    failure: Option<StoreError>,
}

impl Commit {
    /// Replaces a payment's state; `before` is what was loaded, nothing where there was none.
    pub fn state(
        &mut self,
        payment: &PaymentId,
        received_at: DateTime<Utc>,
        before: Option<&PaymentState>,
        after: &PaymentState,
    ) {
        let item = states::state_item(payment, received_at, after);
        self.keep(
            item,
            before.map_or(Condition::New, |state| Condition::Version(state.version)),
        );
    }

    /// Writes a payment that has its owner from the start, such as one that staff enter.
    pub fn payment(&mut self, facts: &PaymentFacts) {
        self.keep(
            payments::facts_item(facts, keys::HEAD, true),
            Condition::New,
        );
    }

    /// Records a correction of a payment.
    pub fn history(&mut self, payment: &PaymentId, record: &HistoryRecord) {
        self.keep(states::history_item(payment, record), Condition::New);
    }

    /// Appends an entry to a customer's account and answers the end of the account after it.
    pub fn account_entry(
        &mut self,
        customer: &CustomerId,
        tip: &Tip,
        entry: &Entry,
        value_on: Option<NaiveDate>,
    ) -> Tip {
        match journal::account_entry_item(customer, tip, entry, value_on) {
            Ok((item, next)) => {
                self.keep(Ok(item), Condition::New);
                next
            }
            Err(error) => {
                self.keep(Err(error), Condition::New);
                *tip
            }
        }
    }

    /// Writes an entry that touches no customer beside the payment it is about.
    pub fn payment_entry(&mut self, payment: &PaymentId, number: u32, entry: &Entry) {
        self.keep(
            journal::payment_entry_item(payment, number, entry),
            Condition::New,
        );
    }

    /// Replaces an instalment; `before` is what was loaded, nothing for a new one.
    pub fn instalment(&mut self, before: Option<&InstalmentRecord>, after: &InstalmentRecord) {
        let condition = before.map_or(Condition::New, |record| Condition::Version(record.version));
        self.keep(obligations::instalment_item(after), condition);
    }

    /// Replaces an obligation's head; `before` is what was loaded, nothing for a new one.
    pub fn obligation(&mut self, before: Option<&ObligationRecord>, after: &ObligationRecord) {
        let condition = before.map_or(Condition::New, |record| Condition::Version(record.version));
        self.keep(obligations::head_item(after), condition);
        let code = obligations::code_item(after).transpose();
        let Some(before) = before else {
            if let Some(code) = code {
                self.keep(code, Condition::New);
            }
            return;
        };
        // A code that was corrected leads here no longer, so that nobody else's payment comes by it.
        if before.payment_code != after.payment_code {
            let (old, new) = (obligations::code_key(before), obligations::code_key(after));
            if let Some(old) = old.filter(|old| new.as_ref() != Some(old)) {
                self.delete(&old);
            }
            if let Some(code) = code {
                self.keep(code, Condition::None);
            }
        }
    }

    /// Records a change of an obligation.
    pub fn obligation_change(&mut self, obligation: &ObligationId, change: &ObligationChange) {
        self.keep(
            obligation_changes::change_item(obligation, change),
            Condition::New,
        );
    }

    /// Puts a new notification into the outbox.
    pub fn notification(&mut self, record: &NotificationRecord) {
        self.keep(notifications::notification_item(record), Condition::New);
    }

    /// How many items this commit writes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.writes.len()
    }

    /// Whether there is nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.writes.is_empty()
    }

    pub(crate) fn put(&mut self, item: Item) {
        self.keep(Ok(item), Condition::None);
    }

    pub(crate) fn put_versioned(&mut self, item: Item, before: Option<u32>) {
        self.keep(Ok(item), before.map_or(Condition::New, Condition::Version));
    }

    pub(crate) fn delete(&mut self, key: &Key) {
        self.writes.push(Write::Delete { key: key.clone() });
    }

    fn keep(&mut self, item: Result<Item, StoreError>, condition: Condition) {
        match item {
            Ok(item) => self.writes.push(Write::Put { item, condition }),
            Err(error) => self.failure = self.failure.take().or(Some(error)),
        }
    }
}

impl Store {
    /// Makes a commit. A single write is made without a transaction, at half its price. The audit line of
    /// [`Store::audited`] is one write more.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when any condition no longer holds: nothing was written.
    /// [`StoreError::Unavailable`]: whether it was written is unknown; load again to see.
    pub async fn commit(&self, commit: Commit) -> Result<(), StoreError> {
        if let Some(error) = commit.failure {
            return Err(error);
        }
        let mut writes = commit.writes;
        if let Some(line) = self.audit.as_deref().filter(|_| !writes.is_empty()) {
            let item = audit::audit_item(line)?;
            let condition = Condition::New;
            writes.push(Write::Put { item, condition });
        }
        match writes.len() {
            0 => Ok(()),
            1 => match writes.remove(0) {
                Write::Put { item, condition } => self.put_one(item, condition).await,
                Write::Delete { key } => self.transact(vec![Write::Delete { key }]).await,
            },
            _ => self.transact(writes).await,
        }
    }

    async fn put_one(&self, item: Item, condition: Condition) -> Result<(), StoreError> {
        let put = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            .set_return_consumed_capacity(meter::requested(self.meter.as_ref()));
        let put = match condition {
            Condition::None => put,
            Condition::New => put.condition_expression("attribute_not_exists(pk)"),
            Condition::Version(version) => put
                .condition_expression("version = :before")
                .expression_attribute_values(":before", AttributeValue::N(version.to_string())),
        };
        let answer = put
            .send()
            .await
            .map_err(|error| StoreError::from_sdk("PutItem", &error))?;
        self.count("PutItem", true, answer.consumed_capacity().cloned());
        Ok(())
    }

    async fn transact(&self, writes: Vec<Write>) -> Result<(), StoreError> {
        let items = writes
            .into_iter()
            .map(|write| self.transact_item(write))
            .collect();
        let answer = self
            .client
            .transact_write_items()
            .set_transact_items(Some(items))
            .set_return_consumed_capacity(meter::requested(self.meter.as_ref()))
            .send()
            .await
            .map_err(|error| match error.as_service_error() {
                Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
                    cancelled_because(cancelled.cancellation_reasons())
                }
                _ => StoreError::from_sdk("TransactWriteItems", &error),
            })?;
        self.count(
            "TransactWriteItems",
            true,
            answer.consumed_capacity().to_vec(),
        );
        Ok(())
    }

    fn transact_item(&self, write: Write) -> TransactWriteItem {
        let built = TransactWriteItem::builder();
        match write {
            Write::Delete { key } => built.delete(
                Delete::builder()
                    .table_name(&self.table)
                    .set_key(Some(key.attributes()))
                    .build()
                    .expect("table and key are set"),
            ),
            Write::Put { item, condition } => {
                let put = Put::builder().table_name(&self.table).set_item(Some(item));
                let put = match condition {
                    Condition::None => put,
                    Condition::New => {
                        put.condition_expression(format!("attribute_not_exists({})", keys::PK))
                    }
                    Condition::Version(version) => put
                        .condition_expression(format!("{} = :before", keys::VERSION))
                        .expression_attribute_values(
                            ":before",
                            AttributeValue::N(version.to_string()),
                        ),
                };
                built.put(put.build().expect("table and item are set"))
            }
        }
        .build()
    }
}

/// A cancelled transaction is a conflict if any of its conditions failed or met another writer;
/// throttled ones may be tried again as they are.
fn cancelled_because(reasons: &[aws_sdk_dynamodb::types::CancellationReason]) -> StoreError {
    let codes: Vec<&str> = reasons
        .iter()
        .filter_map(|reason| reason.code())
        .filter(|code| *code != "None")
        .collect();
    let operation = "TransactWriteItems";
    if codes
        .iter()
        .any(|code| matches!(*code, "ConditionalCheckFailed" | "TransactionConflict"))
    {
        return StoreError::Conflict;
    }
    let code = codes.first().copied().unwrap_or("cancelled").to_owned();
    if code == "ValidationError" || code == "ItemCollectionSizeLimitExceeded" {
        return StoreError::Refused { operation, code };
    }
    StoreError::Unavailable { operation, code }
}
