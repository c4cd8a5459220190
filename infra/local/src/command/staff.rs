//! `malipo staff`

use std::error::Error;
use std::process::ExitCode;

use billing::language::Language;
use billing::role::Role;
use comfy_table::{Table, presets};
use serde_json::{Value, json};

use crate::client::{Client, ClientError, Where};
use crate::console;

/// See to who works here: the first administrator is added with this command.
///
/// Examples:
///   malipo staff add --email amina@example.co.ke --name "Amina Hassan" --role administrator
///   malipo staff end amina@example.co.ke --reason "left in June"
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment, args_conflicts_with_subcommands = true)]
pub(crate) struct Staff {
    #[command(subcommand)]
    action: Option<Action>,
    #[command(flatten)]
    of: Where,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// List everybody; also what happens without another word.
    List(Of),
    /// Let somebody in. They sign in by a code to their e-mail address.
    Add(Add),
    /// Let somebody in no more; they stay in the records.
    End(End),
    /// Forget a second factor that was lost; the next sign-in sets up another.
    ResetSecondFactor(Reset),
}

#[derive(Debug, clap::Args)]
struct Of {
    #[command(flatten)]
    of: Where,
}

#[derive(Debug, clap::Args)]
struct Add {
    /// Where their codes go.
    #[arg(long)]
    email: String,
    /// As records name them.
    #[arg(long)]
    name: String,
    /// cashier, accountant, administrator or auditor.
    #[arg(long, value_parser = role)]
    role: Role,
    /// Language of pages and codes: en or sw.
    #[arg(long, default_value = "en", value_parser = language)]
    language: Language,
    #[command(flatten)]
    of: Where,
}

#[derive(Debug, clap::Args)]
struct End {
    /// Their e-mail address, or the id that the list names.
    who: String,
    /// Why, for whoever looks at it later.
    #[arg(long)]
    reason: String,
    #[command(flatten)]
    of: Where,
}

#[derive(Debug, clap::Args)]
struct Reset {
    /// Their e-mail address, or the id that the list names.
    who: String,
    #[command(flatten)]
    of: Where,
}

impl Staff {
    pub(crate) async fn run(self) -> Result<ExitCode, Box<dyn Error>> {
        match self.action {
            None => list(&self.of.find()?).await?,
            Some(Action::List(of)) => list(&of.of.find()?).await?,
            Some(Action::Add(add)) => add.run().await?,
            Some(Action::End(end)) => {
                let client = end.of.find()?;
                let id = id_of(&client, &end.who).await?;
                let body = json!({"reason": end.reason});
                client.post(&format!("/staff/{id}/leaving"), &body).await?;
                console::line(format!("{} is let in no more.", end.who));
            }
            Some(Action::ResetSecondFactor(reset)) => {
                let client = reset.of.find()?;
                let id = id_of(&client, &reset.who).await?;
                client.delete(&format!("/staff/{id}/second-factor")).await?;
                console::line(format!(
                    "{} sets up a second factor at the next sign-in.",
                    reset.who
                ));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Add {
    async fn run(self) -> Result<(), ClientError> {
        let body = json!({
            "email": self.email, "name": self.name, "role": self.role, "language": self.language,
        });
        let member = self.of.find()?.post("/staff", &body).await?;
        console::line(format!(
            "{} works here as {}. They sign in with {}.",
            word(&member, "name"),
            word(&member, "role"),
            word(&member, "email"),
        ));
        Ok(())
    }
}

async fn list(client: &Client) -> Result<(), ClientError> {
    let staff = all(client).await?;
    if staff.is_empty() {
        console::line("Nobody works here yet; `malipo staff add` lets the first one in.");
        return Ok(());
    }
    let mut table = Table::new();
    table.load_preset(presets::ASCII_MARKDOWN);
    table.set_header(["id", "e-mail", "name", "role", "second factor", "left"]);
    for member in &staff {
        let factor = if member["second_factor"] == true {
            "set up"
        } else {
            "–"
        };
        table.add_row([
            word(member, "id"),
            word(member, "email"),
            word(member, "name"),
            word(member, "role"),
            factor.to_owned(),
            word(&member["leaving"], "at"),
        ]);
    }
    console::line(table);
    Ok(())
}

/// The id of a member who is named by address or id.
async fn id_of(client: &Client, who: &str) -> Result<String, Box<dyn Error>> {
    let who = who.trim().to_lowercase();
    let staff = all(client).await?;
    let found = staff
        .iter()
        .find(|one| one["email"] == who || one["id"] == who);
    match found {
        Some(member) => Ok(word(member, "id")),
        None => Err("nobody of the staff has this address or id; see `malipo staff list`".into()),
    }
}

async fn all(client: &Client) -> Result<Vec<Value>, ClientError> {
    let list = client.get("/staff").await?.unwrap_or_default();
    Ok(list["items"].as_array().cloned().unwrap_or_default())
}

fn role(name: &str) -> Result<Role, String> {
    Role::parse(name).ok_or_else(|| format!("use {}", Role::ALL.map(Role::name).join(", ")))
}

fn language(tag: &str) -> Result<Language, String> {
    let tags = Language::ALL.map(Language::tag).join(" or ");
    Language::of_tag(tag).ok_or_else(|| format!("use {tags}"))
}

fn word(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or("–").to_owned()
}
