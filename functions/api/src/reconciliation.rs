//! `reconciliation`: whether we know of every payment that M-PESA took, for each short code.

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use operations::gaps;
use runtime::context::Context;
use serde::Serialize;
use store::error::StoreError;
use store::pulls::GapRecord;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::fields::{Amount, CurrencyCode};
use crate::refusal::Refusal;

/// Closed gaps of each short code that are answered.
const CLOSED_MAX: usize = 20;

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new().routes(routes!(read_reconciliation))
}

/// How complete our knowledge of every short code is.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReconciliationList {
    /// By short code.
    items: Vec<ReconciliationView>,
    /// Always null: they are answered together.
    next: Option<String>,
}

/// How complete our knowledge of a short code is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Reconciliation)]
pub struct ReconciliationView {
    /// The paybill or till.
    short_code: String,
    /// M-PESA's own list of payments was fetched up to here; null while it never was.
    pulled_until: Option<DateTime<Utc>>,
    /// When that was last tried.
    tried_at: Option<DateTime<Utc>>,
    /// What staff should know about it: why the last try failed, or what M-PESA lists no more.
    failure: Option<String>,
    /// Payments that only this list brought, all told.
    recovered: u64,
    /// When the running balance was last looked at.
    gaps_seen_at: Option<DateTime<Utc>>,
    /// Where money came in that nobody told us of, oldest first. A gap is listed once it is five minutes old.
    open_gaps: Vec<GapView>,
    /// Gaps that are explained now, the last one to be so first; at most twenty.
    closed_gaps: Vec<GapView>,
}

/// Two confirmations that follow each other, and a balance that grew more between them than they say.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BalanceGap)]
pub struct GapView {
    /// The receipt of the confirmation before it.
    #[schema(example = "RKL51ZDR4F")]
    after: String,
    /// The receipt of the confirmation behind it.
    #[schema(example = "RKL61ZDS0A")]
    before: String,
    /// When the one before was paid.
    from: DateTime<Utc>,
    /// When the one behind was paid.
    to: DateTime<Utc>,
    /// How much is missing, or was.
    difference: Amount,
    /// Currency of the amount.
    currency: CurrencyCode,
    /// When it was seen first.
    seen_at: DateTime<Utc>,
    /// When what had been missing was found; null while it is open.
    closed_at: Option<DateTime<Utc>>,
}

/// Read the reconciliation
///
/// For each short code: how far M-PESA's own list of payments was fetched, and where the running balance that
/// confirmations carry has gaps. A gap has payments fetched at once; one that stays is for the statement to explain.
#[utoipa::path(
    get, path = "/reconciliation", tag = "payments",
    responses((status = 200, description = "Every short code.", body = ReconciliationList))
)]
async fn read_reconciliation(
    State(context): State<Context>,
) -> Result<Json<ReconciliationList>, Refusal> {
    let hooks = context.config.hooks.iter();
    let mut short_codes: Vec<&str> = hooks.map(|hook| hook.short_code.as_str()).collect();
    short_codes.sort_unstable();
    // While a token is changed, one short code has two.
    short_codes.dedup();
    let mut items = Vec::with_capacity(short_codes.len());
    for short_code in short_codes {
        items.push(view(&context, short_code).await?);
    }
    Ok(Json(ReconciliationList { items, next: None }))
}

async fn view(context: &Context, short_code: &str) -> Result<ReconciliationView, Refusal> {
    let record = context.store.pull_record(short_code).await?;
    let gaps = context.store.gaps(short_code).await?;
    let now = context.clock.now();
    let (mut open, mut closed): (Vec<GapRecord>, Vec<GapRecord>) =
        gaps.into_iter().partition(|gap| gap.open);
    open.retain(|gap| gaps::is_shown(gap, now));
    closed.sort_by_key(|gap| std::cmp::Reverse(gap.closed_at));
    closed.truncate(CLOSED_MAX);
    Ok(ReconciliationView {
        short_code: short_code.to_owned(),
        pulled_until: record.pulled_until,
        tried_at: record.tried_at,
        failure: record.failure,
        recovered: record.recovered,
        gaps_seen_at: record.gaps_seen_at,
        open_gaps: views(open)?,
        closed_gaps: views(closed)?,
    })
}

fn views(gaps: Vec<GapRecord>) -> Result<Vec<GapView>, StoreError> {
    gaps.into_iter()
        .map(|gap| {
            let difference = gap.difference()?;
            Ok(GapView {
                difference: difference.into(),
                currency: difference.into(),
                after: String::from(gap.after),
                before: String::from(gap.before),
                from: gap.from,
                to: gap.to,
                seen_at: gap.seen_at,
                closed_at: gap.closed_at,
            })
        })
        .collect()
}
