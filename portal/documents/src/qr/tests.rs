//! A reader that is not ours reads the codes.

use rqrr::PreparedImage;

use super::*;

const PIXELS: usize = 4;
const ADDRESS: &str = "https://pay.zuri.co.ke/receipts/check/RKL51ZDR4F?k=7Qm2xA";

/// What a reader reads from a picture in which `is_dark` tells the modules.
fn read(side: usize, is_dark: impl Fn(usize, usize) -> bool) -> String {
    let pixels = side * PIXELS;
    let mut image = PreparedImage::prepare_from_greyscale(pixels, pixels, |x, y| {
        if is_dark(x / PIXELS, y / PIXELS) {
            0
        } else {
            255
        }
    });
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one code");
    grids[0].decode().unwrap().1
}

#[test]
fn a_reader_reads_what_was_written() {
    let long = format!("{ADDRESS}{}", "x".repeat(300));
    for text in [ADDRESS, "a", "Wanjikũ \u{1F600}", long.as_str()] {
        let qr = Qr::of(text).unwrap();
        let dark = |x: usize, y: usize| {
            qr.runs().iter().any(|run| {
                y == run.y + QUIET_MODULES
                    && (run.x..run.x + run.length).contains(&x.wrapping_sub(QUIET_MODULES))
            })
        };
        assert_eq!(read(qr.side(), dark), text);
    }
}

#[test]
fn a_reader_reads_the_picture_of_a_page() {
    let svg = qr_svg(ADDRESS, "Check").unwrap();
    let side = Qr::of(ADDRESS).unwrap().side();
    let (_, path) = svg.split_once("fill=\"#000\" d=\"").unwrap();
    let path = path.split_once('"').unwrap().0;
    let runs: Vec<[usize; 3]> = path
        .split('z')
        .filter(|run| !run.is_empty())
        .map(|run| {
            let (start, rest) = run.strip_prefix('M').unwrap().split_once('h').unwrap();
            let (x, y) = start.split_once(' ').unwrap();
            let (length, back) = rest.split_once('v').unwrap();
            assert_eq!(back, format!("1H{x}"));
            [x, y, length].map(|number| number.parse().unwrap())
        })
        .collect();
    let dark = |x: usize, y: usize| {
        runs.iter()
            .any(|[from, row, length]| y == *row && (*from..from + length).contains(&x))
    };
    assert_eq!(read(side, dark), ADDRESS);
}

#[test]
fn the_picture_has_a_name_and_no_style() {
    let svg = qr_svg(ADDRESS, "Check <this> & \"that\"").unwrap();
    assert!(svg.contains("<title>Check &lt;this&gt; &amp; &quot;that&quot;</title>"));
    assert!(svg.contains("role=\"img\""));
    assert!(!svg.contains("style"));
    assert!(!svg.contains(ADDRESS));
}

#[test]
fn a_text_that_does_not_fit_is_refused() {
    let long = "x".repeat(3_000);
    assert_eq!(qr_svg(&long, "long"), Err(DocumentError::TooLongForQr));
}
