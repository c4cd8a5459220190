//! What the page answers about an account number, however it was typed.

use billing::account_number::AccountNumber;

use crate::browser::{between, check, field, page};

#[tokio::test]
async fn the_answer_stands_before_everything_else() {
    let page = page("/").await;
    let main = between(&page, "<main", "</main>");
    let at = |text: &str| {
        main.find(text)
            .unwrap_or_else(|| panic!("no {text} in {main}"))
    };
    assert!(at("Pay Savanna Fibre") < at("600966"));
    assert!(at("600966") < at("<ol"));
    assert!(at("<ol") < at("<form"));
}

#[tokio::test]
async fn nothing_is_answered_before_something_is_asked() {
    let page = page("/").await;
    for sign in [
        "role=\"alert\"",
        "role=\"status\"",
        "aria-invalid",
        "autofocus",
    ] {
        assert!(!page.contains(sign), "{sign}");
    }
}

#[tokio::test]
async fn a_number_whose_digits_fit_becomes_part_of_the_instructions() {
    let number = AccountNumber::generated(1_000_001);
    let digits = number.as_str();
    let grouped = format!("{} {}", &digits[..4], &digits[4..]);
    for typed in [digits, &grouped, &format!("\u{202A}{digits}\u{202C}")] {
        let page = check(typed, "en").await;
        assert!(page.contains("This number can be right."));
        assert!(page.contains("We did not look up whether anyone has it"));
        let facts = between(&page, "<dl", "</dl>");
        let steps = between(&page, "<ol", "</ol>");
        assert!(facts.contains(&grouped) && steps.contains(&grouped));
        assert!(!page.contains("role=\"alert\""));
    }
}

#[tokio::test]
async fn a_mistake_is_told_above_and_beside_the_field_and_the_value_stays() {
    let cases = [
        ("1000 0013", "en", "the digits do not fit together"),
        ("1000 0013", "sw", "tarakimu hazipatani"),
        ("", "en", "Enter your account number."),
        (
            "Amina & Sons",
            "en",
            "Use only the letters A to Z and digits.",
        ),
        (
            "123456789012345678901",
            "en",
            "Use at most 20 letters and digits.",
        ),
        ("123456789012345678901", "sw", "zisizozidi 20"),
    ];
    for (typed, language, message) in cases {
        let page = check(typed, language).await;
        let summary = between(&page, "role=\"alert\"", "</div>");
        assert!(summary.contains("tabindex=\"-1\" autofocus"), "{summary}");
        assert!(summary.contains("href=\"#account\""), "{summary}");
        assert!(summary.contains(message), "{summary}");
        let beside = between(&page, "id=\"account-error\"", "</p>");
        assert!(beside.contains(message), "{beside}");
        assert!(field(&page).contains("aria-invalid=\"true\""));
        assert!(field(&page).contains("account-hint account-error"));
        let kept = format!("value=\"{}\"", typed.replace('&', "&amp;"));
        assert!(field(&page).contains(&kept), "{}", field(&page));
        let title = between(&page, "<title>", "</title>");
        assert!(title.starts_with("Error: ") || title.starts_with("Kosa: "));
        assert!(!between(&page, "<dl", "</dl>").contains("1000 0013"));
    }
}

#[tokio::test]
async fn a_number_from_elsewhere_is_neither_confirmed_nor_refused() {
    for typed in ["SCH/2026/17", "1000001", "0712345126", "0000 0000"] {
        let english = check(typed, "en").await;
        assert!(english.contains("We cannot tell."), "{typed}");
        assert!(!english.contains("role=\"alert\""), "{typed}");
        assert!(field(&english).contains(&format!("value=\"{typed}\"")));
        assert!(check(typed, "sw").await.contains("Hatuwezi kujua."));
    }
}

#[tokio::test]
async fn what_a_stranger_puts_into_an_address_stays_text() {
    let hostile = [
        "<script>alert(1)</script>",
        "\"><script>alert(1)</script>",
        "\" autofocus onfocus=\"alert(1)",
        "\u{202E}31000001\u{2066}",
        "javascript:alert(1)",
        "</title></head><img src=x onerror=alert(1)>",
        "1000\u{0}0012\r\nSet-Cookie: a=b",
    ];
    for typed in hostile {
        let page = check(typed, "en").await;
        assert!(
            !page.contains("<script") && !page.contains("<img"),
            "{page}"
        );
        assert!(
            !page.contains(['\u{202E}', '\u{2066}', '\u{0}', '\r']),
            "{page}"
        );
        assert_eq!(field(&page).matches('"').count() % 2, 0, "{page}");
        assert!(!field(&page).contains("onfocus=\""), "{page}");
    }
}

#[tokio::test]
async fn ten_kilobytes_come_back_as_a_few_characters() {
    for long in ["é".repeat(5_000), "<".repeat(10_000), " ".repeat(10_000)] {
        let page = check(&long, "en").await;
        assert!(page.contains("role=\"alert\""));
        assert!(page.len() < 8_000, "{} bytes", page.len());
    }
}

#[tokio::test]
async fn an_address_that_is_no_form_is_read_as_far_as_it_can_be() {
    let addresses = [
        "/?account=%FF%FE",
        "/?account",
        "/?account=1&account=2",
        "/?&&==%",
        "/?lang=en;account=1",
    ];
    for address in addresses {
        assert!(
            page(address).await.contains("Pay Savanna Fibre"),
            "{address}"
        );
    }
}
