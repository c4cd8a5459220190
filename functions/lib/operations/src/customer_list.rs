//! Customers as a list, newest first, or as a search finds them: by account number, phone or name.

use std::collections::BTreeMap;

use billing::account_number::AccountNumber;
use billing::ids::CustomerId;
use billing::name::PersonName;
use billing::phone::Msisdn;
use store::client::Store;
use store::customers::{Customer, CustomerPointer};
use store::keys::List;
use store::walk::{Order, Range};

use crate::error::OperationError;

/// Customers that one page reads of each shard at a time.
const PAGE_ITEMS: i32 = 50;
/// Letters that a word of a name needs before it is looked up.
const NAME_LETTERS_MIN: usize = 3;

/// One page of customers.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Customers: newest first, or by account number where something was searched for.
    pub items: Vec<Customer>,
    /// Where the next page begins; nothing at the end.
    pub next: Option<String>,
}

/// All customers, newest first, from the position `after`.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn list(
    store: &Store,
    after: Option<String>,
    limit: usize,
) -> Result<Page, OperationError> {
    let range = Range {
        after,
        ..Range::all(Order::NewestFirst)
    };
    let mut walk = store.walk(List::Customers, &range, PAGE_ITEMS);
    let mut page = Page::default();
    while page.items.len() < limit {
        let Some(customer) = walk.next_customer().await? else {
            return Ok(page);
        };
        page.items.push(customer);
    }
    page.next = walk.position().map(str::to_owned);
    Ok(page)
}

/// Customers whom `query` may mean, by account number: the one with this account number, those with
/// this phone, and those of whose names every word of three letters or more begins a word.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn search(
    store: &Store,
    query: &str,
    after: Option<&str>,
    limit: usize,
) -> Result<Page, OperationError> {
    let mut found: Vec<AccountNumber> = Vec::new();
    found.extend(AccountNumber::from_reference(query));
    if let Ok(phone) = Msisdn::parse(query) {
        let owners = store.customers_by_phone(&phone.sha256()).await?;
        found.extend(owners.iter().map(|owner| owner.customer.account()));
    }
    found.extend(by_name(store, query).await?);
    found.sort();
    found.dedup();
    found.retain(|account| after.is_none_or(|after| account.as_str() > after));
    let on_page = found.get(..limit).unwrap_or(&found);
    let next = on_page.last().filter(|_| found.len() > limit);
    let next = next.map(|account| account.as_str().to_owned());
    let mut items = store.customers_by_account(on_page).await?;
    items.sort_by_key(|customer| customer.id.account());
    Ok(Page { items, next })
}

/// Those whose names hold every word.
pub(crate) async fn by_name(
    store: &Store,
    query: &str,
) -> Result<Vec<AccountNumber>, OperationError> {
    let query = PersonName::new(query);
    let words: Vec<&String> = query
        .words()
        .iter()
        .filter(|word| word.chars().count() >= NAME_LETTERS_MIN)
        .collect();
    let Some(longest) = words.iter().max_by_key(|word| word.chars().count()) else {
        return Ok(Vec::new());
    };
    let candidates: BTreeMap<CustomerId, CustomerPointer> = store
        .customers_by_name(longest)
        .await?
        .into_iter()
        .map(|pointer| (pointer.customer.clone(), pointer))
        .collect();
    let fits = |pointer: &CustomerPointer| {
        let name = PersonName::new(&pointer.name);
        words.iter().all(|word| {
            name.words()
                .iter()
                .any(|own| own.starts_with(word.as_str()))
        })
    };
    Ok(candidates
        .values()
        .filter(|pointer| fits(pointer))
        .map(|pointer| pointer.customer.account())
        .collect())
}
