//! Adds up what is ticked.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use crate::browser::{all, first, on, region, reveal, setting};
use crate::cents;

const CURRENCY: &str = "KES";

/// Shows the sum of what is ticked in a form, and how much that is.
///
/// | on | attribute | means |
/// |---|---|---|
/// | a checkbox | `data-cents` | what ticking it adds, in whole cents |
/// | one checkbox | `data-all` | ticks all of them; with `data-live-only` and `hidden` on what is around it |
/// | an `<output>` | `data-total` | where the sum goes, written like `KES 1,250.00` |
/// | the same | `data-currency` | another currency than `KES` |
/// | any element | `data-count` | where the number of ticks goes |
///
/// Without JavaScript the sum is on the page that answers the form.
#[island]
pub fn TickTotal(
    /// What the server wrote.
    children: Children,
) -> impl IntoView {
    view! { <div use:attach>{children()}</div> }
}

fn attach(root: Element) {
    reveal(&root);
    let changing = root.clone();
    on(&root, "change", move |event| {
        let changed = event.target().and_then(|it| it.dyn_into().ok());
        if let Some(changed) = changed.filter(|it: &HtmlInputElement| it.has_attribute("data-all"))
        {
            tick_all(&changing, changed.checked());
        }
        add_up(&changing);
    });
    // A browser may have kept the ticks of the last time, and brings them back a little after the page.
    add_up(&root);
    if let Some(window) = web_sys::window() {
        on(&window, "pageshow", move |_| add_up(&root));
    }
}

fn boxes(root: &Element) -> Vec<HtmlInputElement> {
    all(root, "input[type=checkbox][data-cents]")
        .into_iter()
        .filter_map(|it| it.dyn_into().ok())
        .collect()
}

fn tick_all(root: &Element, ticked: bool) {
    for one in boxes(root).iter().filter(|it| !it.disabled()) {
        one.set_checked(ticked);
    }
}

fn add_up(root: &Element) {
    let boxes = boxes(root);
    let ticked: Vec<&HtmlInputElement> = boxes.iter().filter(|it| it.checked()).collect();
    if let Some(total) = first(root, "[data-total]") {
        let currency = setting(&total, "data-currency");
        let currency = currency.as_deref().unwrap_or(CURRENCY);
        let cents = ticked
            .iter()
            .map(|it| cents_of(it))
            .collect::<Option<Vec<_>>>();
        let sum = cents.and_then(cents::sum);
        let written = sum.map(|sum| cents::written(sum, currency));
        region::say(Some(&total), &written.unwrap_or_default());
    }
    region::say(
        first(root, "[data-count]").as_ref(),
        &ticked.len().to_string(),
    );
    let all_of_them = first(root, "[data-all]").and_then(|it| it.dyn_into().ok());
    if let Some(all_of_them) = all_of_them.filter(|_: &HtmlInputElement| !boxes.is_empty()) {
        all_of_them.set_checked(ticked.len() == boxes.len());
        all_of_them.set_indeterminate(!ticked.is_empty() && ticked.len() < boxes.len());
    }
}

/// Without all of the amounts there is no sum, rather than a wrong one.
fn cents_of(ticked: &HtmlInputElement) -> Option<i64> {
    setting(ticked, "data-cents")?.parse().ok()
}
