//! `parked`: callbacks that wait for a person, because they cannot be read or contradict what is known.

use axum::extract::State;
use axum::{Extension, Json};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use billing::ids::ParkedId;
use chrono::{DateTime, Utc};
use operations::actor::Actor;
use operations::associate::Associated;
use operations::{allocate, associate, parked};
use runtime::context::Context;
use serde::Serialize;
use store::parked::{ParkedKind, ParkedRecord};
use utoipa::ToSchema;
use utoipa::openapi::Schema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::cursor;
use crate::fields::{one_of, parked_in_path};
use crate::input::{At, Input};
use crate::payments::PageQuery;
use crate::payments::entry::ReasonInput;
use crate::query::{self, Query};
use crate::refusal::Refusal;

const LIST: &str = "parked";

/// As much of a body as an answer shows.
const SHOWN_BYTES_MAX: usize = 64 * 1024;

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new()
        .routes(routes!(list_parked))
        .routes(routes!(read_parked))
        .routes(routes!(replay_parked))
        .routes(routes!(dismiss_parked))
}

/// A callback that waits, or waited, for a person.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Parked)]
pub struct ParkedView {
    /// Opaque id; the same body at the same address always has the same.
    id: String,
    /// Why it waits.
    #[schema(schema_with = kind)]
    kind: ParkedKind,
    /// The end of the address at which it came, as in `c2b/confirmation`.
    hook: String,
    /// The account that the address belongs to.
    holder: String,
    /// What is wrong with it, in words.
    reason: String,
    /// The payment that it contradicts.
    payment: Option<String>,
    /// When it came first.
    received_at: DateTime<Utc>,
    /// Length of its body.
    body_bytes: u64,
    /// Whether the sender sent more than is kept.
    truncated: bool,
    /// What a person did about it.
    resolution: Option<ResolutionView>,
    /// Its body. Left out in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<BodyView>,
}

/// What a person did about a parked callback.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Resolution)]
pub struct ResolutionView {
    /// `replayed` or `dismissed`.
    how: String,
    /// Why, or what came of it.
    reason: String,
    /// Who.
    by: String,
    /// When.
    at: DateTime<Utc>,
    /// The payment that it became.
    payment: Option<String>,
}

/// The body of a callback, or its first 64 KiB.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ParkedBody)]
pub struct BodyView {
    /// `text` where it is UTF-8, otherwise `base64`.
    encoding: &'static str,
    /// As much of it as is shown.
    content: String,
    /// How many bytes are shown.
    shown_bytes: usize,
}

/// One page of parked callbacks.
#[derive(Debug, Serialize, ToSchema)]
pub struct ParkedPage {
    /// Those that wait, newest first.
    items: Vec<ParkedView>,
    /// The cursor of the next page, or null at the end.
    next: Option<String>,
}

/// What became of a callback that was taken in again.
#[derive(Debug, Serialize, ToSchema)]
pub struct Replay {
    /// `recorded`, `replayed`, `corroborated`, `conflicting`, `not_paid`, `parked` or `nothing_happened`.
    outcome: &'static str,
    /// Whether it left the work list.
    resolved: bool,
    /// The payment in it.
    payment: Option<String>,
    /// The callback as it is now.
    parked: ParkedView,
}

/// List parked callbacks
#[utoipa::path(
    get, path = "/parked", tag = "parked",
    params(PageQuery),
    responses((status = 200, description = "One page.", body = ParkedPage))
)]
async fn list_parked(
    State(context): State<Context>,
    Query(query): Query<PageQuery>,
) -> Result<Json<ParkedPage>, Refusal> {
    let limit = query::limit(query.limit)?;
    let after = query.cursor.as_deref();
    let after = after.map(|text| cursor::decode(LIST, text)).transpose()?;
    let page = parked::list(&context.store, after, limit).await?;
    Ok(Json(ParkedPage {
        items: page.items.into_iter().map(ParkedView::from).collect(),
        next: page.next.map(|position| cursor::encode(LIST, &position)),
    }))
}

/// Read a parked callback
///
/// With its body as it came, at most 64 KiB of it.
#[utoipa::path(
    get, path = "/parked/{id}", tag = "parked",
    params(("id" = String, Path, description = "The parked callback.")),
    responses(
        (status = 200, description = "The callback.", body = ParkedView),
        (status = 404, description = "`parked_not_found`"),
    )
)]
async fn read_parked(
    State(context): State<Context>,
    At(id): At<String>,
) -> Result<Json<ParkedView>, Refusal> {
    Ok(Json(answer(&context, &parked_in_path(&id)?).await?))
}

/// Take a parked callback in again
///
/// As it came, with the rules of today. What can be read now leaves the work list, and its payment is associated
/// and allocated at once; what still cannot stays.
#[utoipa::path(
    post, path = "/parked/{id}/replay", tag = "parked",
    params(("id" = String, Path, description = "The parked callback.")),
    responses(
        (status = 200, description = "What became of it.", body = Replay),
        (status = 404, description = "`parked_not_found`"),
        (status = 409, description = "`parked_resolved`"),
    )
)]
async fn replay_parked(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(id): At<String>,
) -> Result<Json<Replay>, Refusal> {
    let id = parked_in_path(&id)?;
    let now = context.clock.now();
    let store = &context.store;
    let taken = parked::replay(store, &id, &actor, now).await?;
    if let Some(payment) = &taken.dispatch {
        let decided = associate::by_rules(store, payment, now).await?;
        let settle = match decided {
            Associated::Associated(_) => true,
            Associated::AlreadyDecided { settle } => settle,
            Associated::Unassociated | Associated::Unverified => false,
        };
        if settle {
            allocate::automatically(store, payment, now).await?;
        }
    }
    let parked = answer(&context, &id).await?;
    Ok(Json(Replay {
        outcome: taken.outcome.word(),
        resolved: parked.resolution.is_some(),
        payment: taken.outcome.payment().map(|id| id.as_str().to_owned()),
        parked,
    }))
}

/// Put a parked callback aside
///
/// It leaves the work list for good; its body stays readable.
#[utoipa::path(
    post, path = "/parked/{id}/dismissal", tag = "parked",
    params(("id" = String, Path, description = "The parked callback.")),
    request_body = ReasonInput,
    responses(
        (status = 200, description = "The callback as it is now.", body = ParkedView),
        (status = 404, description = "`parked_not_found`"),
        (status = 409, description = "`parked_resolved`"),
        (status = 422, description = "`invalid_fields`"),
    )
)]
async fn dismiss_parked(
    State(context): State<Context>,
    Extension(actor): Extension<Actor>,
    At(id): At<String>,
    Input(input): Input<ReasonInput>,
) -> Result<Json<ParkedView>, Refusal> {
    let id = parked_in_path(&id)?;
    let now = context.clock.now();
    parked::dismiss(&context.store, &id, &input.reason, &actor, now).await?;
    Ok(Json(answer(&context, &id).await?))
}

async fn answer(context: &Context, id: &ParkedId) -> Result<ParkedView, Refusal> {
    let (record, raw) = parked::get(&context.store, id).await?;
    Ok(ParkedView {
        body: Some(body(&raw)),
        ..ParkedView::from(record)
    })
}

impl From<ParkedRecord> for ParkedView {
    fn from(record: ParkedRecord) -> Self {
        let resolution = record.resolution.map(|resolution| ResolutionView {
            how: resolution.how,
            reason: resolution.reason,
            by: resolution.by,
            at: resolution.at,
            payment: resolution.payment.map(String::from),
        });
        Self {
            id: String::from(record.id),
            kind: record.kind,
            hook: record.hook,
            holder: record.holder,
            reason: record.reason,
            payment: record.payment.map(String::from),
            received_at: record.received_at,
            body_bytes: record.body_bytes,
            truncated: record.truncated,
            resolution,
            body: None,
        }
    }
}

fn body(raw: &[u8]) -> BodyView {
    let shown = raw.get(..SHOWN_BYTES_MAX).unwrap_or(raw);
    let text = match std::str::from_utf8(shown) {
        Ok(text) => Some(text),
        // The cut may have gone through the middle of a letter.
        Err(error) if error.error_len().is_none() && shown.len() < raw.len() => shown
            .get(..error.valid_up_to())
            .and_then(|whole| std::str::from_utf8(whole).ok()),
        Err(_) => None,
    };
    match text {
        Some(text) => BodyView {
            encoding: "text",
            content: text.to_owned(),
            shown_bytes: text.len(),
        },
        None => BodyView {
            encoding: "base64",
            content: STANDARD.encode(shown),
            shown_bytes: shown.len(),
        },
    }
}

fn kind() -> Schema {
    one_of(
        "Why it waits.",
        &["unreadable", "conflict", "unexpected_holder", "unexpected"],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_shown_as_text_where_it_is_text_and_never_beyond_the_limit() {
        let long = "é".repeat(SHOWN_BYTES_MAX);
        let shifted = format!("a{long}");
        let cases: [(&[u8], &str, usize); 5] = [
            (b"{}", "text", 2),
            (b"\xff{}", "base64", 3),
            (b"\xc3", "base64", 1),
            (long.as_bytes(), "text", SHOWN_BYTES_MAX),
            (shifted.as_bytes(), "text", SHOWN_BYTES_MAX - 1),
        ];
        for (raw, encoding, shown_bytes) in cases {
            let body = body(raw);
            assert_eq!((body.encoding, body.shown_bytes), (encoding, shown_bytes));
        }
    }
}
