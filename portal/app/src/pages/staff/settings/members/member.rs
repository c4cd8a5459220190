//! `/staff/settings/staff/{id}`: somebody of the staff, and what can be changed about them.

use billing::language::Language;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::{Enrolled, Left, Member, PATH, Particulars, manages};
use crate::components::facts::Facts;
use crate::components::layout::Layout;
use crate::components::notice::{Notice, Weight};
use crate::frame::{Frame, Section};
use crate::language::own_name;
use crate::pages::staff::settings::members::change::Change;
use crate::words::profile::ProfileWords;
use crate::words::staff::settings::members::MembersWords;
use crate::written;

/// After they were added.
pub const ADDED: &str = "added";

/// Where somebody is signed in at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedInNow {
    /// At how many places.
    pub places: usize,
    /// When one of them was used last, roughly; nothing where there is none.
    pub seen_at: Option<DateTime<Utc>>,
}

/// The page.
#[component]
pub fn MemberPage(
    /// What every page is told.
    frame: Frame,
    /// Who.
    member: Member,
    /// What is known of them.
    particulars: Particulars,
    /// Where they are signed in.
    signed_in: SignedInNow,
    /// Where staff sign in, as people outside write it.
    door: String,
) -> impl IntoView {
    let language = frame.language;
    let words = MembersWords::of(language);
    let done = done(&frame, &member, &door);
    let gone = member
        .left
        .clone()
        .map(|left| view! { <HasLeft language left /> });
    let acts = (manages(&frame) && member.left.is_none())
        .then(|| view! { <Acts language path=member.path() enrolled=particulars.enrolled /> });
    let facts = facts(language, &member, &particulars, signed_in);
    let name = member.name;
    view! {
        <Layout frame title=name.clone() section=Section::Settings>
            <div class="stack">
                {done} <h1>{name}</h1> {gone} <Facts facts /> {acts} <p>
                    <a href=PATH>{words.to_list}</a>
                </p>
            </div>
        </Layout>
    }
}

fn done(frame: &Frame, member: &Member, door: &str) -> Option<AnyView> {
    let words = MembersWords::of(frame.language);
    let name = frame.done.as_deref()?;
    if name == ADDED {
        let headline = (words.added)(&member.name);
        let means = (words.added_means)(door);
        return Some(
            view! {
                <Notice headline answers=true>
                    <p>{means}</p>
                </Notice>
            }
            .into_any(),
        );
    }
    let headline = Change::ALL
        .into_iter()
        .find(|change| change.path() == name)
        .map(|change| change.done(&words.change))?;
    Some(view! { <Notice headline answers=true /> }.into_any())
}

#[component]
fn HasLeft(language: Language, left: Left) -> impl IntoView {
    let words = MembersWords::of(language);
    let at = written::day_and_time(left.at, language);
    view! {
        <Notice weight=Weight::Caution headline=(words.has_left)(&at, &left.by)>
            <p>{left.reason}</p>
            <p>{words.comes_back}</p>
        </Notice>
    }
}

fn facts(
    language: Language,
    member: &Member,
    particulars: &Particulars,
    signed_in: SignedInNow,
) -> Vec<(String, AnyView)> {
    let words = MembersWords::of(language);
    let enrolled = particulars.enrolled;
    let since = written::day_and_time(member.since, language);
    let last = particulars.signed_in_at.map_or_else(
        || words.never.to_owned(),
        |at| written::day_and_time(at, language),
    );
    let places = signed_in.seen_at.map_or_else(
        || words.nowhere.to_owned(),
        |at| (words.places_seen)(signed_in.places, &written::day_and_time(at, language)),
    );
    let text = |name: &str, value: String| (name.to_owned(), value.into_any());
    vec![
        (
            words.role.to_owned(),
            ProfileWords::of(language).role_of(member.role).into_any(),
        ),
        text(words.email, particulars.email.clone()),
        text(words.language, own_name(particulars.language).to_owned()),
        (
            words.factor.to_owned(),
            view! { <Enrolled language enrolled /> }.into_any(),
        ),
        text(words.signed_in, last),
        text(words.places, places),
        text(words.since, (words.at_by)(&since, &member.added_by)),
    ]
}

#[component]
fn Acts(language: Language, path: String, enrolled: bool) -> impl IntoView {
    let words = &MembersWords::of(language).change;
    let offered = Change::ALL
        .into_iter()
        .filter(|change| *change != Change::Reset || enrolled);
    let links = offered.map(move |change| {
        let danger = change == Change::End;
        view! {
            <a
                class="button plain"
                class:danger=danger
                href=format!("{path}/{}", change.path())
            >
                {change.name(words)}
            </a>
        }
    });
    view! { <p class="actions">{links.collect_view()}</p> }
}
