//! `/staff/settings/short-codes`: what is set up for each short code, and how to set up what is missing. It is only
//! read: what is set outside is changed outside.

mod code;

use billing::language::Language;
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use self::code::OneCode;
use crate::components::layout::Layout;
use crate::components::notice::{Notice, Weight};
use crate::components::scroll::Scroll;
use crate::frame::{Frame, Section};
use crate::words::staff::settings::short_codes::ShortCodesWords;

/// Where it is.
pub const PATH: &str = "/staff/settings/short-codes";

/// How a short code is paid to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// With an account number.
    Paybill,
    /// Without one; it calls M-PESA as this head office.
    Till(String),
    /// Nothing but its number is set up.
    Unknown,
}

/// A short code of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortCode {
    /// Its number.
    pub number: String,
    /// How it is paid to.
    pub kind: Kind,
    /// Whether it is the one that customers are told.
    pub shown: bool,
    /// What it can do and what it lacks.
    pub abilities: Vec<Ability>,
    /// How far what M-PESA lists was fetched.
    pub pulled_until: Option<DateTime<Utc>>,
    /// When fetching was tried in vain.
    pub pull_failed_at: Option<DateTime<Utc>>,
}

/// Something that can be done with a short code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ability {
    /// What.
    pub what: What,
    /// Whether it can be.
    pub standing: Standing,
    /// What is to be set where it cannot.
    pub missing: Vec<Setting>,
}

/// What can be done with a short code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Payments are received.
    Receive,
    /// Phones are prompted.
    Prompt,
    /// M-PESA is asked what became of a payment, and to send one back.
    Ask,
    /// What M-PESA lists is fetched.
    Pull,
}

/// Whether something can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It can.
    Ready,
    /// It cannot.
    Missing,
    /// It can, and what M-PESA answers comes to nothing.
    Lost,
}

/// Something to be set, by its name; never with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// A variable.
    Variable(&'static str),
    /// A field of this short code's entry in a variable that lists several.
    Field {
        /// The field.
        field: &'static str,
        /// The variable.
        list: &'static str,
    },
}

/// What M-PESA calls back about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallbackUse {
    /// A payment that was made.
    Confirmation,
    /// A payment that is about to be made.
    Validation,
    /// What became of a prompt.
    Prompt,
    /// The answer to a question.
    Answer,
    /// A question was given up.
    GivenUp,
}

/// An address that M-PESA calls back at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callback {
    /// What it is about.
    pub used_for: CallbackUse,
    /// What stands before the secret.
    pub before: String,
    /// What stands behind it.
    pub behind: String,
}

/// The page.
#[component]
pub fn ShortCodesPage(
    /// What every page is told.
    frame: Frame,
    /// The short codes.
    codes: Vec<ShortCode>,
    /// Where M-PESA calls back; nothing where the address of the deployment is not set.
    callbacks: Option<Vec<Callback>>,
) -> impl IntoView {
    let language = frame.language;
    let words = ShortCodesWords::of(language);
    let sections = codes
        .into_iter()
        .map(move |code| view! { <OneCode language code /> });
    let addresses = match callbacks {
        Some(callbacks) => view! {
            <p>{words.addresses_mean}</p>
            <Addresses language callbacks />
        }
        .into_any(),
        None => view! { <Notice weight=Weight::Caution headline=words.no_address /> }.into_any(),
    };
    view! {
        <Layout frame title=words.title.to_owned() section=Section::Settings wide=true>
            <div class="stack">
                <h1>{words.title}</h1>
                <p>{words.means}</p>
            </div>
            {sections.collect_view()}
            <section class="section stack" aria-labelledby="addresses">
                <h2 id="addresses">{words.addresses}</h2>
                {addresses}
            </section>
            <section class="section stack" aria-labelledby="how">
                <h2 id="how">{words.how}</h2>
                <p>{words.how_variables}</p>
                <p>{words.how_restart}</p>
                <p id="register">{words.how_register}</p>
                <pre class="raw" tabindex="0" aria-labelledby="register">
                    "malipo mpesa register-urls --help\nmalipo mpesa register-pull --help"
                </pre>
            </section>
        </Layout>
    }
}

#[component]
fn Addresses(language: Language, callbacks: Vec<Callback>) -> impl IntoView {
    let words = ShortCodesWords::of(language);
    let rows = callbacks.into_iter().map(move |callback| {
        let about = match callback.used_for {
            CallbackUse::Confirmation => words.confirmation,
            CallbackUse::Validation => words.validation,
            CallbackUse::Prompt => words.prompt_answer,
            CallbackUse::Answer => words.answer,
            CallbackUse::GivenUp => words.given_up,
        };
        view! {
            <tr>
                <th scope="row">{about}</th>
                <td>
                    <code>{callback.before} <i>{words.secret}</i> {callback.behind}</code>
                </td>
            </tr>
        }
    });
    view! {
        <Scroll label=words.addresses>
            <table class="dense">
                <caption class="hidden">{words.addresses}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words.used_for}</th>
                        <th scope="col">{words.address}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </Scroll>
    }
}
