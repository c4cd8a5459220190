//! What a payment is put to: reallocated, undone one by one, taken back as a whole.

use serde_json::{Value, json};

use crate::world::{World, each, text};

/// A payment of 10.00 over obligations of 3.00, 4.00 and 2.00, with 1.00 left.
async fn settled(world: &World) -> (String, String, [String; 3]) {
    let customer = world.customer("Jane Wanjiku").await;
    let mut owed = Vec::new();
    for (amount, due_on) in [
        ("3.00", "2026-12-01"),
        ("4.00", "2026-12-10"),
        ("2.00", "2026-12-20"),
    ] {
        owed.push(world.owes(&customer, amount, &[(due_on, amount)]).await);
        world.passes(1);
    }
    let path = world.paid("RKL51ZDR4F", "10.00", &customer).await;
    (customer, path, owed.try_into().unwrap())
}

async fn statuses(world: &World, owed: &[String; 3]) -> Vec<String> {
    let mut statuses = Vec::new();
    for id in owed {
        let obligation = world.get(&format!("/obligations/{id}")).await.with(200);
        statuses.push(text(&obligation["status"]));
    }
    statuses
}

#[tokio::test]
async fn one_payment_settles_several_obligations_and_keeps_the_remainder() {
    let world = World::new().await;
    let (customer, path, owed) = settled(&world).await;
    let answer = world.get(&format!("{path}/allocations")).await.with(200);
    assert_eq!(each(&answer["allocations"], "obligation"), owed);
    assert_eq!(
        each(&answer["allocations"], "amount"),
        ["3.00", "4.00", "2.00"]
    );
    assert_eq!(
        each(&answer["allocations"], "by"),
        ["system", "system", "system"]
    );
    assert_eq!(answer["allocation_status"], "partially_allocated");
    assert_eq!(
        (&answer["allocated"], &answer["unallocated"]),
        (&json!("9.00"), &json!("1.00"))
    );
    assert_eq!(statuses(&world, &owed).await, ["paid", "paid", "paid"]);
    assert_eq!(
        world.balance(&customer).await,
        ["1.00", "0.00", "0.00", "1.00"]
    );
    world.is_sound().await;
}

#[tokio::test]
async fn undoing_one_allocation_leaves_the_others_alone() {
    let world = World::new().await;
    let (customer, path, owed) = settled(&world).await;
    let before = world.get(&format!("{path}/allocations")).await.with(200);
    let second = text(&before["allocations"][1]["id"]);
    world.passes(1);
    let one = format!("{path}/allocations/{second}?reason=wrong%20month");
    let after = world.delete(&one).await.with(200);
    assert_eq!(after["allocations"][0], before["allocations"][0]);
    assert_eq!(after["allocations"][1], before["allocations"][2]);
    assert_eq!(after["unallocated"], "5.00");
    assert_eq!(statuses(&world, &owed).await, ["paid", "unpaid", "paid"]);
    assert_eq!(
        world.balance(&customer).await,
        ["1.00", "4.00", "0.00", "5.00"]
    );
    for gone in [&second, "alc_x"] {
        let reply = world.delete(&format!("{path}/allocations/{gone}")).await;
        assert_eq!(reply.refused(404), "allocation_not_found");
    }
    let history = world.get(&format!("{path}/history")).await.with(200);
    let last = history["items"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["what"], &last["reason"]),
        (&json!("deallocated"), &json!("wrong month"))
    );
    assert_eq!(
        each(&last["details"]["removed_allocations"], "id"),
        [second]
    );
    assert_eq!(
        each(&history["items"], "what"),
        ["received", "associated", "allocated", "deallocated"]
    );
    assert_eq!(
        history["items"][2]["details"]["added_allocations"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    world.is_sound().await;
}

#[tokio::test]
async fn a_payment_is_reallocated_and_put_to_nothing() {
    let world = World::new().await;
    let (customer, path, owed) = settled(&world).await;
    let allocations = format!("{path}/allocations");
    world.passes(1);
    let wanted = json!({"reason": "as she asked", "allocations": [
        {"obligation": owed[1], "instalment": 1, "amount": "2.50"}, {"obligation": owed[2]},
    ]});
    let answer = world.put(&allocations, &wanted).await.with(200);
    assert_eq!(each(&answer["allocations"], "amount"), ["2.50", "2.00"]);
    assert_eq!(answer["unallocated"], "5.50");
    assert_eq!(
        statuses(&world, &owed).await,
        ["unpaid", "partially_paid", "paid"]
    );
    assert_eq!(world.put(&allocations, &wanted).await.with(200), answer);

    world.passes(1);
    let nothing = world.delete(&allocations).await.with(200);
    assert_eq!(nothing["allocations"], json!([]));
    assert_eq!(nothing["allocation_status"], "not_allocated");
    assert_eq!(world.delete(&allocations).await.with(200), nothing);
    assert_eq!(
        statuses(&world, &owed).await,
        ["unpaid", "unpaid", "unpaid"]
    );
    assert_eq!(
        world.balance(&customer).await,
        ["1.00", "9.00", "3.00", "10.00"]
    );
    let history = world.get(&format!("{path}/history")).await.with(200);
    let what = [
        "received",
        "associated",
        "allocated",
        "reallocated",
        "unmapped",
    ];
    assert_eq!(each(&history["items"], "what"), what);
    assert_eq!(history["items"][3]["reason"], "as she asked");
    world.is_sound().await;
}

#[tokio::test]
async fn what_cannot_be_allocated_is_refused_with_its_own_code() {
    let world = World::new().await;
    let (_, path, owed) = settled(&world).await;
    let other = world.customer("Otieno").await;
    let foreign = world.owes(&other, "5.00", &[("2026-12-01", "5.00")]).await;
    let [first, second, _] = &owed;
    let many: Vec<Value> = (1..=46)
        .map(|number| json!({"obligation": first, "instalment": number}))
        .collect();
    let cases = [
        (
            json!([{"obligation": "x"}]),
            "invalid_fields allocations[0].obligation unusable",
        ),
        (
            json!([{"obligation": first, "amount": 3}]),
            "invalid_fields allocations[0].amount wrong_type",
        ),
        (
            json!([{"obligation": first, "instalment": -1}]),
            "invalid_fields allocations[0].instalment unusable",
        ),
        (json!(many), "invalid_fields allocations too_many"),
        (
            json!([{"obligation": foreign}]),
            "obligation_of_another_customer",
        ),
        (
            json!([{"obligation": first, "amount": "0.00"}]),
            "allocation_not_positive",
        ),
        (
            json!([{"obligation": first}, {"obligation": first}]),
            "allocation_duplicate",
        ),
        (
            json!([{"obligation": first, "instalment": 9}]),
            "instalment_not_open",
        ),
        (
            json!([{"obligation": first, "amount": "3.01"}]),
            "allocation_exceeds_outstanding",
        ),
    ];
    let before = world.get(&format!("{path}/allocations")).await.with(200);
    for (allocations, code) in cases {
        let wanted = json!({"allocations": allocations});
        let reply = world.put(&format!("{path}/allocations"), &wanted).await;
        assert_eq!(reply.refused(422), code, "{wanted}");
    }
    let foreign_currency =
        json!({"currency": "USD", "allocations": [{"obligation": second, "amount": "1.00"}]});
    let reply = world
        .put(&format!("{path}/allocations"), &foreign_currency)
        .await;
    assert_eq!(reply.refused(422), "currency_mismatch");
    let customer = text(&world.get(&path).await.with(200)["association"]["customer"]);
    let large = world
        .owes(&customer, "99.00", &[("2026-12-30", "99.00")])
        .await;
    let too_much = json!({"allocations": [{"obligation": large, "amount": "10.01"}]});
    let reply = world.put(&format!("{path}/allocations"), &too_much).await;
    assert_eq!(reply.refused(422), "allocation_exceeds_payment");
    assert_eq!(
        world.get(&format!("{path}/allocations")).await.with(200),
        before
    );
}

#[tokio::test]
async fn a_payment_of_nobody_settles_nothing() {
    let world = World::new().await;
    let path = world.paid("RKL51ZDR4F", "5.00", "nobody").await;
    let replies = [
        world
            .put(&format!("{path}/allocations"), &json!({"allocations": []}))
            .await,
        world.delete(&format!("{path}/allocations")).await,
    ];
    for reply in replies {
        assert_eq!(reply.refused(409), "payment_not_associated");
    }
}
