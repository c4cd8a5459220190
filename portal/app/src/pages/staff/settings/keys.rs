//! `/staff/settings/keys`: the API keys that were issued, without the keys themselves.

pub mod new;
pub mod revoke;

use billing::ids::KeyId;
use billing::language::Language;
use billing::role::{Permission, Role};
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;

use crate::components::layout::Layout;
use crate::components::notice::Notice;
use crate::components::scroll::Scroll;
use crate::components::status::{Shape, Status};
use crate::frame::{Frame, Section};
use crate::words::staff::role_names::RoleNames;
use crate::words::staff::settings::keys::KeysWords;
use crate::words::things::ThingWords;
use crate::written;

/// Where the list is.
pub const PATH: &str = "/staff/settings/keys";
/// After a key was revoked.
pub const REVOKED: &str = "revoked";

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Which one; it opens nothing.
    pub id: KeyId,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// By whom.
    pub issued_by: String,
    /// The last day on which it was used.
    pub used_on: Option<NaiveDate>,
    /// Set once it opens nothing any more.
    pub revoked: Option<Revoked>,
}

/// A key opens nothing any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revoked {
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Why, where they said so.
    pub reason: Option<String>,
}

/// The list.
#[component]
pub fn KeysPage(
    /// What every page is told.
    frame: Frame,
    /// Every key, the newest first.
    keys: Vec<Key>,
) -> impl IntoView {
    let language = frame.language;
    let words = KeysWords::of(language);
    let role = frame.role();
    let may = role.is_some_and(|role| role.may(Permission::ManageKeys));
    let issue = may.then(|| {
        view! {
            <p>
                <a class="button" href=format!("{PATH}/new")>
                    {words.issue}
                </a>
            </p>
        }
    });
    let done = (frame.done.as_deref() == Some(REVOKED))
        .then(|| view! { <Notice headline=words.revoke_done answers=true /> });
    let table = match keys.is_empty() {
        true => view! { <p>{words.none}</p> }.into_any(),
        false => view! { <Table language keys may /> }.into_any(),
    };
    view! {
        <Layout frame title=words.title.to_owned() section=Section::Settings wide=true>
            <div class="stack">
                {done}
                <h1>{words.title}</h1>
                <p>{words.means}</p>
                {issue}
                {table}
                <p class="quiet">{words.lasting}</p>
            </div>
        </Layout>
    }
}

#[component]
fn Table(language: Language, keys: Vec<Key>, may: bool) -> impl IntoView {
    let words = KeysWords::of(language);
    let things = ThingWords::of(language);
    let act = may.then(|| view! { <th scope="col">{words.act}</th> });
    let rows = keys
        .into_iter()
        .map(move |key| view! { <Row language one=key may /> });
    view! {
        <Scroll label=words.title>
            <table class="dense">
                <caption class="hidden">{words.title}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.name}</th>
                        <th scope="col">{words.role}</th>
                        <th scope="col">{words.issued}</th>
                        <th scope="col">{words.used}</th>
                        <th scope="col">{things.status}</th>
                        {act}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </Scroll>
    }
}

#[component]
fn Row(language: Language, one: Key, may: bool) -> impl IntoView {
    let words = KeysWords::of(language);
    let issued = written::day_and_time(one.issued_at, language);
    let issued = (words.at_by)(&issued, &one.issued_by);
    let act = may.then(|| {
        let link = one.revoked.is_none().then(|| {
            view! {
                <a
                    href=format!("{PATH}/{}/revoke", one.id)
                    aria-label=(words.revoke_which)(&one.name)
                >
                    {words.revoke}
                </a>
            }
        });
        view! { <td>{link}</td> }
    });
    let standing = match one.revoked {
        None => view! { <Status shape=Shape::Done word=words.works /> }.into_any(),
        Some(revoked) => {
            let at = written::day_and_time(revoked.at, language);
            let at = (words.at_by)(&at, &revoked.by);
            let reason = revoked
                .reason
                .map(|reason| view! { <br /> <span>{reason}</span> });
            view! {
                <Status shape=Shape::Void word=words.revoked />
                <br />
                <span class="quiet">{at}</span>
                {reason}
            }
            .into_any()
        }
    };
    view! {
        <tr>
            <th scope="row">{one.name}</th>
            <td>{RoleNames::of(language).role(one.role)}</td>
            <td>{issued}</td>
            <td>{used(language, one.used_on)}</td>
            <td>{standing}</td>
            {act}
        </tr>
    }
}

fn used(language: Language, on: Option<NaiveDate>) -> String {
    let never = KeysWords::of(language).never;
    on.map_or_else(|| never.to_owned(), |day| written::day(day, language))
}
