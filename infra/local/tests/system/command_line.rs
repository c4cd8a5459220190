//! What a person does from a terminal while a host runs.

use crate::host::{Host, confirmation};
use crate::program::{Folder, malipo, printed};

/// What a busy machine may need at most to find the owner of a payment.
const PATIENCE_SECONDS: &str = "60";

fn run(host: &Host, arguments: &[&str]) -> String {
    let output = malipo()
        .args(arguments)
        .arg("--data")
        .arg(host.folder().data())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        printed(&output)
    );
    printed(&output)
}

#[tokio::test]
async fn a_posted_sample_tells_what_became_of_it() {
    let host = Host::empty();
    let account = host.customer("Jane Wanjiku", &["0712345678"]).await;
    let words = run(
        &host,
        &[
            "post",
            "c2b",
            "--account",
            &account,
            "--amount",
            "250.50",
            "--wait",
            PATIENCE_SECONDS,
        ],
    );
    for expected in [
        "belongs to Jane Wanjiku",
        "account_number",
        "balance 250.50",
    ] {
        assert!(words.contains(expected), "{expected} in {words}");
    }
    let words = run(
        &host,
        &["post", "stk", "--amount", "10", "--phone", "0712 345 678"],
    );
    // Nobody asked for it, so it proves nothing.
    assert!(words.contains("nobody yet"), "{words}");
    assert!(words.contains("not verified"), "{words}");
    let words = run(
        &host,
        &[
            "post",
            "c2b",
            "--hash",
            "--amount",
            "10",
            "--times",
            "5",
            "--at-once",
            "5",
            "--wait",
            PATIENCE_SECONDS,
        ],
    );
    assert!(
        words.contains("5 × 200 OK") && words.contains("by phone_sha256"),
        "{words}"
    );
    let words = run(&host, &["post", "validation", "--account", &account]);
    assert!(words.contains("200 OK"), "{words}");
}

#[tokio::test]
async fn what_waits_for_a_person_can_be_listed_shown_replayed_and_dismissed() {
    let host = Host::empty();
    let mut elsewhere = confirmation("SGR0N5T5Q8", "20.00", "1");
    elsewhere["BusinessShortCode"] = "123456".into();
    host.callback("c2b/confirmation", &elsewhere).await.unwrap();

    let words = run(&host, &["parked"]);
    let id = words
        .split_whitespace()
        .find(|word| word.starts_with("prk_"))
        .unwrap_or_else(|| panic!("{words}"));
    assert!(run(&host, &["parked", "show", id]).contains("SGR0N5T5Q8"));
    let words = run(&host, &["parked", "replay", id]);
    assert!(words.contains("still waits"), "{words}");
    run(
        &host,
        &["parked", "dismiss", id, "--reason", "another paybill"],
    );
    assert!(run(&host, &["parked"]).contains("Nothing waits"));
}

#[tokio::test]
async fn the_first_administrator_is_added_by_a_command_and_cannot_be_the_last_to_go() {
    let host = Host::empty();
    assert!(run(&host, &["staff"]).contains("Nobody works here yet"));
    let add = |email, name, role| {
        let arguments = [
            "staff", "add", "--email", email, "--name", name, "--role", role,
        ];
        run(&host, &arguments)
    };
    let words = add("Amina@example.co.ke", "Amina Hassan", "administrator");
    assert!(words.contains("works here as administrator"), "{words}");
    add("otieno@example.co.ke", "Otieno", "cashier");
    let words = run(&host, &["staff", "list"]);
    for expected in ["stf_", "amina@example.co.ke", "Amina Hassan", "cashier"] {
        assert!(words.contains(expected), "{expected} in {words}");
    }
    run(
        &host,
        &["staff", "reset-second-factor", "otieno@example.co.ke"],
    );
    let end = [
        "staff",
        "end",
        "OTIENO@example.co.ke",
        "--reason",
        "moved away",
    ];
    assert!(run(&host, &end).contains("let in no more"));
    let output = malipo()
        .args([
            "staff",
            "end",
            "amina@example.co.ke",
            "--reason",
            "x",
            "--data",
        ])
        .arg(host.folder().data())
        .output()
        .unwrap();
    assert!(!output.status.success());
    let words = printed(&output);
    assert!(words.contains("last administrator"), "{words}");
}

#[test]
fn a_host_that_was_killed_is_not_taken_for_one_that_runs() {
    let folder = Host::empty().kill();
    let output = malipo()
        .args(["post", "--data"])
        .arg(folder.data())
        .output()
        .unwrap();
    assert!(
        !output.status.success() && printed(&output).contains("no host answers"),
        "{}",
        printed(&output)
    );
}

#[test]
fn without_a_host_it_says_how_to_get_one() {
    let output = malipo()
        .args(["post", "--data"])
        .arg(Folder::new().data())
        .output()
        .unwrap();
    assert!(
        !output.status.success() && printed(&output).contains("cargo dev"),
        "{}",
        printed(&output)
    );
}
