//! `malipo parked`

use std::error::Error;
use std::process::ExitCode;

use comfy_table::{Table, presets};
use serde_json::{Value, json};

use crate::client::{Client, ClientError, Where};
use crate::console;

/// Characters of a reason in the list.
const REASON_CHARS_MAX: usize = 70;

/// See to the callbacks that wait for a person.
///
/// What could not be read, contradicts what is known, or is for another account is kept as it came.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Parked {
    #[command(subcommand)]
    action: Option<Action>,
    #[command(flatten)]
    of: Where,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// List what waits; also what happens without another word.
    List(Of),
    /// Show one with its body.
    Show(One),
    /// Take one in again, with the rules of today, or all of them.
    Replay(Replay),
    /// Put one aside for good; its body stays readable.
    Dismiss(Dismiss),
}

#[derive(Debug, clap::Args)]
struct Of {
    #[command(flatten)]
    of: Where,
}

#[derive(Debug, clap::Args)]
struct One {
    /// As the list names it.
    id: String,
    #[command(flatten)]
    of: Where,
}

#[derive(Debug, clap::Args)]
struct Replay {
    /// As the list names it.
    #[arg(required_unless_present = "all")]
    id: Option<String>,
    /// All that wait.
    #[arg(long, conflicts_with = "id")]
    all: bool,
    #[command(flatten)]
    of: Where,
}

#[derive(Debug, clap::Args)]
struct Dismiss {
    /// As the list names it.
    id: String,
    /// Why, for whoever looks at it later.
    #[arg(long)]
    reason: String,
    #[command(flatten)]
    of: Where,
}

impl Parked {
    pub(crate) async fn run(self) -> Result<ExitCode, Box<dyn Error>> {
        match self.action {
            None => list(&self.of.find()?).await?,
            Some(Action::List(of)) => list(&of.of.find()?).await?,
            Some(Action::Show(one)) => show(&one.of.find()?, &one.id).await?,
            Some(Action::Replay(replay)) => {
                let client = replay.of.find()?;
                let ids = match replay.id {
                    Some(id) => vec![id],
                    None => all(&client)
                        .await?
                        .iter()
                        .map(|one| word(one, "id"))
                        .collect(),
                };
                for id in ids {
                    replay_one(&client, &id).await?;
                }
            }
            Some(Action::Dismiss(dismiss)) => {
                let body = json!({"reason": dismiss.reason});
                let path = format!("/parked/{}/dismissal", dismiss.id);
                dismiss.of.find()?.post(&path, &body).await?;
                console::line(format!("{} was put aside.", dismiss.id));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn list(client: &Client) -> Result<(), ClientError> {
    let waiting = all(client).await?;
    if waiting.is_empty() {
        console::line("Nothing waits for a person.");
        return Ok(());
    }
    let mut table = Table::new();
    table.load_preset(presets::ASCII_MARKDOWN);
    table.set_header(["id", "came", "hook", "why"]);
    for one in &waiting {
        let reason: String = word(one, "reason").chars().take(REASON_CHARS_MAX).collect();
        table.add_row([
            word(one, "id"),
            word(one, "received_at"),
            word(one, "hook"),
            reason,
        ]);
    }
    console::line(table);
    Ok(())
}

async fn show(client: &Client, id: &str) -> Result<(), ClientError> {
    match client.get(&format!("/parked/{id}")).await? {
        Some(parked) => console::line(format!("{parked:#}")),
        None => console::line(format!("Nothing is parked as {id}.")),
    }
    Ok(())
}

async fn replay_one(client: &Client, id: &str) -> Result<(), ClientError> {
    let answer = client
        .post(&format!("/parked/{id}/replay"), &json!({}))
        .await?;
    let outcome = word(&answer, "outcome");
    let became = answer["payment"]
        .as_str()
        .map_or_else(String::new, |id| format!(", payment {id}"));
    let way = if answer["resolved"] == true {
        "was taken in"
    } else {
        "still waits"
    };
    console::line(format!("{id} {way}: {outcome}{became}"));
    Ok(())
}

/// Everything that waits, page by page.
async fn all(client: &Client) -> Result<Vec<Value>, ClientError> {
    let mut waiting = Vec::new();
    let mut path = "/parked?limit=100".to_owned();
    loop {
        let page = client.get(&path).await?.unwrap_or_default();
        waiting.extend(page["items"].as_array().cloned().unwrap_or_default());
        match page["next"].as_str() {
            Some(next) => path = format!("/parked?limit=100&cursor={next}"),
            None => return Ok(waiting),
        }
    }
}

fn word(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or("–").to_owned()
}
