//! Callbacks as M-PESA sends them, made up: for the sample data, for `malipo post` and for tests.
//! Their form is what `providers::mpesa` reads.

use billing::civil;
use billing::money::Money;
use billing::phone::Msisdn;
use chrono::{DateTime, Utc};
use chrono_tz::Africa::Nairobi;
use serde_json::{Value, json};

/// Characters of M-PESA's receipts.
const ALPHABET: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// How M-PESA tells a payer's phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneForm {
    /// `254712345678`, as it was until 2022, and still is in STK results.
    Number,
    /// The SHA-256 of the number: version 1 of the confirmation.
    Hash,
    /// `2547 ***** 678`: version 2.
    Mask,
}

/// A payment that never happened.
#[derive(Clone, Debug)]
pub struct SamplePayment {
    /// Its receipt.
    pub receipt: String,
    /// How much.
    pub amount: Money,
    /// What the payer typed as account number.
    pub reference: String,
    /// The payer's phone.
    pub phone: Msisdn,
    /// How M-PESA tells it.
    pub phone_form: PhoneForm,
    /// The payer's first name, in capitals as M-PESA has it.
    pub name: String,
    /// When it was paid.
    pub paid_at: DateTime<Utc>,
    /// To which paybill.
    pub short_code: String,
}

impl SamplePayment {
    /// The confirmation, and with the same fields the validation before it.
    pub fn confirmation(&self) -> Value {
        json!({
            "TransactionType": "Pay Bill",
            "TransID": self.receipt,
            "TransTime": self.transaction_time(),
            "TransAmount": self.amount.amount_text(),
            "BusinessShortCode": self.short_code,
            "BillRefNumber": self.reference,
            "InvoiceNumber": "",
            "OrgAccountBalance": "",
            "ThirdPartyTransID": "",
            "MSISDN": self.phone_text(),
            "FirstName": self.name,
            "MiddleName": "",
            "LastName": "",
        })
    }

    /// The result of a push that was paid. It names neither reference nor name.
    pub fn stk_result(&self) -> Value {
        let item = |name: &str, value: Value| json!({"Name": name, "Value": value});
        let number = |text: &str| {
            text.parse::<serde_json::Number>()
                .map_or(Value::Null, Value::Number)
        };
        json!({"Body": {"stkCallback": {
            "MerchantRequestID": format!("29115-{}", self.receipt),
            "CheckoutRequestID": self.checkout_request(),
            "ResultCode": 0,
            "ResultDesc": "The service request is processed successfully.",
            "CallbackMetadata": {"Item": [
                item("Amount", number(&self.amount.amount_text())),
                item("MpesaReceiptNumber", json!(self.receipt)),
                item("TransactionDate", number(&self.transaction_time())),
                item("PhoneNumber", number(self.phone.as_str())),
            ]},
        }}})
    }

    fn checkout_request(&self) -> String {
        format!("ws_CO_{}_{}", self.transaction_time(), self.receipt)
    }

    fn transaction_time(&self) -> String {
        let local = self.paid_at.with_timezone(&Nairobi);
        local.format("%Y%m%d%H%M%S").to_string()
    }

    fn phone_text(&self) -> String {
        let number = self.phone.as_str();
        match self.phone_form {
            PhoneForm::Number => number.to_owned(),
            PhoneForm::Hash => self.phone.sha256().as_str().to_owned(),
            PhoneForm::Mask => {
                let (start, end) = (number.get(..4), number.get(number.len() - 3..));
                format!(
                    "{} ***** {}",
                    start.unwrap_or_default(),
                    end.unwrap_or_default()
                )
            }
        }
    }
}

/// A receipt of M-PESA's shape that is always the same for the same number, and different for another.
pub fn receipt(number: u64) -> String {
    let mut rest = number;
    let mut digits = [b'0'; 8];
    for digit in digits.iter_mut().rev() {
        *digit = ALPHABET[(rest % 36) as usize];
        rest /= 36;
    }
    // A letter first and a digit somewhere, as in every receipt of M-PESA.
    format!("T0{}", String::from_utf8_lossy(&digits))
}

/// The time of day on a day in Nairobi.
pub fn at(day: chrono::NaiveDate, hour: u32, minute: u32) -> DateTime<Utc> {
    let time = chrono::NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
    civil::nairobi_instant(day.and_time(time))
}

#[cfg(test)]
mod tests {
    use billing::money::Currency;
    use providers::mpesa::{c2b, stk};

    use super::*;

    fn payment(phone_form: PhoneForm) -> SamplePayment {
        SamplePayment {
            receipt: receipt(36),
            amount: Money::parse("1250.50", Currency::Kes).unwrap(),
            reference: "10000000".to_owned(),
            phone: Msisdn::parse("0712345678").unwrap(),
            phone_form,
            name: "JOHN".to_owned(),
            paid_at: "2026-12-07T05:30:15Z".parse().unwrap(),
            short_code: "600966".to_owned(),
        }
    }

    #[test]
    fn a_sample_is_read_as_the_payment_that_it_stands_for() {
        let now = "2026-12-07T06:00:00Z".parse().unwrap();
        for form in [PhoneForm::Number, PhoneForm::Hash, PhoneForm::Mask] {
            let sample = payment(form);
            let read =
                c2b::confirmation(sample.confirmation().to_string().as_bytes(), now).unwrap();
            assert_eq!(read.notes, []);
            assert_eq!(read.report.amount, sample.amount);
            assert_eq!(read.report.paid_at, sample.paid_at);
            assert!(read.report.payer.phone.is_some(), "{form:?}");
        }
        let sample = payment(PhoneForm::Number);
        let raw = sample.stk_result().to_string();
        let read = stk::result(raw.as_bytes(), "600966", now).unwrap();
        let stk::StkResult::Paid(paid) = read else {
            panic!("{read:?}")
        };
        assert_eq!(paid.report.receipt.as_str(), sample.receipt);
        assert_eq!(paid.report.amount, sample.amount);
        assert_eq!(paid.notes, []);
    }

    #[test]
    fn receipts_have_the_shape_of_mpesas() {
        assert_eq!(
            [receipt(0), receipt(35), receipt(36)],
            ["T000000000", "T00000000Z", "T000000010"]
        );
        let parsed = billing::receipt::Receipt::parse(&receipt(123)).unwrap();
        assert!(parsed.looks_like_mpesa());
    }
}
