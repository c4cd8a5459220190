//! On top of every page about one customer: who it is, how the account stands, what can be done, and the other pages.

use billing::language::Language;
use billing::money::Money;
use billing::role::Permission;
use leptos::prelude::*;

use crate::components::status::{Shape, Status};
use crate::components::switch::{Choice, Switch};
use crate::frame::Frame;
use crate::views::customer::{CustomerHead, Served};
use crate::words::layout::LayoutWords;
use crate::words::staff::customer::CustomerWords;
use crate::words::things::ThingWords;
use crate::written;

/// The pages about one customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// Who they are.
    Profile,
    /// What is owed and paid.
    Debts,
    /// Why the balance is what it is.
    Why,
    /// What arrived.
    Payments,
    /// What they have to pay.
    Obligations,
    /// The movements of a period.
    Statement,
}

impl Tab {
    /// Every page, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Profile,
        Self::Debts,
        Self::Why,
        Self::Payments,
        Self::Obligations,
        Self::Statement,
    ];

    /// Its address after the customer's.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Profile => "",
            Self::Debts => "/debts",
            Self::Why => "/why",
            Self::Payments => "/payments",
            Self::Obligations => "/obligations",
            Self::Statement => "/statement",
        }
    }

    fn name(self, language: Language) -> &'static str {
        let words = CustomerWords::of(language);
        match self {
            Self::Profile => words.profile,
            Self::Debts => words.debts,
            Self::Why => words.why,
            Self::Payments => LayoutWords::of(language).sections.payments,
            Self::Obligations => words.obligations,
            Self::Statement => ThingWords::of(language).statement,
        }
    }

    /// What the browser's tab shows.
    #[must_use]
    pub fn title(self, language: Language, head: &CustomerHead) -> String {
        match self {
            Self::Profile => head.name.clone(),
            tab => format!("{} · {}", tab.name(language), head.name),
        }
    }
}

/// The head.
#[component]
pub fn CustomerTop(
    /// What every page is told.
    frame: Frame,
    /// Who it is about.
    head: CustomerHead,
    /// The page that it stands on.
    tab: Tab,
) -> impl IntoView {
    let language = frame.language;
    let words = CustomerWords::of(language);
    let choices = Tab::ALL.map(|other| {
        let href = format!("{}{}", head.path(), other.path());
        Choice::new(other.name(language), href, other == tab)
    });
    let choices = choices.to_vec();
    view! {
        <h1>{head.name.clone()}</h1>
        <p class="quiet">
            {words.account} " "
            <span class="code copy">{written::account(&head.account_number)}</span> " · "
            <ServedMark language served=head.served />
        </p>
        <Figures language head=head.clone() />
        <Actions frame head=head.clone() />
        <Switch label=words.tabs choices />
    }
}

#[component]
fn Figures(language: Language, head: CustomerHead) -> impl IntoView {
    let words = CustomerWords::of(language);
    let things = ThingWords::of(language);
    let figures: [(&str, Money); 4] = [
        (things.balance, head.balance),
        (things.outstanding, head.outstanding),
        (words.overdue, head.overdue),
        (words.unallocated, head.unallocated_credit),
    ];
    let figures = figures.map(|(name, money)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{written::with_currency(money)}</dd>
            </div>
        }
    });
    view! { <dl class="figures" aria-label=words.figures>{figures.collect_view()}</dl> }
}

/// What can be done from here, as far as the role may.
#[component]
fn Actions(frame: Frame, head: CustomerHead) -> impl IntoView {
    let words = CustomerWords::of(frame.language);
    let may = |permission| frame.role().is_some_and(|role| role.may(permission));
    let offers = [
        (
            Permission::RecordPayment,
            "/staff/payments/new",
            words.make_payment,
            "button",
        ),
        (
            Permission::ChangeObligation,
            "/staff/obligations/new",
            words.new_obligation,
            "button plain",
        ),
    ];
    let offers: Vec<_> = offers
        .into_iter()
        .filter(|(permission, ..)| may(*permission))
        .map(|(_, path, name, class)| {
            let href = format!("{path}?customer={}", head.account);
            view! {
                <a class=class href=href>
                    {name}
                </a>
            }
        })
        .collect();
    (!offers.is_empty()).then(|| view! { <p class="actions tools">{offers}</p> })
}

/// Whether a customer is served, in a word and a shape.
#[component]
pub fn ServedMark(
    /// The language of the page.
    language: Language,
    /// Whether they are.
    served: Served,
) -> impl IntoView {
    let shape = match served {
        Served::Active => Shape::Done,
        Served::Suspended => Shape::Part,
        Served::Disconnected => Shape::Void,
    };
    view! { <Status shape word=served_word(language, served) /> }
}

/// The word for whether a customer is served.
#[must_use]
pub fn served_word(language: Language, served: Served) -> &'static str {
    let words = CustomerWords::of(language);
    match served {
        Served::Active => words.active,
        Served::Suspended => words.suspended,
        Served::Disconnected => words.disconnected,
    }
}
