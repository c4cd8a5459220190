//! Which carriers of messages a deployment has, for those who only tell people so: no account and no secret is read.

use billing::notification::Channel;

const MAIL_FROM: &str = "MALIPO_MAIL_FROM";
const SMS_URL: &str = "MALIPO_SMS_URL";

/// Which channels messages can go over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Carriers {
    sms: bool,
    email: bool,
}

impl Carriers {
    /// A deployment with an account has the address of the gateway set, and the sender of e-mails, wherever somebody
    /// is told of it.
    #[must_use]
    pub fn read(optional: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            sms: optional(SMS_URL).is_some(),
            email: optional(MAIL_FROM).is_some(),
        }
    }

    /// Whether messages can go over a channel.
    #[must_use]
    pub fn has(self, channel: Channel) -> bool {
        match channel {
            Channel::Sms => self.sms,
            Channel::Email => self.email,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_is_there_where_its_carrier_is_named() {
        let read = |set: &str| {
            let carriers = Carriers::read(|name| (name == set).then(String::new));
            Channel::ALL.map(|channel| carriers.has(channel))
        };
        assert_eq!(read(SMS_URL), [true, false]);
        assert_eq!(read(MAIL_FROM), [false, true]);
        assert_eq!(read("MALIPO_SMS_API_KEY"), [false, false]);
    }
}
