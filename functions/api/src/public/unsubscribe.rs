//! Leaving the reminders by e-mail: a page with one button, and the same address for mail programs that press it
//! themselves (RFC 8058). Opening it changes nothing, since mail programs open what they find.

mod page;
mod words;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use billing::notification::Told;
use operations::error::OperationError;
use operations::links;
use runtime::config::payee::PROVIDER_NAME_DEFAULT;
use runtime::context::Context;
use store::customers::Customer;
use store::links::LinkPurpose;

use crate::public::is_possible;
use crate::public::unsubscribe::page::Page;
use crate::refusal::Refusal;

/// Where it is.
pub const ROUTE: &str = "/unsubscribe/{secret}";

/// The page with the button.
pub async fn ask(State(context): State<Context>, Path(secret): Path<String>) -> Response {
    let followed = if is_possible(&secret) {
        links::follow(&context.store, &secret, LinkPurpose::Unsubscribe).await
    } else {
        Err(OperationError::LinkNotFound)
    };
    answer(&context, followed, Page::Ask)
}

/// Stops the reminders and says what still comes. What the body says makes no difference.
pub async fn stop(State(context): State<Context>, Path(secret): Path<String>) -> Response {
    let stopped = if is_possible(&secret) {
        links::unsubscribe(&context.store, &secret, context.clock.now()).await
    } else {
        Err(OperationError::LinkNotFound)
    };
    answer(&context, stopped, Page::Stopped)
}

fn answer(
    context: &Context,
    customer: Result<Customer, OperationError>,
    unless_stopped: Page,
) -> Response {
    let payee = context.config.payee.as_ref();
    let provider = payee.map_or(PROVIDER_NAME_DEFAULT, |payee| payee.name.as_str());
    match customer {
        Ok(customer) => {
            let page = match customer.told_by_email {
                Told::All => unless_stopped,
                Told::Essential => Page::Stopped,
                Told::Nothing => Page::Nothing,
            };
            page.show(customer.language, provider)
        }
        Err(OperationError::LinkNotFound) => page::gone(),
        // What happened goes to the log, and to nobody else.
        Err(error) => page::failed(Refusal::from(error).into_response()),
    }
}
