//! What lets a script call the wasm and the wasm call the browser.

use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

use crate::BundleError;

/// The two halves.
pub struct Bindings {
    /// An ES module that exports a function for each live element; its default export starts the wasm.
    pub script: String,
    /// The wasm that it starts.
    pub wasm: Vec<u8>,
}

/// Makes them from what the compiler left.
pub fn make(wasm: &Path) -> Result<Bindings, BundleError> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm);
    let bindgen = bindgen.web(true).map_err(|error| refused(&error))?;
    let made = bindgen
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output();
    // Its errors say in a chain what they are about.
    let mut made = made.map_err(|error| refused(&format!("{error:#}")))?;
    let snippets: usize = made.snippets().values().map(Vec::len).sum();
    let pieces = snippets + made.local_modules().len() + made.npm_dependencies().len();
    if pieces > 0 {
        return Err(refused(&"it brings scripts of its own"));
    }
    Ok(Bindings {
        script: made.js().to_owned(),
        wasm: made.wasm_mut().emit_wasm(),
    })
}

fn refused(error: &impl ToString) -> BundleError {
    BundleError::Bindings(error.to_string())
}
