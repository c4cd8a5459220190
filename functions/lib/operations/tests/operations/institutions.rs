//! Money that is collected for institutions is owed to them until it is handed over.

use billing::ids::ObligationId;
use billing::journal::account::LedgerAccount;
use billing::money::Currency;
use billing::obligation::{Payee, Schedule};
use operations::error::OperationError;
use operations::institutions::{self, NewRemittance};
use operations::obligations::{self, NewObligation};
use store::customers::Customer;
use uuid::Uuid;

use crate::world::{C2b, World, amina, day, kes};

impl World {
    async fn owes_to(&self, customer: &Customer, institution: &str, amount: &str) -> ObligationId {
        let new = NewObligation {
            customer: customer.id.clone(),
            payee: Payee::Institution {
                name: institution.into(),
            },
            description: "Land rates 2026".into(),
            payment_code: Some("LR-2026".into()),
            amount: kes(amount),
            notify_customer: false,
            manager_comments: None,
            schedule: Schedule::OneOff {
                due_on: day("2026-12-15"),
            },
        };
        obligations::create(&self.store, &new, &amina(), Uuid::new_v4(), self.now)
            .await
            .unwrap()
            .head
            .id
    }

    /// Charged, collected, remitted and to remit as one readable line.
    async fn standing(&self, institution: &str) -> String {
        let report = institutions::report(&self.store, institution, Currency::Kes)
            .await
            .unwrap();
        let one = report.standing;
        let figures = [one.charged, one.collected, one.remitted, one.to_remit];
        figures.map(|money| money.amount_text()).join(" / ")
    }
}

fn transfer(institution: &str, amount: &str) -> NewRemittance {
    NewRemittance {
        institution: institution.into(),
        amount: kes(amount),
        paid_from: "assets:mpesa:600966".parse().unwrap(),
        reference: "FT26350X1".into(),
        remitted_on: None,
    }
}

#[tokio::test]
async fn what_is_collected_is_owed_to_the_institution_until_it_is_handed_over() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiru", "").await;
    let ben = world.customer("Ben Otieno", "").await;
    world.owes_to(&jane, "Nairobi City County", "1000").await;
    world.owes_to(&ben, "NAIROBI CITY COUNTY", "500").await;
    let payment = world
        .pays(&C2b::new("RKL51ZDR4F", "700", &jane.account_number))
        .await;
    assert_eq!(
        world.standing("Nairobi City County").await,
        "1500.00 / 700.00 / 0.00 / 700.00"
    );

    let store = &world.store;
    let remit = |amount: &'static str, seed: Uuid| async move {
        let new = transfer("nairobi city county", amount);
        institutions::remit(store, &new, &amina(), seed, world.now).await
    };
    let too_much = remit("700.01", Uuid::new_v4()).await;
    assert!(matches!(
        too_much,
        Err(OperationError::RemittanceExceedsCollected { available }) if available == kes("700")
    ));
    let seed = Uuid::new_v4();
    let first = remit("600", seed).await.unwrap();
    assert_eq!(remit("600", seed).await.unwrap(), first);
    assert_eq!(
        world.standing("Nairobi City County").await,
        "1500.00 / 700.00 / 600.00 / 100.00"
    );
    world.holds().await;

    // A payment that turns out to be somebody else's: too much was handed over, and that shows.
    world.disassociates(&payment).await;
    assert_eq!(
        world.standing("Nairobi City County").await,
        "1500.00 / 0.00 / 600.00 / -600.00"
    );
    let undo = || {
        let now = world.now;
        async move {
            institutions::undo(
                store,
                "Nairobi City County",
                1,
                "typed twice",
                &amina(),
                now,
            )
            .await
        }
    };
    undo().await.unwrap();
    assert!(matches!(
        undo().await,
        Err(OperationError::RemittanceUndone)
    ));
    assert_eq!(
        world.standing("Nairobi City County").await,
        "1500.00 / 0.00 / 0.00 / 0.00"
    );
    world.holds().await;
}

#[tokio::test]
async fn two_transfers_at_once_cannot_hand_over_the_same_money() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiru", "").await;
    world.owes_to(&jane, "KRA", "1000").await;
    world
        .pays(&C2b::new("RKL51ZDR4F", "1000", &jane.account_number))
        .await;
    let new = transfer("KRA", "800");
    let remit = || institutions::remit(&world.store, &new, &AMINA, Uuid::new_v4(), world.now);
    let (a, b) = tokio::join!(remit(), remit());
    assert_eq!([a.is_ok(), b.is_ok()].iter().filter(|ok| **ok).count(), 1);
    assert_eq!(
        world.standing("KRA").await,
        "1000.00 / 1000.00 / 800.00 / 200.00"
    );
    world.holds().await;
}

static AMINA: std::sync::LazyLock<operations::actor::Actor> = std::sync::LazyLock::new(amina);

#[tokio::test]
async fn a_transfer_that_cannot_be_right_is_refused_in_words() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiru", "").await;
    world.owes_to(&jane, "KRA", "1000").await;
    let cases = [
        (
            NewRemittance {
                reference: " ".into(),
                ..transfer("KRA", "1")
            },
            "reference: give the number of the transfer",
        ),
        (
            transfer("KRA", "0"),
            "amount: an amount is more than nothing",
        ),
        (
            NewRemittance {
                paid_from: LedgerAccount::Unassociated,
                ..transfer("KRA", "1")
            },
            "paid_from: name where the money was, like assets:cash or assets:mpesa:600966",
        ),
        (
            NewRemittance {
                remitted_on: Some(day("2026-11-21")),
                ..transfer("KRA", "1")
            },
            "remitted_on: record a transfer when it was made",
        ),
        (
            transfer("KPLC", "1"),
            "nothing was ever collected for an institution of this name",
        ),
    ];
    for (new, expected) in cases {
        let refused =
            institutions::remit(&world.store, &new, &amina(), Uuid::new_v4(), world.now).await;
        assert_eq!(refused.unwrap_err().to_string(), expected);
    }
}

#[tokio::test]
async fn no_income_is_booked_for_an_institution() {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiru", "").await;
    world.owes_to(&jane, "KRA", "1000").await;
    let mut walk = operations::journal::walk(&world.store, None, None, Default::default());
    while let Some(entry) = walk.next().await.unwrap() {
        let earns = |account: &LedgerAccount| matches!(account, LedgerAccount::Income(_));
        assert!(
            !entry
                .postings()
                .iter()
                .any(|posting| earns(&posting.account))
        );
    }
}
