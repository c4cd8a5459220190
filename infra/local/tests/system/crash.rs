//! A host that is killed at any moment loses nothing that it acknowledged, and doubles nothing.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use serde_json::json;

use crate::host::{Caller, Host, confirmation, eventually, text};
use crate::program::{Folder, check};

/// How often the host is killed.
const ROUNDS: usize = 4;

/// Senders at once.
const SENDERS: usize = 6;

/// Customers who are paid for.
const CUSTOMERS: usize = 3;

/// Change it to try another history; it is printed when the test fails.
const SEED: u64 = 20_261_207;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_host_loses_and_doubles_nothing_that_it_acknowledged() {
    let folder = Folder::new();
    let mut accounts = Vec::new();
    let mut acknowledged = BTreeSet::new();
    for round in 0..ROUNDS {
        let host = Host::on(folder.clone(), &["--no-demo"]);
        while accounts.len() < CUSTOMERS {
            accounts.push(host.customer("Jane Wanjiku", &[]).await);
        }
        acknowledged.extend(pour_and_kill(host, round, &accounts).await);
    }

    let host = Host::on(folder.clone(), &["--no-demo"]);
    // The sweeper of a minute later; what the queues still hold comes back by itself as well.
    host.post("/dev/clock", json!({"advance": "PT2M"})).await;
    eventually("every payment settled", async || {
        check(&folder, &[]).are_settled().then_some(())
    })
    .await;

    let mut credited = Vec::new();
    for account in &accounts {
        let statement = host
            .get(&format!("/api/v1/customers/{account}/statement"))
            .await;
        let lines = statement["lines"].as_array().unwrap();
        credited.extend(lines.iter().map(|line| text(&line["payment"])));
    }
    let once: BTreeSet<&String> = credited.iter().collect();
    assert_eq!(
        once.len(),
        credited.len(),
        "seed {SEED}: a payment was credited twice"
    );
    let mut missing = Vec::new();
    for receipt in &acknowledged {
        let found = host.get(&format!("/api/v1/payments?q={receipt}")).await;
        let id = found["items"].get(0).map(|payment| text(&payment["id"]));
        if !id.is_some_and(|id| once.contains(&id)) {
            missing.push(receipt);
        }
    }
    assert!(
        missing.is_empty(),
        "seed {SEED}: acknowledged and not credited: {missing:?}"
    );
    assert!(
        acknowledged.len() > ROUNDS * SENDERS,
        "too few to mean anything: {}",
        acknowledged.len()
    );
}

/// Sends callbacks until so many were acknowledged, kills the host in the middle of the others, and
/// answers the receipts that were acknowledged.
async fn pour_and_kill(host: Host, round: usize, accounts: &[String]) -> BTreeSet<String> {
    let kill_after = 15 + random(round as u64) % 60;
    let acknowledged = Arc::new(Mutex::new(BTreeSet::new()));
    let next = Arc::new(AtomicUsize::new(0));
    let senders: Vec<_> = (0..SENDERS)
        .map(|_| {
            let (caller, accounts) = (host.caller(), accounts.to_vec());
            tokio::spawn(send_until_dead(
                caller,
                accounts,
                round,
                next.clone(),
                acknowledged.clone(),
            ))
        })
        .collect();
    eventually("enough acknowledgements", async || {
        (acknowledged.lock().unwrap().len() as u64 >= kill_after).then_some(())
    })
    .await;
    host.kill();
    for sender in senders {
        sender.await.unwrap();
    }
    acknowledged.lock().unwrap().clone()
}

async fn send_until_dead(
    caller: Caller,
    accounts: Vec<String>,
    round: usize,
    next: Arc<AtomicUsize>,
    acknowledged: Arc<Mutex<BTreeSet<String>>>,
) {
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        let receipt = format!("T{round}K{number:07}");
        let body = confirmation(&receipt, "100.00", &accounts[number % accounts.len()]);
        let Some((status, answer)) = caller.send("c2b/confirmation", &body).await else {
            return;
        };
        assert_eq!(
            (status.as_u16(), &answer["ResultCode"]),
            (200, &json!(0)),
            "{answer}"
        );
        acknowledged.lock().unwrap().insert(receipt);
    }
}

/// SplitMix64.
fn random(number: u64) -> u64 {
    let mut mixed = (SEED + number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed ^ (mixed >> 31)
}
