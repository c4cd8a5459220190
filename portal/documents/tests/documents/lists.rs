//! The list of payments, as an accountant opens it.

use billing::account_number::AccountNumber;
use billing::language::Language;
use billing::payment::{AllocationStatus, Channel, Method};
use billing::receipt::Receipt;
use portal_documents::payments::{PaymentRow, payments_csv};

use crate::facts::{day, kes};

fn row() -> PaymentRow {
    PaymentRow {
        paid_at: "2026-12-07T21:30:15Z".parse().unwrap(),
        code: Receipt::parse("RKL51ZDR4F").unwrap(),
        channel: Channel::MpesaStk,
        method: None,
        payer: "=cmd|'/C calc'!A0".to_owned(),
        phone: "+254 7\u{2022}\u{2022} \u{2022}\u{2022}\u{2022} 149".to_owned(),
        reference: "-10000012".to_owned(),
        account: Some(AccountNumber::parse("10000012").unwrap()),
        customer: "Wanjik\u{169}".to_owned(),
        amount: kes(125_000),
        status: AllocationStatus::PartiallyAllocated,
        reversed_on: None,
    }
}

#[test]
fn every_payment_is_a_row_and_no_cell_is_a_formula() {
    let manual = PaymentRow {
        channel: Channel::Manual,
        method: Some(Method::Cheque),
        payer: String::new(),
        phone: String::new(),
        reference: String::new(),
        account: None,
        customer: String::new(),
        status: AllocationStatus::NotAllocated,
        reversed_on: Some(day("2026-12-08")),
        ..row()
    };
    let written = payments_csv(&[row(), manual], Language::En);
    let expected = "\u{FEFF}\
\"Date\",\"Time\",\"Transaction code\",\"Channel\",\"Payer\",\"Phone\",\"Reference\",\"Account number\",\
\"Customer\",\"Amount\",\"Currency\",\"Used\",\"Reversed\"\r
\"2026-12-08\",\"00:30:15\",\"RKL51ZDR4F\",\"M-PESA\",\"'=cmd|'/C calc'!A0\",\
\"'+254 7\u{2022}\u{2022} \u{2022}\u{2022}\u{2022} 149\",\"'-10000012\",10000012,\
\"Wanjik\u{169}\",1250.00,\"KES\",\"Partially allocated\",\"\"\r
\"2026-12-08\",\"00:30:15\",\"RKL51ZDR4F\",\"Cheque\",\"\",\"\",\"\",\"\",\
\"\",1250.00,\"KES\",\"Not allocated\",\"2026-12-08\"\r
";
    assert_eq!(String::from_utf8(written).unwrap(), expected);
}

#[test]
fn an_empty_list_has_its_columns() {
    let written = payments_csv(&[], Language::Sw);
    let text = String::from_utf8(written).unwrap();
    assert!(text.starts_with("\u{FEFF}\"Tarehe\",\"Saa\",\"Msimbo wa muamala\","));
    assert_eq!(text.lines().count(), 1);
}
