//! Changes of an association by people: how many there may be, and how the audit tells of one.

use billing::payment::ASSOCIATION_EDITS_MAX;
use store::payments::PaymentFile;
use store::states::PaymentState;

use crate::actor::Actor;
use crate::error::OperationError;

/// Whether one change more is within the limit, or is made by somebody who goes over it.
pub(super) fn check_limit(state: &PaymentState, actor: &Actor) -> Result<(), OperationError> {
    if state.edits_by_people() >= usize::from(ASSOCIATION_EDITS_MAX) && !actor.goes_over_limit()? {
        return Err(OperationError::AssociationEditLimitReached);
    }
    Ok(())
}

/// How much it is about, from whom it is taken, and whether it goes over the limit.
pub(super) fn edit_in_words(file: &PaymentFile, before: &PaymentState) -> String {
    let mut words = file.facts.payment.amount.to_string();
    if let Some(holder) = before.customer() {
        words.push_str(&format!(", from {}", holder.account()));
    }
    if before.edits_by_people() >= usize::from(ASSOCIATION_EDITS_MAX) {
        words.push_str(", beyond the limit of edits");
    }
    words
}
