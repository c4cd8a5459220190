//! What a receipt says, in which order, and that its code leads to the check.

use billing::language::Language;
use billing::payment::{Channel, Method};
use portal_documents::error::DocumentError;
use portal_documents::receipt::{Receipt, receipt};
use rqrr::PreparedImage;

use crate::facts::{ADDRESS, kes, paid, part, reversed};
use crate::reading::Reading;

fn read(facts: &Receipt, language: Language) -> Reading {
    Reading::of(&receipt(facts, language).unwrap())
}

#[test]
fn a_receipt_is_read_in_the_order_in_which_it_is_seen() {
    let reading = read(&paid(), Language::En);
    let expected = "\
Document
  P: Zuri Networks
  H1: Receipt RKL51ZDR0F
  P: KES 2,500.00
  P: Paid on 7 December 2026, 14:32
  L
    LI
      Lbl: Received from
      LBody: WANJIK\u{168} N.
    LI
      Lbl: Paid by
      LBody: M-PESA
    LI
      Lbl: Customer
      LBody: Wanjik\u{169} Kamau
    LI
      Lbl: Account number
      LBody: 1000 0012
  H2: What it was put to
  Table
    THead
      TR
        TH: What for
        TH: Instalment
        TH: Amount, KES
    TBody
      TR
        TH: Internet, December 2026
        TD: 1 of 3
        TD: 1,250.00
      TR
        TH: Router
        TD
        TD: 1,000.00
      TR
        TH: Not yet used
        TD
        TD: 250.00
    TFoot
      TR
        TH: Total
        TD
        TD: 2,500.00
  L
    LI
      Lbl: Balance after this payment
      LBody: You owe KES 1,250.00
  H2: Check this receipt
  P: Scan the code or open the address to see whether this receipt is genuine.
  P
    Link: @ https://pay.zuri.co.ke/receipts/check/RKL51ZDR0F?k=7Qm2xA
  Figure (QR code with the address https://pay.zuri.co.ke/receipts/check/RKL51ZDR0F?k=7Qm2xA)
  P: Nobody from Zuri Networks will ever ask you for your M-PESA PIN.
";
    assert_eq!(reading.outline(), expected);
}

#[test]
fn a_receipt_speaks_kiswahili() {
    let reading = read(&paid(), Language::Sw);
    let text = reading.pages.concat();
    for words in [
        "Risiti RKL51ZDR0F",
        "Imelipwa 7 Desemba 2026, 14:32",
        "Namba ya akaunti",
        "Kiasi",
        "1 kati ya 3",
        "Haijatumika",
        "Unadaiwa KES 1,250.00",
        "Hakuna mtu wa Zuri Networks",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let language = reading.document.catalog().unwrap().get(b"Lang").unwrap();
    assert_eq!(language.as_str().unwrap(), b"sw");
}

#[test]
fn a_reversed_payment_is_nothing_to_show_around() {
    let outline = read(&reversed(), Language::En).outline();
    assert!(
        outline.contains("P: REVERSED on 8 December 2026\n"),
        "{outline}"
    );
    assert!(!outline.contains("Table"), "{outline}");
    assert!(!outline.contains("Balance"), "{outline}");
    assert!(outline.contains("Check this receipt"), "{outline}");
}

#[test]
fn the_balance_is_said_in_words() {
    let table = [
        (-125_000, "You owe KES 1,250.00"),
        (0, "Your account is settled"),
        (30_050, "You have KES 300.50 credit"),
    ];
    for (cents, expected) in table {
        let mut facts = paid();
        facts.account.as_mut().unwrap().balance_after = kes(cents);
        let outline = read(&facts, Language::En).outline();
        assert!(outline.contains(expected), "{outline}");
    }
}

#[test]
fn a_payment_without_an_owner_and_a_payer_says_so() {
    let facts = Receipt {
        account: None,
        payer: String::new(),
        channel: Channel::Manual,
        method: Some(Method::Cash),
        parts: Vec::new(),
        unused: kes(250_000),
        ..paid()
    };
    let outline = read(&facts, Language::En).outline();
    assert!(
        outline.contains("Not matched to an account yet"),
        "{outline}"
    );
    assert!(outline.contains("LBody: Cash\n"), "{outline}");
    assert!(!outline.contains("Received from"), "{outline}");
    assert!(!outline.contains("Balance"), "{outline}");
}

#[test]
fn the_file_says_what_it_is() {
    let reading = read(&paid(), Language::En);
    assert_eq!(reading.about(b"Title"), "Receipt RKL51ZDR0F, Zuri Networks");
    assert_eq!(reading.about(b"Creator"), "Malipo");
    assert_eq!(reading.about(b"Author"), "Zuri Networks");
    assert_eq!(reading.about(b"CreationDate"), "D:20261207150000+03'00");
    let catalog = reading.document.catalog().unwrap();
    let marked = reading.dictionary(catalog.get(b"MarkInfo").unwrap());
    assert!(marked.get(b"Marked").unwrap().as_bool().unwrap());
    let metadata = catalog.get(b"Metadata").unwrap().as_reference().unwrap();
    let metadata = reading.document.get_object(metadata).unwrap();
    let metadata = metadata.as_stream().unwrap().content.clone();
    let metadata = String::from_utf8_lossy(&metadata).into_owned();
    assert!(metadata.contains("pdfuaid:part"), "{metadata}");
}

#[test]
fn the_same_facts_are_the_same_bytes() {
    let first = receipt(&paid(), Language::En).unwrap();
    assert_eq!(receipt(&paid(), Language::En).unwrap(), first);
    assert_ne!(receipt(&reversed(), Language::En).unwrap(), first);
}

#[test]
fn the_address_is_a_link_and_the_code_leads_to_it() {
    let reading = read(&paid(), Language::En);
    assert_eq!(reading.links(), [ADDRESS]);
    const PIXELS_PER_POINT: f32 = 4.0;
    const PIXELS: usize = 3_400;
    let pixel = |points: f32| (points * PIXELS_PER_POINT).round() as usize;
    let mut dark = vec![false; PIXELS * PIXELS];
    for [left, top, right, bottom] in squares(&reading) {
        for row in pixel(top)..pixel(bottom) {
            dark[row * PIXELS + pixel(left)..row * PIXELS + pixel(right)].fill(true);
        }
    }
    let mut image = PreparedImage::prepare_from_greyscale(PIXELS, PIXELS, |x, y| {
        if dark[y * PIXELS + x] { 0 } else { 255 }
    });
    let grids = image.detect_grids();
    assert_eq!(grids[0].decode().unwrap().1, ADDRESS);
}

/// The filled areas of the first page that are no wider than a code: left, top, right, bottom.
fn squares(reading: &Reading) -> Vec<[f32; 4]> {
    let page = reading.document.page_iter().next().unwrap();
    let mut squares = Vec::new();
    let mut corners: Vec<[f32; 2]> = Vec::new();
    for operation in reading.operations(page) {
        match operation.operator.as_str() {
            "m" | "l" => corners.push([0, 1].map(|at| operation.operands[at].as_float().unwrap())),
            "h" => {
                let most = |at: usize, pick: fn(f32, f32) -> f32| {
                    let all = corners.iter().map(|corner| corner[at]);
                    all.reduce(pick).unwrap()
                };
                let [left, top] = [0, 1].map(|at| most(at, f32::min));
                let [right, bottom] = [0, 1].map(|at| most(at, f32::max));
                if right - left < 100.0 {
                    squares.push([left, top, right, bottom]);
                }
                corners.clear();
            }
            _ => {}
        }
    }
    squares
}

#[test]
fn what_cannot_be_right_is_refused() {
    let mut facts = paid();
    facts.unused = kes(25_001);
    facts.check_address = "javascript:alert(1)".to_owned();
    let refusal = |facts: &Receipt| receipt(facts, Language::En).unwrap_err();
    assert_eq!(refusal(&facts), DocumentError::PartsDoNotAddUp);
    facts.unused = kes(25_000);
    assert_eq!(refusal(&facts), DocumentError::NotAWebAddress);
    let mut half_reversed = reversed();
    half_reversed.parts = vec![part("Router", None, 100_000)];
    assert_eq!(refusal(&half_reversed), DocumentError::PartsDoNotAddUp);
}
