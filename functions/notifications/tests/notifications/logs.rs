//! What stands in the log, and what must never.

use std::cell::RefCell;
use std::io::Write;

use local_providers::sms::oddities::{Dead, Odds};
use tracing::Level;

use crate::stage::{API_KEY, EMAIL, PHONE, Stage};

thread_local! {
    /// What this test's thread logged. The log is that of the whole process: one of a thread alone would miss lines
    /// that another thread was the first to reach.
    static LINES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

struct ToThread;

impl Write for ToThread {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LINES.with_borrow_mut(|lines| lines.extend_from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn outcomes_are_logged_and_neither_people_nor_secrets() {
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_max_level(Level::INFO)
        .with_writer(|| ToThread)
        .init();

    let stage = Stage::set().await;
    let asha = stage
        .bench
        .reachable("Asha Otieno", &[PHONE], &[EMAIL])
        .await;
    stage.bench.owes(&asha, "500", "2026-12-10").await;
    stage.send_due().await;
    let handle = stage.gateway.handle();
    for odd in 0..4 {
        stage.told_by_sms(PHONE).await;
        handle.change(|it| match odd {
            0 => it.broken_off = Odds::Next(1),
            1 => it.busy = Odds::Next(1),
            2 => drop(it.dead.insert(PHONE.to_owned(), Dead::Refused)),
            _ => it.wrong_credentials = true,
        });
        stage.send_due().await;
    }
    stage.gateway.unplug().await;
    stage.told_by_sms(PHONE).await;
    stage.pass_hours(1).await;

    let log = String::from_utf8(LINES.take()).unwrap();
    for expected in [
        r#""outcome":"sent""#,
        r#""outcome":"unknown""#,
        r#""outcome":"not_now""#,
        r#""outcome":"bad_address""#,
        r#""channel":"email""#,
    ] {
        assert!(log.contains(expected), "{expected}: {log}");
    }
    let stopped = log
        .lines()
        .find(|line| line.contains("channel_stopped"))
        .unwrap();
    assert!(stopped.contains(r#""level":"ERROR""#), "{stopped}");
    for never in [
        PHONE,
        "712345678",
        EMAIL,
        "Asha",
        "Otieno",
        "KES",
        API_KEY,
        "unsubscribe/",
    ] {
        assert!(!log.contains(never), "{never}: {log}");
    }
}
