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

fn candidate(who: &str) -> Candidate {
    let (account, name) = match who {
        "jane" => ("10528738", "Jane Wanjiku"),
        "otieno" => ("10000012", "Otieno Okoth"),
        "landlord" => (NUMBER, NUMBER),
        other => (other, other),
    };
    Candidate {
        customer: CustomerId::from(&AccountNumber::parse(account).unwrap()),
        name: name.to_owned(),
    }
}

/// Findings from words like `account=jane` and `code=otieno/suffix`.
fn findings(text: &str) -> Findings {
    let mut findings = Findings::default();
    for word in text.split_whitespace() {
        let (clue, who) = word.split_once('=').unwrap();
        let (who, suffix) = who.split_once('/').unwrap_or((who, "x"));
        let candidate = candidate(who);
        match clue {
            "account" => findings.account = Some(candidate),
            "code" => {
                let obligation = ObligationId::new(&candidate.customer, suffix).unwrap();
                findings.payment_code.push((candidate, obligation));
            }
            "phone" => findings.phone.push(candidate),
            "mask" => findings
                .mask
                .push((candidate, Msisdn::parse(NUMBER).unwrap())),
            "near" => findings.near_accounts.push(candidate),
            "reference_phone" => findings.reference_phone.push(candidate),
            "name" => findings.names.push(candidate),
            other => panic!("no such clue: {other}"),
        }
    }
    findings
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
    let Decision::Associate {
        customer,
        rule,
        points_at,
        ..
    } = decide(evidence, findings)
    else {
        return "-".to_owned();
    };
    let mut known = ["jane", "otieno", "landlord"].into_iter();
    let who = known
        .find(|who| candidate(who).customer == customer)
        .unwrap_or("somebody");
    let points_at = points_at.map_or_else(String::new, |id| format!(" → {}", id.suffix()));
    format!("{who} {}{points_at}", rule.name())
}

#[test]
fn the_rules_apply_in_their_order() {
    let hash = hash();
    let table = [
        ("", NUMBER, "-"),
        ("account=jane", NUMBER, "jane account_number"),
        ("account=jane phone=otieno", NUMBER, "jane account_number"),
        (
            "account=jane code=jane/a",
            NUMBER,
            "jane account_number → a",
        ),
        ("code=jane/a phone=otieno", NUMBER, "jane payment_code → a"),
        ("code=jane/a code=jane/b", NUMBER, "jane payment_code"),
        ("phone=jane", NUMBER, "jane phone"),
        ("phone=jane phone=jane", NUMBER, "jane phone"),
        ("phone=jane reference_phone=jane", NUMBER, "jane phone"),
        ("phone=jane name=otieno", NUMBER, "jane phone"),
        ("phone=jane near=jane", NUMBER, "jane phone"),
        ("phone=jane near=otieno", NUMBER, "-"),
        ("account=jane near=otieno", NUMBER, "jane account_number"),
        ("phone=jane", &hash, "jane phone_sha256"),
        ("mask=jane", MASK, "jane masked_phone_and_name"),
    ];
    for (found, phone, expected) in table {
        let decision = outcome(&evidence("x", phone, "JANE"), &findings(found));
        assert_eq!(decision, expected, "{found}");
    }
}

#[test]
fn two_candidates_and_weak_evidence_only_suggest() {
    let table = [
        ("account=jane code=otieno/a", NUMBER),
        ("code=jane/a code=otieno/a", NUMBER),
        ("phone=jane phone=otieno", NUMBER),
        ("phone=jane reference_phone=otieno", NUMBER),
        ("phone=jane", MASK),
        ("phone=jane", ""),
        ("mask=jane mask=otieno", MASK),
        ("mask=otieno", MASK),
        ("mask=jane", "2547 ***** 148"),
        ("near=jane", NUMBER),
        ("reference_phone=jane", NUMBER),
        ("name=jane", NUMBER),
    ];
    for (found, phone) in table {
        let decision = outcome(&evidence("x", phone, "JANE"), &findings(found));
        assert_eq!(decision, "-", "{found}");
    }
}

#[test]
fn a_shared_payment_code_is_settled_by_the_phone_of_one_of_its_customers() {
    let evidence = evidence("KRA77", NUMBER, "");
    let table = [
        ("code=jane/a code=otieno/b phone=otieno", "otieno phone → b"),
        ("code=jane/a code=otieno/b phone=landlord", "-"),
    ];
    for (found, expected) in table {
        assert_eq!(outcome(&evidence, &findings(found)), expected, "{found}");
    }
}

#[test]
fn reasons_are_sentences_without_a_full_phone_number() {
    let hash = hash();
    let table = [
        (
            "account=landlord",
            NUMBER,
            "The reference is account number 07•• ••• 149 of 07•• ••• 149.",
        ),
        (
            "account=jane",
            NUMBER,
            "The reference is account number 10528738 of Jane Wanjiku.",
        ),
        (
            "code=jane/a",
            NUMBER,
            "The reference is the payment code of what Jane Wanjiku has to pay.",
        ),
        (
            "phone=jane",
            NUMBER,
            "It was paid from 07•• ••• 149, a phone that only Jane Wanjiku has.",
        ),
        (
            "phone=jane",
            &hash,
            "It was paid from a phone that only Jane Wanjiku has; M-PESA sent the number as a code.",
        ),
        (
            "mask=jane",
            MASK,
            "The phone ending in 149 fits only Jane Wanjiku, and the payer's name agrees.",
        ),
    ];
    for (found, phone, expected) in table {
        match decide(&evidence(NUMBER, phone, "JANE"), &findings(found)) {
            Decision::Associate { reason, .. } => assert_eq!(reason, expected),
            Decision::Suggest(_) => panic!("nothing decided: {found}"),
        }
    }
}

#[test]
fn suggestions_are_ranked_and_add_up_per_customer() {
    let findings = findings("phone=jane phone=otieno near=otieno name=otieno name=Okoth");
    let lines: Vec<String> = suggestions(&evidence("10000021", NUMBER, "OTIENO OKOTH"), &findings)
        .into_iter()
        .map(|found| format!("{} {} {}", found.score, found.customer, found.reason))
        .collect();
    assert_eq!(
        lines,
        [
            "92 cus_10000012 It was paid from 07•• ••• 149, which several customers have; the reference is \
             nearly account number 10000012; the payer's name resembles Otieno Okoth.",
            "70 cus_10528738 It was paid from 07•• ••• 149, which several customers have.",
            "20 cus_OKOTH The payer's name resembles Okoth.",
        ]
    );
}

#[test]
fn there_are_never_more_than_ten_suggestions() {
    let crowd: Vec<String> = (0..50).map(|number| format!("near=A{number}")).collect();
    let findings = findings(&crowd.join(" "));
    assert_eq!(suggestions(&evidence("", "", "Jane"), &findings).len(), 10);
}

#[test]
fn what_to_look_up_follows_from_the_evidence() {
    let lookups = Lookups::for_evidence(&evidence("1052-8783", MASK, "Jane W. Wanjiku"));
    assert_eq!(lookups.account, AccountNumber::from_reference("10528783"));
    assert_eq!(lookups.payment_code.as_deref(), Some("10528783"));
    assert!(
        lookups
            .near_accounts
            .contains(&candidate("jane").customer.account())
    );
    assert_eq!(lookups.phone_hash, None);
    assert!(lookups.mask.is_some());
    assert_eq!(lookups.name_words, ["JANE", "WANJIKU"]);

    let lookups = Lookups::for_evidence(&evidence("Acc no. 10528738: Otieno", NUMBER, ""));
    assert_eq!(lookups.account, None);
    assert_eq!(
        lookups.near_accounts,
        [candidate("jane").customer.account()]
    );
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
