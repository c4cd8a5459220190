//! What a change of an obligation would do, for the page on which a person confirms it. Nothing is written.

use billing::ids::ObligationId;
use billing::money::Money;
use billing::notification::Channel;
use chrono::{DateTime, Utc};
use store::client::Store;
use store::obligation_changes::ChangeKind;
use store::obligations::ObligationFile;

use super::edit::Edit;
use super::{InstalmentChange, Replaced, cancelled_doses, changed_dose, restored_doses};
use crate::actor::Actor;
use crate::business_days::business_days;
use crate::error::OperationError;
use crate::obligations;

/// What a change would do.
#[derive(Clone, Debug)]
pub struct ChangePreview {
    /// The obligation as it is.
    pub before: ObligationFile,
    /// The obligation as it would be.
    pub after: ObligationFile,
    /// The customer's balance as it is.
    pub balance: Money,
    /// The balance as it would be.
    pub balance_after: Money,
    /// Over which channels the customer would be told.
    pub told: Vec<Channel>,
}

/// What a change of an instalment would do; nothing where it is so already. Its reason is not looked at.
///
/// # Errors
/// Those of [`change_instalment`](super::change_instalment) without [`OperationError::NotAllowed`].
pub async fn of_instalment(
    store: &Store,
    id: &ObligationId,
    number: u32,
    wanted: &InstalmentChange,
    now: DateTime<Utc>,
) -> Result<Option<ChangePreview>, OperationError> {
    let file = obligations::get(store, id).await?;
    let days = business_days(store).await?;
    match changed_dose(&file, number, wanted, &days)? {
        None => Ok(None),
        Some(dose) => preview(store, file, ChangeKind::InstalmentChanged, vec![dose], now)
            .await
            .map(Some),
    }
}

/// What cancelling what is unpaid would do.
///
/// # Errors
/// Those of [`cancel_unpaid`](super::cancel_unpaid) without [`OperationError::NotAllowed`].
pub async fn of_cancellation(
    store: &Store,
    id: &ObligationId,
    now: DateTime<Utc>,
) -> Result<ChangePreview, OperationError> {
    let file = obligations::get(store, id).await?;
    let doses = cancelled_doses(&file)?;
    preview(store, file, ChangeKind::Cancelled, doses, now).await
}

/// What taking a cancellation back would do.
///
/// # Errors
/// Those of [`restore`](super::restore) without [`OperationError::NotAllowed`].
pub async fn of_restoration(
    store: &Store,
    id: &ObligationId,
    now: DateTime<Utc>,
) -> Result<ChangePreview, OperationError> {
    let file = obligations::get(store, id).await?;
    let doses = restored_doses(&file)?;
    preview(store, file, ChangeKind::Restored, doses, now).await
}

async fn preview(
    store: &Store,
    file: ObligationFile,
    kind: ChangeKind,
    doses: Vec<Replaced>,
    now: DateTime<Utc>,
) -> Result<ChangePreview, OperationError> {
    let customer = file.head.id.customer();
    let balance = store
        .account_tip(&customer, file.head.currency)
        .await?
        .balance;
    let mut edit = Edit::of(&file, kind, "", &Actor::system(), now);
    for (before, after) in doses {
        edit.replace(&before, after)?;
    }
    let told = edit.messages(store).await?;
    let after = edit.after();
    let more = Money::from_cents(after.head.cents - file.head.cents, file.head.currency)?;
    Ok(ChangePreview {
        balance,
        balance_after: balance.checked_sub(more)?,
        told: told.into_iter().map(|message| message.channel).collect(),
        before: file,
        after,
    })
}
