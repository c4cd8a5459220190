//! Roles: who of the staff may do what. One table decides, and the operations ask it before anything else.
//! It knows no person, no session and no key.

use std::fmt;

use serde::{Deserialize, Serialize};

#[cfg(test)]
mod tests;

/// What somebody of the staff, or a key, is trusted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Finds whose a payment is, takes payments, helps customers to pay.
    Cashier,
    /// All with money: what is owed, what was paid, and the corrections of both.
    Accountant,
    /// Everything, and alone who else may do what.
    Administrator,
    /// Reads everything and writes nothing.
    Auditor,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 4] = [
        Role::Cashier,
        Role::Accountant,
        Role::Administrator,
        Role::Auditor,
    ];

    /// The name in the API and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Role::Cashier => "cashier",
            Role::Accountant => "accountant",
            Role::Administrator => "administrator",
            Role::Auditor => "auditor",
        }
    }

    /// The role of a name.
    pub fn parse(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether somebody in this role may do something.
    pub const fn may(self, permission: Permission) -> bool {
        use Permission as P;
        match permission {
            // The work at the counter: none of it changes what is owed, and all of it can be undone.
            P::RecordPayment
            | P::AssociatePayment
            | P::AllocatePayment
            | P::AskMpesa
            | P::RequestPush
            | P::ReviewPush
            | P::QuoteReceipt
            | P::ResolveClaim
            | P::ChangeContacts
            | P::ResendNotification => {
                matches!(self, Role::Cashier | Role::Accountant | Role::Administrator)
            }
            // Changes what somebody owes or is worth, or sends money away: not by whoever takes the money. A gazetted
            // day moves due dates, is announced the evening before, and so belongs here rather than to the settings.
            P::VerifyPayment
            | P::ReversePayment
            | P::ChangeCustomer
            | P::ChangeObligation
            | P::RemitToInstitution
            | P::ResolveParked
            | P::ChangeHolidays => matches!(self, Role::Accountant | Role::Administrator),
            // Holds for everybody from then on, or lets somebody in.
            P::GoOverLimit
            | P::ChangeSettings
            | P::ChangeTexts
            | P::StartChannel
            | P::TestIntegration
            | P::ManageStaff
            | P::ManageKeys => matches!(self, Role::Administrator),
            // All else is read by everybody; this says what colleagues did, and from where they signed in.
            P::ReadAudit => matches!(self, Role::Administrator | Role::Auditor),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// One thing that one may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Enter a payment by hand, and put right one that was entered.
    RecordPayment,
    /// Say whose a payment is, or that it is nobody's.
    AssociatePayment,
    /// Say what a payment is for.
    AllocatePayment,
    /// Ask M-PESA what became of a payment.
    AskMpesa,
    /// Have a phone prompted to pay.
    RequestPush,
    /// Note that what M-PESA said about a push was looked at.
    ReviewPush,
    /// Quote a receipt, as a customer says that they paid.
    QuoteReceipt,
    /// Decide on a receipt that was quoted.
    ResolveClaim,
    /// Change phones, addresses, language, what a customer wants to be told, and their secret addresses.
    ChangeContacts,
    /// Have a message sent again that did not arrive, or leave it at that.
    ResendNotification,
    /// Confirm a payment that no provider has confirmed.
    VerifyPayment,
    /// Send a payment back, or record that it went back.
    ReversePayment,
    /// Create a customer, and change their name and status.
    ChangeCustomer,
    /// Create what a customer owes, change it and cancel it.
    ChangeObligation,
    /// Hand collected money to an institution.
    RemitToInstitution,
    /// Decide on a callback that could not be read.
    ResolveParked,
    /// Enter a gazetted day, or take it back.
    ChangeHolidays,
    /// Go over a limit that protects from mistakes.
    GoOverLimit,
    /// Change what holds for the whole provider.
    ChangeSettings,
    /// Change and try the texts of messages.
    ChangeTexts,
    /// Stop a channel of messages, and let them go over it again.
    StartChannel,
    /// Try whether M-PESA, the carriers of messages, the store and the queues answer.
    TestIntegration,
    /// Say who of the staff may do what.
    ManageStaff,
    /// Issue and revoke API keys.
    ManageKeys,
    /// Read who did what.
    ReadAudit,
}

impl Permission {
    /// Every permission.
    pub const ALL: [Permission; 25] = [
        Permission::RecordPayment,
        Permission::AssociatePayment,
        Permission::AllocatePayment,
        Permission::AskMpesa,
        Permission::RequestPush,
        Permission::ReviewPush,
        Permission::QuoteReceipt,
        Permission::ResolveClaim,
        Permission::ChangeContacts,
        Permission::ResendNotification,
        Permission::VerifyPayment,
        Permission::ReversePayment,
        Permission::ChangeCustomer,
        Permission::ChangeObligation,
        Permission::RemitToInstitution,
        Permission::ResolveParked,
        Permission::ChangeHolidays,
        Permission::GoOverLimit,
        Permission::ChangeSettings,
        Permission::ChangeTexts,
        Permission::StartChannel,
        Permission::TestIntegration,
        Permission::ManageStaff,
        Permission::ManageKeys,
        Permission::ReadAudit,
    ];

    /// What it allows, so that it can follow "may" in a sentence.
    pub const fn phrase(self) -> &'static str {
        match self {
            Permission::RecordPayment => "enter a payment or edit one that was entered",
            Permission::AssociatePayment => "say whose a payment is",
            Permission::AllocatePayment => "say what a payment is for",
            Permission::AskMpesa => "ask M-PESA about a payment",
            Permission::RequestPush => "have this phone prompted",
            Permission::ReviewPush => "note that a push was looked at",
            Permission::QuoteReceipt => "quote a receipt",
            Permission::ResolveClaim => "decide on a quoted receipt",
            Permission::ChangeContacts => "change a customer's contacts",
            Permission::ResendNotification => "decide on messages that did not arrive",
            Permission::VerifyPayment => "confirm a payment",
            Permission::ReversePayment => "reverse a payment",
            Permission::ChangeCustomer => "create customers or change their name and status",
            Permission::ChangeObligation => "change what a customer owes",
            Permission::RemitToInstitution => "hand money to an institution",
            Permission::ResolveParked => "decide on a callback that could not be read",
            Permission::ChangeHolidays => "change the holidays",
            Permission::GoOverLimit => "go over this limit",
            Permission::ChangeSettings => "change the settings",
            Permission::ChangeTexts => "change the texts of messages",
            Permission::StartChannel => "stop a channel or start one that was stopped",
            Permission::TestIntegration => "test an integration",
            Permission::ManageStaff => "change who works here and in which role",
            Permission::ManageKeys => "issue and revoke API keys",
            Permission::ReadAudit => "read the audit",
        }
    }

    /// Who of the staff may, in words: "an accountant or an administrator".
    pub fn holders(self) -> String {
        let holders: Vec<String> = Role::ALL
            .into_iter()
            .filter(|role| role.may(self))
            .map(|role| Capacity::Staff(role).with_article())
            .collect();
        match holders.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, others)) => format!("{} or {last}", others.join(", ")),
            None => "nobody".to_owned(),
        }
    }
}

/// As what somebody acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Capacity {
    /// Malipo itself: rules and schedules.
    System,
    /// Somebody of the staff, or a system with a key.
    Staff(Role),
    /// A customer, on their own account.
    Customer,
}

impl Capacity {
    /// The name in records and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Capacity::System => "system",
            Capacity::Staff(role) => role.name(),
            Capacity::Customer => "customer",
        }
    }

    /// The capacity of a name.
    pub fn parse(name: &str) -> Option<Capacity> {
        match name {
            "system" => Some(Capacity::System),
            "customer" => Some(Capacity::Customer),
            other => Role::parse(other).map(Capacity::Staff),
        }
    }

    /// Whether one may do something. A customer only ever on their own account, which the operation sees to.
    pub const fn may(self, permission: Permission) -> bool {
        match self {
            Capacity::System => true,
            Capacity::Staff(role) => role.may(permission),
            Capacity::Customer => matches!(
                permission,
                Permission::RequestPush | Permission::QuoteReceipt | Permission::ChangeContacts
            ),
        }
    }

    /// In a sentence: "an auditor".
    pub fn with_article(self) -> String {
        let name = self.name();
        let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) {
            "an"
        } else {
            "a"
        };
        format!("{article} {name}")
    }
}

impl fmt::Display for Capacity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl From<Capacity> for String {
    fn from(capacity: Capacity) -> Self {
        capacity.name().to_owned()
    }
}

impl TryFrom<String> for Capacity {
    type Error = UnknownCapacity;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        Capacity::parse(&name).ok_or(UnknownCapacity)
    }
}

/// A name that no role and no capacity has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nobody acts in a role of this name")]
pub struct UnknownCapacity;
