//! `/staff/customers/{account}/ask`: has a customer's phone prompted; and what came of it.

use billing::ids::PaymentId;
use billing::language::Language;
use billing::money::Money;
use billing::push::PushStatus;
use billing::push::outcome::sentence;
use leptos::prelude::*;
use portal_frontend::islands::follow::Follow;

use crate::components::error_summary::{ErrorSummary, titled};
use crate::components::field::{ChoiceField, Field};
use crate::components::layout::Layout;
use crate::components::notice::{Notice, Weight};
use crate::components::once::Once;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::customer::head::Tab;
use crate::views::customer::CustomerHead;
use crate::words::customer::push::PushWords;
use crate::words::staff::ask::AskWords;
use crate::words::things::ThingWords;
use crate::written;

/// The value of the choice of another phone.
pub const OTHER: &str = "other";

/// Seconds after which a page that waits is loaded again.
const WAITING_SECONDS: u32 = 5;

/// How much, and on which phone.
#[component]
pub fn AskPage(
    /// What every page is told.
    frame: Frame,
    /// Who it is about.
    head: CustomerHead,
    /// Their phones, masked, in the order in which they are kept; the choice is the number in that order.
    phones: Vec<String>,
    /// Whether M-PESA is set up.
    set_up: bool,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = AskWords::of(language);
    let heading = (words.title)(&head.name);
    let title = titled(language, &heading, &form);
    let back = format!("{}{}", head.path(), Tab::Debts.path());
    let content = if set_up {
        let action = format!("{}/ask", head.path());
        let form = form.clone();
        view! { <AskForm frame=frame.clone() form phones action back /> }.into_any()
    } else {
        view! {
            <p>{words.not_set_up}</p>
            <p>
                <a href=back>{words.back}</a>
            </p>
        }
        .into_any()
    };
    view! {
        <Layout frame title section=Section::Customers>
            <div class="stack">
                <ErrorSummary language form />
                <h1>{heading}</h1>
                {content}
            </div>
        </Layout>
    }
}

#[component]
fn AskForm(
    frame: Frame,
    form: Entered,
    phones: Vec<String>,
    action: String,
    back: String,
) -> impl IntoView {
    let words = AskWords::of(frame.language);
    let things = ThingWords::of(frame.language);
    let numbered = phones.into_iter().enumerate();
    let mut choices: Vec<(String, String)> = numbered
        .map(|(index, phone)| (index.to_string(), phone))
        .collect();
    choices.push((OTHER.to_owned(), words.other_phone.to_owned()));
    view! {
        <form class="stack" method="post" action=action>
            <Once frame />
            <Field
                form=form.clone()
                name="amount"
                label=things.amount
                hint=words.amount_hint
                inputmode="decimal"
                required=true
                maxlength=20
            />
            <ChoiceField form=form.clone() name="phone" legend=words.phone options=choices />
            <Field
                form
                name="other_phone"
                label=words.other_label
                kind="tel"
                inputmode="tel"
                maxlength=20
            />
            <p>{words.what_happens}</p>
            <p class="actions">
                <button class="button">{words.do_it}</button>
                <a class="button plain" href=back>
                    {things.cancel}
                </a>
            </p>
        </form>
    }
}

/// A prompt that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Where its page is, which also answers the part that changes.
    pub here: String,
    /// How much.
    pub amount: Money,
    /// The phone, masked.
    pub phone: String,
    /// How far it is.
    pub status: PushStatus,
    /// M-PESA's code, where it told one.
    pub code: Option<String>,
    /// The payment that it became.
    pub payment: Option<PaymentId>,
}

impl Asked {
    /// After how many seconds it is worth looking again; nothing once it has ended.
    #[must_use]
    pub fn looks_again_seconds(&self) -> Option<u32> {
        self.status.is_open().then_some(WAITING_SECONDS)
    }
}

/// What came of a prompt, followed live; without a script it is loaded again by itself while nothing is certain.
#[component]
pub fn AskedPage(
    /// What every page is told.
    frame: Frame,
    /// Who it is about.
    head: CustomerHead,
    /// The prompt.
    asked: Asked,
) -> impl IntoView {
    let language = frame.language;
    let words = AskWords::of(language);
    let title = (words.asked_title)(&head.name, &written::with_currency(asked.amount));
    let refresh_seconds = asked.looks_again_seconds();
    let live = refresh_seconds.is_some();
    let state = if live {
        let address = asked.here.clone();
        let offline = PushWords::of(language).offline;
        view! {
            <Follow>
                <div data-follow=address data-failed=offline>
                    <div data-region role="status">
                        <AskedState language head asked />
                    </div>
                    <p data-trouble role="status" class="quiet"></p>
                </div>
            </Follow>
        }
        .into_any()
    } else {
        view! { <AskedState language head asked /> }.into_any()
    };
    view! {
        <Layout frame title=title.clone() section=Section::Customers live refresh_seconds>
            <div class="stack">
                <h1>{title}</h1>
                {state}
            </div>
        </Layout>
    }
}

/// How a prompt stands, and where to go from there: the part of its page that changes.
#[component]
pub fn AskedState(
    /// The language of the page.
    language: Language,
    /// Who it is about.
    head: CustomerHead,
    /// The prompt.
    asked: Asked,
) -> impl IntoView {
    let words = AskWords::of(language);
    let ended = asked.looks_again_seconds().is_none();
    let back = format!("{}{}", head.path(), Tab::Debts.path());
    let again = (asked.status == PushStatus::Failed).then(|| {
        let amount = asked.amount.amount_text();
        view! {
            <a class="button plain" href=format!("{}/ask?amount={amount}", head.path())>
                {words.again}
            </a>
        }
    });
    let look = (!ended).then(|| {
        view! {
            <a class="button plain" href=asked.here.clone()>
                {words.look_again}
            </a>
        }
    });
    view! {
        <div class="stack" data-final=ended>
            <Outcome language asked />
            <p class="actions">
                {look} {again} <a class="button plain" href=back>
                    {words.back}
                </a>
            </p>
        </div>
    }
}

#[component]
fn Outcome(language: Language, asked: Asked) -> impl IntoView {
    let words = AskWords::of(language);
    let (weight, headline, meaning) = match asked.status {
        PushStatus::Requested | PushStatus::Accepted => (
            Weight::Plain,
            (words.waiting)(&asked.phone),
            words.waiting_means,
        ),
        PushStatus::Paid => (Weight::Plain, words.paid.to_owned(), words.paid_means),
        PushStatus::Failed => {
            let code = asked.code.unwrap_or_default();
            (
                Weight::Danger,
                words.failed.to_owned(),
                sentence(&code, language),
            )
        }
        PushStatus::Unknown => (
            Weight::Caution,
            words.unknown.to_owned(),
            words.unknown_means,
        ),
    };
    let payment = asked.payment.map(|id| {
        let receipt = id.receipt().to_string();
        view! {
            <p>
                <a href=format!("/staff/payments/{id}")>{words.see_payment} " " {receipt}</a>
            </p>
        }
    });
    view! {
        <Notice weight headline answers=true>
            <p>{meaning}</p>
            {payment}
        </Notice>
    }
}
