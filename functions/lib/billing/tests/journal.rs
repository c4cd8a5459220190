//! The journal, for any payment: entries balance, doing and undoing cancel out, hostile text stays text.

use billing::ids::{CustomerId, EntryId, PaymentId};
use billing::journal::account::LedgerAccount;
use billing::journal::{self, Entry, EntryKind, Posting, plain_text};
use billing::money::{Currency, Money};
use billing::payment::{Channel, Method, Payer, Payment};
use billing::receipt::{Provider, Receipt};
use chrono::DateTime;
use proptest::prelude::*;

fn payment() -> impl Strategy<Value = Payment> {
    let method = prop::option::of(prop::sample::select(vec![
        Method::Cash,
        Method::Cheque,
        Method::Card,
    ]));
    (
        "[A-Z0-9]{1,20}",
        "\\PC{0,30}",
        1_i64..10_000_000,
        method,
        0_i64..4_000_000_000,
    )
        .prop_map(|(receipt, holder, cents, method, seconds)| {
            let receipt = Receipt::parse(&receipt).expect("a receipt");
            let at = DateTime::from_timestamp(seconds, 0).expect("in range");
            Payment {
                id: PaymentId::of(&Provider::mpesa(), &receipt),
                provider: Provider::mpesa(),
                receipt,
                channel: Channel::MpesaC2b,
                holder,
                amount: Money::from_cents(cents, Currency::Kes).expect("in range"),
                paid_at: at,
                received_at: at,
                payer: Payer::default(),
                reference: String::new(),
                method,
            }
        })
}

fn customer() -> CustomerId {
    CustomerId::parse("cus_10000012").expect("an id")
}

/// Everything that can happen to a payment, in order.
fn life(payment: &Payment, actor: &str) -> Vec<Entry> {
    let id = |suffix| EntryId::new(suffix).expect("an id");
    let at = payment.received_at;
    vec![
        journal::received(payment),
        journal::associated(id("1"), payment, &customer(), actor, at),
        journal::disassociated(id("2"), payment, &customer(), actor, at),
        journal::associated(id("3"), payment, &customer(), actor, at),
        journal::reversed(id("4"), payment, Some(&customer()), actor, at),
    ]
}

fn sum<'a>(postings: impl Iterator<Item = &'a Posting>) -> Money {
    Money::sum(Currency::Kes, postings.map(|posting| posting.amount)).expect("in range")
}

proptest! {
    #[test]
    fn every_entry_balances_and_a_reversed_payment_leaves_nothing(payment in payment(), actor in "\\PC{0,20}") {
        let entries = life(&payment, &actor);
        for entry in &entries {
            prop_assert!(sum(entry.postings().iter()).is_zero());
            let stored = serde_json::to_string(entry).expect("serialises");
            prop_assert_eq!(serde_json::from_str::<Entry>(&stored).ok(), Some(entry.clone()));
        }
        let postings: Vec<&Posting> = entries.iter().flat_map(|entry| entry.postings()).collect();
        for posting in &postings {
            let of_account = postings.iter().copied().filter(|other| other.account == posting.account);
            prop_assert!(sum(of_account).is_zero());
        }
        let changes = entries.iter().map(|entry| entry.customer_change(&customer()));
        prop_assert_eq!(Money::sum(Currency::Kes, changes), Ok(Money::zero(Currency::Kes)));
    }

    #[test]
    fn unbalanced_postings_are_never_an_entry(cents in prop::collection::vec(-1_000_i64..1_000, 0..25)) {
        let postings: Vec<Posting> = cents
            .iter()
            .map(|cents| Posting {
                account: LedgerAccount::Cash,
                amount: Money::from_cents(*cents, Currency::Kes).expect("in range"),
            })
            .collect();
        let balanced = (1..=20).contains(&cents.len()) && !cents.contains(&0) && cents.iter().sum::<i64>() == 0;
        let entry = Entry::new(
            EntryId::new("1").expect("an id"),
            EntryKind::Charged,
            DateTime::UNIX_EPOCH,
            String::new(),
            String::new(),
            None,
            None,
            postings,
        );
        prop_assert_eq!(entry.is_ok(), balanced);
    }

    #[test]
    fn every_account_reads_back_whatever_its_free_part(text in "\\PC{0,100}|[a-z:; \\t\\n|]{0,20}") {
        for account in [
            LedgerAccount::Institution(text.clone()),
            LedgerAccount::Asset { provider: Provider::bank(), holder: text.clone() },
        ] {
            let written = account.to_string();
            prop_assert!(!written.contains("  ") && !written.contains([';', '\n', '|']), "{:?}", written);
            prop_assert_eq!(written.parse::<LedgerAccount>().ok(), Some(account.normalised()));
        }
    }

    #[test]
    fn hostile_text_adds_no_line_and_no_syntax(description in "\\PC{0,60}|[a-z;|*!(\\n\\t =]{0,30}", actor in "\\PC{0,20}|[a-z:;,\\n\\[\\]]{0,12}") {
        let posting = |account, cents| Posting {
            account,
            amount: Money::from_cents(cents, Currency::Kes).expect("not zero"),
        };
        let entry = Entry::new(
            EntryId::new("1").expect("an id"),
            EntryKind::Charged,
            DateTime::UNIX_EPOCH,
            actor,
            description,
            None,
            None,
            vec![posting(LedgerAccount::Cash, 1), posting(LedgerAccount::Vat, -1)],
        )
        .expect("balanced");
        let text = plain_text::to_plain_text(&entry);
        prop_assert_eq!(text.lines().count(), 6);
        let first = text.lines().next().unwrap_or_default();
        prop_assert_eq!(first.matches(';').count(), 1);
        prop_assert!(!first.contains('|') && first.ends_with("  ; id: jrn_1"), "{}", first);
        let payee = first.strip_prefix("1970-01-01 * ").unwrap_or_default();
        prop_assert!(payee.starts_with(char::is_alphanumeric), "{}", first);
    }
}
