//! How a request to pay stands, in words: the part of its page that changes.

use billing::ids::PushId;
use billing::language::Language;
use billing::money::Money;
use billing::push::outcome::Retry;
use billing::push::reference::quoted;
use billing::push::{PushStatus, progress};
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::facts::Facts;
use crate::words::customer::push::PushWords;
use crate::words::things::ThingWords;
use crate::written;

/// M-PESA's code for what the customer cancelled on the phone.
const CANCELLED: &str = "1032";
/// A browser without JavaScript looks again after so many seconds while the prompt is on the phone.
const WAITING_SECONDS: u32 = 3;
/// And after so many while something is still to be found out.
const ASKING_SECONDS: u32 = 15;

/// A request to pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Push {
    /// Which one.
    pub id: PushId,
    /// The phone that was prompted, masked.
    pub phone: String,
    /// How much was asked for.
    pub amount: Money,
    /// What it pays, where the customer chose.
    pub what: Option<String>,
    /// Where one tries again, with everything as it was.
    pub again: String,
    /// How it stands.
    pub outcome: Outcome,
}

/// How a request to pay stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The prompt is on the phone.
    Waiting {
        /// When the prompt leaves it.
        until: DateTime<Utc>,
        /// How many seconds that are.
        left_seconds: i64,
    },
    /// It is paid.
    Paid {
        /// M-PESA's code for it, once known.
        receipt: Option<String>,
        /// The number of the payment in the customer's account, once it is there.
        payment: Option<u64>,
        /// The balance with it, once it is there.
        balance: Option<Money>,
        /// Whether the rest is still expected.
        more_follows: bool,
    },
    /// M-PESA says that it was not paid.
    NotPaid {
        /// Its code.
        code: Option<String>,
    },
    /// Nobody knows.
    Unknown {
        /// M-PESA's code, where there is one that does not tell.
        code: Option<String>,
        /// Whether M-PESA is still being asked.
        asking: bool,
    },
}

impl Push {
    /// Where its page is.
    #[must_use]
    pub fn path(id: &PushId) -> String {
        format!("/pay/{id}")
    }

    /// Where the part that changes is.
    #[must_use]
    pub fn state_path(&self) -> String {
        format!("{}/state", Self::path(&self.id))
    }

    /// After how many seconds it is worth looking again; nothing once it has ended.
    #[must_use]
    pub fn looks_again_seconds(&self) -> Option<u32> {
        match self.outcome {
            Outcome::Waiting { .. } => Some(WAITING_SECONDS),
            Outcome::Paid {
                more_follows: true, ..
            }
            | Outcome::Unknown { asking: true, .. } => Some(ASKING_SECONDS),
            Outcome::Paid { .. } | Outcome::Unknown { .. } | Outcome::NotPaid { .. } => None,
        }
    }

    /// How it stands, in a few words.
    #[must_use]
    pub fn heading(&self, language: Language) -> String {
        let words = PushWords::of(language);
        match &self.outcome {
            Outcome::Waiting { .. } => (words.check_phone)(&self.phone.replace(' ', "\u{a0}")),
            Outcome::Paid {
                receipt: Some(receipt),
                ..
            } => (words.paid)(receipt),
            Outcome::Paid { receipt: None, .. } => words.paid_so_far.to_owned(),
            Outcome::NotPaid { code } if code.as_deref() == Some(CANCELLED) => {
                words.cancelled.to_owned()
            }
            Outcome::NotPaid { code } => first_sentence(not_paid(code.as_deref(), language)).0,
            Outcome::Unknown { .. } => words.unknown.to_owned(),
        }
    }
}

fn not_paid(code: Option<&str>, language: Language) -> &'static str {
    progress::sentence(PushStatus::Failed, code, language)
}

/// The first sentence, and what follows it.
fn first_sentence(text: &str) -> (String, String) {
    let (first, rest) = text.split_once(". ").unwrap_or((text, ""));
    (format!("{}.", first.trim_end_matches('.')), rest.to_owned())
}

/// What happened, what it means, and what to do.
#[component]
pub fn PushState(
    /// The language of the page.
    language: Language,
    /// The request.
    push: Push,
) -> impl IntoView {
    let heading = push.heading(language);
    let ended = push.looks_again_seconds().is_none();
    let state = match push.outcome.clone() {
        Outcome::Waiting {
            until,
            left_seconds,
        } => view! { <Waiting language push until left_seconds /> }.into_any(),
        Outcome::Paid {
            receipt,
            payment,
            balance,
            ..
        } => {
            let has_receipt = receipt.is_some();
            view! { <Paid language amount=push.amount has_receipt payment balance /> }.into_any()
        }
        Outcome::NotPaid { code } => {
            view! { <NotPaid language again=push.again code /> }.into_any()
        }
        Outcome::Unknown { code, asking } => {
            view! { <Unknown language push code asking /> }.into_any()
        }
    };
    view! {
        <div class="stack" data-final=ended>
            <h1>{heading}</h1>
            {state}
        </div>
    }
}

#[component]
fn Waiting(
    language: Language,
    push: Push,
    until: DateTime<Utc>,
    left_seconds: i64,
) -> impl IntoView {
    let words = PushWords::of(language);
    view! {
        <p>
            <strong>{words.enter_pin}</strong>
        </p>
        <Asked language amount=push.amount what=push.what.clone() />
        <div class="note">
            <p>
                {words.waiting} " "
                <span class="code" role="timer" data-until=until.timestamp_millis().to_string()>
                    {left_seconds}
                </span>
            </p>
            <p>{words.may_close}</p>
        </div>
        <LookAgain language push />
    }
}

/// How much, and for what.
#[component]
fn Asked(language: Language, amount: Money, what: Option<String>) -> impl IntoView {
    let words = PushWords::of(language);
    let things = ThingWords::of(language);
    let amount = view! { <span class="code">{written::with_currency(amount)}</span> }.into_any();
    let mut facts = vec![(things.amount.to_owned(), amount)];
    if let Some(what) = what {
        facts.push((words.what.to_owned(), what.into_any()));
    }
    view! { <Facts facts /> }
}

#[component]
fn Paid(
    language: Language,
    amount: Money,
    has_receipt: bool,
    payment: Option<u64>,
    balance: Option<Money>,
) -> impl IntoView {
    let words = PushWords::of(language);
    let received = (words.received)(&written::with_currency(amount));
    let follows = (!has_receipt).then(|| view! { <p>{words.receipt_follows}</p> });
    let balance = balance.map(|balance| {
        let stands = if balance.is_negative() {
            (words.owe)(&written::with_currency(balance.negated()))
        } else if balance.is_zero() {
            words.even.to_owned()
        } else {
            (words.credit)(&written::with_currency(balance))
        };
        view! { <p>{stands}</p> }
    });
    let see = payment.map(|number| {
        view! {
            <a class="button" href=format!("/payments/{number}")>
                {words.see_payment}
            </a>
        }
    });
    view! {
        <div class="note">
            <p>
                <strong>{received}</strong>
            </p>
            {follows}
            {balance}
        </div>
        <p class="actions">
            {see}
            <a class="button plain" href="/">
                {words.home}
            </a>
        </p>
    }
}

#[component]
fn NotPaid(language: Language, again: String, code: Option<String>) -> impl IntoView {
    let words = PushWords::of(language);
    let code = code.as_deref();
    let (_, means) = first_sentence(not_paid(code, language));
    let retry = progress::retry(PushStatus::Failed, code);
    let may_retry = !matches!(retry, Retry::No | Retry::Tomorrow);
    let by_hand = format!("{again}#by-hand");
    let try_again = may_retry.then(|| {
        view! {
            <a class="button" href=again>
                {words.try_again}
            </a>
        }
    });
    view! {
        <div class="note danger">
            <p>{means}</p>
        </div>
        <p class="actions">
            {try_again}
            <a class="button plain" href=by_hand>
                {words.by_hand}
            </a>
        </p>
    }
}

#[component]
fn Unknown(language: Language, push: Push, code: Option<String>, asking: bool) -> impl IntoView {
    let words = PushWords::of(language);
    let sentence = code.map(|code| {
        let sentence = progress::sentence(PushStatus::Unknown, Some(&code), language);
        view! { <p>{sentence}</p> }
    });
    let next = if asking {
        words.we_ask
    } else {
        words.person_looks
    };
    let reference = quoted(&push.id);
    view! {
        <div class="note caution">
            {sentence}
            <p>{next}</p>
            <p>
                {words.reference} " " <strong class="code copy">{reference}</strong> ". "
                {words.quote}
            </p>
        </div>
        <Asked language amount=push.amount what=push.what.clone() />
        <LookAgain language push />
    }
}

/// For a browser that neither follows nor refreshes.
#[component]
fn LookAgain(language: Language, push: Push) -> impl IntoView {
    let words = PushWords::of(language);
    view! {
        <p class="actions">
            <a class="button plain" href=Push::path(&push.id)>
                {words.look_again}
            </a>
        </p>
    }
}
