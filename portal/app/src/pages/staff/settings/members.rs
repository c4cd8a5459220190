//! `/staff/settings/staff`: who works here and in which role.

pub mod member;

pub mod change;
pub mod new;

use billing::ids::StaffId;
use billing::language::Language;
use billing::role::{Permission, Role};
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::layout::Layout;
use crate::components::scroll::Scroll;
use crate::components::status::{Shape, Status};
use crate::frame::{Frame, Section};
use crate::words::staff::role_names::RoleNames;
use crate::words::staff::settings::members::MembersWords;
use crate::words::things::ThingWords;
use crate::written;

/// Where the list is.
pub const PATH: &str = "/staff/settings/staff";

/// Somebody of the staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Which one.
    pub id: StaffId,
    /// As records name them.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Who added them.
    pub added_by: String,
    /// Set once they do not work here any more.
    pub left: Option<Left>,
    /// What only who looks after the staff sees.
    pub particulars: Option<Particulars>,
}

/// Somebody does not work here any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Why.
    pub reason: String,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What only who looks after the staff sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Particulars {
    /// Where their codes go.
    pub email: String,
    /// Language of pages and codes.
    pub language: Language,
    /// Whether they have set up their authenticator.
    pub enrolled: bool,
    /// When they signed in last, where that is known.
    pub signed_in_at: Option<DateTime<Utc>>,
}

impl Member {
    /// Their page.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{PATH}/{}", self.id)
    }
}

/// Whether somebody in this role adds people and changes roles.
pub(crate) fn manages(frame: &Frame) -> bool {
    let role = frame.role();
    role.is_some_and(|role| role.may(Permission::ManageStaff))
}

/// The list: those who work here, then those who left.
#[component]
pub fn MembersPage(
    /// What every page is told.
    frame: Frame,
    /// Everybody, in the order in which they are shown.
    members: Vec<Member>,
) -> impl IntoView {
    let language = frame.language;
    let words = MembersWords::of(language);
    let (left, here): (Vec<_>, Vec<_>) = members.into_iter().partition(|one| one.left.is_some());
    let act = match manages(&frame) {
        true => view! {
            <p>
                <a class="button" href=format!("{PATH}/new")>
                    {words.add}
                </a>
            </p>
        }
        .into_any(),
        false => view! { <p class="quiet">{words.ask}</p> }.into_any(),
    };
    let gone = (!left.is_empty()).then(|| {
        view! {
            <section class="section stack" aria-labelledby="left">
                <h2 id="left">{words.left}</h2>
                <Gone language members=left />
            </section>
        }
    });
    view! {
        <Layout frame title=words.title.to_owned() section=Section::Settings wide=true>
            <div class="stack">
                <h1>{words.title}</h1>
                <p>{words.means}</p>
                {act}
                <Present language members=here />
            </div>
            {gone}
        </Layout>
    }
}

/// Those who work here. What is for few only is a column only where it is told.
#[component]
fn Present(language: Language, members: Vec<Member>) -> impl IntoView {
    let words = MembersWords::of(language);
    let whole = members.iter().any(|one| one.particulars.is_some());
    let more = whole.then(|| {
        view! {
            <th scope="col">{words.email}</th>
            <th scope="col">{words.factor}</th>
            <th scope="col">{words.signed_in}</th>
        }
    });
    let rows = members
        .into_iter()
        .map(move |member| view! { <PresentRow language member /> });
    view! {
        <Scroll label=words.here>
            <table class="dense">
                <caption class="hidden">{words.here}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.name}</th>
                        <th scope="col">{words.role}</th>
                        {more}
                        <th scope="col">{words.since}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </Scroll>
    }
}

#[component]
fn PresentRow(language: Language, member: Member) -> impl IntoView {
    let words = MembersWords::of(language);
    let since = written::day_and_time(member.since, language);
    let role = RoleNames::of(language).role(member.role);
    let more = member.particulars.as_ref().map(|it| {
        let signed_in = it.signed_in_at.map_or_else(
            || words.never.to_owned(),
            |at| written::day_and_time(at, language),
        );
        let enrolled = it.enrolled;
        view! {
            <td>{it.email.clone()}</td>
            <td>
                <Enrolled language enrolled />
            </td>
            <td>{signed_in}</td>
        }
    });
    view! {
        <tr>
            <th scope="row">
                <Name member=member.clone() />
            </th>
            <td>{role}</td>
            {more}
            <td>{since}</td>
        </tr>
    }
}

/// Those who left.
#[component]
fn Gone(language: Language, members: Vec<Member>) -> impl IntoView {
    let words = MembersWords::of(language);
    let rows = members.into_iter().map(move |member| {
        let role = RoleNames::of(language).role(member.role);
        let since = written::day_and_time(member.since, language);
        let (when, why) = member.left.as_ref().map_or_else(Default::default, |left| {
            let at = written::day_and_time(left.at, language);
            ((words.at_by)(&at, &left.by), left.reason.clone())
        });
        view! {
            <tr>
                <th scope="row">
                    <Name member />
                </th>
                <td>{role}</td>
                <td>{since}</td>
                <td>{when}</td>
                <td>{why}</td>
            </tr>
        }
    });
    view! {
        <Scroll label=words.left>
            <table class="dense">
                <caption class="hidden">{words.left}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.name}</th>
                        <th scope="col">{words.role}</th>
                        <th scope="col">{words.since}</th>
                        <th scope="col">{words.left_on}</th>
                        <th scope="col">{ThingWords::of(language).reason}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </Scroll>
    }
}

/// Leads to the page about them, for those who may open it.
#[component]
fn Name(member: Member) -> impl IntoView {
    let path = member.path();
    match member.particulars {
        Some(_) => view! { <a href=path>{member.name}</a> }.into_any(),
        None => member.name.into_any(),
    }
}

/// Whether the second factor is set up.
#[component]
pub(crate) fn Enrolled(
    /// The language of the page.
    language: Language,
    /// Whether it is.
    enrolled: bool,
) -> impl IntoView {
    let words = MembersWords::of(language);
    let (shape, word) = match enrolled {
        true => (Shape::Done, words.enrolled),
        false => (Shape::Open, words.not_enrolled),
    };
    view! { <Status shape word /> }
}
