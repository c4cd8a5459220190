//! Sending a text to oneself before it goes to customers.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use operations::actor::Actor;
use operations::text_trial::{self, Trial};
use runtime::context::Context;
use serde::Deserialize;
use store::templates::TemplateText;
use utoipa::ToSchema;

use crate::idempotency::Seed;
use crate::input::{At, Input};
use crate::message_texts::input::{DraftInput, Path};
use crate::notifications::pass_on;
use crate::notifications::view::{self, NotificationView};
use crate::refusal::Refusal;

/// A text to try out, and where; what is left out of it is as it is in force.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = MessageTextTrial)]
#[serde(deny_unknown_fields, expecting = "a JSON object")]
pub struct TrialInput {
    /// A phone in any spelling, or an e-mail address, as the channel asks for.
    #[schema(example = "0712 345 678")]
    to: String,
    /// The subject of an e-mail, on one line; an SMS has none.
    subject: Option<String>,
    /// The text.
    body: Option<String>,
}

/// Try a text out
///
/// Sends a made-up message in this text to one phone or address. It is a notification like any other, and goes out at
/// any hour.
#[utoipa::path(
    post, path = "/message-texts/{about}/{language}/{channel}/test", tag = "message-texts",
    params(Path),
    request_body = TrialInput,
    responses(
        (status = 202, description = "The notification, waiting to be sent.", body = NotificationView),
        (status = 404, description = "`message_text_not_found`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
pub async fn try_message_text(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    Extension(Seed(seed)): Extension<Seed>,
    At(path): At<Path>,
    Input(input): Input<TrialInput>,
) -> Result<(StatusCode, Json<NotificationView>), Refusal> {
    let which = path.which()?;
    let draft = DraftInput {
        subject: input.subject,
        body: input.body,
    };
    let template = draft.complete(&context, which).await?;
    let trial = Trial {
        kind: which.kind,
        language: which.language,
        channel: which.channel,
        text: TemplateText {
            subject: template.subject().map(str::to_owned),
            body: template.body().to_owned(),
        },
        to: input.to,
    };
    let now = context.clock.now();
    let record = text_trial::send(&context.store, &trial, &actor, seed, now).await?;
    pass_on(&context, &record).await;
    Ok((StatusCode::ACCEPTED, view::one(&context, record).await?))
}
