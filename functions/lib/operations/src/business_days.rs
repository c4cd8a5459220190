//! Which days are business days here: the law's holidays, those that staff entered, and which way due dates move.

use billing::business_days::BusinessDays;
use store::client::Store;
use store::error::StoreError;

/// The business days as they are known now.
///
/// # Errors
/// [`StoreError::Unavailable`], [`StoreError::Corrupt`].
pub async fn business_days(store: &Store) -> Result<BusinessDays, StoreError> {
    let settings = store.settings().await?;
    let gazetted = store.gazetted_days().await?;
    let standing = gazetted
        .into_iter()
        .filter(|day| day.withdrawal.is_none())
        .map(|day| (day.on, day.name));
    Ok(BusinessDays::new(standing, settings.direction))
}
