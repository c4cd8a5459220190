//! `/staff/customers/{account}/ask`: has a phone prompted for what is missing, and tells what came of it.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::ids::PushId;
use billing::money::Money;
use billing::phone::Msisdn;
use billing::push::limits::{AmountRefused, check_amount};
use billing::role::Permission;
use operations::error::OperationError;
use operations::push::{self, NewPush};
use portal_app::form::Entered;
use portal_app::pages::staff::customer::debts::ask::{
    AskPage, AskPageProps, Asked, AskedPage, AskedPageProps, AskedState, AskedStateProps, OTHER,
};
use portal_app::views::customer::CustomerHead;
use portal_app::words::staff::new_obligation::NewObligationWords;
use portal_frontend::fragment::STATE;
use store::customers::Customer;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::{CURRENCY, Portal};
use crate::refusal;
use crate::render::{render, render_part};
use crate::session::StaffVisit;
use crate::staff::customer::{is_refusal_of_form, keep_once, load};
use crate::way;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new()
        .route("/staff/customers/{account}/ask", get(open).post(ask))
        .route("/staff/customers/{account}/ask/{push}", get(asked))
}

async fn open(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(account): Path<String>,
) -> Result<Response, Failure> {
    me.actor.may(Permission::RequestPush)?;
    let (customer, head) = load(&portal, &account).await?;
    let mut form = Entered::default();
    form.set(
        "amount",
        whole_shillings(me.visit.query("amount").unwrap_or_default()),
    );
    form.set(
        "phone",
        if customer.phones.is_empty() {
            OTHER
        } else {
            "0"
        },
    );
    Ok(page(&portal, &me, &customer, head, form).await)
}

/// Of an amount with cents the next whole one: M-PESA takes no cents.
fn whole_shillings(text: &str) -> String {
    let Ok(amount) = Money::parse(text, CURRENCY) else {
        return String::new();
    };
    match check_amount(amount) {
        Err(AmountRefused::NotWhole { above, .. }) => above.amount_text(),
        _ => amount.amount_text(),
    }
}

async fn ask(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(account): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let (customer, head) = load(&portal, &account).await?;
    let mpesa = portal.mpesa.as_ref().ok_or(OperationError::MpesaNotSetUp)?;
    let seed = fields.seed();
    let mut form = fields.0;
    if let Some(new) = read(&mut form, &customer, &me) {
        let store = &portal.context.store;
        let now = portal.context.clock.now();
        match push::request(store, mpesa, &new, &me.actor, seed, now).await {
            Ok(push) => {
                portal.context.metrics.asked(&push, now);
                return Ok(way::to(&format!("{}/ask/{}", head.path(), push.id)));
            }
            Err(error) if is_refusal_of_form(&error) => {
                let field = match &error {
                    OperationError::PushAmount(_) => "amount",
                    _ => "",
                };
                form.refuse(field, refusal::sentence(me.visit.language, &error));
            }
            Err(error) => return Err(error.into()),
        }
    }
    let page = page(&portal, &me, &customer, head, form).await;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn read(form: &mut Entered, customer: &Customer, me: &StaffVisit) -> Option<NewPush> {
    let language = me.visit.language;
    let amount = Money::parse_provider(form.value("amount"), CURRENCY);
    if amount.is_err() {
        form.refuse("amount", NewObligationWords::of(language).bad_amount);
    }
    let chosen: Option<usize> = form.value("phone").parse().ok();
    let own = chosen.and_then(|index| customer.phones.get(index)).cloned();
    let phone = own.map_or_else(|| Msisdn::parse(form.value("other_phone")), Ok);
    if let Err(error) = phone {
        let error = OperationError::field("other_phone", "unusable", error.to_string());
        form.refuse("other_phone", refusal::sentence(language, &error));
    }
    Some(NewPush {
        customer: customer.id.clone(),
        phone: Some(phone.ok()?),
        amount: amount.ok()?,
        obligation: None,
        short_code: None,
    })
}

async fn page(
    portal: &Portal,
    me: &StaffVisit,
    customer: &Customer,
    head: CustomerHead,
    form: Entered,
) -> Response {
    let frame = keep_once(me.frame(), &form);
    let phones = customer.phones.iter().map(Msisdn::masked).collect();
    let set_up = portal.mpesa.is_some();
    render(move || {
        AskPage(AskPageProps {
            frame,
            head,
            phones,
            set_up,
            form,
        })
    })
    .await
}

async fn asked(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path((account, push)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let (customer, head) = load(&portal, &account).await?;
    let id = PushId::parse(&push).map_err(|_| Failure::NotFound)?;
    let push = push::of(&portal.context.store, &customer.id, &id).await?;
    let cents = i64::from(push.shillings).saturating_mul(100);
    let asked = Asked {
        here: format!("{}/ask/{}", head.path(), push.id),
        amount: Money::from_cents(cents, CURRENCY).map_err(OperationError::from)?,
        phone: push.phone.masked(),
        status: push.status,
        code: push.code,
        payment: push.payment,
    };
    if me.visit.wants(STATE) {
        let language = me.visit.language;
        let part = move || {
            AskedState(AskedStateProps {
                language,
                head,
                asked,
            })
        };
        return Ok(render_part(STATE, part).await);
    }
    let frame = me.frame();
    Ok(render(move || AskedPage(AskedPageProps { frame, head, asked })).await)
}
