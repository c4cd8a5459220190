//! What a person tells M-PESA from a terminal.

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;

use local_providers::mpesa::{Mpesa, Settings, SimulatedShortCode};

use crate::program::{malipo, printed};

async fn simulated() -> Mpesa {
    let settings = Settings {
        short_codes: vec![SimulatedShortCode::pay_bill("600966", "Malipo")],
        clock: Arc::new(chrono::Utc::now),
        ..Settings::default()
    };
    Mpesa::start(settings).await.unwrap()
}

fn command(mpesa: &Mpesa, arguments: &[&str]) -> Command {
    let mut command = malipo();
    command.arg("mpesa").args(arguments);
    for (name, value) in [
        ("MALIPO_MPESA_URL", mpesa.url().as_str()),
        ("MALIPO_MPESA_CONSUMER_KEY", "key"),
        ("MALIPO_MPESA_CONSUMER_SECRET", "a-consumer-secret"),
        ("MALIPO_MPESA_PASSKEY", "a-passkey"),
        ("MALIPO_MPESA_PULL_NUMBER", "0722000000"),
        ("MALIPO_HOOK_TOKEN", "5ec12e7"),
    ] {
        command.env(name, value);
    }
    command
}

/// Without holding the thread that the simulator answers on.
async fn run(mut command: Command) -> (bool, String) {
    let output = tokio::task::spawn_blocking(move || command.output());
    let output = output.await.unwrap().unwrap();
    (output.status.success(), printed(&output))
}

#[tokio::test]
async fn addresses_are_registered_once_and_only_when_that_is_meant() {
    let mpesa = simulated().await;
    let urls = ["register-urls", "--url", "https://pay.example.co.ke"];
    let (done, words) = run(command(&mpesa, &urls)).await;
    assert!(!done && words.contains("Nothing was done"), "{words}");
    assert!(
        words.contains("https://pay.example.co.ke/hooks/…/c2b/confirmation"),
        "{words}"
    );
    assert_eq!(mpesa.handle().token_requests(), 0);

    let yes = [urls.as_slice(), &["--v1", "--yes"]].concat();
    let (done, words) = run(command(&mpesa, &yes)).await;
    assert!(done && words.contains("Registered."), "{words}");
    let (done, words) = run(command(&mpesa, &yes)).await;
    assert!(done && words.contains("Already registered"), "{words}");
    for secret in ["a-consumer-secret", "a-passkey", "5ec12e7"] {
        assert!(!words.contains(secret), "{words}");
    }

    let forbidden = [
        "register-urls",
        "--url",
        "https://mpesa.example.co.ke",
        "--yes",
    ];
    let (done, words) = run(command(&mpesa, &forbidden)).await;
    assert!(!done && words.contains("take \"mpesa\" out"), "{words}");
}

#[tokio::test]
async fn pulling_is_registered_with_the_nominated_number() {
    let mpesa = simulated().await;
    let pull = [
        "register-pull",
        "--url",
        "https://pay.example.co.ke",
        "--yes",
    ];
    let (done, words) = run(command(&mpesa, &pull)).await;
    assert!(done && words.contains("0722000000"), "{words}");
}

#[test]
fn a_credential_is_made_of_a_password_and_not_without_a_certificate() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let fixtures = "functions/lib/providers/fixtures/mpesa/credential";
    for (file, expected) in [("test_certificate.pem", true), ("missing.pem", false)] {
        let mut process = malipo()
            .args(["mpesa", "credential", "--certificate"])
            .arg(format!("{root}/{fixtures}/{file}"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Where the file is missing, nobody reads it.
        let _ = process.stdin.take().unwrap().write_all(b"correct horse\n");
        let output = process.wait_with_output().unwrap();
        assert_eq!(output.status.success(), expected, "{}", printed(&output));
        assert!(!printed(&output).contains("correct horse"));
        if expected {
            assert_eq!(
                output.stdout.len(),
                345,
                "344 characters of base64, and the end of the line"
            );
        }
    }
}
