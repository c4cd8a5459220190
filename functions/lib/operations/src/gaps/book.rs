//! What is remembered of the gaps of one short code, brought up to date.

use billing::ids::PaymentId;
use billing::receipt::Provider;
use billing::running_balance::Gap;
use chrono::{DateTime, Utc};
use std::cmp::Reverse;
use store::client::Store;
use store::pulls::GapRecord;

use crate::error::OperationError;
use crate::gaps::chain::{Told, gaps_in, near};
use crate::gaps::{OPEN_MAX, is_shown, of_file};

/// Closed gaps of one short code that are kept.
const CLOSED_MAX: usize = 200;

/// One short code with what was told of it lately.
pub(super) struct Book<'a> {
    pub store: &'a Store,
    pub short_code: &'a str,
    pub told: &'a [Told],
    /// Every payment that was made since is told.
    pub complete_from: DateTime<Utc>,
    pub now: DateTime<Utc>,
}

/// What became of a gap that was open.
enum Look {
    /// Money is still missing.
    Open(GapRecord),
    /// Payments that are known now account for all of it.
    Explained,
    /// The balance does not jump there any more.
    Gone,
}

impl Book<'_> {
    /// Brings what is remembered up to date; what is open now.
    pub async fn settle(&self) -> Result<Vec<GapRecord>, OperationError> {
        let standing = self.store.gaps(self.short_code).await?;
        let mut found = gaps_in(self.told);
        let mut open = Vec::new();
        for record in &standing {
            let same = found.remove(&(record.from, record.after.clone()));
            if record.open {
                let look = self.look_again(record, same.as_ref()).await?;
                open.extend(self.remember(record, look).await?);
            }
        }
        let mut new: Vec<Gap> = found.into_values().collect();
        new.retain(|gap| gap.open && gap.from >= self.complete_from);
        new.sort_by_key(|gap| Reverse(gap.from));
        new.truncate(OPEN_MAX.saturating_sub(open.len()));
        for gap in &new {
            let record = record(gap, self.now);
            self.store.put_gap(self.short_code, &record).await?;
            open.push(record);
        }
        self.forget_oldest(standing).await?;
        Ok(open)
    }

    async fn look_again(
        &self,
        record: &GapRecord,
        same: Option<&Gap>,
    ) -> Result<Look, OperationError> {
        if record.from < self.complete_from {
            return self.look_between_ends(record).await;
        }
        Ok(match same {
            Some(gap) if gap.open => Look::Open(self::record(gap, record.seen_at)),
            Some(_) => Look::Explained,
            None => Look::Gone,
        })
    }

    /// For a gap of longer ago: its ends are read by their receipts, and what fills it was received lately, whenever it
    /// was paid.
    async fn look_between_ends(&self, gap: &GapRecord) -> Result<Look, OperationError> {
        let mut told = near(gap, self.told);
        for receipt in [&gap.after, &gap.before] {
            let id = PaymentId::of(&Provider::mpesa(), receipt);
            let file = self.store.payment_file(&id).await?;
            match file.as_ref().and_then(of_file) {
                Some(end) if end.confirmation.balance_after.is_some() => told.push(end),
                _ => return Ok(Look::Open(gap.clone())),
            }
        }
        let found = gaps_in(&told);
        Ok(if found.values().any(|it| it.open) {
            Look::Open(gap.clone())
        } else if found.is_empty() {
            Look::Gone
        } else {
            Look::Explained
        })
    }

    /// Writes what a look changed; the gap, where it is still open.
    async fn remember(
        &self,
        before: &GapRecord,
        look: Look,
    ) -> Result<Option<GapRecord>, OperationError> {
        match look {
            Look::Open(after) => {
                if after != *before {
                    self.store.put_gap(self.short_code, &after).await?;
                }
                return Ok(Some(after));
            }
            // Nobody has seen it, and it was none: confirmations overtook each other.
            Look::Gone if !is_shown(before, self.now) => {
                self.store.remove_gap(self.short_code, before).await?;
            }
            Look::Gone | Look::Explained => {
                let closed = GapRecord {
                    open: false,
                    closed_at: Some(self.now),
                    ..before.clone()
                };
                self.store.put_gap(self.short_code, &closed).await?;
            }
        }
        Ok(None)
    }

    async fn forget_oldest(&self, mut standing: Vec<GapRecord>) -> Result<(), OperationError> {
        standing.retain(|record| !record.open);
        standing.sort_by_key(|record| std::cmp::Reverse(record.closed_at));
        for record in standing.iter().skip(CLOSED_MAX) {
            self.store.remove_gap(self.short_code, record).await?;
        }
        Ok(())
    }
}

fn record(gap: &Gap, seen_at: DateTime<Utc>) -> GapRecord {
    GapRecord {
        after: gap.after.clone(),
        before: gap.before.clone(),
        from: gap.from,
        to: gap.to,
        cents: gap.difference.cents(),
        open: true,
        seen_at,
        closed_at: None,
    }
}
