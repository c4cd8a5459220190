//! Looks whether M-PESA took money that nobody told us of, by the balance that confirmations carry.
//! It owns what is remembered of a gap; where one is, `billing::running_balance` says.
//!
//! Only money that came in makes a gap: a withdrawal is no loss, and a payment that hides beside a larger one is left to
//! the pulls that come anyway.

mod book;
mod chain;

use std::collections::HashMap;

use billing::money::Currency;
use billing::payment::Channel;
use billing::receipt::Provider;
use billing::running_balance::Confirmation;
use chrono::{DateTime, TimeDelta, Utc};
use futures::{StreamExt, TryStreamExt};
use store::client::Store;
use store::keys::List;
use store::payments::{PaymentFacts, PaymentFile};
use store::pulls::{GapRecord, PullRecord};
use store::walk::{Order, Range};

use crate::error::OperationError;
use crate::gaps::book::Book;
use crate::gaps::chain::Told;
use crate::retry::on_conflict;

/// Payments that were received in this time are looked through, in hours: as long as M-PESA lists them, and a bit more.
const WALKED_HOURS: i64 = 49;
/// Payments that one run looks through, the newest of them.
const PAYMENTS_MAX: usize = 20_000;
/// Our clock and M-PESA's may differ by this, in minutes.
const CLOCKS_DIFFER_MINUTES: i64 = 5;
/// A gap is shown once it is this old, in minutes: most are confirmations that overtook each other.
const SHOWN_AFTER_MINUTES: i64 = 5;
/// Gaps of one short code that are remembered as open at the same time. More than that is no loss, but a balance that
/// does not mean what we think.
const OPEN_MAX: usize = 200;
/// Items read of each shard at a time.
const PAGE_ITEMS: i32 = 100;
/// Payments whose reports are read side by side.
const SIDE_BY_SIDE: usize = 16;

/// What a run saw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// What is open now, shown or not, with its short code.
    pub open: Vec<(String, GapRecord)>,
    /// Those of them that staff are shown and were not at the look before.
    pub newly_shown: usize,
    /// Payments that were looked through.
    pub payments: usize,
    /// Whether there were more payments, or more gaps, than one run looks at.
    pub is_cut: bool,
}

/// Whether staff are shown an open gap already.
#[must_use]
pub fn is_shown(gap: &GapRecord, now: DateTime<Utc>) -> bool {
    gap.seen_at + TimeDelta::minutes(SHOWN_AFTER_MINUTES) <= now
}

/// Looks through the payments of the last two days for gaps, and remembers what changed: new ones, those that are
/// explained now, and those that were none.
///
/// Costs a read of each of these payments, and one more of each that came by the result of a push.
///
/// # Idempotency
/// Without new payments a repetition changes nothing but the time of the look.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn run(
    store: &Store,
    short_codes: &[String],
    now: DateTime<Utc>,
) -> Result<Looked, OperationError> {
    let walked = walk(store, short_codes, now).await?;
    let mut looked = Looked {
        payments: walked.payments,
        is_cut: walked.is_cut,
        ..Looked::default()
    };
    let mut settled = Vec::with_capacity(walked.told.len());
    for (short_code, told) in walked.told {
        let book = Book {
            store,
            short_code: &short_code,
            told: &told,
            complete_from: walked.complete_from,
            now,
        };
        let open = book.settle().await?;
        looked.is_cut |= open.len() >= OPEN_MAX;
        settled.push((short_code, open));
    }
    // After all of them: what a look has noted is news to no later one, so nothing that takes long comes between.
    for (short_code, open) in settled {
        let before = note_look(store, &short_code, now).await?;
        let is_news = |gap: &&GapRecord| {
            is_shown(gap, now) && !before.is_some_and(|before| is_shown(gap, before))
        };
        looked.newly_shown += open.iter().filter(is_news).count();
        looked
            .open
            .extend(open.into_iter().map(|gap| (short_code.clone(), gap)));
    }
    Ok(looked)
}

struct Walked {
    told: Vec<(String, Vec<Told>)>,
    /// Every payment that was made since is among them.
    complete_from: DateTime<Utc>,
    payments: usize,
    is_cut: bool,
}

async fn walk(
    store: &Store,
    short_codes: &[String],
    now: DateTime<Utc>,
) -> Result<Walked, OperationError> {
    let mut begins = now - TimeDelta::hours(WALKED_HOURS);
    let range = Range {
        from: Some(begins),
        ..Range::all(Order::NewestFirst)
    };
    let mut walk = store.walk(List::Payments, &range, PAGE_ITEMS);
    let mut told: HashMap<&str, Vec<Told>> = HashMap::new();
    let mut silent = Vec::new();
    let mut payments = 0;
    while payments < PAYMENTS_MAX
        && let Some(facts) = walk.next_payment().await?
    {
        payments += 1;
        if payments == PAYMENTS_MAX {
            begins = facts.payment.received_at;
        }
        let holder = facts.payment.holder.as_str();
        let Some(short_code) = short_codes.iter().find(|it| *it == holder) else {
            continue;
        };
        if !is_of_mpesa(&facts) {
            continue;
        }
        if may_have_balance_elsewhere(&facts) {
            silent.push((short_code.as_str(), facts.payment.id));
        } else {
            told.entry(short_code)
                .or_default()
                .extend(told_by(std::iter::once(&facts)));
        }
    }
    let files = silent
        .iter()
        .map(|(short_code, id)| async move { Ok((*short_code, store.payment_file(id).await?)) });
    let files: Vec<(&str, Option<PaymentFile>)> = futures::stream::iter(files)
        .buffer_unordered(SIDE_BY_SIDE)
        .try_collect()
        .await
        .map_err(OperationError::Store)?;
    for (short_code, file) in files {
        told.entry(short_code)
            .or_default()
            .extend(file.as_ref().and_then(of_file));
    }
    Ok(Walked {
        told: short_codes
            .iter()
            .map(|it| (it.clone(), told.remove(it.as_str()).unwrap_or_default()))
            .collect(),
        // What is paid after this is received after the walk begins.
        complete_from: begins + TimeDelta::minutes(CLOCKS_DIFFER_MINUTES),
        payments,
        is_cut: payments == PAYMENTS_MAX,
    })
}

fn is_of_mpesa(facts: &PaymentFacts) -> bool {
    let payment = &facts.payment;
    payment.provider == Provider::mpesa() && payment.amount.currency() == Currency::Kes
}

/// The first report of a payment is in the list; where it is the result of a push, or not to be believed, the
/// confirmation with the balance may have come second.
fn may_have_balance_elsewhere(facts: &PaymentFacts) -> bool {
    facts.payment.channel == Channel::MpesaStk || facts.suspect.is_some()
}

/// Nothing for a payment that is not to be believed yet: it must not make gaps, nor hide any.
fn of_file(file: &PaymentFile) -> Option<Told> {
    let is_doubted = file.state.as_ref().is_some_and(|it| it.doubt.is_some());
    let reports = std::iter::once(&file.facts).chain(&file.reports);
    told_by(reports).filter(|_| !is_doubted)
}

/// What those reports of one payment come to that are believed; the balance is in confirmations only.
fn told_by<'a>(reports: impl Iterator<Item = &'a PaymentFacts> + Clone) -> Option<Told> {
    let mut believed = reports.filter(|it| it.suspect.is_none());
    let with_balance = believed
        .clone()
        .find(|it| it.payment.channel == Channel::MpesaC2b && it.holder_balance.is_some());
    let facts = with_balance.or_else(|| believed.next())?;
    Some(Told {
        confirmation: Confirmation {
            receipt: facts.payment.receipt.clone(),
            paid_at: facts.payment.paid_at,
            amount: facts.payment.amount,
            balance_after: with_balance.and_then(|it| it.holder_balance),
        },
        is_listed: facts.payment.channel == Channel::MpesaPull,
    })
}

/// Answers when the look before this one was.
async fn note_look(
    store: &Store,
    short_code: &str,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, OperationError> {
    on_conflict(|| async {
        let before = store.pull_record(short_code).await?;
        let after = PullRecord {
            gaps_seen_at: before.gaps_seen_at.max(Some(now)),
            version: before.version + 1,
            ..before.clone()
        };
        let saved = store.save_pull_record(short_code, &before, &after).await;
        saved?;
        Ok(before.gaps_seen_at)
    })
    .await
}
