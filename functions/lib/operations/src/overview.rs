//! What a customer sees first: what they owe, what comes next, what they paid last. Three rounds of questions to the
//! store in all, however long the account is.

use std::collections::HashSet;

use billing::ids::{CustomerId, PaymentId};
use billing::money::{Currency, Money};
use chrono::NaiveDate;
use store::client::Store;
use store::error::StoreError;
use store::journal::{AccountLine, Tip};

use crate::balance::{Balance, READINGS_MAX, figures};
use crate::debts::{Debt, by_seniority};
use crate::error::OperationError;
use crate::payments::account::{AccountPayment, at_places};
use crate::put_to::{PutTo, put_to};

/// Instalments that are shown.
pub const NEXT_SHOWN: usize = 3;
/// Payments that are shown.
pub const RECENT_SHOWN: usize = 3;
/// The newest entries, in which the last payments nearly always are.
const NEWEST_LINES: u16 = 24;
/// Entries that are read once more where they are not.
const OLDER_LINES: u16 = 200;

/// What falls due on the first day from today on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextDue {
    /// The day.
    pub on: NaiveDate,
    /// All that is still to be paid of what falls due on it.
    pub amount: Money,
    /// How many instalments that are.
    pub instalments: usize,
}

/// A payment with what it was put to.
#[derive(Clone, Debug)]
pub struct RecentPayment {
    /// The payment, and its number in the account.
    pub payment: AccountPayment,
    /// What it was put to.
    pub put_to: Vec<PutTo>,
    /// What of it is not put to anything.
    pub remainder: Money,
}

/// How a customer stands.
#[derive(Clone, Debug)]
pub struct CustomerOverview {
    /// Balance, outstanding, overdue, unallocated credit.
    pub figures: Balance,
    /// What has to be paid first: overdue and open instalments, oldest due first.
    pub next: Vec<Debt>,
    /// What falls due next, without what is overdue; nothing where nothing is to come.
    pub next_due: Option<NextDue>,
    /// How many instalments are open in all.
    pub open_instalments: usize,
    /// The last payments, newest in the account first.
    pub recent: Vec<RecentPayment>,
}

/// How a customer stands in a currency at one moment. The caller knows that there is such a customer.
///
/// # Errors
/// [`OperationError::Store`], [`OperationError::Money`].
pub async fn of_customer(
    store: &Store,
    customer: &CustomerId,
    currency: Currency,
    today: NaiveDate,
) -> Result<CustomerOverview, OperationError> {
    for _ in 0..READINGS_MAX {
        let (page, owed) = tokio::try_join!(
            store.account_page(customer, None, NEWEST_LINES),
            store.obligations_of(customer),
        )?;
        let (lines, more) = page;
        let tip = tip_of(lines.first(), currency);
        // Two readings belong together only if no entry was written between them, and a payment that was put to
        // something since needs the instalments of since.
        let (after, recent) = tokio::join!(
            store.account_tip(customer, currency),
            recent(store, customer, &lines, more),
        );
        if after?.seq != tip.seq {
            continue;
        }
        let recent = recent?.into_iter().map(|payment| {
            Ok(RecentPayment {
                put_to: put_to(&payment.shown, &owed)?,
                remainder: payment.shown.unallocated()?,
                payment,
            })
        });
        let recent = match recent.collect::<Result<Vec<_>, OperationError>>() {
            Err(OperationError::Disagreement { .. }) => continue,
            recent => recent?,
        };
        let (mut open, _) = by_seniority(&owed, currency, today)?;
        let next_due = next_due(&open, currency, today)?;
        let open_instalments = open.len();
        open.truncate(NEXT_SHOWN);
        return Ok(CustomerOverview {
            figures: figures(&tip, &owed, currency, today)?,
            next: open,
            next_due,
            open_instalments,
            recent,
        });
    }
    Err(StoreError::Conflict.into())
}

fn tip_of(newest: Option<&AccountLine>, currency: Currency) -> Tip {
    newest.map_or(
        Tip {
            seq: 0,
            balance: Money::zero(currency),
            at: None,
        },
        |line| Tip {
            seq: line.seq,
            balance: line.balance,
            at: Some(line.entry.at()),
        },
    )
}

/// The last payments, looked for a little further back where the newest entries have too few.
async fn recent(
    store: &Store,
    customer: &CustomerId,
    newest: &[AccountLine],
    more: bool,
) -> Result<Vec<AccountPayment>, OperationError> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    add_recent(store, customer, places(newest, &mut seen), &mut found).await?;
    if found.len() < RECENT_SHOWN && more {
        let before = newest.last().map(|line| line.seq);
        let (older, _) = store.account_page(customer, before, OLDER_LINES).await?;
        add_recent(store, customer, places(&older, &mut seen), &mut found).await?;
    }
    Ok(found)
}

/// Where payments stand, each once.
fn places(lines: &[AccountLine], seen: &mut HashSet<PaymentId>) -> Vec<(u64, PaymentId)> {
    let about = lines.iter().filter_map(|line| {
        let id = line.entry.payment()?;
        seen.insert(id.clone()).then(|| (line.seq, id.clone()))
    });
    about.collect()
}

/// A few at a time: nearly always the first few are enough, but some may be somebody else's by now.
async fn add_recent(
    store: &Store,
    customer: &CustomerId,
    places: Vec<(u64, PaymentId)>,
    found: &mut Vec<AccountPayment>,
) -> Result<(), OperationError> {
    for few in places.chunks(RECENT_SHOWN) {
        if found.len() >= RECENT_SHOWN {
            break;
        }
        found.extend(at_places(store, customer, few).await?);
    }
    found.truncate(RECENT_SHOWN);
    Ok(())
}

fn next_due(
    open: &[Debt],
    currency: Currency,
    today: NaiveDate,
) -> Result<Option<NextDue>, OperationError> {
    let to_come = open.iter().filter(|debt| debt.dose.due_on >= today);
    let Some(on) = to_come.clone().map(|debt| debt.dose.due_on).min() else {
        return Ok(None);
    };
    let on_it = to_come.filter(|debt| debt.dose.due_on == on);
    Ok(Some(NextDue {
        on,
        instalments: on_it.clone().count(),
        amount: Money::sum(currency, on_it.map(|debt| debt.dose.outstanding()))?,
    }))
}
