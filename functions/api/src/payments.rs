//! `payments`: what reached us, by whichever channel, and what staff enter themselves.

pub mod entry;
pub mod verification;
pub mod view;

use axum::Json;
use axum::extract::State;
use billing::ids::PaymentId;
use billing::money::Currency;
use operations::payments::account::{self, Wanted};
use operations::payments::{self, Filter, Page, Shown};
use operations::search;
use runtime::context::Context;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::cursor;
use crate::fields::{CustomerRef, Day, payment_in_path};
use crate::input::At;
use crate::payments::view::PaymentView;
use crate::query::{self, Period, Query};
use crate::refusal::Refusal;

const LIST: &str = "payments";
const OF_CUSTOMER: &str = "payments-of-customer";

/// Payments that one page of a filtered list looks at before it gives up for now.
const WALKED_MAX: usize = 1_000;

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(entry::enter_payment, list_payments))
        .routes(routes!(read_payment, entry::correct_payment))
        .routes(routes!(entry::reverse_payment))
        .routes(routes!(verification::verify_payment))
        .routes(routes!(list_payments_of_customer))
}

/// One page of payments.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentPage {
    /// Newest first, without `suggestions`, `conflicts` and `reports`.
    items: Vec<PaymentView>,
    /// The cursor of the next page, or null at the end.
    next: Option<String>,
}

/// Whether a payment has an owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AssociationFilter {
    /// It has.
    Associated,
    /// It has not, and a rule or a person has looked.
    Unassociated,
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PaymentQuery {
    /// Only those that have, or have not, an owner.
    #[param(inline)]
    association: Option<AssociationFilter>,
    /// A receipt, an account number, a phone number or an amount.
    q: Option<String>,
    /// First day on which they reached us, in Nairobi.
    from: Option<Day>,
    /// Last day, included.
    to: Option<Day>,
    /// Items of one page, 1 to 100.
    #[param(default = 50, minimum = 1, maximum = 100)]
    limit: Option<i64>,
    /// `next` of the previous page.
    cursor: Option<String>,
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PageQuery {
    /// Items of one page, 1 to 100.
    #[param(default = 50, minimum = 1, maximum = 100)]
    pub limit: Option<i64>,
    /// `next` of the previous page.
    pub cursor: Option<String>,
}

/// List or find payments
///
/// Newest first. A page of a filtered list may hold fewer items than asked for, or none, and still have a next page.
#[utoipa::path(
    get, path = "/payments", tag = "payments",
    params(PaymentQuery),
    responses((status = 200, description = "One page.", body = PaymentPage))
)]
async fn list_payments(
    State(context): State<Context>,
    Query(query): Query<PaymentQuery>,
) -> Result<Json<PaymentPage>, Refusal> {
    let limit = query::limit(query.limit)?;
    let period = Period::new(query.from, query.to)?;
    let after = query.cursor.as_deref();
    let after = after.map(|text| cursor::decode(LIST, text)).transpose()?;
    let filter = Filter {
        associated: query
            .association
            .map(|wanted| wanted == AssociationFilter::Associated),
        from: period.start(),
        until: period.end(),
        cents: None,
        walked_max: WALKED_MAX,
    };
    let q = query.q.unwrap_or_default();
    let store = &context.store;
    let Page { items, next } =
        search::search(store, &q, &filter, after, limit, Currency::Kes).await?;
    Ok(Json(PaymentPage {
        items: view::in_a_list(store, &items).await?,
        next: next.map(|position| cursor::encode(LIST, &position)),
    }))
}

/// Read a payment
#[utoipa::path(
    get, path = "/payments/{id}", tag = "payments",
    params(("id" = String, Path, description = "The payment.")),
    responses(
        (status = 200, description = "The payment.", body = PaymentView),
        (status = 404, description = "`payment_not_found`"),
    )
)]
async fn read_payment(
    State(context): State<Context>,
    At(id): At<String>,
) -> Result<Json<PaymentView>, Refusal> {
    answer(&context, &payment_in_path(&id)?).await
}

/// List the payments that a customer has
///
/// Newest in the customer's account first; what was taken from the customer again is not among them.
#[utoipa::path(
    get, path = "/customers/{account_number}/payments", tag = "customers",
    params(
        ("account_number" = CustomerRef, Path, description = "The account number in any spelling, or the id."),
        PageQuery,
    ),
    responses(
        (status = 200, description = "One page.", body = PaymentPage),
        (status = 404, description = "`customer_not_found`"),
    )
)]
async fn list_payments_of_customer(
    State(context): State<Context>,
    At(account): At<String>,
    Query(query): Query<PageQuery>,
) -> Result<Json<PaymentPage>, Refusal> {
    let customer = CustomerRef::in_path(&account)?;
    let limit = query::limit(query.limit)?;
    let after = match query.cursor.as_deref() {
        None => None,
        Some(text) => Some(cursor::decode_number(OF_CUSTOMER, text)?),
    };
    let store = &context.store;
    let page = account::page_of_customer(store, &customer, Wanted::Standing, after, limit).await?;
    let items: Vec<Shown> = page.items.into_iter().map(|one| one.shown).collect();
    Ok(Json(PaymentPage {
        items: view::in_a_list(store, &items).await?,
        next: page
            .next
            .map(|seq| cursor::encode(OF_CUSTOMER, &seq.to_string())),
    }))
}

/// A payment as it is now, for every call that is about one.
///
/// # Errors
/// `payment_not_found`, faults of the store.
pub async fn answer(context: &Context, id: &PaymentId) -> Result<Json<PaymentView>, Refusal> {
    let detail = payments::get(&context.store, id).await?;
    Ok(Json(view::in_detail(&context.store, &detail).await?))
}
