//! A payment as its page shows it.

use std::collections::HashMap;

use billing::civil::nairobi_date;
use billing::ids::{CustomerId, ObligationId};
use billing::money::Money;
use billing::payment::{ASSOCIATION_EDITS_MAX, Channel, Payment};
use billing::phone::Msisdn;
use billing::receipt::Provider;
use operations::error::OperationError;
use operations::payment_history;
use operations::payment_journal::{self, PaymentEntries};
use operations::payments::Detail;
use portal_app::views::payment::Suggested;
use portal_app::views::payment::whole::{
    Act, Conflict, EntryLine, Owner, PutTo, Report, Told, WholePayment,
};
use store::client::Store;
use store::obligations::ObligationFile;
use store::payments::PaymentFacts;
use store::states::Allocation;

use crate::staff::parties::Parties;
use crate::staff::payment::history;
use crate::staff::payments::row::{doubt, standing, telephone};

/// As much of a report as the page shows.
const REPORT_CHARS_MAX: usize = 4_000;

/// Everything that the pages about a payment show.
///
/// # Errors
/// [`OperationError::Store`], [`OperationError::Money`].
pub async fn whole(store: &Store, detail: &Detail) -> Result<WholePayment, OperationError> {
    let owners = owners(detail);
    let suggested = detail.suggestions.iter().map(|one| &one.customer);
    let parties = Parties::load(store, owners.iter().chain(suggested)).await?;
    let owed = Owed::of(store, detail).await?;
    let entries = payment_journal::of(store, &detail.file).await?;
    let shown = &detail.shown;
    let payment = &shown.facts.payment;
    let state = &shown.state;
    let suggestions = detail.suggestions.iter().map(|one| Suggested {
        party: parties.of(&one.customer),
        reason: one.reason.clone(),
    });
    let put_to = state
        .allocations
        .iter()
        .map(|one| put_to(one, payment, &owed));
    let events = payment_history::of(&detail.file).into_iter();
    let history = events.map(|event| history::happened(event, payment, &parties, &owed));
    Ok(WholePayment {
        id: payment.id.clone(),
        receipt: payment.receipt.to_string(),
        odd_receipt: is_odd(payment),
        amount: payment.amount,
        standing: standing(shown)?,
        facts: told(detail),
        owner: state.association().map(|edit| Owner {
            party: parties.of(&edit.customer),
            rule: edit.rule,
            reason: edit.reason.clone(),
            by: edit.by.clone(),
            at: edit.at,
        }),
        edits: state.edits_by_people(),
        edits_limit: usize::from(ASSOCIATION_EDITS_MAX),
        suggestions: suggestions.collect(),
        put_to: put_to.collect::<Result<_, _>>()?,
        unallocated: shown.unallocated()?,
        doubt: doubt(shown),
        verified: state.verification.clone().map(|one| Act {
            reason: one.reason,
            by: one.by,
            at: one.at,
        }),
        reversal: state.reversal.clone().map(|one| Act {
            reason: one.reason,
            by: one.by,
            at: one.at,
        }),
        conflicts: conflicts(detail),
        reports: reports(detail),
        entries_complete: entries.complete,
        entries: lines(entries),
        history: history.collect::<Result<_, _>>()?,
    })
}

/// Whoever has, or had, it.
fn owners(detail: &Detail) -> Vec<CustomerId> {
    let edits = detail.shown.state.edits.iter();
    let mut owners: Vec<CustomerId> = edits
        .flat_map(|edit| edit.from.iter().chain([&edit.customer]))
        .cloned()
        .collect();
    owners.sort();
    owners.dedup();
    owners
}

/// The obligations that a payment is, or was, put to.
pub struct Owed(HashMap<ObligationId, ObligationFile>);

impl Owed {
    async fn of(store: &Store, detail: &Detail) -> Result<Self, OperationError> {
        let history = detail.file.history.iter();
        let corrected = history.flat_map(|record| record.removed.iter().chain(&record.added));
        let all = detail.shown.state.allocations.iter().chain(corrected);
        let ids = all.map(|one| one.obligation.clone()).collect();
        let files = operations::put_to::these(store, ids).await?.into_iter();
        Ok(Self(
            files.map(|file| (file.head.id.clone(), file)).collect(),
        ))
    }

    /// What an obligation is for, and how many instalments it has.
    #[must_use]
    pub fn named(&self, id: &ObligationId) -> (String, usize) {
        let found = self.0.get(id);
        found.map_or_else(
            || (id.to_string(), 0),
            |file| (file.head.description.clone(), file.instalments.len()),
        )
    }
}

fn put_to(one: &Allocation, payment: &Payment, owed: &Owed) -> Result<PutTo, OperationError> {
    let (description, of) = owed.named(&one.obligation);
    let file = owed.0.get(&one.obligation);
    let mut doses = file.into_iter().flat_map(|file| &file.instalments);
    let dose = doses.find(|dose| dose.number == one.instalment);
    Ok(PutTo {
        number: one.number,
        obligation: one.obligation.clone(),
        description,
        instalment: one.instalment,
        of,
        due_on: dose.map_or(nairobi_date(one.at), |dose| dose.due_on),
        amount: Money::from_cents(one.cents, payment.amount.currency())?,
        by: one.by.clone(),
        at: one.at,
    })
}

/// The facts as they were told, with what staff wrote on them.
#[must_use]
pub fn told(detail: &Detail) -> Told {
    let payment = &detail.shown.facts.payment;
    let notes = detail.shown.state.annotations.clone().unwrap_or_default();
    let by_hand = payment.channel == Channel::Manual;
    let written = |text: Option<String>| text.filter(|text| !text.is_empty());
    let received_on = || notes.received_on.unwrap_or(nairobi_date(payment.paid_at));
    let evidence = operations::evidence::evidence(&detail.file);
    let reported = detail.file.reports.iter();
    Told {
        channel: payment.channel,
        others: reported.map(|facts| facts.payment.channel).collect(),
        paid_at: payment.paid_at,
        received_at: payment.received_at,
        payer: evidence.payer.name.clone(),
        phone: telephone(&evidence.payer, Msisdn::national),
        reference: notes.reference.clone().unwrap_or(evidence.reference),
        holder: payment.holder.clone(),
        method: notes.method.or(payment.method),
        received_on: by_hand.then(received_on),
        till: written(notes.till),
        remark: written(notes.remark),
    }
}

fn is_odd(payment: &Payment) -> bool {
    let odd = payment.provider == Provider::mpesa() && !payment.receipt.looks_like_mpesa();
    // A number of our own, given where staff had none, is no receipt that could look wrong.
    let ours = payment.channel == Channel::Manual && payment.reference.is_empty();
    odd && !ours
}

fn conflicts(detail: &Detail) -> Vec<Conflict> {
    let notes = detail.file.conflicts.iter().map(|note| Conflict {
        parked: note.parked.clone(),
        reason: note.reason.clone(),
        at: note.at,
    });
    notes.collect()
}

fn reports(detail: &Detail) -> Vec<Report> {
    let all = std::iter::once(&detail.file.facts).chain(&detail.file.reports);
    let report = |facts: &PaymentFacts| Report {
        channel: facts.payment.channel,
        received_at: facts.payment.received_at,
        text: text(&facts.raw),
    };
    all.map(report).collect()
}

/// A body as it came, as far as it can be read and shown.
#[must_use]
pub fn text(raw: &[u8]) -> String {
    let text = String::from_utf8_lossy(raw);
    let is_shown = |it: &char| *it == '\n' || *it == '\t' || !it.is_control();
    text.chars()
        .filter(is_shown)
        .take(REPORT_CHARS_MAX)
        .collect()
}

fn lines(entries: PaymentEntries) -> Vec<EntryLine> {
    let lines = entries.entries.into_iter().map(|entry| {
        let postings = entry.postings().iter();
        let postings = postings.map(|one| (one.account.to_string(), one.amount));
        EntryLine {
            kind: entry.kind(),
            at: entry.at(),
            by: entry.actor().to_owned(),
            postings: postings.collect(),
        }
    });
    lines.collect()
}
