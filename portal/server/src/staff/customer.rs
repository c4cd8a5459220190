//! `/staff/customers/{account}`: the pages about one customer, and what all of them load.

pub mod edit;
pub mod profile;

pub mod debts;
pub mod why;

pub mod obligations;
pub mod payments;
pub mod statement;

use axum::Router;
use billing::account_number::AccountNumber;
use billing::civil::nairobi_date;
use billing::ids::CustomerId;
use billing::notification::Told;
use operations::balance;
use operations::error::OperationError;
use portal_app::components::once::ONCE_FIELD;
use portal_app::form::Entered;
use portal_app::frame::Frame;
use portal_app::views::customer::{CustomerHead, Served};
use store::customers::{Customer, CustomerStatus};

use crate::failure::Failure;
use crate::portal::{CURRENCY, Portal};

/// Their addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .merge(profile::routes())
        .merge(edit::routes())
        .merge(debts::routes())
        .merge(why::routes())
        .merge(payments::routes())
        .merge(statement::routes())
        .merge(obligations::routes())
}

/// The customer that an address names.
///
/// # Errors
/// [`Failure::NotFound`].
pub fn id_in_path(account: &str) -> Result<CustomerId, Failure> {
    let account = AccountNumber::parse(account).map_err(|_| Failure::NotFound)?;
    Ok(CustomerId::from(&account))
}

/// The customer, and what stands on top of every page about them.
///
/// # Errors
/// [`Failure::NotFound`], and faults of the store.
pub async fn load(portal: &Portal, account: &str) -> Result<(Customer, CustomerHead), Failure> {
    let id = id_in_path(account)?;
    let store = &portal.context.store;
    let today = nairobi_date(portal.context.clock.now());
    let customer = store.customer(&id).await?.ok_or(Failure::NotFound)?;
    let figures = balance::balance(store, &id, CURRENCY, today).await?;
    let head = CustomerHead {
        account: id.account().to_string(),
        account_number: customer.account_number.clone(),
        name: customer.name.clone(),
        served: served(customer.status),
        balance: figures.balance,
        outstanding: figures.outstanding,
        overdue: figures.overdue,
        unallocated_credit: figures.unallocated_credit,
    };
    Ok((customer, head))
}

/// Whether a customer is served, as pages show it.
#[must_use]
pub fn served(status: CustomerStatus) -> Served {
    match status {
        CustomerStatus::Active => Served::Active,
        CustomerStatus::Suspended => Served::Suspended,
        CustomerStatus::Disconnected => Served::Disconnected,
    }
}

/// What was typed on lines of their own; commas part as well.
#[must_use]
pub fn lines(text: &str) -> Vec<String> {
    let parts = text.split(['\n', ',', ';']).map(str::trim);
    let parts = parts.filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// How much somebody is told, by its value in a form.
#[must_use]
pub fn told(value: &str) -> Option<Told> {
    let all = [Told::All, Told::Essential, Told::Nothing];
    all.into_iter().find(|one| one.name() == value)
}

/// Whether an error belongs beside the fields of a form, which then comes back, and not on a page of its own.
#[must_use]
pub fn is_refusal_of_form(error: &OperationError) -> bool {
    use OperationError as E;
    let of_ours = matches!(error, E::Store(_) | E::Money(_) | E::Disagreement { .. });
    !of_ours && !matches!(error, E::NotAllowed { .. } | E::CustomerNotFound)
}

/// The frame of a form that comes back: sent again, it is still the same one.
#[must_use]
pub fn keep_once(mut frame: Frame, form: &Entered) -> Frame {
    let sent = form.value(ONCE_FIELD);
    if !sent.is_empty() {
        sent.clone_into(&mut frame.once);
    }
    frame
}
