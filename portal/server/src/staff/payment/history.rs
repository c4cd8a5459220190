//! What happened to a payment, as its page shows it.

use billing::ids::CustomerId;
use billing::money::Money;
use billing::payment::Payment;
use operations::error::OperationError;
use operations::payment_history::{Event, OwnerChange, What as Was};
use portal_app::views::payment::whole::{Happened, Part, What};
use store::states::Allocation;

use crate::staff::parties::Parties;
use crate::staff::payment::whole::Owed;

/// One thing that happened.
///
/// # Errors
/// [`OperationError::Money`] if a stored amount is out of range.
pub fn happened(
    event: Event,
    payment: &Payment,
    parties: &Parties,
    owed: &Owed,
) -> Result<Happened, OperationError> {
    let party = |id: &CustomerId| parties.of(id);
    let parts = |all: &[Allocation]| parts(all, payment, owed);
    let none: &[Allocation] = &[];
    let (what, removed, added) = match &event.what {
        Was::Received(channel) => (What::Received(*channel), none, none),
        Was::Corroborated(channel) => (What::Corroborated(*channel), none, none),
        Was::Contradicted(_) => (What::Contradicted, none, none),
        Was::Associated(change) => (associated(change, party), change.removed.as_slice(), none),
        Was::Disassociated(change) => {
            let what = What::Disassociated {
                party: party(&change.customer),
                beyond_limit: change.beyond_limit,
            };
            (what, change.removed.as_slice(), none)
        }
        Was::Allocated(added) => (What::Allocated, none, added.as_slice()),
        Was::Corrected(one) => {
            let what = What::Corrected(one.name.clone());
            (what, one.removed.as_slice(), one.added.as_slice())
        }
    };
    Ok(Happened {
        what,
        removed: parts(removed)?,
        added: parts(added)?,
        at: event.at,
        by: event.by,
        reason: event.reason,
    })
}

fn associated(
    change: &OwnerChange,
    party: impl Fn(&CustomerId) -> portal_app::views::payment::Party,
) -> What {
    What::Associated {
        party: party(&change.customer),
        from: change.from.as_ref().map(party),
        rule: change.rule,
        beyond_limit: change.beyond_limit,
    }
}

fn parts(all: &[Allocation], payment: &Payment, owed: &Owed) -> Result<Vec<Part>, OperationError> {
    let parts = all.iter().map(|one| {
        let (description, of) = owed.named(&one.obligation);
        Ok(Part {
            description,
            instalment: one.instalment,
            of,
            amount: Money::from_cents(one.cents, payment.amount.currency())?,
        })
    });
    parts.collect()
}
