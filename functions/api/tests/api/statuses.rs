//! Whatever is done to an obligation and the payments on it, their statuses follow, and nobody sets them.

use serde_json::{Value, json};

use crate::world::{World, text};

/// What is done in a step.
enum Does {
    /// Nothing yet.
    Nothing,
    /// A payment with this receipt and amount comes in.
    Pays(&'static str, &'static str),
    /// An instalment gets another amount.
    Amount(u32, &'static str),
    /// As `Amount`, and it is refused with this code.
    Refused(u32, &'static str, &'static str),
    /// A payment is taken from its customer.
    Disassociates(&'static str),
    /// A payment is given to the customer.
    Associates(&'static str),
    /// What is unpaid is cancelled.
    Cancels,
    /// That is taken back.
    Restores,
}

const FIRST: &str = "RKL51ZDR1A";
const SECOND: &str = "RKL51ZDR2B";

/// Two doses of 100.00. After each step: the obligation, its instalments as `status paid/amount`, both payments as
/// `status unallocated`, and balance, outstanding and credit of the customer.
const STEPS: [(&str, Does, [&str; 6]); 15] = {
    use Does::{Amount, Associates, Cancels, Disassociates, Nothing, Pays, Refused, Restores};
    [
        (
            "it is written down",
            Nothing,
            [
                "unpaid 0.00/200.00",
                "unpaid 0.00/100.00",
                "unpaid 0.00/100.00",
                "-",
                "-",
                "-200.00 200.00 0.00",
            ],
        ),
        (
            "a part is paid",
            Pays(FIRST, "50.00"),
            [
                "partially_paid 50.00/200.00",
                "partially_paid 50.00/100.00",
                "unpaid 0.00/100.00",
                "allocated 0.00",
                "-",
                "-150.00 150.00 0.00",
            ],
        ),
        (
            "the dose cannot be less than was paid",
            Refused(1, "49.99", "amount_below_allocated"),
            [
                "partially_paid 50.00/200.00",
                "partially_paid 50.00/100.00",
                "unpaid 0.00/100.00",
                "allocated 0.00",
                "-",
                "-150.00 150.00 0.00",
            ],
        ),
        (
            "the dose becomes what was paid",
            Amount(1, "50.00"),
            [
                "partially_paid 50.00/150.00",
                "paid 50.00/50.00",
                "unpaid 0.00/100.00",
                "allocated 0.00",
                "-",
                "-100.00 100.00 0.00",
            ],
        ),
        (
            "the paid dose becomes more",
            Amount(1, "80.00"),
            [
                "partially_paid 50.00/180.00",
                "partially_paid 50.00/80.00",
                "unpaid 0.00/100.00",
                "allocated 0.00",
                "-",
                "-130.00 130.00 0.00",
            ],
        ),
        (
            "more is paid than is due",
            Pays(SECOND, "200.00"),
            [
                "paid 180.00/180.00",
                "paid 80.00/80.00",
                "paid 100.00/100.00",
                "allocated 0.00",
                "partially_allocated 70.00",
                "70.00 0.00 70.00",
            ],
        ),
        (
            "another dose becomes more",
            Amount(2, "150.00"),
            [
                "partially_paid 180.00/230.00",
                "paid 80.00/80.00",
                "partially_paid 100.00/150.00",
                "allocated 0.00",
                "partially_allocated 70.00",
                "20.00 50.00 70.00",
            ],
        ),
        (
            "the first payment was not theirs",
            Disassociates(FIRST),
            [
                "partially_paid 130.00/230.00",
                "partially_paid 30.00/80.00",
                "partially_paid 100.00/150.00",
                "not_allocated 50.00",
                "partially_allocated 70.00",
                "-30.00 100.00 70.00",
            ],
        ),
        (
            "nor was the second",
            Disassociates(SECOND),
            [
                "unpaid 0.00/230.00",
                "unpaid 0.00/80.00",
                "unpaid 0.00/150.00",
                "not_allocated 50.00",
                "not_allocated 200.00",
                "-230.00 230.00 0.00",
            ],
        ),
        (
            "the second was theirs after all",
            Associates(SECOND),
            [
                "partially_paid 200.00/230.00",
                "paid 80.00/80.00",
                "partially_paid 120.00/150.00",
                "not_allocated 50.00",
                "allocated 0.00",
                "-30.00 30.00 0.00",
            ],
        ),
        (
            "the rest is cancelled",
            Cancels,
            [
                "paid 200.00/200.00",
                "paid 80.00/80.00",
                "paid 120.00/120.00",
                "not_allocated 50.00",
                "allocated 0.00",
                "0.00 0.00 0.00",
            ],
        ),
        (
            "what comes then is credit",
            Associates(FIRST),
            [
                "paid 200.00/200.00",
                "paid 80.00/80.00",
                "paid 120.00/120.00",
                "not_allocated 50.00",
                "allocated 0.00",
                "50.00 0.00 50.00",
            ],
        ),
        (
            "what was paid before it was cancelled goes away",
            Disassociates(SECOND),
            [
                "unpaid 0.00/200.00",
                "unpaid 0.00/80.00",
                "unpaid 0.00/120.00",
                "not_allocated 50.00",
                "not_allocated 200.00",
                "-150.00 200.00 50.00",
            ],
        ),
        (
            "it is owed again",
            Restores,
            [
                "unpaid 0.00/230.00",
                "unpaid 0.00/80.00",
                "unpaid 0.00/150.00",
                "not_allocated 50.00",
                "not_allocated 200.00",
                "-180.00 230.00 50.00",
            ],
        ),
        (
            "and the second payment is theirs again",
            Associates(SECOND),
            [
                "partially_paid 200.00/230.00",
                "paid 80.00/80.00",
                "partially_paid 120.00/150.00",
                "not_allocated 50.00",
                "allocated 0.00",
                "20.00 30.00 50.00",
            ],
        ),
    ]
};

#[tokio::test]
async fn statuses_stay_right_through_payments_edits_and_corrections() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let doses = [("2026-12-10", "100.00"), ("2027-01-11", "100.00")];
    let id = world.owes(&customer, "200.00", &doses).await;
    let path = format!("/obligations/{id}");
    for (what, does, expected) in STEPS {
        world.passes(1);
        step(&world, &customer, &path, does).await;
        assert_eq!(standing(&world, &customer, &path).await, expected, "{what}");
        world.is_sound().await;
    }
}

async fn step(world: &World, customer: &str, path: &str, does: Does) {
    let why = json!({"reason": "as the table says"});
    let amount = |amount: &str| json!({"amount": amount, "reason": "as the table says"});
    let association =
        |receipt: &str| format!("/payments/{}/association", crate::bench::payment(receipt));
    match does {
        Does::Nothing => {}
        Does::Pays(receipt, amount) => {
            world.paid(receipt, amount, customer).await;
        }
        Does::Amount(number, to) => {
            let path = format!("{path}/instalments/{number}");
            world.patch(&path, &amount(to)).await.with(200);
        }
        Does::Refused(number, to, code) => {
            let path = format!("{path}/instalments/{number}");
            assert_eq!(world.patch(&path, &amount(to)).await.refused(422), code);
        }
        Does::Disassociates(receipt) => {
            let path = association(receipt);
            let reply = world
                .call("DELETE", &path, &[], Some(&why.to_string()))
                .await;
            reply.with(200);
        }
        Does::Associates(receipt) => {
            let whose = json!({"customer": customer, "reason": "as the table says"});
            world.put(&association(receipt), &whose).await.with(200);
        }
        Does::Cancels => {
            world
                .post(&format!("{path}/cancellation"), &why)
                .await
                .with(200);
        }
        Does::Restores => {
            let path = format!("{path}/cancellation?reason=table");
            world.delete(&path).await.with(200);
        }
    }
}

async fn standing(world: &World, customer: &str, path: &str) -> Vec<String> {
    let shown = world.get(path).await.with(200);
    let paid = |it: &Value| {
        format!(
            "{} {}/{}",
            text(&it["status"]),
            text(&it["paid"]),
            text(&it["amount"])
        )
    };
    let mut standing = vec![paid(&shown)];
    standing.extend(shown["instalments"].as_array().unwrap().iter().map(paid));
    for receipt in [FIRST, SECOND] {
        let payment = format!("/payments/{}", crate::bench::payment(receipt));
        let reply = world.get(&payment).await;
        standing.push(if reply.status == 404 {
            "-".to_owned()
        } else {
            let payment = reply.with(200);
            format!(
                "{} {}",
                text(&payment["allocation_status"]),
                text(&payment["unallocated"])
            )
        });
    }
    let [balance, outstanding, _, credit] = world.balance(customer).await;
    standing.push(format!("{balance} {outstanding} {credit}"));
    standing
}
