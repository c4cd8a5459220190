//! Ids: what they are made of and what is refused.

use crate::account_number::AccountNumber;
use crate::ids::{
    AllocationId, CustomerId, EntryId, IdError, KeyId, ObligationId, ParkedId, PaymentId,
    SessionId, StaffId, base32,
};
use crate::receipt::{Provider, Receipt};

fn payment() -> PaymentId {
    PaymentId::of(&Provider::mpesa(), &Receipt::parse("RKL51ZDR4F").unwrap())
}

#[test]
fn base32_agrees_with_the_vectors_of_rfc_4648() {
    let table = [
        ("", ""),
        ("f", "my"),
        ("fo", "mzxq"),
        ("foo", "mzxw6"),
        ("foob", "mzxw6yq"),
        ("fooba", "mzxw6ytb"),
        ("foobar", "mzxw6ytboi"),
    ];
    for (plain, encoded) in table {
        assert_eq!(base32::encode(plain.as_bytes()), encoded);
        assert_eq!(base32::decode(encoded).unwrap(), plain.as_bytes());
    }
    assert_eq!(base32::decode("MY"), None);
    assert_eq!(base32::decode("m1"), None);
}

#[test]
fn a_payment_id_is_its_receipt() {
    let id = payment();
    assert_eq!(id.as_str(), "pay_nvygk43bhjjewtbvgfneiuruiy");
    let read = PaymentId::parse(id.as_str()).unwrap();
    assert_eq!(read, id);
    assert_eq!(read.provider(), &Provider::mpesa());
    assert_eq!(read.receipt().as_str(), "RKL51ZDR4F");
}

#[test]
fn a_receipt_may_contain_a_colon() {
    let receipt = Receipt::parse("a:b").unwrap();
    let id = PaymentId::of(&Provider::bank(), &receipt);
    assert_eq!(PaymentId::parse(id.as_str()).unwrap().receipt(), &receipt);
}

#[test]
fn a_payment_id_that_no_receipt_has_is_refused() {
    let encoded = |text: &str| format!("pay_{}", base32::encode(text.as_bytes()));
    for text in [
        encoded("mpesa:"),
        encoded("mpesa:lower"),
        encoded("mpesa:WITH SPACE"),
        encoded("MPESA:RKL51ZDR4F"),
        encoded("no colon"),
        format!("pay_{}", base32::encode(&[0xFF, 0xFE])),
        format!("{}a", payment()),
        payment().as_str().to_uppercase(),
        "pay_".to_owned(),
    ] {
        assert!(PaymentId::parse(&text).is_err(), "{text}");
    }
}

#[test]
fn a_customer_id_is_the_prefixed_normalised_account_number() {
    let id = CustomerId::from(&AccountNumber::parse("1000-0012").unwrap());
    assert_eq!(id.as_str(), "cus_10000012");
    assert_eq!(id.account().as_str(), "10000012");
    let table = [
        ("cus_10000012", Ok(())),
        ("10000012", Err(IdError::MissingPrefix { expected: "cus_" })),
        (
            "obl_10000012",
            Err(IdError::MissingPrefix { expected: "cus_" }),
        ),
        ("cus_", Err(IdError::Malformed { prefix: "cus_" })),
        ("cus_1000 0012", Err(IdError::Malformed { prefix: "cus_" })),
        ("cus_a1", Err(IdError::Malformed { prefix: "cus_" })),
    ];
    for (text, expected) in table {
        assert_eq!(CustomerId::parse(text).map(|_| ()), expected, "{text}");
    }
}

#[test]
fn an_obligation_id_names_its_customer() {
    let customer = CustomerId::parse("cus_HOUSE7").unwrap();
    let id = ObligationId::new(&customer, "rent202612").unwrap();
    assert_eq!(id.as_str(), "obl_HOUSE7_rent202612");
    assert_eq!(id.customer(), customer);
    assert_eq!(id.suffix(), "rent202612");
    assert_eq!(ObligationId::parse(id.as_str()), Ok(id));
    for suffix in ["", "Upper", "under_score", &"x".repeat(41)] {
        assert!(ObligationId::new(&customer, suffix).is_err(), "{suffix}");
    }
    for text in ["obl_HOUSE7", "obl__a", "obl_house7_a", "HOUSE7_a"] {
        assert!(ObligationId::parse(text).is_err(), "{text}");
    }
}

#[test]
fn an_allocation_id_names_its_payment_and_number() {
    let id = AllocationId::new(&payment(), 12);
    assert_eq!(AllocationId::parse(id.as_str()), Ok(id.clone()));
    assert_eq!((id.payment(), id.number()), (&payment(), 12));
    for number in ["", "012", "+1", "-1", "4294967296", "x"] {
        let text = format!("alc_{}_{number}", payment().tail());
        assert!(AllocationId::parse(&text).is_err(), "{text}");
    }
}

#[test]
fn opaque_ids_keep_to_their_prefix_and_letters() {
    assert_eq!(EntryId::new("a_1").unwrap().as_str(), "jrn_a_1");
    assert_eq!(ParkedId::new("a1").unwrap().as_str(), "prk_a1");
    assert_eq!(StaffId::new("a1").unwrap().as_str(), "stf_a1");
    assert_eq!(KeyId::new("a1").unwrap().as_str(), "key_a1");
    assert_eq!(SessionId::new("a1").unwrap().as_str(), "ses_a1");
    assert!(KeyId::parse("stf_a1").is_err());
    assert!(ParkedId::parse("prk_a_1").is_err());
    assert!(EntryId::parse("jrn_").is_err());
    assert!(EntryId::parse("prk_a").is_err());
    assert!(EntryId::new(&"a".repeat(201)).is_err());
}

#[test]
fn the_longest_payment_still_has_an_entry_id() {
    let provider = Provider::parse(&"p".repeat(20)).unwrap();
    let receipt = Receipt::parse(&"R".repeat(64)).unwrap();
    let id = EntryId::received(&PaymentId::of(&provider, &receipt));
    assert_eq!(EntryId::parse(id.as_str()), Ok(id));
}

#[test]
fn ids_are_stored_as_plain_strings_and_checked_when_read() {
    let text = format!("\"{}\"", payment());
    assert_eq!(serde_json::to_string(&payment()).unwrap(), text);
    assert_eq!(serde_json::from_str::<PaymentId>(&text).unwrap(), payment());
    let error = serde_json::from_str::<CustomerId>("\"10000012\"").unwrap_err();
    assert!(
        error
            .to_string()
            .contains("give an id that starts with cus_"),
        "{error}"
    );
}
