//! Finds a payment by whatever a person has in hand: a code, an account number, a phone, an amount.
//!
//! By key where a key exists. An amount has none, so a search for it walks the list within the dates
//! that were asked for, a bounded number of payments a page.

pub mod table;
mod typed;

use billing::account_number::AccountNumber;
use billing::ids::{CustomerId, PaymentId};
use billing::money::Currency;
use billing::phone::{Msisdn, PayerPhone};
use billing::receipt::{Provider, Receipt};
use store::client::Store;

use crate::error::OperationError;
use crate::payments::{self, Filter, Page, Shown};

/// Payments of one customer or number that a search shows.
const FOUND_MAX: usize = 100;
/// Payments that one page of a search by amount looks at.
const WALKED_MAX: usize = 2_000;

/// Payments that fit `query` and `filter`, newest first.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn search(
    store: &Store,
    query: &str,
    filter: &Filter,
    after: Option<String>,
    limit: usize,
    currency: Currency,
) -> Result<Page, OperationError> {
    let query = query.trim();
    if query.is_empty() {
        return payments::list(store, filter, after, limit).await;
    }
    let mut found: Vec<Shown> = Vec::new();
    found.extend(by_receipts(store, &typed::whole_codes(query)).await?);
    if let Ok(phone) = Msisdn::parse(query) {
        add(&mut found, by_phone(store, &phone).await?);
    }
    if let Some(account) = AccountNumber::from_reference(query) {
        let of_account =
            payments::of_customer(store, &CustomerId::from(&account), FOUND_MAX).await?;
        add(&mut found, of_account);
    }
    found.retain(|shown| fits(filter, shown));
    if !found.is_empty() {
        found.sort_by_cached_key(|shown| std::cmp::Reverse(place(shown)));
        found.retain(|shown| after.as_ref().is_none_or(|after| place(shown) < *after));
        let more = found.len() > limit;
        found.truncate(limit);
        return Ok(Page {
            next: found.last().filter(|_| more).map(place),
            items: found,
        });
    }
    if let Some(amount) = typed::amount(query, currency) {
        let filter = Filter {
            cents: Some(amount.cents()),
            walked_max: WALKED_MAX,
            ..filter.clone()
        };
        return payments::list(store, &filter, after, limit).await;
    }
    Ok(Page::default())
}

/// Payments of these codes, whoever took them.
async fn by_receipts(store: &Store, receipts: &[Receipt]) -> Result<Vec<Shown>, OperationError> {
    let providers = [
        Provider::mpesa(),
        Provider::bank(),
        Provider::cheque(),
        Provider::card(),
        Provider::manual_cash(),
    ];
    let of_receipt = |receipt| {
        let of_provider = |provider| PaymentId::of(provider, receipt);
        providers.iter().map(of_provider).collect::<Vec<_>>()
    };
    let mut ids: Vec<PaymentId> = receipts.iter().flat_map(of_receipt).collect();
    let known = store.payments_by_id(&ids).await?;
    ids.retain(|id| known.contains_key(id));
    payments::show(store, &ids).await
}

/// Payments of the customers who own a number, and unassociated ones that were made from it.
async fn by_phone(store: &Store, phone: &Msisdn) -> Result<Vec<Shown>, OperationError> {
    let mut found = Vec::new();
    for owner in store.customers_by_phone(&phone.sha256()).await? {
        add(
            &mut found,
            payments::of_customer(store, &owner.customer, FOUND_MAX).await?,
        );
    }
    let unassociated = Filter {
        associated: Some(false),
        ..Filter::default()
    };
    let waiting = payments::list(store, &unassociated, None, WALKED_MAX).await?;
    let typed = PayerPhone::Number(phone.clone());
    let made_from = |shown: &Shown| {
        let payer = shown.facts.payment.payer.phone.as_ref();
        payer.is_some_and(|payer| typed::may_be_one(payer, &typed))
    };
    add(
        &mut found,
        waiting.items.into_iter().filter(made_from).collect(),
    );
    Ok(found)
}

/// The same position that a walk over the list of payments has.
fn place(shown: &Shown) -> String {
    let at = store::keys::stamp(shown.facts.payment.received_at);
    format!("{at}#{}", shown.id())
}

fn add(found: &mut Vec<Shown>, more: Vec<Shown>) {
    for shown in more {
        if found.iter().all(|known| known.id() != shown.id()) {
            found.push(shown);
        }
    }
}

fn fits(filter: &Filter, shown: &Shown) -> bool {
    let at = shown.facts.payment.received_at;
    let owned = shown.state.association().is_some();
    filter.associated.is_none_or(|wanted| wanted == owned)
        && filter.from.is_none_or(|from| at >= from)
        && filter.until.is_none_or(|until| at < until)
}
