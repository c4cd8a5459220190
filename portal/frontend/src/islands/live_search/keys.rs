//! A search by keyboard alone: `/` to the field, arrows from row to row, Enter to open.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use super::Search;
use crate::browser::{document, first, on, region};

/// Where keys mean text.
const WRITTEN_IN: &str = "input, textarea, select, [contenteditable]";

/// Listens for them.
pub fn listen(search: &Rc<Search>) {
    if let Some(document) = document() {
        let search = Rc::clone(search);
        on(&document, "keydown", move |event| {
            if let Some(key) = plain_key(event) {
                go_to_field(&search, &key);
            }
        });
    }
    let keys = Rc::clone(search);
    on(&search.root, "keydown", move |event| {
        let Some(key) = plain_key(event) else {
            return;
        };
        match key.key().as_str() {
            "ArrowDown" => go(&keys, &key, 1),
            "ArrowUp" => go(&keys, &key, -1),
            "Enter" => open_only_row(&keys, &key),
            _ => {}
        }
    });
}

/// A key without another one held down, which would mean something else.
fn plain_key(event: Event) -> Option<KeyboardEvent> {
    let key: KeyboardEvent = event.dyn_into().ok()?;
    let alone = !(key.ctrl_key() || key.meta_key() || key.alt_key());
    alone.then_some(key)
}

fn target(key: &KeyboardEvent) -> Option<Element> {
    key.target()?.dyn_into().ok()
}

fn go_to_field(search: &Search, key: &KeyboardEvent) {
    let writing = target(key).is_some_and(|it| it.closest(WRITTEN_IN).is_ok_and(|it| it.is_some()));
    if key.key() == "/" && !writing {
        key.prevent_default();
        region::focus(Some(search.field.clone().into()));
        search.field.select();
    }
}

/// From the field to the first row, from the first row back to the field.
fn go(search: &Search, key: &KeyboardEvent, step: isize) {
    let Some(from) = target(key) else {
        return;
    };
    let in_field = from == **search.field;
    let rows = search.rows();
    let row = rows.iter().position(|row| row.contains(Some(&from)));
    let place = match row {
        Some(row) => isize::try_from(row).unwrap_or(isize::MAX),
        None if in_field => -1,
        None => return,
    };
    let next = place.saturating_add(step);
    if next >= 0 {
        let row = usize::try_from(next).ok().and_then(|next| rows.get(next));
        let Some(link) = row.and_then(|row| first(row, "a[href]")) else {
            return;
        };
        region::focus(Some(link));
    } else if !in_field {
        region::focus(Some(search.field.clone().into()));
    } else {
        return;
    }
    key.prevent_default();
}

/// Enter in the field opens the row if the server found only this one; else the form is sent, as without a script.
fn open_only_row(search: &Search, key: &KeyboardEvent) {
    let in_field = target(key).is_some_and(|it| it == **search.field);
    let rows = search.rows();
    let [row] = rows.as_slice() else {
        return;
    };
    let link = first(row, "a[href]").and_then(|it| it.dyn_into::<HtmlElement>().ok());
    if let Some(link) = link.filter(|_| in_field && search.is_answered()) {
        key.prevent_default();
        link.click();
    }
}
