//! What a payment is put to.

use billing::language::Language;
use billing::role::Permission;
use leptos::prelude::*;

use crate::components::scroll::Scroll;
use crate::frame::Frame;
use crate::views::obligation::obligation_path;
use crate::views::payment::whole::{PutTo, WholePayment};
use crate::views::payment::{Standing, payment_path};
use crate::words::staff::payment::PaymentWords;
use crate::words::staff::payment::history::PaymentHistoryWords;
use crate::words::things::ThingWords;
use crate::written;

/// Its allocations and what is left, with what can be done about them. Nothing where nobody owns it.
#[component]
pub fn PaymentPutTo(
    /// What every page is told.
    frame: Frame,
    /// The payment.
    payment: WholePayment,
) -> impl IntoView {
    let language = frame.language;
    let words = PaymentWords::of(language);
    let path = payment_path(&payment.id);
    let may = |permission| frame.role().is_some_and(|role| role.may(permission));
    let owned = matches!(payment.standing, Standing::Owned(_));
    let acts = owned && may(Permission::AllocatePayment);
    let reversible = payment.standing != Standing::Reversed && may(Permission::ReversePayment);
    let by_hand = payment.is_by_hand();
    let some = !payment.put_to.is_empty();
    let unallocated = payment.unallocated;
    let allocations = owned.then(|| {
        view! {
            <h2 id="put-to">{words.put_to}</h2>
            <Allocations language path=path.clone() put_to=payment.put_to acts />
            <p>
                {words.unallocated} ": "
                <strong class="code">{written::with_currency(unallocated)}</strong>
            </p>
        }
    });
    let reallocate = acts.then(|| {
        view! {
            <a class="button plain" href=format!("{path}/reallocate")>
                {words.reallocate}
            </a>
            " "
        }
    });
    let unmap = (acts && some).then(|| {
        view! {
            <a class="button plain" href=format!("{path}/unmap")>
                {words.unmap}
            </a>
            " "
        }
    });
    let reverse = reversible.then(|| {
        let name = if by_hand { words.void } else { words.reverse };
        view! {
            <a class="button danger" href=format!("{path}/reverse")>
                {name}
            </a>
        }
    });
    let label = if owned { "put-to" } else { "owner" };
    view! {
        <section class="stack" aria-labelledby=label>
            {allocations} <p class="actions">{reallocate} {unmap} {reverse}</p>
        </section>
    }
}

#[component]
fn Allocations(language: Language, path: String, put_to: Vec<PutTo>, acts: bool) -> impl IntoView {
    let words = PaymentWords::of(language);
    let things = ThingWords::of(language);
    if put_to.is_empty() {
        return view! { <p>{words.put_to_nothing}</p> }.into_any();
    }
    let rows = put_to.into_iter().map(move |one| {
        let number = (things.dose_of)(one.instalment, one.of);
        let who = PaymentHistoryWords::of(language).who(&one.by);
        let href = format!("{path}/allocations/{}/undo", one.number);
        let undo = acts.then(|| {
            view! {
                <td>
                    <a class="button small plain" href=href>
                        {words.undo}
                        <span class="hidden">" " {one.description.clone()} ", " {number.clone()}</span>
                    </a>
                </td>
            }
        });
        view! {
            <tr>
                <th scope="row">
                    <a href=obligation_path(&one.obligation)>{one.description.clone()}</a>
                </th>
                <td>{number.clone()}</td>
                <td>{written::day(one.due_on, language)}</td>
                <td class="num">{written::amount(one.amount)}</td>
                <td class="quiet">{who}</td>
                {undo}
            </tr>
        }
    });
    let undo = acts.then(|| {
        view! {
            <th scope="col">
                <span class="hidden">{words.undo}</span>
            </th>
        }
    });
    view! {
        <Scroll label=words.put_to>
            <table class="dense">
                <caption class="hidden">{words.put_to}</caption>
                <thead>
                    <tr>
                        <th scope="col">{things.obligation}</th>
                        <th scope="col">{things.instalment}</th>
                        <th scope="col">{things.due_date}</th>
                        <th scope="col" class="num">
                            {things.amount}
                        </th>
                        <th scope="col">{words.by}</th>
                        {undo}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </Scroll>
    }
    .into_any()
}
