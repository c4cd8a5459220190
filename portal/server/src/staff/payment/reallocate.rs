//! `/staff/payments/{id}/reallocate`: how much of it goes to which instalment.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use billing::allocation::{ALLOCATIONS_MAX, AllocationError, Wanted};
use billing::ids::ObligationId;
use billing::language::Language;
use billing::money::Money;
use billing::role::Permission;
use operations::allocate;
use operations::error::OperationError;
use operations::payment_preview::put_to;
use operations::payments::Detail;
use portal_app::form::Entered;
use portal_app::pages::staff::payment::REALLOCATED;
use portal_app::pages::staff::payment::correction::Asked;
use portal_app::pages::staff::payment::reallocate::{
    CHANGE, CONFIRM, Open, ReallocatePage, ReallocatePageProps, STEP_FIELD, Sums,
};
use portal_app::views::payment::{Foreseen, Standing, payment_path};
use portal_app::words::staff::payment::reallocate::ReallocateWords;
use portal_app::written;

use crate::failure::Failure;
use crate::fields::Fields;
use crate::portal::Portal;
use crate::refusal;
use crate::render::render;
use crate::session::StaffVisit;
use crate::staff::customer::is_refusal_of_form;
use crate::staff::payment::foreseen::foreseen;
use crate::staff::payment::whole::whole;
use crate::staff::payment::{asked, asked_again, is_changed, load, optional_reason};
use crate::staff::payments::row::standing;
use crate::staff::typed;
use crate::way;

/// Instalments that the form shows; who owes more allocates the oldest first.
const SHOWN_MAX: usize = 200;

/// Its addresses.
pub fn routes() -> Router<Portal> {
    Router::new().route(
        "/staff/payments/{id}/reallocate",
        get(open).post(reallocate),
    )
}

/// One payment with what it can be put to.
struct Work {
    detail: Detail,
    open: Vec<Open>,
}

impl Work {
    async fn begin(portal: &Portal, id: &str) -> Result<Self, Failure> {
        let detail = load(portal, id).await?;
        let choices = put_to::choices(&portal.context.store, &detail.file).await?;
        let open = choices.into_iter().take(SHOWN_MAX).map(|one| Open {
            obligation: one.obligation,
            description: one.description,
            number: one.number,
            of: one.of,
            due_on: one.due_on,
            most: one.most,
            put: one.put,
        });
        Ok(Self {
            open: open.collect(),
            detail,
        })
    }

    fn amount(&self) -> Money {
        self.detail.shown.facts.payment.amount
    }

    /// The form as the payment is put now.
    fn standing(&self) -> Entered {
        let put = self.open.iter().filter(|one| one.put.is_positive());
        Entered::of(put.map(|one| (one.field(), one.put.amount_text())))
    }

    /// What was entered, as far as it can be read.
    fn sums(&self, form: &Entered) -> Result<Sums, OperationError> {
        let amounts = self
            .open
            .iter()
            .filter_map(|one| typed::amount(form.value(&one.field())));
        let put = Money::sum(self.amount().currency(), amounts)?;
        Ok(Sums {
            put,
            left: self.amount().checked_sub(put)?,
        })
    }

    /// What is asked for; nothing where the form now says what is wrong.
    fn wanted(&self, form: &mut Entered, language: Language) -> Option<Vec<Wanted>> {
        let words = ReallocateWords::of(language);
        let mut wanted = Vec::new();
        for one in &self.open {
            let field = one.field();
            let text = form.value(&field).trim().to_owned();
            if text.is_empty() {
                continue;
            }
            let Some(amount) = typed::amount(&text).filter(|amount| !amount.is_negative()) else {
                form.refuse(&field, words.not_an_amount);
                continue;
            };
            if amount.cents() > one.most.cents() {
                form.refuse(&field, (words.too_much)(&written::with_currency(one.most)));
            }
            if amount.is_positive() {
                wanted.push(Wanted {
                    obligation: one.obligation.clone(),
                    instalment: Some(one.number),
                    amount: Some(amount),
                });
            }
        }
        if wanted.len() > ALLOCATIONS_MAX {
            form.refuse("", (words.too_many)(ALLOCATIONS_MAX));
        }
        (!form.is_refused()).then_some(wanted)
    }

    /// The field that an error is about.
    fn note(&self, form: &mut Entered, language: Language, error: &OperationError) {
        let words = ReallocateWords::of(language);
        let first = self.open.first().map(Open::field).unwrap_or_default();
        match error {
            OperationError::Allocation(AllocationError::ExceedsPayment { available, asked }) => {
                let available = written::with_currency(*available);
                let asked = written::with_currency(*asked);
                form.refuse(&first, (words.more_than_payment)(&available, &asked));
            }
            OperationError::Allocation(AllocationError::TooMany) => {
                form.refuse("", (words.too_many)(ALLOCATIONS_MAX));
            }
            OperationError::Allocation(AllocationError::ExceedsOutstanding {
                obligation,
                instalment: Some(number),
                outstanding,
                ..
            }) => {
                let field = field(obligation, *number);
                form.refuse(
                    &field,
                    (words.too_much)(&written::with_currency(*outstanding)),
                );
            }
            error => refusal::note(form, language, error),
        }
    }
}

fn field(obligation: &ObligationId, number: u32) -> String {
    format!("{obligation}/{number}")
}

async fn open(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    me.actor.may(Permission::AllocatePayment)?;
    let detail = load(&portal, &id).await?;
    if !matches!(standing(&detail.shown)?, Standing::Owned(_)) {
        return Ok(way::to(&payment_path(detail.shown.id())));
    }
    let work = Work::begin(&portal, &id).await?;
    let form = work.standing();
    let asked = asked(&work.detail, form);
    page(&portal, &me, &work, asked, None).await
}

async fn reallocate(
    State(portal): State<Portal>,
    me: StaffVisit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    me.actor.may(Permission::AllocatePayment)?;
    let work = Work::begin(&portal, &id).await?;
    let step = fields.text(STEP_FIELD).to_owned();
    if step == CHANGE {
        let asked = asked(&work.detail, fields.0);
        return page(&portal, &me, &work, asked, None).await;
    }
    let language = me.visit.language;
    let mut form = fields.0.clone();
    let wanted = work.wanted(&mut form, language);
    let reason = optional_reason(&me, &mut form);
    let (Some(wanted), Some(reason)) = (wanted, reason) else {
        return refused(&portal, &me, &work, form).await;
    };
    let store = &portal.context.store;
    let preview = put_to::reallocation(store, &work.detail.file, &wanted).await;
    let preview = match preview {
        Ok(preview) => foreseen(preview),
        Err(error) if is_refusal_of_form(&error) => {
            work.note(&mut form, language, &error);
            return refused(&portal, &me, &work, form).await;
        }
        Err(error) => return Err(error.into()),
    };
    // The same form may have been sent twice.
    if preview.doses.is_empty() && step == CONFIRM {
        return Ok(way::done(
            &payment_path(work.detail.shown.id()),
            REALLOCATED,
        ));
    }
    if preview.doses.is_empty() {
        form.refuse("", ReallocateWords::of(language).same);
        return refused(&portal, &me, &work, form).await;
    }
    if step != CONFIRM {
        let asked = asked(&work.detail, form);
        return page(&portal, &me, &work, asked, Some(preview)).await;
    }
    if is_changed(&work.detail, &fields) {
        let asked = asked_again(&work.detail, fields);
        let answer = page(&portal, &me, &work, asked, Some(preview)).await?;
        return Ok((StatusCode::CONFLICT, answer).into_response());
    }
    let (id, now) = (work.detail.shown.id(), portal.context.clock.now());
    match allocate::reallocate(store, id, &wanted, &reason, &me.actor, now).await {
        Ok(()) => Ok(way::done(&payment_path(id), REALLOCATED)),
        Err(error) if is_refusal_of_form(&error) => {
            work.note(&mut form, language, &error);
            refused(&portal, &me, &work, form).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn refused(
    portal: &Portal,
    me: &StaffVisit,
    work: &Work,
    form: Entered,
) -> Result<Response, Failure> {
    let asked = asked(&work.detail, form);
    let answer = page(portal, me, work, asked, None).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, answer).into_response())
}

async fn page(
    portal: &Portal,
    me: &StaffVisit,
    work: &Work,
    asked: Asked,
    foreseen: Option<Foreseen>,
) -> Result<Response, Failure> {
    let payment = whole(&portal.context.store, &work.detail).await?;
    let sums = work.sums(&asked.form)?;
    let open = work.open.clone();
    let frame = me.frame();
    let page = move || {
        ReallocatePage(ReallocatePageProps {
            frame,
            payment,
            open,
            sums,
            foreseen,
            asked,
        })
    };
    Ok(render(page).await)
}
