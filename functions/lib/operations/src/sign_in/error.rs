//! Why nobody is signed in, in words that say what to do next. None of them tells whether anybody has the contact.

use crate::sign_in::Door;

/// Why nobody is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// No code can be sent there.
    #[error("{}", match .door {
        Door::Customer => {
            "enter a phone number like 0712 345 678, or an e-mail address like name@example.com"
        }
        Door::Staff => "enter your e-mail address, like name@example.com",
    })]
    ContactUnusable {
        /// Where they want to come in.
        door: Door,
    },
    /// Too many codes were asked for, or too many wrong ones typed.
    #[error("that was tried too often; wait {}, then ask for a new code", in_words(*.wait_seconds))]
    TooOften {
        /// How long.
        wait_seconds: u64,
    },
    /// So many codes went out by SMS that no more do for now.
    #[error(
        "no codes go out by SMS just now; use your e-mail address, or wait {}",
        in_words(*.wait_seconds)
    )]
    SmsPaused {
        /// How long.
        wait_seconds: u64,
    },
    /// What was typed is no code.
    #[error("enter the six digits of the code")]
    CodeUnreadable,
    /// It is another code.
    #[error("this is not the code; look at the newest message again: {}", tries(*.tries_left))]
    CodeWrong {
        /// How often it may still be typed.
        tries_left: u8,
    },
    /// It was used, is too old, was asked for in another browser, or was guessed at too often.
    #[error("this code does not work any more; ask for a new one")]
    CodeExpired,
    /// The authenticator shows another code, or this one was used.
    #[error(
        "this is not the code that your authenticator shows now, or it was used before; wait for the next one: {}",
        tries(*.tries_left)
    )]
    SecondFactorWrong {
        /// How often one may still be typed.
        tries_left: u8,
    },
    /// There is one.
    #[error("an authenticator is set up already; an administrator can reset it")]
    SecondFactorStands,
}

fn in_words(seconds: u64) -> String {
    match seconds {
        1 => "1 second".to_owned(),
        0 | 2..120 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}

fn tries(left: u8) -> String {
    match left {
        1 => "one try is left".to_owned(),
        left => format!("{left} tries are left"),
    }
}

#[cfg(test)]
mod tests {
    use super::SignInError;

    #[test]
    fn a_wait_is_told_in_words_that_people_use() {
        let told = |wait_seconds| SignInError::TooOften { wait_seconds }.to_string();
        for (wait_seconds, words) in [
            (1, "wait 1 second,"),
            (59, "wait 59 seconds,"),
            (119, "wait 119 seconds,"),
            (121, "wait 3 minutes,"),
            (3_600, "wait 60 minutes,"),
        ] {
            let text = told(wait_seconds);
            assert!(text.contains(words), "{text}");
        }
    }
}
