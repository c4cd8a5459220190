//! How far something is paid, and how far a payment is put to use: derived states in words and shapes.

use billing::language::Language;
use billing::obligation::SettlementStatus;
use billing::payment::AllocationStatus;
use leptos::prelude::*;

use crate::components::status::{Shape, Status};
use crate::words::things::ThingWords;

/// How an obligation or an instalment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// How far it is paid.
    pub status: SettlementStatus,
    /// Whether something of it was due before today and is not paid.
    pub overdue: bool,
    /// Whether it was called off.
    pub cancelled: bool,
}

/// The word for it.
#[component]
pub fn SettledMark(
    /// The language of the page.
    language: Language,
    /// How it stands.
    settled: Settled,
) -> impl IntoView {
    let words = ThingWords::of(language);
    let (shape, word) = match settled {
        Settled {
            cancelled: true, ..
        } => (Shape::Void, words.cancelled),
        Settled { overdue: true, .. } => (Shape::Late, words.overdue),
        Settled { status, .. } => match status {
            SettlementStatus::Unpaid => (Shape::Open, words.unpaid),
            SettlementStatus::PartiallyPaid => (Shape::Part, words.partially_paid),
            SettlementStatus::Paid => (Shape::Done, words.paid),
        },
    };
    view! { <Status shape word /> }
}

/// How far a payment is put to use.
#[component]
pub fn AllocatedMark(
    /// The language of the page.
    language: Language,
    /// How far.
    status: AllocationStatus,
    /// Whether the money went back.
    #[prop(optional)]
    reversed: bool,
) -> impl IntoView {
    let words = ThingWords::of(language);
    let (shape, word) = match status {
        _ if reversed => (Shape::Void, words.reversed),
        AllocationStatus::NotAllocated => (Shape::Open, words.not_allocated),
        AllocationStatus::PartiallyAllocated => (Shape::Part, words.partially_allocated),
        AllocationStatus::Allocated => (Shape::Done, words.allocated),
    };
    view! { <Status shape word /> }
}
