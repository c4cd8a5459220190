//! One part of the time that is fetched: its pages, one after the other, each row made durable before the next is asked
//! for. It must not know how far back is looked, nor what is remembered of it.

use std::collections::HashSet;
use std::error::Error;

use billing::receipt::Receipt;
use chrono::{DateTime, Utc};
use chrono_tz::Africa::Nairobi;
use futures::{StreamExt, TryStreamExt};
use providers::mpesa::daraja::pull::row::{PulledRow, UnreadableRow};
use providers::mpesa::daraja::pull::{self, PullAnswer, PullVerb, PullWindow};
use providers::report::PaymentReport;
use store::client::Store;
use store::error::StoreError;
use store::parked::ParkedKind;

use crate::accept::{Accepted, Circumstances, accept};
use crate::error::OperationError;
use crate::mpesa::{Line, Mpesa, TokenError};
use crate::park::{Unreadable, park};
use crate::pull::Pulled;

/// Answers that one part may have: what does not end by then does not end.
const PAGES_MAX: usize = 300;
/// Payments that are made durable side by side.
const SIDE_BY_SIDE: usize = 8;
/// The hook that rows which cannot be read are parked under.
const HOOK: &str = "pull";

/// A part of the time that is fetched, page by page.
pub(super) struct Part<'a> {
    pub mpesa: &'a Mpesa,
    pub line: &'a Line,
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
    pub now: DateTime<Utc>,
}

impl Part<'_> {
    /// Takes in every row but those that were `taken` in before; why not everything came, where it did not.
    pub async fn fetch(
        &self,
        store: &Store,
        taken: &mut HashSet<Receipt>,
        pulled: &mut Pulled,
    ) -> Result<Option<String>, OperationError> {
        let mut seen = HashSet::new();
        let (mut offset, mut longest) = (0, 0);
        for _ in 0..PAGES_MAX {
            let page = match self.ask(store, offset).await? {
                Ok(page) => page,
                Err(failure) => return Ok(Some(failure)),
            };
            let rows = page.rows_seen();
            self.take_in(store, &page, taken, pulled).await?;
            // How many rows a full page has is not documented: one that is shorter than another is not full.
            if rows == 0 || rows < longest {
                return Ok(None);
            }
            if !is_news(&mut seen, &page) {
                let failure =
                    format!("M-PESA lists the same payments again after {offset} of them");
                return Ok(Some(failure));
            }
            longest = rows;
            offset += u32::try_from(rows).unwrap_or(u32::MAX);
        }
        Ok(Some(format!(
            "M-PESA's list does not end after {PAGES_MAX} pages"
        )))
    }

    /// One page, or why M-PESA gives none.
    async fn ask(
        &self,
        store: &Store,
        offset: u32,
    ) -> Result<Result<pull::Pulled, String>, OperationError> {
        let window = PullWindow {
            from: self.from,
            to: self.to,
            offset,
            verb: PullVerb::default(),
        };
        let client = self.mpesa.client();
        let answer = self
            .mpesa
            .call(
                store,
                self.now,
                async |token| client.pull(&token, &self.line.collector, &window).await,
                |answer| matches!(answer, PullAnswer::TokenRejected),
            )
            .await;
        Ok(match answer {
            Ok(PullAnswer::Pulled(page)) => Ok(page),
            Ok(PullAnswer::TokenRejected) => Err("M-PESA refuses our access tokens".to_owned()),
            Ok(PullAnswer::NoInformation { why }) => Err(why.to_string()),
            Err(TokenError::Store(error)) => return Err(error.into()),
            Err(error) => Err(match error.source() {
                Some(cause) => format!("{error}: {cause}"),
                None => error.to_string(),
            }),
        })
    }

    async fn take_in(
        &self,
        store: &Store,
        page: &pull::Pulled,
        taken: &mut HashSet<Receipt>,
        pulled: &mut Pulled,
    ) -> Result<(), OperationError> {
        for row in &page.unreadable {
            self.park(store, row).await?;
        }
        // What was paid where two parts meet is in both of them.
        let is_new = |row: &&PulledRow| taken.insert(row.report.receipt.clone());
        let rows = page.rows.iter().filter(is_new);
        let rows = rows.map(|row| self.accept(store, row));
        let accepted: Vec<Accepted> = futures::stream::iter(rows)
            .buffer_unordered(SIDE_BY_SIDE)
            .try_collect()
            .await?;
        pulled.rows += page.rows_seen();
        let mut known = Vec::new();
        for one in accepted {
            match one {
                Accepted::Recorded(payment) => {
                    pulled.recovered += 1;
                    pulled.dispatch.push(payment);
                }
                Accepted::Corroborated(payment) => pulled.dispatch.push(payment),
                Accepted::Replayed(payment) => known.push(payment),
                Accepted::Conflicting(_) => {}
            }
        }
        // A run that died before it dispatched leaves them to the next, which meets them as replays.
        let states = store.payment_states(&known).await?;
        known.retain(|payment| states.get(payment).is_none_or(|it| it.doubt.is_some()));
        pulled.dispatch.append(&mut known);
        Ok(())
    }

    async fn accept(&self, store: &Store, row: &PulledRow) -> Result<Accepted, StoreError> {
        for note in &row.notes {
            tracing::warn!(hook = HOOK, note = %note, "a payment with something odd about it");
        }
        // A till pays into its head office, which is whose list this is.
        let report = PaymentReport {
            holder: self.line.holder.clone(),
            ..row.report.clone()
        };
        let raw = canonical(row).to_string();
        let circumstances = Circumstances::default();
        accept(store, &report, circumstances, raw.as_bytes(), self.now).await
    }

    async fn park(&self, store: &Store, row: &UnreadableRow) -> Result<(), StoreError> {
        let why = Unreadable {
            hook: HOOK.to_owned(),
            holder: self.line.holder.clone(),
            kind: ParkedKind::Unreadable,
            reason: row.reason.to_string(),
            truncated: false,
        };
        park(store, &why, row.raw.as_bytes(), self.now).await?;
        Ok(())
    }
}

/// Whether a page holds anything that no page before it held: M-PESA may not understand the offset.
fn is_news(seen: &mut HashSet<String>, page: &pull::Pulled) -> bool {
    let receipts = page.rows.iter().map(|row| row.report.receipt.as_str());
    let others = page.unreadable.iter().map(|row| row.raw.as_str());
    let known = seen.len();
    seen.extend(receipts.chain(others).map(str::to_owned));
    seen.len() > known
}

/// What was understood of a row, under M-PESA's names for it.
fn canonical(row: &PulledRow) -> serde_json::Value {
    let report = &row.report;
    serde_json::json!({
        "transactionId": report.receipt.as_str(),
        "trxDate": report.paid_at.with_timezone(&Nairobi).to_rfc3339(),
        "msisdn": report.payer.phone_text,
        "sender": row.sender,
        "billreference": report.reference,
        "amount": report.amount.amount_text(),
    })
}
