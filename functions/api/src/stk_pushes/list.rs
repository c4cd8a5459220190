//! Pushes as lists: one customer's latest, and everybody's that are not settled or wait for a person.

use axum::Json;
use axum::extract::State;
use billing::ids::{CustomerId, PushId};
use chrono::SecondsFormat;
use operations::customers;
use runtime::context::Context;
use serde::{Deserialize, Serialize};
use store::keys::List;
use store::pushes::PushRecord;
use store::walk::{Order, Range};
use utoipa::{IntoParams, ToSchema};

use crate::cursor;
use crate::fields::CustomerRef;
use crate::query::{self, Query};
use crate::refusal::Refusal;
use crate::stk_pushes::view::{self, PushView};

const UNSETTLED: &str = "stk-pushes";
const OF_CUSTOMER: &str = "stk-pushes-of-customer";

/// Pushes that one page looks at before it gives up for now.
const WALKED_MAX: usize = 500;
/// Items read of each shard at a time.
const PAGE_ITEMS: i32 = 50;

/// The lists that are walked, one after the other. A push that is still looked into stands in the first, also while
/// it waits for a person.
const LANES: [(&str, List, Order); 2] = [
    ("open", List::OpenPushes, Order::OldestFirst),
    ("waiting", List::PushesToReview, Order::NewestFirst),
];

/// One page of pushes.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StkPushPage)]
pub struct PushPage {
    /// The pushes, without `steps`.
    items: Vec<PushView>,
    /// The cursor of the next page, or null at the end.
    next: Option<String>,
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PushQuery {
    /// The latest of one customer, whatever became of them: the account number in any spelling, or the id.
    #[param(value_type = Option<String>)]
    customer: Option<CustomerRef>,
    /// With `true`: only those that a person should look at.
    review: Option<bool>,
    /// Items of one page, 1 to 100.
    #[param(default = 50, minimum = 1, maximum = 100)]
    limit: Option<i64>,
    /// `next` of the previous page.
    cursor: Option<String>,
}

/// List pushes
///
/// With `customer`: the latest ones, newest first, of about a day. Without: everybody's of which something is still to
/// be found out, and then those that only a person can settle. A page of a filtered list may hold fewer items than
/// asked for, or none, and still have a next page.
#[utoipa::path(
    get, path = "/stk-pushes", tag = "stk-pushes",
    params(PushQuery),
    responses(
        (status = 200, description = "One page.", body = PushPage),
        (status = 404, description = "`customer_not_found`"),
    )
)]
pub(crate) async fn list_pushes(
    State(context): State<Context>,
    Query(query): Query<PushQuery>,
) -> Result<Json<PushPage>, Refusal> {
    let wanted = Wanted {
        for_review: query.review.unwrap_or_default(),
        limit: query::limit(query.limit)?,
    };
    let after = query.cursor.as_deref();
    let (records, next) = match &query.customer {
        Some(CustomerRef(customer)) => wanted.of_customer(&context, customer, after).await?,
        None => wanted.unsettled(&context, after).await?,
    };
    Ok(Json(PushPage {
        items: view::all(&context, records).await?,
        next,
    }))
}

struct Wanted {
    for_review: bool,
    limit: usize,
}

impl Wanted {
    fn includes(&self, push: &PushRecord) -> bool {
        !self.for_review || push.review.is_some()
    }

    async fn of_customer(
        &self,
        context: &Context,
        customer: &CustomerId,
        after: Option<&str>,
    ) -> Result<(Vec<PushRecord>, Option<String>), Refusal> {
        let after = after.map(|text| cursor::decode(OF_CUSTOMER, text));
        let after = after.transpose()?;
        let store = &context.store;
        customers::get(store, customer).await?;
        let prompts = store.prompts_of_customer(customer).await?.recent;
        let ids: Vec<PushId> = prompts.into_iter().map(|prompt| prompt.push).collect();
        let mut pushes = store.pushes(&ids).await?;
        pushes.retain(|push| {
            let is_next = after.as_ref().is_none_or(|after| place(push) < *after);
            is_next && self.includes(push)
        });
        pushes.sort_by_cached_key(|push| std::cmp::Reverse(place(push)));
        let more = pushes.len() > self.limit;
        pushes.truncate(self.limit);
        let last = pushes.last().filter(|_| more).map(place);
        let next = last.map(|place| cursor::encode(OF_CUSTOMER, &place));
        Ok((pushes, next))
    }

    async fn unsettled(
        &self,
        context: &Context,
        after: Option<&str>,
    ) -> Result<(Vec<PushRecord>, Option<String>), Refusal> {
        let after = after.map(|text| cursor::decode_pair(UNSETTLED, text));
        let (lane, mut after) = after.transpose()?.unwrap_or_default();
        let first = LANES
            .iter()
            .position(|(name, ..)| lane.as_deref() == Some(*name));
        let mut found = Vec::new();
        let mut walked = 0;
        for (name, list, order) in LANES.into_iter().skip(first.unwrap_or_default()) {
            let range = Range {
                after: after.take(),
                ..Range::all(order)
            };
            let mut walk = context.store.walk(list, &range, PAGE_ITEMS);
            while let Some(push) = walk.next_push().await? {
                walked += 1;
                if self.includes(&push) {
                    found.push(push);
                }
                if found.len() == self.limit || walked == WALKED_MAX {
                    let place = walk.position();
                    return Ok((
                        found,
                        Some(cursor::encode_pair(UNSETTLED, Some(name), place)),
                    ));
                }
            }
        }
        Ok((found, None))
    }
}

/// Sorts by time, and tells two of the same moment apart.
fn place(push: &PushRecord) -> String {
    let at = push
        .requested_at
        .to_rfc3339_opts(SecondsFormat::Millis, true);
    format!("{at}#{}", push.id)
}
