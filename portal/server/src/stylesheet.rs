//! The stylesheet, compressed once. Its address changes with its content, so no browser has to ask twice.

use std::io::{self, Write};
use std::sync::LazyLock;

use brotli::CompressorWriter;
use flate2::Compression;
use flate2::write::GzEncoder;
use portal_app::stylesheet::STYLESHEET;

use crate::assets::Served;

const BROTLI_BEST: u32 = 11;
const BROTLI_WINDOW_LOG2: u32 = 22;
const BUFFER_BYTES: usize = 4096;

static GZIP: LazyLock<Vec<u8>> = LazyLock::new(|| in_memory(gzip()));
static BROTLI: LazyLock<Vec<u8>> = LazyLock::new(|| in_memory(brotli()));

/// The stylesheet in its three forms.
pub fn served() -> Served {
    Served {
        content_type: "text/css; charset=utf-8",
        plain: STYLESHEET.as_bytes(),
        gzip: &GZIP,
        brotli: &BROTLI,
    }
}

fn gzip() -> io::Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(STYLESHEET.as_bytes())?;
    packed.finish()
}

fn brotli() -> io::Result<Vec<u8>> {
    let mut packed =
        CompressorWriter::new(Vec::new(), BUFFER_BYTES, BROTLI_BEST, BROTLI_WINDOW_LOG2);
    packed.write_all(STYLESHEET.as_bytes())?;
    Ok(packed.into_inner())
}

fn in_memory(packed: io::Result<Vec<u8>>) -> Vec<u8> {
    packed.expect("writing to memory does not fail")
}
