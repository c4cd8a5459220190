//! Follows something that is under way, such as a payment that waits for a PIN, until it has ended.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use web_sys::Element;

use crate::browser::question::{Question, Request};
use crate::browser::timer::Timer;
use crate::browser::{all, document, first, is_hidden, now_ms, on, region, reveal, setting};
use crate::{fragment, pace};

const COUNTDOWN: &str = "[data-until]";

/// Asks the server again and again how it stands, and shows the answer.
///
/// | on | attribute | means |
/// |---|---|---|
/// | the element that is followed | `data-follow` | where to ask, by GET, for the part [`fragment::STATE`] |
/// | the same | `data-failed` | the words for when the server cannot be asked |
/// | in it | `data-region` | what is replaced; `role="status"`, so that changes are read out |
/// | in it | `data-trouble` | where those words go; empty, `role="status"` |
/// | in the region | `data-final` | it has ended: nothing more is asked |
/// | in the region | `data-until` | when it ends by itself, in epoch milliseconds; its text are the seconds left, which then count down. `role="timer"`, so that they are not read out |
///
/// Without JavaScript the page refreshes itself.
#[island]
pub fn Follow(
    /// What the server wrote.
    children: Children,
) -> impl IntoView {
    view! { <div use:attach>{children()}</div> }
}

fn attach(root: Element) {
    // Without its parts it stays as it is.
    let _following = begin(&root);
}

struct Following {
    root: Element,
    followed: Element,
    region: Element,
    address: String,
    /// The region as it last came, without the seconds.
    shown: RefCell<String>,
    round: Cell<i32>,
    ends_at_ms: Cell<Option<i64>>,
    question: Question,
    next_round: Timer,
    next_second: Timer,
}

fn begin(root: &Element) -> Option<()> {
    reveal(root);
    let followed = first(root, "[data-follow]")?;
    let region = first(&followed, "[data-region]")?;
    let address = setting(&followed, "data-follow")?;
    let following = Rc::new(Following {
        root: root.clone(),
        shown: RefCell::new(without_seconds(&region)?),
        followed,
        region,
        address,
        round: Cell::new(0),
        ends_at_ms: Cell::new(None),
        question: Question::default(),
        next_round: Timer::default(),
        next_second: Timer::default(),
    });
    following.read_countdown(&following.region);
    following.count_down();
    following.wait();
    let document = document()?;
    for (target, event) in [
        (document.as_ref(), "visibilitychange"),
        (web_sys::window()?.as_ref(), "online"),
    ] {
        let following = Rc::clone(&following);
        on(target, event, move |_| following.look_now());
    }
    Some(())
}

impl Following {
    fn has_ended(&self) -> bool {
        first(&self.region, "[data-final]").is_some()
    }

    /// Somebody is looking again, or the network is back.
    fn look_now(self: &Rc<Self>) {
        self.round.set(0);
        self.count_down();
        self.ask();
    }

    fn wait(self: &Rc<Self>) {
        if self.has_ended() {
            return;
        }
        let round = self.round.get();
        self.round.set(round.saturating_add(1));
        let following = Rc::clone(self);
        self.next_round
            .set(pace::wait_ms(round), move || following.ask());
    }

    /// Nothing is asked while nobody can see the answer.
    fn ask(self: &Rc<Self>) {
        self.next_round.clear();
        if is_hidden() || self.has_ended() {
            return;
        }
        let request = Request {
            address: self.address.clone(),
            part: fragment::STATE,
            fields: None,
        };
        let following = Rc::clone(self);
        self.question.ask(request, move |html| {
            region::tell_trouble(&following.root, &following.followed, html.is_none());
            if let Some(html) = html {
                following.take(&html);
            }
            following.wait();
        });
    }

    /// Shows what came, if it is something new.
    fn take(self: &Rc<Self>, html: &str) {
        let Some(came) = apart(html) else {
            return;
        };
        self.read_countdown(&came);
        let Some(plain) = without_seconds(&came) else {
            return;
        };
        if *self.shown.borrow() != plain {
            self.shown.replace(plain);
            self.round.set(0);
            region::replace(&self.region, html);
        }
        self.count_down();
    }

    fn read_countdown(&self, came: &Element) {
        let ends_at_ms = first(came, COUNTDOWN).and_then(|countdown| {
            let until_ms = setting(&countdown, "data-until").and_then(|it| it.parse().ok());
            let left = countdown.text_content();
            let left_seconds = left.and_then(|it| it.trim().parse().ok());
            pace::ends_at_ms(until_ms, left_seconds, now_ms())
        });
        self.ends_at_ms.set(ends_at_ms);
    }

    /// Writes the seconds that are left, now and every second.
    fn count_down(self: &Rc<Self>) {
        self.next_second.clear();
        let (Some(ends_at_ms), Some(countdown)) =
            (self.ends_at_ms.get(), first(&self.region, COUNTDOWN))
        else {
            return;
        };
        let left = pace::left_seconds(ends_at_ms, now_ms());
        region::say(Some(&countdown), &left.to_string());
        if left > 0 && !is_hidden() {
            let following = Rc::clone(self);
            self.next_second.set(1_000, move || following.count_down());
        }
    }
}

/// What the HTML would be on the page, outside of it.
fn apart(html: &str) -> Option<Element> {
    let apart = document()?.create_element("div").ok()?;
    apart.set_inner_html(html);
    Some(apart)
}

/// The HTML of a region, whose seconds are different each time.
fn without_seconds(region: &Element) -> Option<String> {
    let apart = apart(&region.inner_html())?;
    for countdown in all(&apart, COUNTDOWN) {
        countdown.set_text_content(None);
    }
    Some(apart.inner_html())
}
