//! Every identifier, in one registry. Each has a prefix that says what it names, and is stored as plain text.
//! An id that is made from facts (a receipt, an account number) is how a repetition is recognised.

pub mod base32;
pub mod of_notification;
mod of_payment;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::account_number::AccountNumber;
use crate::receipt::{Provider, Receipt};
use crate::typed;

/// The most characters of the free part of an id.
pub const ID_SUFFIX_CHARS_MAX: usize = 40;

/// The most characters of a journal entry's id after its prefix; room for one made from a payment's id.
pub const ENTRY_ID_CHARS_MAX: usize = 200;

/// Why a text is no id of the kind asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum IdError {
    /// It names something else, or nothing.
    #[error("give an id that starts with {expected}")]
    MissingPrefix {
        /// The prefix of this kind of id.
        expected: &'static str,
    },
    /// The part after the prefix is not what such an id is made of.
    #[error("copy the id exactly: what follows {prefix} is not right")]
    Malformed {
        /// The prefix of this kind of id.
        prefix: &'static str,
    },
}

/// A customer: `cus_` and the account number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CustomerId(String);

typed::plain_text!(CustomerId, IdError);

impl CustomerId {
    const PREFIX: &'static str = "cus_";

    /// Reads the prefixed form only; an account number alone is not an id.
    pub fn parse(text: &str) -> Result<CustomerId, IdError> {
        let tail = tail(text, Self::PREFIX)?;
        match AccountNumber::parse(tail) {
            Ok(account) if account.as_str() == tail => Ok(CustomerId(text.to_owned())),
            _ => Err(IdError::Malformed {
                prefix: Self::PREFIX,
            }),
        }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The account number that it is made of.
    pub fn account(&self) -> AccountNumber {
        AccountNumber::parse(self.tail()).expect("a CustomerId holds an account number")
    }

    fn tail(&self) -> &str {
        self.0.strip_prefix(Self::PREFIX).unwrap_or_default()
    }
}

impl From<&AccountNumber> for CustomerId {
    fn from(account: &AccountNumber) -> Self {
        CustomerId(format!("{}{account}", Self::PREFIX))
    }
}

/// A payment: `pay_` and the base32 of `<provider>:<receipt>`, so the same receipt always has the same id.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PaymentId {
    text: String,
    provider: Provider,
    receipt: Receipt,
}

typed::plain_text!(PaymentId, IdError);

/// An id that is made of a customer and of what tells it apart: `<prefix><account>_<suffix>`.
macro_rules! of_a_customer {
    ($(#[$about:meta])* $name:ident, $prefix:literal) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        typed::plain_text!($name, IdError);

        impl $name {
            const PREFIX: &'static str = $prefix;

            /// The id of what is a customer's and what the caller tells apart by `suffix`.
            pub fn new(customer: &CustomerId, suffix: &str) -> Result<$name, IdError> {
                $name::parse(&format!("{}{}_{suffix}", Self::PREFIX, customer.tail()))
            }

            /// Reads an id.
            pub fn parse(text: &str) -> Result<$name, IdError> {
                if tail(text, Self::PREFIX)?
                    .split_once('_')
                    .is_some_and(|(account, suffix)| is_account(account) && is_suffix(suffix))
                {
                    return Ok($name(text.to_owned()));
                }
                Err(IdError::Malformed {
                    prefix: Self::PREFIX,
                })
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Whose it is.
            pub fn customer(&self) -> CustomerId {
                CustomerId(format!("{}{}", CustomerId::PREFIX, self.parts().0))
            }

            /// What tells it apart from others of its customer.
            pub fn suffix(&self) -> &str {
                self.parts().1
            }

            fn parts(&self) -> (&str, &str) {
                let tail = self.0.strip_prefix(Self::PREFIX).unwrap_or_default();
                tail.split_once('_').unwrap_or_default()
            }
        }
    };
}

of_a_customer!(
    /// Something that a customer has to pay: `obl_<account>_<suffix>`, with a suffix of 1 to 40 of `a-z0-9`.
    ObligationId,
    "obl_"
);

of_a_customer!(
    /// An STK push for a customer: `stk_<account>_<suffix>`, with a suffix of 1 to 40 of `a-z0-9`.
    PushId,
    "stk_"
);

of_a_customer!(
    /// A receipt that a customer quotes: `clm_<account>_<suffix>`, with a suffix of 1 to 40 of `a-z0-9`.
    ClaimId,
    "clm_"
);

/// One amount of a payment put to one instalment: `alc_<payment>_<n>`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AllocationId {
    text: String,
    payment: PaymentId,
    number: u32,
}

typed::plain_text!(AllocationId, IdError);

/// A journal entry: `jrn_` and 1 to 200 of `a-z0-9_`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EntryId(String);

typed::plain_text!(EntryId, IdError);

impl EntryId {
    const PREFIX: &'static str = "jrn_";

    /// The id of the entry that the caller tells apart by `suffix`.
    pub fn new(suffix: &str) -> Result<EntryId, IdError> {
        EntryId::parse(&format!("{}{suffix}", Self::PREFIX))
    }

    /// The id of the entry that records that `payment` reached us: there is only one.
    pub fn received(payment: &PaymentId) -> EntryId {
        EntryId(format!("{}{}_received", Self::PREFIX, payment.tail()))
    }

    /// Reads an id.
    pub fn parse(text: &str) -> Result<EntryId, IdError> {
        let tail = tail(text, Self::PREFIX)?;
        let in_charset = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_');
        if (1..=ENTRY_ID_CHARS_MAX).contains(&tail.len()) && tail.bytes().all(in_charset) {
            return Ok(EntryId(text.to_owned()));
        }
        Err(IdError::Malformed {
            prefix: Self::PREFIX,
        })
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An id of letters and digits after its prefix: `<prefix><suffix>`.
macro_rules! opaque {
    ($(#[$about:meta])* $name:ident, $prefix:literal) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        typed::plain_text!($name, IdError);

        impl $name {
            const PREFIX: &'static str = $prefix;

            /// The id of what the caller tells apart by `suffix`.
            pub fn new(suffix: &str) -> Result<$name, IdError> {
                $name::parse(&format!("{}{suffix}", Self::PREFIX))
            }

            /// Reads an id.
            pub fn parse(text: &str) -> Result<$name, IdError> {
                if is_suffix(tail(text, Self::PREFIX)?) {
                    return Ok($name(text.to_owned()));
                }
                Err(IdError::Malformed {
                    prefix: Self::PREFIX,
                })
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// What tells it apart from others.
            pub fn suffix(&self) -> &str {
                self.0.strip_prefix(Self::PREFIX).unwrap_or_default()
            }
        }
    };
}

opaque!(
    /// A callback that could not be read and waits for a person: `prk_` and 1 to 40 of `a-z0-9`.
    ParkedId,
    "prk_"
);

opaque!(
    /// Somebody of the staff: `stf_` and 1 to 40 of `a-z0-9`.
    StaffId,
    "stf_"
);

opaque!(
    /// An API key, which is not its secret: `key_` and 1 to 40 of `a-z0-9`.
    KeyId,
    "key_"
);

opaque!(
    /// An institution that we collect for, which has a name: `ins_` and 1 to 40 of `a-z0-9`.
    InstitutionId,
    "ins_"
);

opaque!(
    /// Where somebody is signed in: `ses_` and 1 to 40 of `a-z0-9`.
    SessionId,
    "ses_"
);

fn tail<'a>(text: &'a str, prefix: &'static str) -> Result<&'a str, IdError> {
    text.strip_prefix(prefix)
        .ok_or(IdError::MissingPrefix { expected: prefix })
}

fn is_account(text: &str) -> bool {
    AccountNumber::parse(text).is_ok_and(|number| number.as_str() == text)
}

fn is_suffix(text: &str) -> bool {
    (1..=ID_SUFFIX_CHARS_MAX).contains(&text.len())
        && text
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9'))
}
