//! Nothing that anybody sends, and nothing that breaks, puts a person or a secret into the log or the metrics.

use std::collections::BTreeSet;
use std::time::Duration;

use local_providers::sms::oddities::{Dead, Odds};
use reminders::Effort;
use runtime::logging::OURS;

use crate::secrets::{self, ACHIENG, AMINA, EMAIL_OF_ACHIENG, EMAIL_OF_AMINA, NUMBERS};
use crate::stage::Stage;
use crate::{callers, log, senders, visitors};

/// Crates of ours that must have had something to say, so that the silence of the others proves something.
const HEARD: [&str; 9] = [
    "allocations",
    "association",
    "callbacks",
    "janitor",
    "notifications",
    "reconciliation",
    "reminders",
    "runtime",
    "sweeper",
];

#[tokio::test]
async fn neither_log_nor_metrics_tell_who_anybody_is() {
    let stage = Stage::set().await;
    let achieng = stage.customer(ACHIENG, NUMBERS[0], EMAIL_OF_ACHIENG).await;
    let amina = stage.customer(AMINA, NUMBERS[1], EMAIL_OF_AMINA).await;

    senders::post_everything(&stage, &achieng).await;
    senders::put_everything(&stage).await;
    let odd = stage.gateway.handle();
    odd.change(|it| {
        it.broken_off = Odds::Next(1);
        it.dead.insert(format!("254{}", NUMBERS[0]), Dead::Refused);
    });
    everything_runs(&stage).await;
    callers::ask_everything(&stage, &achieng).await;
    let given_out = visitors::sign_in(&stage, &amina).await;
    everything_runs(&stage).await;
    callers::prompt(&stage, &amina).await;
    odd.change(|it| it.wrong_credentials = true);
    everything_runs(&stage).await;

    senders::break_records(&stage, &achieng).await;
    senders::post_everything(&stage, &achieng).await;
    callers::ask_everything(&stage, &achieng).await;
    everything_runs(&stage).await;

    let (text, lines) = (log::text(), log::lines());
    let found = secrets::found(&text, &given_out);
    let leaks: Vec<&str> = text
        .lines()
        .filter(|line| !secrets::found(line, &given_out).is_empty())
        .take(5)
        .collect();
    assert!(found.is_empty(), "{found:?}\n{}", leaks.join("\n"));

    let target = |line: &serde_json::Value| line["target"].as_str().map(str::to_owned);
    let crates: BTreeSet<String> = lines
        .iter()
        .filter_map(target)
        .map(|target| target.split("::").next().unwrap_or_default().to_owned())
        .collect();
    for name in HEARD {
        assert!(crates.contains(name), "{name} is not in {crates:?}");
    }
    let unreadable = lines
        .iter()
        .filter(|line| line.to_string().contains("cannot be read"));
    assert!(unreadable.count() > 0, "no broken record was met");
    let metrics = lines.iter().filter(|line| !line["_aws"].is_null());
    assert!(metrics.count() > 3);
}

/// An hour in which every function does what there is to do.
async fn everything_runs(stage: &Stage) {
    stage.drain().await;
    for _ in 0..4 {
        stage.context.clock.advance(Duration::from_secs(900));
        // What fails is in the log, which is what this is about.
        let _ = sweeper::handle(&stage.context).await;
        let _ = reminders::handle(&stage.context, Effort::default()).await;
        let _ = reminders::work_out_figures(&stage.context, Effort::default()).await;
        let _ = reconciliation::look(&stage.context).await;
        stage.drain().await;
    }
}

#[test]
fn the_log_knows_which_crates_are_ours() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = BTreeSet::new();
    for folder in ["functions", "functions/lib", "portal"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let Ok(manifest) = std::fs::read_to_string(path.join("Cargo.toml")) else {
                continue;
            };
            let name = manifest
                .lines()
                .find_map(|line| line.strip_prefix("name = "));
            found.insert(name.unwrap().trim_matches('"').replace('-', "_"));
        }
    }
    assert_eq!(found, OURS.map(str::to_owned).into());
}
