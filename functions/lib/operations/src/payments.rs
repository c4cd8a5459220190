//! Payments as staff look at them: one with everything, or many, newest first.

pub mod account;

use billing::association::Suggestion;
use billing::ids::{CustomerId, PaymentId};
use billing::money::Money;
use billing::payment::{AllocationStatus, allocation_status};
use chrono::{DateTime, Utc};
use store::client::Store;
use store::keys::List;
use store::payments::{PaymentFacts, PaymentFile};
use store::states::PaymentState;
use store::walk::{Order, Range};

use crate::associate::load;
use crate::error::OperationError;
use crate::evidence;

/// Payments that one page reads of each shard at a time.
const PAGE_ITEMS: i32 = 50;

/// A payment with its state, ready to be shown.
#[derive(Clone, Debug)]
pub struct Shown {
    /// As the provider told it.
    pub facts: PaymentFacts,
    /// Whose it is and what it settles; the default where nothing has looked at it yet.
    pub state: PaymentState,
}

impl Shown {
    /// What of the payment is put to something.
    ///
    /// # Errors
    /// [`OperationError::Money`] if stored amounts are out of range.
    pub fn allocated(&self) -> Result<Money, OperationError> {
        let currency = self.facts.payment.amount.currency();
        Ok(Money::from_cents(self.state.allocated_cents(), currency)?)
    }

    /// What of the payment can still be put to something: all of it while nobody owns it, nothing once the money went
    /// back.
    ///
    /// # Errors
    /// [`OperationError::Money`] if stored amounts are out of range.
    pub fn unallocated(&self) -> Result<Money, OperationError> {
        let amount = self.facts.payment.amount;
        match &self.state.reversal {
            Some(_) => Ok(Money::zero(amount.currency())),
            None => Ok(amount.checked_sub(self.allocated()?)?),
        }
    }

    /// The derived status.
    ///
    /// # Errors
    /// [`OperationError::Money`] if stored amounts are out of range.
    pub fn allocation_status(&self) -> Result<AllocationStatus, OperationError> {
        Ok(allocation_status(
            self.facts.payment.amount,
            self.allocated()?,
        ))
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &PaymentId {
        &self.facts.payment.id
    }
}

/// One payment with everything that is known about it, and who it could belong to if nobody owns it.
#[derive(Clone, Debug)]
pub struct Detail {
    /// Facts and state.
    pub shown: Shown,
    /// Reports, corrections, contradictions.
    pub file: PaymentFile,
    /// Ranked, best first; empty where it is associated.
    pub suggestions: Vec<Suggestion>,
}

/// One payment.
///
/// # Errors
/// [`OperationError::PaymentNotFound`], [`OperationError::Store`].
pub async fn get(store: &Store, id: &PaymentId) -> Result<Detail, OperationError> {
    let file = load(store, id).await?;
    let state = file.state.clone().unwrap_or_default();
    let suggestions = if state.association().is_none() && state.reversal.is_none() {
        evidence::ranked_suggestions(store, &file).await?
    } else {
        Vec::new()
    };
    Ok(Detail {
        shown: Shown {
            facts: file.facts.clone(),
            state,
        },
        file,
        suggestions,
    })
}

/// Which payments a list shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those that have, or have not, an owner.
    pub associated: Option<bool>,
    /// Received at or after.
    pub from: Option<DateTime<Utc>>,
    /// Received before.
    pub until: Option<DateTime<Utc>>,
    /// Exactly this amount, in cents of any currency.
    pub cents: Option<i64>,
    /// Payments looked at before the list gives up for now; the next page goes on from there.
    pub walked_max: usize,
}

/// One page of a list.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Payments, newest first.
    pub items: Vec<Shown>,
    /// Where the next page begins; nothing at the end.
    pub next: Option<String>,
}

/// Payments, newest first, from the position `after`.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn list(
    store: &Store,
    filter: &Filter,
    after: Option<String>,
    limit: usize,
) -> Result<Page, OperationError> {
    let unassociated_only = filter.associated == Some(false);
    // What nobody has looked at yet is not on the list of unassociated payments, which is for people.
    let list = if unassociated_only {
        List::Unassociated
    } else {
        List::Payments
    };
    let range = Range {
        from: filter.from,
        until: filter.until,
        order: Order::NewestFirst,
        after,
    };
    let mut walk = store.walk(list, &range, PAGE_ITEMS);
    let mut page = Page::default();
    let mut walked = 0;
    loop {
        let wanted = limit - page.items.len();
        let mut found = Vec::with_capacity(wanted);
        while found.len() < wanted
            && let Some(one) = walk.next_identity().await?
        {
            found.push(one);
        }
        let ended = found.len() < wanted;
        walked += found.len();
        let ids: Vec<PaymentId> = found.iter().map(|(id, _)| id.clone()).collect();
        let kept = show(store, &ids)
            .await?
            .into_iter()
            .filter(|shown| keeps(filter, shown));
        page.items.extend(kept);
        if let Some((_, position)) = found.last() {
            page.next = Some(position.clone());
        }
        if ended {
            page.next = None;
            return Ok(page);
        }
        if page.items.len() >= limit || walked >= filter.walked_max.max(limit) {
            return Ok(page);
        }
    }
}

fn keeps(filter: &Filter, shown: &Shown) -> bool {
    let owned = shown.state.association().is_some();
    filter.associated.is_none_or(|wanted| wanted == owned)
        && filter
            .cents
            .is_none_or(|cents| shown.facts.payment.amount.cents() == cents)
}

/// Several payments by id, in the order asked for; unknown ones are left out.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn show(store: &Store, ids: &[PaymentId]) -> Result<Vec<Shown>, OperationError> {
    let (mut facts, mut states) =
        tokio::try_join!(store.payments_by_id(ids), store.payment_states(ids))?;
    Ok(ids
        .iter()
        .filter_map(|id| {
            Some(Shown {
                facts: facts.remove(id)?,
                state: states.remove(id).unwrap_or_default(),
            })
        })
        .collect())
}

/// Payments that a customer has now, newest first, at most `limit`.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn of_customer(
    store: &Store,
    customer: &CustomerId,
    limit: usize,
) -> Result<Vec<Shown>, OperationError> {
    let (lines, _) = store
        .account_lines(customer, None, limit.saturating_mul(4))
        .await?;
    let mut ids: Vec<PaymentId> = Vec::new();
    for id in lines.iter().filter_map(|line| line.entry.payment()) {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    let mut shown = show(store, &ids).await?;
    shown.retain(|one| one.state.customer() == Some(customer));
    shown.truncate(limit);
    Ok(shown)
}
