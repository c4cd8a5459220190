//! How customers are reached: what they want to be told over which channel, and where nothing arrives.

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use billing::notification::{Channel, Told};
use chrono::{DateTime, Utc};
use operations::actor::Actor;
use operations::customers;
use runtime::context::Context;
use serde::{Deserialize, Serialize};
use store::channels::ContactProblem;
use store::customers::Customer;
use utoipa::openapi::Schema;
use utoipa::{IntoParams, ToSchema};

use crate::fields::{CustomerRef, one_of, one_of_or_null};
use crate::input::At;
use crate::query::Query;
use crate::refusal::Refusal;

/// How much a customer is told over each channel.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = Told)]
pub struct ToldView {
    /// By SMS.
    #[schema(schema_with = told)]
    sms: Told,
    /// By e-mail.
    #[schema(schema_with = told)]
    email: Told,
}

impl From<&Customer> for ToldView {
    fn from(customer: &Customer) -> Self {
        Self {
            sms: customer.told_by_sms,
            email: customer.told_by_email,
        }
    }
}

/// How much a customer is to be told over each channel; a channel that is left out stays as it is.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[schema(as = ToldChanges)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct ToldInput {
    /// By SMS.
    #[schema(schema_with = told_or_null)]
    pub(super) sms: Option<Told>,
    /// By e-mail.
    #[schema(schema_with = told_or_null)]
    pub(super) email: Option<Told>,
}

/// A phone or an address at which nothing arrives, so nothing is sent there.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Unreachable)]
pub struct UnreachableView {
    /// Over which channel.
    #[schema(schema_with = channel)]
    channel: Channel,
    /// The phone or the address.
    to: String,
    /// What the carrier said.
    because: String,
    /// When.
    at: DateTime<Utc>,
    /// The notification that showed it.
    notification: String,
}

impl From<ContactProblem> for UnreachableView {
    fn from(problem: ContactProblem) -> Self {
        Self {
            channel: problem.channel,
            to: problem.to,
            because: problem.because,
            at: problem.at,
            notification: problem.notification.as_str().to_owned(),
        }
    }
}

/// Which phone or address works again.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct UnreachableQuery {
    /// The phone in any spelling, or the e-mail address.
    to: String,
}

/// Try a phone or an address again
///
/// Forgets that nothing arrived there. What was not sent in the meantime can be sent again by hand.
#[utoipa::path(
    delete, path = "/customers/{account_number}/unreachable", tag = "customers",
    params(
        ("account_number" = CustomerRef, Path, description = "The account number in any spelling, or the id."),
        UnreachableQuery,
    ),
    responses(
        (status = 204, description = "It is tried again; also where nothing was known against it."),
        (status = 404, description = "`customer_not_found`"),
    )
)]
pub async fn forget_unreachable(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(account): At<String>,
    Query(query): Query<UnreachableQuery>,
) -> Result<StatusCode, Refusal> {
    let id = CustomerRef::in_path(&account)?;
    let now = context.clock.now();
    customers::try_contact_again(&context.store, &id, &query.to, &actor, now).await?;
    Ok(StatusCode::NO_CONTENT)
}

const TOLD: [&str; 3] = [
    Told::All.name(),
    Told::Essential.name(),
    Told::Nothing.name(),
];

const ABOUT_TOLD: &str = "`all`; `essential`, which is what happens to their money and their dates, but no reminders; \
    or `nothing`.";

fn told() -> Schema {
    one_of(ABOUT_TOLD, &TOLD)
}

fn told_or_null() -> Schema {
    one_of_or_null(ABOUT_TOLD, &TOLD)
}

/// The schema of a channel.
pub fn channel() -> Schema {
    one_of("How a message travels.", &Channel::ALL.map(Channel::name))
}
