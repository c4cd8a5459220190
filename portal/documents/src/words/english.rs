//! What documents say in English.

use billing::payment::{AllocationStatus, Channel, Method};

use super::{AuditWords, PaymentWords, ReceiptWords, StatementWords, ThingWords, Words};

/// English.
pub(crate) static WORDS: Words = Words {
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    months_short: messages::words::english::WORDS.months,
    things: ThingWords {
        account_number: "Account number",
        amount: "Amount",
        balance: "Balance",
        currency: "Currency",
        customer: "Customer",
        date: "Date",
        description: "Description",
        reference: "Reference",
        debit: "Debit",
        credit: "Credit",
        channel,
        owes: |amount| format!("You owe {amount}"),
        ahead: |amount| format!("You have {amount} credit"),
        settled: "Your account is settled",
    },
    receipt: ReceiptWords {
        title: "Receipt",
        paid_on: |when| format!("Paid on {when}"),
        reversed_on: |day| format!("REVERSED on {day}"),
        reversed_means: "The money went back. This receipt no longer proves a payment.",
        received_from: "Received from",
        paid_by: "Paid by",
        no_customer: "Not matched to an account yet",
        put_to: "What it was put to",
        what_for: "What for",
        instalment: "Instalment",
        dose: |number, of| format!("{number} of {of}"),
        not_yet_used: "Not yet used",
        total: "Total",
        balance_after: "Balance after this payment",
        check: "Check this receipt",
        check_how: "Scan the code or open the address to see whether this receipt is genuine.",
        qr: |address| format!("QR code with the address {address}"),
    },
    statement: StatementWords {
        title: "Statement",
        period: |from, to| format!("{from} to {to}"),
        until: |to| format!("From the beginning to {to}"),
        opening: "Opening balance",
        closing: "Closing balance",
        amounts: |currency| {
            format!("All amounts in {currency}. A balance with a minus sign is what you owe.")
        },
        made_on: |when| format!("Made on {when}"),
        nothing: "Nothing was booked in this period.",
    },
    payments: PaymentWords {
        time: "Time",
        code: "Transaction code",
        channel: "Channel",
        payer: "Payer",
        phone: "Phone",
        used: "Used",
        reversed: "Reversed",
        status,
    },
    audit: AuditWords {
        who: "Who",
        role: "Role",
        did: "Did what",
        name: "Action",
        kind: "To what",
        which: "Which",
        facts: "Facts",
        why: "Why",
        cut: |lines, day| {
            format!(
                "Cut here after {lines} lines: {day} may be incomplete, and what was before it is missing. \
                 Download it again with that day as the last one."
            )
        },
    },
    page: |page, of| format!("Page {page} of {of}"),
};

fn channel(channel: Channel, method: Option<Method>) -> &'static str {
    match (channel, method) {
        (Channel::Bank, _) | (Channel::Manual, Some(Method::Bank)) => "Bank transfer",
        (Channel::Manual, Some(Method::Cash)) => "Cash",
        (Channel::Manual, Some(Method::Cheque)) => "Cheque",
        (Channel::Manual, Some(Method::Mobile)) => "Mobile money",
        (Channel::Manual, Some(Method::Card)) => "Card",
        (Channel::Manual, None) => "At the office",
        (Channel::MpesaC2b | Channel::MpesaStk | Channel::MpesaPull | Channel::MpesaStatus, _) => {
            "M-PESA"
        }
    }
}

fn status(status: AllocationStatus) -> &'static str {
    match status {
        AllocationStatus::NotAllocated => "Not allocated",
        AllocationStatus::PartiallyAllocated => "Partially allocated",
        AllocationStatus::Allocated => "Allocated",
    }
}
