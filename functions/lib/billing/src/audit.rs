//! What people do, by name: the actions of the audit and what they were done to.
//! It owns the stable names only; who may do what is in `role`, and the lines themselves are kept by the store.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::of_notification::NotificationId;
use crate::ids::{
    ClaimId, CustomerId, KeyId, ObligationId, ParkedId, PaymentId, PushId, SessionId, StaffId,
};

/// An enum whose variants have stable names, all in one list.
macro_rules! named {
    ($(#[$about:meta])* $type:ident { $($(#[$doc:meta])* $variant:ident => $name:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $type {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)+
        }

        impl $type {
            /// Every one of them.
            pub const ALL: &'static [$type] = &[$($type::$variant,)+];

            /// The stable name in records and in the API.
            pub const fn name(self) -> &'static str {
                match self {
                    $($type::$variant => $name,)+
                }
            }

            /// The one of a name.
            pub fn parse(name: &str) -> Option<$type> {
                $type::ALL.iter().copied().find(|one| one.name() == name)
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.pad(self.name())
            }
        }
    };
}

named! {
    /// Something that somebody did.
    AuditAction {
        /// A payment was entered by hand.
        PaymentRecorded => "payment_recorded",
        /// A payment that was entered by hand was put right.
        PaymentEdited => "payment_edited",
        /// A payment got an owner, or another one.
        PaymentAssociated => "payment_associated",
        /// A payment was taken from its owner.
        PaymentDisassociated => "payment_disassociated",
        /// What a payment is for was said anew.
        PaymentAllocated => "payment_allocated",
        /// What a payment was put to was undone.
        PaymentUnmapped => "payment_unmapped",
        /// A payment was confirmed that no provider had confirmed.
        PaymentVerified => "payment_verified",
        /// A payment went back.
        PaymentReversed => "payment_reversed",
        /// M-PESA was asked to send a payment back.
        ReversalRequested => "reversal_requested",
        /// M-PESA was asked what became of a payment.
        PaymentStatusAsked => "payment_status_asked",
        /// A customer was created.
        CustomerCreated => "customer_created",
        /// A customer was changed.
        CustomerChanged => "customer_changed",
        /// A phone or an address of a customer is tried again at which nothing arrived.
        ContactRetried => "contact_retried",
        /// A customer was given a secret address.
        LinkMade => "link_made",
        /// A secret address was revoked.
        LinkRevoked => "link_revoked",
        /// Something to pay was entered.
        ObligationCreated => "obligation_created",
        /// An amount, a date or a schedule of something to pay was changed.
        ObligationChanged => "obligation_changed",
        /// What was not paid of something was cancelled.
        ObligationCancelled => "obligation_cancelled",
        /// Something that was cancelled has to be paid again.
        ObligationRestored => "obligation_restored",
        /// A phone was prompted.
        PushRequested => "push_requested",
        /// What M-PESA said about a push was looked at.
        PushReviewed => "push_reviewed",
        /// A receipt was quoted.
        ReceiptQuoted => "receipt_quoted",
        /// A quoted receipt was decided on.
        ClaimResolved => "claim_resolved",
        /// A day was entered as a holiday.
        HolidayEntered => "holiday_entered",
        /// A day that was entered was taken back.
        HolidayWithdrawn => "holiday_withdrawn",
        /// An institution was handed money.
        RemittanceRecorded => "remittance_recorded",
        /// A transfer to an institution was undone.
        RemittanceUndone => "remittance_undone",
        /// A callback that could not be read was taken in again.
        ParkedReplayed => "parked_replayed",
        /// A callback that could not be read was put aside.
        ParkedDismissed => "parked_dismissed",
        /// A message that did not arrive was sent again.
        NotificationResent => "notification_resent",
        /// It was left at that a message did not arrive.
        NotificationDismissed => "notification_dismissed",
        /// A channel was stopped by a person.
        ChannelStopped => "channel_stopped",
        /// A channel that was stopped goes on.
        ChannelStarted => "channel_started",
        /// An outside party was tested.
        IntegrationTested => "integration_tested",
        /// What holds for the whole provider was changed.
        SettingsChanged => "settings_changed",
        /// The text of a message was changed.
        TextChanged => "text_changed",
        /// The text of a message was tried out.
        TextTried => "text_tried",
        /// Somebody works here now.
        StaffAdded => "staff_added",
        /// Somebody has another role.
        StaffRoleChanged => "staff_role_changed",
        /// Somebody's name or language was put right.
        StaffChanged => "staff_changed",
        /// Somebody does not work here any more.
        StaffEnded => "staff_ended",
        /// Somebody has to set up their second factor anew.
        SecondFactorReset => "second_factor_reset",
        /// Somebody set up their second factor.
        SecondFactorEnrolled => "second_factor_enrolled",
        /// A second factor was wrong.
        SecondFactorRefused => "second_factor_refused",
        /// Somebody signed in.
        SignedIn => "signed_in",
        /// Somebody signed out, or ended where they were signed in.
        SignedOut => "signed_out",
        /// Somebody signed out everywhere.
        SignedOutEverywhere => "signed_out_everywhere",
        /// An API key was issued.
        ApiKeyIssued => "api_key_issued",
        /// An API key was revoked.
        ApiKeyRevoked => "api_key_revoked",
    }
}

named! {
    /// What something was done to.
    SubjectKind {
        /// A payment, by its id.
        Payment => "payment",
        /// A customer, by their id.
        Customer => "customer",
        /// An obligation, by its id.
        Obligation => "obligation",
        /// A push, by its id.
        Push => "push",
        /// A quoted receipt, by its id.
        Claim => "claim",
        /// A question to M-PESA, by its id.
        Question => "question",
        /// A holiday, by its day.
        Holiday => "holiday",
        /// An institution, by its name.
        Institution => "institution",
        /// A parked callback, by its id.
        Parked => "parked",
        /// A notification, by its id.
        Notification => "notification",
        /// A channel of messages, by its name.
        Channel => "channel",
        /// An outside party, or a part of the installation, by its name.
        Integration => "integration",
        /// The settings; there is one of them.
        Settings => "settings",
        /// A text, by message, language and channel.
        Text => "text",
        /// Somebody of the staff, by their id.
        Staff => "staff",
        /// An API key, by its id.
        ApiKey => "api_key",
        /// Where somebody is signed in, by its id.
        Session => "session",
    }
}

/// What something was done to: a kind and the id within it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Subject {
    /// Of which kind.
    pub kind: SubjectKind,
    /// Which one; never a phone, a person's name or an address.
    pub id: String,
}

/// What has an id of its own is named by it.
macro_rules! named_by {
    ($($id:ty => $kind:ident,)+) => {
        $(impl From<&$id> for Subject {
            fn from(id: &$id) -> Subject {
                Subject::new(SubjectKind::$kind, id.as_str())
            }
        })+
    };
}

named_by! {
    PaymentId => Payment,
    CustomerId => Customer,
    ObligationId => Obligation,
    PushId => Push,
    ClaimId => Claim,
    ParkedId => Parked,
    NotificationId => Notification,
    StaffId => Staff,
    KeyId => ApiKey,
    SessionId => Session,
}

impl Subject {
    /// The one of a kind with an id.
    pub fn new(kind: SubjectKind, id: impl Into<String>) -> Subject {
        Subject {
            kind,
            id: id.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AuditAction, SubjectKind};

    #[test]
    fn names_are_unique_and_read_back() {
        for (position, action) in AuditAction::ALL.iter().enumerate() {
            assert_eq!(AuditAction::parse(action.name()), Some(*action));
            let same = |other: &&AuditAction| other.name() == action.name();
            assert_eq!(
                AuditAction::ALL.iter().position(|one| same(&one)),
                Some(position)
            );
            assert_eq!(
                serde_json::to_string(action).unwrap(),
                format!("\"{action}\"")
            );
        }
        for kind in SubjectKind::ALL {
            assert_eq!(SubjectKind::parse(kind.name()), Some(*kind));
        }
        assert_eq!(AuditAction::parse("PaymentRecorded"), None);
        assert_eq!(SubjectKind::parse(""), None);
    }
}
