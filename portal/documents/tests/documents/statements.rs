//! What a statement says, on paper and in a spreadsheet.

use billing::language::Language;
use billing::money::{Currency, Money, MoneyError};
use portal_documents::error::DocumentError;
use portal_documents::statement::{Statement, statement, statement_csv};

use crate::facts::{kes, statement_of};
use crate::reading::Reading;

fn read(facts: &Statement, language: Language) -> Reading {
    Reading::of(&statement(facts, language).unwrap())
}

#[test]
fn a_statement_is_read_in_the_order_in_which_it_is_seen() {
    let outline = read(&statement_of(&[-125_000, 200_000]), Language::En).outline();
    let expected = "\
Document
  P: Zuri Networks
  H1: Statement
  P: 1 November 2026 to 30 November 2026
  L
    LI
      Lbl: Customer
      LBody: Wanjik\u{169} Kamau
    LI
      Lbl: Account number
      LBody: 1000 0012
  L
    LI
      Lbl: Closing balance
      LBody: You have KES 250.00 credit
  Table
    THead
      TR
        TH: Date
        TH: Description
        TH: Reference
        TH: Debit
        TH: Credit
        TH: Balance
    TBody
      TR
        TD: 1 Nov 2026
        TH: Opening balance
        TD
        TD
        TD
        TD: \u{2212}500.00
      TR
        TD: 1 Nov 2026
        TH: Internet
        TD
        TD: 1,250.00
        TD
        TD: \u{2212}1,750.00
      TR
        TD: 2 Nov 2026
        TH: Payment by M-PESA
        TD: RKL0001
        TD
        TD: 2,000.00
        TD: 250.00
    TFoot
      TR
        TD: 30 Nov 2026
        TH: Closing balance
        TD
        TD: 1,250.00
        TD: 2,000.00
        TD: 250.00
  P: All amounts in KES. A balance with a minus sign is what you owe.
  P: Made on 1 December 2026, 09:30
  P: Nobody from Zuri Networks will ever ask you for your M-PESA PIN.
";
    assert_eq!(outline, expected);
}

#[test]
fn a_statement_speaks_kiswahili() {
    let text = read(&statement_of(&[-125_000]), Language::Sw)
        .pages
        .concat();
    for words in [
        "Taarifa ya akaunti",
        "1 Novemba 2026 hadi 30 Novemba 2026",
        "Salio la mwanzo",
        "Salio la mwisho",
        "30 Nov 2026",
        "\u{2212}1,750.00",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn a_period_without_movements_says_so() {
    let facts = Statement {
        from: None,
        ..statement_of(&[])
    };
    let outline = read(&facts, Language::En).outline();
    assert!(
        outline.contains("P: Nothing was booked in this period.\n"),
        "{outline}"
    );
    assert!(
        outline.contains("P: From the beginning to 30 November 2026\n"),
        "{outline}"
    );
}

#[test]
fn lines_that_do_not_lead_to_the_balance_are_refused() {
    let refusal = |facts: &Statement| statement(facts, Language::En).unwrap_err();
    let mut facts = statement_of(&[-125_000, 200_000]);
    facts.closing = kes(1);
    assert_eq!(refusal(&facts), DocumentError::LinesDoNotAddUp);
    let mut facts = statement_of(&[-125_000, 200_000]);
    facts.lines[0].balance = kes(1);
    assert_eq!(refusal(&facts), DocumentError::LinesDoNotAddUp);
    facts.lines[0].change = Money::zero(Currency::Usd);
    let mismatch = MoneyError::CurrencyMismatch {
        left: Currency::Kes,
        right: Currency::Usd,
    };
    assert_eq!(refusal(&facts), DocumentError::Amounts(mismatch));
}

#[test]
fn a_spreadsheet_has_numbers_to_calculate_with() {
    let mut facts = statement_of(&[-125_000, 200_000]);
    facts.lines[1].reference = "=1+1".to_owned();
    let expected = "\u{FEFF}\
\"Date\",\"Description\",\"Reference\",\"Debit\",\"Credit\",\"Balance\",\"Currency\"\r
\"2026-11-01\",\"Opening balance\",\"\",\"\",\"\",-500.00,\"KES\"\r
\"2026-11-01\",\"Internet\",\"\",1250.00,\"\",-1750.00,\"KES\"\r
\"2026-11-02\",\"Payment by M-PESA\",\"'=1+1\",\"\",2000.00,250.00,\"KES\"\r
\"2026-11-30\",\"Closing balance\",\"\",\"\",\"\",250.00,\"KES\"\r
";
    let written = String::from_utf8(statement_csv(&facts, Language::En)).unwrap();
    assert_eq!(written, expected);
}
