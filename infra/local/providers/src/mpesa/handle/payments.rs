//! Money that moves without a push, and what short codes registered.

use crate::mpesa::books::Payment;
use crate::mpesa::handle::Handle;
use crate::mpesa::reading;

impl Handle {
    /// Pays a pay bill from a phone's menu, and answers with the receipt.
    ///
    /// # Errors
    /// Nobody would let one type that, or the validation does not let it pass.
    pub async fn pay_bill(
        &self,
        short_code: &str,
        msisdn: &str,
        name: &str,
        amount_shillings: u32,
        bill_ref: &str,
    ) -> Result<String, PaymentRefused> {
        if bill_ref.chars().count() > BILL_REF_MAX_CHARS {
            return Err(PaymentRefused::BillRefTooLong);
        }
        let payment = Payment {
            short_code: short_code.to_owned(),
            to_till: false,
            amount_shillings,
            msisdn: msisdn.to_owned(),
            name: name.to_owned(),
            bill_ref: bill_ref.to_owned(),
            third_party: String::new(),
            checkout_request: None,
        };
        self.pay(payment).await
    }

    /// Pays a till from a phone's menu, and answers with the receipt.
    ///
    /// # Errors
    /// Nobody would let one type that, or the validation does not let it pass.
    pub async fn pay_till(
        &self,
        till: &str,
        msisdn: &str,
        name: &str,
        amount_shillings: u32,
    ) -> Result<String, PaymentRefused> {
        let head_office = {
            let state = self.exchange.state();
            let account = state.books.head_office(till);
            account.map(|it| it.terms.short_code.clone())
        };
        let payment = Payment {
            short_code: head_office.ok_or(PaymentRefused::NoSuchShortCode)?,
            to_till: true,
            amount_shillings,
            msisdn: msisdn.to_owned(),
            name: name.to_owned(),
            bill_ref: String::new(),
            third_party: String::new(),
            checkout_request: None,
        };
        self.pay(payment).await
    }

    /// Settles to the bank: the balance falls and nobody is told. Answers with what is left, in shillings.
    ///
    /// # Errors
    /// There is no such short code, or it has less.
    pub fn withdraw(&self, short_code: &str, shillings: u32) -> Result<i64, PaymentRefused> {
        let books = &mut self.exchange.state().books;
        if books.account(short_code).is_none() {
            return Err(PaymentRefused::NoSuchShortCode);
        }
        let left = books.withdraw(short_code, shillings);
        left.ok_or(PaymentRefused::NotEnoughMoney)
    }

    /// What is in the utility account of a short code, in shillings; nothing where there is no such short code.
    #[must_use]
    pub fn balance(&self, short_code: &str) -> Option<i64> {
        let state = self.exchange.state();
        let account = state.books.account(short_code);
        account.map(|it| it.balance_shillings)
    }

    /// Has payments to a short code validated or not, as one asks for by e-mail. They are not at first.
    ///
    /// # Errors
    /// There is no such short code.
    pub fn validate_payments(&self, short_code: &str, on: bool) -> Result<(), PaymentRefused> {
        let books = &mut self.exchange.state().books;
        let account = books.account_mut(short_code);
        let account = account.ok_or(PaymentRefused::NoSuchShortCode)?;
        account.validates = on;
        Ok(())
    }

    /// Forgets the registered addresses of a short code, as two operators can in the provider's portal.
    ///
    /// # Errors
    /// There is no such short code.
    pub fn delete_urls(&self, short_code: &str) -> Result<(), PaymentRefused> {
        let books = &mut self.exchange.state().books;
        let account = books.account_mut(short_code);
        let account = account.ok_or(PaymentRefused::NoSuchShortCode)?;
        account.urls = None;
        Ok(())
    }

    async fn pay(&self, payment: Payment) -> Result<String, PaymentRefused> {
        if !reading::is_phone(&payment.msisdn) {
            return Err(PaymentRefused::NotAPhone);
        }
        if !reading::is_amount(payment.amount_shillings) {
            return Err(PaymentRefused::AmountOutOfRange);
        }
        self.exchange.pay(payment).await
    }
}

/// What can be typed as an account, in characters.
pub const BILL_REF_MAX_CHARS: usize = 20;

/// Why money does not move.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaymentRefused {
    /// Nobody collects under it.
    #[error("there is no such short code or till")]
    NoSuchShortCode,
    /// It is nobody's.
    #[error("a phone is written as 2547… or 2541… with twelve digits")]
    NotAPhone,
    /// It is nothing, or above the limit.
    #[error("an amount is 1 to 250,000 shillings")]
    AmountOutOfRange,
    /// No phone lets one type so much.
    #[error("an account has at most twenty characters")]
    BillRefTooLong,
    /// There is less than that.
    #[error("the short code has less than that")]
    NotEnoughMoney,
    /// The validation said no.
    #[error("the validation rejected the payment with {code}")]
    Rejected {
        /// Its code.
        code: String,
    },
    /// The validation said nothing in time, and the response type is `Cancelled`.
    #[error("the validation did not answer")]
    Cancelled,
}
