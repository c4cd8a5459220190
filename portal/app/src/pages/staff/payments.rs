//! `/staff/payments`: find a payment, and whose those are that nobody owns.

pub mod rows;

use billing::language::Language;
use billing::role::Permission;
use chrono::NaiveDate;
use leptos::prelude::*;

use crate::components::layout::Layout;
use crate::components::more::More;
use crate::components::search::{Search, SearchWords};
use crate::components::switch::{Choice, Switch};
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::payments::rows::PaymentTable;
use crate::views::count::Count;
use crate::views::payment::PaymentRow;
use crate::words::staff::payments::PaymentsWords;
use crate::written;

/// The id and the name of the search field.
pub const SEARCH_FIELD: &str = "q";

/// Which payments a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those that somebody owns.
    Regular,
    /// Those that nobody owns.
    Unassociated,
}

impl Which {
    /// Its value in an address.
    #[must_use]
    pub const fn value(self) -> &'static str {
        match self {
            Self::Regular => "regular",
            Self::Unassociated => "unassociated",
        }
    }

    /// Where the list is.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Regular => "/staff/payments",
            Self::Unassociated => "/staff/payments?show=unassociated",
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Regular => Self::Unassociated,
            Self::Unassociated => Self::Regular,
        }
    }

    const fn name(self, words: &PaymentsWords) -> &'static str {
        match self {
            Self::Regular => words.regular,
            Self::Unassociated => words.unassociated,
        }
    }
}

/// Payments, all of them or those that were searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentList {
    /// Which ones.
    pub which: Which,
    /// What was searched for; empty for all.
    pub typed: String,
    /// Those of this page.
    pub rows: Vec<PaymentRow>,
    /// The number of the first one.
    pub first: usize,
    /// Where the next page is.
    pub next: Option<String>,
    /// Whether a search found more than it shows.
    pub cut: bool,
    /// From which day on a search looked at amounts.
    pub looked_from: Option<NaiveDate>,
    /// How many a search found in the other list.
    pub elsewhere: usize,
}

/// The switch, the search, then the payments.
#[component]
pub fn PaymentsPage(
    /// What every page is told.
    frame: Frame,
    /// What is shown.
    list: PaymentList,
    /// How many nobody owns.
    waiting: Count,
) -> impl IntoView {
    let language = frame.language;
    let words = PaymentsWords::of(language);
    let which = list.which;
    let title = match which {
        Which::Regular => words.title.to_owned(),
        Which::Unassociated => format!("{} · {}", words.title, words.unassociated),
    };
    let may = |permission| frame.role().is_some_and(|role| role.may(permission));
    let make = may(Permission::RecordPayment).then(|| {
        view! {
            <a class="button" href="/staff/payments/new">
                {words.make}
            </a>
        }
    });
    let form = Entered::of([(SEARCH_FIELD, list.typed.clone())]);
    let acts = Acts::of(&frame);
    let search = SearchWords {
        label: words.search_label,
        hint: words.search_hint,
        button: words.search,
        offline: words.offline,
        none: words.not_found,
        one: words.live_one,
        many: words.live_many,
    };
    let unassociated = format!(
        "{} {}",
        words.unassociated,
        waiting.written(words.more_than)
    );
    let choices = vec![
        of_list(Which::Regular, words.regular.to_owned(), which),
        of_list(Which::Unassociated, unassociated, which),
    ];
    let switch = view! { <Switch label=words.which choices /> };
    view! {
        <Layout frame=frame.clone() title section=Section::Payments wide=true live=true>
            <h1>{words.title}</h1>
            <Search
                words=search
                path=which.path()
                name=SEARCH_FIELD
                form
                before=switch.into_any()
                behind=make.into_any()
            >
                <PaymentResults language list acts />
            </Search>
        </Layout>
    }
}

fn of_list(one: Which, name: String, shown: Which) -> Choice {
    Choice::new(name, one.path(), one == shown)
}

/// What the one who looks may do with the payments of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acts {
    /// Say whose they are.
    pub associate: bool,
    /// Say what they are for.
    pub allocate: bool,
    /// Confirm them.
    pub verify: bool,
}

impl Acts {
    /// What the role of the one who looks lets them do.
    #[must_use]
    pub fn of(frame: &Frame) -> Self {
        let may = |permission| frame.role().is_some_and(|role| role.may(permission));
        Self {
            associate: may(Permission::AssociatePayment),
            allocate: may(Permission::AllocatePayment),
            verify: may(Permission::VerifyPayment),
        }
    }
}

/// What was found: also answered by itself, while somebody types.
#[component]
pub fn PaymentResults(
    /// The language of the page.
    language: Language,
    /// What is shown.
    list: PaymentList,
    /// What the one who looks may do with them.
    acts: Acts,
) -> impl IntoView {
    let words = PaymentsWords::of(language);
    let searched = !list.typed.is_empty();
    let elsewhere =
        (list.elsewhere > 0).then(|| view! { <Elsewhere language list=list.clone() /> });
    let looked = list.looked_from.map(|day| {
        view! { <p class="quiet small">{(words.looked_from)(&written::day(day, language))}</p> }
    });
    if list.rows.is_empty() {
        let which = list.which;
        return view! { <Nothing language which searched /> {looked} {elsewhere} }.into_any();
    }
    let count = written::count(list.rows.len());
    let caption = match (searched, list.cut, list.which) {
        (true, true, _) => (words.found_first)(&count),
        (true, false, _) => (words.found)(&count),
        (false, _, Which::Regular) => words.newest.to_owned(),
        (false, _, Which::Unassociated) => words.waiting.to_owned(),
    };
    let (rows, first) = (list.rows, list.first);
    let which = list.which;
    view! {
        <PaymentTable language which caption rows first acts />
        {looked}
        {elsewhere}
        <More language href=list.next />
    }
    .into_any()
}

#[component]
fn Nothing(language: Language, which: Which, searched: bool) -> impl IntoView {
    let words = PaymentsWords::of(language);
    let (headline, meaning) = match (searched, which) {
        (true, _) => (words.not_found, words.not_found_means),
        (false, Which::Regular) => (words.none, words.none_means),
        (false, Which::Unassociated) => (words.none_waiting, words.none_waiting_means),
    };
    let all = searched.then(|| {
        view! {
            <p>
                <a href=which.path()>{words.all}</a>
            </p>
        }
    });
    view! {
        <div class="stack" data-says=headline>
            <p>
                <strong>{headline}</strong>
                " "
                {meaning}
            </p>
            {all}
        </div>
    }
}

/// The way to what a search found in the other list. What was typed may be a phone, so it goes along in a form.
#[component]
fn Elsewhere(language: Language, list: PaymentList) -> impl IntoView {
    let words = PaymentsWords::of(language);
    let other = list.which.other();
    let count = written::count(list.elsewhere);
    view! {
        <form class="section" method="post" action=other.path()>
            <input type="hidden" name=SEARCH_FIELD value=list.typed />
            <button class="button plain">{(words.elsewhere)(&count, other.name(words))}</button>
        </form>
    }
}
