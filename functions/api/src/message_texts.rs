//! `message-texts`: the words of messages, as they are in force and as staff change them.

pub mod input;
pub mod preview;
pub mod trial;

use axum::extract::State;
use axum::{Extension, Json};
use billing::language::Language;
use billing::notification::Channel;
use chrono::{DateTime, Utc};
use messages::template::placeholder::placeholders;
use operations::actor::Actor;
use operations::texts::{self, TextInForce};
use runtime::context::Context;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::customers::contact::channel;
use crate::input::{At, Input};
use crate::message_texts::input::{NewTextInput, Path, Which};
use crate::notifications::view::{about, language};
use crate::refusal::Refusal;

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(list_message_texts))
        .routes(routes!(
            read_message_text,
            change_message_text,
            reset_message_text
        ))
        .routes(routes!(preview::preview_message_text))
        .routes(routes!(trial::try_message_text))
}

/// The text of one message in one language over one channel.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MessageText)]
pub struct TextView {
    /// For which message.
    #[schema(schema_with = about)]
    about: &'static str,
    /// In which language.
    #[schema(schema_with = language)]
    language: Language,
    /// Over which channel.
    #[schema(schema_with = channel)]
    channel: Channel,
    /// The subject of an e-mail.
    subject: Option<String>,
    /// The text, with placeholders in braces. A line whose placeholders are all empty is left out when it is sent.
    body: String,
    /// Who changed it; null for the program's own.
    changed: Option<ChangedView>,
    /// What may stand in braces.
    placeholders: Vec<PlaceholderView>,
}

/// Who changed a text.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TextChanged)]
pub struct ChangedView {
    /// Who.
    by: String,
    /// When.
    at: DateTime<Utc>,
}

/// A name in braces, for which a fact of the message is written.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Placeholder)]
pub struct PlaceholderView {
    /// The name without its braces.
    name: &'static str,
    /// What is written for it.
    meaning: &'static str,
}

impl From<TextInForce> for TextView {
    fn from(text: TextInForce) -> Self {
        let known = placeholders(text.kind).iter();
        Self {
            about: text.kind.name(),
            language: text.language,
            channel: text.channel,
            subject: text.template.subject().map(str::to_owned),
            body: text.template.body().to_owned(),
            changed: text.changed.map(|record| ChangedView {
                by: record.by,
                at: record.at,
            }),
            placeholders: known
                .map(|known| PlaceholderView {
                    name: known.name,
                    meaning: known.meaning,
                })
                .collect(),
        }
    }
}

/// Every text.
#[derive(Debug, Serialize, ToSchema)]
pub struct TextList {
    /// One for every message, language and channel.
    items: Vec<TextView>,
}

/// List the texts of messages
#[utoipa::path(
    get, path = "/message-texts", tag = "message-texts",
    responses((status = 200, description = "Every text as it is in force.", body = TextList))
)]
async fn list_message_texts(State(context): State<Context>) -> Result<Json<TextList>, Refusal> {
    let all = texts::all(&context.store).await?;
    let items = all.into_iter().map(TextView::from).collect();
    Ok(Json(TextList { items }))
}

/// Read the text of a message
#[utoipa::path(
    get, path = "/message-texts/{about}/{language}/{channel}", tag = "message-texts",
    params(Path),
    responses(
        (status = 200, description = "The text as it is in force.", body = TextView),
        (status = 404, description = "`message_text_not_found`"),
    )
)]
async fn read_message_text(
    State(context): State<Context>,
    At(path): At<Path>,
) -> Result<Json<TextView>, Refusal> {
    let Which {
        kind,
        language,
        channel,
    } = path.which()?;
    let text = texts::one(&context.store, kind, language, channel).await?;
    Ok(Json(text.into()))
}

/// Change the text of a message
///
/// From now on; what is already handed over stays as it was. Values are written into it as plain text, so nothing in a
/// customer's name or a reference can become a placeholder or a tag. An SMS has to fit into three segments whatever
/// the amounts and dates are.
#[utoipa::path(
    put, path = "/message-texts/{about}/{language}/{channel}", tag = "message-texts",
    params(Path),
    request_body = NewTextInput,
    responses(
        (status = 200, description = "The text as it is in force.", body = TextView),
        (status = 404, description = "`message_text_not_found`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
async fn change_message_text(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(path): At<Path>,
    Input(input): Input<NewTextInput>,
) -> Result<Json<TextView>, Refusal> {
    let which = path.which()?;
    let text = input.text();
    which.template(&text)?;
    let now = context.clock.now();
    let changed = texts::change(&context.store, which.key(), Some(&text), &actor, now).await?;
    Ok(Json(changed.into()))
}

/// Go back to the program's own text
#[utoipa::path(
    delete, path = "/message-texts/{about}/{language}/{channel}", tag = "message-texts",
    params(Path),
    responses(
        (status = 200, description = "The program's own text, in force again.", body = TextView),
        (status = 404, description = "`message_text_not_found`"),
    )
)]
async fn reset_message_text(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(path): At<Path>,
) -> Result<Json<TextView>, Refusal> {
    let which = path.which()?;
    let now = context.clock.now();
    let own = texts::change(&context.store, which.key(), None, &actor, now).await?;
    Ok(Json(own.into()))
}
