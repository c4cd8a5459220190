//! Association, for any findings: two candidates never decide, and no reason betrays a phone number.

use std::collections::BTreeSet;

use billing::account_number::AccountNumber;
use billing::association::{Candidate, Decision, Evidence, Findings, Lookups, Rule, decide};
use billing::ids::{CustomerId, ObligationId};
use billing::money::{Currency, Money};
use billing::payment::Payer;
use billing::phone::{Msisdn, PayerPhone};
use proptest::prelude::*;

const NUMBER: &str = "254712345149";

fn candidate() -> impl Strategy<Value = Candidate> {
    (0_usize..4).prop_map(|index| {
        let (account, name) = [
            ("10528738", "Jane Wanjiku"),
            ("10000012", "Jane Otieno"),
            ("0712345149", "Otieno Okoth"),
            ("HOUSE7", NUMBER),
        ][index];
        let account = AccountNumber::parse(account).expect("an account number");
        Candidate {
            customer: CustomerId::from(&account),
            name: name.to_owned(),
        }
    })
}

fn candidates() -> impl Strategy<Value = Vec<Candidate>> {
    prop::collection::vec(candidate(), 0..3)
}

fn code() -> impl Strategy<Value = (Candidate, ObligationId)> {
    (candidate(), "[ab]").prop_map(|(candidate, suffix)| {
        let obligation = ObligationId::new(&candidate.customer, &suffix).expect("an id");
        (candidate, obligation)
    })
}

fn findings() -> impl Strategy<Value = Findings> {
    let number = || Msisdn::parse(NUMBER).expect("a number");
    (
        prop::option::weighted(0.2, candidate()),
        prop::collection::vec(code(), 0..3),
        candidates(),
        prop::collection::vec(
            candidate().prop_map(move |candidate| (candidate, number())),
            0..3,
        ),
        candidates(),
        candidates(),
        candidates(),
    )
        .prop_map(
            |(account, payment_code, phone, mask, near_accounts, reference_phone, names)| {
                Findings {
                    account,
                    payment_code,
                    phone,
                    mask,
                    near_accounts,
                    reference_phone,
                    names,
                }
            },
        )
}

fn evidence() -> impl Strategy<Value = Evidence> {
    let hash = Msisdn::parse(NUMBER).expect("a number").sha256();
    let phones = vec![
        PayerPhone::parse(NUMBER),
        Some(PayerPhone::Hash(hash)),
        PayerPhone::parse("2547*****149"),
        PayerPhone::parse("2547*****148"),
        None,
    ];
    let name = prop::sample::select(vec!["", "JANE", "OTIENO", "JANE WANJIKU", NUMBER]);
    let reference = prop::sample::select(vec!["", "10528738", "10528783", "0712345149", "rent"]);
    (prop::sample::select(phones), name, reference).prop_map(|(phone, name, reference)| Evidence {
        reference: reference.to_owned(),
        payer: Payer {
            name: name.to_owned(),
            phone,
            phone_text: None,
        },
        amount: Money::from_cents(100, Currency::Kes).expect("in range"),
    })
}

/// The customers whom the evidence of `rule` points at.
fn pointed_at(rule: Rule, findings: &Findings) -> BTreeSet<&CustomerId> {
    let codes = findings.payment_code.iter().map(|(candidate, _)| candidate);
    let found: Vec<&Candidate> = match rule {
        // Nothing in the findings leads to these: a push, or a customer who asks, does.
        Rule::StkPush | Rule::QuotedReceipt => Vec::new(),
        Rule::AccountNumber => findings.account.iter().chain(codes).collect(),
        Rule::PaymentCode => codes.collect(),
        Rule::Phone | Rule::PhoneHash => findings.phone.iter().collect(),
        Rule::MaskedPhoneAndName => findings
            .mask
            .iter()
            .map(|(candidate, _)| candidate)
            .collect(),
    };
    found
        .into_iter()
        .map(|candidate| &candidate.customer)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn two_candidates_never_decide(evidence in evidence(), findings in findings()) {
        match decide(&evidence, &findings) {
            Decision::Associate { customer, rule, reason, points_at } => {
                prop_assert_eq!(pointed_at(rule, &findings), BTreeSet::from([&customer]));
                prop_assert!(points_at.is_none_or(|obligation| obligation.customer() == customer));
                prop_assert!(!betrays(&reason), "{}", reason);
            }
            Decision::Suggest(suggestions) => {
                let customers: BTreeSet<&CustomerId> = suggestions.iter().map(|found| &found.customer).collect();
                prop_assert_eq!(customers.len(), suggestions.len());
                prop_assert!(suggestions.is_sorted_by(|one, next| one.score >= next.score));
                for suggestion in &suggestions {
                    prop_assert!((1..=99).contains(&suggestion.score));
                    prop_assert!(!betrays(&suggestion.reason), "{}", suggestion.reason);
                }
            }
        }
    }

    #[test]
    fn finding_the_same_customer_twice_changes_nothing(evidence in evidence(), findings in findings()) {
        let mut twice = findings.clone();
        twice.phone.extend(findings.phone.clone());
        twice.mask.extend(findings.mask.clone());
        twice.payment_code.extend(findings.payment_code.clone());
        twice.names.extend(findings.names.clone());
        prop_assert_eq!(decide(&evidence, &twice), decide(&evidence, &findings));
    }

    #[test]
    fn lookups_are_few_whatever_was_typed(reference in "\\PC{0,60}|[0-9 ]{0,80}", name in "\\PC{0,60}") {
        let payer = Payer { name, ..Payer::default() };
        let amount = Money::zero(Currency::Kes);
        let lookups = Lookups::for_evidence(&Evidence { reference, payer, amount });
        prop_assert!(lookups.near_accounts.len() <= 20);
        prop_assert!(lookups.name_words.len() <= 6);
    }
}

fn betrays(reason: &str) -> bool {
    reason.contains("712345149")
}
