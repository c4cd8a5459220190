//! What stands for the facts of a message in its text.

use billing::notification::MessageKind;

/// A name in braces, for which a fact of the message is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Placeholder {
    /// The name, as in `{amount}`.
    pub name: &'static str,
    /// What is written for it, in words for staff.
    pub meaning: &'static str,
}

/// What the texts of `kind` may use.
pub const fn placeholders(kind: MessageKind) -> &'static [Placeholder] {
    match kind {
        MessageKind::ObligationRegistered => &REGISTERED,
        MessageKind::InstalmentDue
        | MessageKind::InstalmentDueToday
        | MessageKind::InstalmentOverdue => &DOSE,
        MessageKind::DateMoved => &MOVED,
        MessageKind::PaymentReceived => &RECEIVED,
        MessageKind::PaymentUnmatched => &UNMATCHED,
        MessageKind::SignInCode => &SIGN_IN_CODE,
        MessageKind::ChannelTest => &CHANNEL_TEST,
    }
}

/// What the texts of `kind` must use, so that no change can take away what a message is for.
pub const fn required(kind: MessageKind) -> &'static [&'static str] {
    match kind {
        MessageKind::ObligationRegistered
        | MessageKind::PaymentReceived
        | MessageKind::PaymentUnmatched => &["amount"],
        MessageKind::InstalmentDue
        | MessageKind::InstalmentDueToday
        | MessageKind::InstalmentOverdue
        | MessageKind::DateMoved => &["amount", "due_date"],
        MessageKind::SignInCode => &["code"],
        MessageKind::ChannelTest => &[],
    }
}

const fn placeholder(name: &'static str, meaning: &'static str) -> Placeholder {
    Placeholder { name, meaning }
}

const PROVIDER_NAME: Placeholder = placeholder("provider_name", "our name");
const CUSTOMER_NAME: Placeholder = placeholder("customer_name", "the name of the recipient");
const PAYBILL: Placeholder = placeholder("paybill", "our Paybill number");
const ACCOUNT_NUMBER: Placeholder = placeholder("account_number", "the customer's account number");
const HOW_TO_PAY: Placeholder = placeholder("how_to_pay", "Paybill and account number in words");
const CONTACT: Placeholder = placeholder("contact", "where to reach us; may be empty");
const DESCRIPTION: Placeholder = placeholder("description", "what it is for");
const WHAT: Placeholder = placeholder("what", "what it is for, and which instalment of how many");
const INSTITUTION: Placeholder = placeholder(
    "institution",
    "whom the money is collected for; empty if it is ours",
);
const PAYMENT_CODE: Placeholder = placeholder(
    "payment_code",
    "the code that names exactly this obligation; may be empty",
);
const OUTSTANDING: Placeholder =
    placeholder("amount", "what is still to be paid of the instalment");
const DUE_DATE: Placeholder = placeholder("due_date", "the date until which it has to be paid");
const REASON: Placeholder = placeholder(
    "reason",
    "why the date is not the planned one; empty if it is",
);
const RECEIPT: Placeholder = placeholder("receipt", "the receipt code of the payment");
const PAID: Placeholder = placeholder("amount", "how much was paid");

const REGISTERED: [Placeholder; 15] = [
    PROVIDER_NAME,
    CUSTOMER_NAME,
    PAYBILL,
    ACCOUNT_NUMBER,
    HOW_TO_PAY,
    CONTACT,
    placeholder("amount", "the total"),
    DESCRIPTION,
    INSTITUTION,
    PAYMENT_CODE,
    placeholder(
        "schedule",
        "by when in one or how many instalments, in words",
    ),
    placeholder("instalments", "the number of instalments"),
    placeholder("first_amount", "the amount of the first instalment"),
    placeholder("first_date", "the due date of the first instalment"),
    placeholder("last_date", "the due date of the last instalment"),
];

const DOSE: [Placeholder; 13] = [
    PROVIDER_NAME,
    CUSTOMER_NAME,
    PAYBILL,
    ACCOUNT_NUMBER,
    HOW_TO_PAY,
    CONTACT,
    OUTSTANDING,
    DESCRIPTION,
    WHAT,
    INSTITUTION,
    PAYMENT_CODE,
    DUE_DATE,
    REASON,
];

const MOVED: [Placeholder; 14] = [
    PROVIDER_NAME,
    CUSTOMER_NAME,
    PAYBILL,
    ACCOUNT_NUMBER,
    HOW_TO_PAY,
    CONTACT,
    OUTSTANDING,
    DESCRIPTION,
    WHAT,
    INSTITUTION,
    PAYMENT_CODE,
    DUE_DATE,
    REASON,
    placeholder("old_date", "the due date that it had"),
];

const RECEIVED: [Placeholder; 12] = [
    PROVIDER_NAME,
    CUSTOMER_NAME,
    PAYBILL,
    ACCOUNT_NUMBER,
    HOW_TO_PAY,
    CONTACT,
    PAID,
    RECEIPT,
    placeholder("balance", "the new balance as a sentence"),
    placeholder("settled", "what the payment settled; may be empty"),
    placeholder(
        "unallocated",
        "what was put to nothing yet; empty if nothing was",
    ),
    placeholder(
        "next_due",
        "how much is due next and when; empty if nothing is",
    ),
];

const UNMATCHED: [Placeholder; 7] = [
    PROVIDER_NAME,
    CUSTOMER_NAME,
    PAYBILL,
    CONTACT,
    PAID,
    RECEIPT,
    placeholder(
        "reference",
        "what the payer typed as account number; may be empty",
    ),
];

/// No name and no account: whoever reads it on somebody's screen learns nothing.
const SIGN_IN_CODE: [Placeholder; 4] = [
    PROVIDER_NAME,
    CONTACT,
    placeholder("code", "the six digits to sign in with"),
    placeholder("minutes", "for how many minutes they work"),
];

/// Whoever gets it may have nothing to do with us.
const CHANNEL_TEST: [Placeholder; 4] = [
    PROVIDER_NAME,
    CONTACT,
    placeholder("date", "the day on which the test was asked for"),
    placeholder("time", "at what time"),
];
