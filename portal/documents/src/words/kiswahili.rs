//! What documents say in Kiswahili.

use billing::payment::{AllocationStatus, Channel, Method};

use super::{AuditWords, PaymentWords, ReceiptWords, StatementWords, ThingWords, Words};

/// Kiswahili.
pub(crate) static WORDS: Words = Words {
    months: messages::words::kiswahili::WORDS.months,
    months_short: [
        "Jan", "Feb", "Mac", "Apr", "Mei", "Jun", "Jul", "Ago", "Sep", "Okt", "Nov", "Des",
    ],
    things: ThingWords {
        account_number: "Namba ya akaunti",
        amount: "Kiasi",
        balance: "Salio",
        currency: "Sarafu",
        customer: "Mteja",
        date: "Tarehe",
        description: "Maelezo",
        reference: "Kumbukumbu",
        debit: "Kilichotozwa",
        credit: "Kilicholipwa",
        channel,
        owes: |amount| format!("Unadaiwa {amount}"),
        ahead: |amount| format!("Una salio la {amount}"),
        settled: "Hudaiwi chochote",
    },
    receipt: ReceiptWords {
        title: "Risiti",
        paid_on: |when| format!("Imelipwa {when}"),
        reversed_on: |day| format!("IMERUDISHWA {day}"),
        reversed_means: "Pesa zilirudishwa. Risiti hii si uthibitisho wa malipo tena.",
        received_from: "Imepokelewa kutoka kwa",
        paid_by: "Njia ya malipo",
        no_customer: "Bado haijaunganishwa na akaunti",
        put_to: "Malipo haya yametumika kwa",
        what_for: "Kwa ajili ya",
        instalment: "Awamu",
        dose: |number, of| format!("{number} kati ya {of}"),
        not_yet_used: "Haijatumika",
        total: "Jumla",
        balance_after: "Salio baada ya malipo haya",
        check: "Hakiki risiti hii",
        check_how: "Skani msimbo au fungua anwani kuona kama risiti hii ni halisi.",
        qr: |address| format!("Msimbo wa QR wenye anwani {address}"),
    },
    statement: StatementWords {
        title: "Taarifa ya akaunti",
        period: |from, to| format!("{from} hadi {to}"),
        until: |to| format!("Tangu mwanzo hadi {to}"),
        opening: "Salio la mwanzo",
        closing: "Salio la mwisho",
        amounts: |currency| {
            format!("Viasi vyote ni kwa {currency}. Salio lenye alama ya kutoa ni deni lako.")
        },
        made_on: |when| format!("Imetolewa {when}"),
        nothing: "Hakuna kilichoandikwa katika kipindi hiki.",
    },
    payments: PaymentWords {
        time: "Saa",
        code: "Msimbo wa muamala",
        channel: "Njia",
        payer: "Mlipaji",
        phone: "Simu",
        used: "Matumizi",
        reversed: "Imerudishwa",
        status,
    },
    audit: AuditWords {
        who: "Nani",
        role: "Wadhifa",
        did: "Alifanya nini",
        name: "Tendo",
        kind: "Kilichoguswa",
        which: "Kipi",
        facts: "Maelezo",
        why: "Sababu",
        cut: |lines, day| {
            format!(
                "Imekatwa hapa baada ya mistari {lines}: {day} huenda haijakamilika, na yaliyo kabla yake hayapo. \
                 Pakua tena ukiweka siku hiyo kuwa ya mwisho."
            )
        },
    },
    page: |page, of| format!("Ukurasa {page} kati ya {of}"),
};

fn channel(channel: Channel, method: Option<Method>) -> &'static str {
    match (channel, method) {
        (Channel::Bank, _) | (Channel::Manual, Some(Method::Bank)) => "Benki",
        (Channel::Manual, Some(Method::Cash)) => "Pesa taslimu",
        (Channel::Manual, Some(Method::Cheque)) => "Hundi",
        (Channel::Manual, Some(Method::Mobile)) => "Pesa kwa simu",
        (Channel::Manual, Some(Method::Card)) => "Kadi",
        (Channel::Manual, None) => "Ofisini",
        (Channel::MpesaC2b | Channel::MpesaStk | Channel::MpesaPull | Channel::MpesaStatus, _) => {
            "M-PESA"
        }
    }
}

fn status(status: AllocationStatus) -> &'static str {
    match status {
        AllocationStatus::NotAllocated => "Haijagawanywa",
        AllocationStatus::PartiallyAllocated => "Imegawanywa kwa sehemu",
        AllocationStatus::Allocated => "Imegawanywa",
    }
}
