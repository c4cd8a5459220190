//! What the steps of a page rest on, loaded at once, and each entry told as a step.

use std::collections::{BTreeSet, HashMap};

use billing::ids::{CustomerId, ObligationId, PaymentId};
use billing::journal::EntryKind;
use futures::future::try_join_all;
use store::client::Store;
use store::error::StoreError;
use store::journal::AccountLine;
use store::obligation_changes::{ChangeKind, ObligationChange};
use store::obligations::ObligationFile;
use store::payments::PaymentFacts;
use store::states::PaymentState;

use super::grounds::{Ground, given, latest, taken};
use super::{Step, StepObligation, StepPayment, WhyLine};
use crate::error::OperationError;
use crate::obligations::institution;

/// What the steps of a page rest on.
pub(super) struct Known<'a> {
    customer: &'a CustomerId,
    facts: HashMap<PaymentId, PaymentFacts>,
    states: HashMap<PaymentId, PaymentState>,
    obligations: Vec<ObligationFile>,
    changes: HashMap<ObligationId, Vec<ObligationChange>>,
}

impl<'a> Known<'a> {
    pub(super) async fn load(
        store: &Store,
        customer: &'a CustomerId,
        lines: &[AccountLine],
    ) -> Result<Known<'a>, OperationError> {
        let payments: BTreeSet<&PaymentId> =
            lines.iter().filter_map(|it| it.entry.payment()).collect();
        let payments: Vec<PaymentId> = payments.into_iter().cloned().collect();
        let of_obligations = lines
            .iter()
            .filter(|line| line.entry.obligation().is_some());
        let changed: BTreeSet<&ObligationId> = of_obligations
            .clone()
            .filter(|line| line.entry.kind() == EntryKind::Adjusted)
            .filter_map(|line| line.entry.obligation())
            .collect();
        let changes = try_join_all(changed.into_iter().map(|id| async move {
            let changes = store.obligation_changes(id).await?;
            Ok::<_, StoreError>((id.clone(), changes))
        }));
        let has_obligations = of_obligations.count() > 0;
        let obligations = async {
            match has_obligations {
                true => store.obligations_of(customer).await,
                false => Ok(Vec::new()),
            }
        };
        let (facts, states, obligations, changes) = tokio::try_join!(
            store.payments_by_id(&payments),
            store.payment_states(&payments),
            obligations,
            changes,
        )?;
        Ok(Self {
            customer,
            facts,
            states,
            obligations,
            changes: changes.into_iter().collect(),
        })
    }

    pub(super) fn line(&self, line: &AccountLine) -> WhyLine {
        WhyLine {
            number: line.seq,
            at: line.entry.at(),
            value_on: line.value_on,
            by: line.entry.actor().to_owned(),
            change: line.entry.customer_change(self.customer),
            balance: line.balance,
            step: self.step(line),
        }
    }

    fn step(&self, line: &AccountLine) -> Step {
        let entry = &line.entry;
        match (entry.kind(), entry.payment(), entry.obligation()) {
            (EntryKind::Associated, Some(payment), _) => self.given(line, payment),
            (EntryKind::Disassociated, Some(payment), _) => self.taken(line, payment),
            (EntryKind::Reversed, Some(payment), _) => self.reversed(line, payment),
            (EntryKind::Charged, _, Some(obligation)) => Step::Charged {
                obligation: self.obligation(line, obligation),
            },
            (EntryKind::Adjusted, _, Some(obligation)) => self.changed(line, obligation),
            (kind, ..) => Step::Other {
                kind,
                description: entry.description().to_owned(),
            },
        }
    }

    fn given(&self, line: &AccountLine, payment: &PaymentId) -> Step {
        let edits = self.states.get(payment).map(|state| state.edits.as_slice());
        let edit = given(edits.unwrap_or_default(), self.customer, line.entry.at());
        Step::PaymentGiven {
            payment: self.payment(payment),
            ground: edit.map(Ground::of),
            moved_from: edit.and_then(|edit| edit.from.clone()),
        }
    }

    fn taken(&self, line: &AccountLine, payment: &PaymentId) -> Step {
        let edits = self.states.get(payment).map(|state| state.edits.as_slice());
        let edits = edits.unwrap_or_default();
        let edit = taken(edits, self.customer, line.entry.at());
        let until = edit.map_or(line.entry.at(), |edit| edit.at);
        Step::PaymentTaken {
            payment: self.payment(payment),
            ground: edit.map(Ground::of),
            moved_to: edit.and_then(|edit| {
                let to = &edit.customer;
                (to != self.customer).then(|| to.clone())
            }),
            corrects: given(edits, self.customer, until).map(Ground::of),
        }
    }

    fn reversed(&self, line: &AccountLine, payment: &PaymentId) -> Step {
        let state = self.states.get(payment);
        let reversal = state.and_then(|state| state.reversal.as_ref());
        let edits = state.map(|state| state.edits.as_slice());
        let edit = given(edits.unwrap_or_default(), self.customer, line.entry.at());
        Step::PaymentReversed {
            payment: self.payment(payment),
            ground: reversal.map(|reversal| Ground {
                rule: None,
                reason: reversal.reason.clone(),
                by: reversal.by.clone(),
                at: reversal.at,
            }),
            corrects: edit.map(Ground::of),
        }
    }

    fn changed(&self, line: &AccountLine, id: &ObligationId) -> Step {
        let changes = self.changes.get(id).map(Vec::as_slice);
        let with_effect = changes.unwrap_or_default().iter().filter(|change| {
            use ChangeKind::{Cancelled, InstalmentChanged, Restored};
            matches!(change.kind, Cancelled | InstalmentChanged | Restored)
        });
        let change = latest(with_effect, line.entry.at(), |change| change.at);
        Step::Changed {
            obligation: self.obligation(line, id),
            kind: change.map(|change| change.kind),
            instalment: change.and_then(|change| change.instalment),
            fields: change
                .map(|change| change.fields.clone())
                .unwrap_or_default(),
            reason: change
                .map(|change| change.reason.clone())
                .unwrap_or_default(),
        }
    }

    fn payment(&self, id: &PaymentId) -> StepPayment {
        let facts = self.facts.get(id).map(|facts| &facts.payment);
        StepPayment {
            id: id.clone(),
            receipt: id.receipt().clone(),
            channel: facts.map(|facts| facts.channel),
            paid_at: facts.map(|facts| facts.paid_at),
        }
    }

    fn obligation(&self, line: &AccountLine, id: &ObligationId) -> StepObligation {
        let file = self.obligations.iter().find(|file| file.head.id == *id);
        let charged = file.map(|file| (file.head.created_at, file.head.created_by.clone()));
        StepObligation {
            id: id.clone(),
            description: line.entry.description().to_owned(),
            institution: file.and_then(|file| institution(&file.head.payee)),
            instalments: file.and_then(|file| u32::try_from(file.instalments.len()).ok()),
            charged,
        }
    }
}
