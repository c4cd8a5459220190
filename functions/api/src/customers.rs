//! `customers`: account holders, found by account number, phone or name.

pub mod contact;

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use billing::language::Language;
use chrono::{DateTime, Utc};
use operations::actor::Actor;
use operations::customer_list::{self, Page};
use operations::customers::{self, CustomerChanges, NewCustomer};
use runtime::context::Context;
use serde::{Deserialize, Serialize};
use store::customers::{Customer, CustomerStatus};
use utoipa::openapi::Schema;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::cursor;
use crate::customers::contact::{ToldInput, ToldView, UnreachableView};
use crate::fields::{CustomerRef, one_of};
use crate::idempotency::Seed;
use crate::input::{At, Input};
use crate::query::{self, Query};
use crate::refusal::Refusal;

const LIST: &str = "customers";
const SEARCH: &str = "customers-found";

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(create_customer, list_customers))
        .routes(routes!(read_customer, change_customer))
        .routes(routes!(contact::forget_unreachable))
}

/// An account holder.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Customer)]
pub struct CustomerView {
    /// Opaque id.
    id: String,
    /// What payers quote; imported numbers keep their own spelling.
    account_number: String,
    /// As they are called.
    name: String,
    /// Mobile numbers as twelve digits.
    #[schema(example = json!(["254712345678"]))]
    phones: Vec<String>,
    /// E-mail addresses.
    emails: Vec<String>,
    /// Language for messages.
    #[schema(schema_with = language)]
    language: Language,
    /// How much they are told.
    told: ToldView,
    /// Where nothing arrives. Left out in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    unreachable: Option<Vec<UnreachableView>>,
    /// Whether they are served.
    #[schema(schema_with = status)]
    status: CustomerStatus,
    /// When they were created.
    created_at: DateTime<Utc>,
    /// By whom.
    created_by: String,
}

impl From<Customer> for CustomerView {
    fn from(customer: Customer) -> Self {
        Self {
            told: ToldView::from(&customer),
            unreachable: None,
            id: customer.id.as_str().to_owned(),
            account_number: customer.account_number,
            name: customer.name,
            phones: customer.phones.into_iter().map(String::from).collect(),
            emails: customer.emails,
            language: customer.language,
            status: customer.status,
            created_at: customer.created_at,
            created_by: customer.created_by,
        }
    }
}

/// One page of customers.
#[derive(Debug, Serialize, ToSchema)]
pub struct CustomerPage {
    /// Newest first; by account number where something was searched for.
    items: Vec<CustomerView>,
    /// The cursor of the next page, or null at the end.
    next: Option<String>,
}

/// A new customer.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = NewCustomer)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct NewCustomerInput {
    /// As they are called; at most 120 characters.
    #[schema(example = "Jane Wanjiku")]
    name: String,
    /// Kenyan mobile numbers in any spelling, at most ten.
    #[serde(default)]
    #[schema(example = json!(["0712 345 678"]))]
    phones: Vec<String>,
    /// E-mail addresses, at most ten.
    #[serde(default)]
    emails: Vec<String>,
    /// Language for messages; English where it is left out.
    #[serde(default)]
    #[schema(schema_with = language)]
    language: Language,
    /// How much they are to be told; everything where it is left out.
    #[serde(default)]
    told: ToldInput,
    /// A number from an older system: 1 to 20 letters and digits. One with a check digit is made where it is left out.
    account_number: Option<String>,
}

/// What of a customer is to change. What is left out stays; lists are replaced as a whole.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = CustomerChanges)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct CustomerChangesInput {
    /// New name.
    name: Option<String>,
    /// All phones.
    phones: Option<Vec<String>>,
    /// All e-mail addresses.
    emails: Option<Vec<String>>,
    /// Language for messages.
    #[schema(schema_with = language)]
    language: Option<Language>,
    /// How much they are to be told; a channel that is left out stays as it is.
    #[serde(default)]
    told: ToldInput,
    /// Whether they are served.
    #[schema(schema_with = status)]
    status: Option<CustomerStatus>,
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct CustomerQuery {
    /// An account number, a phone number, or the beginnings of words of a name (three letters or more).
    q: Option<String>,
    /// Items of one page, 1 to 100.
    #[param(default = 50, minimum = 1, maximum = 100)]
    limit: Option<i64>,
    /// `next` of the previous page.
    cursor: Option<String>,
}

/// Create a customer
#[utoipa::path(
    post, path = "/customers", tag = "customers",
    request_body = NewCustomerInput,
    responses(
        (status = 201, description = "The new customer.", body = CustomerView),
        (status = 409, description = "`account_number_taken`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
async fn create_customer(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    Extension(Seed(seed)): Extension<Seed>,
    Input(input): Input<NewCustomerInput>,
) -> Result<(StatusCode, Json<CustomerView>), Refusal> {
    let new = NewCustomer {
        name: input.name,
        phones: input.phones,
        emails: input.emails,
        language: input.language,
        told_by_sms: input.told.sms.unwrap_or_default(),
        told_by_email: input.told.email.unwrap_or_default(),
        account_number: input.account_number,
    };
    let now = context.clock.now();
    let customer = customers::create(&context.store, &new, &actor, seed, now).await?;
    Ok((StatusCode::CREATED, answer(&context, customer).await?))
}

/// List or find customers
#[utoipa::path(
    get, path = "/customers", tag = "customers",
    params(CustomerQuery),
    responses((status = 200, description = "One page.", body = CustomerPage))
)]
async fn list_customers(
    State(context): State<Context>,
    Query(query): Query<CustomerQuery>,
) -> Result<Json<CustomerPage>, Refusal> {
    let limit = query::limit(query.limit)?;
    let wanted = query.q.as_deref().map(str::trim).filter(|q| !q.is_empty());
    let kind = if wanted.is_some() { SEARCH } else { LIST };
    let after = query.cursor.as_deref();
    let after = after.map(|text| cursor::decode(kind, text)).transpose()?;
    let store = &context.store;
    let Page { items, next } = match wanted {
        Some(wanted) => customer_list::search(store, wanted, after.as_deref(), limit).await?,
        None => customer_list::list(store, after, limit).await?,
    };
    Ok(Json(CustomerPage {
        items: items.into_iter().map(CustomerView::from).collect(),
        next: next.map(|position| cursor::encode(kind, &position)),
    }))
}

/// Read a customer
#[utoipa::path(
    get, path = "/customers/{account_number}", tag = "customers",
    params(("account_number" = CustomerRef, Path, description = "The account number in any spelling, or the id.")),
    responses(
        (status = 200, description = "The customer.", body = CustomerView),
        (status = 404, description = "`customer_not_found`"),
    )
)]
async fn read_customer(
    State(context): State<Context>,
    At(account): At<String>,
) -> Result<Json<CustomerView>, Refusal> {
    let id = CustomerRef::in_path(&account)?;
    let customer = customers::get(&context.store, &id).await?;
    answer(&context, customer).await
}

/// Change a customer
#[utoipa::path(
    patch, path = "/customers/{account_number}", tag = "customers",
    params(("account_number" = CustomerRef, Path, description = "The account number in any spelling, or the id.")),
    request_body = CustomerChangesInput,
    responses(
        (status = 200, description = "The customer as it is now.", body = CustomerView),
        (status = 404, description = "`customer_not_found`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
async fn change_customer(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(account): At<String>,
    Input(input): Input<CustomerChangesInput>,
) -> Result<Json<CustomerView>, Refusal> {
    let id = CustomerRef::in_path(&account)?;
    let changes = CustomerChanges {
        name: input.name,
        phones: input.phones,
        emails: input.emails,
        language: input.language,
        told_by_sms: input.told.sms,
        told_by_email: input.told.email,
        status: input.status,
    };
    let now = context.clock.now();
    let customer = customers::change(&context.store, &id, &changes, &actor, now).await?;
    answer(&context, customer).await
}

/// One customer, with where nothing arrives.
async fn answer(context: &Context, customer: Customer) -> Result<Json<CustomerView>, Refusal> {
    let problems = context.store.contact_problems(&customer.id).await?;
    let unreachable = problems.into_iter().map(UnreachableView::from).collect();
    Ok(Json(CustomerView {
        unreachable: Some(unreachable),
        ..CustomerView::from(customer)
    }))
}

fn language() -> Schema {
    one_of("Language for messages.", &["en", "sw"])
}

fn status() -> Schema {
    one_of(
        "Whether they are served.",
        &["active", "suspended", "disconnected"],
    )
}
