//! `/staff/customers`: find a customer.

use billing::language::Language;
use chrono::NaiveDate;
use leptos::prelude::*;

use crate::components::dense_table::{DenseTable, words as column};
use crate::components::error_summary::ErrorSummary;
use crate::components::layout::Layout;
use crate::components::more::More;
use crate::components::search::{Search, SearchWords};
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::customer::head::ServedMark;
use crate::views::customer::{Served, customer_path};
use crate::words::staff::customers::CustomersWords;
use crate::words::things::ThingWords;
use crate::written;

/// Where it is.
pub const PATH: &str = "/staff/customers";

/// The id and the name of the search field.
pub const SEARCH_FIELD: &str = "q";

/// One customer in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerRow {
    /// The account number in the form in which it stands in addresses.
    pub account: String,
    /// The account number as the customer knows it.
    pub account_number: String,
    /// As they are called.
    pub name: String,
    /// Their first phone, masked.
    pub phone: Option<String>,
    /// Whether they are served.
    pub served: Served,
    /// When they were entered.
    pub since: NaiveDate,
    /// What typing filters by before the server has answered.
    pub find: String,
}

/// How a list goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// It ends here.
    End,
    /// At this address.
    Page(String),
    /// With the same search, after this account number: names and phones stand in no address.
    Search {
        /// What was searched for.
        typed: String,
        /// The last account number that was shown.
        after: String,
    },
}

/// Customers, all of them or those that were searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerList {
    /// What was searched for; empty for all.
    pub typed: String,
    /// Those of this page.
    pub rows: Vec<CustomerRow>,
    /// How it goes on.
    pub next: Next,
}

/// A search, then who is there.
#[component]
pub fn CustomersPage(
    /// What every page is told.
    frame: Frame,
    /// Who is shown.
    list: CustomerList,
    /// Whether who looks may enter a new one.
    may_create: bool,
) -> impl IntoView {
    let language = frame.language;
    let words = CustomersWords::of(language);
    let form = Entered::of([(SEARCH_FIELD, list.typed.clone())]);
    let new = may_create.then(|| {
        view! {
            <a class="button plain" href="/staff/customers/new">
                {words.new}
            </a>
        }
    });
    let search = SearchWords {
        label: words.search_label,
        hint: words.search_hint,
        button: words.search,
        offline: words.offline,
        none: words.live_none,
        one: words.live_one,
        many: words.live_many,
    };
    view! {
        <Layout frame title=words.title.to_owned() section=Section::Customers wide=true live=true>
            <ErrorSummary language form=form.clone() />
            <h1>{words.title}</h1>
            <Search words=search path=PATH name=SEARCH_FIELD form behind=new.into_any()>
                <CustomerResults language list />
            </Search>
        </Layout>
    }
}

/// What was found: also answered by itself, while somebody types.
#[component]
pub fn CustomerResults(
    /// The language of the page.
    language: Language,
    /// Who is shown.
    list: CustomerList,
) -> impl IntoView {
    let words = CustomersWords::of(language);
    if list.rows.is_empty() {
        return view! { <NoCustomers language searched=!list.typed.is_empty() /> }.into_any();
    }
    let count = written::count(list.rows.len());
    let caption = match (&list.next, list.typed.is_empty()) {
        (_, true) => words.newest.to_owned(),
        (Next::End, false) => (words.found)(&count),
        (_, false) => (words.found_first)(&count),
    };
    let things = ThingWords::of(language);
    let rows = list
        .rows
        .into_iter()
        .map(move |row| view! { <Row language row /> });
    let columns = [
        words.name,
        things.account_number,
        words.phone,
        things.status,
        words.since,
    ];
    let rows = rows.collect_view();
    view! {
        <DenseTable caption columns=columns.map(column).to_vec()>
            {rows}
        </DenseTable>
        <GoOn language next=list.next />
    }
    .into_any()
}

#[component]
fn Row(language: Language, row: CustomerRow) -> impl IntoView {
    view! {
        <tr data-find=row.find>
            <th scope="row">
                <a href=customer_path(&row.account)>{row.name}</a>
            </th>
            <td class="code">{written::account(&row.account_number)}</td>
            <td class="code">{row.phone}</td>
            <td>
                <ServedMark language served=row.served />
            </td>
            <td>{written::day(row.since, language)}</td>
        </tr>
    }
}

#[component]
fn NoCustomers(language: Language, searched: bool) -> impl IntoView {
    let words = CustomersWords::of(language);
    let (headline, meaning) = if searched {
        (words.not_found, words.not_found_means)
    } else {
        (words.none, words.none_means)
    };
    let all = searched.then(|| view! { <a href=PATH>{words.all}</a> });
    view! {
        <div class="stack" role="status">
            <p>
                <strong>{headline}</strong>
                " "
                {meaning}
            </p>
            <p>{all}</p>
        </div>
    }
}

/// The way to the next page; that of a search is a form.
#[component]
fn GoOn(language: Language, next: Next) -> impl IntoView {
    match next {
        Next::End => ().into_any(),
        Next::Page(href) => view! { <More language href=Some(href) /> }.into_any(),
        Next::Search { typed, after } => view! {
            <form method="post" action=PATH>
                <input type="hidden" name=SEARCH_FIELD value=typed />
                <input type="hidden" name="after" value=after />
                <button class="button plain">{ThingWords::of(language).more}</button>
            </form>
        }
        .into_any(),
    }
}
