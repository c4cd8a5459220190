//! Made-up messages: for previews, and to see whether a text fits.

use billing::account_number::AccountNumber;
use billing::business_days::ClosedDay;
use billing::ids::{CustomerId, ObligationId, PaymentId};
use billing::language::Language;
use billing::money::{Currency, MAX_CENTS, Money};
use billing::notification::sign_in_code::{OneTimeCode, SignInCode};
use billing::notification::{
    Dose, Message, MessageKind, NextDue, Received, Registered, Settled, Unmatched,
};
use billing::receipt::{Provider, Receipt};
use chrono::{NaiveDate, NaiveTime};

use crate::render::{Recipient, Sender};
use crate::values::EXACT_CHARS_MAX;

/// The day on which a sample is of the kind that was asked for: Friday, 4 December 2026.
pub const TODAY: NaiveDate = day(2026, 12, 4);

/// A message of `kind` as it often is, and who gets it.
pub fn sample(kind: MessageKind, language: Language) -> (Message, Recipient) {
    let recipient = Recipient {
        name: "Faith Wanjiru Kamau".to_owned(),
        account_number: Some("10000012".to_owned()),
        unsubscribe: Some("https://example.co.ke/stop/5f0c2a9be47d".to_owned()),
    };
    (message(kind, language, &ordinary(language)), recipient)
}

/// Who sends samples.
pub fn sender() -> Sender {
    Sender {
        provider_name: "Zuri Net".to_owned(),
        short_code: "600966".to_owned(),
        contact: Some("0700 123 456".to_owned()),
    }
}

/// A message of `kind` in which everything that is never cut is as long as it can be.
pub(crate) fn longest(kind: MessageKind, language: Language) -> (Message, Recipient, Sender) {
    let long = |chars: usize| "W".repeat(chars);
    let recipient = Recipient {
        name: long(EXACT_CHARS_MAX),
        account_number: Some("8".repeat(20)),
        unsubscribe: None,
    };
    let sender = Sender {
        provider_name: long(EXACT_CHARS_MAX),
        short_code: "8888888".to_owned(),
        contact: Some(long(EXACT_CHARS_MAX)),
    };
    (message(kind, language, &extreme()), recipient, sender)
}

/// What differs between an ordinary message and the longest one.
struct Material {
    amount: Money,
    dose_amount: Money,
    /// Of as many letters in each language as a date takes at most, where that matters.
    due_on: Option<NaiveDate>,
    description: String,
    institution: Option<String>,
    payment_code: Option<String>,
    receipt: String,
    instalments: u32,
    unallocated: Money,
}

fn ordinary(language: Language) -> Material {
    Material {
        amount: shillings(30_000),
        dose_amount: shillings(10_000),
        due_on: None,
        description: match language {
            Language::En => "School fees term 1".to_owned(),
            Language::Sw => "Karo ya muhula wa 1".to_owned(),
        },
        institution: None,
        payment_code: None,
        receipt: "RKL51ZDR4F".to_owned(),
        instalments: 3,
        unallocated: shillings(0),
    }
}

fn extreme() -> Material {
    let most = Money::from_cents(-MAX_CENTS + 1, Currency::Kes).expect("within the limit");
    let long = "W".repeat(2 * EXACT_CHARS_MAX);
    Material {
        amount: most.negated(),
        dose_amount: most.negated(),
        due_on: Some(day(2026, 9, 30)),
        description: long.clone(),
        institution: Some(long),
        payment_code: Some("8".repeat(40)),
        receipt: "W".repeat(EXACT_CHARS_MAX),
        instalments: 90,
        unallocated: most.negated(),
    }
}

fn message(kind: MessageKind, language: Language, material: &Material) -> Message {
    let due = |ordinary: NaiveDate| material.due_on.unwrap_or(ordinary);
    let monday = day(2026, 12, 7);
    match kind {
        MessageKind::ObligationRegistered => Message::ObligationRegistered(Registered {
            obligation: obligation(),
            description: material.description.clone(),
            institution: material.institution.clone(),
            payment_code: material.payment_code.clone(),
            amount: material.amount,
            instalments: material.instalments,
            first_due_on: due(monday),
            first_amount: material.dose_amount,
            last_due_on: due(day(2027, 2, 8)),
        }),
        MessageKind::InstalmentDue => Message::InstalmentDue(dose(material, due(monday))),
        MessageKind::InstalmentDueToday => Message::InstalmentDue(dose(material, due(TODAY))),
        MessageKind::InstalmentOverdue => {
            Message::InstalmentDue(dose(material, due(day(2026, 12, 3))))
        }
        MessageKind::DateMoved => {
            let idd = day(2027, 3, 10);
            let mut dose = dose(material, due(day(2027, 3, 11)));
            dose.moved_over = vec![ClosedDay {
                on: idd,
                holiday: Some("Idd-ul-Fitr".to_owned()),
            }];
            Message::DateMoved {
                dose,
                was_due_on: due(idd),
            }
        }
        MessageKind::PaymentReceived => {
            Message::PaymentReceived(received(material, due(day(2027, 1, 7))))
        }
        MessageKind::PaymentUnmatched => Message::PaymentUnmatched(Unmatched {
            payment: payment(&material.receipt),
            amount: material.dose_amount,
            reference: match language {
                Language::En => "faith fees".to_owned(),
                Language::Sw => "faith karo".to_owned(),
            },
        }),
        MessageKind::SignInCode => Message::SignInCode(SignInCode {
            code: OneTimeCode::from_random(314_159),
            minutes: 10,
            good_until: TODAY.and_time(NaiveTime::MIN).and_utc(),
        }),
        MessageKind::ChannelTest => Message::ChannelTest {
            asked_at: TODAY.and_time(NaiveTime::MIN).and_utc(),
        },
    }
}

fn dose(material: &Material, due_on: NaiveDate) -> Dose {
    Dose {
        obligation: obligation(),
        number: material.instalments.min(2),
        of: material.instalments,
        description: material.description.clone(),
        institution: material.institution.clone(),
        payment_code: material.payment_code.clone(),
        outstanding: material.dose_amount,
        due_on,
        moved_over: Vec::new(),
    }
}

fn received(material: &Material, next_due_on: NaiveDate) -> Received {
    Received {
        payment: payment(&material.receipt),
        amount: material.dose_amount,
        balance: shillings(0)
            .checked_sub(material.dose_amount)
            .expect("within the limit"),
        settled: vec![Settled {
            description: material.description.clone(),
            number: material.instalments.min(2),
            of: material.instalments,
            amount: material.dose_amount,
            outstanding: shillings(0),
        }],
        unallocated: material.unallocated,
        next: Some(NextDue {
            outstanding: material.dose_amount,
            due_on: next_due_on,
        }),
    }
}

fn obligation() -> ObligationId {
    let account = AccountNumber::generated(1_000_001);
    ObligationId::new(&CustomerId::from(&account), "sample").expect("a well-formed id")
}

fn payment(receipt: &str) -> PaymentId {
    let receipt = Receipt::parse(receipt).expect("a well-formed receipt");
    PaymentId::of(&Provider::mpesa(), &receipt)
}

fn shillings(amount: i64) -> Money {
    Money::from_cents(amount * 100, Currency::Kes).expect("within the limit")
}

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}
