//! What of the audit is shown: a form that is sent by GET, so that what is chosen stands in the address. Nothing
//! personal can be typed into it.

use billing::audit::{AuditAction, SubjectKind};
use billing::language::Language;
use leptos::prelude::*;

use crate::components::field::{Field, SelectField};
use crate::form::Entered;
use crate::pages::staff::audit::PATH;
use crate::words::staff::audit::AuditWords;
use crate::words::staff::audit::actions::action;
use crate::words::staff::audit::subjects::subject;
use crate::words::statement::StatementWords;

/// The fields.
pub const FIELDS: [&str; 5] = ["from", "to", "actor", "action", "subject"];

/// What can be chosen, beyond what Malipo knows itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    /// Who may have done something.
    pub actors: Vec<AuditActor>,
    /// The one thing to which the list is narrowed.
    pub one: Option<OneSubject>,
}

/// Somebody who can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditActor {
    /// By which they are chosen.
    pub id: String,
    /// As they are called.
    pub name: String,
    /// What they are.
    pub kind: ActorKind,
    /// Whether they cannot do anything any more.
    pub gone: bool,
}

/// What somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorKind {
    /// A member of the staff.
    Member,
    /// A system with an API key.
    Key,
}

/// One thing to which things are done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneSubject {
    /// As it stands in an address.
    pub value: String,
    /// Of which kind.
    pub kind: SubjectKind,
    /// As people know it.
    pub name: String,
}

impl OneSubject {
    /// How a thing stands in an address.
    #[must_use]
    pub fn value(kind: SubjectKind, id: &str) -> String {
        format!("{}:{id}", kind.name())
    }
}

impl Choices {
    /// Whether anything but the period is chosen.
    #[must_use]
    pub fn is_narrowed(&self, form: &Entered) -> bool {
        let chosen = ["actor", "action", "subject"];
        chosen.iter().any(|field| !form.value(field).is_empty())
    }
}

/// The form.
#[component]
pub fn AuditForm(
    /// The language of the page.
    language: Language,
    /// What is chosen, and what is wrong with it.
    form: Entered,
    /// What can be chosen.
    choices: Choices,
) -> impl IntoView {
    let words = AuditWords::of(language);
    let period = StatementWords::of(language);
    view! {
        <form class="tools" method="get" action=PATH aria-label=words.filter>
            <Field form=form.clone() name="from" label=period.from kind="date" />
            <Field form=form.clone() name="to" label=period.to kind="date" />
            <SelectField
                form=form.clone()
                name="actor"
                label=words.who
                options=actors(words, choices.actors)
            />
            <SelectField
                form=form.clone()
                name="action"
                label=words.did
                options=actions(words, language)
            />
            <SelectField
                form
                name="subject"
                label=words.to_what
                options=subjects(words, language, choices.one)
            />
            <button class="button">{words.show}</button>
            <a class="button plain" href=PATH>
                {words.reset}
            </a>
        </form>
    }
}

fn actors(words: &AuditWords, actors: Vec<AuditActor>) -> Vec<(String, String)> {
    let anybody = (String::new(), words.anybody.to_owned());
    let actors = actors.into_iter().map(|actor| {
        let name = match (actor.kind, actor.gone) {
            (ActorKind::Member, false) => actor.name,
            (ActorKind::Member, true) => (words.left)(&actor.name),
            (ActorKind::Key, false) => (words.key)(&actor.name),
            (ActorKind::Key, true) => (words.revoked_key)(&actor.name),
        };
        (actor.id, name)
    });
    std::iter::once(anybody).chain(actors).collect()
}

fn actions(words: &AuditWords, language: Language) -> Vec<(String, String)> {
    let anything = (String::new(), words.anything.to_owned());
    let actions = AuditAction::ALL.iter();
    let actions = actions.map(|one| (one.name().to_owned(), action(language, *one).to_owned()));
    std::iter::once(anything).chain(actions).collect()
}

fn subjects(
    words: &AuditWords,
    language: Language,
    one: Option<OneSubject>,
) -> Vec<(String, String)> {
    let everything = (String::new(), words.any_thing.to_owned());
    let one = one.map(|one| {
        let words = format!("{} {}", subject(language, one.kind), one.name);
        (one.value, words)
    });
    let kinds = SubjectKind::ALL.iter();
    let kinds = kinds.map(|kind| (kind.name().to_owned(), subject(language, *kind).to_owned()));
    let chosen = std::iter::once(everything).chain(one);
    chosen.chain(kinds).collect()
}
