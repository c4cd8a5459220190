//! What messages say in Kiswahili.

use billing::notification::MessageKind;

use super::{CalendarWords, LetterWords, PartWords, Words};

/// Kiswahili. The names of M-PESA's own menus stay as the phone shows them.
pub const WORDS: Words = Words {
    weekdays: [
        "Jumatatu", "Jumanne", "Jumatano", "Alhamisi", "Ijumaa", "Jumamosi", "Jumapili",
    ],
    months: [
        "Januari", "Februari", "Machi", "Aprili", "Mei", "Juni", "Julai", "Agosti", "Septemba",
        "Oktoba", "Novemba", "Desemba",
    ],
    parts: PartWords {
        how_to_pay: |paybill, account| format!("Paybill {paybill}, akaunti {account}"),
        paybill_only: |paybill| format!("Paybill {paybill}"),
        dose: |what, number, of| format!("{what} (awamu {number}/{of})"),
        once: |day| format!("kufikia {day}"),
        in_doses: |count, amount, first, last| {
            format!("kwa awamu {count} kuanzia {first} ({amount}) hadi {last}")
        },
        owe: |amount| format!("Unadaiwa {amount}"),
        credit: |amount| format!("Una salio la {amount}"),
        even: "Hudaiwi chochote",
        more: |count| format!("na {count} zaidi"),
        settled: |what, amount| format!("{what}: {amount}"),
        settled_in_part: |what, amount, left| format!("{what}: {amount}, bado {left}"),
        by: |amount, day| format!("{amount} kufikia {day}"),
    },
    letter: LetterWords {
        heading,
        due: |day| format!("Tarehe ya mwisho: {day}"),
        receipt: |receipt| format!("Risiti {receipt}"),
        how_to_pay: "Jinsi ya kulipa",
        menu: "M-PESA, Lipa na M-PESA, Pay Bill",
        paybill: "Namba ya biashara",
        account: "Namba ya akaunti",
        amount: "Kiasi",
        first_amount: "Awamu ya kwanza",
        payment_code: "Au, kwa deni hili tu, kama namba ya akaunti",
        because_customer: |provider| {
            format!("Unapata barua pepe hii kwa sababu una akaunti kwa {provider}.")
        },
        because_payer: |provider| {
            format!("Unapata barua pepe hii kwa sababu malipo yako yamefika kwa {provider}.")
        },
        never_asks_for_pin: |provider| {
            format!("Hakuna mtu wa {provider} atakayewahi kukuuliza PIN yako ya M-PESA.")
        },
        because_asked: |provider| {
            format!(
                "Unapata barua pepe hii kwa sababu mtu anataka kuingia {provider} kwa anwani hii."
            )
        },
        because_tested: |provider| {
            format!(
                "Unapata barua pepe hii kwa sababu mtu wa {provider} anajaribu kama barua pepe zinafika."
            )
        },
        never_asks_for_code: |provider| {
            format!("Hakuna mtu wa {provider} atakayewahi kukuuliza namba hii.")
        },
        unsubscribe: "Acha kunitumia barua pepe hizi",
    },
    calendar: CalendarWords {
        unpaid: |amount, what| format!("Lipa {amount}: {what}"),
        partially_paid: |left, amount, what| format!("Lipa {left} kati ya {amount}: {what}"),
        paid: |amount, what| format!("Imelipwa {amount}: {what}"),
        cancelled: |what| format!("Imeghairiwa: {what}"),
        moved: "Tarehe imesogezwa",
        institution: "Inakusanywa kwa niaba ya",
        payment_code: "Msimbo wa malipo",
    },
};

const fn heading(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::ObligationRegistered => "Deni jipya",
        MessageKind::InstalmentDue => "Tarehe ya mwisho inakaribia",
        MessageKind::InstalmentDueToday => "Siku ya mwisho ni leo",
        MessageKind::InstalmentOverdue => "Malipo yamechelewa",
        MessageKind::DateMoved => "Tarehe mpya ya mwisho",
        MessageKind::PaymentReceived => "Malipo yamepokelewa",
        MessageKind::PaymentUnmatched => "Malipo haya ni ya nani?",
        MessageKind::SignInCode => "Namba yako ya siri",
        MessageKind::ChannelTest => "Jaribio",
    }
}
