//! A search that answers while somebody types, from what is loaded at once and then from the server.

mod keys;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlFormElement, HtmlInputElement};

use crate::browser::question::{Question, Request, fields};
use crate::browser::timer::Timer;
use crate::browser::{all, first, on, region, reveal, setting, show};
use crate::{find, fragment};

/// Who types is not disturbed before this pause.
const PAUSE_MS: i32 = 300;

const ROW: &str = "[data-find]";

/// Filters the loaded rows at each key, then shows what the server finds.
///
/// | on | attribute | means |
/// |---|---|---|
/// | a form | `data-search` | where to send it, by POST, for the part [`fragment::RESULTS`]; its field is the first `input[type=search]` |
/// | the form | `data-failed` | the words for when the server cannot be asked |
/// | anywhere | `data-region` | what is replaced by the results |
/// | a row in it | `data-find` | what it is found by: [`find::text`] |
/// | in it | `data-says` | what is said instead of the number of rows |
/// | anywhere | `data-found` | where the number of rows is said; empty, `role="status"` |
/// | the same | `data-none`, `data-one`, `data-many` | the words for it; `#` stands for the number |
/// | anywhere | `data-trouble` | where trouble is told; empty, `role="status"` |
///
/// The fields as they came bring back the rows as they came. `/` goes to the field, arrows go from row to row, Enter
/// opens. Without JavaScript the form has a button.
#[island]
pub fn LiveSearch(
    /// What the server wrote.
    children: Children,
) -> impl IntoView {
    view! { <div use:attach>{children()}</div> }
}

fn attach(root: Element) {
    // Without its parts it stays as it is.
    let _searching = begin(&root);
}

struct Search {
    root: Element,
    form: HtmlFormElement,
    field: HtmlInputElement,
    region: Element,
    address: String,
    fields_at_first: String,
    rows_at_first: String,
    /// What the rows are the answer to.
    answered: RefCell<String>,
    changed: Cell<bool>,
    question: Question,
    pause: Timer,
}

fn begin(root: &Element) -> Option<()> {
    reveal(root);
    let form: HtmlFormElement = first(root, "form[data-search]")?.dyn_into().ok()?;
    let field: HtmlInputElement = first(&form, "input[type=search]")?.dyn_into().ok()?;
    let region = first(root, "[data-region]")?;
    // A browser may have kept what was typed the last time; the rows are for what the server wrote.
    let kept = field.value();
    field.set_value(&field.default_value());
    let fields_at_first = written(&form);
    field.set_value(&kept);
    let search = Rc::new(Search {
        root: root.clone(),
        address: setting(&form, "data-search")?,
        rows_at_first: region.inner_html(),
        answered: RefCell::new(fields_at_first.clone()),
        fields_at_first,
        form,
        field,
        region,
        changed: Cell::new(false),
        question: Question::default(),
        pause: Timer::default(),
    });
    let typing = Rc::clone(&search);
    on(&search.form, "input", move |_| typing.typed());
    keys::listen(&search);
    if kept != search.field.default_value() {
        search.typed();
    }
    Some(())
}

impl Search {
    /// What is loaded answers at once; the server, when the typing stops.
    fn typed(self: &Rc<Self>) {
        self.question.drop_it();
        self.pause.clear();
        if written(&self.form) == self.fields_at_first {
            self.show_first_rows();
            return;
        }
        let typed = self.field.value();
        for row in all(&self.region, ROW) {
            let found = setting(&row, "data-find").is_some_and(|it| find::is_found(&it, &typed));
            show(&row, found);
        }
        region::set_busy(&self.region, true);
        let search = Rc::clone(self);
        self.pause.set(PAUSE_MS, move || search.ask());
    }

    fn show_first_rows(&self) {
        if self.changed.replace(false) {
            region::replace(&self.region, &self.rows_at_first);
        }
        for row in all(&self.region, ROW) {
            show(&row, true);
        }
        self.answered.replace(self.fields_at_first.clone());
        region::tell_trouble(&self.root, &self.form, false);
        region::say(first(&self.root, "[data-found]").as_ref(), "");
        region::set_busy(&self.region, false);
    }

    fn ask(self: &Rc<Self>) {
        let asked = written(&self.form);
        let request = Request {
            address: self.address.clone(),
            part: fragment::RESULTS,
            fields: fields(&self.form),
        };
        let search = Rc::clone(self);
        self.question.ask(request, move |html| {
            region::tell_trouble(&search.root, &search.form, html.is_none());
            if let Some(html) = html {
                search.changed.set(true);
                region::replace(&search.region, &html);
                search.answered.replace(asked);
            }
            search.say_how_many();
            region::set_busy(&search.region, false);
        });
    }

    fn say_how_many(&self) {
        let Some(place) = first(&self.root, "[data-found]") else {
            return;
        };
        let said = first(&self.region, "[data-says]").and_then(|it| setting(&it, "data-says"));
        let words = said.or_else(|| {
            let found = self.rows().len();
            let words = match found {
                0 => "data-none",
                1 => "data-one",
                _ => "data-many",
            };
            Some(setting(&place, words)?.replace('#', &found.to_string()))
        });
        region::say(Some(&place), &words.unwrap_or_default());
    }

    /// The rows that can be seen.
    fn rows(&self) -> Vec<Element> {
        let mut rows = all(&self.region, ROW);
        rows.retain(|row| !row.has_attribute("hidden"));
        rows
    }

    /// Whether the rows are the server's answer to what stands in the form.
    fn is_answered(&self) -> bool {
        written(&self.form) == *self.answered.borrow()
    }
}

/// The fields as they would be sent, to compare them.
fn written(form: &HtmlFormElement) -> String {
    fields(form).map_or_else(String::new, |fields| String::from(fields.to_string()))
}
