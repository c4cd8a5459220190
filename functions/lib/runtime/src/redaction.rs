//! Keeps people out of the logs: their numbers, the digests of those, their addresses, and the secrets in our paths.
//! Names have no pattern to find them by, so nothing that holds one is ever logged.

use std::fmt;

/// As many digits or asterisks in a row as a telephone number has without its country code.
const NUMBER_CHARACTERS_MIN: usize = 9;

/// The length of a SHA-256 digest in hexadecimal.
const DIGEST_CHARACTERS: usize = 64;

/// A value that may be passed on, and shows nothing when it is printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Redacted<T>(pub T);

impl<T> fmt::Debug for Redacted<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}

impl<T> fmt::Display for Redacted<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}

/// What the paths begin with whose next part is a secret.
const SECRET_PATHS: [&str; 3] = ["/hooks/", "/feeds/", "/unsubscribe/"];

/// A request's path with the secret in it taken out. Query strings never belong into a log at all.
#[must_use]
pub fn path(path: &str) -> String {
    let path = path.split('?').next().unwrap_or_default();
    let secret = SECRET_PATHS
        .into_iter()
        .find_map(|start| Some((start, path.strip_prefix(start)?)));
    let Some((start, rest)) = secret else {
        return path.to_owned();
    };
    match rest.split_once('/') {
        Some((_, end)) => format!("{start}[token]/{end}"),
        None => format!("{start}[token]"),
    }
}

/// What errors of serde say before and after they quote what they met, which may be anybody's name.
const QUOTES: [(&str, &str); 3] = [
    ("string \"", "\", expected"),
    ("unknown variant `", "`, expected"),
    ("unknown field `", "`, expected"),
];

/// What stands where something was quoted.
const QUOTED: &str = "[text]";

/// A text with everything taken out that looks like a telephone number, masked or not, like the digest of one or like
/// an e-mail address, and what an error of serde quotes.
/// It errs on the side of taking out: a date with a time in it goes as well.
#[must_use]
pub fn text(text: &str) -> String {
    let text = without_addresses(&without_quotes(text));
    let mut clean = String::with_capacity(text.len());
    let mut run = String::new();
    for character in text.chars() {
        if character.is_alphanumeric() || "*+-_ ".contains(character) {
            run.push(character);
        } else {
            push_run(&mut clean, &run);
            run.clear();
            clean.push(character);
        }
    }
    push_run(&mut clean, &run);
    clean
}

fn without_quotes(text: &str) -> String {
    let mut clean = text.to_owned();
    for (start, end) in QUOTES {
        let mut from = 0;
        while let Some(found) = clean[from..].find(start) {
            let begin = from + found + start.len();
            let length = clean[begin..].find(end);
            let stop = length.map_or(clean.len(), |length| begin + length);
            clean.replace_range(begin..stop, QUOTED);
            from = begin + QUOTED.len();
        }
    }
    clean
}

fn without_addresses(text: &str) -> String {
    let is_of_address = |c: char| c.is_alphanumeric() || "._%+-'".contains(c);
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('@') {
        let start = before.trim_end_matches(is_of_address);
        let end = after.trim_start_matches(is_of_address);
        if start.len() == before.len() || end.len() == after.len() {
            clean.push_str(before);
            clean.push('@');
            rest = after;
        } else {
            clean.push_str(start);
            clean.push_str("[address]");
            rest = end;
        }
    }
    clean.push_str(rest);
    clean
}

/// A run of words: the words that make a number together become one mark, and so does every digest.
fn push_run(clean: &mut String, run: &str) {
    let mut number = String::new();
    for piece in run.split_inclusive(' ') {
        let word = piece.trim_end_matches(' ');
        if is_part_of_number(word) {
            number.push_str(piece);
            continue;
        }
        push_number(clean, &number);
        number.clear();
        if word.len() == DIGEST_CHARACTERS && word.chars().all(|c| c.is_ascii_hexdigit()) {
            clean.push_str("[digest]");
            clean.push_str(&piece[word.len()..]);
        } else {
            clean.push_str(piece);
        }
    }
    push_number(clean, &number);
}

fn is_part_of_number(word: &str) -> bool {
    word.chars()
        .all(|character| character.is_numeric() || "*+-".contains(character))
}

fn push_number(clean: &mut String, number: &str) {
    let significant = number
        .chars()
        .filter(|c| c.is_numeric() || *c == '*')
        .count();
    if significant < NUMBER_CHARACTERS_MIN {
        clean.push_str(number);
        return;
    }
    clean.push_str("[number]");
    clean.push_str(&number[number.trim_end_matches(' ').len()..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_masks_and_digests_are_taken_out_of_a_text() {
        let digest = "172509f6416f41d1ce3b78a757c1d4ce90fc1ab1c9d4cdf1edf25ab7bf3fbdfd";
        let cases = [
            ("called 254708374149 twice", "called [number] twice"),
            (
                "called +254 708 374-149, then left",
                "called [number], then left",
            ),
            ("from 2547 ***** 126", "from [number]"),
            ("phone:0708374149.", "phone:[number]."),
            (&format!("hash {digest} seen"), "hash [digest] seen"),
            ("٠٧٠٨٣٧٤١٤٩", "[number]"),
            ("to <asha.o+x@example.co.ke>, cc", "to <[address]>, cc"),
            ("@home or asha@ or a@b", "@home or asha@ or [address]"),
            (
                "invalid type: string \"Asha \\\"O\\\" Otieno\", expected a map",
                "invalid type: string \"[text]\", expected a map",
            ),
            (
                "unknown variant `Asha Otieno`, expected `active` or `ended`",
                "unknown variant `[text]`, expected `active` or `ended`",
            ),
            (
                "unknown field `Asha`, there are no fields",
                "unknown field `[text]",
            ),
        ];
        for (given, clean) in cases {
            assert_eq!(text(given), clean, "{given}");
        }
    }

    #[test]
    fn ids_receipts_and_short_numbers_stay() {
        for given in [
            "payment pay_0198c0ffee123456789012345678 was kept",
            "receipt RKL51ZDR4F on 600966, 12 records",
            "status 503 after 3 attempts - gave up",
            "",
        ] {
            assert_eq!(text(given), given);
        }
    }

    #[test]
    fn a_path_loses_its_token_and_its_query() {
        let cases = [
            ("/feeds/s3cret/calendar.ics", "/feeds/[token]/calendar.ics"),
            ("/unsubscribe/s3cret?x=1", "/unsubscribe/[token]"),
            (
                "/hooks/s3cret/c2b/confirmation",
                "/hooks/[token]/c2b/confirmation",
            ),
            ("/hooks/s3cret", "/hooks/[token]"),
            ("/hooks/s3cret/stk?phone=0708374149", "/hooks/[token]/stk"),
            ("/api/v1/customers?q=0708374149", "/api/v1/customers"),
        ];
        for (given, clean) in cases {
            assert_eq!(path(given), clean);
        }
    }

    #[test]
    fn a_redacted_value_prints_as_nothing_but_that() {
        assert_eq!(
            format!("{} {:?}", Redacted("Jane"), Redacted(7)),
            "[redacted] [redacted]"
        );
    }
}
