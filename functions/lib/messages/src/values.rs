//! What is written for each placeholder of a message: plain text, harmless, and no longer than its place allows.

use billing::business_days::because;
use billing::civil::{nairobi_date, nairobi_time};
use billing::language::Language;
use billing::notification::sign_in_code::SignInCode;
use billing::notification::{Channel, Dose, Message, Received, Registered, Settled, Unmatched};
use chrono::{DateTime, Utc};

use crate::gsm7;
use crate::plain;
use crate::render::Facts;
use crate::words::{self, Words};
use crate::written::{amount, date};

/// The most characters of a description, an institution or a reason in an e-mail.
const EMAIL_WORDS_CHARS_MAX: usize = 200;

/// The most characters that are looked at before invisible ones are left out.
const READ_CHARS_MAX: usize = 1_000;

/// The most septets of a description in an SMS.
const DESCRIPTION_SEPTETS_MAX: usize = 40;

/// The most septets of an institution in an SMS.
const INSTITUTION_SEPTETS_MAX: usize = 30;

/// The most septets of a reason in an SMS.
const REASON_SEPTETS_MAX: usize = 60;

/// The most septets of what a payer typed in an SMS; M-PESA takes 20 characters.
const REFERENCE_SEPTETS_MAX: usize = 20;

/// The most septets of a person's and of our name in an SMS.
const NAME_SEPTETS_MAX: usize = 30;

/// The most septets of where to reach us in an SMS.
const CONTACT_SEPTETS_MAX: usize = 50;

/// The most instalments that an e-mail lists as settled.
const SETTLED_LINES_MAX: usize = 10;

/// The most characters of a number or code. Nothing that is checked where it is entered comes near it.
pub const EXACT_CHARS_MAX: usize = 64;

/// How values are written.
#[derive(Clone, Copy)]
pub struct Manner {
    /// In which language.
    pub language: Language,
    /// For which channel.
    pub channel: Channel,
    /// In an SMS, the most septets of whatever may be cut; in an e-mail it does not matter.
    pub cuttable_septets_max: usize,
}

/// The values of one message.
pub struct Values(Vec<(&'static str, String)>);

impl Values {
    /// Every placeholder of the message's kind.
    pub fn of(facts: Facts<'_>, manner: Manner) -> Values {
        let Facts {
            message, to, from, ..
        } = facts;
        let words = words::of(manner.language);
        let paybill = manner.exact(&from.short_code);
        let account = manner.exact(to.account_number.as_deref().unwrap_or_default());
        let how_to_pay = match account.as_str() {
            "" => (words.parts.paybill_only)(&paybill),
            account => (words.parts.how_to_pay)(&paybill, account),
        };
        let mut pairs = vec![
            (
                "provider_name",
                manner.limited(&from.provider_name, NAME_SEPTETS_MAX),
            ),
            ("customer_name", manner.cuttable(&to.name, NAME_SEPTETS_MAX)),
            ("paybill", paybill),
            ("account_number", account),
            ("how_to_pay", how_to_pay),
            (
                "contact",
                manner.limited(
                    from.contact.as_deref().unwrap_or_default(),
                    CONTACT_SEPTETS_MAX,
                ),
            ),
        ];
        pairs.extend(match message {
            Message::ObligationRegistered(registered) => registered_pairs(registered, manner),
            Message::InstalmentDue(dose) => dose_pairs(dose, manner),
            Message::DateMoved { dose, was_due_on } => {
                let mut pairs = dose_pairs(dose, manner);
                pairs.push(("old_date", date(*was_due_on, manner.language)));
                pairs
            }
            Message::PaymentReceived(received) => received_pairs(received, manner),
            Message::PaymentUnmatched(unmatched) => unmatched_pairs(unmatched, manner),
            Message::SignInCode(told) => code_pairs(told, manner),
            Message::ChannelTest { asked_at } => test_pairs(*asked_at, manner),
        });
        if manner.channel == Channel::Sms {
            // What we write ourselves is in the alphabet too, but for the minus of an amount that should not be there.
            for (_, value) in &mut pairs {
                *value = gsm7::transliterate(value);
            }
        }
        Values(pairs)
    }

    /// What is written for a placeholder; nothing for one that this message does not have.
    pub fn get(&self, name: &str) -> &str {
        let pair = self.0.iter().find(|(known, _)| *known == name);
        pair.map_or("", |(_, value)| value)
    }

    /// The names that have a value, which may be empty.
    #[cfg(test)]
    pub fn names(&self) -> Vec<&'static str> {
        self.0.iter().map(|(name, _)| *name).collect()
    }
}

impl Manner {
    fn words(self) -> &'static Words {
        words::of(self.language)
    }

    /// A text that loses nothing essential when its end is cut off.
    fn cuttable(self, text: &str, septets_max: usize) -> String {
        self.limited(text, septets_max.min(self.cuttable_septets_max))
    }

    fn limited(self, text: &str, septets_max: usize) -> String {
        let text: String = text.chars().take(READ_CHARS_MAX).collect();
        let text = plain::line(&text);
        match self.channel {
            Channel::Sms => gsm7::cut(&gsm7::transliterate(&text), septets_max),
            Channel::Email => plain::cut(&text, EMAIL_WORDS_CHARS_MAX),
        }
    }

    /// A number or code: useless unless it is whole.
    fn exact(self, text: &str) -> String {
        let text = plain::cut(&plain::line(text), EXACT_CHARS_MAX);
        match self.channel {
            Channel::Sms => gsm7::transliterate(&text),
            Channel::Email => text,
        }
    }

    fn description(self, text: &str) -> String {
        self.cuttable(text, DESCRIPTION_SEPTETS_MAX)
    }

    fn institution(self, text: Option<&String>) -> String {
        let text = text.map(String::as_str).unwrap_or_default();
        self.cuttable(text, INSTITUTION_SEPTETS_MAX)
    }

    fn code(self, text: Option<&String>) -> String {
        self.exact(text.map(String::as_str).unwrap_or_default())
    }

    /// What for; with the number of the dose where there are several.
    fn what(self, description: &str, number: u32, of: u32) -> String {
        let description = self.description(description);
        if of > 1 {
            (self.words().parts.dose)(&description, number, of)
        } else {
            description
        }
    }
}

fn registered_pairs(registered: &Registered, manner: Manner) -> Vec<(&'static str, String)> {
    let parts = &manner.words().parts;
    let first = date(registered.first_due_on, manner.language);
    let last = date(registered.last_due_on, manner.language);
    let first_amount = amount(registered.first_amount);
    let schedule = if registered.instalments > 1 {
        (parts.in_doses)(registered.instalments, &first_amount, &first, &last)
    } else {
        (parts.once)(&first)
    };
    vec![
        ("amount", amount(registered.amount)),
        ("description", manner.description(&registered.description)),
        (
            "institution",
            manner.institution(registered.institution.as_ref()),
        ),
        (
            "payment_code",
            manner.code(registered.payment_code.as_ref()),
        ),
        ("schedule", schedule),
        ("instalments", registered.instalments.to_string()),
        ("first_amount", first_amount),
        ("first_date", first),
        ("last_date", last),
    ]
}

fn dose_pairs(dose: &Dose, manner: Manner) -> Vec<(&'static str, String)> {
    let reason = because(&dose.moved_over, manner.language).unwrap_or_default();
    vec![
        ("amount", amount(dose.outstanding)),
        ("description", manner.description(&dose.description)),
        ("what", manner.what(&dose.description, dose.number, dose.of)),
        ("institution", manner.institution(dose.institution.as_ref())),
        ("payment_code", manner.code(dose.payment_code.as_ref())),
        ("due_date", date(dose.due_on, manner.language)),
        ("reason", manner.cuttable(&reason, REASON_SEPTETS_MAX)),
    ]
}

fn received_pairs(received: &Received, manner: Manner) -> Vec<(&'static str, String)> {
    let parts = &manner.words().parts;
    let unallocated = match received.unallocated {
        money if money.is_zero() => String::new(),
        money => amount(money),
    };
    let next = received.next.map(|next| {
        (parts.by)(
            &amount(next.outstanding),
            &date(next.due_on, manner.language),
        )
    });
    vec![
        ("amount", amount(received.amount)),
        ("receipt", manner.exact(received.payment.receipt().as_str())),
        ("balance", balance(received, manner)),
        ("settled", settled(&received.settled, manner)),
        ("unallocated", unallocated),
        ("next_due", next.unwrap_or_default()),
    ]
}

/// The balance as a sentence without its full stop.
fn balance(received: &Received, manner: Manner) -> String {
    let parts = &manner.words().parts;
    match received.balance {
        balance if balance.is_negative() => (parts.owe)(&amount(balance.negated())),
        balance if balance.is_positive() => (parts.credit)(&amount(balance)),
        _ => parts.even.to_owned(),
    }
}

/// In an SMS the first and how many more; in an e-mail a line for each.
fn settled(settled: &[Settled], manner: Manner) -> String {
    let parts = &manner.words().parts;
    let what = |it: &Settled| manner.what(&it.description, it.number, it.of);
    match (manner.channel, settled) {
        (_, []) => String::new(),
        (Channel::Sms, [only]) => what(only),
        (Channel::Sms, [first, more @ ..]) => {
            format!("{} {}", what(first), (parts.more)(more.len()))
        }
        (Channel::Email, all) => {
            let lines = all.iter().take(SETTLED_LINES_MAX).map(|it| {
                let line = if it.outstanding.is_positive() {
                    let left = amount(it.outstanding);
                    (parts.settled_in_part)(&what(it), &amount(it.amount), &left)
                } else {
                    (parts.settled)(&what(it), &amount(it.amount))
                };
                format!("- {line}")
            });
            let mut lines: Vec<String> = lines.collect();
            if all.len() > lines.len() {
                lines.push(format!("- {}", (parts.more)(all.len() - lines.len())));
            }
            lines.join("\n")
        }
    }
}

fn unmatched_pairs(unmatched: &Unmatched, manner: Manner) -> Vec<(&'static str, String)> {
    vec![
        ("amount", amount(unmatched.amount)),
        (
            "receipt",
            manner.exact(unmatched.payment.receipt().as_str()),
        ),
        (
            "reference",
            manner.cuttable(&unmatched.reference, REFERENCE_SEPTETS_MAX),
        ),
    ]
}

fn code_pairs(told: &SignInCode, manner: Manner) -> Vec<(&'static str, String)> {
    vec![
        ("code", manner.exact(told.code.as_str())),
        ("minutes", told.minutes.to_string()),
    ]
}

fn test_pairs(asked_at: DateTime<Utc>, manner: Manner) -> Vec<(&'static str, String)> {
    vec![
        ("date", date(nairobi_date(asked_at), manner.language)),
        ("time", nairobi_time(asked_at).format("%H:%M").to_string()),
    ]
}
