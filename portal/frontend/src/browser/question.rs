//! A question to the server: one at a time, only the answer to the last one counts, and none is waited for in vain.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, FormData, Headers, HtmlFormElement, RequestInit, RequestRedirect, Response,
    UrlSearchParams,
};

use crate::browser::timer::Timer;
use crate::fragment;

/// A slow network is given this long.
const ANSWER_WITHIN_MS: i32 = 20_000;

/// What is asked for.
pub struct Request {
    /// Where.
    pub address: String,
    /// Which part of the page, as `fragment` names them.
    pub part: &'static str,
    /// The fields of a form, which is sent by POST; nothing is asked by GET.
    pub fields: Option<UrlSearchParams>,
}

/// Asks one thing at a time.
#[derive(Default)]
pub struct Question {
    turn: Rc<Cell<u32>>,
    asked: RefCell<Option<AbortController>>,
}

impl Question {
    /// Asks, and drops what was asked before. `then` gets the HTML, or nothing where there was no such answer.
    pub fn ask(&self, request: Request, then: impl FnOnce(Option<String>) + 'static) {
        self.drop_it();
        let turns = Rc::clone(&self.turn);
        let turn = turns.get();
        let controller = AbortController::new().ok();
        self.asked.replace(controller.clone());
        spawn_local(async move {
            let answer = answer(&request, controller).await;
            if turns.get() == turn {
                then(answer);
            }
        });
    }

    /// What was asked does not matter any more.
    pub fn drop_it(&self) {
        self.turn.set(self.turn.get().wrapping_add(1));
        if let Some(asked) = self.asked.take() {
            asked.abort();
        }
    }
}

/// The fields of a form as they are now.
pub fn fields(form: &HtmlFormElement) -> Option<UrlSearchParams> {
    let data = FormData::new_with_form(form).ok()?;
    UrlSearchParams::new_with_str_sequence_sequence(&data).ok()
}

async fn answer(request: &Request, controller: Option<AbortController>) -> Option<String> {
    let asking = RequestInit::new();
    let headers = Headers::new().ok()?;
    headers.set(fragment::HEADER, request.part).ok()?;
    asking.set_headers(&headers);
    // Somebody who is signed out is led elsewhere: that is not what was asked for.
    asking.set_redirect(RequestRedirect::Manual);
    if let Some(fields) = &request.fields {
        asking.set_method("POST");
        asking.set_body(fields);
    }
    let patience = Timer::default();
    if let Some(controller) = controller {
        asking.set_signal(Some(&controller.signal()));
        patience.set(ANSWER_WITHIN_MS, move || controller.abort());
    }
    let html = fetched(&request.address, request.part, &asking).await;
    patience.clear();
    html
}

async fn fetched(address: &str, part: &str, asking: &RequestInit) -> Option<String> {
    let window = web_sys::window()?;
    let response = window.fetch_with_str_and_init(address, asking);
    let response: Response = JsFuture::from(response).await.ok()?.dyn_into().ok()?;
    let named = response.headers().get(fragment::HEADER).ok()?;
    if named.as_deref() != Some(part) {
        return None;
    }
    let text: JsValue = JsFuture::from(response.text().ok()?).await.ok()?;
    text.as_string()
}
