//! The table of payments, in two kinds: those that somebody owns, and those that wait for an owner.

use billing::language::Language;
use billing::payment::AllocationStatus;
use leptos::prelude::*;

use crate::components::dense_table::{DenseTable, numbers, words as column};
use crate::components::settled::AllocatedMark;
use crate::components::status::{Shape, Status};
use crate::pages::staff::payments::{Acts, Which};
use crate::views::customer::customer_path;
use crate::views::payment::{Party, PaymentRow, Standing, Suggested, Telephone, payment_path};
use crate::words::staff::payments::PaymentsWords;
use crate::words::things::ThingWords;
use crate::written;

/// Payments that somebody owns, where a search may find others too; or those that nobody owns.
#[component]
pub fn PaymentTable(
    /// The language of the page.
    language: Language,
    /// Which ones.
    which: Which,
    /// What the table holds.
    caption: String,
    /// The payments.
    rows: Vec<PaymentRow>,
    /// The number of the first one.
    first: usize,
    /// What the one who looks may do with them.
    acts: Acts,
) -> impl IntoView {
    let words = PaymentsWords::of(language);
    let (amount, status) = {
        let things = ThingWords::of(language);
        (numbers(things.amount), column(things.status))
    };
    let columns = match which {
        Which::Regular => vec![
            numbers(words.number),
            column(words.customer),
            column(words.code),
            column(words.phone),
            amount,
            column(words.date_paid),
            status,
            column(words.action),
        ],
        Which::Unassociated => vec![
            numbers(words.number),
            column(words.code),
            column(words.reference),
            column(words.payer),
            amount,
            column(words.date_paid),
            column(words.suggestion),
            column(words.action),
        ],
    };
    let lines = rows.into_iter().enumerate().map(move |(index, row)| {
        let number = written::count(first + index);
        match which {
            Which::Regular => view! { <RegularRow language number row acts /> }.into_any(),
            Which::Unassociated => view! { <WaitingRow language number row acts /> }.into_any(),
        }
    });
    let lines = lines.collect_view();
    view! {
        <DenseTable caption columns>
            {lines}
        </DenseTable>
    }
}

#[component]
fn RegularRow(language: Language, number: String, row: PaymentRow, acts: Acts) -> impl IntoView {
    let (id, find, receipt) = (row.id.clone(), row.find.clone(), row.receipt.clone());
    view! {
        <tr data-find=find>
            <td class="quiet num">{number}</td>
            <td>
                <Owner owner=row.owner.clone() />
            </td>
            <th scope="row">
                <a class="code" href=payment_path(&id)>
                    {receipt}
                </a>
            </th>
            <td class="code">
                <Phone language phone=row.phone.clone() />
            </td>
            <td class="num">{written::amount(row.amount)}</td>
            <td class="when">{written::day_and_time(row.paid_at, language)}</td>
            <td>
                <StandingMark language standing=row.standing />
            </td>
            <td>
                <Act language row acts />
            </td>
        </tr>
    }
}

#[component]
fn WaitingRow(language: Language, number: String, row: PaymentRow, acts: Acts) -> impl IntoView {
    let words = PaymentsWords::of(language);
    let path = payment_path(&row.id);
    let (find, receipt) = (row.find.clone(), row.receipt.clone());
    let (payer, phone) = (row.payer.clone(), row.phone.clone());
    let amount = written::amount(row.amount);
    let paid = written::day_and_time(row.paid_at, language);
    let reference = match row.reference.as_str() {
        "" => view! { <span class="quiet">{words.no_reference}</span> }.into_any(),
        typed => view! { <span class="code">{typed.to_owned()}</span> }.into_any(),
    };
    let suggested = row.clone();
    view! {
        <tr data-find=find>
            <td class="quiet num">{number}</td>
            <th scope="row">
                <a class="code" href=path>
                    {receipt}
                </a>
            </th>
            <td>{reference}</td>
            <td>
                {payer} " " <span class="quiet code">
                    <Phone language phone />
                </span>
            </td>
            <td class="num">{amount}</td>
            <td class="when">{paid}</td>
            <td>
                <Suggestion language row=suggested />
            </td>
            <td>
                <Act language row acts />
            </td>
        </tr>
    }
}

#[component]
fn Owner(owner: Option<Party>) -> impl IntoView {
    owner.map(|owner| {
        view! {
            <a href=customer_path(&owner.account)>{owner.name}</a>
            " "
            <span class="quiet code">{written::account(&owner.account_number)}</span>
        }
    })
}

/// A phone, or why there is none.
#[component]
pub fn Phone(
    /// The language of the page.
    language: Language,
    /// As it was told.
    phone: Telephone,
) -> impl IntoView {
    let words = PaymentsWords::of(language);
    match phone {
        Telephone::Shown(phone) => phone.into_any(),
        Telephone::Hidden => view! { <span class="quiet">{words.hidden_phone}</span> }.into_any(),
        Telephone::Untold => view! { <span class="quiet">{words.no_phone}</span> }.into_any(),
    }
}

/// How a payment stands, in a word and a shape.
#[component]
pub fn StandingMark(
    /// The language of the page.
    language: Language,
    /// How it stands.
    standing: Standing,
) -> impl IntoView {
    let words = PaymentsWords::of(language);
    match standing {
        Standing::Reversed => {
            let status = AllocationStatus::NotAllocated;
            view! { <AllocatedMark language status reversed=true /> }.into_any()
        }
        Standing::Unconfirmed => {
            view! { <Status shape=Shape::Unknown word=words.unconfirmed /> }.into_any()
        }
        Standing::Unassociated => {
            view! { <Status shape=Shape::Open word=words.nobody /> }.into_any()
        }
        Standing::Owned(status) => view! { <AllocatedMark language status /> }.into_any(),
    }
}

#[component]
fn Suggestion(language: Language, row: PaymentRow) -> impl IntoView {
    let words = PaymentsWords::of(language);
    if row.standing == Standing::Unconfirmed {
        return view! { <StandingMark language standing=row.standing /> }.into_any();
    }
    match row.suggestion {
        None => view! { <span class="quiet">{words.no_suggestion}</span> }.into_any(),
        Some(Suggested { party, reason }) => view! {
            <span class="code">{written::account(&party.account_number)}</span>
            " "
            {party.name}
            " "
            <span class="quiet small" lang="en">
                {reason}
            </span>
        }
        .into_any(),
    }
}

/// What can be done with a payment of a list; who may do nothing can open it.
#[component]
fn Act(language: Language, row: PaymentRow, acts: Acts) -> impl IntoView {
    let words = PaymentsWords::of(language);
    let path = payment_path(&row.id);
    let (name, href) =
        match row.standing {
            Standing::Unconfirmed if acts.verify => (words.verify, format!("{path}/verify")),
            Standing::Unassociated if acts.associate => match &row.suggestion {
                Some(best) => {
                    let href = format!("{path}/associate?customer={}", best.party.account);
                    (words.associate, href)
                }
                None => (words.choose, format!("{path}/associate")),
            },
            Standing::Owned(
                AllocationStatus::NotAllocated | AllocationStatus::PartiallyAllocated,
            ) if acts.allocate => (words.allocate, format!("{path}/reallocate")),
            _ => (words.open, path),
        };
    view! {
        <a class="button small plain" href=href>
            {name}
            " "
            <span class="hidden">{row.receipt}</span>
        </a>
    }
}
