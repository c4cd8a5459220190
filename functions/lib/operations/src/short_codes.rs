//! What of our short codes is set up in this process: no secret is looked at, only whether it is there and whether what
//! M-PESA is told leads back to us.

use providers::mpesa::hook::Hook;

use crate::mpesa::{Line, Mpesa};

/// A paybill or a till of ours, and what can be done with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortCode {
    /// The number that customers pay to.
    pub number: String,
    /// The head office that a till calls M-PESA as; nothing for a paybill, and where M-PESA cannot be called about it.
    pub head_office: Option<String>,
    /// Whether it is the one that customers are told to pay to.
    pub shown: bool,
    /// Whether payments that M-PESA reports are taken in.
    pub receives: bool,
    /// Whether phones can be prompted.
    pub prompts: bool,
    /// Whether the address that M-PESA is given with a prompt is one of this very short code.
    pub answers_arrive: bool,
    /// Whether M-PESA can be asked what became of a payment, and to send one back.
    pub asks: bool,
    /// Whether what M-PESA lists can be fetched.
    pub pulls: bool,
}

/// What M-PESA calls back about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallbackUse {
    /// A payment has happened.
    Confirmation,
    /// A payment is about to happen: may it?
    Validation,
    /// What became of a prompt.
    Prompt,
    /// The answer to a question.
    Answer,
    /// A question was given up.
    GivenUp,
}

/// Every short code of ours: first the one that is shown, then those that M-PESA can be called about, then those that
/// only receive. `receiving` are those with a callback secret, and `behind` tells whose a secret is.
#[must_use]
pub fn set_up<'a>(
    mpesa: Option<&Mpesa>,
    shown: &str,
    receiving: &[&str],
    behind: impl Fn(&str) -> Option<&'a str>,
) -> Vec<ShortCode> {
    let lines = mpesa.map(Mpesa::lines).unwrap_or_default();
    let callable = lines.iter().map(|line| line.holder.as_str());
    let mut numbers = Vec::new();
    for number in [shown]
        .into_iter()
        .chain(callable)
        .chain(receiving.iter().copied())
    {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    let of = |number: &str| {
        let line = lines.iter().find(|line| line.holder == number);
        let secret = line.and_then(|line| line.hooks.rsplit('/').next());
        ShortCode {
            number: number.to_owned(),
            head_office: line.and_then(head_office),
            shown: number == shown,
            receives: receiving.contains(&number),
            prompts: line.is_some(),
            answers_arrive: secret.is_some_and(|secret| behind(secret) == Some(number)),
            asks: line.is_some_and(|line| line.collector.operator.is_some()),
            pulls: line.is_some_and(|line| line.collector.pull_number.is_some()),
        }
    };
    numbers.into_iter().map(of).collect()
}

/// A till calls M-PESA under another number than it is paid to.
fn head_office(line: &Line) -> Option<String> {
    let collector = &line.collector;
    (collector.short_code != collector.party_b).then(|| collector.short_code.clone())
}

/// The ends of the addresses that M-PESA calls back at, behind the secret.
#[must_use]
pub fn callbacks() -> [(CallbackUse, &'static str); 5] {
    Hook::ALL.map(|hook| {
        let used_for = match hook {
            Hook::Confirmation => CallbackUse::Confirmation,
            Hook::Validation => CallbackUse::Validation,
            Hook::Stk => CallbackUse::Prompt,
            Hook::Results => CallbackUse::Answer,
            Hook::Timeouts => CallbackUse::GivenUp,
        };
        (used_for, hook.path())
    })
}

#[cfg(test)]
mod tests {
    use providers::mpesa::daraja::secret::Secret;
    use providers::mpesa::daraja::settings::{App, Collector, CollectorKind, Operator, Settings};
    use providers::mpesa::daraja::{Daraja, Patience};

    use super::*;

    fn line(number: &str, head_office: Option<&str>, secret: &str) -> Line {
        let kind = match head_office {
            Some(_) => CollectorKind::BuyGoods,
            None => CollectorKind::PayBill,
        };
        Line {
            holder: number.to_owned(),
            collector: Collector {
                short_code: head_office.unwrap_or(number).to_owned(),
                party_b: number.to_owned(),
                kind,
                passkey: Secret::new("passkey"),
                operator: None,
                pull_number: None,
            },
            hooks: format!("https://pay.example.co.ke/hooks/{secret}"),
        }
    }

    fn mpesa(lines: Vec<Line>) -> Mpesa {
        let app = App {
            consumer_key: Secret::new("key"),
            consumer_secret: Secret::new("secret"),
        };
        let settings = Settings {
            base_url: "http://127.0.0.1:9".to_owned(),
            app,
        };
        let client = Daraja::new(settings, Patience::default()).unwrap();
        Mpesa::new(client, Secret::new("key"), lines)
    }

    /// The tokens of the callback addresses, and whose they are.
    fn behind(secret: &str) -> Option<&'static str> {
        let known = [("one", "600966"), ("two", "5512345")];
        let found = known.iter().find(|(token, _)| *token == secret);
        found.map(|(_, number)| *number)
    }

    #[test]
    fn every_short_code_is_listed_once_with_what_it_can_do() {
        let mut first = line("600966", None, "one");
        first.collector.operator = Some(Operator {
            initiator: "amina".to_owned(),
            security_credential: Secret::new("credential"),
        });
        first.collector.pull_number = Some("0722000000".to_owned());
        // Its secret is no address that is open.
        let till = line("5512345", Some("7654321"), "three");
        let mpesa = mpesa(vec![till, first]);
        let receiving = ["600966", "5512345", "999999"];
        let told: Vec<String> = set_up(Some(&mpesa), "600966", &receiving, behind)
            .iter()
            .map(|it| {
                let marks = [
                    it.shown,
                    it.receives,
                    it.prompts,
                    it.answers_arrive,
                    it.asks,
                    it.pulls,
                ];
                let marks: String = marks
                    .map(|yes| if yes { 'x' } else { '-' })
                    .iter()
                    .collect();
                format!(
                    "{} {} {marks}",
                    it.number,
                    it.head_office.as_deref().unwrap_or("-")
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                "600966 - xxxxxx",
                "5512345 7654321 -xx---",
                "999999 - -x----"
            ]
        );
    }

    #[test]
    fn a_short_code_that_is_shown_and_not_set_up_is_listed_too() {
        let [only] = &set_up(None, "600966", &[], behind)[..] else {
            panic!("one is shown");
        };
        assert!(only.shown && !only.receives && !only.prompts && !only.pulls);
    }

    #[test]
    fn every_callback_is_named_for_what_it_is_about() {
        let paths = callbacks().map(|(_, path)| path);
        assert_eq!(paths, Hook::ALL.map(Hook::path));
    }
}
