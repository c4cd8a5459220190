//! The journal as text that both `hledger` and `ledger` read.
//! What payers typed is hostile: nothing of it may become syntax.

#[cfg(test)]
mod tests;

use crate::civil;
use crate::journal::Entry;
use crate::journal::account::LedgerAccount;
use crate::money::Currency;
use crate::typed;

/// The most characters of a description in the text.
pub const DESCRIPTION_CHARS_MAX: usize = 120;

/// The comment tags of an entry.
const TAGS: [&str; 5] = ["id", "kind", "actor", "payment", "obligation"];

/// What stands before the first entry: how amounts of each currency look, and which tags there are.
/// It declares no accounts, see [`account_line`].
pub fn header() -> String {
    let commodities = Currency::ALL
        .into_iter()
        .map(|currency| format!("commodity {currency}\n    format {currency} 1,000.00\n\n"));
    let tags = TAGS.into_iter().map(|tag| format!("tag {tag}\n"));
    commodities.chain(tags).chain(["\n".to_owned()]).collect()
}

/// The declaration of an account, for `hledger check --strict` and `ledger --strict --pedantic`.
pub fn account_line(account: &LedgerAccount) -> String {
    format!("account {account}\n")
}

/// An entry, followed by an empty line. Its date is the day in Nairobi; its id, kind, actor and subject are comments.
pub fn to_plain_text(entry: &Entry) -> String {
    let mut lines = vec![
        format!(
            "{} * {}  ; id: {}",
            civil::nairobi_date(entry.at()).format("%Y-%m-%d"),
            description(entry),
            entry.id()
        ),
        format!("    ; kind: {}", entry.kind().name()),
        format!("    ; actor: {}", tag_value(entry.actor())),
    ];
    if let Some(payment) = entry.payment() {
        lines.push(format!("    ; payment: {payment}"));
    }
    if let Some(obligation) = entry.obligation() {
        lines.push(format!("    ; obligation: {obligation}"));
    }
    for posting in entry.postings() {
        lines.push(format!(
            "    {}  {} {}",
            posting.account,
            posting.amount.currency(),
            posting.amount.amount_text()
        ));
    }
    format!("{}\n\n", lines.join("\n"))
}

/// The description without anything that could be read as a comment, a note, a status or a code.
fn description(entry: &Entry) -> String {
    let separated: String = entry
        .description()
        .chars()
        .map(|character| match character {
            ';' | '|' => ' ',
            other => other,
        })
        .collect();
    let visible = typed::visible(&separated);
    let plain: String = visible
        .trim_start_matches(|first: char| !first.is_alphanumeric())
        .chars()
        .take(DESCRIPTION_CHARS_MAX)
        .collect();
    match plain.trim_end() {
        "" => entry.kind().name().to_owned(),
        plain => plain.to_owned(),
    }
}

/// The value of a comment tag: letters, digits and a few signs; brackets, commas and colons mean something there.
fn tag_value(text: &str) -> String {
    let separated: String = text
        .chars()
        .map(|character| match character {
            '@' | '.' | '_' | '-' | '+' => character,
            other if other.is_alphanumeric() => other,
            _ => ' ',
        })
        .take(DESCRIPTION_CHARS_MAX)
        .collect();
    typed::visible(&separated)
}
