//! `/staff/payments/new`: money that staff received.

mod read;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::account_number::AccountNumber;
use billing::ids::{CustomerId, PaymentId};
use billing::money::Money;
use billing::role::Permission;
use operations::error::OperationError;
use operations::manual_payment::{self, ManualPayment};
use operations::payment_preview;
use portal_app::form::Entered;
use portal_app::pages::staff::new_payment::{
    CHANGE, Checked, NewPaymentPage, NewPaymentPageProps, OWED, Owed, PATH, RECORD, STEP_FIELD,
};
use portal_app::pages::staff::payment::RECORDED;
use portal_app::views::payment::payment_path;
use portal_app::words::staff::payment::associate::AssociateWords;
use portal_app::words::staff::payment::entry::EntryWords;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::{CURRENCY, Portal};
use crate::refusal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::{is_refusal_of_form, keep_once};
use crate::staff::parties::party;
use crate::staff::payment::foreseen::foreseen;
use crate::way;

/// Obligations that can be chosen; who has more is paid for oldest first.
const OWED_MAX: usize = 100;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new().route(PATH, get(open).post(enter))
}

async fn open(State(portal): State<Portal>, me: StaffVisit) -> Result<Response, Failure> {
    me.actor.may(Permission::RecordPayment)?;
    let mut form = Entered::of([("settle", "oldest_first"), ("method", "cash")]);
    for name in ["customer", "amount"] {
        if let Some(value) = me.visit.query(name) {
            form.set(name, value);
        }
    }
    page(&portal, &me, form, None, None).await
}

async fn enter(
    State(portal): State<Portal>,
    me: StaffVisit,
    fields: Fields,
) -> Result<Response, Failure> {
    me.actor.may(Permission::RecordPayment)?;
    let language = me.visit.language;
    let step = fields.text(STEP_FIELD);
    let mut form = fields.0.clone();
    if step == OWED || step == CHANGE {
        if step == OWED && customer_of(&form).is_none() {
            form.refuse("customer", AssociateWords::of(language).account_missing);
            return refused(&portal, &me, form, None).await;
        }
        return page(&portal, &me, form, None, None).await;
    }
    let Some(manual) = read::payment(&portal, &mut form, language) else {
        return refused(&portal, &me, form, None).await;
    };
    let result = if step == RECORD {
        record(&portal, &me, &manual, &fields).await
    } else {
        check(&portal, &me, &manual, &fields).await
    };
    match result {
        Ok(Entry::Recorded(id)) => Ok(way::done(&payment_path(&id), RECORDED)),
        Ok(Entry::Checked(checked)) => page(&portal, &me, form, None, Some(*checked)).await,
        Err(OperationError::ReceiptAlreadyRecorded { payment }) => {
            form.refuse("reference", EntryWords::of(language).recorded_already);
            refused(&portal, &me, form, Some(payment)).await
        }
        Err(OperationError::CustomerNotFound) => {
            form.refuse("customer", AssociateWords::of(language).account_unknown);
            refused(&portal, &me, form, None).await
        }
        Err(error) if is_refusal_of_form(&error) => {
            refusal::note(&mut form, language, &error);
            refused(&portal, &me, form, None).await
        }
        Err(error) => Err(error.into()),
    }
}

/// What a step came to.
enum Entry {
    Checked(Box<Checked>),
    Recorded(PaymentId),
}

async fn record(
    portal: &Portal,
    me: &StaffVisit,
    manual: &ManualPayment,
    fields: &Fields,
) -> Result<Entry, OperationError> {
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let id = manual_payment::record(store, manual, &me.actor, fields.seed(), now).await?;
    Ok(Entry::Recorded(id))
}

async fn check(
    portal: &Portal,
    me: &StaffVisit,
    manual: &ManualPayment,
    fields: &Fields,
) -> Result<Entry, OperationError> {
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    manual_payment::check::check(store, manual, &me.actor, fields.seed(), now).await?;
    let preview = payment_preview::entry(store, manual).await?;
    let customer = store.customer(&manual.customer).await?;
    let customer = customer.ok_or(OperationError::CustomerNotFound)?;
    Ok(Entry::Checked(Box::new(Checked {
        party: party(&customer),
        amount: manual.amount,
        foreseen: foreseen(preview),
    })))
}

fn customer_of(form: &Entered) -> Option<CustomerId> {
    let account = AccountNumber::parse(form.value("customer")).ok()?;
    Some(CustomerId::from(&account))
}

/// What the customer still has to pay, the oldest due first; nothing where the customer is not known.
async fn owed(portal: &Portal, form: &Entered) -> Result<Option<Vec<Owed>>, Failure> {
    let store = &portal.context.store;
    let Some(customer) = customer_of(form) else {
        return Ok(None);
    };
    if store.customer(&customer).await?.is_none() {
        return Ok(None);
    }
    let mut open = Vec::new();
    for file in store.obligations_of(&customer).await? {
        let doses = file.instalments.iter();
        let doses = doses.filter(|dose| dose.currency == CURRENCY && dose.outstanding_cents() > 0);
        let due_on = doses.clone().map(|dose| dose.due_on).min();
        let cents = doses.map(|dose| dose.outstanding_cents()).sum();
        if let Some(due_on) = due_on {
            let outstanding = Money::from_cents(cents, CURRENCY).map_err(OperationError::from)?;
            open.push((due_on, file.head, outstanding));
        }
    }
    open.sort_by_key(|(due_on, head, _)| (*due_on, head.created_at));
    let owed = open.into_iter().take(OWED_MAX);
    let owed = owed.map(|(_, head, outstanding)| Owed {
        id: head.id,
        description: head.description,
        outstanding,
    });
    Ok(Some(owed.collect()))
}

async fn refused(
    portal: &Portal,
    me: &StaffVisit,
    form: Entered,
    standing: Option<PaymentId>,
) -> Result<Response, Failure> {
    let answer = page(portal, me, form, standing, None).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, answer).into_response())
}

async fn page(
    portal: &Portal,
    me: &StaffVisit,
    form: Entered,
    standing: Option<PaymentId>,
    checked: Option<Checked>,
) -> Result<Response, Failure> {
    let owed = owed(portal, &form).await?;
    let frame = keep_once(me.frame(), &form);
    let page = move || {
        NewPaymentPage(NewPaymentPageProps {
            frame,
            form,
            owed,
            standing,
            checked,
        })
    };
    Ok(render(page).await)
}
