//! `/staff/settings/staff/{id}/role|second-factor|end`: something about a member is changed, after it was said what
//! follows.

use billing::language::Language;
use billing::role::Role;
use leptos::prelude::*;

use super::Member;
use crate::components::confirmation::Confirmation;
use crate::components::error_summary::{ErrorSummary, titled};
use crate::components::field::ChoiceField;
use crate::components::layout::Layout;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::pages::staff::payment::correction::ReasonField;
use crate::words::profile::ProfileWords;
use crate::words::staff::role_names::RoleNames;
use crate::words::staff::settings::members::{ChangeWords, MembersWords};

/// The name of the field that says what somebody may do.
pub const ROLE_FIELD: &str = "role";

/// What is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// What they may do.
    Role,
    /// Their authenticator is forgotten.
    Reset,
    /// They do not work here any more.
    End,
}

impl Change {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Role, Self::Reset, Self::End];

    /// The end of its address, and the name of its having been done.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Reset => "second-factor",
            Self::End => "end",
        }
    }

    /// What the link to it says.
    pub(crate) const fn name(self, words: &ChangeWords) -> &'static str {
        match self {
            Self::Role => words.role,
            Self::Reset => words.reset,
            Self::End => words.end,
        }
    }

    /// What is said once it was done.
    pub(crate) const fn done(self, words: &ChangeWords) -> &'static str {
        match self {
            Self::Role => words.role_done,
            Self::Reset => words.reset_done,
            Self::End => words.end_done,
        }
    }

    const fn button(self, words: &ChangeWords) -> &'static str {
        match self {
            Self::Role => words.role_button,
            Self::Reset => words.reset_button,
            Self::End => words.end_button,
        }
    }

    fn heading(self, words: &ChangeWords, name: &str) -> String {
        match self {
            Self::Role => (words.role_title)(name),
            Self::Reset => (words.reset_title)(name),
            Self::End => (words.end_title)(name),
        }
    }

    fn consequences(self, language: Language, member: &Member, own: bool) -> Vec<String> {
        let words = &MembersWords::of(language).change;
        let name = &member.name;
        let all = match self {
            Self::Role => {
                let role = RoleNames::of(language).role(member.role);
                vec![
                    (words.role_is)(name, role),
                    words.role_holds.to_owned(),
                    words.role_stays.to_owned(),
                ]
            }
            Self::Reset => vec![
                (words.reset_out)(name),
                words.reset_then.to_owned(),
                words.reset_old.to_owned(),
                words.reset_care.to_owned(),
            ],
            Self::End => vec![
                (words.end_out)(name),
                words.end_factor.to_owned(),
                words.end_stays.to_owned(),
            ],
        };
        let puts_oneself_out = own && self != Self::Role;
        let oneself = puts_oneself_out.then(|| words.end_self.to_owned());
        all.into_iter().chain(oneself).collect()
    }
}

/// The page.
#[component]
pub fn MemberChangePage(
    /// What every page is told.
    frame: Frame,
    /// Who.
    member: Member,
    /// What is changed about them.
    change: Change,
    /// Whether it is the one who looks.
    own: bool,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = &MembersWords::of(language).change;
    let heading = change.heading(words, &member.name);
    let title = titled(language, &heading, &form);
    let path = member.path();
    let danger = change == Change::End;
    let choice = (change == Change::Role).then(|| {
        let form = form.clone();
        view! { <RoleField language form legend=words.role_legend /> }
    });
    view! {
        <Layout frame title section=Section::Settings>
            <div class="stack">
                <ErrorSummary language form=form.clone() />
                <h1>{heading}</h1>
                <Confirmation
                    language
                    action=format!("{path}/{}", change.path())
                    consequences=change.consequences(language, &member, own)
                    button=change.button(words)
                    danger=danger
                    back=path
                >
                    {choice}
                    <ReasonField language form />
                </Confirmation>
            </div>
        </Layout>
    }
}

/// The roles, each with what it may do.
#[component]
pub(crate) fn RoleField(
    /// The language of the page.
    language: Language,
    /// What is entered.
    form: Entered,
    /// What is chosen.
    legend: &'static str,
    /// How to choose.
    #[prop(optional_no_strip)]
    hint: Option<String>,
) -> impl IntoView {
    let words = ProfileWords::of(language);
    let options = Role::ALL.map(|role| (role.name().to_owned(), words.role_of(role).to_owned()));
    let options = options.to_vec();
    match hint {
        Some(hint) => view! { <ChoiceField form name=ROLE_FIELD legend hint options /> }.into_any(),
        None => view! { <ChoiceField form name=ROLE_FIELD legend options /> }.into_any(),
    }
}
