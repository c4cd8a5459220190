//! `/pay`: what to pay, how much, from which phone; and how to pay by hand.

pub mod by_hand;
pub mod choice;

use billing::language::Language;
use billing::money::Money;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::error_summary::ErrorSummary;
use crate::components::field::{ChoiceField, Field};
use crate::components::layout::Layout;
use crate::components::notice::{Notice, Weight};
use crate::components::once::Once;
use crate::form::Entered;
use crate::frame::Frame;
use crate::pages::customer::pay::by_hand::{ByHand, ByHandSection};
use crate::pages::customer::pay::choice::PayChoice;
use crate::words::customer::pay::PayWords;
use crate::words::layout::LayoutWords;
use crate::written;

/// The field of what is paid: [`DUE`], or the id of an obligation.
pub const WHAT_FIELD: &str = "what";
/// All that is due.
pub const DUE: &str = "due";
/// The field of the amount.
pub const AMOUNT_FIELD: &str = "amount";
/// The field of the phone: a place among the customer's own, or [`OTHER`].
pub const FROM_FIELD: &str = "from";
/// A phone that is not the customer's own.
pub const OTHER: &str = "other";
/// The field of its number.
pub const PHONE_FIELD: &str = "phone";
/// The most characters of a number, however it is grouped.
const PHONE_CHARS_MAX: u32 = 25;
/// The most characters of an amount.
const AMOUNT_CHARS_MAX: u32 = 15;

/// What can be paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayOffer {
    /// What can be chosen, the first of it first; nothing where nothing is owed.
    pub choices: Vec<PayChoice>,
    /// The customer's own phones, masked.
    pub phones: Vec<String>,
    /// Whether a phone can be prompted.
    pub can_prompt: bool,
    /// What was to be paid, where nothing is left to pay of it.
    pub settled: Option<String>,
    /// Requests that may still have been paid.
    pub unsettled: Vec<Unsettled>,
    /// How to pay by hand.
    pub by_hand: ByHand,
}

/// A request of which nobody knows yet what became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsettled {
    /// Where it is followed.
    pub path: String,
    /// How much was asked for.
    pub amount: Money,
    /// When.
    pub at: DateTime<Utc>,
}

/// The form, what stands in its way, and the way without it.
#[component]
pub fn PayPage(
    /// What every page is told.
    frame: Frame,
    /// What can be paid.
    offer: PayOffer,
    /// What was entered, or what is preselected.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = PayWords::of(language);
    let title = if form.is_refused() {
        (LayoutWords::of(language).error_title)(words.title)
    } else {
        words.title.to_owned()
    };
    let settled = offer.settled.map(|what| {
        view! { <Notice headline=(words.nothing_left)(&what) /> }
    });
    let nothing_owed = offer.choices.is_empty().then(|| {
        view! {
            <p>
                <strong>{words.nothing_owed}</strong>
                " "
                {words.stays_as_credit}
            </p>
        }
    });
    let prompt = offer.can_prompt.then(|| {
        let (choices, phones) = (offer.choices, offer.phones);
        let form = form.clone();
        view! { <PromptForm frame=frame.clone() choices phones form /> }
    });
    view! {
        <Layout frame=frame.clone() title>
            <div class="stack">
                <ErrorSummary language form=form.clone() />
                <h1>{words.title}</h1>
                {settled}
                <MayBePaid language unsettled=offer.unsettled />
                {nothing_owed}
                {prompt}
            </div>
            <ByHandSection
                language
                short_code=frame.payee.short_code.to_string()
                by_hand=offer.by_hand
                only_way=!offer.can_prompt
            />
        </Layout>
    }
}

/// Whoever does not know whether they have paid must not pay again.
#[component]
fn MayBePaid(language: Language, unsettled: Vec<Unsettled>) -> impl IntoView {
    let words = PayWords::of(language);
    let requests = unsettled.iter().map(|one| {
        let amount = written::with_currency(one.amount);
        let link = (words.see_request)(&amount, &written::time(one.at));
        view! {
            <p>
                <a class="tap" href=one.path.clone()>
                    {link}
                </a>
            </p>
        }
    });
    let requests = requests.collect_view();
    (!unsettled.is_empty()).then(|| {
        view! {
            <Notice weight=Weight::Caution headline=words.unsettled>
                {requests}
            </Notice>
        }
    })
}

/// What, how much, from which phone.
#[component]
fn PromptForm(
    frame: Frame,
    choices: Vec<PayChoice>,
    phones: Vec<String>,
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = PayWords::of(language);
    let (amount_label, amount_hint) = if choices.is_empty() {
        (words.amount, words.amount_hint)
    } else {
        (words.another_amount, words.another_amount_hint)
    };
    let what = (!choices.is_empty()).then(|| {
        let options = choices.iter().map(|choice| choice.option(language));
        view! {
            <ChoiceField
                form=form.clone()
                name=WHAT_FIELD
                legend=words.what
                options=options.collect()
            />
        }
    });
    view! {
        <form class="stack" method="post" action="/pay">
            <Once frame />
            {what}
            <Field
                form=form.clone()
                name=AMOUNT_FIELD
                label=amount_label
                hint=amount_hint
                inputmode="numeric"
                maxlength=AMOUNT_CHARS_MAX
            />
            <Phones language phones form />
            <p>{words.before}</p>
            <p>
                <button class="button">{words.ask}</button>
            </p>
        </form>
    }
}

/// One of the customer's own phones or another; where they have none, only a number.
#[component]
fn Phones(language: Language, phones: Vec<String>, form: Entered) -> impl IntoView {
    let words = PayWords::of(language);
    let is_stranger = phones.is_empty();
    let label = if is_stranger {
        words.number
    } else {
        words.other_number
    };
    let own = (!is_stranger).then(|| {
        let own = phones.into_iter().enumerate();
        let own = own.map(|(place, masked)| (place.to_string(), masked));
        let other = (OTHER.to_owned(), words.other_phone.to_owned());
        view! {
            <ChoiceField
                form=form.clone()
                name=FROM_FIELD
                legend=words.from
                options=own.chain([other]).collect()
            />
        }
    });
    let class = if is_stranger { "" } else { "reveal" };
    view! {
        {own}
        <div class=class>
            <Field
                form
                name=PHONE_FIELD
                label
                hint=words.number_hint
                kind="tel"
                inputmode="tel"
                autocomplete="tel"
                maxlength=PHONE_CHARS_MAX
            />
        </div>
    }
}
