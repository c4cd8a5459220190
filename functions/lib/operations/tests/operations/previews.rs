//! What a correction of a payment would do is what it does.

use billing::allocation::Wanted;
use billing::ids::PaymentId;
use operations::payment_history::{self, What};
use operations::payment_journal;
use operations::payment_preview::{self, Preview, put_to};
use operations::payments;
use operations::{allocate, associate, reverse};

use crate::world::{C2b, World, amina, kes};

struct Set {
    world: World,
    jane: store::customers::Customer,
    peter: store::customers::Customer,
    payment: PaymentId,
}

/// KES 1,000 of Jane's that pays one charge and part of another.
async fn set() -> Set {
    let world = World::new().await;
    let jane = world.customer("Jane Wanjiru", "0712345149").await;
    let peter = world.customer("Peter Otieno", "").await;
    world
        .owes(&jane, "Internet", &[("2026-11-10", "700")])
        .await;
    world.owes(&jane, "Router", &[("2026-12-15", "500")]).await;
    world
        .owes(&peter, "Internet", &[("2026-11-10", "400")])
        .await;
    let callback = C2b::new("RKL51ZDR4F", "1000.00", &jane.account_number);
    let payment = world.pays(&callback).await;
    Set {
        world,
        jane,
        peter,
        payment,
    }
}

impl Set {
    async fn file(&self) -> store::payments::PaymentFile {
        let detail = payments::get(&self.world.store, &self.payment).await;
        detail.unwrap().file
    }

    /// What was foreseen for each account is its balance now.
    async fn came_true(&self, preview: &Preview) {
        for change in preview.loses.iter().chain(&preview.gets) {
            let tip = self
                .world
                .store
                .account_tip(&change.customer.id, change.after.currency());
            assert_eq!(tip.await.unwrap().balance, change.after);
        }
        for change in &preview.doses {
            let file = self
                .world
                .store
                .obligation(&change.obligation)
                .await
                .unwrap()
                .unwrap();
            let dose = file
                .instalments
                .iter()
                .find(|dose| dose.number == change.number)
                .unwrap();
            assert_eq!(dose.outstanding_cents(), change.outstanding_after.cents());
        }
    }
}

#[tokio::test]
async fn moving_a_payment_does_what_was_foreseen() {
    let set = set().await;
    let (store, now) = (&set.world.store, set.world.now);
    let preview = payment_preview::association(store, &set.file().await, &set.peter.id, now).await;
    let preview = preview.unwrap();
    assert_eq!(preview.unallocated, Some(kes("600")));
    assert_eq!(preview.doses.len(), 3);
    assert_eq!(preview.edits.map(|edits| edits.after), Some(1));
    assert!(preview.told.is_empty(), "Peter cannot be reached");
    let reason = "It is Peter's";
    associate::by_person(store, &set.payment, &set.peter.id, reason, &amina(), now)
        .await
        .unwrap();
    allocate::automatically(store, &set.payment, now)
        .await
        .unwrap();
    set.came_true(&preview).await;
}

#[tokio::test]
async fn taking_a_payment_away_does_what_was_foreseen() {
    let set = set().await;
    let (store, now) = (&set.world.store, set.world.now);
    let preview = payment_preview::disassociation(store, &set.file().await)
        .await
        .unwrap();
    assert_eq!(preview.doses.len(), 2);
    associate::disassociate(store, &set.payment, "not hers", &amina(), now)
        .await
        .unwrap();
    set.came_true(&preview).await;
}

#[tokio::test]
async fn putting_a_payment_to_something_else_does_what_was_foreseen() {
    let set = set().await;
    let (store, now) = (&set.world.store, set.world.now);
    let file = set.file().await;
    let choices = put_to::choices(store, &file).await.unwrap();
    let most: Vec<_> = choices.iter().map(|one| (one.most, one.put)).collect();
    assert_eq!(most, [(kes("700"), kes("700")), (kes("500"), kes("300"))]);
    let wanted = [Wanted {
        obligation: choices[1].obligation.clone(),
        instalment: Some(1),
        amount: Some(kes("500")),
    }];
    let preview = put_to::reallocation(store, &file, &wanted).await.unwrap();
    assert_eq!(preview.unallocated, Some(kes("500")));
    allocate::reallocate(store, &set.payment, &wanted, "", &amina(), now)
        .await
        .unwrap();
    set.came_true(&preview).await;
}

#[tokio::test]
async fn undoing_and_reversing_do_what_was_foreseen() {
    let set = set().await;
    let (store, now) = (&set.world.store, set.world.now);
    let file = set.file().await;
    let one = put_to::undoing(store, &file, Some(1)).await.unwrap();
    assert_eq!((one.doses.len(), one.unallocated), (1, Some(kes("700"))));
    assert!(put_to::undoing(store, &file, Some(9)).await.is_err());
    let all = put_to::undoing(store, &file, None).await.unwrap();
    assert_eq!((all.doses.len(), all.unallocated), (2, Some(kes("1000"))));
    let preview = payment_preview::reversal(store, &file).await.unwrap();
    reverse::reverse(store, &set.payment, "it went back", &amina(), now)
        .await
        .unwrap();
    set.came_true(&preview).await;
    assert!(
        payment_preview::reversal(store, &set.file().await)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn the_history_and_the_journal_of_a_payment_tell_everything_in_order() {
    let mut set = set().await;
    set.world.passes(chrono::Duration::minutes(1));
    let (store, now) = (&set.world.store, set.world.now);
    associate::disassociate(store, &set.payment, "not hers", &amina(), now)
        .await
        .unwrap();
    reverse::reverse(store, &set.payment, "it went back", &amina(), now)
        .await
        .unwrap();
    let file = set.file().await;
    let events = payment_history::of(&file);
    let names: Vec<&str> = events.iter().map(|event| name(&event.what)).collect();
    assert_eq!(
        names,
        [
            "received",
            "associated",
            "allocated",
            "disassociated",
            "reversed"
        ]
    );
    let found = payment_journal::of(store, &file).await.unwrap();
    let kinds: Vec<&str> = found
        .entries
        .iter()
        .map(|entry| entry.kind().name())
        .collect();
    assert_eq!(
        kinds,
        ["received", "associated", "disassociated", "reversed"]
    );
    assert!(found.complete);
    assert_eq!(file.state.unwrap().edits[0].customer, set.jane.id);
}

fn name(what: &What) -> &str {
    match what {
        What::Received(_) => "received",
        What::Corroborated(_) => "corroborated",
        What::Contradicted(_) => "contradicted",
        What::Associated(_) => "associated",
        What::Disassociated(_) => "disassociated",
        What::Allocated(_) => "allocated",
        What::Corrected(correction) => &correction.name,
    }
}
