//! What a payment makes us tell: its owner that it arrived and what it did, or its payer that we do not know them.

use billing::civil::nairobi_date;
use billing::ids::of_notification::Addressee;
use billing::ids::{CustomerId, PaymentId};
use billing::language::Language;
use billing::money::Money;
use billing::notification::{Channel, Message, NextDue, Received, Settled, Unmatched};
use billing::phone::PayerPhone;
use chrono::{DateTime, Utc};
use store::client::Store;
use store::notifications::NotificationRecord;
use store::obligations::{InstalmentRecord, ObligationFile};
use store::payments::PaymentFile;
use store::states::PaymentState;

use crate::allocate::unallocated;
use crate::associate::load;
use crate::error::OperationError;
use crate::evidence::evidence;
use crate::outbox::{self, Event, Recipient};

/// Tells the owner of a payment that it arrived, what it settled, how they stand and what is next. Answers the
/// notifications that are new.
///
/// # Idempotency
/// An owner is told once of a payment, whatever is done with it afterwards.
///
/// # Errors
/// [`OperationError::PaymentNotFound`], [`OperationError::Store`].
pub async fn payment_received(
    store: &Store,
    payment: &PaymentId,
    now: DateTime<Utc>,
) -> Result<Vec<NotificationRecord>, OperationError> {
    let file = load(store, payment).await?;
    let state = file.state.clone().unwrap_or_default();
    let Some(owner) = state.customer() else {
        return Ok(Vec::new());
    };
    let Some(customer) = store.customer(owner).await? else {
        return Ok(Vec::new());
    };
    let event = Event {
        key: format!("received/{payment}"),
        day: nairobi_date(file.facts.payment.received_at),
        message: Message::PaymentReceived(received(store, &file, &state, owner).await?),
    };
    let settings = store.settings().await?;
    let records = outbox::to_customer(&customer, &event, &settings, now)?;
    Ok(outbox::write(store, records).await?)
}

async fn received(
    store: &Store,
    file: &PaymentFile,
    state: &PaymentState,
    owner: &CustomerId,
) -> Result<Received, OperationError> {
    let payment = &file.facts.payment;
    let owed = store.obligations_of(owner).await?;
    let tip = store.account_tip(owner, payment.amount.currency()).await?;
    let mut settled = Vec::with_capacity(state.allocations.len());
    for one in &state.allocations {
        let of = owed.iter().find(|file| file.head.id == one.obligation);
        let dose = of.and_then(|file| dose(file, one.instalment).map(|dose| (file, dose)));
        let Some((of, dose)) = dose else {
            continue;
        };
        settled.push(Settled {
            description: of.head.description.clone(),
            number: dose.number,
            of: u32::try_from(of.instalments.len()).unwrap_or(u32::MAX),
            amount: Money::from_cents(one.cents, dose.currency)?,
            outstanding: Money::from_cents(dose.outstanding_cents(), dose.currency)?,
        });
    }
    Ok(Received {
        payment: payment.id.clone(),
        amount: payment.amount,
        balance: tip.balance,
        settled,
        unallocated: unallocated(file, state)?,
        next: next_due(&owed)?,
    })
}

fn dose(file: &ObligationFile, number: u32) -> Option<&InstalmentRecord> {
    file.instalments.iter().find(|dose| dose.number == number)
}

/// What has to be paid next of all that is owed.
fn next_due(owed: &[ObligationFile]) -> Result<Option<NextDue>, OperationError> {
    let open = owed
        .iter()
        .flat_map(|file| &file.instalments)
        .filter(|dose| dose.outstanding_cents() > 0);
    let next = open.min_by_key(|dose| (dose.due_on, dose.created_at, dose.number));
    next.map(|dose| {
        Ok(NextDue {
            outstanding: Money::from_cents(dose.outstanding_cents(), dose.currency)?,
            due_on: dose.due_on,
        })
    })
    .transpose()
}

/// Tells of a payment for which nobody was found: the payer, where the provider told us their whole number, and the
/// staff who asked for it. Answers the notifications that are new.
///
/// # Idempotency
/// Each is told once.
///
/// # Errors
/// [`OperationError::PaymentNotFound`], [`OperationError::Store`].
pub async fn payment_unmatched(
    store: &Store,
    payment: &PaymentId,
    now: DateTime<Utc>,
) -> Result<Vec<NotificationRecord>, OperationError> {
    let file = load(store, payment).await?;
    let state = file.state.clone().unwrap_or_default();
    if state.customer().is_some() || state.reversal.is_some() {
        return Ok(Vec::new());
    }
    let facts = &file.facts.payment;
    let event = Event {
        key: format!("unmatched/{payment}"),
        day: nairobi_date(facts.received_at),
        message: Message::PaymentUnmatched(Unmatched {
            payment: facts.id.clone(),
            amount: facts.amount,
            reference: facts.reference.clone(),
        }),
    };
    let settings = store.settings().await?;
    let payer = evidence(&file).payer;
    let phone = payer.phone.as_ref().and_then(|phone| match phone {
        PayerPhone::Number(number) => Some(number.as_str().to_owned()),
        PayerPhone::Hash(_) | PayerPhone::Mask(_) => None,
    });
    let payer = phone.map(|to| Recipient {
        addressee: Addressee::Payer,
        name: payer.name,
        channel: Channel::Sms,
        to,
        language: Language::default(),
    });
    let staff = settings.staff_emails.iter().map(|email| Recipient {
        addressee: Addressee::Staff,
        name: String::new(),
        channel: Channel::Email,
        to: email.clone(),
        language: Language::En,
    });
    let mut records = Vec::new();
    for recipient in payer.into_iter().chain(staff) {
        let event = match recipient.addressee {
            // Several of the staff may be told, each once.
            Addressee::Staff => Event {
                key: format!("{}/{}", event.key, recipient.to),
                ..event.clone()
            },
            Addressee::Customer(_) | Addressee::Payer => event.clone(),
        };
        records.push(outbox::record(&recipient, &event, &settings, now)?);
    }
    Ok(outbox::write(store, records).await?)
}
