//! How to pay by hand, and whether an account number contains a typing mistake: what `/` shows to everyone.

use axum::response::Response;
use portal_app::account_check::AccountCheck;
use portal_app::frame::Visitor;
use portal_app::pages::how_to_pay::{HowToPayPage, HowToPayPageProps};

use crate::portal::Portal;
use crate::render::render;
use crate::visit::Visit;

/// The page; with what could be said about a number, if one was sent.
pub async fn page(portal: &Portal, visit: &Visit, check: Option<AccountCheck>) -> Response {
    let frame = portal.frame(visit, Visitor::Anyone);
    render(move || HowToPayPage(HowToPayPageProps { frame, check })).await
}
