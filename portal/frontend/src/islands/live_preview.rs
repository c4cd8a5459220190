//! Shows what would come of a form while somebody fills it in.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlFormElement};

use crate::browser::question::{Question, Request, fields};
use crate::browser::timer::Timer;
use crate::browser::{first, on, region, reveal, setting};
use crate::fragment;

/// Who types is not disturbed before this pause.
const PAUSE_MS: i32 = 300;

/// Sends a form as it is to the server whenever it changes, and shows what came back.
///
/// | on | attribute | means |
/// |---|---|---|
/// | a form | `data-preview` | where to send it, by POST, for the part [`fragment::PREVIEW`] |
/// | the form | `data-failed` | the words for when the server cannot be asked |
/// | anywhere | `data-region` | what is replaced, by the preview or by what is wrong with the form |
/// | anywhere | `data-trouble` | where those words go; empty, `role="status"` |
///
/// The address writes nothing. Without JavaScript the form has a button for the preview.
#[island]
pub fn LivePreview(
    /// What the server wrote.
    children: Children,
) -> impl IntoView {
    view! { <div use:attach>{children()}</div> }
}

fn attach(root: Element) {
    // Without its parts it stays as it is.
    let _previewing = begin(&root);
}

struct Preview {
    root: Element,
    form: HtmlFormElement,
    region: Element,
    address: String,
    question: Question,
    pause: Timer,
}

fn begin(root: &Element) -> Option<()> {
    reveal(root);
    let form: HtmlFormElement = first(root, "form[data-preview]")?.dyn_into().ok()?;
    let preview = Rc::new(Preview {
        root: root.clone(),
        region: first(root, "[data-region]")?,
        address: setting(&form, "data-preview")?,
        form: form.clone(),
        question: Question::default(),
        pause: Timer::default(),
    });
    on(&form, "input", move |_| {
        let asking = Rc::clone(&preview);
        preview.question.drop_it();
        region::set_busy(&preview.region, true);
        preview.pause.set(PAUSE_MS, move || asking.ask());
    });
    Some(())
}

impl Preview {
    fn ask(self: &Rc<Self>) {
        let request = Request {
            address: self.address.clone(),
            part: fragment::PREVIEW,
            fields: fields(&self.form),
        };
        let preview = Rc::clone(self);
        self.question.ask(request, move |html| {
            region::tell_trouble(&preview.root, &preview.form, html.is_none());
            if let Some(html) = html {
                region::replace(&preview.region, &html);
            }
            region::set_busy(&preview.region, false);
        });
    }
}
