//! `/staff/payments/{id}/annotate`: what staff wrote on a payment that they entered.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use billing::payment::{Channel, Method};
use billing::role::Permission;
use operations::error::OperationError;
use operations::manual_payment::annotate;
use operations::payments::Detail;
use portal_app::form::Entered;
use portal_app::pages::staff::payment::ANNOTATED;
use portal_app::pages::staff::payment::annotate::{AnnotatePage, AnnotatePageProps};
use portal_app::views::payment::payment_path;
use portal_app::words::staff::payment::entry::EntryWords;
use store::states::Annotations;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::payment::load;
use crate::staff::payment::whole::{told, whole};
use crate::staff::returned::{refused, with_error};
use crate::staff::typed;
use crate::way;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new().route("/staff/payments/{id}/annotate", get(open).post(keep))
}

async fn open(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    me.actor.may(Permission::RecordPayment)?;
    let detail = load(&portal, &id).await?;
    if detail.shown.facts.payment.channel != Channel::Manual {
        return Err(OperationError::PaymentNotManual.into());
    }
    let facts = told(&detail);
    let form = Entered::of([
        ("method", facts.method.map_or("", Method::name).to_owned()),
        ("reference", facts.reference),
        (
            "received_on",
            facts
                .received_on
                .map_or(String::new(), |day| day.to_string()),
        ),
        ("till", facts.till.unwrap_or_default()),
        ("remark", facts.remark.unwrap_or_default()),
    ]);
    page(&portal, &me, &detail, form).await
}

async fn keep(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    me.actor.may(Permission::RecordPayment)?;
    let detail = load(&portal, &id).await?;
    let language = me.visit.language;
    let standing = told(&detail);
    // What is as it was is left out, so that it is not recorded as edited.
    let text = |name: &str, before: Option<String>| {
        let typed = fields.text(name);
        (typed != before.unwrap_or_default()).then(|| typed.to_owned())
    };
    let received_on = fields.filled("received_on").map(typed::day);
    let mut form = fields.0.clone();
    if received_on == Some(None) {
        form.refuse("received_on", EntryWords::of(language).not_a_day);
        return Ok(refused(page(&portal, &me, &detail, form).await?));
    }
    let changes = Annotations {
        method: method(fields.text("method")).filter(|it| Some(*it) != standing.method),
        reference: text("reference", Some(standing.reference)),
        received_on: received_on
            .flatten()
            .filter(|it| Some(*it) != standing.received_on),
        till: text("till", standing.till),
        remark: text("remark", standing.remark),
    };
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    match annotate(store, detail.shown.id(), &changes, &me.actor, now).await {
        Ok(()) => Ok(way::done(&payment_path(detail.shown.id()), ANNOTATED)),
        Err(error) => {
            let form = with_error(form, language, error)?;
            Ok(refused(page(&portal, &me, &detail, form).await?))
        }
    }
}

/// The method with this name.
#[must_use]
pub fn method(name: &str) -> Option<Method> {
    let all = [
        Method::Cash,
        Method::Cheque,
        Method::Bank,
        Method::Mobile,
        Method::Card,
    ];
    all.into_iter().find(|method| method.name() == name)
}

async fn page(
    portal: &Portal,
    me: &StaffVisit,
    detail: &Detail,
    form: Entered,
) -> Result<Response, Failure> {
    let payment = whole(&portal.context.store, detail).await?;
    let frame = me.frame();
    let page = move || {
        AnnotatePage(AnnotatePageProps {
            frame,
            payment,
            form,
        })
    };
    Ok(render(page).await)
}
