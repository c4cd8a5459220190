//! What nobody may read in a log, in every spelling in which it could get there.

use crate::bench::TOKEN;
use crate::stage::{API_KEY, SMS_KEY};

/// Numbers of our customers and of strangers, without what a country or a habit puts before them.
pub const NUMBERS: [&str; 4] = ["708374149", "712345678", "733111222", "722999888"];

/// The masks in which M-PESA sends them.
pub const MASKS: [&str; 2] = ["2547 ***** 149", "254708****149"];

/// People, in two scripts.
pub const ACHIENG: &str = "Achieng Nyambura";
pub const AMINA: &str = "أمينة عثمان";
pub const PAYER: &str = "WAFULA";

pub const EMAIL_OF_ACHIENG: &str = "achieng.n@example.org";
pub const EMAIL_OF_AMINA: &str = "amina+bills@example.co.ke";

/// A part of every body that is sent.
pub const MARK: &str = "siri-ya-mwili";

pub const WRONG_TOKEN: &str = "a-token-that-somebody-guessed";
pub const WRONG_KEY: &str = "a-key-that-somebody-guessed";
pub const CONSUMER_SECRET: &str = "the-consumers-secret-YmF6";
pub const PASSKEY: &str = "bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919";

/// Every secret that turned up in `text`; `codes` are those that were given out to sign in, and other secrets.
pub fn found(text: &str, given_out: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    let squeezed: String = text.chars().filter(|c| !" -+().".contains(*c)).collect();
    for number in NUMBERS {
        if squeezed.contains(number) {
            found.push(number.to_owned());
        }
        let digest = digest(&format!("254{number}"));
        if text.to_lowercase().contains(&digest) {
            found.push(digest);
        }
    }
    let words = [ACHIENG, AMINA, PAYER]
        .into_iter()
        .flat_map(str::split_whitespace);
    let literal = [
        EMAIL_OF_ACHIENG,
        EMAIL_OF_AMINA,
        MARK,
        TOKEN,
        WRONG_TOKEN,
        API_KEY,
        WRONG_KEY,
        SMS_KEY,
        CONSUMER_SECRET,
        PASSKEY,
    ];
    let lower = text.to_lowercase();
    for secret in words.chain(literal).chain(MASKS) {
        if lower.contains(&secret.to_lowercase()) || text.contains(&escaped(secret)) {
            found.push(secret.to_owned());
        }
    }
    for secret in given_out {
        let is_apart = |c: char| !c.is_ascii_alphanumeric();
        if text.split(is_apart).any(|word| word == secret)
            || secret.len() > 6 && text.contains(secret)
        {
            found.push(secret.clone());
        }
    }
    found
}

/// As JSON may spell what is not ASCII.
fn escaped(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            c if c.is_ascii() => c.to_string(),
            c => format!("\\u{:04x}", u32::from(c)),
        })
        .collect()
}

fn digest(number: &str) -> String {
    billing::phone::Msisdn::parse(number)
        .unwrap()
        .sha256()
        .as_str()
        .to_owned()
}

#[test]
fn each_secret_is_found_in_each_spelling() {
    let codes = ["123456".to_owned()];
    for leak in [
        "0708374149",
        "+254 708 374 149",
        "(254) 708-374-149",
        "2547 ***** 149",
        "ACHIENG",
        "\\u0623\\u0645\\u064a\\u0646\\u0629",
        "amina+bills@example.co.ke",
        "code 123456.",
        TOKEN,
    ] {
        assert!(!found(leak, &codes).is_empty(), "{leak}");
    }
    assert!(found("11234567 0198c0ff-1234-5612-3456-000000000000", &codes).is_empty());
}
