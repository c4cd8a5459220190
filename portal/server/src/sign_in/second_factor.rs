//! The second step of staff: the code of their authenticator, or setting one up.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use axum::routing::get;
use operations::error::OperationError;
use operations::second_factor;
use operations::sign_in::error::SignInError;
use operations::sign_in::secrets::Secrets;
use portal_app::form::Entered;
use portal_app::frame::Visitor;
use portal_app::pages::sign_in::enrol::{EnrolPage, EnrolPageProps};
use portal_app::pages::sign_in::second_factor::{
    SECOND_FACTOR_PATH, SecondFactorPage, SecondFactorPageProps,
};
use portal_app::pages::sign_in::{CODE_FIELD, Entrance, NEXT_FIELD};
use portal_app::words::sign_in::SignInWords;
use portal_documents::qr::qr_svg;
use runtime::secret::fresh_bytes;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::refusal;
use crate::render::render;
use crate::session;
use crate::sign_in::{attempt, attempt_over, device, key, status, with_next};
use crate::visit::Visit;
use crate::way;

/// Its address.
pub fn routes() -> Router<Portal> {
    Router::new().route(SECOND_FACTOR_PATH, get(show).post(enter))
}

async fn show(
    State(portal): State<Portal>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let next = visit.query(NEXT_FIELD).unwrap_or_default();
    let form = Entered::of([(NEXT_FIELD, next)]);
    page(&portal, &visit, &headers, form).await
}

/// The page that fits: with the secret, as long as no authenticator is set up.
async fn page(
    portal: &Portal,
    visit: &Visit,
    headers: &HeaderMap,
    form: Entered,
) -> Result<Response, Failure> {
    let key = key(portal, visit)?;
    let now = portal.context.clock.now();
    let browser = attempt(headers, Entrance::Staff);
    let (store, issuer) = (&portal.context.store, portal.payee.name.as_ref());
    let enrolment = second_factor::enrolment(store, key, browser, issuer, now).await;
    let mut frame = portal.frame(visit, Visitor::Anyone);
    frame.here = with_next(SECOND_FACTOR_PATH, form.value(NEXT_FIELD));
    let status = status(&form);
    let page = match enrolment {
        Ok(enrolment) => {
            let title = SignInWords::of(visit.language).enrol_qr;
            let props = EnrolPageProps {
                frame,
                // A picture that cannot be drawn is left out: the key for typing stands beside it.
                qr_svg: qr_svg(&enrolment.otpauth_uri, title).unwrap_or_default(),
                secret: enrolment.secret_base32,
                form,
            };
            render(move || EnrolPage(props)).await
        }
        Err(OperationError::SignIn(SignInError::SecondFactorStands)) => {
            let props = SecondFactorPageProps { frame, form };
            render(move || SecondFactorPage(props)).await
        }
        Err(OperationError::SignIn(_)) => return Ok(way::to(Entrance::Staff.path())),
        Err(error) => return Err(error.into()),
    };
    Ok((status, page).into_response())
}

async fn enter(
    State(portal): State<Portal>,
    visit: Visit,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Failure> {
    let portal_key = key(&portal, &visit)?;
    let now = portal.context.clock.now();
    let (browser, device) = (attempt(&headers, Entrance::Staff), device(&headers));
    let (store, secrets) = (&portal.context.store, Secrets::new(fresh_bytes()));
    let code = fields.text(CODE_FIELD);
    let entered =
        second_factor::enter(store, portal_key, browser, code, device, &secrets, now).await;
    match entered {
        Ok(signed_in) => {
            let cookies = AppendHeaders([
                (
                    header::SET_COOKIE,
                    session::set_cookie(true, &signed_in.token),
                ),
                (header::SET_COOKIE, attempt_over(Entrance::Staff)),
            ]);
            let to = way::to(way::back(fields.text(NEXT_FIELD), true));
            Ok((cookies, to).into_response())
        }
        Err(OperationError::SignIn(SignInError::CodeExpired)) => {
            Ok(way::to(Entrance::Staff.path()))
        }
        Err(OperationError::SignIn(error)) => {
            let mut form = Entered::of([(NEXT_FIELD, fields.text(NEXT_FIELD))]);
            let error = OperationError::SignIn(error);
            form.refuse(CODE_FIELD, refusal::sentence(visit.language, &error));
            page(&portal, &visit, &headers, form).await
        }
        Err(error) => Err(error.into()),
    }
}
