//! Balance, statement and journal tell the same.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::world::{World, each, text};

/// Cents of an amount.
fn cents(amount: &Value) -> i64 {
    text(amount).replace('.', "").parse().unwrap()
}

/// A customer who was charged, paid twice, and lost one payment again, on three days.
async fn busy(world: &World) -> String {
    let customer = world.customer("Jane Wanjiku").await;
    world
        .owes(&customer, "300.00", &[("2026-12-10", "300.00")])
        .await;
    world.passes(86_400);
    world.paid("RKL51ZDR4F", "120.00", &customer).await;
    let second = world.paid("RKL51ZDR4G", "50.00", &customer).await;
    world.passes(86_400);
    world
        .delete(&format!("{second}/association?reason=not%20hers"))
        .await
        .with(200);
    customer
}

#[tokio::test]
async fn a_statement_runs_from_opening_to_closing() {
    let world = World::new().await;
    let customer = busy(&world).await;
    let path = format!("/customers/{customer}/statement");
    let whole = world.get(&path).await.with(200);
    assert_eq!(
        each(&whole["lines"], "kind"),
        ["charged", "associated", "associated", "disassociated"]
    );
    assert_eq!(
        each(&whole["lines"], "change"),
        ["-300.00", "120.00", "50.00", "-50.00"]
    );
    assert_eq!(
        each(&whole["lines"], "balance"),
        ["-300.00", "-180.00", "-130.00", "-180.00"]
    );
    assert_eq!(
        (&whole["opening"], &whole["closing"]),
        (&json!("0.00"), &json!("-180.00"))
    );
    assert_eq!(whole["lines"][0]["debit"], "300.00");
    assert_eq!(whole["lines"][0]["credit"], Value::Null);
    assert_eq!(whole["lines"][1]["date"], "2026-12-08");
    assert_eq!(whole["lines"][1]["value_on"], "2026-12-07");
    let day = world
        .get(&format!("{path}?from=2026-12-08&to=2026-12-08"))
        .await
        .with(200);
    assert_eq!(each(&day["lines"], "change"), ["120.00", "50.00"]);
    assert_eq!(
        (&day["opening"], &day["closing"]),
        (&json!("-300.00"), &json!("-130.00"))
    );
    assert_eq!(
        (&day["from"], &day["to"]),
        (&json!("2026-12-08"), &json!("2026-12-08"))
    );
    assert_eq!(world.balance(&customer).await[0], "-180.00");
    let backwards = world
        .get(&format!("{path}?from=2026-12-08&to=2026-12-07"))
        .await;
    assert_eq!(backwards.refused(400), "invalid_query to before_from");
}

#[tokio::test]
async fn the_journal_balances_and_agrees_with_every_customer() {
    let world = World::new().await;
    let customer = busy(&world).await;
    let journal = world.get("/journal").await.with(200);
    let entries = journal["items"].as_array().unwrap();
    let kinds = [
        "charged",
        "received",
        "associated",
        "received",
        "associated",
        "disassociated",
    ];
    let mut told = each(&journal["items"], "kind");
    told.sort();
    let mut kinds = kinds.map(str::to_owned).to_vec();
    kinds.sort();
    assert_eq!(told, kinds);
    let mut accounts: BTreeMap<String, i64> = BTreeMap::new();
    for entry in entries {
        let postings = entry["postings"].as_array().unwrap();
        assert_eq!(
            postings
                .iter()
                .map(|one| cents(&one["amount"]))
                .sum::<i64>(),
            0
        );
        for posting in postings {
            *accounts.entry(text(&posting["account"])).or_default() += cents(&posting["amount"]);
        }
    }
    assert_eq!(accounts[&format!("customer:cus_{customer}")], 18_000);
    assert_eq!(accounts["assets:mpesa:600966"], 17_000);
    assert_eq!(accounts["liabilities:unassociated"], -5_000);
    assert_eq!(accounts["income:service"], -30_000);
    let day = world
        .get("/journal?from=2026-12-09&to=2026-12-09")
        .await
        .with(200);
    assert_eq!(each(&day["items"], "kind"), ["disassociated"]);
}

#[tokio::test]
async fn the_plain_text_holds_every_entry_and_declares_every_account_first() {
    let world = World::new().await;
    busy(&world).await;
    let journal = world.get("/journal").await.with(200);
    let reply = world.get("/journal?format=hledger").await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.headers["content-type"], "text/plain; charset=utf-8");
    assert!(reply.text.starts_with("commodity KES"));
    for id in each(&journal["items"], "id") {
        assert_eq!(reply.text.matches(&id).count(), 1, "{id}");
    }
    let mut declared = Vec::new();
    for line in reply.text.lines() {
        if let Some(account) = line.strip_prefix("account ") {
            assert!(!declared.contains(&account), "{account} twice");
            declared.push(account);
        } else if let Some((account, _)) = line.trim_start().split_once("  KES ") {
            assert!(declared.contains(&account), "{account} undeclared");
        }
    }
    assert_eq!(declared.len(), 4);
    let empty = world.get("/journal?format=hledger&from=2027-01-01").await;
    assert!(empty.text.starts_with("commodity KES") && !empty.text.contains("account "));
}
