//! Typing the code, asking for another one, and choosing an account.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use axum::routing::{get, post};
use billing::account_number::AccountNumber;
use billing::ids::CustomerId;
use operations::error::OperationError;
use operations::sign_in::error::SignInError;
use operations::sign_in::secrets::Secrets;
use operations::sign_in::{self, Asked, SignedIn};
use portal_app::form::Entered;
use portal_app::frame::Visitor;
use portal_app::pages::sign_in::choose::{Account, ChoosePage, ChoosePageProps};
use portal_app::pages::sign_in::code::{CodePage, CodePageProps};
use portal_app::pages::sign_in::second_factor::SECOND_FACTOR_PATH;
use portal_app::pages::sign_in::{ACCOUNT_FIELD, CODE_FIELD, Entrance, NEXT_FIELD};
use runtime::logging::chain;
use runtime::secret::fresh_bytes;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::refusal;
use crate::render::render;
use crate::session;
use crate::sign_in::{attempt, attempt_cookie, attempt_over, device, key, status, with_next};
use crate::visit::Visit;
use crate::way;

/// The addresses of an entrance.
pub fn routes(entrance: Entrance) -> Router<Portal> {
    let path = entrance.path();
    let show = move |State(portal): State<Portal>, visit: Visit| async move {
        let next = visit.query(NEXT_FIELD).unwrap_or_default().to_owned();
        page(&portal, &visit, entrance, Entered::of([(NEXT_FIELD, next)])).await
    };
    let enter = move |State(portal): State<Portal>,
                      visit: Visit,
                      headers: HeaderMap,
                      fields: Fields| async move {
        enter(&portal, &visit, &headers, entrance, fields).await
    };
    let again = move |State(portal): State<Portal>,
                      visit: Visit,
                      headers: HeaderMap,
                      fields: Fields| async move {
        again(&portal, &visit, &headers, entrance, fields).await
    };
    Router::new()
        .route(&format!("{path}/code"), get(show).post(enter))
        .route(&format!("{path}/again"), post(again))
}

async fn page(portal: &Portal, visit: &Visit, entrance: Entrance, form: Entered) -> Response {
    let mut frame = portal.frame(visit, Visitor::Anyone);
    frame.here = with_next(&format!("{}/code", entrance.path()), form.value(NEXT_FIELD));
    let status = status(&form);
    let props = CodePageProps {
        frame,
        entrance,
        form,
    };
    (status, render(move || CodePage(props)).await).into_response()
}

/// Lets the code go out now. If the queue does not answer, the sweep of notifications sends it later.
pub async fn pass_on(portal: &Portal, asked: &Asked) {
    let sent = portal
        .context
        .queues
        .send_notifications(std::slice::from_ref(&asked.notification))
        .await;
    if let Err(error) = sent {
        tracing::warn!(error = chain(&error), "a code waits for the next sweep");
    }
}

async fn again(
    portal: &Portal,
    visit: &Visit,
    headers: &HeaderMap,
    entrance: Entrance,
    fields: Fields,
) -> Result<Response, Failure> {
    let key = key(portal, visit)?;
    let now = portal.context.clock.now();
    let browser = attempt(headers, entrance);
    let secrets = Secrets::new(fresh_bytes());
    let store = &portal.context.store;
    let asked = sign_in::ask_again(store, key, browser, visit.language, &secrets, now).await;
    match asked {
        Ok(asked) => {
            pass_on(portal, &asked).await;
            let cookie = attempt_cookie(entrance, &asked.browser);
            let to = with_next(
                &format!("{}/code", entrance.path()),
                fields.text(NEXT_FIELD),
            );
            let cookies = AppendHeaders([(header::SET_COOKIE, cookie)]);
            Ok((cookies, way::done(&to, "sent-again")).into_response())
        }
        Err(error) => refused(portal, visit, entrance, fields, error).await,
    }
}

async fn enter(
    portal: &Portal,
    visit: &Visit,
    headers: &HeaderMap,
    entrance: Entrance,
    fields: Fields,
) -> Result<Response, Failure> {
    let key = key(portal, visit)?;
    let now = portal.context.clock.now();
    let (browser, device) = (attempt(headers, entrance), device(headers));
    let (store, secrets) = (&portal.context.store, Secrets::new(fresh_bytes()));
    let code = fields.text(CODE_FIELD);
    match sign_in::answer(store, key, browser, code, device, &secrets, now).await {
        Ok(signed_in) => Ok(go_on(portal, visit, signed_in, fields.text(NEXT_FIELD)).await),
        Err(error) => refused(portal, visit, entrance, fields, error).await,
    }
}

/// The page again with what is wrong; the code is typed anew.
async fn refused(
    portal: &Portal,
    visit: &Visit,
    entrance: Entrance,
    fields: Fields,
    error: OperationError,
) -> Result<Response, Failure> {
    if !matches!(error, OperationError::SignIn(_)) {
        return Err(error.into());
    }
    let mut form = Entered::of([(NEXT_FIELD, fields.text(NEXT_FIELD))]);
    form.refuse(CODE_FIELD, refusal::sentence(visit.language, &error));
    Ok(page(portal, visit, entrance, form).await)
}

async fn go_on(portal: &Portal, visit: &Visit, signed_in: SignedIn, next: &str) -> Response {
    match signed_in {
        SignedIn::Customer { token, .. } => {
            let cookies = AppendHeaders([
                (header::SET_COOKIE, session::set_cookie(false, &token)),
                (header::SET_COOKIE, attempt_over(Entrance::Customers)),
            ]);
            (cookies, way::to(way::back(next, false))).into_response()
        }
        SignedIn::Choose { browser, accounts } => {
            let cookie = attempt_cookie(Entrance::Customers, &browser);
            let mut frame = portal.frame(visit, Visitor::Anyone);
            Entrance::Customers.path().clone_into(&mut frame.here);
            let accounts = accounts.into_iter().map(|customer| Account {
                number: customer.account_number,
                name: customer.name,
            });
            let props = ChoosePageProps {
                frame,
                accounts: accounts.collect(),
                next: next.to_owned(),
            };
            let page = render(move || ChoosePage(props)).await;
            (AppendHeaders([(header::SET_COOKIE, cookie)]), page).into_response()
        }
        SignedIn::SecondFactor { browser, .. } => {
            let cookie = attempt_cookie(Entrance::Staff, &browser);
            let to = with_next(SECOND_FACTOR_PATH, next);
            (AppendHeaders([(header::SET_COOKIE, cookie)]), way::to(&to)).into_response()
        }
    }
}

/// `/sign-in/account`: one of several customers was chosen.
pub async fn choose(
    State(portal): State<Portal>,
    visit: Visit,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Failure> {
    let chosen = AccountNumber::parse(fields.text(ACCOUNT_FIELD));
    let chosen = chosen.map_err(|_| OperationError::from(SignInError::CodeExpired))?;
    let now = portal.context.clock.now();
    let browser = attempt(&headers, Entrance::Customers);
    let (device, secrets) = (device(&headers), Secrets::new(fresh_bytes()));
    let (store, chosen) = (&portal.context.store, CustomerId::from(&chosen));
    match sign_in::choose(store, browser, &chosen, device, &secrets, now).await {
        Ok(signed_in) => Ok(go_on(&portal, &visit, signed_in, fields.text(NEXT_FIELD)).await),
        Err(error) => refused(&portal, &visit, Entrance::Customers, fields, error).await,
    }
}
