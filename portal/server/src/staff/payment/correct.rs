//! `/staff/payments/{id}/…`: corrections that are confirmed on a page of their own.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::ids::AllocationId;
use billing::role::Permission;
use operations::error::OperationError;
use operations::payment_preview::put_to;
use operations::payments::Detail;
use operations::{allocate, associate, payment_preview, reverse};
use portal_app::form::Entered;
use portal_app::pages::staff::payment::correction::{
    Asked, Correction, CorrectionPage, CorrectionPageProps, REASON_FIELD,
};
use portal_app::pages::staff::payment::{DISASSOCIATED, REVERSED, UNDONE, UNMAPPED, VERIFIED};
use portal_app::views::payment::{Foreseen, Standing, payment_path};
use runtime::logging::chain;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::refusal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::is_refusal_of_form;
use crate::staff::payment::foreseen::foreseen;
use crate::staff::payment::whole::whole;
use crate::staff::payment::{actor, asked, asked_again, is_changed, load, optional_reason};
use crate::staff::payments::row::standing;
use crate::way;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    let mut router = Router::new();
    let whole = [
        Correction::Disassociate,
        Correction::Unmap,
        Correction::Reverse,
        Correction::Verify,
    ];
    for correction in whole {
        let path = format!("/staff/payments/{{id}}/{}", correction.path());
        let open = move |portal, me, Path(id): Path<String>| open(portal, me, id, correction);
        let post = move |portal, me, Path(id): Path<String>, fields| {
            correct(portal, me, id, correction, fields)
        };
        router = router.route(&path, get(open).post(post));
    }
    router.route(
        "/staff/payments/{id}/allocations/{number}/undo",
        get(open_undo).post(undo),
    )
}

async fn open_undo(
    portal: State<Portal>,
    me: StaffVisit,
    Path((id, number)): Path<(String, u32)>,
) -> Result<Response, Failure> {
    open(portal, me, id, Correction::Undo(number)).await
}

async fn undo(
    portal: State<Portal>,
    me: StaffVisit,
    Path((id, number)): Path<(String, u32)>,
    fields: Fields,
) -> Result<Response, Failure> {
    correct(portal, me, id, Correction::Undo(number), fields).await
}

async fn open(
    State(portal): State<Portal>,
    me: StaffVisit,
    id: String,
    correction: Correction,
) -> Result<Response, Failure> {
    me.actor.may(permission(correction))?;
    let detail = load(&portal, &id).await?;
    if is_done(&detail, correction)? {
        return Ok(way::to(&payment_path(detail.shown.id())));
    }
    let asked = asked(&detail, Entered::default());
    page(&portal, &me, &detail, correction, asked).await
}

async fn correct(
    State(portal): State<Portal>,
    me: StaffVisit,
    id: String,
    correction: Correction,
    fields: Fields,
) -> Result<Response, Failure> {
    me.actor.may(permission(correction))?;
    let detail = load(&portal, &id).await?;
    let path = payment_path(detail.shown.id());
    if is_changed(&detail, &fields) {
        // The same form may have been sent twice.
        if is_done(&detail, correction)? {
            return Ok(way::done(&path, done(correction)));
        }
        let asked = asked_again(&detail, fields);
        let answer = page(&portal, &me, &detail, correction, asked).await?;
        return Ok((StatusCode::CONFLICT, answer).into_response());
    }
    let mut form = fields.0.clone();
    let optional = matches!(correction, Correction::Unmap | Correction::Undo(_));
    if optional && optional_reason(&me, &mut form).is_none() {
        let asked = asked(&detail, form);
        let answer = page(&portal, &me, &detail, correction, asked).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, answer).into_response());
    }
    let result = carry_out(&portal, &me, &detail, correction, &fields).await;
    match result {
        Ok(()) => Ok(way::done(&path, done(correction))),
        Err(error) if is_refusal_of_form(&error) => {
            refusal::note(&mut form, me.visit.language, &error);
            let asked = asked(&detail, form);
            let answer = page(&portal, &me, &detail, correction, asked).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, answer).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn carry_out(
    portal: &Portal,
    me: &StaffVisit,
    detail: &Detail,
    correction: Correction,
    fields: &Fields,
) -> Result<(), OperationError> {
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let id = detail.shown.id();
    let actor = actor(me, fields);
    let reason = fields.text(REASON_FIELD);
    match correction {
        Correction::Disassociate => associate::disassociate(store, id, reason, &actor, now).await,
        Correction::Unmap => allocate::unmap(store, id, reason, &actor, now).await,
        Correction::Undo(number) => {
            let allocation = AllocationId::new(id, number);
            allocate::undo(store, id, &allocation, reason, &actor, now).await
        }
        Correction::Reverse => reverse::reverse(store, id, reason, &actor, now).await,
        Correction::Verify => {
            associate::verify(store, id, reason, &actor, now).await?;
            // No sweep would find it: the rules have looked at it before.
            if let Err(error) = portal.context.queues.send_payment(id).await {
                tracing::error!(payment = %id, cause = chain(&error), "not sent to association");
            }
            Ok(())
        }
    }
}

async fn page(
    portal: &Portal,
    me: &StaffVisit,
    detail: &Detail,
    correction: Correction,
    asked: Asked,
) -> Result<Response, Failure> {
    let store = &portal.context.store;
    let file = &detail.file;
    let foreseen = match correction {
        Correction::Disassociate => foreseen(payment_preview::disassociation(store, file).await?),
        Correction::Unmap => foreseen(put_to::undoing(store, file, None).await?),
        Correction::Undo(number) => foreseen(put_to::undoing(store, file, Some(number)).await?),
        Correction::Reverse => foreseen(payment_preview::reversal(store, file).await?),
        Correction::Verify => Foreseen::default(),
    };
    let payment = whole(store, detail).await?;
    let frame = me.frame();
    let page = move || {
        CorrectionPage(CorrectionPageProps {
            frame,
            payment,
            correction,
            foreseen,
            asked,
        })
    };
    Ok(render(page).await)
}

/// Whether there is nothing left to do.
fn is_done(detail: &Detail, correction: Correction) -> Result<bool, OperationError> {
    let state = &detail.shown.state;
    Ok(match correction {
        Correction::Disassociate => state.association().is_none(),
        Correction::Unmap => state.allocations.is_empty(),
        Correction::Undo(number) => state.allocations.iter().all(|one| one.number != number),
        Correction::Reverse => state.reversal.is_some(),
        Correction::Verify => standing(&detail.shown)? != Standing::Unconfirmed,
    })
}

fn permission(correction: Correction) -> Permission {
    match correction {
        Correction::Disassociate => Permission::AssociatePayment,
        Correction::Unmap | Correction::Undo(_) => Permission::AllocatePayment,
        Correction::Reverse => Permission::ReversePayment,
        Correction::Verify => Permission::VerifyPayment,
    }
}

fn done(correction: Correction) -> &'static str {
    match correction {
        Correction::Disassociate => DISASSOCIATED,
        Correction::Unmap => UNMAPPED,
        Correction::Undo(_) => UNDONE,
        Correction::Reverse => REVERSED,
        Correction::Verify => VERIFIED,
    }
}
