//! An e-mail as a page: one column, no image, nothing remote, styles in place.
//!
//! Text and ground have no colours of their own, so each mail program shows them in the reader's scheme, light or
//! dark; what has a colour is translucent or reads on both. Whoever knows `light-dark()` shows the portal's green.

use billing::money::Currency;
use maud::{DOCTYPE, Markup, html};

use crate::render::letter::Letter;
use crate::words;

const PAGE: &str = "margin:0;padding:24px 16px 32px;font-family:system-ui,-apple-system,'Segoe UI',Roboto,\
    'Helvetica Neue',Arial,sans-serif;font-size:16px;line-height:1.5;-webkit-text-size-adjust:100%";
const COLUMN: &str = "max-width:600px;margin:0 auto;overflow-wrap:break-word;word-wrap:break-word";
const PROVIDER: &str = "margin:0 0 24px;padding:0 0 12px;border-bottom:1px solid rgba(128,128,128,.35);\
    font-weight:650;letter-spacing:-.01em";
const HEADING: &str = "margin:0;font-size:19px;line-height:1.25;font-weight:650";
const CALM: &str = "color:light-dark(#0b5a31,#7fd6a0)";
const LATE: &str = "color:light-dark(#a1211b,#ff9a90)";
const AMOUNT: &str = "margin:4px 0;line-height:1.15;font-weight:650;letter-spacing:-.025em;\
    font-variant-numeric:tabular-nums";
const CURRENCY: &str = "font-size:19px;font-weight:500;letter-spacing:0";
const FACT: &str = "margin:0";
const BODY: &str = "margin:24px 0 0";
const PARAGRAPH: &str = "margin:12px 0 0";
const LIST: &str = "margin:4px 0 0;padding:0 0 0 20px";
const BOX: &str = "margin:24px 0 0;padding:16px;border-left:4px solid #2e8b57;border-radius:0 6px 6px 0;\
    background-color:rgba(46,139,87,.11)";
const BOX_HEADING: &str = "margin:0;font-size:16px;font-weight:650";
const SMALL: &str = "margin:0;font-size:14px";
const ROWS: &str = "margin:8px 0 0";
const LABEL: &str = "margin:8px 0 0;font-size:14px";
const VALUE: &str =
    "margin:0;font-size:19px;line-height:1.3;font-weight:650;font-variant-numeric:tabular-nums";
const FOOTER: &str = "margin:32px 0 0;padding:12px 0 0;border-top:1px solid rgba(128,128,128,.35);font-size:13px;opacity:.85";
const LINK: &str = "color:inherit;text-decoration:underline";

/// The most figures that fit on the line of a small phone in large type.
const LARGE_FIGURES_MAX: usize = 10;

/// The page of `letter`. Everything that comes in is text and is escaped here.
pub fn page(letter: &Letter) -> Markup {
    let heading = format!("{HEADING};{}", if letter.is_late { LATE } else { CALM });
    html! {
        (DOCTYPE)
        html lang=(letter.language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="supported-color-schemes" content="light dark";
                title { (letter.heading) }
            }
            body style=(PAGE) {
                div lang=(letter.language.tag()) style=(COLUMN) {
                    p style=(PROVIDER) { (letter.provider) }
                    h1 style=(heading) { (letter.heading) }
                    (amount(&letter.amount))
                    @for fact in &letter.facts {
                        p style=(FACT) { (unbroken(fact)) }
                    }
                    div style=(BODY) {
                        @for paragraph in letter.body.split("\n\n") {
                            (block(paragraph))
                        }
                    }
                    (how_to_pay(letter))
                    (footer(letter))
                }
            }
        }
    }
}

/// The amount in big, its currency smaller before it.
fn amount(text: &str) -> Markup {
    let (currency, figures) = text.split_once(' ').unwrap_or(("", text));
    let size = if figures.len() > LARGE_FIGURES_MAX {
        "font-size:27px"
    } else {
        "font-size:38px"
    };
    html! {
        p style=(format!("{AMOUNT};{size}")) {
            @if !currency.is_empty() {
                span style=(CURRENCY) { (currency) "\u{A0}" }
            }
            (figures)
        }
    }
}

/// `text` in which no line ends between a currency and its amount.
fn unbroken(text: &str) -> String {
    let codes = Currency::ALL.into_iter().map(Currency::code);
    codes.fold(text.to_owned(), |text, code| {
        text.replace(&format!("{code} "), &format!("{code}\u{A0}"))
    })
}

/// A paragraph, and below it a list of the lines that begin with a dash.
fn block(paragraph: &str) -> Markup {
    let lines: Vec<&str> = paragraph.lines().collect();
    let items = lines
        .iter()
        .rev()
        .take_while(|it| it.starts_with("- "))
        .count();
    let (lines, items) = lines.split_at(lines.len().saturating_sub(items));
    html! {
        @if !lines.is_empty() {
            p style=(PARAGRAPH) {
                @for (index, line) in lines.iter().enumerate() {
                    @if index > 0 { br; }
                    (unbroken(line))
                }
            }
        }
        @if !items.is_empty() {
            ul style=(LIST) {
                @for item in items {
                    li { (unbroken(item.trim_start_matches("- "))) }
                }
            }
        }
    }
}

fn how_to_pay(letter: &Letter) -> Markup {
    let words = &words::of(letter.language).letter;
    html! {
        @if !letter.to_pay.is_empty() {
            div style=(BOX) {
                h2 style=(BOX_HEADING) { (words.how_to_pay) }
                p style=(SMALL) { (words.menu) }
                dl style=(ROWS) {
                    @for (label, value) in &letter.to_pay {
                        dt style=(LABEL) { (label) }
                        dd style=(VALUE) { (unbroken(value)) }
                    }
                }
            }
        }
    }
}

fn footer(letter: &Letter) -> Markup {
    let words = &words::of(letter.language).letter;
    html! {
        div style=(FOOTER) {
            @for line in &letter.footer {
                p style="margin:0 0 4px" { (line) }
            }
            @if let Some(address) = &letter.unsubscribe {
                p style="margin:8px 0 0" {
                    a href=(address) style=(LINK) { (words.unsubscribe) }
                }
            }
        }
    }
}
