//! Whether the colours can be read: every pair in use, in every scheme, at the ratio that WCAG asks of text.

use std::collections::HashMap;

use super::*;

const TOKENS: &str = include_str!("../style/tokens.css");
const RATIO_MIN: f64 = 4.5;

/// What is written on what.
const PAIRS: [(&str, &[&str]); 6] = [
    ("paper", &["ink", "quiet", "accent", "danger", "caution"]),
    ("raised", &["ink"]),
    ("accent", &["on-accent"]),
    ("wash", &["ink", "quiet", "accent", "danger", "caution"]),
    ("caution-wash", &["ink", "caution"]),
    ("danger-wash", &["ink", "danger"]),
];

#[test]
fn every_pair_of_colours_is_readable_in_every_scheme() {
    let (fallback, modern) = TOKENS.split_once("@supports").unwrap();
    let (light, dark) = modern.split_once("@media").unwrap();
    for (scheme, text) in [("fallback", fallback), ("light", light), ("dark", dark)] {
        let luminance = luminances(text);
        for (ground, inks) in PAIRS {
            for ink in inks {
                let (one, other) = (luminance[ground], luminance[*ink]);
                let ratio = (one.max(other) + 0.05) / (one.min(other) + 0.05);
                assert!(ratio >= RATIO_MIN, "{scheme}: {ink} on {ground} {ratio:.2}");
            }
        }
    }
}

#[test]
fn components_use_tokens_only() {
    for part in [
        include_str!("../style/base.css"),
        include_str!("../style/parts.css"),
    ] {
        let (screen, _print) = part.split_once("@media print").unwrap_or((part, ""));
        for colour in ["oklch(", "rgb(", "hsl(", "#"] {
            assert!(!screen.contains(colour), "{colour}");
        }
    }
    assert!(STYLESHEET_PATH.ends_with(".css"));
}

/// The relative luminance of every colour of a scheme.
fn luminances(scheme: &str) -> HashMap<&str, f64> {
    let declarations = scheme
        .split(['{', ';', '}'])
        .filter_map(|it| it.trim().split_once(": "));
    declarations
        .filter_map(|(name, value)| Some((name.strip_prefix("--")?, luminance(value)?)))
        .collect()
}

fn luminance(colour: &str) -> Option<f64> {
    let [red, green, blue] = match colour.strip_prefix('#') {
        Some(hex) => linear_of_hex(hex),
        None => linear_of_oklch(colour.strip_prefix("oklch(")?.strip_suffix(')')?),
    };
    Some(0.2126 * red + 0.7152 * green + 0.0722 * blue)
}

fn linear_of_hex(hex: &str) -> [f64; 3] {
    let digits_each = hex.len() / 3;
    [0, 1, 2].map(|channel| {
        let digits = &hex[channel * digits_each..(channel + 1) * digits_each];
        let digits = if digits_each == 1 {
            digits.repeat(2)
        } else {
            digits.to_owned()
        };
        let value = f64::from(u8::from_str_radix(&digits, 16).unwrap()) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    })
}

/// After Björn Ottosson, "A perceptual color space for image processing" (2020).
fn linear_of_oklch(parts: &str) -> [f64; 3] {
    let numbers: Vec<f64> = parts
        .split(' ')
        .map(|it| it.trim_end_matches('%').parse().unwrap())
        .collect();
    let (lightness, chroma, hue) = (numbers[0] / 100.0, numbers[1], numbers[2].to_radians());
    let (a, b) = (chroma * hue.cos(), chroma * hue.sin());
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
    [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
    ]
    .map(|value| value.clamp(0.0, 1.0))
}
