//! The audit: what a line says, which lines are found, and that a line stands exactly if its write does.

mod reading;

use billing::audit::{AuditAction, Subject};
use billing::civil::nairobi_date;
use billing::role::{Capacity, Role};
use operations::actor::Actor;
use operations::audit::reading::{Filter, Page, list};
use operations::customers::{self, CustomerChanges};
use operations::error::OperationError;
use operations::{associate, reverse};
use store::audit::AuditRecord;

use crate::world::{C2b, World, amina};

impl World {
    async fn reads(&self, filter: &Filter, after: Option<&str>, limit: usize) -> Page {
        let page = list(&self.store, filter, &amina(), after, limit).await;
        page.unwrap()
    }

    /// Every line of a filter, page by page.
    async fn pages_through(&self, filter: &Filter, limit: usize) -> Vec<AuditRecord> {
        let mut lines = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let page = self.reads(filter, after.as_deref(), limit).await;
            assert!(page.lines.len() <= limit);
            lines.extend(page.lines);
            after = page.next;
            if after.is_none() {
                return lines;
            }
        }
    }
}

fn this_day(world: &World) -> Filter {
    let today = nairobi_date(world.now);
    Filter::days(today, today)
}

#[tokio::test]
async fn a_line_says_who_did_what_to_which_with_figures_and_the_reason() {
    let world = World::new().await;
    let customer = world.customer("Nicholas Kamau", "0708374149").await;
    let payment = world.pays(&C2b::new("RKL51ZDR4F", "1250.50", "?")).await;
    world.associates(&payment, &customer).await;
    let filter = Filter {
        subject: Some(payment.to_string()),
        ..this_day(&world)
    };
    let lines = world.pages_through(&filter, 10).await;
    let expected = AuditRecord {
        at: world.now,
        actor: "amina".into(),
        actor_id: None,
        role: Capacity::Staff(Role::Administrator),
        action: AuditAction::PaymentAssociated,
        subject: Subject::from(&payment),
        customer: Some(customer.id.clone()),
        summary: "KES 1,250.50".into(),
        reason: Some("told by phone".into()),
    };
    assert_eq!(lines, [expected]);
}

#[tokio::test]
async fn moving_a_payment_names_the_account_that_it_came_from_and_no_person() {
    let world = World::new().await;
    let kamau = world.customer("Nicholas Kamau", "0708374149").await;
    let jane = world.customer("Jane Wanjiru", "").await;
    let confirmation = C2b::new("RKL51ZDR4F", "500.00", &kamau.account_number);
    let payment = world.pays(&confirmation).await;
    world.associates(&payment, &jane).await;
    let changes = CustomerChanges {
        name: Some("Nicholas Njoroge".into()),
        phones: Some(vec!["0722000111".into()]),
        ..CustomerChanges::default()
    };
    customers::change(&world.store, &kamau.id, &changes, &amina(), world.now)
        .await
        .unwrap();
    let lines = world.pages_through(&this_day(&world), 10).await;
    let summary = |action| {
        let line = lines.iter().find(|line| line.action == action);
        line.unwrap().summary.as_str()
    };
    assert_eq!(
        summary(AuditAction::PaymentAssociated),
        format!("KES 500.00, from {}", kamau.id.account())
    );
    assert_eq!(summary(AuditAction::CustomerChanged), "name, phones");
    let all = format!("{lines:?}");
    for personal in ["Kamau", "Njoroge", "Jane", "708374149", "722000111"] {
        assert!(!all.contains(personal), "{personal} in {all}");
    }
}

#[tokio::test]
async fn repeating_what_is_done_leaves_no_second_line() {
    let world = World::new().await;
    let customer = world.customer("Nicholas Kamau", "").await;
    let payment = world.pays(&C2b::new("RKL51ZDR4F", "500.00", "?")).await;
    for _ in 0..3 {
        world.associates(&payment, &customer).await;
    }
    let filter = Filter {
        action: Some(AuditAction::PaymentAssociated),
        ..this_day(&world)
    };
    assert_eq!(world.pages_through(&filter, 10).await.len(), 1);
}

#[tokio::test]
async fn what_is_refused_by_a_rule_or_loses_a_race_leaves_no_line() {
    let world = World::new().await;
    let customer = world.customer("Nicholas Kamau", "").await;
    let confirmation = C2b::new("RKL51ZDR4F", "500.00", &customer.account_number);
    let payment = world.pays(&confirmation).await;
    let reverse = |reason: &'static str| {
        let (store, payment, now) = (world.store.clone(), payment.clone(), world.now);
        async move { reverse::reverse(&store, &payment, reason, &amina(), now).await }
    };
    let outcomes = futures::join!(reverse("one"), reverse("two"), reverse("three"));
    let done = [&outcomes.0, &outcomes.1, &outcomes.2];
    assert_eq!(done.iter().filter(|it| it.is_ok()).count(), 1);
    let filter = Filter {
        action: Some(AuditAction::PaymentReversed),
        ..this_day(&world)
    };
    assert_eq!(world.pages_through(&filter, 10).await.len(), 1);
    world.holds().await;
}

#[tokio::test]
async fn a_reversal_names_the_account_that_it_was_taken_from() {
    let world = World::new().await;
    let customer = world.customer("Nicholas Kamau", "").await;
    let confirmation = C2b::new("RKL51ZDR4F", "500.00", &customer.account_number);
    let payment = world.pays(&confirmation).await;
    reverse::reverse(&world.store, &payment, "paid twice", &amina(), world.now)
        .await
        .unwrap();
    let filter = Filter {
        customer: Some(customer.id.clone()),
        action: Some(AuditAction::PaymentReversed),
        ..this_day(&world)
    };
    assert_eq!(world.pages_through(&filter, 10).await.len(), 1);
}

#[tokio::test]
async fn going_over_the_limit_of_edits_stands_in_the_audit() {
    let world = World::new().await;
    let customer = world.customer("Nicholas Kamau", "").await;
    let payment = world.pays(&C2b::new("RKL51ZDR4F", "500.00", "?")).await;
    for _ in 0..2 {
        world.associates(&payment, &customer).await;
        world.disassociates(&payment).await;
    }
    world.associates(&payment, &customer).await;
    let take = async |actor: &Actor| {
        associate::disassociate(&world.store, &payment, "wrong", actor, world.now).await
    };
    let accountant = Actor::staff("otieno", Role::Accountant);
    assert!(matches!(
        take(&accountant).await,
        Err(OperationError::AssociationEditLimitReached)
    ));
    assert!(matches!(
        take(&accountant.overriding()).await,
        Err(OperationError::NotAllowed { .. })
    ));
    take(&amina().overriding()).await.unwrap();
    let filter = Filter {
        action: Some(AuditAction::PaymentDisassociated),
        ..this_day(&world)
    };
    let lines = world.pages_through(&filter, 10).await;
    let beyond = |line: &&AuditRecord| line.summary.contains("beyond the limit");
    assert_eq!((lines.len(), lines.iter().filter(beyond).count()), (3, 1));
}
