//! `/staff/obligations?status=`: what customers have to pay, newest first.

use billing::language::Language;
use billing::obligation::{Payee, SettlementStatus};
use billing::role::Permission;
use leptos::prelude::*;

use crate::components::dense_table::{DenseTable, numbers, words as column};
use crate::components::layout::Layout;
use crate::components::more::More;
use crate::components::settled::SettledMark;
use crate::components::switch::{Choice, Switch};
use crate::frame::{Frame, Section};
use crate::views::customer::customer_path;
use crate::views::obligation::{ObligationRow, obligation_path};
use crate::words::staff::obligations::ObligationsWords;
use crate::words::things::ThingWords;
use crate::written;

/// Which obligations a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Wanted {
    /// All of them.
    #[default]
    All,
    /// Those that are paid so far.
    Status(SettlementStatus),
    /// Those with something that was due before today and is not paid.
    Overdue,
}

impl Wanted {
    /// Every choice, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::All,
        Self::Overdue,
        Self::Status(SettlementStatus::Unpaid),
        Self::Status(SettlementStatus::PartiallyPaid),
        Self::Status(SettlementStatus::Paid),
    ];

    /// Its value in an address; empty for all.
    #[must_use]
    pub const fn value(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Overdue => "overdue",
            Self::Status(status) => status.name(),
        }
    }

    /// The choice of a value; all for one that is not known.
    #[must_use]
    pub fn of_value(value: &str) -> Self {
        let known = Self::ALL.into_iter().find(|one| one.value() == value);
        known.unwrap_or_default()
    }

    /// Where the list with this choice is.
    #[must_use]
    pub fn href(self, path: &str) -> String {
        match self {
            Self::All => path.to_owned(),
            choice => format!("{path}?status={}", choice.value()),
        }
    }

    fn name(self, language: Language) -> &'static str {
        let things = ThingWords::of(language);
        match self {
            Self::All => ObligationsWords::of(language).all,
            Self::Overdue => things.overdue,
            Self::Status(SettlementStatus::Unpaid) => things.unpaid,
            Self::Status(SettlementStatus::PartiallyPaid) => things.partially_paid,
            Self::Status(SettlementStatus::Paid) => things.paid,
        }
    }
}

/// The page.
#[component]
pub fn ObligationsPage(
    /// What every page is told.
    frame: Frame,
    /// Which are shown.
    wanted: Wanted,
    /// The obligations.
    rows: Vec<ObligationRow>,
    /// Where the next page is.
    next: Option<String>,
) -> impl IntoView {
    let language = frame.language;
    let words = ObligationsWords::of(language);
    let may_create = frame
        .role()
        .is_some_and(|role| role.may(Permission::ChangeObligation));
    let new = may_create.then(|| {
        view! {
            <p class="tools">
                <a class="button" href="/staff/obligations/new">
                    {words.new}
                </a>
            </p>
        }
    });
    let list = match (rows.is_empty(), next.is_some()) {
        (false, _) => view! { <ObligationTable language rows /> }.into_any(),
        // A page of a filtered list may hold none and still go on.
        (true, true) => view! { <p>{words.none_here}</p> }.into_any(),
        (true, false) if wanted == Wanted::All => view! { <p>{words.none}</p> }.into_any(),
        (true, false) => view! { <p>{words.none_so}</p> }.into_any(),
    };
    view! {
        <Layout frame title=words.title.to_owned() section=Section::Obligations wide=true>
            <div class="stack">
                <h1>{words.title}</h1>
                {new}
                <StatusSwitch language path="/staff/obligations".to_owned() wanted />
                {list}
                <More language href=next />
            </div>
        </Layout>
    }
}

/// The choice of which are shown, as links.
#[component]
pub fn StatusSwitch(
    /// The language of the page.
    language: Language,
    /// Where the list is.
    path: String,
    /// The present choice.
    wanted: Wanted,
) -> impl IntoView {
    let choices = Wanted::ALL.map(|choice| {
        let href = choice.href(&path);
        Choice::new(choice.name(language), href, choice == wanted)
    });
    let label = ObligationsWords::of(language).filter;
    view! { <Switch label choices=choices.to_vec() /> }
}

/// Obligations as rows.
#[component]
pub fn ObligationTable(
    /// The language of the page.
    language: Language,
    /// The obligations.
    rows: Vec<ObligationRow>,
    /// Whether all of them are one customer's, who then is not named.
    #[prop(optional)]
    of_one_customer: bool,
) -> impl IntoView {
    let words = ObligationsWords::of(language);
    let things = ThingWords::of(language);
    let mut columns = vec![
        column(things.obligation),
        column(words.customer),
        column(words.payee),
        column(words.next_due),
        column(things.status),
        numbers(things.amount),
        numbers(things.paid),
        numbers(things.outstanding),
    ];
    if of_one_customer {
        columns.retain(|one| *one != column(words.customer));
    }
    let rows = rows
        .into_iter()
        .map(move |row| view! { <Row language row of_one_customer /> });
    let rows = rows.collect_view();
    view! {
        <DenseTable caption=words.caption columns>
            {rows}
        </DenseTable>
    }
}

#[component]
fn Row(language: Language, row: ObligationRow, of_one_customer: bool) -> impl IntoView {
    let customer = (!of_one_customer).then(|| {
        view! {
            <td>
                <a href=customer_path(&row.account)>{row.customer_name.clone()}</a>
            </td>
        }
    });
    let code = row.payment_code.clone().map(|code| {
        view! {
            " "
            <span class="code quiet">{code}</span>
        }
    });
    view! {
        <tr>
            <th scope="row">
                <a href=obligation_path(&row.id)>{row.description.clone()}</a>
            </th>
            {customer}
            <td>{payee_words(language, &row.payee)} {code}</td>
            <td>{row.next_due_on.map(|day| written::day(day, language))}</td>
            <td>
                <SettledMark language settled=row.settled />
            </td>
            <td class="num">{written::amount(row.amount)}</td>
            <td class="num">{written::amount(row.paid)}</td>
            <td class="num">{written::amount(row.outstanding)}</td>
        </tr>
    }
}

/// To whom something is owed.
#[must_use]
pub fn payee_words(language: Language, payee: &Payee) -> String {
    match payee {
        Payee::Us { .. } => ObligationsWords::of(language).us.to_owned(),
        Payee::Institution { name } => name.clone(),
    }
}
