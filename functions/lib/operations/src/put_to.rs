//! What a payment is put to, in the words of its obligations.

use billing::ids::ObligationId;
use billing::money::Money;
use chrono::NaiveDate;
use futures::{StreamExt, TryStreamExt};
use store::client::Store;
use store::obligations::ObligationFile;

use crate::error::OperationError;
use crate::payments::Shown;

/// Obligations that are read side by side.
const SIDE_BY_SIDE: usize = 8;

/// An amount of a payment that is put to one instalment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PutTo {
    /// The obligation.
    pub obligation: ObligationId,
    /// What it is for.
    pub description: String,
    /// The number of the instalment.
    pub number: u32,
    /// How many the obligation has.
    pub of: u32,
    /// Until when it had to be paid.
    pub due_on: NaiveDate,
    /// How much.
    pub amount: Money,
}

/// The obligations that payments are put to, each read once and consistently. They are read after the payments, so what
/// those are put to is there.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn obligations_behind(
    store: &Store,
    payments: &[&Shown],
) -> Result<Vec<ObligationFile>, OperationError> {
    let allocations = payments.iter().flat_map(|one| &one.state.allocations);
    let ids = allocations.map(|one| one.obligation.clone()).collect();
    these(store, ids).await
}

/// Several obligations in no order, each read once; unknown ones are left out.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn these(
    store: &Store,
    mut ids: Vec<ObligationId>,
) -> Result<Vec<ObligationFile>, OperationError> {
    ids.sort();
    ids.dedup();
    let read = ids
        .into_iter()
        .map(|id| async move { store.obligation(&id).await });
    let files: Vec<Option<ObligationFile>> = futures::stream::iter(read)
        .buffer_unordered(SIDE_BY_SIDE)
        .try_collect()
        .await?;
    Ok(files.into_iter().flatten().collect())
}

/// What a payment is put to, in the order in which it was; `owed` holds the obligations of its owner.
///
/// # Errors
/// [`OperationError::Disagreement`] where an instalment is not among `owed`, [`OperationError::Money`].
pub fn put_to(shown: &Shown, owed: &[ObligationFile]) -> Result<Vec<PutTo>, OperationError> {
    let currency = shown.facts.payment.amount.currency();
    let parts = shown.state.allocations.iter().map(|one| {
        let file = owed.iter().find(|file| file.head.id == one.obligation);
        let dose = file.and_then(|file| {
            let mut doses = file.instalments.iter();
            Some((file, doses.find(|dose| dose.number == one.instalment)?))
        });
        let (file, dose) = dose.ok_or_else(|| OperationError::Disagreement {
            key: format!("{}/{}", one.obligation, one.instalment),
            detail: "an allocation is on an instalment that is not there",
        })?;
        Ok(PutTo {
            obligation: one.obligation.clone(),
            description: file.head.description.clone(),
            number: one.instalment,
            of: u32::try_from(file.instalments.len()).unwrap_or(u32::MAX),
            due_on: dose.due_on,
            amount: Money::from_cents(one.cents, currency)?,
        })
    });
    parts.collect()
}
