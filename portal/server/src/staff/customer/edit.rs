//! `/staff/customers/{account}/edit`: contacts, language and what they are told; name and status for who may.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::language::Language;
use billing::phone::Msisdn;
use billing::role::Permission;
use operations::customers::{self, CustomerChanges};
use portal_app::form::Entered;
use portal_app::pages::staff::customer::edit::{EditCustomerPage, EditCustomerPageProps};
use portal_app::pages::staff::customer::profile::CHANGED;
use portal_app::views::customer::{CustomerHead, Served};
use store::customers::{Customer, CustomerStatus};

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::refusal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::{is_refusal_of_form, keep_once, lines, load, served, told};
use crate::way;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new().route("/staff/customers/{account}/edit", get(open).post(save))
}

async fn open(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(account): Path<String>,
) -> Result<Response, Failure> {
    me.actor.may(Permission::ChangeContacts)?;
    let (customer, head) = load(&portal, &account).await?;
    Ok(page(&me, head, as_it_is(&customer)).await)
}

fn as_it_is(customer: &Customer) -> Entered {
    let phones: Vec<String> = customer.phones.iter().map(Msisdn::national).collect();
    Entered::of([
        ("name", customer.name.as_str()),
        ("served", served(customer.status).value()),
        ("phones", &phones.join("\n")),
        ("emails", &customer.emails.join("\n")),
        ("language", customer.language.tag()),
        ("told_by_sms", customer.told_by_sms.name()),
        ("told_by_email", customer.told_by_email.name()),
    ])
}

async fn save(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(account): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let (customer, head) = load(&portal, &account).await?;
    let changes = changes(&fields);
    let now = portal.context.clock.now();
    let store = &portal.context.store;
    let changed = customers::change(store, &customer.id, &changes, &me.actor, now).await;
    match changed {
        Ok(_) => Ok(way::done(&head.path(), CHANGED)),
        Err(error) if is_refusal_of_form(&error) => {
            let mut form = fields.0;
            refusal::note(&mut form, me.visit.language, &error);
            let page = page(&me, head, form).await;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Name and status are not on the form of who may not change them.
fn changes(fields: &Fields) -> CustomerChanges {
    let sent = |name: &str| fields.0.values(name).next().is_some();
    let status = Served::of_value(fields.text("served")).map(|served| match served {
        Served::Active => CustomerStatus::Active,
        Served::Suspended => CustomerStatus::Suspended,
        Served::Disconnected => CustomerStatus::Disconnected,
    });
    CustomerChanges {
        name: sent("name").then(|| fields.text("name").to_owned()),
        phones: sent("phones").then(|| lines(fields.text("phones"))),
        emails: sent("emails").then(|| lines(fields.text("emails"))),
        language: Language::of_tag(fields.text("language")),
        told_by_sms: told(fields.text("told_by_sms")),
        told_by_email: told(fields.text("told_by_email")),
        status,
    }
}

async fn page(me: &StaffVisit, head: CustomerHead, form: Entered) -> Response {
    let frame = keep_once(me.frame(), &form);
    render(move || EditCustomerPage(EditCustomerPageProps { frame, head, form })).await
}
