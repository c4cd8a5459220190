//! What an e-mail shows, whether as plain text or as a page.

use billing::language::Language;
use billing::notification::{Message, MessageKind};

use crate::plain;
use crate::render::Facts;
use crate::template::Template;
use crate::values::Values;
use crate::words;
use crate::written::{amount, date};

/// The parts of an e-mail, all plain text.
pub struct Letter {
    /// The language of everything.
    pub language: Language,
    /// Whose letter it is.
    pub provider: String,
    /// What it is about, in two or three words.
    pub heading: &'static str,
    /// The amount that it is about, or the code.
    pub amount: String,
    /// What the amount is for and by when, or what became of it; a line each.
    pub facts: Vec<String>,
    /// What the template says: paragraphs with blank lines between.
    pub body: String,
    /// The numbers to pay with and what each is called; nothing where nothing is asked for.
    pub to_pay: Vec<(&'static str, String)>,
    /// Why this letter was sent, and a warning.
    pub footer: [String; 2],
    /// Where the recipient can stop such letters.
    pub unsubscribe: Option<String>,
    /// Whether somebody should worry a little.
    pub is_late: bool,
}

impl Letter {
    /// The letter that `template` makes of `facts`.
    pub fn new(template: &Template, facts: Facts<'_>, values: &Values) -> Letter {
        let words = &words::of(facts.language).letter;
        let provider = values.get("provider_name").to_owned();
        let pin = (words.never_asks_for_pin)(&provider);
        let (amount, footer) = match facts.message {
            Message::PaymentUnmatched(_) => ("amount", [(words.because_payer)(&provider), pin]),
            Message::SignInCode(_) => {
                let never = (words.never_asks_for_code)(&provider);
                ("code", [(words.because_asked)(&provider), never])
            }
            Message::ChannelTest { .. } => ("time", [(words.because_tested)(&provider), pin]),
            _ => ("amount", [(words.because_customer)(&provider), pin]),
        };
        Letter {
            language: facts.language,
            heading: (words.heading)(template.kind()),
            amount: values.get(amount).to_owned(),
            facts: fact_lines(facts, values),
            body: template.fill_body(|name| values.get(name)),
            to_pay: to_pay(facts, values),
            footer,
            unsubscribe: facts
                .to
                .unsubscribe
                .as_deref()
                .and_then(plain::web_address)
                .map(str::to_owned),
            is_late: template.kind() == MessageKind::InstalmentOverdue,
            provider,
        }
    }

    /// As plain text.
    pub fn text(&self) -> String {
        let words = &words::of(self.language).letter;
        let mut text = format!("{}\n", self.body);
        if !self.to_pay.is_empty() {
            text.push_str(&format!("\n{} ({})\n", words.how_to_pay, words.menu));
            for (label, value) in &self.to_pay {
                text.push_str(&format!("{label}: {value}\n"));
            }
        }
        text.push_str(&format!("\n--\n{}\n", self.footer.join("\n")));
        if let Some(address) = &self.unsubscribe {
            text.push_str(&format!("{}: {address}\n", words.unsubscribe));
        }
        text
    }
}

/// What stands below the amount.
fn fact_lines(facts: Facts<'_>, values: &Values) -> Vec<String> {
    let words = &words::of(facts.language).letter;
    let lines = match facts.message {
        Message::ObligationRegistered(_) => [
            values.get("description").to_owned(),
            with_capital(values.get("schedule")),
        ],
        Message::InstalmentDue(_) | Message::DateMoved { .. } => [
            values.get("what").to_owned(),
            (words.due)(values.get("due_date")),
        ],
        Message::PaymentReceived(_) => [
            (words.receipt)(values.get("receipt")),
            values.get("balance").to_owned(),
        ],
        Message::PaymentUnmatched(_) => [(words.receipt)(values.get("receipt")), String::new()],
        Message::SignInCode(_) => [String::new(), String::new()],
        Message::ChannelTest { .. } => [values.get("date").to_owned(), String::new()],
    };
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

fn with_capital(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next();
    first
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(characters)
        .collect()
}

/// The numbers to pay with, where the message asks for money.
fn to_pay(facts: Facts<'_>, values: &Values) -> Vec<(&'static str, String)> {
    let words = &words::of(facts.language).letter;
    let sum = match facts.message {
        Message::ObligationRegistered(it) if it.instalments > 1 => {
            let day = date(it.first_due_on, facts.language);
            let first = (words::of(facts.language).parts.by)(&amount(it.first_amount), &day);
            (words.first_amount, first)
        }
        Message::ObligationRegistered(it) => (words.amount, amount(it.amount)),
        Message::InstalmentDue(dose) | Message::DateMoved { dose, .. } => {
            (words.amount, amount(dose.outstanding))
        }
        Message::PaymentReceived(_)
        | Message::PaymentUnmatched(_)
        | Message::SignInCode(_)
        | Message::ChannelTest { .. } => return Vec::new(),
    };
    let rows = [
        (words.paybill, values.get("paybill").to_owned()),
        (words.account, values.get("account_number").to_owned()),
        sum,
        (words.payment_code, values.get("payment_code").to_owned()),
    ];
    rows.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect()
}
