//! What every live element needs of a browser. Nothing here stops: what is missing is simply not done.

pub mod question;
pub mod region;
pub mod timer;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element, Event, EventTarget};

/// The page.
pub fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Whether nobody can see the page just now.
pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// Milliseconds since 1970, on the clock of this device.
pub fn now_ms() -> i64 {
    js_sys::Date::now() as i64
}

/// The first element below `root` that the selector names.
pub fn first(root: &Element, selector: &str) -> Option<Element> {
    root.query_selector(selector).ok()?
}

/// Every element below `root` that the selector names, in order.
pub fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|index| list.get(index)?.dyn_into().ok())
        .collect()
}

/// An attribute that says something.
pub fn setting(element: &Element, name: &str) -> Option<String> {
    element.get_attribute(name).filter(|it| !it.is_empty())
}

/// Shows or hides an element.
pub fn show(element: &Element, shown: bool) {
    // Only a name that is no name would be refused.
    let _changed = element.toggle_attribute_with_force("hidden", !shown);
}

/// Shows what is only of use with a script. The server hides it, for who has none.
pub fn reveal(root: &Element) {
    for element in all(root, "[data-live-only]") {
        show(&element, true);
    }
}

/// Calls `then` for each such event, as long as the page lives.
pub fn on(target: &EventTarget, event: &str, then: impl FnMut(Event) + 'static) {
    let listener = Closure::<dyn FnMut(Event)>::new(then).into_js_value();
    // Only a listener that is no function would be refused.
    let _added = target.add_event_listener_with_callback(event, listener.unchecked_ref());
}
