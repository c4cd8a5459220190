//! Made-up facts. A test changes only what it is about.

use billing::account_number::AccountNumber;
use billing::money::{Currency, Money};
use billing::payment::Channel;
use billing::receipt::Receipt as Code;
use chrono::NaiveDate;
use portal_documents::receipt::{Account, Part, Receipt};
use portal_documents::statement::{Statement, StatementLine};

pub const ADDRESS: &str = "https://pay.zuri.co.ke/receipts/check/RKL51ZDR0F?k=7Qm2xA";

pub fn kes(cents: i64) -> Money {
    Money::from_cents(cents, Currency::Kes).unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn part(what: &str, instalment: Option<(u32, u32)>, cents: i64) -> Part {
    Part {
        what: what.to_owned(),
        instalment,
        amount: kes(cents),
    }
}

/// A payment of 2,500 of which 250 are left.
pub fn paid() -> Receipt {
    Receipt {
        provider: "Zuri Networks".to_owned(),
        code: Code::parse("RKL51ZDR0F").unwrap(),
        paid_at: "2026-12-07T11:32:00Z".parse().unwrap(),
        channel: Channel::MpesaC2b,
        method: None,
        payer: "WANJIK\u{168} N.".to_owned(),
        account: Some(Account {
            name: "Wanjik\u{169} Kamau".to_owned(),
            number: AccountNumber::parse("10000012").unwrap(),
            balance_after: kes(-125_000),
        }),
        amount: kes(250_000),
        parts: vec![
            part("Internet, December 2026", Some((1, 3)), 125_000),
            part("Router", None, 100_000),
        ],
        unused: kes(25_000),
        reversed_on: None,
        check_address: ADDRESS.to_owned(),
        made_at: "2026-12-07T12:00:00Z".parse().unwrap(),
    }
}

/// The same payment after the money went back.
pub fn reversed() -> Receipt {
    Receipt {
        parts: Vec::new(),
        unused: kes(0),
        reversed_on: Some(day("2026-12-08")),
        ..paid()
    }
}

/// A statement with these changes, one a day.
pub fn statement_of(changes: &[i64]) -> Statement {
    let mut balance = kes(-50_000);
    let mut on = day("2026-11-01");
    let mut lines = Vec::new();
    for (number, cents) in changes.iter().enumerate() {
        balance = balance.checked_add(kes(*cents)).unwrap();
        let (what, reference) = match cents {
            ..0 => ("Internet", String::new()),
            _ => ("Payment by M-PESA", format!("RKL{number:04}")),
        };
        lines.push(StatementLine {
            on,
            what: what.to_owned(),
            reference,
            change: kes(*cents),
            balance,
        });
        on = on.succ_opt().unwrap();
    }
    Statement {
        provider: "Zuri Networks".to_owned(),
        customer: "Wanjik\u{169} Kamau".to_owned(),
        account: AccountNumber::parse("10000012").unwrap(),
        from: Some(day("2026-11-01")),
        to: day("2026-11-30"),
        opening: kes(-50_000),
        closing: balance,
        lines,
        made_at: "2026-12-01T06:30:00Z".parse().unwrap(),
    }
}
