//! What a test found, in words: what it means, and what to do.

use billing::language::Language;

use crate::components::notice::Weight;
use crate::components::status::Shape;
use crate::pages::staff::settings::integrations::Found;
use crate::pages::staff::waiting::notifications::Progress;
use crate::words::staff::settings::integrations::{FoundWords, IntegrationsWords};

/// What was found, as it is told.
pub struct Told {
    /// The shape of how it stands.
    pub shape: Shape,
    /// The same in a word.
    pub word: &'static str,
    /// How much it matters.
    pub weight: Weight,
    /// The point.
    pub headline: String,
    /// What it means and what to do.
    pub means: String,
}

/// The words for it.
pub fn told(language: Language, found: &Found) -> Told {
    let words = &IntegrationsWords::of(language).found;
    let fixed = |(headline, means): (&str, &str)| (headline.to_owned(), means.to_owned());
    let (headline, means) = match found {
        Found::UnderWay => fixed(words.under_way),
        Found::Forgotten => fixed(words.forgotten),
        Found::Answered => fixed(words.answered),
        Found::Granted => fixed(words.granted),
        Found::Waiting(messages) => (words.counted.to_owned(), (words.waiting)(*messages)),
        Found::Message(_, progress) => fixed(of_message(words, *progress)),
        Found::Refused => fixed(words.refused),
        Found::TooManyCalls(seconds) => (words.too_many.to_owned(), (words.wait)(*seconds)),
        Found::Status(status) => ((words.status)(*status), words.status_means.to_owned()),
        Found::NotUnderstood => fixed(words.not_understood),
        Found::NotReached => fixed(words.not_reached),
        Found::NoAnswer => fixed(words.no_answer),
        Found::Busy => fixed(words.busy),
        Found::Failed => fixed(words.failed),
    };
    let shape = shape(found);
    let (weight, word) = match shape {
        Shape::Late => (Weight::Danger, words.fails),
        Shape::Unknown => (Weight::Caution, words.unknown),
        Shape::Done => (Weight::Plain, words.works),
        Shape::Open | Shape::Part | Shape::Void => (Weight::Plain, words.on_its_way),
    };
    Told {
        shape,
        word,
        weight,
        headline,
        means,
    }
}

const fn of_message(words: &FoundWords, progress: Progress) -> (&'static str, &'static str) {
    match progress {
        Progress::Pending | Progress::Sending => words.written,
        Progress::Sent => words.taken,
        Progress::Delivered => words.arrived,
        Progress::Failed | Progress::Suppressed | Progress::Obsolete => words.not_arrived,
        Progress::Unknown => words.not_known,
    }
}

const fn shape(found: &Found) -> Shape {
    match found {
        Found::UnderWay => Shape::Part,
        Found::Granted | Found::Answered | Found::Waiting(_) => Shape::Done,
        Found::Message(_, progress) => match progress {
            Progress::Pending | Progress::Sending | Progress::Sent => Shape::Part,
            Progress::Delivered => Shape::Done,
            Progress::Failed | Progress::Suppressed | Progress::Obsolete => Shape::Late,
            Progress::Unknown => Shape::Unknown,
        },
        Found::Forgotten | Found::NoAnswer | Found::Busy => Shape::Unknown,
        Found::Refused
        | Found::TooManyCalls(_)
        | Found::Status(_)
        | Found::NotUnderstood
        | Found::NotReached
        | Found::Failed => Shape::Late,
    }
}
