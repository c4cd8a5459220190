//! `/staff/settings/texts`: the texts of messages, for each channel and language.

pub mod edit;
pub mod sample;

use billing::language::Language;
use billing::notification::{Channel, MessageKind};
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::layout::Layout;
use crate::components::scroll::Scroll;
use crate::frame::{Frame, Section};
use crate::language::own_name;
use crate::pages::staff::settings::overview::ToSettings;
use crate::words::staff::settings::channels::ChannelsWords;
use crate::words::staff::settings::overview::SettingsWords;
use crate::words::staff::settings::texts::TextsWords;
use crate::words::staff::waiting::notifications::NotificationsWords;

/// Where the list is.
pub const PATH: &str = "/staff/settings/texts";

/// Which text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextId {
    /// For which message.
    pub kind: MessageKind,
    /// In which language.
    pub language: Language,
    /// Over which channel.
    pub channel: Channel,
}

/// Who changed a text, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl TextId {
    /// Where it is shown.
    #[must_use]
    pub fn path(self) -> String {
        let (kind, language, channel) =
            (self.kind.name(), self.language.tag(), self.channel.name());
        format!("{PATH}/{kind}/{language}/{channel}")
    }

    /// What it is called in a language.
    #[must_use]
    pub fn title(self, language: Language) -> String {
        (TextsWords::of(language).title)(
            NotificationsWords::of(language).kind(self.kind),
            ChannelsWords::of(language).name(self.channel),
            own_name(self.language),
        )
    }
}

/// Every message on a line, with a text for each channel and language.
#[component]
pub fn TextsPage(
    /// What every page is told.
    frame: Frame,
    /// The texts that staff changed.
    changed: Vec<TextId>,
) -> impl IntoView {
    let language = frame.language;
    let title = SettingsWords::of(language).texts.name;
    let words = TextsWords::of(language);
    let rows = MessageKind::ALL.map(|kind| view! { <Row language kind changed=changed.clone() /> });
    let rows = rows.collect_view();
    let names = ChannelsWords::of(language);
    let columns = columns().map(|(channel, written)| {
        view! { <th scope="col">{names.name(channel)} ", " {own_name(written)}</th> }
    });
    let columns = columns.collect_view();
    view! {
        <Layout frame title=title.to_owned() section=Section::Settings wide=true>
            <div class="stack">
                <h1>{title}</h1>
                <p>{words.means}</p>
                <Scroll label=title>
                    <table class="dense">
                        <caption class="hidden">{title}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{words.message}</th>
                                {columns}
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </Scroll>
                <ToSettings language />
            </div>
        </Layout>
    }
}

fn columns() -> impl Iterator<Item = (Channel, Language)> {
    let channels = Channel::ALL.into_iter();
    channels.flat_map(|channel| Language::ALL.map(|language| (channel, language)))
}

#[component]
fn Row(language: Language, kind: MessageKind, changed: Vec<TextId>) -> impl IntoView {
    let words = TextsWords::of(language);
    let cells = columns().map(|(channel, written)| {
        let id = TextId {
            kind,
            language: written,
            channel,
        };
        let state = match changed.contains(&id) {
            true => view! { <strong>{words.changed}</strong> }.into_any(),
            false => words.original.into_any(),
        };
        view! {
            <td>
                <a class="tap" href=id.path()>
                    {state}
                    <span class="hidden">" – " {id.title(language)}</span>
                </a>
            </td>
        }
    });
    let cells = cells.collect_view();
    view! {
        <tr>
            <th scope="row">{NotificationsWords::of(language).kind(kind)}</th>
            {cells}
        </tr>
    }
}
