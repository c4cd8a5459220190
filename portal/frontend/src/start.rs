//! What happens once in a browser, before the first live element is attached.

use std::sync::Arc;

use hydration_context::{PinnedFuture, PinnedStream, SerializedDataId, SharedContext};
use leptos::prelude::*;
use throw_error::{Error, ErrorId};
use wasm_bindgen::prelude::wasm_bindgen;

/// Makes ready for live elements. The loader calls it once.
#[wasm_bindgen]
pub fn start() {
    let owner = Owner::new_root(Some(Arc::new(NothingSent)));
    owner.set();
    // It lives as long as the page.
    std::mem::forget(owner);
}

/// What the server sends along with the HTML: nothing.
///
/// Leptos's own context looks for data and errors in global variables, which an inline script would have to set and
/// the content security policy forbids; the code for it would also cost a quarter of what a page loads.
#[derive(Debug)]
struct NothingSent;

impl SharedContext for NothingSent {
    fn is_browser(&self) -> bool {
        true
    }

    fn next_id(&self) -> SerializedDataId {
        SerializedDataId::new(0)
    }

    fn write_async(&self, _: SerializedDataId, _: PinnedFuture<String>) {}

    fn read_data(&self, _: &SerializedDataId) -> Option<String> {
        None
    }

    fn await_data(&self, _: &SerializedDataId) -> Option<String> {
        None
    }

    fn pending_data(&self) -> Option<PinnedStream<String>> {
        None
    }

    fn during_hydration(&self) -> bool {
        false
    }

    fn hydration_complete(&self) {}

    fn get_is_hydrating(&self) -> bool {
        false
    }

    fn set_is_hydrating(&self, _: bool) {}

    fn take_errors(&self) -> Vec<(SerializedDataId, ErrorId, Error)> {
        Vec::new()
    }

    fn errors(&self, _: &SerializedDataId) -> Vec<(ErrorId, Error)> {
        Vec::new()
    }

    fn seal_errors(&self, _: &SerializedDataId) {}

    fn register_error(&self, _: SerializedDataId, _: ErrorId, _: Error) {}

    fn defer_stream(&self, _: PinnedFuture<()>) {}

    fn await_deferred(&self) -> Option<PinnedFuture<()>> {
        None
    }

    fn set_incomplete_chunk(&self, _: SerializedDataId) {}

    fn get_incomplete_chunk(&self, _: &SerializedDataId) -> bool {
        false
    }
}
