//! The id of a notification names its key, so a message about the same event is the same record.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::account_number::AccountNumber;
use crate::ids::{CustomerId, IdError, tail};
use crate::typed;

/// Characters of the digest in a notification's id.
const DIGEST_CHARS: usize = 32;

/// The day of a notification as its id has it.
const DAY_FORMAT: &str = "%Y%m%d";

/// One message to one person over one channel: `ntf_<to>_<day>_<digest>`, where `<to>` is an account number,
/// `payer` or `staff`, and the digest is that of the business key.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NotificationId(String);

typed::plain_text!(NotificationId, IdError);

/// Who is told.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Addressee {
    /// A customer of ours.
    Customer(CustomerId),
    /// Somebody who paid and whom we do not know.
    Payer,
    /// Our own staff.
    Staff,
}

impl NotificationId {
    const PREFIX: &'static str = "ntf_";

    /// The id of the message to `addressee` about an event of `day`, which `digest` tells apart:
    /// 32 hexadecimal digits in lower case.
    pub fn new(
        addressee: &Addressee,
        day: NaiveDate,
        digest: &str,
    ) -> Result<NotificationId, IdError> {
        let to = match addressee {
            Addressee::Customer(customer) => customer.account().as_str().to_owned(),
            Addressee::Payer => "payer".to_owned(),
            Addressee::Staff => "staff".to_owned(),
        };
        let day = day.format(DAY_FORMAT);
        NotificationId::parse(&format!("{}{to}_{day}_{digest}", Self::PREFIX))
    }

    /// Reads an id.
    pub fn parse(text: &str) -> Result<NotificationId, IdError> {
        let malformed = IdError::Malformed {
            prefix: Self::PREFIX,
        };
        let parts: Vec<&str> = tail(text, Self::PREFIX)?.split('_').collect();
        let [to, day, digest] = parts.as_slice() else {
            return Err(malformed);
        };
        let is_hex = |text: &str| {
            text.bytes()
                .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
        };
        if addressee(to).is_some()
            && NaiveDate::parse_from_str(day, DAY_FORMAT).is_ok()
            && digest.len() == DIGEST_CHARS
            && is_hex(digest)
        {
            return Ok(NotificationId(text.to_owned()));
        }
        Err(malformed)
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Who is told.
    pub fn addressee(&self) -> Addressee {
        addressee(self.part(0)).expect("a NotificationId names its addressee")
    }

    /// The day of the event.
    pub fn day(&self) -> NaiveDate {
        NaiveDate::parse_from_str(self.part(1), DAY_FORMAT).expect("a NotificationId holds a day")
    }

    /// What tells it apart from others of that day.
    pub fn digest(&self) -> &str {
        self.part(2)
    }

    fn part(&self, place: usize) -> &str {
        let tail = self.0.strip_prefix(Self::PREFIX).unwrap_or_default();
        tail.split('_').nth(place).unwrap_or_default()
    }
}

fn addressee(text: &str) -> Option<Addressee> {
    match text {
        "payer" => Some(Addressee::Payer),
        "staff" => Some(Addressee::Staff),
        account => {
            let number = AccountNumber::parse(account).ok()?;
            (number.as_str() == account).then(|| Addressee::Customer(CustomerId::from(&number)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Addressee, NotificationId};
    use crate::ids::CustomerId;

    const DIGEST: &str = "00112233445566778899aabbccddeeff";

    #[test]
    fn an_id_gives_back_what_it_was_made_of() {
        let day = "2026-12-07".parse().unwrap();
        let customer = Addressee::Customer(CustomerId::parse("cus_10000012").unwrap());
        for addressee in [customer, Addressee::Payer, Addressee::Staff] {
            let id = NotificationId::new(&addressee, day, DIGEST).unwrap();
            assert_eq!(NotificationId::parse(id.as_str()), Ok(id.clone()));
            assert_eq!(id.addressee(), addressee);
            assert_eq!((id.day(), id.digest()), (day, DIGEST));
        }
    }

    #[test]
    fn what_is_no_id_is_refused() {
        let wrong = [
            "",
            "ntf_",
            "ntf_10000012_20261207",
            "ntf_10000012_20261307_00112233445566778899aabbccddeeff",
            "ntf_10000012_20261207_00112233445566778899AABBCCDDEEFF",
            "ntf_10000012_20261207_0011",
            "ntf_1#2_20261207_00112233445566778899aabbccddeeff",
            "ntf_nobody_20261207_00112233445566778899aabbccddeeff",
        ];
        for text in wrong {
            assert!(NotificationId::parse(text).is_err(), "{text}");
        }
    }
}
