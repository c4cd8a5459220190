//! `/staff/customers/{account}/why`: why the balance is what it is.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use operations::why::grounds::Ground;
use operations::why::{self, StepObligation, StepPayment, WhyLine};
use portal_app::pages::staff::customer::head::Tab;
use portal_app::pages::staff::customer::why::{Detail, Step, What, WhyPage, WhyPageProps};
use portal_app::views::obligation::obligation_path;
use store::obligation_changes::ChangeKind;

use crate::failure::Failure;
use crate::paging;
use crate::portal::{CURRENCY, Portal};
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::load;
use crate::staff::obligation::history::fields;

/// Steps of one page.
const PAGE_STEPS: u16 = 50;

/// Its address.
pub fn routes() -> Router<Portal> {
    Router::new().route("/staff/customers/{account}/why", get(show))
}

async fn show(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(account): Path<String>,
) -> Result<Response, Failure> {
    let after = paging::after_number(&me.visit)?;
    let (customer, mut head) = load(&portal, &account).await?;
    let store = &portal.context.store;
    let page = why::balance(store, &customer.id, CURRENCY, after, PAGE_STEPS).await?;
    // The figure that is explained is the one that was read together with the steps.
    head.balance = page.balance;
    let path = format!("{}{}", head.path(), Tab::Why.path());
    let next = page.next.map(|number| number.to_string());
    let next = paging::href(&path, &[], next.as_deref());
    let steps = page.lines.into_iter().map(step).collect();
    let frame = me.frame();
    Ok(render(move || {
        WhyPage(WhyPageProps {
            frame,
            head,
            steps,
            next,
        })
    })
    .await)
}

fn step(line: WhyLine) -> Step {
    let told = Told::of(line.step);
    let mut details = told.details;
    details.extend(line.value_on.map(Detail::ValueOn));
    Step {
        what: told.what,
        about: told.about,
        details,
        at: line.at,
        by: line.by,
        change: line.change,
        balance: line.balance,
    }
}

/// What a step tells, without its figures.
struct Told {
    what: What,
    about: Option<(String, String)>,
    details: Vec<Detail>,
}

impl Told {
    fn of(step: why::Step) -> Self {
        match step {
            why::Step::PaymentGiven {
                payment,
                ground,
                moved_from,
            } => {
                let mut told = Self::of_payment(What::Given, payment, ground);
                let from = moved_from.map(|other| Detail::MovedFrom(other.account().to_string()));
                told.details.extend(from);
                told
            }
            why::Step::PaymentTaken {
                payment,
                ground,
                moved_to,
                corrects,
            } => {
                let mut told = Self::of_payment(What::Taken, payment, ground);
                told.details.extend(corrects.map(corrected));
                let to = moved_to.map(|other| Detail::MovedTo(other.account().to_string()));
                told.details.extend(to);
                told
            }
            why::Step::PaymentReversed {
                payment,
                ground,
                corrects,
            } => {
                let mut told = Self::of_payment(What::Reversed, payment, ground);
                told.details.extend(corrects.map(corrected));
                told
            }
            why::Step::Charged { obligation } => {
                let mut told = Self::of_obligation(What::Charged, &obligation);
                told.details
                    .extend(obligation.institution.map(Detail::Institution));
                told.details
                    .extend(obligation.instalments.map(Detail::InDoses));
                told
            }
            why::Step::Changed {
                obligation,
                kind,
                instalment,
                fields: changed,
                reason,
            } => {
                let what = match kind {
                    Some(ChangeKind::Cancelled) => What::Cancelled,
                    Some(ChangeKind::Restored) => What::Restored,
                    _ => What::Changed,
                };
                let mut told = Self::of_obligation(what, &obligation);
                let changed = fields(&changed, instalment).into_iter().map(Detail::Field);
                told.details.extend(changed);
                let reason = Some(reason).filter(|reason| !reason.is_empty());
                told.details.extend(reason.map(Detail::Reason));
                let charged = obligation.charged;
                told.details
                    .extend(charged.map(|(at, by)| Detail::ChargedFirst(at, by)));
                told
            }
            why::Step::Other { description, .. } => Self {
                what: What::Other,
                about: None,
                details: vec![Detail::Words(description)],
            },
        }
    }

    fn of_payment(what: What, payment: StepPayment, ground: Option<Ground>) -> Self {
        let paid = payment.paid_at.zip(payment.channel);
        let paid = paid.map(|(at, channel)| Detail::Paid(at, channel));
        let ground = ground.map(|ground| Detail::Ground(ground.rule, ground.reason, ground.by));
        Self {
            what,
            about: Some((
                payment.receipt.to_string(),
                format!("/staff/payments/{}", payment.id),
            )),
            details: paid.into_iter().chain(ground).collect(),
        }
    }

    fn of_obligation(what: What, obligation: &StepObligation) -> Self {
        let about = (
            obligation.description.clone(),
            obligation_path(&obligation.id),
        );
        Self {
            what,
            about: Some(about),
            details: Vec::new(),
        }
    }
}

fn corrected(ground: Ground) -> Detail {
    Detail::Corrects(ground.rule, ground.at)
}
