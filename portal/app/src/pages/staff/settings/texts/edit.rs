//! `/staff/settings/texts/{message}/{language}/{channel}`: one text, tried with made-up values before it is saved.

use billing::language::Language;
use billing::notification::Channel;
use billing::role::Permission;
use leptos::prelude::*;
use portal_frontend::islands::live_preview::LivePreview;

use super::sample::{Sample, SampleRegion};
use super::{Changed, PATH, TextId};
use crate::components::dense_table::{self, DenseTable};
use crate::components::error_summary::{ErrorSummary, titled};
use crate::components::field::{Field, TextField};
use crate::components::layout::Layout;
use crate::components::notice::Notice;
use crate::components::once::Once;
use crate::form::Entered;
use crate::frame::{Frame, Section};
use crate::words::staff::settings::overview::SettingsWords;
use crate::words::staff::settings::placeholders::PlaceholderWords;
use crate::words::staff::settings::texts::TextsWords;
use crate::written;

/// The name of the buttons, whose value says what to do.
pub const ACTION: &str = "action";
/// Show a sample.
pub const TRY: &str = "try";
/// Put it in force.
pub const SAVE: &str = "save";
/// Send a sample to oneself.
pub const SEND: &str = "send";

/// After it was saved.
pub const SAVED: &str = "saved";
/// After the original was restored.
pub const RESTORED: &str = "restored";

/// A text as it is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextView {
    /// Which one.
    pub id: TextId,
    /// Who changed it; nothing for the original.
    pub changed: Option<Changed>,
    /// The original: the subject of an e-mail, and the text.
    pub own: (Option<String>, String),
    /// What may stand in braces.
    pub placeholders: Vec<PlaceholderView>,
    /// Whether a sample was just sent.
    pub sent: bool,
}

/// A name in braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceholderView {
    /// The name.
    pub name: &'static str,
    /// What it stands for, in English, where this page has no words of its own.
    pub meaning: &'static str,
    /// Whether the text needs it.
    pub needed: bool,
}

/// The form with its sample beside it; only the sample for those who may not change it.
#[component]
pub fn TextPage(
    /// What every page is told.
    frame: Frame,
    /// The text.
    text: TextView,
    /// How it looks with made-up values.
    sample: Sample,
    /// What is entered.
    form: Entered,
) -> impl IntoView {
    let language = frame.language;
    let words = TextsWords::of(language);
    let heading = text.id.title(language);
    let title = titled(language, &heading, &form);
    let may = frame
        .role()
        .is_some_and(|role| role.may(Permission::ChangeTexts));
    let done = match (text.sent, frame.done.as_deref()) {
        (true, _) => Some(words.sent),
        (_, Some(SAVED)) => Some(words.saved),
        (_, Some(RESTORED)) => Some(words.restored),
        _ => None,
    };
    let done = done.map(|headline| view! { <Notice headline answers=true /> });
    let changed = match &text.changed {
        Some(changed) => {
            let at = written::day_and_time(changed.at, language);
            (words.changed_by)(&changed.by, &at)
        }
        None => words.never_changed.to_owned(),
    };
    let summary = form.clone();
    let placeholders = text.placeholders.clone();
    let kind = text.id.kind;
    let restore =
        (may && text.changed.is_some()).then(|| view! { <Restore language text=text.clone() /> });
    let content = match may {
        true => view! { <Edit frame=frame.clone() id=text.id sample form /> }.into_any(),
        false => view! {
            <p class="quiet">{SettingsWords::of(language).read_only}</p>
            <AsItIs form id=text.id />
            <h2>{words.sample}</h2>
            <SampleRegion language written=text.id.language sample form=Entered::default() />
        }
        .into_any(),
    };
    view! {
        <Layout frame title section=Section::Settings wide=true live=may>
            <ErrorSummary language form=summary />
            <div class="stack">
                {done} <h1>{heading}</h1> <p class="quiet">{changed}</p> {content}
                <Placeholders language kind placeholders /> {restore} <p>
                    <a class="tap" href=PATH>
                        {words.to_list}
                    </a>
                </p>
            </div>
        </Layout>
    }
}

#[component]
fn Edit(frame: Frame, id: TextId, sample: Sample, form: Entered) -> impl IntoView {
    let language = frame.language;
    let words = TextsWords::of(language);
    let (path, region) = (id.path(), form.clone());
    let opened = form.error("to").is_some();
    let (rows, hint) = match id.channel {
        Channel::Sms => (6, format!("{} {}", words.body_hint, words.sms_hint)),
        Channel::Email => (16, words.body_hint.to_owned()),
    };
    let (to, kind) = match id.channel {
        Channel::Sms => (words.to_phone, "tel"),
        Channel::Email => (words.to_email, "email"),
    };
    let subject = (id.channel == Channel::Email).then(|| {
        view! {
            <Field form=form.clone() name="subject" label=words.subject maxlength=150 required=true />
        }
    });
    view! {
        <LivePreview>
            <form
                class="split"
                method="post"
                action=path.clone()
                data-preview=path
                data-failed=words.offline
            >
                <div class="stack">
                    <Once frame />
                    {subject}
                    <TextField form=form.clone() name="body" label=words.body hint rows />
                    <p class="actions">
                        <button class="button plain" name=ACTION value=TRY>
                            {words.try_it}
                        </button>
                        <button class="button" name=ACTION value=SAVE>
                            {words.save}
                        </button>
                    </p>
                    <details open=opened>
                        <summary>{words.send}</summary>
                        <div class="stack">
                            <Field form name="to" label=to hint=words.send_hint kind />
                            <p class="actions">
                                <button class="button plain" name=ACTION value=SEND>
                                    {words.do_send}
                                </button>
                            </p>
                        </div>
                    </details>
                </div>
                <section class="stack beside" aria-labelledby="sample-heading">
                    <h2 id="sample-heading">{words.sample}</h2>
                    <p class="quiet" role="status" data-trouble=""></p>
                    <div id="sample" class="stack" data-region="" aria-live="polite">
                        <SampleRegion language written=id.language sample form=region />
                    </div>
                </section>
            </form>
        </LivePreview>
    }
}

#[component]
fn AsItIs(id: TextId, form: Entered) -> impl IntoView {
    let subject = (id.channel == Channel::Email).then(|| {
        view! {
            <p>
                <strong>{form.value("subject").to_owned()}</strong>
            </p>
        }
    });
    let tag = id.language.tag();
    view! {
        <div lang=tag>{subject} <pre class="raw">{form.value("body").to_owned()}</pre></div>
    }
}

#[component]
fn Placeholders(
    language: Language,
    kind: billing::notification::MessageKind,
    placeholders: Vec<PlaceholderView>,
) -> impl IntoView {
    let words = TextsWords::of(language);
    let meanings = PlaceholderWords::of(language);
    let rows = placeholders.into_iter().map(|one| {
        let meaning = meanings.meaning(kind, one.name).unwrap_or(one.meaning);
        let needed = one
            .needed
            .then(|| view! { " " <strong>{words.needed}</strong> });
        view! {
            <tr>
                <th scope="row">
                    <code class="copy">{format!("{{{}}}", one.name)}</code>
                </th>
                <td>{meaning} {needed}</td>
            </tr>
        }
    });
    let columns = [words.placeholder, words.meaning].map(dense_table::words);
    let columns = columns.to_vec();
    let rows = rows.collect_view();
    view! {
        <section class="section stack" aria-labelledby="placeholders">
            <h2 id="placeholders">{words.placeholders}</h2>
            <p>{words.placeholders_mean}</p>
            <DenseTable caption=words.placeholders headed=true columns>
                {rows}
            </DenseTable>
        </section>
    }
}

#[component]
fn Restore(language: Language, text: TextView) -> impl IntoView {
    let words = TextsWords::of(language);
    let (subject, body) = text.own;
    let tag = text.id.language.tag();
    let subject = subject.map(|subject| {
        view! {
            <p>
                <strong>{subject}</strong>
            </p>
        }
    });
    view! {
        <section class="section stack" aria-labelledby="original">
            <h2 id="original">{words.own}</h2>
            <div lang=tag>{subject} <pre class="raw">{body}</pre></div>
            <p>{words.own_means}</p>
            <form method="post" action=format!("{}/restore", text.id.path())>
                <button class="button plain">{words.restore}</button>
            </form>
        </section>
    }
}
