//! Notifications: what may be told to whom over which channel.
//! It knows neither the words (`messages`) nor who carries them (`providers`).

pub mod sign_in_code;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::business_days::ClosedDay;
use crate::ids::{ObligationId, PaymentId};
use crate::money::Money;
use crate::notification::sign_in_code::SignInCode;

/// How a message travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// A short message to a phone.
    Sms,
    /// A letter to an e-mail address.
    Email,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Channel; 2] = [Channel::Sms, Channel::Email];

    /// The name in keys and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Channel::Sms => "sms",
            Channel::Email => "email",
        }
    }
}

/// How much somebody wants to be told over one channel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// Everything.
    #[default]
    All,
    /// What happened to their money and dates, but no reminders.
    Essential,
    /// Nothing.
    Nothing,
}

impl Told {
    /// The name in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Told::All => "all",
            Told::Essential => "essential",
            Told::Nothing => "nothing",
        }
    }

    /// Whether a message of this kind is wanted.
    pub const fn wants(self, kind: MessageKind) -> bool {
        match self {
            Told::All => true,
            Told::Essential => !kind.is_reminder(),
            Told::Nothing => false,
        }
    }
}

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// There is something new to pay.
    ObligationRegistered,
    /// An instalment falls due in some days.
    InstalmentDue,
    /// An instalment falls due today.
    InstalmentDueToday,
    /// An instalment was due and is not paid.
    InstalmentOverdue,
    /// An instalment has another due date.
    DateMoved,
    /// Money arrived.
    PaymentReceived,
    /// Money arrived and nobody knows whose it is.
    PaymentUnmatched,
    /// Somebody wants to sign in.
    SignInCode,
    /// Somebody tries whether messages arrive over a channel.
    ChannelTest,
}

impl MessageKind {
    /// Every kind.
    pub const ALL: [MessageKind; 9] = [
        MessageKind::ObligationRegistered,
        MessageKind::InstalmentDue,
        MessageKind::InstalmentDueToday,
        MessageKind::InstalmentOverdue,
        MessageKind::DateMoved,
        MessageKind::PaymentReceived,
        MessageKind::PaymentUnmatched,
        MessageKind::SignInCode,
        MessageKind::ChannelTest,
    ];

    /// The name in keys and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            MessageKind::ObligationRegistered => "obligation_registered",
            MessageKind::InstalmentDue => "instalment_due",
            MessageKind::InstalmentDueToday => "instalment_due_today",
            MessageKind::InstalmentOverdue => "instalment_overdue",
            MessageKind::DateMoved => "date_moved",
            MessageKind::PaymentReceived => "payment_received",
            MessageKind::PaymentUnmatched => "payment_unmatched",
            MessageKind::SignInCode => "sign_in_code",
            MessageKind::ChannelTest => "channel_test",
        }
    }

    /// The kind of a name.
    pub fn of_name(name: &str) -> Option<MessageKind> {
        MessageKind::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
    }

    /// Whether it only repeats what the customer was told before, so that they may do without it.
    pub const fn is_reminder(self) -> bool {
        matches!(
            self,
            MessageKind::InstalmentDue
                | MessageKind::InstalmentDueToday
                | MessageKind::InstalmentOverdue
        )
    }

    /// Whether it answers something that the recipient has just done, so that it is welcome at any hour.
    pub const fn is_answer(self) -> bool {
        matches!(
            self,
            MessageKind::PaymentReceived
                | MessageKind::PaymentUnmatched
                | MessageKind::SignInCode
                | MessageKind::ChannelTest
        )
    }
}

/// What is to be told: the facts of one event, from which the words are made when it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum Message {
    /// There is something new to pay.
    ObligationRegistered(Registered),
    /// An instalment falls due: before, on or after its day, as the clock says when it is sent.
    InstalmentDue(Dose),
    /// An instalment has another due date.
    DateMoved {
        /// The instalment, with its new date.
        dose: Dose,
        /// The date that it had.
        was_due_on: NaiveDate,
    },
    /// Money arrived and has an owner.
    PaymentReceived(Received),
    /// Money arrived and nobody knows whose it is.
    PaymentUnmatched(Unmatched),
    /// Somebody wants to sign in.
    SignInCode(SignInCode),
    /// Somebody tries whether messages arrive over a channel.
    ChannelTest {
        /// When they asked for it.
        asked_at: DateTime<Utc>,
    },
}

/// A new obligation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registered {
    /// Which one.
    pub obligation: ObligationId,
    /// What for.
    pub description: String,
    /// The institution that gets the money, if it is not us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution: Option<String>,
    /// What the payer may quote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_code: Option<String>,
    /// The total.
    pub amount: Money,
    /// How many doses.
    pub instalments: u32,
    /// The first due date.
    pub first_due_on: NaiveDate,
    /// The amount of the first dose.
    pub first_amount: Money,
    /// The last due date; the first one where there is one dose.
    pub last_due_on: NaiveDate,
}

/// One instalment as its customer is told about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dose {
    /// The obligation.
    pub obligation: ObligationId,
    /// Its number, from 1.
    pub number: u32,
    /// Of how many.
    pub of: u32,
    /// What for.
    pub description: String,
    /// The institution that gets the money, if it is not us.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub institution: Option<String>,
    /// What the payer may quote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_code: Option<String>,
    /// What is still to be paid of it.
    pub outstanding: Money,
    /// The day until which it has to be paid.
    pub due_on: NaiveDate,
    /// The closed days because of which that is not the planned day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moved_over: Vec<ClosedDay>,
}

/// A payment that has an owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// Which one.
    pub payment: PaymentId,
    /// How much.
    pub amount: Money,
    /// The customer's balance after it; below zero when they owe.
    pub balance: Money,
    /// What it was put to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settled: Vec<Settled>,
    /// What was put to nothing yet.
    pub unallocated: Money,
    /// What has to be paid next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<NextDue>,
}

/// An instalment that a payment went to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// What for.
    pub description: String,
    /// The number of the dose.
    pub number: u32,
    /// Of how many.
    pub of: u32,
    /// How much of the payment.
    pub amount: Money,
    /// What is left of the dose.
    pub outstanding: Money,
}

/// What has to be paid next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextDue {
    /// How much is still due of it.
    pub outstanding: Money,
    /// By when.
    pub due_on: NaiveDate,
}

/// A payment without an owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unmatched {
    /// Which one.
    pub payment: PaymentId,
    /// How much.
    pub amount: Money,
    /// What the payer typed as reference.
    pub reference: String,
}

impl Message {
    /// What it is about when it is sent on `today`.
    pub fn kind(&self, today: NaiveDate) -> MessageKind {
        match self {
            Message::ObligationRegistered(_) => MessageKind::ObligationRegistered,
            Message::InstalmentDue(dose) if dose.due_on > today => MessageKind::InstalmentDue,
            Message::InstalmentDue(dose) if dose.due_on == today => MessageKind::InstalmentDueToday,
            Message::InstalmentDue(_) => MessageKind::InstalmentOverdue,
            Message::DateMoved { .. } => MessageKind::DateMoved,
            Message::PaymentReceived(_) => MessageKind::PaymentReceived,
            Message::PaymentUnmatched(_) => MessageKind::PaymentUnmatched,
            Message::SignInCode(_) => MessageKind::SignInCode,
            Message::ChannelTest { .. } => MessageKind::ChannelTest,
        }
    }
}
