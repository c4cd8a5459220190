//! The part of a page that is replaced, and the two places beside it where something is said.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventInit, HtmlElement};

use crate::browser::{document, first, setting};

/// The loader listens for it: what came may hold live elements of its own.
const REPLACED: &str = "fragment";

/// Where trouble is told. It is empty and stays on the page, so that a screen reader knows it.
const TROUBLE: &str = "[data-trouble]";

/// The words for when the server could not be asked, on the element that asks.
const FAILED: &str = "data-failed";

/// Puts HTML of the server into an element. Whoever was on something in it with an `id` is on it again.
pub fn replace(region: &Element, html: &str) {
    let focused = document().and_then(|document| document.active_element());
    let focused = focused.filter(|it| region.contains(Some(it)));
    region.set_inner_html(html);
    if let Some(id) = focused.map(|it| it.id()).filter(|id| !id.is_empty()) {
        focus(document().and_then(|document| document.get_element_by_id(&id)));
    }
    let bubbling = EventInit::new();
    bubbling.set_bubbles(true);
    if let Ok(replaced) = Event::new_with_event_init_dict(REPLACED, &bubbling) {
        // It can be heard by nobody: then nothing in it was live.
        let _heard = region.dispatch_event(&replaced);
    }
}

/// Puts the focus there, if it can be there.
pub fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        // What cannot have the focus does not get it.
        let _focused = element.focus();
    }
}

/// Says something in a place that is there for it. The same words are not said twice.
pub fn say(place: Option<&Element>, words: &str) {
    if let Some(place) = place.filter(|it| it.text_content().as_deref() != Some(words)) {
        place.set_text_content(Some(words));
    }
}

/// Says whether the server could be asked, in the words on `asking`.
pub fn tell_trouble(root: &Element, asking: &Element, failed: bool) {
    let words = setting(asking, FAILED).filter(|_| failed);
    say(first(root, TROUBLE).as_ref(), &words.unwrap_or_default());
}

/// Whether an element is about to change.
pub fn set_busy(element: &Element, busy: bool) {
    // Only a name that is no name would be refused.
    let _set = element.set_attribute("aria-busy", if busy { "true" } else { "false" });
}
