//! What messages say in English.

use billing::notification::MessageKind;

use super::{CalendarWords, LetterWords, PartWords, Words};

/// English.
pub const WORDS: Words = Words {
    weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    months: [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ],
    parts: PartWords {
        how_to_pay: |paybill, account| format!("Paybill {paybill}, account {account}"),
        paybill_only: |paybill| format!("Paybill {paybill}"),
        dose: |what, number, of| format!("{what} ({number} of {of})"),
        once: |day| format!("by {day}"),
        in_doses: |count, amount, first, last| {
            format!("in {count} instalments from {first} ({amount}) to {last}")
        },
        owe: |amount| format!("You owe {amount}"),
        credit: |amount| format!("You have {amount} credit"),
        even: "Your account is settled",
        more: |count| format!("and {count} more"),
        settled: |what, amount| format!("{what}: {amount}"),
        settled_in_part: |what, amount, left| format!("{what}: {amount}, {left} still to pay"),
        by: |amount, day| format!("{amount} by {day}"),
    },
    letter: LetterWords {
        heading,
        due: |day| format!("Due {day}"),
        receipt: |receipt| format!("Receipt {receipt}"),
        how_to_pay: "How to pay",
        menu: "M-PESA, Lipa na M-PESA, Pay Bill",
        paybill: "Business number",
        account: "Account number",
        amount: "Amount",
        first_amount: "First instalment",
        payment_code: "Or, for exactly this, as account number",
        because_customer: |provider| {
            format!("You get this e-mail because you have an account with {provider}.")
        },
        because_payer: |provider| {
            format!("You get this e-mail because a payment of yours reached {provider}.")
        },
        never_asks_for_pin: |provider| {
            format!("Nobody from {provider} will ever ask you for your M-PESA PIN.")
        },
        because_asked: |provider| {
            format!(
                "You get this e-mail because somebody wants to sign in at {provider} with this address."
            )
        },
        because_tested: |provider| {
            format!(
                "You get this e-mail because somebody at {provider} tries whether e-mails arrive."
            )
        },
        never_asks_for_code: |provider| {
            format!("Nobody from {provider} will ever ask you for this code.")
        },
        unsubscribe: "Stop these e-mails",
    },
    calendar: CalendarWords {
        unpaid: |amount, what| format!("Pay {amount}: {what}"),
        partially_paid: |left, amount, what| format!("Pay {left} of {amount}: {what}"),
        paid: |amount, what| format!("Paid {amount}: {what}"),
        cancelled: |what| format!("Cancelled: {what}"),
        moved: "The date was moved",
        institution: "Collected for",
        payment_code: "Payment code",
    },
};

const fn heading(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::ObligationRegistered => "Something new to pay",
        MessageKind::InstalmentDue => "Due soon",
        MessageKind::InstalmentDueToday => "Due today",
        MessageKind::InstalmentOverdue => "Overdue",
        MessageKind::DateMoved => "New due date",
        MessageKind::PaymentReceived => "Payment received",
        MessageKind::PaymentUnmatched => "Whose payment is this?",
        MessageKind::SignInCode => "Your code",
        MessageKind::ChannelTest => "A test",
    }
}
