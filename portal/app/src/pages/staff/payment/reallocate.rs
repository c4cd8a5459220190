//! `/staff/payments/{id}/reallocate`: how much of it goes to which instalment; then what that would do.

use billing::ids::ObligationId;
use billing::language::Language;
use billing::money::Money;
use chrono::NaiveDate;
use leptos::prelude::*;

use crate::components::confirmation::Confirmation;
use crate::components::error_summary::{ErrorSummary, titled};
use crate::components::facts::Facts;
use crate::components::kept::Kept;
use crate::components::layout::Layout;
use crate::components::notice::Notice;
use crate::components::scroll::Scroll;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::payment::consequences::consequences;
use crate::pages::staff::payment::correction::{Asked, Changed, REASON_FIELD, ReasonField, Seen};
use crate::pages::staff::payment::facts::PaymentLine;
use crate::pages::staff::payment::history::dose;
use crate::views::obligation::obligation_path;
use crate::views::payment::whole::WholePayment;
use crate::views::payment::{Foreseen, payment_path};
use crate::words::staff::payment::correction::CorrectionWords;
use crate::words::staff::payment::reallocate::ReallocateWords;
use crate::words::things::ThingWords;
use crate::written;

/// The name of the button's field.
pub const STEP_FIELD: &str = "step";
/// It is to be worked out what would happen.
pub const CHECK: &str = "check";
/// It is to be done.
pub const CONFIRM: &str = "confirm";
/// The amounts are to be changed once more.
pub const CHANGE: &str = "change";

/// An instalment that the payment can be put to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// The obligation.
    pub obligation: ObligationId,
    /// What it is for.
    pub description: String,
    /// The number of the instalment.
    pub number: u32,
    /// How many there are.
    pub of: usize,
    /// When it is due.
    pub due_on: NaiveDate,
    /// The most that can be put to it.
    pub most: Money,
    /// What of this payment is put to it now.
    pub put: Money,
}

impl Open {
    /// The name of its field.
    #[must_use]
    pub fn field(&self) -> String {
        format!("{}/{}", self.obligation, self.number)
    }
}

/// What was entered, added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sums {
    /// Put to instalments.
    pub put: Money,
    /// What is left of the payment; negative where more is put than there is.
    pub left: Money,
}

/// The form with an amount for each instalment; once it was checked, what would happen.
#[component]
pub fn ReallocatePage(
    /// What every page is told.
    frame: Frame,
    /// The payment.
    payment: WholePayment,
    /// What it can be put to, the oldest due first.
    open: Vec<Open>,
    /// The amounts, added up.
    sums: Sums,
    /// What would happen, once the amounts were checked.
    foreseen: Option<Foreseen>,
    /// What is asked.
    asked: Asked,
) -> impl IntoView {
    let language = frame.language;
    let words = ReallocateWords::of(language);
    let heading = (words.title)(&payment.receipt);
    let title = titled(language, &heading, &asked.form);
    let facts = vec![
        (words.available.to_owned(), figure(payment.amount)),
        (words.sum.to_owned(), figure(sums.put)),
        (words.remainder.to_owned(), figure(sums.left)),
    ];
    let path = payment_path(&payment.id);
    let body = match foreseen {
        _ if open.is_empty() => view! {
            <Notice headline=words.nothing_open>
                <p>{words.nothing_open_means}</p>
            </Notice>
        }
        .into_any(),
        Some(foreseen) => view! {
            <Facts facts />
            <Confirm language path open foreseen asked=asked.clone() />
        }
        .into_any(),
        None => view! {
            <p>{words.intro}</p>
            <Facts facts />
            <Amounts language path open asked=asked.clone() />
        }
        .into_any(),
    };
    view! {
        <Layout frame=frame.clone() title section=Section::Payments wide=true>
            <div class="stack">
                <ErrorSummary language form=asked.form />
                <Changed language changed=asked.changed />
                <h1>{heading}</h1>
                <PaymentLine frame payment />
                {body}
            </div>
        </Layout>
    }
}

fn figure(money: Money) -> AnyView {
    view! { <strong class="code">{written::with_currency(money)}</strong> }.into_any()
}

#[component]
fn Amounts(language: Language, path: String, open: Vec<Open>, asked: Asked) -> impl IntoView {
    let words = ReallocateWords::of(language);
    let things = ThingWords::of(language);
    let form = asked.form.clone();
    let rows = open.into_iter().map(move |one| {
        view! { <AmountRow language one form=form.clone() /> }
    });
    let back = path.clone();
    view! {
        <form class="stack" method="post" action=format!("{path}/reallocate")>
            <Seen seen=asked.seen />
            <Scroll label=words.caption>
                <table class="dense">
                    <caption>{words.caption}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{things.obligation}</th>
                            <th scope="col">{things.instalment}</th>
                            <th scope="col">{things.due_date}</th>
                            <th scope="col" class="num">
                                {words.most}
                            </th>
                            <th scope="col">{words.amount}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </Scroll>
            <ReasonField language form=asked.form optional=true />
            <p class="actions">
                <button class="button" name=STEP_FIELD value=CHECK>
                    {words.check}
                </button>
                " "
                <a class="button plain" href=back>
                    {things.cancel}
                </a>
            </p>
        </form>
    }
}

#[component]
fn AmountRow(language: Language, one: Open, form: Entered) -> impl IntoView {
    let words = ReallocateWords::of(language);
    let id = one.field();
    let error = form.error(&id).map(str::to_owned);
    let error_id = format!("{id}-error");
    let described = error.is_some().then(|| error_id.clone());
    let label = dose(language, &one.description, one.number, one.of);
    let value = form.value(&id).to_owned();
    let wrong = error.is_some();
    view! {
        <tr>
            <th scope="row">
                <a href=obligation_path(&one.obligation)>{one.description}</a>
            </th>
            <td>{(ThingWords::of(language).dose_of)(one.number, one.of)}</td>
            <td>{written::day(one.due_on, language)}</td>
            <td class="num">{written::amount(one.most)}</td>
            <td>
                <div class="field">
                    <label class="hidden" for=id.clone()>
                        {(words.amount_for)(&label)}
                    </label>
                    {error
                        .map(|error| {
                            view! {
                                <p class="error" id=error_id>
                                    {error}
                                </p>
                            }
                        })}
                    <input
                        class="amount-field"
                        id=id.clone()
                        name=id
                        value=value
                        inputmode="decimal"
                        autocomplete="off"
                        aria-describedby=described
                        aria-invalid=wrong.then_some("true")
                    />
                </div>
            </td>
        </tr>
    }
}

/// What would happen. The amounts go along, out of sight.
#[component]
fn Confirm(
    language: Language,
    path: String,
    open: Vec<Open>,
    foreseen: Foreseen,
    asked: Asked,
) -> impl IntoView {
    let words = ReallocateWords::of(language);
    let reason = REASON_FIELD.to_owned();
    let names: Vec<String> = open.iter().map(Open::field).chain([reason]).collect();
    let form = asked.form;
    let kept = view! { <Kept form=form.clone() names=names.clone() /> };
    let action = format!("{path}/reallocate");
    let sentences = consequences(language, &foreseen);
    view! {
        <h2>{CorrectionWords::of(language).will_happen}</h2>
        <Confirmation
            language
            action=action.clone()
            consequences=sentences
            button=words.button
            back=path
        >
            <Seen seen=asked.seen />
            <input type="hidden" name=STEP_FIELD value=CONFIRM />
            {kept}
        </Confirmation>
        <form method="post" action=action>
            <Kept form names />
            <button class="button plain" name=STEP_FIELD value=CHANGE>
                {words.change}
            </button>
        </form>
    }
}
