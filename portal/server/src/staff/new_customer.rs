//! `/staff/customers/new`: a new customer.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::language::Language;
use billing::role::Permission;
use operations::customers::{self, NewCustomer};
use operations::error::OperationError;
use portal_app::form::Entered;
use portal_app::pages::staff::customer::profile::CREATED;
use portal_app::pages::staff::new_customer::{NewCustomerPage, NewCustomerPageProps};
use portal_app::views::customer::customer_path;
use portal_app::words::staff::customer_form::CustomerFormWords;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::refusal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::{is_refusal_of_form, keep_once, lines, told};
use crate::way;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new().route("/staff/customers/new", get(open).post(create))
}

async fn open(me: StaffVisit) -> Result<Response, Failure> {
    me.actor.may(Permission::ChangeCustomer)?;
    let mut form = Entered::default();
    form.set("language", Language::default().tag());
    Ok(page(&me, form).await)
}

async fn create(
    State(portal): State<Portal>,
    me: StaffVisit,
    fields: Fields,
) -> Result<Response, Failure> {
    let new = NewCustomer {
        name: fields.text("name").to_owned(),
        phones: lines(fields.text("phones")),
        emails: lines(fields.text("emails")),
        language: Language::of_tag(fields.text("language")).unwrap_or_default(),
        told_by_sms: told(fields.text("told_by_sms")).unwrap_or_default(),
        told_by_email: told(fields.text("told_by_email")).unwrap_or_default(),
        account_number: fields.filled("account_number").map(str::to_owned),
    };
    let now = portal.context.clock.now();
    let store = &portal.context.store;
    let created = customers::create(store, &new, &me.actor, fields.seed(), now).await;
    match created {
        Ok(customer) => {
            let path = customer_path(customer.id.account().as_str());
            Ok(way::done(&path, CREATED))
        }
        Err(error) if is_refusal_of_form(&error) => {
            let language = me.visit.language;
            let mut form = fields.0;
            if let OperationError::AccountNumberTaken = error {
                form.refuse("account_number", CustomerFormWords::of(language).taken);
            } else {
                refusal::note(&mut form, language, &error);
            }
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&me, form).await).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(me: &StaffVisit, form: Entered) -> Response {
    let frame = keep_once(me.frame(), &form);
    render(move || NewCustomerPage(NewCustomerPageProps { frame, form })).await
}
