//! Ids that are made of a receipt: of a payment, and of what is done with its money.

use crate::ids::{AllocationId, IdError, PaymentId, base32, tail};
use crate::receipt::{Provider, Receipt};

impl PaymentId {
    const PREFIX: &'static str = "pay_";

    /// The id of the payment that `provider` took under `receipt`.
    pub fn of(provider: &Provider, receipt: &Receipt) -> PaymentId {
        let identity = format!("{provider}:{receipt}");
        PaymentId {
            text: format!("{}{}", Self::PREFIX, base32::encode(identity.as_bytes())),
            provider: provider.clone(),
            receipt: receipt.clone(),
        }
    }

    /// Reads an id and what it is made of.
    pub fn parse(text: &str) -> Result<PaymentId, IdError> {
        let malformed = IdError::Malformed {
            prefix: Self::PREFIX,
        };
        let bytes = base32::decode(tail(text, Self::PREFIX)?).ok_or(malformed)?;
        let identity = String::from_utf8(bytes).map_err(|_| malformed)?;
        let (provider, receipt) = identity.split_once(':').ok_or(malformed)?;
        let provider = Provider::parse(provider).map_err(|_| malformed)?;
        let receipt = Receipt::parse(receipt).map_err(|_| malformed)?;
        let id = PaymentId::of(&provider, &receipt);
        if id.text == text {
            Ok(id)
        } else {
            Err(malformed)
        }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Who took the payment.
    pub fn provider(&self) -> &Provider {
        &self.provider
    }

    /// The code under which the provider took it.
    pub fn receipt(&self) -> &Receipt {
        &self.receipt
    }

    /// The part after the prefix, which other ids are made of.
    pub fn tail(&self) -> &str {
        self.text.strip_prefix(Self::PREFIX).unwrap_or_default()
    }
}

impl AllocationId {
    const PREFIX: &'static str = "alc_";

    /// The id of a payment's allocation number `number`.
    pub fn new(payment: &PaymentId, number: u32) -> AllocationId {
        AllocationId {
            text: format!("{}{}_{number}", Self::PREFIX, payment.tail()),
            payment: payment.clone(),
            number,
        }
    }

    /// Reads an id.
    pub fn parse(text: &str) -> Result<AllocationId, IdError> {
        let malformed = IdError::Malformed {
            prefix: Self::PREFIX,
        };
        let tail = tail(text, Self::PREFIX)?;
        let (payment, number) = tail.split_once('_').ok_or(malformed)?;
        let payment =
            PaymentId::parse(&format!("{}{payment}", PaymentId::PREFIX)).map_err(|_| malformed)?;
        let id = AllocationId::new(&payment, number.parse().map_err(|_| malformed)?);
        if id.text == text {
            Ok(id)
        } else {
            Err(malformed)
        }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The payment whose money it is.
    pub fn payment(&self) -> &PaymentId {
        &self.payment
    }

    /// Which of the payment's allocations it is.
    pub fn number(&self) -> u32 {
        self.number
    }
}
