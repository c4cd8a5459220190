//! The lists of payments and of the audit, as an accountant opens them.

use billing::account_number::AccountNumber;
use billing::language::Language;
use billing::payment::{AllocationStatus, Channel, Method};
use billing::receipt::Receipt;
use portal_documents::audit::{AuditRow, audit_csv};
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

#[test]
fn the_audit_is_a_row_for_each_line_and_says_where_it_was_cut() {
    let row = AuditRow {
        at: "2026-12-07T21:30:15Z".parse().unwrap(),
        actor: "=HYPERLINK(\"x\")".to_owned(),
        capacity: "Cashier".to_owned(),
        action: "Entered a payment".to_owned(),
        name: "payment_recorded".to_owned(),
        kind: "Payment".to_owned(),
        subject: "pay_1".to_owned(),
        account: Some(AccountNumber::parse("10000012").unwrap()),
        summary: "KES 1,250.50, cash".to_owned(),
        reason: "+1\n-2".to_owned(),
    };
    let head = "\u{FEFF}\"Date\",\"Time\",\"Who\",\"Role\",\"Did what\",\"Action\",\"To what\",\"Which\",\
\"Account number\",\"Facts\",\"Why\"\r\n";
    let line = "\"2026-12-08\",\"00:30:15\",\"'=HYPERLINK(\"\"x\"\")\",\"Cashier\",\"Entered a payment\",\
\"payment_recorded\",\"Payment\",\"pay_1\",10000012,\"KES 1,250.50, cash\",\"'+1 -2\"\r\n";
    let whole = audit_csv([&row], None, Language::En);
    assert_eq!(String::from_utf8(whole).unwrap(), format!("{head}{line}"));
    let cut = audit_csv([&row, &row], Some(day("2026-12-03")), Language::En);
    let cut = String::from_utf8(cut).unwrap();
    let last = cut.strip_prefix(&format!("{head}{line}{line}")).unwrap();
    assert!(
        last.starts_with("\"Cut here after 2 lines: 3 December 2026 may be incomplete"),
        "{last}"
    );
    assert_eq!(
        last.matches(",\"\"").count(),
        10,
        "one cell for each column: {last}"
    );
}
