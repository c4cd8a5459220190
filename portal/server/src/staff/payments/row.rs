//! A payment as one line of a list.

use billing::payment::Payer;
use billing::phone::{Msisdn, PayerPhone};
use futures::{StreamExt, TryStreamExt};
use operations::error::OperationError;
use operations::payments::{self, Shown};
use portal_app::views::payment::{Party, PaymentRow, Standing, Suggested, Telephone};
use store::client::Store;

use crate::staff::parties::Parties;

/// Payments whose suggestions are worked out side by side.
const SIDE_BY_SIDE: usize = 8;

/// Lines of payments.
///
/// # Errors
/// [`OperationError::Store`], [`OperationError::Money`].
pub async fn rows(store: &Store, shown: &[Shown]) -> Result<Vec<PaymentRow>, OperationError> {
    let owners = shown.iter().filter_map(|one| one.state.customer());
    let parties = Parties::load(store, owners).await?;
    let rows = shown.iter().map(|one| {
        let owner = one.state.customer().map(|id| parties.of(id));
        row(one, owner, None)
    });
    rows.collect()
}

/// Lines of payments that nobody owns, each with its best suggestion.
///
/// # Errors
/// [`OperationError::Store`], [`OperationError::Money`].
pub async fn waiting_rows(
    store: &Store,
    shown: &[Shown],
) -> Result<Vec<PaymentRow>, OperationError> {
    let ids: Vec<_> = shown.iter().map(|one| one.id().clone()).collect();
    let best = ids.into_iter().map(|id| async move {
        let detail = payments::get(store, &id).await?;
        Ok::<_, OperationError>(detail.suggestions.into_iter().next())
    });
    let best: Vec<_> = futures::stream::iter(best)
        .buffered(SIDE_BY_SIDE)
        .try_collect()
        .await?;
    let named = best.iter().flatten().map(|suggestion| &suggestion.customer);
    let parties = Parties::load(store, named).await?;
    let rows = shown.iter().zip(best).map(|(one, best)| {
        let suggestion = best.map(|best| Suggested {
            party: parties.of(&best.customer),
            reason: best.reason,
        });
        row(one, None, suggestion)
    });
    rows.collect()
}

fn row(
    shown: &Shown,
    owner: Option<Party>,
    suggestion: Option<Suggested>,
) -> Result<PaymentRow, OperationError> {
    let payment = &shown.facts.payment;
    let named = owner.as_ref().or(suggestion.as_ref().map(|it| &it.party));
    Ok(PaymentRow {
        id: payment.id.clone(),
        receipt: payment.receipt.to_string(),
        find: find_text(shown, named),
        owner,
        payer: payment.payer.name.clone(),
        phone: telephone(&payment.payer, Msisdn::masked),
        reference: payment.reference.clone(),
        amount: payment.amount,
        paid_at: payment.paid_at,
        standing: standing(shown)?,
        suggestion,
    })
}

/// How a payment stands.
///
/// # Errors
/// [`OperationError::Money`] if stored amounts are out of range.
pub fn standing(shown: &Shown) -> Result<Standing, OperationError> {
    if shown.state.reversal.is_some() {
        return Ok(Standing::Reversed);
    }
    if shown.state.association().is_some() {
        return Ok(Standing::Owned(shown.allocation_status()?));
    }
    Ok(match doubt(shown) {
        Some(_) => Standing::Unconfirmed,
        None => Standing::Unassociated,
    })
}

/// Why nobody can own it, also before anything has looked at it.
#[must_use]
pub fn doubt(shown: &Shown) -> Option<String> {
    let looked_at = shown.state.version > 0;
    let suspect = shown.facts.suspect.clone().filter(|_| !looked_at);
    shown.state.doubt.clone().or(suspect)
}

/// The phone of a payer; a whole number as `write` has it.
#[must_use]
pub fn telephone(payer: &Payer, write: impl Fn(&Msisdn) -> String) -> Telephone {
    let text = payer.phone_text.clone();
    match &payer.phone {
        Some(PayerPhone::Number(number)) => Telephone::Shown(write(number)),
        Some(PayerPhone::Hash(_)) => Telephone::Hidden,
        // As the provider wrote it: the payer's own message shows the same.
        Some(PayerPhone::Mask(mask)) => Telephone::Shown(text.unwrap_or(mask.to_string())),
        None => text.map_or(Telephone::Untold, Telephone::Shown),
    }
}

/// What typing is compared with before the server has answered.
fn find_text(shown: &Shown, party: Option<&Party>) -> String {
    let payment = &shown.facts.payment;
    let phone = match &payment.payer.phone {
        Some(PayerPhone::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let amount = payment.amount.amount_text();
    let mut parts = vec![
        payment.receipt.as_str(),
        payment.payer.name.as_str(),
        payment.reference.as_str(),
        phone.as_str(),
        amount.as_str(),
    ];
    if let Some(party) = party {
        parts.extend([party.account_number.as_str(), party.name.as_str()]);
    }
    portal_frontend::find::text(parts)
}
