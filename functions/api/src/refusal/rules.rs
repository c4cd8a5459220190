//! The codes of the domain's own rules: what an allocation, a schedule, a change or a text breaks.

use axum::http::StatusCode;
use billing::allocation::AllocationError;
use billing::money::MoneyError;
use billing::obligation::change::ChangeError;
use billing::obligation::{Proposal, ProposalKind, ScheduleError};
use messages::template::TemplateError;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::Schema;

use crate::fields::{Amount, one_of};
use crate::refusal::{Refusal, sentence};

/// What would add up, where a schedule does not: these three fields in its place are accepted.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ScheduleProposal)]
pub struct ProposalView {
    /// In what it differs from what was asked for.
    #[schema(schema_with = kind)]
    kind: &'static str,
    /// The amount of each instalment.
    instalment_amount: Amount,
    /// How many.
    count: u32,
    /// The amount of the last one, or null where it is the same.
    last_amount: Option<Amount>,
}

impl From<&Proposal> for ProposalView {
    fn from(proposal: &Proposal) -> Self {
        Self {
            kind: proposal.kind.name(),
            instalment_amount: proposal.instalment_amount.into(),
            count: proposal.count,
            last_amount: proposal.last_amount.map(Amount::from),
        }
    }
}

/// An allocation that is not possible.
pub(super) fn allocation(error: &AllocationError) -> Refusal {
    let code = match error {
        AllocationError::TooMany => "too_many_allocations",
        AllocationError::NotPositive => "allocation_not_positive",
        AllocationError::Duplicate { .. } => "allocation_duplicate",
        AllocationError::UnknownInstalment { .. } => "instalment_not_open",
        AllocationError::Amount(error) => amount_code(error),
        AllocationError::ExceedsOutstanding { .. } => "allocation_exceeds_outstanding",
        AllocationError::ExceedsPayment { .. } => "allocation_exceeds_payment",
    };
    refused(code, &error.to_string())
}

/// A schedule that is not possible, with those that would be.
pub(super) fn schedule(error: &ScheduleError) -> Refusal {
    let code = match error {
        ScheduleError::NoInstalments => "no_instalments",
        ScheduleError::TooManyInstalments => "too_many_instalments",
        ScheduleError::NotPositive => "instalment_not_positive",
        ScheduleError::DayOutOfRange => "day_out_of_range",
        ScheduleError::Amount(error) => amount_code(error),
        ScheduleError::SumDiffers { .. } => "instalments_sum_differs",
        ScheduleError::DoesNotFit { .. } => "schedule_does_not_fit",
        ScheduleError::NoBusinessDay { .. } => "no_business_day",
    };
    let mut refusal = refused(code, &error.to_string());
    if let ScheduleError::DoesNotFit { proposals, .. } = error {
        refusal.0.proposals = Some(proposals.iter().map(ProposalView::from).collect());
    }
    refusal
}

/// A change that is not possible.
pub(super) fn change(error: &ChangeError) -> Refusal {
    let code = match error {
        ChangeError::NotPositive => "not_positive",
        ChangeError::Amount(error) => amount_code(error),
        ChangeError::BelowAllocated { .. } => "amount_below_allocated",
        ChangeError::DayOutOfRange => "day_out_of_range",
        ChangeError::NoBusinessDay { .. } => "no_business_day",
        ChangeError::EarlierThanPromised { .. } => "earlier_than_promised",
        ChangeError::NothingToCancel => {
            let detail = sentence(&error.to_string());
            return Refusal::new(StatusCode::CONFLICT, "nothing_to_cancel", detail);
        }
    };
    refused(code, &error.to_string())
}

/// A text that is no template; the subject and the body of a message are fields of their own.
pub(super) fn template(error: &TemplateError) -> Refusal {
    use TemplateError as E;
    let field = match error {
        E::SubjectMissing | E::SubjectNotAllowed | E::SubjectLineBreak | E::SubjectTooLong => {
            "subject"
        }
        _ => "body",
    };
    Refusal::field(field, "unusable", error.to_string())
}

fn refused(code: &'static str, text: &str) -> Refusal {
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, code, sentence(text))
}

fn amount_code(error: &MoneyError) -> &'static str {
    match error {
        MoneyError::CurrencyMismatch { .. } => "currency_mismatch",
        _ => "amount_out_of_range",
    }
}

fn kind() -> Schema {
    let kinds = [
        ProposalKind::LastSmaller,
        ProposalKind::LastLarger,
        ProposalKind::OtherCount,
        ProposalKind::OtherAmount,
    ];
    one_of(
        "In what it differs from what was asked for.",
        &kinds.map(ProposalKind::name),
    )
}
