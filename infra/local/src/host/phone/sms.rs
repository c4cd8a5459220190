//! The message that M-PESA sends to a payer, so that a person can paste it where it says "I paid, but…".
//! It must not know who reads it.

use chrono_tz::Africa::Nairobi;
use local_providers::mpesa::truth::ReceiptTruth;

/// What is said to be left on every phone, in shillings. Nobody may keep it.
const LEFT_SHILLINGS: u32 = 12_480;

/// The message for a payment to a business.
pub(super) fn text(paid: &ReceiptTruth, business: &str, is_till: bool) -> String {
    let ReceiptTruth {
        receipt, bill_ref, ..
    } = paid;
    let amount = grouped(paid.amount_shillings);
    let at = paid.at.with_timezone(&Nairobi);
    let (day, time) = (at.format("%-d/%-m/%y"), at.format("%-I:%M %p"));
    let paid = if is_till {
        format!("Ksh{amount} paid to {business}. on {day} at {time}.")
    } else {
        format!("Ksh{amount} sent to {business} for account {bill_ref} on {day} at {time}.")
    };
    let left = grouped(LEFT_SHILLINGS);
    format!(
        "{receipt} Confirmed. {paid} New M-PESA balance is Ksh{left}. Transaction cost, Ksh0.00."
    )
}

/// `1,250.00`
pub(super) fn grouped(shillings: u32) -> String {
    let digits = shillings.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + ".00"
}

#[cfg(test)]
mod tests {
    use billing::mpesa_message::read;

    use super::*;

    fn paid(bill_ref: &str) -> ReceiptTruth {
        ReceiptTruth {
            receipt: "TKL4X9Q2ZB".to_owned(),
            short_code: "600966".to_owned(),
            amount_shillings: 125_000,
            msisdn: "254712345678".to_owned(),
            bill_ref: bill_ref.to_owned(),
            at: "2026-12-07T09:05:30Z".parse().unwrap(),
            balance_after_shillings: 125_000,
            checkout_request: None,
            reversed_by: None,
        }
    }

    #[test]
    fn what_is_pasted_is_read_as_what_was_paid() {
        let message = text(&paid("10000012"), "Savanna Net Ltd.", false);
        let quoted = read(&message);
        assert_eq!(quoted.len(), 1, "{message}");
        assert_eq!(quoted[0].receipt.as_str(), "TKL4X9Q2ZB");
        assert_eq!(quoted[0].amount.unwrap().amount_text(), "125000.00");
        assert_eq!(quoted[0].reference.as_deref(), Some("10000012"));
        let paid_at = quoted[0].paid_at.unwrap().to_string();
        assert_eq!(paid_at, "2026-12-07 12:05:00");

        let message = text(&paid(""), "Savanna Net", true);
        assert!(
            message.contains("Ksh125,000.00 paid to Savanna Net."),
            "{message}"
        );
        assert_eq!(read(&message)[0].reference, None, "{message}");
    }

    #[test]
    fn thousands_are_grouped() {
        let cases = [
            (0, "0.00"),
            (999, "999.00"),
            (1_000, "1,000.00"),
            (250_000, "250,000.00"),
        ];
        for (shillings, expected) in cases {
            assert_eq!(grouped(shillings), expected);
        }
    }
}
