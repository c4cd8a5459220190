//! `journal`: every entry of the books, as JSON page by page or as one text that `hledger` and `ledger` read.

use std::collections::HashSet;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use billing::journal::account::LedgerAccount;
use billing::journal::{Entry, plain_text};
use chrono::{DateTime, Utc};
use futures::stream;
use operations::journal::{self, JournalPosition};
use runtime::context::Context;
use runtime::logging::chain;
use serde::{Deserialize, Serialize};
use store::client::Store;
use store::error::StoreError;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::cursor;
use crate::fields::{Amount, CurrencyCode, Day};
use crate::query::{self, Period, Query};
use crate::refusal::Refusal;

const LIST: &str = "journal";

/// Entries that one piece of the text holds.
const CHUNK_ENTRIES: usize = 1_000;

/// The addresses of this resource.
pub fn routes() -> OpenApiRouter<Context> {
    OpenApiRouter::new().routes(routes!(read_journal))
}

/// One page of the journal.
#[derive(Debug, Serialize, ToSchema)]
pub struct JournalPage {
    /// Oldest first.
    items: Vec<EntryView>,
    /// The cursor of the next page, or null at the end.
    next: Option<String>,
}

/// A journal entry. Its postings sum to zero.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = JournalEntry)]
pub struct EntryView {
    /// Opaque id.
    id: String,
    /// When it was booked.
    at: DateTime<Utc>,
    /// The day in Nairobi on which it was booked.
    date: Day,
    /// What happened: `received`, `associated`, `disassociated`, `charged`, `reversed`, `adjusted`,
    /// `remitted`.
    kind: &'static str,
    /// Who caused it.
    by: String,
    /// What happened, in words.
    description: String,
    /// The payment that it is about.
    payment: Option<String>,
    /// The obligation that it is about.
    obligation: Option<String>,
    /// Its lines.
    postings: Vec<PostingView>,
}

/// One line of an entry.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Posting)]
pub struct PostingView {
    /// The account.
    #[schema(example = "customer:cus_10000017")]
    account: String,
    /// By how much it changes: a debit is positive, a credit negative.
    amount: Amount,
    /// Currency of the amount.
    currency: CurrencyCode,
}

/// In which form the journal is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Page by page.
    #[default]
    Json,
    /// The whole period as one text.
    Hledger,
}

/// Which part of the journal.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct JournalQuery {
    /// First day on which entries were booked, in Nairobi.
    from: Option<Day>,
    /// Last day, included.
    to: Option<Day>,
    /// `json`, or `hledger` for plain text.
    #[serde(default)]
    #[param(inline, required = false)]
    format: Format,
    /// Items of one page, 1 to 100; for `json`.
    #[param(default = 50, minimum = 1, maximum = 100)]
    limit: Option<i64>,
    /// `next` of the previous page; for `json`.
    cursor: Option<String>,
}

/// Read the journal
///
/// As JSON page by page, oldest first; or with `format=hledger` the whole period as one text, which `hledger check`
/// and `ledger` accept and from which they compute every balance.
#[utoipa::path(
    get, path = "/journal", tag = "journal",
    params(JournalQuery),
    responses((status = 200, description = "One page, or the text.", content(
        (JournalPage = "application/json"),
        (String = "text/plain"),
    )))
)]
async fn read_journal(
    State(context): State<Context>,
    Query(query): Query<JournalQuery>,
) -> Result<Response, Refusal> {
    let period = Period::new(query.from, query.to)?;
    match query.format {
        Format::Json => {
            let limit = query::limit(query.limit)?;
            let page = page(&context.store, period, query.cursor.as_deref(), limit).await?;
            Ok(Json(page).into_response())
        }
        Format::Hledger => text(context.store, period).await,
    }
}

async fn page(
    store: &Store,
    period: Period,
    after: Option<&str>,
    limit: usize,
) -> Result<JournalPage, Refusal> {
    let position = match after {
        None => JournalPosition::default(),
        Some(text) => {
            let (payments, entries) = cursor::decode_pair(LIST, text)?;
            JournalPosition { payments, entries }
        }
    };
    let mut walk = journal::walk(store, period.start(), period.end(), position);
    let mut items = Vec::with_capacity(limit);
    while items.len() < limit {
        let Some(entry) = walk.next().await? else {
            return Ok(JournalPage { items, next: None });
        };
        items.push(view(&entry));
    }
    let JournalPosition { payments, entries } = walk.position();
    let next = cursor::encode_pair(LIST, payments.as_deref(), entries.as_deref());
    Ok(JournalPage {
        items,
        next: Some(next),
    })
}

fn view(entry: &Entry) -> EntryView {
    let posting = |one: &billing::journal::Posting| PostingView {
        account: one.account.to_string(),
        amount: one.amount.into(),
        currency: one.amount.into(),
    };
    EntryView {
        id: entry.id().as_str().to_owned(),
        at: entry.at(),
        date: Day(billing::civil::nairobi_date(entry.at())),
        kind: entry.kind().name(),
        by: entry.actor().to_owned(),
        description: entry.description().to_owned(),
        payment: entry.payment().map(|id| id.as_str().to_owned()),
        obligation: entry.obligation().map(|id| id.as_str().to_owned()),
        postings: entry.postings().iter().map(posting).collect(),
    }
}

/// The text as a stream. Its first piece is read before the answer begins, so that a store that does not
/// answer is told as a problem; later on the connection breaks, and nobody takes a part for the whole.
async fn text(store: Store, period: Period) -> Result<Response, Refusal> {
    let mut export = Export {
        store,
        period,
        position: JournalPosition::default(),
        declared: HashSet::new(),
        ended: false,
    };
    let mut first = plain_text::header();
    first.push_str(&export.next().await?.unwrap_or_default());
    let rest = stream::unfold(export, |mut export| async move {
        match export.next().await {
            Ok(piece) => piece.map(|piece| (Ok(piece), export)),
            Err(error) => {
                let cause = chain(&error);
                tracing::error!(error = cause, "an export of the journal broke off");
                export.ended = true;
                Some((Err(error), export))
            }
        }
    });
    let whole = stream::StreamExt::chain(stream::iter([Ok(first)]), rest);
    let form = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    Ok((form, Body::from_stream(whole)).into_response())
}

struct Export {
    store: Store,
    period: Period,
    position: JournalPosition,
    /// Accounts are declared where they first occur, which strict readers ask for.
    declared: HashSet<LedgerAccount>,
    ended: bool,
}

impl Export {
    async fn next(&mut self) -> Result<Option<String>, StoreError> {
        if self.ended {
            return Ok(None);
        }
        let (from, until) = (self.period.start(), self.period.end());
        let mut walk = journal::walk(&self.store, from, until, self.position.clone());
        let mut piece = String::new();
        for _ in 0..CHUNK_ENTRIES {
            let Some(entry) = walk.next().await? else {
                self.ended = true;
                break;
            };
            for posting in entry.postings() {
                if self.declared.insert(posting.account.clone()) {
                    piece.push_str(&plain_text::account_line(&posting.account));
                    piece.push('\n');
                }
            }
            piece.push_str(&plain_text::to_plain_text(&entry));
        }
        self.position = walk.position().clone();
        Ok(Some(piece))
    }
}
