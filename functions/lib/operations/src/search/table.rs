//! Search as the table of payments needs it: whatever was typed, answered at once and bounded.

use std::collections::HashSet;

use billing::ids::{CustomerId, PaymentId};
use billing::money::Currency;
use billing::phone::PayerPhone;
use chrono::{DateTime, TimeDelta, Utc};
use store::client::Store;
use store::keys::List;
use store::walk::{Order, Range, Walk};

use super::typed::Typed;
use super::{add, by_receipts, place};
use crate::customer_list;
use crate::error::OperationError;
use crate::payments::account::at_places;
use crate::payments::{self, Filter, Shown};

/// Payments that are looked through for what no key leads to.
const WALKED_MAX: usize = 1_000;
/// And those that nobody owns, of which each is read twice.
const UNOWNED_WALKED_MAX: usize = 500;
/// How far back they are looked through, in days.
const WALKED_DAYS: i64 = 92;
/// Customers whose payments are looked at, of those that a phone or a name leads to.
const OWNERS_MAX: usize = 10;
/// Entries of each of their accounts that are read.
const OWNER_LINES: u16 = 40;
/// Entries of the account that was typed.
const ACCOUNT_LINES: u16 = 200;
/// Items read of each shard at a time.
const PAGE_ITEMS: i32 = 50;
/// Payments that are read at once.
const CHUNK: usize = 100;

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Payments, newest first.
    pub items: Vec<Shown>,
    /// Whether more fit than are shown.
    pub more: bool,
    /// Since when payments were looked through for what no key leads to: an amount, the beginning of a code, who paid.
    /// Older ones are found by their whole code, and by the account, phone or name of the customer who has them.
    /// Nothing where everything there is was looked at.
    pub looked_from: Option<DateTime<Utc>>,
}

/// Payments that `typed` may mean: a transaction code or its beginning, an account number, a phone in any form, an
/// amount, a name. Of those that have, or have not, an owner, or of all; the newest where nothing was typed.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn payments(
    store: &Store,
    typed: &str,
    associated: Option<bool>,
    currency: Currency,
    now: DateTime<Utc>,
    limit: usize,
) -> Result<Found, OperationError> {
    if typed.trim().is_empty() {
        let filter = Filter {
            associated,
            walked_max: WALKED_MAX,
            ..Filter::default()
        };
        let page = payments::list(store, &filter, None, limit).await?;
        return Ok(Found {
            items: page.items,
            more: page.next.is_some(),
            looked_from: None,
        });
    }
    let typed = Typed::read(typed, currency);
    let mut items = by_receipts(store, &typed.codes).await?;
    let is_whole_code = !items.is_empty();
    add(&mut items, of_owners(store, &typed).await?);
    let is_whole_account = typed
        .account
        .as_ref()
        .is_some_and(|it| it.looks_generated())
        && !items.is_empty();
    let mut looked_from = None;
    if typed.needs_walk() && !is_whole_code && !is_whole_account {
        let (found, from) = match associated {
            Some(false) => unowned(store, &typed, now, limit).await?,
            _ => recent(store, &typed, now, limit).await?,
        };
        looked_from = from;
        add(&mut items, found);
    }
    items.retain(|shown| associated.is_none_or(|it| it == shown.state.association().is_some()));
    items.sort_by_cached_key(|shown| std::cmp::Reverse(place(shown)));
    let more = items.len() > limit;
    items.truncate(limit);
    Ok(Found {
        items,
        more,
        looked_from,
    })
}

/// The latest payments of the customers whom the typed account, phone or name leads to.
async fn of_owners(store: &Store, typed: &Typed) -> Result<Vec<Shown>, OperationError> {
    let mut found = Vec::new();
    if let Some(account) = &typed.account {
        let customer = CustomerId::from(account);
        add(&mut found, latest(store, &customer, ACCOUNT_LINES).await?);
    }
    let mut owners: Vec<CustomerId> = Vec::new();
    let by_phone = match &typed.phone {
        Some(PayerPhone::Mask(mask)) => store.customers_by_mask(mask).await?,
        Some(phone) => match phone.sha256() {
            Some(hash) => store.customers_by_phone(&hash).await?,
            None => Vec::new(),
        },
        None => Vec::new(),
    };
    owners.extend(by_phone.into_iter().map(|pointer| pointer.customer));
    if !typed.name.is_empty() {
        let named = customer_list::by_name(store, &typed.name.join(" ")).await?;
        owners.extend(named.iter().map(CustomerId::from));
    }
    owners.truncate(OWNERS_MAX);
    for owner in &owners {
        add(&mut found, latest(store, owner, OWNER_LINES).await?);
    }
    Ok(found)
}

/// The payments among the newest entries of an account.
async fn latest(
    store: &Store,
    customer: &CustomerId,
    lines: u16,
) -> Result<Vec<Shown>, OperationError> {
    let (lines, _) = store.account_page(customer, None, lines).await?;
    let mut seen = HashSet::new();
    let about = lines
        .iter()
        .filter_map(|line| Some((line.seq, line.entry.payment()?)));
    let places: Vec<(u64, PaymentId)> = about
        .filter(|(_, id)| seen.insert(*id))
        .map(|(number, id)| (number, id.clone()))
        .collect();
    let found = at_places(store, customer, &places).await?;
    Ok(found.into_iter().map(|payment| payment.shown).collect())
}

fn lately(now: DateTime<Utc>) -> Range {
    Range {
        from: Some(now - TimeDelta::days(WALKED_DAYS)),
        ..Range::all(Order::NewestFirst)
    }
}

/// Looks through the latest payments. The second value is the time since when, if there are older ones.
async fn recent(
    store: &Store,
    typed: &Typed,
    now: DateTime<Utc>,
    limit: usize,
) -> Result<(Vec<Shown>, Option<DateTime<Utc>>), OperationError> {
    let mut walk = store.walk(List::Payments, &lately(now), PAGE_ITEMS);
    let mut fitting: Vec<PaymentId> = Vec::new();
    let (mut walked, mut last) = (0, None);
    while walked < WALKED_MAX && fitting.len() <= limit {
        let Some(facts) = walk.next_payment().await? else {
            break;
        };
        walked += 1;
        last = Some(facts.payment.received_at);
        if typed.fits(&facts.payment) {
            fitting.push(facts.payment.id);
        }
    }
    let found = payments::show(store, &fitting).await?;
    Ok((
        found,
        since(store, &mut walk, List::Payments, last, now).await?,
    ))
}

/// As [`recent`], through those that nobody owns.
async fn unowned(
    store: &Store,
    typed: &Typed,
    now: DateTime<Utc>,
    limit: usize,
) -> Result<(Vec<Shown>, Option<DateTime<Utc>>), OperationError> {
    let mut walk = store.walk(List::Unassociated, &lately(now), PAGE_ITEMS);
    let mut found: Vec<Shown> = Vec::new();
    let (mut walked, mut last) = (0, None);
    while walked < UNOWNED_WALKED_MAX && found.len() <= limit {
        let mut chunk = Vec::with_capacity(CHUNK);
        while chunk.len() < CHUNK
            && let Some(payment) = walk.next_unowned().await?
        {
            last = Some(payment.received_at);
            chunk.push(payment);
        }
        walked += chunk.len();
        let ids: Vec<PaymentId> = chunk.iter().map(|one| one.id.clone()).collect();
        let mut facts = store.payments_by_id(&ids).await?;
        let is_end = chunk.len() < CHUNK;
        for payment in chunk {
            let Some(facts) = facts.remove(&payment.id) else {
                continue;
            };
            if typed.fits(&facts.payment) {
                let state = payment.state;
                found.push(Shown { facts, state });
            }
        }
        if is_end {
            break;
        }
    }
    Ok((
        found,
        since(store, &mut walk, List::Unassociated, last, now).await?,
    ))
}

/// Since when a walk has looked, the last it saw being of `last`; nothing if there is nothing older.
async fn since(
    store: &Store,
    walk: &mut Walk<'_>,
    list: List,
    last: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, OperationError> {
    if walk.next_identity().await?.is_some() {
        return Ok(last);
    }
    let begins = lately(now).from;
    let older = Range {
        until: begins,
        ..Range::all(Order::NewestFirst)
    };
    let older = store.counted(list, &older, 0).await?;
    Ok(begins.filter(|_| older.more))
}
