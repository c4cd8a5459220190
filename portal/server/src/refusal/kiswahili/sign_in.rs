//! Why nobody is signed in.

use operations::sign_in::Door;
use operations::sign_in::error::SignInError;

/// The sentence without its full stop.
pub fn sentence(error: SignInError) -> String {
    match error {
        SignInError::ContactUnusable {
            door: Door::Customer,
        } => "weka namba ya simu kama 0712 345 678, au barua pepe kama jina@example.com".to_owned(),
        SignInError::ContactUnusable { door: Door::Staff } => {
            "weka barua pepe yako, kama jina@example.com".to_owned()
        }
        SignInError::TooOften { wait_seconds } => format!(
            "umejaribu mara nyingi mno; subiri {}, kisha uombe namba mpya ya siri",
            in_words(wait_seconds)
        ),
        SignInError::SmsPaused { wait_seconds } => format!(
            "namba za siri hazitumwi kwa SMS kwa sasa; tumia barua pepe yako, au subiri {}",
            in_words(wait_seconds)
        ),
        SignInError::CodeUnreadable => "weka tarakimu sita za namba ya siri".to_owned(),
        SignInError::CodeWrong { tries_left } => format!(
            "hii siyo namba ya siri; angalia tena ujumbe mpya kabisa: unaweza kujaribu mara {tries_left} zaidi"
        ),
        SignInError::CodeExpired => {
            "namba hii ya siri haifanyi kazi tena; omba nyingine".to_owned()
        }
        SignInError::SecondFactorWrong { tries_left } => format!(
            "hii siyo namba inayoonyeshwa sasa na programu yako, au ilishatumika; subiri inayofuata: unaweza kujaribu mara {tries_left} zaidi"
        ),
        SignInError::SecondFactorStands => {
            "programu ya uthibitishaji imewekwa tayari; msimamizi anaweza kuiweka upya".to_owned()
        }
    }
}

fn in_words(seconds: u64) -> String {
    match seconds {
        0..120 => format!("sekunde {seconds}"),
        _ => format!("dakika {}", seconds.div_ceil(60)),
    }
}
