//! `/staff/institutions/{id}/transfers/new`: a transfer that was made is entered, then confirmed.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::civil::nairobi_date;
use billing::journal::account::LedgerAccount;
use billing::language::Language;
use billing::receipt::Provider;
use billing::role::Permission;
use operations::error::OperationError;
use operations::institutions::{self, Foreseen, NewRemittance};
use portal_app::form::Entered;
use portal_app::pages::staff::settings::institutions::institution_path;
use portal_app::pages::staff::settings::institutions::one::RECORDED;
use portal_app::pages::staff::settings::institutions::record::{
    CONFIRMED, ConfirmTransferPage, ConfirmTransferPageProps, RecordTransferPage,
    RecordTransferPageProps, Recording,
};
use portal_app::words::staff::settings::institutions::InstitutionsWords;
use store::institutions::id_of;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::{CURRENCY, Portal};
use crate::refusal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::{is_refusal_of_form, keep_once};
use crate::staff::settings::institutions::standing;
use crate::staff::today::short_codes;
use crate::staff::typed;
use crate::way;

/// Its address.
pub fn routes() -> Router<Portal> {
    Router::new().route(
        "/staff/institutions/{id}/transfers/new",
        get(open).post(record),
    )
}

async fn open(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    me.actor.may(Permission::RemitToInstitution)?;
    let today = nairobi_date(portal.context.clock.now());
    let form = Entered::of([("remitted_on", today.to_string())]);
    page(&portal, &me, &id, form).await
}

/// What is entered is looked at first; it is recorded once whoever entered it has read what that does.
async fn record(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    me.actor.may(Permission::RemitToInstitution)?;
    let language = me.visit.language;
    let mut form = fields.0.clone();
    let Some(new) = read(&mut form, &id, language) else {
        return refused(&portal, &me, &id, form).await;
    };
    let (store, now) = (&portal.context.store, portal.context.clock.now());
    let done = if fields.text(CONFIRMED) == "yes" {
        let recorded = institutions::remit(store, &new, &me.actor, fields.seed(), now).await;
        recorded.map(|_| way::done(&institution_path(&id_of(&id)), RECORDED))
    } else {
        let foreseen = institutions::preview(store, &new, &me.actor, now).await;
        match foreseen {
            Ok(foreseen) => Ok(confirm(&portal, &me, new, foreseen, form.clone()).await),
            Err(error) => Err(error),
        }
    };
    match done {
        Ok(response) => Ok(response),
        Err(error) if is_refusal_of_form(&error) && !refusal::is_missing(&error) => {
            match &error {
                OperationError::RemittanceExceedsCollected { .. } => {
                    form.refuse("amount", refusal::sentence(language, &error));
                }
                error => refusal::note(&mut form, language, error),
            }
            refused(&portal, &me, &id, form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The transfer that a form describes; the form says what cannot be read.
fn read(form: &mut Entered, institution: &str, language: Language) -> Option<NewRemittance> {
    let words = InstitutionsWords::of(language);
    let amount = typed::amount(form.value("amount"));
    if amount.is_none() {
        form.refuse("amount", words.bad_amount);
    }
    let on = form.value("remitted_on").trim().to_owned();
    let remitted_on = typed::day(&on);
    if remitted_on.is_none() && !on.is_empty() {
        form.refuse("remitted_on", words.bad_day);
    }
    if form.is_refused() {
        return None;
    }
    Some(NewRemittance {
        institution: institution.to_owned(),
        amount: amount?,
        // What is no account is refused with the others.
        paid_from: form
            .value("paid_from")
            .parse()
            .unwrap_or(LedgerAccount::Unassociated),
        reference: form.value("reference").to_owned(),
        remitted_on,
    })
}

async fn refused(
    portal: &Portal,
    me: &StaffVisit,
    id: &str,
    form: Entered,
) -> Result<Response, Failure> {
    let page = page(portal, me, id, form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn page(
    portal: &Portal,
    me: &StaffVisit,
    id: &str,
    form: Entered,
) -> Result<Response, Failure> {
    let report = institutions::report(&portal.context.store, id, CURRENCY).await?;
    let standing = standing(report.standing);
    let frame = keep_once(me.frame(), &form);
    let accounts = accounts(portal);
    let page = move || {
        RecordTransferPage(RecordTransferPageProps {
            frame,
            standing,
            accounts,
            form,
        })
    };
    Ok(render(page).await)
}

async fn confirm(
    portal: &Portal,
    me: &StaffVisit,
    new: NewRemittance,
    foreseen: Foreseen,
    form: Entered,
) -> Response {
    let today = nairobi_date(portal.context.clock.now());
    let frame = keep_once(me.frame(), &form);
    let recording = Recording {
        standing: standing(foreseen.standing),
        amount: new.amount,
        paid_from: new.paid_from,
        on: new.remitted_on.unwrap_or(today),
        reference: new.reference,
        after: foreseen.after,
    };
    let page = move || {
        ConfirmTransferPage(ConfirmTransferPageProps {
            frame,
            recording,
            form,
        })
    };
    render(page).await
}

/// Our short codes, and cash.
fn accounts(portal: &Portal) -> Vec<LedgerAccount> {
    let codes = short_codes(portal).into_iter();
    let codes = codes.map(|holder| LedgerAccount::Asset {
        provider: Provider::mpesa(),
        holder,
    });
    codes.chain([LedgerAccount::Cash]).collect()
}
