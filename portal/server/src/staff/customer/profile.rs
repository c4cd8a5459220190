//! `/staff/customers/{account}`: who the customer is; and a contact that did not work is tried again.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use billing::phone::Msisdn;
use operations::customers;
use portal_app::pages::staff::customer::profile::{
    Profile, ProfilePage, ProfilePageProps, RETRIED, Unreachable,
};
use portal_app::views::customer::customer_path;
use store::channels::ContactProblem;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::{id_in_path, load};
use crate::way;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route("/staff/customers/{account}", get(show))
        .route("/staff/customers/{account}/reachable", post(try_again))
}

async fn show(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(account): Path<String>,
) -> Result<Response, Failure> {
    let (customer, head) = load(&portal, &account).await?;
    let problems = portal.context.store.contact_problems(&customer.id).await?;
    let profile = Profile {
        phones: customer.phones.iter().map(Msisdn::national).collect(),
        emails: customer.emails,
        language: customer.language,
        told_by_sms: customer.told_by_sms,
        told_by_email: customer.told_by_email,
        created_at: customer.created_at,
        created_by: customer.created_by,
        unreachable: problems.into_iter().map(unreachable).collect(),
    };
    let frame = me.frame();
    Ok(render(move || {
        ProfilePage(ProfilePageProps {
            frame,
            head,
            profile,
        })
    })
    .await)
}

fn unreachable(problem: ContactProblem) -> Unreachable {
    let shown = match Msisdn::parse(&problem.to) {
        Ok(phone) => phone.national(),
        Err(_) => problem.to.clone(),
    };
    Unreachable {
        shown,
        to: problem.to,
        because: problem.because,
        at: problem.at,
    }
}

async fn try_again(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(account): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let id = id_in_path(&account)?;
    let store = &portal.context.store;
    let now = portal.context.clock.now();
    customers::try_contact_again(store, &id, fields.text("to"), &me.actor, now).await?;
    Ok(way::done(&customer_path(id.account().as_str()), RETRIED))
}
