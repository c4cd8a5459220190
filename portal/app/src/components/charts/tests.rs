//! What a chart tells to eyes, to ears and to a strict browser.

use billing::money::{Currency, Money};
use leptos::prelude::*;

use super::bars::{Bar, Bars, BarsHeads};
use super::days_bars::{DayAmount, DaysBars, DaysBarsHeads};
use super::picture::ChartWords;
use super::stacked_days::{DayParts, StackedDays};

fn kes(cents: i64) -> Money {
    Money::from_cents(cents, Currency::Kes).unwrap()
}

fn words() -> ChartWords {
    ChartWords {
        title: "Collected".to_owned(),
        says: "Most on Monday.".to_owned(),
        numbers: "Show the numbers".to_owned(),
        empty: "Nothing came in.".to_owned(),
    }
}

/// Days with these amounts by M-PESA, by bank and in cash.
fn stacked(days: &[[i64; 3]]) -> String {
    let days = days.iter().enumerate().map(|(index, parts)| DayParts {
        day: format!("Day <{}>", index + 1),
        short: (index + 1).to_string(),
        parts: parts.map(kes).to_vec(),
        total: kes(parts.iter().sum()),
    });
    let (days, parts) = (days.collect(), ["M-PESA", "Bank", "Cash"]);
    let parts = parts.map(str::to_owned).to_vec();
    view! { <StackedDays id="in" words=words() day="Day" total="Total, KES" parts days /> }
        .to_html()
}

fn bars(amounts: &[i64]) -> String {
    let bars = amounts.iter().map(|cents| Bar {
        name: "8 to 30 days".to_owned(),
        amount: kes(*cents),
        counts: vec![3, 1_200],
    });
    let heads = BarsHeads {
        name: "Age".to_owned(),
        amount: "Amount, KES".to_owned(),
        counts: vec!["Customers".to_owned(), "Instalments".to_owned()],
    };
    let bars = bars.collect();
    view! { <Bars id="age" words=words() heads bars /> }.to_html()
}

fn month(amounts: &[i64], today: Option<usize>) -> String {
    let days = amounts.iter().enumerate().map(|(index, cents)| DayAmount {
        day: format!("Day {}", index + 1),
        short: (index + 1).to_string(),
        count: usize::from(*cents > 0) * 2,
        amount: kes(*cents),
    });
    let heads = DaysBarsHeads {
        day: "Day".to_owned(),
        count: "Instalments".to_owned(),
        amount: "Amount, KES".to_owned(),
    };
    let days = days.collect();
    let today = today.map(|index| (index, "Today".to_owned()));
    view! { <DaysBars id="due" words=words() heads days today /> }.to_html()
}

/// The texts between tags, without what the framework puts between them.
fn texts(html: &str) -> Vec<&str> {
    let after = html.split('>').skip(1);
    let texts = after.filter_map(|piece| piece.split('<').next());
    texts.map(str::trim).filter(|it| !it.is_empty()).collect()
}

#[test]
fn a_picture_has_a_name_a_description_and_its_numbers() {
    let html = stacked(&[[125_000, 0, 5_000], [0, 0, 0], [0, 300_000, 0]]);
    assert!(
        html.contains("role=\"img\" aria-labelledby=\"in-title in-says\""),
        "{html}"
    );
    let texts = texts(&html).join("|");
    for expected in [
        "Collected|Collected|Most on Monday.",
        "M-PESA|Bank|Cash|Show the numbers|Collected|Day|M-PESA|Bank|Cash|Total, KES",
        "Day &lt;1&gt;|1,250.00|0.00|50.00|1,300.00",
        "Day &lt;2&gt;|0.00|0.00|0.00|0.00",
        "Day &lt;3&gt;|0.00|3,000.00|0.00|3,000.00",
    ] {
        assert!(texts.contains(expected), "{expected}: {texts}");
    }
}

#[test]
fn parts_differ_in_more_than_colour() {
    let html = stacked(&[[100, 200, 300]]);
    let (picture, _) = html.split_once("</svg>").unwrap();
    let bars = picture
        .split("<rect")
        .filter(|it| it.contains("class=\"part"));
    let fillings: Vec<(bool, bool, bool)> = bars
        .map(|bar| {
            (
                bar.contains("part full"),
                bar.contains("#in-1"),
                bar.contains("#in-2"),
            )
        })
        .collect();
    assert_eq!(
        fillings,
        [
            (true, false, false),
            (false, true, false),
            (false, false, true)
        ]
    );
    assert!(html.contains("<pattern id=\"in-1\""), "{html}");
}

#[test]
fn nothing_is_drawn_where_nothing_came() {
    for html in [
        stacked(&[]),
        stacked(&[[0, 0, 0], [0, 0, 0]]),
        bars(&[]),
        bars(&[0, 0]),
        month(&[0; 30], Some(3)),
    ] {
        assert!(html.contains("Nothing came in."), "{html}");
        assert!(!html.contains("<svg"), "{html}");
        assert!(!html.contains("<table"), "{html}");
    }
}

#[test]
fn the_longest_bar_takes_all_of_the_width_and_nothing_takes_none() {
    let html = bars(&[200_000, 50_000, 0]);
    assert_eq!(html.matches("part full").count(), 2);
    assert!(html.contains("width=\"100%\" height=\"12\""), "{html}");
    assert!(html.contains("width=\"25%\""), "{html}");
    let texts = texts(&html).join("|");
    assert!(texts.contains("8 to 30 days|KES 2,000.00"), "{texts}");
    assert!(texts.contains("8 to 30 days|3|1,200|500.00"), "{texts}");
}

#[test]
fn a_month_shows_today_and_lists_only_days_with_something() {
    let mut amounts = [0; 31];
    amounts[6] = 125_000;
    amounts[30] = 250_000;
    let html = month(&amounts, Some(30));
    assert!(html.contains("class=\"today\""), "{html}");
    assert_eq!(html.matches("<tr>").count(), 3);
    assert_eq!(html.matches("part full").count(), 2);
    assert!(!month(&amounts, None).contains("class=\"today\""));
    assert!(!month(&amounts, Some(31)).contains("class=\"today\""));
}

#[test]
fn a_strict_browser_shows_all_of_it_and_each_name_is_there_once() {
    let html = [
        stacked(&[[1, 2, 3]; 31]),
        bars(&[1, 2]),
        month(&[5; 31], Some(0)),
    ]
    .concat();
    assert!(!html.contains("style"), "{html}");
    assert!(!html.contains("<script"), "{html}");
    let mut ids: Vec<&str> = html
        .split(" id=\"")
        .skip(1)
        .map(|it| it.split('"').next().unwrap())
        .collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

#[test]
fn the_styles_are_few_and_use_tokens_only() {
    let styles = include_str!("../../style/charts.css");
    assert!(styles.len() <= 1_024, "{} bytes", styles.len());
    for colour in ["oklch(", "rgb(", "hsl(", "#"] {
        assert!(!styles.contains(colour), "{colour}");
    }
}
