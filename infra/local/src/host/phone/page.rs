//! What a phone looks like. The screen is a page within the page: it looks for a prompt every few seconds while there is
//! none, and nothing that a person is typing or copying goes away by that.

use billing::phone::Msisdn;
use chrono::{DateTime, Utc};
use chrono_tz::Africa::Nairobi;
use local_providers::mpesa::phone::{Prompt, WRONG_PIN_TYPED};
use local_providers::mpesa::truth::{Outcome, PushTruth};

use crate::host::pages::{Page, escaped, page_with_forms};
use crate::host::phone::Phone;
use crate::host::phone::sms::grouped;

/// Seconds between two looks for a prompt.
const LOOK_EVERY_S: u32 = 3;

/// Where a phone is.
pub(super) fn address(number: &Msisdn) -> String {
    format!("/dev/phone/{}", number.as_str())
}

/// What a prompt asks.
pub(super) fn question(prompt: &Prompt) -> String {
    format!(
        "Do you want to pay Ksh {} to {} Account no. {}? Enter M-PESA PIN",
        grouped(prompt.amount_shillings),
        prompt.business_name,
        prompt.account_reference
    )
}

/// Whose phone it shall be.
pub(super) fn choose(prompts: &[Prompt]) -> Page {
    let mut body = "<p>Every Kenyan mobile number is a phone here. It shows M-PESA's prompts, and can pay by itself.</p>\
         <form method=\"get\" action=\"/dev/phone\">\
         <label>Number <input name=\"number\" type=\"tel\" required placeholder=\"0712 345 678\"></label>\
         <button>Take this phone</button></form>"
        .to_owned();
    if !prompts.is_empty() {
        body.push_str("<h2>Phones with a prompt</h2><ul>");
        for prompt in prompts {
            body.push_str(&format!(
                "<li><a href=\"/dev/phone/{0}\">{0}</a>: Ksh {1}</li>",
                escaped(&prompt.phone),
                grouped(prompt.amount_shillings)
            ));
        }
        body.push_str("</ul>");
    }
    page_with_forms("A phone", "", &body)
}

/// One phone: its screen, the form to pay with, the messages that it got.
pub(super) fn phone(phone: &Phone, said: Option<&str>) -> Page {
    let address = address(&phone.number);
    let mut body = String::new();
    if let Some(said) = said {
        body.push_str(&format!("<p role=\"status\">{}</p>", escaped(said)));
    }
    body.push_str(&format!(
        "<iframe class=\"screen\" src=\"{address}/screen\" title=\"The screen\"></iframe>\
         <h2>Pay Bill</h2>{}<h2>Messages from M-PESA</h2>",
        pay_form(phone, &address)
    ));
    let paid = phone.paid();
    if paid.is_empty() {
        body.push_str("<p>None yet.</p>");
    }
    for receipt in &paid {
        body.push_str(&format!("<pre>{}</pre>", escaped(&phone.sms(receipt))));
    }
    body.push_str(
        "<p><a href=\"/dev/phone\">Another phone</a> · <a href=\"/dev/mpesa\">M-PESA</a> · \
         <a href=\"/dev/clock\">The clock</a></p>",
    );
    page_with_forms(&phone.number.national(), "", &body)
}

fn pay_form(phone: &Phone, address: &str) -> String {
    let Some(to) = phone.simulator.short_codes.first() else {
        return "<p>There is nobody to pay.</p>".to_owned();
    };
    let (number, business) = (escaped(&to.number), escaped(&phone.simulator.name));
    let account = if to.is_till {
        String::new()
    } else {
        "<label>Account no. <input name=\"account\" maxlength=\"20\" autocomplete=\"off\"></label>"
            .to_owned()
    };
    format!(
        "<form method=\"post\" action=\"{address}\">\
         <p>To {business}, business no. {number}</p>\
         <input type=\"hidden\" name=\"action\" value=\"pay_bill\">\
         <input type=\"hidden\" name=\"short_code\" value=\"{number}\">{account}\
         <label>Amount in shillings <input name=\"amount\" inputmode=\"numeric\" required></label>\
         <label>Name of the phone's owner <input name=\"name\" placeholder=\"JOHN KAMAU\"></label>\
         <button>Pay</button></form>"
    )
}

/// The prompt, or what became of the last ones. It looks again by itself unless somebody may be typing.
pub(super) fn screen(phone: &Phone) -> Page {
    let prompt = phone.prompt();
    let head = match &prompt {
        Some(_) => String::new(),
        None => format!("<meta http-equiv=\"refresh\" content=\"{LOOK_EVERY_S}\">"),
    };
    let mut body = match &prompt {
        Some(prompt) => prompt_form(prompt, &address(&phone.number)),
        None => "<p>Nothing is on the screen.</p>".to_owned(),
    };
    let past = phone.past();
    if !past.is_empty() {
        body.push_str("<h2>Earlier prompts</h2><ul>");
        for push in &past {
            body.push_str(&format!("<li>{}</li>", escaped(&ended(push))));
        }
        body.push_str("</ul>");
    }
    page_with_forms("M-PESA", &head, &body)
}

fn prompt_form(prompt: &Prompt, address: &str) -> String {
    let (name, question) = (
        escaped(&prompt.checkout_request),
        escaped(&question(prompt)),
    );
    // The first button is what the Enter key presses.
    format!(
        "<form class=\"prompt\" method=\"post\" action=\"{address}\" target=\"_top\">\
         <input type=\"hidden\" name=\"checkout_request\" value=\"{name}\">\
         <label>{question} <input name=\"pin\" type=\"password\" inputmode=\"numeric\" maxlength=\"4\" \
         autocomplete=\"off\"></label>\
         <button name=\"action\" value=\"pay\">Pay</button>\
         <button name=\"action\" value=\"cancel\">Cancel</button>\
         <button name=\"action\" value=\"ignore\">Ignore</button>\
         <button name=\"action\" value=\"no_money\">No money</button>\
         <p><small>{WRONG_PIN_TYPED} is a wrong PIN, any other four digits are right. \
         Nobody's money moves.</small></p></form>"
    )
}

fn ended(push: &PushTruth) -> String {
    let amount = grouped(push.amount_shillings);
    let (at, account) = (time(push.asked_at), &push.account_reference);
    let outcome = match &push.outcome {
        Outcome::Open => "open".to_owned(),
        Outcome::Paid { receipt } => format!("paid, receipt {receipt}"),
        Outcome::NotPaid(code) => not_paid(code),
    };
    format!("{at}: Ksh {amount} for {account}: {outcome}")
}

fn not_paid(code: &str) -> String {
    let why = match code {
        "1" => "too little money",
        "1032" => "cancelled",
        "1037" => "no answer",
        "2001" => "wrong PIN",
        _ => return format!("failed with {code}"),
    };
    format!("{why} ({code})")
}

fn time(at: DateTime<Utc>) -> String {
    let at = at.with_timezone(&Nairobi);
    at.format("%Y-%m-%d %H:%M:%S").to_string()
}

/// Why something was not done.
pub(super) fn refused(words: &str) -> Page {
    let body = format!(
        "<p role=\"alert\">{}</p><p><a href=\"/dev/phone\">To the phones</a></p>",
        escaped(words)
    );
    page_with_forms("Not done", "", &body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prompt_asks_as_a_phone_does_and_holds_no_markup_of_a_sender() {
        let prompt = Prompt {
            checkout_request: "ws_CO_1".to_owned(),
            phone: "254712345678".to_owned(),
            amount_shillings: 1_250,
            business_name: "<b>Savanna".to_owned(),
            account_reference: "\"><script>".to_owned(),
            at: DateTime::UNIX_EPOCH,
        };
        let asked = question(&prompt);
        let expected = "Do you want to pay Ksh 1,250.00 to <b>Savanna Account no. \"><script>? Enter M-PESA PIN";
        assert_eq!(asked, expected);
        let form = prompt_form(&prompt, "/dev/phone/254712345678");
        assert!(
            !form.contains("<b>") && !form.contains("<script>"),
            "{form}"
        );
    }
}
