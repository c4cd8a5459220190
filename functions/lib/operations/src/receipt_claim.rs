//! "I paid, but…": a customer quotes a receipt, or pastes the message that M-PESA sent them.
//!
//! What is found unowned and plausible becomes theirs; what is not known, or not well enough, M-PESA is asked about; the
//! rest is for staff. One text is one claim and one attempt, about one receipt: of several, the first that is or becomes
//! theirs, or else the first that M-PESA can be asked about, or else the first.

pub mod own;
pub mod staff;

mod find;
mod plausible;
mod sentence;
pub(crate) mod waiting;

use billing::audit::AuditAction;
use billing::civil::nairobi_instant;
use billing::ids::{ClaimId, CustomerId, PaymentId};
use billing::language::Language;
use billing::mpesa_message::{self, QuotedReceipt};
use billing::role::Permission;
use chrono::{DateTime, TimeDelta, Utc};
use store::claims::{ClaimRecord, ClaimStatus};
use store::client::Store;
use store::customers::Customer;
use store::error::StoreError;
use uuid::Uuid;

use self::find::{Finding, find};
use self::waiting::look_again;
use crate::actor::Actor;
use crate::error::OperationError;
use crate::mpesa::{Line, Mpesa};
use crate::retry::on_conflict;
use crate::{asking, audit, customers, status_query};

/// Receipts that one customer may quote in an hour.
pub const CLAIMS_PER_HOUR_MAX: usize = 5;
/// Receipts that one customer may quote in a day.
pub const CLAIMS_PER_DAY_MAX: usize = 10;
/// Short codes that are asked about one receipt.
const LINES_ASKED_MAX: usize = 5;
/// The reason of a claim of which nothing has been looked up yet.
const NOT_LOOKED_UP: &str = "It has not been looked up yet.";
/// Digits of a reference, and after how many of them there is a dash.
const REFERENCE_DIGITS: usize = 8;
const REFERENCE_GROUP: usize = 4;

/// What became of a quoted receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was the customer's before.
    Yours,
    /// It was nobody's, and is the customer's now.
    Settled,
    /// M-PESA was asked. A customer must not be told this and [`Outcome::WithStaff`] apart.
    Asked,
    /// Staff have to look, also where the receipt is somebody else's.
    WithStaff,
    /// There is no receipt in the text; nothing was kept, and no attempt counted.
    Unreadable,
}

impl Outcome {
    /// The name in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yours => "yours",
            Self::Settled => "settled",
            Self::Asked => "asked",
            Self::WithStaff => "with_staff",
            Self::Unreadable => "unreadable",
        }
    }
}

/// The answer to a customer who quotes a receipt.
#[derive(Clone, Debug)]
pub struct Quoted {
    /// What was kept of it; nothing where there is no receipt in the text.
    pub claim: Option<ClaimRecord>,
    /// What became of it.
    pub outcome: Outcome,
    /// A payment of theirs that the caller has to send to allocation.
    pub to_allocate: Option<PaymentId>,
    /// What to tell the customer, in English.
    pub sentence_en: String,
    /// The same in Kiswahili.
    pub sentence_sw: String,
}

impl Quoted {
    fn new(claim: Option<ClaimRecord>, outcome: Outcome, to_allocate: Option<PaymentId>) -> Self {
        let receipt = claim.as_ref().and_then(|claim| claim.receipt.as_ref());
        let receipt = receipt.map_or("", |receipt| receipt.as_str());
        let reference = claim.as_ref().map(|claim| reference(&claim.id));
        let reference = reference.unwrap_or_default();
        let say = |language| sentence::sentence(outcome, receipt, &reference, language);
        Self {
            sentence_en: say(Language::En),
            sentence_sw: say(Language::Sw),
            claim,
            outcome,
            to_allocate,
        }
    }

    fn standing(claim: ClaimRecord) -> Self {
        let outcome = match claim.status {
            ClaimStatus::Settled => Outcome::Settled,
            ClaimStatus::Asked => Outcome::Asked,
            ClaimStatus::WithStaff | ClaimStatus::Closed => Outcome::WithStaff,
        };
        Self::new(Some(claim), outcome, None)
    }
}

/// What customer and staff call a claim by: `1F3A-9B22`.
#[must_use]
pub fn reference(id: &ClaimId) -> String {
    let suffix = id.suffix();
    let start = suffix.len().saturating_sub(REFERENCE_DIGITS);
    let digits = suffix.get(start..).unwrap_or(suffix).to_uppercase();
    match digits.split_at_checked(REFERENCE_GROUP) {
        Some((head, tail)) if !tail.is_empty() => format!("{head}-{tail}"),
        _ => digits,
    }
}

/// Looks for what a customer says that they paid. Without `mpesa` nothing is asked.
///
/// # Idempotency
/// `seed` names the attempt: a repetition answers the claim as it stands and counts once.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::CustomerNotFound`],
/// [`OperationError::TooManyClaims`], [`OperationError::Store`].
pub async fn quote(
    store: &Store,
    mpesa: Option<&Mpesa>,
    customer: &CustomerId,
    text: &str,
    actor: &Actor,
    seed: Uuid,
    now: DateTime<Utc>,
) -> Result<Quoted, OperationError> {
    actor.may_for(Permission::QuoteReceipt, customer)?;
    let customer = customers::get(store, customer).await?;
    let quoted = mpesa_message::read(text);
    let Some(first) = quoted.first() else {
        return Ok(Quoted::new(None, Outcome::Unreadable, None));
    };
    let new = with_receipt(new_claim(&customer.id, actor, seed, now)?, first);
    let begun = audit::line(actor, AuditAction::ReceiptQuoted, &new.id, now)
        .of(&customer.id)
        .noting(first.receipt.to_string())
        .on(store);
    let claim = begin(&begun, &new, now).await?;
    // One that was begun and not finished is taken up again.
    if claim.reason != NOT_LOOKED_UP {
        return Ok(Quoted::standing(claim));
    }
    let (best, finding) = best_of(store, &customer, &quoted, now).await?;
    let claim = with_receipt(claim, best);
    let short_codes = match &finding {
        Finding::Unknown => Some(None),
        Finding::Unproven { holder, .. } => Some(Some(holder.as_str())),
        _ => None,
    };
    let lines = short_codes.map(|only| lines(mpesa, &claim, only));
    if let (Some(mpesa), Some(lines)) = (mpesa, lines.filter(|lines| !lines.is_empty())) {
        return ask(store, mpesa, &lines, &claim, actor, now).await;
    }
    let kept = update(store, &claim.id, |standing| {
        after(&with_receipt(standing.clone(), best), &finding, "")
    })
    .await?;
    let to_allocate = finding.to_allocate();
    Ok(match finding {
        Finding::Theirs { .. } => Quoted::new(Some(kept), Outcome::Yours, to_allocate),
        _ => Quoted {
            to_allocate,
            ..Quoted::standing(kept)
        },
    })
}

fn new_claim(
    customer: &CustomerId,
    actor: &Actor,
    seed: Uuid,
    now: DateTime<Utc>,
) -> Result<ClaimRecord, OperationError> {
    let suffix = seed.simple().to_string();
    let id = ClaimId::new(customer, &suffix).map_err(|error| StoreError::Corrupt {
        key: suffix,
        detail: error.to_string(),
    })?;
    Ok(ClaimRecord {
        id,
        receipt: None,
        cents: None,
        paid_at: None,
        quoted_at: now,
        quoted_by: actor.name().to_owned(),
        status: ClaimStatus::WithStaff,
        reason: NOT_LOOKED_UP.to_owned(),
        payment: None,
        closed: None,
        version: 1,
    })
}

fn with_receipt(claim: ClaimRecord, quoted: &QuotedReceipt) -> ClaimRecord {
    ClaimRecord {
        receipt: Some(quoted.receipt.clone()),
        cents: quoted.amount.map(|amount| amount.cents()),
        paid_at: quoted.paid_at.map(nairobi_instant),
        ..claim
    }
}

/// Counts the attempt before anything is looked up, so that the answer to one too many is never known.
async fn begin(
    store: &Store,
    claim: &ClaimRecord,
    now: DateTime<Utc>,
) -> Result<ClaimRecord, OperationError> {
    on_conflict(|| async {
        if let Some(standing) = store.claim(&claim.id).await? {
            return Ok(standing);
        }
        let before = store.claim_times(&claim.id.customer()).await?;
        let since = |hours| now - TimeDelta::hours(hours);
        let mut recent: Vec<DateTime<Utc>> = before.recent.clone();
        recent.retain(|at| *at > since(24));
        let in_hour = recent.iter().filter(|at| **at > since(1)).count();
        if in_hour >= CLAIMS_PER_HOUR_MAX || recent.len() >= CLAIMS_PER_DAY_MAX {
            return Err(OperationError::TooManyClaims);
        }
        recent.push(now);
        store.begin_claim(claim, &before, recent).await?;
        Ok(claim.clone())
    })
    .await
}

async fn best_of<'a>(
    store: &Store,
    customer: &Customer,
    quoted: &'a [QuotedReceipt],
    now: DateTime<Utc>,
) -> Result<(&'a QuotedReceipt, Finding), OperationError> {
    let mut best: Option<(&QuotedReceipt, Finding)> = None;
    for one in quoted {
        let said = plausible::Said {
            amount: one.amount,
            paid_at: one.paid_at.map(nairobi_instant),
        };
        let finding = find(store, customer, &one.receipt, said, now).await?;
        let is_given = matches!(finding, Finding::Given { .. });
        if best
            .as_ref()
            .is_none_or(|(_, standing)| finding.rank() > standing.rank())
        {
            best = Some((one, finding));
        }
        if is_given {
            break;
        }
    }
    best.ok_or_else(|| OperationError::Disagreement {
        key: customer.id.to_string(),
        detail: "a text without a receipt was looked up",
    })
}

/// Whom M-PESA can be asked for: all our short codes, or the `only` one that holds the payment.
fn lines<'a>(mpesa: Option<&'a Mpesa>, claim: &ClaimRecord, only: Option<&str>) -> Vec<&'a Line> {
    let is_mpesas = claim
        .receipt
        .as_ref()
        .is_some_and(|it| it.looks_like_mpesa());
    let Some(mpesa) = mpesa.filter(|_| is_mpesas) else {
        return Vec::new();
    };
    let asks = |line: &&Line| {
        let collector = &line.collector;
        collector.operator.is_some() && only.is_none_or(|code| code == line.holder)
    };
    mpesa
        .lines()
        .iter()
        .filter(asks)
        .take(LINES_ASKED_MAX)
        .collect()
}

/// Asks M-PESA. The claim waits from before the first question, since an answer may be quick.
async fn ask(
    store: &Store,
    mpesa: &Mpesa,
    lines: &[&Line],
    claim: &ClaimRecord,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<Quoted, OperationError> {
    let Some(receipt) = &claim.receipt else {
        return Ok(Quoted::standing(claim.clone()));
    };
    update(store, &claim.id, |standing| ClaimRecord {
        receipt: claim.receipt.clone(),
        cents: claim.cents,
        paid_at: claim.paid_at,
        status: ClaimStatus::Asked,
        reason: "M-PESA was asked about it.".to_owned(),
        ..standing.clone()
    })
    .await?;
    let mut is_open = false;
    let mut outcome = String::new();
    for line in lines {
        let code = Some(line.holder.as_str());
        let asked =
            status_query::ask_for_claim(store, mpesa, receipt, code, &claim.id, actor, now).await?;
        is_open |= asking::is_open(&asked);
        outcome = asked.outcome;
    }
    let to_allocate = match is_open {
        true => None,
        // Nothing more will come.
        false => look_again(store, &claim.id, &outcome, now).await?,
    };
    let claim = load(store, &claim.id).await?;
    Ok(Quoted {
        to_allocate,
        ..Quoted::standing(claim)
    })
}

fn is_waiting(claim: &ClaimRecord) -> bool {
    matches!(claim.status, ClaimStatus::Asked | ClaimStatus::WithStaff)
}

/// The claim after something was found, or not; `outcome` is what M-PESA said.
fn after(claim: &ClaimRecord, finding: &Finding, outcome: &str) -> ClaimRecord {
    let status = match finding {
        Finding::Theirs { .. } | Finding::Given { .. } => ClaimStatus::Settled,
        _ => ClaimStatus::WithStaff,
    };
    let said = match outcome {
        "" => String::new(),
        words => format!(" M-PESA: {words}"),
    };
    ClaimRecord {
        status,
        reason: format!("{}{said}", finding.reason()),
        payment: finding.payment().cloned(),
        ..claim.clone()
    }
}

/// Changes a claim that is open; one that is settled or closed stays.
async fn update(
    store: &Store,
    id: &ClaimId,
    change: impl Fn(&ClaimRecord) -> ClaimRecord,
) -> Result<ClaimRecord, OperationError> {
    on_conflict(|| async {
        let before = load(store, id).await?;
        if !is_waiting(&before) {
            return Ok(before);
        }
        let after = ClaimRecord {
            version: before.version + 1,
            ..change(&before)
        };
        store.save_receipt_claim(&before, &after).await?;
        Ok(after)
    })
    .await
}

/// A claim.
///
/// # Errors
/// [`OperationError::ClaimNotFound`], [`OperationError::Store`].
pub async fn load(store: &Store, id: &ClaimId) -> Result<ClaimRecord, OperationError> {
    store.claim(id).await?.ok_or(OperationError::ClaimNotFound)
}

/// A claim of this customer. It is looked up under the customer's own key, so somebody else's id leads to nothing.
///
/// # Errors
/// [`OperationError::ClaimNotFound`], [`OperationError::Store`].
pub async fn of(
    store: &Store,
    customer: &CustomerId,
    id: &ClaimId,
) -> Result<ClaimRecord, OperationError> {
    let not_found = || OperationError::ClaimNotFound;
    let own = ClaimId::new(customer, id.suffix()).map_err(|_| not_found())?;
    let claim = load(store, &own).await?;
    Some(claim)
        .filter(|claim| claim.id == *id)
        .ok_or_else(not_found)
}
