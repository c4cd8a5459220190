//! The message that M-PESA sends to a payer, as the payer copies it to us: "I paid, here is the code".
//! Nothing in it is proof; only the receipt can be asked about. What the message says of the payer's own account is
//! never kept.

mod fields;

#[cfg(test)]
mod tests;

use chrono::NaiveDateTime;

use crate::money::Money;
use crate::receipt::Receipt;
use crate::typed;

/// The most characters that are looked at: a dozen messages.
pub const TEXT_CHARS_MAX: usize = 4_000;

/// The most receipts that are taken from one text, since each may cost a question to M-PESA.
pub const RECEIPTS_MAX: usize = 5;

const MPESA_RECEIPT_CHARS: usize = 10;
const RECEIPT_CHARS_MIN: usize = 6;
const RECEIPT_CHARS_MAX: usize = 20;

/// What follows the receipt in every message, in English and in Kiswahili.
const CONFIRMED: [&str; 2] = ["confirmed", "imethibitishwa"];

/// A receipt that somebody quotes, and what the message around it says about the payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotedReceipt {
    /// The code.
    pub receipt: Receipt,
    /// How much, if the message says so.
    pub amount: Option<Money>,
    /// What the payer typed as account, if the message says so.
    pub reference: Option<String>,
    /// When it was paid by Nairobi's clocks, to the minute, if the message says so.
    pub paid_at: Option<NaiveDateTime>,
}

/// The receipts in a text, in their order and each once, at most [`RECEIPTS_MAX`].
///
/// Where the text holds messages of M-PESA, with `Confirmed` behind the receipt, only those count, since an account
/// number or a name may look like a receipt. Otherwise every word that looks like a receipt does, and a single word
/// even if it only might be one. What is beyond [`TEXT_CHARS_MAX`] characters is not looked at.
pub fn read(text: &str) -> Vec<QuotedReceipt> {
    let text = typed::visible(&beginning(text));
    let words = words(&text);
    let mut quoted = messages(&text, &words);
    if quoted.is_empty() {
        quoted = bare(&text, &words);
    }
    let mut once: Vec<QuotedReceipt> = Vec::new();
    for candidate in quoted {
        let is_new = once.iter().all(|it| it.receipt != candidate.receipt);
        if is_new && once.len() < RECEIPTS_MAX {
            once.push(candidate);
        }
    }
    once
}

/// At most [`TEXT_CHARS_MAX`] characters, and no word of them cut in two: half an amount is a wrong amount.
fn beginning(text: &str) -> String {
    match text.char_indices().nth(TEXT_CHARS_MAX) {
        None => text.to_owned(),
        Some((end, _)) => {
            let head = text.get(..end).unwrap_or_default();
            let whole_words = head.rsplit_once(char::is_whitespace);
            whole_words.map_or(head, |(words, _)| words).to_owned()
        }
    }
}

/// A run of letters and digits of ASCII, and where it begins.
#[derive(Clone, Copy)]
struct Word<'a> {
    start: usize,
    text: &'a str,
}

impl Word<'_> {
    fn end(&self) -> usize {
        self.start.saturating_add(self.text.len())
    }
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut rest = text;
    let mut at: usize = 0;
    while let Some(skipped) = rest.find(|it: char| it.is_ascii_alphanumeric()) {
        let from_word = rest.get(skipped..).unwrap_or_default();
        let length = from_word
            .find(|it: char| !it.is_ascii_alphanumeric())
            .unwrap_or(from_word.len());
        let (word, after) = from_word.split_at(length);
        let start = at.saturating_add(skipped);
        words.push(Word { start, text: word });
        at = start.saturating_add(length);
        rest = after;
    }
    words
}

/// The beginning of a message: its receipt, and what it says after `Confirmed`.
struct Opening {
    receipt: Receipt,
    start: usize,
    says_from: usize,
}

fn messages(text: &str, words: &[Word<'_>]) -> Vec<QuotedReceipt> {
    let openings: Vec<Opening> = words
        .iter()
        .enumerate()
        .filter_map(|(index, word)| {
            let next = words.get(index.saturating_add(1));
            opening(text, *word, next.copied())
        })
        .collect();
    let ends = openings
        .iter()
        .skip(1)
        .map(|it| it.start)
        .chain([text.len()]);
    openings
        .iter()
        .zip(ends)
        .map(|(opening, end)| {
            let says = text.get(opening.says_from..end).unwrap_or_default();
            fields::quoted(opening.receipt.clone(), says)
        })
        .collect()
}

/// A receipt with `Confirmed` behind it, with anything but letters and digits in between, or glued to it.
fn opening(text: &str, word: Word<'_>, next: Option<Word<'_>>) -> Option<Opening> {
    if let Some((code, glued)) = word.text.split_at_checked(MPESA_RECEIPT_CHARS)
        && let Some(length) = confirmed(glued)
    {
        let code_end = word.start.saturating_add(code.len());
        return Some(Opening {
            receipt: like_mpesa(code)?,
            start: word.start,
            says_from: code_end.saturating_add(length),
        });
    }
    let next = next?;
    let between = text.get(word.end()..next.start)?;
    if between.chars().any(char::is_alphanumeric) {
        return None;
    }
    let length = confirmed(next.text)?;
    Some(Opening {
        receipt: like_mpesa(word.text).or_else(|| printed_code(word.text))?,
        start: word.start,
        says_from: next.start.saturating_add(length),
    })
}

/// The length of the word for "confirmed" that a text begins with.
fn confirmed(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    CONFIRMED
        .iter()
        .find(|word| lower.starts_with(**word))
        .map(|word| word.len())
}

fn like_mpesa(word: &str) -> Option<Receipt> {
    let receipt = Receipt::parse(word).ok()?;
    receipt.looks_like_mpesa().then_some(receipt)
}

/// A receipt of another shape, in capitals as M-PESA prints it; the shape is observed, not promised.
fn printed_code(word: &str) -> Option<Receipt> {
    let in_capitals = !word.bytes().any(|byte| byte.is_ascii_lowercase());
    if in_capitals { code(word) } else { None }
}

/// Letters and digits, some of each, that may be a receipt.
fn code(word: &str) -> Option<Receipt> {
    let plausible = (RECEIPT_CHARS_MIN..=RECEIPT_CHARS_MAX).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && word.bytes().any(|byte| byte.is_ascii_digit())
        && word.bytes().any(|byte| byte.is_ascii_alphabetic());
    if plausible {
        Receipt::parse(word).ok()
    } else {
        None
    }
}

/// Receipts without a message around them.
fn bare(text: &str, words: &[Word<'_>]) -> Vec<QuotedReceipt> {
    let only = |receipt| QuotedReceipt {
        receipt,
        amount: None,
        reference: None,
        paid_at: None,
    };
    let alone = text.trim_matches(|it: char| !it.is_alphanumeric());
    let like_mpesa: Vec<QuotedReceipt> = words
        .iter()
        .filter_map(|word| like_mpesa(word.text))
        .map(only)
        .collect();
    if like_mpesa.is_empty() {
        return code(alone).map(only).into_iter().collect();
    }
    like_mpesa
}
