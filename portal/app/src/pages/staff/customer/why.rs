//! `/staff/customers/{account}/why`: the customer's journal in words, newest first.

use billing::association::Rule;
use billing::language::Language;
use billing::money::Money;
use billing::payment::Channel;
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;

use crate::components::layout::Layout;
use crate::components::more::More;
use crate::frame::{Frame, Section};
use crate::pages::staff::customer::head::{CustomerTop, Tab};
use crate::pages::staff::obligation::history::{FieldChange, field_words};
use crate::views::customer::{CustomerHead, customer_path};
use crate::words::staff::payment_names::PaymentNames;
use crate::words::staff::why::WhyWords;
use crate::written;

/// The name of what no person did, as records have it.
const SYSTEM: &str = "system";

/// One step on the way to the balance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What happened.
    pub what: What,
    /// What it is about: its name and where it is shown.
    pub about: Option<(String, String)>,
    /// On what grounds, and more.
    pub details: Vec<Detail>,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// How the balance changed.
    pub change: Money,
    /// The balance after it.
    pub balance: Money,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A payment became theirs.
    Given,
    /// A payment was taken from them.
    Taken,
    /// The money of a payment went back.
    Reversed,
    /// Something has to be paid.
    Charged,
    /// What has to be paid was changed.
    Changed,
    /// It was cancelled.
    Cancelled,
    /// It was restored.
    Restored,
    /// Anything else.
    Other,
}

/// One more sentence about a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detail {
    /// When a payment was made, and how we heard of it.
    Paid(DateTime<Utc>, Channel),
    /// The day of the money, where it is another.
    ValueOn(NaiveDate),
    /// On the strength of what: a rule or a person, in whose words, by whom.
    Ground(Option<Rule>, String, String),
    /// Which association is corrected by it.
    Corrects(Option<Rule>, DateTime<Utc>),
    /// The account that had it before.
    MovedFrom(String),
    /// The account that has it instead.
    MovedTo(String),
    /// The institution that gets the money.
    Institution(String),
    /// In how many instalments.
    InDoses(u32),
    /// When and by whom it was charged first.
    ChargedFirst(DateTime<Utc>, String),
    /// A field before and after.
    Field(FieldChange),
    /// Why.
    Reason(String),
    /// In the words of the journal.
    Words(String),
}

/// The page.
#[component]
pub fn WhyPage(
    /// What every page is told.
    frame: Frame,
    /// Who it is about.
    head: CustomerHead,
    /// The steps of this page, newest first.
    steps: Vec<Step>,
    /// Where the next page is; nothing at the beginning of the account.
    next: Option<String>,
) -> impl IntoView {
    let language = frame.language;
    let words = WhyWords::of(language);
    let title = Tab::Why.title(language, &head);
    let balance = written::with_currency(head.balance);
    let begins = (next.is_none() && !steps.is_empty())
        .then(|| view! { <p class="quiet">{words.begins}</p> });
    let list = if steps.is_empty() {
        view! { <p>{words.nothing}</p> }.into_any()
    } else {
        view! { <Steps language steps /> }.into_any()
    };
    view! {
        <Layout frame=frame.clone() title section=Section::Customers wide=true>
            <div class="stack">
                <CustomerTop frame head tab=Tab::Why />
                <h2>{(words.title)(&balance)}</h2>
                <p class="quiet">{words.how_to_read}</p>
                {list}
                {begins}
                <More language href=next />
            </div>
        </Layout>
    }
}

#[component]
fn Steps(language: Language, steps: Vec<Step>) -> impl IntoView {
    let words = WhyWords::of(language);
    let steps = steps
        .into_iter()
        .map(|step| view! { <OneStep language step /> });
    let steps = steps.collect_view();
    view! {
        <ol class="rows" aria-label=words.steps>
            {steps}
        </ol>
    }
}

#[component]
fn OneStep(language: Language, step: Step) -> impl IntoView {
    let words = WhyWords::of(language);
    let about = step.about.map(|(name, href)| {
        view! {
            " · "
            <a href=href>{name}</a>
        }
    });
    let at = written::day_and_time(step.at, language);
    let by = (words.at_by)(&at, who(words, &step.by));
    let details = step.details.into_iter().map(|detail| {
        view! {
            <br />
            {detail_words(language, detail)}
        }
    });
    let details = details.collect_view();
    let sign = if step.change.is_positive() { "+" } else { "" };
    let balance = written::amount(step.balance);
    view! {
        <li>
            <strong>{what_words(words, step.what)} {about}</strong>
            <span class="num">{sign} {written::amount(step.change)}</span>
            <span class="quiet">{by} {details}</span>
            <span class="num quiet">{(words.balance_after)(&balance)}</span>
        </li>
    }
}

/// Whoever did it; Malipo itself has a name of its own in records.
fn who<'a>(words: &'static WhyWords, by: &'a str) -> &'a str {
    if by == SYSTEM { words.system } else { by }
}

fn what_words(words: &'static WhyWords, what: What) -> &'static str {
    match what {
        What::Given => words.given,
        What::Taken => words.taken,
        What::Reversed => words.reversed,
        What::Charged => words.charged,
        What::Changed => words.changed,
        What::Cancelled => words.cancelled,
        What::Restored => words.restored,
        What::Other => words.other,
    }
}

fn detail_words(language: Language, detail: Detail) -> AnyView {
    let words = WhyWords::of(language);
    let names = PaymentNames::of(language);
    let time = |at| written::day_and_time(at, language);
    let to_account = |account: &str| {
        let sentence = written::account(account);
        (sentence, customer_path(account))
    };
    let text = match detail {
        Detail::Paid(at, channel) => (words.paid_on)(&time(at), names.channel(channel)),
        Detail::ValueOn(day) => (words.value_on)(&written::day(day, language)),
        Detail::Ground(rule, reason, by) => {
            let rule = names.rule(rule);
            match reason.trim() {
                "" => (words.ground_alone)(rule, who(words, &by)),
                reason => (words.ground)(rule, reason, who(words, &by)),
            }
        }
        Detail::Corrects(rule, at) => (words.corrects)(names.rule(rule), &time(at)),
        Detail::MovedFrom(account) => {
            let (shown, href) = to_account(&account);
            return view! { <a href=href>{(words.moved_from)(&shown)}</a> }.into_any();
        }
        Detail::MovedTo(account) => {
            let (shown, href) = to_account(&account);
            return view! { <a href=href>{(words.moved_to)(&shown)}</a> }.into_any();
        }
        Detail::Institution(name) => (words.to_institution)(&name),
        Detail::InDoses(count) => (words.in_doses)(count),
        Detail::ChargedFirst(at, by) => (words.charged_first)(&time(at), who(words, &by)),
        Detail::Field(change) => field_words(language, &change),
        Detail::Reason(reason) => (words.reason)(&reason),
        Detail::Words(text) => text,
    };
    text.into_any()
}
