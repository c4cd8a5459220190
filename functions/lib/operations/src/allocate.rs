//! What a payment settles: by itself, oldest due first, or as a person says.

pub(crate) mod addition;

use billing::allocation::{self, ALLOCATIONS_MAX, OpenInstalment, Share};
use billing::allocation::{Wanted, choose};
use billing::audit::AuditAction;
use billing::ids::{AllocationId, CustomerId, PaymentId};
use billing::money::Money;
use billing::role::Permission;
use chrono::{DateTime, Utc};
use store::client::Store;
use store::commit::Commit;
use store::payments::PaymentFile;
use store::states::{Allocation, HistoryRecord, PaymentState, Settle};

use crate::actor::Actor;
use crate::associate::load;
use crate::audit;
use crate::doses::Doses;
use crate::error::OperationError;
use crate::retry::on_conflict;

/// What allocating a payment by itself came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    /// What was put to instalments.
    pub allocated: Money,
    /// What stays as credit.
    pub unallocated: Money,
}

/// Settles what a payment was received for: what the payer pointed at, then oldest due first. Answers what that came
/// to; nothing where there was nothing to do any more.
///
/// # Idempotency
/// Done once per association; what people did since is left alone.
///
/// # Errors
/// [`OperationError::PaymentNotFound`], [`OperationError::Store`].
pub async fn automatically(
    store: &Store,
    payment: &PaymentId,
    now: DateTime<Utc>,
) -> Result<Option<Settled>, OperationError> {
    on_conflict(|| async {
        let file = load(store, payment).await?;
        let Some(before) = &file.state else {
            return Ok(None);
        };
        let (Some(customer), Some(settle)) = (before.customer(), &before.to_settle) else {
            return Ok(None);
        };
        let mut doses = Doses::of(store, customer).await?;
        let available = unallocated(&file, before)?;
        let limit = ALLOCATIONS_MAX.saturating_sub(before.allocations.len());
        let open = doses.open(available.currency())?;
        let shares = shares(settle, before, available, &open, limit);
        let mut after = PaymentState {
            version: before.version + 1,
            to_settle: None,
            ..before.clone()
        };
        doses.settle(&shares)?;
        add(&mut after, &shares, &Actor::system(), now);
        let mut commit = Commit::default();
        doses.write_into(&mut commit);
        commit.state(
            payment,
            file.facts.payment.received_at,
            Some(before),
            &after,
        );
        store.commit(commit).await?;
        let put = shares.iter().map(|share| share.amount);
        let allocated = Money::sum(available.currency(), put)?;
        Ok(Some(Settled {
            allocated,
            unallocated: available.checked_sub(allocated)?,
        }))
    })
    .await
}

/// What `available` would settle, the state saying what the payer pointed at.
pub(crate) fn shares(
    settle: &Settle,
    state: &PaymentState,
    available: Money,
    open: &[OpenInstalment],
    limit: usize,
) -> Vec<Share> {
    match settle {
        Settle::Nothing => Vec::new(),
        Settle::OldestFirst => {
            let pointed: Vec<_> = state.points_at.iter().cloned().collect();
            allocation::allocate(available, open, &pointed, limit)
        }
        Settle::Chosen(chosen) => {
            let open: Vec<_> = open
                .iter()
                .filter(|dose| chosen.contains(&dose.obligation))
                .cloned()
                .collect();
            allocation::allocate(available, &open, chosen, limit)
        }
        Settle::DueBetween(from, to) => {
            let open = allocation::due_between(open, *from, *to);
            allocation::allocate(available, &open, &[], limit)
        }
    }
}

/// Replaces all allocations of a payment.
///
/// # Idempotency
/// Asking for what is there already changes nothing.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::PaymentNotFound`], [`OperationError::PaymentReversed`],
/// [`OperationError::PaymentNotAssociated`], [`OperationError::ObligationOfAnotherCustomer`],
/// [`OperationError::ObligationNotFound`], [`OperationError::Allocation`], [`OperationError::Store`].
pub async fn reallocate(
    store: &Store,
    payment: &PaymentId,
    wanted: &[Wanted],
    reason: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    actor.may(Permission::AllocatePayment)?;
    on_conflict(|| async {
        let (file, before, customer) = load_associated(store, payment).await?;
        check_owner(wanted, &customer)?;
        let mut doses = Doses::of(store, &customer).await?;
        doses.release(&before.allocations)?;
        let amount = file.facts.payment.amount;
        let open = doses.open(amount.currency())?;
        let shares = choose(amount, &open, wanted).map_err(OperationError::Allocation)?;
        if same(&before.allocations, &shares) {
            return Ok(());
        }
        doses.settle(&shares)?;
        let change = Change {
            what: "reallocated",
            removed: before.allocations.clone(),
            shares,
            reason,
        };
        replace(store, &file, &before, &doses, change, actor, now).await
    })
    .await
}

/// Takes back everything that a payment was put to; all of it is credit again.
///
/// # Idempotency
/// A payment without allocations stays as it is.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::PaymentNotFound`],
/// [`OperationError::PaymentReversed`], [`OperationError::PaymentNotAssociated`], [`OperationError::Store`].
pub async fn unmap(
    store: &Store,
    payment: &PaymentId,
    reason: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    actor.may(Permission::AllocatePayment)?;
    on_conflict(|| async {
        let (file, before, _) = load_associated(store, payment).await?;
        if before.allocations.is_empty() {
            return Ok(());
        }
        take_back(
            store,
            &file,
            &before,
            before.allocations.clone(),
            "unmapped",
            reason,
            actor,
            now,
        )
        .await
    })
    .await
}

/// Takes back one allocation and leaves every other one alone.
///
/// # Idempotency
/// An allocation that is gone is reported as [`OperationError::AllocationNotFound`].
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::PaymentNotFound`],
/// [`OperationError::PaymentReversed`], [`OperationError::PaymentNotAssociated`], [`OperationError::AllocationNotFound`],
/// [`OperationError::Store`].
pub async fn undo(
    store: &Store,
    payment: &PaymentId,
    allocation: &AllocationId,
    reason: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    actor.may(Permission::AllocatePayment)?;
    on_conflict(|| async {
        let (file, before, _) = load_associated(store, payment).await?;
        let removed: Vec<Allocation> = before
            .allocations
            .iter()
            .filter(|one| one.id(payment) == *allocation)
            .cloned()
            .collect();
        if removed.is_empty() {
            return Err(OperationError::AllocationNotFound);
        }
        take_back(
            store,
            &file,
            &before,
            removed,
            "deallocated",
            reason,
            actor,
            now,
        )
        .await
    })
    .await
}

/// What is left of a payment.
pub(crate) fn unallocated(
    file: &PaymentFile,
    state: &PaymentState,
) -> Result<Money, OperationError> {
    let amount = file.facts.payment.amount;
    let allocated = Money::from_cents(state.allocated_cents(), amount.currency())?;
    Ok(amount.checked_sub(allocated)?)
}

struct Change<'a> {
    what: &'static str,
    removed: Vec<Allocation>,
    shares: Vec<Share>,
    reason: &'a str,
}

#[expect(
    clippy::too_many_arguments,
    reason = "a correction is what, of what, why, by whom and when"
)]
async fn take_back(
    store: &Store,
    file: &PaymentFile,
    before: &PaymentState,
    removed: Vec<Allocation>,
    what: &'static str,
    reason: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    let mut doses = Doses::under(store, &removed).await?;
    doses.release(&removed)?;
    let change = Change {
        what,
        removed,
        shares: Vec::new(),
        reason,
    };
    replace(store, file, before, &doses, change, actor, now).await
}

async fn replace(
    store: &Store,
    file: &PaymentFile,
    before: &PaymentState,
    doses: &Doses,
    change: Change<'_>,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    let payment = &file.facts.payment;
    let mut after = PaymentState {
        version: before.version + 1,
        to_settle: None,
        ..before.clone()
    };
    after
        .allocations
        .retain(|one| !change.removed.contains(one));
    let kept = after.allocations.len();
    add(&mut after, &change.shares, actor, now);
    let record = HistoryRecord {
        version: after.version,
        what: change.what.to_owned(),
        by: actor.name().to_owned(),
        at: now,
        reason: change.reason.to_owned(),
        removed: change.removed,
        added: after.allocations.get(kept..).unwrap_or_default().to_vec(),
        annotations: None,
    };
    let mut commit = Commit::default();
    doses.write_into(&mut commit);
    commit.state(&payment.id, payment.received_at, Some(before), &after);
    commit.history(&payment.id, &record);
    let put_to = |state: &PaymentState| {
        Money::from_cents(state.allocated_cents(), payment.amount.currency())
    };
    let action = match record.added.is_empty() {
        true => AuditAction::PaymentUnmapped,
        false => AuditAction::PaymentAllocated,
    };
    let words = format!("{} → {} put to use", put_to(before)?, put_to(&after)?);
    audit::line(actor, action, &payment.id, now)
        .of(before.customer())
        .noting(words)
        .because(change.reason)
        .on(store)
        .commit(commit)
        .await?;
    Ok(())
}

fn add(state: &mut PaymentState, shares: &[Share], actor: &Actor, now: DateTime<Utc>) {
    for share in shares {
        state.last_allocation += 1;
        state.allocations.push(Allocation {
            number: state.last_allocation,
            obligation: share.obligation.clone(),
            instalment: share.instalment,
            cents: share.amount.cents(),
            by: actor.name().to_owned(),
            at: now,
        });
    }
}

fn same(standing: &[Allocation], shares: &[Share]) -> bool {
    let mut a: Vec<_> = standing
        .iter()
        .map(|one| (&one.obligation, one.instalment, one.cents))
        .collect();
    let mut b: Vec<_> = shares
        .iter()
        .map(|one| (&one.obligation, one.instalment, one.amount.cents()))
        .collect();
    a.sort();
    b.sort();
    a == b
}

fn check_owner(wanted: &[Wanted], customer: &CustomerId) -> Result<(), OperationError> {
    if wanted
        .iter()
        .any(|one| one.obligation.customer() != *customer)
    {
        return Err(OperationError::ObligationOfAnotherCustomer);
    }
    Ok(())
}

async fn load_associated(
    store: &Store,
    payment: &PaymentId,
) -> Result<(PaymentFile, PaymentState, CustomerId), OperationError> {
    let file = load(store, payment).await?;
    let state = file.state.clone().unwrap_or_default();
    if state.reversal.is_some() {
        return Err(OperationError::PaymentReversed);
    }
    let customer = state
        .customer()
        .cloned()
        .ok_or(OperationError::PaymentNotAssociated)?;
    Ok((file, state, customer))
}
