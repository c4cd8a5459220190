//! Whose is this payment: decided by rules, or by a person.

mod doubt;
mod edits;
mod taking;

use billing::association::Lookups;
use billing::association::{Decision, Rule, decide};
use billing::audit::AuditAction;
use billing::civil::nairobi_date;
use billing::ids::{CustomerId, ObligationId, PaymentId};
use billing::journal;
use billing::payment::{ASSOCIATION_EDITS_MAX, Payment};
use billing::role::Permission;
use chrono::{DateTime, Utc};
use store::client::Store;
use store::commit::Commit;
use store::journal::Tip;
use store::payments::PaymentFile;
use store::pushes::PushRecord;
use store::states::{
    AssociationEdit, EditAction, HistoryRecord, PaymentState, Settle, Verification,
};

use self::doubt::doubt;
use self::edits::{check_limit, edit_in_words};
use self::taking::{Taking, take_from};
use crate::actor::Actor;
use crate::audit;
use crate::error::OperationError;
use crate::evidence::{decisive_findings, evidence};
use crate::push_match;
use crate::push_result;
use crate::retry::on_conflict;
use crate::words::checked_reason;

/// What the rules made of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Associated {
    /// It has an owner now; allocation comes next.
    Associated(PaymentId),
    /// No rule was sure; it is on the work list with suggestions.
    Unassociated,
    /// Nothing that can be trusted has confirmed it; it is on the work list as unverified.
    Unverified,
    /// It was decided before.
    AlreadyDecided {
        /// Whether it is still to be allocated by itself.
        settle: bool,
    },
}

/// Lets the rules decide. A payment that a person has ever touched is left to people.
///
/// # Idempotency
/// A payment that has an owner is not decided again; one without is decided anew, since another
/// channel may have said more.
///
/// # Errors
/// [`OperationError::PaymentNotFound`], [`OperationError::Store`].
pub async fn by_rules(
    store: &Store,
    payment: &PaymentId,
    now: DateTime<Utc>,
) -> Result<Associated, OperationError> {
    on_conflict(|| async {
        let file = load(store, payment).await?;
        // A push may hear of its payment after somebody has given it to its owner.
        let push = push_result::settle(store, &file, now).await?;
        if let Some(state) = &file.state
            && (!state.edits.is_empty() || state.reversal.is_some())
        {
            let settle = state.customer().is_some() && state.to_settle.is_some();
            return Ok(Associated::AlreadyDecided { settle });
        }
        if let Some(doubt) = doubt(&file, push.is_some()) {
            leave_unassociated(store, &file, Some(doubt)).await?;
            return Ok(Associated::Unverified);
        }
        if let Some(push) = push {
            give(store, &file, Giving::for_push(&push), now).await?;
            return Ok(Associated::Associated(payment.clone()));
        }
        let evidence = evidence(&file);
        let findings = decisive_findings(store, &Lookups::for_evidence(&evidence)).await?;
        match decide(&evidence, &findings) {
            Decision::Associate {
                customer,
                rule,
                reason,
                points_at,
            } => {
                let giving = Giving {
                    customer: customer.clone(),
                    rule: Some(rule),
                    reason,
                    points_at,
                    actor: Actor::system(),
                };
                give(store, &file, giving, now).await?;
                push_match::link_payment(store, &customer, &file.facts, now).await?;
                Ok(Associated::Associated(payment.clone()))
            }
            Decision::Suggest(_) => {
                leave_unassociated(store, &file, None).await?;
                Ok(Associated::Unassociated)
            }
        }
    })
    .await
}

/// A person gives a payment to a customer, or moves it from another in one step.
///
/// # Idempotency
/// Giving it to the customer who has it changes nothing and is not an edit.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`] (reason),
/// [`OperationError::PaymentNotFound`], [`OperationError::PaymentReversed`], [`OperationError::PaymentUnverified`],
/// [`OperationError::CustomerNotFound`], [`OperationError::AssociationEditLimitReached`],
/// [`OperationError::Store`].
pub async fn by_person(
    store: &Store,
    payment: &PaymentId,
    customer: &CustomerId,
    reason: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    actor.may(Permission::AssociatePayment)?;
    let reason = checked_reason(reason)?;
    on_conflict(|| async {
        let file = load(store, payment).await?;
        let state = file.state.clone().unwrap_or_default();
        if state.reversal.is_some() {
            return Err(OperationError::PaymentReversed);
        }
        // Before the rules have looked at it, nothing is written down of what is doubtful.
        let unseen = file.state.is_none().then(|| doubt(&file, false)).flatten();
        if let Some(doubt) = state.doubt.clone().or(unseen) {
            return Err(OperationError::PaymentUnverified { doubt });
        }
        if store.customer(customer).await?.is_none() {
            return Err(OperationError::CustomerNotFound);
        }
        if state.customer() == Some(customer) {
            return Ok(());
        }
        check_limit(&state, actor)?;
        let giving = Giving {
            customer: customer.clone(),
            rule: None,
            reason: reason.clone(),
            points_at: None,
            actor: actor.clone(),
        };
        let store = audit::line(actor, AuditAction::PaymentAssociated, payment, now)
            .of(customer)
            .noting(edit_in_words(&file, &state))
            .because(&reason)
            .on(store);
        give(&store, &file, giving, now).await
    })
    .await
}

/// A person takes a payment from its customer. What it had settled is open again.
///
/// # Idempotency
/// A payment that nobody owns is refused, so a repetition changes nothing.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`] (reason),
/// [`OperationError::PaymentNotFound`], [`OperationError::PaymentReversed`], [`OperationError::PaymentNotAssociated`],
/// [`OperationError::AssociationEditLimitReached`], [`OperationError::Store`].
pub async fn disassociate(
    store: &Store,
    payment: &PaymentId,
    reason: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    actor.may(Permission::AssociatePayment)?;
    let reason = checked_reason(reason)?;
    on_conflict(|| async {
        let file = load(store, payment).await?;
        let before = file.state.clone().unwrap_or_default();
        if before.reversal.is_some() {
            return Err(OperationError::PaymentReversed);
        }
        let customer = before
            .customer()
            .cloned()
            .ok_or(OperationError::PaymentNotAssociated)?;
        check_limit(&before, actor)?;
        let mut after = PaymentState {
            version: before.version + 1,
            to_settle: None,
            points_at: None,
            allocations: Vec::new(),
            ..before.clone()
        };
        let edit = AssociationEdit {
            action: EditAction::Disassociated,
            customer: customer.clone(),
            from: None,
            rule: None,
            reason: reason.clone(),
            by: actor.name().to_owned(),
            at: now,
            beyond_limit: before.edits_by_people() >= usize::from(ASSOCIATION_EDITS_MAX),
            entered: false,
        };
        after.edits.push(edit);
        let mut commit = Commit::default();
        let taking = Taking {
            customer: &customer,
            by: actor.name(),
            reason: &reason,
        };
        take_from(store, &mut commit, &file, &taking, now).await?;
        commit.state(
            payment,
            file.facts.payment.received_at,
            Some(&before),
            &after,
        );
        audit::line(actor, AuditAction::PaymentDisassociated, payment, now)
            .of(&customer)
            .noting(edit_in_words(&file, &before))
            .because(&reason)
            .on(store)
            .commit(commit)
            .await?;
        Ok(())
    })
    .await
}

/// Gives a payment that nobody owns to the customer whose push it was found to be made for.
///
/// # Idempotency
/// A payment that has, or had, an owner is left alone.
///
/// # Errors
/// [`OperationError::PaymentNotFound`], [`OperationError::Store`].
pub(crate) async fn by_push(
    store: &Store,
    payment: &PaymentId,
    push: &PushRecord,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    give_if_free(store, payment, &Giving::for_push(push), now).await?;
    Ok(())
}

/// Gives a payment that nobody owns to the customer who quotes its receipt, `reason` being why it is theirs. Answers
/// whether it was given.
///
/// # Idempotency
/// A payment that has, or had, an owner is left alone.
///
/// # Errors
/// [`OperationError::PaymentNotFound`], [`OperationError::Store`].
pub(crate) async fn by_quoted_receipt(
    store: &Store,
    payment: &PaymentId,
    customer: &CustomerId,
    reason: String,
    now: DateTime<Utc>,
) -> Result<bool, OperationError> {
    let giving = Giving {
        customer: customer.clone(),
        rule: Some(Rule::QuotedReceipt),
        reason,
        points_at: None,
        actor: Actor::system(),
    };
    give_if_free(store, payment, &giving, now).await
}

async fn give_if_free(
    store: &Store,
    payment: &PaymentId,
    giving: &Giving,
    now: DateTime<Utc>,
) -> Result<bool, OperationError> {
    on_conflict(|| async {
        let file = load(store, payment).await?;
        let is_free = file.state.as_ref().is_none_or(|state| {
            state.edits.is_empty() && state.reversal.is_none() && state.doubt.is_none()
        });
        if is_free {
            give(store, &file, giving.clone(), now).await?;
        }
        Ok(is_free)
    })
    .await
}

/// A person confirms a payment that nothing else that can be trusted has confirmed. The rules decide on it then.
///
/// # Idempotency
/// A payment that is not in doubt stays as it is.
///
/// # Errors
/// In this order: [`OperationError::NotAllowed`], [`OperationError::Field`] (reason),
/// [`OperationError::PaymentNotFound`], [`OperationError::PaymentReversed`], [`OperationError::Store`].
pub async fn verify(
    store: &Store,
    payment: &PaymentId,
    reason: &str,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    actor.may(Permission::VerifyPayment)?;
    let reason = checked_reason(reason)?;
    on_conflict(|| async {
        let file = load(store, payment).await?;
        let before = file.state.clone().unwrap_or_default();
        if before.reversal.is_some() {
            return Err(OperationError::PaymentReversed);
        }
        if before.doubt.is_none() {
            return Ok(());
        }
        let mut after = PaymentState {
            version: before.version + 1,
            doubt: None,
            ..before.clone()
        };
        after.verification = Some(Verification {
            reason: reason.clone(),
            by: actor.name().to_owned(),
            at: now,
        });
        let record = HistoryRecord {
            version: after.version,
            what: "verified".into(),
            by: actor.name().to_owned(),
            at: now,
            reason: reason.clone(),
            removed: Vec::new(),
            added: Vec::new(),
            annotations: None,
        };
        let mut commit = Commit::default();
        commit.state(
            payment,
            file.facts.payment.received_at,
            file.state.as_ref(),
            &after,
        );
        commit.history(payment, &record);
        audit::line(actor, AuditAction::PaymentVerified, payment, now)
            .noting(file.facts.payment.amount.to_string())
            .because(&reason)
            .on(store)
            .commit(commit)
            .await?;
        Ok(())
    })
    .await
}

#[derive(Clone)]
struct Giving {
    customer: CustomerId,
    rule: Option<Rule>,
    reason: String,
    points_at: Option<ObligationId>,
    actor: Actor,
}

impl Giving {
    fn for_push(push: &PushRecord) -> Self {
        Self {
            customer: push.id.customer(),
            rule: Some(Rule::StkPush),
            reason: format!(
                "It answers the prompt for KES {} on {} that was sent for this customer.",
                push.shillings,
                push.phone.masked()
            ),
            points_at: push.obligation.clone(),
            actor: Actor::system(),
        }
    }
}

async fn give(
    store: &Store,
    file: &PaymentFile,
    giving: Giving,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    let payment = &file.facts.payment;
    let before = file.state.as_ref();
    let standing = before.cloned().unwrap_or_default();
    let holder = standing.customer().cloned();
    let beyond_limit =
        giving.rule.is_none() && standing.edits_by_people() >= usize::from(ASSOCIATION_EDITS_MAX);
    let mut after = PaymentState {
        version: standing.version + 1,
        to_settle: Some(Settle::OldestFirst),
        points_at: giving.points_at,
        allocations: Vec::new(),
        doubt: None,
        ..standing
    };
    after.edits.push(AssociationEdit {
        action: EditAction::Associated,
        customer: giving.customer.clone(),
        from: holder.clone(),
        rule: giving.rule,
        reason: giving.reason.clone(),
        by: giving.actor.name().to_owned(),
        at: now,
        beyond_limit,
        entered: false,
    });
    let mut commit = Commit::default();
    if let Some(holder) = holder {
        let taking = Taking {
            customer: &holder,
            by: giving.actor.name(),
            reason: &giving.reason,
        };
        take_from(store, &mut commit, file, &taking, now).await?;
    }
    let tip = store
        .account_tip(&giving.customer, payment.amount.currency())
        .await?;
    credit(
        &mut commit,
        payment,
        &giving.customer,
        &tip,
        &giving.actor,
        now,
    )?;
    commit.state(&payment.id, payment.received_at, before, &after);
    Ok(store.commit(commit).await?)
}

/// The entry that gives a payment to a customer, with the day it was paid where that differs.
pub(crate) fn credit(
    commit: &mut Commit,
    payment: &Payment,
    customer: &CustomerId,
    tip: &Tip,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<(), OperationError> {
    let at = tip.next_at(now);
    let entry = journal::associated(tip.next_id(customer)?, payment, customer, actor.name(), at);
    let paid_on = nairobi_date(payment.paid_at);
    let value_on = (paid_on != nairobi_date(at)).then_some(paid_on);
    commit.account_entry(customer, tip, &entry, value_on);
    Ok(())
}

/// Leaves it on the work list, with the doubt there is.
async fn leave_unassociated(
    store: &Store,
    file: &PaymentFile,
    doubt: Option<String>,
) -> Result<(), OperationError> {
    let before = file.state.as_ref();
    let standing = before.cloned().unwrap_or_default();
    if before.is_some() && standing.doubt == doubt {
        return Ok(());
    }
    let state = PaymentState {
        version: standing.version + 1,
        doubt,
        ..standing
    };
    let payment = &file.facts.payment;
    let mut commit = Commit::default();
    commit.state(&payment.id, payment.received_at, before, &state);
    Ok(store.commit(commit).await?)
}

pub(crate) async fn load(
    store: &Store,
    payment: &PaymentId,
) -> Result<PaymentFile, OperationError> {
    store
        .payment_file(payment)
        .await?
        .ok_or(OperationError::PaymentNotFound)
}
