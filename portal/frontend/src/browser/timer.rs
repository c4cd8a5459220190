//! Something that happens later, unless it is put off or called off before.

use std::cell::Cell;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// At most one thing that is going to happen.
#[derive(Default)]
pub struct Timer {
    waiting: Cell<Option<i32>>,
}

impl Timer {
    /// Does it after so many milliseconds, instead of what was waiting.
    pub fn set(&self, after_ms: i32, then: impl FnOnce() + 'static) {
        self.clear();
        let Some(window) = web_sys::window() else {
            return;
        };
        let then = Closure::once_into_js(then);
        let set = window
            .set_timeout_with_callback_and_timeout_and_arguments_0(then.unchecked_ref(), after_ms);
        self.waiting.set(set.ok());
    }

    /// What was waiting does not happen.
    pub fn clear(&self) {
        if let (Some(waiting), Some(window)) = (self.waiting.take(), web_sys::window()) {
            window.clear_timeout_with_handle(waiting);
        }
    }
}
