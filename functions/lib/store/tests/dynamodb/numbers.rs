//! Amounts are integers of cents; what else is a number must come back exactly too.

use crate::table::{INVALID, Table, code, item, n};

#[tokio::test]
async fn a_number_keeps_its_38_digits() {
    let table = Table::new().await;
    for number in [
        "12345678901234567890123456789012345678",
        "-99999999999999999999999999999999999999",
        "0.12345678901234567890123456789012345678",
        "9223372036854775807",
    ] {
        table.put(item("a", "A", &[("number", n(number))])).await;
        assert_eq!(table.get("a", "A").await.unwrap()["number"], n(number));
    }
}

#[tokio::test]
async fn a_number_with_more_digits_is_refused() {
    let table = Table::new().await;
    for number in [
        "123456789012345678901234567890123456789",
        "1e126",
        "text",
        "",
    ] {
        let put = table
            .try_put(item("a", "A", &[("number", n(number))]))
            .await;
        assert_eq!(
            put.map_err(|error| code(&error)),
            Err(INVALID.to_owned()),
            "{number}"
        );
    }
}

#[tokio::test]
async fn a_number_is_written_without_what_it_does_not_need() {
    let table = Table::new().await;
    for (given, kept) in [
        ("0012", "12"),
        ("1.50", "1.5"),
        ("1000", "1000"),
        ("-0", "0"),
        ("2e3", "2000"),
    ] {
        table.put(item("a", "A", &[("number", n(given))])).await;
        assert_eq!(
            table.get("a", "A").await.unwrap()["number"],
            n(kept),
            "{given}"
        );
    }
}
