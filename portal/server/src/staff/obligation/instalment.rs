//! `/staff/obligations/{id}/instalments/{number}`: the form, then what follows from it, then the change.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::civil::nairobi_date;
use billing::ids::ObligationId;
use billing::money::Money;
use billing::obligation::change::ChangeError;
use billing::role::Permission;
use chrono::NaiveDate;
use operations::error::OperationError;
use operations::obligation_change::{self, InstalmentChange, preview};
use operations::obligations;
use portal_app::form::Entered;
use portal_app::pages::staff::obligation::CHANGED;
use portal_app::pages::staff::obligation::instalment::{
    CONFIRMED, Changing, InstalmentPage, InstalmentPageProps, STEP,
};
use portal_app::views::obligation::{Dose, obligation_path};
use portal_app::words::staff::new_obligation::NewObligationWords;
use portal_app::words::staff::obligation_change::ObligationChangeWords;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::{CURRENCY, Portal};
use crate::refusal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::{is_refusal_of_form, keep_once};
use crate::staff::obligation::consequences;
use crate::staff::obligation::{doses, id_in_path};
use crate::way;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    let path = "/staff/obligations/{id}/instalments/{number}";
    Router::new().route(path, get(open).post(send))
}

/// The instalment that an address names.
type Place = Path<(String, u32)>;

async fn open(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path((id, number)): Place,
) -> Result<Response, Failure> {
    me.actor.may(Permission::ChangeObligation)?;
    let changing = changing(&portal, &id_in_path(&id)?, number).await?;
    let form = as_it_is(&changing.dose);
    Ok(page(&me, changing, form, StatusCode::OK).await)
}

async fn changing(portal: &Portal, id: &ObligationId, number: u32) -> Result<Changing, Failure> {
    let today = nairobi_date(portal.context.clock.now());
    let file = obligations::get(&portal.context.store, id).await?;
    let doses = doses(&file, today)?;
    let dose = doses.into_iter().find(|dose| dose.number == number);
    Ok(Changing {
        id: id.clone(),
        what: file.head.description,
        dose: dose.ok_or(Failure::NotFound)?,
        consequences: None,
    })
}

fn as_it_is(dose: &Dose) -> Entered {
    Entered::of([
        ("amount", dose.amount.amount_text()),
        ("due_on", dose.due_on.to_string()),
    ])
}

async fn send(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path((id, number)): Place,
    fields: Fields,
) -> Result<Response, Failure> {
    me.actor.may(Permission::ChangeObligation)?;
    let id = id_in_path(&id)?;
    let mut changing = changing(&portal, &id, number).await?;
    let mut form = fields.0;
    let tried = match read(&mut form, &changing.dose, &me) {
        None => None,
        Some(wanted) if form.value(STEP) == CONFIRMED => {
            let now = portal.context.clock.now();
            let store = &portal.context.store;
            let actor = &me.actor;
            let changed =
                obligation_change::change_instalment(store, &id, number, &wanted, actor, now);
            match changed.await {
                Ok(_) => return Ok(way::done(&obligation_path(&id), CHANGED)),
                Err(error) => Some(error),
            }
        }
        Some(wanted) => match what_follows(&portal, &me, &changing, &wanted).await {
            Ok(Some(consequences)) => {
                changing.consequences = Some(consequences);
                return Ok(page(&me, changing, form, StatusCode::OK).await);
            }
            Ok(None) => {
                form.refuse("", ObligationChangeWords::of(me.visit.language).same);
                None
            }
            Err(error) => Some(error),
        },
    };
    if let Some(error) = tried {
        if !is_refusal_of_form(&error) {
            return Err(error.into());
        }
        form.refuse(
            field_of(&error),
            refusal::sentence(me.visit.language, &error),
        );
    }
    Ok(page(&me, changing, form, StatusCode::UNPROCESSABLE_ENTITY).await)
}

/// What is left as it is, is not changed: of a day that a holiday moved, the planned day stays known.
fn read(form: &mut Entered, dose: &Dose, me: &StaffVisit) -> Option<InstalmentChange> {
    let words = NewObligationWords::of(me.visit.language);
    let amount = Money::parse_provider(form.value("amount"), CURRENCY);
    if amount.is_err() {
        form.refuse("amount", words.bad_amount);
    }
    let due_on = form.value("due_on").trim().parse::<NaiveDate>();
    if due_on.is_err() {
        form.refuse("due_on", words.bad_day);
    }
    let reason = form.value("reason").trim().replace('\r', "");
    let (amount, due_on) = (amount.ok()?, due_on.ok()?);
    Some(InstalmentChange {
        amount: Some(amount).filter(|amount| *amount != dose.amount),
        due_on: Some(due_on).filter(|day| *day != dose.due_on),
        insist: form.has("insist", "yes"),
        reason,
    })
}

/// What the change would do, in sentences; nothing where it is so already.
async fn what_follows(
    portal: &Portal,
    me: &StaffVisit,
    changing: &Changing,
    wanted: &InstalmentChange,
) -> Result<Option<Vec<String>>, OperationError> {
    let store = &portal.context.store;
    let now = portal.context.clock.now();
    obligation_change::check_reason(&wanted.reason)?;
    let number = changing.dose.number;
    let preview = preview::of_instalment(store, &changing.id, number, wanted, now).await?;
    let Some(preview) = preview else {
        return Ok(None);
    };
    let customer = store.customer(&changing.id.customer()).await?;
    let name = customer.map(|customer| customer.name).unwrap_or_default();
    let language = me.visit.language;
    let sentences = consequences::of_instalment(language, &name, number, wanted.due_on, &preview)?;
    Ok(Some(sentences))
}

fn field_of(error: &OperationError) -> &'static str {
    match error {
        OperationError::Field { field, .. } => field,
        OperationError::Change(error) => match error {
            ChangeError::NotPositive
            | ChangeError::Amount(_)
            | ChangeError::BelowAllocated { .. } => "amount",
            ChangeError::DayOutOfRange
            | ChangeError::NoBusinessDay { .. }
            | ChangeError::EarlierThanPromised { .. } => "due_on",
            ChangeError::NothingToCancel => "",
        },
        _ => "",
    }
}

async fn page(me: &StaffVisit, changing: Changing, form: Entered, status: StatusCode) -> Response {
    let frame = keep_once(me.frame(), &form);
    let page = render(move || {
        InstalmentPage(InstalmentPageProps {
            frame,
            changing,
            form,
        })
    });
    (status, page.await).into_response()
}
