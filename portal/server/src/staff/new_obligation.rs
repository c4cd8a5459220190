//! `/staff/obligations/new`: previewed as often as one likes, and created once what would be created was looked at.

mod read;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::civil::nairobi_date;
use billing::ids::CustomerId;
use billing::money::Money;
use billing::obligation::{Instalment, Proposal, ScheduleError};
use billing::role::Permission;
use chrono::NaiveDate;
use operations::error::OperationError;
use operations::obligations::{self, NewObligation};
use portal_app::form::Entered;
use portal_app::pages::staff::new_obligation::fields::{ONE_OFF, ROW_AMOUNT, ROW_DAY, TO_US};
use portal_app::pages::staff::new_obligation::preview::{
    PROPOSAL, Planned, PreviewRegion, PreviewRegionProps, Previewed, SEEN_FIELD, take_proposal,
};
use portal_app::pages::staff::new_obligation::{
    ACTION, ADD_ROW, CREATE, NewObligationPage, NewObligationPageProps, PATH,
};
use portal_app::pages::staff::obligation::CREATED;
use portal_app::views::obligation::{Dose, obligation_path};
use portal_app::words::staff::new_obligation::NewObligationWords;
use portal_frontend::fragment;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::{CURRENCY, Portal};
use crate::refusal;
use crate::render::{render, render_part};
use crate::session::StaffVisit;
use crate::staff::customer::{is_refusal_of_form, keep_once};
use crate::way;

/// Rows that are added at once.
const ROWS_MORE: usize = 3;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new().route(PATH, get(open).post(send))
}

async fn open(me: StaffVisit) -> Result<Response, Failure> {
    me.actor.may(Permission::ChangeObligation)?;
    let mut form = Entered::of([
        ("payee", TO_US),
        ("income", "service"),
        ("notify", "yes"),
        ("kind", ONE_OFF),
        ("every", "monthly"),
    ]);
    form.set("customer", me.visit.query("customer").unwrap_or_default());
    Ok(page(&me, form, Previewed::Nothing, StatusCode::OK).await)
}

async fn send(
    State(portal): State<Portal>,
    me: StaffVisit,
    fields: Fields,
) -> Result<Response, Failure> {
    me.actor.may(Permission::ChangeObligation)?;
    let seed = fields.seed();
    let action = fields.text(ACTION).to_owned();
    let chosen = fields.filled(PROPOSAL).is_some();
    let mut form = fields.0;
    if chosen {
        take_proposal(&mut form);
    } else if action == ADD_ROW {
        let form = with_more_rows(&form);
        return Ok(page(&me, form, Previewed::Nothing, StatusCode::OK).await);
    }
    let asked = Asked::of(&portal, &me, &mut form).await?;
    let Asked::Plan(new, mut planned) = asked else {
        let previewed = Previewed::Wrong(asked.proposals());
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(answer(&me, form, previewed, status).await);
    };
    if action == CREATE && !chosen {
        if form.value(SEEN_FIELD) == planned.seen {
            let now = portal.context.clock.now();
            let store = &portal.context.store;
            let file = obligations::create(store, &new, &me.actor, seed, now).await?;
            return Ok(way::done(&obligation_path(&file.head.id), CREATED));
        }
        planned.changed = true;
    }
    Ok(answer(&me, form, Previewed::Planned(planned), StatusCode::OK).await)
}

/// What is entered, as far as it can be planned.
enum Asked {
    /// It can.
    Plan(Box<NewObligation>, Box<Planned>),
    /// It cannot; the form says why, and these would fit.
    Wrong(Vec<Proposal>),
}

impl Asked {
    async fn of(portal: &Portal, me: &StaffVisit, form: &mut Entered) -> Result<Self, Failure> {
        let language = me.visit.language;
        let Some(new) = read::obligation(form, language) else {
            return Ok(Self::Wrong(Vec::new()));
        };
        let store = &portal.context.store;
        let doses = match obligations::preview(store, &new).await {
            Ok(doses) => doses,
            Err(error) => return Self::refused(form, me, error),
        };
        let customer = store.customer(&new.customer).await?;
        let customer = customer.ok_or(Failure::NotFound)?;
        let balance = store.account_tip(&new.customer, CURRENCY).await?.balance;
        let now = portal.context.clock.now();
        let planned = Planned {
            customer_name: customer.name,
            total: new.amount,
            balance,
            balance_after: balance
                .checked_sub(new.amount)
                .map_err(OperationError::from)?,
            told: new.notify_customer,
            seen: name_of(&new.customer, new.amount, &doses),
            doses: shown(&doses, nairobi_date(now)),
            changed: false,
        };
        Ok(Self::Plan(Box::new(new), Box::new(planned)))
    }

    fn refused(
        form: &mut Entered,
        me: &StaffVisit,
        error: OperationError,
    ) -> Result<Self, Failure> {
        let language = me.visit.language;
        match &error {
            OperationError::CustomerNotFound => {
                form.refuse("customer", NewObligationWords::of(language).no_customer);
                return Ok(Self::Wrong(Vec::new()));
            }
            error if !is_refusal_of_form(error) => {}
            error => {
                let field = read::field_of(form, error);
                form.refuse(field, refusal::sentence(language, error));
                return Ok(Self::Wrong(proposals(error)));
            }
        }
        Err(error.into())
    }

    fn proposals(self) -> Vec<Proposal> {
        match self {
            Self::Wrong(proposals) => proposals,
            Self::Plan(..) => Vec::new(),
        }
    }
}

fn proposals(error: &OperationError) -> Vec<Proposal> {
    match error {
        OperationError::Schedule(ScheduleError::DoesNotFit { proposals, .. }) => proposals.clone(),
        _ => Vec::new(),
    }
}

fn shown(doses: &[Instalment], today: NaiveDate) -> Vec<Dose> {
    doses
        .iter()
        .map(|one| Dose::of(one, false, today))
        .collect()
}

/// Names a schedule by all that somebody looked at before creating it.
fn name_of(customer: &CustomerId, total: Money, doses: &[Instalment]) -> String {
    let mut name = format!("{}/{}", customer.account(), total.cents());
    for dose in doses {
        name.push_str(&format!(
            "/{}:{}",
            dose.due_on.format("%Y%m%d"),
            dose.amount.cents()
        ));
    }
    name
}

/// The same form with more empty rows.
fn with_more_rows(form: &Entered) -> Entered {
    let mut form = form.clone();
    let count = form
        .values(ROW_DAY)
        .count()
        .max(form.values(ROW_AMOUNT).count());
    form.lengthen(&[ROW_DAY, ROW_AMOUNT], count.saturating_add(ROWS_MORE));
    form
}

/// Only the preview, where that is all that is asked for; it is shown beside a form that stays.
async fn answer(
    me: &StaffVisit,
    form: Entered,
    previewed: Previewed,
    status: StatusCode,
) -> Response {
    if me.visit.wants(fragment::PREVIEW) {
        let language = me.visit.language;
        return render_part(fragment::PREVIEW, move || {
            PreviewRegion(PreviewRegionProps {
                language,
                form,
                previewed,
            })
        })
        .await;
    }
    page(me, form, previewed, status).await
}

async fn page(
    me: &StaffVisit,
    form: Entered,
    previewed: Previewed,
    status: StatusCode,
) -> Response {
    let frame = keep_once(me.frame(), &form);
    let page = render(move || {
        NewObligationPage(NewObligationPageProps {
            frame,
            form,
            previewed,
        })
    });
    (status, page.await).into_response()
}
