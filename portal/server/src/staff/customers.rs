//! `/staff/customers`: find a customer. What is searched for is posted, so that no name and no phone is in an address.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use billing::civil::nairobi_date;
use billing::phone::Msisdn;
use billing::role::Permission;
use operations::customer_list::{self, Page};
use portal_app::pages::staff::customers::{
    CustomerList, CustomerResults, CustomerResultsProps, CustomerRow, CustomersPage,
    CustomersPageProps, Next, PATH, SEARCH_FIELD,
};
use portal_frontend::{find, fragment};
use store::customers::Customer;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::paging::{self, PAGE_ROWS};
use crate::portal::Portal;
use crate::render::{render, render_part};
use crate::session::StaffVisit;
use crate::staff::customer::served;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new().route(PATH, get(list).post(search))
}

async fn list(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    let after = paging::after(&me.visit)?;
    let page = customer_list::list(&portal.context.store, after, PAGE_ROWS).await?;
    let next = paging::href(PATH, &[], page.next.as_deref());
    let next = next.map_or(Next::End, Next::Page);
    Ok(answer(&me, String::new(), page, next).await)
}

async fn search(
    State(portal): State<Portal>,
    me: StaffVisit,
    fields: Fields,
) -> Result<Response, Failure> {
    let store = &portal.context.store;
    let typed = fields.text(SEARCH_FIELD).to_owned();
    if typed.is_empty() {
        return list(State(portal), me).await;
    }
    let after = fields.filled(paging::AFTER).map(paging::position);
    let after = after.transpose()?;
    let page = customer_list::search(store, &typed, after.as_deref(), PAGE_ROWS).await?;
    let next = page.next.clone().map_or(Next::End, |after| Next::Search {
        typed: typed.clone(),
        after,
    });
    Ok(answer(&me, typed, page, next).await)
}

async fn answer(me: &StaffVisit, typed: String, page: Page, next: Next) -> Response {
    let list = CustomerList {
        typed,
        rows: page.items.iter().map(row).collect(),
        next,
    };
    let frame = me.frame();
    if me.visit.wants(fragment::RESULTS) {
        let language = frame.language;
        return render_part(fragment::RESULTS, move || {
            CustomerResults(CustomerResultsProps { language, list })
        })
        .await;
    }
    let may_create = me.actor.may(Permission::ChangeCustomer).is_ok();
    render(move || {
        CustomersPage(CustomersPageProps {
            frame,
            list,
            may_create,
        })
    })
    .await
}

fn row(customer: &Customer) -> CustomerRow {
    CustomerRow {
        account: customer.id.account().to_string(),
        account_number: customer.account_number.clone(),
        name: customer.name.clone(),
        phone: customer.phones.first().map(Msisdn::masked),
        served: served(customer.status),
        since: nairobi_date(customer.created_at),
        find: find_text(customer),
    }
}

/// What typing is compared with before the server has answered.
fn find_text(customer: &Customer) -> String {
    let names = [customer.account_number.as_str(), customer.name.as_str()];
    find::text(
        names
            .into_iter()
            .chain(customer.phones.iter().map(Msisdn::as_str)),
    )
}
