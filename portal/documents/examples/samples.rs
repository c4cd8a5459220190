//! Writes documents with made-up facts, to look at: `cargo run -p portal-documents --example samples -- FOLDER`.

use std::path::PathBuf;
use std::{env, fs};

use billing::account_number::AccountNumber;
use billing::language::Language;
use billing::money::{Currency, Money};
use billing::payment::Channel;
use portal_documents::qr::qr_svg;
use portal_documents::receipt::{Account, Part, Receipt, receipt};
use portal_documents::statement::{Statement, StatementLine, statement, statement_csv};

type Failure = Box<dyn std::error::Error>;

const ADDRESS: &str = "https://pay.zuri.co.ke/receipts/check/RKL51ZDR4F?k=7Qm2xA";

fn main() -> Result<(), Failure> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("name a folder")?);
    fs::create_dir_all(&folder)?;
    for language in Language::ALL {
        let tag = language.tag();
        let mut paid = sample_receipt()?;
        let write = |name: &str, bytes: Vec<u8>| fs::write(folder.join(name), bytes);
        write(&format!("receipt-{tag}.pdf"), receipt(&paid, language)?)?;
        paid.unused = Money::zero(Currency::Kes);
        paid.parts.clear();
        paid.reversed_on = Some("2026-12-08".parse()?);
        write(&format!("reversed-{tag}.pdf"), receipt(&paid, language)?)?;
        for (name, lines) in [("statement", 60), ("long", 5_000), ("empty", 0)] {
            let facts = sample_statement(lines)?;
            write(&format!("{name}-{tag}.pdf"), statement(&facts, language)?)?;
            write(
                &format!("{name}-{tag}.csv"),
                statement_csv(&facts, language),
            )?;
        }
    }
    fs::write(folder.join("check.svg"), qr_svg(ADDRESS, "Check")?)?;
    Ok(())
}

fn kes(cents: i64) -> Result<Money, Failure> {
    Ok(Money::from_cents(cents, Currency::Kes)?)
}

fn sample_receipt() -> Result<Receipt, Failure> {
    let part = |what: &str, instalment, cents| {
        Ok::<Part, Failure>(Part {
            what: what.to_owned(),
            instalment,
            amount: kes(cents)?,
        })
    };
    Ok(Receipt {
        provider: "Zuri Networks Ltd".to_owned(),
        code: billing::receipt::Receipt::parse("RKL51ZDR0F")?,
        paid_at: "2026-12-07T11:32:00Z".parse()?,
        channel: Channel::MpesaC2b,
        method: None,
        payer: "WANJIK\u{168} N. KAMAU".to_owned(),
        account: Some(Account {
            name: "Wanjik\u{169} Kamau".to_owned(),
            number: AccountNumber::parse("10000012")?,
            balance_after: kes(-125_000)?,
        }),
        amount: kes(250_000)?,
        parts: vec![
            part(
                "Home internet 20 Mbps, December 2026",
                Some((1, 3)),
                125_000,
            )?,
            part(
                "Router and installation at the house in Kilimani, with the mast on the roof",
                None,
                100_000,
            )?,
        ],
        unused: kes(25_000)?,
        reversed_on: None,
        check_address: ADDRESS.to_owned(),
        made_at: "2026-12-07T12:00:00Z".parse()?,
    })
}

fn sample_statement(count: i64) -> Result<Statement, Failure> {
    let from = "2026-01-01".parse()?;
    let opening = kes(-50_000)?;
    let mut balance = opening;
    let mut lines = Vec::new();
    let mut on = from;
    for number in 0..count {
        let is_payment = number % 3 == 2;
        let change = kes(if is_payment {
            250_000
        } else {
            -125_000 - number % 7 * 50
        })?;
        balance = balance.checked_add(change)?;
        let (what, reference) = if is_payment {
            ("Payment by M-PESA", format!("RKL{number:04}DR4F"))
        } else if number % 2 == 0 {
            ("Home internet 20 Mbps", String::new())
        } else {
            (
                "School fees, third term, with transport and lunch",
                format!("SF-{number}"),
            )
        };
        lines.push(StatementLine {
            on,
            what: what.to_owned(),
            reference,
            change,
            balance,
        });
        on = on.succ_opt().unwrap_or(on);
    }
    Ok(Statement {
        provider: "Zuri Networks Ltd".to_owned(),
        customer: "Wanjik\u{169} Kamau".to_owned(),
        account: AccountNumber::parse("10000012")?,
        from: Some(from),
        to: on,
        opening,
        lines,
        closing: balance,
        made_at: "2026-12-07T12:00:00Z".parse()?,
    })
}
