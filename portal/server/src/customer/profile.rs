//! `/profile`: how a customer is reached, what they are told, and where they are signed in.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use billing::language::Language;
use billing::notification::Told;
use operations::customers::{self, CustomerChanges};
use portal_app::form::Entered;
use portal_app::pages::customer::profile::{
    EMAIL_FIELD, LANGUAGE_FIELD, Profile, ProfilePage, ProfilePageProps, SMS_FIELD,
};

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::render::render;
use crate::session::CustomerVisit;
use crate::signed_in;
use crate::way;

const PATH: &str = "/profile";

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route(PATH, get(show).post(save))
        .route("/profile/end", post(end))
        .route("/profile/end-all", post(end_all))
}

async fn show(State(portal): State<Portal>, me: CustomerVisit) -> Result<Response, Failure> {
    let sessions = signed_in::list(&portal, &me.session).await?;
    let customer = &me.customer;
    let form = Entered::of([
        (LANGUAGE_FIELD, customer.language.tag()),
        (SMS_FIELD, customer.told_by_sms.name()),
        (EMAIL_FIELD, customer.told_by_email.name()),
    ]);
    let profile = Profile {
        name: customer.name.clone(),
        account_number: customer.account_number.clone(),
        phones: customer.phones.iter().map(|phone| phone.masked()).collect(),
        emails: customer.emails.iter().map(|email| masked(email)).collect(),
    };
    let props = ProfilePageProps {
        frame: me.frame(),
        profile,
        form,
        sessions,
    };
    Ok(render(move || ProfilePage(props)).await)
}

/// What is none of the choices changes nothing.
async fn save(
    State(portal): State<Portal>,
    me: CustomerVisit,
    fields: Fields,
) -> Result<Response, Failure> {
    let told = |field: &str| {
        let sent = fields.text(field);
        let all = [Told::All, Told::Essential, Told::Nothing];
        all.into_iter().find(|told| told.name() == sent)
    };
    let changes = CustomerChanges {
        language: Language::of_tag(fields.text(LANGUAGE_FIELD)),
        told_by_sms: told(SMS_FIELD),
        told_by_email: told(EMAIL_FIELD),
        ..CustomerChanges::default()
    };
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    customers::change(store, &me.customer.id, &changes, &me.actor, now).await?;
    Ok(way::done(PATH, "saved"))
}

async fn end(
    State(portal): State<Portal>,
    me: CustomerVisit,
    fields: Fields,
) -> Result<Response, Failure> {
    signed_in::end(&portal, &me.session, &fields).await?;
    Ok(way::done(PATH, "ended"))
}

async fn end_all(State(portal): State<Portal>, me: CustomerVisit) -> Result<Response, Failure> {
    signed_in::end_all(&portal, &me.session, "/sign-in").await
}

/// `w…@example.com`: enough to know one's own.
fn masked(email: &str) -> String {
    let first: String = email.chars().take(1).collect();
    match email.split_once('@') {
        Some((_, domain)) => format!("{first}…@{domain}"),
        None => first,
    }
}
