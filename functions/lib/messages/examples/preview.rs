//! Writes every message in both languages into a folder, to be looked at:
//! `cargo run -p messages --example preview -- <folder>`.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use billing::language::Language;
use billing::notification::{Channel, Message, MessageKind};
use messages::email::{self, Envelope};
use messages::feed::{self, instalment::CalendarDose};
use messages::render::{Rendered, render};
use messages::sample;

fn main() -> Result<(), Box<dyn Error>> {
    let folder: PathBuf = env::args_os().nth(1).ok_or("name a folder")?.into();
    fs::create_dir_all(&folder)?;
    let date = "2026-12-04T05:30:00Z".parse()?;
    let sender = sample::sender();
    let mut short = String::new();
    for language in Language::ALL {
        let mut days = Vec::new();
        for kind in MessageKind::ALL {
            let (message, recipient) = sample::sample(kind, language);
            let name = format!("{}.{}", kind.name(), language.tag());
            for channel in Channel::ALL {
                let rendered = render(
                    &message,
                    &recipient,
                    &sender,
                    language,
                    channel,
                    None,
                    sample::TODAY,
                );
                match rendered {
                    Rendered::Sms { text, segments } => {
                        short.push_str(&format!("{name}: {segments}\n{text}\n\n"));
                    }
                    Rendered::Email {
                        subject,
                        text,
                        html,
                    } => {
                        let letter = email::compose(&Envelope {
                            from: "Zuri Net <bills@example.co.ke>",
                            to: "faith@example.co.ke",
                            to_name: &recipient.name,
                            reply_to: Some("help@example.co.ke"),
                            subject: &subject,
                            text: &text,
                            html: &html,
                            unsubscribe: recipient.unsubscribe.as_deref(),
                            message_id: &format!("{name}@example.co.ke"),
                            date,
                        })?;
                        fs::write(folder.join(format!("{name}.html")), html)?;
                        fs::write(folder.join(format!("{name}.eml")), letter)?;
                    }
                }
            }
            if let Message::InstalmentDue(mut dose) = message {
                dose.number = u32::try_from(days.len())? + 1;
                let day = CalendarDose {
                    amount: dose.outstanding,
                    cancelled: false,
                    sequence: 0,
                    changed_at: date,
                    dose,
                };
                days.push(day.event(&recipient, &sender, language));
            }
        }
        let calendar = feed::feed(&sender.provider_name, &days, language);
        fs::write(
            folder.join(format!("calendar.{}.ics", language.tag())),
            calendar,
        )?;
    }
    fs::write(folder.join("sms.txt"), short)?;
    Ok(())
}
