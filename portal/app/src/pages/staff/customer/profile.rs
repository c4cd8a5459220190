//! `/staff/customers/{account}`: who the customer is and how they are reached.

use billing::language::Language;
use billing::notification::Told;
use billing::role::Permission;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::facts::Facts;
use crate::components::layout::Layout;
use crate::components::notice::{Notice, Weight};
use crate::components::once::Once;
use crate::frame::{Frame, Section};
use crate::language::own_name;
use crate::pages::staff::customer::head::{CustomerTop, Tab};
use crate::views::customer::CustomerHead;
use crate::words::staff::customer::CustomerWords;
use crate::words::staff::customer_form::CustomerFormWords;
use crate::written;

/// After a customer was created.
pub const CREATED: &str = "created";
/// After a customer was changed.
pub const CHANGED: &str = "changed";
/// After a contact was allowed again.
pub const RETRIED: &str = "retried";

/// How a customer is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Their phones, in full: staff call them.
    pub phones: Vec<String>,
    /// Their addresses.
    pub emails: Vec<String>,
    /// The language of messages.
    pub language: Language,
    /// What they are told by SMS.
    pub told_by_sms: Told,
    /// What they are told by e-mail.
    pub told_by_email: Told,
    /// When they were entered.
    pub created_at: DateTime<Utc>,
    /// By whom.
    pub created_by: String,
    /// Where nothing arrives.
    pub unreachable: Vec<Unreachable>,
}

/// A contact at which nothing arrives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreachable {
    /// The phone or the address, as it is shown.
    pub shown: String,
    /// The same as it is stored.
    pub to: String,
    /// What the carrier said.
    pub because: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The page.
#[component]
pub fn ProfilePage(
    /// What every page is told.
    frame: Frame,
    /// Who it is about.
    head: CustomerHead,
    /// How they are reached.
    profile: Profile,
) -> impl IntoView {
    let language = frame.language;
    let title = Tab::Profile.title(language, &head);
    let done = done(&frame);
    let top = view! { <CustomerTop frame=frame.clone() head=head.clone() tab=Tab::Profile /> };
    view! {
        <Layout frame=frame.clone() title section=Section::Customers wide=true>
            <div class="stack">
                {done} {top} <Contacts frame=frame.clone() head=head.clone() profile=profile.clone() />
                <NothingArrives frame head unreachable=profile.unreachable />
            </div>
        </Layout>
    }
}

/// What was done just before.
fn done(frame: &Frame) -> Option<AnyView> {
    let words = CustomerWords::of(frame.language);
    let note = match frame.done.as_deref()? {
        CREATED => view! {
            <Notice headline=words.created_done answers=true>
                <p>{words.created_done_means}</p>
            </Notice>
        }
        .into_any(),
        CHANGED => view! { <Notice headline=words.changed_done answers=true /> }.into_any(),
        RETRIED => view! { <Notice headline=words.retried_done answers=true /> }.into_any(),
        _ => return None,
    };
    Some(note)
}

#[component]
fn Contacts(frame: Frame, head: CustomerHead, profile: Profile) -> impl IntoView {
    let language = frame.language;
    let words = CustomerWords::of(language);
    let phones = profile
        .phones
        .iter()
        .map(|phone| (format!("tel:{phone}"), phone.clone()));
    let emails = profile
        .emails
        .iter()
        .map(|to| (format!("mailto:{to}"), to.clone()));
    let created_at = written::day_and_time(profile.created_at, language);
    let text = |text: &str| text.to_owned().into_any();
    let facts: Vec<(String, AnyView)> = vec![
        (words.phones.to_owned(), links(words, phones.collect())),
        (words.emails.to_owned(), links(words, emails.collect())),
        (words.language.to_owned(), text(own_name(profile.language))),
        (
            words.by_sms.to_owned(),
            text(told_words(language, profile.told_by_sms)),
        ),
        (
            words.by_email.to_owned(),
            text(told_words(language, profile.told_by_email)),
        ),
        (
            words.created.to_owned(),
            text(&(words.created_by)(&created_at, &profile.created_by)),
        ),
    ];
    let role = frame.role();
    let may = |permission| role.is_some_and(|role| role.may(permission));
    let name = if may(Permission::ChangeCustomer) {
        words.edit
    } else {
        words.edit_contacts
    };
    let edit = may(Permission::ChangeContacts).then(|| {
        view! {
            <p>
                <a class="button plain" href=format!("{}/edit", head.path())>
                    {name}
                </a>
            </p>
        }
    });
    view! {
        <section class="stack" aria-labelledby="contacts">
            <h2 id="contacts">{words.contacts}</h2>
            <Facts facts />
            {edit}
        </section>
    }
}

fn links(words: &CustomerWords, links: Vec<(String, String)>) -> AnyView {
    if links.is_empty() {
        return view! { <span class="quiet">{words.no_contact}</span> }.into_any();
    }
    let links = links.into_iter().enumerate().map(|(index, (href, text))| {
        let between = (index > 0).then_some(", ");
        view! {
            {between}
            <a class="address" href=href>
                {text}
            </a>
        }
    });
    links.collect_view().into_any()
}

/// How much somebody is told, in words.
#[must_use]
pub fn told_words(language: Language, told: Told) -> &'static str {
    let words = CustomerFormWords::of(language);
    match told {
        Told::All => words.told_all,
        Told::Essential => words.told_essential,
        Told::Nothing => words.told_nothing,
    }
}

/// Contacts that do not work, each with the button to try it again.
#[component]
fn NothingArrives(
    frame: Frame,
    head: CustomerHead,
    unreachable: Vec<Unreachable>,
) -> impl IntoView {
    let language = frame.language;
    let words = CustomerWords::of(language);
    let may = frame
        .role()
        .is_some_and(|role| role.may(Permission::ChangeContacts));
    let action = format!("{}/reachable", head.path());
    if unreachable.is_empty() {
        return None;
    }
    let items = unreachable.into_iter().map(|one| {
        let day = written::day_and_time(one.at, language);
        let again = may.then(|| {
            view! {
                <form method="post" action=action.clone()>
                    <Once frame=frame.clone() />
                    <input type="hidden" name="to" value=one.to.clone() />
                    <button class="button plain small">
                        {(words.try_again)(&one.shown)}
                    </button>
                </form>
            }
        });
        view! {
            <li>
                <p>
                    <strong class="code">{one.shown.clone()}</strong>
                    " "
                    {(words.because)(&one.because, &day)}
                </p>
                {again}
            </li>
        }
    });
    let items = items.collect_view();
    Some(view! {
        <Notice weight=Weight::Caution headline=words.unreachable>
            <p>{words.unreachable_means}</p>
            <ul>{items}</ul>
        </Notice>
    })
}
