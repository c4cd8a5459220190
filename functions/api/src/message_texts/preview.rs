//! How a text looks when it is filled: with a made-up message, and this deployment's own name and number.

use axum::Json;
use axum::extract::State;
use messages::gsm7;
use messages::render::{Rendered, render};
use messages::sample::{TODAY, sample};
use runtime::context::Context;
use serde::Serialize;
use utoipa::ToSchema;

use crate::input::{At, OptionalInput};
use crate::message_texts::input::{DraftInput, Path};
use crate::refusal::Refusal;
use crate::sender::sender;

/// A made-up message in a text.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MessagePreview)]
pub struct PreviewView {
    /// The subject of an e-mail.
    subject: Option<String>,
    /// The plain text.
    text: String,
    /// The e-mail as a page. Show it in a sandboxed frame.
    html: Option<String>,
    /// What the SMS costs, in segments.
    segments: Option<u32>,
    /// How long the SMS is; one segment has 160, each of several 153.
    septets: Option<usize>,
}

impl From<Rendered> for PreviewView {
    fn from(rendered: Rendered) -> Self {
        match rendered {
            Rendered::Sms { text, segments } => Self {
                subject: None,
                html: None,
                segments: Some(segments),
                septets: gsm7::septets(&text),
                text,
            },
            Rendered::Email {
                subject,
                text,
                html,
            } => Self {
                subject: Some(subject),
                text,
                html: Some(html),
                segments: None,
                septets: None,
            },
        }
    }
}

/// Preview the text of a message
///
/// Nothing is stored or sent. Without a body it is the text in force.
#[utoipa::path(
    post, path = "/message-texts/{about}/{language}/{channel}/preview", tag = "message-texts",
    params(Path),
    request_body = Option<DraftInput>,
    responses(
        (status = 200, description = "A made-up message.", body = PreviewView),
        (status = 404, description = "`message_text_not_found`"),
        (status = 409, description = "`short_code_not_set`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
pub async fn preview_message_text(
    State(context): State<Context>,
    At(path): At<Path>,
    OptionalInput(input): OptionalInput<DraftInput>,
) -> Result<Json<PreviewView>, Refusal> {
    let which = path.which()?;
    let draft = input.unwrap_or_default();
    let template = draft.complete(&context, which).await?;
    let sender = sender(&context)?;
    let (message, reader) = sample(which.kind, which.language);
    let rendered = render(
        &message,
        &reader,
        &sender,
        which.language,
        which.channel,
        Some(&template),
        TODAY,
    );
    Ok(Json(rendered.into()))
}
