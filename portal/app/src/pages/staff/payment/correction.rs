//! Where a correction of a payment is confirmed: taken from its customer, put to nothing, sent back, confirmed.

use billing::language::Language;
use billing::role::Permission;
use leptos::prelude::*;

use crate::components::confirmation::Confirmation;
use crate::components::error_summary::{ErrorSummary, titled};
use crate::components::field::{ChoiceField, TextField};
use crate::components::layout::Layout;
use crate::components::notice::{Notice, Weight};
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::payment::consequences::consequences;
use crate::pages::staff::payment::facts::PaymentLine;
use crate::views::payment::whole::WholePayment;
use crate::views::payment::{Foreseen, payment_path};
use crate::words::staff::payment::correction::CorrectionWords;

/// The name of the field with why it is done.
pub const REASON_FIELD: &str = "reason";
/// The name of the field that says which state of the payment was looked at.
pub const SEEN_FIELD: &str = "seen";
/// The name of the box with which an administrator goes over the limit.
pub const OVERRIDE_FIELD: &str = "override";
/// The value of that box.
pub const OVERRIDE: &str = "yes";

/// A correction that is confirmed on a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// Take it from its customer.
    Disassociate,
    /// Put it to nothing.
    Unmap,
    /// Undo the allocation with this number.
    Undo(u32),
    /// Void what staff entered, or record that a provider took the money back.
    Reverse,
    /// Confirm what nothing else has confirmed.
    Verify,
}

impl Correction {
    /// Where it is, after the payment's own address.
    #[must_use]
    pub fn path(self) -> String {
        match self {
            Self::Disassociate => "disassociate".to_owned(),
            Self::Unmap => "unmap".to_owned(),
            Self::Undo(number) => format!("allocations/{number}/undo"),
            Self::Reverse => "reverse".to_owned(),
            Self::Verify => "verify".to_owned(),
        }
    }
}

/// What is asked on a confirmation.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What is entered.
    pub form: Entered,
    /// Which state of the payment was looked at.
    pub seen: u32,
    /// Whether the payment was changed since the confirmation was sent.
    pub changed: bool,
}

/// The page.
#[component]
pub fn CorrectionPage(
    /// What every page is told.
    frame: Frame,
    /// The payment.
    payment: WholePayment,
    /// What would be done.
    correction: Correction,
    /// What that would do.
    foreseen: Foreseen,
    /// What is asked.
    asked: Asked,
) -> impl IntoView {
    let language = frame.language;
    let (heading, button, more) = words_of(language, &payment, correction);
    let mut sentences = consequences(language, &foreseen);
    if correction == Correction::Verify {
        sentences.clear();
    }
    sentences.extend(more.into_iter().map(str::to_owned));
    let danger = matches!(correction, Correction::Disassociate | Correction::Reverse);
    let path = payment_path(&payment.id);
    let action = format!("{path}/{}", correction.path());
    let optional = matches!(correction, Correction::Unmap | Correction::Undo(_));
    let title = titled(language, &heading, &asked.form);
    let over = foreseen
        .is_over_limit()
        .then(|| view! { <OverLimit frame=frame.clone() foreseen=foreseen.clone() /> });
    let role = frame.role();
    let may_go_on =
        !foreseen.is_over_limit() || role.is_some_and(|role| role.may(Permission::GoOverLimit));
    let form = asked.form.clone();
    let confirmation = may_go_on.then(|| {
        let verifies = correction == Correction::Verify;
        view! {
            <Confirmation language action consequences=sentences button danger back=path.clone()>
                <Seen seen=asked.seen />
                <ReasonField language form=form.clone() optional verifies />
                <OverrideField language form foreseen=foreseen.clone() />
            </Confirmation>
        }
    });
    view! {
        <Layout frame=frame.clone() title section=Section::Payments>
            <div class="stack">
                <ErrorSummary language form=asked.form.clone() />
                <Changed language changed=asked.changed />
                <h1>{heading}</h1>
                <PaymentLine frame payment />
                {over}
                <h2>{CorrectionWords::of(language).will_happen}</h2>
                {confirmation}
            </div>
        </Layout>
    }
}

fn words_of(
    language: Language,
    payment: &WholePayment,
    correction: Correction,
) -> (String, &'static str, Vec<&'static str>) {
    let words = CorrectionWords::of(language);
    let code = payment.receipt.as_str();
    match correction {
        Correction::Disassociate => (
            (words.disassociate)(code),
            words.disassociate_button,
            vec![words.becomes_unassociated],
        ),
        Correction::Unmap => ((words.unmap)(code), words.unmap_button, Vec::new()),
        Correction::Undo(_) => (
            (words.undo)(code),
            words.undo_button,
            vec![words.others_stay],
        ),
        Correction::Reverse if payment.is_by_hand() => (
            (words.void)(code),
            words.void_button,
            vec![words.void_means, words.cannot_be_undone],
        ),
        Correction::Reverse => (
            (words.reverse)(code),
            words.reverse_button,
            vec![words.reverse_means, words.cannot_be_undone],
        ),
        Correction::Verify => (
            (words.verify)(code),
            words.verify_button,
            vec![words.verify_means],
        ),
    }
}

/// That the payment was changed between the confirmation and its answer.
#[component]
pub fn Changed(
    /// The language of the page.
    language: Language,
    /// Whether it was.
    changed: bool,
) -> impl IntoView {
    let words = CorrectionWords::of(language);
    changed.then(|| {
        view! {
            <Notice weight=Weight::Caution headline=words.changed answers=true>
                <p>{words.changed_means}</p>
            </Notice>
        }
    })
}

/// The state that was looked at, so that nothing else is confirmed than what was shown.
#[component]
pub fn Seen(
    /// The version of the payment's state.
    seen: u32,
) -> impl IntoView {
    view! { <input type="hidden" name=SEEN_FIELD value=seen.to_string() /> }
}

/// Why.
#[component]
pub fn ReasonField(
    /// The language of the page.
    language: Language,
    /// What is entered.
    form: Entered,
    /// Whether it may be left out.
    #[prop(optional)]
    optional: bool,
    /// Whether it says where a payment was found.
    #[prop(optional)]
    verifies: bool,
) -> impl IntoView {
    let words = CorrectionWords::of(language);
    let (label, hint) = match (verifies, optional) {
        (true, _) => (words.verify_reason, words.verify_hint),
        (false, true) => (words.reason, words.reason_optional),
        (false, false) => (words.reason, words.reason_hint),
    };
    view! { <TextField form name=REASON_FIELD label hint rows=2 /> }
}

/// That the limit of changes is reached, and who can go over it.
#[component]
pub fn OverLimit(
    /// What every page is told.
    frame: Frame,
    /// What would be done.
    foreseen: Foreseen,
) -> impl IntoView {
    let words = CorrectionWords::of(frame.language);
    let limit = foreseen.edit.map_or(0, |(_, limit)| limit);
    view! {
        <Notice weight=Weight::Caution headline=(words.over_limit)(limit)>
            <p>{words.over_limit_means}</p>
        </Notice>
    }
}

/// The box with which an administrator goes over the limit; nothing where it is not reached.
#[component]
pub fn OverrideField(
    /// The language of the page.
    language: Language,
    /// What is entered.
    form: Entered,
    /// What would be done.
    foreseen: Foreseen,
) -> impl IntoView {
    let words = CorrectionWords::of(language);
    foreseen.is_over_limit().then(|| {
        let limit = foreseen.edit.map_or(0, |(_, limit)| limit);
        let options = vec![(OVERRIDE.to_owned(), words.override_limit.to_owned())];
        view! {
            <ChoiceField
                form
                name=OVERRIDE_FIELD
                legend=(words.over_limit)(limit)
                several=true
                options
            />
        }
    })
}
