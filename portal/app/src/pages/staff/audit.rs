//! `/staff/audit?from&to&actor&action&subject`: who did what, when, to what and why.

pub mod filter;

use billing::audit::{AuditAction, SubjectKind};
use billing::language::Language;
use billing::role::Capacity;
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;

use crate::components::error_summary::{ErrorSummary, titled};
use crate::components::layout::Layout;
use crate::components::more::More;
use crate::components::scroll::Scroll;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::audit::filter::{AuditForm, Choices};
use crate::views::customer::customer_path;
use crate::views::payment::Party;
use crate::words::staff::audit::AuditWords;
use crate::words::staff::audit::actions::action;
use crate::words::staff::audit::subjects::subject;
use crate::written;

/// Where it is.
pub const PATH: &str = "/staff/audit";
/// Where the same is as a file.
pub const CSV_PATH: &str = "/staff/audit.csv";

/// A part of the audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditList {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// What people did, newest first.
    pub lines: Vec<AuditLine>,
    /// The earliest day that was looked at.
    pub looked_back_to: NaiveDate,
    /// Where the next page is.
    pub next: Option<String>,
    /// Where the same is as a file.
    pub csv: String,
    /// The most lines of that file.
    pub csv_lines_max: usize,
}

/// Something that somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// When.
    pub at: DateTime<Utc>,
    /// Who, as records name them.
    pub actor: String,
    /// As what.
    pub capacity: Capacity,
    /// What they did.
    pub action: AuditAction,
    /// To what.
    pub subject: AuditSubject,
    /// About whose account.
    pub customer: Option<Party>,
    /// Plain facts, in English, as they were recorded.
    pub summary: String,
    /// Why, as they wrote it.
    pub reason: Option<String>,
}

/// What something was done to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditSubject {
    /// Of which kind.
    pub kind: SubjectKind,
    /// Which one, as people know it.
    pub name: String,
    /// Its page, where it has one.
    pub href: Option<String>,
    /// Where only what was done to it is listed.
    pub only: String,
}

/// The filter, then what fits.
#[component]
pub fn AuditPage(
    /// What every page is told.
    frame: Frame,
    /// What is chosen, and what is wrong with it.
    form: Entered,
    /// What can be chosen.
    choices: Choices,
    /// What fits; nothing where the choice cannot be used.
    list: Option<AuditList>,
) -> impl IntoView {
    let language = frame.language;
    let words = AuditWords::of(language);
    let title = titled(language, words.title, &form);
    let is_narrowed = choices.is_narrowed(&form);
    let list = list.map(|list| view! { <List language list is_narrowed /> });
    view! {
        <Layout frame title section=Section::Audit wide=true>
            <div class="stack">
                <ErrorSummary language form=form.clone() />
                <h1>{words.title}</h1>
                <p>{words.means}</p>
                <AuditForm language form choices />
                {list}
            </div>
        </Layout>
    }
}

#[component]
fn List(language: Language, list: AuditList, is_narrowed: bool) -> impl IntoView {
    let words = AuditWords::of(language);
    let most = written::count(list.csv_lines_max);
    let back_to = written::day(list.looked_back_to, language);
    let goes_on = list.next.is_some();
    let file = view! {
        <p>
            <a class="button plain small" href=list.csv.clone()>
                {words.export}
            </a>
            " "
            <span class="quiet small">{(words.export_limit)(&most)}</span>
        </p>
    };
    let next = list.next.clone();
    let body = match (list.lines.is_empty(), goes_on) {
        (false, _) => {
            let looked = goes_on
                .then(|| view! { <p class="quiet small">{(words.looked_back_to)(&back_to)}</p> });
            view! {
                {file}
                <Lines language list />
                {looked}
            }
            .into_any()
        }
        // A page that a filter passes over entirely may go on.
        (true, true) => view! { <p>{(words.none_back_to)(&back_to)}</p> }.into_any(),
        (true, false) if is_narrowed => view! { <p>{words.none_so}</p> }.into_any(),
        (true, false) => view! { <p>{words.none}</p> }.into_any(),
    };
    view! {
        {body}
        <More language href=next />
    }
}

#[component]
fn Lines(language: Language, list: AuditList) -> impl IntoView {
    let words = AuditWords::of(language);
    let [from, to] = [list.from, list.to].map(|day| written::day(day, language));
    let caption = (words.caption)(&from, &to);
    let lines = list
        .lines
        .into_iter()
        .map(|line| view! { <Line language line /> });
    let lines = lines.collect_view();
    view! {
        <Scroll label=caption.clone()>
            <table class="dense">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.when}</th>
                        <th scope="col">{words.who}</th>
                        <th scope="col">{words.did}</th>
                        <th scope="col">{words.to_what}</th>
                        <th scope="col">{words.account}</th>
                        <th scope="col">{words.facts}</th>
                        <th scope="col">{words.why}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </Scroll>
    }
}

#[component]
fn Line(language: Language, line: AuditLine) -> impl IntoView {
    let words = AuditWords::of(language);
    let capacity = words.capacity(language, line.capacity);
    let account = line.customer.map(|party| {
        let Party { account, name, .. } = party;
        // Whoever is not known any more still has an account number.
        let name = Some(name).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| written::account(&account));
        view! { <a href=customer_path(&account)>{name}</a> }
    });
    view! {
        <tr>
            <td class="code">{written::day_and_time(line.at, language)}</td>
            <td>
                {line.actor} <br /> <span class="quiet small">{capacity}</span>
            </td>
            <th scope="row">{action(language, line.action)}</th>
            <td>
                <To language to=line.subject />
            </td>
            <td>{account}</td>
            <td lang=foreign(language)>{line.summary}</td>
            <td>{line.reason}</td>
        </tr>
    }
}

/// What it was done to, with the way to it, and to all that was done to it.
#[component]
fn To(language: Language, to: AuditSubject) -> impl IntoView {
    let kind = subject(language, to.kind);
    // There is only one of what has no name, such as the settings.
    let (before, linked) = match to.name.is_empty() {
        true => (None, kind.to_owned()),
        false => (Some(kind), to.name.clone()),
    };
    let linked = match to.href {
        Some(href) => view! { <a href=href>{linked}</a> }.into_any(),
        None => linked.into_any(),
    };
    view! {
        {before}
        " "
        {linked}
        " "
        <a class="quiet small" href=to.only>
            {AuditWords::of(language).only_this}
            <span class="hidden">{format!(": {kind} {}", to.name)}</span>
        </a>
    }
}

/// The language of what is recorded in English, where the page is in another.
fn foreign(language: Language) -> Option<&'static str> {
    (language != Language::En).then(|| Language::En.tag())
}
