//! What a correction of a payment would do, for the page on which a person confirms it. It writes nothing.
//!
//! The figures are those of the moment in which they were read; the operation itself loads and decides again.

pub mod put_to;

mod owed;

use billing::allocation::ALLOCATIONS_MAX;
use billing::civil::nairobi_date;
use billing::ids::{CustomerId, ObligationId};
use billing::money::Money;
use billing::notification::{Channel, Message, MessageKind, Received};
use billing::payment::ASSOCIATION_EDITS_MAX;
use chrono::{DateTime, NaiveDate, Utc};
use store::client::Store;
use store::customers::Customer;
use store::payments::PaymentFile;
use store::states::{PaymentState, Settle};

use self::owed::Owed;
use crate::allocate::shares;
use crate::error::OperationError;
use crate::manual_payment::ManualPayment;
use crate::outbox::{self, Event};

/// What a correction would do.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Who loses the payment, where somebody does.
    pub loses: Option<AccountChange>,
    /// Who gets it, where somebody does.
    pub gets: Option<AccountChange>,
    /// Instalments to which more or less of it is put than now, oldest due first.
    pub doses: Vec<DoseChange>,
    /// What of it is put to nothing afterwards; nothing where nobody owns it then.
    pub unallocated: Option<Money>,
    /// How often people have changed its owner, this change included; nothing where the owner stays.
    pub edits: Option<Edits>,
    /// Over which channels its owner will be told.
    pub told: Vec<Channel>,
}

/// A balance before and after.
#[derive(Clone, Debug)]
pub struct AccountChange {
    /// Whose.
    pub customer: Customer,
    /// The balance now.
    pub before: Money,
    /// The balance afterwards.
    pub after: Money,
}

/// An instalment before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoseChange {
    /// The obligation.
    pub obligation: ObligationId,
    /// What it is for.
    pub description: String,
    /// The number of the instalment.
    pub number: u32,
    /// How many instalments there are.
    pub of: usize,
    /// When it is due.
    pub due_on: NaiveDate,
    /// What of the payment is put to it now.
    pub put_before: Money,
    /// What is put to it afterwards.
    pub put_after: Money,
    /// What is still to be paid of it now.
    pub outstanding_before: Money,
    /// What is still to be paid of it afterwards.
    pub outstanding_after: Money,
}

/// Changes of the owner by people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edits {
    /// With this change.
    pub after: usize,
    /// How many there may be.
    pub limit: usize,
}

impl Edits {
    fn one_more(state: &PaymentState) -> Self {
        Self {
            after: state.edits_by_people() + 1,
            limit: usize::from(ASSOCIATION_EDITS_MAX),
        }
    }

    /// Whether only an administrator may make this change.
    #[must_use]
    pub fn is_over_limit(self) -> bool {
        self.after > self.limit
    }
}

/// What giving a payment to a customer would do.
///
/// # Errors
/// In this order: [`OperationError::PaymentReversed`], [`OperationError::PaymentUnverified`],
/// [`OperationError::CustomerNotFound`], [`OperationError::Store`].
pub async fn association(
    store: &Store,
    file: &PaymentFile,
    customer: &CustomerId,
    now: DateTime<Utc>,
) -> Result<Preview, OperationError> {
    let state = standing(file)?;
    if let Some(doubt) = state.doubt.clone() {
        return Err(OperationError::PaymentUnverified { doubt });
    }
    let amount = file.facts.payment.amount;
    let gets = account_change(store, customer, amount, amount).await?;
    let owed = Owed::by(store, customer).await?;
    let open = owed.open(&[], amount.currency())?;
    let nothing_said = PaymentState::default();
    let settle = Settle::OldestFirst;
    let shares = shares(&settle, &nothing_said, amount, &open, ALLOCATIONS_MAX);
    let put = Money::sum(amount.currency(), shares.iter().map(|share| share.amount))?;
    let mut doses = Vec::new();
    let mut loses = None;
    if let Some(holder) = state.customer() {
        loses = Some(account_change(store, holder, amount, amount.negated()).await?);
        let released = &state.allocations;
        doses = Owed::by(store, holder)
            .await?
            .changes(released, &[], amount.currency())?;
    }
    doses.extend(owed.changes(&[], &shares, amount.currency())?);
    Ok(Preview {
        told: channels(store, file, &gets, now).await?,
        loses,
        gets: Some(gets),
        doses,
        unallocated: Some(amount.checked_sub(put)?),
        edits: Some(Edits::one_more(&state)),
    })
}

/// What recording a payment that staff received would do.
///
/// # Errors
/// [`OperationError::CustomerNotFound`], [`OperationError::Store`].
pub async fn entry(store: &Store, manual: &ManualPayment) -> Result<Preview, OperationError> {
    let amount = manual.amount;
    let gets = account_change(store, &manual.customer, amount, amount).await?;
    let owed = Owed::by(store, &manual.customer).await?;
    let open = owed.open(&[], amount.currency())?;
    let nothing_said = PaymentState::default();
    let shares = shares(
        &manual.settle,
        &nothing_said,
        amount,
        &open,
        ALLOCATIONS_MAX,
    );
    let put = Money::sum(amount.currency(), shares.iter().map(|share| share.amount))?;
    let tells = |channel: &Channel| {
        let customer = &gets.customer;
        let wanted = outbox::told_by(customer, *channel).wants(MessageKind::PaymentReceived);
        wanted && outbox::address(customer, *channel).is_some()
    };
    Ok(Preview {
        told: Channel::ALL.into_iter().filter(tells).collect(),
        loses: None,
        doses: owed.changes(&[], &shares, amount.currency())?,
        unallocated: Some(amount.checked_sub(put)?),
        edits: None,
        gets: Some(gets),
    })
}

/// What taking a payment from its customer would do.
///
/// # Errors
/// In this order: [`OperationError::PaymentReversed`], [`OperationError::PaymentNotAssociated`],
/// [`OperationError::Store`].
pub async fn disassociation(store: &Store, file: &PaymentFile) -> Result<Preview, OperationError> {
    let (state, holder) = owned(file)?;
    let amount = file.facts.payment.amount;
    let owed = Owed::by(store, &holder).await?;
    Ok(Preview {
        loses: Some(account_change(store, &holder, amount, amount.negated()).await?),
        gets: None,
        doses: owed.changes(&state.allocations, &[], amount.currency())?,
        unallocated: None,
        edits: Some(Edits::one_more(&state)),
        told: Vec::new(),
    })
}

/// What recording that the money went back would do.
///
/// # Errors
/// [`OperationError::PaymentReversed`], [`OperationError::Store`].
pub async fn reversal(store: &Store, file: &PaymentFile) -> Result<Preview, OperationError> {
    let state = standing(file)?;
    let amount = file.facts.payment.amount;
    let mut preview = Preview {
        loses: None,
        gets: None,
        doses: Vec::new(),
        unallocated: None,
        edits: None,
        told: Vec::new(),
    };
    if let Some(holder) = state.customer() {
        let owed = Owed::by(store, holder).await?;
        preview.loses = Some(account_change(store, holder, amount, amount.negated()).await?);
        preview.doses = owed.changes(&state.allocations, &[], amount.currency())?;
    }
    Ok(preview)
}

fn standing(file: &PaymentFile) -> Result<PaymentState, OperationError> {
    let state = file.state.clone().unwrap_or_default();
    match state.reversal {
        Some(_) => Err(OperationError::PaymentReversed),
        None => Ok(state),
    }
}

fn owned(file: &PaymentFile) -> Result<(PaymentState, CustomerId), OperationError> {
    let state = standing(file)?;
    let holder = state.customer().cloned();
    let holder = holder.ok_or(OperationError::PaymentNotAssociated)?;
    Ok((state, holder))
}

async fn account_change(
    store: &Store,
    customer: &CustomerId,
    amount: Money,
    change: Money,
) -> Result<AccountChange, OperationError> {
    let found = store.customer(customer).await?;
    let found = found.ok_or(OperationError::CustomerNotFound)?;
    let tip = store.account_tip(customer, amount.currency()).await?;
    Ok(AccountChange {
        customer: found,
        before: tip.balance,
        after: tip.balance.checked_add(change)?,
    })
}

/// The channels over which [`crate::tell::payment_received`] would tell the new owner. Whoever was told of this payment
/// before is not told again.
async fn channels(
    store: &Store,
    file: &PaymentFile,
    owner: &AccountChange,
    now: DateTime<Utc>,
) -> Result<Vec<Channel>, OperationError> {
    let payment = &file.facts.payment;
    let event = Event {
        key: format!("received/{}", payment.id),
        day: nairobi_date(payment.received_at),
        message: Message::PaymentReceived(Received {
            payment: payment.id.clone(),
            amount: payment.amount,
            balance: owner.after,
            settled: Vec::new(),
            unallocated: payment.amount,
            next: None,
        }),
    };
    let settings = store.settings().await?;
    let mut channels = Vec::new();
    for record in outbox::to_customer(&owner.customer, &event, &settings, now)? {
        if store.notification(&record.id).await?.is_none() {
            channels.push(record.channel);
        }
    }
    Ok(channels)
}
