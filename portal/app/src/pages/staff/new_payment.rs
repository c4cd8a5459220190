//! `/staff/payments/new`: money that staff received; first the form, then what recording it would do.

pub mod fields;

use billing::ids::{ObligationId, PaymentId};
use billing::language::Language;
use billing::money::Money;
use billing::payment::Method;
use leptos::prelude::*;

use crate::components::confirmation::Confirmation;
use crate::components::error_summary::{ErrorSummary, titled};
use crate::components::kept::Kept;
use crate::components::layout::Layout;
use crate::components::notice::{Notice, Weight};
use crate::components::once::Once;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::new_payment::fields::EntryFields;
use crate::pages::staff::payment::consequences::consequences;
use crate::pages::staff::payment::history::named;
use crate::views::payment::{Foreseen, Party, payment_path};
use crate::words::staff::payment::correction::CorrectionWords;
use crate::words::staff::payment::entry::EntryWords;
use crate::words::staff::payment_names::PaymentNames;
use crate::written;

/// Where it is.
pub const PATH: &str = "/staff/payments/new";
/// Every field of the form, so that what was entered goes along to the confirmation and back.
pub const FIELDS: [&str; 11] = [
    "customer",
    "amount",
    "method",
    "reference",
    "received_on",
    "till",
    "remark",
    "settle",
    "obligations",
    "from",
    "to",
];
/// The name of the button's field.
pub const STEP_FIELD: &str = "step";
/// What the customer owes is to be listed.
pub const OWED: &str = "owed";
/// It is to be worked out what would happen.
pub const CHECK: &str = "check";
/// It is to be recorded.
pub const RECORD: &str = "record";
/// Something is to be changed once more.
pub const CHANGE: &str = "change";

/// Something that the customer still has to pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// Which one.
    pub id: ObligationId,
    /// What it is for.
    pub description: String,
    /// What is left of it.
    pub outstanding: Money,
}

/// What recording it would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Who paid.
    pub party: Party,
    /// How much.
    pub amount: Money,
    /// What that would do.
    pub foreseen: Foreseen,
}

/// The form; once it was checked, what would happen.
#[component]
pub fn NewPaymentPage(
    /// What every page is told.
    frame: Frame,
    /// What is entered.
    form: Entered,
    /// What the customer owes, where the customer is known.
    owed: Option<Vec<Owed>>,
    /// The payment that is recorded already.
    standing: Option<PaymentId>,
    /// What would happen, once the form was checked.
    checked: Option<Checked>,
) -> impl IntoView {
    let language = frame.language;
    let words = EntryWords::of(language);
    let heading = match &checked {
        Some(checked) => {
            let amount = written::with_currency(checked.amount);
            (words.confirm_title)(&amount, &named(&checked.party))
        }
        None => words.title.to_owned(),
    };
    let title = titled(language, &heading, &form);
    let standing = standing.map(|id| view! { <Standing language id /> });
    let body = match checked {
        Some(checked) => {
            let form = form.clone();
            view! { <Confirm frame=frame.clone() form checked /> }.into_any()
        }
        None => {
            let form = form.clone();
            view! { <EntryFields frame=frame.clone() form owed /> }.into_any()
        }
    };
    view! {
        <Layout frame title section=Section::Payments>
            <div class="stack">
                <ErrorSummary language form /> {standing} <h1>{heading}</h1> {body}
            </div>
        </Layout>
    }
}

#[component]
fn Standing(language: Language, id: PaymentId) -> impl IntoView {
    let words = EntryWords::of(language);
    view! {
        <Notice weight=Weight::Caution headline=words.recorded_already>
            <p>{words.recorded_already_means}</p>
            <p>
                <a href=payment_path(&id)>{words.look_at_standing}</a>
            </p>
        </Notice>
    }
}

/// What would happen. What was entered goes along, out of sight.
#[component]
fn Confirm(frame: Frame, form: Entered, checked: Checked) -> impl IntoView {
    let language = frame.language;
    let words = EntryWords::of(language);
    let names = FIELDS.map(str::to_owned).to_vec();
    let recorded = frame.clone();
    let kept = view! { <Kept form=form.clone() names=names.clone() /> };
    let sentences = consequences(language, &checked.foreseen);
    view! {
        <h2>{CorrectionWords::of(language).will_happen}</h2>
        <Confirmation
            language
            action=PATH
            consequences=sentences
            button=words.record
            back="/staff/payments"
        >
            <Once frame=recorded />
            <input type="hidden" name=STEP_FIELD value=RECORD />
            {kept}
        </Confirmation>
        <form method="post" action=PATH>
            <Once frame />
            <Kept form names />
            <button class="button plain" name=STEP_FIELD value=CHANGE>
                {words.change}
            </button>
        </form>
    }
}

/// How a payment can be taken: values and names.
#[must_use]
pub fn methods(language: Language) -> Vec<(String, String)> {
    let names = PaymentNames::of(language);
    let methods = [
        Method::Cash,
        Method::Mobile,
        Method::Bank,
        Method::Cheque,
        Method::Card,
    ];
    let named = methods.map(|one| (one.name().to_owned(), names.method(one).to_owned()));
    named.to_vec()
}
