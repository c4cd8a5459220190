//! `/staff/waiting/claims`: receipts that customers quote.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use billing::ids::{ClaimId, CustomerId, PaymentId};
use billing::money::{Currency, Money};
use billing::receipt::{Provider, Receipt};
use operations::error::OperationError;
use operations::receipt_claim::{self, staff};
use operations::{payment_preview, payments};
use portal_app::form::Entered;
use portal_app::pages::staff::payment::correction::REASON_FIELD;
use portal_app::pages::staff::waiting::claims::{
    CLOSED, CLOSING_FIELD, Claim, ClaimListPage, ClaimListPageProps, ClaimPage, ClaimPageProps,
    Found, PATH, PAYMENT_FIELD, Progress,
};
use portal_app::views::payment::Party;
use runtime::logging::chain;
use store::claims::{ClaimRecord, ClaimStatus};

use super::ROWS;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::paging;
use crate::portal::Portal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::parties::Parties;
use crate::staff::payment::actor;
use crate::staff::payment::foreseen::foreseen;
use crate::staff::returned::{refused, with_error};
use crate::way;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route(PATH, get(list))
        .route("/staff/waiting/claims/{id}", get(show))
        .route("/staff/waiting/claims/{id}/give", post(give))
        .route("/staff/waiting/claims/{id}/close", post(close))
}

async fn list(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    let after = paging::after(&me.visit)?;
    let page = staff::list(&portal.context.store, after, ROWS).await?;
    let customers: Vec<CustomerId> = page.items.iter().map(|one| one.id.customer()).collect();
    let parties = Parties::load(&portal.context.store, &customers).await?;
    let rows = page.items.into_iter().map(|record| {
        let party = parties.of(&record.id.customer());
        view(record, party)
    });
    let rows: Vec<Claim> = rows.collect::<Result<_, OperationError>>()?;
    let next = paging::href(PATH, &[], page.next.as_deref());
    let frame = me.frame();
    Ok(render(move || ClaimListPage(ClaimListPageProps { frame, rows, next })).await)
}

async fn show(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    page(&portal, &me, &in_path(&id)?, Entered::default()).await
}

async fn give(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let id = in_path(&id)?;
    let payment = PaymentId::parse(fields.text(PAYMENT_FIELD)).map_err(|_| Failure::NotFound)?;
    end(&portal, &me, &id, Some(&payment), REASON_FIELD, fields).await
}

async fn close(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    end(&portal, &me, &in_path(&id)?, None, CLOSING_FIELD, fields).await
}

async fn end(
    portal: &Portal,
    me: &StaffVisit,
    id: &ClaimId,
    given: Option<&PaymentId>,
    field: &'static str,
    fields: Fields,
) -> Result<Response, Failure> {
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let reason = fields.text(field);
    match staff::close(store, id, reason, given, &actor(me, &fields), now).await {
        Ok(claim) => {
            if let Some(payment) = given.filter(|given| claim.payment.as_ref() == Some(given)) {
                pass_on(portal, payment).await;
            }
            Ok(way::done(&format!("{PATH}/{id}"), CLOSED))
        }
        Err(error) => {
            // The operation names its own field; two forms of the page have one each.
            let error = match error {
                OperationError::Field { code, detail, .. } => OperationError::Field {
                    field,
                    code,
                    detail,
                },
                error => error,
            };
            let form = with_error(fields.0, me.visit.language, error)?;
            Ok(refused(page(portal, me, id, form).await?))
        }
    }
}

/// A payment that got its owner is allocated next, and its owner told.
async fn pass_on(portal: &Portal, payment: &PaymentId) {
    if let Err(error) = portal.context.queues.send_allocation(payment).await {
        // The sweeper finds it within a minute.
        tracing::warn!(payment = %payment, cause = chain(&error), "not passed on to allocation");
    }
}

async fn page(
    portal: &Portal,
    me: &StaffVisit,
    id: &ClaimId,
    form: Entered,
) -> Result<Response, Failure> {
    let store = &portal.context.store;
    let record = store.claim(id).await?.ok_or(Failure::NotFound)?;
    let customer = id.customer();
    let found = match &record.receipt {
        Some(receipt) => found(portal, receipt, &customer).await?,
        None => None,
    };
    let parties = Parties::load(store, [&customer]).await?;
    let claim = view(record, parties.of(&customer))?;
    let frame = me.frame();
    let page = move || {
        ClaimPage(ClaimPageProps {
            frame,
            claim,
            found,
            form,
        })
    };
    Ok(render(page).await)
}

/// The payment that has this receipt, and what giving it to the customer would do.
async fn found(
    portal: &Portal,
    receipt: &Receipt,
    customer: &CustomerId,
) -> Result<Option<Found>, Failure> {
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let id = PaymentId::of(&Provider::mpesa(), receipt);
    let detail = match payments::get(store, &id).await {
        Ok(detail) => detail,
        Err(OperationError::PaymentNotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let owner = detail.shown.state.customer();
    let theirs = owner == Some(customer);
    let parties = Parties::load(store, owner).await?;
    let preview = match theirs {
        true => None,
        false => match payment_preview::association(store, &detail.file, customer, now).await {
            Ok(preview) => Some(foreseen(preview)),
            // It went back, or nothing has confirmed it: its own page says so.
            Err(OperationError::PaymentReversed | OperationError::PaymentUnverified { .. }) => None,
            Err(error) => return Err(error.into()),
        },
    };
    Ok(Some(Found {
        id,
        receipt: receipt.to_string(),
        owner: owner.map(|owner| parties.of(owner)),
        theirs,
        foreseen: preview,
    }))
}

fn in_path(text: &str) -> Result<ClaimId, Failure> {
    ClaimId::parse(text).map_err(|_| Failure::NotFound)
}

fn view(record: ClaimRecord, party: Party) -> Result<Claim, OperationError> {
    let amount = record
        .cents
        .map(|cents| Money::from_cents(cents, Currency::Kes));
    Ok(Claim {
        reference: receipt_claim::reference(&record.id),
        id: record.id,
        party,
        receipt: record.receipt.map(String::from),
        amount: amount.transpose()?,
        paid_at: record.paid_at,
        quoted_at: record.quoted_at,
        progress: match record.status {
            ClaimStatus::Asked => Progress::Asked,
            ClaimStatus::Settled => Progress::Settled,
            ClaimStatus::WithStaff => Progress::WithStaff,
            ClaimStatus::Closed => Progress::Closed,
        },
        reason: record.reason,
        closed: record
            .closed
            .map(|closed| (closed.by, closed.at, closed.reason)),
    })
}
