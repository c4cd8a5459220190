//! `/staff/payments/{id}/associate`: whose it is.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::account_number::{AccountNumber, AccountNumberError};
use billing::ids::CustomerId;
use billing::role::Permission;
use operations::error::OperationError;
use operations::payments::Detail;
use operations::{allocate, associate, payment_preview, tell};
use portal_app::form::Entered;
use portal_app::pages::staff::payment::ASSOCIATED;
use portal_app::pages::staff::payment::associate::{
    AssociatePage, AssociatePageProps, CUSTOMER_FIELD, ChooseOwnerPage, ChooseOwnerPageProps,
};
use portal_app::pages::staff::payment::correction::{Asked, REASON_FIELD};
use portal_app::views::payment::{Party, payment_path};
use portal_app::words::staff::payment::associate::AssociateWords;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::refusal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::is_refusal_of_form;
use crate::staff::notify::pass_on;
use crate::staff::parties::party;
use crate::staff::payment::foreseen::foreseen;
use crate::staff::payment::whole::whole;
use crate::staff::payment::{actor, asked, asked_again, is_changed, load};
use crate::way;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new().route("/staff/payments/{id}/associate", get(open).post(give))
}

async fn open(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    me.actor.may(Permission::AssociatePayment)?;
    let detail = load(&portal, &id).await?;
    let Some(typed) = me.visit.query(CUSTOMER_FIELD) else {
        return choose(&portal, &me, &detail, Entered::default()).await;
    };
    let mut form = Entered::of([(CUSTOMER_FIELD, typed)]);
    let Some((customer, party)) = customer(&portal, &me, &detail, &mut form).await? else {
        let answer = choose(&portal, &me, &detail, form).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, answer).into_response());
    };
    // What points at this customer is most often the reason, too.
    let mut suggestions = detail.suggestions.iter();
    if let Some(best) = suggestions.find(|one| one.customer == customer) {
        form.set(REASON_FIELD, best.reason.clone());
    }
    let asked = asked(&detail, form);
    confirm(&portal, &me, &detail, (&customer, party), asked).await
}

async fn give(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    me.actor.may(Permission::AssociatePayment)?;
    let detail = load(&portal, &id).await?;
    let path = payment_path(detail.shown.id());
    let mut form = fields.0.clone();
    let standing = AccountNumber::parse(fields.text(CUSTOMER_FIELD)).ok();
    let standing = standing.map(|account| CustomerId::from(&account));
    // The same form may have been sent twice.
    let is_theirs = standing.is_some() && standing.as_ref() == detail.shown.state.customer();
    if is_theirs && is_changed(&detail, &fields) {
        return Ok(way::done(&path, ASSOCIATED));
    }
    let Some((customer, party)) = customer(&portal, &me, &detail, &mut form).await? else {
        let answer = choose(&portal, &me, &detail, form).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, answer).into_response());
    };
    if is_changed(&detail, &fields) {
        let asked = asked_again(&detail, fields);
        let answer = confirm(&portal, &me, &detail, (&customer, party), asked).await?;
        return Ok((StatusCode::CONFLICT, answer).into_response());
    }
    match carry_out(&portal, &me, &detail, &customer, &fields).await {
        Ok(()) => Ok(way::done(&path, ASSOCIATED)),
        Err(error) if is_refusal_of_form(&error) => {
            refusal::note(&mut form, me.visit.language, &error);
            let asked = asked(&detail, form);
            let answer = confirm(&portal, &me, &detail, (&customer, party), asked).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, answer).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Gives it to the customer, puts it to what is due, and has them told.
async fn carry_out(
    portal: &Portal,
    me: &StaffVisit,
    detail: &Detail,
    customer: &CustomerId,
    fields: &Fields,
) -> Result<(), OperationError> {
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let id = detail.shown.id();
    let reason = fields.text(REASON_FIELD);
    associate::by_person(store, id, customer, reason, &actor(me, fields), now).await?;
    allocate::automatically(store, id, now).await?;
    let told = tell::payment_received(store, id, now).await?;
    pass_on(portal, &told).await;
    Ok(())
}

/// The customer that was typed; nothing where the form now says what is wrong.
async fn customer(
    portal: &Portal,
    me: &StaffVisit,
    detail: &Detail,
    form: &mut Entered,
) -> Result<Option<(CustomerId, Party)>, Failure> {
    let words = AssociateWords::of(me.visit.language);
    let account = match AccountNumber::parse(form.value(CUSTOMER_FIELD)) {
        Ok(account) => account,
        Err(error) => {
            let message = match error {
                AccountNumberError::Empty => words.account_missing,
                _ => words.account_wrong,
            };
            form.refuse(CUSTOMER_FIELD, message);
            return Ok(None);
        }
    };
    let id = CustomerId::from(&account);
    if detail.shown.state.customer() == Some(&id) {
        form.refuse(CUSTOMER_FIELD, words.owner_already);
        return Ok(None);
    }
    let found = portal.context.store.customer(&id).await?;
    if found.is_none() {
        form.refuse(CUSTOMER_FIELD, words.account_unknown);
    }
    Ok(found.map(|customer| (id, party(&customer))))
}

async fn choose(
    portal: &Portal,
    me: &StaffVisit,
    detail: &Detail,
    form: Entered,
) -> Result<Response, Failure> {
    let payment = whole(&portal.context.store, detail).await?;
    let frame = me.frame();
    let page = move || {
        ChooseOwnerPage(ChooseOwnerPageProps {
            frame,
            payment,
            form,
        })
    };
    Ok(render(page).await)
}

async fn confirm(
    portal: &Portal,
    me: &StaffVisit,
    detail: &Detail,
    (customer, party): (&CustomerId, Party),
    asked: Asked,
) -> Result<Response, Failure> {
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let preview = payment_preview::association(store, &detail.file, customer, now).await?;
    let foreseen = foreseen(preview);
    let payment = whole(store, detail).await?;
    let frame = me.frame();
    let page = move || {
        AssociatePage(AssociatePageProps {
            frame,
            payment,
            party,
            foreseen,
            asked,
        })
    };
    Ok(render(page).await)
}
