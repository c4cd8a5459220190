//! Money that is collected for institutions: what was collected, what was handed on, and what they still get.

use billing::audit::{AuditAction, Subject, SubjectKind};
use billing::civil::nairobi_date;
use billing::ids::{EntryId, InstitutionId};
use billing::journal::account::LedgerAccount;
use billing::journal::remittance::{Remittance, remitted};
use billing::money::{Currency, Money};
use billing::role::Permission;
use chrono::{DateTime, NaiveDate, Utc};
use futures::future::try_join_all;
use store::client::Store;
use store::error::StoreError;
use store::institutions::{RemittanceRecord, Undone, id_of};
use store::obligations::ObligationFile;
use uuid::Uuid;

use crate::actor::Actor;
use crate::audit;
use crate::error::OperationError;
use crate::manual_payment::is_long_ago;
use crate::retry::on_conflict;
use crate::words::{checked_reason, required_text};

/// Longest reference of a transfer, in characters.
const REFERENCE_CHARS_MAX: usize = 80;
/// Obligations that are loaded at once.
const LOADED_AT_ONCE: usize = 20;

/// What was collected for an institution and what it was handed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What stands for it in an address; wherever one is asked for, it is as good as the name.
    pub id: InstitutionId,
    /// Its name.
    pub name: String,
    /// What customers have to pay to it in all.
    pub charged: Money,
    /// What they paid of that.
    pub collected: Money,
    /// What it was handed.
    pub remitted: Money,
    /// What was collected and not handed on yet; negative where a payment was taken back after it was.
    pub to_remit: Money,
}

/// An institution with everything behind its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The figures.
    pub standing: Standing,
    /// What customers have to pay to it, the newest first.
    pub obligations: Vec<ObligationFile>,
    /// What it was handed, the oldest first, undone transfers included.
    pub remittances: Vec<RemittanceRecord>,
}

/// What an institution was handed within some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOver {
    /// The transfers, the newest first, undone ones included.
    pub transfers: Vec<RemittanceRecord>,
    /// The sum of those that stand.
    pub sum: Money,
}

/// What recording something would do to an institution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreseen {
    /// How it stands.
    pub standing: Standing,
    /// What it would still get.
    pub after: Money,
}

impl Report {
    /// What was handed over between two days, both included.
    ///
    /// # Errors
    /// [`OperationError::Money`].
    pub fn handed_over(
        &self,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<HandedOver, OperationError> {
        let currency = self.standing.charged.currency();
        let within = |one: &&RemittanceRecord| {
            one.currency == currency && (from..=to).contains(&one.remitted_on)
        };
        let mut transfers: Vec<_> = self.remittances.iter().filter(within).cloned().collect();
        transfers.sort_by_key(|one| std::cmp::Reverse((one.remitted_on, one.number)));
        let standing = transfers.iter().filter(|one| one.undone.is_none());
        let cents = standing.map(|one| one.cents).sum();
        Ok(HandedOver {
            sum: Money::from_cents(cents, currency)?,
            transfers,
        })
    }
}

/// A transfer to an institution that is to be recorded.
#[derive(Clone, Debug)]
pub struct NewRemittance {
    /// The institution.
    pub institution: String,
    /// How much.
    pub amount: Money,
    /// Where it was taken from: cash, or an account at a provider.
    pub paid_from: LedgerAccount,
    /// The number of the transfer.
    pub reference: String,
    /// The day of the transfer; today where it is left out.
    pub remitted_on: Option<NaiveDate>,
}

/// How every institution stands, by name.
///
/// # Errors
/// [`OperationError::Store`].
pub async fn all(store: &Store, currency: Currency) -> Result<Vec<Standing>, OperationError> {
    let mut standings = Vec::new();
    for institution in store.institutions().await? {
        standings.push(report(store, &institution.name, currency).await?.standing);
    }
    standings.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(standings)
}

/// One institution. It reads every obligation that is owed to it.
///
/// # Errors
/// [`OperationError::InstitutionNotFound`], [`OperationError::Store`].
pub async fn report(
    store: &Store,
    name: &str,
    currency: Currency,
) -> Result<Report, OperationError> {
    let institution = store
        .institution(name)
        .await?
        .ok_or(OperationError::InstitutionNotFound)?;
    let pointers = store.obligations_to(name).await?;
    let mut obligations: Vec<ObligationFile> = Vec::with_capacity(pointers.len());
    for chunk in pointers.chunks(LOADED_AT_ONCE) {
        let files = chunk.iter().map(|one| store.obligation(&one.obligation));
        obligations.extend(try_join_all(files).await?.into_iter().flatten());
    }
    obligations.retain(|file| file.head.currency == currency);
    obligations.sort_by_key(|file| std::cmp::Reverse(file.head.created_at));
    let remittances = store.remittances_to(name).await?;
    let money = |cents: i64| Money::from_cents(cents, currency);
    let charged = money(obligations.iter().map(|file| file.head.cents).sum())?;
    let doses = obligations.iter().flat_map(|file| &file.instalments);
    let collected = money(doses.map(|dose| dose.paid_cents).sum())?;
    let standing = remittances
        .iter()
        .filter(|one| one.undone.is_none() && one.currency == currency);
    let remitted = money(standing.map(|one| one.cents).sum())?;
    Ok(Report {
        standing: Standing {
            id: id_of(&institution.name),
            name: institution.name,
            charged,
            collected,
            remitted,
            to_remit: collected.checked_sub(remitted)?,
        },
        obligations,
        remittances,
    })
}

/// Records that an institution was handed what was collected for it.
///
/// # Idempotency
/// `seed` names the request: a repetition answers the transfer of the first try.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`],
/// [`OperationError::InstitutionNotFound`], [`OperationError::RemittanceExceedsCollected`], [`OperationError::Store`].
pub async fn remit(
    store: &Store,
    new: &NewRemittance,
    actor: &Actor,
    seed: Uuid,
    now: DateTime<Utc>,
) -> Result<RemittanceRecord, OperationError> {
    actor.may(Permission::RemitToInstitution)?;
    let (reference, remitted_on) = checked(new, now)?;
    on_conflict(|| async {
        let currency = new.amount.currency();
        let report = report(store, &new.institution, currency).await?;
        let created_for = seed.to_string();
        let known = report.remittances.iter();
        if let Some(standing) = known.into_iter().find(|one| one.created_for == created_for) {
            return Ok(standing.clone());
        }
        left(&report, new.amount)?;
        let record = RemittanceRecord {
            number: report.remittances.last().map_or(1, |last| last.number + 1),
            institution: report.standing.name,
            cents: new.amount.cents(),
            currency,
            paid_from: new.paid_from.clone(),
            reference: reference.clone(),
            remitted_on,
            by: actor.name().to_owned(),
            at: now,
            created_for,
            undone: None,
            version: 1,
        };
        save(store, None, &record, actor, now).await?;
        Ok(record)
    })
    .await
}

/// What recording a transfer would do; nothing is written.
///
/// # Errors
/// Those of [`remit`].
pub async fn preview(
    store: &Store,
    new: &NewRemittance,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<Foreseen, OperationError> {
    actor.may(Permission::RemitToInstitution)?;
    checked(new, now)?;
    let report = report(store, &new.institution, new.amount.currency()).await?;
    Ok(Foreseen {
        after: left(&report, new.amount)?,
        standing: report.standing,
    })
}

/// A transfer, and what undoing it would do; nothing is written.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::InstitutionNotFound`],
/// [`OperationError::RemittanceNotFound`], [`OperationError::RemittanceUndone`], [`OperationError::Store`].
pub async fn preview_undo(
    store: &Store,
    institution: &str,
    number: u32,
    currency: Currency,
    actor: &Actor,
) -> Result<(RemittanceRecord, Foreseen), OperationError> {
    actor.may(Permission::RemitToInstitution)?;
    let report = report(store, institution, currency).await?;
    let mut known = report.remittances.into_iter();
    let record = known
        .find(|one| one.number == number && one.currency == currency)
        .ok_or(OperationError::RemittanceNotFound)?;
    if record.undone.is_some() {
        return Err(OperationError::RemittanceUndone);
    }
    let standing = report.standing;
    let booked_back = Money::from_cents(record.cents, currency)?;
    let after = standing.to_remit.checked_add(booked_back)?;
    Ok((record, Foreseen { standing, after }))
}

/// Undoes a transfer that was entered by mistake: a reversing entry, nothing disappears.
///
/// # Idempotency
/// One that was undone is refused, so a repetition changes nothing.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`] (reason),
/// [`OperationError::RemittanceNotFound`], [`OperationError::RemittanceUndone`], [`OperationError::Store`].
pub async fn undo(
    store: &Store,
    institution: &str,
    number: u32,
    reason: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<RemittanceRecord, OperationError> {
    actor.may(Permission::RemitToInstitution)?;
    let reason = checked_reason(reason)?;
    on_conflict(|| async {
        let known = store.remittances_to(institution).await?;
        let before = known.into_iter().find(|one| one.number == number);
        let before = before.ok_or(OperationError::RemittanceNotFound)?;
        if before.undone.is_some() {
            return Err(OperationError::RemittanceUndone);
        }
        let after = RemittanceRecord {
            undone: Some(Undone {
                reason: reason.clone(),
                by: actor.name().to_owned(),
                at: now,
            }),
            version: before.version + 1,
            ..before.clone()
        };
        save(store, Some(&before), &after, actor, now).await?;
        Ok(after)
    })
    .await
}

/// What is left for an institution after it is handed an amount.
fn left(report: &Report, amount: Money) -> Result<Money, OperationError> {
    let available = report.standing.to_remit;
    let left = available.checked_sub(amount)?;
    if left.is_negative() {
        return Err(OperationError::RemittanceExceedsCollected { available });
    }
    Ok(left)
}

/// The reference and the day of a transfer that can be recorded.
fn checked(new: &NewRemittance, now: DateTime<Utc>) -> Result<(String, NaiveDate), OperationError> {
    let missing = "give the number of the transfer";
    let reference = required_text("reference", &new.reference, REFERENCE_CHARS_MAX, missing)?;
    let remitted_on = new.remitted_on.unwrap_or_else(|| nairobi_date(now));
    if !new.amount.is_positive() {
        let detail = "an amount is more than nothing";
        return Err(OperationError::field("amount", "not_positive", detail));
    }
    let is_asset = matches!(
        new.paid_from,
        LedgerAccount::Cash | LedgerAccount::Asset { .. }
    );
    if !is_asset {
        let detail = "name where the money was, like assets:cash or assets:mpesa:600966";
        return Err(OperationError::field("paid_from", "unusable", detail));
    }
    let today = nairobi_date(now);
    let refused = |code, detail| Err(OperationError::field("remitted_on", code, detail));
    if remitted_on > today {
        return refused("in_the_future", "record a transfer when it was made");
    }
    if is_long_ago(remitted_on, today) {
        return refused("too_long_ago", "check the year");
    }
    Ok((reference, remitted_on))
}

async fn save(
    store: &Store,
    before: Option<&RemittanceRecord>,
    after: &RemittanceRecord,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    let amount = Money::from_cents(after.cents, after.currency)?;
    let subject = Subject::new(SubjectKind::Institution, after.institution.clone());
    let words = format!("{amount}, transfer {}", after.number);
    let (amount, what, line) = match &after.undone {
        None => {
            let line = audit::line(actor, AuditAction::RemittanceRecorded, subject, now);
            (amount, "Remitted", line)
        }
        Some(undone) => {
            let line = audit::line(actor, AuditAction::RemittanceUndone, subject, now);
            let line = line.because(&undone.reason);
            (amount.negated(), "Remittance undone", line)
        }
    };
    let remittance = Remittance {
        institution: after.institution.clone(),
        paid_from: after.paid_from.clone(),
        amount,
        description: format!("{what} {}", after.reference),
    };
    let entry = remitted(entry_id(after)?, &remittance, actor.name(), now);
    let store = line.noting(words).on(store);
    Ok(store.save_remittance(before, after, &entry).await?)
}

/// Made of the request that entered the transfer, so a repetition has the same.
fn entry_id(record: &RemittanceRecord) -> Result<EntryId, OperationError> {
    let request = record.created_for.replace('-', "");
    let id = EntryId::new(&format!("rem_{request}_{}", record.version));
    id.map_err(|error| {
        let detail = error.to_string();
        let key = record.created_for.clone();
        StoreError::Corrupt { key, detail }.into()
    })
}
