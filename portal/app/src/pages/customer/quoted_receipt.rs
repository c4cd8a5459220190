//! `/missing-payment/{claim}`: what became of a receipt that a customer quoted, and the list of them.

use billing::ids::ClaimId;
use billing::language::Language;
use billing::money::Money;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::facts::Facts;
use crate::components::layout::Layout;
use crate::components::notice::{Notice, Weight};
use crate::components::status::{Shape, Status};
use crate::frame::{Frame, Section};
use crate::pages::customer::missing_payment::MISSING_PAYMENT_PATH;
use crate::words::customer::quoted_receipt::QuotedReceiptWords;
use crate::words::things::ThingWords;
use crate::written;

/// Just after it was quoted.
pub const QUOTED: &str = "quoted";

/// How it stands, as far as the one who quoted it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The payment is in the account.
    Credited,
    /// M-PESA was asked, or staff look.
    Looking,
    /// It is not in the account any more.
    TakenBack,
    /// It was looked for in vain.
    NotFound,
}

/// A receipt that was quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotedReceipt {
    /// Which one.
    pub id: ClaimId,
    /// The code.
    pub code: String,
    /// The number to quote.
    pub reference: String,
    /// How much, where that is known.
    pub amount: Option<Money>,
    /// When it was quoted.
    pub quoted_at: DateTime<Utc>,
    /// How it stands.
    pub standing: Standing,
    /// Where the payment is.
    pub payment: Option<String>,
}

impl QuotedReceipt {
    /// Where it is opened.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{MISSING_PAYMENT_PATH}/{}", self.id)
    }
}

/// One of them.
#[component]
pub fn QuotedReceiptPage(
    /// What every page is told.
    frame: Frame,
    /// The receipt.
    receipt: QuotedReceipt,
) -> impl IntoView {
    let language = frame.language;
    let words = QuotedReceiptWords::of(language);
    let title = (words.one)(&receipt.code);
    let standing = receipt.standing;
    let (weight, means) = match standing {
        Standing::Credited => (Weight::Plain, words.credited_means),
        Standing::Looking => (Weight::Plain, words.looking_means),
        Standing::TakenBack => (Weight::Caution, words.taken_back_means),
        Standing::NotFound => (Weight::Caution, words.not_found_means),
    };
    let answers = frame.done.as_deref() == Some(QUOTED);
    let payment = receipt.payment.clone().map(|href| {
        view! {
            <a class="button" href=href>
                {words.payment}
            </a>
        }
    });
    view! {
        <Layout frame title=title.clone() section=Section::Payments>
            <div class="stack">
                <h1>{title}</h1>
                <Notice weight headline=word(language, standing).1 answers>
                    <p>{means}</p>
                </Notice>
                <Told language receipt />
                <p class="actions">
                    {payment} <a class="button plain" href=MISSING_PAYMENT_PATH>
                        {words.another}
                    </a>
                </p>
            </div>
        </Layout>
    }
}

#[component]
fn Told(language: Language, receipt: QuotedReceipt) -> impl IntoView {
    let words = QuotedReceiptWords::of(language);
    let standing = receipt.standing;
    let code = |text: String| view! { <code class="copy">{text}</code> }.into_any();
    let mut facts = vec![
        (words.code, code(receipt.code)),
        (words.reference, code(receipt.reference)),
        (
            words.quoted,
            written::day_and_time(receipt.quoted_at, language).into_any(),
        ),
    ];
    if let Some(amount) = receipt.amount {
        let amount = written::with_currency(amount);
        facts.push((ThingWords::of(language).amount, amount.into_any()));
    }
    let mark = view! { <StandingMark language standing /> };
    facts.push((ThingWords::of(language).status, mark.into_any()));
    view! { <Facts facts /> }
}

/// Those that were quoted before; nothing where there are none.
#[component]
pub fn QuotedReceipts(
    /// The language of the page.
    language: Language,
    /// The receipts, newest first.
    receipts: Vec<QuotedReceipt>,
) -> impl IntoView {
    let words = QuotedReceiptWords::of(language);
    if receipts.is_empty() {
        return None;
    }
    let rows = receipts
        .into_iter()
        .map(|receipt| view! { <Row language receipt /> });
    let rows = rows.collect_view();
    Some(view! {
        <section class="section stack" aria-labelledby="quoted">
            <h2 id="quoted">{words.list}</h2>
            <ul class="rows">{rows}</ul>
        </section>
    })
}

#[component]
fn Row(language: Language, receipt: QuotedReceipt) -> impl IntoView {
    let words = QuotedReceiptWords::of(language);
    let when = written::day_and_time(receipt.quoted_at, language);
    let href = receipt.path();
    let standing = receipt.standing;
    view! {
        <li>
            <a href=href>
                <code>{receipt.code}</code>
            </a>
            <span class="num">{receipt.amount.map(written::with_currency)}</span>
            <span class="quiet">
                {when} " · " {words.to_quote} " " <span class="code">{receipt.reference}</span>
            </span>
            <span class="end">
                <StandingMark language standing />
            </span>
        </li>
    }
}

#[component]
fn StandingMark(language: Language, standing: Standing) -> impl IntoView {
    let (shape, word) = word(language, standing);
    view! { <Status shape word /> }
}

fn word(language: Language, standing: Standing) -> (Shape, &'static str) {
    let words = QuotedReceiptWords::of(language);
    match standing {
        Standing::Credited => (Shape::Done, words.credited),
        Standing::Looking => (Shape::Unknown, words.looking),
        Standing::TakenBack => (Shape::Void, words.taken_back),
        Standing::NotFound => (Shape::Late, words.not_found),
    }
}
