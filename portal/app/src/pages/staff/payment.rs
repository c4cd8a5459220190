//! `/staff/payments/{id}`: everything about one payment, and what can be done with it.

pub mod facts;
pub mod history;
pub mod journal;
pub mod owner;
pub mod put_to;

pub mod annotate;
pub mod associate;
pub mod consequences;
pub mod correction;
pub mod reallocate;

use leptos::prelude::*;

use crate::components::layout::Layout;
use crate::components::notice::{Notice, Weight};
use crate::frame::{Frame, Section};
use crate::pages::staff::payment::facts::PaymentFacts;
use crate::pages::staff::payment::history::PaymentHistory;
use crate::pages::staff::payment::journal::{PaymentJournal, PaymentReports};
use crate::pages::staff::payment::owner::PaymentOwner;
use crate::pages::staff::payment::put_to::PaymentPutTo;
use crate::pages::staff::payments::rows::StandingMark;
use crate::views::payment::payment_path;
use crate::views::payment::whole::{Act, WholePayment};
use crate::words::staff::payment::PaymentWords;
use crate::words::staff::payment::done::DoneWords;
use crate::written;

/// After it was entered.
pub const RECORDED: &str = "recorded";
/// After it got an owner.
pub const ASSOCIATED: &str = "associated";
/// After it was taken from its owner.
pub const DISASSOCIATED: &str = "disassociated";
/// After it was put to something else.
pub const REALLOCATED: &str = "reallocated";
/// After one allocation was undone.
pub const UNDONE: &str = "undone";
/// After all were.
pub const UNMAPPED: &str = "unmapped";
/// After the money went back.
pub const REVERSED: &str = "reversed";
/// After it was confirmed.
pub const VERIFIED: &str = "verified";
/// After what was written on it was edited.
pub const ANNOTATED: &str = "annotated";

/// The amount and how it stands, whose it is, what it is put to; then how all of that came about.
#[component]
pub fn PaymentPage(
    /// What every page is told.
    frame: Frame,
    /// The payment.
    payment: WholePayment,
) -> impl IntoView {
    let language = frame.language;
    let words = PaymentWords::of(language);
    let title = (words.title)(&payment.receipt);
    let done = done(&frame);
    let standing = payment.standing;
    let amount = written::with_currency(payment.amount);
    view! {
        <Layout frame=frame.clone() title=title.clone() section=Section::Payments wide=true>
            <div class="stack">
                {done} <h1>{title}</h1> <p class="answer">
                    <span class="amount">{amount}</span>
                    " "
                    <StandingMark language standing />
                </p> <Warnings frame=frame.clone() payment=payment.clone() /> <div class="split">
                    <div class="stack">
                        <PaymentOwner frame=frame.clone() payment=payment.clone() />
                        <PaymentPutTo frame=frame.clone() payment=payment.clone() />
                        <PaymentJournal language payment=payment.clone() />
                    </div>
                    <div class="stack">
                        <PaymentFacts frame=frame.clone() payment=payment.clone() />
                        <PaymentHistory language events=payment.history.clone() />
                        <PaymentReports language reports=payment.reports.clone() />
                    </div>
                </div>
            </div>
        </Layout>
    }
}

/// What was done just before.
fn done(frame: &Frame) -> Option<AnyView> {
    let words = DoneWords::of(frame.language);
    let headline = match frame.done.as_deref()? {
        RECORDED => words.recorded,
        ASSOCIATED => words.associated,
        DISASSOCIATED => words.disassociated,
        REALLOCATED => words.reallocated,
        UNDONE => words.undone,
        UNMAPPED => words.unmapped,
        REVERSED => words.reversed,
        VERIFIED => {
            let note = view! {
                <Notice headline=words.verified answers=true>
                    <p>{words.verified_means}</p>
                </Notice>
            };
            return Some(note.into_any());
        }
        ANNOTATED => words.annotated,
        _ => return None,
    };
    Some(view! { <Notice headline answers=true /> }.into_any())
}

/// What is not as it should be, and what to do about it.
#[component]
fn Warnings(frame: Frame, payment: WholePayment) -> impl IntoView {
    let language = frame.language;
    let words = PaymentWords::of(language);
    let reversal = payment.reversal.map(|act| {
        view! {
            <Notice weight=Weight::Danger headline=words.reversed>
                <Reason language act />
            </Notice>
        }
    });
    let verified = payment.verified.map(|act| {
        view! {
            <Notice headline=words.verified>
                <Reason language act />
            </Notice>
        }
    });
    let path = payment_path(&payment.id);
    let may_verify = frame
        .role()
        .is_some_and(|role| role.may(billing::role::Permission::VerifyPayment));
    let doubt = payment.doubt.map(|doubt| {
        let verify = may_verify.then(|| {
            view! {
                <p>
                    <a class="button" href=format!("{path}/verify")>
                        {words.verify}
                    </a>
                </p>
            }
        });
        view! {
            <Notice weight=Weight::Caution headline=words.doubtful>
                <p lang="en">{doubt}</p>
                {verify}
            </Notice>
        }
    });
    let conflicts = payment.conflicts.into_iter().map(|conflict| {
        let href = format!("/staff/waiting/parked/{}", conflict.parked);
        view! {
            <Notice weight=Weight::Caution headline=words.contradicted>
                <p lang="en">{conflict.reason}</p>
                <p>{words.contradicted_means}</p>
                <p>
                    <a href=href>{words.contradiction}</a>
                </p>
            </Notice>
        }
    });
    view! { {reversal} {doubt} {verified} {conflicts.collect_view()} }
}

/// Why, by whom and when.
#[component]
fn Reason(language: billing::language::Language, act: Act) -> impl IntoView {
    let words = PaymentWords::of(language);
    let when = written::day_and_time(act.at, language);
    view! {
        <p>{act.reason}</p>
        <p class="small quiet">{(words.by_at)(&act.by, &when)}</p>
    }
}
