//! `/receipts/{payment}/{proof}`: whether a receipt is genuine, for whoever holds it. It names no person.

use billing::money::Money;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::facts::Facts;
use crate::components::layout::Layout;
use crate::components::notice::{Notice, Weight};
use crate::frame::Frame;
use crate::words::receipt_check::ReceiptCheckWords;
use crate::words::things::ThingWords;
use crate::written;

/// As much of a payment as is told to anybody with its receipt.
#[derive(Debug, Clone)]
pub struct CheckedReceipt {
    /// The code.
    pub code: String,
    /// How much.
    pub amount: Money,
    /// When it was paid.
    pub paid_at: DateTime<Utc>,
    /// Whether the money went back.
    pub reversed: bool,
}

/// The page.
#[component]
pub fn ReceiptCheckPage(
    /// What every page is told.
    frame: Frame,
    /// The receipt.
    receipt: CheckedReceipt,
) -> impl IntoView {
    let language = frame.language;
    let words = ReceiptCheckWords::of(language);
    let things = ThingWords::of(language);
    let name = frame.payee.name.to_string();
    let (weight, headline) = if receipt.reversed {
        (Weight::Danger, (words.reversed)(&name))
    } else {
        (Weight::Plain, (words.genuine)(&name))
    };
    let facts = vec![
        (words.code.to_owned(), receipt.code.into_any()),
        (
            things.amount.to_owned(),
            written::with_currency(receipt.amount).into_any(),
        ),
        (
            words.paid_on.to_owned(),
            written::day_and_time(receipt.paid_at, language).into_any(),
        ),
    ];
    view! {
        <Layout frame title=things.receipt.to_owned()>
            <div class="stack">
                <h1>{things.receipt}</h1>
                <Notice weight headline />
                <Facts facts />
                <p class="quiet">{words.compare}</p>
            </div>
        </Layout>
    }
}
