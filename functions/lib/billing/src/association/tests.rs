//! Whose payment it is: the order of the rules, and when none of them is sure.

use crate::account_number::AccountNumber;
use crate::association::{
    Candidate, Decision, Evidence, Findings, Lookups, Rule, decide, normalise_code, suggestions,
};
use crate::ids::{CustomerId, ObligationId};
use crate::money::{Currency, Money};
use crate::payment::Payer;
use crate::phone::{Msisdn, PayerPhone};

const NUMBER: &str = "0712345149";
const MASK: &str = "2547 ***** 149";

fn jane() -> Candidate {
    candidate("10528738", "Jane Wanjiku")
}

fn otieno() -> Candidate {
    candidate("10000017", "Otieno Okoth")
}

fn candidate(account: &str, name: &str) -> Candidate {
    Candidate {
        customer: CustomerId::from(&AccountNumber::parse(account).unwrap()),
        name: name.to_owned(),
    }
}

fn code(candidate: Candidate, suffix: &str) -> (Candidate, ObligationId) {
    let obligation = ObligationId::new(&candidate.customer, suffix).unwrap();
    (candidate, obligation)
}

fn fitting(candidate: Candidate) -> (Candidate, Msisdn) {
    (candidate, Msisdn::parse(NUMBER).unwrap())
}

fn evidence(reference: &str, phone: &str, name: &str) -> Evidence {
    Evidence {
        reference: reference.to_owned(),
        payer: Payer {
            name: name.to_owned(),
            phone: PayerPhone::parse(phone),
            phone_text: None,
        },
        amount: Money::from_cents(125_000, Currency::Kes).unwrap(),
    }
}

fn hash() -> String {
    Msisdn::parse(NUMBER).unwrap().sha256().as_str().to_owned()
}

/// Customer, rule and obligation in one line; `-` for no association.
fn outcome(evidence: &Evidence, findings: &Findings) -> String {
    match decide(evidence, findings) {
        Decision::Associate {
            customer,
            rule,
            points_at,
            ..
        } => {
            let points_at = points_at.map_or_else(String::new, |id| format!(" → {}", id.suffix()));
            format!("{customer} {}{points_at}", rule.name())
        }
        Decision::Suggest(_) => "-".to_owned(),
    }
}

#[test]
fn the_rules_apply_in_their_order() {
    let none = Findings::default;
    let table = [
        (none(), "", "-"),
        (
            Findings {
                account: Some(jane()),
                ..none()
            },
            NUMBER,
            "cus_10528738 account_number",
        ),
        (
            Findings {
                account: Some(jane()),
                phone: vec![otieno()],
                ..none()
            },
            NUMBER,
            "cus_10528738 account_number",
        ),
        (
            Findings {
                account: Some(jane()),
                payment_code: vec![code(jane(), "a")],
                ..none()
            },
            NUMBER,
            "cus_10528738 account_number → a",
        ),
        (
            Findings {
                payment_code: vec![code(jane(), "a")],
                phone: vec![otieno()],
                ..none()
            },
            NUMBER,
            "cus_10528738 payment_code → a",
        ),
        (
            Findings {
                payment_code: vec![code(jane(), "a"), code(jane(), "b")],
                ..none()
            },
            NUMBER,
            "cus_10528738 payment_code",
        ),
        (
            Findings {
                phone: vec![jane()],
                ..none()
            },
            NUMBER,
            "cus_10528738 phone",
        ),
        (
            Findings {
                phone: vec![jane(), jane()],
                ..none()
            },
            NUMBER,
            "cus_10528738 phone",
        ),
        (
            Findings {
                phone: vec![jane()],
                ..none()
            },
            &hash(),
            "cus_10528738 phone_sha256",
        ),
        (
            Findings {
                mask: vec![fitting(jane())],
                ..none()
            },
            MASK,
            "cus_10528738 masked_phone_and_name",
        ),
    ];
    for (findings, phone, expected) in table {
        assert_eq!(
            outcome(&evidence("x", phone, "JANE"), &findings),
            expected,
            "{findings:?}"
        );
    }
}

#[test]
fn two_candidates_and_weak_evidence_only_suggest() {
    let none = Findings::default;
    let table = [
        (
            Findings {
                account: Some(jane()),
                payment_code: vec![code(otieno(), "a")],
                ..none()
            },
            NUMBER,
        ),
        (
            Findings {
                payment_code: vec![code(jane(), "a"), code(otieno(), "a")],
                ..none()
            },
            NUMBER,
        ),
        (
            Findings {
                phone: vec![jane(), otieno()],
                ..none()
            },
            NUMBER,
        ),
        (
            Findings {
                phone: vec![jane()],
                reference_phone: vec![otieno()],
                ..none()
            },
            NUMBER,
        ),
        (
            Findings {
                phone: vec![jane()],
                ..none()
            },
            MASK,
        ),
        (
            Findings {
                phone: vec![jane()],
                ..none()
            },
            "",
        ),
        (
            Findings {
                mask: vec![fitting(jane()), fitting(otieno())],
                ..none()
            },
            MASK,
        ),
        (
            Findings {
                mask: vec![fitting(otieno())],
                ..none()
            },
            MASK,
        ),
        (
            Findings {
                mask: vec![fitting(jane())],
                ..none()
            },
            "2547 ***** 148",
        ),
        (
            Findings {
                near_accounts: vec![jane()],
                ..none()
            },
            NUMBER,
        ),
        (
            Findings {
                reference_phone: vec![jane()],
                ..none()
            },
            NUMBER,
        ),
        (
            Findings {
                names: vec![jane()],
                ..none()
            },
            NUMBER,
        ),
    ];
    for (findings, phone) in table {
        assert_eq!(
            outcome(&evidence("x", phone, "JANE"), &findings),
            "-",
            "{findings:?}"
        );
    }
}

#[test]
fn a_shared_payment_code_is_settled_by_the_phone_of_one_of_its_customers() {
    let codes = vec![code(jane(), "a"), code(otieno(), "b")];
    let findings = |phone| Findings {
        payment_code: codes.clone(),
        phone,
        ..Findings::default()
    };
    let evidence = evidence("KRA77", NUMBER, "");
    assert_eq!(
        outcome(&evidence, &findings(vec![otieno()])),
        "cus_10000017 phone → b"
    );
    assert_eq!(
        outcome(&evidence, &findings(vec![candidate("X1", "Else")])),
        "-"
    );
}

#[test]
fn reasons_are_sentences_without_a_full_phone_number() {
    let by_phone = candidate(NUMBER, NUMBER);
    let table = [
        (
            Findings {
                account: Some(by_phone.clone()),
                ..Findings::default()
            },
            NUMBER,
            "The reference is account number 07•• ••• 149 of 07•• ••• 149.",
        ),
        (
            Findings {
                account: Some(jane()),
                ..Findings::default()
            },
            NUMBER,
            "The reference is account number 10528738 of Jane Wanjiku.",
        ),
        (
            Findings {
                payment_code: vec![code(jane(), "a")],
                ..Findings::default()
            },
            NUMBER,
            "The reference is the payment code of what Jane Wanjiku has to pay.",
        ),
        (
            Findings {
                phone: vec![jane()],
                ..Findings::default()
            },
            NUMBER,
            "It was paid from 07•• ••• 149, a phone that only Jane Wanjiku has.",
        ),
        (
            Findings {
                phone: vec![jane()],
                ..Findings::default()
            },
            &hash(),
            "It was paid from a phone that only Jane Wanjiku has; M-PESA sent the number as a code.",
        ),
        (
            Findings {
                mask: vec![fitting(jane())],
                ..Findings::default()
            },
            MASK,
            "The phone ending in 149 fits only Jane Wanjiku, and the payer's name agrees.",
        ),
    ];
    for (findings, phone, expected) in table {
        let Decision::Associate { reason, .. } =
            decide(&evidence(NUMBER, phone, "JANE"), &findings)
        else {
            panic!("nothing decided: {findings:?}");
        };
        assert_eq!(reason, expected);
    }
}

#[test]
fn suggestions_are_ranked_and_add_up_per_customer() {
    let findings = Findings {
        phone: vec![jane(), otieno()],
        near_accounts: vec![otieno()],
        names: vec![otieno(), candidate("X1", "Okoth Kamau")],
        ..Findings::default()
    };
    let lines: Vec<String> = suggestions(&evidence("10000071", NUMBER, "OTIENO OKOTH"), &findings)
        .into_iter()
        .map(|found| format!("{} {} {}", found.score, found.customer, found.reason))
        .collect();
    assert_eq!(
        lines,
        [
            "92 cus_10000017 It was paid from 07•• ••• 149, which several customers have; the reference is \
             nearly account number 10000017; the payer's name resembles Otieno Okoth.",
            "70 cus_10528738 It was paid from 07•• ••• 149, which several customers have.",
            "20 cus_X1 The payer's name resembles Okoth Kamau.",
        ]
    );
}

#[test]
fn there_are_never_more_than_ten_suggestions() {
    let crowd = (0..50)
        .map(|number| candidate(&format!("A{number}"), "Jane"))
        .collect();
    let findings = Findings {
        names: crowd,
        ..Findings::default()
    };
    assert_eq!(suggestions(&evidence("", "", "Jane"), &findings).len(), 10);
}

#[test]
fn what_to_look_up_follows_from_the_evidence() {
    let lookups = Lookups::for_evidence(&evidence("1052-8783", MASK, "Jane W. Wanjiku"));
    assert_eq!(lookups.account, AccountNumber::from_reference("10528783"));
    assert_eq!(lookups.payment_code.as_deref(), Some("10528783"));
    assert!(lookups.near_accounts.contains(&jane().customer.account()));
    assert_eq!(lookups.phone_hash, None);
    assert!(lookups.mask.is_some());
    assert_eq!(lookups.name_words, ["JANE", "WANJIKU"]);

    let lookups = Lookups::for_evidence(&evidence("Acc no. 10528738: Otieno", NUMBER, ""));
    assert_eq!(lookups.account, None);
    assert_eq!(lookups.near_accounts, [jane().customer.account()]);
    assert_eq!(
        lookups.phone_hash.map(|hash| hash.to_string()),
        Some(hash())
    );
    assert_eq!(lookups.name_words, ["ACC", "OTIENO"]);

    let lookups = Lookups::for_evidence(&evidence(NUMBER, "", ""));
    assert_eq!(
        lookups.reference_phone.map(|hash| hash.to_string()),
        Some(hash())
    );

    assert_eq!(
        Lookups::for_evidence(&evidence("", "", "")),
        Lookups::default()
    );
}

#[test]
fn a_payment_code_is_normalised_like_an_account_number_but_may_be_longer() {
    assert_eq!(
        normalise_code(" kra-77/2026 ").as_deref(),
        Some("KRA772026")
    );
    assert_eq!(normalise_code(&"x".repeat(40)), Some("X".repeat(40)));
    assert_eq!(normalise_code(&"x".repeat(41)), None);
    assert_eq!(normalise_code("a:b"), None);
    assert_eq!(normalise_code(" - "), None);
}

#[test]
fn rules_are_stored_under_their_names() {
    for rule in [
        Rule::AccountNumber,
        Rule::PaymentCode,
        Rule::Phone,
        Rule::PhoneHash,
        Rule::MaskedPhoneAndName,
    ] {
        let stored = serde_json::to_string(&rule).unwrap();
        assert_eq!(stored, format!("\"{}\"", rule.name()));
    }
}
