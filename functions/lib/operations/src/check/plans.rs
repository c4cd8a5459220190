//! What is owed, when, and to whom: instalments against their obligation, the list of due dates, the business days,
//! and institutions against the journal.

use billing::business_days::BusinessDays;
use billing::ids::{CustomerId, ObligationId};
use billing::journal::account::LedgerAccount;
use billing::money::Currency;
use chrono::NaiveDate;
use store::client::Store;
use store::holidays::GazettedDay;
use store::obligations::{InstalmentRecord, ObligationFile};

use crate::business_days::business_days;
use crate::check::Books;
use crate::error::OperationError;
use crate::institutions;

/// Pointers read of each shard at a time.
const PAGE_ITEMS: i32 = 200;

/// The calendar as it is, and what the list of due dates says.
pub(super) struct Plans {
    days: BusinessDays,
    gazetted: Vec<GazettedDay>,
}

/// Where an instalment stands in the list of due dates.
pub(super) type DuePlace = (NaiveDate, ObligationId, u32);

impl Plans {
    pub(super) async fn read(store: &Store) -> Result<Self, OperationError> {
        Ok(Self {
            days: business_days(store).await?,
            gazetted: store.gazetted_days().await?,
        })
    }

    /// Why a due date is wrong; nothing where it is right.
    fn wrong(&self, dose: &InstalmentRecord) -> Option<String> {
        let (number, due_on) = (dose.number, dose.due_on);
        if dose.insisted || self.days.is_open(due_on) {
            return None;
        }
        // A day that became a holiday later leaves alone what was announced, paid or due by then.
        let gazetted = self.gazetted.iter().find(|day| day.on == due_on);
        if gazetted.is_some_and(|day| dose.created_at <= day.added_at) {
            return None;
        }
        Some(format!(
            "instalment {number} is due on {due_on}, which is closed"
        ))
    }
}

impl Books {
    pub(super) async fn check_obligations(
        &mut self,
        store: &Store,
        plans: &Plans,
        customer: &CustomerId,
    ) -> Result<(), OperationError> {
        let mut outstanding = 0;
        for file in store.obligations_of(customer).await? {
            self.check_sum(&file);
            for dose in &file.instalments {
                self.report.instalments += 1;
                outstanding += dose.outstanding_cents();
                self.check_paid(&file.head.id, dose);
                if dose.cents > 0 {
                    let id = dose.obligation.clone();
                    self.due.insert((dose.due_on, id, dose.number));
                }
                if let Some(wrong) = plans.wrong(dose) {
                    self.broken(10, &file.head.id, wrong);
                }
            }
        }
        let balance = self.report.balances.get(customer).copied();
        let balance = balance.unwrap_or_default();
        let remainder = self.remainders.get(customer).copied().unwrap_or_default();
        if balance + outstanding != remainder {
            let detail = format!(
                "balance {balance} plus outstanding {outstanding} is not the unallocated credit {remainder} (cents)"
            );
            self.broken(3, customer, detail);
        }
        Ok(())
    }

    /// Every instalment is in the list of due dates; otherwise nobody would be reminded of it.
    pub(super) async fn check_due_list(&mut self, store: &Store) -> Result<(), OperationError> {
        let ends = self.due.first().zip(self.due.last());
        let Some((from, until)) = ends.map(|(first, last)| (first.0, last.0)) else {
            return Ok(());
        };
        let mut missing = std::mem::take(&mut self.due);
        let mut walk = store.walk_due(from, until, None, PAGE_ITEMS);
        while let Some((pointer, _)) = walk.next().await? {
            missing.remove(&(pointer.on, pointer.obligation, pointer.number));
        }
        for (on, obligation, number) in missing {
            let detail = format!("instalment {number} is not on the list of {on}");
            self.broken(10, &obligation, detail);
        }
        Ok(())
    }

    fn check_sum(&mut self, file: &ObligationFile) {
        let (id, total) = (&file.head.id, file.head.cents);
        let sum: i64 = file.instalments.iter().map(|dose| dose.cents).sum();
        if sum != total {
            let detail = format!("{total} cents, its instalments sum up to {sum}");
            self.broken(4, id, detail);
        }
        let charged = self.charged.get(id).copied().unwrap_or_default();
        if charged != total {
            let detail = format!("{total} cents, but {charged} were charged in the journal");
            self.broken(4, id, detail);
        }
    }

    fn check_paid(&mut self, id: &ObligationId, dose: &InstalmentRecord) {
        let place = (dose.obligation.clone(), dose.number);
        let allocated = self.allocated.remove(&place).unwrap_or_default();
        let InstalmentRecord {
            number,
            cents,
            paid_cents,
            ..
        } = dose;
        if allocated != *paid_cents
            || !(0..=*cents).contains(paid_cents)
            || dose.cancelled_cents < 0
        {
            let detail = format!(
                "instalment {number} of {cents} cents says {paid_cents} paid; allocations sum up to {allocated}"
            );
            self.broken(4, id, detail);
        }
    }

    /// What the journal owes an institution is what was charged for it minus what it was handed.
    pub(super) async fn check_institutions(&mut self, store: &Store) -> Result<(), OperationError> {
        for standing in institutions::all(store, Currency::Kes).await? {
            let account = LedgerAccount::Institution(standing.name.clone()).normalised();
            let owed = -self.accounts.get(&account).copied().unwrap_or_default();
            let expected = standing.charged.cents() - standing.remitted.cents();
            if owed != expected {
                let detail = format!("{owed} cents are owed to it in the journal, not {expected}");
                self.broken(2, account, detail);
            }
        }
        Ok(())
    }
}
