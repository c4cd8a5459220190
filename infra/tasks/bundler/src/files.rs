//! The files as they are served: named after what is in them, as they are and compressed both ways.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};
use std::path::Path;

use brotli::CompressorWriter;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::{BundleError, at};

const BROTLI_BEST: u32 = 11;
const BROTLI_WINDOW_LOG2: u32 = 22;
const BUFFER_BYTES: usize = 4096;

/// One file.
pub struct File {
    /// Its name: another content has another one.
    pub name: String,
    content: Vec<u8>,
}

impl File {
    /// A file that can be cached for ever.
    pub fn named_after_content(extension: &str, content: Vec<u8>) -> Self {
        let mut hasher = DefaultHasher::new();
        content.hash(&mut hasher);
        Self {
            name: format!("{:016x}.{extension}", hasher.finish()),
            content,
        }
    }
}

/// Writes the files and their compressed forms, and removes everything else. Says what they weigh.
///
/// A file that is there already is left alone, so that nothing is built again because of it.
pub fn write(files: &[File], into: &Path) -> Result<String, BundleError> {
    fs::create_dir_all(into).map_err(at(into))?;
    let mut kept = BTreeSet::new();
    let mut sizes = String::new();
    let mut sum_bytes = 0;
    for file in files {
        let brotli = brotli(&file.content).map_err(at(into))?;
        let gzip = gzip(&file.content).map_err(at(into))?;
        sum_bytes += brotli.len();
        line(
            &mut sizes,
            &file.name,
            [file.content.len(), gzip.len(), brotli.len()],
        );
        for (ending, content) in [("", &file.content), (".br", &brotli), (".gz", &gzip)] {
            let name = format!("{}{ending}", file.name);
            let path = into.join(&name);
            if !fs::read(&path).is_ok_and(|there| there == *content) {
                fs::write(&path, content).map_err(at(&path))?;
            }
            kept.insert(name);
        }
    }
    for entry in fs::read_dir(into).map_err(at(into))? {
        let entry = entry.map_err(at(into))?;
        if !kept.contains(&*entry.file_name().to_string_lossy()) {
            fs::remove_file(entry.path()).map_err(at(&entry.path()))?;
        }
    }
    let heading = format!(
        "{:<24}{:>9}{:>9}{:>9}\n",
        "bytes", "plain", "gzip", "brotli"
    );
    Ok(format!(
        "{heading}{sizes}{:<42}{sum_bytes:>9}\n",
        "together"
    ))
}

fn line(sizes: &mut String, name: &str, [plain, gzip, brotli]: [usize; 3]) {
    let written = writeln!(sizes, "{name:<24}{plain:>9}{gzip:>9}{brotli:>9}");
    written.expect("writing to memory does not fail");
}

fn brotli(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed =
        CompressorWriter::new(Vec::new(), BUFFER_BYTES, BROTLI_BEST, BROTLI_WINDOW_LOG2);
    packed.write_all(content)?;
    Ok(packed.into_inner())
}

fn gzip(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(content)?;
    packed.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn another_content_has_another_name() {
        let name = |content: &[u8]| File::named_after_content("js", content.to_vec()).name;
        assert_eq!(name(b"a"), name(b"a"));
        assert_ne!(name(b"a"), name(b"b"));
        assert!(name(b"a").ends_with(".js"));
        assert_eq!(name(b"a").len(), 16 + ".js".len());
    }

    #[test]
    fn what_is_compressed_comes_back_whole() {
        let content: Vec<u8> = b"live elements ".repeat(500);
        let mut unpacked = Vec::new();
        let packed = brotli(&content).unwrap();
        brotli::Decompressor::new(&packed[..], BUFFER_BYTES)
            .read_to_end(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, content);
        let mut unpacked = Vec::new();
        let packed = gzip(&content).unwrap();
        flate2::read::GzDecoder::new(&packed[..])
            .read_to_end(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, content);
    }

    #[test]
    fn the_files_of_the_last_time_are_removed_and_those_of_this_time_stay_untouched() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let write_one = |content: &str| {
            let file = File::named_after_content("js", content.into());
            let name = file.name.clone();
            write(&[file], folder).unwrap();
            name
        };
        let old = write_one("old");
        let new = write_one("new");
        let written = fs::metadata(folder.join(&new)).unwrap().modified().unwrap();
        write_one("new");
        let again = fs::metadata(folder.join(&new)).unwrap().modified().unwrap();
        assert_eq!(written, again);
        assert!(!folder.join(&old).exists());
        assert!(folder.join(format!("{new}.br")).exists());
    }
}
