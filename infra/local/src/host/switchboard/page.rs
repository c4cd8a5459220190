//! The page of the switches, and of what really happened.

use local_providers::mpesa::truth::ReceiptTruth;

use crate::host::pages::{Page, escaped, page_with_forms};
use crate::host::switchboard::{Seen, delivery, kind};

/// The usual values of a switch.
const VALUES: [&str; 4] = ["never", "next 1", "always", "50 of 1000"];

/// All of it.
pub(super) fn show(seen: &Seen) -> Page {
    let body = format!(
        "<p>M-PESA is simulated in this process. No money moves, and no real phone rings: \
         <a href=\"/dev/phone\">the phones are here</a>. It forgets everything when the host stops.</p>\
         {}{}<h2>Receipts</h2>{}<h2>Callbacks</h2>{}",
        accounts(seen),
        switches(seen),
        receipts(&seen.receipts),
        callbacks(seen),
    );
    page_with_forms("M-PESA, simulated", "", &body)
}

fn accounts(seen: &Seen) -> String {
    let mut html = "<h2>Balance</h2>".to_owned();
    for (number, balance) in &seen.balances {
        let number = escaped(number);
        html.push_str(&format!(
            "<form method=\"post\" action=\"/dev/mpesa\"><p>{number}: Ksh {balance}</p>\
             <input type=\"hidden\" name=\"action\" value=\"withdraw\">\
             <input type=\"hidden\" name=\"short_code\" value=\"{number}\">\
             <label>Shillings to settle to the bank, of which nobody is told \
             <input name=\"amount\" inputmode=\"numeric\" required></label>\
             <button>Withdraw</button></form>"
        ));
    }
    html
}

fn switches(seen: &Seen) -> String {
    let mut rows = String::new();
    for (switch, value) in seen.switches() {
        let name = switch.name;
        rows.push_str(&format!(
            "<label class=\"choice\"><span><b>{name}</b><br>{}</span>\
             <select name=\"{name}\">{}</select></label>",
            escaped(switch.help),
            options(&value)
        ));
    }
    let delays = &seen.oddities.delays;
    let delays = [
        (
            "ack_slow_by_s",
            "Real seconds that a slow answer takes.",
            delays.ack_slow_by.as_secs(),
        ),
        (
            "late_by_s",
            "Seconds of the clock that late callbacks take.",
            delays.late_by_s.into(),
        ),
        (
            "late_success_after_s",
            "Seconds of the clock from the reported 1037 to the payment.",
            delays.late_success_after_s.into(),
        ),
    ];
    for (name, help, value) in delays {
        rows.push_str(&format!(
            "<label class=\"choice\"><span><b>{name}</b><br>{help}</span>\
             <input name=\"{name}\" value=\"{value}\" inputmode=\"numeric\" size=\"6\"></label>"
        ));
    }
    // The first button is what the Enter key presses.
    format!(
        "<h2>What it gets wrong</h2><form method=\"post\" action=\"/dev/mpesa\">\
         <button name=\"action\" value=\"set\">Save</button>\
         <button name=\"action\" value=\"all_off\">Everything off</button>\
         <button name=\"action\" value=\"random\">Everything at random</button>{rows}\
         <button name=\"action\" value=\"set\">Save</button></form>"
    )
}

/// With the value that it has, whichever that is.
fn options(value: &str) -> String {
    let mut html = String::new();
    let unusual = (!VALUES.contains(&value)).then_some(value);
    for option in VALUES.into_iter().chain(unusual) {
        let selected = if option == value { " selected" } else { "" };
        html.push_str(&format!("<option{selected}>{option}</option>"));
    }
    html
}

fn receipts(receipts: &[ReceiptTruth]) -> String {
    if receipts.is_empty() {
        return "<p>Nothing was paid yet.</p>".to_owned();
    }
    let mut html = "<table><tr><th>Receipt</th><th>Ksh</th><th>Phone</th><th>Account</th><th>Balance</th></tr>".to_owned();
    for one in receipts {
        let reversed = one
            .reversed_by
            .as_ref()
            .map_or_else(String::new, |by| format!(", reversed by {by}"));
        html.push_str(&format!(
            "<tr><td>{}{}</td><td>{}</td><td><a href=\"/dev/phone/{4}\">{4}</a></td><td>{3}</td><td>{5}</td></tr>",
            escaped(&one.receipt),
            escaped(&reversed),
            one.amount_shillings,
            escaped(&one.bill_ref),
            escaped(&one.msisdn),
            one.balance_after_shillings,
        ));
    }
    html + "</table>"
}

fn callbacks(seen: &Seen) -> String {
    if seen.callbacks.is_empty() {
        return "<p>Nobody was called back yet.</p>".to_owned();
    }
    let mut html = "<ul>".to_owned();
    for sent in &seen.callbacks {
        html.push_str(&format!(
            "<li>{}: {}, {}</li>",
            sent.at.format("%Y-%m-%d %H:%M:%S UTC"),
            kind(sent),
            delivery(sent)
        ));
    }
    html + "</ul>"
}

/// Why nothing was changed.
pub(super) fn refused(words: &str) -> Page {
    let body = format!(
        "<p role=\"alert\">{}</p><p><a href=\"/dev/mpesa\">Back</a></p>",
        escaped(words)
    );
    page_with_forms("Not done", "", &body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_that_a_switch_has_is_the_one_that_is_chosen() {
        let usual = options("always");
        assert!(
            usual.contains("<option selected>always</option>"),
            "{usual}"
        );
        assert_eq!(usual.matches("<option").count(), VALUES.len());
        let unusual = options("next 7");
        assert!(
            unusual.ends_with("<option selected>next 7</option>"),
            "{unusual}"
        );
    }
}
