//! QR codes, as squares for paper and as SVG for pages. It does not know what they mean.

#[cfg(test)]
mod tests;

use std::fmt::Write;

use qrcode::types::Color;
use qrcode::{EcLevel, QrCode};

use crate::error::DocumentError;

/// The empty border that readers need, in modules.
pub(crate) const QUIET_MODULES: usize = 4;

/// The dark modules of a code, as horizontal runs.
pub(crate) struct Qr {
    width: usize,
    runs: Vec<Run>,
}

/// Dark modules side by side, counted from the upper left module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) x: usize,
    pub(crate) y: usize,
    pub(crate) length: usize,
}

/// `text` as an SVG picture that stands in a page. It is black on white in every colour scheme, because
/// readers expect that, and has no style attribute. `title` says what it is to those who do not see it.
///
/// # Errors
/// [`DocumentError::TooLongForQr`].
pub fn qr_svg(text: &str, title: &str) -> Result<String, DocumentError> {
    let qr = Qr::of(text)?;
    let side = qr.side();
    let mut path = String::new();
    for Run { x, y, length } in &qr.runs {
        let (x, y) = (x + QUIET_MODULES, y + QUIET_MODULES);
        // Writing to a `String` cannot fail.
        let _ = write!(path, "M{x} {y}h{length}v1H{x}z");
    }
    Ok(format!(
        "<svg class=\"qr\" role=\"img\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <title>{}</title>\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>",
        escaped(title)
    ))
}

impl Qr {
    /// The code of a text; a seventh of it may be damaged.
    pub(crate) fn of(text: &str) -> Result<Qr, DocumentError> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M)
            .map_err(|_| DocumentError::TooLongForQr)?;
        let width = code.width();
        let colors = code.into_colors();
        let mut runs: Vec<Run> = Vec::new();
        for (y, row) in colors.chunks(width).enumerate() {
            let mut open: Option<Run> = None;
            for (x, color) in row.iter().enumerate() {
                open = match (open, color) {
                    (Some(run), Color::Dark) => Some(Run {
                        length: run.length + 1,
                        ..run
                    }),
                    (None, Color::Dark) => Some(Run { x, y, length: 1 }),
                    (run, Color::Light) => {
                        runs.extend(run);
                        None
                    }
                };
            }
            runs.extend(open);
        }
        Ok(Qr { width, runs })
    }

    /// The dark modules.
    pub(crate) fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Modules of each side, with the empty border.
    pub(crate) fn side(&self) -> usize {
        self.width + 2 * QUIET_MODULES
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}
