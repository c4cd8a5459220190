//! Whose a payment is: only on evidence that cannot be somebody else's, and at most five edits.

use billing::ids::PaymentId;
use billing::phone::Msisdn;
use operations::associate;
use operations::customers::NewCustomer;
use operations::error::OperationError;

use crate::world::{C2b, World, amina};

async fn owner(world: &World, payment: &PaymentId) -> (String, String) {
    let detail = world.payment(payment).await;
    let association = detail
        .shown
        .state
        .association()
        .cloned()
        .expect("associated");
    let rule = association.rule.map_or("person", |rule| rule.name());
    (association.customer.to_string(), rule.to_owned())
}

#[tokio::test]
async fn an_account_number_in_any_spelling_finds_its_customer() {
    let world = World::new().await;
    let imported = NewCustomer {
        name: "Old Customer".into(),
        account_number: Some("ACC-0042".into()),
        ..NewCustomer::default()
    };
    let customer = world.customer_with(imported).await;
    for (receipt, typed) in [
        ("RKL51ZDR40", "ACC-0042"),
        ("RKL51ZDR41", " acc 0042"),
        ("RKL51ZDR42", "Acc_0042"),
    ] {
        let payment = world.pays(&C2b::new(receipt, "10", typed)).await;
        assert_eq!(
            owner(&world, &payment).await,
            (customer.id.to_string(), "account_number".into())
        );
    }
    world.holds().await;
}

#[tokio::test]
async fn a_phone_finds_its_customer_as_number_as_hash_and_as_mask_with_the_name() {
    let world = World::new().await;
    let customer = world.customer("Nicholas Kamau", "0712 000 126").await;
    let hash = Msisdn::parse("0712000126").expect("a phone").sha256();
    let cases = [
        ("RKL51ZDR40", "254712000126", "SOMEBODY", "phone"),
        ("RKL51ZDR41", hash.as_str(), "SOMEBODY", "phone_sha256"),
        (
            "RKL51ZDR42",
            "2547 ***** 126",
            "NICHOLAS",
            "masked_phone_and_name",
        ),
        (
            "RKL51ZDR43",
            "25471****126",
            "Nicholas",
            "masked_phone_and_name",
        ),
    ];
    for (receipt, phone, name, rule) in cases {
        let payment = world
            .pays(&C2b::new(receipt, "10", "house rent").from(phone, name))
            .await;
        assert_eq!(
            owner(&world, &payment).await,
            (customer.id.to_string(), rule.into()),
            "{phone}"
        );
    }
    let other_name = world
        .pays(&C2b::new("RKL51ZDR44", "10", "x").from("2547 ***** 126", "PETER"))
        .await;
    let detail = world.payment(&other_name).await;
    assert!(
        detail.shown.state.association().is_none(),
        "a mask alone is not enough"
    );
    assert_eq!(detail.suggestions[0].customer, customer.id);
    world.holds().await;
}

#[tokio::test]
async fn a_phone_shared_by_two_customers_never_associates_and_suggests_both_with_reasons() {
    let world = World::new().await;
    let one = world.customer("Grace Achieng", "0722000111").await;
    let two = world.customer("Peter Achieng", "0722000111").await;
    let hash = Msisdn::parse("0722000111").expect("a phone").sha256();
    for (receipt, phone) in [
        ("RKL51ZDR40", "254722000111"),
        ("RKL51ZDR41", hash.as_str()),
        ("RKL51ZDR42", "2547***111"),
    ] {
        let payment = world
            .pays(&C2b::new(receipt, "10", "fees").from(phone, "PETER"))
            .await;
        let detail = world.payment(&payment).await;
        assert!(
            detail.shown.state.association().is_none() || phone.contains('*'),
            "{phone}"
        );
        if detail.shown.state.association().is_none() {
            let suggested: Vec<_> = detail.suggestions.iter().map(|one| &one.customer).collect();
            assert_eq!(
                suggested,
                vec![&two.id, &one.id],
                "the agreeing name comes first"
            );
            assert!(detail.suggestions.iter().all(|one| !one.reason.is_empty()));
        }
    }
    world.holds().await;
}

#[tokio::test]
async fn a_mistyped_account_number_is_only_suggested() {
    let world = World::new().await;
    let customer = world.customer("Nicholas Kamau", "").await;
    let mut typed: Vec<char> = customer.account_number.chars().collect();
    typed.swap(3, 4);
    if typed[3] == typed[4] {
        typed[7] = if typed[7] == '0' { '1' } else { '0' };
    }
    let typed: String = typed.into_iter().collect();
    let payment = world
        .pays(&C2b::new("RKL51ZDR4F", "10", &typed).from("", ""))
        .await;
    let detail = world.payment(&payment).await;
    assert!(detail.shown.state.association().is_none());
    assert_eq!(detail.suggestions[0].customer, customer.id);
    world.holds().await;
}

#[tokio::test]
async fn a_phone_does_not_outweigh_a_slip_in_somebody_elses_account_number() {
    let world = World::new().await;
    let payer = world.customer("Peter Otieno", "0722000111").await;
    let other = world.customer("Grace Achieng", "").await;
    let mut typed: Vec<u8> = other.account_number.bytes().collect();
    typed[2] = if typed[2] == b'9' { b'0' } else { typed[2] + 1 };
    let typed = String::from_utf8(typed).expect("digits");
    let payment = world
        .pays(&C2b::new("RKL51ZDR4F", "10", &typed).from("254722000111", "PETER"))
        .await;
    let detail = world.payment(&payment).await;
    assert!(detail.shown.state.association().is_none());
    let suggested: Vec<_> = detail.suggestions.iter().map(|one| &one.customer).collect();
    assert!(suggested.contains(&&payer.id) && suggested.contains(&&other.id));
    world.holds().await;
}

#[tokio::test]
async fn a_payment_code_finds_the_obligation_it_stands_for() {
    let world = World::new().await;
    let customer = world.customer("Nicholas Kamau", "").await;
    let older = world.owes(&customer, "May", &[("2026-05-31", "100")]).await;
    let coded = world
        .owes_with(
            &customer,
            "Council rates",
            Some("NRB-77"),
            &[("2026-12-31", "100")],
        )
        .await;
    let payment = world.pays(&C2b::new("RKL51ZDR4F", "100", "nrb 77")).await;
    assert_eq!(owner(&world, &payment).await.1, "payment_code");
    assert_eq!(world.statuses(&coded).await, "paid: paid");
    assert_eq!(world.statuses(&older).await, "unpaid: unpaid");
    world.holds().await;
}

#[tokio::test]
async fn the_balance_follows_each_edit_and_the_sixth_is_refused() {
    let world = World::new().await;
    let one = world.customer("Grace Achieng", "").await;
    let two = world.customer("Peter Otieno", "").await;
    let payment = world
        .pays(&C2b::new("RKL51ZDR4F", "500", "thank you"))
        .await;
    world.associates(&payment, &one).await;
    world.associates(&payment, &one).await; // Not an edit: it is theirs already.
    assert_eq!(world.figures(&one).await, "500.00 / 0.00 / 0.00 / 500.00");
    world.disassociates(&payment).await;
    assert_eq!(world.figures(&one).await, "0.00 / 0.00 / 0.00 / 0.00");
    world.associates(&payment, &two).await;
    world.associates(&payment, &one).await; // Moves in one step.
    assert_eq!(world.figures(&two).await, "0.00 / 0.00 / 0.00 / 0.00");
    assert_eq!(world.figures(&one).await, "500.00 / 0.00 / 0.00 / 500.00");
    world.disassociates(&payment).await;
    let sixth = associate::by_person(
        &world.store,
        &payment,
        &two.id,
        "again",
        &amina(),
        world.now,
    )
    .await;
    assert!(matches!(
        sixth,
        Err(OperationError::AssociationEditLimitReached)
    ));
    let state = world.payment(&payment).await.shown.state;
    let trail: Vec<_> = state
        .edits
        .iter()
        .map(|edit| (edit.by.as_str(), edit.reason.as_str()))
        .collect();
    assert_eq!(trail.len(), 5);
    assert!(trail.contains(&("amina", "wrong person")));
    world.holds().await;
    // An administrator may go over the limit, and that is recorded.
    let admin = amina().overriding();
    associate::by_person(
        &world.store,
        &payment,
        &two.id,
        "court order",
        &admin,
        world.now,
    )
    .await
    .expect("overridden");
    let state = world.payment(&payment).await.shown.state;
    assert!(state.edits.last().is_some_and(|edit| edit.beyond_limit));
    world.holds().await;
}

#[tokio::test]
async fn a_rule_does_not_take_back_what_a_person_decided() {
    let world = World::new().await;
    let customer = world.customer("Grace Achieng", "").await;
    let payment = world
        .pays(&C2b::new("RKL51ZDR4F", "500", &customer.account_number))
        .await;
    world.disassociates(&payment).await;
    world.dispatches(&payment).await;
    assert!(
        world
            .payment(&payment)
            .await
            .shown
            .state
            .association()
            .is_none()
    );
    assert_eq!(
        world.payment(&payment).await.shown.state.edits_by_people(),
        1,
        "the rule's own is not an edit"
    );
    world.holds().await;
}

#[tokio::test]
async fn errors_come_in_their_documented_order() {
    let world = World::new().await;
    let customer = world.customer("Grace Achieng", "").await;
    let ghost = world.customer("x", "").await.id;
    let ghost = billing::ids::CustomerId::parse(&format!("{ghost}X")).expect("an id");
    let payment = world.pays(&C2b::new("RKL51ZDR4F", "500", "thanks")).await;
    let unknown = world.pays(&C2b::new("RKL51ZDR4G", "500", "thanks")).await;
    let unknown = PaymentId::parse(unknown.as_str())
        .map(|_| {
            PaymentId::of(
                &billing::receipt::Provider::mpesa(),
                &billing::receipt::Receipt::parse("NOSUCH1234").expect("a receipt"),
            )
        })
        .expect("an id");
    let by = |payment: PaymentId, customer: billing::ids::CustomerId, reason: &'static str| {
        let store = world.store.clone();
        let now = world.now;
        async move { associate::by_person(&store, &payment, &customer, reason, &amina(), now).await }
    };
    assert!(matches!(
        by(unknown.clone(), ghost.clone(), " ").await,
        Err(OperationError::Field { .. })
    ));
    assert!(matches!(
        by(unknown, ghost.clone(), "x").await,
        Err(OperationError::PaymentNotFound)
    ));
    assert!(matches!(
        by(payment.clone(), ghost, "x").await,
        Err(OperationError::CustomerNotFound)
    ));
    operations::reverse::reverse(&world.store, &payment, "bounced", &amina(), world.now)
        .await
        .expect("reversed");
    assert!(matches!(
        by(payment, customer.id, "x").await,
        Err(OperationError::PaymentReversed)
    ));
    world.holds().await;
}
