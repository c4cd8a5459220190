//! "I paid, but…": what a customer is told, and what staff have to do.

use operations::receipt_claim::CLAIMS_PER_HOUR_MAX;
use serde_json::{Value, json};

use crate::bench::ALLOCATIONS;
use crate::world::{World, each, text};

const RECEIPT: &str = "RKL51ZDR4F";
const CLAIMS: &str = "/receipt-claims";

/// A customer whose phone the payments of the bench come from, as far as their mask shows.
async fn nicholas(world: &World, name: &str, language: &str) -> String {
    let new = json!({"name": name, "phones": ["0712000126"], "language": language});
    text(&world.post("/customers", &new).await.with(201)["account_number"])
}

fn path(customer: &str) -> String {
    format!("/customers/{customer}{CLAIMS}")
}

async fn quotes(world: &World, customer: &str, words: &str) -> Value {
    let body = json!({"text": words});
    world.post(&path(customer), &body).await.with(201)
}

#[tokio::test]
async fn what_is_found_is_the_customers_and_goes_on_to_allocation() {
    let world = World::new().await;
    let customer = nicholas(&world, "Nicholas Kamau", "en").await;
    // Two customers fit the mask, so no rule decides.
    nicholas(&world, "Nicholas Otieno", "en").await;
    let payment = world.paid(RECEIPT, "500.00", "").await;
    assert_eq!(
        world.get(&payment).await.with(200)["association"],
        Value::Null
    );
    let message = "RKL51ZDR4F Confirmed. Ksh500.00 sent to ZURI NET for account 1 on 7/12/26 at 8:59 AM. New M-PESA \
        balance is Ksh3,480.25.";
    let body = json!({"text": message});
    let quoted = world
        .post_once(&path(&customer), "a-key", &body)
        .await
        .with(201);
    assert_eq!(quoted["outcome"], "settled");
    assert_eq!(format!("/payments/{}", text(&quoted["payment"])), payment);
    let said = text(&quoted["message"]);
    assert!(
        said.contains(RECEIPT) && said.contains(&text(&quoted["reference"])),
        "{said}"
    );
    let again = world.post_once(&path(&customer), "a-key", &body).await;
    assert_eq!(again.with(201), quoted);
    assert_eq!(world.bench.messages(ALLOCATIONS).await.len(), 1);
    let paid = world.get(&payment).await.with(200);
    assert_eq!(paid["association"]["rule"], "quoted_receipt");
    assert_eq!(world.balance(&customer).await[0], "500.00");
    assert_eq!(quotes(&world, &customer, RECEIPT).await["outcome"], "yours");
    assert_eq!(world.get(CLAIMS).await.with(200)["items"], json!([]));
    world.is_sound().await;
}

#[tokio::test]
async fn a_customer_reads_it_in_their_language() {
    let world = World::new().await;
    let english = nicholas(&world, "Jane Wanjiku", "en").await;
    let swahili = nicholas(&world, "John Kamau", "sw").await;
    let begins = async |customer: &str, expected: &str| {
        let quoted = quotes(&world, customer, RECEIPT).await;
        assert_eq!(quoted["outcome"], "with_staff");
        let said = text(&quoted["message"]);
        assert!(said.starts_with(expected), "{said}");
    };
    begins(&english, "We have not found payment RKL51ZDR4F").await;
    begins(&swahili, "Bado hatujapata malipo RKL51ZDR4F").await;
}

#[tokio::test]
async fn a_text_without_a_receipt_says_what_to_send_and_costs_nothing() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    for words in ["", "I paid yesterday", "0712345678", "=HYPERLINK(\"x\")"] {
        for _ in 0..CLAIMS_PER_HOUR_MAX {
            let body = json!({"text": words});
            let told = world.post(&path(&customer), &body).await.with(200);
            assert_eq!(
                (&told["outcome"], &told["id"]),
                (&json!("unreadable"), &Value::Null)
            );
        }
    }
    quotes(&world, &customer, RECEIPT).await;
}

#[tokio::test]
async fn trying_out_receipts_is_refused_for_a_while() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    for number in 0..CLAIMS_PER_HOUR_MAX {
        quotes(&world, &customer, &format!("RKL51ZDR4{number}")).await;
    }
    let body = json!({"text": RECEIPT});
    let refused = world.post(&path(&customer), &body).await;
    assert_eq!(refused.refused(429), "too_many_claims");
    assert_eq!(refused.headers["retry-after"], "3600");
    world.passes(3_600);
    quotes(&world, &customer, RECEIPT).await;
}

#[tokio::test]
async fn staff_find_what_was_quoted_and_close_it() {
    let world = World::new().await;
    let customer = world.customer("Jane Wanjiku").await;
    let payment = world.paid(RECEIPT, "500.00", "").await;
    let first = quotes(&world, &customer, RECEIPT).await;
    world.passes(60);
    let second = quotes(&world, &customer, "RKL51ZDR4G").await;
    let list = world.get(CLAIMS).await.with(200);
    let expected = [&second, &first].map(|quoted| text(&quoted["reference"]));
    assert_eq!(each(&list["items"], "reference"), expected);
    assert_eq!(list["items"][1]["customer"], customer);
    assert!(!text(&list["items"][1]["reason"]).is_empty());
    let page = world.get(&format!("{CLAIMS}?limit=1")).await.with(200);
    let next = text(&page["next"]);
    let page = world
        .get(&format!("{CLAIMS}?limit=1&cursor={next}"))
        .await
        .with(200);
    assert_eq!(page["items"][0]["id"], first["id"]);

    let closing = format!("{CLAIMS}/{}/closing", text(&first["id"]));
    let blank = world.post(&closing, &json!({"reason": ""})).await;
    assert_eq!(blank.refused(422), "invalid_fields reason required");
    let id = payment.trim_start_matches("/payments/");
    let body = json!({"reason": "it is on the statement", "payment": id});
    let closed = world.post(&closing, &body).await.with(200);
    assert_eq!(
        (&closed["status"], &closed["payment"]),
        (&json!("closed"), &json!(id))
    );
    assert_eq!(closed["closed"]["reason"], "it is on the statement");
    assert_eq!(world.post(&closing, &body).await.with(200), closed);
    assert_eq!(world.balance(&customer).await[0], "500.00");
    let other = format!("{CLAIMS}/{}/closing", text(&second["id"]));
    let body = json!({"reason": "paid to another business"});
    world.post(&other, &body).await.with(200);
    assert_eq!(world.get(CLAIMS).await.with(200)["items"], json!([]));
    world.is_sound().await;
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let world = World::new().await;
    let body = json!({"text": RECEIPT});
    let nobody = world.post(&path("10000017"), &body).await;
    assert_eq!(nobody.refused(404), "customer_not_found");
    for id in ["x", "clm_10000017_1f"] {
        let path = format!("{CLAIMS}/{id}/closing");
        let nothing = world.post(&path, &json!({"reason": "x"})).await;
        assert_eq!(nothing.refused(404), "claim_not_found");
    }
}
