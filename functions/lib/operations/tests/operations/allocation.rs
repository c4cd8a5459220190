//! What a payment settles, step by step, with the statuses after each.

use billing::allocation::AllocationError;
use billing::payment::AllocationStatus;
use operations::allocate;
use operations::error::OperationError;

use crate::world::{C2b, World, amina, wanted};

#[tokio::test]
async fn a_payment_settles_oldest_due_first_and_the_rest_stays_as_credit() {
    let world = World::new().await;
    let customer = world.customer("Grace Achieng", "").await;
    let late = world
        .owes(&customer, "December", &[("2026-12-05", "300")])
        .await;
    let early = world
        .owes(
            &customer,
            "October",
            &[("2026-10-05", "300"), ("2026-11-05", "300")],
        )
        .await;
    assert_eq!(
        world.figures(&customer).await,
        "-900.00 / 900.00 / 600.00 / 0.00"
    );

    let first = world
        .pays(&C2b::new("RKL51ZDR40", "450", &customer.account_number))
        .await;
    assert_eq!(
        world.statuses(&early).await,
        "partially_paid: paid, partially_paid"
    );
    assert_eq!(world.statuses(&late).await, "unpaid: unpaid");
    assert_eq!(
        world.figures(&customer).await,
        "-450.00 / 450.00 / 150.00 / 0.00"
    );
    assert_eq!(
        world
            .payment(&first)
            .await
            .shown
            .allocation_status()
            .expect("a status"),
        AllocationStatus::Allocated
    );

    let second = world
        .pays(&C2b::new("RKL51ZDR41", "600", &customer.account_number))
        .await;
    assert_eq!(world.statuses(&early).await, "paid: paid, paid");
    assert_eq!(world.statuses(&late).await, "paid: paid");
    assert_eq!(
        world.figures(&customer).await,
        "150.00 / 0.00 / 0.00 / 150.00"
    );
    let status = world
        .payment(&second)
        .await
        .shown
        .allocation_status()
        .expect("a status");
    assert_eq!(status, AllocationStatus::PartiallyAllocated);

    let third = world
        .pays(&C2b::new("RKL51ZDR42", "10", &customer.account_number))
        .await;
    let status = world
        .payment(&third)
        .await
        .shown
        .allocation_status()
        .expect("a status");
    assert_eq!(status, AllocationStatus::NotAllocated);
    world.holds().await;
}

#[tokio::test]
async fn one_payment_over_three_obligations_reallocated_undone_and_unmapped() {
    let world = World::new().await;
    let customer = world.customer("Grace Achieng", "").await;
    let a = world.owes(&customer, "A", &[("2026-10-05", "100")]).await;
    let b = world.owes(&customer, "B", &[("2026-11-05", "100")]).await;
    let c = world.owes(&customer, "C", &[("2026-12-05", "100")]).await;
    let payment = world
        .pays(&C2b::new("RKL51ZDR40", "250", &customer.account_number))
        .await;
    let statuses = async || {
        [
            world.statuses(&a).await,
            world.statuses(&b).await,
            world.statuses(&c).await,
        ]
    };
    assert_eq!(
        statuses().await,
        ["paid: paid", "paid: paid", "partially_paid: partially_paid"]
    );

    let wishes = [
        wanted(&c, None, None),
        wanted(&a, Some(1), Some("30")),
        wanted(&b, None, Some("20.50")),
    ];
    world.reallocates(&payment, &wishes).await;
    assert_eq!(
        statuses().await,
        [
            "partially_paid: partially_paid",
            "partially_paid: partially_paid",
            "paid: paid"
        ]
    );
    assert_eq!(
        world.figures(&customer).await,
        "-50.00 / 149.50 / 149.50 / 99.50"
    );
    let version = world.payment(&payment).await.shown.state.version;
    world.reallocates(&payment, &wishes).await;
    assert_eq!(
        world.payment(&payment).await.shown.state.version,
        version,
        "asking for the same changes nothing"
    );

    let state = world.payment(&payment).await.shown.state;
    let on_a = state
        .allocations
        .iter()
        .find(|one| one.obligation == a)
        .expect("on A")
        .id(&payment);
    allocate::undo(
        &world.store,
        &payment,
        &on_a,
        "by mistake",
        &amina(),
        world.now,
    )
    .await
    .expect("undone");
    assert_eq!(
        statuses().await,
        [
            "unpaid: unpaid",
            "partially_paid: partially_paid",
            "paid: paid"
        ]
    );
    let again = allocate::undo(
        &world.store,
        &payment,
        &on_a,
        "by mistake",
        &amina(),
        world.now,
    )
    .await;
    assert!(matches!(again, Err(OperationError::AllocationNotFound)));

    allocate::unmap(&world.store, &payment, "start over", &amina(), world.now)
        .await
        .expect("unmapped");
    assert_eq!(
        statuses().await,
        ["unpaid: unpaid", "unpaid: unpaid", "unpaid: unpaid"]
    );
    assert_eq!(
        world.figures(&customer).await,
        "-50.00 / 300.00 / 200.00 / 250.00"
    );
    world.dispatches(&payment).await;
    assert_eq!(
        world.figures(&customer).await,
        "-50.00 / 300.00 / 200.00 / 250.00",
        "what people undid stays undone"
    );
    let what: Vec<String> = world
        .payment(&payment)
        .await
        .file
        .history
        .into_iter()
        .map(|one| one.what)
        .collect();
    assert_eq!(what, ["reallocated", "deallocated", "unmapped"]);
    world.holds().await;
}

#[tokio::test]
async fn disassociating_reopens_exactly_what_the_payment_had_settled() {
    let world = World::new().await;
    let customer = world.customer("Grace Achieng", "").await;
    let a = world.owes(&customer, "A", &[("2026-10-05", "100")]).await;
    let b = world.owes(&customer, "B", &[("2026-11-05", "100")]).await;
    world
        .pays(&C2b::new("RKL51ZDR40", "130", &customer.account_number))
        .await;
    let second = world
        .pays(&C2b::new("RKL51ZDR41", "50", &customer.account_number))
        .await;
    assert_eq!(
        world.figures(&customer).await,
        "-20.00 / 20.00 / 20.00 / 0.00"
    );
    world.disassociates(&second).await;
    assert_eq!(world.statuses(&a).await, "paid: paid");
    assert_eq!(world.statuses(&b).await, "partially_paid: partially_paid");
    assert_eq!(
        world.figures(&customer).await,
        "-70.00 / 70.00 / 70.00 / 0.00"
    );
    assert_eq!(
        world.payment(&second).await.file.history[0].removed.len(),
        1
    );
    world.holds().await;
    world.associates(&second, &customer).await;
    assert_eq!(
        world.figures(&customer).await,
        "-20.00 / 20.00 / 20.00 / 0.00"
    );
    world.holds().await;
}

#[tokio::test]
async fn a_reversed_payment_reopens_what_it_settled_and_leaves_two_entries() {
    let world = World::new().await;
    let customer = world.customer("Grace Achieng", "").await;
    let owed = world.owes(&customer, "A", &[("2026-10-05", "100")]).await;
    let payment = world
        .pays(&C2b::new("RKL51ZDR40", "130", &customer.account_number))
        .await;
    operations::reverse::reverse(&world.store, &payment, "taken back", &amina(), world.now)
        .await
        .expect("reversed");
    assert_eq!(world.statuses(&owed).await, "unpaid: unpaid");
    assert_eq!(
        world.figures(&customer).await,
        "-100.00 / 100.00 / 100.00 / 0.00"
    );
    let again =
        operations::reverse::reverse(&world.store, &payment, "taken back", &amina(), world.now)
            .await;
    assert!(matches!(again, Err(OperationError::PaymentReversed)));
    let nobodys = world.pays(&C2b::new("RKL51ZDR41", "5", "?")).await;
    operations::reverse::reverse(&world.store, &nobodys, "taken back", &amina(), world.now)
        .await
        .expect("reversed");
    world.holds().await;
}

#[tokio::test]
async fn an_impossible_allocation_is_refused_with_its_reason_and_changes_nothing() {
    let world = World::new().await;
    let customer = world.customer("Grace Achieng", "").await;
    let other = world.customer("Peter Otieno", "").await;
    let owed = world.owes(&customer, "A", &[("2026-10-05", "100")]).await;
    let theirs = world.owes(&other, "B", &[("2026-10-05", "100")]).await;
    let payment = world
        .pays(&C2b::new("RKL51ZDR40", "80", &customer.account_number))
        .await;
    let before = world.payment(&payment).await.shown.state;
    let ask = async |wish| {
        allocate::reallocate(&world.store, &payment, &[wish], "", &amina(), world.now)
            .await
            .expect_err("it is impossible")
    };
    assert!(matches!(
        ask(wanted(&theirs, None, None)).await,
        OperationError::ObligationOfAnotherCustomer
    ));
    let too_much = ask(wanted(&owed, Some(1), Some("90"))).await;
    assert!(
        matches!(
            too_much,
            OperationError::Allocation(AllocationError::ExceedsPayment { .. })
        ),
        "{too_much:?}"
    );
    let zero = ask(wanted(&owed, Some(1), Some("0"))).await;
    assert!(
        matches!(
            zero,
            OperationError::Allocation(AllocationError::NotPositive)
        ),
        "{zero:?}"
    );
    let missing = ask(wanted(&owed, Some(7), None)).await;
    assert!(
        matches!(
            missing,
            OperationError::Allocation(AllocationError::UnknownInstalment { .. })
        ),
        "{missing:?}"
    );
    assert_eq!(world.payment(&payment).await.shown.state, before);
    let nobodys = world.pays(&C2b::new("RKL51ZDR41", "5", "?")).await;
    let unowned = allocate::unmap(&world.store, &nobodys, "", &amina(), world.now).await;
    assert!(matches!(unowned, Err(OperationError::PaymentNotAssociated)));
    world.holds().await;
}

#[tokio::test]
async fn two_people_who_allocate_at_once_cannot_both_win() {
    let world = World::new().await;
    let customer = world.customer("Grace Achieng", "").await;
    let owed = world.owes(&customer, "A", &[("2026-10-05", "100")]).await;
    let one = world
        .pays(&C2b::new("RKL51ZDR40", "100", &customer.account_number))
        .await;
    let two = world
        .pays(&C2b::new("RKL51ZDR41", "100", &customer.account_number))
        .await;
    allocate::unmap(&world.store, &one, "", &amina(), world.now)
        .await
        .expect("unmapped");
    let wish = [wanted(&owed, None, Some("100"))];
    let by = amina();
    let (a, b) = tokio::join!(
        allocate::reallocate(&world.store, &one, &wish, "", &by, world.now),
        allocate::reallocate(&world.store, &two, &wish, "", &by, world.now),
    );
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    assert_eq!(world.statuses(&owed).await, "paid: paid");
    world.holds().await;
}
