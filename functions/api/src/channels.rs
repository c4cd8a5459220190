//! `channels`: whether anything goes over a channel at all, and starting it again.

use axum::extract::State;
use axum::http::StatusCode;
use axum::{Extension, Json};
use billing::notification::Channel;
use chrono::{DateTime, Utc};
use futures::future::try_join_all;
use operations::actor::Actor;
use operations::channels;
use runtime::context::Context;
use serde::Serialize;
use store::channels::ChannelStop;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::customers::contact::channel;
use crate::input::At;
use crate::refusal::Refusal;

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(list_channels))
        .routes(routes!(start_channel))
}

/// A channel as a whole.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Channel)]
pub struct ChannelView {
    /// Which one.
    #[schema(schema_with = channel)]
    channel: Channel,
    /// Why nothing goes over it; null while it works.
    stopped: Option<StopView>,
}

/// Why nothing goes over a channel. Messages wait, and now and then one is tried.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ChannelStop)]
pub struct StopView {
    /// What the carrier said, or why somebody stopped it.
    because: String,
    /// Since when.
    at: DateTime<Utc>,
    /// When one message is tried again; null where a person stopped it, who also starts it.
    retry_at: Option<DateTime<Utc>>,
    /// Who stopped it; null where the carrier failed.
    by: Option<String>,
}

impl From<ChannelStop> for StopView {
    fn from(stop: ChannelStop) -> Self {
        Self {
            because: stop.because,
            at: stop.at,
            retry_at: stop.by.is_none().then_some(stop.retry_at),
            by: stop.by,
        }
    }
}

/// Every channel.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChannelList {
    /// The channels.
    items: Vec<ChannelView>,
}

/// List the channels
#[utoipa::path(
    get, path = "/channels", tag = "notifications",
    responses((status = 200, description = "Every channel.", body = ChannelList))
)]
async fn list_channels(State(context): State<Context>) -> Result<Json<ChannelList>, Refusal> {
    let views = Channel::ALL.map(|channel| view(&context, channel));
    let items = try_join_all(views).await?;
    Ok(Json(ChannelList { items }))
}

/// Start a channel again
///
/// For when its fault was repaired, as when credits were bought. What waits goes out within a quarter of an hour.
#[utoipa::path(
    post, path = "/channels/{channel}/start", tag = "notifications",
    params(("channel" = String, Path, description = "`sms` or `email`.")),
    responses(
        (status = 200, description = "The channel as it is now.", body = ChannelView),
        (status = 404, description = "`channel_not_found`"),
    )
)]
async fn start_channel(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(name): At<String>,
) -> Result<Json<ChannelView>, Refusal> {
    let channel = in_path(&name)?;
    channels::start(&context.store, channel, None, &actor, context.clock.now()).await?;
    Ok(Json(view(&context, channel).await?))
}

async fn view(context: &Context, channel: Channel) -> Result<ChannelView, Refusal> {
    let state = context.store.channel_state(channel).await?;
    Ok(ChannelView {
        channel,
        stopped: state.stop.map(StopView::from),
    })
}

fn in_path(name: &str) -> Result<Channel, Refusal> {
    let known = Channel::ALL.into_iter().find(|it| it.name() == name);
    known.ok_or_else(|| {
        let detail = "There are the channels sms and email.";
        Refusal::new(StatusCode::NOT_FOUND, "channel_not_found", detail)
    })
}
