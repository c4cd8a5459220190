//! Payers and staff choose names, and nothing that they choose may break or bend a receipt.

use billing::language::Language;
use billing::money::{Currency, MAX_CENTS, Money};
use portal_documents::receipt::{Receipt, receipt};

use crate::facts::{kes, paid, part};
use crate::reading::Reading;

fn read(facts: &Receipt) -> Reading {
    Reading::of(&receipt(facts, Language::En).unwrap())
}

#[test]
fn letters_that_the_typeface_lacks_are_boxes_that_can_be_copied() {
    let facts = Receipt {
        payer: "\u{1F600} \u{738B}\u{5C0F}\u{660E} \u{0645}\u{062D}\u{0645}\u{062F} \u{1F980}"
            .to_owned(),
        ..paid()
    };
    let outline = read(&facts).outline();
    let payer = format!("LBody: {}\n", facts.payer);
    assert!(outline.contains(&payer), "{outline}");
}

#[test]
fn what_cannot_be_seen_is_left_out() {
    let facts = Receipt {
        payer: "\u{202E}JUMA\u{0}\u{FEFF}\r\n OT\u{200B}IENO\u{FFFE}\u{FE0F}".to_owned(),
        ..paid()
    };
    let outline = read(&facts).outline();
    assert!(
        outline.contains("LBody: JUMA OTIENO\u{FFFD}\n"),
        "{outline}"
    );
}

#[test]
fn a_name_is_text_and_nothing_else() {
    let payer = ") Tj ET (\\ <script>alert(1)</script> /MCID 0 EMC";
    let facts = Receipt {
        payer: payer.to_owned(),
        ..paid()
    };
    let outline = read(&facts).outline();
    assert!(outline.contains(&format!("LBody: {payer}\n")), "{outline}");
}

#[test]
fn long_texts_take_several_lines_and_very_long_ones_are_cut() {
    let mut facts = paid();
    let name = "Kenya National Union of Teachers, Savings and Credit Society of Nairobi County";
    facts.payer = format!("{name} {name}");
    facts.account.as_mut().unwrap().name = "N".repeat(100_000);
    facts.parts[0].what = "W".repeat(500);
    let outline = read(&facts).outline();
    assert!(outline.contains(&facts.payer), "{outline}");
    assert!(
        outline.contains(&format!("{}..\n", "N".repeat(238))),
        "{outline}"
    );
    assert!(
        outline.contains(&format!("{}..\n", "W".repeat(238))),
        "{outline}"
    );
}

#[test]
fn the_largest_amount_is_not_cut() {
    let most = Money::from_cents(MAX_CENTS, Currency::Kes).unwrap();
    let facts = Receipt {
        amount: most,
        parts: Vec::new(),
        unused: most,
        ..paid()
    };
    let outline = read(&facts).outline();
    assert!(
        outline.contains("P: KES 1,000,000,000,000.00\n"),
        "{outline}"
    );
}

#[test]
fn many_parts_go_on_over_pages_with_one_head_that_is_read() {
    let mut facts = paid();
    facts.parts = (1..=100)
        .map(|number| part("Internet", Some((number, 100)), 1_000))
        .collect();
    facts.unused = kes(150_000);
    let reading = read(&facts);
    let outline = reading.outline();
    assert_eq!(outline.matches("TH: What for").count(), 1);
    assert_eq!(outline.matches("TH: Internet").count(), 100);
    let pages = reading.pages.len();
    assert!(pages > 2);
    for (index, page) in reading.pages.iter().enumerate() {
        assert!(page.contains(&format!("Page {} of {pages}", index + 1)));
        assert!(page.contains("Nobody from Zuri Networks"));
        assert!(index == 0 || page.contains("Zuri Networks \u{B7} Receipt RKL51ZDR0F"));
    }
    assert!(reading.pages[1].contains("What for"));
    assert_eq!(outline.matches("Nobody from Zuri Networks").count(), 1);
}
