//! Why an operation was not done.

use billing::allocation::AllocationError;
use billing::ids::PaymentId;
use billing::money::{Money, MoneyError};
use billing::obligation::ScheduleError;
use billing::obligation::change::ChangeError;
use billing::push::hold_back::HeldBack;
use billing::push::limits::AmountRefused;
use billing::role::{Capacity, Permission};
use messages::template::TemplateError;
use store::error::StoreError;

use crate::api_keys::ApiKeyError;
use crate::sign_in::error::SignInError;
use crate::staff::error::StaffError;

/// Why an operation was not done. Nothing was changed, unless the store is at fault.
#[derive(Debug, thiserror::Error)]
pub enum OperationError {
    /// The table gave no answer or not the one needed.
    #[error("the store failed")]
    Store(#[from] StoreError),
    /// Records that belong together do not agree: read on both sides of somebody's write, or damaged.
    #[error("{key} does not agree with what refers to it: {detail}")]
    Disagreement {
        /// Which record.
        key: String,
        /// In what.
        detail: &'static str,
    },
    /// Stored amounts add up to more than can be represented.
    #[error("an amount is out of range")]
    Money(#[from] MoneyError),
    /// Their role does not let them.
    #[error("{} may not {}; ask {}", .role.with_article(), .permission.phrase(), .permission.holders())]
    NotAllowed {
        /// As what they act.
        role: Capacity,
        /// What they wanted to do.
        permission: Permission,
    },
    /// No such payment.
    #[error("no payment has this id")]
    PaymentNotFound,
    /// No such customer.
    #[error("no customer has this account number")]
    CustomerNotFound,
    /// No such obligation.
    #[error("no obligation has this id")]
    ObligationNotFound,
    /// No such instalment of this obligation.
    #[error("this obligation has no instalment with this number")]
    InstalmentNotFound,
    /// No such allocation on this payment.
    #[error("this payment has no such allocation; it may have been undone already")]
    AllocationNotFound,
    /// No such parked callback.
    #[error("no parked callback has this id")]
    ParkedNotFound,
    /// No such push.
    #[error("no STK push has this id")]
    PushNotFound,
    /// No such claim.
    #[error("no quoted receipt has this id")]
    ClaimNotFound,
    /// No such question to M-PESA.
    #[error("M-PESA was not asked under this id")]
    AskNotFound,
    /// No such notification.
    #[error("no notification has this id")]
    NotificationNotFound,
    /// It is on its way, arrived, or is not needed any more, as a code for signing in never is afterwards.
    #[error(
        "this notification is on its way, was delivered, or told a code; only another one that did not arrive can be sent again"
    )]
    NotificationNotResendable,
    /// Somebody has dealt with it.
    #[error("this callback has been {how} already")]
    ParkedResolved {
        /// `replayed` or `dismissed`.
        how: String,
    },
    /// The account number belongs to somebody.
    #[error("this account number is in use")]
    AccountNumberTaken,
    /// The receipt is recorded.
    #[error(
        "a payment with this receipt is recorded already; look at it instead of entering it again"
    )]
    ReceiptAlreadyRecorded {
        /// The payment that stands.
        payment: PaymentId,
    },
    /// Five changes of the association were made by people.
    #[error(
        "the association of this payment has been changed five times; an administrator can go over the limit"
    )]
    AssociationEditLimitReached,
    /// Nobody owns the payment.
    #[error("this payment is not associated with a customer; associate it first")]
    PaymentNotAssociated,
    /// The money went back.
    #[error("this payment was reversed; nothing more can be done with it")]
    PaymentReversed,
    /// A provider's words are not ours to change.
    #[error(
        "only a payment that staff entered can be edited; what a provider reported stays as reported"
    )]
    PaymentNotManual,
    /// The obligation is somebody else's.
    #[error("this obligation belongs to another customer than the payment")]
    ObligationOfAnotherCustomer,
    /// What was asked for cannot be allocated.
    #[error("the allocation is not possible: {0}")]
    Allocation(AllocationError),
    /// What was asked for cannot be changed.
    #[error("the change is not possible: {0}")]
    Change(ChangeError),
    /// It was cancelled.
    #[error("this obligation was cancelled; restore it first")]
    ObligationCancelled,
    /// It was not cancelled.
    #[error("this obligation is not cancelled")]
    ObligationNotCancelled,
    /// The law makes it a holiday.
    #[error("{name} is a holiday by law; only days that were entered here can be taken back")]
    HolidayByLaw {
        /// Its name.
        name: String,
    },
    /// The day is a holiday already.
    #[error("this day is a holiday already: {name}")]
    HolidayExists {
        /// Its name.
        name: String,
    },
    /// No such holiday.
    #[error("this day was not entered as a holiday")]
    HolidayNotFound,
    /// No such institution.
    #[error("nothing was ever collected for an institution of this name")]
    InstitutionNotFound,
    /// No such transfer.
    #[error("no remittance has this number")]
    RemittanceNotFound,
    /// It was undone.
    #[error("this remittance was undone already")]
    RemittanceUndone,
    /// More than was collected.
    #[error("only {available} was collected and not yet remitted")]
    RemittanceExceedsCollected {
        /// What there is.
        available: Money,
    },
    /// A text that cannot be used as a template.
    #[error("the text is not possible: {0}")]
    Template(TemplateError),
    /// No such secret address.
    #[error("this address does not exist, or was revoked")]
    LinkNotFound,
    /// The schedule is not complete or not possible.
    #[error("the schedule is not possible: {0}")]
    Schedule(ScheduleError),
    /// A field that a person filled in cannot be taken.
    #[error("{field}: {detail}")]
    Field {
        /// Its name in the interface.
        field: &'static str,
        /// Stable code.
        code: &'static str,
        /// What to do.
        detail: String,
    },
    /// Nothing that can be trusted has confirmed the payment.
    #[error(
        "nobody can own this payment yet: {doubt} Wait until M-PESA confirms it, or confirm it yourself from the statement"
    )]
    PaymentUnverified {
        /// Why, as a sentence.
        doubt: String,
    },
    /// A prompt cannot be for this amount.
    #[error(transparent)]
    PushAmount(AmountRefused),
    /// No short code, or not this one, is set up for prompts.
    #[error("prompts for this short code are not set up")]
    MpesaNotSetUp,
    /// There is no phone to prompt.
    #[error("say which phone to prompt: the customer has none")]
    NoPhone,
    /// Nothing of the obligation is left to pay.
    #[error("nothing of this obligation is left to pay")]
    NothingToPay,
    /// The phone may not be prompted just now.
    #[error(transparent)]
    PushHeldBack(HeldBack),
    /// The customer asked for too many prompts.
    #[error(
        "too many payments were started from this account in the last hour; wait a while, then try again"
    )]
    TooManyPrompts,
    /// The customer had too many phones prompted that are not theirs.
    #[error(
        "too many other phones were prompted from this account today; use one of your own numbers, or pay from the phone's M-PESA menu"
    )]
    TooManyPhones,
    /// The customer quoted too many receipts.
    #[error(
        "too many receipts were tried from this account; wait an hour, or ask us with the message at hand"
    )]
    TooManyClaims,
    /// M-PESA was not asked, or said no.
    #[error("M-PESA cannot be asked now: {0}")]
    MpesaUnavailable(String),
    /// Something about those who work here cannot be done.
    #[error(transparent)]
    Staff(#[from] StaffError),
    /// Something about API keys cannot be done.
    #[error(transparent)]
    ApiKey(#[from] ApiKeyError),
    /// Nobody is signed in.
    #[error(transparent)]
    SignIn(#[from] SignInError),
    /// More lines than one answer holds.
    #[error("the period has more than {limit} lines; ask for a shorter one")]
    PeriodTooLong {
        /// The limit.
        limit: usize,
    },
}

impl OperationError {
    /// A field that cannot be taken as it is.
    #[must_use]
    pub fn field(field: &'static str, code: &'static str, detail: impl Into<String>) -> Self {
        Self::Field {
            field,
            code,
            detail: detail.into(),
        }
    }

    /// Whether the same call may succeed later without anybody doing anything.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_transient())
    }
}
