//! Walks a whole store and reports every broken invariant.
//!
//! Reads only. It recomputes from the records at the bottom (payments, their states, postings,
//! instalments) what the records above claim (balances, statuses, paid amounts).

mod plans;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use billing::ids::{CustomerId, ObligationId, PaymentId};
use billing::journal::account::LedgerAccount;
use billing::payment::ASSOCIATION_EDITS_MAX;
use store::client::Store;
use store::keys::List;
use store::states::PaymentState;
use store::walk::{Order, Range};

use crate::check::plans::{DuePlace, Plans};
use crate::error::OperationError;
use crate::journal::{self, JournalPosition};

/// Items read of each shard at a time.
const PAGE_ITEMS: i32 = 200;
/// Payments whose states are read at once.
const CHUNK: usize = 100;

/// An invariant that does not hold, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Number of the invariant, as the README of this crate lists them.
    pub invariant: u8,
    /// The record.
    pub subject: String,
    /// What is wrong.
    pub detail: String,
}

/// What was checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Customers walked.
    pub customers: usize,
    /// Payments walked.
    pub payments: usize,
    /// Journal entries walked.
    pub entries: usize,
    /// Instalments walked.
    pub instalments: usize,
    /// Payments that no rule has looked at yet.
    pub undispatched: usize,
    /// Payments that have an owner and were not allocated yet.
    pub unallocated: usize,
    /// Balance of every customer in cents, credits minus debits, from the postings alone.
    pub balances: BTreeMap<CustomerId, i64>,
    /// Everything that does not hold.
    pub broken: Vec<Broken>,
}

#[derive(Default)]
struct Books {
    report: Report,
    /// Sum of postings by account, debits positive.
    accounts: BTreeMap<LedgerAccount, i64>,
    /// What each customer's entries say of each payment, credits minus debits.
    credited: HashMap<(CustomerId, PaymentId), i64>,
    /// What the journal charges for each obligation.
    charged: HashMap<ObligationId, i64>,
    /// Allocated to each instalment, from the states of payments.
    allocated: HashMap<(ObligationId, u32), i64>,
    /// Unallocated remainder of each customer's payments.
    remainders: HashMap<CustomerId, i64>,
    /// Every instalment that has to be in the list of due dates.
    due: BTreeSet<DuePlace>,
    unassociated_cents: i64,
}

/// Checks a store that nothing writes to in the meantime.
///
/// # Errors
/// [`OperationError::Store`]; a stored entry that does not balance cannot even be read, and is
/// reported so.
pub async fn check(store: &Store) -> Result<Report, OperationError> {
    let mut books = Books::default();
    books.read_journal(store).await?;
    books.read_payments(store).await?;
    books.read_customers(store).await?;
    books.check_due_list(store).await?;
    books.check_institutions(store).await?;
    books.compare_totals();
    Ok(books.report)
}

impl Books {
    fn broken(&mut self, invariant: u8, subject: impl ToString, detail: String) {
        self.report.broken.push(Broken {
            invariant,
            subject: subject.to_string(),
            detail,
        });
    }

    /// Invariant 1 is proved by reading: an entry that does not balance is not an entry.
    async fn read_journal(&mut self, store: &Store) -> Result<(), OperationError> {
        let mut walk = journal::walk(store, None, None, JournalPosition::default());
        while let Some(entry) = walk.next().await? {
            self.report.entries += 1;
            for posting in entry.postings() {
                let cents = posting.amount.cents();
                *self.accounts.entry(posting.account.clone()).or_default() += cents;
                if let LedgerAccount::Customer(customer) = &posting.account {
                    if let Some(obligation) = entry.obligation() {
                        *self.charged.entry(obligation.clone()).or_default() += cents;
                    }
                    *self.report.balances.entry(customer.clone()).or_default() -= cents;
                    if let Some(payment) = entry.payment() {
                        let place = (customer.clone(), payment.clone());
                        *self.credited.entry(place).or_default() -= cents;
                    }
                }
            }
        }
        Ok(())
    }

    async fn read_payments(&mut self, store: &Store) -> Result<(), OperationError> {
        let mut walk = store.walk(List::Payments, &Range::all(Order::OldestFirst), PAGE_ITEMS);
        loop {
            let mut chunk: Vec<(PaymentId, i64)> = Vec::with_capacity(CHUNK);
            while chunk.len() < CHUNK
                && let Some(facts) = walk.next_payment().await?
            {
                chunk.push((facts.payment.id.clone(), facts.payment.amount.cents()));
            }
            let ids: Vec<PaymentId> = chunk.iter().map(|(id, _)| id.clone()).collect();
            let states = store.payment_states(&ids).await?;
            for (id, cents) in &chunk {
                self.report.payments += 1;
                match states.get(id) {
                    Some(state) => self.check_payment(id, *cents, state),
                    None => {
                        self.report.undispatched += 1;
                        self.unassociated_cents += cents;
                    }
                }
            }
            if chunk.len() < CHUNK {
                return Ok(());
            }
        }
    }

    fn check_payment(&mut self, id: &PaymentId, cents: i64, state: &PaymentState) {
        let allocated = state.allocated_cents();
        if allocated > cents || state.allocations.iter().any(|one| one.cents <= 0) {
            self.broken(3, id, format!("{allocated} cents allocated of {cents}"));
        }
        for one in &state.allocations {
            let place = (one.obligation.clone(), one.instalment);
            *self.allocated.entry(place).or_default() += one.cents;
        }
        match state.customer().cloned() {
            Some(customer) => {
                if state.to_settle.is_some() {
                    self.report.unallocated += 1;
                }
                *self.remainders.entry(customer.clone()).or_default() += cents - allocated;
                let credited = self
                    .credited
                    .remove(&(customer.clone(), id.clone()))
                    .unwrap_or_default();
                if credited != cents {
                    self.broken(
                        5,
                        id,
                        format!("{customer} was credited {credited} cents of {cents}"),
                    );
                }
                if state
                    .allocations
                    .iter()
                    .any(|one| one.obligation.customer() != customer)
                {
                    self.broken(
                        3,
                        id,
                        format!("allocated to an obligation of another customer than {customer}"),
                    );
                }
            }
            None => {
                if allocated != 0 {
                    self.broken(
                        3,
                        id,
                        format!("nobody owns it, yet {allocated} cents are allocated"),
                    );
                }
                if state.reversal.is_none() {
                    self.unassociated_cents += cents;
                }
            }
        }
        let by_people = state.edits.iter().filter(|edit| edit.is_by_person());
        let within_limit = by_people.filter(|edit| !edit.beyond_limit).count();
        if within_limit > usize::from(ASSOCIATION_EDITS_MAX) {
            self.broken(
                8,
                id,
                format!("{within_limit} association edits without an override"),
            );
        }
    }

    async fn read_customers(&mut self, store: &Store) -> Result<(), OperationError> {
        let plans = Plans::read(store).await?;
        let mut walk = store.walk(List::Customers, &Range::all(Order::OldestFirst), PAGE_ITEMS);
        while let Some(customer) = walk.next_customer().await? {
            self.report.customers += 1;
            self.check_account(store, &customer.id).await?;
            self.check_obligations(store, &plans, &customer.id).await?;
        }
        Ok(())
    }

    /// The chain of a customer's entries: numbers without gaps, each balance the last one plus the
    /// entry, and the end of it what all postings sum up to.
    async fn check_account(
        &mut self,
        store: &Store,
        customer: &CustomerId,
    ) -> Result<(), OperationError> {
        let (mut lines, _) = store.account_lines(customer, None, usize::MAX).await?;
        lines.reverse();
        let mut balance = 0;
        for (place, line) in (1..).zip(&lines) {
            balance += line.entry.customer_change(customer).cents();
            if line.seq != place || line.balance.cents() != balance {
                let detail = format!(
                    "entry {} says number {} and balance {}; counted {place} and {balance} cents",
                    line.entry.id(),
                    line.seq,
                    line.balance,
                );
                self.broken(2, customer, detail);
                return Ok(());
            }
        }
        let summed = self
            .report
            .balances
            .get(customer)
            .copied()
            .unwrap_or_default();
        if summed != balance {
            self.broken(
                2,
                customer,
                format!("balance {balance} cents, but all postings sum up to {summed}"),
            );
        }
        Ok(())
    }

    fn compare_totals(&mut self) {
        let total: i64 = self.accounts.values().sum();
        if total != 0 {
            self.broken(
                1,
                "journal",
                format!("all postings sum up to {total} cents"),
            );
        }
        let standing = self
            .accounts
            .get(&LedgerAccount::Unassociated)
            .copied()
            .unwrap_or_default();
        if -standing != self.unassociated_cents {
            let detail = format!(
                "{} cents stand there; payments without an owner sum up to {}",
                -standing, self.unassociated_cents
            );
            self.broken(2, LedgerAccount::Unassociated, detail);
        }
        let ghosts: Vec<_> = self
            .credited
            .iter()
            .filter(|(_, cents)| **cents != 0)
            .map(|((customer, payment), cents)| (customer.clone(), payment.clone(), *cents))
            .collect();
        for (customer, payment, cents) in ghosts {
            self.broken(
                5,
                &payment,
                format!("{customer} holds {cents} cents of a payment that is not theirs"),
            );
        }
        let orphans: Vec<_> = self.allocated.keys().cloned().collect();
        for (obligation, number) in orphans {
            self.broken(
                4,
                &obligation,
                format!("allocated to instalment {number}, which does not exist"),
            );
        }
    }
}
